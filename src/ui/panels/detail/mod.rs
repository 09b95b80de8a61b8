//! The panel on the right: one event, and the quotations it rests on.

mod cited_sentence;
mod conflict;
mod event_header;
mod evidence;
mod leftover_fields;
mod long_list;
mod related;
mod same_in_other_files;
mod shown_event;

use egui::{Frame, Id, Layout, Margin, ScrollArea, Ui, UiBuilder, vec2};

pub use cited_sentence::cited_sentence;

use self::shown_event::ShownEvent;
use crate::session::{Action, Memo, Session};
use crate::ui::key_events::with_shortcut;
use crate::ui::widgets::{Button, Icon, Look, Text, hairline_ui, markdown_ui};
use crate::ui::{Asks, style};
use dateline_picture::scene::TypeSize;
use dateline_timeline::model::EventId;

/// Height of the line with the lane and the steps to the neighbours, in points. It does not scroll.
const HEAD_HEIGHT: f32 = 44.0;
/// Height of the bar with the panel's actions, in points.
const FOOT_HEIGHT: f32 = 48.0;

/// The panel with what it keeps from frame to frame.
#[derive(Debug, Default)]
pub struct Detail {
    /// The selected event, by the revision of the session.
    shown: Memo<(u64, EventId), ShownEvent>,
}

impl Detail {
    /// Shows the selected event in the room there is; a line of help without one.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, asks: &mut Asks) {
        let room = ui.available_rect_before_wrap();
        let theme = style::theme(ui);
        ui.painter().rect_filled(room, 0.0, style::color(theme.panel));
        let timeline = &session.document().timeline;
        let Some(event) = session.selected().filter(|event| timeline.holds(*event)) else {
            let mut inner = ui.new_child(UiBuilder::new().max_rect(room.shrink(style::PANEL_PADDING)));
            let help = "Select an event to read what it rests on";
            Text::new(help, TypeSize::BODY, theme.muted).show(&mut inner);
            ui.advance_cursor_after_rect(room);
            return;
        };
        let shown = self.shown.get((session.revision(), event), |_| ShownEvent::of(timeline, event));
        let mut top = room;
        top.max.y = top.min.y + HEAD_HEIGHT;
        let mut top_ui = ui.new_child(UiBuilder::new().max_rect(top.shrink2(vec2(16.0, 0.0))));
        top_ui.add_space((HEAD_HEIGHT - style::CONTROL_HEIGHT) / 2.0);
        event_header::position_ui(&mut top_ui, session, event, asks);
        let mut upper = room;
        upper.min.y = top.max.y;
        upper.max.y -= FOOT_HEIGHT;
        let mut upper_ui = ui.new_child(UiBuilder::new().max_rect(upper));
        body_ui(&mut upper_ui, session, shown, asks);
        let mut lower = room;
        lower.min.y = upper.max.y;
        let mut lower_ui = ui.new_child(UiBuilder::new().max_rect(lower));
        foot_ui(&mut lower_ui, shown.address(timeline).is_some(), asks);
        ui.advance_cursor_after_rect(room);
    }
}

fn body_ui(ui: &mut Ui, session: &Session, shown: &ShownEvent, asks: &mut Asks) {
    let timeline = &session.document().timeline;
    let theme = style::theme(ui);
    let margin = Margin { left: 16, right: 16, top: 2, bottom: 20 };
    let mut scroll = ScrollArea::vertical().auto_shrink([false, false]);
    // Every event begins at its head, however far the one before was scrolled, and also after a restart.
    let id = Id::unique("event of the detail");
    let now = (session.opened_count(), shown.id);
    if ui.data(|data| data.get_temp::<(u64, EventId)>(id)) != Some(now) {
        scroll = scroll.vertical_scroll_offset(0.0);
    }
    ui.data_mut(|data| data.insert_temp(id, now));
    scroll.show(ui, |ui| {
        Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(style::GAP, 0.0);
            event_header::title_ui(ui, session, shown);
            ui.add_space(8.0);
            event_header::table_ui(ui, timeline, shown);
            event_header::chips_ui(ui, session, shown, asks);
            let summary = shown.event.summary_with_place();
            if !summary.is_empty() {
                ui.add_space(12.0);
                markdown_ui(ui, &summary, TypeSize::BODY, theme.ink, asks);
            }
            evidence::citations_ui(ui, session.document(), shown, asks);
            conflict::conflicts_ui(ui, session, shown);
            related::related_ui(ui, timeline, shown, asks);
            same_in_other_files::twins_ui(ui, session, shown.id, asks);
            leftover_fields::further_ui(ui, &shown.event);
        });
    });
}

fn foot_ui(ui: &mut Ui, has_address: bool, asks: &mut Asks) {
    hairline_ui(ui);
    let room = ui.available_rect_before_wrap().shrink2(vec2(style::PANEL_PADDING, 0.0));
    let builder = UiBuilder::new().max_rect(room).layout(Layout::left_to_right(egui::Align::Center));
    let mut ui = ui.new_child(builder);
    let (copy, copy_hint) = Action::CopyCitation.label_and_hint();
    let copy_hint = with_shortcut(copy_hint, Action::CopyCitation);
    if ui.add(Button::new(copy).icon(Icon::Copy).hint(&copy_hint)).clicked() {
        asks.act(Action::CopyCitation);
    }
    let (open, open_hint) = Action::OpenSource.label_and_hint();
    let reason = (!has_address).then_some("None of its sources has an address");
    let button = Button::new(open).icon(Icon::OpenExternal).look(Look::Quiet).hint(open_hint);
    if ui.add(button.disabled_because(reason)).clicked() {
        asks.act(Action::OpenSource);
    }
}
