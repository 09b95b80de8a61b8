//! Events of different files that may be the same: proposed with the reasons, never merged.

use std::collections::{BTreeMap, HashMap};

use unicode_segmentation::UnicodeSegmentation;

use super::fold::fold;
use crate::Cancel;
use crate::model::{EventId, Timeline};
use dateline_time::TimeRange;

/// Words that more events than this use are too common to propose pairs.
const COMMON: usize = 40;
/// How many words of an event are looked up: the rarest.
const RARE_WORDS: usize = 3;
/// Dates further apart than this, in seconds, are of different events: a week, for the slips of sources.
const SLACK: i64 = 7 * 86_400;
/// The share of common words from which two titles are near; with the same day fewer will do.
const NEAR: f32 = 0.6;
const NEAR_ON_THE_DAY: f32 = 0.45;

/// Two events that may be the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The one of the file that comes first.
    pub first: EventId,
    /// The one of the other file.
    pub second: EventId,
    /// How near their titles are, from 0 to 1.
    pub nearness: f32,
    /// Why: "same day, 4 of 5 words".
    pub reasons: String,
}

/// Pairs of events of different files whose dates may be the same and whose titles are near, the nearest
/// first, at most `max`. Events without a position in time are left out, and so are titles that share only
/// common words. `None` once cancelled.
///
/// Linear in the number of events and in the pairs that share a rare word, of which each event has at most
/// `3 × 40`.
pub fn likely_duplicates(timeline: &Timeline, max: usize, cancel: &Cancel) -> Option<Vec<Pair>> {
    let mut titles: Vec<Vec<u32>> = vec![Vec::new(); timeline.id_count()];
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut users: Vec<Vec<EventId>> = Vec::new();
    for event in timeline.ids() {
        let mut words: Vec<u32> = Vec::new();
        for word in fold(timeline.event_title(event)).unicode_words().map(str::to_owned) {
            let next = numbers.len() as u32;
            let number = *numbers.entry(word).or_insert(next);
            if number == next {
                users.push(Vec::new());
            }
            words.push(number);
        }
        words.sort_unstable();
        words.dedup();
        // One user more than the limit shows that a word is common.
        for word in &words {
            users
                .get_mut(*word as usize)
                .filter(|users| users.len() <= COMMON)
                .into_iter()
                .for_each(|users| users.push(event));
        }
        if let Some(slot) = titles.get_mut(event.index()) {
            *slot = words;
        }
    }
    let use_count = |word: &u32| users.get(*word as usize).map_or(0, Vec::len);
    let mut found: BTreeMap<(EventId, EventId), Pair> = BTreeMap::new();
    for event in timeline.ids() {
        if event.index() % 1_024 == 0 {
            cancel.check()?;
        }
        let mut rare: Vec<u32> = titles.get(event.index()).cloned().unwrap_or_default();
        rare.sort_by_key(|word| use_count(word));
        for word in rare.iter().take(RARE_WORDS).filter(|word| use_count(word) <= COMMON) {
            for other in users.get(*word as usize).into_iter().flatten() {
                let key = (event.min(*other), event.max(*other));
                if found.contains_key(&key) {
                    continue;
                }
                if let Some(pair) = pair(timeline, &titles, key.0, key.1) {
                    found.insert(key, pair);
                }
            }
        }
    }
    let mut pairs: Vec<Pair> = found.into_values().collect();
    pairs.sort_by(|a, b| b.nearness.total_cmp(&a.nearness).then(a.first.cmp(&b.first)));
    pairs.truncate(max);
    Some(pairs)
}

/// The pair, if the two may be the same.
fn pair(timeline: &Timeline, titles: &[Vec<u32>], first: EventId, second: EventId) -> Option<Pair> {
    let part = |event: EventId| timeline.parts().iter().position(|part| part.own_event(event).is_some());
    if first == second || part(first)? == part(second)? {
        return None;
    }
    let (a, b) = (stated(timeline, first)?, stated(timeline, second)?);
    let distance = apart(&a, &b)?;
    if distance > SLACK {
        return None;
    }
    let (own, others) = (titles.get(first.index())?, titles.get(second.index())?);
    let common = own.iter().filter(|word| others.binary_search(word).is_ok()).count();
    let longer = own.len().max(others.len()).max(1);
    let nearness = common as f32 / longer as f32;
    let is_same_title = nearness >= 1.0;
    let min_nearness = if distance == 0 && a.hull() == b.hull() { NEAR_ON_THE_DAY } else { NEAR };
    if nearness < min_nearness || (common < 2 && !is_same_title) {
        return None;
    }
    let when = match distance {
        0 if a.hull() == b.hull() => "same date".to_owned(),
        0 => "dates that can both be true".to_owned(),
        _ => match (distance / 86_400).max(1) {
            1 => "a day apart".to_owned(),
            days => format!("{days} days apart"),
        },
    };
    let title_note =
        if is_same_title { "same title".to_owned() } else { format!("{common} of {longer} words") };
    Some(Pair { first, second, nearness, reasons: format!("{when}, {title_note}") })
}

/// The four points of an event's date, wherever its file is moved to on the axis.
fn stated(timeline: &Timeline, event: EventId) -> Option<TimeRange> {
    let back = |point: Option<dateline_time::TimePoint>| {
        point.map(|point| point.saturating_add(timeline.shift(event).saturating_neg()))
    };
    let range = timeline.range(event)?;
    Some(TimeRange {
        earliest_start: back(range.earliest_start),
        latest_start: back(range.latest_start),
        earliest_end: back(range.earliest_end),
        latest_end: back(range.latest_end),
        ..range
    })
}

/// Seconds between two ranges; 0 where both can be at one moment. `None` without a known point.
fn apart(a: &TimeRange, b: &TimeRange) -> Option<i64> {
    let (from, other_from) = (a.sort_key()?, b.sort_key()?);
    if a.can_overlap(b) {
        // What goes on for ever overlaps with everything: then the beginnings decide.
        let is_open = a.hull().1.is_none() || b.hull().1.is_none();
        let between = from.seconds().saturating_sub(other_from.seconds()).saturating_abs();
        return Some(if is_open { between } else { 0 });
    }
    let gap = |early: &TimeRange, late_from: i64| Some(late_from.saturating_sub(early.hull().1?.seconds()));
    if from <= other_from { gap(a, other_from.seconds()) } else { gap(b, from.seconds()) }
}
