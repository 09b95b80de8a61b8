//! What must be none: labels over one another, and events that are neither labelled nor counted.

use std::collections::BTreeMap;

use dateline_picture::layout::{Labelling, Picture, Viewport};

use crate::subject::Subject;

/// Pairs of neighbouring labels in a row that overlap by more than rounding.
pub fn overlaps(picture: &Picture) -> usize {
    let mut rows: BTreeMap<(usize, i64), Vec<(f32, f32)>> = BTreeMap::new();
    for mark in &picture.marks {
        if let Some(label) = &mark.label {
            let row = rows.entry((mark.band, (label.baseline * 4.0) as i64)).or_default();
            row.push((label.left, label.left + label.width));
        }
    }
    let mut count = 0;
    for row in rows.values_mut() {
        row.sort_by(|left, right| left.0.total_cmp(&right.0));
        count += row.windows(2).filter(|pair| pair[0].1 > pair[1].0 + 0.1).count();
    }
    count
}

/// Events with a position in time that a picture of the whole of time neither labels nor counts, or counts
/// twice.
pub fn missing(labelling: &Labelling, picture: &Picture) -> usize {
    let scale = picture.viewport.points_per_second();
    let has_seat = |event| labelling.min_scale(event).is_some_and(|least| least <= scale);
    let labelled = picture.marks.iter().filter(|mark| has_seat(mark.event)).count();
    let counted: usize = picture.cells.iter().map(|cell| cell.count).sum();
    labelling.placed().abs_diff(labelled + counted)
}

/// Views from the whole of time down to a week, round a quarter of the way from its end.
pub fn views(subject: &Subject) -> Vec<(&'static str, Viewport)> {
    let whole = subject.whole();
    let zoomed = |factor: f64| whole.zoomed_at(f64::from(whole.width()) * 0.75, factor);
    vec![
        ("full", whole),
        ("decades", zoomed(8.0)),
        ("years", zoomed(100.0)),
        ("months", zoomed(1_000.0)),
        ("weeks", zoomed(10_000.0)),
    ]
}
