//! Prints results; a reader that closes the pipe early ends the program quietly.

use std::io::{self, ErrorKind, Write};

use serde::Serialize;

/// Prints a value as pretty JSON.
///
/// # Errors
/// When standard output cannot be written to.
pub fn print_json(value: &impl Serialize) -> anyhow::Result<()> {
    let text = serde_json::to_string_pretty(value)?;
    print_lines(&[text])
}

/// Prints lines.
///
/// # Errors
/// When standard output cannot be written to, other than because its reader went away.
pub fn print_lines<T: AsRef<str>>(lines: &[T]) -> anyhow::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let written = lines.iter().try_for_each(|line| writeln!(out, "{}", line.as_ref()));
    match written.and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// "1 event", "20,000 events".
pub fn counted(count: usize, word: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{} {word}{ending}", thousands(count))
}

/// "20,000".
pub fn thousands(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_worded() {
        let cases = [(0, "0 events"), (1, "1 event"), (999, "999 events"), (20_000, "20,000 events")];
        for (count, expected) in cases {
            assert_eq!(counted(count, "event"), expected);
        }
        assert_eq!(thousands(1_234_567), "1,234,567");
    }
}
