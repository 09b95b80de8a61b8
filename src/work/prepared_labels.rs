//! Lanes and labels of a timeline, placed away from the window: for a file that is being read, and for the
//! worker.

use dateline_picture::scene::Size;
use std::sync::Arc;

use crate::session::SourceLibrary;
use dateline_picture::layout::{IndexedLanes, Labelling, LabellingInput, LanePlan, Metrics, TitleWidths};
use dateline_picture::text::Faces;
use dateline_timeline::Cancel;
use dateline_timeline::model::Timeline;
use dateline_timeline::query::{LaneArrangement, Matches};

/// How many of the most important events of each lane have their labels in the first picture of a large file.
/// With fewer the packing of small lanes at rest would not be the final one.
const FIRST_LABELS: usize = 2_000;

/// Lanes and labels, which live as long as file, window and matches are the same.
#[derive(Clone)]
pub struct Labels {
    /// Where the lanes stand and how many rows each has.
    pub plan: Arc<LanePlan>,
    /// Which event has its label in which row.
    pub labelling: Arc<Labelling>,
    /// The widths of all titles.
    pub widths: Arc<TitleWidths>,
}

/// What labels are prepared with, away from the window.
#[derive(Clone)]
pub struct Preparation {
    /// The ruler.
    pub faces: Faces,
    /// Width and height of the picture that lanes and rows are planned for, in points.
    pub size: Size,
    /// How the lanes are wanted.
    pub arrangement: Arc<LaneArrangement>,
    /// Files of more events are shown before all labels are placed.
    pub at_once: usize,
    /// Keeps the texts in which quotations are looked up.
    pub source_library: SourceLibrary,
}

/// Lanes and labels of a file that is not shown yet.
#[derive(Clone)]
pub struct Prepared {
    /// The size that they were planned for, in points.
    pub size: Size,
    /// How the lanes were wanted.
    pub arrangement: Arc<LaneArrangement>,
    /// Lanes and labels.
    pub labels: Labels,
    /// Whether every event has its label, not only the most important ones.
    pub is_complete: bool,
}

impl Preparation {
    /// Lanes and labels of a timeline: of all its events, or of the most important ones of a large file.
    /// `None` when it was cancelled.
    pub fn prepare(&self, timeline: &Timeline, cancel: &Cancel) -> Option<Prepared> {
        let is_complete = timeline.len() <= self.at_once;
        let plan = plan_of(timeline, &self.faces, self.size, &IndexedLanes::new(timeline, &self.arrangement));
        let (faces, widths) = (&self.faces, &widths_of(timeline));
        let labels =
            LabelRequest { timeline, faces, matches: None, is_complete, widths }.labels(plan, cancel)?;
        Some(Prepared { size: self.size, arrangement: Arc::clone(&self.arrangement), labels, is_complete })
    }
}

/// What is labelled.
#[derive(Clone, Copy)]
pub struct LabelRequest<'a> {
    /// The events.
    pub timeline: &'a Timeline,
    /// The ruler.
    pub faces: &'a Faces,
    /// Which events; `None` is all.
    pub matches: Option<&'a Matches>,
    /// Whether all of them are placed, or only the most important ones of each lane.
    pub is_complete: bool,
    /// Widths that were measured before.
    pub widths: &'a Arc<TitleWidths>,
}

impl LabelRequest<'_> {
    /// Places the labels by `place`, which gets the whole input.
    pub fn place<T>(&self, plan: &LanePlan, place: impl FnOnce(&LabellingInput<'_>) -> T) -> T {
        let all = self.matches.is_none().then(|| Matches::of_all(self.timeline));
        place(&LabellingInput {
            timeline: self.timeline,
            matches: self.matches.or(all.as_ref()).unwrap_or(&Matches::default()),
            plan,
            metrics: &Metrics::default(),
            ruler: self.faces,
            widths: Some(self.widths),
            most: (!self.is_complete).then_some(FIRST_LABELS),
            only_scale: None,
        })
    }

    /// The labels; `None` when it was cancelled.
    pub fn labels(&self, plan: Arc<LanePlan>, cancel: &Cancel) -> Option<Labels> {
        let labelling = self.place(&plan, |input| Labelling::with_cancel(input, cancel))?;
        Some(Labels { labelling: Arc::new(labelling), plan, widths: Arc::clone(self.widths) })
    }
}

/// The lanes of a timeline in a picture of a size in points.
pub fn plan_of(timeline: &Timeline, faces: &Faces, size: Size, lanes: &IndexedLanes) -> Arc<LanePlan> {
    Arc::new(LanePlan::with_lanes(timeline, lanes, &Metrics::default(), faces, size))
}

/// The widths of all titles, which depend on the file alone.
pub fn widths_of(timeline: &Timeline) -> Arc<TitleWidths> {
    Arc::new(TitleWidths::new(timeline, Metrics::default().label_size))
}
