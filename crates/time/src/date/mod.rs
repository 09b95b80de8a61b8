//! Dates as sources state them: EDTF (ISO 8601-2:2019, levels 0 to 2), their ranges and their words.

mod bounds;
mod face;
mod guesses;
mod mistakes;
mod parse;
mod phrase;
mod plain;
mod stated;
mod words;

use super::{SECONDS_PER_DAY, TimePoint, TimeRange, Zone};
pub(super) use face::{Face, Style, clock_words, month_words};
use face::{span_of_faces, span_of_rounded_years};
use phrase::Wording;
pub use plain::{Beyond, ClockReading, Plain, Reading};
use stated::Expression;

/// What a source states about when, kept with the text that states it.
///
/// The text is EDTF of any level. Beyond EDTF five things are read that people write and the standard
/// leaves out; each says no more than its text does:
///
/// - a time of day without seconds, `2022-03-29T13:30`: some moment of that minute;
/// - times of day as ends of an interval, `2022-03-29T13:30/2022-03-29T14:00`;
/// - a qualifier after a time of day, `2022-03-29T13:30~`;
/// - a start or an end of which only the first and the last possible date are known,
///   `[1885..1887]/[1890..1892]`, beside any other end: `1885-03/[1890..1892]`, `[1885..1887]/..`. The four
///   points of such an interval are exactly those that are written;
/// - one date between two that differ in precision, have a qualifier or a time of day, `[1885~..1887-03]`.
///
/// A time of day without `Z` or offset is floating: it is what clocks showed in the event's zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    text: String,
    value: Expression,
}

/// Why a text is not a date, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct DateError {
    /// Characters before the place where the text goes wrong.
    pub offset: usize,
    /// What is wrong: "February 2022 has 28 days".
    pub message: String,
    /// What to write instead, where that can be said.
    pub hint: Option<String>,
    /// Whether it is the notation that is broken; otherwise what is written is a date that cannot be.
    pub is_about_notation: bool,
}

/// How finely a date is stated, from the coarsest to the finest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// Coarser than a century.
    Millennium,
    /// A century: `19XX`.
    Century,
    /// A decade: `196X`.
    Decade,
    /// A year.
    Year,
    /// A season, quarter or half of a year: `2021-21`.
    Season,
    /// A month.
    Month,
    /// A day.
    Day,
    /// A minute.
    Minute,
    /// A second.
    Second,
}

impl Precision {
    /// The word for it in lower case: "month".
    pub const fn name(self) -> &'static str {
        match self {
            Precision::Millennium => "millennium",
            Precision::Century => "century",
            Precision::Decade => "decade",
            Precision::Year => "year",
            Precision::Season => "season",
            Precision::Month => "month",
            Precision::Day => "day",
            Precision::Minute => "minute",
            Precision::Second => "second",
        }
    }
}

/// What a source says about how sure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Qualifier {
    /// Nothing: as stated.
    Stated,
    /// `?`: uncertain, inferred.
    Uncertain,
    /// `~`: approximate, about.
    Approximate,
    /// `%`: both.
    Both,
}

impl Qualifier {
    /// The qualifier that says both of these.
    pub(super) const fn from_flags(uncertain: bool, approximate: bool) -> Qualifier {
        match (uncertain, approximate) {
            (false, false) => Qualifier::Stated,
            (true, false) => Qualifier::Uncertain,
            (false, true) => Qualifier::Approximate,
            (true, true) => Qualifier::Both,
        }
    }
}

impl Date {
    /// Reads an EDTF text of any level; space around it does not matter.
    ///
    /// # Errors
    /// When the text is not EDTF or names a day that does not exist; says at which character and why.
    pub fn parse(text: &str) -> Result<Date, DateError> {
        let trimmed = text.trim();
        match parse::read(trimmed) {
            Ok(value) => Ok(Date { text: trimmed.to_owned(), value }),
            Err(fault) => {
                let leading = text.chars().take_while(|letter| letter.is_whitespace()).count();
                let error = mistakes::explain(trimmed, fault);
                Err(DateError { offset: leading + error.offset, ..error })
            }
        }
    }

    /// The one date that a text in another notation can mean: "Aug 2021", "29 March 2022", "2021/08/23",
    /// "about 1965", "44 BCE", "2022-03-29 13:30". Its text is EDTF. `None` where it could be another one.
    pub fn from_other_notation(text: &str) -> Option<Date> {
        Date::parse(&guesses::unmistakable(text.trim())?).ok()
    }

    /// What to write instead of a text that is not EDTF, as a sentence without its full stop: "Write 2021-08". `None`
    /// where that cannot be said.
    pub fn what_to_write(text: &str) -> Option<String> {
        mistakes::what_to_write(text.trim())
    }

    /// The text as the source states it, without space around it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How finely it is stated; of an interval or set, the coarser of its dates. A digit that is not stated
    /// makes a date as coarse as what it leaves open: `156X-12-25` is known to the decade.
    pub fn precision(&self) -> Precision {
        let coarsest = self.value.stated().map(|stated| stated.precision()).min();
        coarsest.unwrap_or(Precision::Millennium)
    }

    /// How sure the source is; of an interval or set, the sum of what its dates say.
    pub fn qualifier(&self) -> Qualifier {
        let uncertain = self.value.stated().any(|stated| stated.date.is_uncertain());
        let approximate = self.value.stated().any(|stated| stated.date.is_approximate());
        Qualifier::from_flags(uncertain, approximate)
    }

    /// The four points of this date when its days are days in `zone`. A time with an offset or `Z` is an
    /// instant and does not move with the zone.
    ///
    /// - `~` and `?` do not move the points.
    /// - A digit that is not stated leaves room for every value that makes a date.
    /// - `..` is open and an empty end unknown; both leave the two points of that end unbounded.
    /// - A set, "one of" as well as "all of", is an instant somewhere between its earliest and its latest
    ///   member: it gives no stretch that certainly lasted.
    /// - Seasons have no dates in EDTF: spring is here March to May on the northern half of the Earth and
    ///   September to November on the southern; a winter (or southern summer) begins in December of its year.
    /// - An end is never before its start: where an end with an offset would be, in a far zone, it is moved
    ///   to the earliest start.
    pub fn range(&self, zone: Zone) -> TimeRange {
        bounds::range(&self.value, zone)
    }

    /// The date in words, with what is not stated: "August 2021, day not stated", "about 1965",
    /// "29 March 2022", "22–24 August 2021", "since 1 January 2004", "1 BCE".
    pub fn words(&self) -> String {
        Wording { style: Style::Full, zones: None, is_bare: false }.words(&self.value)
    }

    /// The date in few words for tables: "Aug 2021", "29 Mar 2022", "22–24 Aug 2021".
    pub fn short_words(&self) -> String {
        Wording { style: Style::Short, zones: None, is_bare: false }.words(&self.value)
    }

    /// What a calendar in `display` shows for this date stated in `home`: "29–30 March 2022".
    /// Coarser dates than a day keep their name ("August 2021"), with how many hours earlier or later they
    /// begin there: see [`Date::shift_words`].
    pub fn words_in(&self, home: Zone, display: Zone) -> String {
        Wording { style: Style::Full, zones: Some((home, display)), is_bare: false }.words(&self.value)
    }

    /// As [`Date::words_in`], without what is not stated and how sure the source is: "October 2022" of
    /// `2022-10?`, "from 26 March 2022" of `2022-03-26/`. For a sign beside which the rest is said.
    pub fn name_in(&self, home: Zone, display: Zone) -> String {
        Wording { style: Style::Full, zones: Some((home, display)), is_bare: true }.words(&self.value)
    }

    /// How far the same words begin earlier or later in `display` than in `home`: "begins 12 hours
    /// earlier"; `None` where the zones agree, the date is a day or finer, coarser than a year, or
    /// approximate.
    pub fn shift_words(&self, home: Zone, display: Zone) -> Option<String> {
        words::shift_words(&self.value, home, display)
    }
}

/// A stretch of time in as many words as it needs: "July 2021 – December 2026", "1800–2029",
/// "22–24 August 2021", "29 March 2022, 13:00–14:00", "13.8 billion – 66 million BCE". `until` is the first moment
/// after it. Years from a million on are rounded as far as the stretch is long.
pub fn words_for_stretch(from: TimePoint, until: TimePoint, zone: Zone) -> String {
    let last = until.saturating_add(-1).max(from);
    let days = until.seconds_since(from) / SECONDS_PER_DAY as f64;
    let (first, last) = (zone.civil_from_point(from), zone.civil_from_point(last));
    let end = zone.civil_from_point(until);
    let is_whole_days =
        [first, end].iter().all(|civil| (civil.hour, civil.minute, civil.second) == (0, 0, 0));
    // A stretch is told in units of which it holds a few dozen at least.
    let (first, last) = match days {
        ..2.0 if !is_whole_days => (Face::time_of(first, false), Face::time_of(end, false)),
        ..62.0 => (Face::day_of(first), Face::day_of(last)),
        ..14_610.0 => (Face::month_of(first), Face::month_of(last)),
        _ => return span_of_rounded_years(first.year, last.year),
    };
    span_of_faces(&first, &last, Style::Full)
}
