//! What the columns of a table are for, by their names and by what stands in them.

use dateline_time::phrases::{DayOrder, read_any_notation};
use std::collections::HashSet;

use super::cell_values;
use super::column_names::{DOUBTFUL, by_name, plain_name};
use super::grid::Grid;
use super::role::Role;
use crate::import::link;

/// So many filled rows are looked at.
const ROWS: usize = 200;
/// Longest text that is a title.
const LONGEST_TITLE: usize = 200;

/// The values of the columns in the first rows, without the empty ones.
pub(crate) struct Samples {
    /// By column.
    pub values: Vec<Vec<String>>,
}

impl Samples {
    /// Takes the first rows from an index on.
    pub fn new(grid: &Grid<'_>, first: usize, columns: usize) -> Samples {
        let mut values = vec![Vec::new(); columns];
        for row in (first..grid.len()).filter(|row| !grid.is_blank(*row)).take(ROWS) {
            for (cell, list) in grid.cells(row).0.into_iter().zip(&mut values) {
                let text = cell.text.trim();
                if !text.is_empty() {
                    list.push(text.to_owned());
                }
            }
        }
        Samples { values }
    }

    fn of(&self, column: usize) -> &[String] {
        self.values.get(column).map_or(&[], Vec::as_slice)
    }

    /// The share of values that are so; 0 where there are none.
    fn share(&self, column: usize, is_so: impl Fn(&str) -> bool) -> f32 {
        let values = self.of(column);
        let count = values.iter().filter(|value| is_so(value)).count();
        count as f32 / values.len().max(1) as f32
    }
}

/// The roles of columns. Those in `given` are said by somebody.
pub(super) fn roles(names: &[String], given: &[Option<Role>], samples: &Samples) -> Vec<Role> {
    let plain: Vec<String> = names.iter().map(|name| plain_name(name)).collect();
    let mut roles: Vec<Option<Role>> = given.to_vec();
    roles.resize(names.len(), None);
    by_names(&plain, &mut roles, samples);
    by_content(&mut roles, samples);
    settle(&mut roles, given);
    roles.into_iter().map(|role| role.unwrap_or(Role::Keep)).collect()
}

fn has(roles: &[Option<Role>], role: Role) -> bool {
    roles.contains(&Some(role))
}

/// The columns whose names are known; of several with one role the one with the surest name.
fn by_names(plain: &[String], roles: &mut [Option<Role>], samples: &Samples) {
    let mut meant: Vec<(usize, usize, Role)> = Vec::new();
    for (column, name) in plain.iter().enumerate() {
        let Some((role, rank)) = by_name(name) else { continue };
        let is_free = roles.get(column).is_some_and(Option::is_none);
        if is_free && agrees(name, role, column, samples) {
            meant.push((rank, column, role));
        }
    }
    meant.sort_unstable_by_key(|(rank, column, _)| (*rank, *column));
    for (_, column, role) in meant {
        // Of "name" and "title" only one is the title.
        let is_taken = has(roles, role) && (!role.may_repeat() || role == Role::Title);
        if let Some(index) = roles.get_mut(column).filter(|_| !is_taken) {
            *index = Some(role);
        }
    }
}

/// Whether what stands in a column agrees with what its name means.
fn agrees(name: &str, role: Role, column: usize, samples: &Samples) -> bool {
    let values = samples.of(column);
    if values.is_empty() {
        return true;
    }
    match role {
        Role::Status => samples.share(column, |value| cell_values::status(value).is_some()) >= 0.5,
        Role::Importance => samples.share(column, |value| cell_values::importance(value).is_some()) >= 0.5,
        Role::Zone => samples.share(column, |value| dateline_time::Zone::parse(value).is_ok()) >= 0.5,
        Role::Precision => samples.share(column, |value| cell_values::precision(value).is_some()) >= 0.5,
        Role::Time | Role::EndTime => samples.share(column, |value| value.contains(':')) >= 0.3,
        Role::SourceUrl => {
            samples.share(column, |value| link(value).is_some() || value.contains("://")) >= 0.3
        }
        Role::Id => {
            // Of a few rows one may be a slip; of many that repeat, none is an id.
            let different = values.iter().collect::<HashSet<_>>().len();
            different * 10 >= values.len() * 9 || values.len() < 20 && different * 2 > values.len()
        }
        Role::Month | Role::EndMonth => {
            samples.share(column, |value| cell_values::month(value).is_some()) >= 0.5
        }
        Role::Day | Role::EndDay => samples.share(column, |value| value.len() <= 2) >= 0.5,
        _ if role.is_date() && DOUBTFUL.contains(&name) => samples.share(column, is_when) >= 0.3,
        _ => true,
    }
}

fn is_date(value: &str) -> bool {
    read_any_notation(value, Some(DayOrder::DayFirst)).is_ok()
}

/// Whether a value says when, possibly as a number.
fn is_when(value: &str) -> bool {
    let is_number = value.len() <= 13 && value.bytes().all(|byte| byte.is_ascii_digit());
    is_number || is_date(value)
}

/// Finds the date and the title where no name told which column they are.
fn by_content(roles: &mut [Option<Role>], samples: &Samples) {
    let when = [Role::Date, Role::Start, Role::Year, Role::End];
    if !when.iter().any(|role| has(roles, *role)) {
        let is_free = |column: usize| roles.get(column).is_some_and(Option::is_none);
        let shares: Vec<(usize, f32)> = (0..roles.len())
            .filter(|column| is_free(*column))
            .map(|column| (column, samples.share(column, is_date)))
            .filter(|(_, share)| *share >= 0.6)
            .collect();
        let first =
            shares.iter().copied().reduce(|best, other| if other.1 > best.1 + 0.2 { other } else { best });
        if let Some((column, _)) = first
            && let Some(index) = roles.get_mut(column)
        {
            *index = Some(Role::Date);
        }
    }
    for column in 0..roles.len() {
        let is_free = roles.get(column).is_some_and(Option::is_none);
        if is_free
            && !has(roles, Role::SourceUrl)
            && samples.share(column, |value| link(value).is_some()) >= 0.8
        {
            roles.get_mut(column).into_iter().for_each(|index| *index = Some(Role::SourceUrl));
        }
    }
    if !has(roles, Role::Title) {
        let best = (0..roles.len())
            .filter(|column| matches!(roles.get(*column), Some(None | Some(Role::Summary))))
            .map(|column| (column, likeness_to_title(column, roles, samples)))
            .filter(|(_, likeness)| *likeness > 0.3)
            .reduce(|best, other| if other.1 > best.1 + 0.15 { other } else { best });
        if let Some((column, _)) = best
            && let Some(index) = roles.get_mut(column)
        {
            *index = Some(Role::Title);
        }
    }
}

/// How much the values of a column are like titles, from 0 to 1: words, of some length, and each another one.
fn likeness_to_title(column: usize, roles: &[Option<Role>], samples: &Samples) -> f32 {
    let values = samples.of(column);
    let is_wordy = |value: &str| {
        let letters = value.chars().filter(|letter| letter.is_alphabetic()).count();
        letters >= 2 && value.chars().count() <= LONGEST_TITLE && link(value).is_none() && !is_date(value)
    };
    let different = values.iter().collect::<HashSet<_>>().len() as f32 / values.len().max(1) as f32;
    let has_spaces = samples.share(column, |value| value.contains(char::is_whitespace));
    let summary = if roles.get(column).copied().flatten() == Some(Role::Summary) { 0.8 } else { 1.0 };
    samples.share(column, is_wordy) * (0.4 + 0.6 * different) * (0.6 + 0.4 * has_spaces) * summary
}

/// What several columns say together.
fn settle(roles: &mut [Option<Role>], given: &[Option<Role>]) {
    let is_given = |column: usize| given.get(column).copied().flatten().is_some();
    let has_whole = has(roles, Role::Date) || has(roles, Role::Start);
    let has_year = has(roles, Role::Year);
    for (_, index) in roles.iter_mut().enumerate().filter(|(column, _)| !is_given(*column)) {
        let Some(role) = *index else { continue };
        let is_idle = match role {
            // The year beside a whole date says nothing more.
            Role::Year | Role::Month | Role::Day => has_whole,
            _ => false,
        };
        if is_idle {
            *index = Some(Role::Keep);
        }
        if !has_whole && !has_year && matches!(role, Role::Month | Role::Day) {
            *index = Some(Role::Keep);
        }
    }
}
