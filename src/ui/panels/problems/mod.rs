//! What is wrong with the file: a table of findings, and the location in the file of the one looked at.

mod finding;
mod heading;
mod problem_table;
mod record_counts;
mod refusal;
mod severity_icon;

use egui::accesskit::Role;
use egui::{Rect, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use self::heading::{close_ui, heading, report_text};
pub(super) use self::refusal::refusal_ui;
use self::severity_icon::severity_icon;
use crate::session::{Action, Command, OpenFile, Session, SidePanel};
use crate::ui::widgets::{
    Button, Icon, Look, Text, hairline_ui, paint_icon, paint_left, segmented_ui, thousands,
};
use crate::ui::{Asks, Request, style};
use dateline_formats::{Diagnostic, Severity, has_unlisted, listed};
use dateline_picture::scene::TypeSize;

/// Height of the head in points.
const HEAD_HEIGHT: f32 = 56.0;

/// Whether the problems take the room of the picture now. A file that could not be opened and in which
/// nothing can be pointed at gets a dialog instead, so that what was shown before stays in sight.
pub fn problems_take_the_room(session: &Session) -> bool {
    let has_nothing_to_list = session.refusal().is_some() && session.problems().is_empty();
    session.overlay() == Some(SidePanel::Problems) && !has_nothing_to_list
}

/// Shows the problems over the whole room there is.
pub fn problems_ui(ui: &mut Ui, session: &Session, asks: &mut Asks) {
    let theme = style::theme(ui);
    let room = ui.available_rect_before_wrap();
    ui.painter().rect_filled(room, 0.0, style::color(theme.canvas));
    // What lies behind is not meant.
    let veil = ui.interact(room, ui.scope_id().with("problems veil"), Sense::click_and_drag());
    veil.widget_info(|| WidgetInfo::labeled(Role::GenericContainer, true, "Problems"));
    let room = files_ui(ui, room, session, asks);
    let problems = session.problems();
    let side_width = (room.width() * 0.36).clamp(280.0, 456.0);
    let has_side = !problems.is_empty() && room.width() > 720.0;
    let split = if has_side { room.right() - side_width } else { room.right() };
    let height = HEAD_HEIGHT + note_height(session);
    let head = Rect::from_min_max(room.min, pos2(split, room.top() + height));
    let mut head_part = ui.new_child(UiBuilder::new().max_rect(head));
    head_ui(&mut head_part, session, has_side, asks);
    let body = Rect::from_min_max(pos2(room.left(), head.bottom()), pos2(split, room.bottom()));
    let mut body_part = ui.new_child(UiBuilder::new().max_rect(body));
    if problems.is_empty() {
        let mut part = body_part.new_child(UiBuilder::new().max_rect(body.shrink(16.0)));
        let text = "Everything in this file could be read as it was meant";
        Text::new(text, TypeSize::BODY, theme.muted).show(&mut part);
    } else {
        problem_table::table_ui(&mut body_part, session, asks);
    }
    if has_side {
        let side = Rect::from_min_max(pos2(split, room.top()), room.max);
        ui.painter().rect_filled(side, 0.0, style::color(theme.panel));
        ui.painter().vline(
            split.round() + 0.5,
            side.y_range(),
            egui::Stroke::new(1.0, style::color(theme.border)),
        );
        let mut part = ui.new_child(UiBuilder::new().max_rect(side));
        finding::finding_ui(&mut part, session, asks);
    }
    ui.advance_cursor_after_rect(room);
}

/// The open files with how many problems each has, where there are several; gives the room below.
fn files_ui(ui: &mut Ui, room: Rect, session: &Session, asks: &mut Asks) -> Rect {
    let files = session.files().list();
    if files.len() < 2 {
        return room;
    }
    let chosen = session.problem_file().map(|file| file.id);
    let label = |file: &OpenFile| match (file.document.problem_count(), &file.stale) {
        (_, Some(_)) => format!("{}, unreadable", file.document.name),
        (0, None) => file.document.name.clone(),
        (count, None) => format!("{} ({})", file.document.name, thousands(count)),
    };
    let labels: Vec<String> = files.iter().map(label).collect();
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    let row = Rect::from_min_size(room.min + vec2(16.0, 10.0), vec2(room.width() - 32.0, 32.0));
    let builder = UiBuilder::new().max_rect(row).layout(egui::Layout::left_to_right(egui::Align::Center));
    let mut row_part = ui.new_child(builder);
    let at = files.iter().position(|file| Some(file.id) == chosen);
    let clicked = segmented_ui(&mut row_part, "Problems of", &labels, at);
    if let Some(file) = clicked.and_then(|index| files.get(index)) {
        asks.command(Command::ProblemsOf(file.id));
    }
    Rect::from_min_max(pos2(room.left(), room.top() + 44.0), room.max)
}

/// Room for what became of the records, or for what is said about a file that could not be opened.
fn note_height(session: &Session) -> f32 {
    if session.refusal().is_some() { 52.0 } else { record_counts::HEIGHT }
}

/// The head: what is shown and what is not, how many findings, and what to do with them.
fn head_ui(ui: &mut Ui, session: &Session, has_side: bool, asks: &mut Asks) {
    let theme = style::theme(ui);
    let room = ui.max_rect();
    let line = Rect::from_min_size(room.min, vec2(room.width(), HEAD_HEIGHT));
    let builder = UiBuilder::new()
        .max_rect(line.shrink2(vec2(16.0, 0.0)))
        .layout(egui::Layout::right_to_left(egui::Align::Center));
    let mut ends = ui.new_child(builder);
    if !has_side {
        close_ui(&mut ends, asks);
    }
    let report = Button::new("Copy report").icon(Icon::Copy).look(Look::Quiet);
    let reason = session.problems().is_empty().then_some("There is nothing to report");
    if ends.add(report.disabled_because(reason)).clicked() {
        asks.ask(Request::Copy(report_text(session)));
    }
    if session.refusal().is_none() && session.can(Action::ShowColumns) {
        let (text, hint) = Action::ShowColumns.label_and_hint();
        if ends.add(Button::new(text).look(Look::Quiet).hint(hint)).clicked() {
            asks.act(Action::ShowColumns);
        }
    }
    for severity in [Severity::Note, Severity::Warning, Severity::Error] {
        count_ui(&mut ends, session.problems(), severity);
    }
    let right = ends.min_rect().left() - 16.0;
    let text = heading(session);
    let (_, response) = ui.allocate_exact_size(line.size(), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &text));
    let room_for_text = right - line.left() - 16.0;
    let whole = Text::bold(&text, TypeSize::QUOTE, theme.ink).line(ui);
    // Where it is too long, its last part goes: the counts to its right say nearly the same.
    let shorter = text.rsplit_once(", ").filter(|_| whole.size().x > room_for_text);
    let shown = shorter.map_or(text.as_str(), |(shorter, _)| shorter);
    let galley = Text::bold(shown, TypeSize::QUOTE, theme.ink).cut(ui, room_for_text);
    paint_left(ui.painter(), line, line.left() + 16.0, galley);
    if let Some(refusal) = &session.refusal() {
        let hint = if refusal.hint.is_empty() { String::new() } else { format!(". {}", refusal.hint) };
        let kept = match session.stale_file() {
            Some(file) => file.stale_message(),
            None => format!("{} stays open", session.document().name),
        };
        let rect = Rect::from_min_size(
            pos2(room.left() + 16.0, line.bottom() - 10.0),
            vec2(room.width() - 32.0, 44.0),
        );
        let mut part = ui.new_child(UiBuilder::new().max_rect(rect));
        part.spacing_mut().item_spacing.y = 0.0;
        let text =
            Text::new(&refusal.message, TypeSize::BODY, theme.ink).then(&hint, TypeSize::BODY, theme.ink2);
        text.show_cut(&mut part);
        Text::new(&kept, TypeSize::LABEL, theme.muted).show_cut(&mut part);
    } else {
        let rect = Rect::from_min_max(pos2(room.left() + 16.0, line.bottom() - 8.0), room.max);
        let mut part = ui.new_child(UiBuilder::new().max_rect(rect));
        record_counts::record_counts_ui(&mut part, session, asks);
    }
    let bottom = Rect::from_min_max(pos2(room.left(), room.bottom() - 1.0), room.max);
    let mut foot = ui.new_child(UiBuilder::new().max_rect(bottom));
    hairline_ui(&mut foot);
}

fn count_ui(ui: &mut Ui, problems: &[Diagnostic], severity: Severity) {
    let count = listed(problems, severity);
    if count == 0 {
        return;
    }
    let theme = style::theme(ui);
    let (icon, ink) = severity_icon(&theme, severity);
    let noun = if count == 1 { severity.word().to_owned() } else { format!("{}s", severity.word()) };
    let bound = if has_unlisted(problems) { "at least " } else { "" };
    let galley = Text::new(&format!("{bound}{} {noun}", thousands(count)), TypeSize::LABEL, ink).line(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(galley.size().x + 30.0, 24.0), Sense::hover());
    let area = Rect::from_min_size(pos2(rect.left(), rect.center().y - 8.0), vec2(16.0, 16.0));
    paint_icon(ui.painter(), icon, area, ink);
    paint_left(ui.painter(), rect, rect.left() + 22.0, galley);
}
