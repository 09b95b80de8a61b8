//! One line over the picture that says how something ended: an export, a file that was refused.

use egui::accesskit::Role;
use egui::{Align2, Area, Frame, Id, Margin, Order, Sense, Ui, WidgetInfo, vec2};

use super::panels::toast_ui;
use super::style;
use super::widgets::Text;
use crate::session::{Session, SidePanel};
use dateline_picture::scene::TypeSize;

/// Seconds that good news stands; bad news stands until it is clicked away.
const STANDS: f64 = 5.0;

/// A line to show.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// What it says.
    pub text: String,
    is_good: bool,
    since: Option<Shown>,
}

/// When a notice was shown first, in seconds, and over which dialog.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Shown {
    at: f64,
    over: Option<SidePanel>,
}

impl Notice {
    /// Something worked.
    pub fn good(text: String) -> Notice {
        Notice { text, is_good: true, since: None }
    }

    /// Something did not.
    pub fn bad(text: String) -> Notice {
        Notice { text, is_good: false, since: None }
    }
}

/// Shows the notice, if there is one, above the foot of the window.
pub(super) fn show(ui: &Ui, session: &Session, shown_notice: &mut Option<Notice>) {
    let over = session.overlay();
    let Some(notice) = shown_notice.as_mut() else { return };
    let now = ui.input(|input| input.time);
    let shown = *notice.since.get_or_insert(Shown { at: now, over });
    // What came before a dialog steps back with all that the dialog dims; what came of the dialog stands
    // before it.
    let order = if over.is_none() || shown.over == over { Order::Tooltip } else { Order::Middle };
    if notice.is_good {
        let left = STANDS - (now - shown.at);
        if left <= 0.0 {
            *shown_notice = None;
            return;
        }
        ui.ctx().request_repaint_after_secs(left as f32 + 0.01);
    }
    let theme = style::theme(ui);
    let text = notice.text.clone();
    if notice.is_good {
        toast_ui(ui, &text, order);
        return;
    }
    let area = Area::new(Id::unique("notice")).order(order).constrain(true);
    let clicked = area.anchor(Align2::CENTER_BOTTOM, vec2(0.0, -44.0)).show(ui.ctx(), |ui| {
        let frame = Frame::new()
            .fill(style::color(theme.raised))
            .stroke(egui::Stroke::new(1.0, style::color(theme.border)))
            .corner_radius(style::CARD_RADIUS)
            .shadow(style::shadow(&theme))
            .inner_margin(Margin::symmetric(14, 8));
        let inside = frame.show(ui, |ui| {
            ui.set_max_width(560.0);
            Text::new(&text, TypeSize::LABEL, theme.err).show(ui);
        });
        let response = ui.interact(inside.response.rect, Id::unique("notice text"), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Status, true, &text));
        response.on_hover_text("Click to close").clicked()
    });
    if clicked.inner {
        *shown_notice = None;
    }
}
