//! The switch that says what lanes are made of: one row that opens to all fields.

use egui::{Id, Ui};

use crate::session::{Action, Session};
use crate::ui::widgets::{End, FacetRow, Icon, Lead};
use crate::ui::{Asks, style};
use dateline_timeline::query::Attribute;

/// Shows what lanes are made of, and when it is open everything else that they could be made of.
pub(super) fn lanes_by_ui(ui: &mut Ui, session: &Session, asks: &mut Asks) {
    let id = Id::unique("lanes by");
    let is_open = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(false);
    let field = session.lane_arrangement().attribute;
    let theme = style::theme(ui);
    let (text, hint) = Action::LanesBy(field).label_and_hint();
    let end = End::Icon(if is_open { Icon::ChevronUp } else { Icon::ChevronDown });
    let hint = format!("{hint}. A click lists other fields");
    let row = FacetRow { text, end, lead: Lead::Icon(Icon::Menu), is_on: false, ink: None, hint: &hint };
    if row.show(ui).clicked() {
        ui.data_mut(|data| data.insert_temp(id, !is_open));
    }
    if is_open {
        for other in Attribute::LANES.iter().copied().filter(|other| *other != field) {
            let action = Action::LanesBy(other);
            let (text, hint) = action.label_and_hint();
            if session.can(action) {
                let ink = Some(theme.ink2);
                let row = FacetRow {
                    text,
                    end: End::None,
                    lead: Lead::Icon(Icon::ChevronRight),
                    is_on: false,
                    ink,
                    hint,
                };
                if row.show(ui).clicked() {
                    ui.data_mut(|data| data.insert_temp(id, false));
                    asks.act(action);
                }
            }
        }
    }
    if !session.lane_arrangement().is_plain() {
        let (text, hint) = Action::ResetLanes.label_and_hint();
        let ink = Some(theme.accent);
        let row = FacetRow { text, end: End::None, lead: Lead::Icon(Icon::Close), is_on: false, ink, hint };
        if row.show(ui).clicked() {
            asks.act(Action::ResetLanes);
        }
    }
    ui.add_space(8.0);
}
