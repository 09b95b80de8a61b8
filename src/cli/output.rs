//! Prints results; a reader that closes the pipe early ends the program quietly.

use std::borrow::Cow;
use std::io::{self, ErrorKind, Write};

use serde::Serialize;

use dateline_time::grouped;

/// Prints a value as pretty JSON.
///
/// # Errors
/// When standard output cannot be written to.
pub fn print_json(value: &impl Serialize) -> anyhow::Result<()> {
    // Nothing in it is replaced: JSON is for programs, and escapes what could harm a terminal by itself.
    print_each(&[serde_json::to_string_pretty(value)?])
}

/// Prints lines, made [`harmless`].
///
/// # Errors
/// When standard output cannot be written to, other than because its reader went away.
pub fn print_lines<T: AsRef<str>>(lines: &[T]) -> anyhow::Result<()> {
    print_each(&lines.iter().map(|line| harmless(line.as_ref())).collect::<Vec<_>>())
}

fn print_each<T: AsRef<str>>(lines: &[T]) -> anyhow::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let written = lines.iter().try_for_each(|line| writeln!(out, "{}", line.as_ref()));
    match written.and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// Reports something beside the result to the person at the terminal: on standard error, made [`harmless`].
pub fn report(message: &str) {
    eprintln!("{}", harmless(message));
}

/// "1 event", "20,000 events".
pub fn counted(count: usize, word: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{} {word}{ending}", grouped(count as u64))
}

/// A text for a terminal, in which nothing of a file can colour, move or hide anything: control characters
/// other than line breaks and tabs become "␤", those that turn the direction of writing round are left out.
pub fn harmless(text: &str) -> Cow<'_, str> {
    let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    let is_turning = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    if !text.contains(|c| is_control(c) || is_turning(c)) {
        return Cow::Borrowed(text);
    }
    let shown = text.chars().filter(|c| !is_turning(*c));
    Cow::Owned(shown.map(|c| if is_control(c) { '␤' } else { c }).collect())
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
    }

    #[test]
    fn text_of_a_file_does_nothing_to_the_terminal() {
        let cases = [
            ("新加坡, שלום\n\tplain", "新加坡, שלום\n\tplain"),
            ("a\u{1b}[31mred\u{7}\u{9b}2J", "a␤[31mred␤␤2J"),
            ("gpj.\u{202e}exe\u{2069}", "gpj.exe"),
        ];
        for (text, shown) in cases {
            assert_eq!(harmless(text), shown);
        }
    }
}
