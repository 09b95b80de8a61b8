//! Finding an event while a talk goes on, when somebody in the audience asks.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{CornerRadius, Id, Key, Modifiers, Response, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use crate::session::Document;
use crate::ui::key_events::arrow_steps;
use crate::ui::style;
use crate::ui::widgets::{Text, dialog_ui, hairline_ui, large_field_ui, paint_left, paint_right};
use crate::work::{Background, Budget, Task, Worker};
use dateline_picture::scene::{TypeSize, date_text};
use dateline_timeline::Cancel;
use dateline_timeline::model::{EventId, Timeline};
use dateline_timeline::query::Query;

/// Most events that are listed; nobody reads on in a talk.
const MOST_EVENTS: usize = 50;
/// Height of a row in points.
const ROW_HEIGHT: f32 = 44.0;

/// The search that is open over a scene.
pub struct TalkSearch {
    document: Arc<Document>,
    text: String,
    found: Background<String, Vec<EventId>>,
    chosen: usize,
}

/// What the search came to in this frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It stays open.
    Open,
    /// It was left.
    Left,
    /// An event was chosen.
    Found(EventId),
}

impl TalkSearch {
    /// A search without words, which lists the first events in the order of time.
    pub fn of(document: &Arc<Document>) -> TalkSearch {
        let mut found = Background::new(Task::TalkSearch);
        let first = document.timeline.chronological().iter().take(MOST_EVENTS).copied().collect();
        found.keep(String::new(), first);
        TalkSearch { document: Arc::clone(document), text: String::new(), found, chosen: 0 }
    }

    /// Takes over what was found beside the window.
    pub(super) fn collect(&mut self, budget: &Budget) {
        self.found.collect(budget);
    }

    /// Shows field and list over the scene. A worker looks for the words in a large file.
    pub fn show(&mut self, ui: &Ui, worker: Option<&Worker>) -> Outcome {
        let mut outcome = Outcome::Open;
        let is_left = dialog_ui(ui, "Find an event", 920.0, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let moved = arrow_steps(ui);
            let entered = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
            let id = Id::unique("talk search");
            let field = large_field_ui(ui, id, "Find an event", &mut self.text);
            if !field.has_focus() {
                field.request_focus();
            }
            if field.changed() {
                self.chosen = 0;
            }
            let document = Arc::clone(&self.document);
            let found =
                self.found.follow(worker, self.text.clone(), move |text, stop| look(&document, text, stop));
            let found = found.map_or(&[][..], |(_, found)| found.as_slice());
            self.chosen = self.chosen.saturating_add_signed(moved).min(found.len().saturating_sub(1));
            hairline_ui(ui);
            let clicked = if found.is_empty() {
                nothing_ui(ui, &self.text);
                None
            } else {
                list_ui(ui, &self.document.timeline, found, self.chosen, moved != 0)
            };
            let entered = entered.then(|| found.get(self.chosen).copied()).flatten();
            if let Some(event) = clicked.or(entered) {
                outcome = Outcome::Found(event);
            }
        });
        if is_left && outcome == Outcome::Open { Outcome::Left } else { outcome }
    }
}

/// The events that hold the words; those that have them in the title come first, each part in the order of
/// time. Linear in the text of the document.
fn look(document: &Document, text: &str, cancel: &Cancel) -> Option<Vec<EventId>> {
    let timeline = &document.timeline;
    let query = Query::new(text);
    if query.is_empty() {
        return Some(timeline.chronological().iter().take(MOST_EVENTS).copied().collect());
    }
    let searched = document.search_text();
    let matches = searched.matches_among(timeline, &query, &document.all(), cancel)?;
    let terms = query.terms();
    let (mut in_title, mut elsewhere) = (Vec::new(), Vec::new());
    for event in timeline.chronological().iter().filter(|event| matches.contains(**event)) {
        cancel.check()?;
        if !terms.hits_in(timeline.event_title(*event)).is_empty() {
            in_title.push(*event);
        } else if elsewhere.len() < MOST_EVENTS {
            elsewhere.push(*event);
        }
        if in_title.len() == MOST_EVENTS {
            break;
        }
    }
    in_title.extend(elsewhere);
    in_title.truncate(MOST_EVENTS);
    Some(in_title)
}

/// Says that nothing was found, or what of the search cannot be meant.
fn nothing_ui(ui: &mut Ui, text: &str) {
    let theme = style::theme(ui);
    let problem = Query::new(text).problems().into_iter().next();
    let text = problem.map_or_else(|| "No event holds these words".to_owned(), |problem| problem.message);
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        ui.add_space(20.0);
        Text::new(&text, TypeSize::QUOTE, theme.muted).show_line(ui);
    });
    ui.add_space(8.0);
}

fn list_ui(
    ui: &mut Ui,
    timeline: &Timeline,
    found: &[EventId],
    chosen: usize,
    has_moved: bool,
) -> Option<EventId> {
    ui.add_space(8.0);
    let mut clicked = None;
    let height = (ui.available_height() - 8.0).clamp(ROW_HEIGHT, ROW_HEIGHT * 10.0);
    let mut area = ScrollArea::vertical().max_height(height).auto_shrink([false, true]);
    if has_moved {
        let top = ROW_HEIGHT * chosen as f32 - (height - ROW_HEIGHT) / 2.0;
        area = area.vertical_scroll_offset(top.max(0.0));
    }
    area.show_rows(ui, ROW_HEIGHT, found.len(), |ui, range| {
        let first = range.start;
        for (offset, event) in found.get(range).unwrap_or_default().iter().enumerate() {
            if row_ui(ui, timeline, *event, first + offset == chosen).clicked() {
                clicked = Some(*event);
            }
        }
    });
    ui.add_space(8.0);
    clicked
}

fn row_ui(ui: &mut Ui, timeline: &Timeline, event: EventId, is_chosen: bool) -> Response {
    let theme = style::theme(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::click());
    let date = date_text(timeline, event);
    let title = timeline.event_title(event);
    let text = format!("{title}, {date}");
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_chosen, &text));
    let fill = match (is_chosen, response.hovered()) {
        (true, _) => theme.accent_soft,
        (false, true) => theme.ink.with_opacity(0.06),
        (false, false) => theme.ink.with_opacity(0.0),
    };
    let surface = rect.shrink2(vec2(8.0, 1.0));
    ui.painter().rect_filled(surface, CornerRadius::same(style::CONTROL_RADIUS), style::color(fill));
    let end = Text::new(&date, TypeSize::QUOTE, theme.muted).cut(ui, rect.width() * 0.5);
    let right = paint_right(ui.painter(), rect, rect.right() - 20.0, end).left();
    let galley = Text::new(title, TypeSize::NOTES, theme.ink).cut(ui, right - rect.left() - 32.0);
    paint_left(ui.painter(), rect, rect.left() + 20.0, galley);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}
