//! The row of slots of a recurring promise: pills for the times it was to be kept.

use super::event_extent::narrow;
use super::lane_plan::{PlannedBand, PlannedSlots};
use super::layout_input::LayoutInput;
use super::{Picture, Rect, Slot, SlotRow, SlotState, Viewport};
use crate::text::Weight;
use dateline_time::TimePoint;
use dateline_timeline::model::{Period, Promise, SlotSpec};

/// Height of a pill, and the gap between two.
const PILL: f32 = 16.0;
const GAP: f32 = 2.0;
/// Below this width pills say nothing and are left out.
const LEAST: f32 = 6.0;
/// Size of the words on a pill and before it.
const WORDS: f32 = 11.0;

/// Adds the rows of slots of one band to the picture.
pub(super) fn slot_rows(input: &LayoutInput, band: usize, planned: &PlannedBand, picture: &mut Picture) {
    for row in &planned.slot_rows {
        let matches =
            input.labelling.placement(row.event).is_some() || !input.context.timeline.is_placed(row.event);
        if matches {
            slot_row(input, band, row, picture);
        }
    }
}

fn slot_row(input: &LayoutInput, band: usize, row: &PlannedSlots, picture: &mut Picture) {
    let (event, center_y) = (row.event, row.top + input.plan.pitch / 2.0);
    let unit = input.labelling.metrics().unit();
    let width = |text: &str| input.context.ruler.width(text, WORDS * unit, Weight::Regular);
    let view = &input.viewport;
    let found: Vec<SlotSpec> = periods_in_view(input, &row.promise)
        .filter(|period| {
            let (left, right) = edges(view, period.from, period.until);
            right - left >= LEAST * unit && right > 0.0 && left < view.width()
        })
        .map(|period| row.promise.slot(period, input.context.now))
        .collect();
    let Some(first) = found.first().map(|slot| edges(view, slot.from, slot.until).0) else { return };
    // The word stands before the first pill. Where that is not in view it stands at the edge, and the pill
    // that began before the edge runs on behind it: its beginning is nowhere on the screen.
    let word = row.promise.label();
    let word_width = width(&word);
    let left = (first - 8.0 * unit - word_width).max(10.0 * unit);
    let label_end = left + word_width + 6.0 * unit;
    for spec in found {
        let (from, until) = edges(view, spec.from, spec.until);
        let rect = Rect::new(
            from + GAP * unit / 2.0,
            center_y - PILL * unit / 2.0,
            until - GAP * unit / 2.0,
            center_y + PILL * unit / 2.0,
        );
        let state = SlotState::of(&spec);
        let visible_left = rect.left.max(label_end);
        let visible = rect.right.min(view.width()) - visible_left;
        if rect.right - visible_left < (LEAST - GAP) * unit {
            continue;
        }
        let is_met = matches!(state, SlotState::Met(_));
        let dot = if is_met && rect.left >= label_end { 22.0 } else { 12.5 } * unit;
        let fits = |text: &String| text.is_empty() || width(text) + dot + 8.0 * unit <= visible;
        let text = spec.label_variants().into_iter().find(fits).unwrap_or_default();
        let label_left = visible_left + dot;
        picture.slots.push(Slot { event, band, rect, state, text, label_left });
    }
    let row = SlotRow { event, band, left, baseline: center_y + 4.0 * unit, text: word, width: word_width };
    picture.slot_rows.push(row);
}

/// The periods that lie in view wholly or in part; none where they are far too narrow.
fn periods_in_view<'a>(input: &LayoutInput, promise: &'a Promise) -> impl Iterator<Item = &'a Period> {
    let view = &input.viewport;
    let periods = promise.periods(input.context.now);
    let first = periods.partition_point(|period| period.until < view.from());
    let seen = periods.get(first..).unwrap_or_default();
    let seen = seen.get(..seen.partition_point(|period| period.from <= view.to())).unwrap_or_default();
    // Of the periods of a rule none is twice as long as another.
    let is_narrow = seen.first().is_some_and(|period| {
        let (left, right) = edges(view, period.from, period.until);
        (right - left) * 2.0 < LEAST * input.labelling.metrics().unit()
    });
    if is_narrow { [].iter() } else { seen.iter() }
}

/// Where a slot begins and ends in points.
fn edges(view: &Viewport, from: TimePoint, until: TimePoint) -> (f32, f32) {
    (narrow(view.x_from_time(from)), narrow(view.x_from_time(until)))
}
