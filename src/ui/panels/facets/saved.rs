//! The filters that were saved for this file and for every file: one click asks for one again.

use egui::accesskit::Role;
use egui::{Rect, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::session::{SavedFilter, Session};
use crate::ui::panels::save_filter::rename;
use crate::ui::widgets::{End, FacetRow, Icon, Lead, focus_ring, paint_icon, section_head_ui};
use crate::ui::{Asks, Request, style};
use dateline_timeline::query::Filter;

/// Width of each of the two icons at the end of a row, in points.
const SIGN_WIDTH: f32 = 24.0;

/// Shows the section, if anything was saved.
pub(super) fn saved_ui(ui: &mut Ui, session: &Session, filters: &[SavedFilter], asks: &mut Asks) {
    let own = |(_, filter): &(usize, &SavedFilter)| filter.is_for(session.document());
    let own: Vec<(usize, &SavedFilter)> = filters.iter().enumerate().filter(own).collect();
    if own.is_empty() {
        return;
    }
    section_head_ui(ui, "Saved filters", "", false);
    for (index, filter) in own {
        row_ui(ui, session, index, filter, asks);
    }
    ui.add_space(style::SECTION_GAP);
}

fn row_ui(ui: &mut Ui, session: &Session, index: usize, filter: &SavedFilter, asks: &mut Asks) {
    let size = vec2(ui.available_width(), FacetRow::HEIGHT);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let icons = rect.right() + 8.0 - SIGN_WIDTH * 2.0;
    let text = Rect::from_min_max(rect.min, pos2(icons - 8.0, rect.bottom()));
    let mut row_ui = ui.new_child(UiBuilder::new().max_rect(text).id_salt(("saved filter", index)));
    let row = FacetRow {
        text: &filter.name,
        end: End::None,
        lead: Lead::Icon(Icon::Bookmark),
        is_on: is_asked(session, filter),
        ink: None,
        hint: &hint(filter),
    };
    if row.show(&mut row_ui).clicked() {
        asks.ask(Request::ApplyFilter(index));
    }
    for (number, (icon, verb)) in [(Icon::Edit, "Rename"), (Icon::Close, "Delete")].into_iter().enumerate() {
        let left = icons + SIGN_WIDTH * number as f32;
        let at = Rect::from_min_size(pos2(left, rect.top()), vec2(SIGN_WIDTH, rect.height()));
        if sign_ui(&row_ui, at, icon, &format!("{verb} filter {}", filter.name)) {
            match icon {
                Icon::Edit => rename(ui, index, filter, asks),
                _ => asks.ask(Request::ForgetFilter(index)),
            }
        }
    }
}

/// An icon that can be clicked; gives whether it was.
fn sign_ui(ui: &Ui, at: Rect, icon: Icon, name: &str) -> bool {
    let theme = style::theme(ui);
    let response = ui.interact(at, ui.scope_id().with(name), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    let ink = if response.hovered() || response.has_focus() { theme.ink } else { theme.muted };
    paint_icon(ui.painter(), icon, at, ink);
    focus_ring(ui.painter(), &theme, &response, at.shrink(3.0), style::CONTROL_RADIUS);
    response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(name).clicked()
}

/// Whether just this is asked for now.
fn is_asked(session: &Session, filter: &SavedFilter) -> bool {
    if session.query().text.trim() != filter.text || filter.values.is_empty() != session.filter().is_empty() {
        return false;
    }
    let facets = if filter.values.is_empty() {
        Filter::default()
    } else {
        filter.facets(&session.document().timeline).0
    };
    *session.filter() == facets
}

/// What it asks for, as text.
fn hint(filter: &SavedFilter) -> String {
    let mut lines = Vec::new();
    if !filter.text.is_empty() {
        lines.push(format!("Search: {}", filter.text));
    }
    lines.extend(filter.values.iter().map(|value| match value.name.as_str() {
        "" => format!("No {}", value.facet),
        name => format!("{}: {name}", value.facet),
    }));
    if filter.file.is_none() {
        lines.push("For every file".to_owned());
    }
    if filter.view.is_some() {
        lines.push("With the stretch of time that was shown".to_owned());
    }
    lines.join("\n")
}
