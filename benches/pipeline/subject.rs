//! A file that was read and labelled, without a window: what the stages between bytes and picture are
//! measured on. Whatever depends on how the library is called stands here.

use dateline_picture::scene::Size;
use std::path::Path;
use std::sync::Arc;

use dateline::session::{Document, Former, Question, SearchAnswer};
use dateline_formats::{FileBytes, Loaded};
use dateline_picture::layout::{
    Labelling, LabellingInput, LanePlan, LayoutInput, Metrics, Picture, PictureContext, TitleWidths,
    Viewport, fitted_viewport, layout,
};
use dateline_picture::scene::{DrawInput, Emphasis, Item, Theme, draw};
use dateline_picture::text::Faces;
use dateline_time::TimePoint;
use dateline_timeline::Cancel;
use dateline_timeline::query::{Filter, Matches, Query};

/// The picture of a window of 1600 × 900 points beside whose facets it stands.
const SIZE: Size = Size::new(1328.0, 776.0);
/// 22 November 2026.
pub const NOW: TimePoint = TimePoint::from_seconds(1_795_366_800);

pub fn bytes_of(path: &Path) -> FileBytes {
    std::fs::read(path).expect("the file that was just written").into()
}

/// From bytes to something that can be explored.
pub fn load(bytes: &FileBytes) -> Loaded {
    dateline_formats::load_with(bytes, "made-up.json", &mut |_| {}).expect("a file that can be read")
}

pub struct Subject {
    pub document: Document,
    faces: Faces,
    plan: LanePlan,
    widths: Arc<TitleWidths>,
}

impl Subject {
    pub fn of(bytes: &FileBytes) -> Subject {
        let document = Document::new(load(bytes), "made-up.json", None, bytes.clone());
        let faces = Faces::new();
        let plan = LanePlan::new(&document.timeline, &Metrics::default(), &faces, SIZE);
        let widths = Arc::new(TitleWidths::new(&document.timeline, Metrics::default().label_size));
        Subject { document, faces, plan, widths }
    }

    /// The labels of the matching events: with the widths of titles measured before, or anew.
    pub fn labelling(&self, matches: &Matches, is_first: bool) -> Labelling {
        Labelling::new(&LabellingInput {
            timeline: &self.document.timeline,
            matches,
            plan: &self.plan,
            metrics: &Metrics::default(),
            ruler: &self.faces,
            widths: (!is_first).then_some(&self.widths),
            most: None,
            only_scale: None,
        })
    }

    /// Where the file opens.
    pub fn opening(&self) -> Viewport {
        self.plan.opening()
    }

    pub fn picture(&self, labelling: &Labelling, viewport: Viewport) -> Picture {
        let context = self.context();
        layout(&LayoutInput { context, labelling, all: None, plan: &self.plan, viewport, emphasised: &[] })
    }

    fn context(&self) -> PictureContext<'_> {
        let timeline = &self.document.timeline;
        PictureContext { timeline, ruler: &self.faces, zone: timeline.zone(), now: NOW }
    }

    /// The events that answer words and facets, and the picture of them in the whole of time.
    pub fn answered(&self, filter: &Filter) -> (Labelling, Vec<Item>) {
        let found = self.found("", filter);
        let labelling = self.labelling(&found.matches, false);
        let picture = self.picture(&labelling, self.whole());
        let items = draw(&DrawInput {
            context: self.context(),
            picture: &picture,
            theme: &Theme::light(),
            emphasis: &Emphasis::default(),
        });
        (labelling, items)
    }

    pub fn found(&self, text: &str, filter: &Filter) -> SearchAnswer {
        let question = Question { revision: 0, query: Query::new(text), filter: filter.clone() };
        // Every answer is looked for from the beginning, as if nothing had been typed before.
        let former = Former { question: Question::default(), found: self.document.all() };
        SearchAnswer::of(&self.document, question, &former, &Cancel::never()).expect("nobody stops it")
    }

    /// From the first to the last event.
    pub fn whole(&self) -> Viewport {
        fitted_viewport(&self.document.timeline, None, SIZE).unwrap_or_else(|| self.plan.opening())
    }
}
