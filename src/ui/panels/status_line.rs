//! The line at the foot of the window: how much is shown, which stretch, in whose time, and what is wrong.

use egui::accesskit::Role;
use egui::{Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use super::action_groups::zone_label;
use crate::session::{Action, Session};
use crate::ui::widgets::{Icon, Text, paint_icon, paint_left, paint_right, thousands};
use crate::ui::{Asks, style};
use dateline_formats::{Severity, has_unlisted, listed};
use dateline_picture::scene::{TypeSize, stretch_text};

/// Height of the line in points.
pub const STATUS_LINE_HEIGHT: f32 = 28.0;

/// Width of the area for what is being done, in points.
const WORK_WIDTH: f32 = 112.0;

/// Shows the line. `shown` is how many events the picture holds, as marks or within counts; `work` says what
/// is being done meanwhile, and is empty when nothing is.
pub fn status_line_ui(ui: &mut Ui, session: &Session, shown: usize, work: &str, asks: &mut Asks) {
    let theme = style::theme(ui);
    let size = vec2(ui.available_width(), STATUS_LINE_HEIGHT);
    let (rect, line) = ui.allocate_exact_size(size, Sense::hover());
    let counts = count_text(session, shown);
    // A list shows no stretch of time.
    let rest = if session.is_list() {
        String::new()
    } else {
        format!(" · {} · {}", range_text(session), zone_text(session))
    };
    line.widget_info(|| WidgetInfo::labeled(Role::Status, true, format!("{counts}{rest}")));
    let lock_left = work_ui(ui, rect, network_ui(ui, rect), work);
    // That a file is not shown as it is matters more than what is wrong in others.
    let stale = session.files().first_stale().map(|(file, _)| file.stale_message()).unwrap_or_default();
    let (problems, width) = if stale.is_empty() { (problem_text(session), 180.0) } else { (stale, 420.0) };
    let problems_width = if problems.is_empty() { 0.0 } else { width };
    let text = Text::new(&counts, TypeSize::LABEL, theme.ink).then(&rest, TypeSize::LABEL, theme.muted);
    let galley = text.cut(ui, lock_left - rect.left() - 32.0 - problems_width);
    let end = paint_left(ui.painter(), rect, rect.left() + 16.0, galley).right();
    if !problems.is_empty() {
        problems_ui(
            ui,
            Rect::from_min_max(pos2(end, rect.top()), pos2(lock_left, rect.bottom())),
            &problems,
            asks,
        );
    }
}

/// "48 of 60 events"; with a filter on, how many match it.
fn count_text(session: &Session, shown: usize) -> String {
    let total = session.document().timeline.len();
    let noun = if total == 1 { "event" } else { "events" };
    let counts = format!("{} of {} {noun}", thousands(shown), thousands(total));
    if session.is_filtering() {
        let matches = match session.matches().len() {
            0 => "none matches".to_owned(),
            1 => "1 matches".to_owned(),
            count => format!("{} match", thousands(count)),
        };
        format!("{counts} · {matches}")
    } else {
        counts
    }
}

fn range_text(session: &Session) -> String {
    let shown = (session.viewport().from(), session.viewport().to());
    stretch_text(&session.document().timeline, shown.0..shown.1, session.display_zone())
}

/// "Washington time"; a zone without a place in its name stands as it is.
fn zone_text(session: &Session) -> String {
    let label = zone_label(session);
    if label == "UTC" { label } else { format!("{label} time") }
}

/// "3 errors, 4 warnings"; empty when there is none.
fn problem_text(session: &Session) -> String {
    let findings = &session.document().diagnostics;
    let count = |severity: Severity| listed(findings, severity);
    let has_unlisted = has_unlisted(findings);
    let part = |count: usize, word: &str| match count {
        0 => None,
        _ if has_unlisted => {
            Some(format!("at least {} {word}{}", thousands(count), if count == 1 { "" } else { "s" }))
        }
        1 => Some(format!("1 {word}")),
        _ => Some(format!("{} {word}s", thousands(count))),
    };
    let parts = [
        part(count(Severity::Error), "error"),
        part(count(Severity::Warning), "warning"),
        part(count(Severity::Note), "note"),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn problems_ui(ui: &mut Ui, room: Rect, text: &str, asks: &mut Asks) {
    let theme = style::theme(ui);
    let dot = Text::new(" · ", TypeSize::LABEL, theme.muted).line(ui);
    let left = paint_left(ui.painter(), room, room.left(), dot).right();
    let galley = Text::new(text, TypeSize::LABEL, theme.warn).cut(ui, room.right() - left - 16.0);
    let area = Rect::from_min_size(pos2(left, room.top()), vec2(galley.size().x, room.height()));
    let response = ui.interact(area, ui.scope_id().with("problems"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), text));
    if response.hovered() || response.has_focus() {
        let y = area.center().y + 8.0;
        ui.painter().hline(area.x_range(), y, egui::Stroke::new(1.0, style::color(theme.warn)));
    }
    paint_left(ui.painter(), room, left, galley);
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        asks.act(Action::ShowProblems);
    }
}

/// What is being done, left of `right`, in an area of its own: the other fields stay where they are. Gives
/// the left edge of that area.
fn work_ui(ui: &Ui, rect: Rect, right: f32, work: &str) -> f32 {
    let left = right - WORK_WIDTH;
    if !work.is_empty() {
        let theme = style::theme(ui);
        let galley = Text::new(work, TypeSize::LABEL, theme.ink2).line(ui);
        let area = paint_right(ui.painter(), rect, right - 16.0, galley);
        let response = ui.interact(area, ui.scope_id().with("work"), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Status, true, work));
    }
    left
}

/// The promise at the right end; gives its left edge.
fn network_ui(ui: &Ui, rect: Rect) -> f32 {
    let theme = style::theme(ui);
    let label = "No network used";
    let galley = Text::new(label, TypeSize::LABEL, theme.ink2).line(ui);
    let text = paint_right(ui.painter(), rect, rect.right() - 16.0, galley);
    let lock = Rect::from_min_size(pos2(text.left() - 22.0, rect.center().y - 8.0), vec2(16.0, 16.0));
    paint_icon(ui.painter(), Icon::Lock, lock, theme.ok);
    let response = ui.interact(lock.union(text), ui.scope_id().with("network"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, label));
    response.on_hover_text("Dateline opens an address only when you click a link");
    lock.left()
}
