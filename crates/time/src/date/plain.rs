//! A date as calendar and clock show it: what files can hold that know no doubts and no open ends.

use edtf_core::{Bound, BoundDate, Edtf};

use super::edtf_date::Date;
use super::phrase::deep_year_text;
use super::precision::Precision;
use super::stated::{Clock, End, Expression, Member, Shift, Stated};
use crate::numbers::year_text;

/// A date or a time of day in parts. What is `None` is not stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The year, astronomically: 0 is 1 BCE.
    pub year: i64,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31; only with a month.
    pub day: Option<u8>,
    /// The time of that day; only with a day.
    pub clock: Option<ClockReading>,
}

/// A time of day in parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockReading {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59, where stated.
    pub second: Option<u8>,
    /// Minutes ahead of UTC, where stated; without it this is what clocks showed in the event's zone.
    pub offset: Option<i16>,
}

/// What a date says beyond its parts; of several things the first in this list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// Nothing: the parts say all.
    Nothing,
    /// An end that is open or not known.
    OpenEnd,
    /// A qualifier, digits that are not stated, one of several dates, or all of them.
    Doubt,
    /// A season, a quarter or a half of a year.
    Season,
}

/// A date in parts, with what the parts leave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plain {
    /// The date, or the first of a stretch. Of a doubtful date the earliest that is possible.
    pub from: Reading,
    /// The last of a stretch. Of a date whose digits or members leave room the latest that is possible.
    pub to: Option<Reading>,
    /// What these two do not say.
    pub beyond: Beyond,
}

impl Date {
    /// The date in parts, never finer than it is stated; `None` where nothing bounds it, and of years beyond
    /// 64 bits. Where only the end is known, it takes the position of the start.
    pub fn plain(&self) -> Option<Plain> {
        let (from, to) = match &self.value {
            Expression::Single(stated) => stated.readings()?,
            Expression::Interval(ends) => {
                let (start, end) = (end_readings(&ends.0), end_readings(&ends.1));
                let (from, _) = start.or(end)?;
                (from, end.map_or(from, |(_, to)| to))
            }
            Expression::Set { members, .. } => {
                let stated = members.iter().flat_map(Member::stated).flatten();
                let mut readings = stated.map_while(Stated::readings);
                let first = readings.next()?;
                readings.fold(first, |(from, to), (first, last)| {
                    (
                        if first.key() < from.key() { first } else { from },
                        if last.key() > to.key() { last } else { to },
                    )
                })
            }
        };
        let is_stretch = from != to || matches!(&self.value, Expression::Interval(ends) if ends.0 == ends.1);
        Some(Plain { from, to: is_stretch.then_some(to), beyond: self.beyond() })
    }

    /// The year in which it begins, as text. It is the label of the whole date where that year is in doubt,
    /// only one of those that are possible, or not known. `None` where [`Date::plain`] has no parts for it.
    pub fn year_text(&self) -> Option<String> {
        let plain = self.plain()?;
        let start = match &self.value {
            Expression::Single(stated) => Some(stated),
            Expression::Interval(ends) => match &ends.0 {
                End::On(stated) | End::OnOrAfter(stated) | End::OneOf(stated, _) => Some(stated),
                End::OnOrBefore(_) | End::Open | End::Unknown => None,
            },
            Expression::Set { .. } => self.value.stated().next(),
        };
        let is_one_of =
            plain.beyond == Beyond::Doubt && plain.to.is_some_and(|to| to.year != plain.from.year);
        // What is said of a month or a day leaves the year as it is.
        let is_sure = |stated: &&Stated| stated.precision() > Precision::Year || !stated.is_doubtful();
        match start.filter(is_sure).filter(|_| !is_one_of) {
            Some(stated) if matches!(stated.date.year.kind, edtf_core::YearKind::Standard { .. }) => {
                Some(year_text(plain.from.year))
            }
            Some(stated) => Some(deep_year_text(&stated.date.year)),
            None => Some(self.label()),
        }
    }

    fn beyond(&self) -> Beyond {
        match &self.value {
            Expression::Interval(ends) if ends.0.bounded().is_none() || ends.1.bounded().is_none() => {
                Beyond::OpenEnd
            }
            Expression::Interval(ends)
                if [&ends.0, &ends.1].iter().any(|end| matches!(end, End::OneOf(..))) =>
            {
                Beyond::Doubt
            }
            Expression::Set { .. } => Beyond::Doubt,
            _ if self.value.stated().any(Stated::is_doubtful) => Beyond::Doubt,
            _ if self.value.stated().any(|stated| stated.precision() == Precision::Season) => Beyond::Season,
            _ => Beyond::Nothing,
        }
    }
}

/// The first and the last reading of one side of an interval.
fn end_readings(end: &End) -> Option<(Reading, Reading)> {
    match end {
        End::On(stated) | End::OnOrBefore(stated) | End::OnOrAfter(stated) => stated.readings(),
        End::OneOf(first, last) => Some((first.readings()?.0, last.readings()?.1)),
        End::Open | End::Unknown => None,
    }
}

impl Reading {
    /// By this the readings of one file are compared.
    fn key(&self) -> (i64, [Option<u8>; 5]) {
        let clock = self.clock;
        let (hour, minute) = (clock.map(|clock| clock.hour), clock.map(|clock| clock.minute));
        (self.year, [self.month, self.day, hour, minute, clock.and_then(|clock| clock.second)])
    }
}

impl Stated {
    /// The first and the last reading that it can mean, as fine as it is stated: the same one unless digits
    /// are open.
    fn readings(&self) -> Option<(Reading, Reading)> {
        let bounds = Edtf::Date(self.date).bounds();
        let (Bound::Date(first), Bound::Date(last)) = (bounds.earliest, bounds.latest) else {
            return None;
        };
        let precision = self.precision();
        let clock = self.clock.map(Clock::reading);
        let reading = |bound: BoundDate| Reading {
            year: bound.year,
            month: (precision >= Precision::Month).then_some(bound.month),
            day: (precision >= Precision::Day).then_some(bound.day),
            clock,
        };
        Some((reading(first), reading(last)))
    }

    /// Whether it has a qualifier, or digits in it are open. A day or a month that is left out altogether
    /// (`2021-XX`) says no more than a coarser date.
    fn is_doubtful(&self) -> bool {
        let date = &self.date;
        let is_half_open = |field: Option<edtf_core::DateField>| {
            field.is_some_and(|field| field.has_unspecified() && field.digits.iter().any(Option::is_some))
        };
        let day_of_no_month = date.month.is_some_and(|month| month.value().is_none())
            && date.day.is_some_and(|day| day.value().is_some());
        date.is_uncertain()
            || date.is_approximate()
            || date.year.has_unspecified()
            || date.year.significant_digits.is_some()
            || is_half_open(date.month)
            || is_half_open(date.day)
            || day_of_no_month
    }
}

impl Clock {
    fn reading(self) -> ClockReading {
        let offset = self.shift.map(|shift| match shift {
            Shift::Utc => 0,
            Shift::Minutes(minutes) => minutes,
        });
        let second = self.second.map(|second| second.min(59));
        ClockReading { hour: self.hour, minute: self.minute, second, offset }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading_text(text: &str) -> String {
        let part = |reading: Reading| {
            let mut reading_text = reading.year.to_string();
            for field in [reading.month, reading.day].into_iter().flatten() {
                reading_text.push_str(&format!(".{field}"));
            }
            if let Some(clock) = reading.clock {
                reading_text.push_str(&format!(" {}:{:02}", clock.hour, clock.minute));
                reading_text.push_str(&clock.second.map_or(String::new(), |second| format!(":{second:02}")));
                reading_text.push_str(&clock.offset.map_or(String::new(), |offset| format!(" {offset:+}")));
            }
            reading_text
        };
        let Some(plain) = Date::parse(text).unwrap().plain() else { return "none".to_owned() };
        let to = plain.to.map_or(String::new(), |to| format!(" to {}", part(to)));
        let beyond =
            if plain.beyond == Beyond::Nothing { String::new() } else { format!(", {:?}", plain.beyond) };
        format!("{}{to}{beyond}", part(plain.from))
    }

    #[test]
    fn parts_are_as_fine_as_the_date_and_say_what_they_leave_out() {
        let cases = [
            ("2021", "2021"),
            ("2021-08", "2021.8"),
            ("2021-XX", "2021"),
            ("2021-08-XX", "2021.8"),
            ("-0043-03-15", "-43.3.15"),
            ("Y-13800000000", "-13800000000"),
            ("2022-03-29T13:30", "2022.3.29 13:30"),
            ("2016-12-31T23:59:60Z", "2016.12.31 23:59:59 +0"),
            ("2022-03-29T13:30:05+08:00", "2022.3.29 13:30:05 +480"),
            ("2021-08-22/2021-08-24", "2021.8.22 to 2021.8.24"),
            ("2021/2021", "2021 to 2021"),
            ("2004-01-01/..", "2004.1.1, OpenEnd"),
            ("2022-03-26/", "2022.3.26, OpenEnd"),
            ("../2019", "2019, OpenEnd"),
            ("/2019-05?", "2019.5, OpenEnd"),
            ("[1885..1887]/[1890..1892]", "1885 to 1892, Doubt"),
            ("[1885..1887]/..", "1885, OpenEnd"),
            ("2022-10?", "2022.10, Doubt"),
            ("1965~/1970", "1965 to 1970, Doubt"),
            ("196X", "1960 to 1969, Doubt"),
            ("156X-12-25", "1560 to 1569, Doubt"),
            ("2021-1X", "2021, Doubt"),
            ("1950S2", "1900 to 1999, Doubt"),
            ("[2019-10-16,2019-10-17]", "2019.10.16 to 2019.10.17, Doubt"),
            ("{1960,1961-12}", "1960 to 1961.12, Doubt"),
            ("[2022-03-29..]", "2022.3.29, Doubt"),
            ("2021-21", "2021, Season"),
            ("Y17E20", "none"),
        ];
        for (text, expected) in cases {
            assert_eq!(reading_text(text), expected, "{text}");
        }
    }
}
