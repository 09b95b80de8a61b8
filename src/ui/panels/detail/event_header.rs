//! The upper part of the detail: lane and position, title, dates, status, who and what.

use egui::accesskit::Role;
use egui::{Layout, Rect, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::super::source_labels::{split_unstated, stated_text};
use super::shown_event::ShownEvent;
use crate::session::{Action, Command, Session, SidePanel};
use crate::ui::key_events::with_shortcut;
use crate::ui::widgets::{
    Icon, Mark, Text, capitalised, chip_ui, icon_button_ui, key_value_ui, paint_left, paint_mark, thousands,
    wrapped_pills_ui,
};
use crate::ui::{Asks, style};
use dateline_picture::scene::{TypeSize, no_date_text};
use dateline_time::{Date, Precision, Zone};
use dateline_timeline::model::{EventId, Participation, Status, Timeline};
use dateline_timeline::query::{Attribute, Filter};

/// Lane, "7 of 48", and the steps to the neighbours.
pub(super) fn position_ui(ui: &mut Ui, session: &Session, event: EventId, asks: &mut Asks) {
    let theme = style::theme(ui);
    let size = vec2(ui.available_width(), style::CONTROL_HEIGHT);
    let (mut room, _) = ui.allocate_exact_size(size, Sense::hover());
    // The cross itself stands at the edge of the text below, its surface reaches beyond.
    room.max.x += 8.0;
    let builder = UiBuilder::new().max_rect(room).layout(Layout::right_to_left(egui::Align::Center));
    let mut ui = ui.new_child(builder);
    ui.spacing_mut().item_spacing.x = 0.0;
    if icon_button_ui(&mut ui, Icon::Close, "Close", false).clicked() {
        asks.command(Command::Panel(SidePanel::Detail, false));
    }
    for (icon, action) in
        [(Icon::ChevronRight, Action::NextEvent), (Icon::ChevronLeft, Action::PreviousEvent)]
    {
        let name = with_shortcut(action.label_and_hint().0, action);
        let is_possible = session.can(action);
        let button = ui.add_enabled_ui(is_possible, |ui| icon_button_ui(ui, icon, &name, false));
        if button.inner.clicked() {
            asks.act(action);
        }
    }
    if let Some((position, count)) = session.selected_position() {
        ui.add_space(8.0);
        let text = format!("{} of {}", thousands(position), thousands(count));
        Text::new(&text, TypeSize::LABEL, theme.muted).show_line(&mut ui);
    }
    let rest = ui.available_rect_before_wrap();
    lane_ui(&ui, rest, session, event);
}

/// The lane that it stands in, and how many further ones it could stand in: "Singapore and 1 more".
fn lane_ui(ui: &Ui, room: Rect, session: &Session, event: EventId) {
    let theme = style::theme(ui);
    let timeline = &session.document().timeline;
    let style_index = session.lane_style(event);
    let (name, further) = match &session.lanes() {
        Some(lanes) if lanes.attribute() != Attribute::Lane => {
            let name = lanes.head(style_index).map(|lane| lane.name.as_str());
            (name, lanes.further_values(timeline, event))
        }
        _ => {
            let lane = timeline.lane(event).and_then(|id| timeline.lanes().get(id.index()));
            (lane.map(|lane| lane.label.as_str()), 0)
        }
    };
    let Some(name) = name else { return };
    let text = if further == 0 { name.to_owned() } else { format!("{name} and {further} more") };
    let mark = Rect::from_min_size(pos2(room.left() - 1.0, room.center().y - 8.0), vec2(16.0, 16.0));
    paint_mark(ui.painter(), Mark::Lane(theme.lane(style_index)), mark, &theme);
    let left = room.left() + 21.0;
    let file =
        timeline.origin(event).map(|(part, _)| part.name.as_str()).filter(|file| !name.ends_with(file));
    let galley = Text::new(&text, TypeSize::LABEL, theme.ink2)
        .then(if file.is_some() { "  " } else { "" }, TypeSize::LABEL, theme.muted)
        .then(file.unwrap_or(""), TypeSize::LABEL, theme.muted)
        .cut(ui, room.right() - left - 8.0);
    let painted = paint_left(ui.painter(), room, left, galley);
    let response = ui.interact(painted, ui.scope_id().with("lane"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("Lane: {text}")));
}

/// The title, and under it the date as text with the unstated part quieter.
pub(super) fn title_ui(ui: &mut Ui, session: &Session, shown: &ShownEvent) {
    let event = shown.id;
    let timeline = &session.document().timeline;
    let theme = style::theme(ui);
    Text::bold(timeline.event_title(event), TypeSize::TITLE, theme.ink).show_selectable(ui);
    ui.add_space(2.0);
    let Some(date) = timeline.date(event) else {
        Text::new(no_date_text(timeline, event), TypeSize::QUOTE, theme.muted).show_selectable(ui);
        return note_ui(ui, &shown.event.shown_date_note());
    };
    let text = date.label();
    let (stated, unstated) = split_unstated(&text);
    let place = place_of_date(session, event);
    Text::new(stated, TypeSize::QUOTE, theme.ink)
        .then(unstated, TypeSize::QUOTE, theme.muted)
        .then(&place, TypeSize::QUOTE, theme.muted)
        .show_selectable(ui);
    note_ui(ui, &shown.event.shown_date_note());
}

/// " in Singapore" where the axis, in the zone of somewhere else, shows another day; else empty.
fn place_of_date(session: &Session, event: EventId) -> String {
    let timeline = &session.document().timeline;
    let home = timeline.event_zone(event);
    let is_elsewhere = timeline.date(event).is_some_and(|date| {
        date.precision() >= Precision::Day
            && date.text_in(home, home) != date.text_in(home, session.display_zone())
    });
    if !is_elsewhere {
        return String::new();
    }
    let zones = timeline.display_zones();
    let name = zones.into_iter().find(|(zone, _)| *zone == home).map(|(_, name)| name);
    format!(" in {}", name.unwrap_or_else(|| home.place()))
}

fn note_ui(ui: &mut Ui, note: &str) {
    if !note.is_empty() {
        let theme = style::theme(ui);
        ui.add_space(4.0);
        Text::new(note, TypeSize::LABEL, theme.muted).show_selectable(ui);
    }
}

/// The date in every zone, the status with its date, the promise to repeat it.
pub(super) fn table_ui(ui: &mut Ui, timeline: &Timeline, shown: &ShownEvent) {
    let event = shown.id;
    let home = timeline.event_zone(event);
    for (zone, label) in zones(timeline, home) {
        if let Some(date) = timeline.date(event) {
            let text = if zone == home { date.label() } else { date.text_in(home, zone) };
            let (stated, _) = split_unstated(&text);
            let shift = date.shift_text(home, zone).unwrap_or_default();
            row_ui(ui, &label, stated, &shift);
        }
    }
    status_ui(ui, timeline.status(event), shown.event.as_of.as_ref());
    if let Some(recurrence) = &shown.event.recurrence {
        let text = if recurrence.text.is_empty() { "again and again" } else { &recurrence.text };
        row_ui(ui, "Repeats", text, "");
        let bound = |date: &Option<Date>| date.as_ref().map(stated_text);
        let stretch = match (bound(&recurrence.from), bound(&recurrence.until)) {
            (Some(from), Some(until)) => format!("from {from} until {until}"),
            (Some(from), None) => format!("from {from}, end not stated"),
            (None, Some(until)) => format!("until {until}"),
            (None, None) => "start and end not stated".to_owned(),
        };
        row_ui(ui, "Expected", &stretch, "");
    }
}

/// The zones to show, the event's own first where the file does not list it.
fn zones(timeline: &Timeline, home: Zone) -> Vec<(Zone, String)> {
    let mut zones = timeline.display_zones();
    if zones.iter().all(|(zone, _)| *zone != home) {
        zones.insert(0, (home, home.place()));
    }
    zones
}

/// One row of the table; `more` follows in quiet text, on the same line where it fits.
fn row_ui(ui: &mut Ui, key: &str, value: &str, more: &str) {
    let theme = style::theme(ui);
    key_value_ui(ui, key, |ui| {
        let mut text = Text::new(value, TypeSize::LABEL, theme.ink);
        if !more.is_empty() {
            text = text.then(&format!(" · {more}"), TypeSize::LABEL, theme.muted);
        }
        ui.add_space(2.0);
        text.show_selectable(ui);
        ui.add_space(2.0);
    });
}

fn status_ui(ui: &mut Ui, status: Status, as_of: Option<&Date>) {
    let theme = style::theme(ui);
    key_value_ui(ui, "Status", |ui| {
        ui.horizontal(|ui| {
            let (mark, _) = ui.allocate_exact_size(vec2(12.0, 20.0), Sense::hover());
            paint_mark(ui.painter(), Mark::Status(status), mark, &theme);
            ui.add_space(8.0);
            let mut text = Text::new(status.label(), TypeSize::LABEL, theme.ink);
            if let Some(date) = as_of {
                text = text.then(&format!(" · as of {}", date.label()), TypeSize::LABEL, theme.muted);
            }
            text.show_selectable(ui);
        });
    });
}

/// Most actors that are shown before a click shows all.
const MAX_ACTORS: usize = 5;

/// Actors and tags; a click asks for their other events.
pub(super) fn chips_ui(ui: &mut Ui, session: &Session, shown: &ShownEvent, asks: &mut Asks) {
    let timeline = &session.document().timeline;
    let (participations, tags) = (&shown.event.actors, &shown.event.tags);
    if participations.is_empty() && tags.is_empty() {
        return;
    }
    ui.add_space(8.0);
    let key = ui.scope_id().with(("all actors", session.revision(), shown.id));
    let shows_all = ui.data(|data| data.get_temp::<bool>(key)).unwrap_or(false);
    let limit = if shows_all || participations.len() <= MAX_ACTORS + 1 { usize::MAX } else { MAX_ACTORS };
    wrapped_pills_ui(ui, |ui| {
        for participation in participations.iter().take(limit) {
            actor_ui(ui, session, participation, asks);
        }
        if let Some(more) = participations.len().checked_sub(limit)
            && chip_ui(ui, &format!("{more} more"), "Show all actors", false).clicked()
        {
            ui.data_mut(|data| data.insert_temp(key, true));
        }
        for tag in tags {
            let text = timeline.tag(*tag);
            let response = chip_ui(ui, text, &format!("Tag: {text}"), true);
            if response.on_hover_text("Show only events with this tag").clicked() {
                let filter = Filter { tags: [Some(*tag)].into(), ..session.filter().clone() };
                asks.command(Command::Filter(filter));
            }
        }
    });
}

fn actor_ui(ui: &mut Ui, session: &Session, participation: &Participation, asks: &mut Asks) {
    let Some(actor) = session.document().timeline.actor(participation.actor) else { return };
    let role = Some(capitalised(&participation.role)).filter(|role| !role.is_empty());
    let hint = [Some(actor.name.clone()), role, Some("Click to show only this actor’s events".to_owned())];
    let hint = hint.into_iter().flatten().collect::<Vec<_>>().join("\n");
    let response = chip_ui(ui, &actor.name, &format!("Actor: {}", actor.name), false);
    if response.on_hover_text(hint).clicked() {
        let filter = Filter { actors: [Some(participation.actor)].into(), ..session.filter().clone() };
        asks.command(Command::Filter(filter));
    }
}
