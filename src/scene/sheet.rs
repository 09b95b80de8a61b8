//! A sheet: the picture with what a reader needs who has only the picture. Title, stretch, legend, sources.

use std::collections::BTreeSet;

use super::moved::moved;
use super::{Anchor, DrawInput, Emphasis, Item, Point, Rgba8, Scene, Stroke, TextStyle, Theme, TypeSize};
use super::{draw, legend};
use crate::layout::Picture;
use crate::model::{SourceId, Timeline};
use crate::text::{Ruler, Weight, shorten, wrap};
use crate::time::{CivilTime, TimePoint, Zone, words_for_stretch};

/// Air round everything, in points.
const MARGIN: f32 = 24.0;
/// Between title, picture, legend and sources.
const GAP: f32 = 12.0;
/// Most lines of the title, and the most characters that are looked at.
const TITLE_LINES: usize = 3;
const TITLE_LIMIT: usize = 1000;
/// Most lines of sources, and the most publishers that are looked at.
const SOURCE_LINES: usize = 3;
const SOURCE_LIMIT: usize = 200;
/// With more lanes than there are colours the legend leaves them out: their heads in the picture name them.
const LEGEND_LANES: usize = Theme::LANE_STYLES;
/// Lower than this no picture is laid out, however small the sheet.
const LEAST_PICTURE: f32 = 100.0;

/// All that a sheet is made from.
#[derive(Clone, Copy)]
pub struct SheetInput<'a> {
    /// The events.
    pub timeline: &'a Timeline,
    /// The title; the timeline's own, or the file's name where it has none.
    pub title: &'a str,
    /// The colours.
    pub theme: &'a Theme,
    /// The ruler that the picture is laid out with.
    pub ruler: &'a dyn Ruler,
    /// The zone that dates are shown in.
    pub zone: Zone,
    /// What the zone is called: "Washington".
    pub zone_name: &'a str,
    /// The day that statuses and the "now" line are told for.
    pub now: TimePoint,
    /// Width and height in points.
    pub size: (f32, f32),
}

/// A composed sheet.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The whole of it.
    pub scene: Scene,
    /// Events that are drawn, by themselves or in a count.
    pub shown: usize,
    /// Lanes that do not fit into the height, wholly or in part.
    pub cut_lanes: usize,
    /// The height at which they all fit, in points.
    pub whole_height: f32,
}

/// Composes a sheet. `lay_out` makes the picture for a width and a height; it is asked up to three times, since
/// the legend's height depends on what the picture shows and the picture's height on the legend's.
pub fn sheet(input: &SheetInput, lay_out: &dyn Fn(f32, f32) -> Picture) -> Sheet {
    let (width, height) = input.size;
    let inner = (width - 2.0 * MARGIN).max(1.0);
    let room = |head: f32, foot: f32| (height - head - foot).max(LEAST_PICTURE).floor();

    // A head of one line and a foot of three to begin with.
    let mut heights = (74.0, 90.0);
    let mut picture = lay_out(inner, room(heights.0, heights.1));
    for _ in 0..2 {
        let needed = (head(input, &picture).1, foot(input, &picture, 0.0).1);
        if needed == heights {
            break;
        }
        heights = needed;
        picture = lay_out(inner, room(heights.0, heights.1));
    }

    let (head_items, head_height) = head(input, &picture);
    let emphasis = Emphasis::default();
    let items = draw(&drawing(input, &picture, &emphasis));
    let bottom = head_height + picture.viewport.height();
    let mut all = head_items;
    all.extend(moved(items, Point::new(MARGIN, head_height)));
    all.push(hairline(input, head_height));
    all.push(hairline(input, bottom));
    all.extend(foot(input, &picture, bottom).0);

    let background = input.theme.canvas;
    let title = input.title.to_owned();
    let cut = |bottom: f32| bottom > picture.viewport.height() + 0.5;
    Sheet {
        scene: Scene { width, height, background, title, items: all },
        shown: shown(&picture),
        cut_lanes: picture.bands.iter().filter(|band| cut(band.bottom)).count(),
        whole_height: (height - picture.viewport.height() + picture.content_height).max(height).ceil(),
    }
}

fn drawing<'a>(input: &SheetInput<'a>, picture: &'a Picture, emphasis: &'a Emphasis<'a>) -> DrawInput<'a> {
    let SheetInput { timeline, theme, ruler, zone, .. } = *input;
    DrawInput { timeline, picture, theme, ruler, zone, emphasis }
}

fn shown(picture: &Picture) -> usize {
    picture.marks.len() + picture.cells.iter().map(|cell| cell.count).sum::<usize>()
}

fn style(size: TypeSize, bold: bool, color: Rgba8) -> TextStyle {
    TextStyle { size: size.size, bold, color, struck: false }
}

fn line(words: String, at: Point, anchor: Anchor, style: TextStyle) -> Item {
    Item::Text { at, anchor, words, style }
}

fn hairline(input: &SheetInput, y: f32) -> Item {
    let y = y.floor() + 0.5;
    let (from, to) = (Point::new(MARGIN, y), Point::new(input.size.0 - MARGIN, y));
    Item::Line { from, to, stroke: Stroke::new(1.0, input.theme.grid2) }
}

/// Title, "as of", and what is shown; with the height down to the picture.
fn head(input: &SheetInput, picture: &Picture) -> (Vec<Item>, f32) {
    let theme = input.theme;
    let (left, right) = (MARGIN, input.size.0 - MARGIN);
    let as_of = format!("As of {}", day_words(input.now, input.zone));
    let label = TypeSize::LABEL;
    let as_of_width = input.ruler.width(&as_of, label.size, Weight::Regular);
    let mut baseline = MARGIN + TypeSize::TITLE.size * 0.8;
    let mut items =
        vec![line(as_of, Point::new(right, baseline), Anchor::End, style(label, false, theme.muted))];
    let room = right - left - as_of_width - 2.0 * GAP;
    for words in title_lines(input, room) {
        let bold = style(TypeSize::TITLE, true, theme.ink);
        items.push(line(words, Point::new(left, baseline), Anchor::Start, bold));
        baseline += TypeSize::TITLE.line;
    }
    baseline -= 4.0;
    for words in wrap(input.ruler, &what_is_shown(input, picture), label.size, Weight::Regular, right - left)
    {
        items.push(line(words, Point::new(left, baseline), Anchor::Start, style(label, false, theme.ink2)));
        baseline += label.line;
    }
    (items, (baseline - label.line + 4.0 + GAP).ceil())
}

/// The title in lines. One that would push the picture off the sheet is cut, and nowhere else.
fn title_lines(input: &SheetInput, room: f32) -> Vec<String> {
    let size = TypeSize::TITLE.size;
    let title: String = input.title.chars().take(TITLE_LIMIT).collect();
    let mut lines = wrap(input.ruler, &title, size, Weight::Bold, room);
    if lines.len() > TITLE_LINES || title.len() < input.title.len() {
        lines.truncate(TITLE_LINES);
        if let Some(last) = lines.last_mut() {
            *last = shorten(input.ruler, &format!("{last}…"), size, Weight::Bold, room).into_owned();
        }
    }
    lines
}

/// "48 of 60 events · 12 without a date · July 2021 – December 2026 · Washington time".
fn what_is_shown(input: &SheetInput, picture: &Picture) -> String {
    let viewport = &picture.viewport;
    let (shown, all) = (shown(picture), input.timeline.len());
    let plural = if all == 1 { "event" } else { "events" };
    let mut words = if shown == all {
        format!("{} {plural}", thousands(all))
    } else {
        format!("{} of {} {plural}", thousands(shown), thousands(all))
    };
    match input.timeline.undated_count() {
        0 => {}
        undated => words.push_str(&format!(" · {} without a date", thousands(undated))),
    }
    let stretch = words_for_stretch(viewport.from(), viewport.to(), input.zone);
    let zone = if input.zone_name == "UTC" { "UTC".to_owned() } else { format!("{} time", input.zone_name) };
    format!("{words} · {stretch} · {zone}")
}

/// 20000 as "20,000".
fn thousands(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn day_words(at: TimePoint, zone: Zone) -> String {
    let midnight_before = |at: TimePoint| {
        let civil = zone.civil_from_point(at);
        zone.point_from_civil(CivilTime { hour: 0, minute: 0, second: 0, ..civil })
    };
    let start = midnight_before(at);
    // A day has 23 to 25 hours: a day and a half later it is the next one everywhere.
    words_for_stretch(start, midnight_before(start.saturating_add(36 * 3600)), zone)
}

/// Legend and sources below `top`, with the height from there to the sheet's lower edge.
fn foot(input: &SheetInput, picture: &Picture, top: f32) -> (Vec<Item>, f32) {
    let emphasis = Emphasis::default();
    let inner = input.size.0 - 2.0 * MARGIN;
    let at = Point::new(MARGIN, top + GAP);
    let legend = if picture.bands.len() > LEGEND_LANES {
        let without_lanes = Picture { bands: Vec::new(), ..picture.clone() };
        legend(&drawing(input, &without_lanes, &emphasis), at, inner)
    } else {
        legend(&drawing(input, picture, &emphasis), at, inner)
    };
    let mut items = legend.items;
    let micro = TypeSize::MICRO;
    let mut baseline = at.y + legend.height + GAP / 2.0 + micro.size;
    for words in source_lines(input, picture, inner) {
        let muted = style(micro, false, input.theme.muted);
        items.push(line(words, Point::new(MARGIN, baseline), Anchor::Start, muted));
        baseline += micro.line;
    }
    (items, (baseline - micro.line + MARGIN - 6.0 - top).ceil())
}

/// "Sources: CNA; The White House; and 3 more": as many as have room.
fn source_lines(input: &SheetInput, picture: &Picture, width: f32) -> Vec<String> {
    let names = publishers(input.timeline, picture);
    let set = |words: &str| wrap(input.ruler, words, TypeSize::MICRO.size, Weight::Regular, width);
    let with_first = |count: usize| {
        let listed = names.get(..count).unwrap_or_default().join("; ");
        let head = if names.len() == 1 { "Source" } else { "Sources" };
        match names.len() - count.min(names.len()) {
            0 => format!("{head}: {listed}"),
            all if count == 0 => format!("{head}: {}", thousands(all)),
            more => format!("{head}: {listed}; and {} more", thousands(more)),
        }
    };
    if names.is_empty() {
        return set("Sources: none stated");
    }
    let most = names.len().min(SOURCE_LIMIT);
    let fitting = (0..=most).rev().map(|count| set(&with_first(count)));
    fitting.into_iter().find(|lines| lines.len() <= SOURCE_LINES).unwrap_or_default()
}

/// The publishers that the shown events rest on, each once, in the order of the file; a source without a
/// publisher goes by its title.
fn publishers<'a>(timeline: &'a Timeline, picture: &Picture) -> Vec<&'a str> {
    let alone = picture.marks.iter().map(|mark| mark.event);
    let counted = picture.cells.iter().filter_map(|cell| cell.event);
    let cited: BTreeSet<SourceId> = alone
        .chain(counted)
        .flat_map(|event| timeline.citations(event))
        .filter_map(|citation| citation.source)
        .collect();
    let mut names: Vec<&str> = Vec::new();
    for source in cited.into_iter().filter_map(|id| timeline.source(id)) {
        let name = if source.publisher.is_empty() { &source.title } else { &source.publisher };
        if !name.is_empty() && !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names
}
