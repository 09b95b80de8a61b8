//! Live reload: a file that changed is read again beside the window and takes the place of what it was, with view
//! and selection as they are. One that has become unreadable stays as it was until it is good again.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::time::{Duration, SystemTime};

use egui::Context;

use super::app::App;
use super::frame_cache::{Preparation, Prepared};
use super::loader::{self, Outcome};
use super::notice::Notice;
use super::opening::absolute;
use super::watching::{Watched, Watching};
use super::worker::Stop;
use crate::files;
use crate::session::{Command, Difference, Document, FileId, FilesChange, Refusal, Stale};
use dateline_formats::{Format, Severity};
use dateline_time::TimePoint;

/// The clock that files are stamped with lags behind by up to this much.
const STAMP_LAG: Duration = Duration::from_millis(20);
/// Of more texts beside a file than this only the first are looked after.
const MOST_COMPANIONS: usize = 256;
/// In larger files changes are not told one from the other.
const COMPARED_UP_TO: usize = 20_000;

/// What came of reading a file again.
enum Reread {
    /// It holds what it held.
    Same,
    /// It holds something else: the document, its labels, what is new in words.
    Changed(Box<Document>, Option<Prepared>, String),
    /// There is nothing to show.
    Refused(Refusal),
}

/// A file that is being read again.
struct Job {
    file: FileId,
    stop: Stop,
    began: SystemTime,
    outcome: Receiver<Reread>,
}

/// The files that are looked after, and those that are being read again.
#[derive(Default)]
pub struct Reloading {
    watching: Watching,
    jobs: Vec<Job>,
    /// Since when what is shown of a file may be older than the file.
    read_since: HashMap<PathBuf, SystemTime>,
    /// The file that the notice speaks of as unreadable.
    is_told: Option<FileId>,
}

impl Reloading {
    /// A file was read, from a moment on that is told unless it is now.
    pub fn was_read(&mut self, path: &Path, since: Option<SystemTime>) {
        let since = since.unwrap_or_else(SystemTime::now);
        self.read_since.insert(absolute(path), since.checked_sub(STAMP_LAG).unwrap_or(since));
    }
}

impl App {
    /// Looks after the files that are open now, and after none where live reload is off.
    pub(super) fn follow_watched(&mut self, ctx: &Context) {
        let open = self.session.files().list().iter().filter(|_| self.session.has_live_reload());
        let watched = open.filter_map(|file| {
            let path = absolute(file.document.path.as_ref()?);
            let read_since = self.reloading.read_since.get(&path).copied().unwrap_or(SystemTime::UNIX_EPOCH);
            let companions = companions(&path, &file.document);
            Some(Watched { id: file.id, path, companions, read_since })
        });
        let watched = watched.collect();
        let waker = ctx.clone();
        self.reloading.watching.watch(watched, move || waker.request_repaint());
    }

    /// Begins to read again what has changed, and takes over what was read.
    pub(super) fn reload(&mut self, ctx: &Context) {
        for (file, is_gone) in self.reloading.watching.noticed() {
            self.noticed(ctx, file, is_gone);
        }
        if self.pace.is_held() {
            return;
        }
        for job in std::mem::take(&mut self.reloading.jobs) {
            match job.outcome.try_recv() {
                Ok(reread) => self.finish_reload(&job, reread),
                Err(TryRecvError::Empty) => self.reloading.jobs.push(job),
                // It was stopped, or failed and told of itself.
                Err(TryRecvError::Disconnected) => {}
            }
        }
    }

    fn noticed(&mut self, ctx: &Context, file: FileId, is_gone: bool) {
        let Some(open) = self.session.files().get(file).filter(|_| self.session.has_live_reload()) else {
            return;
        };
        let Some(path) = open.document.path.clone() else { return };
        if is_gone {
            let message = "This file is not there any more".to_owned();
            let refusal = Refusal {
                name: open.document.name.clone(),
                path: Some(path),
                bytes: Default::default(),
                message,
                hint: "It is read again as soon as it is back".to_owned(),
                diagnostics: Vec::new(),
            };
            return self.keep_as_it_was(file, refusal, true);
        }
        self.read_again(ctx, file);
    }

    /// Reads an open file again beside the window.
    pub(super) fn read_again(&mut self, ctx: &Context, file: FileId) {
        let Some(open) = self.session.files().get(file) else { return };
        let Some(path) = open.document.path.clone() else { return };
        let former = Arc::clone(&open.document);
        let (sender, outcome) = mpsc::channel();
        let (stop, began) = (Stop::default(), SystemTime::now());
        let now = self.session.now();
        let (own_stop, waker) = (stop.clone(), ctx.clone());
        let preparation = self.preparation(Arc::clone(self.session.lane_wish()));
        for job in self.reloading.jobs.iter().filter(|job| job.file == file) {
            job.stop.ask();
        }
        self.reloading.jobs.retain(|job| job.file != file);
        self.reloading.jobs.push(Job { file, stop, began, outcome });
        std::thread::spawn(move || {
            if let Some(reread) = reread((&path, now), &former, preparation, &own_stop) {
                // Nobody listens any more when the file was closed.
                let _ = sender.send(reread);
            }
            waker.request_repaint();
        });
    }

    fn finish_reload(&mut self, job: &Job, reread: Reread) {
        let Some(open) = self.session.files().get(job.file) else { return };
        let (name, was_stale) = (open.document.name.clone(), open.stale.is_some());
        let can_again = format!("{name} can be read again");
        match reread {
            Reread::Same if was_stale => {
                self.session.apply(Command::Files(FilesChange::Fresh(job.file)));
                self.notice = Some(Notice::good(format!("{can_again} and is as it was")));
            }
            Reread::Same => {}
            Reread::Changed(document, prepared, news) => {
                if let Some(path) = &document.path {
                    self.reloading.was_read(path, Some(job.began));
                }
                let old = Arc::clone(self.session.document());
                let change = FilesChange::Reload(job.file, Arc::new(*document));
                self.session.apply(Command::Files(change));
                self.worker.discard(old);
                let is_alone = self.session.document().timeline.parts().is_empty();
                let is_shown = self.session.open_combination().is_none();
                if let Some(prepared) = prepared.filter(|_| is_alone && is_shown) {
                    self.keep_prepared(prepared);
                }
                let what = if was_stale { can_again } else { format!("{name} changed and was read again") };
                self.notice = Some(Notice::good(format!("{what}: {news}")));
            }
            Reread::Refused(refusal) => self.keep_as_it_was(job.file, refusal, false),
        }
        if self.session.files().first_stale().is_none() {
            self.reloading.is_told = None;
        }
    }

    fn keep_as_it_was(&mut self, file: FileId, refusal: Refusal, is_gone: bool) {
        let stale = Arc::new(Stale { refusal: Arc::new(refusal), is_gone });
        self.session.apply(Command::Files(FilesChange::Stale(file, stale)));
        if self.reloading.is_told != Some(file)
            && let Some(open) = self.session.files().get(file)
        {
            self.notice = Some(Notice::bad(open.stale_message()));
            self.reloading.is_told = Some(file);
        }
    }
}

/// What belongs to a file: the texts of its sources in its folder, and how its columns are to be read.
fn companions(path: &Path, document: &Document) -> Vec<PathBuf> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let texts = document.timeline.sources().iter().filter_map(|source| source.text_in_folder());
    let mut paths: Vec<PathBuf> = texts.take(MOST_COMPANIONS).map(|text| folder.join(text)).collect();
    paths.push(files::mapping_path(path));
    paths
}

/// Reads a file again; `None` when it was stopped.
fn reread(
    (path, now): (&Path, TimePoint),
    former: &Document,
    preparation: Preparation,
    stop: &Stop,
) -> Option<Reread> {
    match loader::read_again((path, now), former, Some(preparation), stop) {
        None => Some(Reread::Same),
        Some(Outcome::Opened(document, prepared)) => {
            if is_broken(former, &document) {
                return Some(Reread::Refused(refusal_of(*document)));
            }
            let news = news(former, &document);
            Some(match news {
                Some(news) => Reread::Changed(document, prepared, news),
                None => Reread::Same,
            })
        }
        Some(Outcome::Refused(refusal)) => Some(Reread::Refused(refusal)),
        Some(Outcome::Cancelled) => None,
    }
}

/// Whether a file of our own is damaged as a whole where it was not before: half written, or with a bracket missing.
/// What could be read of it all the same is not what the person meant. Findings about records of other formats name no
/// field either, so those files are broken when nothing of them can be read.
fn is_broken(former: &Document, document: &Document) -> bool {
    let is_damaged = |document: &Document| {
        let is_own = document.format == Format::Dateline;
        is_own
            && document
                .diagnostics
                .iter()
                .any(|finding| finding.severity == Severity::Error && finding.path.is_empty())
    };
    is_damaged(document) && !is_damaged(former)
}

fn refusal_of(document: Document) -> Refusal {
    let first = document.diagnostics.iter().find(|finding| finding.path.is_empty());
    let (message, hint) = first.map(|first| (first.message.clone(), first.hint.clone())).unwrap_or_default();
    Refusal {
        name: document.name,
        path: document.path,
        bytes: document.bytes,
        message,
        hint,
        diagnostics: document.diagnostics,
    }
}

/// What is new, in words: "3 events added, 1 removed, 2 changed"; `None` when nothing is.
fn news(former: &Document, document: &Document) -> Option<String> {
    let (before, after) = (former.timeline.len(), document.timeline.len());
    if Arc::ptr_eq(&former.timeline, &document.timeline) {
        return Some("a source text changed, and the quotations were checked again".to_owned());
    }
    if before.max(after) <= COMPARED_UP_TO {
        let difference = Difference::between(&former.timeline, &document.timeline);
        let is_same = difference == Difference::default()
            && former.diagnostics == document.diagnostics
            && former.live == document.live
            && format!("{:?}", former.timeline.head()) == format!("{:?}", document.timeline.head());
        return (!is_same).then(|| difference.words());
    }
    let thousands = super::widgets::thousands;
    Some(match after.checked_sub(before) {
        Some(0) => format!("{} events as before", thousands(after)),
        Some(more) => format!("{} events, {} more", thousands(after), thousands(more)),
        None => format!("{} events, {} fewer", thousands(after), thousands(before - after)),
    })
}
