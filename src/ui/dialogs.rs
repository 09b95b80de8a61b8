//! The system's dialogs for choosing files and a path to save to, on a thread of their own.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::work::{Job, JobState, Placing, Wake};
use dateline_formats::Format;

/// A person needs longer than this to answer; a faster "nothing" means that there is no dialog.
const FASTEST_PERSON: Duration = Duration::from_millis(150);

/// What came of a dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Files were chosen, to be opened or to be shown beside what is open.
    Paths(Vec<PathBuf>, Placing),
    /// A path to save to was chosen.
    Place(PathBuf),
    /// The person changed their mind.
    Cancelled,
    /// The system has no dialog to show.
    NoDialog,
}

/// The dialog that is open, if any.
#[derive(Debug)]
pub struct Dialogs {
    open: Option<Job<Answer>>,
    /// Whether the system is asked at all. In tests it is not: whether it has a dialog differs between
    /// machines, and how soon it says that it has none.
    is_system_asked: bool,
}

impl Default for Dialogs {
    fn default() -> Dialogs {
        Dialogs { open: None, is_system_asked: true }
    }
}

impl Dialogs {
    /// Dialogs that are never opened: every question is answered with [`Answer::NoDialog`].
    pub fn none() -> Dialogs {
        Dialogs { open: None, is_system_asked: false }
    }

    /// Opens the dialog, beside the file that was opened last; nothing when one is open already.
    pub fn choose_files(&mut self, wake: &Wake, beside: Option<&Path>, placing: Placing) {
        let folder = beside.and_then(Path::parent).map(Path::to_owned);
        self.ask(wake, move || {
            let mut dialog = rfd::FileDialog::new()
                .set_title("Open event files")
                .add_filter("Event files", &endings())
                .add_filter("All files", &["*"]);
            if let Some(folder) = folder {
                dialog = dialog.set_directory(folder);
            }
            Some(Answer::Paths(dialog.pick_files()?, placing))
        });
    }

    /// Asks where to save, beginning with a path; nothing when a dialog is open already.
    pub fn choose_place(&mut self, wake: &Wake, path: &Path) {
        let folder = path.parent().filter(|folder| folder.is_dir()).map(Path::to_owned);
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        self.ask(wake, move || {
            let mut dialog = rfd::FileDialog::new().set_title("Save as");
            if let Some(folder) = folder {
                dialog = dialog.set_directory(folder);
            }
            if let Some(name) = name {
                dialog = dialog.set_file_name(name);
            }
            dialog.save_file().map(Answer::Place)
        });
    }

    fn ask(&mut self, wake: &Wake, dialog: impl FnOnce() -> Option<Answer> + Send + 'static) {
        if self.open.is_some() {
            return;
        }
        if !self.is_system_asked {
            self.open = Some(Job::start(wake, |_| Some(Answer::NoDialog)));
            return;
        }
        self.open = Some(Job::start(wake, move |_| {
            let began = Instant::now();
            Some(answer_of(dialog(), began.elapsed()))
        }));
    }

    /// The answer, once.
    pub fn answer(&mut self) -> Option<Answer> {
        let answer = match self.open.as_ref()?.poll() {
            JobState::Done(answer) => answer,
            JobState::Running => return None,
            JobState::Ended => Answer::NoDialog,
        };
        self.open = None;
        Some(answer)
    }
}

/// The endings of all files that can be read, packed or not; a hint for the dialog, since content decides.
fn endings() -> Vec<&'static str> {
    let of_formats = Format::ALL.iter().flat_map(|format| format.endings());
    let mut endings: Vec<&str> = of_formats.chain(&["zip", "gz"]).copied().collect();
    endings.sort_unstable();
    endings.dedup();
    endings
}

fn answer_of(chosen: Option<Answer>, after: Duration) -> Answer {
    match chosen {
        Some(answer) => answer,
        None if after < FASTEST_PERSON => Answer::NoDialog,
        None => Answer::Cancelled,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dialog_offers_every_file_that_can_be_read() {
        let endings = endings();
        for ending in ["json", "csv", "ics", "mw", "timeline", "gz"] {
            assert_eq!(endings.iter().filter(|other| **other == ending).count(), 1, "{ending}");
        }
    }

    #[test]
    fn nothing_at_once_means_that_there_is_no_dialog() {
        assert_eq!(answer_of(None, Duration::from_millis(22)), Answer::NoDialog);
        assert_eq!(answer_of(None, Duration::from_secs(2)), Answer::Cancelled);
        let chosen = Answer::Paths(vec![PathBuf::from("/history/us.json")], Placing::Add);
        assert_eq!(answer_of(Some(chosen.clone()), Duration::ZERO), chosen);
    }
}
