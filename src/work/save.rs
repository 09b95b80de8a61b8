//! Writes the events to a file.

use std::path::PathBuf;
use std::sync::Arc;

use crate::files;
use dateline_formats::{Loss, SaveOptions, Saved, Target, save_with};
use dateline_timeline::Cancel;
use dateline_timeline::model::{EventId, Timeline};
use dateline_timeline::query::Matches;

/// So many losses are named when a file is written: a notice is one line, and the dialog has shown all.
const NAMED: usize = 2;

/// The events that are to be written to a file.
#[derive(Clone, Debug)]
pub struct Save {
    /// The file.
    pub path: PathBuf,
    /// The format.
    pub target: Target,
    /// The events.
    pub timeline: Arc<Timeline>,
    /// Which of them; `None` is all.
    pub matches: Option<Arc<Matches>>,
}

impl Save {
    /// Writes the file, and gives the sentence that reports it with the losses that matter most.
    ///
    /// # Errors
    /// The sentence that says why it is not written.
    pub fn write(&self) -> Result<String, String> {
        let Some(Saved { bytes, losses, .. }) = self.saved() else {
            return Err("The file is not written".to_owned());
        };
        match files::replace(&self.path, &bytes) {
            Ok(()) => {
                let name = self.path.file_name().unwrap_or_default().to_string_lossy();
                Ok(format!("Written to {name}. {}", in_short(self.target, &losses)))
            }
            Err(error) => Err(format!("The file is not written: {error:#}")),
        }
    }

    fn saved(&self) -> Option<Saved> {
        let chosen = self.matches.as_deref().map(|matches| move |id: EventId| matches.contains(id));
        let is_chosen = chosen.as_ref().map(|chosen| chosen as &dyn Fn(EventId) -> bool);
        save_with(&self.timeline, self.target, &SaveOptions { is_chosen, cancel: Cancel::never() })
    }
}

/// The summary with the losses that matter most.
fn in_short(target: Target, losses: &[Loss]) -> String {
    let losses = if target.can_be_opened() { losses } else { &[] };
    let summary = target.summary(losses.get(..NAMED).unwrap_or(losses));
    match losses.len().saturating_sub(NAMED) {
        0 => summary,
        more => format!("{summary} and {more} more"),
    }
}
