//! Live reload without a window: which open files are watched, which are being read again, and what came of
//! it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::job::{Job, JobState, Wake};
use super::loading::{Again, absolute};
use super::prepared_labels::Preparation;
use super::rereading::{Reread, companions, reread};
use super::watching::{Noticed, Watched, Watching};
use crate::session::{FileId, OpenFile, Session};

/// The clock that files are stamped with lags behind by up to this much.
const STAMP_LAG: Duration = Duration::from_millis(20);

/// A file that is being read again.
struct Reading {
    file: FileId,
    began: SystemTime,
    job: Job<Reread>,
}

/// A file that was read again.
pub struct Finished {
    /// Which one.
    pub file: FileId,
    /// When it was begun to be read: what was written since then may not have been seen.
    pub began: SystemTime,
    /// What came of it.
    pub reread: Reread,
}

/// The files that are watched, and those that are being read again.
#[derive(Default)]
pub struct Reloading {
    watching: Watching,
    reading: Vec<Reading>,
    /// Since when what is shown of a file may be older than the file.
    read_since: HashMap<PathBuf, SystemTime>,
    /// The file that was reported as unreadable last.
    reported: Option<FileId>,
}

impl Reloading {
    /// Notes that a file was read; what was written since `began` may not have been seen. `None` is now.
    pub fn was_read(&mut self, path: &Path, began: Option<SystemTime>) {
        let began = began.unwrap_or_else(SystemTime::now);
        self.read_since.insert(absolute(path), began.checked_sub(STAMP_LAG).unwrap_or(began));
    }

    /// Watches the files that are open now, and none where live reload is off.
    pub fn watch(&mut self, session: &Session, wake: &Wake) {
        let open = session.files().list().iter().filter(|_| session.has_live_reload());
        let watched = open.filter_map(|file| {
            let path = absolute(file.document.path.as_ref()?);
            let read_since = self.read_since.get(&path).copied().unwrap_or(SystemTime::UNIX_EPOCH);
            let companions = companions(&path, &file.document);
            Some(Watched { id: file.id, path, companions, read_since })
        });
        let watched = watched.collect();
        self.watching.watch(watched, wake);
    }

    /// What happened to watched files since the last time.
    pub fn noticed(&self) -> Vec<Noticed> {
        self.watching.noticed()
    }

    /// Begins to read an open file again; nothing happens for one without a path. A reading of the same file
    /// that is still at work is stopped.
    pub fn read_again(&mut self, open: &OpenFile, session: &Session, preparation: Preparation, wake: &Wake) {
        let Some(path) = open.document.path.clone() else { return };
        let (file, began, now) = (open.id, SystemTime::now(), session.now());
        for reading in self.reading.iter().filter(|reading| reading.file == file) {
            reading.job.cancel();
        }
        self.reading.retain(|reading| reading.file != file);
        let former = Arc::clone(&open.document);
        let job = Job::start(wake, move |cancel| {
            reread(Again { path: &path, now, former: &former }, preparation, cancel)
        });
        self.reading.push(Reading { file, began, job });
    }

    /// The files that have been read since the last time.
    pub fn finished(&mut self) -> Vec<Finished> {
        let mut finished = Vec::new();
        self.reading.retain(|reading| match reading.job.poll() {
            JobState::Done(reread) => {
                finished.push(Finished { file: reading.file, began: reading.began, reread });
                false
            }
            JobState::Running => true,
            // It was cancelled, or failed and has reported that.
            JobState::Ended => false,
        });
        finished
    }

    /// Whether a file is to be reported as unreadable: not a second time while it is.
    pub fn is_to_be_reported(&mut self, file: FileId) -> bool {
        self.reported.replace(file) != Some(file)
    }

    /// All files can be read again; the next one that cannot is reported.
    pub fn all_are_readable(&mut self) {
        self.reported = None;
    }
}
