//! What one frame is made of, kept while its key is the same: the lanes, the labels, the picture, and the
//! items that are painted.

use std::ops::Range;
use std::sync::Arc;
use std::time::Instant;

use super::app::App;
use super::tooltip::{self, CellWords};
use super::worker::{Later, Pace, Stop, Task, Worker};
use crate::session::{Command, Memo, Question};
use dateline_picture::layout::{
    Cell, Hit, Labelling, LabellingInput, LanePlan, LayoutInput, Metrics, Picture, TitleWidths, Viewport,
    first_events_of_cell, layout, unfolded,
};
use dateline_picture::scene::{DrawInput, Emphasis, Item, Theme, draw};
use dateline_picture::text::Faces;
use dateline_time::{TimePoint, Zone};
use dateline_timeline::model::{EventId, Timeline};
use dateline_timeline::query::{FacetCounts, LaneWish, Lanes, Matches};

/// How many steps of the selected event's thread are drawn as arcs.
const THREAD_STEPS: usize = 2;

/// How many of the most important events of each lane have their labels in the first picture of a large file. With
/// fewer the packing of small lanes would not be the final one.
const FIRST_LABELS: usize = 2_000;

/// What lanes and rows are made from: the file, the window and how the lanes are wanted.
#[derive(Clone, Debug, PartialEq)]
struct PlanKey {
    revision: u64,
    size: (f32, f32),
    wish: Arc<LaneWish>,
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

/// Which cell of which picture.
#[derive(Clone, Debug, PartialEq)]
struct CellKey {
    picture: PictureKey,
    place: usize,
}

/// Lanes and labels, which live as long as file, window and matches are the same.
#[derive(Clone)]
pub struct Labels {
    plan: Arc<LanePlan>,
    labelling: Arc<Labelling>,
    widths: Arc<TitleWidths>,
}

/// What labels are prepared with, away from the window.
#[derive(Clone)]
pub struct Preparation {
    faces: Arc<Faces>,
    size: (f32, f32),
    wish: Arc<LaneWish>,
    /// Files of more events are shown before all labels have their places.
    at_once: usize,
}

/// Lanes and labels of a file that is not shown yet.
#[derive(Clone)]
pub struct Prepared {
    size: (f32, f32),
    wish: Arc<LaneWish>,
    labels: Labels,
    is_complete: bool,
}

impl Preparation {
    /// Lanes and labels of a timeline: of all its events, or of the most important ones of a large file. `None` when
    /// it was stopped.
    pub fn prepare(&self, timeline: &Timeline, stop: &Stop) -> Option<Prepared> {
        let is_complete = timeline.len() <= self.at_once;
        let plan = plan_of(timeline, &self.faces, (self.size, &self.wish));
        let (faces, widths) = (&*self.faces, &widths_of(timeline));
        let labels = Wanted { timeline, faces, matches: None, is_complete, widths }.labels(plan, stop)?;
        Some(Prepared { size: self.size, wish: Arc::clone(&self.wish), labels, is_complete })
    }
}

/// What is labelled.
#[derive(Clone, Copy)]
struct Wanted<'a> {
    timeline: &'a Timeline,
    faces: &'a Faces,
    /// Which events; `None` is all.
    matches: Option<&'a Matches>,
    /// Whether all of them are given their places, or only the most important ones of each lane.
    is_complete: bool,
    /// Widths that were measured before.
    widths: &'a Arc<TitleWidths>,
}

impl Wanted<'_> {
    /// Has the labels placed.
    fn place<T>(&self, plan: &LanePlan, place: impl FnOnce(&LabellingInput<'_>) -> T) -> T {
        let all = self.matches.is_none().then(|| Matches::all(self.timeline.len()));
        place(&LabellingInput {
            timeline: self.timeline,
            matches: self.matches.or(all.as_ref()).unwrap_or(&Matches::default()),
            plan,
            metrics: &Metrics::default(),
            ruler: self.faces,
            widths: Some(self.widths),
            most: (!self.is_complete).then_some(FIRST_LABELS),
        })
    }

    /// The labels, unless nobody waits for them any more.
    fn labels(&self, plan: Arc<LanePlan>, stop: &Stop) -> Option<Labels> {
        let labelling = self.place(&plan, |input| Labelling::with_cancel(input, stop))?;
        Some(Labels { labelling: Arc::new(labelling), plan, widths: Arc::clone(self.widths) })
    }
}

fn plan_of(timeline: &Timeline, faces: &Faces, (size, wish): ((f32, f32), &LaneWish)) -> Arc<LanePlan> {
    let lanes = Arc::new(Lanes::of(timeline, wish));
    Arc::new(LanePlan::with_lanes(timeline, lanes, &Metrics::default(), faces, size))
}

fn widths_of(timeline: &Timeline) -> Arc<TitleWidths> {
    Arc::new(TitleWidths::new(timeline, Metrics::default().label_size))
}

/// The kept values.
pub struct FrameCache {
    faces: Arc<Faces>,
    labels: Later<LabelKey, Labels>,
    labels_of_matches: Later<LabelKey, Labels>,
    /// The labels on the screen: those that are asked for, or the last ones until these are there.
    shown: Option<(LabelKey, Labels)>,
    picture: Memo<PictureKey, Arc<Picture>>,
    items: Memo<ItemsKey, Arc<Vec<Item>>>,
    facet_counts: Later<Question, Arc<FacetCounts>>,
    cell: Memo<CellKey, Arc<CellWords>>,
}

impl FrameCache {
    /// An empty one with a ruler.
    pub fn new(faces: Arc<Faces>) -> FrameCache {
        FrameCache {
            faces,
            labels: Later::new(Task::Labels),
            labels_of_matches: Later::new(Task::LabelsOfMatches),
            shown: None,
            picture: Memo::default(),
            items: Memo::default(),
            facet_counts: Later::new(Task::Facets),
            cell: Memo::default(),
        }
    }

    /// Takes over what was made beside the window.
    pub fn collect(&mut self, pace: &Pace, worker: &Worker) {
        for labels in [&mut self.labels, &mut self.labels_of_matches] {
            if let Some(old) = labels.collect(pace) {
                worker.discard(old);
            }
        }
        self.facet_counts.collect(pace);
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

    /// The ruler of everything on the screen.
    pub fn faces(&self) -> Arc<Faces> {
        Arc::clone(&self.faces)
    }
}

impl App {
    /// How many events each value of each facet would give; `None` while a file is counted for the first time.
    pub(super) fn facet_counts(&mut self) -> Option<Arc<FacetCounts>> {
        let question = self.session.answered().clone();
        let revision = question.revision;
        let (document, found) = (Arc::clone(self.session.document()), Arc::clone(self.session.found()));
        let worker = self.is_large().then_some(&self.worker);
        let counts = &mut self.cache.facet_counts;
        let made = counts.follow(worker, question, move |question, _| {
            Some(Arc::new(FacetCounts::of(&document.timeline, &found, &question.filter)))
        });
        made.filter(|(question, _)| question.revision == revision).map(|(_, counts)| Arc::clone(counts))
    }

    fn plan_key(&self) -> PlanKey {
        PlanKey {
            revision: self.session.revision(),
            size: self.arrangement.plan_size,
            wish: Arc::clone(self.session.lane_wish()),
        }
    }

    fn label_key(&self) -> LabelKey {
        let is_hiding = self.session.is_hiding() && !self.session.answered().is_empty();
        let matches = is_hiding.then(|| Arc::clone(self.session.matches()));
        LabelKey { plan: self.plan_key(), matches, is_complete: true }
    }

    fn picture_key(&mut self) -> PictureKey {
        let (shown, _) = self.labels();
        let hovered = match self.canvas.hover {
            Some(Hit::Event(event)) => Some(event),
            _ => None,
        };
        // The last one lies on top.
        let mut emphasised: Vec<EventId> = Vec::new();
        for event in [hovered, self.canvas.focus, self.session.selected()].into_iter().flatten() {
            if !emphasised.contains(&event) {
                emphasised.push(event);
            }
        }
        PictureKey {
            labels: shown,
            viewport: self.session.viewport(),
            now: self.session.now(),
            zone: self.session.display_zone(),
            emphasised,
        }
    }

    /// Lanes and labels of what is shown now. Where they take longer than a frame, the last ones of the same
    /// file until they are there.
    fn labels(&mut self) -> (LabelKey, Labels) {
        let (key, is_large) = (self.label_key(), self.is_large());
        let FrameCache { faces, labels, labels_of_matches, shown, .. } = &mut self.cache;
        let later = if key.matches.is_none() { labels } else { labels_of_matches };
        if later.get(&key).is_none() {
            let (faces, document) = (Arc::clone(faces), Arc::clone(self.session.document()));
            // Lanes depend on file and window only: what is searched for leaves them as they are. Widths depend on
            // the file alone.
            let kept = shown.as_ref().filter(|(shown, _)| shown.plan.revision == key.plan.revision);
            let widths = kept.map(|(_, labels)| Arc::clone(&labels.widths));
            let same = kept.filter(|(shown, _)| shown.plan == key.plan);
            let plan = same.map(|(_, labels)| Arc::clone(&labels.plan));
            later.follow(is_large.then_some(&self.labeller), key.clone(), move |key, stop| {
                let timeline = &document.timeline;
                let plan = plan.unwrap_or_else(|| plan_of(timeline, &faces, (key.plan.size, &key.plan.wish)));
                let widths = &widths.unwrap_or_else(|| widths_of(timeline));
                let matches = key.matches.as_deref();
                Wanted { timeline, faces: &faces, matches, is_complete: true, widths }.labels(plan, stop)
            });
        }
        let is_shown = shown.as_ref().is_some_and(|(shown, _)| *shown == key);
        let fresh = if is_shown { None } else { later.get(&key).map(|labels| (key.clone(), labels.clone())) };
        if let Some(old) = fresh.and_then(|fresh| shown.replace(fresh)) {
            self.labeller.discard(old);
        }
        match shown {
            Some(shown) if shown.0.plan.revision == key.plan.revision => shown.clone(),
            _ => self.labels_to_begin_with(key.plan),
        }
    }

    /// Tells the session which lanes are shown, so that all that names lanes goes with the picture.
    pub(super) fn follow_lanes(&mut self) {
        let (_, labels) = self.labels();
        let lanes = labels.plan.lanes();
        if self.session.lanes().is_none_or(|shown| !Arc::ptr_eq(shown, lanes)) {
            self.session.apply(Command::ShowLanes(Arc::clone(lanes)));
        }
    }

    /// Labels of a file of which none were prepared.
    fn labels_to_begin_with(&mut self, plan: PlanKey) -> (LabelKey, Labels) {
        let timeline = &self.session.document().timeline;
        let faces = self.cache.faces();
        let lanes = plan_of(timeline, &faces, (plan.size, &plan.wish));
        let widths = widths_of(timeline);
        let wanted = Wanted { timeline, faces: &faces, matches: None, is_complete: false, widths: &widths };
        let labelling = Arc::new(wanted.place(&lanes, Labelling::new));
        let labels = Labels { labelling, plan: lanes, widths };
        let key = LabelKey { plan, matches: None, is_complete: false };
        self.cache.shown.insert((key, labels)).clone()
    }

    /// Whether what is made of the whole file takes longer than a frame may.
    pub(super) fn is_large(&self) -> bool {
        self.session.document().timeline.len() > self.pace.at_once
    }

    /// What the thread that reads a file needs to prepare its labels.
    pub(super) fn preparation(&mut self, wish: Arc<LaneWish>) -> Preparation {
        Preparation {
            wish,
            faces: self.cache.faces(),
            size: self.arrangement.plan_size,
            at_once: self.pace.at_once,
        }
    }

    /// Keeps the labels that were prepared for the file that has just been opened.
    pub(super) fn keep_prepared(&mut self, prepared: Prepared) {
        let plan = PlanKey { revision: self.session.revision(), size: prepared.size, wish: prepared.wish };
        let key = LabelKey { plan, matches: None, is_complete: prepared.is_complete };
        if prepared.is_complete {
            let old = self.cache.labels.keep(key.clone(), prepared.labels.clone());
            self.labeller.discard(old);
        }
        let old = self.cache.shown.replace((key, prepared.labels));
        self.labeller.discard(old);
    }

    /// The picture of this frame.
    pub(super) fn picture(&mut self) -> Arc<Picture> {
        let (_, labels) = self.labels();
        let faces = self.cache.faces();
        let key = self.picture_key();
        let timeline = &self.session.document().timeline;
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

    /// The first events that a cell of the picture stands for, at most so many.
    pub(super) fn events_of_cell(&mut self, place: usize, most: usize) -> Vec<EventId> {
        let first = |input: &LayoutInput, cell: &Cell| first_events_of_cell(input, cell, most);
        self.ask_cell(place, first).unwrap_or_default()
    }

    /// What the tooltip of a cell says, kept while the pointer rests on it.
    pub(super) fn words_of_cell(&mut self, (place, cell): (usize, &Cell)) -> Arc<CellWords> {
        let key = CellKey { picture: self.picture_key(), place };
        if let Some(words) = self.cache.cell.get_if(&key) {
            return Arc::clone(words);
        }
        let events = self.events_of_cell(place, tooltip::LOOKED_AT);
        let timeline = &self.session.document().timeline;
        let words = Arc::new(CellWords::of(timeline, cell, &events, self.session.display_zone()));
        self.cache.cell.keep(key, Arc::clone(&words));
        words
    }

    /// The nearest view in which something that a cell counts has its label; `None` when no zoom will do.
    pub(super) fn unfolded(&mut self, place: usize) -> Option<Viewport> {
        self.ask_cell(place, unfolded).flatten()
    }

    fn ask_cell<T>(&mut self, place: usize, ask: impl Fn(&LayoutInput, &Cell) -> T) -> Option<T> {
        let (_, labels) = self.labels();
        let faces = self.cache.faces();
        let picture = self.picture();
        let cell = picture.cells.get(place)?;
        let input = LayoutInput {
            timeline: &self.session.document().timeline,
            labelling: &labels.labelling,
            plan: &labels.plan,
            viewport: picture.viewport,
            now: self.session.now(),
            zone: self.session.display_zone(),
            emphasised: &[],
            ruler: &*faces,
        };
        Some(ask(&input, cell))
    }

    /// How many events the picture holds, as marks or within counts. An event that is shown only because it
    /// is selected stays in its count.
    pub(super) fn shown_count(&mut self) -> usize {
        let (_, labels) = self.labels();
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
        let picture_key = self.picture_key();
        let session = &self.session;
        let steps_back = !session.answered().is_empty() && !session.is_hiding();
        let key = ItemsKey {
            picture: picture_key,
            is_dark,
            selected: session.selected(),
            hovered: self.canvas.hover,
            focused: self.canvas.focus,
            query: session.query().text.clone(),
            has_all_relations: session.shows_all_relations(),
            matches: steps_back.then(|| Arc::clone(session.matches())),
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
                timeline: &session.document().timeline,
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
    if session.query().is_empty() {
        return Vec::new();
    }
    let timeline = &session.document().timeline;
    let terms = session.query().terms();
    let found =
        picture.marks.iter().map(|mark| (mark.event, terms.hits_in(timeline.event_title(mark.event))));
    found.filter(|(_, hits)| !hits.is_empty()).collect()
}
