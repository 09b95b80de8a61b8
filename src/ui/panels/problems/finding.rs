//! The finding that is looked at: the lines round it, and everything that is known about it.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{CornerRadius, Frame, Margin, Rect, ScrollArea, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::heading::close_ui;
use super::problem_table::one_line;
use super::severity_icon::severity_icon;
use crate::session::{Action, Command, FileEvent, Session, SidePanel};
use crate::ui::widgets::{Button, Icon, Look, Text, key_value_ui, paint_icon, paint_left, paint_right};
use crate::ui::{Asks, Request, style};
use dateline_formats::{Diagnostic, Severity, SnippetLine, snippet};
use dateline_picture::scene::TypeSize;

/// Lines shown before and after the one that the finding is about.
const AROUND: usize = 2;
/// Height of a line of the file, in points.
const LINE_HEIGHT: f32 = 25.0;

pub(super) fn finding_ui(ui: &mut Ui, session: &Session, asks: &mut Asks) {
    let Some(problem) =
        session.problems().get(session.problem_index()).or_else(|| session.problems().first())
    else {
        return;
    };
    let scroll = ScrollArea::vertical()
        .id_salt((session.revision(), session.problem_index()))
        .auto_shrink([false, false]);
    scroll.show(ui, |ui| {
        Frame::new().inner_margin(Margin { left: 20, right: 20, top: 12, bottom: 20 }).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(style::GAP, 0.0);
            title_ui(ui, problem, asks);
            ui.add_space(8.0);
            snippet_ui(ui, session, problem);
            ui.add_space(14.0);
            facts_ui(ui, session, problem);
            ui.add_space(14.0);
            buttons_ui(ui, session, problem, asks);
        });
    });
}

fn title_ui(ui: &mut Ui, problem: &Diagnostic, asks: &mut Asks) {
    let theme = style::theme(ui);
    let (icon, ink) = severity_icon(&theme, problem.severity);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::hover());
    let title = first_text(&problem.message);
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &problem.message));
    let icon_rect = Rect::from_min_size(pos2(rect.left(), rect.center().y - 8.0), vec2(16.0, 16.0));
    paint_icon(ui.painter(), icon, icon_rect, ink);
    let mut corner = ui.new_child(
        egui::UiBuilder::new()
            .max_rect(Rect::from_min_size(pos2(rect.right() - 24.0, rect.top()), vec2(32.0, 32.0))),
    );
    close_ui(&mut corner, asks);
    let location = format!("line {}, column {}", problem.line, problem.column);
    let location = Text::new(&location, TypeSize::LABEL, theme.muted).line(ui);
    let left = paint_right(ui.painter(), rect, rect.right() - 36.0, location).left();
    let galley = Text::bold(title, TypeSize::BODY, theme.ink).cut(ui, left - rect.left() - 36.0);
    paint_left(ui.painter(), rect, rect.left() + 24.0, galley);
}

/// The message up to its first comma, colon or parenthesis: a headline; the rest stands below.
fn first_text(message: &str) -> &str {
    // A colon within a time of day ends nothing.
    let ends = [", ", ": ", " (", "; "];
    let end = ends.iter().filter_map(|mark| message.find(mark)).min().unwrap_or(message.len());
    message.get(..end).unwrap_or(message).trim_end()
}

/// The lines, from the memory of the last frame while the same finding is looked at: finding a line means
/// reading the file up to it.
fn lines(ui: &Ui, session: &Session, problem: &Diagnostic) -> Arc<Vec<SnippetLine>> {
    type Kept = ((u64, usize, usize, usize), Arc<Vec<SnippetLine>>);
    let bytes =
        session.refusal().as_ref().map_or(&session.problem_document().bytes, |refusal| &refusal.bytes);
    let key = (session.revision(), session.problem_index(), problem.range.start, bytes.as_ptr() as usize);
    let id = egui::Id::unique("problem snippet");
    if let Some((kept, lines)) = ui.data(|data| data.get_temp::<Kept>(id))
        && kept == key
    {
        return lines;
    }
    let lines = Arc::new(snippet(bytes, problem, AROUND));
    ui.data_mut(|data| data.insert_temp::<Kept>(id, (key, Arc::clone(&lines))));
    lines
}

fn snippet_ui(ui: &mut Ui, session: &Session, problem: &Diagnostic) {
    let theme = style::theme(ui);
    let lines = lines(ui, session, problem);
    if lines.is_empty() {
        return;
    }
    let frame = Frame::new()
        .fill(style::color(theme.raised))
        .stroke(Stroke::new(1.0, style::color(theme.border)))
        .corner_radius(CornerRadius::same(style::CARD_RADIUS))
        .inner_margin(Margin::symmetric(1, 8));
    frame.show(ui, |ui| {
        let width = ui.available_width();
        for line in lines.iter() {
            let (rect, response) = ui.allocate_exact_size(vec2(width, LINE_HEIGHT), Sense::hover());
            response.widget_info(|| {
                WidgetInfo::labeled(Role::Label, true, format!("line {}: {}", line.number, line.text))
            });
            line_ui(ui, rect, line);
        }
    });
}

fn line_ui(ui: &Ui, rect: Rect, line: &SnippetLine) {
    let theme = style::theme(ui);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    if line.mark.is_some() {
        painter.rect_filled(rect, 0.0, style::color(theme.err_fill));
    }
    let number = Text::new(&line.number.to_string(), TypeSize::LABEL, theme.muted).line(ui);
    paint_right(&painter, rect, rect.left() + 40.0, number);
    let left = rect.left() + 56.0;
    let text = one_line(&line.text);
    let char_count =
        |from: usize, to: usize| text.chars().skip(from).take(to.saturating_sub(from)).collect::<String>();
    let width = |label: &str| Text::new(label, TypeSize::LABEL, theme.ink).line(ui).size().x;
    let mut shift = 0.0;
    if let Some(mark) = &line.mark {
        let from = width(&char_count(0, mark.start));
        let to = from + width(&char_count(mark.start, mark.end)).max(6.0);
        // A location far to the right is brought into view.
        shift = (to + 24.0 - (rect.right() - left)).max(0.0).min((from - 24.0).max(0.0));
        underline(
            &painter,
            left - shift + from..=left - shift + to,
            rect.center().y + 8.0,
            style::color(theme.err),
        );
    }
    let inner = painter
        .with_clip_rect(Rect::from_min_max(pos2(left - 2.0, rect.top()), rect.max).intersect(ui.clip_rect()));
    paint_left(&inner, rect, left - shift, Text::new(&text, TypeSize::LABEL, theme.ink).line(ui));
}

/// A wave, as proof-readers draw it.
fn underline(painter: &egui::Painter, room: std::ops::RangeInclusive<f32>, y: f32, ink: egui::Color32) {
    let mut points = Vec::new();
    let mut x = *room.start();
    let mut is_up = false;
    while x <= *room.end() && points.len() < 400 {
        points.push(pos2(x, if is_up { y - 1.0 } else { y + 1.0 }));
        is_up = !is_up;
        x += 2.0;
    }
    painter.add(Shape::line(points, Stroke::new(1.25, ink)));
}

fn facts_ui(ui: &mut Ui, session: &Session, problem: &Diagnostic) {
    let theme = style::theme(ui);
    let event =
        shown_event(session, problem).map(|event| session.document().timeline.event_title(event).to_owned());
    let is_missing = problem.value.is_none() && problem.severity != Severity::Note;
    let found = problem.value.as_ref().map_or_else(String::new, |value| one_line(value));
    let found = if is_missing { "missing".to_owned() } else { found };
    let field = if problem.path.is_empty() { "the file as a whole" } else { &problem.path };
    let facts = [
        ("Event", event.unwrap_or_default()),
        ("Field", field.to_owned()),
        ("Found", found),
        ("Wrong", problem.message.clone()),
        ("Expected", problem.expected.clone()),
        ("Hint", problem.hint.clone()),
        (
            "Write",
            problem
                .correction
                .clone()
                .filter(|text| !problem.hint.ends_with(text.as_str()))
                .unwrap_or_default(),
        ),
        ("Effect", problem.effect.clone()),
    ];
    for (key, text) in facts.iter().filter(|(_, text)| !text.is_empty()) {
        key_value_ui(ui, key, |ui| {
            ui.add_space(2.0);
            Text::new(text, TypeSize::LABEL, theme.ink).show_selectable(ui);
            ui.add_space(4.0);
        });
    }
}

/// The event of the finding, where the open file shows it.
fn shown_event(session: &Session, problem: &Diagnostic) -> Option<dateline_timeline::model::EventId> {
    let event = problem.event.filter(|_| session.refusal().is_none())?;
    session.whole_event(FileEvent { file: session.problem_file()?.id, event })
}

fn buttons_ui(ui: &mut Ui, session: &Session, problem: &Diagnostic, asks: &mut Asks) {
    ui.horizontal(|ui| {
        if let Some(event) = shown_event(session, problem)
            && ui.add(Button::new("Show event").icon(Icon::Arrow)).clicked()
        {
            asks.command(Command::Panel(SidePanel::Problems, false));
            asks.command(Command::Reveal(event));
        }
        if let Some(correction) = &problem.correction
            && ui.add(Button::new("Copy correction").icon(Icon::Copy)).clicked()
        {
            asks.ask(Request::Copy(correction.clone()));
        }
        let (text, hint) = Action::NextProblem.label_and_hint();
        let key =
            Action::NextProblem.shortcuts().first().map(|shortcut| shortcut.label()).unwrap_or_default();
        let reason = (session.problems().len() < 2).then_some("This is the only one");
        let button = Button::new(text).look(Look::Quiet).key(key).hint(hint).disabled_because(reason);
        if ui.add(button).clicked() {
            asks.act(Action::NextProblem);
        }
    });
}
