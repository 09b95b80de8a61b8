//! One frame as numbers: what stands where, before it has colours.

use super::{Rect, Viewport};
use dateline_time::TimePoint;
use dateline_timeline::model::{EventId, LaneId, SlotOutcome, SlotSpec};

/// The sizes that layout works with, in points. The window uses the defaults, a presentation larger ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Metrics {
    /// Height of the axis above the lanes.
    pub axis_height: f32,
    /// Height of a lane's head with its name.
    pub head_height: f32,
    /// Height of a row of marks with labels.
    pub row_height: f32,
    /// Height of a lane's density strip.
    pub strip_height: f32,
    /// Size of the labels' face.
    pub label_size: f32,
    /// Radius of a dot.
    pub dot_radius: f32,
    /// From a dot's centre to its label.
    pub label_gap: f32,
    /// From a dot's centre to its label when the mark carries a qualifier.
    pub qualified_label_gap: f32,
    /// Height of a bar.
    pub bar_height: f32,
}

impl Default for Metrics {
    fn default() -> Self {
        Metrics {
            axis_height: 48.0,
            head_height: 20.0,
            row_height: 24.0,
            strip_height: 17.0,
            label_size: 12.0,
            dot_radius: 5.0,
            label_gap: 10.0,
            qualified_label_gap: 23.0,
            bar_height: 18.0,
        }
    }
}

impl Metrics {
    /// How much larger everything is than in the window, where labels are 12 points: what has no size of its
    /// own above is multiplied by this.
    pub fn unit(&self) -> f32 {
        self.label_size / 12.0
    }

    /// The same sizes, all multiplied.
    pub fn scaled(self, by: f32) -> Metrics {
        Metrics {
            axis_height: self.axis_height * by,
            head_height: self.head_height * by,
            row_height: self.row_height * by,
            strip_height: self.strip_height * by,
            label_size: self.label_size * by,
            dot_radius: self.dot_radius * by,
            label_gap: self.label_gap * by,
            qualified_label_gap: self.qualified_label_gap * by,
            bar_height: self.bar_height * by,
        }
    }
}

/// One tick of the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct AxisTick {
    /// Where, in points from the left edge.
    pub x: f32,
    /// Its label; empty for a tick without room for it. The label starts at `label_x`.
    pub label: String,
    /// Where the label starts: at the tick, or at the left edge for the period that has begun before it.
    pub label_x: f32,
    /// How wide the label is in the size and weight of its line.
    pub label_width: f32,
}

/// The axis in two levels.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct AxisLayout {
    /// Years over months, centuries over decades.
    pub major: Vec<AxisTick>,
    /// What lies between.
    pub minor: Vec<AxisTick>,
}

/// Where a lane stands.
#[derive(Clone, Debug, PartialEq)]
pub struct LaneBand {
    /// The lane of the file; `None` is the band of events that name none, or one by another field.
    pub lane: Option<LaneId>,
    /// What it is called.
    pub name: String,
    /// How wide the name is at the size of labels in bold.
    pub name_width: f32,
    /// Which colour and shape it has, counted from 0 in the order of the file.
    pub style_index: usize,
    /// Only its density strip is shown: it has no rows.
    pub is_folded: bool,
    /// Upper edge, in points from the top of the picture (the axis included).
    pub top: f32,
    /// Lower edge.
    pub bottom: f32,
    /// Upper edge of its first row of marks.
    pub rows_top: f32,
    /// How many rows it has.
    pub rows: usize,
    /// Upper edge of its density strip.
    pub strip_top: f32,
}

/// How one end of a bar is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SpanEnd {
    /// It is known: a cap.
    Known,
    /// It lies somewhere between the bar's end and this x, towards the inside: tint and rule fade across.
    Soft(f32),
    /// It has none: runs to "now" (or the edge) with a chevron.
    Open,
    /// There is one, but nobody knows it: fades out up to this x, then a "?".
    Unknown(f32),
    /// It lies outside the view: a chevron at the edge.
    OffScreen,
}

/// What a mark looks like, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Body {
    /// Something that happened at a moment.
    Point {
        /// The middle of the range, kept on the screen while part of the range is on it.
        x: f32,
        /// Where it may have been: the soft range; `None` when it is smaller than the dot.
        range: Option<(f32, f32)>,
    },
    /// Something that lasted.
    Span {
        /// Left edge as drawn.
        left: f32,
        /// Right edge as drawn.
        right: f32,
        /// The left end.
        start: SpanEnd,
        /// The right end.
        end: SpanEnd,
    },
}

/// The words at a mark. They are whole or not there.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Where the words start.
    pub left: f32,
    /// Where they stand.
    pub baseline: f32,
    /// How wide they are, the addition included.
    pub width: f32,
    /// The title.
    pub text: String,
    /// What follows it in a quieter colour: "since 1 January 2004"; empty when nothing.
    pub addition: String,
    /// How much of the width the addition takes, with the gap before it.
    pub addition_width: f32,
    /// Whether it stands on its bar.
    pub is_inside: bool,
}

/// One event in the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Which event.
    pub event: EventId,
    /// Which band, as an index in [`Picture::bands`].
    pub band: usize,
    /// Middle of its row.
    pub center_y: f32,
    /// Its shape.
    pub body: Body,
    /// Its words; `None` only for an event shown by its mark alone.
    pub label: Option<Label>,
    /// Where a pointer meets it, label included; at least 24 × 24.
    pub hit: Rect,
    /// It is shown only because it is emphasised: a cell of the density strip counts it as well.
    pub is_counted: bool,
}

/// What a slot of a recurring promise came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotState {
    /// An event fulfils it.
    Met(EventId),
    /// It is over and no record was found.
    Unmet,
    /// It is not over yet.
    Expected,
}

impl SlotState {
    pub(super) fn of(slot: &SlotSpec) -> SlotState {
        match slot.outcome {
            SlotOutcome::Met(event) => SlotState::Met(event),
            SlotOutcome::Unmet => SlotState::Unmet,
            SlotOutcome::Expected => SlotState::Expected,
        }
    }
}

/// One expected occurrence of a recurring promise. Never counted as an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// The promise.
    pub event: EventId,
    /// Which band, as an index in [`Picture::bands`].
    pub band: usize,
    /// The whole of it, from edge to edge; it may reach far beyond the picture.
    pub rect: Rect,
    /// What it came to.
    pub state: SlotState,
    /// "2022: held", "2023: no record found", "Expected 2026", fewer words where there is less room; empty
    /// where there is none.
    pub text: String,
    /// Where the words start.
    pub label_left: f32,
}

/// The word before a row of slots.
#[derive(Clone, Debug, PartialEq)]
pub struct SlotRow {
    /// The promise.
    pub event: EventId,
    /// Which band, as an index in [`Picture::bands`].
    pub band: usize,
    /// Where the word starts.
    pub left: f32,
    /// Where it stands.
    pub baseline: f32,
    /// How often: "Yearly".
    pub text: String,
    /// How wide the word is.
    pub width: f32,
}

/// Events of one lane that have no label at this zoom, counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Which band, as an index in [`Picture::bands`].
    pub band: usize,
    /// Where it is drawn: a tick of 2 × 10 for one event, 26 × 15 with a count for more, or a bar of 3 wide.
    pub rect: Rect,
    /// How many events it stands for.
    pub count: usize,
    /// The only event, when there is one.
    pub event: Option<EventId>,
    /// Start of the stretch of time.
    pub from: TimePoint,
    /// End of the stretch of time.
    pub to: TimePoint,
    /// It is a bar that counts more than fills the strip: it is drawn broken.
    pub is_broken: bool,
    /// Whether the cell shows its count in words ("+7").
    pub has_count: bool,
}

/// One frame.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// What it shows.
    pub viewport: Viewport,
    /// The sizes it was made with.
    pub metrics: Metrics,
    /// The axis.
    pub axis: AxisLayout,
    /// The lanes from top to bottom. Their heights depend on window and file, never on the zoom.
    pub bands: Vec<LaneBand>,
    /// The events that are drawn as themselves.
    pub marks: Vec<Mark>,
    /// The expected slots of recurring promises; each row starts with the promise's word ("Yearly").
    pub slots: Vec<Slot>,
    /// The words before the rows of slots, one for each promise with slots in view.
    pub slot_rows: Vec<SlotRow>,
    /// What the density strips hold.
    pub cells: Vec<Cell>,
    /// What the strips would hold if no event had a label and all matched: drawn faintly behind the matches.
    /// Empty where nothing is asked for.
    pub faint_cells: Vec<Cell>,
    /// Where "now" stands, unclamped, in points from the left edge.
    pub now_x: f32,
    /// Height that all lanes need; more than the viewport's when there are too many to fit.
    pub content_height: f32,
}

impl Picture {
    /// The mark of an event, if it is drawn as itself.
    pub fn mark(&self, event: EventId) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.event == event)
    }

    /// How many events it holds, as marks or within counts, each once.
    pub fn event_count(&self) -> usize {
        let marks = self.marks.iter().filter(|mark| !mark.is_counted).count();
        marks + self.cells.iter().map(|cell| cell.count).sum::<usize>()
    }

    /// How many events are in view, whether they match or not, where the others are shown faintly.
    pub fn faint_count(&self) -> usize {
        self.faint_cells.iter().map(|cell| cell.count).sum()
    }
}
