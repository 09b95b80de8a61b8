//! How finely a date is stated, and how sure its source is.

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
    /// Its name in lower case: "month".
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
    pub(crate) const fn from_flags(uncertain: bool, approximate: bool) -> Qualifier {
        match (uncertain, approximate) {
            (false, false) => Qualifier::Stated,
            (true, false) => Qualifier::Uncertain,
            (false, true) => Qualifier::Approximate,
            (true, true) => Qualifier::Both,
        }
    }
}
