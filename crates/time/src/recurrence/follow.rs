//! The occurrences that a recurrence rule gives, within a window and up to a limit. The crate `rrule` finds
//! them.
//!
//! Rules count in what calendars and clocks show, so they are followed in plain readings, without any zone.
//! What a rule may cost is bounded: by repetitions, by the window, and by an allowance of steps for the whole
//! file, because a rule may look for a day that never comes.

use std::collections::VecDeque;

use chrono::{DateTime, TimeZone, Utc};
use rrule::{Frequency, RRule, RRuleSet, Tz, Unvalidated};

use super::unit::Unit;

/// Maximum number of repetitions that are made of one rule.
pub const MAX_PER_RULE: usize = 1_000;
/// Maximum number of dates of one rule that are looked at, and of its steps that are charged.
const MAX_DATES_PER_RULE: usize = 32_000;
/// Maximum number of repetitions that are made of all rules of a file.
pub const MAX_PER_FILE: usize = 20_000;
/// Maximum number of steps that all rules of a file take together.
const MAX_STEPS_PER_FILE: u64 = 3_000_000;
/// Steps charged for a search that found nothing before it gave up.
const FRUITLESS_COST: u64 = 100_000;
/// Maximum number of its steps that a rule in hours, minutes or seconds is followed for.
const MAX_SMALL_STEPS: i128 = 50_000;

/// How far rules are followed.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// The reading at which endless rules stop.
    pub window: i128,
    /// The present moment as a reading, where it is known: of too many dates those nearest to it are kept.
    pub now: Option<i128>,
}

/// What is left for the rules of a file.
#[derive(Clone, Debug)]
pub struct Allowance {
    /// Repetitions.
    pub repetitions: usize,
    /// Steps.
    pub steps: u64,
    /// Rules that are still to be followed; what is left is shared among them.
    pub rules: usize,
}

impl Allowance {
    /// The allowance of a file with this number of rules.
    pub fn of(rules: usize) -> Allowance {
        Allowance { repetitions: MAX_PER_FILE, steps: MAX_STEPS_PER_FILE, rules }
    }
}

/// What of a rule was followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// All of it.
    Whole,
    /// It never ends; repetitions were made to the end of the window.
    ToWindow,
    /// It goes on beyond the limit of repetitions, or beyond its share of those of the file.
    ToLimit,
    /// The file's allowance is used up.
    Exhausted,
}

/// The repetitions that a rule gives.
#[derive(Clone, Debug)]
pub struct Followed {
    /// Their readings in seconds, in order, at most [`MAX_PER_RULE`].
    pub readings: Vec<i128>,
    /// Whether earlier ones were left for those near to the present moment.
    pub skips_earlier: bool,
    /// Whether these are all.
    pub reach: Reach,
}

/// Follows one rule from a reading on, up to the reading `until` where the rule states an end; its own UNTIL
/// is not read, because its notation differs between programs.
///
/// # Errors
/// When it is no rule, with what is wrong.
pub fn follow(
    rule: &str,
    start: i128,
    until: Option<i128>,
    bounds: Bounds,
    allowance: &mut Allowance,
) -> Result<Followed, String> {
    // The crate cuts the names of days by bytes and panics within a letter of several.
    if !rule.is_ascii() {
        return Err("It has letters that no rule has".to_owned());
    }
    let plain: RRule<Unvalidated> = without_until(rule).parse().map_err(message_of)?;
    let begins = utc(start).ok_or("Its first date is too far away")?;
    let is_endless = until.is_none() && plain.get_count().is_none();
    if until.is_some_and(|until| until < start) {
        return Err("It ends before it begins".to_owned());
    }
    let step = step_seconds(plain.get_freq()) * i128::from(plain.get_interval());
    if step == 0 {
        return Err("INTERVAL is 0".to_owned());
    }
    let mut last = if is_endless { bounds.window } else { until.unwrap_or(i128::MAX) };
    let is_small = step_seconds(plain.get_freq()) < 86_400;
    if is_small {
        last = last.min(start + step * MAX_SMALL_STEPS);
    }
    // A rule cannot say what it costs, so its largest possible cost is charged beforehand.
    let length = last.min(start + step * MAX_DATES_PER_RULE as i128) - start;
    let cost = u64::try_from(length / step).unwrap_or(0).max(1);
    if allowance.steps < cost || allowance.repetitions == 0 {
        return Ok(Followed { readings: Vec::new(), skips_earlier: false, reach: Reach::Exhausted });
    }
    allowance.steps -= cost;
    let bounded = match utc(last) {
        Some(last) => plain.until(last),
        None => plain,
    };
    let set =
        bounded.validate(begins).map(|rule| RRuleSet::new(begins).rrule(rule)).map_err(message_of)?.limit();
    let share = allowance.repetitions / allowance.rules.max(1);
    allowance.rules = allowance.rules.saturating_sub(1);
    let max = MAX_PER_RULE.min(share.max(1));
    // Where the walk ends before the present moment, the last of it are no better than the first.
    let walked_to = start.saturating_add(step.saturating_mul(MAX_DATES_PER_RULE as i128)).min(last);
    let aim = bounds.now.filter(|now| *now <= walked_to || !is_small);
    let walk = set.into_iter().map(|at: DateTime<Tz>| i128::from(at.timestamp()));
    let Kept { readings, skips_earlier, is_cut } = nearest(walk.take_while(|at| *at <= last), max, aim);
    if readings.len() <= 1 {
        allowance.steps = allowance.steps.saturating_sub(FRUITLESS_COST);
    }
    let reach = if is_cut {
        Reach::ToLimit
    } else if is_endless {
        Reach::ToWindow
    } else {
        Reach::Whole
    };
    allowance.repetitions = allowance.repetitions.saturating_sub(readings.len());
    Ok(Followed { readings, skips_earlier, reach })
}

/// What is kept of the dates that a rule gives.
struct Kept {
    readings: Vec<i128>,
    /// Whether some before them are left out.
    skips_earlier: bool,
    /// Whether any are left out.
    is_cut: bool,
}

/// The first `max` dates, or the `max` dates nearest to a moment, in order.
fn nearest(dates: impl Iterator<Item = i128>, max: usize, aim: Option<i128>) -> Kept {
    let mut kept = VecDeque::new();
    let (mut skips_earlier, mut is_cut) = (false, false);
    for date in dates.take(MAX_DATES_PER_RULE) {
        if kept.len() < max {
            kept.push_back(date);
            continue;
        }
        is_cut = true;
        let first = kept.front().copied().unwrap_or(date);
        if aim.is_none_or(|aim| aim.abs_diff(date) >= aim.abs_diff(first)) {
            break;
        }
        skips_earlier = true;
        kept.pop_front();
        kept.push_back(date);
    }
    Kept { readings: kept.into(), skips_earlier, is_cut }
}

/// The rule without UNTIL and without empty parts.
fn without_until(rule: &str) -> String {
    let is_other = |part: &&str| {
        let name = part.split('=').next().unwrap_or_default().trim();
        !name.is_empty() && !name.eq_ignore_ascii_case("UNTIL")
    };
    let rule = rule.trim();
    let parts: Vec<String> = rule
        .strip_prefix("RRULE:")
        .unwrap_or(rule)
        .split(';')
        .filter(is_other)
        .map(|part| part.chars().filter(|char| !char.is_whitespace()).collect::<String>())
        .collect();
    parts.join(";").to_ascii_uppercase()
}

fn utc(seconds: i128) -> Option<DateTime<Tz>> {
    let seconds = i64::try_from(seconds).ok()?;
    let at = Utc.timestamp_opt(seconds, 0).single()?;
    // Rules are followed within the years that calendars write.
    (-70_000_000_000..=253_402_300_799).contains(&seconds).then(|| at.with_timezone(&Tz::UTC))
}

fn step_seconds(frequency: Frequency) -> i128 {
    let unit = match frequency {
        Frequency::Yearly => Unit::Year,
        Frequency::Monthly => Unit::Month,
        Frequency::Weekly => Unit::Week,
        Frequency::Daily => Unit::Day,
        Frequency::Hourly => Unit::Hour,
        Frequency::Minutely => Unit::Minute,
        Frequency::Secondly => Unit::Second,
    };
    i128::from(unit.average_seconds())
}

/// What `rrule` says is wrong, without the position, which it gives in its own notation.
fn message_of(error: impl std::fmt::Display) -> String {
    let text = error.to_string().replace('`', "");
    let text = text.rsplit_once("error: ").map_or(text.clone(), |(_, rest)| rest.to_owned());
    text.trim_end_matches('.').to_owned()
}
