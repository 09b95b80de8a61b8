//! One row of labels: while it is being filled, and as the frames ask it.

use std::collections::BTreeMap;

use super::Viewport;
use super::shape::Footprint;
use crate::index::MinTree;
use crate::model::EventId;

/// Start, tick and end of an event in seconds; see [`super::shape::Shape::stretch`].
pub(super) type Stretch = (i64, i64, i64);

/// A label that has its row.
#[derive(Clone, Copy, Debug)]
struct Seated {
    footprint: Footprint,
    stretch: Stretch,
    min_scale: f64,
}

/// A row that takes labels in order of importance.
///
/// Sorted by time in a B-tree. A newcomer looks at its neighbours outwards and stops at the first one that is
/// shown at all scales, or where distance alone makes a collision impossible above the scale found so far:
/// in practice a handful of neighbours, O(log n) to get there. The worst case, all neighbours ever less
/// important and ever further, is linear.
#[derive(Clone, Debug, Default)]
pub(super) struct RowBuilder {
    seats: BTreeMap<(i64, EventId), Seated>,
    /// The most points that any label in it reaches beyond its moments, to the left and to the right.
    reach: (f32, f32),
}

impl RowBuilder {
    /// The smallest scale from which on a newcomer collides with nobody in the row, if it is below `limit`;
    /// infinite when it shares a moment with somebody.
    pub fn min_scale(&self, event: EventId, footprint: &Footprint, limit: f64) -> f64 {
        let key = (footprint.key(), event);
        let mut scale = 0.0;
        let earlier = self.seats.range(..key).rev().map(|(_, seat)| seat);
        let points = self.reach.1 + footprint.reach().0;
        look(
            earlier,
            limit,
            &mut scale,
            (
                |seat: &Seated| nearest_scale(points, footprint.key().saturating_sub(seat.footprint.last())),
                |seat: &Seated| seat.footprint.clear_from(footprint),
            ),
        );
        let later = self.seats.range(key..).map(|(_, seat)| seat);
        let points = self.reach.0 + footprint.reach().1;
        look(
            later,
            limit,
            &mut scale,
            (
                |seat: &Seated| nearest_scale(points, seat.footprint.key().saturating_sub(footprint.last())),
                |seat: &Seated| footprint.clear_from(&seat.footprint),
            ),
        );
        scale
    }

    /// Takes a label from a scale on.
    pub fn seat(&mut self, event: EventId, footprint: Footprint, stretch: Stretch, min_scale: f64) {
        let reach = footprint.reach();
        self.reach = (self.reach.0.max(reach.0), self.reach.1.max(reach.1));
        self.seats.insert((footprint.key(), event), Seated { footprint, stretch, min_scale });
    }

    /// The finished row.
    pub fn finish(self) -> Row {
        let mut row = Row::default();
        let mut scales = Vec::with_capacity(self.seats.len());
        for ((key, event), seat) in self.seats {
            row.keys.push(key);
            row.events.push(event);
            row.stretches.push(seat.stretch);
            scales.push(seat.min_scale);
        }
        row.scales = MinTree::new(scales);
        row
    }
}

/// Walks outwards over the neighbours on one side. One that is shown only from a larger scale on than a
/// nearer one hides behind it: where both are shown they are clear of each other, and so whoever is clear
/// of the nearer is clear of the further.
fn look<'a>(
    neighbours: impl Iterator<Item = &'a Seated>,
    limit: f64,
    scale: &mut f64,
    (possible_until, clear_from): (impl Fn(&Seated) -> f64, impl Fn(&Seated) -> f64),
) {
    let mut hidden_from = f64::INFINITY;
    for seat in neighbours {
        // Everybody further out is at least as far away in time.
        if *scale >= limit || possible_until(seat) <= *scale {
            return;
        }
        if seat.min_scale < hidden_from {
            hidden_from = seat.min_scale;
            let clear_from = clear_from(seat);
            if clear_from > seat.min_scale {
                *scale = scale.max(clear_from);
            }
            if hidden_from <= 0.0 {
                return;
            }
        }
    }
}

/// The scale above which `points` do not bridge a distance in half seconds.
fn nearest_scale(points: f32, half_seconds: i64) -> f64 {
    if half_seconds <= 0 { f64::INFINITY } else { f64::from(points) / (half_seconds as f64 / 2.0) }
}

/// A filled row, sorted by time.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    keys: Vec<i64>,
    events: Vec<EventId>,
    stretches: Vec<Stretch>,
    scales: MinTree<f64>,
}

impl Row {
    /// The labels that are active at the view's scale and may reach into it, in order of time: all that start in
    /// it, the last one before and the first one after it. O(log n) for each.
    pub fn active_near<'a>(&'a self, viewport: &Viewport) -> impl Iterator<Item = EventId> + use<'a> {
        let scale = viewport.points_per_second();
        let half = |seconds: i64| seconds.saturating_mul(2);
        let (from, to) = (half(viewport.from().seconds()), half(viewport.to().seconds().saturating_add(1)));
        let (from, to) = (self.place(from), self.place(to));
        let before = self.scales.last(0, from, scale);
        let after = self.scales.first(to, self.scales.len(), scale);
        let inside = self.scales.all(from, to, scale);
        before.into_iter().chain(inside).chain(after).filter_map(|place| self.events.get(place).copied())
    }

    /// The stretch of the last active label that starts before a moment in seconds.
    pub fn last_active_before(&self, seconds: i64, scale: f64) -> Option<Stretch> {
        let to = self.place(seconds.saturating_mul(2));
        self.scales.last(0, to, scale).and_then(|place| self.stretches.get(place).copied())
    }

    fn place(&self, half_seconds: i64) -> usize {
        self.keys.partition_point(|key| *key < half_seconds)
    }
}
