//! The row of slots of a recurring promise: pills for the times it was to be kept.

use super::frame::LayoutInput;
use super::plan::PlannedBand;
use super::shape::narrow;
use super::{Picture, Rect, Slot, SlotRow, SlotState};
use crate::model::{EventId, SlotOutcome, slots, slots_word};
use crate::text::Weight;

/// Height of a pill, and the gap between two.
const PILL: f32 = 16.0;
const GAP: f32 = 2.0;
/// Below this width pills say nothing and are left out.
const LEAST: f32 = 6.0;
/// Size of the words on a pill and before it.
const WORDS: f32 = 11.0;

/// Adds the rows of slots of one band to the picture.
pub(super) fn slot_rows(
    input: &LayoutInput,
    (number, planned): (usize, &PlannedBand),
    picture: &mut Picture,
) {
    for (event, top) in &planned.slot_rows {
        let matches = input.labelling.seat(*event).is_some() || !input.timeline.is_placed(*event);
        if matches {
            slot_row(input, (number, *event), top + input.plan.pitch / 2.0, picture);
        }
    }
}

fn slot_row(input: &LayoutInput, (band, event): (usize, EventId), center_y: f32, picture: &mut Picture) {
    let unit = input.labelling.metrics().unit();
    let width = |words: &str| input.ruler.width(words, WORDS * unit, Weight::Regular);
    let view = input.viewport;
    let found: Vec<(f32, f32, Slot)> = slots(input.timeline, event, input.now)
        .into_iter()
        .map(|slot| {
            let (left, right) = (narrow(view.x_from_time(slot.from)), narrow(view.x_from_time(slot.until)));
            let words = slot.words();
            let state = match slot.outcome {
                SlotOutcome::Met(event) => SlotState::Met(event),
                SlotOutcome::Unmet => SlotState::Unmet,
                SlotOutcome::Expected => SlotState::Expected,
            };
            let rect = Rect::new(
                left + GAP * unit / 2.0,
                center_y - PILL * unit / 2.0,
                right - GAP * unit / 2.0,
                center_y + PILL * unit / 2.0,
            );
            (left, right, Slot { event, band, rect, state, words })
        })
        .filter(|(left, right, _)| right - left >= LEAST * unit && *right > 0.0 && *left < view.width())
        .collect();
    let Some(first) = found.first().map(|(left, _, _)| *left) else { return };
    // The word stands before the first pill, or at the edge, where the pills then begin after it.
    let word = slots_word(input.timeline, event);
    let word_width = width(&word);
    let left = (first - 8.0 * unit - word_width).max(10.0 * unit);
    let words_end = left + word_width + 6.0 * unit;
    for (_, _, mut slot) in found {
        slot.rect.left = slot.rect.left.max(words_end);
        if slot.rect.width() < LEAST * unit {
            continue;
        }
        // A met pill has its dot before the words.
        let dot = if let SlotState::Met(_) = slot.state { 22.0 } else { 11.0 } * unit;
        let visible = slot.rect.right.min(view.width()) - slot.rect.left;
        if width(&slot.words) + dot + 10.0 * unit > visible {
            slot.words = String::new();
        }
        picture.slots.push(slot);
    }
    let row = SlotRow { event, band, left, baseline: center_y + 4.0 * unit, words: word };
    picture.slot_rows.push(row);
}
