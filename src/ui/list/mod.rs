//! The events as a table in the place of the picture: what it keeps from frame to frame, and how one moves in it.

mod cells;
mod copied;
mod head;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Instant;

use egui::{Key, Modifiers, Ui};

use super::app::App;
use super::worker::{Later, Pace, Task};
use super::{Request, style};
use crate::session::Command;
use dateline_timeline::model::EventId;
use dateline_timeline::query::{ListColumn, ListSort, Matches, listed};

/// What the order of the rows was made from.
#[derive(Clone, Debug, PartialEq)]
struct OrderKey {
    revision: u64,
    matches: Arc<Matches>,
    sort: ListSort,
}

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
        let hidden = BTreeSet::from([ListColumn::Length, ListColumn::Place]);
        ListColumns { hidden, widths: BTreeMap::new() }
    }
}

impl ListColumns {
    /// The columns that are shown, from left to right. The title always is.
    fn shown(&self) -> impl Iterator<Item = ListColumn> {
        let is_shown = |column: &ListColumn| *column == ListColumn::Title || !self.hidden.contains(column);
        ListColumn::ALL.iter().copied().filter(is_shown)
    }
}

/// What the table keeps from frame to frame.
pub struct List {
    sort: ListSort,
    order: Later<OrderKey, Arc<Vec<EventId>>>,
    /// The selected event and the order that were last brought into view.
    brought: Option<(EventId, Arc<Vec<EventId>>)>,
    /// Rows that the arrows are to move on, counted downwards.
    steps: isize,
    /// How many whole rows were seen.
    page: usize,
    /// A row has the keyboard: it goes with the selection.
    has_focus: bool,
    /// The widest date that was seen of a file, in points, with the revision of the session: the column goes on having
    /// room for it while rows are scrolled.
    widest_date: (u64, f32),
    /// Columns for which there was no room.
    dropped: Vec<ListColumn>,
}

impl Default for List {
    fn default() -> Self {
        List {
            sort: ListSort::default(),
            order: Later::new(Task::List),
            brought: None,
            steps: 0,
            page: 1,
            has_focus: false,
            widest_date: (0, 0.0),
            dropped: Vec::new(),
        }
    }
}

impl List {
    /// Takes over the order that was made beside the window.
    pub(super) fn collect(&mut self, pace: &Pace) {
        self.order.collect(pace);
    }

    /// Whether an order is being made, and since when it is waited for.
    pub(super) fn awaited(&self) -> Option<(Task, Instant)> {
        self.order.awaited()
    }

    /// Moves the selection by rows in the next frame.
    pub(super) fn step(&mut self, rows: isize) {
        self.steps = self.steps.saturating_add(rows);
    }

    /// Sorts by a column; the other way round when it is sorted by it already.
    fn sort_by(&mut self, column: ListColumn) {
        let is_descending = self.sort.column == column && !self.sort.is_descending;
        self.sort = ListSort { column, is_descending };
    }
}

/// Shows the table in all of the space there is.
pub(super) fn show(app: &mut App, ui: &mut Ui) {
    let theme = style::theme(ui);
    ui.painter().rect_filled(ui.max_rect(), 0.0, style::color(theme.canvas));
    ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
    let order = app.list_order();
    head::show(app, ui, order.as_ref());
    let Some(order) = order else { return };
    read_keys(app, ui, &order);
    if order.is_empty() {
        head::nothing_ui(ui);
        return;
    }
    table::show(app, ui, &order);
}

impl App {
    /// The rows from top to bottom; of a large file the last ones until the new order is made, `None` before there
    /// is any.
    fn list_order(&mut self) -> Option<Arc<Vec<EventId>>> {
        let session = &self.session;
        let key = OrderKey {
            revision: session.revision(),
            matches: Arc::clone(session.matches()),
            sort: self.list.sort,
        };
        let timeline = Arc::clone(&session.document().timeline);
        let worker = self.is_large().then_some(&self.worker);
        let made = self.list.order.follow(worker, key, move |key, stop| {
            listed(&timeline, &key.matches, key.sort, stop).map(Arc::new)
        });
        made.filter(|(key, _)| key.revision == session.revision()).map(|(_, order)| Arc::clone(order))
    }
}

/// Moves the selection: arrows by one row, the page keys by as many as are seen, End to the last one.
fn read_keys(app: &mut App, ui: &Ui, order: &[EventId]) {
    let mut steps = std::mem::take(&mut app.list.steps);
    if !ui.ctx().text_edit_focused() && app.session.overlay().is_none() {
        let page = app.list.page.max(1) as isize;
        ui.input_mut(|input| {
            steps += input.count_and_consume_key(Modifiers::NONE, Key::PageDown) as isize * page;
            steps -= input.count_and_consume_key(Modifiers::NONE, Key::PageUp) as isize * page;
            if input.consume_key(Modifiers::NONE, Key::End) {
                steps = isize::MAX;
            }
        });
    }
    if steps == 0 {
        return;
    }
    let last = order.len().saturating_sub(1);
    let row = app.session.selected().and_then(|event| order.iter().position(|other| *other == event));
    let goal = match row {
        Some(row) => row.saturating_add_signed(steps).min(last),
        None if steps == isize::MAX => last,
        None => 0,
    };
    if let Some(event) = order.get(goal).filter(|event| app.session.selected() != Some(**event)) {
        app.asks.command(Command::Select(Some(*event)));
    }
}

impl App {
    /// Puts the list on the clipboard as it is sorted, one event in a line, a tab between columns.
    fn copy_list(&mut self, order: &[EventId]) {
        let columns: Vec<ListColumn> = self.kept.columns.shown().collect();
        let text = copied::text(&self.session.document().timeline, order, &columns);
        self.asks.ask(Request::Copy(text));
    }
}
