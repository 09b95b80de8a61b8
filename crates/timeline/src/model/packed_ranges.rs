//! The four-point ranges of all events, packed: most dates are instants of two points.

use dateline_time::{EndKind, Extent, TimePoint, TimeRange};

/// The farthest time that has a position of its own on the axis, in seconds from the epoch: 73 billion years.
/// Layout counts in half seconds, which fit in 64 bits up to here. What lies beyond is put at this edge, so
/// that it is seen and counted; its date text stays as stated.
pub(super) const FARTHEST: i64 = (1 << 61) - 1;

/// The marker of an event without a date.
const NOWHERE: u32 = u32::MAX;
/// Marks an index into the ranges that are no plain instants.
const IS_GENERAL: u32 = 1 << 31;

/// The ranges of events, in their order. 20 bytes for an instant, 44 for anything else, 4 without a date.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranges {
    entries: Vec<u32>,
    instants: Vec<(i64, i64)>,
    generals: Vec<General>,
}

/// A range that is no plain instant.
#[derive(Clone, Copy, Debug)]
struct General {
    points: [i64; 4],
    /// A bit for each point that is known.
    known: u8,
    kinds: (EndKind, EndKind),
    extent: Extent,
}

impl General {
    fn new(range: &TimeRange) -> General {
        let stated = [range.earliest_start, range.latest_start, range.earliest_end, range.latest_end];
        let mut known = 0;
        for (entry, point) in stated.iter().enumerate() {
            known |= u8::from(point.is_some()) << entry;
        }
        General {
            points: stated.map(|point| point.unwrap_or_default().seconds()),
            known,
            kinds: (range.start_kind, range.end_kind),
            extent: range.extent,
        }
    }

    fn range(&self) -> TimeRange {
        let [earliest_start, latest_start, earliest_end, latest_end] = self.points;
        let point = |entry: u8, seconds: i64| {
            (self.known & (1 << entry) != 0).then_some(TimePoint::from_seconds(seconds))
        };
        TimeRange {
            earliest_start: point(0, earliest_start),
            latest_start: point(1, latest_start),
            earliest_end: point(2, earliest_end),
            latest_end: point(3, latest_end),
            start_kind: self.kinds.0,
            end_kind: self.kinds.1,
            extent: self.extent,
        }
    }
}

impl Ranges {
    pub fn push(&mut self, range: Option<TimeRange>) {
        let entry = match range.map(within_reach) {
            None => NOWHERE,
            Some(range) => match (range.earliest_start, range.latest_start) {
                (Some(from), Some(to)) if range == TimeRange::instant(from, to) => {
                    self.instants.push((from.seconds(), to.seconds()));
                    self.instants.len() as u32 - 1
                }
                _ => {
                    self.generals.push(General::new(&range));
                    IS_GENERAL | (self.generals.len() as u32 - 1)
                }
            },
        };
        self.entries.push(entry);
    }

    /// Adds the ranges of further events.
    pub fn append(&mut self, other: &Ranges) {
        let (instants, generals) = (self.instants.len() as u32, self.generals.len() as u32);
        self.entries.extend(other.entries.iter().map(|entry| match *entry {
            NOWHERE => NOWHERE,
            general if general & IS_GENERAL != 0 => general + generals,
            instant => instant + instants,
        }));
        self.instants.extend_from_slice(&other.instants);
        self.generals.extend_from_slice(&other.generals);
    }

    /// Moves the ranges of the events from one on by a number of seconds.
    pub fn shift_from(&mut self, first: usize, seconds: i64) {
        let moved = |at: &mut i64| *at = shifted_seconds(*at, seconds);
        for entry in self.entries.get(first..).unwrap_or_default() {
            if *entry == NOWHERE {
                continue;
            }
            let general = (entry & !IS_GENERAL) as usize;
            if entry & IS_GENERAL != 0 {
                self.generals
                    .get_mut(general)
                    .into_iter()
                    .for_each(|range| range.points.iter_mut().for_each(moved));
            } else if let Some((from, to)) = self.instants.get_mut(*entry as usize) {
                moved(from);
                moved(to);
            }
        }
    }

    /// The range of an event.
    pub fn get(&self, index: usize) -> Option<TimeRange> {
        match *self.entries.get(index)? {
            NOWHERE => None,
            general if general & IS_GENERAL != 0 => {
                self.generals.get((general & !IS_GENERAL) as usize).map(General::range)
            }
            instant => {
                let (from, to) = *self.instants.get(instant as usize)?;
                Some(TimeRange::instant(TimePoint::from_seconds(from), TimePoint::from_seconds(to)))
            }
        }
    }

    pub fn shrink_to_fit(&mut self) {
        self.entries.shrink_to_fit();
        self.instants.shrink_to_fit();
        self.generals.shrink_to_fit();
    }
}

/// The range with points that have a position on the axis.
pub(super) fn within_reach(range: TimeRange) -> TimeRange {
    let reach = |point: Option<TimePoint>| {
        point.map(|point| TimePoint::from_seconds(point.seconds().clamp(-FARTHEST, FARTHEST)))
    };
    TimeRange {
        earliest_start: reach(range.earliest_start),
        latest_start: reach(range.latest_start),
        earliest_end: reach(range.earliest_end),
        latest_end: reach(range.latest_end),
        ..range
    }
}

fn shifted_seconds(at: i64, by: i64) -> i64 {
    at.saturating_add(by).clamp(-FARTHEST, FARTHEST)
}

/// The range moved by a number of seconds, as far as there is a position on the axis.
pub(super) fn shifted(range: TimeRange, seconds: i64) -> TimeRange {
    let moved = |point: Option<TimePoint>| {
        point.map(|point| TimePoint::from_seconds(shifted_seconds(point.seconds(), seconds)))
    };
    TimeRange {
        earliest_start: moved(range.earliest_start),
        latest_start: moved(range.latest_start),
        earliest_end: moved(range.earliest_end),
        latest_end: moved(range.latest_end),
        ..range
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_time::{Date, Zone};

    #[test]
    fn ranges_come_back_as_they_went_in() {
        let texts = ["2021-08", "", "2021/2022-03", "../2020", "2004/..", "1990/", "{1960,1961}", "..1980"];
        let stated: Vec<Option<TimeRange>> =
            texts.iter().map(|text| Date::parse(text).ok().map(|date| date.range(Zone::UTC))).collect();
        let mut first = Ranges::default();
        stated.iter().take(3).for_each(|range| first.push(*range));
        let mut second = Ranges::default();
        stated.iter().skip(3).for_each(|range| second.push(*range));
        first.append(&second);
        let found: Vec<Option<TimeRange>> = (0..texts.len()).map(|index| first.get(index)).collect();
        assert_eq!(found, stated);
        assert_eq!(first.get(texts.len()), None);
    }
}
