//! From text to what it says. The grammar of EDTF is `edtf-core`'s; times of day are read here, because they
//! may lack their seconds and may end an interval (see [`super::Date`]).

use edtf_core::{DateField, Edtf, IntervalEndpoint, SetElement, SetKind, YearKind};

use super::stated::{Clock, End, Expression, Member, Shift, Stated};
use crate::calendar::{CivilTime, SECONDS_PER_DAY};
use crate::zone::Zone;

/// No date needs more bytes; a text beyond this is something else, and reading it must not take long.
pub(super) const MAX_TEXT_BYTES: usize = 10_000;

/// Where and why reading stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// Where reading stopped, in bytes.
    pub(super) offset: usize,
    /// What stopped it.
    pub(super) reason: Reason,
}

/// Why reading stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// There is no text.
    Empty,
    /// There is more text than [`MAX_TEXT_BYTES`].
    TooLong,
    /// The second date lies before the first.
    EndBeforeStart,
    /// `edtf-core` says this.
    Grammar(&'static str),
    /// A time of day is wrong: what is, and what to write.
    Clock { message: &'static str, hint: Option<String> },
}

/// Reads a text without space around it.
pub(super) fn read(text: &str) -> Result<Expression, Fault> {
    if text.is_empty() {
        return Err(Fault { offset: 0, reason: Reason::Empty });
    }
    if text.len() > MAX_TEXT_BYTES {
        return Err(Fault { offset: MAX_TEXT_BYTES, reason: Reason::TooLong });
    }
    let has_bracketed_end =
        text.split_once('/').is_some_and(|(start, end)| [start, end].iter().any(is_bracketed));
    if has_bracketed_end || text.contains('T') && !text.starts_with(['[', '{']) {
        return read_with_ends(text);
    }
    read_untimed(text).or_else(|fault| read_lone_range(text).unwrap_or(Err(fault)))
}

/// Whether a text without space around it is EDTF.
pub(crate) fn is_date(text: &str) -> bool {
    read(text).is_ok()
}

/// Whether a part of the text begins as one of several dates.
fn is_bracketed(part: &&str) -> bool {
    part.starts_with('[')
}

/// Reads one date between two that EDTF allows no range between; `None` where its own grammar has said
/// enough.
fn read_lone_range(text: &str) -> Option<Result<Expression, Fault>> {
    let is_range = text.starts_with('[') && text.ends_with(']') && !text.contains([',', '/']);
    let (first, last) = text.get(1..text.len().saturating_sub(1)).filter(|_| is_range)?.split_once("..")?;
    if first.is_empty() || last.is_empty() {
        return None;
    }
    let single =
        |(first, last)| Expression::Set { every_one: false, members: vec![Member::Between(first, last)] };
    Some(read_one_of(text, 0).map(single))
}

/// Reads a text without times of day.
fn read_untimed(text: &str) -> Result<Expression, Fault> {
    match parse_edtf(text, 0)? {
        Edtf::Date(date) => Ok(Expression::Single(Stated::day_or_coarser(date))),
        // Only a text with a "T" gives a time of day, and that is not read here.
        Edtf::DateTime(moment) => Ok(Expression::Single(Stated::day_or_coarser(moment.date))),
        Edtf::Interval(interval) => {
            Ok(Expression::Interval(Box::new((end_from_edtf(interval.start), end_from_edtf(interval.end)))))
        }
        Edtf::Set(set) => Ok(Expression::Set {
            every_one: set.kind == SetKind::AllMembers,
            members: set.elements.into_iter().map(member_from_edtf).collect(),
        }),
    }
}

fn end_from_edtf(end: IntervalEndpoint) -> End {
    match end {
        IntervalEndpoint::Date(date) => End::On(Stated::day_or_coarser(date)),
        IntervalEndpoint::OnOrBefore(date) => End::OnOrBefore(Stated::day_or_coarser(date)),
        IntervalEndpoint::OnOrAfter(date) => End::OnOrAfter(Stated::day_or_coarser(date)),
        IntervalEndpoint::Open => End::Open,
        IntervalEndpoint::Unknown => End::Unknown,
    }
}

fn member_from_edtf(element: SetElement) -> Member {
    match element {
        SetElement::Date(date) => Member::On(Stated::day_or_coarser(date)),
        SetElement::OnOrBefore(date) => Member::OnOrBefore(Stated::day_or_coarser(date)),
        SetElement::OnOrAfter(date) => Member::OnOrAfter(Stated::day_or_coarser(date)),
        SetElement::Range(first, last) => {
            Member::Between(Stated::day_or_coarser(first), Stated::day_or_coarser(last))
        }
    }
}

/// Lets `edtf-core` read a part of the text that begins after `base` bytes.
fn parse_edtf(part: &str, base: usize) -> Result<Edtf, Fault> {
    Edtf::parse(part).map_err(|error| Fault {
        offset: base + error.offset,
        // The version of `edtf-core` is pinned, and a test checks this message.
        reason: if error.message.contains(" precedes ") {
            Reason::EndBeforeStart
        } else {
            Reason::Grammar(error.message)
        },
    })
}

/// Reads a date with a time of day, or an interval with one or with brackets at either end.
fn read_with_ends(text: &str) -> Result<Expression, Fault> {
    let Some((start_text, end_text)) = text.split_once('/') else {
        return read_moment(text, 0).map(Expression::Single);
    };
    let end_base = start_text.len() + 1;
    if let Some(second_slash) = end_text.find('/') {
        return Err(grammar(end_base + second_slash, "interval must contain exactly one '/'"));
    }
    let start = match start_text.strip_prefix("..").filter(|date| !date.is_empty()) {
        Some(date) => End::OnOrBefore(read_stated(date, 2)?),
        None => read_end(start_text, 0)?,
    };
    let end = match end_text.strip_suffix("..").filter(|date| !date.is_empty()) {
        Some(date) => End::OnOrAfter(read_stated(date, end_base)?),
        None => read_end(end_text, end_base)?,
    };
    if let (Some((first, _)), Some((_, last))) = (start.bounded(), end.bounded())
        && ends_before_start(first, last)
    {
        return Err(Fault { offset: end_base, reason: Reason::EndBeforeStart });
    }
    Ok(Expression::Interval(Box::new((start, end))))
}

/// Reads one side of an interval that has a time of day or brackets at either end.
fn read_end(part: &str, base: usize) -> Result<End, Fault> {
    match part {
        "" => Ok(End::Unknown),
        ".." => Ok(End::Open),
        _ if is_bracketed(&part) => read_one_of(part, base).map(|(first, last)| End::OneOf(first, last)),
        _ => read_stated(part, base).map(End::On),
    }
}

/// Reads one date, with or without a time of day.
fn read_stated(part: &str, base: usize) -> Result<Stated, Fault> {
    if part.contains('T') {
        return read_moment(part, base);
    }
    match parse_edtf(part, base)? {
        Edtf::Date(date) => Ok(Stated::day_or_coarser(date)),
        _ => Err(grammar(base, "an end of an interval is one date")),
    }
}

/// Reads `[DATE..DATE]`.
fn read_one_of(part: &str, base: usize) -> Result<(Stated, Stated), Fault> {
    let Some(inner) = part.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')) else {
        return Err(grammar(base + part.len().saturating_sub(1), "unterminated set"));
    };
    let Some((first_text, last_text)) = inner.split_once("..") else {
        return Err(grammar(base + 1, "an end in brackets is one range"));
    };
    let last_base = base + 1 + first_text.len() + 2;
    for (date, at) in [(first_text, base + 1), (last_text, last_base)] {
        if date.is_empty() {
            return Err(grammar(at, "an end in brackets is one range"));
        }
    }
    let (first, last) = (read_stated(first_text, base + 1)?, read_stated(last_text, last_base)?);
    if ends_before_start(&first, &last) {
        return Err(Fault { offset: last_base, reason: Reason::EndBeforeStart });
    }
    Ok((first, last))
}

/// Whether the last of two dates lies wholly before the first. Of a floating time and one with an offset
/// that can only be said when no zone could put them in order.
fn ends_before_start(first: &Stated, last: &Stated) -> bool {
    let (start, _) = first.span(Zone::UTC);
    let (_, end) = last.span(Zone::UTC);
    let slack = if first.is_absolute() == last.is_absolute() { 0 } else { SECONDS_PER_DAY + 7200 };
    end.saturating_add(slack) <= start
}

/// Reads a full day with a time of day.
fn read_moment(part: &str, base: usize) -> Result<Stated, Fault> {
    let Some((day_text, clock_text)) = part.split_once('T') else {
        return Err(grammar(base, "date-times require a complete YYYY-MM-DD date"));
    };
    let Edtf::Date(date) = parse_edtf(day_text, base)? else {
        return Err(grammar(base, "date-times require a complete YYYY-MM-DD date"));
    };
    let is_plain = date.day.is_some() && !date.has_unspecified();
    if !is_plain || date.is_uncertain() || date.is_approximate() {
        return Err(grammar(base, "date-times require a complete YYYY-MM-DD date"));
    }
    let clock_base = base + day_text.len() + 1;
    let (clock_text, qualifier) = split_qualifier(clock_text);
    let clock =
        read_clock(clock_text, clock_base).map_err(|fault| with_next_day(fault, clock_text, &date))?;
    let qualified = |field: DateField| DateField { qualifier, ..field };
    let year = edtf_core::Year { qualifier, ..date.year };
    let date = edtf_core::Date { year, month: date.month.map(qualified), day: date.day.map(qualified) };
    Ok(Stated { date, clock: Some(clock) })
}

/// Parts the qualifier at the end of a time of day from it.
fn split_qualifier(text: &str) -> (&str, edtf_core::Qualifier) {
    let flags = |uncertain, approximate| edtf_core::Qualifier { uncertain, approximate };
    let cases = [('?', flags(true, false)), ('~', flags(false, true)), ('%', flags(true, true))];
    let found = cases.into_iter().find_map(|(char, flags)| Some((text.strip_suffix(char)?, flags)));
    found.unwrap_or((text, edtf_core::Qualifier::default()))
}

/// Reads `hh:mm`, `hh:mm:ss` and what follows.
fn read_clock(text: &str, base: usize) -> Result<Clock, Fault> {
    let shape = "A time of day is written 13:30 or 13:30:00";
    let misshapen = |at: usize| clock_fault(base + at, shape, None);
    let hour = two_digits(text, 0).ok_or_else(|| misshapen(0))?;
    if text.get(2..3) != Some(":") {
        return Err(misshapen(2));
    }
    let minute = two_digits(text, 3).ok_or_else(|| misshapen(3))?;
    if hour > 23 {
        return Err(clock_fault(base, "The hours of a day run from 00 to 23", None));
    }
    if minute > 59 {
        return Err(clock_fault(base + 3, "The minutes of an hour run from 00 to 59", None));
    }
    let (second, shift_at) = if text.get(5..6) == Some(":") {
        (Some(two_digits(text, 6).ok_or_else(|| misshapen(6))?), 8)
    } else {
        (None, 5)
    };
    if second.is_some_and(|second| second > 60) {
        return Err(clock_fault(base + 6, "The seconds of a minute run from 00 to 59", None));
    }
    let shift = read_shift(text.get(shift_at..).unwrap_or_default(), base + shift_at)?;
    Ok(Clock { hour, minute, second, shift })
}

/// Reads `Z`, `+hh`, `+hh:mm` or nothing.
fn read_shift(text: &str, base: usize) -> Result<Option<Shift>, Fault> {
    let is_east = match text.get(..1) {
        None => return Ok(None),
        Some("Z") if text.len() == 1 => return Ok(Some(Shift::Utc)),
        Some("+") => true,
        Some("-") => false,
        Some(_) => return Err(clock_fault(base, "After a time of day only Z or an offset can follow", None)),
    };
    let misshapen = || clock_fault(base, "An offset is written +08:00, -04:00 or +08", None);
    let hours = two_digits(text, 1).ok_or_else(misshapen)?;
    let minutes = match text.len() {
        3 => 0,
        6 if text.get(3..4) == Some(":") => two_digits(text, 4).ok_or_else(misshapen)?,
        _ => return Err(misshapen()),
    };
    let total = i16::from(hours) * 60 + i16::from(minutes);
    if minutes > 59 || total > 14 * 60 {
        return Err(clock_fault(base, "Offsets run from -14:00 to +14:00", None));
    }
    if total == 0 && !is_east {
        return Err(clock_fault(base, "There is no offset of minus zero", Some("Write Z".to_owned())));
    }
    Ok(Some(Shift::Minutes(if is_east { total } else { -total })))
}

/// The two ASCII digits at an offset in the text.
fn two_digits(text: &str, at: usize) -> Option<u8> {
    let digits = text.get(at..at + 2)?;
    if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
}

/// Says which instant 24:00 is, where the clock shows that.
fn with_next_day(fault: Fault, clock_text: &str, date: &edtf_core::Date) -> Fault {
    let is_end_of_day = ["24:00", "24:00:00"].contains(&clock_text);
    let numbers =
        date.year.value().zip(date.month.and_then(DateField::value)).zip(date.day.and_then(DateField::value));
    let Some(((year, month), day)) = numbers.filter(|_| is_end_of_day) else {
        return fault;
    };
    let next = CivilTime::from_seconds(
        CivilTime::midnight(year, month, day).seconds() + i128::from(SECONDS_PER_DAY),
    );
    let negative = matches!(date.year.kind, YearKind::Standard { negative: true, .. });
    let hint = (!negative && next.year <= 9999).then(|| {
        let clock_text = clock_text.replacen("24", "00", 1);
        format!("Write {:04}-{:02}-{:02}T{clock_text}, the same moment", next.year, next.month, next.day)
    });
    clock_fault(fault.offset, "The hours of a day run from 00 to 23", hint)
}

fn grammar(offset: usize, message: &'static str) -> Fault {
    Fault { offset, reason: Reason::Grammar(message) }
}

fn clock_fault(offset: usize, message: &'static str, hint: Option<String>) -> Fault {
    Fault { offset, reason: Reason::Clock { message, hint } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pinned_grammar_still_says_precedes() {
        for text in ["2004/2003", "{1672..1670}", "2004-06-11/2004-06-10"] {
            assert_eq!(read(text).unwrap_err().reason, Reason::EndBeforeStart, "{text}");
        }
    }
}
