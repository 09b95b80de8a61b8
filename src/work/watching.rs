//! Watches the files that are open, on a thread of its own: reports which has changed once it is quiet again.
//!
//! The system's own messages make it quick; a look every now and then makes it sure, because some file
//! systems (over a network, in a virtual machine) send none.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant, SystemTime};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::job::{Wake, start_thread};
use crate::session::FileId;

/// A file that was written to is left alone until it has been the same for so long: editors write in pieces.
const QUIET: Duration = Duration::from_millis(200);
/// A file that is not there may be about to be replaced; after so long it is gone.
const GONE_AFTER: Duration = Duration::from_millis(1_000);
/// How often a file that has stirred is looked at until it is quiet.
const LOOK_AGAIN: Duration = Duration::from_millis(60);
/// How often all files are looked at where the system reports changes, and where it does not.
const SURE: Duration = Duration::from_secs(2);
const POLL: Duration = Duration::from_millis(500);

/// What the file system says of a file without opening it; `None` where there is none.
pub type Stamp = Option<(u64, Option<SystemTime>, u64)>;

/// What the file system says of a file and of all that belongs to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// The file itself.
    pub file: Stamp,
    /// The texts of its sources and its mapping.
    pub companions: Vec<Stamp>,
}

/// What is to be done about a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is as it was.
    Nothing,
    /// Look again soon.
    Wait,
    /// It is to be read.
    Changed,
    /// It is not there any more.
    Gone,
}

/// Waits until a file that changes is quiet. Knows no clock and no file system: both are handed in.
#[derive(Clone, Debug)]
pub struct Quiet {
    /// As it was when it was read last.
    accepted: Signature,
    /// As it was at the last look.
    last: Signature,
    /// Since when it has been like that, while it is not settled.
    since: Option<Duration>,
}

impl Quiet {
    /// A file that has been read as it is.
    pub fn new(signature: Signature) -> Quiet {
        Quiet { accepted: signature.clone(), last: signature, since: None }
    }

    /// The system says that something happened to it: it is read again even if it looks the same.
    pub fn stir(&mut self, now: Duration) {
        self.since = Some(now);
    }

    /// Whether it is being waited for.
    pub fn is_stirring(&self) -> bool {
        self.since.is_some()
    }

    /// What to do about it, as it is now.
    pub fn look(&mut self, now: Duration, signature: Signature) -> Verdict {
        if signature != self.last {
            self.last = signature;
            self.since = Some(now);
        } else if self.since.is_none() && self.last != self.accepted {
            self.since = Some(now);
        }
        let Some(since) = self.since else { return Verdict::Nothing };
        let is_there = self.last.file.is_some();
        let patience = if is_there { QUIET } else { GONE_AFTER };
        if now.saturating_sub(since) < patience {
            return Verdict::Wait;
        }
        self.since = None;
        let was_there = self.accepted.file.is_some();
        self.accepted = self.last.clone();
        match (is_there, was_there) {
            (true, _) => Verdict::Changed,
            (false, true) => Verdict::Gone,
            (false, false) => Verdict::Nothing,
        }
    }
}

/// A file to look after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
    /// Which one.
    pub id: FileId,
    /// Where it is.
    pub path: PathBuf,
    /// What belongs to it.
    pub companions: Vec<PathBuf>,
    /// When it was begun to be read: what was written since then may not have been seen.
    pub read_since: SystemTime,
}

impl Watched {
    fn signature(&self) -> Signature {
        Signature {
            file: stamp(&self.path),
            companions: self.companions.iter().map(|path| stamp(path)).collect(),
        }
    }

    fn all(&self) -> impl Iterator<Item = &PathBuf> {
        std::iter::once(&self.path).chain(&self.companions)
    }
}

/// What a file is like; pipes and folders count as nothing there.
fn stamp(path: &Path) -> Stamp {
    let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    #[cfg(unix)]
    let identity = std::os::unix::fs::MetadataExt::ino(&metadata);
    #[cfg(not(unix))]
    let identity = 0;
    Some((metadata.len(), metadata.modified().ok(), identity))
}

/// Which file something happened to, and whether it is gone.
pub type Noticed = (FileId, bool);

enum Message {
    Watch(Vec<Watched>),
    Stirred(Vec<PathBuf>),
    End,
}

/// The thread that looks after files. It is started by the first file and ends when this is dropped.
pub struct Watching {
    sender: Option<Sender<Message>>,
    noticed: Receiver<Noticed>,
    watched: Vec<Watched>,
}

impl Default for Watching {
    fn default() -> Self {
        Watching { sender: None, noticed: mpsc::channel().1, watched: Vec::new() }
    }
}

impl Watching {
    /// Looks after these files from now on and after no others; `wake` is called when something is noticed.
    pub fn watch(&mut self, files: Vec<Watched>, wake: &Wake) {
        if files == self.watched {
            return;
        }
        self.watched.clone_from(&files);
        let sender = self.sender.get_or_insert_with(|| {
            let (sender, messages) = mpsc::channel();
            let (found, noticed) = mpsc::channel();
            self.noticed = noticed;
            let stirred = sender.clone();
            let wake = Arc::clone(wake);
            start_thread(move || Round::new(messages, stirred).run(&found, &*wake));
            sender
        });
        // A thread that has ended did so by a panic that reported itself.
        let _ = sender.send(Message::Watch(files));
    }

    /// What was noticed since the last time.
    pub fn noticed(&self) -> Vec<Noticed> {
        self.noticed.try_iter().collect()
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        if let Some(sender) = self.sender.take() {
            let _ = sender.send(Message::End);
        }
    }
}

/// What the thread knows.
struct Round {
    messages: Receiver<Message>,
    watcher: Option<RecommendedWatcher>,
    folders: BTreeSet<PathBuf>,
    /// The system reports changes in all folders.
    is_covered: bool,
    files: Vec<(Watched, Quiet)>,
    began: Instant,
}

impl Round {
    fn new(messages: Receiver<Message>, stirred: Sender<Message>) -> Round {
        let handler = move |event: notify::Result<notify::Event>| {
            if let Ok(event) = event
                && !matches!(event.kind, EventKind::Access(_) | EventKind::Other)
            {
                // Nobody listens any more when the window has closed.
                let _ = stirred.send(Message::Stirred(event.paths));
            }
        };
        Round {
            messages,
            watcher: notify::recommended_watcher(handler).ok(),
            folders: BTreeSet::new(),
            is_covered: false,
            files: Vec::new(),
            began: Instant::now(),
        }
    }

    fn run(mut self, found: &Sender<Noticed>, wake: &dyn Fn()) {
        loop {
            let is_stirring = self.files.iter().any(|(_, quiet)| quiet.is_stirring());
            let message = match (is_stirring, self.is_covered) {
                // Without a file there is nothing to look at.
                _ if self.files.is_empty() => {
                    self.messages.recv().map_err(|_| RecvTimeoutError::Disconnected)
                }
                (true, _) => self.messages.recv_timeout(LOOK_AGAIN),
                (false, true) => self.messages.recv_timeout(SURE),
                (false, false) => self.messages.recv_timeout(POLL),
            };
            match message {
                Ok(Message::Watch(files)) => self.watch(files),
                Ok(Message::Stirred(paths)) => self.stir(&paths),
                Err(RecvTimeoutError::Timeout) => {}
                Ok(Message::End) | Err(RecvTimeoutError::Disconnected) => return,
            }
            for noticed in self.look() {
                if found.send(noticed).is_err() {
                    return;
                }
                wake();
            }
        }
    }

    /// Goes on with the files that were there before, and begins with the others.
    fn watch(&mut self, files: Vec<Watched>) {
        let mut before = std::mem::take(&mut self.files);
        let now = self.began.elapsed();
        for file in files {
            let known = before.iter().position(|(other, _)| *other == file);
            let quiet = known.map(|index| before.swap_remove(index).1).unwrap_or_else(|| {
                let signature = file.signature();
                let is_fresh =
                    |stamp: &Stamp| stamp.and_then(|(_, at, _)| at).is_some_and(|at| at >= file.read_since);
                let was_written = is_fresh(&signature.file) || signature.companions.iter().any(is_fresh);
                let mut quiet = Quiet::new(signature);
                if was_written {
                    quiet.stir(now);
                }
                quiet
            });
            self.files.push((file, quiet));
        }
        self.follow_folders();
    }

    /// Has the system report changes of the folders, not of the files: an editor puts a
    /// new file at the path of the old one.
    fn follow_folders(&mut self) {
        let folder = |path: &PathBuf| path.parent().map(Path::to_owned).filter(|path| path.is_dir());
        let wanted: BTreeSet<PathBuf> =
            self.files.iter().flat_map(|(file, _)| file.all()).filter_map(folder).collect();
        let Some(watcher) = &mut self.watcher else { return };
        for left in self.folders.difference(&wanted) {
            // A folder that is gone is no longer watched anyway.
            let _ = watcher.unwatch(left);
        }
        let mut covered = BTreeSet::new();
        for folder in &wanted {
            if self.folders.contains(folder) || watcher.watch(folder, RecursiveMode::NonRecursive).is_ok() {
                covered.insert(folder.clone());
            }
        }
        self.is_covered = covered.len() == wanted.len();
        self.folders = covered;
    }

    fn stir(&mut self, paths: &[PathBuf]) {
        let now = self.began.elapsed();
        for (file, quiet) in &mut self.files {
            if file.all().any(|path| paths.contains(path)) {
                quiet.stir(now);
            }
        }
    }

    fn look(&mut self) -> Vec<Noticed> {
        let now = self.began.elapsed();
        let mut noticed = Vec::new();
        for (file, quiet) in &mut self.files {
            match quiet.look(now, file.signature()) {
                Verdict::Changed => noticed.push((file.id, false)),
                Verdict::Gone => noticed.push((file.id, true)),
                Verdict::Nothing | Verdict::Wait => {}
            }
        }
        noticed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signature(file: Option<u64>, companion: Option<u64>) -> Signature {
        let stamp = |len: Option<u64>| len.map(|len| (len, None, 1));
        Signature { file: stamp(file), companions: vec![stamp(companion)] }
    }

    /// What is said at each look: milliseconds, length of the file, length of its companion.
    fn said(looks: &[(u64, Option<u64>, Option<u64>)]) -> Vec<Verdict> {
        let mut quiet = Quiet::new(signature(Some(10), None));
        let look = |(at, file, companion): &(u64, Option<u64>, Option<u64>)| {
            quiet.look(Duration::from_millis(*at), signature(*file, *companion))
        };
        looks.iter().map(look).collect()
    }

    #[test]
    fn a_file_is_read_once_when_it_has_been_quiet() {
        use Verdict::{Changed, Gone, Nothing, Wait};
        assert_eq!(said(&[(0, Some(10), None), (5_000, Some(10), None)]), [Nothing, Nothing]);
        // Written in pieces.
        let looks = [
            (0, Some(12)),
            (100, Some(15)),
            (250, Some(19)),
            (400, Some(19)),
            (450, Some(19)),
            (9_000, Some(19)),
        ];
        let looks = looks.map(|(at, len)| (at, len, None));
        assert_eq!(said(&looks), [Wait, Wait, Wait, Wait, Changed, Nothing]);
        // Replaced: for a moment it is not there.
        let looks = [(0, None), (300, None), (400, Some(11)), (610, Some(11)), (700, Some(11))];
        assert_eq!(said(&looks.map(|(at, len)| (at, len, None))), [Wait, Wait, Wait, Changed, Nothing]);
        // Deleted, said once, and there again, even if it is the same.
        let looks = [(0, None), (1_000, None), (3_000, None), (3_100, Some(10)), (3_300, Some(10))];
        assert_eq!(said(&looks.map(|(at, len)| (at, len, None))), [Wait, Gone, Nothing, Wait, Changed]);
        // A text that belongs to it.
        assert_eq!(said(&[(0, Some(10), Some(1)), (250, Some(10), Some(1))]), [Wait, Changed]);
        // Changed back before it was quiet: looking at it again does no harm.
        let looks =
            [(0, Some(12), None), (100, Some(10), None), (300, Some(10), None), (400, Some(10), None)];
        assert_eq!(said(&looks), [Wait, Wait, Changed, Nothing]);
    }

    #[test]
    fn what_the_system_tells_of_is_read_even_if_it_looks_the_same() {
        let mut quiet = Quiet::new(signature(Some(10), None));
        quiet.stir(Duration::from_millis(50));
        let same = || signature(Some(10), None);
        assert_eq!(quiet.look(Duration::from_millis(60), same()), Verdict::Wait);
        assert_eq!(quiet.look(Duration::from_millis(251), same()), Verdict::Changed);
        assert_eq!(quiet.look(Duration::from_millis(900), same()), Verdict::Nothing);
    }

    #[test]
    fn the_thread_notices_what_happens_to_a_file_and_to_what_belongs_to_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, text) = (folder.path().join("f.json"), folder.path().join("t.txt"));
        fs::write(&path, "[1]").expect("room");
        let mut watching = Watching::default();
        let (sender, woken) = mpsc::channel();
        let id =
            crate::session::OpenFiles::of(crate::work::loading::nothing(), Default::default()).list()[0].id;
        let read_since = SystemTime::now() + Duration::from_secs(9);
        let file = Watched { id, path: path.clone(), companions: vec![text.clone()], read_since };
        let wake: Wake = Arc::new(move || {
            // Nobody listens any more when the test is over.
            let _ = sender.send(());
        });
        watching.watch(vec![file], &wake);
        let notice = || {
            woken.recv_timeout(Duration::from_secs(20)).expect("something is noticed");
            watching.noticed()
        };
        let beside = folder.path().join("new");
        let steps: [(&dyn Fn(), bool); 4] = [
            (&|| fs::write(&path, "[1, 2]").expect("room"), false),
            (&|| fs::write(&text, "words").expect("room"), false),
            (&|| fs::write(&beside, "[3]").and_then(|()| fs::rename(&beside, &path)).expect("room"), false),
            (&|| fs::remove_file(&path).expect("a file"), true),
        ];
        // The first look is taken before anything happens.
        std::thread::sleep(Duration::from_millis(300));
        for (step, is_gone) in steps {
            step();
            assert_eq!(notice(), [(id, is_gone)]);
        }
    }
}
