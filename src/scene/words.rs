//! Words about events: what a screen reader says, and the word in front of a row of slots.

use crate::model::{EventId, Recurrence, Timeline};
use crate::time::Zone;

/// An event in one line: "Three cybersecurity MoUs signed, August 2021, day not stated, happened".
pub fn event_label(timeline: &Timeline, event: EventId) -> String {
    let date = timeline.date(event).map_or_else(|| "date not stated".to_owned(), |date| date.words());
    let status = timeline.status(event).words().to_lowercase();
    format!("{}, {date}, {status}", timeline.event_title(event))
}

/// The date of an event as a flag on the axis says it: "August 2021", "29–30 March 2022"; empty when it has
/// none. What is not stated about it stands elsewhere.
pub fn flag_words(timeline: &Timeline, event: EventId, zone: Zone) -> String {
    let words = timeline.date(event).map(|date| date.words_in(timeline.event_zone(event), zone));
    let words = words.unwrap_or_default();
    words.split(", ").next().unwrap_or_default().to_owned()
}

/// How often a promise is to be kept, in a word or three: "Yearly", "Every 2 years"; "Recurring" when no rule
/// is stated.
pub fn recurrence_words(recurrence: &Recurrence) -> String {
    let rule = recurrence.rule.as_deref().unwrap_or_default().to_uppercase();
    let part = |name: &str| {
        let rule = rule.strip_prefix("RRULE:").unwrap_or(&rule);
        rule.split(';').find_map(|part| part.strip_prefix(name)?.strip_prefix('=').map(str::to_owned))
    };
    let (word, unit) = match part("FREQ").as_deref() {
        Some("YEARLY") => ("Yearly", "years"),
        Some("MONTHLY") => ("Monthly", "months"),
        Some("WEEKLY") => ("Weekly", "weeks"),
        Some("DAILY") => ("Daily", "days"),
        _ => return "Recurring".to_owned(),
    };
    match part("INTERVAL").as_deref() {
        None | Some("1") => word.to_owned(),
        Some(interval) => format!("Every {interval} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_of_a_rule() {
        let word = |rule: Option<&str>| {
            recurrence_words(&Recurrence {
                words: "annually, or as determined".to_owned(),
                rule: rule.map(str::to_owned),
                from: None,
                until: None,
                extra: Vec::new(),
            })
        };
        assert_eq!(word(Some("FREQ=YEARLY")), "Yearly");
        assert_eq!(word(Some("RRULE:FREQ=YEARLY;INTERVAL=2")), "Every 2 years");
        assert_eq!(word(Some("freq=monthly;interval=1")), "Monthly");
        assert_eq!(word(Some("nonsense")), "Recurring");
        assert_eq!(word(None), "Recurring");
    }
}
