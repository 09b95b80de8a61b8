//! Slots of recurring promises: kept, without a record, expected. They are never counted as events.

use super::backdrop::area;
use super::clip::within;
use super::{Anchor, DrawInput, Fill, Item, Point, Rect, Rgba8, Stroke, TextLine, TextStyle, TypeSize};
use crate::layout::{Slot, SlotRow, SlotState};

/// The rows of slots, each behind the word that says how often.
pub(super) fn slots(input: &DrawInput) -> Vec<Item> {
    let size = TypeSize::MICRO.size * input.unit();
    let word = |row: &SlotRow| Item::Text {
        at: Point::new(row.left, row.baseline),
        anchor: Anchor::Start,
        line: TextLine::new(
            input.context.ruler,
            row.text.clone(),
            TextStyle { size, bold: false, color: input.theme.ink2, struck: false },
        ),
    };
    // a slot that began before the left edge runs on behind the word, which keeps its own ground
    let ground = |row: &SlotRow| {
        let (left, right) = (row.left - 4.0 * input.unit(), row.left + row.width + 6.0 * input.unit());
        let is_under =
            |slot: &&Slot| slot.event == row.event && slot.rect.left < right && slot.rect.right > left;
        let slot = input.picture.slots.iter().find(is_under)?;
        let air = 2.0 * input.unit();
        let rect = Rect::new(left, slot.rect.top - air, right, slot.rect.bottom + air);
        Some(area(rect, input.theme.canvas))
    };
    let mut items: Vec<Item> = input.picture.slots.iter().map(|slot| one(input, slot)).collect();
    items.extend(input.picture.slot_rows.iter().filter_map(ground));
    items.extend(input.picture.slot_rows.iter().map(word));
    items
}

fn one(input: &DrawInput, slot: &Slot) -> Item {
    let (unit, theme) = (input.unit(), input.theme);
    let style_index = input.picture.bands.get(slot.band).map_or(0, |band| band.style_index);
    let color = theme.lane(style_index).color;
    let is_met = matches!(slot.state, SlotState::Met(_));
    let (fill, stroke) = if is_met {
        (theme.met_slot(color), Stroke::new(1.25 * unit, color))
    } else {
        (theme.canvas, Stroke::dashed(1.25 * unit, color, 4.0 * unit, 3.0 * unit))
    };
    if slot.rect.width() < slot.rect.height() {
        return grouped(input, slot, vec![tick(slot.rect, is_met, color, unit)]);
    }
    let radius = slot.rect.height() / 2.0;
    let pill = Item::Rect { rect: slot.rect, radius, fill: Some(Fill::Solid(fill)), stroke: Some(stroke) };
    let around = (-60.0 * unit, input.frame().right + 60.0 * unit);
    let mut items: Vec<Item> = within(pill, around.0, around.1).into_iter().collect();
    let center_y = slot.rect.center().y;
    let dot = slot.rect.left + 12.0 * unit;
    if is_met && (slot.text.is_empty() || slot.label_left >= dot + 8.0 * unit) {
        let center = Point::new(dot, center_y);
        let fill = Some(Fill::Solid(color));
        items.push(Item::Circle { center, radius: 4.0 * unit, fill, stroke: None });
    }
    let size = TypeSize::MICRO.size * unit;
    if !slot.text.is_empty() {
        items.push(Item::Text {
            at: Point::new(slot.label_left, center_y + 4.0 * unit),
            anchor: Anchor::Start,
            line: TextLine::new(
                input.context.ruler,
                slot.text.clone(),
                TextStyle {
                    size,
                    bold: false,
                    color: if is_met { theme.ink } else { theme.ink2 },
                    struck: false,
                },
            ),
        });
    }
    grouped(input, slot, items)
}

/// A slot with too little room for a pill: a low tick of its own, filled when it was kept.
fn tick(slot: Rect, is_met: bool, color: Rgba8, unit: f32) -> Item {
    let rect = Rect::from_center(slot.center(), slot.width().min(8.0 * unit), slot.height() / 2.0);
    let stroke = (!is_met).then(|| Stroke::new(unit, color));
    Item::Rect { rect, radius: 1.5 * unit, fill: is_met.then_some(Fill::Solid(color)), stroke }
}

fn grouped(input: &DrawInput, slot: &Slot, items: Vec<Item>) -> Item {
    let label =
        Some(format!("{}, slot of {}", slot_text(slot), input.context.timeline.event_title(slot.event)));
    let opacity = if input.emphasis.is_presenting { 1.0 } else { input.emphasis.opacity(slot.event) };
    Item::Group { label, event: None, opacity, clip: None, items }
}

fn slot_text(slot: &Slot) -> &str {
    match slot.state {
        _ if !slot.text.is_empty() => &slot.text,
        SlotState::Met(_) => "Kept",
        SlotState::Unmet => "No record found",
        SlotState::Expected => "Expected",
    }
}
