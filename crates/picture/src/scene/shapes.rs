//! The twelve lane shapes: outlines of equal area, their inner outlines, and their dashes.

use dateline_time::vocabulary;

use super::{Fill, Item, PathCommand, Point, Rect, Rgba8, Stroke};

vocabulary! {
    /// What a lane's marks look like, beside their colour. At one radius all of them cover the area of the
    /// circle, so that none looks more important.
    /// Lanes get them in this order.
    pub enum Shape {
        /// A circle.
        Circle,
        /// A square on its corner.
        Diamond,
        /// A square.
        Square,
        /// A triangle that points up.
        TriangleUp,
        /// A hexagon with corners left and right.
        Hexagon,
        /// An upright cross of thick arms.
        Plus,
        /// A triangle that points down.
        TriangleDown,
        /// A star of four points.
        Star,
        /// A lying rectangle with round ends.
        Pill,
        /// A pentagon with a corner on top.
        Pentagon,
        /// The plus, turned by an eighth.
        Cross,
        /// A square with a roof.
        House,
    }
}

/// Proportions at radius 1; each gives an area of π within one per cent.
mod proportion {
    pub const DIAMOND: f32 = 1.2533; // half a diagonal: sqrt(pi / 2)
    pub const SQUARE: f32 = 0.8862; // half a side: sqrt(pi) / 2
    pub const TRIANGLE: f32 = 1.3468; // half a side of the equilateral triangle: sqrt(pi / sqrt 3)
    pub const HEXAGON: f32 = 1.0996; // to a corner
    pub const PENTAGON: f32 = 1.1495; // to a corner
    pub const STAR: f32 = 1.56; // to a point
    pub const STAR_INNER: f32 = 0.712; // to a notch: pi / (4 * sin 45 * STAR)
    pub const ARM: f32 = 1.13; // length of the plus's arms
    pub const HALF_ARM: f32 = 0.4294; // half their thickness
    pub const PILL: f32 = 1.40; // half a length
    pub const HALF_PILL: f32 = 0.62; // half a height
    pub const HOUSE: f32 = 0.95; // half a width, and the height of the roof
    pub const WALL: f32 = 1.1785; // height of the wall
}

/// A dash is no longer than this share of its outline: round a circle of radius 5 that leaves gaps of 2.8
/// points, which stay light where the window smooths edges over a whole pixel. Gaps of 1.7 were measured at
/// half the luminance of the canvas, so that a planned mark read as a ring.
const DASH_LENGTH: f32 = 0.0775;

impl Shape {
    /// The outline round a centre, clockwise on the screen; round parts as short straight pieces.
    pub fn outline(self, center: Point, radius: f32) -> Vec<Point> {
        let mut points = self.unit_outline();
        for point in &mut points {
            *point = Point::new(center.x + point.x * radius, center.y + point.y * radius);
        }
        points
    }

    fn unit_outline(self) -> Vec<Point> {
        use proportion as p;
        match self {
            Shape::Circle => ring(48, 0.0, |_| 1.0),
            Shape::Diamond => ring(4, 0.0, |_| p::DIAMOND),
            Shape::Square => ring(4, 45.0, |_| p::SQUARE * std::f32::consts::SQRT_2),
            Shape::TriangleUp => triangle(),
            Shape::TriangleDown => {
                triangle().into_iter().rev().map(|point| Point::new(point.x, -point.y)).collect()
            }
            Shape::Hexagon => ring(6, 90.0, |_| p::HEXAGON),
            Shape::Star => ring(8, 0.0, |position| if position % 2 == 0 { p::STAR } else { p::STAR_INNER }),
            Shape::Pentagon => ring(5, 0.0, |_| p::PENTAGON),
            Shape::Plus => plus(),
            Shape::Cross => plus().into_iter().map(|point| turned(point, 45.0)).collect(),
            Shape::Pill => pill(),
            Shape::House => {
                let (foot, wall) = ((p::WALL + p::HOUSE) / 2.0 - 0.08, p::WALL);
                vec![
                    Point::new(0.0, foot - wall - p::HOUSE),
                    Point::new(p::HOUSE, foot - wall),
                    Point::new(p::HOUSE, foot),
                    Point::new(-p::HOUSE, foot),
                    Point::new(-p::HOUSE, foot - wall),
                ]
            }
        }
    }

    /// The shape filled with a colour.
    pub fn filled(self, center: Point, radius: f32, color: Rgba8) -> Item {
        self.item(center, radius, Some(Fill::Solid(color)), None)
    }

    /// The shape as a ring whose outer edge lies half a point outside the filled shape's, so that it does not
    /// look smaller; the inside is covered with `inside`.
    pub fn ring(self, center: Point, radius: f32, stroke: Stroke, inside: Rgba8) -> Item {
        match self {
            Shape::Circle | Shape::Pill => self.inset_item(
                center,
                radius,
                inset_of(stroke, radius),
                Some(Fill::Solid(inside)),
                Some(stroke),
            ),
            _ => Item::Path {
                commands: closed(&inset(&self.outline(center, radius), inset_of(stroke, radius))),
                fill: Some(Fill::Solid(inside)),
                stroke: Some(stroke),
            },
        }
    }

    /// The ring in six to eight dashes, more where a shape has more corners: each is inked, so that the shape
    /// is still read.
    pub fn dashed(self, center: Point, radius: f32, stroke: Stroke, inside: Rgba8) -> Vec<Item> {
        let outline = inset(&self.outline(center, radius), inset_of(stroke, radius));
        let commands = dashes(&outline, &self.dash_places(&outline));
        vec![
            Item::Path { commands: closed(&outline), fill: Some(Fill::Solid(inside)), stroke: None },
            Item::Path { commands, fill: None, stroke: Some(Stroke { dash: None, ..stroke }) },
        ]
    }

    fn item(self, center: Point, radius: f32, fill: Option<Fill>, stroke: Option<Stroke>) -> Item {
        match self {
            Shape::Circle | Shape::Pill => self.inset_item(center, radius, 0.0, fill, stroke),
            _ => Item::Path { commands: closed(&self.outline(center, radius)), fill, stroke },
        }
    }

    fn inset_item(
        self,
        center: Point,
        radius: f32,
        by: f32,
        fill: Option<Fill>,
        stroke: Option<Stroke>,
    ) -> Item {
        if self == Shape::Pill {
            let half_height = proportion::HALF_PILL * radius - by;
            let width = 2.0 * (proportion::PILL * radius - by);
            let rect = Rect::from_center(center, width, 2.0 * half_height);
            return Item::Rect { rect, radius: half_height, fill, stroke };
        }
        Item::Circle { center, radius: radius - by, fill, stroke }
    }

    /// Where dashes lie along an outline of this shape: each a middle and a length, in points from its first
    /// corner.
    fn dash_places(self, outline: &[Point]) -> Vec<(f32, f32)> {
        let edges = edge_lengths(outline);
        let around: f32 = edges.iter().sum();
        let mut corners = Vec::with_capacity(edges.len());
        let mut along = 0.0;
        for edge in &edges {
            corners.push(along);
            along += edge;
        }
        let middles = |count: usize| (0..count).map(move |position| around * position as f32 / count as f32);
        let middle_of = |position: usize| {
            corners.get(position).zip(edges.get(position)).map_or(0.0, |(corner, edge)| corner + edge / 2.0)
        };
        let positions: Vec<f32> = match self {
            Shape::Circle | Shape::Pill => middles(6).collect(),
            Shape::Diamond | Shape::Square => middles(8).collect(),
            Shape::TriangleUp | Shape::TriangleDown => middles(6).collect(),
            Shape::Hexagon | Shape::Star | Shape::Plus | Shape::Cross => corners.clone(),
            Shape::Pentagon => middles(10).collect(),
            // five corners, and the middles of the edges that are long enough
            Shape::House => corners.iter().copied().chain([0, 2, 4].map(middle_of)).collect(),
        };
        let length = (0.56 * around / positions.len().max(1) as f32).min(DASH_LENGTH * around);
        positions.into_iter().map(|position| (position, length)).collect()
    }
}

/// How far inside the filled shape's edge the middle of a ring's stroke runs.
fn inset_of(stroke: Stroke, radius: f32) -> f32 {
    stroke.width / 2.0 - 0.1 * radius
}

/// Points on a circle, the first on top turned by `turn` degrees, at distances that depend on their position.
fn ring(count: usize, turn: f32, distance: impl Fn(usize) -> f32) -> Vec<Point> {
    (0..count)
        .map(|position| {
            let angle = (turn + 360.0 * position as f32 / count as f32 - 90.0).to_radians();
            Point::new(angle.cos() * distance(position), angle.sin() * distance(position))
        })
        .collect()
}

fn triangle() -> Vec<Point> {
    let half = proportion::TRIANGLE;
    let height = half * 3.0_f32.sqrt();
    // between the middle of its height and its centre of mass it looks centred
    let foot = height * 0.42;
    vec![Point::new(0.0, foot - height), Point::new(half, foot), Point::new(-half, foot)]
}

fn plus() -> Vec<Point> {
    let (arm, half) = (proportion::ARM, proportion::HALF_ARM);
    let quarter = [Point::new(-half, -arm), Point::new(half, -arm), Point::new(half, -half)];
    [0.0, 90.0, 180.0, 270.0]
        .into_iter()
        .flat_map(|angle| quarter.into_iter().map(move |point| turned(point, angle)))
        .collect()
}

fn pill() -> Vec<Point> {
    let (half, end) = (proportion::PILL, proportion::HALF_PILL);
    let arc = |from: f32, x: f32| {
        (0..=12).map(move |step| {
            let angle = (from + 15.0 * step as f32).to_radians();
            Point::new(x + angle.cos() * end, angle.sin() * end)
        })
    };
    arc(-90.0, half - end).chain(arc(90.0, end - half)).collect()
}

fn turned(point: Point, degrees: f32) -> Point {
    let (sin, cos) = degrees.to_radians().sin_cos();
    Point::new(point.x * cos - point.y * sin, point.x * sin + point.y * cos)
}

/// A path round points and back to the first.
pub(super) fn closed(points: &[Point]) -> Vec<PathCommand> {
    let mut commands = open(points);
    commands.push(PathCommand::Close);
    commands
}

/// A path along points.
pub(super) fn open(points: &[Point]) -> Vec<PathCommand> {
    let mut commands = Vec::with_capacity(points.len() + 1);
    for point in points {
        commands.push(if commands.is_empty() {
            PathCommand::Move(*point)
        } else {
            PathCommand::Line(*point)
        });
    }
    commands
}

/// Each point with the one after it, round to the first.
fn edges(points: &[Point]) -> impl Iterator<Item = (Point, Point)> + '_ {
    points.iter().copied().zip(points.iter().copied().cycle().skip(1))
}

fn edge_lengths(points: &[Point]) -> Vec<f32> {
    edges(points).map(|(a, b)| (b.x - a.x).hypot(b.y - a.y)).collect()
}

/// A clockwise outline with every edge moved inwards by a distance; corners stay corners.
fn inset(points: &[Point], by: f32) -> Vec<Point> {
    let moved: Vec<Line> = edges(points)
        .map(|(a, b)| {
            let length = (b.x - a.x).hypot(b.y - a.y).max(1.0e-6);
            let (nx, ny) = (-(b.y - a.y) / length * by, (b.x - a.x) / length * by);
            Line { from: Point::new(a.x + nx, a.y + ny), to: Point::new(b.x + nx, b.y + ny) }
        })
        .collect();
    let before = moved.iter().cycle().skip(moved.len().saturating_sub(1));
    before.zip(&moved).map(|(first, second)| crossing(*first, *second)).collect()
}

/// A straight line through two points.
#[derive(Clone, Copy)]
struct Line {
    from: Point,
    to: Point,
}

/// Where two lines meet; of (nearly) parallel ones, where the second starts.
fn crossing(first: Line, second: Line) -> Point {
    let (d1x, d1y) = (first.to.x - first.from.x, first.to.y - first.from.y);
    let (d2x, d2y) = (second.to.x - second.from.x, second.to.y - second.from.y);
    let cross = d1x * d2y - d1y * d2x;
    if cross.abs() < 1.0e-6 {
        return second.from;
    }
    let along = ((second.from.x - first.from.x) * d2y - (second.from.y - first.from.y) * d2x) / cross;
    Point::new(first.from.x + d1x * along, first.from.y + d1y * along)
}

/// Pieces of a closed outline as one path; a piece bends where the outline does.
fn dashes(outline: &[Point], positions: &[(f32, f32)]) -> Vec<PathCommand> {
    let lengths = edge_lengths(outline);
    let around: f32 = lengths.iter().sum();
    let mut commands = Vec::new();
    for (middle, length) in positions {
        let from = (middle - length / 2.0).rem_euclid(around.max(1.0e-6));
        let to = from + length;
        let mut piece = Vec::new();
        let mut along = 0.0;
        // twice round, for the pieces that run over the first corner
        for ((a, b), edge) in edges(outline).zip(&lengths).chain(edges(outline).zip(&lengths)) {
            let (low, high) = (from.max(along), to.min(along + edge));
            if low < high && *edge > 0.0 {
                let at = |position: f32| {
                    let share = (position - along) / edge;
                    Point::new(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share)
                };
                if piece.is_empty() {
                    piece.push(at(low));
                }
                piece.push(at(high));
            }
            along += edge;
        }
        commands.extend(open(&piece));
    }
    commands
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(points: &[Point]) -> f32 {
        edges(points).map(|(a, b)| a.x * b.y - b.x * a.y).sum::<f32>() / 2.0
    }

    #[test]
    fn all_shapes_cover_the_same_area() {
        for shape in Shape::ALL {
            let share = area(&shape.outline(Point::new(3.0, 4.0), 5.0)) / (std::f32::consts::PI * 25.0);
            assert!((share - 1.0).abs() < 0.03, "{shape:?} covers {share} of the circle");
        }
    }

    #[test]
    fn rings_stay_inside_the_filled_shape() {
        for shape in Shape::ALL {
            let outline = shape.outline(Point::new(0.0, 0.0), 5.0);
            let inner = inset(&outline, 0.875);
            assert!(area(&inner) > 0.3 * area(&outline), "{shape:?}");
            assert!(area(&inner) < area(&outline), "{shape:?}");
        }
    }

    #[test]
    fn dashes_ink_every_corner_and_leave_gaps() {
        for shape in Shape::ALL {
            let outline = shape.outline(Point::new(0.0, 0.0), 5.0);
            let positions = shape.dash_places(&outline);
            assert!((6..=12).contains(&positions.len()), "{shape:?} has {} dashes", positions.len());
            let inked: f32 = positions.iter().map(|(_, length)| length).sum();
            let around: f32 = edge_lengths(&outline).iter().sum();
            assert!((0.4..0.75).contains(&(inked / around)), "{shape:?}: {}", inked / around);
            if matches!(shape, Shape::Circle | Shape::Pill) {
                continue;
            }
            let mut along = 0.0;
            for edge in edge_lengths(&outline) {
                let is_inked = positions.iter().any(|(middle, length)| {
                    let distance = (along - middle).rem_euclid(around);
                    distance.min(around - distance) <= length / 2.0
                });
                assert!(is_inked, "{shape:?}: a corner at {along} of {around}");
                along += edge;
            }
        }
    }
}
