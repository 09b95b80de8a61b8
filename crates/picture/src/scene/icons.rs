//! Icons, 16 × 16, from strokes of 1.5 with round caps.

use super::shapes::{closed, open};
use super::{Fill, Item, PathCommand, Point, Rect, Rgba8, Stroke};

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Icon {
    /// Three lines.
    Menu,
    /// A window with a side panel.
    Panel,
    /// Rows and a column.
    List,
    /// A magnifying glass.
    Search,
    /// A bar between corners.
    Fit,
    /// A disc, half filled.
    Theme,
    /// An arrow up out of a tray.
    Export,
    /// A screen on a stand.
    Present,
    /// `<`.
    ChevronLeft,
    /// `>`.
    ChevronRight,
    /// `v`.
    ChevronDown,
    /// `^`.
    ChevronUp,
    /// ×.
    Close,
    /// A sheet of a calendar.
    Calendar,
    /// A triangle with an exclamation mark.
    Warning,
    /// A filled triangle with an exclamation mark.
    Error,
    /// A diamond with an exclamation mark.
    Caution,
    /// A ring with an "i".
    Note,
    /// A folder.
    Folder,
    /// Two sheets.
    Copy,
    /// An arrow out of a frame.
    OpenExternal,
    /// A check mark.
    Check,
    /// A closed lock.
    Lock,
    /// A sheet with a folded corner.
    File,
    /// A clock.
    Clock,
    /// An arrow to the right.
    Arrow,
    /// An arrow upwards.
    ArrowUp,
    /// An arrow downwards.
    ArrowDown,
    /// ≠.
    Unequal,
    /// An open eye.
    Eye,
    /// An eye that is struck through.
    EyeOff,
    /// A ribbon; what is kept under a name.
    Bookmark,
    /// A pencil; giving another name.
    Edit,
    /// Three bars that rise; a source's grade.
    Grade(u8),
}

/// The pen for one icon: coordinates from -8 to 8, y downwards.
struct Pen {
    center: Point,
    color: Rgba8,
    items: Vec<Item>,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> Point {
        Point::new(self.center.x + x, self.center.y + y)
    }

    fn stroke(&self) -> Stroke {
        Stroke { round: true, ..Stroke::new(1.5, self.color) }
    }

    fn line(&mut self, points: &[(f32, f32)]) {
        let points: Vec<Point> = points.iter().map(|(x, y)| self.at(*x, *y)).collect();
        let stroke = Some(self.stroke());
        self.items.push(Item::Path { commands: open(&points), fill: None, stroke });
    }

    fn outline(&mut self, points: &[(f32, f32)], is_filled: bool) {
        let points: Vec<Point> = points.iter().map(|(x, y)| self.at(*x, *y)).collect();
        let fill = is_filled.then_some(Fill::Solid(self.color));
        let stroke = Some(self.stroke());
        self.items.push(Item::Path { commands: closed(&points), fill, stroke });
    }

    fn rect(&mut self, left: f32, top: f32, right: f32, bottom: f32) {
        let (a, b) = (self.at(left, top), self.at(right, bottom));
        let (rect, stroke) = (Rect::new(a.x, a.y, b.x, b.y), Some(self.stroke()));
        self.items.push(Item::Rect { rect, radius: 1.5, fill: None, stroke });
    }

    fn circle(&mut self, x: f32, y: f32, radius: f32) {
        let (center, stroke) = (self.at(x, y), Some(self.stroke()));
        self.items.push(Item::Circle { center, radius, fill: None, stroke });
    }

    fn dot(&mut self, x: f32, y: f32, radius: f32, color: Rgba8) {
        let center = self.at(x, y);
        self.items.push(Item::Circle { center, radius, fill: Some(Fill::Solid(color)), stroke: None });
    }

    fn block(&mut self, left: f32, top: f32, right: f32, bottom: f32, opacity: f32) {
        let (a, b) = (self.at(left, top), self.at(right, bottom));
        let alpha = f32::from(self.color.alpha) / 255.0 * opacity;
        let fill = Some(Fill::Solid(self.color.with_opacity(alpha)));
        self.items.push(Item::Rect { rect: Rect::new(a.x, a.y, b.x, b.y), radius: 0.75, fill, stroke: None });
    }
}

/// An icon round a centre, in one colour.
pub fn icon(icon: Icon, center: Point, color: Rgba8) -> Vec<Item> {
    let mut pen = Pen { center, color, items: Vec::new() };
    match icon {
        Icon::Menu => [-4.5, 0.0, 4.5].into_iter().for_each(|y| pen.line(&[(-6.0, y), (6.0, y)])),
        Icon::List => {
            pen.rect(-6.5, -5.5, 6.5, 5.5);
            pen.line(&[(-6.5, -2.0), (6.5, -2.0)]);
            pen.line(&[(-6.5, 1.8), (6.5, 1.8)]);
            pen.line(&[(-1.5, -5.5), (-1.5, 5.5)]);
        }
        Icon::Panel => {
            pen.rect(-6.5, -5.5, 6.5, 5.5);
            pen.line(&[(-2.0, -5.5), (-2.0, 5.5)]);
        }
        Icon::Search => {
            pen.circle(-1.2, -1.2, 4.6);
            pen.line(&[(2.2, 2.2), (6.2, 6.2)]);
        }
        Icon::Fit => fit(&mut pen),
        Icon::Theme => half_circle(&mut pen),
        Icon::Export => {
            pen.line(&[(0.0, 2.0), (0.0, -6.0)]);
            pen.line(&[(-3.2, -2.8), (0.0, -6.0), (3.2, -2.8)]);
            pen.line(&[(-6.0, 2.5), (-6.0, 6.0), (6.0, 6.0), (6.0, 2.5)]);
        }
        Icon::Present => {
            pen.rect(-6.5, -6.0, 6.5, 3.0);
            pen.line(&[(0.0, 3.0), (0.0, 6.2)]);
            pen.line(&[(-3.2, 6.2), (3.2, 6.2)]);
        }
        Icon::ChevronLeft => pen.line(&[(2.2, -4.5), (-2.3, 0.0), (2.2, 4.5)]),
        Icon::ChevronRight => pen.line(&[(-2.2, -4.5), (2.3, 0.0), (-2.2, 4.5)]),
        Icon::ChevronDown => pen.line(&[(-4.5, -2.2), (0.0, 2.3), (4.5, -2.2)]),
        Icon::ChevronUp => pen.line(&[(-4.5, 2.2), (0.0, -2.3), (4.5, 2.2)]),
        Icon::Close => {
            pen.line(&[(-4.5, -4.5), (4.5, 4.5)]);
            pen.line(&[(-4.5, 4.5), (4.5, -4.5)]);
        }
        Icon::Check => pen.line(&[(-5.0, 0.4), (-1.6, 3.8), (5.2, -3.8)]),
        Icon::Arrow | Icon::ArrowUp | Icon::ArrowDown => arrow(&mut pen, icon),
        Icon::Unequal => {
            pen.line(&[(-5.0, -2.3), (5.0, -2.3)]);
            pen.line(&[(-5.0, 2.3), (5.0, 2.3)]);
            pen.line(&[(-3.2, 6.0), (3.2, -6.0)]);
        }
        Icon::Calendar
        | Icon::Copy
        | Icon::OpenExternal
        | Icon::Lock
        | Icon::File
        | Icon::Folder
        | Icon::Clock
        | Icon::Bookmark
        | Icon::Edit => {
            things(&mut pen, icon);
        }
        Icon::Caution => {
            pen.outline(&[(0.0, -6.3), (6.3, 0.0), (0.0, 6.3), (-6.3, 0.0)], false);
            pen.line(&[(0.0, -2.5), (0.0, 0.6)]);
            pen.dot(0.0, 2.9, 0.9, color);
        }
        Icon::Note => {
            pen.circle(0.0, 0.0, 6.0);
            pen.line(&[(0.0, -0.4), (0.0, 2.9)]);
            pen.dot(0.0, -2.9, 0.9, color);
        }
        Icon::Warning | Icon::Error => warning(&mut pen, icon == Icon::Error),
        Icon::Eye | Icon::EyeOff => eye(&mut pen, icon == Icon::EyeOff),
        Icon::Grade(steps) => {
            for (place, height) in [4.0, 7.5, 11.0].into_iter().enumerate() {
                let left = -6.0 + 4.3 * place as f32;
                let opacity = if usize::from(steps) > place { 1.0 } else { 0.28 };
                pen.block(left, 5.5 - height, left + 3.4, 5.5, opacity);
            }
        }
    }
    pen.items
}

fn fit(pen: &mut Pen) {
    for (x, y) in [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)] {
        pen.line(&[(x * 6.3, y * 2.8), (x * 6.3, y * 5.6), (x * 3.5, y * 5.6)]);
    }
    pen.line(&[(-3.2, 0.0), (3.2, 0.0)]);
}

fn half_circle(pen: &mut Pen) {
    let radius = 5.5_f32;
    // 0.5523 of the radius makes a cubic a quarter of a circle
    let reach = 0.5523 * radius;
    let commands = vec![
        PathCommand::Move(pen.at(0.0, -radius)),
        PathCommand::Cubic(pen.at(reach, -radius), pen.at(radius, -reach), pen.at(radius, 0.0)),
        PathCommand::Cubic(pen.at(radius, reach), pen.at(reach, radius), pen.at(0.0, radius)),
        PathCommand::Close,
    ];
    let fill = Some(Fill::Solid(pen.color));
    pen.items.push(Item::Path { commands, fill, stroke: None });
    pen.circle(0.0, 0.0, radius);
}

fn arrow(pen: &mut Pen, icon: Icon) {
    match icon {
        Icon::ArrowUp => {
            pen.line(&[(0.0, 4.6), (0.0, -4.4)]);
            pen.line(&[(-3.2, -1.2), (0.0, -4.4), (3.2, -1.2)]);
        }
        Icon::ArrowDown => {
            pen.line(&[(0.0, -4.6), (0.0, 4.4)]);
            pen.line(&[(-3.2, 1.2), (0.0, 4.4), (3.2, 1.2)]);
        }
        _ => {
            pen.line(&[(-6.0, 0.0), (5.6, 0.0)]);
            pen.line(&[(2.0, -3.6), (5.6, 0.0), (2.0, 3.6)]);
        }
    }
}

fn things(pen: &mut Pen, icon: Icon) {
    match icon {
        Icon::Calendar => {
            pen.rect(-6.0, -5.0, 6.0, 6.0);
            pen.line(&[(-6.0, -1.5), (6.0, -1.5)]);
            pen.line(&[(-3.0, -7.0), (-3.0, -4.5)]);
            pen.line(&[(3.0, -7.0), (3.0, -4.5)]);
        }
        Icon::Bookmark => {
            pen.outline(&[(-4.0, -6.2), (4.0, -6.2), (4.0, 6.2), (0.0, 2.6), (-4.0, 6.2)], false);
        }
        Icon::Edit => {
            pen.outline(&[(3.2, -6.2), (6.2, -3.2), (-2.6, 5.6), (-6.2, 6.2), (-5.6, 2.6)], false);
            pen.line(&[(1.0, -4.0), (4.0, -1.0)]);
        }
        Icon::Copy => {
            pen.rect(-3.0, -3.0, 6.2, 6.2);
            pen.line(&[(-6.2, 2.8), (-6.2, -6.2), (2.8, -6.2)]);
        }
        Icon::OpenExternal => {
            pen.line(&[(1.2, -6.0), (6.0, -6.0), (6.0, -1.2)]);
            pen.line(&[(6.0, -6.0), (-0.5, 0.5)]);
            pen.line(&[(-2.0, -5.0), (-6.0, -5.0), (-6.0, 6.0), (5.0, 6.0), (5.0, 2.0)]);
        }
        Icon::Lock => {
            pen.rect(-5.0, -0.5, 5.0, 6.2);
            let commands = vec![
                PathCommand::Move(pen.at(-3.0, -0.5)),
                PathCommand::Line(pen.at(-3.0, -3.0)),
                PathCommand::Cubic(pen.at(-3.0, -7.2), pen.at(3.0, -7.2), pen.at(3.0, -3.0)),
                PathCommand::Line(pen.at(3.0, -0.5)),
            ];
            let stroke = Some(pen.stroke());
            pen.items.push(Item::Path { commands, fill: None, stroke });
        }
        Icon::File => {
            pen.outline(&[(-5.0, -6.5), (1.5, -6.5), (5.0, -3.0), (5.0, 6.5), (-5.0, 6.5)], false);
            pen.line(&[(1.5, -6.5), (1.5, -3.0), (5.0, -3.0)]);
        }
        Icon::Folder => {
            let outline = [(-6.2, 5.0), (-6.2, -5.0), (-1.8, -5.0), (-0.2, -3.0), (6.2, -3.0), (6.2, 5.0)];
            pen.outline(&outline, false);
        }
        _ => {
            pen.circle(0.0, 0.0, 6.0);
            pen.line(&[(0.0, -3.4), (0.0, 0.0), (2.4, 1.6)]);
        }
    }
}

fn eye(pen: &mut Pen, is_struck: bool) {
    let lids = [
        (-6.5, 0.0),
        (-3.6, -3.3),
        (0.0, -4.3),
        (3.6, -3.3),
        (6.5, 0.0),
        (3.6, 3.3),
        (0.0, 4.3),
        (-3.6, 3.3),
    ];
    pen.outline(&lids, false);
    pen.dot(0.0, 0.0, 1.9, pen.color);
    if is_struck {
        pen.line(&[(-5.5, 5.5), (5.5, -5.5)]);
    }
}

fn warning(pen: &mut Pen, is_filled: bool) {
    pen.outline(&[(0.0, -5.6), (6.4, 5.4), (-6.4, 5.4)], is_filled);
    // on the filled triangle the sign is cut out in white or black, whichever is farther from the colour
    let light = u32::from(pen.color.red) + u32::from(pen.color.green) + u32::from(pen.color.blue) > 420;
    let ink = match (is_filled, light) {
        (false, _) => pen.color,
        (true, true) => Rgba8::from_hex(0x15171A),
        (true, false) => Rgba8::from_hex(0xFFFFFF),
    };
    let (from, to) = (pen.at(0.0, -1.6), pen.at(0.0, 1.6));
    pen.items.push(Item::Line { from, to, stroke: Stroke::new(1.5, ink) });
    pen.dot(0.0, 3.5, 0.9, ink);
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Icon; 34] = [
        Icon::Caution,
        Icon::Note,
        Icon::Folder,
        Icon::Menu,
        Icon::Panel,
        Icon::List,
        Icon::Search,
        Icon::Fit,
        Icon::Theme,
        Icon::Export,
        Icon::Present,
        Icon::ChevronLeft,
        Icon::ChevronRight,
        Icon::ChevronDown,
        Icon::ChevronUp,
        Icon::Close,
        Icon::Calendar,
        Icon::Warning,
        Icon::Error,
        Icon::Copy,
        Icon::OpenExternal,
        Icon::Check,
        Icon::Lock,
        Icon::File,
        Icon::Clock,
        Icon::Bookmark,
        Icon::Edit,
        Icon::Arrow,
        Icon::Eye,
        Icon::EyeOff,
        Icon::ArrowUp,
        Icon::ArrowDown,
        Icon::Unequal,
        Icon::Grade(2),
    ];

    #[test]
    fn icons_stay_within_their_square_and_no_two_are_alike() {
        let mut seen = Vec::new();
        for name in ALL {
            let items = icon(name, Point::new(0.0, 0.0), Rgba8::from_hex(0));
            for item in &items {
                let corners = match item {
                    Item::Rect { rect, .. } => vec![(rect.left, rect.top), (rect.right, rect.bottom)],
                    Item::Circle { center, radius, .. } => {
                        vec![(center.x - radius, center.y - radius), (center.x + radius, center.y + radius)]
                    }
                    Item::Path { commands, .. } => commands
                        .iter()
                        .filter_map(|command| match command {
                            PathCommand::Move(to) | PathCommand::Line(to) | PathCommand::Cubic(_, _, to) => {
                                Some((to.x, to.y))
                            }
                            PathCommand::Close => None,
                        })
                        .collect(),
                    Item::Line { from, to, .. } => vec![(from.x, from.y), (to.x, to.y)],
                    other => panic!("{name:?} holds {other:?}"),
                };
                assert!(corners.iter().all(|(x, y)| x.abs() <= 7.25 && y.abs() <= 7.25), "{name:?}");
            }
            assert!(!seen.contains(&items), "{name:?} looks like another");
            seen.push(items);
        }
    }
}
