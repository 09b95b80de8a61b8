//! The items of a scene.

use super::{Point, Rect, Rgba8, TextLine};
use dateline_timeline::model::EventId;

/// What an area is filled with.
#[derive(Clone, Debug, PartialEq)]
pub enum Fill {
    /// One colour.
    Solid(Rgba8),
    /// Colours along x, in points of the picture: stops with rising x; beyond the ends the end colours hold.
    Horizontal(Vec<(f32, Rgba8)>),
}

/// A line's look. Caps are butt, joins are miter, unless `round` says so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Width in points, centred on the line.
    pub width: f32,
    /// Colour.
    pub color: Rgba8,
    /// Lengths of dash and gap in points; `None` is a whole line.
    pub dash: Option<(f32, f32)>,
    /// Round caps and joins.
    pub round: bool,
}

impl Stroke {
    /// A whole line.
    pub const fn new(width: f32, color: Rgba8) -> Self {
        Stroke { width, color, dash: None, round: false }
    }

    /// A dashed line.
    pub const fn dashed(width: f32, color: Rgba8, dash: f32, gap: f32) -> Self {
        Stroke { width, color, dash: Some((dash, gap)), round: false }
    }
}

/// A step of a path; points are absolute.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PathCommand {
    /// Starts a new stroke of the pen.
    Move(Point),
    /// A straight line.
    Line(Point),
    /// A cubic Bézier curve over two control points to an end.
    Cubic(Point, Point, Point),
    /// Back to the start of the stroke.
    Close,
}

/// Which point of a text stands at its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

impl Anchor {
    /// How much of a text lies left of its position, from 0 to 1.
    pub fn share_on_the_left(self) -> f32 {
        match self {
            Anchor::Start => 0.0,
            Anchor::Middle => 0.5,
            Anchor::End => 1.0,
        }
    }
}

/// One thing to paint.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A rectangle with round corners.
    Rect {
        /// Its edges.
        rect: Rect,
        /// Radius of the corners.
        radius: f32,
        /// Inside.
        fill: Option<Fill>,
        /// Outline, centred on the edge.
        stroke: Option<Stroke>,
    },
    /// Plain upright rectangles of one colour that do not overlap: a density strip has hundreds.
    Blocks {
        /// Their edges.
        rects: Vec<Rect>,
        /// Their colour.
        color: Rgba8,
    },
    /// A circle.
    Circle {
        /// Its middle.
        center: Point,
        /// Its radius.
        radius: f32,
        /// Inside.
        fill: Option<Fill>,
        /// Outline.
        stroke: Option<Stroke>,
    },
    /// A straight line.
    Line {
        /// One end.
        from: Point,
        /// The other.
        to: Point,
        /// Its look.
        stroke: Stroke,
    },
    /// A path. A fill is meant for simple outlines (convex or star-shaped round their middle).
    Path {
        /// The pen's way.
        commands: Vec<PathCommand>,
        /// Inside.
        fill: Option<Fill>,
        /// Outline.
        stroke: Option<Stroke>,
    },
    /// One line of text.
    Text {
        /// Where the baseline meets the anchor.
        at: Point,
        /// Which part of the text stands there.
        anchor: Anchor,
        /// The text with its look and its glyphs.
        line: TextLine,
    },
    /// Items that belong together: one event, one lane, what lies inside a frame.
    Group {
        /// What a screen reader says for the group; `None` for pure arrangement.
        label: Option<String>,
        /// The event that the group shows.
        event: Option<EventId>,
        /// 1 is opaque.
        opacity: f32,
        /// Nothing is painted outside.
        clip: Option<Rect>,
        /// From back to front.
        items: Vec<Item>,
    },
    /// A group that opens an address when clicked (http, https or mailto).
    Link {
        /// The address.
        address: String,
        /// From back to front.
        items: Vec<Item>,
    },
}

/// A whole picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// What is behind everything.
    pub background: Rgba8,
    /// What the picture is called.
    pub title: String,
    /// From back to front.
    pub items: Vec<Item>,
}
