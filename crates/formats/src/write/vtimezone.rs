//! The rules of the zones that a calendar names (VTIMEZONE), as far as its entries reach: programs that do
//! not know the names of zones need them.

use std::collections::BTreeMap;

use dateline_time::{CivilTime, Reading, SECONDS_PER_DAY, TimePoint, Zone};

/// Between two looks at a clock; no change of clocks was taken back sooner.
const LOOK: i64 = 7 * SECONDS_PER_DAY;

/// Zones with the first and the last instant at which an entry needs them.
#[derive(Debug, Default)]
pub(super) struct Zones {
    used: BTreeMap<&'static str, (Zone, TimePoint, TimePoint)>,
}

impl Zones {
    /// An entry of a zone needs an instant.
    pub fn add(&mut self, zone: Zone, at: TimePoint) {
        let (_, from, to) = self.used.entry(zone.name()).or_insert((zone, at, at));
        *from = (*from).min(at);
        *to = (*to).max(at);
    }

    /// The lines, as names and values.
    pub fn lines(&self) -> Vec<(String, String)> {
        let mut lines = Vec::new();
        let mut put = |name: &str, value: String| lines.push((name.to_owned(), value));
        for (name, (zone, from, to)) in &self.used {
            put("BEGIN", "VTIMEZONE".to_owned());
            put("TZID", (*name).to_owned());
            // The day before the first entry: a rule must have begun before it is needed.
            let begin = from.saturating_add(-SECONDS_PER_DAY);
            let offset = zone.offset_seconds(begin);
            let mut changes = vec![(begin, offset, offset)];
            changes.extend(changes_between(*zone, begin, *to));
            for (at, before, after) in changes {
                let kind = if after > before { "DAYLIGHT" } else { "STANDARD" };
                put("BEGIN", kind.to_owned());
                put("DTSTART", compact(Zone::UTC.civil_from_point(at.saturating_add(i64::from(before)))));
                put("TZOFFSETFROM", offset_text(before));
                put("TZOFFSETTO", offset_text(after));
                put("END", kind.to_owned());
            }
            put("END", "VTIMEZONE".to_owned());
        }
        lines
    }
}

/// The instants at which the clocks of a zone are changed, with how many seconds they were ahead of UTC
/// before and are after.
fn changes_between(zone: Zone, from: TimePoint, to: TimePoint) -> Vec<(TimePoint, i32, i32)> {
    let mut changes = Vec::new();
    let mut at = from;
    while at < to {
        let next = at.saturating_add(LOOK).min(to);
        let (before, after) = (zone.offset_seconds(at), zone.offset_seconds(next));
        if before != after {
            let (mut low, mut high) = (at.seconds(), next.seconds());
            while high - low > 1 {
                let middle = low + (high - low) / 2;
                if zone.offset_seconds(TimePoint::from_seconds(middle)) == before {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            changes.push((TimePoint::from_seconds(high), before, after));
        }
        at = next;
    }
    changes
}

/// "+0800", "-045602".
fn offset_text(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let (hours, minutes, rest) = (seconds.abs() / 3_600, seconds.abs() / 60 % 60, seconds.abs() % 60);
    let rest = if rest == 0 { String::new() } else { format!("{rest:02}") };
    format!("{sign}{hours:02}{minutes:02}{rest}")
}

/// The instant of a reading that is so many minutes ahead of UTC.
pub(super) fn point_of(reading: &Reading, offset: i16) -> TimePoint {
    let clock = reading.clock;
    let civil = CivilTime {
        year: reading.year,
        month: reading.month.unwrap_or(1),
        day: reading.day.unwrap_or(1),
        hour: clock.map_or(0, |clock| clock.hour),
        minute: clock.map_or(0, |clock| clock.minute),
        second: clock.and_then(|clock| clock.second).unwrap_or(0),
    };
    Zone::UTC.point_from_civil(civil).saturating_add(-i64::from(offset) * 60)
}

/// A reading as calendars write it: "20220329T133000".
pub(super) fn compact(civil: CivilTime) -> String {
    let CivilTime { year, month, day, hour, minute, second } = civil;
    format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_time::Date;

    fn instant(text: &str, zone: Zone) -> TimePoint {
        Date::parse(text).unwrap().range(zone).hull().0.unwrap()
    }

    #[test]
    fn a_zone_has_the_changes_of_its_clocks_as_far_as_entries_reach() {
        let zone = Zone::parse("America/New_York").unwrap();
        let mut zones = Zones::default();
        for time in ["2022-03-29T13:30:00", "2022-03-01T10:00:00", "2022-11-20T09:00:00"] {
            zones.add(zone, instant(time, zone));
        }
        zones.add(Zone::parse("Asia/Singapore").unwrap(), instant("1900-01-01T00:00:00", Zone::UTC));
        let lines: Vec<String> =
            zones.lines().iter().map(|(name, value)| format!("{name}:{value}")).collect();
        insta::assert_snapshot!(lines.join("\n"), @r#"
        BEGIN:VTIMEZONE
        TZID:America/New_York
        BEGIN:STANDARD
        DTSTART:20220228T100000
        TZOFFSETFROM:-0500
        TZOFFSETTO:-0500
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:20220313T020000
        TZOFFSETFROM:-0500
        TZOFFSETTO:-0400
        END:DAYLIGHT
        BEGIN:STANDARD
        DTSTART:20221106T020000
        TZOFFSETFROM:-0400
        TZOFFSETTO:-0500
        END:STANDARD
        END:VTIMEZONE
        BEGIN:VTIMEZONE
        TZID:Asia/Singapore
        BEGIN:STANDARD
        DTSTART:18991231T065525
        TZOFFSETFROM:+065525
        TZOFFSETTO:+065525
        END:STANDARD
        END:VTIMEZONE
        "#);
    }
}
