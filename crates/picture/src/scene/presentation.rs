//! One scene of a story as a whole picture, in large type: date, headline, the words it rests on, a timeline
//! of the few events it is about, one sentence.
//!
//! All sizes are those of a picture 1080 high and are scaled by the height, in tall pictures by the width.

use std::collections::{BTreeSet, HashSet};

use super::blocks::{Block, Step, plain_words};
use super::{
    Anchor, Badge, DrawInput, Emphasis, Fill, Item, Point, Rect, Rgba8, Scene, Size, TextLine, TextStyle,
    Theme, draw, translated,
};
use crate::layout::{Metrics, PictureContext, StoryStripInput, Viewport, story_strip};
use crate::text::Weight;
use dateline_time::{Precision, grouped};
use dateline_timeline::model::{Citation, EventId, Story, StoryScene, Timeline, Verdict};

/// What a scene is drawn from.
#[derive(Clone, Copy)]
pub struct StoryInput<'a> {
    /// Timeline, ruler, moment, and the zone of the scene's axis; its dates stand in the zones of their
    /// events.
    pub context: PictureContext<'a>,
    /// The story.
    pub story: &'a Story,
    /// Which scene, counted from 0; past the end the picture is empty.
    pub scene: usize,
    /// What the timeline shows while it flies from one scene to the next; `None` is the scene's own view.
    pub viewport: Option<Viewport>,
    /// Width and height of the picture in points.
    pub size: Size,
    /// The colours; presenting is light unless somebody chose otherwise.
    pub theme: &'a Theme,
    /// What a check of the shown quotation against its source text found just now; without it the verdict
    /// that is recorded in the file is shown.
    pub live_verdict: Option<Verdict>,
}

impl StoryInput<'_> {
    fn scale(&self) -> f32 {
        scale_of(self.size)
    }

    fn margin(&self) -> f32 {
        margin_of(self.size)
    }

    fn width(&self) -> f32 {
        (self.size.width - 2.0 * self.margin()).max(1.0)
    }
}

/// Points to a point of a picture 1080 high. Pictures narrower than 4:3 are scaled by their width.
fn scale_of(size: Size) -> f32 {
    (size.height / 1080.0).min(size.width / 1440.0).max(0.01)
}

/// Space at the left and at the right.
fn margin_of(size: Size) -> f32 {
    (120.0 * scale_of(size)).min(size.width * 0.08)
}

/// Upper edge of the timeline in a picture 1080 high.
const STRIP_TOP: f32 = 589.0;
/// Lower edge of the timeline.
const STRIP_BOTTOM: f32 = 892.0;

/// Width and height that a scene's timeline takes in a picture of a size; for viewports.
pub fn story_strip_size(size: Size) -> Size {
    Size::new((size.width - 2.0 * margin_of(size)).max(1.0), (STRIP_BOTTOM - STRIP_TOP) * scale_of(size))
}

/// The stretch of time that a scene shows in a picture of a size: its own, else that of its events with air
/// round it.
pub fn story_viewport(timeline: &Timeline, scene: &StoryScene, size: Size) -> Viewport {
    let Size { width, height } = story_strip_size(size);
    let zone = timeline.zone();
    let from = scene.view.from.as_ref().and_then(|date| date.range(zone).hull().0);
    let to = scene.view.to.as_ref().and_then(|date| date.range(zone).hull().1);
    let ranges = || scene_events(scene).into_iter().filter_map(|event| timeline.range(event));
    let earliest = ranges().filter_map(|range| range.sort_key()).min();
    let latest = ranges().filter_map(|range| range.latest_end.or(range.sort_key())).max();
    let (earliest, latest) = (earliest.unwrap_or_default(), latest.or(earliest).unwrap_or_default());
    let air = (latest.seconds_since(earliest) * 0.12).clamp(86_400.0, 1.0e18) as i64;
    let from = from.unwrap_or_else(|| earliest.saturating_add(-air));
    let to = to.unwrap_or_else(|| latest.saturating_add(2 * air));
    Viewport::between(from, to.max(from.saturating_add(1)), width, height)
}

/// The place, among an event's citations, of the one whose words a scene shows: the first with a quotation,
/// else the first with a note.
pub fn story_citation(timeline: &Timeline, event: EventId) -> Option<usize> {
    let citations = &timeline.event(event).citations;
    let quoted = citations.iter().position(|citation| citation.quote.is_some());
    quoted.or_else(|| citations.iter().position(|citation| !citation.note.is_empty()))
}

/// The event that a scene is about and those shown with it, each once.
fn scene_events(scene: &StoryScene) -> Vec<EventId> {
    let mut met = HashSet::new();
    let events = scene.event.into_iter().chain(scene.events.iter().filter_map(|(event, _)| *event));
    events.filter(|event| met.insert(*event)).collect()
}

/// The most events that the timeline of a scene shows. It has eleven rows at most; a hundred marks in them
/// are more than an audience can look at.
const STRIP_LIMIT: usize = 100;

/// The events that the timeline of a scene shows, in the order of the scene, and how many it leaves out: of
/// more than [`STRIP_LIMIT`] the least important.
fn strip_events(timeline: &Timeline, scene: &StoryScene) -> (Vec<EventId>, usize) {
    let mut events = scene_events(scene);
    let further = events.len().saturating_sub(STRIP_LIMIT);
    if further > 0 {
        let rank = |event: &EventId| (scene.event != Some(*event), -timeline.importance(*event));
        let mut ranked = events.clone();
        ranked.sort_by(|one, other| {
            let (one, other) = (rank(one), rank(other));
            one.0.cmp(&other.0).then(one.1.total_cmp(&other.1))
        });
        let kept: HashSet<EventId> = ranked.into_iter().take(STRIP_LIMIT).collect();
        events.retain(|event| kept.contains(event));
    }
    (events, further)
}

/// The scene as a picture. Long texts are set smaller in steps rather than overflow.
pub fn draw_story_scene(input: &StoryInput) -> Scene {
    let title =
        input.story.scenes.get(input.scene).map_or("", |scene| headline(input.context.timeline, scene));
    let mut picture = Scene {
        width: input.size.width,
        height: input.size.height,
        background: input.theme.canvas,
        title: title.to_owned(),
        items: Vec::new(),
    };
    let Some(scene) = input.story.scenes.get(input.scene) else { return picture };
    let has_strip = scene_events(scene).into_iter().any(|event| input.context.timeline.is_placed(event));
    if let Some(event) = scene.event {
        picture.items.extend(date_line(input, event));
    }
    let (items, bottom) = title_block(input, title);
    picture.items.extend(items);
    let lowest = if has_strip { STRIP_TOP - 36.0 } else { STRIP_BOTTOM } * input.scale();
    if let Some(event) = scene.event {
        picture.items.extend(excerpt(input, event, bottom, lowest));
    }
    if has_strip {
        picture.items.extend(strip(input, scene));
    }
    picture.items.extend(caption(input, &scene.caption, has_strip || scene.event.is_some()));
    picture.items.extend(progress(input));
    // what a tall picture has left over is shared above and below
    let left_over = (input.size.height - 1080.0 * input.scale()).max(0.0);
    picture.items = translated(picture.items, Point::new(0.0, left_over / 2.0));
    picture
}

fn headline<'a>(timeline: &'a Timeline, scene: &'a StoryScene) -> &'a str {
    match (scene.title.as_str(), scene.event) {
        ("", Some(event)) => timeline.event_title(event),
        (title, _) => title,
    }
}

fn text(input: &StoryInput, at: Point, text: String, size: f32, color: Rgba8) -> Item {
    let style = TextStyle { size, bold: false, color, struck: false };
    Item::Text { at, anchor: Anchor::Start, line: TextLine::new(input.context.ruler, text, style) }
}

/// "29 March 2022 in Washington", and what a calendar elsewhere shows.
fn date_line(input: &StoryInput, event: EventId) -> Vec<Item> {
    let (scale, timeline) = (input.scale(), input.context.timeline);
    let (here, there) = date_text(timeline, event);
    let left = input.margin();
    let mut size = 30.0 * scale;
    let width = |text: &str, size: f32| input.context.ruler.width(text, size, Weight::Regular);
    let gap = 18.0 * scale;
    while size > 16.0 * scale && width(&here, size) + gap + width(&there, size) > input.width() {
        size -= 2.0 * scale;
    }
    let at = Point::new(left, 143.0 * scale);
    let beside = Point::new(left + width(&here, size) + gap, at.y);
    let has_room = beside.x + width(&there, size) <= left + input.width();
    let mut items = vec![text(input, at, here, size, input.theme.ink)];
    if !there.is_empty() && has_room {
        items.push(text(input, beside, there, size, input.theme.muted));
    }
    items
}

/// The date in the zone of its event, and in the other display zones where it is another day there.
fn date_text(timeline: &Timeline, event: EventId) -> (String, String) {
    let Some(date) = timeline.date(event) else { return ("Date not stated".to_owned(), String::new()) };
    let home = timeline.event_zone(event);
    let zones = timeline.display_zones();
    let here = date.label();
    let own = date.text_in(home, home);
    let place =
        zones.iter().find(|(zone, _)| *zone == home).map_or_else(|| home.place(), |(_, name)| name.clone());
    let elsewhere: Vec<String> = zones
        .iter()
        .filter(|(zone, _)| *zone != home)
        .map(|(zone, name)| (date.text_in(home, *zone), name))
        .filter(|(text, _)| *text != own)
        .map(|(text, name)| format!("{} in {name}", without_same_year(&text, &here)))
        .collect();
    let is_local = date.precision() >= Precision::Day && !elsewhere.is_empty();
    let there = if is_local { elsewhere.join(", ") } else { String::new() };
    (if is_local { format!("{here} in {place}") } else { here }, there)
}

/// "29–30 March" for "29–30 March 2022" beside "29 March 2022".
fn without_same_year(text: &str, beside: &str) -> String {
    let year = |text: &str| {
        let (rest, year) = text.rsplit_once(char::is_whitespace)?;
        let is_year = year.len() == 4 && year.chars().all(|digit| digit.is_ascii_digit());
        is_year.then(|| (rest.to_owned(), year.to_owned()))
    };
    match (year(text), year(beside)) {
        (Some((rest, own)), Some((_, other))) if own == other => rest,
        _ => text.to_owned(),
    }
}

/// The headline; returns its lower edge too.
fn title_block(input: &StoryInput, text: &str) -> (Vec<Item>, f32) {
    let scale = input.scale();
    let step = |size: f32| Step { size: size * scale, line: size * 1.19 * scale, width: input.width() };
    let one_line = [64.0, 56.0].map(step);
    let mut block = Block::fitting(input.context.ruler, text, Weight::Bold, &one_line, 77.0 * scale);
    if block.lines.len() > 1 || block.lines.iter().any(|line| line.ends_with(" …")) {
        let steps = [54.0, 48.0, 42.0, 36.0, 30.0].map(step);
        block = Block::fitting(input.context.ruler, text, Weight::Bold, &steps, 130.0 * scale);
    }
    let first = 143.0 * scale + 18.0 * scale + block.size;
    let bottom = first + block.line * (block.lines.len().max(1) - 1) as f32;
    (
        block.items(
            input.context.ruler,
            Point::new(input.margin() - block.size * 0.02, first),
            input.theme.ink,
        ),
        bottom,
    )
}

/// The words that the event rests on, with their source: a quotation with its marks, or plain words without.
fn excerpt(input: &StoryInput, event: EventId, above: f32, lowest: f32) -> Vec<Item> {
    let (scale, timeline, theme) = (input.scale(), input.context.timeline, input.theme);
    let whole = timeline.event(event);
    let citation = story_citation(timeline, event).and_then(|place| whole.citations.get(place));
    let quote = citation.and_then(|citation| citation.quote.as_ref());
    let text = match (quote, citation) {
        (Some(quote), _) => format!("“{}”", quote.exact.trim()),
        (None, Some(citation)) => citation.note.trim().to_owned(),
        (None, None) => plain_words(&whole.summary_with_place()),
    };
    if text.is_empty() {
        return Vec::new();
    }
    let top = above + 65.0 * scale;
    let left = input.margin() + 61.0 * scale;
    let room = lowest - top - if citation.is_some() { 62.0 } else { 0.0 } * scale;
    let widest = input.margin() + input.width() - left;
    let narrow = (1_120.0 * scale).min(widest);
    let step = |size: f32, width: f32| Step { size: size * scale, line: size * 1.357 * scale, width };
    let steps = [
        step(56.0, narrow),
        step(56.0, widest),
        step(48.0, widest),
        step(42.0, widest),
        step(36.0, widest),
        step(30.0, widest),
        step(26.0, widest),
        step(22.0, widest),
    ];
    // large type is for words as they were said
    let paraphrase = [34.0, 30.0, 26.0, 22.0].map(|size| step(size, widest));
    let steps = if quote.is_some() { &steps[..] } else { &paraphrase[..] };
    let block = Block::fitting(input.context.ruler, &text, Weight::Regular, steps, room.max(1.0));
    let first = top + block.size * 0.98;
    let bottom = first + block.line * (block.lines.len().max(1) - 1) as f32 + block.size * 0.29;
    let accent = if quote.is_some() { theme.accent } else { theme.border2 };
    let mut items = vec![Item::Rect {
        rect: Rect::new(input.margin(), top, input.margin() + 6.0 * scale, bottom),
        radius: 3.0 * scale,
        fill: Some(Fill::Solid(accent)),
        stroke: None,
    }];
    // the opening mark hangs to the left, so that the words stand in one line
    let hang =
        if quote.is_some() { input.context.ruler.width("“", block.size, Weight::Regular) } else { 0.0 };
    let mut lines = block.items(input.context.ruler, Point::new(left, first), theme.ink);
    if let Some(Item::Text { at, .. }) = lines.first_mut() {
        at.x -= hang;
    }
    items.extend(lines);
    if let Some(citation) = citation {
        items.extend(source_line(input, citation, Point::new(left, bottom + 63.0 * scale)));
    }
    items
}

/// Who says so, when, and whether the words stand there.
fn source_line(input: &StoryInput, citation: &Citation, at: Point) -> Vec<Item> {
    let (scale, timeline) = (input.scale(), input.context.timeline);
    let source = source_text(timeline, citation);
    let text = if citation.quote.is_some() { source } else { format!("Paraphrase · {source}") };
    let badge = citation.quote.as_ref().and_then(|_| {
        let recorded = || citation.checked.as_ref().map(Badge::recorded);
        input.live_verdict.map(Badge::live).or_else(recorded)
    });
    let unit = 2.0 * scale;
    let badge_width =
        badge.as_ref().map_or(0.0, |badge| badge.width(input.context.ruler, unit) + 28.0 * scale);
    let room = input.margin() + input.width() - at.x - badge_width;
    let steps =
        [26.0, 22.0, 19.0, 16.0].map(|size| Step { size: size * scale, line: size * scale, width: room });
    let block = Block::fitting(input.context.ruler, &text, Weight::Regular, &steps, 27.0 * scale);
    let mut items = block.items(input.context.ruler, at, input.theme.ink2);
    if let Some(badge) = badge {
        let left = at.x + block.width(input.context.ruler) + 28.0 * scale;
        items.push(badge.items(input.theme, input.context.ruler, Point::new(left, at.y - 9.0 * scale), unit));
    }
    items
}

/// "CNA, Tang See Kit, 30 March 2022".
fn source_text(timeline: &Timeline, citation: &Citation) -> String {
    let Some(source) = citation.source.and_then(|id| timeline.source(id)) else {
        return citation.source_key.clone();
    };
    let name = if source.publisher.is_empty() { &source.title } else { &source.publisher };
    let authors = source.authors.iter().map(String::as_str).filter(|author| *author != name);
    let published = source.published.as_ref().map(|date| date.label());
    let mut parts: Vec<String> = vec![name.clone()];
    parts.extend(authors.map(str::to_owned));
    parts.extend(published);
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}

/// The timeline of the scene's few events.
fn strip(input: &StoryInput, scene: &StoryScene) -> Vec<Item> {
    let scale = input.scale();
    let (events, further) = strip_events(input.context.timeline, scene);
    let size = story_strip_size(input.size);
    let goal = story_viewport(input.context.timeline, scene, input.size);
    let viewport = input.viewport.map_or(goal, |flying| flying.with_size(size.width, size.height));
    // labels are 26 in a picture 1080 high
    let unit = 26.0 / 12.0 * scale;
    let metrics = Metrics { axis_height: 45.0 * scale, ..Metrics::default().scaled(unit) };
    let picture =
        story_strip(&StoryStripInput { context: input.context, events: &events, viewport, goal, metrics });
    let bright: BTreeSet<EventId> = scene.event.into_iter().collect();
    let emphasis = Emphasis {
        selected: scene.event,
        bright: scene.event.is_some().then_some(&bright),
        dimmed_opacity: Some(Theme::DIMMED_PRESENTING),
        thread_steps: 1,
        is_presenting: true,
        ..Emphasis::default()
    };
    let items = draw(&DrawInput {
        context: input.context,
        picture: &picture,
        theme: input.theme,
        emphasis: &emphasis,
    });
    let mut items = translated(items, Point::new(input.margin(), STRIP_TOP * scale));
    if further > 0 {
        let style = TextStyle { size: 22.0 * scale, bold: false, color: input.theme.muted, struck: false };
        let text = format!("{} less important events are not shown", grouped(further as u64));
        items.push(Item::Text {
            at: Point::new(input.margin() + size.width, (STRIP_TOP - 14.0) * scale),
            anchor: Anchor::End,
            line: TextLine::new(input.context.ruler, text, style),
        });
    }
    items
}

/// One sentence for the audience; below the timeline, or below the title of a scene without an event.
fn caption(input: &StoryInput, text: &str, is_at_foot: bool) -> Vec<Item> {
    if text.is_empty() {
        return Vec::new();
    }
    let scale = input.scale();
    let sizes = if is_at_foot { [30.0, 26.0, 23.0, 20.0] } else { [44.0, 36.0, 30.0, 24.0] };
    let steps =
        sizes.map(|size| Step { size: size * scale, line: size * 1.35 * scale, width: input.width() });
    let height = if is_at_foot { 82.0 } else { 500.0 } * scale;
    let block = Block::fitting(input.context.ruler, text, Weight::Regular, &steps, height);
    let first = if is_at_foot {
        // one line stands at 970, two or three stand round it
        970.0 * scale - block.line * (block.lines.len().max(1) - 1) as f32 / 2.0
    } else {
        400.0 * scale
    };
    block.items(input.context.ruler, Point::new(input.margin(), first), input.theme.ink)
}

/// Dots for the scenes, the present one drawn long; in long stories a count.
fn progress(input: &StoryInput) -> Vec<Item> {
    let (scale, theme) = (input.scale(), input.theme);
    let count = input.story.scenes.len();
    let center_y = 1_035.0 * scale;
    if count > 24 {
        let style = TextStyle { size: 22.0 * scale, bold: false, color: theme.muted, struck: false };
        return vec![Item::Text {
            at: Point::new(input.size.width / 2.0, center_y + 8.0 * scale),
            anchor: Anchor::Middle,
            line: TextLine::new(input.context.ruler, format!("{} of {count}", input.scene + 1), style),
        }];
    }
    let (dot, long, gap) = (12.0 * scale, 36.0 * scale, 14.0 * scale);
    let whole = dot * count.saturating_sub(1) as f32 + long + gap * count.saturating_sub(1) as f32;
    let mut x = (input.size.width - whole) / 2.0;
    let mut items = Vec::with_capacity(count);
    for place in 0..count {
        let (width, color) = match place.cmp(&input.scene) {
            std::cmp::Ordering::Less => (dot, theme.muted),
            std::cmp::Ordering::Equal => (long, theme.accent),
            std::cmp::Ordering::Greater => (dot, theme.border2),
        };
        items.push(Item::Rect {
            rect: Rect::new(x, center_y - dot / 2.0, x + width, center_y + dot / 2.0),
            radius: dot / 2.0,
            fill: Some(Fill::Solid(color)),
            stroke: None,
        });
        x += width + gap;
    }
    let label = Some(format!("Scene {} of {count}", input.scene + 1));
    vec![Item::Group { label, event: None, opacity: 1.0, clip: None, items }]
}
