//! When an event was, as Markwhen writes it: points in their notations, ranges of two, points counted from
//! other events.

use super::amount::Amount;
use dateline_time::phrases::{DateParts, DayOrder, read_any_notation};
use dateline_time::{CivilTime, Date, SECONDS_PER_DAY, short_month_name};

/// Longer texts before a colon are no dates, in bytes.
pub(super) const LONGEST: usize = 160;

/// When, as it is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct When {
    pub from: Point,
    /// `None` where only one point is written.
    pub to: Option<Point>,
}

/// One side of a range.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Point {
    /// A date, or a range in one word of EDTF.
    On(Date),
    /// The day on which somebody looks at it.
    Now,
    /// A time on the day of the event before.
    Clock(u8, u8),
    /// A day of a year that is not stated.
    Yearless,
    /// So long after the event before, or after the other side.
    Later(Amount),
    /// Counted from another event.
    Relative(Relative),
}

/// A point that is counted from another event.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Relative {
    /// The other event's id.
    pub id: String,
    /// Whether counting begins at its start; otherwise at its end.
    pub from_start: bool,
    /// Whether it lies before the other event.
    pub is_before: bool,
    /// How far from it.
    pub amount: Option<Amount>,
}

/// Reads a point or a range.
pub(super) fn read_when(text: &str, order: DayOrder) -> Option<When> {
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let alone = || point(text, order).map(|from| When { from, to: None });
    let split_at = |sign: &&str| {
        text.match_indices(*sign).find_map(|(at, sign)| {
            let (left, right) = (text.get(..at)?.trim(), text.get(at + sign.len()..)?.trim());
            range(left, right, order)
        })
    };
    // A hyphen with spaces around it is never a part of a date: "10:00 - 11:30" has no offset in it.
    let wide = [" - ", " – ", " — ", " to ", " ~ "];
    let narrow = ["/", "–", "-"];
    wide.iter().find_map(split_at).or_else(alone).or_else(|| narrow.iter().find_map(split_at))
}

/// A range of two points; what the first leaves out (its era, its year) is taken from the second.
fn range(left: &str, right: &str, order: DayOrder) -> Option<When> {
    let to = point(right, order)?;
    let era = right.split_whitespace().next_back().filter(|word| is_era(word));
    let is_number = !left.is_empty() && left.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
    let completed = match era {
        Some(era) if is_number => point(&format!("{left} {era}"), order),
        _ => None,
    };
    let from = match completed.or_else(|| point(left, order))? {
        Point::Yearless => match &to {
            Point::On(date) => {
                let year = date.text().split('-').next().unwrap_or_default();
                point(&format!("{left} {year}"), order).unwrap_or(Point::Yearless)
            }
            _ => Point::Yearless,
        },
        point => point,
    };
    let is_interval =
        |point: &Point| matches!(point, Point::On(date) if date.text().contains(['/', '[', '{']));
    (!is_interval(&from) && !is_interval(&to)).then_some(When { from, to: Some(to) })
}

fn is_era(word: &str) -> bool {
    ["BC", "BCE", "AD", "CE"].iter().any(|era| word.eq_ignore_ascii_case(era))
}

/// Reads one point.
fn point(text: &str, order: DayOrder) -> Option<Point> {
    let lower = text.to_lowercase();
    if ["now", "today"].contains(&lower.as_str()) {
        return Some(Point::Now);
    }
    // "1960s" is a decade and no length of time.
    let is_decade = lower.len() == 5 && lower.ends_with("0s");
    if let Some(amount) = Amount::parse(text).filter(|_| !is_decade) {
        return Some(Point::Later(amount));
    }
    if text.contains('!') {
        return relative(text).map(Point::Relative);
    }
    if let Some((hour, minute)) = clock(&lower) {
        return Some(Point::Clock(hour, minute));
    }
    if let Some(date) = date(text, order) {
        return Some(Point::On(date));
    }
    is_yearless(&lower).then_some(Point::Yearless)
}

/// "after !id 3 weeks", "by !id.start", "!id".
fn relative(text: &str) -> Option<Relative> {
    let (before, rest) = text.split_once('!')?;
    let word = before.trim().to_lowercase();
    let is_before = match word.as_str() {
        "" | "after" => false,
        "before" | "by" => true,
        _ => return None,
    };
    let name: String =
        rest.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.')).collect();
    let behind = rest.get(name.len()..)?.trim().trim_start_matches('+').trim();
    let (id, side) = match name.rsplit_once('.') {
        Some((id, side @ ("start" | "end"))) => (id, Some(side)),
        _ => (name.as_str(), None),
    };
    let amount = if behind.is_empty() { None } else { Some(Amount::parse(behind)?) };
    let from_start = side.map_or(is_before, |side| side == "start");
    (!id.is_empty()).then(|| Relative { id: id.to_owned(), from_start, is_before, amount })
}

/// "8:30am", "10 pm", "18:30".
fn clock(lower: &str) -> Option<(u8, u8)> {
    let (body, half) = match (lower.strip_suffix("am"), lower.strip_suffix("pm")) {
        (Some(body), _) => (body.trim_end(), Some(0)),
        (_, Some(body)) => (body.trim_end(), Some(12)),
        _ => (lower, None),
    };
    let (hour, minute) = match body.split_once(':') {
        Some((hour, minute)) if minute.len() == 2 => (hour, minute),
        None if half.is_some() => (body, "00"),
        _ => return None,
    };
    let is_short =
        |digits: &str| (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let (hour, minute): (u8, u8) = (
        Some(hour).filter(|text| is_short(text))?.parse().ok()?,
        Some(minute).filter(|text| is_short(text))?.parse().ok()?,
    );
    let hour = match half {
        Some(half) => (1..=12).contains(&hour).then(|| hour % 12 + half)?,
        None => hour,
    };
    (hour < 24 && minute < 60).then_some((hour, minute))
}

/// One date in any of the notations.
pub(super) fn date(text: &str, order: DayOrder) -> Option<Date> {
    if let Ok(date) = Date::parse(text) {
        return Some(date);
    }
    if let Some(date) = week(text).or_else(|| month_of_year(text)) {
        return Some(date);
    }
    let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits && text.len() == 3 {
        return DateParts::year(text.parse().ok()?).date().ok();
    }
    if is_digits || text.starts_with('-') {
        return None;
    }
    read_any_notation(&with_minutes(text), Some(order)).ok().map(|written| written.date)
}

/// "10am" becomes "10:00 am".
fn with_minutes(text: &str) -> String {
    let lower = text.to_lowercase();
    let Some(body) = ["am", "pm"].iter().find_map(|half| lower.strip_suffix(half)) else {
        return text.to_owned();
    };
    let body = body.trim_end();
    let hour = body.rsplit(' ').next().unwrap_or_default();
    let half = lower.get(lower.len() - 2..).unwrap_or_default();
    if (1..=2).contains(&hour.len()) && hour.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("{body}:00 {half}")
    } else {
        text.to_owned()
    }
}

/// "2021-W05", "2021-W05-3".
fn week(text: &str) -> Option<Date> {
    let (year, rest) = text.split_once("-W").or_else(|| text.split_once('W'))?;
    let year: i64 = Some(year).filter(|year| year.len() == 4)?.parse().ok()?;
    let (week, day) = match rest.split_once('-') {
        Some((week, day)) => (week, Some(day)),
        None => (rest, None),
    };
    let week: i128 =
        Some(week).filter(|week| week.len() == 2)?.parse().ok().filter(|week| (1..=53).contains(week))?;
    let day_length = i128::from(SECONDS_PER_DAY);
    // The fourth of January always lies in the first week.
    let fourth = CivilTime::midnight(year, 1, 4).seconds();
    let since_monday = (fourth / day_length + 3).rem_euclid(7);
    let monday = fourth - since_monday * day_length + (week - 1) * 7 * day_length;
    let stated = |days: i128| {
        let CivilTime { year, month, day, .. } = CivilTime::from_seconds(monday + days * day_length);
        DateParts::day(year, month, day).text()
    };
    let text = match day {
        Some(day) => stated(day.parse::<i128>().ok().filter(|day| (1..=7).contains(day))? - 1),
        None => format!("{}/{}", stated(0), stated(6)),
    };
    Date::parse(&text).ok()
}

/// "12/2012".
fn month_of_year(text: &str) -> Option<Date> {
    let (month, year) = text.split_once('/')?;
    let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if !(1..=2).contains(&month.len()) || year.len() != 4 || !is_number(month) || !is_number(year) {
        return None;
    }
    DateParts { year: year.parse().ok()?, month: Some(month.parse().ok()?), ..DateParts::default() }
        .date()
        .ok()
}

/// "dec 25", "25 december": a day of nobody knows which year.
fn is_yearless(lower: &str) -> bool {
    let words: Vec<&str> = lower.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let is_day = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        digits.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
    };
    match words.as_slice() {
        [month, day] if is_month(month) => is_day(day),
        [day, month] if is_month(month) => is_day(day),
        _ => ["tomorrow", "yesterday"].contains(&lower),
    }
}

pub(super) fn is_month(word: &str) -> bool {
    word.len() >= 3
        && (1..=12).any(|month| {
            let name = short_month_name(month).to_lowercase();
            word.starts_with(&name)
                && dateline_time::month_name(month).to_lowercase().starts_with(word.trim_end_matches('.'))
                || word == "sept"
        })
}
