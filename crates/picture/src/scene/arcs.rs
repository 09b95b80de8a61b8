//! Arcs along the selected event's thread: under all words, each with its kind where it has room.

use super::backdrop::head_middle;
use super::event::handle;
use super::{Anchor, DrawInput, Fill, Item, PathCommand, Point, Rect, Stroke, TextLine, TextStyle, TypeSize};
use crate::layout::{Body, Mark};
use crate::text::Weight;
use dateline_timeline::model::{EventId, thread};

/// A cubic Bézier curve.
#[derive(Clone, Copy)]
struct Curve {
    from: Point,
    leave: Point,
    arrive: Point,
    to: Point,
}

impl Curve {
    fn path(&self, stroke: Stroke) -> Item {
        let curve = PathCommand::Cubic(self.leave, self.arrive, self.to);
        Item::Path { commands: vec![PathCommand::Move(self.from), curve], fill: None, stroke: Some(stroke) }
    }

    fn at(&self, share: f32) -> Point {
        let (a, b) = (1.0 - share, share);
        let mix = |p: f32, q: f32, r: f32, s: f32| {
            a * a * a * p + 3.0 * a * a * b * q + 3.0 * a * b * b * r + b * b * b * s
        };
        Point::new(
            mix(self.from.x, self.leave.x, self.arrive.x, self.to.x),
            mix(self.from.y, self.leave.y, self.arrive.y, self.to.y),
        )
    }
}

/// The most marks whose relations are drawn when all are asked for; with more of them arcs are a scribble.
const MOST_RELATED: usize = 300;

/// The arcs of the selected event's thread, as far as both ends are drawn; those of all other events below
/// them when they are asked for.
pub(super) fn arcs(input: &DrawInput) -> Vec<Item> {
    let mut items = if input.emphasis.has_all_relations { quiet_arcs(input) } else { Vec::new() };
    let Some(selected) = input.emphasis.selected else { return items };
    let mut taken = Vec::new();
    for link in thread(input.context.timeline, selected, input.emphasis.thread_steps) {
        let (earlier, later) = link.in_time(input.context.timeline);
        let ends = input.picture.mark(earlier).zip(input.picture.mark(later));
        if let Some((from, to)) = ends {
            arc(input, from, to, link.label_from(earlier), &mut taken, &mut items);
        }
    }
    items
}

/// The relations of every event in view, without words: which one an arc is, a click on its event says.
fn quiet_arcs(input: &DrawInput) -> Vec<Item> {
    let color = input.theme.muted;
    let mut drawn: Vec<(EventId, EventId)> = Vec::new();
    let mut items = Vec::new();
    for mark in input.picture.marks.iter().take(MOST_RELATED) {
        for link in thread(input.context.timeline, mark.event, 1) {
            let (earlier, later) = link.in_time(input.context.timeline);
            let Some((from, to)) = input.picture.mark(earlier).zip(input.picture.mark(later)) else {
                continue;
            };
            if drawn.contains(&(earlier, later)) {
                continue;
            }
            drawn.push((earlier, later));
            if let Some(Way { curve, heading, .. }) = best_way(input, from, to) {
                items.push(curve.path(Stroke::new(input.unit(), color)));
                items.push(head(curve.to, heading, input.unit(), color));
            }
        }
    }
    items
}

fn arc(input: &DrawInput, from: &Mark, to: &Mark, text: &str, taken: &mut Vec<Rect>, items: &mut Vec<Item>) {
    let unit = input.unit();
    let Some(Way { curve, heading, .. }) = best_way(input, from, to) else { return };
    let stroke = Stroke::new(1.5 * unit, input.theme.accent);
    items.push(curve.path(stroke));
    items.push(head(curve.to, heading, unit, input.theme.accent));
    if !input.emphasis.is_presenting {
        items.extend(kind_text(input, &curve, text, taken));
    }
}

/// A way from one mark to another, the direction in which its head points, and how little it is liked by
/// itself.
struct Way {
    curve: Curve,
    heading: Point,
    dislike: f32,
}

/// Of the ways from one mark to another the one that passes behind the fewest words and marks; `None` where
/// the two are too close for any.
fn best_way(input: &DrawInput, from: &Mark, to: &Mark) -> Option<Way> {
    let cost = |way: &Way| way.dislike + covered(input, &way.curve, from, to);
    ways(input, from, to).into_iter().min_by(|a, b| cost(a).total_cmp(&cost(b)))
}

/// Up and over, as is liked best, or down where there is no room above; arriving from the left or from above.
fn ways(input: &DrawInput, from: &Mark, to: &Mark) -> Vec<Way> {
    let unit = input.unit();
    let (start, from_rect) = handle(input, from);
    let (goal, to_rect) = handle(input, to);
    let head = 6.0 * unit;
    let up = Point::new(start.x, from_rect.top - unit);
    let down = Point::new(start.x, from_rect.bottom + unit);
    let beside = Point::new(to_rect.left - 2.0 * unit - head, goal.y);
    let above = Point::new(goal.x, to_rect.top - 2.0 * unit - head);
    let below = Point::new(goal.x, to_rect.bottom + 2.0 * unit + head);
    let (rightwards, downwards, upwards) =
        (Point::new(1.0, 0.0), Point::new(0.0, 1.0), Point::new(0.0, -1.0));
    let bend = ((beside.x - start.x) * 0.75).min(68.0 * unit);
    let mut ways = Vec::with_capacity(4);
    let mut quarter = |from: Point, dislike: f32| {
        let curve = Curve {
            from,
            leave: Point::new(start.x, goal.y + (from.y - goal.y) * 0.2),
            arrive: Point::new(beside.x - bend, goal.y),
            to: beside,
        };
        ways.push(Way { curve, heading: rightwards, dislike });
    };
    let is_right = beside.x - start.x > 24.0 * unit;
    if is_right && goal.y < start.y - 8.0 * unit {
        quarter(up, 0.0);
    }
    if is_right && goal.y > start.y + 8.0 * unit {
        quarter(down, 1.0);
    }
    // a cubic rises by three quarters of its controls' lift; it stays within the picture or is not offered
    let crest = up.y.min(above.y);
    let lift = (26.0 + ((goal.x - start.x).abs() / unit / 60.0).min(8.0)) * unit;
    let lift = lift.min((crest - input.ground().top - 2.0 * unit) / 0.75);
    if lift >= 9.0 * unit {
        let sway = ((goal.x - start.x) * 0.06).clamp(-14.0 * unit, 14.0 * unit);
        let curve = Curve {
            from: up,
            leave: Point::new(up.x + sway, crest - lift),
            arrive: Point::new(above.x - sway, crest - lift),
            to: above,
        };
        ways.push(Way { curve, heading: downwards, dislike: 0.5 });
    }
    if above.y > down.y + 4.0 * unit {
        let middle = (above.y + down.y) / 2.0;
        let curve = Curve {
            from: down,
            leave: Point::new(down.x, middle),
            arrive: Point::new(above.x, middle.min(above.y - 8.0 * unit)),
            to: above,
        };
        ways.push(Way { curve, heading: downwards, dislike: 1.5 });
    }
    if below.y < up.y - 2.0 * unit {
        let middle = (below.y + up.y) / 2.0;
        // a long and low S is hard to follow
        let stretch = ((goal.x - start.x).abs() / (up.y - below.y) - 1.0).max(0.0);
        let curve = Curve {
            from: up,
            leave: Point::new(up.x, middle),
            arrive: Point::new(below.x, middle.max(below.y + 8.0 * unit)),
            to: below,
        };
        ways.push(Way { curve, heading: upwards, dislike: 1.5 + stretch });
    }
    ways
}

/// How much stands in a curve's way: samples within words and marks, and, worse, outside the picture.
fn covered(input: &DrawInput, curve: &Curve, from: &Mark, to: &Mark) -> f32 {
    const SAMPLES: usize = 24;
    let ground = input.ground();
    let points: Vec<Point> = (1..SAMPLES).map(|place| curve.at(place as f32 / SAMPLES as f32)).collect();
    let outside = points.iter().filter(|point| !ground.contains(**point)).count() as f32;
    let rects = input.picture.marks.iter().flat_map(|mark| {
        // the two ends are left and reached; only their words are in the way
        let skipped = usize::from(mark.event == from.event || mark.event == to.event);
        occupied(input, mark).into_iter().skip(skipped)
    });
    let slots = input.picture.slots.iter().map(|slot| slot.rect);
    let behind: usize = rects
        .chain(slots)
        .chain(heads(input))
        .map(|rect| points.iter().filter(|point| rect.contains(**point)).count())
        .sum();
    behind as f32 + 3.0 * outside
}

/// Where a mark and its words stand.
fn occupied(input: &DrawInput, mark: &Mark) -> Vec<Rect> {
    let unit = input.unit();
    let row = |left: f32, right: f32| {
        Rect::new(left, mark.center_y - 8.0 * unit, right, mark.center_y + 8.0 * unit)
    };
    let body = match mark.body {
        Body::Point { x, range } => {
            let (from, to) = range.unwrap_or((x, x));
            row(from.min(x - 6.0 * unit), to.max(x + 6.0 * unit))
        }
        Body::Span { left, right, .. } => row(left, right),
    };
    let text =
        mark.label.as_ref().map(|label| row(label.left - 3.0 * unit, label.left + label.width + 3.0 * unit));
    std::iter::once(body).chain(text).collect()
}

/// A filled arrow head, 6 long and 5 wide, whose back is at a place.
fn head(back: Point, heading: Point, unit: f32, color: super::Rgba8) -> Item {
    let (length, half) = (6.0 * unit, 2.5 * unit);
    let side = Point::new(-heading.y, heading.x);
    Item::Path {
        commands: vec![
            PathCommand::Move(Point::new(back.x + heading.x * length, back.y + heading.y * length)),
            PathCommand::Line(Point::new(back.x + side.x * half, back.y + side.y * half)),
            PathCommand::Line(Point::new(back.x - side.x * half, back.y - side.y * half)),
            PathCommand::Close,
        ],
        fill: Some(Fill::Solid(color)),
        stroke: None,
    }
}

/// The kind on the arc, at the first place where it covers nothing; left out where there is none.
fn kind_text(input: &DrawInput, curve: &Curve, text: &str, taken: &mut Vec<Rect>) -> Vec<Item> {
    let unit = input.unit();
    let size = TypeSize::MICRO.size * unit;
    let width = input.context.ruler.width(text, size, Weight::Regular);
    let frame = input.ground();
    let place = |share: f32| Rect::from_center(curve.at(share), width + 6.0 * unit, 14.0 * unit);
    let is_clear = |rect: &Rect| {
        rect.left >= frame.left
            && rect.right <= frame.right
            && rect.top >= frame.top
            && !taken.iter().any(|other| other.overlaps(rect))
            && !heads(input).any(|head| head.overlaps(rect))
            && input
                .picture
                .marks
                .iter()
                .all(|mark| !occupied(input, mark).iter().any(|other| other.overlaps(rect)))
    };
    let shares = [0.5, 0.55, 0.45, 0.6, 0.4, 0.65, 0.35, 0.7, 0.3, 0.75, 0.25, 0.8, 0.2];
    let Some(rect) = shares.into_iter().map(place).find(is_clear) else { return Vec::new() };
    taken.push(rect);
    vec![
        Item::Rect {
            rect,
            radius: 2.0 * unit,
            fill: Some(Fill::Solid(input.theme.canvas.with_opacity(0.94))),
            stroke: None,
        },
        Item::Text {
            at: Point::new(rect.center().x, rect.center().y + 3.8 * unit),
            anchor: Anchor::Middle,
            line: TextLine::new(
                input.context.ruler,
                text.to_owned(),
                TextStyle { size, bold: false, color: input.theme.accent, struck: false },
            ),
        },
    ]
}

/// Where the names of lanes stand.
fn heads<'a>(input: &'a DrawInput) -> impl Iterator<Item = Rect> + 'a {
    let unit = input.unit();
    input.picture.bands.iter().map(move |band| {
        let middle = head_middle(band, unit);
        Rect::new(8.0 * unit, middle - 8.0 * unit, 31.0 * unit + band.name_width, middle + 8.0 * unit)
    })
}
