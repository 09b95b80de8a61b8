//! Remarks on a file as a whole, which no single record gives reason for.

use std::collections::HashMap;

use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;

/// Fewer times than this share one by chance.
const FEWEST: usize = 5;

/// Remarks on times in UTC, among the EDTF texts of all dates, that nearly all show the same clock but
/// midnight: days that a program wrote down as midnight of the place where it ran, so that their date is
/// another one in UTC.
///
/// Not for calendars, whose meetings do take place at the same time.
pub(super) fn shared_clock<'d>(dates: impl Iterator<Item = &'d str>, log: &mut Log) {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut total = 0;
    for text in dates {
        let start = text.split('/').next().unwrap_or_default();
        let Some((_, clock)) = start.split_once('T') else { continue };
        let Some(clock) = clock.strip_suffix('Z').or_else(|| clock.strip_suffix("+00:00")) else { continue };
        *counts.entry(clock.get(..5).unwrap_or(clock)).or_default() += 1;
        total += 1;
    }
    let Some((clock, count)) = counts.into_iter().max_by_key(|(clock, count)| (*count, *clock)) else {
        return;
    };
    let is_whole = clock.ends_with(":00") || clock.ends_with(":30");
    if count < FEWEST || count * 10 < total * 8 || clock == "00:00" || !is_whole {
        return;
    }
    let message = format!("{count} of {total} times are {clock} in UTC");
    log.push(
        Diagnostic::new(Severity::Warning, 0..0, &Path::Root, message)
            .found(clock)
            .hint(format!("If they are days, write them as days: midnight in {}", place(clock)))
            .effect("Read as they are written; where they mean midnight elsewhere, their day is the one before or after"),
    );
}

/// Where it is midnight at a time in UTC: "UTC+8".
fn place(clock: &str) -> String {
    let number = |range| clock.get(range).and_then(|digits: &str| digits.parse::<i32>().ok()).unwrap_or(0);
    let minutes = number(0..2) * 60 + number(3..5);
    let ahead = if minutes > 11 * 60 { 24 * 60 - minutes } else { -minutes };
    let sign = if ahead < 0 { '\u{2212}' } else { '+' };
    let (hours, rest) = (ahead.abs() / 60, ahead.abs() % 60);
    if rest == 0 { format!("UTC{sign}{hours}") } else { format!("UTC{sign}{hours}:{rest:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remarks(dates: &[&str]) -> Vec<String> {
        let mut log = Log::default();
        shared_clock(dates.iter().copied(), &mut log);
        log.into_list().iter().map(|finding| format!("{} {}", finding.message, finding.hint)).collect()
    }

    #[test]
    fn midnights_of_elsewhere_are_remarked_upon() {
        let far = ["1885-12-22T16:00:00Z/1888-04-29T14:59:59Z"; 6];
        assert_eq!(
            remarks(&far),
            ["6 of 6 times are 16:00 in UTC If they are days, write them as days: midnight in UTC+8"]
        );
        assert_eq!(place("05:00"), "UTC\u{2212}5");
        assert_eq!(place("18:30"), "UTC+5:30");
        for dates in
            [&["2022-03-29T16:00Z"; 4][..], &["2022-03-29T00:00Z"; 9], &["2022-03-29T16:00"; 9], &["2022"; 9]]
        {
            assert!(remarks(dates).is_empty(), "{dates:?}");
        }
    }
}
