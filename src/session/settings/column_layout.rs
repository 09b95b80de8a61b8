//! The columns of the list, as they were left.

use std::collections::{BTreeMap, BTreeSet};

use dateline_timeline::query::ListColumn;

/// Which columns are shown, and how wide they were dragged. It survives a restart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListColumns {
    /// Those that are not shown.
    pub hidden: BTreeSet<ListColumn>,
    /// Widths in points of those that were dragged.
    pub widths: BTreeMap<ListColumn, u16>,
}

impl Default for ListColumns {
    fn default() -> Self {
        let hidden = BTreeSet::from([ListColumn::Length, ListColumn::FileOrder]);
        ListColumns { hidden, widths: BTreeMap::new() }
    }
}

impl ListColumns {
    /// The columns that are shown, from left to right. The title always is.
    pub fn shown(&self) -> impl Iterator<Item = ListColumn> {
        let is_shown = |column: &ListColumn| *column == ListColumn::Title || !self.hidden.contains(column);
        ListColumn::ALL.iter().copied().filter(is_shown)
    }
}
