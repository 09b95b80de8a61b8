//! Where the picture stands on the screen, and the way from points of one to points of the other.

use egui::{pos2, vec2};

use dateline_picture::layout::{Point, Rect};

/// Where the picture stands on the screen: the axis stays, the lanes below it are scrolled.
#[derive(Clone, Copy)]
pub(super) struct Stage {
    /// The whole picture on the screen.
    pub rect: egui::Rect,
    /// Height of the axis in points.
    pub axis: f32,
    /// Points from the top of the lanes to the top of what is shown of them.
    pub scroll: f32,
}

impl Stage {
    /// Where the lanes are seen.
    pub(super) fn ground(&self) -> egui::Rect {
        egui::Rect::from_min_max(pos2(self.rect.left(), self.rect.top() + self.axis), self.rect.max)
    }

    /// The point of the picture at a point of the screen.
    pub(super) fn point(&self, at: egui::Pos2) -> Point {
        let (x, y) = (at.x - self.rect.left(), at.y - self.rect.top());
        Point::new(x, if y < self.axis { y } else { y + self.scroll })
    }

    /// Where something of the lanes stands on the screen, as far as it is seen.
    pub(super) fn on_screen(&self, rect: Rect) -> egui::Rect {
        let rect = egui::Rect::from_min_max(pos2(rect.left, rect.top), pos2(rect.right, rect.bottom));
        rect.translate(self.rect.min.to_vec2() - vec2(0.0, self.scroll)).intersect(self.ground())
    }
}
