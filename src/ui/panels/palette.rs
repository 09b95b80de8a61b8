//! Everything that can be done, and every event, by a few letters of its name.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use egui::accesskit::Role;
use egui::{CornerRadius, Id, Key, Modifiers, Rect, Response, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::session::{Action, Command, SavedFilter, Session, SidePanel};
use crate::ui::key_events::arrow_steps;
use crate::ui::widgets::{
    Icon, Mark, Text, dialog_note_ui, hairline_ui, is_newly_shown, key_cap_width, large_field_ui, paint_icon,
    paint_key_cap, paint_left, paint_mark, paint_right,
};
use crate::ui::{Asks, Request, style};
use dateline_picture::scene::{TypeSize, short_date_text};
use dateline_timeline::Cancel;
use dateline_timeline::model::{EventId, Timeline};

/// Height of a row in points.
const ROW_HEIGHT: f32 = 32.0;
/// Rows answer the pointer; the keyboard stays in the field and chooses with arrows and Enter.
const POINTER_ONLY: Sense = Sense::CLICK;
/// Most events that are listed; nobody reads on.
const MAX_EVENTS: usize = 50;

/// After so many titles the search asks whether to go on.
const CHECKED_EVERY: usize = 4_096;

/// One thing to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    /// Something to do.
    Act(Action),
    /// An event to go to.
    Go(EventId),
    /// A saved filter to ask for, by its index.
    Filter(usize),
}

/// What is typed, what it gives, and which of it is chosen; kept while the palette is open.
#[derive(Clone, Debug, Default)]
struct Typed {
    text: String,
    /// The events among the choices.
    events: Arc<Vec<EventId>>,
    choices: Arc<Vec<Choice>>,
    chosen: usize,
    revision: Option<u64>,
}

/// Gives the events that are called by some letters, the best match first; while they are looked for, those
/// that were found last.
pub type Finder<'f> = dyn FnMut(&str) -> Arc<Vec<EventId>> + 'f;

/// Shows the palette; `filters` are all that are saved.
pub(super) fn palette_ui(
    ui: &mut Ui,
    session: &Session,
    finder: &mut Finder<'_>,
    filters: &[SavedFilter],
    asks: &mut Asks,
) {
    let palette = Palette { session, filters };
    let id = Id::unique("palette");
    let mut typed = ui.data(|data| data.get_temp::<Typed>(id)).unwrap_or_default();
    if is_newly_shown(ui, id.with("shown")) || typed.revision != Some(session.revision()) {
        typed = Typed { revision: Some(session.revision()), ..Typed::default() };
        typed.choices = Arc::new(palette.choices("", &[]));
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let moved = arrow_steps(ui);
    let is_entered = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let field = large_field_ui(ui, id.with("field"), "Type a command or an event", &mut typed.text);
    if !field.has_focus() {
        field.request_focus();
    }
    let events = if typed.text.trim().is_empty() { Arc::default() } else { finder(&typed.text) };
    if field.changed() || !Arc::ptr_eq(&events, &typed.events) {
        typed.choices = Arc::new(palette.choices(&typed.text, &events));
        typed.events = events;
    }
    if field.changed() {
        typed.chosen = 0;
    }
    hairline_ui(ui);
    let last = typed.choices.len().saturating_sub(1);
    typed.chosen = typed.chosen.saturating_add_signed(moved).min(last);
    let clicked = palette.list_ui(ui, &typed, moved != 0);
    let entered = is_entered.then(|| typed.choices.get(typed.chosen).copied()).flatten();
    if let Some(choice) = clicked.or(entered).filter(|choice| palette.is_possible(*choice)) {
        asks.command(Command::Panel(SidePanel::Palette, false));
        match choice {
            Choice::Act(action) => asks.act(action),
            Choice::Go(event) => asks.command(Command::Reveal(event)),
            Choice::Filter(index) => asks.ask(Request::ApplyFilter(index)),
        }
    }
    ui.data_mut(|data| data.insert_temp(id, typed));
}

/// What the palette lists from.
struct Palette<'a> {
    session: &'a Session,
    filters: &'a [SavedFilter],
}

impl Palette<'_> {
    fn is_possible(&self, choice: Choice) -> bool {
        match choice {
            Choice::Act(action) => self.session.can(action),
            Choice::Go(_) | Choice::Filter(_) => true,
        }
    }

    /// Actions and the saved filters of this file, the best match first, then events; without text, all
    /// filters and the actions in their order.
    fn choices(&self, text: &str, events: &[EventId]) -> Vec<Choice> {
        let actions = Action::ALL.iter().copied().filter(|action| *action != Action::Palette);
        let is_own = |(_, filter): &(usize, &SavedFilter)| filter.is_for(self.session.document());
        let filters = self.filters.iter().enumerate().filter(is_own);
        if text.trim().is_empty() {
            let filters = filters.map(|(index, _)| Choice::Filter(index));
            return actions.map(Choice::Act).chain(filters).collect();
        }
        let mut matcher = Matcher::new(Config::DEFAULT);
        let pattern = Pattern::parse(text, CaseMatching::Ignore, Normalization::Smart);
        let mut buffer = Vec::new();
        let mut score = |label: &str| pattern.score(Utf32Str::new(label, &mut buffer), &mut matcher);
        let named: Vec<(u32, Choice)> = filters
            .filter_map(|(index, filter)| Some((score(&filter.name)? * 2, Choice::Filter(index))))
            .collect();
        let mut acts: Vec<(u32, Choice)> = actions
            .filter_map(|action| {
                let (label, hint) = action.label_and_hint();
                // The name counts double, so that it comes before a hint that happens to have the letters.
                let best = score(label).map(|score| score * 2).max(score(hint))?;
                Some((best, Choice::Act(action)))
            })
            .chain(named)
            .collect();
        acts.sort_by_key(|(score, _)| Reverse(*score));
        let events = events.iter().map(|event| Choice::Go(*event));
        acts.into_iter().map(|(_, choice)| choice).chain(events).collect()
    }

    fn list_ui(&self, ui: &mut Ui, typed: &Typed, has_moved: bool) -> Option<Choice> {
        if typed.choices.is_empty() {
            dialog_note_ui(ui, 20.0, "Nothing is called that");
            return None;
        }
        let mut clicked = None;
        let height = (ui.available_height() - 8.0).clamp(ROW_HEIGHT, ROW_HEIGHT * 12.0);
        let area = ScrollArea::vertical().max_height(height).auto_shrink([false, true]);
        let mut rows = |ui: &mut Ui, range: std::ops::Range<usize>| {
            for index in range {
                let Some(choice) = typed.choices.get(index).copied() else { continue };
                let response = self.row_ui(ui, choice, index == typed.chosen);
                if response.clicked() {
                    clicked = Some(choice);
                }
            }
        };
        ui.add_space(4.0);
        area.show_viewport(ui, |ui, viewport| {
            let count = typed.choices.len();
            ui.set_height(ROW_HEIGHT * count as f32);
            if has_moved {
                let top = ui.max_rect().top() + ROW_HEIGHT * typed.chosen as f32;
                let row = Rect::from_min_size(pos2(ui.max_rect().left(), top), vec2(1.0, ROW_HEIGHT));
                ui.scroll_to_rect_animation(row, None, egui::style::ScrollAnimation::none());
            }
            let first = (viewport.top() / ROW_HEIGHT).floor().max(0.0) as usize;
            let last = ((viewport.bottom() / ROW_HEIGHT).ceil().max(0.0) as usize).min(count);
            let top = ui.max_rect().top() + ROW_HEIGHT * first as f32;
            let room = Rect::from_min_size(
                pos2(ui.max_rect().left(), top),
                vec2(ui.max_rect().width(), ROW_HEIGHT * last.saturating_sub(first) as f32),
            );
            let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(room));
            inner.spacing_mut().item_spacing.y = 0.0;
            rows(&mut inner, first..last);
        });
        ui.add_space(4.0);
        clicked
    }

    fn row_ui(&self, ui: &mut Ui, choice: Choice, is_chosen: bool) -> Response {
        let theme = style::theme(ui);
        let possible = self.is_possible(choice);
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), POINTER_ONLY);
        let (text, hint) = self.label_and_hint_of(choice);
        response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, possible, is_chosen, &text));
        let surface = rect.shrink2(vec2(8.0, 1.0));
        let fill = match (is_chosen, response.hovered()) {
            (true, _) => theme.accent_soft,
            (false, true) => theme.ink.with_opacity(0.06),
            (false, false) => theme.ink.with_opacity(0.0),
        };
        ui.painter().rect_filled(surface, CornerRadius::same(style::CONTROL_RADIUS), style::color(fill));
        let ink = if possible { theme.ink } else { theme.muted };
        let lead = Rect::from_min_size(pos2(rect.left() + 16.0, rect.center().y - 8.0), vec2(16.0, 16.0));
        match choice {
            Choice::Act(action) => {
                if let Some(icon) = icon_of(action) {
                    paint_icon(ui.painter(), icon, lead, theme.ink2);
                }
            }
            Choice::Go(event) => {
                paint_mark(
                    ui.painter(),
                    Mark::Lane(theme.lane(self.session.lane_style(event))),
                    lead,
                    &theme,
                );
            }
            Choice::Filter(_) => paint_icon(ui.painter(), Icon::Bookmark, lead, theme.ink2),
        }
        let right = ends_ui(ui, rect, choice, &hint);
        let mut line = Text::new(&text, TypeSize::BODY, ink);
        if let Choice::Act(_) | Choice::Filter(_) = choice {
            line = line.then("   ", TypeSize::LABEL, theme.muted).then(&hint, TypeSize::LABEL, theme.muted);
        }
        let galley = line.cut(ui, right - rect.left() - 48.0);
        paint_left(ui.painter(), rect, rect.left() + 40.0, galley);
        if possible { response.on_hover_cursor(egui::CursorIcon::PointingHand) } else { response }
    }

    fn label_and_hint_of(&self, choice: Choice) -> (String, String) {
        match choice {
            Choice::Act(action) => {
                let (text, hint) = action.label_and_hint();
                (text.to_owned(), hint.to_owned())
            }
            Choice::Filter(index) => {
                let filter = self.filters.get(index);
                (filter.map_or_else(String::new, |filter| filter.name.clone()), "Saved filter".to_owned())
            }
            Choice::Go(event) => {
                let timeline = &self.session.document().timeline;
                (timeline.event_title(event).to_owned(), short_date_text(timeline, event))
            }
        }
    }
}

/// The events whose titles have some letters in this order, the best match first, at most fifty. `None` once
/// cancelled. Linear in the titles.
pub fn events_called(timeline: &Timeline, text: &str, cancel: &Cancel) -> Option<Vec<EventId>> {
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::parse(text, CaseMatching::Ignore, Normalization::Smart);
    let mut buffer = Vec::new();
    let mut best: BinaryHeap<(Reverse<u32>, EventId)> = BinaryHeap::new();
    for event in timeline.ids() {
        if event.index() % CHECKED_EVERY == 0 {
            cancel.check()?;
        }
        let label = Utf32Str::new(timeline.event_title(event), &mut buffer);
        if let Some(score) = pattern.score(label, &mut matcher) {
            best.push((Reverse(score), event));
            if best.len() > MAX_EVENTS {
                best.pop();
            }
        }
    }
    Some(best.into_sorted_vec().into_iter().map(|(_, event)| event).collect())
}

/// The icon that an action has elsewhere in the window.
const fn icon_of(action: Action) -> Option<Icon> {
    Some(match action {
        Action::OpenFile | Action::OpenPath | Action::OpenBundled => Icon::File,
        Action::Export | Action::SaveAs => Icon::Export,
        Action::Present => Icon::Present,
        Action::NextEvent => Icon::ChevronRight,
        Action::PreviousEvent => Icon::ChevronLeft,
        Action::LaneUp => Icon::ChevronUp,
        Action::LaneDown => Icon::ChevronDown,
        Action::ToggleList => Icon::List,
        Action::FitAll | Action::FitSelection | Action::OpeningView => Icon::Fit,
        Action::ShowNow => Icon::Clock,
        Action::Search => Icon::Search,
        Action::ClearFilters | Action::Back => Icon::Close,
        Action::ShowUndated => Icon::Calendar,
        Action::ShowProblems | Action::NextProblem => Icon::Warning,
        Action::SaveFilter => Icon::Bookmark,
        Action::CopyCitation | Action::CopySearch => Icon::Copy,
        Action::OpenSource => Icon::OpenExternal,
        Action::ToggleFacets => Icon::Panel,
        Action::SwitchTheme => Icon::Theme,
        _ => return None,
    })
}

/// The key of an action or the date of an event at the right end; gives its left edge.
fn ends_ui(ui: &Ui, rect: Rect, choice: Choice, hint: &str) -> f32 {
    let theme = style::theme(ui);
    let right = rect.right() - 16.0;
    match choice {
        Choice::Act(action) => action.shortcuts().first().map_or(right, |shortcut| {
            let key = shortcut.label();
            let left = right - key_cap_width(ui, &key);
            paint_key_cap(ui, pos2(left, rect.center().y), &key);
            left
        }),
        Choice::Filter(_) => right,
        Choice::Go(_) => {
            let galley = Text::new(hint, TypeSize::LABEL, theme.muted).line(ui);
            paint_right(ui.painter(), rect, right, galley).left()
        }
    }
}
