//! The label of a whole date: intervals, sets, other zones.

use super::calendar_reading::{Style, dashed, span_text};
use super::phrase::{Core, Phrase, Wording};
use super::precision::Precision;
use super::stated::{End, Expression, Member, Stated};
use crate::numbers::grouped;
use crate::zone::Zone;

/// A set with more members than this names the first ones and counts the others.
const MAX_LISTED: usize = 12;

impl Wording {
    /// The label of a whole date.
    pub(super) fn expression_text(self, expression: &Expression) -> String {
        match expression {
            Expression::Single(stated) => self.phrase(stated).alone(self),
            Expression::Interval(ends) => self.interval(&ends.0, &ends.1),
            Expression::Set { every_one, members } => self.set(*every_one, members),
        }
    }

    fn interval(self, start: &End, end: &End) -> String {
        match (start, end) {
            (End::On(first), End::On(last)) => self.stretch(first, last),
            (End::On(_) | End::OneOf(..), End::On(_) | End::OneOf(..)) => {
                dashed(&self.side(start), &self.side(end))
            }
            (End::Open | End::Unknown, End::Open | End::Unknown) => "date not stated".to_owned(),
            (_, End::Open) => format!("since {}", self.end(start)),
            (End::Open, _) => format!("until {}", self.end(end)),
            (_, End::Unknown) if self.style == Style::Short => format!("{} – ?", self.end(start)),
            (End::Unknown, _) if self.style == Style::Short => format!("? – {}", self.end(end)),
            (_, End::Unknown) if self.is_bare => format!("from {}", self.end(start)),
            (End::Unknown, _) if self.is_bare => format!("until {}", self.end(end)),
            (_, End::Unknown) => format!("from {}, end not known", self.end(start)),
            (End::Unknown, _) => format!("until {}, start not known", self.end(end)),
            _ => format!("from {} to {}", self.end(start), self.end(end)),
        }
    }

    /// The text of one side of an interval.
    fn end(self, end: &End) -> String {
        match end {
            End::On(stated) => self.phrase(stated).within(self),
            End::OnOrBefore(stated) => self.beyond(stated, "before"),
            End::OnOrAfter(stated) => self.beyond(stated, "after"),
            End::OneOf(first, last) if first == last => self.phrase(first).within(self),
            End::OneOf(..) => format!("some time {}", self.side(end)),
            End::Open | End::Unknown => String::new(),
        }
    }

    /// The text of one side of a dash: "1885", "between 1885 and 1887".
    fn side(self, end: &End) -> String {
        match end {
            End::OneOf(first, last) if first != last => {
                let text = |stated| self.phrase(stated).within(self);
                format!("between {} and {}", text(first), text(last))
            }
            _ => self.end(end),
        }
    }

    /// "on or before 1 June 2004", "in or after 1984".
    fn beyond(self, stated: &Stated, side: &str) -> String {
        let preposition = match stated.precision() {
            Precision::Day => "on",
            Precision::Minute | Precision::Second => "at",
            _ => "in",
        };
        format!("{preposition} or {side} {}", self.phrase(stated).within(self))
    }

    /// From one date to another. What both sides say of their doubts is said once.
    fn stretch(self, first: &Stated, last: &Stated) -> String {
        let (from, to) = (self.phrase(first), self.phrase(last));
        if from.is_about || to.is_about || from.notes != to.notes {
            return dashed(&from.within(self), &to.within(self));
        }
        let core = match (from.core, to.core) {
            (Core::Read(start, _), Core::Read(_, end)) => Core::Named(span_text(&start, &end, self.style)),
            (from, to) => {
                let (from, to) = (from.text(self.style), to.text(self.style));
                Core::Named(if from == to { from } else { dashed(&from, &to) })
            }
        };
        Phrase { core, is_about: false, notes: from.notes, gentle_note: None }.alone(self)
    }

    fn set(self, every_one: bool, members: &[Member]) -> String {
        match (members, every_one) {
            ([Member::On(stated)], _) => self.phrase(stated).alone(self),
            ([Member::OnOrBefore(stated)], false) => self.beyond(stated, "before"),
            ([Member::OnOrAfter(stated)], false) => self.beyond(stated, "after"),
            ([Member::OnOrBefore(stated)], true) => format!("all up to {}", self.phrase(stated).within(self)),
            ([Member::OnOrAfter(stated)], true) => {
                format!("all from {} on", self.phrase(stated).within(self))
            }
            _ => {
                let listed: Vec<String> =
                    members.iter().take(MAX_LISTED).map(|member| self.member(member)).collect();
                let others = match members.len().saturating_sub(MAX_LISTED) {
                    0 => String::new(),
                    more => format!(" and {} more", grouped(more as u64)),
                };
                let all_or_one = if every_one { "all of" } else { "one of" };
                format!("{all_or_one} {}{others}", listed.join(", "))
            }
        }
    }

    /// The text of one element of a longer set.
    fn member(self, member: &Member) -> String {
        match member {
            Member::On(stated) => self.phrase(stated).within(self),
            Member::OnOrBefore(stated) => format!("{} or earlier", self.phrase(stated).within(self)),
            Member::OnOrAfter(stated) => format!("{} or later", self.phrase(stated).within(self)),
            Member::Between(first, last) => self.stretch(first, last),
        }
    }
}

/// How much earlier or later a named period begins in `display` than in `home`; `None` where it begins at
/// the same moment, and of dates that have no such name, or only an approximate one.
pub(super) fn shift_text(expression: &Expression, home: Zone, display: Zone) -> Option<String> {
    let is_named = expression.stated().all(|stated| {
        let has_name = (Precision::Year..=Precision::Month).contains(&stated.precision());
        let is_deep = !matches!(stated.date.year.kind, edtf_core::YearKind::Standard { .. });
        has_name && !is_deep && !stated.date.is_approximate() && stated.date.year.significant_digits.is_none()
    });
    if !is_named {
        return None;
    }
    let begins_in = |zone| super::bounds::range(expression, zone).earliest_start;
    let seconds = begins_in(display)?.seconds_since(begins_in(home)?);
    let amount = duration_text(seconds.abs() as u64)?;
    Some(format!("begins {amount} {}", if seconds < 0.0 { "earlier" } else { "later" }))
}

/// Hours and minutes as text, rounded to the minute: "12 hours", "5 hours 30 minutes"; `None` of nothing.
fn duration_text(seconds: u64) -> Option<String> {
    let minutes = (seconds + 30) / 60;
    let counted = |number: u64, name: &str| match number {
        0 => None,
        1 => Some(format!("1 {name}")),
        _ => Some(format!("{number} {name}s")),
    };
    match (counted(minutes / 60, "hour"), counted(minutes % 60, "minute")) {
        (Some(hours), Some(minutes)) => Some(format!("{hours} {minutes}")),
        (hours, minutes) => hours.or(minutes),
    }
}
