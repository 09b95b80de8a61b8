//! IANA time zones: where a day begins.

use chrono::offset::LocalResult;
use chrono::{DateTime, NaiveDateTime, Offset, TimeZone};

use super::calendar::point_from_wide;
use crate::calendar::CivilTime;
use crate::point::TimePoint;
use crate::suggest::slips_between;

/// An IANA time zone.
///
/// The rules are those compiled in with `chrono-tz`: local mean time before a place had a standard time,
/// and after the last rule of the table its last offset. Beyond the 262,000 years that `chrono` reaches,
/// a zone keeps the first or the last offset that it knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Zone(chrono_tz::Tz);

/// A name that no zone has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no time zone is called \"{name}\"")]
pub struct UnknownZone {
    /// The name as given.
    pub name: String,
    /// The zone that was probably meant.
    pub suggestion: Option<String>,
}

/// Names people use for zones, with the zone that is meant; all in lower case.
const EVERYDAY_NAMES: [(&str, &str); 12] = [
    ("z", "UTC"),
    ("washington", "America/New_York"),
    ("washington dc", "America/New_York"),
    ("edt", "America/New_York"),
    ("cdt", "America/Chicago"),
    ("mdt", "America/Denver"),
    ("pst", "America/Los_Angeles"),
    ("pdt", "America/Los_Angeles"),
    ("sgt", "Asia/Singapore"),
    ("beijing", "Asia/Shanghai"),
    ("bst", "Europe/London"),
    ("jst", "Asia/Tokyo"),
];

/// No clock has ever been further from UTC than this, in seconds (Manila was 15 h 56 min before 1845).
const MAX_OFFSET: i128 = 18 * 3600;

impl Zone {
    /// Coordinated Universal Time.
    pub const UTC: Zone = Zone(chrono_tz::UTC);

    /// The zone with an IANA name such as "America/New_York", or "UTC". Capital letters do not matter.
    ///
    /// # Errors
    /// When the name is not in the IANA database; a close name is suggested.
    pub fn parse(name: &str) -> Result<Zone, UnknownZone> {
        let trimmed = name.trim();
        let exact = trimmed.parse().ok();
        let found = exact.or_else(|| {
            chrono_tz::TZ_VARIANTS.iter().copied().find(|zone| zone.name().eq_ignore_ascii_case(trimmed))
        });
        found
            .map(Zone)
            .ok_or_else(|| UnknownZone { name: name.to_owned(), suggestion: closest_name(trimmed) })
    }

    /// The IANA name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The place in the name, readable: "New York", "Singapore", "UTC".
    pub fn place(self) -> String {
        place_in_name(self.0.name())
    }

    /// Seconds that local clocks are ahead of UTC at an instant.
    pub fn offset_seconds(self, at: TimePoint) -> i32 {
        let within = at.seconds().clamp(
            DateTime::<chrono::Utc>::MIN_UTC.timestamp(),
            DateTime::<chrono::Utc>::MAX_UTC.timestamp(),
        );
        let Some(utc) = DateTime::from_timestamp(within, 0) else {
            return 0;
        };
        self.0.offset_from_utc_datetime(&utc.naive_utc()).fix().local_minus_utc()
    }

    /// What calendar and clock show in this zone at an instant.
    pub fn civil_from_point(self, at: TimePoint) -> CivilTime {
        CivilTime::from_seconds(self.local_from_point(at))
    }

    /// The instant at which calendar and clock show this; in a fold the earlier one, in a gap the first
    /// instant after it. Stops at the ends of time.
    pub fn point_from_civil(self, civil: CivilTime) -> TimePoint {
        self.point_from_local(civil.seconds())
    }

    /// The instant in RFC 3339 as clocks show it here: "2021-08-01T00:00:00-04:00".
    ///
    /// Years before 0000 and after 9999 have a sign, as the expanded form of ISO 8601 has: the standard ends
    /// there. An offset that is no whole number of minutes, as local mean time has, is rounded to the minute
    /// and the clock with it, so that the text still names the same instant.
    pub fn rfc3339(self, at: TimePoint) -> String {
        let offset = i128::from(self.offset_seconds(at));
        let minutes = (offset + 30).div_euclid(60);
        let civil = CivilTime::from_seconds(i128::from(at.seconds()) + minutes * 60);
        let year = match civil.year {
            0..=9999 => format!("{:04}", civil.year),
            year => format!("{year:+05}"),
        };
        let sign = if minutes < 0 { '-' } else { '+' };
        format!(
            "{year}-{:02}-{:02}T{:02}:{:02}:{:02}{sign}{:02}:{:02}",
            civil.month,
            civil.day,
            civil.hour,
            civil.minute,
            civil.second,
            minutes.abs() / 60,
            minutes.abs() % 60,
        )
    }

    /// Seconds of the local reading at an instant, counted as [`CivilTime::seconds`] counts.
    pub(super) fn local_from_point(self, at: TimePoint) -> i128 {
        i128::from(at.seconds()) + i128::from(self.offset_seconds(at))
    }

    /// The instant of a local reading, with the rules of [`Zone::point_from_civil`].
    pub(super) fn point_from_local(self, local: i128) -> TimePoint {
        match naive_from_local(local).map(|naive| self.0.offset_from_local_datetime(&naive)) {
            Some(LocalResult::Single(offset) | LocalResult::Ambiguous(offset, _)) => {
                point_from_wide(local - i128::from(offset.fix().local_minus_utc()))
            }
            Some(LocalResult::None) => self.first_point_after_gap(local),
            None => point_from_wide(local - i128::from(self.offset_seconds(point_from_wide(local)))),
        }
    }

    /// The first instant whose local reading is beyond `local`, which no clock ever showed.
    fn first_point_after_gap(self, local: i128) -> TimePoint {
        let (mut before, mut after) = (local - MAX_OFFSET, local + MAX_OFFSET);
        while after - before > 1 {
            let middle = before + (after - before) / 2;
            if self.local_from_point(point_from_wide(middle)) < local {
                before = middle;
            } else {
                after = middle;
            }
        }
        point_from_wide(after)
    }
}

/// A local reading for `chrono`, where it reaches that far.
fn naive_from_local(local: i128) -> Option<NaiveDateTime> {
    let seconds = i64::try_from(local).ok()?;
    DateTime::from_timestamp(seconds, 0).map(|utc| utc.naive_utc())
}

/// The last part of an IANA name, readable.
fn place_in_name(name: &str) -> String {
    name.rsplit('/').next().unwrap_or_default().replace('_', " ")
}

/// The zone whose name or place is nearest to `name`, if one is near enough to be meant.
fn closest_name(name: &str) -> Option<String> {
    let lower = name.to_ascii_lowercase().replace('_', " ");
    let length = lower.chars().count();
    // GMT+8 is usually meant as eight hours ahead of UTC; Etc/GMT+8 of the database is eight hours behind it.
    let is_offset = lower.contains(|char: char| char.is_ascii_digit());
    if length == 0 || length > 64 || is_offset {
        return None;
    }
    if let Some((_, zone)) = EVERYDAY_NAMES.iter().find(|(everyday, _)| *everyday == lower) {
        return Some((*zone).to_owned());
    }
    let distance = |zone: &chrono_tz::Tz| {
        let full = zone.name().to_ascii_lowercase().replace('_', " ");
        let place = place_in_name(&full);
        slips_between(&lower, &full).min(slips_between(&lower, &place))
    };
    // Of equally near names the first in the alphabet is taken.
    let nearest =
        chrono_tz::TZ_VARIANTS.iter().map(|zone| (distance(zone), zone)).min_by_key(|(far, _)| *far);
    nearest.filter(|(far, _)| *far <= (length / 3).clamp(1, 4)).map(|(_, zone)| zone.name().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn zone(name: &str) -> Zone {
        Zone::parse(name).unwrap()
    }

    /// The instant of a local reading, in UTC.
    fn utc_of(name: &str, reading: (i64, u8, u8, u8, u8)) -> String {
        let (year, month, day, hour, minute) = reading;
        Zone::UTC.rfc3339(zone(name).point_from_civil(CivilTime {
            year,
            month,
            day,
            hour,
            minute,
            second: 0,
        }))
    }

    #[test]
    fn days_begin_where_the_zone_says() {
        let cases = [
            ("America/New_York", (2022, 3, 29, 0, 0), "2022-03-29T04:00:00+00:00"),
            ("Asia/Singapore", (2022, 3, 29, 0, 0), "2022-03-28T16:00:00+00:00"),
            ("UTC", (2022, 3, 29, 0, 0), "2022-03-29T00:00:00+00:00"),
            // The hour from 2:00 to 3:00 does not exist: the first instant after it.
            ("America/New_York", (2022, 3, 13, 1, 59), "2022-03-13T06:59:00+00:00"),
            ("America/New_York", (2022, 3, 13, 2, 0), "2022-03-13T07:00:00+00:00"),
            ("America/New_York", (2022, 3, 13, 2, 30), "2022-03-13T07:00:00+00:00"),
            ("America/New_York", (2022, 3, 13, 3, 0), "2022-03-13T07:00:00+00:00"),
            // The hour from 1:00 to 2:00 comes twice: the earlier one.
            ("America/New_York", (2021, 11, 7, 0, 59), "2021-11-07T04:59:00+00:00"),
            ("America/New_York", (2021, 11, 7, 1, 0), "2021-11-07T05:00:00+00:00"),
            ("America/New_York", (2021, 11, 7, 1, 59), "2021-11-07T05:59:00+00:00"),
            ("America/New_York", (2021, 11, 7, 2, 0), "2021-11-07T07:00:00+00:00"),
            // Singapore moved from +7:30 to +8:00 at midnight; the tables put the half hour at its end.
            ("Asia/Singapore", (1981, 12, 31, 12, 0), "1981-12-31T04:30:00+00:00"),
            ("Asia/Singapore", (1982, 1, 1, 12, 0), "1982-01-01T04:00:00+00:00"),
            // Local mean time: Washington reads New York's, 4 h 56 min 2 s behind.
            ("America/New_York", (1836, 1, 1, 0, 0), "1836-01-01T04:56:02+00:00"),
            ("Asia/Singapore", (1836, 1, 1, 0, 0), "1835-12-31T17:04:35+00:00"),
            // Samoa left out 30 December 2011.
            ("Pacific/Apia", (2011, 12, 30, 0, 0), "2011-12-30T10:00:00+00:00"),
            ("Pacific/Apia", (2011, 12, 31, 0, 0), "2011-12-30T10:00:00+00:00"),
        ];
        for (name, reading, expected) in cases {
            assert_eq!(utc_of(name, reading), expected, "{name} {reading:?}");
        }
    }

    #[test]
    fn a_zone_keeps_its_first_and_last_offset_beyond_the_tables() {
        let new_york = zone("America/New_York");
        let deep = new_york.point_from_civil(CivilTime::midnight(-13_800_000_000, 1, 1));
        assert_eq!(Zone::UTC.rfc3339(deep), "-13800000000-01-01T04:56:02+00:00");
        let far = new_york.point_from_civil(CivilTime::midnight(1_000_000, 1, 1));
        assert_eq!(Zone::UTC.rfc3339(far), "+1000000-01-01T05:00:00+00:00");
        assert_eq!(new_york.point_from_civil(CivilTime::midnight(i64::MIN, 1, 1)), TimePoint::MIN);
        assert_eq!(new_york.point_from_civil(CivilTime::midnight(i64::MAX, 1, 1)), TimePoint::MAX);
    }

    #[test]
    fn instants_are_written_with_the_offset_of_the_zone() {
        let at = |name: &str, seconds| zone(name).rfc3339(TimePoint::from_seconds(seconds));
        assert_eq!(at("Asia/Kolkata", 0), "1970-01-01T05:30:00+05:30");
        assert_eq!(at("America/St_Johns", 0), "1969-12-31T20:30:00-03:30");
        // -4:56:02 is written -04:56, and the clock two seconds later.
        assert_eq!(at("America/New_York", -4_228_657_438), "1836-01-01T00:00:02-04:56");
        assert_eq!(at("UTC", -62_198_755_200), "-0001-01-01T00:00:00+00:00");
        assert_eq!(at("UTC", i64::MAX), "+292277026596-12-04T15:30:07+00:00");
    }

    #[test]
    fn names_are_found_without_capitals_and_near_misses_suggested() {
        assert_eq!(zone("asia/singapore").name(), "Asia/Singapore");
        assert_eq!(zone(" utc ").name(), "UTC");
        assert_eq!(zone("America/New_York").place(), "New York");
        let suggestion = |name: &str| Zone::parse(name).unwrap_err().suggestion;
        for (name, expected) in [
            ("America/NewYork", Some("America/New_York")),
            ("New York", Some("America/New_York")),
            ("Asia/Singapour", Some("Asia/Singapore")),
            ("Europe/Berln", Some("Europe/Berlin")),
            ("Washington", Some("America/New_York")),
            ("SGT", Some("Asia/Singapore")),
            ("GMT+8", None),
            ("UTC+8", None),
            ("Etc/GMT +8", None),
            ("nowhere at all", None),
            ("", None),
        ] {
            assert_eq!(suggestion(name).as_deref(), expected, "{name:?}");
        }
        assert_eq!(suggestion(&"x".repeat(1_000_000)), None);
        assert_eq!(Zone::parse("Mars/Base").unwrap_err().to_string(), "no time zone is called \"Mars/Base\"");
    }

    proptest! {
        #[test]
        fn reading_an_instant_and_finding_it_again_is_never_later(
            index in 0..chrono_tz::TZ_VARIANTS.len(),
            seconds in -8_000_000_000_i64..8_000_000_000,
        ) {
            let zone = Zone(chrono_tz::TZ_VARIANTS[index]);
            let at = TimePoint::from_seconds(seconds);
            let civil = zone.civil_from_point(at);
            let found = zone.point_from_civil(civil);
            // In a fold the earlier of two instants with the same reading is found.
            prop_assert!(found <= at);
            prop_assert_eq!(zone.civil_from_point(found), civil);
        }

        #[test]
        fn later_readings_are_never_earlier_instants(
            index in 0..chrono_tz::TZ_VARIANTS.len(),
            seconds in -8_000_000_000_i64..8_000_000_000,
            step in 0_i64..200_000,
        ) {
            let zone = Zone(chrono_tz::TZ_VARIANTS[index]);
            let (first, second) = (i128::from(seconds), i128::from(seconds) + i128::from(step));
            prop_assert!(zone.point_from_local(first) <= zone.point_from_local(second));
        }

        #[test]
        fn no_instant_is_too_far_for_a_zone(seconds in any::<i64>()) {
            let zone = zone("America/New_York");
            let at = TimePoint::from_seconds(seconds);
            let found = zone.point_from_civil(zone.civil_from_point(at));
            prop_assert!(found.seconds_since(at).abs() <= 90_000.0);
        }
    }
}
