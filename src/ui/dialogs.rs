//! The system's dialog for choosing a file, on a thread of its own.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use egui::Context;

use super::opening::Placing;

/// A person needs longer than this to answer; a faster "nothing" means that there is no dialog.
const FASTEST_PERSON: Duration = Duration::from_millis(150);

/// What came of a dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Files were chosen, to be opened or to be shown beside what is open.
    Paths(Vec<PathBuf>, Placing),
    /// The person changed their mind.
    Cancelled,
    /// The system has no dialog to show.
    NoDialog,
}

/// The dialog that is open, if any.
#[derive(Debug, Default)]
pub struct Dialogs {
    open: Option<Receiver<Answer>>,
}

impl Dialogs {
    /// Opens the dialog, beside the file that was opened last; nothing when one is open already.
    pub fn choose_files(&mut self, ctx: &Context, beside: Option<&Path>, placing: Placing) {
        let folder = beside.and_then(Path::parent).map(Path::to_owned);
        self.ask(ctx, placing, move || {
            let mut dialog = rfd::FileDialog::new()
                .set_title("Open event files")
                .add_filter("Event files", &["json"])
                .add_filter("All files", &["*"]);
            if let Some(folder) = folder {
                dialog = dialog.set_directory(folder);
            }
            dialog.pick_files()
        });
    }

    fn ask(
        &mut self,
        ctx: &Context,
        placing: Placing,
        dialog: impl FnOnce() -> Option<Vec<PathBuf>> + Send + 'static,
    ) {
        if self.open.is_some() {
            return;
        }
        let (sender, receiver) = mpsc::channel();
        let waker = ctx.clone();
        std::thread::spawn(move || {
            let began = Instant::now();
            let answer = answer_of(dialog(), placing, began.elapsed());
            // Nobody listens any more when the window has closed.
            let _ = sender.send(answer);
            waker.request_repaint();
        });
        self.open = Some(receiver);
    }

    /// The answer, once.
    pub fn answer(&mut self) -> Option<Answer> {
        match self.open.as_ref()?.try_recv() {
            Ok(answer) => {
                self.open = None;
                Some(answer)
            }
            Err(mpsc::TryRecvError::Empty) => None,
            Err(mpsc::TryRecvError::Disconnected) => {
                self.open = None;
                Some(Answer::NoDialog)
            }
        }
    }
}

fn answer_of(paths: Option<Vec<PathBuf>>, placing: Placing, after: Duration) -> Answer {
    match paths {
        Some(paths) => Answer::Paths(paths, placing),
        None if after < FASTEST_PERSON => Answer::NoDialog,
        None => Answer::Cancelled,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_at_once_means_that_there_is_no_dialog() {
        assert_eq!(answer_of(None, Placing::Add, Duration::from_millis(22)), Answer::NoDialog);
        assert_eq!(answer_of(None, Placing::Add, Duration::from_secs(2)), Answer::Cancelled);
        let paths = vec![PathBuf::from("/history/us.json")];
        let answer = answer_of(Some(paths.clone()), Placing::Add, Duration::ZERO);
        assert_eq!(answer, Answer::Paths(paths, Placing::Add));
    }
}
