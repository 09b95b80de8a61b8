//! The bar at the head of the window: menu, panel, title, search, zone, fit, theme, export, present.

use std::sync::Arc;

use egui::{Layout, Rect, Sense, Ui, UiBuilder, pos2, vec2};

use super::action_groups::value_text;
use super::search_box::{SearchBox, search_box_ui};
use crate::session::{Action, Command, Session, SidePanel};
use crate::ui::key_events::with_shortcut;
use crate::ui::widgets::{Button, Icon, Look, Text, icon_button_ui, segmented_ui, thousands};
use crate::ui::{Asks, Request, style};
use dateline_picture::scene::TypeSize;
use dateline_timeline::query::FacetCounts;

/// Height of the bar in points.
pub const TOP_BAR_HEIGHT: f32 = 48.0;
/// Below this width export and theme stand in the menu only, and the search is shorter.
const NARROW: f32 = 1400.0;
/// A narrower search field does not say of how many events a large file is.
const ROOM_FOR_TOTAL: f32 = 300.0;
/// Most zones that stand side by side; more are stepped through with one button.
const MAX_SEGMENTS: usize = 3;

/// Shows the bar as wide as there is room. `counts` are those of the values that the search offers, where
/// they are known.
pub fn top_bar_ui(ui: &mut Ui, session: &Session, counts: Option<&Arc<FacetCounts>>, asks: &mut Asks) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), TOP_BAR_HEIGHT), Sense::hover());
    let is_narrow = rect.width() < NARROW;
    let inner = rect.shrink2(vec2(12.0, 8.0));
    let key = ui.scope_id().with("right end");
    // The right end is as wide as it was in the last frame, so that the keyboard meets everything in order.
    let right_width = ui.data(|data| data.get_temp::<f32>(key)).unwrap_or(560.0);
    let search_least = if is_narrow { 160.0 } else { 200.0 };
    let right_left = inner.right() - right_width;
    let left = Rect::from_min_max(inner.min, pos2(right_left - search_least - 32.0, inner.bottom()));
    let end = left_ui(ui, left, session, asks);
    let room = Rect::from_min_max(pos2(end + 24.0, inner.top()), pos2(right_left - 16.0, inner.bottom()));
    let search_width = if is_narrow { 200.0 } else { 340.0 };
    search_ui(ui, room, session, SearchBox { found: "", width: search_width, counts }, asks);
    let area = Rect::from_min_max(pos2(right_left, inner.top()), inner.max);
    let width = right_ui(ui, area, is_narrow, session, asks);
    if (width - right_width).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(key, width));
        ui.ctx().request_discard("the top bar has another width");
    }
}

/// The search is never narrower than this, in points: its icons alone take half of it.
const LEAST_SEARCH: f32 = 120.0;

/// Menu, panel, title; gives where they end.
fn left_ui(ui: &mut Ui, room: Rect, session: &Session, asks: &mut Asks) -> f32 {
    let theme = style::theme(ui);
    let builder = UiBuilder::new().max_rect(room).layout(Layout::left_to_right(egui::Align::Center));
    let mut ui = ui.new_child(builder);
    ui.spacing_mut().item_spacing.x = style::GAP;
    let is_open = |panel: SidePanel| session.panels().contains(&panel);
    if icon_button_ui(&mut ui, Icon::Menu, "Menu", is_open(SidePanel::Menu)).clicked() {
        asks.command(Command::Panel(SidePanel::Menu, !is_open(SidePanel::Menu)));
    }
    let (text, _) = Action::ToggleFacets.label_and_hint();
    let name = with_shortcut(text, Action::ToggleFacets);
    if icon_button_ui(&mut ui, Icon::Panel, &name, false).clicked() {
        asks.act(Action::ToggleFacets);
    }
    ui.add_space(6.0);
    let document = session.document();
    let name = if document.title() == document.name { "" } else { document.name.as_str() };
    let text = Text::bold(document.title(), TypeSize::BODY, theme.ink);
    let text = text.then("  ", TypeSize::BODY, theme.muted).then(name, TypeSize::LABEL, theme.muted);
    let path = document.path.as_ref().map(|path| path.display().to_string());
    let response = text.show_cut(&mut ui);
    if let Some(path) = path {
        response.on_hover_text(path);
    }
    ui.min_rect().right()
}

fn search_ui(ui: &mut Ui, room: Rect, session: &Session, search: SearchBox<'_>, asks: &mut Asks) {
    // In the first frame of a narrow window, how wide the right end is is a guess that may leave less than
    // nothing.
    let width = search.width.min(room.width()).max(LEAST_SEARCH);
    let area = Rect::from_min_size(room.min, vec2(width, room.height()));
    let mut ui = ui.new_child(UiBuilder::new().max_rect(area));
    let total = session.document().timeline.len();
    let matching = thousands(session.matches().len());
    // A short field keeps its room for the text; the status line says of how many.
    let has_room = width >= ROOM_FOR_TOTAL || total < 10_000;
    let found = if has_room { format!("{matching} of {}", thousands(total)) } else { matching };
    search_box_ui(&mut ui, session, SearchBox { found: &found, width, ..search }, asks);
}

/// Zone, fit, theme, export, present from left to right; gives how wide they are.
fn right_ui(ui: &mut Ui, room: Rect, is_narrow: bool, session: &Session, asks: &mut Asks) -> f32 {
    let builder = UiBuilder::new().max_rect(room).layout(Layout::left_to_right(egui::Align::Center));
    let mut ui = ui.new_child(builder);
    ui.spacing_mut().item_spacing.x = style::GAP;
    ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
    zone_ui(&mut ui, session, asks);
    ui.add_space(4.0);
    list_ui(&mut ui, session, is_narrow, asks);
    if !session.is_list() && action_button(&mut ui, Action::FitAll, Icon::Fit, Look::Quiet).clicked() {
        asks.act(Action::FitAll);
    }
    if !is_narrow {
        let theme = format!("Theme: {}", value_text(session, Action::SwitchTheme));
        let theme = with_shortcut(&theme, Action::SwitchTheme);
        if icon_button_ui(&mut ui, Icon::Theme, &theme, false).clicked() {
            asks.act(Action::SwitchTheme);
        }
        if action_button(&mut ui, Action::Export, Icon::Export, Look::Quiet).clicked() {
            asks.act(Action::Export);
        }
    }
    let (text, hint) = Action::Present.label_and_hint();
    let hint = with_shortcut(hint, Action::Present);
    let reason = (!session.can(Action::Present)).then_some("This file tells no story to present");
    let button = Button::new(text).icon(Icon::Present).hint(&hint).disabled_because(reason);
    if ui.add(button).clicked() {
        asks.act(Action::Present);
    }
    ui.min_rect().width()
}

/// Picture or list: both labels where there is room, else a switch.
fn list_ui(ui: &mut Ui, session: &Session, is_narrow: bool, asks: &mut Asks) {
    if is_narrow {
        let name = with_shortcut(Action::ToggleList.label_and_hint().0, Action::ToggleList);
        if icon_button_ui(ui, Icon::List, &name, session.is_list()).clicked() {
            asks.act(Action::ToggleList);
        }
        return;
    }
    let clicked = segmented_ui(ui, "Events as", &["Picture", "List"], Some(usize::from(session.is_list())));
    if clicked.is_some_and(|index| (index == 1) != session.is_list()) {
        asks.act(Action::ToggleList);
    }
}

fn action_button(ui: &mut Ui, action: Action, icon: Icon, look: Look) -> egui::Response {
    let (text, hint) = action.label_and_hint();
    let hint = with_shortcut(hint, action);
    ui.add(Button::new(text).icon(icon).look(look).hint(&hint))
}

fn zone_ui(ui: &mut Ui, session: &Session, asks: &mut Asks) {
    let zones = session.document().timeline.display_zones();
    if zones.len() < 2 {
        return;
    }
    let chosen = zones.iter().position(|(zone, _)| *zone == session.display_zone());
    if zones.len() > MAX_SEGMENTS {
        let label = chosen.and_then(|index| zones.get(index)).map_or("Zone", |(_, label)| label.as_str());
        let hint = with_shortcut(Action::SwitchZone.label_and_hint().1, Action::SwitchZone);
        if ui.add(Button::new(label).hint(&hint)).clicked() {
            asks.act(Action::SwitchZone);
        }
        return;
    }
    let labels: Vec<&str> = zones.iter().map(|(_, label)| label.as_str()).collect();
    let clicked = segmented_ui(ui, "Dates in", &labels, chosen);
    if let Some((zone, _)) = clicked.and_then(|index| zones.get(index)) {
        asks.ask(Request::Do(Command::DisplayZone(*zone)));
    }
}
