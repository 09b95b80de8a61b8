//! The search with what hangs below it: fields and values to type next, and what of the search cannot be
//! meant.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::text::{CCursor, CCursorRange, CharIndex};
use egui::{
    Area, Context, CornerRadius, EventFilter, Id, Key, Margin, Modifiers, Order, Rect, Response, Sense,
    Stroke, StrokeKind, TextEdit, Ui, WidgetInfo, pos2, vec2,
};

use crate::session::{Command, Session};
use crate::ui::key_events::arrow_steps;
use crate::ui::widgets::{
    Icon, SearchField, Text, dialog_frame, paint_icon, paint_left, paint_right, thousands, wrapped_pills_ui,
};
use crate::ui::{Asks, style};
use dateline_picture::scene::{Theme, TypeSize};
use dateline_timeline::query::{Completion, FacetCounts, QueryProblem, Suggestion};

/// Height of a row in points.
const ROW_HEIGHT: f32 = 26.0;
/// The list is at least as wide, also under a shorter field.
const LEAST_WIDTH: f32 = 340.0;
/// Most of what is wrong that is listed; who mends it sees the rest.
const MAX_PROBLEMS: usize = 3;
/// Rows of the list answer the pointer; the keyboard stays in the field and chooses with arrows and Enter. A
/// row that Tab led to would be gone with the list as soon as the field has lost the keyboard.
const POINTER_ONLY: Sense = Sense::CLICK;
/// What a search can look like.
const EXAMPLE: &str = "actor:biden status:planned before:2022 \"joint statement\" -visit";

/// The search field's id, for giving it the keyboard.
pub fn search_id() -> Id {
    Id::unique("search")
}

/// What is remembered of the list from frame to frame.
#[derive(Clone, Debug, Default)]
struct List {
    /// Whether it was shown in the last frame.
    is_open: bool,
    /// Where it was shown.
    rect: Option<Rect>,
    /// The suggestion that Enter takes.
    chosen: Option<usize>,
    /// The text at which Escape closed it; another text opens it again.
    closed_at: Option<String>,
}

fn list_id() -> Id {
    search_id().with("list")
}

fn list_of(ctx: &Context) -> List {
    ctx.data(|data| data.get_temp::<List>(list_id())).unwrap_or_default()
}

/// Whether somebody is typing a search.
pub fn is_searching(ui: &Ui) -> bool {
    ui.memory(|memory| memory.has_focus(search_id())) || list_of(ui.ctx()).is_open
}

/// Whether Enter takes something from the list of the search and means nothing else.
pub fn search_takes_enter(ctx: &Context) -> bool {
    let list = list_of(ctx);
    list.is_open && list.chosen.is_some()
}

/// Closes the list of the search if it is open and Escape was pressed, which then means nothing else.
pub fn close_search_list(ctx: &Context, text: &str) {
    let mut list = list_of(ctx);
    if list.is_open && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        (list.is_open, list.chosen, list.closed_at) = (false, None, Some(text.to_owned()));
        ctx.data_mut(|data| data.insert_temp(list_id(), list));
    }
}

/// What can be typed at the cursor, and what is wrong, for one frame.
struct Offer {
    completion: Arc<Completion>,
    problems: Vec<QueryProblem>,
}

/// How the search is shown.
#[derive(Clone, Copy)]
pub(super) struct SearchBox<'a> {
    /// How many events match.
    pub found: &'a str,
    /// In points.
    pub width: f32,
    /// How many events each value that is offered has, where that is known.
    pub counts: Option<&'a Arc<FacetCounts>>,
}

/// Shows the field, and the list below it while somebody types.
pub(super) fn search_box_ui(ui: &mut Ui, session: &Session, search: SearchBox<'_>, asks: &mut Asks) {
    let SearchBox { found, width, counts } = search;
    let text = session.query().text.as_str();
    close_search_list(ui.ctx(), text);
    let mut list = list_of(ui.ctx());
    let has_focus = ui.memory(|memory| memory.has_focus(search_id()));
    let is_pointed_at = ui.input(|input| input.pointer.interact_pos()).zip(list.rect);
    let is_pointed_at = list.is_open && is_pointed_at.is_some_and(|(at, rect)| rect.contains(at));
    let is_active = has_focus || is_pointed_at;
    if !is_active {
        list = List::default();
    }
    let offer = Offer { completion: completion(ui, session, counts), problems: session.query().problems() };
    let is_empty = offer.completion.suggestions.is_empty() && offer.problems.is_empty();
    list.is_open = is_active && !is_empty && list.closed_at.as_deref() != Some(text);
    let taken = if list.is_open && has_focus { read_keys(ui, text, &mut list, &offer) } else { None };
    // The list says it while it is open.
    let problem = offer.problems.first().filter(|_| !list.is_open);
    let keeps_tab = list.is_open && (list.chosen.is_some() || !text.is_empty());
    let field = SearchField {
        id: search_id(),
        name: "Search events, words, sources",
        short_name: "Search",
        key: "/",
        found,
        problem: problem.map_or("", |problem| problem.message.as_str()),
        keys: EventFilter {
            tab: keeps_tab,
            escape: list.is_open,
            horizontal_arrows: true,
            vertical_arrows: true,
        },
    };
    let corner = ui.max_rect().left_bottom();
    if let Some(label) = field.show(ui, text, width) {
        (list.chosen, list.closed_at) = (None, None);
        asks.command(Command::Search(label));
    }
    let clicked = if list.is_open {
        let area = list_place(ui, corner, width);
        let (clicked, rect) = list_ui(ui, area, session, &offer, list.chosen);
        list.rect = Some(rect);
        clicked
    } else {
        None
    };
    if let Some((label, cursor)) = taken.or(clicked) {
        list.chosen = None;
        put_cursor(ui, &label, cursor);
        asks.command(Command::Search(label));
    }
    ui.data_mut(|data| data.insert_temp(list_id(), list));
}

/// What can be typed, kept while text, cursor and counts are the same: a file may name a hundred thousand
/// actors.
fn completion(ui: &Ui, session: &Session, counts: Option<&Arc<FacetCounts>>) -> Arc<Completion> {
    type Kept = (u64, String, usize, Option<Arc<FacetCounts>>, Arc<Completion>);
    let text = session.query().text.as_str();
    let chars = TextEdit::load_state(ui.ctx(), search_id())
        .and_then(|state| state.cursor.char_range())
        .map_or(usize::MAX, |range| range.primary.index.0);
    let cursor = text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at);
    let id = list_id().with("completion");
    let is_same = |one: &Option<Arc<FacetCounts>>| match (one, counts) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other),
        (one, other) => one.is_none() && other.is_none(),
    };
    if let Some((revision, kept, at, of, made)) = ui.data(|data| data.get_temp::<Kept>(id))
        && (revision, kept.as_str(), at) == (session.revision(), text, cursor)
        && is_same(&of)
    {
        return made;
    }
    let timeline = &session.document().timeline;
    let made = Arc::new(Completion::at(text, cursor, timeline, counts.map(Arc::as_ref)));
    let kept: Kept = (session.revision(), text.to_owned(), cursor, counts.cloned(), Arc::clone(&made));
    ui.data_mut(|data| data.insert_temp(id, kept));
    made
}

/// Arrows choose, Tab and Enter take. Gives the text with what was taken, and where the cursor stands in it.
fn read_keys(ui: &Ui, text: &str, list: &mut List, offer: &Offer) -> Option<(String, usize)> {
    let suggestions = &offer.completion.suggestions;
    let last = suggestions.len().checked_sub(1)?;
    list.chosen = match (arrow_steps(ui), list.chosen) {
        (0, chosen) => chosen,
        (1.., None) => Some(0),
        (_, None) => Some(last),
        (..0, Some(0)) => None,
        (moved, Some(chosen)) => Some(chosen.saturating_add_signed(moved)),
    };
    list.chosen = list.chosen.map(|chosen| chosen.min(last));
    let is_taken = ui.input_mut(|input| {
        let enters = list.chosen.is_some() && input.consume_key(Modifiers::NONE, Key::Enter);
        let tabs =
            (list.chosen.is_some() || !text.is_empty()) && input.consume_key(Modifiers::NONE, Key::Tab);
        enters || tabs
    });
    let chosen = suggestions.get(list.chosen.unwrap_or(0)).filter(|_| is_taken)?;
    Some(offer.completion.taken(text, chosen))
}

/// Goes on writing behind what was taken.
fn put_cursor(ui: &Ui, text: &str, cursor: usize) {
    let char_count = text.get(..cursor).unwrap_or(text).chars().count();
    let mut state = TextEdit::load_state(ui.ctx(), search_id()).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(CharIndex(char_count)))));
    TextEdit::store_state(ui.ctx(), search_id(), state);
    ui.memory_mut(|memory| memory.request_focus(search_id()));
}

/// Below the field, within the window.
fn list_place(ui: &Ui, corner: egui::Pos2, width: f32) -> Rect {
    let screen = ui.ctx().content_rect();
    let width = width.max(LEAST_WIDTH).min(screen.width() - 16.0);
    let left = corner.x.min(screen.right() - 8.0 - width);
    Rect::from_min_size(pos2(left, corner.y + 4.0), vec2(width, 0.0))
}

/// The list; gives the text to search for when something was clicked, with its cursor, and where the list
/// stands.
fn list_ui(
    ui: &Ui,
    room: Rect,
    session: &Session,
    offer: &Offer,
    chosen: Option<usize>,
) -> (Option<(String, usize)>, Rect) {
    let theme = style::theme(ui);
    let mut clicked = None;
    let area = Area::new(list_id()).order(Order::Foreground).fixed_pos(room.min).constrain(false);
    let shown = area.show(ui.ctx(), |ui| {
        dialog_frame(&theme).inner_margin(Margin::symmetric(0, 6)).show(ui, |ui| {
            ui.set_width(room.width());
            ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
            let text = session.query().text.as_str();
            for problem in offer.problems.iter().take(MAX_PROBLEMS) {
                if problem_ui(ui, problem).clicked()
                    && let Some(corrected) = session.query().corrected(problem)
                {
                    let end = corrected.len();
                    clicked = Some((corrected, end));
                }
            }
            let taken = if text.trim().is_empty() {
                fields_ui(ui, &offer.completion.suggestions, chosen)
            } else {
                rows_ui(ui, &offer.completion.suggestions, chosen)
            };
            if let Some(suggestion) = taken {
                clicked = Some(offer.completion.taken(text, suggestion));
            }
        });
    });
    (clicked, shown.response.rect)
}

/// What is wrong, and what was probably meant, which a click puts instead of it.
fn problem_ui(ui: &mut Ui, problem: &QueryProblem) -> Response {
    let theme = style::theme(ui);
    let ink = if problem.is_at_end { theme.ink2 } else { theme.warn };
    let room = ui.available_width() - 52.0;
    let galley = Text::new(&problem.message, TypeSize::LABEL, ink).wrapped(ui, room);
    let size = vec2(ui.available_width(), galley.size().y + 10.0);
    let can_be_mended = problem.correction.is_some();
    let sense = if can_be_mended { POINTER_ONLY } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(size, sense);
    let role = if can_be_mended { Role::Button } else { Role::Label };
    response.widget_info(|| WidgetInfo::labeled(role, true, &problem.message));
    if can_be_mended && (response.hovered() || response.has_focus()) {
        paint_surface(ui, rect, &theme, false);
    }
    let icon = if problem.is_at_end { Icon::Note } else { Icon::Warning };
    let lead = Rect::from_min_size(pos2(rect.left() + 16.0, rect.top() + 5.0), vec2(16.0, 16.0));
    paint_icon(ui.painter(), icon, lead, ink);
    ui.painter().galley(pos2(rect.left() + 40.0, rect.top() + 5.0), galley, style::color(ink));
    if can_be_mended { response.on_hover_cursor(egui::CursorIcon::PointingHand) } else { response }
}

fn paint_surface(ui: &Ui, rect: Rect, theme: &Theme, is_chosen: bool) {
    let fill = if is_chosen { theme.accent_soft } else { theme.ink.with_opacity(0.06) };
    let surface = rect.shrink2(vec2(6.0, 1.0));
    ui.painter().rect_filled(surface, CornerRadius::same(style::CONTROL_RADIUS), style::color(fill));
}

/// Suggestions in rows; gives the one that was clicked.
fn rows_ui<'s>(ui: &mut Ui, suggestions: &'s [Suggestion], chosen: Option<usize>) -> Option<&'s Suggestion> {
    let theme = style::theme(ui);
    let mut clicked = None;
    for (index, suggestion) in suggestions.iter().enumerate() {
        let is_chosen = chosen == Some(index);
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), POINTER_ONLY);
        response.widget_info(|| {
            WidgetInfo::selected(Role::ListBoxOption, true, is_chosen, accessible_label(suggestion))
        });
        if is_chosen || response.hovered() {
            paint_surface(ui, rect, &theme, is_chosen);
        }
        let count = suggestion.count.map(thousands).unwrap_or_default();
        let count = Text::new(&count, TypeSize::LABEL, theme.muted).line(ui);
        let right = paint_right(ui.painter(), rect, rect.right() - 16.0, count).left();
        let text = Text::new(&suggestion.label, TypeSize::LABEL, theme.ink);
        let text = if suggestion.hint.is_empty() {
            text
        } else {
            text.then("   ", TypeSize::LABEL, theme.muted).then(
                &suggestion.hint,
                TypeSize::LABEL,
                theme.muted,
            )
        };
        let galley = text.cut(ui, right - rect.left() - 24.0);
        paint_left(ui.painter(), rect, rect.left() + 16.0, galley);
        if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
            clicked = Some(suggestion);
        }
    }
    clicked
}

/// What a screen reader says of a suggestion.
fn accessible_label(suggestion: &Suggestion) -> String {
    let count = suggestion.count.map(|count| match count {
        1 => "1 event".to_owned(),
        count => format!("{} events", thousands(count)),
    });
    let parts = [Some(suggestion.label.clone()), Some(suggestion.hint.clone()), count];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// All fields side by side and an example, while nothing is typed; gives the one that was clicked.
fn fields_ui<'s>(
    ui: &mut Ui,
    suggestions: &'s [Suggestion],
    chosen: Option<usize>,
) -> Option<&'s Suggestion> {
    let theme = style::theme(ui);
    let mut clicked = None;
    egui::Frame::new().inner_margin(Margin::symmetric(16, 6)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        Text::new("Type words, or ask for a field:", TypeSize::LABEL, theme.muted).show(ui);
        ui.add_space(8.0);
        wrapped_pills_ui(ui, |ui| {
            for (index, suggestion) in suggestions.iter().enumerate() {
                let response = field_pill_ui(ui, suggestion, chosen == Some(index));
                if response.on_hover_text(&suggestion.hint).clicked() {
                    clicked = Some(suggestion);
                }
            }
        });
        ui.add_space(8.0);
        Text::new("For example ", TypeSize::LABEL, theme.muted)
            .then(EXAMPLE, TypeSize::LABEL, theme.ink2)
            .show(ui);
    });
    clicked
}

fn field_pill_ui(ui: &mut Ui, suggestion: &Suggestion, is_chosen: bool) -> Response {
    let theme = style::theme(ui);
    let galley = Text::new(&suggestion.label, TypeSize::LABEL, theme.ink).line(ui);
    let size = vec2((galley.size().x + 16.0).ceil(), 22.0);
    let (rect, response) = ui.allocate_exact_size(size, POINTER_ONLY);
    response.widget_info(|| {
        WidgetInfo::selected(Role::ListBoxOption, true, is_chosen, accessible_label(suggestion))
    });
    let rest = if is_chosen { theme.accent_soft } else { theme.raised };
    let fill = rest.mixed(theme.ink, if response.hovered() { 0.07 } else { 0.0 });
    let (width, ink) = if is_chosen { (1.5, theme.accent) } else { (1.0, theme.border2) };
    let line = Stroke::new(width, style::color(ink));
    ui.painter().rect(rect, CornerRadius::same(11), style::color(fill), line, StrokeKind::Inside);
    paint_left(ui.painter(), rect, rect.left() + 8.0, galley);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}
