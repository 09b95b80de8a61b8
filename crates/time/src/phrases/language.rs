//! What a language calls the parts of a date: one table for each language, in lower case.

/// The words of one language. Words before a date end in a space where one must follow.
pub(super) struct Language {
    /// Names and usual abbreviations of the months, January first, without full stops.
    pub months: [&'static [&'static str]; 12],
    /// Names of spring, summer, autumn and winter.
    pub seasons: [&'static [&'static str]; 4],
    /// Before a date that is an estimate.
    pub about: &'static [&'static str],
    /// Before a date that is a guess.
    pub perhaps: &'static [&'static str],
    /// Before a date from which something goes on.
    pub since: &'static [&'static str],
    /// Before a date up to which something went on.
    pub until: &'static [&'static str],
    /// Before a year that something preceded.
    pub before: &'static [&'static str],
    /// Before a year that something followed.
    pub after: &'static [&'static str],
    /// Before a date, saying no more than "in".
    pub at: &'static [&'static str],
    /// Between the parts of one date, saying nothing: "3 de abril".
    pub fillers: &'static [&'static str],
    /// Before the first date of a range.
    pub range_start: &'static [&'static str],
    /// Between the two dates of a range, with a space at either side.
    pub range_links: &'static [&'static str],
    /// Instead of the end of a range that goes on.
    pub goes_on: &'static [&'static str],
    /// Before and in the middle of a range in which one unknown moment lies.
    pub between: &'static [(&'static str, &'static str)],
    /// Behind a year or century before the common era.
    pub before_christ: &'static [&'static str],
    /// Behind a year or century of the common era.
    pub after_christ: &'static [&'static str],
    /// How centuries are written.
    pub centuries: &'static [Century],
    /// Before and after the first year of a decade, of which one may be empty.
    pub decades: &'static [(&'static str, &'static str)],
}

/// One way to write a century: "19. jahrhundert", "xixe siècle", "siglo xix".
pub(super) struct Century {
    /// Before the number.
    pub prefix: &'static str,
    /// Behind the number and its ending.
    pub suffix: &'static str,
    /// What makes an ordinal of the number; one of these must be there unless there are none.
    pub ordinal_endings: &'static [&'static str],
    /// Whether the number may be in Arabic digits.
    pub can_be_arabic: bool,
    /// Whether the number may be Roman.
    pub can_be_roman: bool,
}

impl Language {
    /// A language of which nothing is known; tables name what is.
    pub const EMPTY: Language = Language {
        months: [&[]; 12],
        seasons: [&[]; 4],
        about: &[],
        perhaps: &[],
        since: &[],
        until: &[],
        before: &[],
        after: &[],
        at: &[],
        fillers: &[],
        range_start: &[],
        range_links: &[],
        goes_on: &[],
        between: &[],
        before_christ: &[],
        after_christ: &[],
        centuries: &[],
        decades: &[],
    };
}
