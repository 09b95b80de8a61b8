//! Draws a laid-out picture: everything in its order from back to front.

use super::{DrawInput, Item, alternative_dates, arcs, axis, backdrop, event, slots, strips};
use crate::layout::Mark;

/// The picture as items, from back to front. Each event is a group of its own with its words for a screen
/// reader; nothing is drawn outside the viewport.
pub fn draw(input: &DrawInput) -> Vec<Item> {
    let mut below = vec![backdrop::area(input.below_axis(), input.theme.panel)];
    below.extend(backdrop::surface(input));
    below.extend(backdrop::selected_band(input));
    below.extend(backdrop::grid(input));
    below.extend(strips::stems(input));
    below.extend(strips::faint_cells(input));
    below.extend(strips::cells(input));
    below.extend(slots::slots(input));
    below.extend(backdrop::now_line(input));
    below.extend(alternative_dates::alternative_dates(input));
    below.extend(arcs::arcs(input));
    let mut marks: Vec<&Mark> = input.picture.marks.iter().collect();
    marks.sort_by_key(|mark| input.emphasis.rank(mark.event));
    below.extend(marks.into_iter().map(|mark| event::event(input, mark)));
    below.extend(backdrop::heads(input));
    let mut items = vec![Item::Group {
        label: None,
        event: None,
        opacity: 1.0,
        clip: Some(input.below_axis()),
        items: below,
    }];
    items.push(Item::Group {
        label: None,
        event: None,
        opacity: 1.0,
        clip: Some(input.frame()),
        items: axis::axis(input),
    });
    items
}
