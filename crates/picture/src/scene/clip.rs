//! Cuts what reaches far beyond the picture down to its neighbourhood: gradients and dashes over a million
//! points are slow, and too coarse in 32 bits.

use super::{Fill, Item, Rgba8};

/// The part of an item between two x. Gradients keep their colours where they are, dashes their places; only
/// rectangles are cut, other items are returned as they are. `None` when nothing is left.
pub(super) fn within(item: Item, low: f32, high: f32) -> Option<Item> {
    let Item::Rect { mut rect, radius, fill, stroke } = item else { return Some(item) };
    if rect.right < low || rect.left > high {
        return None;
    }
    if rect.left < low {
        // dashes start at a corner: the new one is a whole number of dashes further on
        let period = stroke.and_then(|stroke| stroke.dash).map_or(1.0, |(dash, gap)| (dash + gap).max(1.0));
        rect.left += ((low - rect.left) / period).floor() * period;
    }
    rect.right = rect.right.min(high);
    let fill = match fill {
        Some(Fill::Horizontal(stops)) => Some(Fill::Horizontal(stops_within(&stops, low, high))),
        other => other,
    };
    Some(Item::Rect { rect, radius, fill, stroke })
}

/// The stops between two x, with the colours at both of them.
fn stops_within(stops: &[(f32, Rgba8)], low: f32, high: f32) -> Vec<(f32, Rgba8)> {
    let mut cut = Vec::with_capacity(stops.len() + 2);
    let first = stops.first().map_or(low, |(x, _)| *x);
    let last = stops.last().map_or(high, |(x, _)| *x);
    if first < low {
        cut.extend(color_at(stops, low).map(|color| (low, color)));
    }
    cut.extend(stops.iter().filter(|(x, _)| (low..=high).contains(x)));
    if last > high {
        cut.extend(color_at(stops, high).map(|color| (high, color)));
    }
    cut
}

/// The colour of a gradient at an x.
fn color_at(stops: &[(f32, Rgba8)], x: f32) -> Option<Rgba8> {
    let after = stops.iter().position(|(stop, _)| *stop >= x);
    match after {
        None => stops.last().map(|(_, color)| *color),
        Some(0) => stops.first().map(|(_, color)| *color),
        Some(place) => {
            let ((x0, from), (x1, to)) = stops.get(place - 1).zip(stops.get(place))?;
            Some(from.mixed(*to, (x - x0) / (x1 - x0).max(f32::MIN_POSITIVE)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Rect, Stroke};

    #[test]
    fn a_gradient_keeps_its_colours_where_they_are() {
        let black = Rgba8::from_hex(0);
        let clear = black.with_opacity(0.0);
        let stops = [(-100.0, clear), (100.0, black), (1_000_000.0, clear)];
        let cut = stops_within(&stops, 0.0, 300.0);
        let places: Vec<(f32, u8)> = cut.iter().map(|(x, color)| (*x, color.alpha)).collect();
        assert_eq!(places, [(0.0, 128), (100.0, 255), (300.0, 255)]);
    }

    #[test]
    fn dashes_stay_where_they_are() {
        let rect = |left: f32| Item::Rect {
            rect: Rect::new(left, 0.0, 50.0, 10.0),
            radius: 3.0,
            fill: None,
            stroke: Some(Stroke::dashed(1.0, Rgba8::from_hex(0), 4.0, 3.0)),
        };
        let Some(Item::Rect { rect: cut, .. }) = within(rect(-701.0), 0.0, 100.0) else { panic!() };
        assert_eq!((cut.left, cut.right), (-1.0, 50.0));
        assert_eq!(within(rect(-701.0), 60.0, 100.0), None);
    }
}
