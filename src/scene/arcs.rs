//! Arcs along the selected event's thread: under all words, each with its kind where it has room.

use super::event::handle;
use super::{Anchor, DrawInput, Fill, Item, PathCommand, Point, Rect, Stroke, TextStyle, TypeSize};
use crate::layout::{Body, Mark};
use crate::model::thread;
use crate::text::Weight;

/// A cubic Bézier curve.
#[derive(Clone, Copy)]
struct Curve {
    from: Point,
    leave: Point,
    arrive: Point,
    to: Point,
}

impl Curve {
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

/// The arcs of the selected event's thread, as far as both ends are drawn.
pub(super) fn arcs(input: &DrawInput) -> Vec<Item> {
    let Some(selected) = input.emphasis.selected else { return Vec::new() };
    let mut items = Vec::new();
    let mut taken = Vec::new();
    for link in thread(input.timeline, selected, input.emphasis.thread_steps) {
        let (earlier, later) = link.in_time(input.timeline);
        let ends = input.picture.mark(earlier).zip(input.picture.mark(later));
        if let Some((from, to)) = ends {
            arc(input, (from, to), link.words_from(earlier), &mut taken, &mut items);
        }
    }
    items
}

fn arc(
    input: &DrawInput,
    (from, to): (&Mark, &Mark),
    words: &str,
    taken: &mut Vec<Rect>,
    items: &mut Vec<Item>,
) {
    let unit = input.unit();
    let (curve, heading) = curve(input, from, to);
    let stroke = Stroke::new(1.5 * unit, input.theme.accent);
    items.push(Item::Path {
        commands: vec![
            PathCommand::Move(curve.from),
            PathCommand::Cubic(curve.leave, curve.arrive, curve.to),
        ],
        fill: None,
        stroke: Some(stroke),
    });
    items.push(head(curve.to, heading, unit, input.theme.accent));
    if !input.emphasis.is_presenting {
        items.extend(kind_words(input, &curve, words, taken));
    }
}

/// The way from one mark to another, and the direction in which its head points.
fn curve(input: &DrawInput, from: &Mark, to: &Mark) -> (Curve, Point) {
    let unit = input.unit();
    let (start, _, start_height) = handle(input, from);
    let (goal, goal_width, goal_height) = handle(input, to);
    let leave = Point::new(start.x, start.y - start_height - 1.0 * unit);
    let head = 6.0 * unit;
    let beside = Point::new(goal.x - goal_width - 3.0 * unit - head, goal.y);
    let is_higher = goal.y < start.y - 8.0 * unit;
    if is_higher && beside.x - start.x > 24.0 * unit && is_free(input, (start.x, beside.x), to) {
        let bend = (beside.x - start.x).min(90.0 * unit);
        let curve = Curve {
            from: leave,
            leave: Point::new(start.x, goal.y + (leave.y - goal.y) * 0.2),
            arrive: Point::new(beside.x - bend * 0.75, goal.y),
            to: beside,
        };
        return (curve, Point::new(1.0, 0.0));
    }
    let above = Point::new(goal.x, goal.y - goal_height - 2.0 * unit - head);
    let lift = (26.0 + ((goal.x - start.x).abs() / unit / 60.0).min(8.0)) * unit;
    let top = (leave.y.min(above.y) - lift).max(input.ground().top - lift * 0.3);
    let sway = ((goal.x - start.x) * 0.06).clamp(-14.0 * unit, 14.0 * unit);
    let curve = Curve {
        from: leave,
        leave: Point::new(leave.x + sway, top),
        arrive: Point::new(above.x - sway, top),
        to: above,
    };
    (curve, Point::new(0.0, 1.0))
}

/// Whether nothing stands in a row between two places.
fn is_free(input: &DrawInput, (left, right): (f32, f32), target: &Mark) -> bool {
    let unit = input.unit();
    let lane = Rect::new(left, target.center_y - 8.0 * unit, right, target.center_y + 8.0 * unit);
    let is_clear = |mark: &Mark| {
        mark.event == target.event || !occupied(input, mark).iter().any(|rect| rect.overlaps(&lane))
    };
    input.picture.marks.iter().all(is_clear)
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
    let words =
        mark.label.as_ref().map(|label| row(label.left - 3.0 * unit, label.left + label.width + 3.0 * unit));
    std::iter::once(body).chain(words).collect()
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
fn kind_words(input: &DrawInput, curve: &Curve, words: &str, taken: &mut Vec<Rect>) -> Vec<Item> {
    let unit = input.unit();
    let size = TypeSize::MICRO.size * unit;
    let width = input.ruler.width(words, size, Weight::Regular);
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
            words: words.to_owned(),
            style: TextStyle { size, bold: false, color: input.theme.accent, struck: false },
        },
    ]
}

/// Where the names of lanes stand.
fn heads<'a>(input: &'a DrawInput) -> impl Iterator<Item = Rect> + 'a {
    let unit = input.unit();
    let size = input.picture.metrics.label_size;
    input.picture.bands.iter().map(move |band| {
        let width = input.ruler.width(&band.name, size, Weight::Bold);
        Rect::new(8.0 * unit, band.top + 5.0 * unit, 31.0 * unit + width, band.top + 21.0 * unit)
    })
}
