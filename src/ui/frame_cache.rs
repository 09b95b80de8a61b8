//! What one frame is made of, kept while its key is the same: the lanes, the labels, the picture, and the
//! items that are painted.

use dateline_picture::scene::Size;
use std::ops::Range;
use std::sync::Arc;
use std::time::Instant;

use super::row_slides::RowSlides;
use super::tooltip::{self, CellTooltip};
use super::view_context::ViewContext;
use crate::session::{Memo, Question};
use crate::work::{Background, Budget, LabelRequest, Labels, Prepared, Task, Worker, plan_of, widths_of};
use dateline_picture::layout::{
    Cell, Hit, IndexedLanes, Labelling, LayoutInput, Picture, PictureContext, Viewport, first_events_of_cell,
    layout, unfolded,
};
use dateline_picture::scene::{DrawInput, Emphasis, Item, Theme, draw};
use dateline_time::{TimePoint, Zone};
use dateline_timeline::model::EventId;
use dateline_timeline::query::{FacetCounts, LaneArrangement, Matches};

/// How many steps of the selected event's thread are drawn as arcs.
const THREAD_STEPS: usize = 2;

/// What lanes and rows are made from: the file, the window and how the lanes are wanted.
#[derive(Clone, Debug, PartialEq)]
struct PlanKey {
    revision: u64,
    size: Size,
    arrangement: Arc<LaneArrangement>,
}

/// What labels are made from besides.
#[derive(Clone, Debug, PartialEq)]
struct LabelKey {
    plan: PlanKey,
    /// The events that are shown; `None` is all.
    matches: Option<Arc<Matches>>,
    /// Whether every event was given its label, not only the most important ones.
    is_complete: bool,
}

/// What rows at rest are made from besides.
#[derive(Clone, Debug, PartialEq)]
struct RestKey {
    labels: LabelKey,
    /// Points per second.
    scale: f64,
}

/// What the rows of a picture are made from.
#[derive(Clone, Debug, PartialEq)]
enum RowsKey {
    /// They are those of every scale.
    AnyScale(LabelKey),
    /// They are packed.
    AtRest(RestKey),
}

impl RowsKey {
    fn labels(&self) -> &LabelKey {
        match self {
            RowsKey::AnyScale(labels) | RowsKey::AtRest(RestKey { labels, .. }) => labels,
        }
    }
}

/// What a picture is made from besides.
#[derive(Clone, Debug, PartialEq)]
struct PictureKey {
    rows: RowsKey,
    /// Which share of their way rows have slid from where they were; `None` when they stand.
    slide: Option<f32>,
    /// Whether all events are there to be counted behind what matches.
    has_all: bool,
    viewport: Viewport,
    now: TimePoint,
    zone: Zone,
    emphasised: Vec<EventId>,
}

/// What the items are made from besides.
#[derive(Clone, Debug, PartialEq)]
struct ItemsKey {
    picture: PictureKey,
    is_dark: bool,
    selected: Option<EventId>,
    hovered: Option<Hit>,
    focused: Option<EventId>,
    query: String,
    has_all_relations: bool,
    /// The events that stay bright while others step back; `None` is all.
    matches: Option<Arc<Matches>>,
}

/// Which cell of which picture.
#[derive(Clone, Debug, PartialEq)]
struct CellKey {
    picture: PictureKey,
    index: usize,
}

/// The kept values.
pub struct FrameCache {
    labels: Background<LabelKey, Labels>,
    labels_of_matches: Background<LabelKey, Labels>,
    /// Labels packed for the scale of the view.
    rest: Background<RestKey, Arc<Labelling>>,
    slides: RowSlides<RowsKey>,
    /// The labels on the screen: those that are asked for, or the last ones until these are there.
    shown: Option<(LabelKey, Labels)>,
    picture: Memo<PictureKey, Arc<Picture>>,
    items: Memo<ItemsKey, Arc<Vec<Item>>>,
    facet_counts: Background<Question, Arc<FacetCounts>>,
    cell: Memo<CellKey, Arc<CellTooltip>>,
}

impl FrameCache {
    /// An empty one.
    pub fn new() -> FrameCache {
        FrameCache {
            labels: Background::new(Task::Labels),
            labels_of_matches: Background::new(Task::LabelsOfMatches),
            rest: Background::new(Task::Labels),
            slides: RowSlides::default(),
            shown: None,
            picture: Memo::default(),
            items: Memo::default(),
            facet_counts: Background::new(Task::Facets),
            cell: Memo::default(),
        }
    }

    /// Takes over what was made beside the window.
    pub fn collect(&mut self, budget: &Budget, worker: &Worker) {
        for labels in [&mut self.labels, &mut self.labels_of_matches] {
            if let Some(old) = labels.collect(budget) {
                worker.discard(old);
            }
        }
        self.facet_counts.collect(budget);
    }

    /// What is being made, and since when it is waited for.
    pub fn awaited(&self) -> impl Iterator<Item = (Task, Instant)> {
        [self.labels.awaited(), self.labels_of_matches.awaited(), self.facet_counts.awaited()]
            .into_iter()
            .flatten()
    }

    /// Whether the labels on the screen are those of all events, in the file with that revision.
    pub fn has_all_labels(&self, revision: u64) -> bool {
        self.shown.as_ref().is_some_and(|(key, _)| key.is_complete && key.plan.revision == revision)
    }
}

/// What the keyboard and the pointer are on in the picture.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Pointed {
    /// What the pointer is on.
    pub hover: Option<Hit>,
    /// The event that the keyboard is on.
    pub focus: Option<EventId>,
}

impl FrameCache {
    /// How many events each value of each facet would give; `None` while a file is counted for the first
    /// time.
    pub(super) fn facet_counts(&mut self, view: &ViewContext<'_>) -> Option<Arc<FacetCounts>> {
        let question = view.session.answered().clone();
        let revision = question.revision;
        let (document, found) = (Arc::clone(view.session.document()), Arc::clone(view.session.found()));
        let made = self.facet_counts.follow(view.worker_if_large(), question, move |question, cancel| {
            FacetCounts::with_cancel(&document.timeline, &found, &question.filter, cancel).map(Arc::new)
        });
        made.filter(|(question, _)| question.revision == revision).map(|(_, counts)| Arc::clone(counts))
    }

    fn plan_key(view: &ViewContext<'_>) -> PlanKey {
        PlanKey {
            revision: view.session.revision(),
            size: view.plan_size,
            arrangement: Arc::clone(view.session.lane_arrangement()),
        }
    }

    fn label_key(view: &ViewContext<'_>) -> LabelKey {
        // Matches take the rows, whether the others are hidden or shown faintly.
        let is_asking = !view.session.answered().is_empty();
        let matches = is_asking.then(|| Arc::clone(view.session.matches()));
        LabelKey { plan: Self::plan_key(view), matches, is_complete: true }
    }

    /// The labels of all events, while those on the screen are of what matches and the others are shown
    /// faintly.
    fn labels_of_all(&mut self, view: &ViewContext<'_>, shown: &LabelKey) -> Option<Labels> {
        if view.session.is_hiding() || shown.matches.is_none() {
            return None;
        }
        let key = LabelKey { matches: None, ..shown.clone() };
        self.request_labels(view, &key);
        self.labels.last().filter(|(kept, _)| kept.plan == key.plan).map(|(_, labels)| labels.clone())
    }

    fn picture_key(&mut self, view: &ViewContext<'_>, pointed: Pointed) -> PictureKey {
        let (rows, _) = self.rows(view);
        let shown = self.picture.last().filter(|_| !view.session.has_reduced_motion());
        let slide = self.slides.follow(rows.clone(), view.session.clock(), shown.map(|picture| &**picture));
        let hovered = match pointed.hover {
            Some(Hit::Event(event)) => Some(event),
            _ => None,
        };
        // The last one lies on top.
        let mut emphasised: Vec<EventId> = Vec::new();
        for event in [hovered, pointed.focus, view.session.selected()].into_iter().flatten() {
            if !emphasised.contains(&event) {
                emphasised.push(event);
            }
        }
        PictureKey {
            has_all: self.labels_of_all(view, rows.labels()).is_some(),
            rows,
            slide,
            viewport: view.session.viewport(),
            now: view.session.now(),
            zone: view.session.display_zone(),
            emphasised,
        }
    }

    /// Lanes and labels as they are shown: packed for the scale at hand once that rests. Where packing takes
    /// longer than a frame, the rows of every scale until it is done.
    fn rows(&mut self, view: &ViewContext<'_>) -> (RowsKey, Labels) {
        let (key, labels) = self.labels(view);
        let len = labels.labelling.packable_len();
        if !view.session.is_scale_at_rest() || len == 0 {
            return (RowsKey::AnyScale(key), labels);
        }
        let key = RestKey { labels: key, scale: view.session.viewport().points_per_second() };
        if self.rest.get(&key).is_none() {
            let labelling = Arc::clone(&labels.labelling);
            let worker = (len > view.budget.at_once).then_some(view.labeller);
            self.rest.follow(worker, key.clone(), move |key, _| Some(Arc::new(labelling.at_rest(key.scale))));
        }
        match self.rest.get(&key) {
            Some(packed) => (RowsKey::AtRest(key), Labels { labelling: Arc::clone(packed), ..labels }),
            None => (RowsKey::AnyScale(key.labels), labels),
        }
    }

    /// Whether rows slide, so that the next frame looks different from this one.
    pub(super) fn is_sliding(&self) -> bool {
        self.slides.is_moving()
    }

    /// Lanes and labels for every scale of what is shown now. Where they take longer than a frame, the last
    /// ones of the same file until they are there.
    fn labels(&mut self, view: &ViewContext<'_>) -> (LabelKey, Labels) {
        let key = Self::label_key(view);
        self.request_labels(view, &key);
        let FrameCache { labels, labels_of_matches, shown, .. } = self;
        let later = if key.matches.is_none() { labels } else { labels_of_matches };
        let is_shown = shown.as_ref().is_some_and(|(shown, _)| *shown == key);
        let fresh = if is_shown { None } else { later.get(&key).map(|labels| (key.clone(), labels.clone())) };
        if let Some(old) = fresh.and_then(|fresh| shown.replace(fresh)) {
            view.labeller.discard(old);
        }
        match shown {
            Some(shown) if shown.0.plan.revision == key.plan.revision => shown.clone(),
            _ => self.labels_to_begin_with(view, key.plan),
        }
    }

    /// Has labels made that are not there: in this frame, or beside the window for a large file.
    fn request_labels(&mut self, view: &ViewContext<'_>, key: &LabelKey) {
        let is_large = view.is_large();
        let FrameCache { labels, labels_of_matches, shown, .. } = self;
        let later = if key.matches.is_none() { labels } else { labels_of_matches };
        if later.get(key).is_none() {
            let (faces, document) = (view.faces.clone(), Arc::clone(view.session.document()));
            // Lanes depend on file and window only: what is searched for leaves them as they are. Widths
            // depend on the file alone.
            let kept = shown.as_ref().filter(|(shown, _)| shown.plan.revision == key.plan.revision);
            let widths = kept.map(|(_, labels)| Arc::clone(&labels.widths));
            let same = kept.filter(|(shown, _)| shown.plan == key.plan);
            let plan = same.map(|(_, labels)| Arc::clone(&labels.plan));
            // Another size of the window leaves the lanes as they are, with all events sorted into them.
            let in_lanes = kept.filter(|(shown, _)| shown.plan.arrangement == key.plan.arrangement);
            let lanes = in_lanes.map(|(_, labels)| labels.plan.indexed_lanes().clone());
            later.follow(is_large.then_some(view.labeller), key.clone(), move |key, stop| {
                let timeline = &document.timeline;
                let plan = plan.unwrap_or_else(|| {
                    let lanes = lanes.unwrap_or_else(|| IndexedLanes::new(timeline, &key.plan.arrangement));
                    plan_of(timeline, &faces, key.plan.size, &lanes)
                });
                let widths = &widths.unwrap_or_else(|| widths_of(timeline));
                let matches = key.matches.as_deref();
                LabelRequest { timeline, faces: &faces, matches, is_complete: true, widths }
                    .labels(plan, stop)
            });
        }
    }

    /// Labels of a file of which none were prepared.
    fn labels_to_begin_with(&mut self, view: &ViewContext<'_>, plan: PlanKey) -> (LabelKey, Labels) {
        let timeline = &view.session.document().timeline;
        let lanes = plan_of(timeline, view.faces, plan.size, &IndexedLanes::new(timeline, &plan.arrangement));
        let widths = widths_of(timeline);
        let wanted =
            LabelRequest { timeline, faces: view.faces, matches: None, is_complete: false, widths: &widths };
        let labelling = Arc::new(wanted.place(&lanes, Labelling::new));
        let labels = Labels { labelling, plan: lanes, widths };
        let key = LabelKey { plan, matches: None, is_complete: false };
        self.shown.insert((key, labels)).clone()
    }

    /// The picture of this frame.
    pub(super) fn picture(&mut self, view: &ViewContext<'_>, pointed: Pointed) -> Arc<Picture> {
        let (_, labels) = self.rows(view);
        let key = self.picture_key(view, pointed);
        let all = self.labels_of_all(view, key.rows.labels());
        let FrameCache { picture, slides, .. } = self;
        let picture = picture.get(key, |key| {
            // Lanes that do not fit are laid out below the foot of the window and scrolled to.
            let height = labels.plan.content_height().max(key.viewport.height());
            let picture = layout(&LayoutInput {
                context: PictureContext { zone: key.zone, now: key.now, ..view.picture_context() },
                labelling: &labels.labelling,
                all: all.as_ref().map(|all| &*all.labelling),
                plan: &labels.plan,
                viewport: key.viewport.with_size(key.viewport.width(), height),
                emphasised: &key.emphasised,
            });
            Arc::new(match key.slide {
                Some(share) => slides.at(picture, share),
                None => picture,
            })
        });
        Arc::clone(picture)
    }

    /// The first events that a cell of the picture stands for, at most so many.
    pub(super) fn events_of_cell(
        &mut self,
        view: &ViewContext<'_>,
        pointed: Pointed,
        index: usize,
        limit: usize,
    ) -> Vec<EventId> {
        let first = |input: &LayoutInput, cell: &Cell| first_events_of_cell(input, cell, limit);
        self.ask_cell(view, pointed, index, first).unwrap_or_default()
    }

    /// What the tooltip of a cell says, kept while the pointer rests on it.
    pub(super) fn tooltip_of_cell(
        &mut self,
        view: &ViewContext<'_>,
        pointed: Pointed,
        index: usize,
        cell: &Cell,
    ) -> Arc<CellTooltip> {
        let key = CellKey { picture: self.picture_key(view, pointed), index };
        if let Some(text) = self.cell.get_if(&key) {
            return Arc::clone(text);
        }
        let events = self.events_of_cell(view, pointed, index, tooltip::LOOKED_AT);
        let timeline = &view.session.document().timeline;
        let text = Arc::new(CellTooltip::of(timeline, cell, &events, view.session.display_zone()));
        self.cell.keep(key, Arc::clone(&text));
        text
    }

    /// The nearest view in which something that a cell counts has its label; `None` when no zoom will do.
    pub(super) fn unfolded(
        &mut self,
        view: &ViewContext<'_>,
        pointed: Pointed,
        index: usize,
    ) -> Option<Viewport> {
        self.ask_cell(view, pointed, index, unfolded).flatten()
    }

    fn ask_cell<T>(
        &mut self,
        view: &ViewContext<'_>,
        pointed: Pointed,
        index: usize,
        ask: impl Fn(&LayoutInput, &Cell) -> T,
    ) -> Option<T> {
        let (rows, labels) = self.rows(view);
        let picture = self.picture(view, pointed);
        let cell = picture.cells.get(index)?;
        let all = self.labels_of_all(view, rows.labels());
        let input = LayoutInput {
            context: view.picture_context(),
            labelling: &labels.labelling,
            all: all.as_ref().map(|all| &*all.labelling),
            plan: &labels.plan,
            viewport: picture.viewport,
            emphasised: &[],
        };
        Some(ask(&input, cell))
    }

    /// How many events the picture holds, as marks or within counts. An event that is shown only because it
    /// is selected stays in its count.
    pub(super) fn shown_count(&mut self, view: &ViewContext<'_>, pointed: Pointed) -> usize {
        let picture = self.picture(view, pointed);
        if picture.faint_cells.is_empty() { picture.event_count() } else { picture.faint_count() }
    }

    /// The items to paint for this frame.
    pub(super) fn scene_items(
        &mut self,
        view: &ViewContext<'_>,
        pointed: Pointed,
        is_dark: bool,
    ) -> Arc<Vec<Item>> {
        let picture = self.picture(view, pointed);
        let picture_key = self.picture_key(view, pointed);
        let session = view.session;
        let steps_back = !session.answered().is_empty() && !session.is_hiding();
        let key = ItemsKey {
            picture: picture_key,
            is_dark,
            selected: session.selected(),
            hovered: pointed.hover,
            focused: pointed.focus,
            query: session.query().text.clone(),
            has_all_relations: session.shows_all_relations(),
            matches: steps_back.then(|| Arc::clone(session.matches())),
        };
        let items = self.items.get(key, |key| {
            let hits = hits(session, &picture);
            let (hovered, hovered_cell) = match key.hovered {
                Some(Hit::Event(event)) => (Some(event), None),
                Some(Hit::Cell(index)) => (None, Some(index)),
                _ => (None, None),
            };
            let emphasis = Emphasis {
                selected: key.selected,
                hovered,
                hovered_cell,
                focused: key.focused,
                hits: &hits,
                bright: None,
                matches: key.matches.as_deref(),
                dimmed_opacity: None,
                has_all_relations: key.has_all_relations,
                thread_steps: THREAD_STEPS,
                is_presenting: false,
            };
            Arc::new(draw(&DrawInput {
                context: view.picture_context(),
                picture: &picture,
                theme: &if key.is_dark { Theme::dark() } else { Theme::light() },
                emphasis: &emphasis,
            }))
        });
        Arc::clone(items)
    }

    /// The lanes that the labels on the screen were made for.
    pub(super) fn lanes(&mut self, view: &ViewContext<'_>) -> IndexedLanes {
        let (_, labels) = self.labels(view);
        labels.plan.indexed_lanes().clone()
    }

    /// Keeps the labels that were prepared for the document with this revision, which has just been opened.
    pub(super) fn keep_prepared(&mut self, prepared: Prepared, revision: u64, labeller: &Worker) {
        let plan = PlanKey { revision, size: prepared.size, arrangement: prepared.arrangement };
        let key = LabelKey { plan, matches: None, is_complete: prepared.is_complete };
        if prepared.is_complete {
            let old = self.labels.keep(key.clone(), prepared.labels.clone());
            labeller.discard(old);
        }
        let old = self.shown.replace((key, prepared.labels));
        labeller.discard(old);
    }
}

/// Where the text that is searched for stands in the titles of the events in view.
fn hits(session: &crate::session::Session, picture: &Picture) -> Vec<(EventId, Vec<Range<usize>>)> {
    if session.query().is_empty() {
        return Vec::new();
    }
    let timeline = &session.document().timeline;
    let terms = session.query().terms();
    let found =
        picture.marks.iter().map(|mark| (mark.event, terms.hits_in(timeline.event_title(mark.event))));
    found.filter(|(_, hits)| !hits.is_empty()).collect()
}
