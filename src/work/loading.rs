//! Reads files on a thread of its own, reports how far it has come, and stops when asked.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use super::job::{Job, JobState, Wake};
use super::prepared_labels::{Preparation, Prepared};
use super::source_loading::fetch;
use crate::files::{self, ReadError};
use crate::session::{Document, LibraryText, Refusal, SourceLibrary};
use dateline_formats::{FileBytes, LoadError, Progress, ReadOptions};
use dateline_time::TimePoint;
use dateline_timeline::Cancel;
use dateline_timeline::evidence;
use dateline_timeline::model::Source;

/// Shortest time between two reports of progress that wake the window, in seconds.
const SIGN_EVERY: f64 = 0.05;

/// How much of the bar is filled when all records are understood: about their share of the time for a million
/// events.
const READ_SHARE: f32 = 0.7;

/// How often a file that changes while it is read again is tried, and how long it is left alone in between.
const TRIES: usize = 10;
const BETWEEN_TRIES: Duration = Duration::from_millis(200);

/// What came of reading a file.
pub enum Outcome {
    /// It can be shown; its labels may be prepared already.
    Opened(Box<Document>, Option<Prepared>),
    /// There is nothing to show; what was shown before stays.
    Refused(Refusal),
    /// It was cancelled.
    Cancelled,
}

/// What is being done with a file that is being opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Its bytes are being fetched; how many there are, when the system knows.
    Fetching(Option<u64>),
    /// Its records are being understood.
    Reading(Progress),
    /// Its labels are being placed; how many events it has.
    Labelling(usize),
}

impl Phase {
    /// How much of the whole is done, from 0 to 1; the same for every file, as if its last part were its
    /// labels.
    pub fn share(self) -> f32 {
        match self {
            Phase::Fetching(_) => 0.0,
            Phase::Reading(progress) => {
                READ_SHARE * (progress.read as f32 / progress.total.max(1) as f32).min(1.0)
            }
            Phase::Labelling(_) => READ_SHARE,
        }
    }
}

/// A file that is being read.
pub struct Loading {
    /// Its name, as people see it.
    pub name: String,
    /// When it began.
    pub began: Instant,
    /// The same by the clock that files are stamped with.
    pub read_since: SystemTime,
    phase: Arc<Mutex<Phase>>,
    job: Job<Outcome>,
}

impl Loading {
    /// Begins to read a file at a moment, and to prepare its labels; `wake` is called when there is something
    /// new to show.
    pub fn begin(path: PathBuf, now: TimePoint, preparation: Option<Preparation>, wake: &Wake) -> Loading {
        let name = name_of(&path);
        let phase = Arc::new(Mutex::new(Phase::Fetching(None)));
        let (began, read_since) = (Instant::now(), SystemTime::now());
        let (own_name, own_phase, own_wake) = (name.clone(), Arc::clone(&phase), Arc::clone(wake));
        let job = Job::start(wake, move |cancel| {
            let reader =
                Reader { path, now, preparation, name: own_name, phase: own_phase, cancel: cancel.clone() };
            Some(reader.finished(reader.bytes(), &*own_wake))
        });
        Loading { name, began, read_since, phase, job }
    }

    /// Asks it to stop.
    pub fn cancel(&self) {
        self.job.cancel();
    }

    /// How far it has come.
    pub fn phase(&self) -> Phase {
        *self.phase.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What came of it, once; `None` while it is at work.
    pub fn outcome(&self) -> Option<Outcome> {
        match self.job.poll() {
            JobState::Done(outcome) => Some(outcome),
            JobState::Running => None,
            JobState::Ended => Some(Outcome::Cancelled),
        }
    }
}

/// The timeline that comes with the program, kept in it.
pub fn bundled() -> Outcome {
    const NAME: &str = "us-singapore.json";
    const BYTES: &[u8] = include_bytes!("../../data/us-singapore.json");
    outcome_of(BYTES.into(), NAME, None, &ReadOptions::default(), &mut |_| {})
}

/// A document without an event.
pub fn nothing() -> Arc<Document> {
    Arc::new(Document::unwritten(String::new(), dateline_timeline::model::TimelineBuilder::default().build()))
}

/// The last part of a path, readable.
pub fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// A path from the root, whatever the folder that the program runs in; the same where the system does not
/// say.
pub fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// Reads one file.
struct Reader {
    path: PathBuf,
    /// The present moment.
    now: TimePoint,
    preparation: Option<Preparation>,
    name: String,
    phase: Arc<Mutex<Phase>>,
    cancel: Cancel,
}

/// A file that is read again.
#[derive(Clone, Copy, Debug)]
pub struct Again<'a> {
    /// Where it is.
    pub path: &'a Path,
    /// The present moment.
    pub now: TimePoint,
    /// What it held when it was read last.
    pub former: &'a Document,
}

/// Reads a file again that was read before, on the thread that asks; `None` when it holds what it held, and
/// so do the texts that it quotes. A file that changes meanwhile is tried again for two seconds.
pub fn read_again(again: Again<'_>, preparation: Option<Preparation>, cancel: &Cancel) -> Option<Outcome> {
    let Again { path, now, former } = again;
    let phase = Arc::new(Mutex::new(Phase::Fetching(None)));
    let reader = Reader {
        path: path.to_owned(),
        now,
        preparation,
        name: name_of(path),
        phase,
        cancel: cancel.clone(),
    };
    let mut bytes = reader.bytes();
    for _ in 0..TRIES {
        if !matches!(bytes, Err(ReadError::Changed(..))) || cancel.is_cancelled() {
            break;
        }
        std::thread::sleep(BETWEEN_TRIES);
        bytes = reader.bytes();
    }
    if let Ok(Some(bytes)) = &bytes
        && bytes.as_slice() == &*former.bytes
        // How a table is read may have changed beside it.
        && former.table.is_none()
    {
        let mut same = former.clone();
        same.unread_texts.clear();
        reader.look_up_quotations(&mut same);
        let is_same = same.live == former.live && same.unread_texts == former.unread_texts;
        return (!is_same).then_some(Outcome::Opened(Box::new(same), None));
    }
    Some(reader.finished(bytes, &|| {}))
}

impl Reader {
    /// What comes of the bytes, with labels and quotations.
    fn finished(&self, bytes: Result<Option<Vec<u8>>, ReadError>, wake: &dyn Fn()) -> Outcome {
        let mut outcome = match bytes {
            Ok(Some(bytes)) => self.parse(bytes, wake),
            Ok(None) => Outcome::Cancelled,
            Err(error) => Outcome::Refused(self.unreadable(&error)),
        };
        if let (Outcome::Opened(document, prepared), Some(preparation)) = (&mut outcome, &self.preparation) {
            self.enter(Phase::Labelling(document.timeline.len()));
            wake();
            // Nor is stepping to begin with a pass over all events.
            document.stops();
            *prepared = preparation.prepare(&document.timeline, &self.cancel);
        }
        if let Outcome::Opened(document, _) = &mut outcome {
            self.look_up_quotations(document);
        }
        if self.cancel.is_cancelled() { Outcome::Cancelled } else { outcome }
    }

    fn enter(&self, phase: Phase) {
        *self.phase.lock().unwrap_or_else(PoisonError::into_inner) = phase;
    }

    /// The bytes of the file; `None` once cancelled.
    fn bytes(&self) -> Result<Option<Vec<u8>>, ReadError> {
        let mut report = |bytes| self.enter(Phase::Fetching(Some(bytes)));
        files::read_with(&self.path, &mut report, &self.cancel)
    }

    fn parse(&self, bytes: Vec<u8>, wake: &dyn Fn()) -> Outcome {
        let mut last_sign = Instant::now();
        let mut watcher = |progress: Progress| {
            self.enter(Phase::Reading(progress));
            if last_sign.elapsed().as_secs_f64() > SIGN_EVERY {
                last_sign = Instant::now();
                wake();
            }
        };
        let cancel = self.cancel.clone();
        let options = ReadOptions { now: Some(self.now), cancel, ..files::read_options(&self.path) };
        outcome_of(bytes.into(), &self.name, Some(self.path.clone()), &options, &mut watcher)
    }

    /// Looks the quotations up in the texts beside the file. The library keeps as many of them as it may, and
    /// gives those that are as they were when the file is read again.
    fn look_up_quotations(&self, document: &mut Document) {
        let timeline = Arc::clone(&document.timeline);
        let library = match &self.preparation {
            Some(preparation) => preparation.source_library.clone(),
            // Nobody asks for these texts again.
            None => SourceLibrary::with_limit(0),
        };
        let text_of = |source: &Source| match fetch(&library, &self.path, source) {
            Ok(text) => text.map(CheckedText),
            Err(error) => {
                document.unread_texts.insert(source.key.clone(), error.to_string());
                None
            }
        };
        if let Some(live) = evidence::check_all(&timeline, text_of, &self.cancel) {
            document.live = Arc::new(live);
        }
    }

    fn unreadable(&self, error: &ReadError) -> Refusal {
        let (message, hint) = match error {
            ReadError::Missing(_) => ("There is no such file".to_owned(), "Check the path"),
            ReadError::Forbidden(_) => {
                ("This file may not be read".to_owned(), "Ask its owner for the right to read it")
            }
            ReadError::Directory(_) => ("This is a folder".to_owned(), "Open a file inside it"),
            ReadError::TooLarge { room, .. } => (
                format!("This file is too large for this machine now: {}", room.explanation()),
                "Close other programs, or open a part of it",
            ),
            ReadError::Endless(_) => ("This is a device that does not end".to_owned(), "Open a file"),
            ReadError::Changed(_, change) => (
                format!("This file {} while it was read", change.description()),
                "Open it again when it is finished",
            ),
            ReadError::Damaged(_, reason) => (
                format!("This file is compressed with gzip and damaged: {reason}"),
                "Fetch it again, or pack it again",
            ),
            ReadError::Failed(_, error) => (format!("This file cannot be read: {error}"), ""),
        };
        self.refusal(message, hint)
    }

    fn refusal(&self, message: String, hint: &str) -> Refusal {
        Refusal {
            name: self.name.clone(),
            path: Some(self.path.clone()),
            bytes: FileBytes::default(),
            message,
            hint: hint.to_owned(),
            diagnostics: Vec::new(),
        }
    }
}

/// A text of the library as the check of quotations takes it.
struct CheckedText(Arc<LibraryText>);

impl AsRef<str> for CheckedText {
    fn as_ref(&self) -> &str {
        &self.0.text
    }
}

fn outcome_of(
    bytes: FileBytes,
    name: &str,
    path: Option<PathBuf>,
    options: &ReadOptions,
    watcher: &mut dateline_formats::Watcher<'_>,
) -> Outcome {
    match dateline_formats::load_as(&bytes, files::name_inside(name), options, watcher) {
        Ok(loaded) => Outcome::Opened(Box::new(Document::new(loaded, name, path, bytes)), None),
        Err(LoadError::Cancelled) => Outcome::Cancelled,
        Err(LoadError::Unusable { message, hint, diagnostics, text }) => {
            // Where the findings are is shown in the text that they are about.
            let bytes = text.unwrap_or(bytes);
            Outcome::Refused(Refusal { name: name.to_owned(), path, bytes, message, hint, diagnostics })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_timeline::model::Status;
    use std::io::Write;
    use std::time::Duration;

    fn wake() -> Wake {
        Arc::new(|| {})
    }

    const NOW: TimePoint = TimePoint::from_seconds(1_700_000_000);

    fn wait(loading: &Loading) -> Outcome {
        for _ in 0..1000 {
            if let Some(outcome) = loading.outcome() {
                return outcome;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("{} took more than five seconds", loading.name);
    }

    fn read(bytes: &[u8]) -> Outcome {
        let mut file = tempfile::Builder::new().suffix(".json").tempfile().expect("a place for a file");
        file.write_all(bytes).expect("room for a file");
        wait(&Loading::begin(file.path().to_owned(), NOW, None, &wake()))
    }

    #[test]
    fn the_bundled_timeline_can_be_shown() {
        let Outcome::Opened(document, _) = bundled() else { panic!("the bundled timeline is refused") };
        assert!(document.timeline.len() >= 42);
        assert_eq!(document.problem_count(), 0, "{:#?}", document.diagnostics);
    }

    #[test]
    fn a_file_is_read_on_a_thread() {
        let Outcome::Opened(document, _) = read(br#"[{"date": "2021-08", "title": "Three MoUs signed"}]"#)
        else {
            panic!("a good file is refused")
        };
        assert_eq!(document.timeline.len(), 1);
    }

    #[test]
    fn what_cannot_be_shown_is_refused_with_a_reason() {
        for bytes in [&b""[..], b"{", b"%PDF-1.7", b"[]", b"\xFF\xFE{\0"] {
            let Outcome::Refused(refusal) = read(bytes) else { panic!("{bytes:?} is not refused") };
            assert!(!refusal.message.is_empty());
        }
    }

    #[test]
    fn what_lies_ahead_is_planned_when_a_file_is_read_and_when_it_is_read_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("events.csv");
        std::fs::write(&path, "date,title\n2023-11-14,Today\n2023-11-15,Tomorrow\n")
            .expect("room for a file");
        let statuses = |outcome| {
            let Outcome::Opened(document, _) = outcome else { panic!("a good file is refused") };
            let statuses = document.timeline.ids().map(|id| document.timeline.event(id).status);
            (statuses.collect::<Vec<_>>(), document)
        };
        let (first, document) = statuses(wait(&Loading::begin(path.clone(), NOW, None, &wake())));
        assert_eq!(first, [Status::Happened, Status::Planned]);
        let later = TimePoint::from_seconds(NOW.seconds() + 86_400);
        let again = read_again(Again { path: &path, now: later, former: &document }, None, &Cancel::never())
            .expect("a table");
        assert_eq!(statuses(again).0, [Status::Happened, Status::Happened]);
    }

    #[test]
    fn a_refused_file_in_another_encoding_is_shown_as_it_was_decoded() {
        let wide: Vec<u8> = "\u{FEFF}[5]".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let Outcome::Refused(refusal) = read(&wide) else { panic!("a number is read as an event") };
        assert_eq!(&*refusal.bytes, b"[5]");
    }

    #[test]
    fn a_compressed_file_is_read_and_a_damaged_one_refused() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(br#"[{"date": "2021-08", "title": "Three MoUs signed"}]"#).expect("a vector");
        let packed = packed.finish().expect("a vector");
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("events.json.gz");
        let opened = |bytes: &[u8]| {
            std::fs::write(&path, bytes).expect("room for a file");
            wait(&Loading::begin(path.clone(), NOW, None, &wake()))
        };
        let Outcome::Opened(document, _) = opened(&packed) else { panic!("a good file is refused") };
        assert_eq!((document.name.as_str(), document.timeline.len()), ("events.json.gz", 1));
        let Outcome::Refused(refusal) = opened(&packed[..packed.len() - 4]) else { panic!("opened") };
        assert_eq!(refusal.message, "This file is compressed with gzip and damaged: it ends too early");
    }

    #[test]
    fn a_folder_and_a_missing_file_are_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, message) in [
            (folder.path().to_owned(), "This is a folder"),
            (folder.path().join("missing.json"), "There is no such file"),
        ] {
            let Outcome::Refused(refusal) = wait(&Loading::begin(path, NOW, None, &wake())) else {
                panic!("opened")
            };
            assert_eq!(refusal.message, message);
        }
    }
}
