//! The same items somewhere else.

use super::{Fill, Item, PathCommand, Point, Rect};

/// Items moved by a distance, clips and gradients included.
pub fn translated(items: Vec<Item>, by: Point) -> Vec<Item> {
    items.into_iter().map(|item| moved_item(item, by)).collect()
}

fn moved_item(item: Item, by: Point) -> Item {
    match item {
        Item::Rect { rect, radius, fill, stroke } => {
            Item::Rect { rect: moved_rect(rect, by), radius, fill: moved_fill(fill, by), stroke }
        }
        Item::Blocks { rects, color } => {
            Item::Blocks { rects: rects.into_iter().map(|rect| moved_rect(rect, by)).collect(), color }
        }
        Item::Circle { center, radius, fill, stroke } => {
            Item::Circle { center: moved_point(center, by), radius, fill: moved_fill(fill, by), stroke }
        }
        Item::Line { from, to, stroke } => {
            Item::Line { from: moved_point(from, by), to: moved_point(to, by), stroke }
        }
        Item::Path { commands, fill, stroke } => {
            let commands = commands.into_iter().map(|command| moved_command(command, by)).collect();
            Item::Path { commands, fill: moved_fill(fill, by), stroke }
        }
        Item::Text { at, anchor, line } => Item::Text { at: moved_point(at, by), anchor, line },
        Item::Group { label, event, opacity, clip, items } => {
            let clip = clip.map(|clip| moved_rect(clip, by));
            Item::Group { label, event, opacity, clip, items: translated(items, by) }
        }
        Item::Link { address, items } => Item::Link { address, items: translated(items, by) },
    }
}

fn moved_point(point: Point, by: Point) -> Point {
    Point::new(point.x + by.x, point.y + by.y)
}

fn moved_rect(rect: Rect, by: Point) -> Rect {
    Rect::new(rect.left + by.x, rect.top + by.y, rect.right + by.x, rect.bottom + by.y)
}

fn moved_fill(fill: Option<Fill>, by: Point) -> Option<Fill> {
    match fill {
        Some(Fill::Horizontal(stops)) => {
            Some(Fill::Horizontal(stops.into_iter().map(|(x, color)| (x + by.x, color)).collect()))
        }
        other => other,
    }
}

fn moved_command(command: PathCommand, by: Point) -> PathCommand {
    let at = |point| moved_point(point, by);
    match command {
        PathCommand::Move(to) => PathCommand::Move(at(to)),
        PathCommand::Line(to) => PathCommand::Line(at(to)),
        PathCommand::Cubic(first, second, to) => PathCommand::Cubic(at(first), at(second), at(to)),
        PathCommand::Close => PathCommand::Close,
    }
}
