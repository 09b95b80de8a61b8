//! What is selected, hovered or focused is shown whatever the zoom, and nothing else moves or goes.

use dateline_picture::layout::layout;
use dateline_picture::scene::Size;
use dateline_timeline::model::EventId;
use proptest::prelude::*;

use crate::labelling::{Cells, Window, any_timeline, any_view, view};

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn the_same_view_gives_the_same_picture_and_emphasis_only_adds(timeline in any_timeline(), asked in any_view(), chosen in 0..60_usize) {
        let window = Window::new(&timeline, &Cells, Size::new(1000.0, 400.0));
        let here = view(&window, asked);
        let picture = window.picture(here);
        window.picture(here.zoomed_at(300.0, 7.0).panned(100.0));
        let again = Window::new(&timeline, &Cells, Size::new(1000.0, 400.0)).picture(here);
        prop_assert_eq!(&picture, &again);
        let chosen = [EventId::from_index(chosen % timeline.len())];
        let emphasised = layout(&window.input(here, &chosen));
        prop_assert_eq!(&emphasised.cells, &picture.cells);
        prop_assert_eq!(emphasised.event_count(), picture.event_count());
        let own = emphasised.marks.iter().find(|mark| mark.event == chosen[0]);
        for mark in &picture.marks {
            let other = emphasised.marks.iter().find(|other| other.event == mark.event).unwrap();
            prop_assert_eq!(other, mark, "nothing else moves or goes");
            let (Some(own), Some(label)) = (own.filter(|own| own.event != other.event), &other.label) else { continue };
            let text = own.label.as_ref().unwrap();
            let is_apart = label.left + label.width <= text.left || text.left + text.width <= label.left;
            prop_assert!(is_apart || own.center_y != other.center_y, "{:?} over {:?}", own, other);
        }
    }
}
