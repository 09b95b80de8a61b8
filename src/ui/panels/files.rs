//! The open files at the head of the left panel, where there are several: name, count, order, visibility, and
//! by what they are aligned.

use egui::accesskit::Role;
use egui::{Align, CornerRadius, Layout, Rect, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::session::{Action, Command, FileEvent, FilesChange, OpenFile, Session};
use crate::ui::widgets::{
    End, FacetRow, Icon, Lead, Mark, Text, focus_ring, paint_icon, paint_left, paint_mark, paint_right,
    section_head_ui, segmented_ui, thousands,
};
use crate::ui::{Asks, style};
use dateline_picture::scene::TypeSize;
use dateline_time::year_text;
use dateline_timeline::query::Attribute;

/// Height of a file's two lines in points: its name, and what can be done with it. Aligned files have a
/// third, which says by what.
const ROW_HEIGHT: f32 = 46.0;
const ZERO_HEIGHT: f32 = 18.0;
/// Side of the buttons in the second line.
const BUTTON: f32 = 24.0;

/// Shows the section; nothing for a file by itself.
pub(super) fn files_ui(ui: &mut Ui, session: &Session, asks: &mut Asks) {
    let files = session.files().list();
    if files.len() < 2 {
        return;
    }
    if section_head_ui(ui, "Files", "Add", true).clicked() {
        asks.act(Action::AddFile);
    }
    for index in 0..files.len() {
        ui.push_id(("file", index), |ui| row_ui(ui, session, index, asks));
    }
    alignment_ui(ui, session, asks);
    duplicates_ui(ui, session, asks);
    ui.add_space(style::SECTION_GAP);
}

fn row_ui(ui: &mut Ui, session: &Session, index: usize, asks: &mut Asks) {
    let theme = style::theme(ui);
    let files = session.files().list();
    let Some(file) = files.get(index) else { return };
    let zero = zero_text(session, file);
    let height = ROW_HEIGHT + if zero.is_empty() { 0.0 } else { ZERO_HEIGHT };
    let (mut rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let third = Rect::from_min_max(pos2(rect.left(), rect.top() + ROW_HEIGHT - 4.0), rect.max);
    rect.max.y = rect.min.y + ROW_HEIGHT;
    if !zero.is_empty() {
        let galley = Text::new(&zero, TypeSize::MICRO, theme.ink2).cut(ui, third.width() - 24.0);
        paint_left(ui.painter(), third, third.left() + 24.0, galley);
    }
    let count = thousands(file.document.timeline.len());
    let state = state_text(session, file);
    response.widget_info(|| {
        let label = format!(
            "{}, {count} events{}{state}",
            file.document.name,
            if state.is_empty() { "" } else { ", " }
        );
        WidgetInfo::labeled(Role::Label, true, label)
    });
    let first = Rect::from_min_size(rect.min, vec2(rect.width(), 24.0));
    let lead = Rect::from_min_size(pos2(first.left(), first.center().y - 8.0), vec2(16.0, 16.0));
    // Where lanes are made of something else, the picture has no lanes of the file.
    if session.lane_arrangement().attribute == Attribute::Lane {
        paint_mark(ui.painter(), mark(session, file, &theme), lead, &theme);
    } else {
        paint_icon(ui.painter(), Icon::File, lead, theme.ink2);
    }
    let ink = if file.is_visible { theme.ink } else { theme.muted };
    let number = Text::new(&count, TypeSize::LABEL, theme.muted).line(ui);
    let right = paint_right(ui.painter(), first, first.right(), number).left();
    let name = Text::new(&file.document.name, TypeSize::LABEL, ink).cut(ui, right - first.left() - 32.0);
    paint_left(ui.painter(), first, first.left() + 24.0, name);
    let second = Rect::from_min_max(pos2(rect.left(), rect.top() + 21.0), rect.max);
    let builder = UiBuilder::new().max_rect(second).layout(Layout::right_to_left(Align::Center));
    let mut buttons = ui.new_child(builder);
    buttons.spacing_mut().item_spacing.x = 0.0;
    for (icon, text, is_possible, change) in changes(session, index) {
        let name = format!("{text} {}", file.document.name);
        if button_ui(&mut buttons, icon, &name, is_possible) {
            asks.command(Command::Files(change));
        }
    }
    let left = buttons.min_rect().left();
    let ink = if file.stale.is_some() { theme.warn } else { theme.muted };
    let galley = Text::new(&state, TypeSize::MICRO, ink).cut(ui, left - second.left() - 28.0);
    paint_left(ui.painter(), second, second.left() + 24.0, galley);
    let path = file.document.path.as_ref().map(|path| path.display().to_string());
    let hint = if file.stale.is_some() { Some(file.stale_message()) } else { path };
    if let Some(hint) = hint {
        response.on_hover_text(hint);
    }
}

/// What can be done with a file, from the right.
fn changes(session: &Session, index: usize) -> Vec<(Icon, &'static str, bool, FilesChange)> {
    let files = session.files().list();
    let Some(file) = files.get(index) else { return Vec::new() };
    let visible = files.iter().filter(|file| file.is_visible).count();
    let (eye, text) = if file.is_visible { (Icon::Eye, "Hide") } else { (Icon::EyeOff, "Show") };
    let can_hide = !file.is_visible || visible > 1;
    vec![
        (Icon::Close, "Close", files.len() > 1, FilesChange::Remove(file.id)),
        (Icon::ChevronDown, "Move down", index + 1 < files.len(), FilesChange::Move(file.id, 1)),
        (Icon::ChevronUp, "Move up", index > 0, FilesChange::Move(file.id, -1)),
        (eye, text, can_hide, FilesChange::Show(file.id, !file.is_visible)),
    ]
}

/// "1951–2021", "hidden", "unreadable".
fn state_text(session: &Session, file: &OpenFile) -> String {
    if let Some(stale) = &file.stale {
        return if stale.is_gone { "file gone".to_owned() } else { "unreadable".to_owned() };
    }
    if !file.is_visible {
        return "hidden".to_owned();
    }
    let Some((from, to)) = file.document.timeline.extent() else { return String::new() };
    let [from, to] = [from, to].map(|at| year_text(session.display_zone().civil_from_point(at).year));
    if from == to { from } else { format!("{from}–{to}") }
}

/// "Zero: Treaty signed"; empty where years are not counted.
fn zero_text(session: &Session, file: &OpenFile) -> String {
    let zero = file.zero_event().filter(|_| session.files().is_aligned() && file.is_visible);
    zero.map(|event| format!("Zero: {}", file.document.timeline.event_title(event))).unwrap_or_default()
}

/// The shape and colour of the file's first lane, which its stripe in the picture has too.
fn mark(session: &Session, file: &OpenFile, theme: &dateline_picture::scene::Theme) -> Mark {
    let first = session
        .whole_event(FileEvent { file: file.id, event: dateline_timeline::model::EventId::from_index(0) });
    let part = first.and_then(|event| session.document().timeline.origin(event));
    match part {
        Some((part, _)) => Mark::Lane(theme.lane(part.lanes.start)),
        None if file.is_visible => Mark::Lane(theme.lane(0)),
        None => Mark::Status(dateline_timeline::model::Status::Unknown),
    }
}

/// A button of 24 that shows an icon alone.
fn button_ui(ui: &mut Ui, icon: Icon, name: &str, is_possible: bool) -> bool {
    let theme = style::theme(ui);
    let sense = if is_possible { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(BUTTON, BUTTON), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, is_possible, name));
    let hover = ui.ctx().animate_bool_with_time(response.id, response.hovered() && is_possible, 0.08);
    let fill = style::color(theme.ink.with_opacity(0.07 * hover));
    ui.painter().rect_filled(rect.shrink(1.0), CornerRadius::same(style::CONTROL_RADIUS), fill);
    paint_icon(ui.painter(), icon, rect, if is_possible { theme.ink2 } else { theme.border2 });
    focus_ring(ui.painter(), &theme, &response, rect.shrink(1.0), style::CONTROL_RADIUS);
    let cursor = if is_possible { egui::CursorIcon::PointingHand } else { egui::CursorIcon::Default };
    response.on_hover_cursor(cursor).on_hover_text(name).clicked()
}

fn alignment_ui(ui: &mut Ui, session: &Session, asks: &mut Asks) {
    let theme = style::theme(ui);
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        Text::new("Align by", TypeSize::LABEL, theme.ink2).show_line(ui);
        let chosen = usize::from(session.files().is_aligned());
        if let Some(index) = segmented_ui(ui, "Align by", &["Date", "Event"], Some(chosen)) {
            asks.command(Command::Files(FilesChange::Align(index == 1)));
        }
    });
    if session.files().is_aligned() {
        let is_possible = session.can(Action::UseAsZero);
        let text = if is_possible { "Use selection as zero" } else { "Select an event as zero" };
        let row = FacetRow {
            text,
            end: End::None,
            lead: Lead::Icon(Icon::Clock),
            is_on: false,
            ink: Some(if is_possible { theme.accent } else { theme.muted }),
            hint: Action::UseAsZero.label_and_hint().1,
        };
        if row.show(ui).clicked() && is_possible {
            asks.act(Action::UseAsZero);
        }
    }
}

fn duplicates_ui(ui: &mut Ui, session: &Session, asks: &mut Asks) {
    let Some(pairs) = session.proposed() else { return };
    let undecided = pairs.iter().filter(|pair| session.judgement(pair.first, pair.second).is_none()).count();
    let text = match (undecided, pairs.len()) {
        (_, 0) => return,
        (0, _) => "Likely duplicates".to_owned(),
        (1, _) => "1 likely duplicate".to_owned(),
        (count, _) => format!("{} likely duplicates", thousands(count)),
    };
    let row = FacetRow {
        text: &text,
        end: End::Icon(Icon::ChevronRight),
        lead: Lead::Icon(Icon::Copy),
        is_on: false,
        ink: None,
        hint: Action::ShowDuplicates.label_and_hint().1,
    };
    if row.show(ui).clicked() {
        asks.act(Action::ShowDuplicates);
    }
}
