//! What matches stands in front of everything: it takes the rows, and the strips count both on one scale.

use dateline_picture::layout::{Cell, Labelling, LabellingInput, LayoutInput, Metrics, layout};
use dateline_picture::scene::Size;
use dateline_timeline::query::Matches;
use proptest::prelude::*;

use crate::labelling::{Cells, Window, any_arrangement, any_timeline, any_view, view};

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn matches_take_the_rows_and_all_events_are_counted_behind_them(timeline in any_timeline(), arrangement in any_arrangement(), asked in any_view(), every in 1..5_usize) {
        let window = Window::with_lanes(&timeline, &Cells, Size::new(1000.0, 500.0), &arrangement);
        let here = view(&window, asked);
        let matches = Matches::from_fn(timeline.len(), |event| event.index() % every == 0);
        let labelling = Labelling::new(&LabellingInput {
            timeline: &timeline,
            matches: &matches,
            plan: &window.plan,
            metrics: &Metrics::default(),
            ruler: &Cells,
            widths: None,
            most: None,
            only_scale: None,
        });
        let plain = layout(&window.input(here, &[]));
        let input = LayoutInput { labelling: &labelling, all: Some(&window.labelling), ..window.input(here, &[]) };
        let picture = layout(&input);
        prop_assert!(picture.marks.iter().all(|mark| matches.contains(mark.event)), "only matches have labels");
        prop_assert_eq!(picture.bands.len(), plain.bands.len());
        // One scale: a cell of what matches stands before one of everything, which counts no less.
        for cell in &picture.cells {
            let same = |other: &&Cell| other.band == cell.band && (other.from, other.to) == (cell.from, cell.to);
            let behind = picture.faint_cells.iter().find(same);
            prop_assert!(behind.is_some_and(|behind| behind.count >= cell.count), "{:?} before {:?}", cell, behind);
        }
        prop_assert!(picture.cells.iter().map(|cell| cell.count).sum::<usize>() <= picture.faint_count());
        prop_assert!(picture.event_count() <= plain.event_count());
    }
}
