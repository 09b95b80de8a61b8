//! Points and rectangles on the picture. One unit is one point; x grows to the right, y downwards.

/// A position on the picture.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Point {
    /// Points from the left edge.
    pub x: f32,
    /// Points from the top edge.
    pub y: f32,
}

impl Point {
    /// The point at `x`, `y`.
    pub const fn new(x: f32, y: f32) -> Self {
        Point { x, y }
    }
}

/// Width and height of a picture or a part of it, in points.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Size {
    /// From left to right.
    pub width: f32,
    /// From top to bottom.
    pub height: f32,
}

impl Size {
    /// The size of `width` by `height`.
    pub const fn new(width: f32, height: f32) -> Self {
        Size { width, height }
    }
}

/// An upright rectangle; empty when `right <= left` or `bottom <= top`.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Rect {
    /// Left edge.
    pub left: f32,
    /// Top edge.
    pub top: f32,
    /// Right edge.
    pub right: f32,
    /// Bottom edge.
    pub bottom: f32,
}

impl Rect {
    /// The rectangle between four edges.
    pub const fn new(left: f32, top: f32, right: f32, bottom: f32) -> Self {
        Rect { left, top, right, bottom }
    }

    /// The rectangle with a corner and a size.
    pub fn from_size(left: f32, top: f32, width: f32, height: f32) -> Self {
        Rect::new(left, top, left + width, top + height)
    }

    /// The rectangle of a size round a centre.
    pub fn from_center(center: Point, width: f32, height: f32) -> Self {
        Rect::from_size(center.x - width / 2.0, center.y - height / 2.0, width, height)
    }

    /// Width; negative when the edges are swapped.
    pub fn width(&self) -> f32 {
        self.right - self.left
    }

    /// Height; negative when the edges are swapped.
    pub fn height(&self) -> f32 {
        self.bottom - self.top
    }

    /// The middle.
    pub fn center(&self) -> Point {
        Point::new((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0)
    }

    /// Whether a point lies inside; the left and top edges belong to it, the others do not.
    pub fn contains(&self, point: Point) -> bool {
        point.x >= self.left && point.x < self.right && point.y >= self.top && point.y < self.bottom
    }

    /// Whether the two have an inside in common.
    pub fn overlaps(&self, other: &Rect) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// The smallest rectangle round both.
    pub fn union(&self, other: &Rect) -> Rect {
        Rect::new(
            self.left.min(other.left),
            self.top.min(other.top),
            self.right.max(other.right),
            self.bottom.max(other.bottom),
        )
    }

    /// The rectangle with every edge moved outwards.
    pub fn expand(&self, by: f32) -> Rect {
        Rect::new(self.left - by, self.top - by, self.right + by, self.bottom + by)
    }
}
