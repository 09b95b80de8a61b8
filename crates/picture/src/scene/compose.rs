//! From a timeline to a sheet in one step: lays out what the sheet asks for.

use std::sync::Arc;

use super::{Page, PageInput, page};
use crate::layout::{
    Labelling, LabellingInput, LanePlan, LayoutInput, Metrics, Picture, Viewport, initial_viewport, layout,
};
use dateline_time::TimePoint;
use dateline_timeline::query::{LaneField, LaneWish, Lanes, Matches};

/// Which part of a timeline a sheet shows.
#[derive(Clone, Copy, Debug, Default)]
pub struct PageView<'a> {
    /// The events; `None` is all of them.
    pub matches: Option<&'a Matches>,
    /// From when to when; `None` is where the file opens.
    pub stretch: Option<(TimePoint, TimePoint)>,
    /// What lanes are made of.
    pub lanes_by: LaneField,
}

/// Lays out and composes a sheet.
pub fn composed_page(input: &PageInput, view: &PageView) -> Page {
    let all = Matches::of_all(input.timeline);
    let matches = view.matches.unwrap_or(&all);
    let lanes = Arc::new(Lanes::of(input.timeline, &LaneWish::by(view.lanes_by)));
    page(input, &|width, height| picture(input, (matches, view.stretch), &lanes, (width, height)))
}

fn picture(
    input: &PageInput,
    (matches, stretch): (&Matches, Option<(TimePoint, TimePoint)>),
    lanes: &Arc<Lanes>,
    (width, height): (f32, f32),
) -> Picture {
    let PageInput { timeline, ruler, now, zone, .. } = *input;
    let metrics = Metrics::default();
    let plan = LanePlan::with_lanes(timeline, Arc::clone(lanes), &metrics, ruler, (width, height));
    let labelling = Labelling::new(&LabellingInput {
        timeline,
        matches,
        plan: &plan,
        metrics: &metrics,
        ruler,
        widths: None,
        most: None,
    });
    let between = |(from, to)| Viewport::between(from, to, width, height);
    layout(&LayoutInput {
        timeline,
        labelling: &labelling,
        plan: &plan,
        viewport: stretch.map_or_else(|| initial_viewport(timeline, Some(now), (width, height)), between),
        now,
        zone,
        emphasised: &[],
        ruler,
    })
}
