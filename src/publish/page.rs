//! A sheet: the picture with what a reader needs who has only the picture. Title, stretch, legend, sources.

use dateline_picture::scene::Size;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use dateline_picture::layout::{LaneBand, Picture, PictureContext};
use dateline_picture::scene::{
    Anchor, DrawInput, Emphasis, Item, Point, Rgba8, Scene, Stroke, TextLine, TextStyle, Theme, TypeSize,
    draw, legend, stretch_text, translated,
};
use dateline_picture::text::{Weight, shorten, wrap};
use dateline_time::{CivilTime, TimePoint, Zone, grouped, text_for_stretch};
use dateline_timeline::model::{EventId, SourceId, Timeline};

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
/// The legend leaves lanes out when there is one, or more than there are colours: their heads in the picture
/// name them.
const LEGEND_LANES: RangeInclusive<usize> = 2..=Theme::LANE_STYLES;
/// Lower than this no picture is laid out, however small the sheet.
const LEAST_PICTURE: f32 = 100.0;

/// All that a sheet is made from.
#[derive(Clone, Copy)]
pub struct PageInput<'a> {
    /// Timeline, ruler and zone; statuses and the "now" line are those of its moment.
    pub context: PictureContext<'a>,
    /// The title; the timeline's own, or the file's name where it has none.
    pub title: &'a str,
    /// The colours.
    pub theme: &'a Theme,
    /// What the zone is called: "Washington".
    pub zone_name: &'a str,
    /// Width and height in points.
    pub size: Size,
}

/// What was composed, ready for any exporter, and what it had no room for.
#[derive(Clone, Debug)]
pub struct Pages {
    /// The pages in their order. A picture of a timeline is a single one.
    pub scenes: Vec<Scene>,
    /// Events that are drawn, by themselves or in a count.
    pub shown: usize,
    /// Lanes that do not fit into the height, wholly or in part.
    pub cut_lanes: usize,
    /// Whether there was no room for the legend.
    pub is_without_legend: bool,
    /// The height at which everything fits, in points.
    pub whole_height: f32,
}

/// Composes a sheet. `lay_out` makes the picture for a width and a height; it is asked up to three times,
/// since the legend's height depends on what the picture shows and the picture's height on the legend's.
pub(super) fn pages(input: &PageInput, lay_out: &dyn Fn(f32, f32) -> Picture) -> Pages {
    let Size { width, height } = input.size;
    let inner = (width - 2.0 * MARGIN).max(1.0);
    // A head of one line and a foot of three to begin with.
    let mut heights = (74.0, 90.0);
    let lay_out =
        |(head, foot): (f32, f32)| lay_out(inner, (height - head - foot).max(LEAST_PICTURE).floor());
    let mut picture = lay_out(heights);
    let mut foot_kind = FootKind::Whole;
    for _ in 0..2 {
        let head_height = head(input, &picture).1;
        let whole = foot(input, &picture, 0.0, FootKind::Whole).1;
        foot_kind =
            if head_height + whole + LEAST_PICTURE > height { FootKind::Short } else { FootKind::Whole };
        let needed = (head_height, foot(input, &picture, 0.0, foot_kind).1);
        if needed == heights {
            break;
        }
        heights = needed;
        picture = lay_out(heights);
    }

    let (head_items, head_height) = head(input, &picture);
    let emphasis = Emphasis::default();
    let drawn = without_void(with_whole_lanes(&picture));
    let items = draw(&drawing(input, &drawn, &emphasis));
    let bottom = head_height + drawn.viewport.height();
    let mut all = head_items;
    all.extend(translated(items, Point::new(MARGIN, head_height)));
    all.push(hairline(input, head_height));
    all.push(hairline(input, bottom));
    all.extend(foot(input, &picture, bottom, foot_kind).0);

    let foot_height = foot(input, &picture, 0.0, FootKind::Whole).1;
    let background = input.theme.canvas;
    let title = input.title.to_owned();
    Pages {
        scenes: vec![Scene { width, height, background, title, items: all }],
        shown: drawn.event_count(),
        cut_lanes: picture.bands.iter().filter(|band| is_cut(band, &picture)).count(),
        is_without_legend: foot_kind == FootKind::Short,
        whole_height: (head_height + picture.content_height.max(LEAST_PICTURE) + foot_height)
            .max(height)
            .ceil(),
    }
}

/// Whether the lower edge of a picture cuts a lane.
fn is_cut(band: &LaneBand, picture: &Picture) -> bool {
    band.bottom > picture.viewport.height() + 0.5
}

/// The picture without the lanes that its lower edge cuts, but for the first: a lane is whole or not there.
fn with_whole_lanes(picture: &Picture) -> Picture {
    let whole = picture.bands.iter().take_while(|band| !is_cut(band, picture)).count().max(1);
    let mut picture = picture.clone();
    picture.bands.truncate(whole);
    picture.marks.retain(|mark| mark.band < whole);
    picture.slots.retain(|slot| slot.band < whole);
    picture.slot_rows.retain(|row| row.band < whole);
    picture.cells.retain(|cell| cell.band < whole);
    picture
}

/// The picture without what is empty below its last lane: the foot of the page stands there instead.
fn without_void(picture: Picture) -> Picture {
    let Some(last) = picture.bands.last() else { return picture };
    let viewport = &picture.viewport;
    let height = last.bottom.clamp(LEAST_PICTURE.min(viewport.height()), viewport.height());
    let viewport = viewport.with_size(viewport.width(), height);
    Picture { viewport, ..picture }
}

/// How much stands below the picture.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FootKind {
    /// Legend and sources.
    Whole,
    /// As many publishers as one line names: for a sheet that would otherwise be all foot.
    Short,
}

fn drawing<'a>(input: &PageInput<'a>, picture: &'a Picture, emphasis: &'a Emphasis<'a>) -> DrawInput<'a> {
    DrawInput { context: input.context, picture, theme: input.theme, emphasis }
}

fn style(size: TypeSize, bold: bool, color: Rgba8) -> TextStyle {
    TextStyle { size: size.size, bold, color, struck: false }
}

fn line(input: &PageInput, text: String, at: Point, anchor: Anchor, style: TextStyle) -> Item {
    Item::Text { at, anchor, line: TextLine::new(input.context.ruler, text, style) }
}

fn hairline(input: &PageInput, y: f32) -> Item {
    let y = y.floor() + 0.5;
    let (from, to) = (Point::new(MARGIN, y), Point::new(input.size.width - MARGIN, y));
    Item::Line { from, to, stroke: Stroke::new(1.0, input.theme.grid2) }
}

/// Title, "as of", and what is shown; with the height down to the picture.
fn head(input: &PageInput, picture: &Picture) -> (Vec<Item>, f32) {
    let theme = input.theme;
    let (left, right) = (MARGIN, input.size.width - MARGIN);
    let as_of = format!("As of {}", day_text(input.context.now, input.context.zone));
    let label = TypeSize::LABEL;
    let as_of_width = input.context.ruler.width(&as_of, label.size, Weight::Regular);
    let mut baseline = MARGIN + TypeSize::TITLE.size * 0.8;
    let as_of_at = Point::new(right, baseline);
    let mut items = Vec::new();
    let room = right - left - as_of_width - 2.0 * GAP;
    for text in title_lines(input, room) {
        let bold = style(TypeSize::TITLE, true, theme.ink);
        items.push(line(input, text, Point::new(left, baseline), Anchor::Start, bold));
        baseline += TypeSize::TITLE.line;
    }
    items.push(line(input, as_of, as_of_at, Anchor::End, style(label, false, theme.muted)));
    baseline -= 4.0;
    let set = (label.size, Weight::Regular, right - left);
    let mut below = wrap(input.context.ruler, &what_is_shown(input, picture), set.0, set.1, set.2);
    let zero = input.context.timeline.zero();
    below.extend(zero.into_iter().flat_map(|zero| cut_lines(input, &zero.heading(), set.0, set.1, set.2)));
    for text in below {
        items.push(line(
            input,
            text,
            Point::new(left, baseline),
            Anchor::Start,
            style(label, false, theme.ink2),
        ));
        baseline += label.line;
    }
    (items, (baseline - label.line + 4.0 + GAP).ceil())
}

/// The title in lines.
fn title_lines(input: &PageInput, room: f32) -> Vec<String> {
    cut_lines(input, input.title, TypeSize::TITLE.size, Weight::Bold, room)
}

/// Words in lines of at most `room` points. Words that would push the picture off the sheet are cut, and
/// nowhere else.
fn cut_lines(input: &PageInput, text: &str, size: f32, weight: Weight, room: f32) -> Vec<String> {
    let head: String = text.chars().take(TITLE_LIMIT).collect();
    let mut lines = wrap(input.context.ruler, &head, size, weight, room);
    if lines.len() > TITLE_LINES || head.len() < text.len() {
        lines.truncate(TITLE_LINES);
        if let Some(last) = lines.last_mut() {
            *last = shorten(input.context.ruler, &format!("{last}…"), size, weight, room).into_owned();
        }
    }
    lines
}

/// "48 of 60 events · 12 without a date · July 2021 – December 2026 · Washington time".
fn what_is_shown(input: &PageInput, picture: &Picture) -> String {
    let viewport = &picture.viewport;
    let (shown, all) = (picture.event_count(), input.context.timeline.len());
    let plural = if all == 1 { "event" } else { "events" };
    let mut text = if shown == all {
        format!("{} {plural}", grouped(all as u64))
    } else {
        format!("{} of {} {plural}", grouped(shown as u64), grouped(all as u64))
    };
    match input.context.timeline.undated_count() {
        0 => {}
        undated => text.push_str(&format!(" · {} without a date", grouped(undated as u64))),
    }
    let (from, to) = match input.context.timeline.extent() {
        // Where all is shown, the air round it is not part of what is told.
        Some((first, last)) if viewport.from() < first && last < viewport.to() => (first, last),
        _ => (viewport.from(), viewport.to()),
    };
    let stretch = stretch_text(input.context.timeline, from..to, input.context.zone);
    let zone = if input.zone_name == "UTC" { "UTC".to_owned() } else { format!("{} time", input.zone_name) };
    format!("{text} · {stretch} · {zone}")
}

fn day_text(at: TimePoint, zone: Zone) -> String {
    let midnight_before = |at: TimePoint| {
        let civil = zone.civil_from_point(at);
        zone.point_from_civil(CivilTime { hour: 0, minute: 0, second: 0, ..civil })
    };
    let start = midnight_before(at);
    // A day has 23 to 25 hours: a day and a half later it is the next one everywhere.
    text_for_stretch(start, midnight_before(start.saturating_add(36 * 3600)), zone)
}

/// Legend and sources below `top`, with the height from there to the sheet's lower edge.
fn foot(input: &PageInput, picture: &Picture, top: f32, kind: FootKind) -> (Vec<Item>, f32) {
    let emphasis = Emphasis::default();
    let inner = input.size.width - 2.0 * MARGIN;
    let at = Point::new(MARGIN, top + GAP);
    let micro = TypeSize::MICRO;
    let (mut items, mut baseline, lines) = match kind {
        FootKind::Short => (Vec::new(), at.y + micro.size, 1),
        FootKind::Whole => {
            let without_lanes = Picture { bands: Vec::new(), ..picture.clone() };
            let names_lanes = LEGEND_LANES.contains(&picture.bands.len());
            let shown = if names_lanes { picture } else { &without_lanes };
            let legend = legend(&drawing(input, shown, &emphasis), at, inner);
            (legend.items, at.y + legend.height + GAP / 2.0 + micro.size, SOURCE_LINES)
        }
    };
    for text in source_lines(input, picture, inner, lines) {
        let muted = style(micro, false, input.theme.muted);
        items.push(line(input, text, Point::new(MARGIN, baseline), Anchor::Start, muted));
        baseline += micro.line;
    }
    (items, (baseline - micro.line + MARGIN - 6.0 - top).ceil())
}

/// "Sources: CNA; The White House; and 3 more": as many as have room.
fn source_lines(input: &PageInput, picture: &Picture, width: f32, most_lines: usize) -> Vec<String> {
    let names = publishers(input.context.timeline, picture);
    let set = |text: &str| wrap(input.context.ruler, text, TypeSize::MICRO.size, Weight::Regular, width);
    let with_first = |count: usize| {
        let listed = names.get(..count).unwrap_or_default().join("; ");
        let head = if names.len() == 1 { "Source" } else { "Sources" };
        match names.len() - count.min(names.len()) {
            0 => format!("{head}: {listed}"),
            all if count == 0 => format!("{head}: {}", grouped(all as u64)),
            more => format!("{head}: {listed}; and {} more", grouped(more as u64)),
        }
    };
    if names.is_empty() {
        return set("Sources: none stated");
    }
    let most = names.len().min(SOURCE_LIMIT);
    let fitting = (0..=most).rev().map(|count| set(&with_first(count)));
    fitting.into_iter().find(|lines| lines.len() <= most_lines).unwrap_or_default()
}

/// The publishers that the events of the stretch rest on, drawn or counted, each once, in the order of the
/// file; a source without a publisher goes by its title.
fn publishers<'a>(timeline: &'a Timeline, picture: &Picture) -> Vec<&'a str> {
    let (from, to) = (picture.viewport.from(), picture.viewport.to());
    let is_shown = |event: &EventId| {
        let Some(range) = timeline.range(*event).filter(|range| range.sort_key().is_some()) else {
            return false;
        };
        let (start, end) = range.hull();
        start.is_none_or(|start| start < to) && end.is_none_or(|end| end > from)
    };
    let cited: BTreeSet<SourceId> = timeline
        .ids()
        .filter(is_shown)
        .flat_map(|event| timeline.sources_of(event).iter().copied())
        .collect();
    let mut seen = BTreeSet::new();
    let sources = cited.into_iter().filter_map(|id| timeline.source(id));
    sources
        .map(|source| if source.publisher.is_empty() { &source.title } else { &source.publisher })
        .map(String::as_str)
        .filter(|name| !name.is_empty() && seen.insert(*name))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_picture::layout::{AxisLayout, Body, Label, LaneBand, Mark, Metrics, Rect, Viewport};
    use dateline_picture::text::{Faces, Ruler};
    use dateline_time::Date;
    use dateline_timeline::model::{Citation, Event, Grade, Piece, Source, TimelineBuilder, Zero, combine};

    /// Every letter is half its size wide.
    struct Typewriter;

    impl Ruler for Typewriter {
        fn width(&self, text: &str, size: f32, _weight: Weight) -> f32 {
            text.chars().count() as f32 * size / 2.0
        }

        fn faces(&self) -> Faces {
            Faces::bundled_only()
        }
    }

    fn source(place: usize, publisher: &str) -> Source {
        Source {
            key: format!("s{place}"),
            title: format!("Title {place}"),
            publisher: publisher.to_owned(),
            authors: Vec::new(),
            published: None,
            zone: None,
            url: None,
            accessed: None,
            grade: Grade::Press,
            text: None,
            extra: Vec::new(),
        }
    }

    /// One event for each publisher, on the first days of 2022, and an event without a date.
    fn timeline(publishers: &[&str]) -> Timeline {
        let mut builder = TimelineBuilder::default();
        for (place, publisher) in publishers.iter().enumerate() {
            let id = builder.source(source(place, publisher));
            let mut event = Event::new(format!("e{place}"), format!("Event {place}"));
            event.date = Date::parse(&format!("2022-01-{:02}", place % 28 + 1)).ok();
            event.citations = vec![Citation {
                source: Some(id),
                source_key: format!("s{place}"),
                quote: None,
                note: String::new(),
                date: None,
                zone: None,
                supports: Vec::new(),
                checked: None,
                extra: Vec::new(),
            }];
            builder.event(event);
        }
        builder.event(Event::new("undated", "Undated"));
        builder.build()
    }

    /// All dated events in one lane of 60 points that may be higher than the picture.
    fn picture(timeline: &Timeline, Size { width, height }: Size) -> Picture {
        let point = |text: &str| Date::parse(text).unwrap().range(Zone::UTC).hull().0.unwrap();
        let viewport = Viewport::between(point("2022-01"), point("2022-03"), width, height);
        let marks = (0..timeline.len() - 1).map(EventId::from_index).map(|event| {
            let x = viewport.x_from_time(timeline.range(event).unwrap().hull().0.unwrap()) as f32;
            let label = Label {
                left: x + 10.0,
                baseline: 84.0,
                width: 30.0,
                text: timeline.event_title(event).to_owned(),
                addition: String::new(),
                addition_width: 0.0,
                is_inside: false,
            };
            let body = Body::Point { x, range: None };
            let hit = Rect::from_size(x, 70.0, 24.0, 24.0);
            Mark { event, band: 0, center_y: 80.0, body, label: Some(label), hit, is_counted: false }
        });
        Picture {
            marks: marks.collect(),
            viewport,
            metrics: Metrics::default(),
            axis: AxisLayout::default(),
            bands: vec![LaneBand {
                lane: None,
                name: "Events".to_owned(),
                name_width: 36.0,
                style_index: 0,
                is_folded: false,
                top: 48.0,
                bottom: 148.0,
                rows_top: 68.0,
                rows: 2,
                strip_top: 131.0,
            }],
            slots: Vec::new(),
            slot_rows: Vec::new(),
            cells: Vec::new(),
            faint_cells: Vec::new(),
            now_x: -100.0,
            content_height: 148.0,
        }
    }

    fn composed(publishers: &[&str], title: &str, size: Size) -> Pages {
        composed_of(&timeline(publishers), title, size)
    }

    fn composed_of(timeline: &Timeline, title: &str, size: Size) -> Pages {
        let now = Date::parse("2022-03-29").unwrap().range(Zone::UTC).hull().0.unwrap();
        let input = PageInput {
            context: PictureContext { timeline, ruler: &Typewriter, zone: Zone::UTC, now },
            title,
            theme: &Theme::light(),
            zone_name: "UTC",
            size,
        };
        pages(&input, &|width, height| picture(timeline, Size::new(width, height)))
    }

    /// All words of a scene with where they stand, from back to front.
    fn text(items: &[Item]) -> Vec<(String, Point)> {
        items
            .iter()
            .flat_map(|item| match item {
                Item::Text { at, line, .. } => vec![(line.text().to_owned(), *at)],
                Item::Group { items, .. } | Item::Link { items, .. } => text(items),
                _ => Vec::new(),
            })
            .collect()
    }

    #[test]
    fn a_sheet_says_what_it_is_what_it_shows_and_what_it_rests_on() {
        let sheet = composed(
            &["CNA", "The White House", "CNA", ""],
            "United States–Singapore",
            Size::new(900.0, 500.0),
        );
        let all: Vec<String> = text(&sheet.scenes[0].items).into_iter().map(|(text, _)| text).collect();
        insta::assert_snapshot!(all.join("\n").replace('\u{a0}', " "), @r"
        United States–Singapore
        As of 29 March 2022
        4 of 5 events · 1 without a date · 1 January – 28 February 2022 · UTC
        Event 0
        Event 1
        Event 2
        Event 3
        Events
        Now
        Sources: CNA; The White House; Title 3
        ");
        assert_eq!((sheet.shown, sheet.cut_lanes, sheet.whole_height), (4, 0, 500.0));
        for (text, at) in text(&sheet.scenes[0].items) {
            assert!((20.0..880.0).contains(&at.x) && (20.0..490.0).contains(&at.y), "{text:?} at {at:?}");
        }
    }

    #[test]
    fn a_sheet_of_aligned_files_says_since_when_years_are_counted_and_has_no_now() {
        let timeline = timeline(&["CNA", "CNA", "CNA"]);
        let zero = timeline.range(EventId::from_index(1)).and_then(|range| range.sort_key()).unwrap();
        let zero = Zero { at: zero, label: "Treaty signed".to_owned() };
        let timeline =
            combine(&[Piece { name: "a.json".to_owned(), timeline: timeline.into(), shift: 0 }], Some(zero));
        let all = |title: &str| -> String {
            let sheet = composed_of(&timeline, title, Size::new(900.0, 500.0));
            text(&sheet.scenes[0].items).into_iter().map(|(text, _)| text + "\n").collect()
        };
        let all = all("Pacts").replace('\u{a0}', " ");
        assert!(all.contains("· −1 day to 1 month 27 days since zero · UTC\n"), "{all}");
        assert!(all.contains("\nYears since Treaty signed\n"), "{all}");
        assert!(all.contains("\nZero\n") && !all.contains("Now"), "{all}");
    }

    #[test]
    fn many_publishers_are_counted_where_they_cannot_be_named() {
        let names: Vec<String> = (0..90).map(|place| format!("Publisher number {place}")).collect();
        let publishers: Vec<&str> = names.iter().map(String::as_str).collect();
        let sheet = composed(&publishers, "Many", Size::new(900.0, 600.0));
        let sources: Vec<String> = text(&sheet.scenes[0].items)
            .into_iter()
            .map(|(text, _)| text)
            .skip_while(|text| !text.starts_with("Sources"))
            .collect();
        assert_eq!(sources.len(), SOURCE_LINES);
        let text = sources.join(" ");
        let listed = text.matches("Publisher").count();
        assert!(listed > 10 && text.ends_with(&format!("; and {} more", 90 - listed)), "{text}");
    }

    #[test]
    fn a_title_of_any_length_leaves_room_for_the_picture() {
        let long = "Very long title ".repeat(100_000);
        let sheet = composed(&["CNA"], &long, Size::new(900.0, 500.0));
        let bold = 20.0;
        let lines = text(&sheet.scenes[0].items).into_iter().filter(|(text, _)| text.contains("long title"));
        let lines: Vec<String> = lines.map(|(text, _)| text).collect();
        assert_eq!(lines.len(), TITLE_LINES);
        assert!(lines.iter().all(|line| Typewriter.width(line, bold, Weight::Bold) < 852.0));
        assert!(lines.last().unwrap().ends_with('…'));
    }

    #[test]
    fn lanes_below_the_edge_are_told_and_the_height_that_shows_them() {
        let sheet = composed(&["CNA"], "Low", Size::new(900.0, 270.0));
        assert_eq!((sheet.cut_lanes, sheet.is_without_legend), (1, false));
        assert_eq!(composed(&["CNA"], "Low", Size::new(900.0, sheet.whole_height)).cut_lanes, 0);
    }

    #[test]
    fn a_small_sheet_keeps_its_picture_and_one_line_of_sources() {
        let sheet = composed(
            &["CNA", "The White House", "The Treasury and others"],
            "Small",
            Size::new(300.0, 240.0),
        );
        assert!(sheet.is_without_legend);
        let lines = text(&sheet.scenes[0].items);
        let (last, at) = lines.last().unwrap();
        assert_eq!(last, "Sources: CNA; The White House; and 1 more");
        assert!(at.y < 240.0, "{at:?}");
        assert!(!composed(&["CNA"], "Small", Size::new(300.0, sheet.whole_height)).is_without_legend);
    }
}
