//! A date as a source states it: its text, and what can be derived from it.

use super::calendar_reading::Style;
use super::error::DateError;
use super::phrase::Wording;
use super::precision::{Precision, Qualifier};
use super::stated::Expression;
use super::{bounds, expression_text, mistakes, parse};
use crate::point::TimeRange;
use crate::zone::Zone;

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
    pub(super) value: Expression,
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
                let leading = text.chars().take_while(|char| char.is_whitespace()).count();
                let error = mistakes::explain(trimmed, fault);
                Err(DateError { offset: leading + error.offset, ..error })
            }
        }
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

    /// The date as a label, with what is not stated: "August 2021, day not stated", "about 1965",
    /// "29 March 2022", "22–24 August 2021", "since 1 January 2004", "1 BCE".
    pub fn label(&self) -> String {
        Wording { style: Style::Full, zones: None, is_bare: false }.expression_text(&self.value)
    }

    /// The date in short, for tables: "Aug 2021", "29 Mar 2022", "22–24 Aug 2021".
    pub fn short_text(&self) -> String {
        Wording { style: Style::Short, zones: None, is_bare: false }.expression_text(&self.value)
    }

    /// What a calendar in `display` shows for this date stated in `home`: "29–30 March 2022".
    /// Coarser dates than a day keep their name ("August 2021"), with how many hours earlier or later they
    /// begin there: see [`Date::shift_text`].
    pub fn text_in(&self, home: Zone, display: Zone) -> String {
        Wording { style: Style::Full, zones: Some((home, display)), is_bare: false }
            .expression_text(&self.value)
    }

    /// As [`Date::text_in`], without what is not stated and how sure the source is: "October 2022" of
    /// `2022-10?`, "from 26 March 2022" of `2022-03-26/`. For a label next to which the rest is shown.
    pub fn name_in(&self, home: Zone, display: Zone) -> String {
        Wording { style: Style::Full, zones: Some((home, display)), is_bare: true }
            .expression_text(&self.value)
    }

    /// How much the same name begins earlier or later in `display` than in `home`: "begins 12 hours
    /// earlier"; `None` where the zones agree, the date is a day or finer, coarser than a year, or
    /// approximate.
    pub fn shift_text(&self, home: Zone, display: Zone) -> Option<String> {
        expression_text::shift_text(&self.value, home, display)
    }
}
