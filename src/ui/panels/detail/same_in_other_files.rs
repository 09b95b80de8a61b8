//! Events of other files that are the same by a person's verdict, or look like it.

use egui::{Rect, Sense, Ui, UiBuilder, pos2, vec2};

use crate::session::{Command, Judgement, Session};
use crate::ui::widgets::{Button, Look, Text, link_ui, paint_left, section_head_ui};
use crate::ui::{Asks, style};
use dateline_picture::scene::TypeSize;
use dateline_timeline::model::EventId;

/// Height of a line in points.
const LINE: f32 = 24.0;
/// The limit of those that are listed; the others stand in the list of likely duplicates.
const MAX_LISTED: usize = 5;

/// The section, or nothing when no event of another file is meant.
pub(super) fn twins_ui(ui: &mut Ui, session: &Session, event: EventId, asks: &mut Asks) {
    let same = session.same_as(event).into_iter();
    let mut twins: Vec<Twin> =
        same.map(|other| Twin { event, other, is_same: true, reasons: String::new() }).collect();
    for pair in session.proposed().map(|pairs| pairs.as_slice()).unwrap_or_default() {
        let other = match () {
            () if pair.first == event => pair.second,
            () if pair.second == event => pair.first,
            () => continue,
        };
        if session.judgement(event, other).is_none() && twins.len() < MAX_LISTED {
            twins.push(Twin { event, other, is_same: false, reasons: pair.reasons.clone() });
        }
    }
    if twins.is_empty() {
        return;
    }
    ui.add_space(style::SECTION_GAP);
    section_head_ui(ui, "In other files", &twins.len().to_string(), false);
    for twin in &twins {
        ui.push_id(("twin", twin.other), |ui| twin_ui(ui, session, twin, asks));
    }
}

/// An event of another file that is the shown one, or may be.
struct Twin {
    event: EventId,
    other: EventId,
    /// A person said so.
    is_same: bool,
    /// Why it may be; empty where a person said so.
    reasons: String,
}

fn twin_ui(ui: &mut Ui, session: &Session, twin: &Twin, asks: &mut Asks) {
    let Twin { event, other, is_same, reasons } = twin;
    let (event, other, is_same) = (*event, *other, *is_same);
    let theme = style::theme(ui);
    let timeline = &session.document().timeline;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
    let file = session.file_of(other).map(|file| file.document.name.as_str()).unwrap_or_default();
    let text = if is_same { format!("Also in {file}") } else { format!("Perhaps in {file}") };
    let galley = Text::new(&text, TypeSize::LABEL, theme.muted).cut(ui, rect.width() * 0.45);
    let left = paint_left(ui.painter(), rect, rect.left(), galley).right() + 12.0;
    let area = Rect::from_min_max(pos2(left, rect.top() + 4.0), rect.max);
    let mut link = ui.new_child(UiBuilder::new().max_rect(area));
    if link_ui(&mut link, timeline.event_title(other), area.width()).clicked() {
        asks.command(Command::Reveal(other));
    }
    ui.horizontal(|ui| {
        let mut judge = |judgement| asks.command(Command::Judge { first: event, second: other, judgement });
        if is_same {
            if ui.add(Button::new("Undo").look(Look::Quiet)).clicked() {
                judge(None);
            }
            return;
        }
        if ui.add(Button::new("Same event").look(Look::Quiet)).clicked() {
            judge(Some(Judgement::Same));
        }
        if ui.add(Button::new("Not the same").look(Look::Quiet)).clicked() {
            judge(Some(Judgement::Different));
        }
        Text::new(reasons, TypeSize::MICRO, theme.muted).show_cut(ui);
    });
}
