//! The stages, each with its limit and its bar.

use std::path::Path;

use dateline_formats::FileBytes;
use dateline_picture::layout::Viewport;
use dateline_synthetic::{ACCENTED_WORD, RARE_WORD};
use dateline_time::TimePoint;
use dateline_timeline::model::{LaneId, Status, TagId};
use dateline_timeline::query::{Attribute, Filter, Matches};

use crate::arguments::Arguments;
use crate::imports::Import;
use crate::report::{Figure, Limit, Report, Samples, sampled, timed};
use crate::subject::{Subject, bytes_of, load};
use crate::window::{Opened, peak_memory_of_child};
use crate::{counted, edits, limits};

/// Seconds of a month.
const MONTH: f64 = 30.0 * 86_400.0;

/// Foreign files of more events than this are not made: the format of a million events is our own.
const MOST_IMPORTED: u64 = 100_000;

/// What is searched for: a rare word, a frequent one, one letter, several words, a phrase, an accent,
/// nothing.
const QUERIES: &[(&str, &str)] = &[
    ("rare word", RARE_WORD),
    ("frequent word", "treaty"),
    ("one letter", "e"),
    ("two words", "harbour signed"),
    ("phrase", "\"customs agreement\""),
    ("accent", ACCENTED_WORD),
    ("no match", "xyzzyq"),
];

/// The stages of one file.
pub struct Run<'r> {
    pub arguments: &'r Arguments,
    /// 0 for a file of one's own, whose events are counted when it is read.
    pub events: u64,
    pub path: &'r Path,
    pub report: &'r mut Report,
}

impl Run<'_> {
    fn wants(&self, stage: &str) -> bool {
        self.arguments.wants(stage)
    }

    /// How often what takes long is done.
    fn few(&self) -> usize {
        if self.arguments.is_quick { 1 } else { 5 }
    }

    fn frames(&self) -> usize {
        if self.arguments.is_quick { 10 } else { 200 }
    }

    fn add(&mut self, (stage, view): (&'static str, &str), samples: &Samples, (limit, bar): (Limit, f64)) {
        self.report.add(&Figure { stage, events: self.events, view, samples, limit, bar });
    }

    /// Every stage that is wanted. The window is measured first, while nothing else is in memory.
    pub fn all(&mut self) {
        if self.wants("memory") {
            self.memory();
        }
        let is_windowed = ["first_picture", "labelled", "frame"].iter().any(|stage| self.wants(stage));
        let is_bare = ["load", "import", "label", "filter", "search", "edit", "counts"]
            .iter()
            .any(|stage| self.wants(stage));
        if self.events == 0 {
            self.events = load(&bytes_of(self.path)).timeline.len() as u64;
        }
        if is_windowed {
            self.window(true, "");
        }
        if is_bare {
            let bytes = bytes_of(self.path);
            if self.wants("load") {
                self.load(&bytes);
            }
            let subject = Subject::of(&bytes);
            self.without_a_window(&bytes, &subject);
        }
    }

    /// Labels and frames of a bad file.
    pub fn adversarial(&mut self, name: &str) {
        self.window(false, name);
        let bytes = bytes_of(self.path);
        let subject = Subject::of(&bytes);
        self.label(&bytes, &subject, name);
        self.counts(&subject, name);
    }

    fn load(&mut self, bytes: &FileBytes) {
        let few = self.few();
        let (limit, samples) =
            Limit::around("serde", || limits::serde(bytes, few), || sampled(few, || load(bytes)));
        let loaded = load(bytes);
        assert_eq!(loaded.timeline.len() as u64, self.events, "every record is an event");
        self.add(("load", "bytes"), &samples, (limit, 2.0));
    }

    fn without_a_window(&mut self, bytes: &FileBytes, subject: &Subject) {
        if self.wants("label") {
            self.label(bytes, subject, "all");
        }
        if self.wants("filter") {
            self.filter(bytes, subject);
        }
        if self.wants("search") {
            self.search(subject);
        }
        if self.wants("edit") {
            self.edit(bytes, subject);
        }
        if self.wants("counts") {
            self.counts(subject, "");
        }
        if self.wants("import") && self.events <= MOST_IMPORTED {
            self.import(&Import::table(&subject.document.timeline));
            self.import(&Import::timelinejs(&subject.document.timeline));
        }
    }

    /// One edit beside the load of the file that it is done to.
    fn edit(&mut self, bytes: &FileBytes, subject: &Subject) {
        let few = self.few();
        let timeline = &subject.document.timeline;
        let edits = edits::edits(timeline);
        for (view, edit) in &edits {
            let (limit, samples) = Limit::around(
                "load",
                || sampled(few, || load(bytes)),
                || edits::done(timeline, edit, 4 * few),
            );
            self.add(("edit", view), &samples, (limit, 0.1));
        }
        if let Some((_, edit)) = edits.first() {
            let (limit, samples) = Limit::around(
                "load",
                || sampled(few, || load(bytes)),
                || edits::written(bytes, timeline, edit, few),
            );
            self.add(("edit", "into the file"), &samples, (limit, 1.0));
        }
    }

    /// Reads the same events from a file of another program.
    fn import(&mut self, import: &Import) {
        let few = self.few();
        let (limit, samples) =
            Limit::around(import.limit_name, || (import.limit)(&import.bytes, few), || import.read(few));
        let loaded = import.load();
        assert_eq!(loaded.records as u64, self.events, "every record is counted");
        assert_eq!(loaded.timeline.len() as u64, self.events, "every record is an event");
        self.add(("import", import.name), &samples, (limit, f64::INFINITY));
    }

    fn label(&mut self, bytes: &FileBytes, subject: &Subject, view: &str) {
        let few = self.few();
        let all = subject.document.all();
        let (limit, samples) = Limit::around(
            "serde",
            || limits::serde(bytes, few),
            || sampled(few, || subject.labelling(&all, true)),
        );
        self.add(("label", view), &samples, (limit, 2.0));
        if view == "all" {
            self.at_rest(subject, &all);
        }
    }

    /// Packing the lanes for the scale at hand, beside painting a frame: the window does it within one where
    /// no more than 20,000 events stand in lanes of at most as many.
    fn at_rest(&mut self, subject: &Subject, all: &Matches) {
        let few = self.few();
        let labelling = subject.labelling(all, false);
        let opening = subject.opening();
        for (view, scale) in [
            ("rest: full", opening.points_per_second()),
            ("rest: a hundredth", 100.0 * opening.points_per_second()),
        ] {
            let (limit, samples) =
                Limit::around("paint", || limits::paint(few), || sampled(few, || labelling.at_rest(scale)));
            // Five milliseconds; of more events the window packs beside its frames.
            let bar = if self.events <= 20_000 { 14.0 } else { f64::INFINITY };
            self.add(("label", view), &samples, (limit, bar));
        }
    }

    fn filter(&mut self, bytes: &FileBytes, subject: &Subject) {
        let timeline = &subject.document.timeline;
        let of = |facet: &dyn Fn(&mut Filter)| {
            let mut filter = Filter::default();
            facet(&mut filter);
            filter
        };
        let filters = [
            ("one lane", of(&|filter| filter.lanes.extend([Some(LaneId::from_index(0))]))),
            ("happened", of(&|filter| filter.statuses.extend([Status::Happened]))),
            ("one tag", of(&|filter| filter.tags.extend([Some(TagId::from_index(0))]))),
            (
                "one actor",
                of(&|filter| {
                    filter.actors.extend(
                        timeline.ids().find_map(|id| timeline.actors_of(id).first().copied()).map(Some),
                    )
                }),
            ),
        ];
        // Titles are measured once for each file, before anybody filters.
        drop(subject.labelling(&subject.document.all(), false));
        let few = self.few();
        for (view, filter) in filters {
            let (limit, samples) = Limit::around(
                "serde",
                || limits::serde(bytes, few),
                || sampled(few, || subject.answered(&filter)),
            );
            assert!(
                !subject.found("", &filter).matches.is_empty() || self.events < 100,
                "{view} leaves something"
            );
            self.add(("filter", view), &samples, (limit, 1.0));
        }
    }

    /// Every letter that is typed is a sample; whoever types has a list that follows.
    fn search(&mut self, subject: &Subject) {
        let text = limits::searchable(&subject.document.timeline);
        let nothing = Filter::default();
        let (first, _) = timed(|| subject.found("a", &nothing));
        let (limit, ()) = Limit::around("memmem", || Samples::new(vec![limits_time(&text, "a")]), || ());
        let first = Samples::new(vec![first]);
        self.add(("search", "first letter of all"), &first, (limit, f64::INFINITY));
        for (view, words) in QUERIES {
            let typed: Vec<&str> = words
                .char_indices()
                .map(|(at, letter)| &words[..at + letter.len_utf8()])
                .filter(|part| !part.trim_matches('"').is_empty())
                .collect();
            let limits = || {
                let times = typed.iter().map(|part| limits_time(&text, part));
                Samples::new(times.collect())
            };
            let (limit, samples) = Limit::around("memmem", limits, || {
                let rounds = if self.arguments.is_quick { 1 } else { 3 };
                let all = (0..rounds).flat_map(|_| typed.iter());
                Samples::new(all.map(|part| timed(|| subject.found(part, &nothing)).0).collect())
            });
            self.add(("search", view), &samples, (limit, 3.0));
        }
    }

    fn counts(&mut self, subject: &Subject, name: &str) {
        let labelling = subject.labelling(&subject.document.all(), false);
        for (view, viewport) in counted::views(subject) {
            let picture = subject.picture(&labelling, viewport);
            let missing = if view == "full" { counted::missing(&labelling, &picture) } else { 0 };
            let view = format!("{name} {view}");
            self.report.add_counts(self.events, view.trim(), (counted::overlaps(&picture), missing));
        }
    }

    fn memory(&mut self) {
        let size = std::fs::metadata(self.path).map_or(0, |file| file.len());
        if let Some(peak) = peak_memory_of_child(self.path) {
            self.report.add_memory(self.events, peak, size as f64);
        }
    }

    /// Opens the file in the window, which is then looked at.
    fn window(&mut self, is_typical: bool, name: &str) {
        let few = self.few().min(if self.events > 2_000_000 { 2 } else { 5 });
        let measures_opening = is_typical && (self.wants("first_picture") || self.wants("labelled"));
        let path = self.path;
        let limit = || limits::serde(&bytes_of(path), few.min(3));
        if measures_opening {
            let (limit, opened) = Limit::around("serde", limit, || {
                (0..few)
                    .map(|_| Opened::new(path))
                    .map(|opened| (opened.first_picture, opened.labelled))
                    .unzip()
            });
            let (first, labelled): (Vec<_>, Vec<_>) = opened;
            if self.wants("first_picture") {
                self.add(("first_picture", "file"), &Samples::new(first), (limit, 4.0));
            }
            if self.wants("labelled") {
                self.add(("labelled", "file"), &Samples::new(labelled), (limit, 4.0));
            }
        }
        if is_typical && !self.wants("frame") {
            return;
        }
        let mut opened = Opened::new(path);
        opened.settle();
        assert_eq!(opened.events() as u64, self.events, "every record is an event");
        if is_typical {
            self.frames_of(&mut opened);
            opened.arrange(Attribute::Actor);
            self.full_and_zoom(&mut opened, "full by actor", "zoom by actor");
            drop(opened);
            self.frames_of_two();
        } else {
            let whole = opened.whole();
            self.frames_in(&mut opened, name, |number, view| nudged(&between(whole, view), number));
        }
    }

    fn frames_of(&mut self, opened: &mut Opened) {
        let whole = opened.whole();
        // A month in the fullest century, and the way there and back in a hundred steps.
        let month = |view: Viewport| {
            let all = between(whole, view);
            all.zoomed_at(f64::from(all.width()) * 0.75, all.span_seconds() / MONTH)
        };
        self.full_and_zoom(opened, "full", "zoom");
        self.frames_in(opened, "month", |number, view| nudged(&month(view), number));
        self.frames_in(opened, "pan", |number, view| {
            let all = between(whole, view);
            let years = all.zoomed_at(f64::from(all.width()) * 0.5, all.span_seconds() / (MONTH * 120.0));
            years.panned((number % 100) as f64 * 40.0)
        });
        let frames = self.frames();
        for (view, is_moving) in [("rest", false), ("pointer", true)] {
            let (limit, samples) =
                Limit::around("paint", || limits::paint(frames), || opened.pointed(frames, is_moving));
            self.add(("frame", view), &samples, (limit, 4.0));
        }
    }

    /// The file beside a copy of itself: twice the events, and as many that look like each other as there can
    /// be.
    fn frames_of_two(&mut self) {
        let folder = tempfile::tempdir().expect("a folder for a copy");
        let copy = folder.path().join("copy.json");
        std::fs::copy(self.path, &copy).expect("room for a copy");
        let mut opened = Opened::together(&[self.path, &copy]);
        assert_eq!(opened.events() as u64, 2 * self.events, "every record of both is an event");
        self.full_and_zoom(&mut opened, "full of two files", "zoom of two files");
    }

    fn full_and_zoom(&mut self, opened: &mut Opened, full: &'static str, zoom: &'static str) {
        let whole = opened.whole();
        self.frames_in(opened, full, |number, view| nudged(&between(whole, view), number));
        self.frames_in(opened, zoom, |number, view| {
            let all = between(whole, view);
            let way = (number % 100) as f64 / 50.0;
            let share = if way > 1.0 { 2.0 - way } else { way };
            let factor = (all.span_seconds() / MONTH).powf(share);
            all.zoomed_at(f64::from(all.width()) * 0.75, factor)
        });
    }

    fn frames_in(&mut self, opened: &mut Opened, name: &str, view: impl Fn(usize, Viewport) -> Viewport) {
        let frames = self.frames();
        let (limit, samples) =
            Limit::around("paint", || limits::paint(frames), || opened.frames(frames, view));
        self.add(("frame", name), &samples, (limit, 4.0));
    }
}

fn limits_time(text: &[u8], words: &str) -> std::time::Duration {
    timed(|| limits::memmem(text, words.trim_matches('"'))).0
}

fn between((from, to): (TimePoint, TimePoint), view: Viewport) -> Viewport {
    Viewport::between(from, to, view.width(), view.height())
}

/// A little to and fro, so that every frame is made anew.
fn nudged(view: &Viewport, number: usize) -> Viewport {
    view.panned((number % 7) as f64 * 0.37)
}
