//! What one frame is made of, kept while its key is the same: the lanes, the labels, the picture, and the
//! items that are painted.

use std::ops::Range;
use std::sync::Arc;

use super::app::App;
use crate::index::{FacetCounts, Filter, Matches};
use crate::layout::{
    Cell, Hit, Labelling, LabellingInput, LanePlan, LayoutInput, Metrics, Picture, Viewport, events_of_cell,
    layout, unfolded,
};
use crate::model::{EventId, Timeline};
use crate::scene::{DrawInput, Emphasis, Item, Theme, draw};
use crate::session::Memo;
use crate::text::Faces;
use crate::time::{TimePoint, Zone};

/// How many steps of the selected event's thread are drawn as arcs.
const THREAD_STEPS: usize = 2;

/// What lanes and rows are made from: the file and the window.
#[derive(Clone, Copy, Debug, PartialEq)]
struct PlanKey {
    revision: u64,
    size: (f32, f32),
}

/// What labels are made from besides.
#[derive(Clone, Debug, PartialEq)]
struct LabelKey {
    plan: PlanKey,
    /// The events that are shown; `None` is all.
    matches: Option<Arc<Matches>>,
}

/// What a picture is made from besides.
#[derive(Clone, Debug, PartialEq)]
struct PictureKey {
    labels: LabelKey,
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

/// What the counts of the facets are made from.
#[derive(Clone, Debug, PartialEq)]
struct FacetKey {
    revision: u64,
    query: String,
    filter: Filter,
}

/// Lanes and labels, which live as long as file, window and matches are the same.
#[derive(Clone)]
pub struct Labels {
    plan: Arc<LanePlan>,
    labelling: Arc<Labelling>,
}

/// What labels are prepared with, away from the window.
#[derive(Clone)]
pub struct Preparation {
    faces: Arc<Faces>,
    size: (f32, f32),
}

/// Lanes and labels of a file that is not shown yet.
pub struct Prepared {
    size: (f32, f32),
    labels: Labels,
}

impl Preparation {
    /// Lanes and labels of all events of a timeline.
    pub fn prepare(&self, timeline: &Timeline) -> Prepared {
        let plan = plan_of(timeline, &self.faces, self.size);
        Prepared { size: self.size, labels: labels_of(timeline, None, &self.faces, plan) }
    }
}

fn plan_of(timeline: &Timeline, faces: &Faces, size: (f32, f32)) -> Arc<LanePlan> {
    Arc::new(LanePlan::new(timeline, &Metrics::default(), faces, size))
}

fn labels_of(timeline: &Timeline, matches: Option<&Matches>, faces: &Faces, plan: Arc<LanePlan>) -> Labels {
    let all = Matches::all(timeline.len());
    let matches = matches.unwrap_or(&all);
    let metrics = Metrics::default();
    let input = LabellingInput { timeline, matches, plan: &plan, metrics: &metrics, ruler: faces };
    Labels { labelling: Arc::new(Labelling::new(&input)), plan }
}

/// The kept values.
pub struct FrameCache {
    faces: Arc<Faces>,
    plan: Memo<PlanKey, Arc<LanePlan>>,
    labels: Memo<LabelKey, Labels>,
    picture: Memo<PictureKey, Arc<Picture>>,
    items: Memo<ItemsKey, Arc<Vec<Item>>>,
    facet_counts: Memo<FacetKey, Arc<FacetCounts>>,
}

impl FrameCache {
    /// An empty one with a ruler.
    pub fn new(faces: Arc<Faces>) -> FrameCache {
        FrameCache {
            faces,
            plan: Memo::default(),
            labels: Memo::default(),
            picture: Memo::default(),
            items: Memo::default(),
            facet_counts: Memo::default(),
        }
    }

    /// The ruler of everything on the screen.
    pub fn faces(&self) -> Arc<Faces> {
        Arc::clone(&self.faces)
    }
}

impl App {
    /// How many events each value of each facet would give.
    pub(super) fn facet_counts(&mut self) -> Arc<FacetCounts> {
        let session = &self.session;
        let key = FacetKey {
            revision: session.revision,
            query: session.query.text.clone(),
            filter: session.filter.clone(),
        };
        let made = self.cache.facet_counts.get(key, |key| {
            Arc::new(FacetCounts::of(&session.document.timeline, &session.found, &key.filter))
        });
        Arc::clone(made)
    }

    fn plan_key(&self) -> PlanKey {
        PlanKey { revision: self.session.revision, size: self.arrangement.plan_size }
    }

    fn label_key(&self) -> LabelKey {
        let is_hiding = self.session.hiding && self.session.is_filtering();
        let matches = is_hiding.then(|| Arc::clone(&self.session.matches));
        LabelKey { plan: self.plan_key(), matches }
    }

    fn picture_key(&self) -> PictureKey {
        let hovered = match self.canvas.hover {
            Some(Hit::Event(event)) => Some(event),
            _ => None,
        };
        // The last one lies on top.
        let mut emphasised: Vec<EventId> = Vec::new();
        for event in [hovered, self.canvas.focus, self.session.selected].into_iter().flatten() {
            if !emphasised.contains(&event) {
                emphasised.push(event);
            }
        }
        PictureKey {
            labels: self.label_key(),
            viewport: self.session.viewport,
            now: self.session.now,
            zone: self.session.display_zone,
            emphasised,
        }
    }

    /// Lanes and labels of what is shown now.
    fn labels(&mut self) -> Labels {
        let key = self.label_key();
        let faces = self.cache.faces();
        let timeline = &self.session.document.timeline;
        let plan = self.cache.plan.get(key.plan, |key| plan_of(timeline, &faces, key.size));
        let plan = Arc::clone(plan);
        let labels =
            self.cache.labels.get(key, |key| labels_of(timeline, key.matches.as_deref(), &faces, plan));
        labels.clone()
    }

    /// What the thread that reads a file needs to prepare its labels.
    pub(super) fn preparation(&mut self) -> Preparation {
        Preparation { faces: self.cache.faces(), size: self.arrangement.plan_size }
    }

    /// Keeps the labels that were prepared for the file that has just been opened.
    pub(super) fn keep_prepared(&mut self, prepared: Prepared) {
        let plan = PlanKey { revision: self.session.revision, size: prepared.size };
        self.cache.plan.keep(plan, Arc::clone(&prepared.labels.plan));
        self.cache.labels.keep(LabelKey { plan, matches: None }, prepared.labels);
    }

    /// The picture of this frame.
    pub(super) fn picture(&mut self) -> Arc<Picture> {
        let labels = self.labels();
        let faces = self.cache.faces();
        let key = self.picture_key();
        let timeline = &self.session.document.timeline;
        let picture = self.cache.picture.get(key, |key| {
            // Lanes that do not fit are laid out below the foot of the window and scrolled to.
            let height = labels.plan.content_height().max(key.viewport.height());
            Arc::new(layout(&LayoutInput {
                timeline,
                labelling: &labels.labelling,
                plan: &labels.plan,
                viewport: key.viewport.with_size(key.viewport.width(), height),
                now: key.now,
                zone: key.zone,
                emphasised: &key.emphasised,
                ruler: &*faces,
            }))
        });
        Arc::clone(picture)
    }

    /// The events that a cell of the picture stands for.
    pub(super) fn events_of_cell(&mut self, place: usize) -> Vec<EventId> {
        self.ask_cell(place, events_of_cell).unwrap_or_default()
    }

    /// The nearest view in which something that a cell counts has its label; `None` when no zoom will do.
    pub(super) fn unfolded(&mut self, place: usize) -> Option<Viewport> {
        self.ask_cell(place, unfolded).flatten()
    }

    fn ask_cell<T>(&mut self, place: usize, ask: impl Fn(&LayoutInput, &Cell) -> T) -> Option<T> {
        let labels = self.labels();
        let faces = self.cache.faces();
        let picture = self.picture();
        let cell = picture.cells.get(place)?;
        let input = LayoutInput {
            timeline: &self.session.document.timeline,
            labelling: &labels.labelling,
            plan: &labels.plan,
            viewport: picture.viewport,
            now: self.session.now,
            zone: self.session.display_zone,
            emphasised: &[],
            ruler: &*faces,
        };
        Some(ask(&input, cell))
    }

    /// How many events the picture holds, as marks or within counts. An event that is shown only because it
    /// is selected stays in its count.
    pub(super) fn shown_count(&mut self) -> usize {
        let labels = self.labels();
        let picture = self.picture();
        let scale = picture.viewport.points_per_second();
        let has_seat = |event: EventId| labels.labelling.min_scale(event).is_some_and(|least| least <= scale);
        let marks = picture.marks.iter().filter(|mark| has_seat(mark.event)).count();
        marks + picture.cells.iter().map(|cell| cell.count).sum::<usize>()
    }

    /// The items to paint for this frame.
    pub(super) fn scene_items(&mut self, is_dark: bool) -> Arc<Vec<Item>> {
        let picture = self.picture();
        let faces = self.cache.faces();
        let session = &self.session;
        let steps_back = session.is_filtering() && !session.hiding;
        let key = ItemsKey {
            picture: self.picture_key(),
            is_dark,
            selected: session.selected,
            hovered: self.canvas.hover,
            focused: self.canvas.focus,
            query: session.query.text.clone(),
            has_all_relations: session.all_relations,
            matches: steps_back.then(|| Arc::clone(&session.matches)),
        };
        let items = self.cache.items.get(key, |key| {
            let hits = hits(session, &picture);
            let (hovered, hovered_cell) = match key.hovered {
                Some(Hit::Event(event)) => (Some(event), None),
                Some(Hit::Cell(place)) => (None, Some(place)),
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
                timeline: &session.document.timeline,
                picture: &picture,
                theme: &if key.is_dark { Theme::dark() } else { Theme::light() },
                ruler: &*faces,
                zone: key.picture.zone,
                emphasis: &emphasis,
            }))
        });
        Arc::clone(items)
    }
}

/// Where the words that are searched for stand in the titles of the events in view.
fn hits(session: &crate::session::Session, picture: &Picture) -> Vec<(EventId, Vec<Range<usize>>)> {
    if session.query.is_empty() {
        return Vec::new();
    }
    let timeline = &session.document.timeline;
    let found = picture
        .marks
        .iter()
        .map(|mark| (mark.event, session.query.hits_in(timeline.event_title(mark.event))));
    found.filter(|(_, hits)| !hits.is_empty()).collect()
}
