//! What a whole column tells that no single cell can: the order of day and month, what numbers count, how
//! importance is scaled, and whether its times of day mean anything.

use std::cmp::Ordering;
use std::ops::Range;

use rayon::prelude::*;

use super::cell_values;
use super::column::Column;
use super::grid::Grid;
use super::mapping::{ColumnMapping, DayPlace, Mapping, Numbers};
use super::role::Role;
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use dateline_time::grouped;
use dateline_time::phrases::{DayOrder, OrderEvidence, order_evidence};

/// Rows that are looked at together.
const PIECE: usize = 2_048;
/// So many times of day must share one moment in UTC before it is called odd.
const FEW: usize = 3;

/// A cell: its row, its bytes and its text.
type Example = (usize, Range<usize>, String);

/// What was counted in one column.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence {
    filled: usize,
    day_first: usize,
    month_first: usize,
    either: Option<Example>,
    /// The first date that can only have the day first, and the first that can only have the month first.
    only: [Option<Example>; 2],
    /// Whole numbers by what they could count: days, seconds, milliseconds.
    counts: [usize; 3],
    number: Option<Example>,
    clocks: usize,
    midnights: usize,
    /// Times of day in UTC that are the same as the first one, and that one.
    alike: usize,
    clock: String,
    universal: Option<Example>,
    greatest: f64,
}

/// The earlier of two examples.
fn earlier(one: Option<Example>, other: Option<Example>) -> Option<Example> {
    match (one, other) {
        (Some(one), Some(other)) => Some(if one.0 <= other.0 { one } else { other }),
        (one, other) => one.or(other),
    }
}

impl Evidence {
    fn merged(mut self, other: Evidence) -> Evidence {
        self.filled += other.filled;
        self.day_first += other.day_first;
        self.month_first += other.month_first;
        self.either = earlier(self.either, other.either);
        let others = self.only.into_iter().zip(other.only);
        self.only =
            others.map(|(one, other)| earlier(one, other)).collect::<Vec<_>>().try_into().unwrap_or_default();
        self.counts.iter_mut().zip(other.counts).for_each(|(sum, count)| *sum += count);
        self.number = earlier(self.number, other.number);
        self.clocks += other.clocks;
        self.midnights += other.midnights;
        let is_same = self.universal.is_none() || other.universal.is_none() || self.clock == other.clock;
        if self.universal.is_none() {
            self.clock = other.clock;
        }
        self.alike = if is_same { self.alike + other.alike } else { self.alike.max(other.alike) };
        self.universal = earlier(self.universal, other.universal);
        self.greatest = self.greatest.max(other.greatest);
        self
    }

    fn add(&mut self, text: &str, example: impl Fn(String) -> Example) {
        self.filled += 1;
        match order_evidence(text) {
            Some(OrderEvidence::Only(DayOrder::DayFirst)) => {
                self.day_first += 1;
                self.only[0].get_or_insert_with(|| example(text.to_owned()));
            }
            Some(OrderEvidence::Only(DayOrder::MonthFirst)) => {
                self.month_first += 1;
                self.only[1].get_or_insert_with(|| example(text.to_owned()));
            }
            Some(OrderEvidence::Either) if self.either.is_none() => {
                self.either = Some(example(text.to_owned()));
            }
            _ => {}
        }
        if let Some(kind) = kind_of_number(text) {
            self.counts.iter_mut().skip(kind).take(1).for_each(|count| *count += 1);
            if self.number.is_none() {
                self.number = Some(example(text.to_owned()));
            }
        }
        if let Some(clock) = clock_of(text) {
            self.clocks += 1;
            let is_midnight = is_midnight(clock);
            self.midnights += usize::from(is_midnight);
            if let Some(clock) = clock.strip_suffix('Z').filter(|_| !is_midnight) {
                let clock = clock.split('.').next().unwrap_or(clock);
                if self.universal.is_none() {
                    self.universal = Some(example(text.to_owned()));
                    self.clock = clock.to_owned();
                }
                self.alike += usize::from(self.clock == clock);
            }
        }
        self.greatest = self.greatest.max(cell_values::importance(text).unwrap_or(0.0));
    }
}

/// What a whole number, or one with a fraction of a day, could count: 0 days, 1 seconds, 2 milliseconds.
fn kind_of_number(text: &str) -> Option<usize> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    match (whole.len(), fraction.is_empty()) {
        (5, _) => Some(0),
        (9 | 10, true) => Some(1),
        (12 | 13, true) => Some(2),
        _ => None,
    }
}

/// The time of day behind a day: what begins with the digits before the first colon.
fn clock_of(text: &str) -> Option<&str> {
    let (before, _) = text.split_once(':')?;
    let start = before.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
    let is_behind = before.get(..start)?.bytes().any(|byte| byte.is_ascii_digit());
    text.get(start..).filter(|_| is_behind && start < before.len())
}

/// Whether a time of day is the first moment of a day, in no zone or in UTC.
fn is_midnight(clock: &str) -> bool {
    let upper = clock.trim().to_ascii_uppercase();
    let plain = upper.trim_end_matches('Z').trim_end_matches("+00:00");
    if let Some(twelve) = plain.strip_suffix("AM") {
        return matches!(twelve.trim(), "12:00" | "12:00:00");
    }
    let (hour, rest) = plain.split_once(':').unwrap_or(("", ""));
    matches!(hour, "0" | "00") && rest.chars().all(|letter| matches!(letter, '0' | ':' | '.'))
}

/// Counts what stands in the columns that need it, in one pass over all rows.
pub(super) fn gather(grid: &Grid<'_>, first: usize, columns: &[Column]) -> Vec<Evidence> {
    let is_counted: Vec<bool> =
        columns.iter().map(|column| column.role.is_date() || column.role == Role::Importance).collect();
    let none = || vec![Evidence::default(); columns.len()];
    if !is_counted.contains(&true) {
        return none();
    }
    let rows: Vec<usize> = (first..grid.len()).step_by(PIECE).collect();
    let count = |start: &usize| {
        let mut all = none();
        for row in *start..grid.len().min(start.saturating_add(PIECE)) {
            for ((cell, is_counted), evidence) in grid.cells(row).0.into_iter().zip(&is_counted).zip(&mut all)
            {
                let text = cell.text.trim();
                if *is_counted && !text.is_empty() {
                    evidence.add(text, |text| (row, cell.range.clone(), text));
                }
            }
        }
        all
    };
    let merge = |one: Vec<Evidence>, other: Vec<Evidence>| {
        one.into_iter().zip(other).map(|(one, other)| one.merged(other)).collect()
    };
    rows.par_iter().map(count).reduce(none, merge)
}

/// Decides for each column what its evidence shows, and tells where that is a guess.
pub(super) fn decide(
    columns: &mut [Column],
    evidence: &[Evidence],
    mapping: Option<&Mapping>,
    log: &mut Log,
) {
    let told = mapping.and_then(|mapping| mapping.day).map(DayPlace::order);
    let total = |count: fn(&Evidence) -> usize| evidence.iter().map(count).sum::<usize>();
    let others = match (total(|found| found.day_first), total(|found| found.month_first)) {
        (0, 0) => None,
        (day, month) => Some(if day >= month { DayOrder::DayFirst } else { DayOrder::MonthFirst }),
    };
    for (column, found) in columns.iter_mut().zip(evidence) {
        let given =
            mapping.and_then(|mapping| mapping.columns.iter().find(|given| given.name == column.name));
        if column.role == Role::Importance {
            column.scale = scale(found.greatest);
        }
        if column.role.is_date() {
            column.order = told.or_else(|| order(column, found, others, log));
            numbers(column, found, given, log);
            clocks(column, found, log);
        }
    }
}

fn scale(greatest: f64) -> f64 {
    [1.0, 5.0, 10.0, 100.0].into_iter().find(|limit| greatest <= *limit).unwrap_or(greatest)
}

fn warning(column: &Column, (row, range, text): &Example, message: &str) -> Diagnostic {
    let row = Path::Row(row + 1);
    Diagnostic::new(Severity::Warning, range.clone(), &row.field(&column.name), message).found(text)
}

fn order(column: &Column, found: &Evidence, others: Option<DayOrder>, log: &mut Log) -> Option<DayOrder> {
    let (order, why) = match (found.day_first, found.month_first) {
        (0, 0) => (others.unwrap_or(DayOrder::DayFirst), others.map(|_| "as in other columns")),
        (_, 0) => return Some(DayOrder::DayFirst),
        (0, _) => return Some(DayOrder::MonthFirst),
        (day, month) => {
            mixed(column, found, log);
            match day.cmp(&month) {
                Ordering::Greater => (DayOrder::DayFirst, Some("as most others")),
                Ordering::Equal => (DayOrder::DayFirst, Some("though as many others have the month first")),
                Ordering::Less => (DayOrder::MonthFirst, Some("as most others")),
            }
        }
    };
    if let Some(example) = &found.either {
        let words = if order == DayOrder::DayFirst { "day first" } else { "month first" };
        let effect = why.map_or(format!("All such dates here are read with the {words}"), |why| {
            format!("Such dates here are read with the {words}, {why}")
        });
        log.push(
            warning(column, example, "Day and month of this date could be the other way round")
                .expected("A date such as 2021-04-03")
                .hint("Say under Columns…, or in the mapping beside the table, which number is the day")
                .effect(effect),
        );
    }
    Some(order)
}

/// Says that a column has dates of both orders, at the first of those that are fewer.
fn mixed(column: &Column, found: &Evidence, log: &mut Log) {
    let [day_first, month_first] = &found.only;
    let (fewer, others, words) = if found.day_first < found.month_first {
        (day_first, found.month_first, ("day", "month"))
    } else {
        (month_first, found.day_first, ("month", "day"))
    };
    let Some(example) = fewer else { return };
    let message =
        format!("This date has the {} first, and {} here the {}", words.0, grouped(others as u64), words.1);
    log.push(
        warning(column, example, &message)
            .expected("Days and months in one order throughout, or dates such as 2021-04-03")
            .hint("Look whether these rows come from two sources")
            .effect("Each is read in the only order that makes a day of it"),
    );
}

fn numbers(column: &mut Column, found: &Evidence, given: Option<&ColumnMapping>, log: &mut Log) {
    if let Some(given) = given {
        column.numbers = given.numbers;
        return;
    }
    let kinds = [Numbers::SpreadsheetDays, Numbers::Seconds, Numbers::Milliseconds];
    let most = kinds.into_iter().zip(found.counts).find(|(_, count)| count * 10 >= found.filled * 9);
    let (Some((numbers, _)), Some(example)) = (most.filter(|(_, count)| *count > 0), &found.number) else {
        return;
    };
    column.numbers = numbers;
    let what = numbers.label().to_lowercase();
    log.push(
        warning(column, example, &format!("The numbers in this column are probably {what}"))
            .expected("Dates such as 2022-03-29")
            .hint("Say under Columns…, or in the mapping beside the table, what they count if this is wrong")
            .effect("They are read so"),
    );
}

fn clocks(column: &mut Column, found: &Evidence, log: &mut Log) {
    // Spreadsheets and databases add a midnight to days that have none.
    column.is_midnight = found.midnights > 0 && found.midnights == found.clocks;
    let (Some(example), true) = (&found.universal, found.alike >= FEW) else { return };
    if found.alike * 10 >= found.clocks * 8 {
        let message = format!(
            "{} times here are at {} UTC, and probably mean whole days elsewhere",
            found.alike, found.clock
        );
        log.push(
            warning(column, example, &message)
                .expected("The day itself, such as 1885-12-23, where no time is meant")
                .effect("Read as the moments that they state"),
        );
    }
}
