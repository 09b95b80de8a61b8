//! From what is written before a colon to a date: relative dates are counted from other events, wherever they
//! stand.

use std::collections::HashMap;

use super::amount::Amount;
use super::repetition::{End, Repeat};
use super::when::{Point, Relative, When};
use dateline_time::phrases::{DateParts, between, open_from};
use dateline_time::{CivilTime, Date, Precision, SECONDS_PER_DAY, Zone};

/// A date that was found, with where in the calendar it lies.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    /// The date.
    pub date: Date,
    /// Whether it lasts to this day.
    pub is_ongoing: bool,
    /// The event that it is counted from, and whether this one lies before it.
    pub anchor: Option<(String, bool)>,
    /// Whether it was worked out rather than written.
    pub is_counted: bool,
    span: Span,
}

/// From a reading of clock and calendar to the one behind the end, in seconds since 1970 as clocks show them.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Span {
    start: Option<i128>,
    end: Option<i128>,
    precision: Precision,
    /// Whether the readings are those of UTC.
    is_absolute: bool,
}

/// Why there is no date.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Missing {
    /// It depends on the day on which somebody looks at it.
    Now,
    /// The year is not stated.
    Year,
    /// No event has this id.
    Id(String),
    /// The event that it is counted from has no date at that end.
    Anchor,
    /// Events are counted from each other in a circle.
    Circle,
    /// The two ends make no range: what is wrong.
    Order(String),
}

/// One event that waits for its date.
#[derive(Debug)]
pub(super) struct Waiting<'a> {
    /// What is written, if it could be read.
    pub when: Option<&'a When>,
    /// Its id; empty where it has none.
    pub id: &'a str,
}

/// So many times the list is gone through, from its beginning and from its end in turn.
const MOST_ROUNDS: usize = 64;

/// Finds the dates of all events; `None` for those of which nothing could be read.
pub(super) fn dates(events: &[Waiting<'_>]) -> Vec<Option<Result<Found, Missing>>> {
    let mut indexes: HashMap<&str, usize> = HashMap::new();
    for (index, event) in events.iter().enumerate().filter(|(_, event)| !event.id.is_empty()) {
        indexes.entry(event.id).or_insert(index);
    }
    let mut found: Vec<Option<Result<Found, Missing>>> = vec![None; events.len()];
    for round in 0..MOST_ROUNDS {
        let mut has_changed = false;
        for step in 0..events.len() {
            let index = if round % 2 == 0 { step } else { events.len() - 1 - step };
            let when = events.get(index).and_then(|event| event.when);
            let (Some(when), Some(None)) = (when, found.get(index)) else { continue };
            let before = before(events, &found, index);
            let lookup = |id: &str| match indexes.get(id) {
                None => Err(Missing::Id(id.to_owned())),
                Some(index) => Ok(found.get(*index).and_then(Option::as_ref)),
            };
            let context = Context { before, lookup: &lookup };
            if let Some(result) = context.find(when)
                && let Some(slot) = found.get_mut(index)
            {
                *slot = Some(result);
                has_changed = true;
            }
        }
        if !has_changed {
            break;
        }
    }
    for (slot, event) in found.iter_mut().zip(events) {
        if slot.is_none() && event.when.is_some() {
            *slot = Some(Err(Missing::Circle));
        }
    }
    found
}

/// What is known of the event before: its date, that it has none, or (`None`) nothing yet.
fn before<'f>(
    events: &[Waiting<'_>],
    found: &'f [Option<Result<Found, Missing>>],
    index: usize,
) -> Option<Option<&'f Found>> {
    let Some(index) = index.checked_sub(1) else { return Some(None) };
    if events.get(index).is_some_and(|event| event.when.is_none()) {
        return Some(None);
    }
    found.get(index).and_then(Option::as_ref).map(|result| result.as_ref().ok())
}

type Known<'f> = Result<Option<&'f Result<Found, Missing>>, Missing>;

struct Context<'f> {
    before: Option<Option<&'f Found>>,
    lookup: &'f dyn Fn(&str) -> Known<'f>,
}

/// A point that was found: its reading, how finely it is known, whether it is written so.
#[derive(Clone, Debug)]
struct At {
    seconds: i128,
    precision: Precision,
    is_absolute: bool,
    is_soft: bool,
}

impl Context<'_> {
    /// The date; `None` while it depends on an event that has none yet.
    fn find(&self, when: &When) -> Option<Result<Found, Missing>> {
        Some(match (&when.from, &when.to) {
            (Point::On(date), None) => Ok(stated(date.clone())),
            (Point::On(from), Some(Point::On(to))) => joined(from, to),
            (Point::On(from), Some(Point::Now)) => match open_from(from) {
                Ok(date) => Ok(Found { is_ongoing: true, ..stated(date) }),
                Err(error) => Err(Missing::Order(error.message)),
            },
            (Point::Now, Some(Point::On(to))) => match Date::parse(&format!("/{}", to.text())) {
                Ok(date) => Ok(Found { is_ongoing: true, ..stated(date) }),
                Err(error) => Err(Missing::Order(error.message)),
            },
            (Point::Now, _) | (_, Some(Point::Now)) => Err(Missing::Now),
            (Point::Yearless, _) | (_, Some(Point::Yearless)) => Err(Missing::Year),
            (Point::On(from), Some(Point::Relative(to))) => match self.relative(to)? {
                Ok(end) => {
                    // The point at which it ends is the first one that no longer belongs to it.
                    let last = text_of(&end, end.precision, true);
                    let joined = Date::parse(&last).map_err(order).and_then(|to| joined(from, &to));
                    joined.map(|found| counted(found, Some(to)))
                }
                Err(missing) => Err(missing),
            },
            (from, to) => self.counted(from, to.as_ref())?,
        })
    }

    /// A date that is counted from another.
    fn counted(&self, from: &Point, to: Option<&Point>) -> Option<Result<Found, Missing>> {
        let anchor = match (from, to) {
            (Point::Relative(relative), _) | (_, Some(Point::Relative(relative))) => Some(relative),
            _ => None,
        };
        let (start, own_length) = match from {
            Point::On(date) => (at_start(date), None),
            Point::Clock(hour, minute) => (self.on_day_before(*hour, *minute)?, None),
            // Alone, a length follows the event before.
            Point::Later(amount) if to.is_none() => (self.behind_before(None)?, Some(amount)),
            Point::Later(amount) => (self.behind_before(Some(amount))?, None),
            Point::Relative(relative) => (self.relative(relative)?, None),
            Point::Now | Point::Yearless => return None,
        };
        let start = match start {
            Ok(start) => start,
            Err(missing) => return Some(Err(missing)),
        };
        let length = match to {
            Some(Point::Later(amount)) => Some(amount),
            _ => own_length,
        };
        let end = match (to, length) {
            (_, Some(amount)) => Ok(At {
                seconds: amount.added_to(start.seconds, false),
                precision: start.precision.max(amount.precision()),
                ..start.clone()
            }),
            (Some(Point::Clock(hour, minute)), _) => {
                let day = i128::from(SECONDS_PER_DAY);
                let clock = i128::from(*hour) * 3_600 + i128::from(*minute) * 60;
                let seconds = start.seconds - start.seconds.rem_euclid(day) + clock;
                Ok(At { seconds, precision: Precision::Minute, ..start.clone() })
            }
            (Some(Point::Relative(relative)), _) => self.relative(relative)?,
            (Some(Point::On(date)), _) => {
                let from = Date::parse(&text_of(&start, start.precision, false)).map_err(order);
                return Some(from.and_then(|from| joined(&from, date)).map(|found| counted(found, anchor)));
            }
            // Before another event by so much: from there to its start.
            (None, None) => match anchor {
                Some(Relative { id, is_before: true, amount: Some(_), from_start, .. }) => {
                    self.relative(&Relative {
                        id: id.clone(),
                        from_start: *from_start,
                        is_before: true,
                        amount: None,
                    })?
                }
                Some(Relative { is_before: true, .. }) => {
                    let last = text_of(&start, start.precision, true);
                    let date = Date::parse(&format!("[..{last}]")).map_err(order);
                    return Some(date.map(|date| counted(stated(date), anchor)));
                }
                _ => {
                    let date = Date::parse(&text_of(&start, start.precision, false)).map_err(order);
                    return Some(date.map(|date| counted(stated(date), anchor)));
                }
            },
            _ => return Some(Err(Missing::Now)),
        };
        Some(end.and_then(|end| spanning(&start, &end)).map(|found| match from {
            Point::On(_) => Found { is_counted: false, ..found },
            _ => counted(found, anchor),
        }))
    }

    /// The end of the event before, or so much behind it.
    fn behind_before(&self, amount: Option<&Amount>) -> Option<Result<At, Missing>> {
        let Some(before) = self.before? else { return Some(Err(Missing::Anchor)) };
        Some(anchored(before, false, amount, false))
    }

    /// A time of day on the day on which the event before begins.
    fn on_day_before(&self, hour: u8, minute: u8) -> Option<Result<At, Missing>> {
        let Some(before) = self.before? else { return Some(Err(Missing::Anchor)) };
        let Some(start) = before.span.start.filter(|_| before.span.precision >= Precision::Day) else {
            return Some(Err(Missing::Anchor));
        };
        let clock = i128::from(hour) * 3_600 + i128::from(minute) * 60;
        let seconds = start - start.rem_euclid(i128::from(SECONDS_PER_DAY)) + clock;
        let is_absolute = before.span.is_absolute;
        Some(Ok(At { seconds, precision: Precision::Minute, is_absolute, is_soft: false }))
    }

    fn relative(&self, relative: &Relative) -> Option<Result<At, Missing>> {
        let other = match (self.lookup)(&relative.id) {
            Ok(None) => return None,
            Ok(Some(Ok(found))) => found,
            Ok(Some(Err(_))) => return Some(Err(Missing::Anchor)),
            Err(missing) => return Some(Err(missing)),
        };
        Some(anchored(other, relative.from_start, relative.amount.as_ref(), relative.is_before))
    }
}

/// Where a repetition ends: the date that it states, or the one that its number or length of time leads to.
pub(super) fn end_of(repeat: &Repeat, found: Option<&Found>) -> Option<Date> {
    let start = found.and_then(|found| Some((found.span.start?, found)));
    let counted = |seconds: i128, found: &Found, precision: Precision| {
        let precision = found.span.precision.max(precision);
        let at = At { seconds, precision, is_absolute: found.span.is_absolute, is_soft: false };
        Date::parse(&text_of(&at, precision, false)).ok()
    };
    match (&repeat.end, start) {
        (End::Until(date), _) => Some(date.clone()),
        (End::Times(times), Some((start, found))) => {
            let (number, unit) = repeat.step?;
            let length = Amount(vec![(number.saturating_mul(times - 1), unit)]);
            counted(length.added_to(start, false), found, unit.precision())
        }
        (End::After(amount), Some((start, found))) => {
            counted(amount.added_to(start, false), found, amount.precision())
        }
        _ => None,
    }
}

fn order(error: dateline_time::DateError) -> Missing {
    Missing::Order(error.message)
}

fn counted(found: Found, anchor: Option<&Relative>) -> Found {
    let anchor = anchor.map(|relative| (relative.id.clone(), relative.is_before));
    Found { is_counted: true, anchor, ..found }
}

fn stated(date: Date) -> Found {
    let range = date.range(Zone::UTC);
    let seconds = |point: Option<dateline_time::TimePoint>| point.map(|point| i128::from(point.seconds()));
    let precision = date.precision();
    let text = date.text();
    let is_timed = precision >= Precision::Minute;
    let is_absolute = is_timed && (text.ends_with('Z') || text.contains("Z/") || has_offset(text));
    let span =
        Span { start: seconds(range.earliest_start), end: seconds(range.latest_end), precision, is_absolute };
    Found { date, is_ongoing: false, anchor: None, is_counted: false, span }
}

/// Whether a time of day is followed by an offset.
fn has_offset(text: &str) -> bool {
    text.split('T')
        .skip(1)
        .any(|clock| clock.split('/').next().is_some_and(|clock| clock.contains(['+', '-'])))
}

fn joined(from: &Date, to: &Date) -> Result<Found, Missing> {
    between(from, to).map(stated).map_err(order)
}

fn at_start(date: &Date) -> Result<At, Missing> {
    let Span { start, precision, is_absolute, .. } = stated(date.clone()).span;
    let seconds = start.ok_or(Missing::Anchor)?;
    Ok(At { seconds, precision, is_absolute, is_soft: false })
}

/// So much from the start or the end of an event.
fn anchored(other: &Found, from_start: bool, amount: Option<&Amount>, is_back: bool) -> Result<At, Missing> {
    let Span { start, end, precision, is_absolute } = other.span;
    let seconds = if from_start { start } else { end }.ok_or(Missing::Anchor)?;
    let Some(amount) = amount else {
        return Ok(At { seconds, precision, is_absolute, is_soft: false });
    };
    Ok(At {
        seconds: amount.added_to(seconds, is_back),
        precision: precision.max(amount.precision()),
        is_absolute,
        // Days that are counted from a month or a year are not known to the day.
        is_soft: precision < amount.precision(),
    })
}

/// From one point to another; the end is the first moment that no longer belongs to it.
fn spanning(start: &At, end: &At) -> Result<Found, Missing> {
    let precision = start.precision.max(end.precision);
    let is_soft =
        start.is_soft || end.is_soft || start.precision < precision && end.precision < Precision::Minute;
    let (first, last) = (At { is_soft, ..start.clone() }, At { is_soft, ..end.clone() });
    let from = Date::parse(&text_of(&first, precision, false)).map_err(order)?;
    let to_text = text_of(&last, precision, true);
    let to = Date::parse(&to_text).map_err(order)?;
    if end.seconds <= start.seconds {
        return if end.seconds == start.seconds { Ok(stated(from)) } else { joined(&from, &to) };
    }
    joined(&from, &to)
}

/// A point as EDTF. As the last one of a stretch it is the unit before: the stretch ends when that is over.
fn text_of(at: &At, precision: Precision, is_last: bool) -> String {
    let is_timed = precision >= Precision::Minute;
    let civil = CivilTime::from_seconds(at.seconds - i128::from(is_last && !is_timed));
    let mut text = match precision {
        Precision::Millennium | Precision::Century | Precision::Decade | Precision::Year => {
            DateParts::year(civil.year).text()
        }
        Precision::Season | Precision::Month => {
            DateParts { month: Some(civil.month), ..DateParts::year(civil.year) }.text()
        }
        Precision::Day => DateParts::day(civil.year, civil.month, civil.day).text(),
        Precision::Minute | Precision::Second => DateParts {
            clock: Some((civil.hour, civil.minute)),
            second: (precision == Precision::Second).then_some(civil.second),
            offset: at.is_absolute.then_some(0),
            ..DateParts::day(civil.year, civil.month, civil.day)
        }
        .text(),
    };
    if at.is_soft {
        text.push('~');
    }
    text
}
