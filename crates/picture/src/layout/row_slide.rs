//! How a picture changes its rows: what stood in one row slides to another, so that the eye can follow it.

use std::collections::HashMap;

use super::{LaneBand, Picture};
use dateline_timeline::model::EventId;

/// The heights at which a picture had its lanes and marks, from which another picture slides to its own.
#[derive(Clone, Debug, Default)]
pub struct Slide {
    lanes: Vec<LaneHeights>,
    rows: HashMap<EventId, f32>,
}

/// The vertical part of a [`LaneBand`].
#[derive(Clone, Copy, Debug, PartialEq)]
struct LaneHeights {
    top: f32,
    bottom: f32,
    rows_top: f32,
    strip_top: f32,
}

impl LaneHeights {
    fn of(band: &LaneBand) -> LaneHeights {
        LaneHeights { top: band.top, bottom: band.bottom, rows_top: band.rows_top, strip_top: band.strip_top }
    }
}

impl Slide {
    /// The heights of a picture as it is shown.
    pub fn of(picture: &Picture) -> Slide {
        Slide {
            lanes: picture.bands.iter().map(LaneHeights::of).collect(),
            rows: picture.marks.iter().map(|mark| (mark.event, mark.center_y)).collect(),
        }
    }

    /// Whether a picture has anything in another height than this one, so that there is something to slide.
    pub fn differs_from(&self, picture: &Picture) -> bool {
        let is_other = |event: &EventId, y: f32| self.rows.get(event).is_some_and(|from| *from != y);
        self.lanes.len() == picture.bands.len()
            && (picture.marks.iter().any(|mark| is_other(&mark.event, mark.center_y))
                || self.lanes.iter().zip(&picture.bands).any(|(lane, band)| *lane != LaneHeights::of(band)))
    }

    /// The picture `goal` on its way from these heights: at 0 everything that both hold stands as it stood,
    /// at 1 as in `goal`. What only `goal` holds moves with its lane. Nothing moves to the side.
    pub fn towards(&self, goal: &Picture, share: f32) -> Picture {
        let mut picture = goal.clone();
        if self.lanes.len() != goal.bands.len() {
            return picture;
        }
        let back = 1.0 - share.clamp(0.0, 1.0);
        let between = |from: f32, to: f32| to + (from - to) * back;
        for (band, from) in picture.bands.iter_mut().zip(&self.lanes) {
            band.top = between(from.top, band.top);
            band.bottom = between(from.bottom, band.bottom);
            band.rows_top = between(from.rows_top, band.rows_top);
            band.strip_top = between(from.strip_top, band.strip_top);
        }
        let shift_of = |lane: usize, part: fn(&LaneHeights) -> f32| {
            let ends = self.lanes.get(lane).zip(goal.bands.get(lane));
            ends.map_or(0.0, |(from, to)| (part(from) - part(&LaneHeights::of(to))) * back)
        };
        for mark in &mut picture.marks {
            let shift = match self.rows.get(&mark.event) {
                Some(from) => (from - mark.center_y) * back,
                None => shift_of(mark.band, |lane| lane.rows_top),
            };
            mark.center_y += shift;
            mark.hit.top += shift;
            mark.hit.bottom += shift;
            if let Some(label) = &mut mark.label {
                label.baseline += shift;
            }
        }
        for cell in picture.cells.iter_mut().chain(&mut picture.faint_cells) {
            let shift = shift_of(cell.band, |lane| lane.strip_top);
            cell.rect.top += shift;
            cell.rect.bottom += shift;
        }
        for slot in &mut picture.slots {
            let shift = shift_of(slot.band, |lane| lane.strip_top);
            slot.rect.top += shift;
            slot.rect.bottom += shift;
        }
        for row in &mut picture.slot_rows {
            row.baseline += shift_of(row.band, |lane| lane.strip_top);
        }
        picture
    }
}
