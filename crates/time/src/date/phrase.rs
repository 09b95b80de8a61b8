//! One stated date as a phrase: what is known of it, what is not stated, and how sure its source is.

use edtf_core::{Date, DateField, Year, YearKind};

use super::calendar_reading::{CalendarReading, Style, clock_text, month_text, span_text};
use super::precision::Precision;
use super::stated::{Clock, Shift, Stated};
use crate::calendar::CivilTime;
use crate::calendar::days_in_month;
use crate::numbers::{
    century_text, era, grouped, magnitude, millennium_text, number_in_era, ordinal, raised, year_text,
};
use crate::zone::Zone;

/// How dates are to be worded.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wording {
    /// How much room there is.
    pub(super) style: Style,
    /// The zone of the date and the zone of the calendar it is read from, where they may differ.
    pub(super) zones: Option<(Zone, Zone)>,
    /// Whether only what is stated is said: neither what is not stated nor how sure the source is.
    pub(super) is_bare: bool,
}

/// The parts of the text of one date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// What is known.
    pub(super) core: Core,
    /// Whether it is near that, not just that.
    pub(super) is_about: bool,
    /// What else must be said: "year not stated", "inferred".
    pub(super) notes: Vec<String>,
    /// What is said when nothing else is: "day not stated".
    pub(super) gentle_note: Option<&'static str>,
}

/// What is known of a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Core {
    /// A reading of the calendar, or two between which it lies.
    Read(CalendarReading, CalendarReading),
    /// A name: "1960s", "spring 2001".
    Named(String),
}

impl Core {
    pub(super) fn text(&self, style: Style) -> String {
        match self {
            Core::Read(first, last) => span_text(first, last, style),
            Core::Named(name) => name.clone(),
        }
    }
}

impl Phrase {
    /// The phrase as a whole: "about July 2005, inferred".
    pub(super) fn alone(&self, wording: Wording) -> String {
        let gentle = self.gentle_note.filter(|_| {
            let is_plain = self.notes.is_empty() && !self.is_about;
            is_plain && wording.style == Style::Full && wording.zones.is_none()
        });
        let notes = self.notes.iter().map(String::as_str).chain(gentle);
        notes.fold(self.start(wording.style), |text, note| format!("{text}, {note}"))
    }

    /// The phrase as a part of a longer one: "about July 2005 (inferred)".
    pub(super) fn within(&self, wording: Wording) -> String {
        let start = self.start(wording.style);
        if self.notes.is_empty() { start } else { format!("{start} ({})", self.notes.join(", ")) }
    }

    fn start(&self, style: Style) -> String {
        let core = self.core.text(style);
        if self.is_about { format!("about {core}") } else { core }
    }
}

impl Wording {
    /// The phrase for a stated date.
    pub(super) fn phrase(self, stated: &Stated) -> Phrase {
        let (is_about, doubts) = doubts(&stated.date);
        let has_significant_digits = stated.precision() < Precision::Year && is_estimate(&stated.date.year);
        let (core, open_note, gentle_note) = self.core(stated);
        let notes = open_note.into_iter().chain(doubts).filter(|_| !self.is_bare).collect();
        Phrase { core, is_about: is_about || has_significant_digits, notes, gentle_note }
    }

    /// What is known, what must be said to be open, and what may be.
    fn core(self, stated: &Stated) -> (Core, Option<String>, Option<&'static str>) {
        if let Some(core) = self.core_elsewhere(stated) {
            return (core, None, None);
        }
        let date = &stated.date;
        let named = |name: String| (Core::Named(name), None, None);
        let year = match date.year.kind {
            YearKind::Standard { .. } => match date.year.value() {
                Some(year) if is_estimate(&date.year) => return named(estimate_text(year, stated)),
                Some(year) => year,
                None => return self.core_without_year(date),
            },
            YearKind::Big { .. } | YearKind::Exponential { .. } => return named(deep_year_text(&date.year)),
        };
        let reading = CalendarReading { year, month: None, day: None, clock: None, shift: String::new() };
        let read = |reading: CalendarReading, note| (Core::Read(reading.clone(), reading), None, note);
        let Some(month) = date.month else {
            return read(reading, Some("day not stated"));
        };
        let Some(month_number) = month.value() else {
            return match self.month_candidates(month, date.day) {
                Some(months) => named(format!("{months} {}", year_text(year))),
                None if date.day.is_some() => read(reading, Some("day not stated")),
                None => read(reading, Some("month not stated")),
            };
        };
        if month_number > 12 {
            return named(format!("{} {}", season_text(month_number), year_text(year)));
        }
        let of_month = CalendarReading { month: Some(month_number), ..reading };
        match (date.day, date.day.and_then(DateField::value)) {
            (Some(_), Some(day)) => {
                let (clock, shift) = stated.clock.map_or((None, String::new()), clock_and_shift_text);
                read(CalendarReading { day: Some(day), clock, shift, ..of_month }, None)
            }
            (Some(field), None) => match day_candidates(field, days_in_month(year, month_number)) {
                Some(days) => named(format!("{days} {}", of_month.text(self.style))),
                None => read(of_month, Some("day not stated")),
            },
            (None, _) => read(of_month, Some("day not stated")),
        }
    }

    /// What a calendar elsewhere shows, of a day or a time of day.
    fn core_elsewhere(self, stated: &Stated) -> Option<Core> {
        let (home, display) = self.zones?;
        let (first, after) = stated.span(home);
        match stated.precision() {
            Precision::Minute | Precision::Second => {
                let with_second = stated.precision() == Precision::Second;
                let reading = CalendarReading::time_of(display.civil_from_point(first), with_second);
                Some(Core::Read(reading.clone(), reading))
            }
            Precision::Day => {
                let day = |at| CalendarReading::day_of(display.civil_from_point(at));
                Some(Core::Read(day(first), day(after.saturating_add(-1).max(first))))
            }
            _ => None,
        }
    }

    /// A date whose year lacks digits.
    fn core_without_year(self, date: &Date) -> (Core, Option<String>, Option<&'static str>) {
        let YearKind::Standard { digits, .. } = date.year.kind else {
            return (Core::Named(String::new()), None, None);
        };
        let (name, is_period) = masked_year_text(digits);
        let within_year = date.month.and_then(|month| self.within_any_year(month, date.day));
        match (within_year, name) {
            (Some(part), Some(name)) => {
                let link = if is_period { "in the" } else { "of" };
                (Core::Named(format!("{part} {link} {name}")), None, None)
            }
            (Some(part), None) => (Core::Named(part), Some("year not stated".to_owned()), None),
            (None, Some(name)) => (Core::Named(name), None, None),
            (None, None) => (Core::Named("year not stated".to_owned()), None, None),
        }
    }

    /// The day, month or season of a date without its year: "25 December", "spring"; `None` when neither
    /// is stated.
    fn within_any_year(self, month: DateField, day: Option<DateField>) -> Option<String> {
        match month.value() {
            Some(number @ 13..) => Some(season_text(number).to_owned()),
            Some(number) => {
                let name = month_text(number, self.style);
                match day.and_then(DateField::value) {
                    Some(day) => Some(format!("{day}\u{a0}{name}")),
                    None => {
                        // In some year the month has all its days: year 0 is a leap year.
                        let days = day.and_then(|day| day_candidates(day, days_in_month(0, number)));
                        Some(days.map_or(name.to_owned(), |days| format!("{days} {name}")))
                    }
                }
            }
            None => self.month_candidates(month, day).map(|text| text.trim_end_matches(" of").to_owned()),
        }
    }

    /// The months that an incomplete number leaves, ready to be followed by a year: "a month from October to
    /// December", "February or December", "12th of a month of"; `None` when it leaves all and no day is
    /// stated.
    fn month_candidates(self, month: DateField, day: Option<DateField>) -> Option<String> {
        let fitting: Vec<u8> = (1..=12).filter(|number| fits(month, *number)).collect();
        let name = |number: &u8| month_text(*number, self.style);
        let months = match fitting.as_slice() {
            [one] => name(one).to_owned(),
            [first, second] => format!("{} or {}", name(first), name(second)),
            [first, .., last] if fitting.len() < 12 => {
                format!("a month from {} to {}", name(first), name(last))
            }
            _ => "a month of".to_owned(),
        };
        match day.and_then(DateField::value) {
            Some(day) => Some(format!("{} of {months}", ordinal(u64::from(day)))),
            None => Some(months).filter(|_| fitting.len() < 12),
        }
    }
}

/// Whether a number of one or two digits fits a field of which digits may be missing.
fn fits(field: DateField, number: u8) -> bool {
    let [tens, ones] = field.digits;
    tens.is_none_or(|digit| digit == number / 10) && ones.is_none_or(|digit| digit == number % 10)
}

/// The days that an incomplete number leaves, ready to be followed by a month: "a day from 10 to 19",
/// "5, 15 or 25"; `None` when it leaves all of the `count` days that there are.
fn day_candidates(day: DateField, count: u8) -> Option<String> {
    let fitting: Vec<String> =
        (1..=count).filter(|number| fits(day, *number)).map(|number: u8| number.to_string()).collect();
    match (day.digits, fitting.as_slice()) {
        ([None, None], _) => None,
        ([Some(_), None], [first, .., last]) => Some(format!("a day from {first} to {last}")),
        (_, [others @ .., last]) if !others.is_empty() => Some(format!("{} or {last}", others.join(", "))),
        (_, all) => Some(all.join(", ")),
    }
}

/// The name of a year that lacks digits, and whether it names a period that one says "in the" of; `None` of
/// `XXXX`.
fn masked_year_text(digits: [Option<u8>; 4]) -> (Option<String>, bool) {
    let filled =
        |fill: u8| digits.iter().fold(0_i64, |year, digit| year * 10 + i64::from(digit.unwrap_or(fill)));
    let (first, last) = (filled(0), filled(9));
    let missing = digits.iter().filter(|digit| digit.is_none()).count();
    let missing_at_end = digits.iter().rev().take_while(|digit| digit.is_none()).count();
    if missing == 4 {
        return (None, false);
    }
    if missing == missing_at_end {
        match (missing, first) {
            (1, 1000..) => return (Some(format!("{first}s")), true),
            (2, _) => return (Some(century_text(first.max(1))), true),
            (3, _) => return (Some(millennium_text(first.max(1))), true),
            _ => {}
        }
    }
    (Some(format!("a year from {} to {}", year_text(first), year_text(last))), false)
}

/// The name of a grouping of months, ready to be followed by a year (ISO 8601-2:2019, 4.8).
fn season_text(code: u8) -> &'static str {
    match code {
        21 => "spring",
        22 => "summer",
        23 => "autumn",
        24 => "winter",
        25 => "spring (northern)",
        26 => "summer (northern)",
        27 => "autumn (northern)",
        28 => "winter (northern)",
        29 => "spring (southern)",
        30 => "summer (southern)",
        31 => "autumn (southern)",
        32 => "winter (southern)",
        33 => "first quarter of",
        34 => "second quarter of",
        35 => "third quarter of",
        36 => "fourth quarter of",
        37 => "first third of",
        38 => "second third of",
        39 => "last third of",
        40 => "first half of",
        _ => "second half of",
    }
}

/// Whether only some digits of a year are significant, so that it is an estimate.
fn is_estimate(year: &Year) -> bool {
    year.significant_digits.is_some()
}

/// A year of four digits of which only some count: "1950 (1900–1999)".
fn estimate_text(year: i64, stated: &Stated) -> String {
    let (first, after) = stated.span(Zone::UTC);
    let year_face = |at| CalendarReading::year_of(CivilTime::from_seconds(i128::from(at)));
    let (from, to) = (year_face(first.seconds()), year_face(after.seconds().saturating_sub(1)));
    let year_text = year_text(year);
    if from == to { year_text } else { format!("{year_text} ({})", span_text(&from, &to, Style::Full)) }
}

/// A year of more than four digits. A round number of years before the common era is worded by its own
/// number, as geologists and cosmologists write it: the missing year 0 is not counted there, so
/// `Y-13800000000` is "13,800,000,000 BCE". Other years are exact: `Y-170000002` is 170,000,003 BCE.
pub(super) fn deep_year_text(year: &Year) -> String {
    let Some(value) = year.value() else {
        let (number, exponent) = match year.kind {
            YearKind::Exponential { significand, exponent } => (significand, exponent),
            _ => (i64::MAX, 0),
        };
        return format!("{} × 10{} {}", grouped(number.unsigned_abs()), raised(exponent), era(number));
    };
    let is_round = value < 0 && value % 1000 == 0;
    let number = if is_round { value.unsigned_abs() } else { number_in_era(value) };
    let is_approximate = is_estimate(year) || year.qualifier.approximate;
    let number_text = if is_approximate { magnitude(number) } else { grouped(number) };
    format!("{number_text} {}", era(value))
}

/// A time of day and what ties it to UTC: "13:30" and "UTC−4".
fn clock_and_shift_text(clock: Clock) -> (Option<String>, String) {
    let shift = match clock.shift {
        None => String::new(),
        Some(Shift::Utc) => "UTC".to_owned(),
        Some(Shift::Minutes(minutes)) => {
            let sign = if minutes < 0 { '−' } else { '+' };
            let (hours, rest) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
            if rest == 0 { format!("UTC{sign}{hours}") } else { format!("UTC{sign}{hours}:{rest:02}") }
        }
    };
    (Some(clock_text(clock.hour, clock.minute, clock.second)), shift)
}

/// How sure a source is of a date: whether it is about right, and what else to say.
///
/// A doubt about the whole date, or about the finest part of it, is said of the date; a doubt about another
/// part alone names that part: "11 June 2004, year inferred".
fn doubts(date: &Date) -> (bool, Vec<String>) {
    let parts = [
        Some(("year", date.year.qualifier)),
        date.month.map(|month| (if month.value() > Some(12) { "season" } else { "month" }, month.qualifier)),
        date.day.map(|day| ("day", day.qualifier)),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    let named = |is_doubtful: fn(&edtf_core::Qualifier) -> bool| -> Vec<&str> {
        parts.iter().filter(|(_, qualifier)| is_doubtful(qualifier)).map(|(name, _)| *name).collect()
    };
    let uncertain = named(|qualifier| qualifier.uncertain);
    let approximate = named(|qualifier| qualifier.approximate);
    let finest = parts.last().map(|(name, _)| *name);
    let is_about =
        approximate.len() == parts.len() || approximate.len() == 1 && approximate.first().copied() == finest;
    let approximate = if is_about { Vec::new() } else { approximate };
    let of_parts = |names: &[&str], what: &str| format!("{} {what}", names.join(" and "));
    let notes = if uncertain.len() == parts.len() {
        let first = (!approximate.is_empty()).then(|| of_parts(&approximate, "approximate"));
        first.into_iter().chain(["inferred".to_owned()]).collect()
    } else if uncertain == approximate && !uncertain.is_empty() {
        vec![of_parts(&uncertain, "approximate and inferred")]
    } else {
        let notes = [(approximate, "approximate"), (uncertain, "inferred")];
        notes
            .iter()
            .filter(|(names, _)| !names.is_empty())
            .map(|(names, what)| of_parts(names, what))
            .collect()
    };
    (is_about, notes)
}
