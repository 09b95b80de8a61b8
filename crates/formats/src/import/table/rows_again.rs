//! Rows of a table that are read again, each by itself.

use super::grid::{Grid, Syntax};
use super::plan::Plan;
use super::row_draft::read_in;
use super::source_numbers::SourceNumbers;
use crate::import::{Draft, ReadAgain};
use dateline_timeline::model::EventId;

/// What it takes to read a row without the table around it.
#[derive(Debug)]
pub(crate) struct RowsAgain {
    plan: Plan<'static>,
    syntax: Syntax,
    sources: SourceNumbers,
}

impl RowsAgain {
    /// Rows of a plan, whose sources have these numbers.
    pub fn new(plan: &Plan<'_>, sources: SourceNumbers) -> RowsAgain {
        RowsAgain { plan: plan.without_rows(), syntax: plan.grid.syntax(), sources }
    }

    /// The draft of the row that a record holds. `complete` is given the draft and a grid of this one row,
    /// and adds what stands in columns that only one format has, before sources are told apart.
    pub fn draft_with(&self, record: &str, complete: impl FnOnce(&mut Draft, &Grid<'_>)) -> Option<Draft> {
        let grid = Grid::of_row(record, self.syntax);
        let mut draft = read_in(&grid, &self.plan, 0).draft?;
        complete(&mut draft, &grid);
        self.sources.apply(&mut draft);
        Some(draft)
    }
}

impl ReadAgain for RowsAgain {
    fn draft(&self, _: EventId, record: &str) -> Option<Draft> {
        self.draft_with(record, |_, _| {})
    }
}
