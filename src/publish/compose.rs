//! From a timeline to a page in one step: lays out what the page asks for.

use super::page::{PageInput, Pages, pages};
use dateline_picture::layout::{
    IndexedLanes, Labelling, LabellingInput, LanePlan, LayoutInput, Metrics, Picture, PictureContext,
    Viewport, initial_viewport, layout,
};
use dateline_picture::scene::Size;
use dateline_time::TimePoint;
use dateline_timeline::query::{LaneArrangement, Matches};

/// Which part of a timeline a page shows.
#[derive(Clone, Copy, Debug)]
pub struct PageView<'a> {
    /// The events; `None` is all of them.
    pub matches: Option<&'a Matches>,
    /// From when to when; `None` is where the file opens.
    pub stretch: Option<Stretch>,
    /// What lanes are made of, and their order.
    pub lanes: &'a LaneArrangement,
}

/// A stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where it begins.
    pub from: TimePoint,
    /// Where it ends.
    pub to: TimePoint,
}

/// Lays out and composes a page of the size that the input says. Lanes that do not fit are counted in
/// [`Pages::cut_lanes`].
pub fn composed_pages(input: &PageInput, view: &PageView) -> Pages {
    Composer::new(input, view).pages(input.size.height)
}

/// The same, but higher than the input says where its lanes need that, up to `max_height` points.
pub fn pages_with_all_lanes(input: &PageInput, view: &PageView, max_height: f32) -> Pages {
    let composer = Composer::new(input, view);
    let pages = composer.pages(input.size.height);
    if pages.cut_lanes == 0 { pages } else { composer.pages(pages.whole_height.min(max_height)) }
}

/// What every attempt at a page is laid out from.
struct Composer<'a> {
    input: &'a PageInput<'a>,
    view: &'a PageView<'a>,
    lanes: IndexedLanes,
    all: Matches,
}

impl<'a> Composer<'a> {
    fn new(input: &'a PageInput<'a>, view: &'a PageView<'a>) -> Composer<'a> {
        let lanes = IndexedLanes::new(input.context.timeline, view.lanes);
        Composer { input, view, lanes, all: Matches::of_all(input.context.timeline) }
    }

    fn pages(&self, height: f32) -> Pages {
        let input = PageInput { size: Size::new(self.input.size.width, height), ..*self.input };
        pages(&input, &|width, height| self.picture(width, height))
    }

    fn picture(&self, width: f32, height: f32) -> Picture {
        let context = self.input.context;
        let PictureContext { timeline, ruler, now, .. } = context;
        let metrics = Metrics::default();
        let size = Size::new(width, height);
        let plan = LanePlan::with_lanes(timeline, &self.lanes, &metrics, ruler, size);
        let viewport = match self.view.stretch {
            Some(Stretch { from, to }) => Viewport::between(from, to, width, height),
            None => initial_viewport(timeline, Some(now), size),
        };
        let labelling = Labelling::new(&LabellingInput {
            timeline,
            matches: self.view.matches.unwrap_or(&self.all),
            plan: &plan,
            metrics: &metrics,
            ruler,
            widths: None,
            most: None,
            only_scale: Some(viewport.points_per_second()),
        });
        layout(&LayoutInput {
            context,
            labelling: &labelling,
            all: None,
            plan: &plan,
            viewport,
            emphasised: &[],
        })
    }
}
