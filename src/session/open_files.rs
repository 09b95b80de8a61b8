//! The files that are open together: which, in which order, seen or hidden, and by what they are aligned.

use std::sync::Arc;

use super::document::{Document, Refusal};
use super::rematch::find_again;
use dateline_formats::Account;
use dateline_time::TimePoint;
use dateline_timeline::model::{EventId, Piece, Timeline, Zero, combine};
use dateline_timeline::query::moment;

/// Distinguishes one open file from another for as long as it is open, however often it is read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// Why a file that is open is shown as it was, not as it is.
#[derive(Clone, Debug)]
pub struct Stale {
    /// What is wrong with it now.
    pub refusal: Arc<Refusal>,
    /// It is not there any more.
    pub is_gone: bool,
}

/// One open file.
#[derive(Clone, Debug)]
pub struct OpenFile {
    /// Which one.
    pub id: FileId,
    /// What it held when it was read last.
    pub document: Arc<Document>,
    /// Whether its events are in the picture.
    pub is_visible: bool,
    /// The event that its years are counted from, as an id of its own; `None` is its first event.
    pub zero: Option<EventId>,
    /// When it was read last.
    pub read_at: TimePoint,
    /// Why it is not shown as it is now.
    pub stale: Option<Arc<Stale>>,
}

impl OpenFile {
    /// The event that its years are counted from: the chosen one, else the first in time. `None` where none
    /// has a position in time.
    pub fn zero_event(&self) -> Option<EventId> {
        let timeline = &self.document.timeline;
        let chosen = self.zero.filter(|event| timeline.is_placed(*event));
        chosen
            .or_else(|| timeline.chronological().first().copied().filter(|event| timeline.is_placed(*event)))
    }

    /// Says that the file is not shown as it is on disk now:
    /// "events.csv has become unreadable; showing it as of 14:02".
    pub fn stale_message(&self) -> String {
        let is_gone = self.stale.as_ref().is_some_and(|stale| stale.is_gone);
        let what = if is_gone { "is not there any more" } else { "has become unreadable" };
        format!("{} {what}; showing it as of {}", self.document.name, local_clock(self.read_at))
    }

    fn zero_point(&self) -> Option<TimePoint> {
        // The middle of an imprecise date, where its mark stands.
        moment(&self.document.timeline.range(self.zero_event()?)?)
    }
}

/// Hour and minute in the time zone of the machine.
fn local_clock(at: TimePoint) -> String {
    let utc = chrono::DateTime::from_timestamp(at.seconds(), 0).unwrap_or_default();
    utc.with_timezone(&chrono::Local).format("%H:%M").to_string()
}

/// The open files from top to bottom; there is always one.
#[derive(Clone, Debug)]
pub struct OpenFiles {
    list: Vec<OpenFile>,
    is_aligned: bool,
    next: u32,
    /// Counts the changes of what is to be shown.
    version: u64,
}

/// What can be done with open files.
#[derive(Clone, Debug)]
pub enum FilesChange {
    /// Show further files below the others.
    Add(Vec<Arc<Document>>),
    /// A file was read again.
    Reload(FileId, Arc<Document>),
    /// A file was edited: its events have the same ids as before.
    Edit(FileId, Arc<Document>),
    /// A file cannot be read any more: it stays as it was.
    Stale(FileId, Arc<Stale>),
    /// A file is again what is shown.
    Fresh(FileId),
    /// Show or hide the events of a file. The last visible one stays.
    Show(FileId, bool),
    /// Move a file upwards (negative) or downwards by some positions.
    Move(FileId, isize),
    /// Close a file. The last one stays.
    Remove(FileId),
    /// Count years since an event of each file instead of by the calendar.
    Align(bool),
    /// Count the years of an event's file since that event, an id of what is shown.
    Zero(EventId),
}

/// A document that is a part of what is shown.
pub type ShownPart = (FileId, Arc<Document>);

/// An event of a file, by the id that it has there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileEvent {
    /// The file.
    pub file: FileId,
    /// Its event.
    pub event: EventId,
}

/// A timeline that is shown, with the files that it is made of.
#[derive(Clone, Copy)]
pub(super) struct ShownFiles<'s> {
    pub(super) timeline: &'s Timeline,
    pub(super) parts: &'s [ShownPart],
}

/// What is to be shown together.
#[derive(Clone, Debug)]
pub struct Combination {
    version: u64,
    parts: Vec<ShownPart>,
    shifts: Vec<i64>,
    zero: Option<Zero>,
}

/// A combination that was made.
#[derive(Clone, Debug)]
pub struct Combined {
    /// Of what.
    pub combination: Combination,
    /// All of it as one document.
    pub document: Arc<Document>,
}

impl OpenFiles {
    /// One file.
    pub fn of(document: Arc<Document>, read_at: TimePoint) -> OpenFiles {
        let mut files = OpenFiles { list: Vec::new(), is_aligned: false, next: 0, version: 0 };
        files.add(document, read_at);
        files
    }

    /// One file instead of these; no id and no version means the same as before.
    pub(super) fn replaced_by(&self, document: Arc<Document>, read_at: TimePoint) -> OpenFiles {
        let version = self.version + 1;
        let mut files = OpenFiles { list: Vec::new(), is_aligned: false, next: self.next, version };
        files.add(document, read_at);
        files
    }

    /// The files from top to bottom.
    pub fn list(&self) -> &[OpenFile] {
        &self.list
    }

    /// One of them.
    pub fn get(&self, id: FileId) -> Option<&OpenFile> {
        self.list.iter().find(|file| file.id == id)
    }

    /// Whether years are counted since an event of each.
    pub fn is_aligned(&self) -> bool {
        self.is_aligned
    }

    /// Counts the changes of what is to be shown.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The first file that is not shown as it is now.
    pub fn first_stale(&self) -> Option<(&OpenFile, &Arc<Stale>)> {
        self.list.iter().find_map(|file| Some((file, file.stale.as_ref()?)))
    }

    fn add(&mut self, document: Arc<Document>, read_at: TimePoint) {
        let id = FileId(self.next);
        self.next += 1;
        self.list.push(OpenFile { id, document, is_visible: true, zero: None, read_at, stale: None });
    }

    /// Applies a change. Ids of events in it are those of `shown`.
    pub(super) fn change(&mut self, change: FilesChange, now: TimePoint, shown: ShownFiles<'_>) {
        let before = self.list.iter().filter(|file| file.is_visible).count();
        match change {
            FilesChange::Add(documents) => documents.into_iter().for_each(|document| self.add(document, now)),
            FilesChange::Reload(id, document) => self.edit(id, |file| {
                file.zero =
                    file.zero.and_then(|zero| find_again(&file.document.timeline, zero, &document.timeline));
                (file.document, file.read_at, file.stale) = (document, now, None);
            }),
            FilesChange::Edit(id, document) => self.edit(id, |file| file.document = document),
            FilesChange::Stale(id, stale) => return self.edit(id, |file| file.stale = Some(stale)),
            FilesChange::Fresh(id) => return self.edit(id, |file| file.stale = None),
            FilesChange::Show(id, is_visible) => {
                let is_last = !is_visible && before < 2;
                self.edit(id, |file| file.is_visible = is_visible || is_last && file.is_visible);
            }
            FilesChange::Move(id, positions) => {
                let last = self.list.len().saturating_sub(1);
                if let Some(from) = self.list.iter().position(|file| file.id == id) {
                    let to = from.saturating_add_signed(positions).min(last);
                    let file = self.list.remove(from);
                    self.list.insert(to, file);
                }
            }
            FilesChange::Remove(id) if self.list.len() > 1 => {
                self.list.retain(|file| file.id != id);
                if !self.list.iter().any(|file| file.is_visible) {
                    self.list.first_mut().into_iter().for_each(|file| file.is_visible = true);
                }
            }
            FilesChange::Remove(_) => return,
            FilesChange::Align(is_aligned) => self.is_aligned = is_aligned,
            FilesChange::Zero(event) => {
                let Some(own) = shown.own_event(event) else { return };
                self.edit(own.file, |file| file.zero = Some(own.event));
                self.is_aligned = true;
            }
        }
        self.version += 1;
    }

    fn edit(&mut self, id: FileId, edit: impl FnOnce(&mut OpenFile)) {
        if let Some(file) = self.list.iter_mut().find(|file| file.id == id) {
            edit(file);
        }
    }

    /// What is to be shown now.
    pub fn combination(&self) -> Combination {
        let visible: Vec<&OpenFile> = self.list.iter().filter(|file| file.is_visible).collect();
        let at = visible.iter().find_map(|file| file.zero_point()).filter(|_| self.is_aligned);
        let shift = |file: &&OpenFile| match (at, file.zero_point()) {
            (Some(at), Some(own)) => at.seconds().saturating_sub(own.seconds()),
            _ => 0,
        };
        let zero = at.map(|at| Zero { at, label: zero_label(&visible) });
        Combination {
            version: self.version,
            parts: visible.iter().map(|file| (file.id, Arc::clone(&file.document))).collect(),
            shifts: visible.iter().map(shift).collect(),
            zero,
        }
    }
}

/// What years are counted from: the titles of the events, each once.
fn zero_label(files: &[&OpenFile]) -> String {
    let mut titles: Vec<&str> = Vec::new();
    for file in files {
        let title = file.zero_event().map(|event| file.document.timeline.event_title(event));
        titles.extend(title.filter(|title| !titles.contains(title)));
    }
    titles.join(" / ")
}

impl Combination {
    /// Of which change of the open files.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// What it is made of.
    pub fn parts(&self) -> &[ShownPart] {
        &self.parts
    }

    /// How many events it has.
    pub fn len(&self) -> usize {
        self.parts.iter().map(|(_, document)| document.timeline.len()).sum()
    }

    /// Whether it has no event.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The only file, if it is shown as it stands; nothing has to be made then.
    pub fn alone(&self) -> Option<&Arc<Document>> {
        let (_, document) = self.parts.first().filter(|_| self.parts.len() == 1 && self.zero.is_none())?;
        Some(document)
    }

    /// All of it as one document. Linear in the number of events.
    pub fn document(&self) -> Arc<Document> {
        if let Some(document) = self.alone() {
            return Arc::clone(document);
        }
        let documents = || self.parts.iter().map(|(_, document)| document);
        let piece = |(document, shift): (&Arc<Document>, &i64)| Piece {
            name: document.name.clone(),
            timeline: Arc::clone(&document.timeline),
            shift: *shift,
        };
        let pieces: Vec<Piece> = documents().zip(&self.shifts).map(piece).collect();
        let timeline = combine(&pieces, self.zero.clone());
        let names = documents().map(|document| document.name.as_str());
        let mut whole = Document::unwritten(names.collect::<Vec<_>>().join(" + "), timeline);
        whole.diagnostics = documents().flat_map(|document| document.diagnostics.iter().cloned()).collect();
        let accounts = || documents().map(|document| document.account);
        whole.account = Account {
            records: accounts().map(|account| account.records).sum(),
            repaired: accounts().map(|account| account.repaired).sum(),
            rejected: accounts().map(|account| account.rejected).sum(),
            merged: accounts().map(|account| account.merged).sum(),
            repetitions: accounts().map(|account| account.repetitions).sum(),
        };
        let mut live = dateline_timeline::evidence::LiveFindings::default();
        let timeline = Arc::clone(&whole.timeline);
        for (part, document) in timeline.parts().iter().zip(documents()) {
            live.add(&document.live, part.events.start);
            let sources = timeline.sources().get(part.sources.clone()).unwrap_or_default();
            for (source, own) in sources.iter().zip(document.timeline.sources()) {
                let reason = document.unread_texts.get(&own.key);
                whole.unread_texts.extend(reason.map(|reason| (source.key.clone(), reason.clone())));
            }
        }
        whole.live = Arc::new(live);
        Arc::new(whole)
    }
}

impl ShownFiles<'_> {
    /// Which file an event of what is shown comes from, and which of its events it is.
    pub(super) fn own_event(self, event: EventId) -> Option<FileEvent> {
        let parts = self.timeline.parts();
        let (index, event) = if parts.is_empty() {
            (0, event)
        } else {
            parts.iter().enumerate().find_map(|(index, part)| Some((index, part.own_event(event)?)))?
        };
        let (file, document) = self.parts.get(index)?;
        document.timeline.holds(event).then_some(FileEvent { file: *file, event })
    }

    /// The event of what is shown that an event of a file is.
    pub(super) fn whole_event(self, own: FileEvent) -> Option<EventId> {
        let index = self.parts.iter().position(|(file, _)| *file == own.file)?;
        match self.timeline.parts() {
            [] => Some(own.event),
            parts => parts.get(index).map(|part| part.whole_event(own.event)),
        }
        .filter(|event| self.timeline.holds(*event))
    }
}
