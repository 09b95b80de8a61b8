//! Labels at the edges of a picture that nobody can pan.

use super::Rect;
use crate::layout::{Body, Picture};

/// On paper nobody can pan. What stands outside, but for the end of its label, is not shown. A label that the
/// right edge would cut goes to the left of its mark where that side is free, and is left out where it is
/// not; the mark stays and keeps its words for a screen reader. Returns how many are left out.
pub fn settle_labels_at_edges(picture: &mut Picture) -> usize {
    let view = 0.0..=picture.viewport.width();
    picture.marks.retain(|mark| {
        let (left, right) = match mark.body {
            Body::Point { x, range } => range.unwrap_or((x, x)),
            Body::Span { left, right, .. } => (left, right),
        };
        right >= *view.start() && left <= *view.end()
    });
    let mut wordless = 0;
    // words on a bar that the left edge cuts
    for mark in &mut picture.marks {
        if mark.label.as_ref().is_some_and(|label| label.is_inside && label.left < 0.0) {
            mark.label = None;
            wordless += 1;
        }
    }
    let width = picture.viewport.width();
    let places: Vec<(usize, f32, Rect)> =
        picture.marks.iter().map(|mark| (mark.band, mark.center_y, mark.hit)).collect();
    for (own, mark) in picture.marks.iter_mut().enumerate() {
        let Some(label) = mark.label.as_mut().filter(|label| label.left + label.width > width) else {
            continue;
        };
        let right = match mark.body {
            Body::Point { x, range } => {
                let mirrored = 2.0 * x - label.left;
                range.map_or(mirrored, |(left, _)| mirrored.min(left))
            }
            Body::Span { left, .. } => left - 6.0,
        };
        let left = right - label.width;
        let taken = Rect { left, ..mark.hit };
        let is_free = places.iter().enumerate().all(|(other, (band, center_y, hit))| {
            other == own || *band != mark.band || *center_y != mark.center_y || !hit.overlaps(&taken)
        });
        if left >= 0.0 && is_free && !label.is_inside {
            label.left = left;
        } else if !label.is_inside {
            mark.label = None;
            wordless += 1;
        }
    }
    wordless
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{AxisLayout, Label, Mark, Metrics, Viewport};
    use dateline_time::TimePoint;
    use dateline_timeline::model::EventId;

    /// Three events of one row in a picture 400 wide, with labels of 30.
    fn picture(places: [f32; 3]) -> Picture {
        let mark = |(event, x): (usize, f32)| {
            let label = Label {
                left: x + 10.0,
                baseline: 84.0,
                width: 30.0,
                words: format!("Event {event}"),
                addition: String::new(),
                is_inside: false,
            };
            Mark {
                event: EventId::from_index(event),
                band: 0,
                center_y: 80.0,
                body: Body::Point { x, range: None },
                label: Some(label),
                hit: Rect::from_size(x - 12.0, 68.0, 52.0, 24.0),
            }
        };
        let (from, to) = (TimePoint::from_seconds(0), TimePoint::from_seconds(1000));
        Picture {
            viewport: Viewport::between(from, to, 400.0, 300.0),
            metrics: Metrics::default(),
            axis: AxisLayout::default(),
            bands: Vec::new(),
            marks: places.into_iter().enumerate().map(mark).collect(),
            slots: Vec::new(),
            slot_rows: Vec::new(),
            cells: Vec::new(),
            now_x: 0.0,
            content_height: 300.0,
        }
    }

    /// Where the labels start that are left, of the events that are left.
    fn settled(places: [f32; 3]) -> (Vec<Option<f32>>, usize) {
        let mut picture = picture(places);
        let wordless = settle_labels_at_edges(&mut picture);
        let lefts = picture.marks.iter().map(|mark| mark.label.as_ref().map(|label| label.left));
        (lefts.collect(), wordless)
    }

    #[test]
    fn no_label_is_cut_at_an_edge() {
        assert_eq!(settled([100.0, 200.0, 360.0]), (vec![Some(110.0), Some(210.0), Some(370.0)], 0));
        // One is cut on the right and has room on its left.
        assert_eq!(settled([100.0, 200.0, 390.0]), (vec![Some(110.0), Some(210.0), Some(350.0)], 0));
        // It has none when its neighbour's words reach there.
        assert_eq!(settled([100.0, 330.0, 390.0]), (vec![Some(110.0), Some(340.0), None], 1));
        // One stands outside, and only its words would peek in.
        assert_eq!(settled([-20.0, 200.0, 300.0]), (vec![Some(210.0), Some(310.0)], 0));
    }
}
