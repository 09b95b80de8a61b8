//! The words and numbers that cells of tables hold: status, importance, precision, months, lists.

use super::mapping::Separator;
use dateline_time::month_name;
use dateline_timeline::model::Status;

/// Words for a status beside those of the native format, in lower case.
const STATUS: &[(Status, &[&str])] = &[
    (
        Status::Happened,
        &[
            "done",
            "completed",
            "complete",
            "past",
            "occurred",
            "finished",
            "closed",
            "held",
            "confirmed",
            "erledigt",
            "abgeschlossen",
            "terminé",
            "hecho",
        ],
    ),
    (
        Status::Ongoing,
        &["in progress", "active", "current", "open", "continuing", "laufend", "en cours", "en curso"],
    ),
    (
        Status::Planned,
        &[
            "upcoming",
            "scheduled",
            "announced",
            "tentative",
            "future",
            "proposed",
            "expected",
            "pending",
            "to do",
            "todo",
            "geplant",
            "prévu",
            "planificado",
        ],
    ),
    (Status::Recurring, &["repeating", "regular", "annual", "periodic"]),
    (Status::Cancelled, &["canceled", "called off", "abgesagt", "annulé", "cancelado"]),
    (Status::Postponed, &["delayed", "deferred", "rescheduled", "verschoben", "reporté", "aplazado"]),
    (Status::Unknown, &["not known", "unclear", "unbekannt", "inconnu", "n/a", "tbd", "?"]),
];

/// The status that a word means.
pub(crate) fn status(text: &str) -> Option<Status> {
    let plain = text.trim().to_lowercase().replace(['_', '-'], " ");
    let own =
        Status::ALL.iter().find(|status| status.key() == plain || status.label().to_lowercase() == plain);
    own.copied().or_else(|| {
        STATUS.iter().find(|(_, words)| words.contains(&plain.as_str())).map(|(status, _)| *status)
    })
}

/// A number with a full stop or a comma before its fraction, or a word; words are from 0 to 1.
pub(super) fn importance(text: &str) -> Option<f64> {
    match text.trim().to_lowercase().as_str() {
        "high" | "hoch" | "critical" | "major" => return Some(0.9),
        "medium" | "normal" | "mittel" => return Some(0.5),
        "low" | "niedrig" | "minor" => return Some(0.2),
        _ => {}
    }
    number(text)
}

/// How important a cell says an event is, from 0 to 1, in a column whose greatest number is `scale`.
pub(super) fn importance_of(text: &str, scale: f64) -> Option<f32> {
    let value = importance(text).filter(|value| *value >= 0.0)?;
    // Words are on a scale of one whatever numbers stand beside them.
    Some(if number(text).is_none() { value as f32 } else { (value / scale).clamp(0.0, 1.0) as f32 })
}

/// A number; "1,5" is one and a half, "1,234.5" has a separator of thousands.
pub(crate) fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let plain = if text.contains('.') { text.replace(',', "") } else { text.replace(',', ".") };
    plain.parse::<f64>().ok().filter(|number| number.is_finite())
}

/// How a date is coarsened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coarseness {
    /// Not at all.
    Day,
    /// Some day about that one.
    Week,
    /// Only the month counts.
    Month,
    /// Only the year counts.
    Year,
}

/// What a cell says about the precision of a date, in words or as ACLED counts it.
pub(super) fn precision(text: &str) -> Option<Coarseness> {
    Some(match text.trim().to_lowercase().as_str() {
        "1" | "day" | "exact" | "tag" => Coarseness::Day,
        "2" | "week" | "approximate" | "circa" | "woche" => Coarseness::Week,
        "3" | "month" | "monat" => Coarseness::Month,
        "year" | "jahr" => Coarseness::Year,
        _ => return None,
    })
}

/// A month as a number from 1 to 12 or by its English name or three letters of it.
pub(super) fn month(text: &str) -> Option<u8> {
    let text = text.trim().trim_end_matches(".0").trim_end_matches('.');
    if let Ok(number) = text.parse::<u8>() {
        return (1..=12).contains(&number).then_some(number);
    }
    let lower = text.to_lowercase();
    let is_long_enough = lower.chars().count() >= 3;
    (1..=12).find(|number| is_long_enough && month_name(*number).to_lowercase().starts_with(&lower))
}

/// Whether a spreadsheet would compute what stands there, once the apostrophes before it are gone.
pub(crate) fn is_like_a_formula(text: &str) -> bool {
    let rest = text.trim_start_matches('\'');
    rest.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// A cell without the one apostrophe that keeps spreadsheets from computing it.
pub(crate) fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_like_a_formula(rest)).unwrap_or(text)
}

/// What divides the names within the cells of a column, if anything does. Commas do in tags; in names of
/// people they may stand within one ("Lee, Ann"), so that only a cell with three parts, or a part that comes
/// back, shows it.
pub(super) fn separator(values: &[String], is_name: bool) -> Separator {
    let is_seen = |separator: &Separator| {
        separator.char().is_some_and(|char| values.iter().any(|value| value.contains(char)))
    };
    let rare = [Separator::Semicolon, Separator::Bar, Separator::Line].into_iter().find(is_seen);
    if let Some(separator) = rare {
        return separator;
    }
    if !is_name {
        return Separator::Comma;
    }
    let mut parts: Vec<&str> = Vec::new();
    for value in values.iter().filter(|value| value.contains(',')) {
        let here: Vec<&str> = value.split(',').map(str::trim).collect();
        if here.len() > 2 {
            return Separator::Comma;
        }
        parts.extend(here);
    }
    let count = parts.len();
    parts.sort_unstable();
    parts.dedup();
    let comes_back =
        parts.len() < count || values.iter().any(|value| parts.binary_search(&value.as_str()).is_ok());
    if comes_back { Separator::Comma } else { Separator::Nothing }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_numbers_are_understood() {
        assert_eq!(status("In progress"), Some(Status::Ongoing));
        assert_eq!(status("status not stated"), Some(Status::Unknown));
        assert_eq!(status("blue"), None);
        assert_eq!((importance("0,5"), importance("high"), importance("x")), (Some(0.5), Some(0.9), None));
        assert_eq!((month("Sep"), month("9"), month("13"), month("Ma")), (Some(9), Some(9), None, None));
        for (text, plain) in
            [("'=A1", "=A1"), ("'tis", "'tis"), ("'-5", "-5"), ("''=1", "'=1"), ("", ""), ("'", "'")]
        {
            assert_eq!(unguarded(text), plain);
        }
    }

    #[test]
    fn commas_divide_names_only_where_that_is_seen() {
        let list = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        assert_eq!(separator(&list(&["Lee, Ann", "Ray, Bo"]), true), Separator::Nothing);
        assert_eq!(separator(&list(&["US, Singapore", "Singapore"]), true), Separator::Comma);
        assert_eq!(separator(&list(&["A, B, C"]), true), Separator::Comma);
        assert_eq!(separator(&list(&["A; B, C"]), true), Separator::Semicolon);
        assert_eq!(separator(&list(&["a, b"]), false), Separator::Comma);
    }
}
