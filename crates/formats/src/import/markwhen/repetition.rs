//! Repetitions: "every 2 weeks for 10 times", "every year until 2030".

use super::amount::{Amount, unit_from_word};
use super::when::{self, Point};
use dateline_time::Date;
use dateline_time::phrases::DayOrder;
use dateline_time::recurrence::{Rule, Unit};

/// How an event repeats.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Repeat {
    /// As it is written: "every 2 weeks".
    pub words: String,
    /// One time and the next lie so far apart; `None` where that cannot be read.
    pub step: Option<(i64, Unit)>,
    /// When it ends.
    pub end: End,
}

/// When a repetition ends.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum End {
    /// Nothing is said.
    Open,
    /// After so many times.
    Times(i64),
    /// After so long.
    After(Amount),
    /// On a date.
    Until(Date),
}

impl Repeat {
    /// Reads the text from "every" on.
    pub fn parse(text: &str, order: DayOrder) -> Repeat {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let lower = words.to_lowercase();
        let body = lower.strip_prefix("every").unwrap_or(&lower).trim();
        let marks = [" for ", " until ", " x"];
        let mark = marks.iter().filter_map(|mark| Some((body.find(mark)?, *mark))).min();
        let (step, end) = match mark {
            Some((at, mark)) => {
                let (step, rest) = (body.get(..at), body.get(at + mark.len()..).unwrap_or_default());
                (step.unwrap_or_default(), end(mark.trim(), rest.trim(), order))
            }
            None => (body, Some(End::Open)),
        };
        let step = step_of(step).filter(|_| end.is_some());
        Repeat { words, step, end: end.unwrap_or(End::Open) }
    }

    /// The rule as RFC 5545 writes it; `None` where it has no words for it.
    pub fn rule(&self) -> Option<String> {
        let (interval, unit) = self.step?;
        Rule { unit, interval }.text()
    }
}

fn step_of(text: &str) -> Option<(i64, Unit)> {
    if let Some(unit) = unit_from_word(text) {
        return Some((1, unit));
    }
    let other = text.strip_prefix("other ").and_then(unit_from_word);
    if let Some(unit) = other {
        return Some((2, unit));
    }
    let with_number =
        if text.starts_with(|c: char| c.is_ascii_digit()) { text.to_owned() } else { format!("1 {text}") };
    match Amount::parse(&with_number)?.0.as_slice() {
        [(number @ 1.., unit)] => Some((*number, *unit)),
        _ => None,
    }
}

/// What stands behind "for", "until" or "x".
fn end(mark: &str, text: &str, order: DayOrder) -> Option<End> {
    let times = |text: &str| text.trim().parse::<i64>().ok().filter(|times| (1..=100_000).contains(times));
    match mark {
        "x" => times(text).map(End::Times),
        "until" => match when::read_when(text, order)?.from {
            Point::On(date) => Some(End::Until(date)),
            _ => None,
        },
        _ => {
            let counted = text.strip_suffix("times").or_else(|| text.strip_suffix("time"));
            match counted {
                Some(number) => times(number).map(End::Times),
                None => Amount::parse(text).map(End::After),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetitions_become_rules() {
        let cases = [
            ("every year", Some("FREQ=YEARLY"), End::Open),
            ("every 2 weeks x10", Some("FREQ=WEEKLY;INTERVAL=2"), End::Times(10)),
            ("every other day for 3 times", Some("FREQ=DAILY;INTERVAL=2"), End::Times(3)),
            ("every month for 2 years", Some("FREQ=MONTHLY"), End::After(Amount(vec![(2, Unit::Year)]))),
            ("every week day", Some("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"), End::Open),
            ("every 3 work days", None, End::Open),
            ("every full moon", None, End::Open),
            ("every year for ever", None, End::Open),
        ];
        for (text, rule, end) in cases {
            let repeat = Repeat::parse(text, DayOrder::MonthFirst);
            assert_eq!((repeat.rule().as_deref(), repeat.end), (rule, end), "{text}");
        }
        let Ok(date) = Date::parse("2030-05") else { panic!("a date") };
        let until = Repeat::parse("every year until May 2030", DayOrder::MonthFirst);
        assert_eq!((until.words.as_str(), until.end), ("every year until May 2030", End::Until(date)));
    }
}
