//! Slots of recurring promises: kept, without a record, expected. They are never counted as events.

use super::cut::within;
use super::{Anchor, DrawInput, Fill, Item, Point, Stroke, TextStyle, TypeSize};
use crate::layout::{Slot, SlotRow, SlotState};
use crate::text::Weight;

/// The rows of slots, each behind the word that says how often.
pub(super) fn slots(input: &DrawInput) -> Vec<Item> {
    let size = TypeSize::MICRO.size * input.unit();
    let word = |row: &SlotRow| Item::Text {
        at: Point::new(row.left, row.baseline),
        anchor: Anchor::Start,
        words: row.words.clone(),
        style: TextStyle { size, bold: false, color: input.theme.ink2, struck: false },
    };
    let mut items: Vec<Item> = input.picture.slot_rows.iter().map(word).collect();
    items.extend(input.picture.slots.iter().map(|slot| one(input, slot)));
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
    let radius = slot.rect.height() / 2.0;
    let pill = Item::Rect { rect: slot.rect, radius, fill: Some(Fill::Solid(fill)), stroke: Some(stroke) };
    let around = (-60.0 * unit, input.frame().right + 60.0 * unit);
    let mut items: Vec<Item> = within(pill, around).into_iter().collect();
    // words stay with the part that is on the screen
    let left = slot.rect.left.max(0.0);
    let center_y = slot.rect.center().y;
    let mut words_left = left + 12.5 * unit;
    if is_met && slot.rect.left >= -6.0 * unit && slot.rect.width() >= 16.0 * unit {
        let center = Point::new(slot.rect.left + 12.0 * unit, center_y);
        let fill = Some(Fill::Solid(color));
        items.push(Item::Circle { center, radius: 4.0 * unit, fill, stroke: None });
        words_left = center.x + 10.5 * unit;
    }
    let size = TypeSize::MICRO.size * unit;
    let right = slot.rect.right.min(input.picture.viewport.width());
    let width = input.ruler.width(&slot.words, size, Weight::Regular);
    if !slot.words.is_empty() && words_left + width <= right - 5.0 * unit {
        items.push(Item::Text {
            at: Point::new(words_left, center_y + 4.0 * unit),
            anchor: Anchor::Start,
            words: slot.words.clone(),
            style: TextStyle {
                size,
                bold: false,
                color: if is_met { theme.ink } else { theme.ink2 },
                struck: false,
            },
        });
    }
    let label = Some(format!("{}, slot of {}", slot_words(slot), input.timeline.event_title(slot.event)));
    let opacity = if input.emphasis.is_presenting { 1.0 } else { input.emphasis.opacity(slot.event) };
    Item::Group { label, event: None, opacity, clip: None, items }
}

fn slot_words(slot: &Slot) -> &str {
    match slot.state {
        _ if !slot.words.is_empty() => &slot.words,
        SlotState::Met(_) => "Kept",
        SlotState::Unmet => "No record found",
        SlotState::Expected => "Expected",
    }
}
