//! What stands in an empty picture: why nothing is to be seen, and the way to where something is.

use egui::{Align, Layout, Rect, Ui, UiBuilder, vec2};

use super::request::Asks;
use super::style;
use super::view_context::ViewContext;
use super::widgets::{Button, Text};
use crate::session::Action;
use dateline_picture::layout::Picture;
use dateline_picture::scene::TypeSize;

/// Shows it in the middle of the ground of the picture, unless there is something in it or about to be.
pub(super) fn show(ui: &mut Ui, view: &ViewContext<'_>, picture: &Picture, ground: Rect, asks: &mut Asks) {
    let is_empty = picture.marks.is_empty() && picture.slots.is_empty() && picture.cells.is_empty();
    let timeline = &view.session.document().timeline;
    if !is_empty || timeline.is_empty() || view.is_waiting {
        return;
    }
    let (text, action) = if view.session.matches().is_empty() {
        ("No event matches", None)
    } else if timeline.undated_count() == timeline.len() {
        ("No event of this file has a position in time", Some(Action::ShowUndated))
    } else {
        ("No event is in this stretch of time", Some(Action::FitAll))
    };
    let theme = style::theme(ui);
    let room = Rect::from_center_size(ground.center(), vec2(ground.width().min(420.0), 72.0));
    let mut inner = ui.new_child(
        UiBuilder::new().id_salt("nothing in view").max_rect(room).layout(Layout::top_down(Align::Center)),
    );
    Text::new(text, TypeSize::BODY, theme.ink2).show_line(&mut inner);
    let Some(action) = action else { return };
    inner.add_space(8.0);
    let (name, hint) = action.label_and_hint();
    if inner.add(Button::new(name).hint(hint)).clicked() {
        asks.act(action);
    }
}
