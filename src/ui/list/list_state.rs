//! What the list keeps from frame to frame: columns, sorting, and the order of the rows.

use std::sync::Arc;
use std::time::Instant;

use crate::session::ListColumns;
use crate::ui::view_context::ViewContext;
use crate::work::{Background, Budget, Task};
use dateline_timeline::model::EventId;
use dateline_timeline::query::{ListColumn, ListSort, Matches, listed};

/// What the order of the rows was made from.
#[derive(Clone, Debug, PartialEq)]
struct OrderKey {
    revision: u64,
    matches: Arc<Matches>,
    sort: ListSort,
}

/// The selected event and the order of rows that were last brought into view.
pub(super) struct Brought {
    pub event: EventId,
    pub order: Arc<Vec<EventId>>,
}

/// The widest date that was seen of a document, so that the column keeps room for it while rows are scrolled.
#[derive(Clone, Copy, Default)]
pub(super) struct WidestDate {
    /// The revision of the session that it was seen in.
    pub revision: u64,
    /// In points.
    pub width: f32,
}

/// What the table keeps from frame to frame.
pub(in crate::ui) struct List {
    /// The columns, which survive a restart.
    pub(in crate::ui) columns: ListColumns,
    pub(super) sort: ListSort,
    order: Background<OrderKey, Arc<Vec<EventId>>>,
    pub(super) brought: Option<Brought>,
    /// Rows that the arrows are to move on, counted downwards.
    pub(super) steps: isize,
    /// How many whole rows were seen.
    pub(super) page: usize,
    /// A row has the keyboard: it goes with the selection.
    pub(super) has_focus: bool,
    pub(super) widest_date: WidestDate,
    /// Columns for which there was no room.
    pub(super) dropped: Vec<ListColumn>,
}

impl List {
    /// A list with these columns, which nothing was shown in yet.
    pub(in crate::ui) fn new(columns: ListColumns) -> List {
        List {
            columns,
            sort: ListSort::default(),
            order: Background::new(Task::List),
            brought: None,
            steps: 0,
            page: 1,
            has_focus: false,
            widest_date: WidestDate::default(),
            dropped: Vec::new(),
        }
    }

    /// Takes over the order that was made beside the window.
    pub(in crate::ui) fn collect(&mut self, budget: &Budget) {
        self.order.collect(budget);
    }

    /// Whether an order is being made, and since when it is waited for.
    pub(in crate::ui) fn awaited(&self) -> Option<(Task, Instant)> {
        self.order.awaited()
    }

    /// Moves the selection by rows in the next frame.
    pub(in crate::ui) fn step(&mut self, rows: isize) {
        self.steps = self.steps.saturating_add(rows);
    }

    /// The rows from top to bottom; of a large file the last ones until the new order is made, `None` before
    /// there is any.
    pub(super) fn order(&mut self, view: &ViewContext<'_>) -> Option<Arc<Vec<EventId>>> {
        let session = view.session;
        let key = OrderKey {
            revision: session.revision(),
            matches: Arc::clone(session.matches()),
            sort: self.sort,
        };
        let timeline = Arc::clone(&session.document().timeline);
        let made = self.order.follow(view.worker_if_large(), key, move |key, stop| {
            listed(&timeline, &key.matches, key.sort, stop).map(Arc::new)
        });
        made.filter(|(key, _)| key.revision == session.revision()).map(|(_, order)| Arc::clone(order))
    }

    /// Sorts by a column; the other way round when it is sorted by it already.
    pub(super) fn sort_by(&mut self, column: ListColumn) {
        let is_descending = self.sort.column == column && !self.sort.is_descending;
        self.sort = ListSort { column, is_descending };
    }
}
