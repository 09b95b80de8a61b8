//! What a date text says, piece by piece, before any zone gives it a position in time.

use super::precision::Precision;

/// A whole date text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expression {
    /// One date.
    Single(Stated),
    /// A start and an end; boxed so that the common single date stays small.
    Interval(Box<(End, End)>),
    /// Several dates: every one of them, or one that is not known.
    Set { every_one: bool, members: Vec<Member> },
}

/// One side of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// A date.
    On(Stated),
    /// `..DATE`, at the start.
    OnOrBefore(Stated),
    /// `DATE..`, at the end.
    OnOrAfter(Stated),
    /// `[DATE..DATE]`: somewhere from the first date to the last, both included.
    OneOf(Stated, Stated),
    /// `..`
    Open,
    /// Empty.
    Unknown,
}

/// One element of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Member {
    /// A date.
    On(Stated),
    /// `..DATE`
    OnOrBefore(Stated),
    /// `DATE..`
    OnOrAfter(Stated),
    /// `DATE..DATE`: all dates between, both included.
    Between(Stated, Stated),
}

/// One date: a year at least, at most a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stated {
    /// Year, month and day, with their qualifiers and the digits not stated.
    pub(super) date: edtf_core::Date,
    /// The time of that day.
    pub(super) clock: Option<Clock>,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    /// 0 to 23.
    pub(super) hour: u8,
    /// 0 to 59.
    pub(super) minute: u8,
    /// 0 to 60, where stated; 60 is a leap second.
    pub(super) second: Option<u8>,
    /// Minutes ahead of UTC, where stated; without it the time floats in the event's zone.
    pub(super) shift: Option<Shift>,
}

/// How a time of day is tied to UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shift {
    /// `Z`
    Utc,
    /// Minutes ahead of UTC, ±840.
    Minutes(i16),
}

impl Shift {
    /// Seconds ahead of UTC.
    pub(super) fn seconds(self) -> i128 {
        match self {
            Shift::Utc => 0,
            Shift::Minutes(minutes) => i128::from(minutes) * 60,
        }
    }
}

impl Expression {
    /// Every date in the text, in its order.
    pub(super) fn stated(&self) -> impl Iterator<Item = &Stated> {
        let (single, ends, members) = match self {
            Expression::Single(stated) => (Some(stated), None, None),
            Expression::Interval(ends) => (None, Some(ends), None),
            Expression::Set { members, .. } => (None, None, Some(members)),
        };
        let of_ends =
            ends.into_iter().flat_map(|ends| [ends.0.stated(), ends.1.stated()]).flatten().flatten();
        let of_members = members.into_iter().flatten().flat_map(|member| member.stated()).flatten();
        single.into_iter().chain(of_ends).chain(of_members)
    }
}

impl End {
    /// The dates at this end: none, one or two.
    fn stated(&self) -> [Option<&Stated>; 2] {
        match self {
            End::On(stated) | End::OnOrBefore(stated) | End::OnOrAfter(stated) => [Some(stated), None],
            End::OneOf(first, last) => [Some(first), Some(last)],
            End::Open | End::Unknown => [None, None],
        }
    }

    /// The first and the last date that this end is stated to be; `None` where nothing bounds it.
    pub(super) fn bounded(&self) -> Option<(&Stated, &Stated)> {
        match self {
            End::On(stated) => Some((stated, stated)),
            End::OneOf(first, last) => Some((first, last)),
            End::OnOrBefore(_) | End::OnOrAfter(_) | End::Open | End::Unknown => None,
        }
    }
}

impl Member {
    /// The one or two dates of this element.
    pub(super) fn stated(&self) -> [Option<&Stated>; 2] {
        match self {
            Member::On(stated) | Member::OnOrBefore(stated) | Member::OnOrAfter(stated) => {
                [Some(stated), None]
            }
            Member::Between(first, last) => [Some(first), Some(last)],
        }
    }
}

impl Stated {
    /// A date without a time of day.
    pub(super) fn day_or_coarser(date: edtf_core::Date) -> Stated {
        Stated { date, clock: None }
    }

    /// Whether it is tied to UTC and therefore the same instant in every zone.
    pub(super) fn is_absolute(&self) -> bool {
        self.clock.is_some_and(|clock| clock.shift.is_some())
    }

    /// How finely it is stated.
    pub(super) fn precision(&self) -> Precision {
        if let Some(clock) = self.clock {
            return if clock.second.is_some() { Precision::Second } else { Precision::Minute };
        }
        let of_year = self.precision_of_year();
        let Some(month) = self.date.month.filter(|_| of_year == Precision::Year) else {
            return of_year;
        };
        match (month.value(), self.date.day) {
            (None, _) => Precision::Year,
            (Some(13..), _) => Precision::Season,
            (Some(_), Some(day)) if day.value().is_some() => Precision::Day,
            (Some(_), _) => Precision::Month,
        }
    }

    /// How finely the year itself is stated: by its last digit that is certain.
    fn precision_of_year(&self) -> Precision {
        let open_digits = match (self.date.year.kind, self.date.year.significant_digits) {
            (edtf_core::YearKind::Standard { .. }, Some(significant)) => 4_u32.saturating_sub(significant),
            (edtf_core::YearKind::Standard { digits, .. }, None) => {
                digits.iter().position(Option::is_none).map_or(0, |first| 4 - first as u32)
            }
            (edtf_core::YearKind::Big { value }, Some(significant)) => {
                digit_count(value).saturating_sub(significant)
            }
            (edtf_core::YearKind::Exponential { significand, exponent }, Some(significant)) => {
                digit_count(significand).saturating_add(exponent).saturating_sub(significant)
            }
            (_, None) => 0,
        };
        match open_digits {
            0 => Precision::Year,
            1 => Precision::Decade,
            2 => Precision::Century,
            _ => Precision::Millennium,
        }
    }
}

/// How many decimal digits a number has, without its sign.
fn digit_count(number: i64) -> u32 {
    number.unsigned_abs().checked_ilog10().unwrap_or(0) + 1
}
