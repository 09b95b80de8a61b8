//! What every writer of another format is given.

use dateline_timeline::Cancel;
use dateline_timeline::model::Timeline;

/// What a writer is handed.
pub(super) struct Saving<'s> {
    /// What is to be written.
    pub timeline: &'s Timeline,
    /// Whether it is a part of a larger one, so that what nothing in it uses is no loss.
    pub is_part: bool,
    pub cancel: &'s Cancel,
}

impl Saving<'_> {
    /// `None` once nobody waits for the file any more.
    pub fn check_cancel(&self) -> Option<()> {
        self.cancel.check()
    }
}
