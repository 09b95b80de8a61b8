//! Draws the sheet of every kind of date and every state, light beside dark, into a PNG:
//! `cargo run --no-default-features --example date_marks -- date-marks.png`

use std::collections::BTreeSet;

use dateline_picture::export::png_from_scene;
use dateline_picture::layout::{
    AxisLayout, Body, Cell, Label, LaneBand, Mark, Metrics, Picture, PictureContext, Slot, SlotState,
    SpanEnd, Viewport,
};
use dateline_picture::scene::{
    Anchor, Badge, DrawInput, Emphasis, Icon, Item, MarkKind, Point, Rect, Rgba8, Scene, Stroke, TextLine,
    TextStyle, Theme, draw, icon, legend, mark,
};
use dateline_picture::text::{Faces, Ruler, Weight};
use dateline_time::{Date, TimePoint, Zone};
use dateline_timeline::model::{Citation, Event, EventId, Recurrence, Status, TimelineBuilder, Verdict};

const HALF: f32 = 800.0;
const HEIGHT: f32 = 1460.0;
const ROW: f32 = 43.2;
const FIRST: f32 = 105.0;
/// Points to the day; only where the sources' dates and the event's differ does the sheet have a scale.
const DAY: f32 = 36.67;

const SMALL: f32 = 274.0;
const LARGE: f32 = 413.0;
const END: f32 = 652.0;

/// Everything on one half of the sheet.
struct Sheet<'a> {
    theme: Theme,
    faces: &'a Faces,
    left: f32,
    row: usize,
    builder: TimelineBuilder,
    marks: Vec<Mark>,
    slots: Vec<Slot>,
    cells: Vec<Cell>,
    notes: Vec<Item>,
}

/// How a specimen's words stand.
enum Words {
    Beside(f32),
    Inside(f32),
}

impl Sheet<'_> {
    fn y(&self) -> f32 {
        FIRST + ROW * self.row as f32
    }

    fn row(&mut self, name: &str, note: &str) {
        self.row += 1;
        let y = self.y();
        let theme = self.theme;
        self.text(name, (32.0, y + 3.0), 13.0, theme.ink);
        self.text(note, (32.0, y + 18.0), 11.0, theme.muted);
        let line = Point::new(self.left + 32.0, y + 28.5);
        let to = Point::new(self.left + HALF - 32.0, y + 28.5);
        self.notes.push(Item::Line { from: line, to, stroke: Stroke::new(1.0, theme.border) });
    }

    fn text(&mut self, text: &str, at: (f32, f32), size: f32, color: Rgba8) {
        let style = TextStyle { size, bold: false, color, struck: false };
        let at = Point::new(self.left + at.0, at.1);
        self.notes.push(Item::Text {
            at,
            anchor: Anchor::Start,
            line: TextLine::new(self.faces, text, style),
        });
    }

    fn bold(&mut self, text: &str, at: (f32, f32), size: f32) {
        let style = TextStyle { size, bold: true, color: self.theme.ink, struck: false };
        let at = Point::new(self.left + at.0, at.1);
        self.notes.push(Item::Text {
            at,
            anchor: Anchor::Start,
            line: TextLine::new(self.faces, text, style),
        });
    }

    fn event(&mut self, date: &str, status: Status) -> EventId {
        let mut event = Event::new("specimen", "Specimen");
        event.date = Date::parse(date).ok();
        event.status = status;
        self.builder.event(event)
    }

    /// A specimen: where it stands from the half's left edge, and its words.
    fn specimen(&mut self, event: EventId, body: Body, text: Words, title: &str) {
        let addition = if title.contains(" since ") { "since 1 January 2004" } else { "" };
        let title = title.split(" since ").next().unwrap_or_default();
        let moved = |x: f32| x + self.left;
        let (left, is_inside) = match text {
            Words::Beside(x) => (moved(x), false),
            Words::Inside(x) => (moved(x), true),
        };
        let body = match body {
            Body::Point { x, range } => {
                Body::Point { x: moved(x), range: range.map(|(a, b)| (moved(a), moved(b))) }
            }
            Body::Span { left, right, start, end } => Body::Span {
                left: moved(left),
                right: moved(right),
                start: shifted(start, self.left),
                end: shifted(end, self.left),
            },
        };
        let mut width = self.faces.width(title, 12.0, Weight::Regular);
        if !addition.is_empty() {
            width += 8.0 + self.faces.width(addition, 12.0, Weight::Regular);
        }
        let y = self.y();
        self.marks.push(Mark {
            is_counted: false,
            event,
            band: 0,
            center_y: y,
            body,
            label: Some(Label {
                left,
                baseline: y + 4.0,
                width,
                text: title.to_owned(),
                addition: addition.to_owned(),
                addition_width: if addition.is_empty() {
                    0.0
                } else {
                    width - self.faces.width(title, 12.0, Weight::Regular)
                },
                is_inside,
            }),
            hit: Rect::default(),
        });
    }

    fn point(&mut self, date: &str, status: Status, at: (f32, Option<(f32, f32)>), label: f32) {
        let event = self.event(date, status);
        self.specimen(event, Body::Point { x: at.0, range: at.1 }, Words::Beside(label), "Label");
    }

    fn span(&mut self, status: Status, span: (f32, f32), ends: (SpanEnd, SpanEnd), text: Words, title: &str) {
        let event = self.event("2021-08-22/2021-08-24", status);
        let body = Body::Span { left: span.0, right: span.1, start: ends.0, end: ends.1 };
        self.specimen(event, body, text, title);
    }
}

fn shifted(end: SpanEnd, by: f32) -> SpanEnd {
    match end {
        SpanEnd::Soft(x) => SpanEnd::Soft(x + by),
        SpanEnd::Unknown(x) => SpanEnd::Unknown(x + by),
        other => other,
    }
}

fn moments(sheet: &mut Sheet) {
    let happened = Status::Happened;
    sheet.row = 0;
    sheet.row("Time known", "2022-03-29T13:30");
    sheet.row -= 1;
    let rows = [
        ("2022-03-29T13:30", "Time known", "2022-03-29T13:30", None, 492.0),
        ("2022-03-29", "Day known", "2022-03-29", Some((433.0, 592.0)), 512.0),
        ("2021-08", "Month known", "2021-08, day not stated", Some((433.0, 632.0)), 532.0),
        ("2004", "Year known", "2004", Some((393.0, 702.0)), 547.0),
        ("2004-01~", "Approximate", "2004-01~, about", Some((433.0, 632.0)), 532.0),
        ("2021-10-31?", "Uncertain", "2021-10-31?, inferred", Some((433.0, 632.0)), 532.0),
        ("2005-07%", "Both", "2005-07%, about and inferred", Some((433.0, 632.0)), 532.0),
    ];
    sheet.notes.clear();
    for (place, (date, name, note, range, x)) in rows.into_iter().enumerate() {
        sheet.row = place;
        if place > 0 {
            sheet.row -= 1;
            sheet.row(name, note);
        } else {
            let theme = sheet.theme;
            sheet.text(name, (32.0, FIRST + 3.0), 13.0, theme.ink);
            sheet.text(note, (32.0, FIRST + 18.0), 11.0, theme.muted);
        }
        let small = match place {
            2 => (SMALL, Some((SMALL - 6.0, SMALL + 6.0))),
            3 => (SMALL + 18.0, Some((SMALL - 10.0, SMALL + 46.0))),
            4..=6 => (SMALL + 4.0, None),
            _ => (SMALL, None),
        };
        let label = [284.0, 284.0, 290.0, 326.0, 302.0, 302.0, 302.0];
        sheet.point(date, happened, small, label.get(place).copied().unwrap_or(284.0));
        sheet.point(date, happened, (x, range), x + if place > 3 { 24.0 } else { 12.0 });
    }
}

fn spans(sheet: &mut Sheet) {
    use SpanEnd::{Known, OffScreen, Open, Soft, Unknown};
    let happened = Status::Happened;
    sheet.row("Span", "2021-08-22/2021-08-24");
    sheet.span(happened, (272.0, 276.0), (Known, Known), Words::Beside(282.0), "Label");
    sheet.span(happened, (LARGE, END), (Known, Known), Words::Inside(LARGE + 9.0), "Label");
    sheet.row("Span, soft ends", "2021-08/2022-03");
    sheet.span(happened, (267.0, 334.0), (Soft(274.0), Soft(327.0)), Words::Inside(278.0), "Label");
    sheet.span(happened, (393.0, 682.0), (Soft(463.0), Soft(612.0)), Words::Inside(470.0), "Label");
    sheet.row("Open end", "2004-01-01/.., goes on");
    sheet.span(happened, (266.0, 346.0), (Known, Open), Words::Inside(276.0), "Label");
    sheet.span(happened, (LARGE, 713.0), (Known, Open), Words::Inside(LARGE + 9.0), "Label");
    sheet.row("Unknown end", "2022-03-26/");
    sheet.span(happened, (266.0, 300.0), (Known, Unknown(338.0)), Words::Inside(276.0), "Label");
    sheet.span(happened, (LARGE, 512.0), (Known, Unknown(622.0)), Words::Inside(LARGE + 9.0), "Label");
    sheet.row("Unknown start", "/2022-10-21");
    sheet.span(happened, (310.0, 346.0), (Unknown(276.0), Known), Words::Inside(306.0), "Label");
    sheet.span(happened, (512.0, 622.0), (Unknown(415.0), Known), Words::Inside(522.0), "Label");
    sheet.row("Runs off the window", "label sticks to the edge");
    sheet.span(happened, (262.0, 356.0), (OffScreen, Known), Words::Inside(280.0), "Label");
    sheet.span(happened, (373.0, END), (OffScreen, Known), Words::Inside(393.0), "Label since 2004");
    sheet.row("Uncertain and approximate spans", "2004?/2006, 2004~/2006~");
    for (date, left, right) in
        [("2004?/2006", 262.0, 350.0), ("2004~/2006~", LARGE, 530.0), ("2004%/2006%", 560.0, 680.0)]
    {
        let event = sheet.event(date, happened);
        let body = Body::Span { left, right, start: Known, end: Known };
        sheet.specimen(event, body, Words::Inside(left + 9.0), "Label");
    }
    sheet.row("Planned", "hollow and dashed");
    sheet.point("2027-05-01", Status::Planned, (SMALL, None), 284.0);
    sheet.point("2027-05-01", Status::Planned, (LARGE + 5.0, None), 430.0);
    sheet.span(Status::Planned, (548.0, 700.0), (Known, Known), Words::Inside(558.0), "Planned span");
}

fn promises(sheet: &mut Sheet) {
    sheet.row("Recurring", "expected slots, met slots");
    let mut event = Event::new("promise", "Promise");
    event.recurrence = Some(Recurrence {
        text: "annually".to_owned(),
        rule: Some("FREQ=YEARLY".to_owned()),
        from: None,
        until: None,
        extra: Vec::new(),
    });
    let promise = sheet.builder.event(event);
    let y = sheet.y();
    let all = [
        (264.0, 304.0, SlotState::Met(promise), ""),
        (308.0, 348.0, SlotState::Unmet, ""),
        (373.0, 486.0, SlotState::Met(promise), "2022 held"),
        (490.0, 634.0, SlotState::Unmet, "2023: no record found"),
        (638.0, 750.0, SlotState::Expected, "Expected 2026"),
    ];
    for (left, right, state, text) in all {
        let rect = Rect::new(sheet.left + left, y - 8.0, sheet.left + right, y + 8.0);
        let label_left = rect.left + if matches!(state, SlotState::Met(_)) { 24.0 } else { 13.0 };
        sheet.slots.push(Slot { event: promise, band: 0, rect, state, text: text.to_owned(), label_left });
    }
    sheet.row("Cancelled", "hollow, struck through");
    sheet.point("2027-05-01", Status::Cancelled, (SMALL, None), 286.0);
    sheet.point("2027-05-01", Status::Cancelled, (LARGE + 5.0, None), 430.0);
    for (status, name, note) in [
        (Status::Postponed, "Postponed", "ghost at the earlier date"),
        (Status::Happened, "Sources disagree", "ghost at the other date"),
    ] {
        sheet.row(name, note);
        for (date, other) in [("2021-08-09", "2021-08-08"), ("2021-08-15", "2021-08-12")] {
            let mut event = Event::new("specimen", "Specimen");
            event.date = Date::parse(date).ok();
            event.status = status;
            event.citations.push(citation(other));
            let x =
                DAY * (date.rsplit('-').next().and_then(|day| day.parse::<f32>().ok()).unwrap_or(0.0) - 0.5);
            let event = sheet.builder.event(event);
            sheet.specimen(event, Body::Point { x, range: None }, Words::Beside(x + 11.0), "Label");
        }
    }
}

fn citation(date: &str) -> Citation {
    Citation {
        source: None,
        source_key: "other".to_owned(),
        quote: None,
        note: String::new(),
        date: Date::parse(date).ok(),
        zone: None,
        supports: Vec::new(),
        checked: None,
        extra: Vec::new(),
    }
}

/// Rows of states; returns the events that are selected, hovered, focused, found and dimmed.
fn states(sheet: &mut Sheet) -> Vec<EventId> {
    sheet.row("No room for labels", "density strip: ticks and counts");
    let y = sheet.y();
    let cell = |rect: Rect, count: usize, has_count: bool| Cell {
        is_broken: false,
        band: 1,
        rect,
        count,
        event: None,
        from: TimePoint::from_seconds(0),
        to: TimePoint::from_seconds(1),
        has_count,
    };
    let left = sheet.left;
    sheet.cells.push(cell(Rect::from_size(left + 270.0, y - 5.0, 2.0, 10.0), 1, false));
    sheet.cells.push(cell(Rect::from_size(left + 292.0, y - 8.0, 26.0, 15.0), 7, true));
    for (place, height) in [2, 4, 7, 10, 13, 17, 21, 16, 13, 10, 6, 8, 5, 4, 3, 2].into_iter().enumerate() {
        let height = height as f32;
        let rect = Rect::from_size(left + LARGE + 4.0 * place as f32, y + 10.0 - height, 3.0, height);
        sheet.cells.push(cell(rect, 3, false));
    }
    sheet.cells.push(cell(Rect::from_size(left + 490.0, y - 8.0, 26.0, 15.0), 7, true));
    let rows = [
        ("Selected", "accent ring round mark and label"),
        ("Hovered", "soft pill, no ring"),
        ("Keyboard focus", "2 px dashed accent ring"),
        ("Search hit", "words marked in the label"),
        ("Dimmed", "not on the followed thread"),
    ];
    let mut events = Vec::new();
    for (place, (name, note)) in rows.into_iter().enumerate() {
        sheet.row(name, note);
        let event = sheet.event("1900", Status::Happened);
        sheet.specimen(event, Body::Point { x: SMALL, range: None }, Words::Beside(284.0), "Label");
        if place == 3 {
            let body = Body::Point { x: LARGE + 5.0, range: None };
            sheet.specimen(event, body, Words::Beside(430.0), "Cyber Dialogue held");
        } else {
            let (start, end) = (SpanEnd::Known, SpanEnd::Known);
            let body = Body::Span { left: LARGE, right: END, start, end };
            sheet.specimen(event, body, Words::Inside(LARGE + 9.0), &format!("{name} span"));
        }
        events.push(event);
    }
    events
}

/// Shapes, badges and icons below the rows.
fn signs(sheet: &mut Sheet) -> Vec<Item> {
    let theme = sheet.theme;
    let (left, top) = (sheet.left, FIRST + ROW * 25.0 + 20.0);
    sheet.bold("Lanes, colour and shape", (32.0, top), 12.0);
    sheet.bold("Does the quotation stand in the source?", (32.0, top + 92.0), 12.0);
    let mut items = Vec::new();
    for place in 0..14 {
        let style = theme.lane(place);
        let x = left + 38.0 + 54.0 * place as f32;
        for (step, kind) in
            [MarkKind::Filled, MarkKind::Ring, MarkKind::Dashed, MarkKind::Cancelled].into_iter().enumerate()
        {
            let center = Point::new(x + 25.0 * (step % 2) as f32, top + 20.0 + 24.0 * (step / 2) as f32);
            items.extend(mark(&theme, style, kind, center, if step == 0 { 6.5 } else { 5.0 }));
        }
    }
    let mut x = left + 32.0;
    for verdict in Verdict::ALL {
        let badge = Badge::live(*verdict);
        items.push(badge.items(&theme, sheet.faces, Point::new(x, top + 116.0), 1.0));
        x += badge.width(sheet.faces, 1.0) + 12.0;
    }
    let recorded = Badge { verdict: Verdict::Verbatim, recorded: Some("Checked".to_owned()) };
    items.push(recorded.items(&theme, sheet.faces, Point::new(x, top + 116.0), 1.0));
    let icons = [
        Icon::Menu,
        Icon::Panel,
        Icon::Search,
        Icon::Fit,
        Icon::Theme,
        Icon::Export,
        Icon::Present,
        Icon::ChevronLeft,
        Icon::ChevronRight,
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
        Icon::Arrow,
        Icon::Unequal,
        Icon::Grade(1),
        Icon::Grade(2),
        Icon::Grade(3),
    ];
    for (place, name) in icons.into_iter().enumerate() {
        items.extend(icon(name, Point::new(left + 40.0 + 29.0 * place as f32, top + 150.0), theme.ink));
    }
    items
}

fn half(theme: Theme, faces: &Faces, left: f32) -> Vec<Item> {
    let mut sheet = Sheet {
        theme,
        faces,
        left,
        row: 0,
        builder: TimelineBuilder::default(),
        marks: Vec::new(),
        slots: Vec::new(),
        cells: Vec::new(),
        notes: Vec::new(),
    };
    moments(&mut sheet);
    spans(&mut sheet);
    promises(&mut sheet);
    let states = states(&mut sheet);
    sheet.bold(if theme.is_dark { "The same in dark" } else { "How dates are drawn" }, (32.0, 45.0), 20.0);
    let signs = signs(&mut sheet);
    let begin = Date::parse("2021-08-01").ok().and_then(|date| date.range(Zone::UTC).earliest_start);
    let begin = begin.unwrap_or_default().saturating_add(-(f64::from(left / DAY) * 86_400.0) as i64);
    let end = begin.saturating_add((f64::from(2.0 * HALF / DAY) * 86_400.0) as i64);
    let band = LaneBand {
        lane: None,
        name: String::new(),
        name_width: 0.0,
        style_index: 0,
        is_folded: false,
        top: -100.0,
        bottom: -1.0,
        rows_top: 0.0,
        rows: 0,
        strip_top: 0.0,
    };
    let picture = Picture {
        faint_cells: Vec::new(),
        viewport: Viewport::between(begin, end, 2.0 * HALF, HEIGHT),
        metrics: Metrics { axis_height: 0.0, ..Metrics::default() },
        axis: AxisLayout::default(),
        bands: vec![band.clone(), band],
        marks: sheet.marks,
        slots: sheet.slots,
        slot_rows: Vec::new(),
        cells: sheet.cells,
        now_x: left + HALF + 50.0,
        content_height: HEIGHT,
    };
    let timeline = sheet.builder.build();
    let [selected, hovered, focused, found, dimmed] = states[..] else { return Vec::new() };
    let bright: BTreeSet<EventId> = timeline.ids().filter(|id| *id != dimmed).collect();
    let first_letters = 0..3;
    let hits = [(found, vec![first_letters])];
    let emphasis = Emphasis {
        selected: Some(selected),
        hovered: Some(hovered),
        focused: Some(focused),
        hits: &hits,
        bright: Some(&bright),
        ..Emphasis::default()
    };
    let now = TimePoint::from_seconds(0);
    let context = PictureContext { timeline: &timeline, ruler: faces, zone: Zone::UTC, now };
    let input = DrawInput { context, picture: &picture, theme: &theme, emphasis: &emphasis };
    let mut items = draw(&input);
    items.extend(sheet.notes);
    items.extend(signs);
    items.extend(legend(&input, Point::new(left + 32.0, FIRST + ROW * 25.0 + 190.0), HALF - 64.0).items);
    let clip = Some(Rect::new(left, 0.0, left + HALF, HEIGHT));
    vec![Item::Group { label: None, event: None, opacity: 1.0, clip, items }]
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("name the PNG to write")?;
    let faces = Faces::new();
    let mut items = half(Theme::light(), &faces, 0.0);
    items.extend(half(Theme::dark(), &faces, HALF));
    let scene = Scene {
        width: 2.0 * HALF,
        height: HEIGHT,
        background: Theme::light().canvas,
        title: "How dates are drawn".to_owned(),
        items,
    };
    std::fs::write(path, png_from_scene(&scene, 1.0)?)?;
    Ok(())
}
