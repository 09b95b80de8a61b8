//! The table of findings; only the rows in view are laid out.

use egui::accesskit::Role;
use egui::{CornerRadius, Rect, Response, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::severity_icon::severity_icon;
use crate::session::{Command, Session};
use crate::ui::key_events::arrow_steps;
use crate::ui::widgets::{Text, hairline_ui, paint_icon, paint_left};
use crate::ui::{Asks, style};
use dateline_formats::{Diagnostic, Severity};
use dateline_picture::scene::{Theme, TypeSize};

/// Height of a row in points.
const ROW_HEIGHT: f32 = 44.0;
/// Height of the row of names above, in points.
const NAMES_HEIGHT: f32 = 36.0;

/// Where the columns begin, counted from the left edge, and where the last one ends.
struct Columns {
    severity: f32,
    location: f32,
    field: f32,
    value: f32,
    text: f32,
    end: f32,
}

impl Columns {
    fn across(rect: Rect) -> Columns {
        let width = rect.width();
        let (field, value) = ((width * 0.17).clamp(100.0, 212.0), (width * 0.16).clamp(100.0, 190.0));
        let left = rect.left();
        Columns {
            severity: left + 16.0,
            location: left + 108.0,
            field: left + 172.0,
            value: left + 172.0 + field,
            text: left + 172.0 + field + value,
            end: rect.right() - 16.0,
        }
    }
}

pub(super) fn table_ui(ui: &mut Ui, session: &Session, asks: &mut Asks) {
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    names_ui(ui);
    hairline_ui(ui);
    let problems = session.problems();
    let moved = arrow_steps(ui);
    let goal = session.problem_index().saturating_add_signed(moved).min(problems.len().saturating_sub(1));
    if goal != session.problem_index() {
        asks.command(Command::Problem(goal));
    }
    let shown = ui.scope_id().with("shown problem");
    let has_moved = ui.data_mut(|data| {
        let now = (session.revision(), session.problem_index());
        let before = data.get_temp::<(u64, usize)>(shown);
        data.insert_temp(shown, now);
        before != Some(now)
    });
    let mut area = ScrollArea::vertical().auto_shrink([false, false]);
    if has_moved {
        // The problem looked at comes to stand in the upper third, so that the next ones are seen.
        let room = ui.available_height();
        area =
            area.vertical_scroll_offset((ROW_HEIGHT * session.problem_index() as f32 - room / 3.0).max(0.0));
    }
    area.show_rows(ui, ROW_HEIGHT, problems.len(), |ui, range| {
        for index in range {
            if let Some(problem) = problems.get(index)
                && row_ui(ui, problem, index == session.problem_index()).clicked()
            {
                asks.command(Command::Problem(index));
            }
        }
    });
}

fn names_ui(ui: &mut Ui) {
    let theme = style::theme(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), NAMES_HEIGHT), Sense::hover());
    let columns = Columns::across(rect);
    let names = [
        (columns.severity, "Severity"),
        (columns.location, "Place"),
        (columns.field, "Field"),
        (columns.value, "Value"),
        (columns.text, "What is wrong, and what to do"),
    ];
    for (x, name) in names {
        paint_left(ui.painter(), rect, x, Text::new(name, TypeSize::LABEL, theme.ink2).line(ui));
    }
}

fn row_ui(ui: &mut Ui, problem: &Diagnostic, is_chosen: bool) -> Response {
    let theme = style::theme(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, is_chosen, problem.to_string()));
    if is_chosen {
        ui.painter().rect_filled(rect, 0.0, style::color(theme.accent_soft));
        let edge = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
        ui.painter().rect_filled(edge, 0.0, style::color(theme.accent));
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, style::color(theme.ink.with_opacity(0.04)));
    }
    paint_cells(ui, &theme, rect, problem);
    let line = Rect::from_min_max(pos2(rect.left(), rect.bottom() - 1.0), rect.max);
    ui.painter().rect_filled(line, 0.0, style::color(theme.grid2));
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

fn paint_cells(ui: &Ui, theme: &Theme, rect: Rect, problem: &Diagnostic) {
    let columns = Columns::across(rect);
    let (icon, ink) = severity_icon(theme, problem.severity);
    let icon_rect = Rect::from_min_size(pos2(columns.severity, rect.center().y - 8.0), vec2(16.0, 16.0));
    paint_icon(ui.painter(), icon, icon_rect, ink);
    let severity = Text::new(name(problem), TypeSize::LABEL, ink).line(ui);
    paint_left(ui.painter(), rect, columns.severity + 22.0, severity);
    let location = format!("{}:{}", problem.line, problem.column);
    paint_left(
        ui.painter(),
        rect,
        columns.location,
        Text::new(&location, TypeSize::LABEL, theme.ink).line(ui),
    );
    let field = if problem.path.is_empty() { "file" } else { &problem.path };
    let room = columns.value - columns.field - 12.0;
    paint_left(
        ui.painter(),
        rect,
        columns.field,
        Text::new(field, TypeSize::LABEL, theme.ink2).cut(ui, room),
    );
    value_cell(ui, theme, rect, &columns, problem);
    let [wrong, to_do, meanwhile] = sentences(problem);
    let text = Text::new(&wrong, TypeSize::LABEL, theme.ink).then(&to_do, TypeSize::LABEL, theme.ink2).then(
        &meanwhile,
        TypeSize::LABEL,
        theme.muted,
    );
    // A row has room for two lines; what is longer stands whole beside the table.
    let mut job = text.into_job();
    job.wrap.max_width = (columns.end - columns.text).max(1.0);
    job.wrap.max_rows = 2;
    paint_left(ui.painter(), rect, columns.text, ui.painter().layout_job(job));
}

fn value_cell(ui: &Ui, theme: &Theme, rect: Rect, columns: &Columns, problem: &Diagnostic) {
    let room = columns.text - columns.value - 12.0;
    let Some(value) = &problem.value else {
        // A remark is about what is there.
        if problem.severity != Severity::Note {
            let galley = Text::new("missing", TypeSize::LABEL, theme.muted).cut(ui, room);
            paint_left(ui.painter(), rect, columns.value, galley);
        }
        return;
    };
    let galley = Text::new(&one_line(value), TypeSize::LABEL, theme.ink).cut(ui, room - 12.0);
    let size = vec2(galley.size().x + 12.0, 22.0);
    let cell = Rect::from_min_size(pos2(columns.value, rect.center().y - 11.0), size);
    ui.painter().rect_filled(cell, CornerRadius::same(4), style::color(theme.sunken));
    paint_left(ui.painter(), rect, columns.value + 6.0, galley);
}

/// "Error", "Warning", "Note".
fn name(problem: &Diagnostic) -> &'static str {
    match problem.severity {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Note => "Note",
    }
}

/// What is wrong, what to do, what happens meanwhile; each begins with the end of the sentence before it.
fn sentences(problem: &Diagnostic) -> [String; 3] {
    let behind = |before: &str, text: &str| match text {
        "" => String::new(),
        text if before.ends_with(['.', '?', '…']) => format!(" {text}"),
        text => format!(". {text}"),
    };
    let before_effect = if problem.hint.is_empty() { &problem.message } else { &problem.hint };
    [problem.message.clone(), behind(&problem.message, &problem.hint), behind(before_effect, &problem.effect)]
}

/// Line breaks and other control characters as a visible mark.
pub(super) fn one_line(text: &str) -> String {
    text.chars().map(|char| if char.is_control() { '·' } else { char }).collect()
}
