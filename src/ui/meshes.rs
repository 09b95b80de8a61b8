//! Areas and dashes as meshes, where egui's own shapes do not do: areas that are not convex or coloured along
//! x, and thousands of dashes.

use egui::epaint::{Mesh, Vertex};
use egui::{Color32, Pos2, Vec2, pos2, vec2};

use super::flatten::Outline;
use super::style::color_with_opacity;
use dateline_picture::scene::Rgba8;

/// Whether the outline turns in one direction only.
pub(super) fn is_convex(points: &[Pos2]) -> bool {
    let count = points.len();
    let turn = |index: usize| {
        let at = |offset: usize| points.get((index + offset) % count.max(1)).copied().unwrap_or_default();
        let (before, after) = (at(1) - at(0), at(2) - at(1));
        before.x * after.y - before.y * after.x
    };
    let turns = || (0..count).map(turn);
    count < 4 || turns().all(|turn| turn >= -1.0e-3) || turns().all(|turn| turn <= 1.0e-3)
}

/// Fills an outline that can be seen whole from its middle, with an edge that fades over one pixel.
pub(super) fn star_mesh(points: &[Pos2], color: Color32, pixel: f32) -> Mesh {
    let mut mesh = Mesh::default();
    let count = points.len();
    if count < 3 {
        return mesh;
    }
    let middle =
        (points.iter().fold(Vec2::ZERO, |sum, point| sum + point.to_vec2()) / count as f32).to_pos2();
    let at = |index: usize| points.get(index % count).copied().unwrap_or_default();
    let area: f32 = (0..count).map(|i| at(i).x * at(i + 1).y - at(i + 1).x * at(i).y).sum();
    let side = if area >= 0.0 { 1.0 } else { -1.0 };
    mesh.colored_vertex(middle, color);
    for index in 0..count {
        let before = (at(index) - at(index + count - 1)).normalized();
        let after = (at(index + 1) - at(index)).normalized();
        let outwards = (vec2(before.y, -before.x) + vec2(after.y, -after.x)) * side;
        let length = outwards.length_sq().max(0.5);
        let edge = outwards / length * pixel;
        mesh.colored_vertex(at(index) - edge * 0.5, color);
        mesh.colored_vertex(at(index) + edge * 0.5, Color32::TRANSPARENT);
    }
    let inner = |index: usize| (1 + 2 * (index % count)) as u32;
    for index in 0..count {
        mesh.add_triangle(0, inner(index), inner(index + 1));
        mesh.add_triangle(inner(index), inner(index) + 1, inner(index + 1));
        mesh.add_triangle(inner(index) + 1, inner(index + 1) + 1, inner(index + 1));
    }
    mesh
}

/// Fills a convex outline with colours along x: upright slices between all its corners and all stops.
pub(super) fn gradient_mesh(points: &[Pos2], stops: &[(f32, Rgba8)], opacity: f32) -> Mesh {
    let mut mesh = Mesh::default();
    let left = points.iter().map(|point| point.x).fold(f32::INFINITY, f32::min);
    let right = points.iter().map(|point| point.x).fold(f32::NEG_INFINITY, f32::max);
    let mut cuts: Vec<f32> = points.iter().map(|point| point.x).collect();
    cuts.extend(stops.iter().map(|(x, _)| *x).filter(|x| *x > left && *x < right));
    cuts.sort_by(f32::total_cmp);
    cuts.dedup_by(|a, b| (*a - *b).abs() < 0.01);
    for x in cuts {
        let Some((top, bottom)) = extent_at(points, x) else { continue };
        let color = color_with_opacity(color_at(stops, x), opacity);
        let index = mesh.vertices.len() as u32;
        mesh.vertices.push(Vertex::untextured(pos2(x, top), color));
        mesh.vertices.push(Vertex::untextured(pos2(x, bottom), color));
        if index >= 2 {
            mesh.add_triangle(index - 2, index - 1, index);
            mesh.add_triangle(index - 1, index + 1, index);
        }
    }
    mesh
}

/// Lengths of a dashed line, in points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dashes {
    pub dash: f32,
    pub gap: f32,
}

/// Dashes along an outline as one mesh, each with sides that fade over one pixel: a view of many promises has
/// thousands of dashes, and as shapes of their own they cost more than all else that is painted.
pub(super) fn dash_mesh(outline: &Outline, stroke: egui::Stroke, dashes: Dashes, pixel: f32) -> Mesh {
    let Dashes { dash, gap } = dashes;
    let width = stroke.width;
    let mut mesh = Mesh::default();
    let cross_section = CrossSection {
        inner: (width - pixel).max(0.0) / 2.0,
        outer: (width + pixel) / 2.0,
        color: stroke.color,
    };
    let points = &outline.points;
    let back = outline.points.first().filter(|_| outline.is_closed);
    // Where in its dash or gap the pen is, in points.
    let mut at = 0.0;
    for (from, to) in points.iter().zip(points.iter().skip(1).chain(back)) {
        let length = (*to - *from).length();
        if length < 1.0e-3 {
            continue;
        }
        let along = (*to - *from) / length;
        let across = vec2(-along.y, along.x);
        let mut done = 0.0;
        while done < length {
            let is_dash = at < dash;
            let step = if is_dash { dash - at } else { dash + gap - at }.max(1.0e-2).min(length - done);
            if is_dash {
                let ends = [*from + along * done, *from + along * (done + step)];
                add_strip(&mut mesh, ends, across, cross_section);
            }
            done += step;
            at = if at + step >= dash + gap - 1.0e-3 { 0.0 } else { at + step };
        }
    }
    mesh
}

/// A line seen across: full up to `inner` points from its middle, gone at `outer`.
#[derive(Clone, Copy)]
struct CrossSection {
    inner: f32,
    outer: f32,
    color: Color32,
}

/// Adds a straight piece of a line.
fn add_strip(mesh: &mut Mesh, ends: [Pos2; 2], across: Vec2, section: CrossSection) {
    let CrossSection { inner, outer, color } = section;
    let first = mesh.vertices.len() as u32;
    for end in ends {
        for (away, color) in
            [(-outer, Color32::TRANSPARENT), (-inner, color), (inner, color), (outer, Color32::TRANSPARENT)]
        {
            mesh.colored_vertex(end + across * away, color);
        }
    }
    for side in 0..3 {
        let (near, far) = (first + side, first + 4 + side);
        mesh.add_triangle(near, near + 1, far);
        mesh.add_triangle(near + 1, far + 1, far);
    }
}

/// The highest and the lowest point of a convex outline at x.
fn extent_at(points: &[Pos2], x: f32) -> Option<(f32, f32)> {
    let mut extent: Option<(f32, f32)> = None;
    let mut include = |y: f32| {
        extent = Some(extent.map_or((y, y), |(top, bottom)| (top.min(y), bottom.max(y))));
    };
    for (index, from) in points.iter().enumerate() {
        let to = points.get((index + 1) % points.len()).unwrap_or(from);
        let (low, high) = (from.x.min(to.x), from.x.max(to.x));
        if x < low - 0.01 || x > high + 0.01 {
            continue;
        }
        if high - low < 0.01 {
            include(from.y);
            include(to.y);
        } else {
            let share = ((x - from.x) / (to.x - from.x)).clamp(0.0, 1.0);
            include(from.y + (to.y - from.y) * share);
        }
    }
    extent
}

/// The colour of a row of stops at x; beyond the ends the end colours hold. Mixed with premultiplied alpha,
/// as the screen mixes it.
fn color_at(stops: &[(f32, Rgba8)], x: f32) -> Rgba8 {
    let after = stops.iter().position(|(stop, _)| *stop >= x);
    match after {
        Some(0) => stops.first().map_or(Rgba8::from_hex(0), |(_, color)| *color),
        None => stops.last().map_or(Rgba8::from_hex(0), |(_, color)| *color),
        Some(index) => match (stops.get(index - 1), stops.get(index)) {
            (Some((from, before)), Some((to, after))) => {
                before.mixed(*after, (x - from) / (to - from).max(f32::EPSILON))
            }
            _ => Rgba8::from_hex(0),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::flatten::rounded_rect;
    use dateline_picture::scene::Rect;

    const DASHES: Dashes = Dashes { dash: 4.0, gap: 3.0 };

    #[test]
    fn a_plus_is_not_convex_and_is_filled_from_its_middle() {
        let plus: Vec<Pos2> =
            [(1, 0), (2, 0), (2, 1), (3, 1), (3, 2), (2, 2), (2, 3), (1, 3), (1, 2), (0, 2), (0, 1), (1, 1)]
                .map(|(x, y)| pos2(x as f32 * 10.0, y as f32 * 10.0))
                .to_vec();
        assert!(!is_convex(&plus));
        let mesh = star_mesh(&plus, Color32::RED, 1.0);
        let area: f32 = mesh
            .triangles()
            .filter_map(|corners| {
                let mut corner = corners.into_iter().map(|index| mesh.vertices.get(index as usize));
                let (a, b, c) = (corner.next()??, corner.next()??, corner.next()??);
                let is_inside = [a, b, c].iter().all(|vertex| vertex.color == Color32::RED);
                let (one, two) = (b.pos - a.pos, c.pos - a.pos);
                is_inside.then_some((one.x * two.y - one.y * two.x).abs() / 2.0)
            })
            .sum();
        assert!((area - 500.0).abs() < 70.0, "five squares of 100, less half a pixel round them: {area}");
    }

    #[test]
    fn dashes_lie_on_the_line_and_leave_the_gaps() {
        let line = Outline { points: vec![pos2(0.0, 5.0), pos2(70.0, 5.0)], is_closed: false };
        let mesh = dash_mesh(&line, egui::Stroke::new(2.0, Color32::RED), DASHES, 1.0);
        assert!(mesh.is_valid());
        assert_eq!(mesh.vertices.len(), 10 * 8, "one dash in every seven points");
        for vertex in &mesh.vertices {
            let x = vertex.pos.x.rem_euclid(7.0);
            assert!(!(4.01..=6.99).contains(&x), "{x} lies in a gap");
            assert!((vertex.pos.y - 5.0).abs() <= 1.5);
        }
        let corner =
            Outline { points: vec![pos2(0.0, 0.0), pos2(3.0, 0.0), pos2(3.0, 9.0)], is_closed: true };
        let mesh = dash_mesh(&corner, egui::Stroke::new(1.0, Color32::RED), DASHES, 1.0);
        assert!(mesh.vertices.len() > 8, "a dash goes on round a corner");
    }

    #[test]
    fn a_gradient_keeps_the_shape_and_reaches_its_end_colours() {
        let pill = rounded_rect(Rect::new(0.0, 0.0, 100.0, 14.0), 7.0, Vec2::ZERO);
        assert!(is_convex(&pill.points));
        let clear = Rgba8::from_hex(0x028F95).with_opacity(0.0);
        let full = Rgba8::from_hex(0x028F95);
        let mesh =
            gradient_mesh(&pill.points, &[(0.0, clear), (12.0, full), (88.0, full), (100.0, clear)], 1.0);
        let at =
            |x: f32| mesh.vertices.iter().find(|vertex| (vertex.pos.x - x).abs() < 0.02).map(|v| v.color);
        assert_eq!(at(0.0), Some(Color32::TRANSPARENT));
        assert_eq!(at(12.0), Some(Color32::from_rgb(0x02, 0x8F, 0x95)));
        assert!(mesh.is_valid());
    }
}
