//! The values of calendar properties: texts with escapes, lists, dates and times, durations.

use dateline_time::phrases::DateParts;
use dateline_time::{CivilTime, DateError, TimePoint, Zone};

/// What a time of day is tied to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tie {
    /// UTC: an instant.
    Utc,
    /// The clocks of a zone.
    Zone(Zone),
    /// Minutes ahead of UTC.
    Offset(i16),
    /// Whatever clocks show where one is.
    Floating,
}

/// A day or a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    /// What calendar and clock show.
    pub civil: CivilTime,
    /// Whether it is a whole day; then the clock shows midnight.
    pub is_day: bool,
    /// What the clock is tied to.
    pub tie: Tie,
}

const DAY: i128 = 86_400;

impl Moment {
    /// Moved by whole days and by seconds, both as calendar and clock show them.
    pub fn later(self, days: i128, seconds: i128) -> Moment {
        let at = self.civil.seconds() + days.saturating_mul(DAY) + seconds;
        Moment { civil: CivilTime::from_seconds(at), ..self }
    }

    /// The same moment with another reading.
    pub fn at(self, seconds: i128) -> Moment {
        Moment { civil: CivilTime::from_seconds(seconds), ..self }
    }

    /// The instant at which it begins, where days and floating times belong to `home`.
    pub fn point(self, home: Zone) -> TimePoint {
        let plain = |shift: i128| {
            let seconds = self.civil.seconds() - shift;
            TimePoint::from_seconds(i64::try_from(seconds).unwrap_or(i64::MAX))
        };
        match self.tie {
            Tie::Utc => plain(0),
            Tie::Offset(minutes) => plain(i128::from(minutes) * 60),
            Tie::Zone(zone) => zone.point_from_civil(self.civil),
            Tie::Floating => home.point_from_civil(self.civil),
        }
    }

    /// What calendar and clock show of it where `tie` holds, counted in seconds.
    pub fn reading_in(self, tie: Tie, home: Zone) -> i128 {
        if self.tie == tie || self.is_day || self.tie == Tie::Floating {
            return self.civil.seconds();
        }
        let point = self.point(home);
        match tie {
            Tie::Utc => Zone::UTC.civil_from_point(point).seconds(),
            Tie::Offset(minutes) => Zone::UTC.civil_from_point(point).seconds() + i128::from(minutes) * 60,
            Tie::Zone(zone) => zone.civil_from_point(point).seconds(),
            Tie::Floating => home.civil_from_point(point).seconds(),
        }
    }

    /// The moment as EDTF for an event whose days belong to `home`. A time in that zone is what its clocks
    /// show; one elsewhere states its offset. Seconds are stated where they are not 0: every calendar writes
    /// them.
    pub fn text(self, home: Zone) -> String {
        let civil = self.civil;
        if self.is_day {
            return DateParts::day(civil.year, civil.month, civil.day).text();
        }
        let offset = match self.tie {
            Tie::Utc => Some(0),
            Tie::Offset(minutes) => Some(minutes),
            Tie::Floating => None,
            Tie::Zone(zone) => {
                let point = zone.point_from_civil(civil);
                let is_shown = zone.civil_from_point(point) == civil;
                // A reading that clocks leapt over counts on from before the leap.
                let known = if is_shown { point } else { point.saturating_add(-1) };
                let seconds = zone.offset_seconds(known);
                if zone == home && is_shown {
                    None
                } else if seconds % 60 == 0 && seconds.abs() <= 14 * 3600 {
                    i16::try_from(seconds / 60).ok()
                } else {
                    let elsewhere = Zone::UTC.civil_from_point(point);
                    return Moment { civil: elsewhere, is_day: false, tie: Tie::Utc }.text(home);
                }
            }
        };
        DateParts {
            year: civil.year,
            month: Some(civil.month),
            day: Some(civil.day),
            clock: Some((civil.hour, civil.minute)),
            second: (civil.second != 0).then_some(civil.second),
            offset,
        }
        .text()
    }
}

/// A day or time that was read, and whether it was written as calendars write it.
pub(super) struct ReadMoment {
    /// What was read; a time is tied to UTC or floating.
    pub moment: Moment,
    /// Whether it was written as in other files: `2022-03-29T13:30:00`.
    pub is_other_notation: bool,
}

/// Reads `20220329`, `20220329T133000`, `20220329T133000Z`, and the same with hyphens and colons.
///
/// # Errors
/// When it is neither, or there is no such day; says what is wrong.
pub(super) fn moment(text: &str) -> Result<ReadMoment, DateError> {
    let text = text.trim();
    let error = |message: &str| DateError {
        offset: 0,
        message: message.to_owned(),
        hint: Some("Write it as 20220329 or 20220329T133000Z".to_owned()),
        is_about_notation: false,
    };
    let compact: String = text.chars().filter(|letter| !matches!(letter, '-' | ':')).collect();
    let (day, clock) = match compact.split_once(['T', 't', ' ']) {
        Some((day, clock)) => (day, Some(clock)),
        None => (compact.as_str(), None),
    };
    let number = |text: &str, from: usize, to: usize| -> Option<u8> {
        text.get(from..to).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()
    };
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if day.len() != 8 || !is_number(day) {
        return Err(error("This is no date"));
    }
    let year: i64 =
        day.get(..4).and_then(|year| year.parse().ok()).ok_or_else(|| error("This is no date"))?;
    let (Some(month), Some(day)) = (number(day, 4, 6), number(day, 6, 8)) else {
        return Err(error("This is no date"));
    };
    let mut civil = DateParts::day(year, month, day);
    let mut is_universal = false;
    if let Some(clock) = clock {
        let plain = clock.strip_suffix(['Z', 'z']);
        is_universal = plain.is_some();
        // Some programs write thousandths; nobody means them.
        let plain = plain.unwrap_or(clock).split('.').next().unwrap_or_default();
        if !matches!(plain.len(), 4 | 6) || !is_number(plain) {
            return Err(error("This is no time of day"));
        }
        civil.clock = number(plain, 0, 2).zip(number(plain, 2, 4));
        civil.second = if plain.len() == 6 { number(plain, 4, 6) } else { Some(0) };
    }
    civil.date()?;
    let (hour, minute) = civil.clock.unwrap_or_default();
    let second = civil.second.unwrap_or_default().min(59);
    let civil_time = CivilTime { year, month, day, hour, minute, second };
    let tie = if is_universal { Tie::Utc } else { Tie::Floating };
    Ok(ReadMoment {
        moment: Moment { civil: civil_time, is_day: clock.is_none(), tie },
        is_other_notation: compact != text || text.contains([' ', 't', 'z', '.']),
    })
}

/// A duration as days and seconds: `P1W`, `P15DT5H0M20S`, `-PT15M`. `None` where it is none.
pub(super) fn duration(text: &str) -> Option<(i128, i128)> {
    let text = text.trim();
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mut days, mut seconds, mut digits, mut is_time) = (0_i128, 0_i128, String::new(), false);
    let mut has_parts = false;
    for letter in rest.strip_prefix(['P', 'p'])?.chars() {
        if letter.is_ascii_digit() {
            digits.push(letter);
            continue;
        }
        let letter = letter.to_ascii_uppercase();
        if letter == 'T' && digits.is_empty() {
            is_time = true;
            continue;
        }
        // Six digits of weeks are two thousand years.
        let number: i128 =
            std::mem::take(&mut digits).parse().ok().filter(|number| *number <= 999_999_999)?;
        has_parts = true;
        match (letter, is_time) {
            ('W', false) => days += number * 7,
            ('D', false) => days += number,
            ('H', true) => seconds += number * 3_600,
            ('M', true) => seconds += number * 60,
            ('S', true) => seconds += number,
            _ => return None,
        }
    }
    (has_parts && digits.is_empty()).then_some((sign * days, sign * seconds))
}

/// The words of a text value: `\n` is a line break, and a backslash makes the next sign a letter.
pub(super) fn words(value: &str) -> String {
    let mut words = String::with_capacity(value.len());
    let mut letters = value.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = if letter == '\\' { letters.peek().copied() } else { None };
        let read = match next {
            Some('n' | 'N') => '\n',
            Some(sign @ ('\\' | ',' | ';' | ':' | '"')) => sign,
            _ => {
                words.push(letter);
                continue;
            }
        };
        letters.next();
        words.push(read);
    }
    words
}

/// The elements of a list, split at the commas that stand behind no backslash; each with its span in the
/// value.
pub(super) fn elements(value: &str) -> Vec<(usize, &str)> {
    let mut list = Vec::new();
    let mut start = 0;
    let mut is_escaped = false;
    for (at, byte) in value.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b',' => {
                list.push((start, value.get(start..at).unwrap_or_default()));
                start = at + 1;
            }
            _ => {}
        }
    }
    list.push((start, value.get(start..).unwrap_or_default()));
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_in_the_notation_of_calendars_and_in_others() {
        let cases = [
            ("20220329", Some(("2022-03-29", false))),
            ("20220329T133000Z", Some(("2022-03-29T13:30Z", false))),
            ("20220329T133015", Some(("2022-03-29T13:30:15", false))),
            ("2022-03-29T13:30:00.000Z", Some(("2022-03-29T13:30Z", true))),
            ("2022-03-29", Some(("2022-03-29", true))),
            ("20220230", None),
            ("20220329T250000", None),
            ("2022", None),
            ("", None),
            ("２０２２0329", None),
        ];
        for (text, expected) in cases {
            let read = moment(text).ok().map(|read| (read.moment.text(Zone::UTC), read.is_other_notation));
            assert_eq!(read.as_ref().map(|(text, other)| (text.as_str(), *other)), expected, "{text}");
        }
    }

    #[test]
    fn a_time_states_its_offset_where_its_zone_is_not_the_events() {
        let new_york = Zone::parse("America/New_York").unwrap();
        let at = |text: &str| Moment { tie: Tie::Zone(new_york), ..moment(text).unwrap().moment };
        assert_eq!(at("20220329T133000").text(new_york), "2022-03-29T13:30");
        assert_eq!(at("20220329T133000").text(Zone::UTC), "2022-03-29T13:30-04:00");
        // No clock showed this: it counts on from winter time.
        assert_eq!(at("20220313T023000").text(new_york), "2022-03-13T02:30-05:00");
        // Local mean time was no whole number of minutes behind.
        assert_eq!(at("18360101T000000").text(Zone::UTC), "1836-01-01T04:56:02Z");
    }

    #[test]
    fn durations_and_lists() {
        assert_eq!(duration("P1W"), Some((7, 0)));
        assert_eq!(duration("P15DT5H0M20S"), Some((15, 18_020)));
        assert_eq!(duration("-PT15M"), Some((0, -900)));
        for text in ["", "P", "PT", "P1", "P1H", "PT1D", "1D", "P99999999999999999999D", "PéD"] {
            assert_eq!(duration(text), None, "{text}");
        }
        let list: Vec<_> = elements("a\\,b,c,,\\\\,d").into_iter().map(|(_, text)| words(text)).collect();
        assert_eq!(list, ["a,b", "c", "", "\\", "d"]);
        assert_eq!(words("one\\ntwo\\; \\x\\"), "one\ntwo; \\x\\");
    }
}
