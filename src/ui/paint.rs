//! Paints a scene: the items of the display list as egui shapes.

use std::sync::Arc;

use egui::epaint::{CircleShape, Mesh, PathShape, PathStroke, RectShape, TextShape};
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontFamily, FontId, Galley, Painter, Shape, StrokeKind, Vec2, pos2, vec2};

use super::flatten::{self, Outline, moved};
use super::fonts;
use super::meshes::{self, Dashes};
use super::style::color_with_opacity;
use dateline_picture::scene::{Anchor, Fill, Item, Point, Rect, Stroke, TextLine, TextStyle};

/// Paints items with the picture's upper left corner at the given point of the screen.
pub fn paint(painter: &Painter, origin: egui::Pos2, items: &[Item]) {
    let pixels_per_point = painter.ctx().pixels_per_point();
    let mut brush = Brush {
        painter: painter.clone(),
        by: origin.to_vec2(),
        opacity: 1.0,
        pixel: 1.0 / pixels_per_point,
        bold: FontFamily::Name(fonts::BOLD.into()),
        shapes: Vec::new(),
        blocks: Mesh::default(),
    };
    brush.items(items);
    brush.flush();
}

/// Where the painting stands: what is gathered goes to the painter when the clip changes.
struct Brush {
    painter: Painter,
    by: Vec2,
    opacity: f32,
    /// A physical pixel in points.
    pixel: f32,
    /// The family of the bold face.
    bold: FontFamily,
    shapes: Vec<Shape>,
    /// Plain upright rectangles in a row share one mesh: density strips have thousands.
    blocks: Mesh,
}

impl Brush {
    fn items(&mut self, items: &[Item]) {
        for item in items {
            self.item(item);
        }
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Rect { rect, radius, fill, stroke } => self.rect(*rect, *radius, fill, stroke),
            Item::Blocks { rects, color } => {
                let color = color_with_opacity(*color, self.opacity);
                self.blocks.reserve_vertices(4 * rects.len());
                self.blocks.reserve_triangles(2 * rects.len());
                rects.iter().for_each(|rect| self.block(*rect, color));
            }
            Item::Circle { center, radius, fill, stroke } => self.circle(*center, *radius, fill, stroke),
            Item::Line { from, to, stroke } => self.line(*from, *to, stroke),
            Item::Path { commands, fill, stroke } => {
                for outline in flatten::path(commands, self.by) {
                    self.outline(&outline, fill.as_ref(), stroke.as_ref());
                }
            }
            Item::Text { at, anchor, line } => self.text(*at, *anchor, line),
            Item::Group { event: Some(_), opacity, clip, items, .. } => {
                let shift = self.shift_to_pixel(items);
                self.by.x += shift;
                self.group(*opacity, *clip, items);
                self.by.x -= shift;
            }
            Item::Group { opacity, clip, items, .. } => self.group(*opacity, *clip, items),
            Item::Link { items, .. } => self.items(items),
        }
    }

    /// How far an event has to move for its words to stand on a whole pixel, at most half a pixel. Text is
    /// painted on whole pixels only: without this they would quiver against their mark while the view pans.
    fn shift_to_pixel(&self, items: &[Item]) -> f32 {
        let text = items.iter().find_map(|item| match item {
            Item::Text { at, anchor: Anchor::Start, .. } => Some(at.x + self.by.x),
            _ => None,
        });
        text.map_or(0.0, |x| (x / self.pixel).round() * self.pixel - x)
    }

    fn group(&mut self, opacity: f32, clip: Option<Rect>, items: &[Item]) {
        let before = self.opacity;
        self.opacity *= opacity;
        if let Some(clip) = clip {
            self.flush();
            let outside = self.painter.clip_rect();
            self.painter.set_clip_rect(outside.intersect(self.screen(clip)));
            self.items(items);
            self.flush();
            self.painter.set_clip_rect(outside);
        } else {
            self.items(items);
        }
        self.opacity = before;
    }

    fn screen(&self, rect: Rect) -> egui::Rect {
        egui::Rect::from_min_max(
            moved(Point::new(rect.left, rect.top), self.by),
            moved(Point::new(rect.right, rect.bottom), self.by),
        )
    }

    fn add(&mut self, shape: Shape) {
        self.close_blocks();
        self.shapes.push(shape);
    }

    fn close_blocks(&mut self) {
        if !self.blocks.is_empty() {
            self.shapes.push(Shape::mesh(std::mem::take(&mut self.blocks)));
        }
    }

    fn flush(&mut self) {
        self.close_blocks();
        self.painter.extend(self.shapes.drain(..));
    }

    fn rect(&mut self, rect: Rect, radius: f32, fill: &Option<Fill>, stroke: &Option<Stroke>) {
        match (fill, stroke) {
            (Some(Fill::Solid(color)), None) if radius < 0.5 => {
                let color = color_with_opacity(*color, self.opacity);
                self.block(rect, color);
            }
            (Some(Fill::Horizontal(_)), _) | (_, Some(Stroke { dash: Some(_), .. })) => {
                let outline = flatten::rounded_rect(self.on_pixels(rect), radius, self.by);
                self.outline(&outline, fill.as_ref(), stroke.as_ref());
            }
            _ => {
                let fill = match fill {
                    Some(Fill::Solid(color)) => color_with_opacity(*color, self.opacity),
                    _ => Color32::TRANSPARENT,
                };
                let stroke = stroke.as_ref().map_or(egui::Stroke::NONE, |stroke| self.plain(stroke));
                let radius = radius.min(rect.width() / 2.0).min(rect.height() / 2.0);
                let shape = RectShape::new(self.screen(rect), radius, fill, stroke, StrokeKind::Middle);
                self.add(Shape::Rect(shape));
            }
        }
    }

    /// A plain rectangle; upright edges stand on whole pixels, and none vanishes.
    fn block(&mut self, rect: Rect, color: Color32) {
        let rect = self.screen(self.on_pixels(rect));
        self.blocks.add_colored_rect(rect, color);
    }

    /// The rectangle with its edges on whole physical pixels of the screen, at least one pixel in size.
    fn on_pixels(&self, rect: Rect) -> Rect {
        let round = |value: f32, by: f32| rounded((value + by) / self.pixel) * self.pixel - by;
        let (left, top) = (round(rect.left, self.by.x), round(rect.top, self.by.y));
        Rect::new(
            left,
            top,
            round(rect.right, self.by.x).max(left + self.pixel),
            round(rect.bottom, self.by.y).max(top + self.pixel),
        )
    }

    fn circle(&mut self, center: Point, radius: f32, fill: &Option<Fill>, stroke: &Option<Stroke>) {
        let is_plain = !matches!(fill, Some(Fill::Horizontal(_)))
            && !matches!(stroke, Some(Stroke { dash: Some(_), .. }));
        if !is_plain {
            let outline = flatten::circle(center, radius, self.by);
            self.outline(&outline, fill.as_ref(), stroke.as_ref());
            return;
        }
        let fill = match fill {
            Some(Fill::Solid(color)) => color_with_opacity(*color, self.opacity),
            _ => Color32::TRANSPARENT,
        };
        let stroke = stroke.as_ref().map_or(egui::Stroke::NONE, |stroke| self.plain(stroke));
        self.add(Shape::Circle(CircleShape { center: moved(center, self.by), radius, fill, stroke }));
    }

    fn line(&mut self, from: Point, to: Point, stroke: &Stroke) {
        let points = [moved(from, self.by), moved(to, self.by)];
        if stroke.dash.is_some() || stroke.round {
            let outline = Outline { points: points.to_vec(), is_closed: false };
            self.outline(&outline, None, Some(stroke));
            return;
        }
        let stroke = self.plain(stroke);
        self.add(Shape::LineSegment { points, stroke });
    }

    fn outline(&mut self, outline: &Outline, fill: Option<&Fill>, stroke: Option<&Stroke>) {
        let points = &outline.points;
        let width = stroke.map_or(0.0, |stroke| stroke.width) + self.pixel;
        if !egui::Rect::from_points(points).expand(width).intersects(self.painter.clip_rect()) {
            return;
        }
        match fill {
            Some(Fill::Solid(color)) if meshes::is_convex(points) => {
                let color = color_with_opacity(*color, self.opacity);
                self.add(Shape::convex_polygon(points.clone(), color, PathStroke::NONE));
            }
            Some(Fill::Solid(color)) => {
                let mesh = meshes::star_mesh(points, color_with_opacity(*color, self.opacity), self.pixel);
                self.add(Shape::mesh(mesh));
            }
            Some(Fill::Horizontal(stops)) => {
                let stops: Vec<_> = stops.iter().map(|(x, color)| (x + self.by.x, *color)).collect();
                let mesh = meshes::gradient_mesh(points, &stops, self.opacity);
                self.add(Shape::mesh(mesh));
            }
            None => {}
        }
        if let Some(stroke) = stroke {
            self.stroke(outline, stroke);
        }
    }

    fn stroke(&mut self, outline: &Outline, stroke: &Stroke) {
        let plain = self.plain(stroke);
        if let Some((dash, gap)) = stroke.dash {
            let dashes = Dashes { dash: dash.max(0.1), gap: gap.max(0.1) };
            let mesh = meshes::dash_mesh(outline, plain, dashes, self.pixel);
            self.add(Shape::mesh(mesh));
            return;
        }
        let points = outline.points.clone();
        let ends = (points.first().copied(), points.last().copied());
        let line = PathShape {
            points,
            closed: outline.is_closed,
            fill: Color32::TRANSPARENT,
            stroke: PathStroke::new(plain.width, plain.color),
        };
        self.add(Shape::Path(line));
        let is_thick = plain.width > 2.0 * self.pixel;
        if let (true, true, (Some(first), Some(last))) = (stroke.round && !outline.is_closed, is_thick, ends)
        {
            for end in [first, last] {
                self.add(Shape::circle_filled(end, plain.width / 2.0, plain.color));
            }
        }
    }

    fn plain(&self, stroke: &Stroke) -> egui::Stroke {
        egui::Stroke::new(stroke.width, color_with_opacity(stroke.color, self.opacity))
    }

    fn text(&mut self, at: Point, anchor: Anchor, line: &TextLine) {
        let (text, style) = (line.text(), line.style());
        if text.is_empty() {
            return;
        }
        if text.chars().any(fonts::is_right_to_left) {
            self.pieces(at, anchor, line);
        } else {
            let galley = self.galley(text, &style);
            let left = at.x - galley.size().x * anchor.share_on_the_left();
            self.paint_galley(Point::new(left, at.y), galley, &style);
        }
    }

    /// Text that runs from right to left, alone or among others, piece by piece from the left. egui may take
    /// another of the system's faces than the ruler does: pieces stand as wide as egui draws them. The line
    /// is shaped for its order once, and not again while the frame cache keeps the items.
    fn pieces(&mut self, at: Point, anchor: Anchor, line: &TextLine) {
        let style = line.style();
        let pieces = line.shaped().visual_pieces();
        let galleys: Vec<Arc<Galley>> = pieces.iter().map(|piece| self.galley(piece, &style)).collect();
        let width: f32 = galleys.iter().map(|galley| galley.size().x).sum();
        let mut left = at.x - width * anchor.share_on_the_left();
        for galley in galleys {
            let width = galley.size().x;
            self.paint_galley(Point::new(left, at.y), galley, &style);
            left += width;
        }
    }

    fn galley(&self, text: &str, style: &TextStyle) -> Arc<Galley> {
        let color = color_with_opacity(style.color, self.opacity);
        let family = if style.bold { self.bold.clone() } else { FontFamily::Proportional };
        let face = FontId::new(style.size, family);
        self.painter.layout_job(line_of(text, face, color, style.struck))
    }

    /// Adds a line whose left end and baseline stand at a point.
    fn paint_galley(&mut self, at: Point, galley: Arc<Galley>, style: &TextStyle) {
        let color = color_with_opacity(style.color, self.opacity);
        let at = moved(at, self.by) - vec2(0.0, baseline(&galley));
        // Baselines stand on whole pixels, so that rows keep their distance.
        let at = pos2(at.x, (at.y / self.pixel).round() * self.pixel);
        self.add(Shape::Text(TextShape::new(at, galley, color)));
    }
}

/// The nearest whole number, of halves the larger. The standard library's calls a function on processors
/// without an instruction for it, which shows in thousands of edges; far outside any screen it is exact
/// enough.
fn rounded(value: f32) -> f32 {
    const FAR: f32 = 32_768.0;
    if value.abs() < FAR { ((value + FAR + 0.5) as i32 - FAR as i32) as f32 } else { value.round() }
}

/// One line in a style; egui keeps what it has shaped from frame to frame.
fn line_of(text: &str, face: FontId, color: Color32, struck: bool) -> LayoutJob {
    let line = egui::Stroke::new((face.size / 12.0).max(1.0), color);
    let mut format = TextFormat::simple(face, color);
    if struck {
        format.strikethrough = line;
    }
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap.max_width = f32::INFINITY;
    job.break_on_newline = false;
    job
}

/// From the top of a line to its baseline.
fn baseline(galley: &Arc<Galley>) -> f32 {
    galley
        .rows
        .first()
        .and_then(|row| row.glyphs.first().map(|glyph| row.pos.y + glyph.pos.y))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_picture::scene::Rgba8;
    use dateline_picture::text::Faces;
    use dateline_timeline::model::EventId;

    #[test]
    fn numbers_are_rounded_to_the_nearest() {
        for (value, expected) in [(0.0, 0.0), (0.49, 0.0), (0.5, 1.0), (-0.5, 0.0), (-0.51, -1.0), (1e9, 1e9)]
        {
            assert_eq!(rounded(value), expected, "{value}");
        }
        assert_eq!(rounded(-1_000.6), -1_001.0);
    }

    /// The shapes that items become.
    fn shapes(items: &[Item]) -> Vec<Shape> {
        let ctx = egui::Context::default();
        fonts::install(&ctx);
        let mut painted = Vec::new();
        for _ in 0..2 {
            let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
                paint(ui.painter(), egui::Pos2::ZERO, items);
            });
            painted = std::mem::take(&mut output.shapes).into_iter().map(|clipped| clipped.shape).collect();
            output.drop_without_applying_deltas();
        }
        painted
    }

    fn event_at(x: f32) -> Item {
        let ink = Rgba8::from_hex(0x1A1C1F);
        let style = TextStyle { size: 12.0, bold: false, color: ink, struck: false };
        let line = TextLine::new(&Faces::bundled_only(), "Three MoUs signed", style);
        let dot = Item::Circle {
            center: Point::new(x, 20.0),
            radius: 5.0,
            fill: Some(Fill::Solid(ink)),
            stroke: None,
        };
        let text = Item::Text { at: Point::new(x + 10.0, 24.0), anchor: Anchor::Start, line };
        let event = Some(EventId::from_index(0));
        Item::Group { label: None, event, opacity: 1.0, clip: None, items: vec![dot, text] }
    }

    #[test]
    fn a_label_never_moves_against_its_mark() {
        for tenth in 0..10_u8 {
            let mut dot = None;
            let mut text = None;
            for shape in shapes(&[event_at(40.0 + f32::from(tenth) / 10.0)]) {
                match shape {
                    Shape::Circle(circle) => dot = Some(circle.center.x),
                    Shape::Text(shape) => text = Some(shape.pos.x),
                    _ => {}
                }
            }
            let (dot, text) = (dot.expect("a dot"), text.expect("words"));
            assert!((text - dot - 10.0).abs() < 1.0e-3, "{dot} {text}");
            assert!((text - text.round()).abs() < 1.0e-3, "{text} is a whole pixel");
        }
    }

    #[test]
    fn plain_rectangles_in_a_row_share_one_mesh() {
        let block = |left: f32| Item::Rect {
            rect: Rect::from_size(left, 0.0, 3.0, 10.0),
            radius: 0.0,
            fill: Some(Fill::Solid(Rgba8::from_hex(0x028F95))),
            stroke: None,
        };
        let blocks: Vec<Item> = (0..1000_u16).map(|place| block(f32::from(place) * 4.0)).collect();
        let meshes = shapes(&blocks).into_iter().filter(|shape| matches!(shape, Shape::Mesh(_))).count();
        assert_eq!(meshes, 1);
    }
}
