//! Fills the library of source texts: from the disk where a text is not held or has changed since, and as a
//! job for those that somebody asked for.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use super::job::{Job, JobState, Wake};
use crate::files::{self, TextError};
use crate::session::{LibraryText, SourceLibrary, TextStamp};
use dateline_timeline::Cancel;
use dateline_timeline::model::Source;

/// A text that was written less than this before it was read may be written again under the same stamp: some
/// file systems count in steps of two seconds.
const STAMP_STEP: Duration = Duration::from_secs(2);

/// The text of a source, from the library if it is as it was on disk, else read and kept. `None` where there
/// is none.
///
/// # Errors
/// As [`files::read_source_text`].
pub(super) fn fetch(
    library: &SourceLibrary,
    file: &Path,
    source: &Source,
) -> Result<Option<Arc<LibraryText>>, TextError> {
    // Before it is read: a text that changes meanwhile is read again the next time.
    let stamp = stamp_of(file, source);
    if let Some(held) = library.held(file, source)
        && held.stamp.is_some()
        && held.stamp == stamp
    {
        return Ok(Some(held));
    }
    let read = files::read_source_text(file, source);
    match &read {
        Err(error) => library.keep_absent(file, source, error.to_string()),
        Ok(None) => library.keep_absent(file, source, "There is no such text beside the file".to_owned()),
        Ok(Some(_)) => {}
    }
    let Some(read) = read? else { return Ok(None) };
    let is_settled =
        |stamp: &TextStamp| SystemTime::now().duration_since(stamp.written).is_ok_and(|age| age > STAMP_STEP);
    let stamp = stamp.filter(is_settled);
    let text = Arc::new(LibraryText { path: read.name, text: read.text, sha256: read.sha256, stamp });
    library.keep(file, source, Arc::clone(&text));
    Ok(Some(text))
}

fn stamp_of(file: &Path, source: &Source) -> Option<TextStamp> {
    let path = file.parent().unwrap_or(Path::new("")).join(source.text_in_folder()?);
    let metadata = path.metadata().ok()?;
    Some(TextStamp { length: metadata.len(), written: metadata.modified().ok()? })
}

/// Loads the texts that were asked for, a few at a time, beside the window.
#[derive(Debug, Default)]
pub struct SourceLoading {
    job: Option<TextJob>,
}

#[derive(Debug)]
struct TextJob {
    job: Job<()>,
    total: usize,
    done: Arc<AtomicUsize>,
}

/// How many texts are being loaded, and how many of them are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextProgress {
    /// Those that are done.
    pub done: usize,
    /// All of them.
    pub total: usize,
}

impl SourceLoading {
    /// Begins to load what is wanted of a library, unless it is at work; what is asked for meanwhile comes
    /// next. Says whether texts have come since the last time.
    pub fn follow(&mut self, library: &SourceLibrary, wake: &Wake) -> bool {
        let has_ended = match self.job.as_ref().map(|job| job.job.poll()) {
            Some(JobState::Running) => return false,
            Some(JobState::Done(()) | JobState::Ended) => true,
            None => false,
        };
        self.job = None;
        let wanted = library.take_wanted();
        if wanted.is_empty() {
            return has_ended;
        }
        let (total, done) = (wanted.len(), Arc::new(AtomicUsize::new(0)));
        let (own_library, own_done) = (library.clone(), Arc::clone(&done));
        let job = Job::start(wake, move |cancel: &Cancel| {
            for text in wanted {
                cancel.check()?;
                // Why a text is not there is kept in the library.
                let _ = fetch(&own_library, &text.file, &text.source);
                own_done.fetch_add(1, Ordering::Relaxed);
            }
            Some(())
        });
        self.job = Some(TextJob { job, total, done });
        has_ended
    }

    /// Stops before the next text. Those that have come stay; the others are loaded when they are asked for
    /// again.
    pub fn cancel(&mut self) {
        if let Some(job) = self.job.take() {
            job.job.cancel();
        }
    }

    /// How far it is; `None` while nothing is loaded.
    pub fn progress(&self) -> Option<TextProgress> {
        let job = self.job.as_ref()?;
        Some(TextProgress { done: job.done.load(Ordering::Relaxed), total: job.total })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::TextState;
    use std::path::PathBuf;
    use std::sync::mpsc;

    /// A folder with a file that names three texts, of which the last is not there.
    struct Beside {
        folder: tempfile::TempDir,
        sources: Vec<Source>,
    }

    impl Beside {
        fn new() -> Beside {
            let folder = tempfile::tempdir().expect("a folder");
            let source = |name: &str| serde_json::json!({ "id": name, "text": format!("{name}.txt") });
            let file = serde_json::json!({
                "dateline": 1,
                "sources": [source("a"), source("b"), source("c")],
                "events": [{ "title": "A" }],
            });
            let loaded = dateline_formats::load(file.to_string().as_bytes(), "f.json").expect("a timeline");
            let beside = Beside { folder, sources: loaded.timeline.sources().to_vec() };
            beside.write("a", "first", 60);
            beside.write("b", "other", 60);
            beside
        }

        fn file(&self) -> PathBuf {
            self.folder.path().join("f.json")
        }

        /// Writes a text as if so many seconds ago.
        fn write(&self, name: &str, text: &str, seconds_ago: u64) {
            let path = self.folder.path().join(format!("{name}.txt"));
            std::fs::write(&path, text).expect("room for a file");
            let written = SystemTime::now() - Duration::from_secs(seconds_ago);
            let file = std::fs::File::options().write(true).open(&path).expect("own file");
            file.set_modified(written).expect("own file");
        }

        fn fetched(&self, library: &SourceLibrary, index: usize) -> Option<Arc<LibraryText>> {
            fetch(library, &self.file(), &self.sources[index]).expect("it may be read")
        }
    }

    #[test]
    fn a_text_is_read_once_and_again_when_it_has_changed_on_disk() {
        let (beside, library) = (Beside::new(), SourceLibrary::default());
        let first = beside.fetched(&library, 0).expect("a text");
        assert_eq!((first.text.as_str(), first.sha256.len()), ("first", 64));
        let again = beside.fetched(&library, 0).expect("a text");
        assert!(Arc::ptr_eq(&first, &again), "it was not read again");
        beside.write("a", "fifth", 30);
        let changed = beside.fetched(&library, 0).expect("a text");
        assert_eq!(changed.text, "fifth", "the same length at another time");
        assert_ne!(changed.sha256, first.sha256);
        std::fs::remove_file(beside.folder.path().join("a.txt")).expect("own file");
        assert_eq!(beside.fetched(&library, 0), None);
        assert!(matches!(library.text_of(&beside.file(), &beside.sources[0]), TextState::Absent(_)));
        assert_eq!(library.held_bytes(), 0);
    }

    #[test]
    fn a_text_that_was_only_just_written_is_not_trusted_to_stay() {
        let (beside, library) = (Beside::new(), SourceLibrary::default());
        beside.write("a", "first", 0);
        let written = beside.folder.path().join("a.txt").metadata().and_then(|text| text.modified());
        assert_eq!(beside.fetched(&library, 0).map(|text| text.text.clone()), Some("first".to_owned()));
        // Within one step of the clock: length and time are the same.
        std::fs::write(beside.folder.path().join("a.txt"), "fifth").expect("room for a file");
        let file = std::fs::File::options().write(true).open(beside.folder.path().join("a.txt"));
        file.and_then(|file| file.set_modified(written?)).expect("own file");
        assert_eq!(beside.fetched(&library, 0).map(|text| text.text.clone()), Some("fifth".to_owned()));
    }

    #[test]
    fn what_was_asked_for_is_loaded_by_a_job_and_loaded_again_when_it_made_room() {
        let beside = Beside::new();
        // Room for one of the texts.
        let library = SourceLibrary::with_limit(8);
        let (sender, woken) = mpsc::channel();
        let wake: Wake = Arc::new(move || {
            let _ = sender.send(());
        });
        let mut loading = SourceLoading::default();
        let mut load = |library: &SourceLibrary| {
            assert!(!loading.follow(library, &wake));
            let total = loading.progress().map_or(0, |progress| progress.total);
            while !loading.follow(library, &wake) {
                woken.recv_timeout(Duration::from_secs(10)).expect("it ends");
            }
            assert_eq!(loading.progress(), None);
            total
        };
        let state = |index: usize| library.text_of(&beside.file(), &beside.sources[index]);
        assert!((0..3).all(|index| matches!(state(index), TextState::Loading)));
        assert_eq!(load(&library), 3);
        assert!(library.held_bytes() <= 8);
        assert!(matches!(state(1), TextState::Ready(text) if text.text == "other"));
        assert!(matches!(state(2), TextState::Absent(_)));
        assert!(matches!(state(0), TextState::Loading), "it made room for the second");
        assert_eq!(load(&library), 1);
        assert!(matches!(state(0), TextState::Ready(text) if text.text == "first"));
    }

    #[test]
    fn a_cancelled_job_is_forgotten_and_what_it_was_for_can_be_asked_for_again() {
        let (beside, library) = (Beside::new(), SourceLibrary::default());
        let wake: Wake = Arc::new(|| {});
        let mut loading = SourceLoading::default();
        library.text_of(&beside.file(), &beside.sources[0]);
        loading.follow(&library, &wake);
        loading.cancel();
        assert_eq!(loading.progress(), None);
        assert!(!loading.follow(&library, &wake));
        assert!(beside.fetched(&library, 0).is_some());
    }

    #[test]
    fn what_lies_outside_the_folder_is_absent_with_the_reason() {
        let (beside, library) = (Beside::new(), SourceLibrary::default());
        let outside = Source { text: Some("../secret.txt".to_owned()), ..beside.sources[0].clone() };
        assert!(matches!(fetch(&library, &beside.file(), &outside), Err(TextError::Outside(_))));
        let TextState::Absent(reason) = library.text_of(&beside.file(), &outside) else { panic!("read") };
        assert_eq!(reason, "../secret.txt lies outside the folder of the file and is not read");
    }
}
