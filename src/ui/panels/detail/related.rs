//! Events that this one is something to, as links.

use egui::{Rect, Sense, Ui, UiBuilder, pos2, vec2};

use super::long_list::LongList;
use super::shown_event::{Related, ShownEvent};
use crate::session::Command;
use crate::ui::widgets::{KEY_WIDTH, Text, capitalised, link_ui, paint_left, paint_right, section_head_ui};
use crate::ui::{Asks, style};
use dateline_picture::scene::{TypeSize, short_date_text};
use dateline_timeline::model::{Basis, Relation, Timeline};

/// Height of a row in points.
const ROW_HEIGHT: f32 = 24.0;

/// The section, or nothing when no other event is related.
pub(super) fn related_ui(ui: &mut Ui, timeline: &Timeline, shown: &ShownEvent, asks: &mut Asks) {
    let rows = &shown.related;
    if rows.is_empty() {
        return;
    }
    ui.add_space(style::SECTION_GAP);
    section_head_ui(ui, "Related", &rows.len().to_string(), false);
    let theme = style::theme(ui);
    let kinds = rows.iter().map(|row| Text::new(&capitalised(row.kind), TypeSize::LABEL, theme.muted));
    let widest = kinds.map(|kind| kind.line(ui).size().x).fold(KEY_WIDTH - 16.0, f32::max);
    let list = LongList { event: shown.id, name: "relations", count: rows.len() };
    for (index, row) in rows.iter().enumerate().take(list.shown_count(ui)) {
        ui.push_id(("related", index), |ui| row_ui(ui, timeline, row, widest + 12.0, asks));
    }
    list.show_all_ui(ui);
}

/// Shows the row with its link at `indent`.
fn row_ui(ui: &mut Ui, timeline: &Timeline, row: &Related, indent: f32, asks: &mut Asks) {
    let theme = style::theme(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::hover());
    let kind = Text::new(&capitalised(row.kind), TypeSize::LABEL, theme.muted).line(ui);
    paint_left(ui.painter(), rect, rect.left(), kind);
    let date = row.other.map(|other| short_date_text(timeline, other));
    let date = Text::new(&date.unwrap_or_default(), TypeSize::LABEL, theme.muted).line(ui);
    let date_left = paint_right(ui.painter(), rect, rect.right(), date).left();
    let left = rect.left() + indent;
    let Some(other) = row.other else {
        let text = format!("“{}” is not in the file", row.relation.to_key);
        let galley = Text::new(&text, TypeSize::LABEL, theme.muted).cut(ui, rect.right() - left);
        paint_left(ui.painter(), rect, left, galley);
        return;
    };
    let area = Rect::from_min_max(pos2(left, rect.top() + 4.0), pos2(date_left - 8.0, rect.bottom()));
    let mut ui = ui.new_child(UiBuilder::new().max_rect(area));
    let response = link_ui(&mut ui, timeline.event_title(other), area.width());
    if response.clicked() {
        asks.command(Command::Reveal(other));
    }
    let title = timeline.event_title(other);
    let hint = hint(&row.relation).map_or_else(|| title.to_owned(), |hint| format!("{title}\n{hint}"));
    response.on_hover_text(hint);
}

/// That the relation is read from the context, and what the file says about it.
fn hint(relation: &Relation) -> Option<String> {
    let basis =
        (relation.basis == Basis::Inferred).then_some("Read from the context, not stated by the source");
    let note = (!relation.note.is_empty()).then_some(relation.note.as_str());
    let parts: Vec<&str> = [note, basis].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("\n"))
}
