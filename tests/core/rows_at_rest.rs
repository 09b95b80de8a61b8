//! Rows at rest: packed for the scale at hand, and the same however one got there.

use dateline_picture::layout::{Labelling, LabellingInput, LayoutInput, Mark, Metrics, layout};
use dateline_picture::scene::Size;
use dateline_timeline::query::Matches;
use proptest::prelude::*;

use crate::labelling::{
    Cells, Window, any_arrangement, any_timeline, any_view, body_edges, collisions, view,
};

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn at_rest_the_picture_depends_on_scale_and_matches_alone(timeline in any_timeline(), arrangement in any_arrangement(), asked in any_view(), by in -900.0..900.0_f64) {
        let window = Window::with_lanes(&timeline, &Cells, Size::new(1000.0, 400.0), &arrangement);
        let here = view(&window, asked);
        let rested = window.at_rest(here);
        let picture = rested.picture(here);
        prop_assert_eq!(collisions(&picture), Vec::<String>::new(), "at {:?}", picture.viewport);
        // It does not matter where the scale rested before, nor whether labels for every scale came first.
        let other = window.at_rest(here.zoomed_at(100.0, 3.0)).at_rest(here);
        prop_assert_eq!(&other.picture(here), &picture);
        let only = Labelling::new(&LabellingInput {
            timeline: &timeline,
            matches: &Matches::all(timeline.len()),
            plan: &window.plan,
            metrics: &Metrics::default(),
            ruler: &Cells,
            widths: None,
            most: None,
            only_scale: Some(here.points_per_second()),
        });
        prop_assert_eq!(layout(&LayoutInput { labelling: &only, ..rested.input(here, &[]) }).marks, picture.marks.clone());
        // Panning moves nothing up or down, but for labels that an edge would cut.
        let panned = rested.picture(here.panned(by));
        for mark in &picture.marks {
            let there = panned.mark(mark.event);
            let is_at_edge = |mark: &Mark| {
                let label = mark.label.as_ref().unwrap();
                label.left < body_edges(&mark.body).0 || body_edges(&mark.body).0 <= 0.0
            };
            if is_at_edge(mark) || there.is_some_and(is_at_edge) {
                continue;
            }
            prop_assert!(there.is_none_or(|there| there.center_y == mark.center_y), "{:?} {:?}", mark, there);
        }
    }
}
