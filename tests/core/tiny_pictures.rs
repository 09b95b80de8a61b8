//! Pictures of any size can be made, however small: a window is dragged to a few points, a page has none
//! left.

use dateline_picture::layout::layout;
use dateline_picture::scene::{DrawInput, Emphasis, Size, Theme, draw};
use proptest::prelude::*;

use crate::labelling::{Cells, Window, any_arrangement, any_timeline, any_view, view};

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn a_picture_of_hardly_any_size_holds_every_event(timeline in any_timeline(), arrangement in any_arrangement(), asked in any_view(), width in 0.0..12.0_f32, height in 0.0..80.0_f32) {
        let window = Window::with_lanes(&timeline, &Cells, Size::new(width, height), &arrangement);
        let view = view(&window, asked).with_size(width, height);
        for window in [window.at_rest(view), window] {
            let input = window.input(view, &[]);
            let picture = layout(&input);
            let theme = Theme::light();
            let items = draw(&DrawInput {
                context: input.context,
                picture: &picture,
                theme: &theme,
                emphasis: &Emphasis::default(),
            });
            prop_assert!(!items.is_empty());
            for cell in &picture.cells {
                prop_assert!([cell.rect.left, cell.rect.right, cell.rect.top].iter().all(|edge| edge.is_finite()), "{cell:?}");
            }
        }
    }
}
