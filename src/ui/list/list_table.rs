//! The table itself: heads that sort and are dragged wider, and the rows in view. Dates are whole; where
//! there is no room, titles are cut, and then columns are left out.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{CursorIcon, EventFilter, Id, Rect, Response, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};
use egui_extras::{Column, TableBuilder, TableRow};

use super::cells;
use super::list_state::{Brought, List, WidestDate};
use crate::session::ListColumns;
use crate::session::{Action, Command, Session};
use dateline_picture::scene::{self, Theme, TypeSize, no_date_text};
use dateline_timeline::model::{EventId, Status, Timeline};
use dateline_timeline::query::{Attribute, ListColumn, ListSort, Terms};

use crate::ui::view_context::ViewContext;
use crate::ui::widgets::{Icon, Mark, Text, focus_ring, paint_icon, paint_left, paint_mark, paint_right};
use crate::ui::{Asks, style};

/// Height of a row, and of the row of heads, in points.
const ROW_HEIGHT: f32 = 32.0;
const HEAD_HEIGHT: f32 = 32.0;
/// Air at both sides of a cell.
const SIDE: f32 = 8.0;
/// Air at the left and the right edge of the table.
const MARGIN: f32 = 8.0;
/// The title is never narrower than this; then the table is scrolled sideways.
const LEAST_TITLE: f32 = 200.0;
/// How narrow and how wide a column can be dragged.
const WIDTHS: (f32, f32) = (56.0, 600.0);
/// Room before the title for the shape of its lane.
const LEAD: f32 = 24.0;

/// Room for which the columns are as narrow, and as wide, as they are without being dragged.
const ROOMS: (f32, f32) = (900.0, 1400.0);

/// The column of dates is as wide as the longest one seen, but never narrower or wider than this, and never
/// takes a larger share of the table.
const DATE_WIDTHS: (f32, f32) = (88.0, 320.0);
const DATE_SHARE: f32 = 0.5;

/// Columns that are left out where there is no room for them beside the title, the first one first.
const LEFT_OUT_FIRST: [ListColumn; 7] = [
    ListColumn::FileOrder,
    ListColumn::Length,
    ListColumn::Of(Attribute::Tag),
    ListColumn::Of(Attribute::Source),
    ListColumn::Of(Attribute::Actor),
    ListColumn::Of(Attribute::Status),
    ListColumn::Of(Attribute::Lane),
];

/// The width that a column has until it is dragged, in a narrow and in a wide table; the title takes what is
/// left.
const fn usual_widths(column: ListColumn) -> (f32, f32) {
    match column {
        // As wide as the dates are, once they are known.
        ListColumn::Date => (DATE_WIDTHS.0, DATE_WIDTHS.0),
        ListColumn::Title => (LEAST_TITLE, LEAST_TITLE),
        ListColumn::Of(Attribute::Lane) => (100.0, 176.0),
        ListColumn::Of(Attribute::Status) => (80.0, 120.0),
        ListColumn::Of(Attribute::Actor) => (104.0, 220.0),
        ListColumn::Of(Attribute::Tag) => (80.0, 152.0),
        ListColumn::Of(Attribute::Source) => (84.0, 176.0),
        ListColumn::Of(_) => (104.0, 176.0),
        ListColumn::Length | ListColumn::FileOrder => (88.0, 104.0),
    }
}

/// The columns that are shown with their widths, for a table at least so wide, and those for which there is
/// no room. `date` is the width of the longest date; the column by which rows are sorted is left out last.
fn widths(
    columns: &ListColumns,
    room: f32,
    date: f32,
    sorted: ListColumn,
) -> (Vec<(ListColumn, f32)>, Vec<ListColumn>) {
    let share = ((room - ROOMS.0) / (ROOMS.1 - ROOMS.0)).clamp(0.0, 1.0);
    let usual = |column: ListColumn| {
        let (narrow, wide) = usual_widths(column);
        if column == ListColumn::Date {
            let widest = DATE_WIDTHS.1.min(room * DATE_SHARE).max(DATE_WIDTHS.0);
            return (date.ceil() + 2.0 * SIDE).clamp(DATE_WIDTHS.0, widest).round();
        }
        (narrow + (wide - narrow) * share).round()
    };
    let width = |column: ListColumn| {
        columns.widths.get(&column).map_or_else(|| usual(column), |width| f32::from(*width))
    };
    let mut shown: Vec<ListColumn> = columns.shown().collect();
    let others = |shown: &[ListColumn]| -> f32 {
        shown.iter().filter(|column| **column != ListColumn::Title).map(|column| width(*column)).sum()
    };
    let mut dropped = Vec::new();
    let in_turn = LEFT_OUT_FIRST.iter().filter(|column| **column != sorted);
    for column in in_turn.chain(LEFT_OUT_FIRST.iter().filter(|column| **column == sorted)) {
        if others(&shown) + LEAST_TITLE <= room {
            break;
        }
        if shown.contains(column) {
            shown.retain(|other| other != column);
            dropped.push(*column);
        }
    }
    let title = (room - others(&shown)).max(LEAST_TITLE);
    let own = |column| if column == ListColumn::Title { title } else { width(column) };
    (shown.into_iter().map(|column| (column, own(column))).collect(), dropped)
}

pub(super) fn show(
    ui: &mut Ui,
    context: &ViewContext<'_>,
    list: &mut List,
    order: &Arc<Vec<EventId>>,
    asks: &mut Asks,
) {
    let session = context.session;
    let theme = style::theme(ui);
    let room = ui.available_rect_before_wrap();
    list.page = ((room.height() - HEAD_HEIGHT) / ROW_HEIGHT).floor().max(1.0) as usize;
    let to_bring = row_to_bring(session, list, order);
    let date = widest_date(ui, session, list, order);
    let (columns, dropped) = widths(&list.columns, room.width() - 2.0 * MARGIN, date, list.sort.column);
    if list.dropped != dropped {
        list.dropped = dropped;
        ui.ctx().request_repaint();
    }
    let whole: f32 = columns.iter().map(|(_, width)| width).sum::<f32>() + 2.0 * MARGIN;
    let ctx = ui.ctx().clone();
    let had_focus = std::mem::take(&mut list.has_focus);
    ScrollArea::horizontal().auto_shrink([false, false]).show(ui, |ui| {
        ui.set_width(whole.max(room.width()));
        let mut table = TableBuilder::new(ui)
            .id_salt("list")
            .sense(Sense::hover())
            .auto_shrink([false, false])
            .animate_scrolling(false)
            .column(Column::exact(MARGIN).clip(false));
        for (_, width) in &columns {
            table = table.column(Column::exact(*width).clip(false));
        }
        if let Some(row) = to_bring {
            table = table.scroll_to_row(row, None);
        }
        table
            .header(HEAD_HEIGHT, |mut row| {
                row.col(|_| {});
                for (column, _) in &columns {
                    row.col(|ui| head_ui(ui, &theme, *column, list));
                }
            })
            .body(|body| {
                let terms = session.query().terms();
                let view = View { session, theme: &theme, columns: &columns, terms, whole };
                let mut met = Met::default();
                body.rows(ROW_HEIGHT, order.len(), |row| {
                    if let Some(event) = order.get(row.index()) {
                        view.row_ui(row, *event, &mut met);
                    }
                });
                if met.widest_date > date {
                    list.widest_date = WidestDate { revision: session.revision(), width: met.widest_date };
                    ctx.request_repaint();
                }
                list.has_focus = met.has_focus;
                met.ask(asks);
            });
    });
    if had_focus
        && to_bring.is_some()
        && let Some(event) = session.selected()
    {
        // The keyboard goes with the selection.
        ui.memory_mut(|memory| memory.request_focus(row_id(event)));
    }
}

/// The width of the longest date that was seen of the file; of the first rows before any was.
fn widest_date(ui: &Ui, session: &Session, list: &mut List, order: &[EventId]) -> f32 {
    let revision = session.revision();
    if list.widest_date.revision != revision || list.widest_date.width <= 0.0 {
        let timeline = &session.document().timeline;
        let width = |event: &EventId| date_width(ui, &date_text(timeline, *event));
        let widest = order.iter().take(list.page).map(width).fold(0.0, f32::max);
        list.widest_date = WidestDate { revision, width: widest };
    }
    list.widest_date.width
}

/// The date of an event as the table says it.
fn date_text(timeline: &Timeline, event: EventId) -> String {
    let text = cells::text(timeline, event, ListColumn::Date);
    if text.is_empty() { no_date_text(timeline, event).to_owned() } else { text }
}

fn row_id(event: EventId) -> Id {
    Id::unique(("list row", event.index()))
}

/// The row of the selected event, when it or the order is another one than in the last frame.
fn row_to_bring(session: &Session, list: &mut List, order: &Arc<Vec<EventId>>) -> Option<usize> {
    let selected = session.selected()?;
    let is_brought = list
        .brought
        .as_ref()
        .is_some_and(|brought| brought.event == selected && Arc::ptr_eq(&brought.order, order));
    if is_brought {
        return None;
    }
    list.brought = Some(Brought { event: selected, order: Arc::clone(order) });
    order.iter().position(|event| *event == selected)
}

/// What the pointer or the keyboard did to rows in this frame.
#[derive(Default)]
struct Met {
    selected: Option<EventId>,
    shown: Option<EventId>,
    has_focus: bool,
    /// The width of the longest date among the rows in view.
    widest_date: f32,
}

impl Met {
    fn ask(&self, asks: &mut Asks) {
        if let Some(event) = self.shown {
            asks.command(Command::Select(Some(event)));
            asks.act(Action::FitSelection);
        } else if let Some(event) = self.selected {
            asks.command(Command::Select(Some(event)));
        }
    }
}

/// What all rows of a frame are drawn from.
struct View<'a> {
    session: &'a Session,
    theme: &'a Theme,
    columns: &'a [(ListColumn, f32)],
    terms: Terms,
    /// Width of a row from edge to edge.
    whole: f32,
}

impl View<'_> {
    fn row_ui(&self, mut row: TableRow<'_, '_>, event: EventId, met: &mut Met) {
        row.col(|ui| {
            let start = ui.max_rect();
            let rect =
                Rect::from_min_size(start.min, vec2(self.whole.max(ui.clip_rect().width()), ROW_HEIGHT));
            let response = self.ground_ui(ui, rect, event);
            met.has_focus |= response.has_focus();
            if response.double_clicked() || response.triple_clicked() {
                met.shown = Some(event);
            } else if response.clicked() {
                met.selected = Some(event);
            }
        });
        for (column, _) in self.columns {
            row.col(|ui| {
                if *column == ListColumn::Date {
                    let date = date_text(&self.session.document().timeline, event);
                    met.widest_date = met.widest_date.max(date_width(ui, &date));
                }
                self.cell_ui(ui, event, *column);
            });
        }
    }

    /// The row as one thing to click, under all its cells.
    fn ground_ui(&self, ui: &Ui, rect: Rect, event: EventId) -> Response {
        let response = ui.interact(rect, row_id(event), Sense::click());
        let is_selected = self.session.selected() == Some(event);
        let timeline = &self.session.document().timeline;
        response.widget_info(|| {
            WidgetInfo::selected(Role::Row, true, is_selected, scene::event_label(timeline, event))
        });
        if is_selected {
            ui.painter().rect_filled(rect, 0.0, style::color(self.theme.accent_soft));
            let edge = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
            ui.painter().rect_filled(edge, 0.0, style::color(self.theme.accent));
        } else if response.hovered() {
            ui.painter().rect_filled(rect, 0.0, style::color(self.theme.ink.with_opacity(0.04)));
        }
        let line = Rect::from_min_max(pos2(rect.left(), rect.bottom() - 1.0), rect.max);
        ui.painter().rect_filled(line, 0.0, style::color(self.theme.grid2));
        if response.has_focus() {
            // Arrows move the selection here and do not look for the next widget.
            let arrows =
                EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
            focus_ring(ui.painter(), self.theme, &response, rect.shrink(4.0), 3);
        }
        response.on_hover_cursor(CursorIcon::PointingHand)
    }

    fn cell_ui(&self, ui: &Ui, event: EventId, column: ListColumn) {
        let rect = ui.max_rect();
        let timeline = &self.session.document().timeline;
        let text = cells::text(timeline, event, column);
        let (left, right) = (rect.left() + SIDE, rect.right() - SIDE);
        match column {
            ListColumn::Title => {
                let lead = Rect::from_min_size(pos2(left, rect.center().y - 8.0), vec2(16.0, 16.0));
                let lane = self.theme.lane(self.session.lane_style(event));
                paint_mark(ui.painter(), Mark::Lane(lane), lead, self.theme);
                let galley = self.title(event, &text).cut(ui, right - left - LEAD);
                paint_left(ui.painter(), rect, left + LEAD, galley);
            }
            ListColumn::FileOrder => {
                let galley = Text::new(&text, TypeSize::LABEL, self.theme.muted).line(ui);
                paint_right(ui.painter(), rect, right, galley);
            }
            ListColumn::Date => {
                let ink = if text.is_empty() { self.theme.muted } else { self.theme.ink };
                let date = Text::new(&date_text(timeline, event), TypeSize::LABEL, ink);
                paint_left(ui.painter(), rect, left, date.cut(ui, right - left));
            }
            _ => {
                let ink = self.theme.ink2;
                let galley = Text::new(&text, TypeSize::LABEL, ink).cut(ui, right - left);
                paint_left(ui.painter(), rect, left, galley);
            }
        }
    }

    /// The title, with the text that is searched for marked, and struck through when it was cancelled.
    fn title(&self, event: EventId, title: &str) -> Text {
        let is_cancelled = self.session.document().timeline.status(event) == Status::Cancelled;
        let ink = if is_cancelled { self.theme.muted } else { self.theme.ink };
        let mut format = style::text_format(TypeSize::BODY, false, ink);
        if is_cancelled {
            format.strikethrough = egui::Stroke::new(1.0, style::color(ink));
        }
        let mut marked = format.clone();
        marked.background = style::color(self.theme.hit);
        marked.color = style::color(self.theme.ink);
        let mut text = Text::default();
        let mut end = 0;
        for hit in self.terms.hits_in(title) {
            text = text.then_formatted(title.get(end..hit.start).unwrap_or_default(), format.clone());
            text = text.then_formatted(title.get(hit.clone()).unwrap_or_default(), marked.clone());
            end = hit.end;
        }
        text.then_formatted(title.get(end..).unwrap_or_default(), format)
    }
}

fn date_width(ui: &Ui, date: &str) -> f32 {
    Text::new(date, TypeSize::LABEL, style::theme(ui).ink).line(ui).size().x
}

/// The head of a column: a click sorts, its edge makes it wider.
fn head_ui(ui: &Ui, theme: &Theme, column: ListColumn, list: &mut List) {
    let rect = ui.max_rect();
    let sort = list.sort;
    let response = ui.interact(rect, Id::unique(("list head", column)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, head_text(column, sort)));
    let is_sorted = sort.column == column;
    let ink = if is_sorted || response.hovered() { theme.ink } else { theme.ink2 };
    let right = rect.right() - SIDE - if is_sorted { 18.0 } else { 0.0 };
    let text = if is_sorted {
        Text::bold(column.label(), TypeSize::LABEL, ink)
    } else {
        Text::new(column.label(), TypeSize::LABEL, ink)
    };
    let lead = if column == ListColumn::Title { LEAD } else { 0.0 };
    let galley = text.cut(ui, right - rect.left() - SIDE - lead);
    let painted = if column == ListColumn::FileOrder {
        paint_right(ui.painter(), rect, right, galley)
    } else {
        paint_left(ui.painter(), rect, rect.left() + SIDE + lead, galley)
    };
    if is_sorted {
        let icon = if sort.is_descending { Icon::ArrowDown } else { Icon::ArrowUp };
        let area = Rect::from_center_size(pos2(painted.right() + 10.0, rect.center().y), vec2(16.0, 16.0));
        paint_icon(ui.painter(), icon, area, theme.ink2);
    }
    let line =
        Rect::from_min_max(pos2(rect.left() - MARGIN, rect.bottom() - 1.0), rect.max + vec2(MARGIN, 0.0));
    ui.painter().rect_filled(line, 0.0, style::color(theme.border2));
    focus_ring(ui.painter(), theme, &response, rect.shrink2(vec2(4.0, 6.0)), 3);
    if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
        list.sort_by(column);
        ui.ctx().request_repaint();
    }
    if column != ListColumn::Title {
        edge_ui(ui, theme, column, list);
    }
}

/// "Date, sorted ascending".
fn head_text(column: ListColumn, sort: ListSort) -> String {
    let state = match (sort.column == column, sort.is_descending) {
        (false, _) => "not sorted",
        (true, false) => "sorted ascending",
        (true, true) => "sorted descending",
    };
    format!("{}, {state}", column.label())
}

/// The edge that a column is dragged by: the one towards the title, which gives and takes what is dragged.
fn edge_ui(ui: &Ui, theme: &Theme, column: ListColumn, list: &mut List) {
    let rect = ui.max_rect();
    let is_left_of_title = column < ListColumn::Title;
    let x = if is_left_of_title { rect.right() } else { rect.left() };
    let grip = Rect::from_x_y_ranges(x - 4.0..=x + 4.0, rect.y_range());
    let response = ui.interact(grip, Id::unique(("list edge", column)), Sense::click_and_drag());
    let is_met = response.hovered() || response.dragged();
    let ink = if is_met { theme.accent } else { theme.grid2 };
    let line = Rect::from_x_y_ranges(x - 0.5..=x + 0.5, rect.shrink2(vec2(0.0, 8.0)).y_range());
    ui.painter().rect_filled(line, 0.0, style::color(ink));
    if is_met {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
    }
    if response.double_clicked() {
        list.columns.widths.remove(&column);
    } else if response.dragged() {
        let by = response.drag_delta().x * if is_left_of_title { 1.0 } else { -1.0 };
        let width = (rect.width() + by).clamp(WIDTHS.0, WIDTHS.1);
        list.columns.widths.insert(column, width.round() as u16);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_takes_what_the_other_columns_leave_and_never_vanishes() {
        let mut columns = ListColumns::default();
        let title = |columns: &ListColumns, room: f32| {
            let (widths, _) = widths(columns, room, 108.0, ListColumn::Date);
            let sum: f32 = widths.iter().map(|(_, width)| width).sum();
            let title = widths.iter().find(|(column, _)| *column == ListColumn::Title);
            (title.map(|(_, width)| *width), sum)
        };
        assert_eq!(title(&columns, 900.0), (Some(328.0), 900.0));
        assert_eq!(title(&columns, 1400.0), (Some(432.0), 1400.0));
        assert_eq!(title(&columns, 240.0), (Some(LEAST_TITLE), LEAST_TITLE + 120.0));
        columns.hidden.insert(ListColumn::Of(Attribute::Tag));
        columns.widths.insert(ListColumn::Date, 100);
        assert_eq!(title(&columns, 900.0), (Some(432.0), 900.0));
    }

    #[test]
    fn dates_are_whole_up_to_a_bound_and_the_least_important_columns_go_first() {
        let columns = ListColumns::default();
        let heads = |room: f32, date: f32, sorted: ListColumn| {
            let (widths, dropped) = widths(&columns, room, date, sorted);
            let date = widths.iter().find(|(column, _)| *column == ListColumn::Date).map(|(_, width)| *width);
            let sum: f32 = widths.iter().map(|(_, width)| width).sum();
            (date, dropped, sum <= room)
        };
        assert_eq!(heads(1000.0, 200.0, ListColumn::Date), (Some(216.0), vec![], true));
        assert_eq!(heads(1000.0, 4_000.0, ListColumn::Date).0, Some(DATE_WIDTHS.1));
        assert_eq!(heads(1000.0, 1.0, ListColumn::Date).0, Some(DATE_WIDTHS.0));
        let (tags, sources) = (ListColumn::Of(Attribute::Tag), ListColumn::Of(Attribute::Source));
        assert_eq!(heads(700.0, 200.0, ListColumn::Date), (Some(216.0), vec![tags, sources], true));
        assert_eq!(
            heads(700.0, 200.0, tags),
            (Some(216.0), vec![sources, ListColumn::Of(Attribute::Actor)], true)
        );
        assert_eq!(
            heads(420.0, 200.0, ListColumn::Of(Attribute::Lane)).1.last(),
            Some(&ListColumn::Of(Attribute::Lane))
        );
        assert!(heads(420.0, 200.0, ListColumn::Date).2);
    }

    #[test]
    fn a_head_says_how_it_is_sorted() {
        let sort = |is_descending| ListSort { column: ListColumn::Date, is_descending };
        assert_eq!(head_text(ListColumn::Date, sort(false)), "Date, sorted ascending");
        assert_eq!(head_text(ListColumn::Date, sort(true)), "Date, sorted descending");
        assert_eq!(head_text(ListColumn::FileOrder, sort(true)), "File order, not sorted");
    }
}
