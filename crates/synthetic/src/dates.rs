//! When made-up events are: bursts in time with a heavy tail, and dates of mixed precision in EDTF.

use std::fmt::Write;

use super::chance::Chance;
use dateline_time::{CivilTime, SECONDS_PER_DAY};

/// 1 January 1800, in days from 1970.
const FIRST_DAY: i64 = -62_091;
/// 31 December 2030.
const LAST_DAY: i64 = 22_279;
/// 23 November 2026: what comes later is planned.
const TODAY: i64 = 20_780;

/// Times at which much happens.
pub(super) struct Bursts {
    /// The sum of the weights up to each, its first day, and its length in days.
    bursts: Vec<(u64, i64, u64)>,
    total: u64,
}

impl Bursts {
    /// As many as so many events have: one for two hundred events, few of them large.
    pub fn new(seed: u64, events: u64) -> Bursts {
        let mut chance = Chance::new(seed, u64::MAX);
        let count = (events / 200).clamp(6, 3_000);
        let mut total = 0;
        let mut bursts = Vec::new();
        for _ in 0..count {
            total += chance.heavy(10);
            bursts.push((total, late_day(&mut chance), chance.heavy(4)));
        }
        Bursts { bursts, total }
    }

    /// A day from 1800 to 2030: two of three times in a burst.
    fn day(&self, chance: &mut Chance) -> i64 {
        if chance.percent(34) {
            return late_day(chance);
        }
        let drawn = chance.below_u64(self.total);
        let place = self.bursts.partition_point(|(sum, _, _)| *sum <= drawn);
        let Some((_, first, length)) = self.bursts.get(place) else { return late_day(chance) };
        let into = chance.below_u64(*length).min(chance.below_u64(*length));
        (first + i64::try_from(into).unwrap_or_default()).min(LAST_DAY)
    }
}

/// A day from 1800 to 2030, late ones more often: more is written down.
fn late_day(chance: &mut Chance) -> i64 {
    let days = u32::try_from(LAST_DAY - FIRST_DAY + 1).unwrap_or_default();
    FIRST_DAY + i64::from(chance.below(days).max(chance.below(days)))
}

/// How an event stands in time, for what else is said about it.
pub(super) struct When {
    /// The day that it begins at, in days from 1970; `None` without a date.
    pub day: Option<i64>,
    /// It goes on.
    pub is_open: bool,
    /// It lies ahead.
    pub is_ahead: bool,
}

/// Writes a date, or nothing where none is stated: 30 of 100 are spans, 2 are not stated.
pub(super) fn write_date(bursts: &Bursts, chance: &mut Chance, out: &mut String) -> When {
    let day = bursts.day(chance);
    let mut when = When { day: Some(day), is_open: false, is_ahead: day > TODAY };
    match chance.below(100) {
        0..30 => when.is_open = write_span(day, chance, out),
        30..32 => when.day = None,
        _ => write_instant(day, chance, out),
    }
    when
}

fn civil(day: i64) -> CivilTime {
    CivilTime::from_seconds(i128::from(day) * i128::from(SECONDS_PER_DAY))
}

/// A `String` takes everything that is written to it.
macro_rules! say {
    ($out:expr, $($words:tt)*) => {{
        let _ = write!($out, $($words)*);
    }};
}

fn write_instant(day: i64, chance: &mut Chance, out: &mut String) {
    let CivilTime { year, month, day: of_month, .. } = civil(day);
    match chance.below(100) {
        0..46 => {
            say!(out, "{year:04}-{month:02}-{of_month:02}");
            qualify(4, chance, out);
        }
        46..68 => {
            say!(out, "{year:04}-{month:02}");
            qualify(8, chance, out);
        }
        68..84 => {
            say!(out, "{year:04}");
            qualify(25, chance, out);
        }
        84..90 => {
            let (hour, minute) = (chance.below(24), chance.below(60));
            say!(out, "{year:04}-{month:02}-{of_month:02}T{hour:02}:{minute:02}");
        }
        90..93 => say!(out, "{:03}X", year / 10),
        93..97 => say!(out, "{year:04}-{}", 21 + (month % 12) / 3),
        97..98 => say!(out, "[{year:04}-{month:02}-{of_month:02}..]"),
        _ => {
            let later = civil((day + 1 + i64::from(chance.below(3))).min(LAST_DAY + 4));
            let CivilTime { year: other, month: after, day: next, .. } = later;
            say!(out, "[{year:04}-{month:02}-{of_month:02},{other:04}-{after:02}-{next:02}]");
        }
    }
}

/// Inferred, about, or both, so many times in a hundred.
fn qualify(share: u32, chance: &mut Chance, out: &mut String) {
    if chance.percent(share) {
        out.push_str(chance.pick_low(&["~", "?", "%"]));
    }
}

/// Writes a span and says whether it goes on.
fn write_span(day: i64, chance: &mut Chance, out: &mut String) -> bool {
    let from = civil(day);
    let kind = chance.below(100);
    let (unit, least) = match chance.below(100) {
        0..55 => (Unit::Day, 2),
        55..82 => (Unit::Month, 32),
        _ => (Unit::Year, 366),
    };
    // At most 27 years; whatever would end after 2030 ends with it.
    let length = chance.heavy(least).min(10_000);
    let to = civil((day + i64::try_from(length).unwrap_or_default()).min(LAST_DAY + 1));
    match kind {
        0..5 => {
            unit.write(from, out);
            out.push_str("/..");
            return true;
        }
        5..9 => {
            unit.write(from, out);
            out.push('/');
        }
        9..11 => {
            out.push('/');
            unit.write(to, out);
        }
        _ => {
            unit.write(from, out);
            qualify(4, chance, out);
            out.push('/');
            unit.write(to, out);
            qualify(4, chance, out);
        }
    }
    false
}

#[derive(Clone, Copy)]
enum Unit {
    Day,
    Month,
    Year,
}

impl Unit {
    fn write(self, at: CivilTime, out: &mut String) {
        let CivilTime { year, month, day, .. } = at;
        match self {
            Unit::Day => say!(out, "{year:04}-{month:02}-{day:02}"),
            Unit::Month => say!(out, "{year:04}-{month:02}"),
            Unit::Year => say!(out, "{year:04}"),
        }
    }
}

/// The day of a source's words about an event: some weeks after it, in full.
pub(super) fn write_day(day: i64, out: &mut String) {
    let CivilTime { year, month, day, .. } = civil(day);
    say!(out, "{year:04}-{month:02}-{day:02}");
}

/// A day from 1800 to 2030 for what is not an event.
pub(super) fn any_day(chance: &mut Chance) -> i64 {
    late_day(chance)
}

/// Writes a minute of 17 May 2021, in half of all cases only the day.
pub(super) fn write_on_one_day(chance: &mut Chance, out: &mut String) {
    out.push_str("2021-05-17");
    if chance.percent(50) {
        let (hour, minute) = (chance.below(24), chance.below(60));
        say!(out, "T{hour:02}:{minute:02}");
    }
}

/// Writes a span that begins in the nineteenth century and ends in the twentieth: all of them overlap.
pub(super) fn write_overlapping(chance: &mut Chance, out: &mut String) {
    write_day(FIRST_DAY + i64::from(chance.below(36_524)), out);
    out.push('/');
    write_day(FIRST_DAY + 36_524 + i64::from(chance.below(36_524)), out);
}
