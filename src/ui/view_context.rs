//! What every view may read while a frame is drawn. Views never change the program themselves: they keep
//! state of their own and push requests into [`Asks`](super::Asks).

use crate::session::Session;
use crate::session::Settings;
use crate::work::Loading;
use crate::work::{Budget, Worker};
use dateline_picture::layout::PictureContext;
use dateline_picture::scene::Size;
use dateline_picture::text::Faces;

/// The read-only things of one frame. None of them changes between the first view of a frame and the last.
#[derive(Clone, Copy)]
pub(super) struct ViewContext<'a> {
    /// What is open and looked at.
    pub session: &'a Session,
    /// What survives a restart.
    pub settings: &'a Settings,
    /// The ruler of all text in the picture.
    pub faces: &'a Faces,
    /// How work is divided between frames and threads.
    pub budget: &'a Budget,
    /// Answers questions about large files.
    pub worker: &'a Worker,
    /// Places the labels of large files.
    pub labeller: &'a Worker,
    /// Width and height in points that lanes and rows are planned for.
    pub plan_size: Size,
    /// The file that is being read.
    pub loading: Option<&'a Loading>,
    /// What is shown is not yet what was asked for.
    pub is_waiting: bool,
    /// What is being done in the background, for the status line; empty when nothing is.
    pub background_work: &'static str,
}

impl<'a> ViewContext<'a> {
    /// What pictures of the open timeline are made with.
    pub fn picture_context(&self) -> PictureContext<'a> {
        PictureContext {
            timeline: &self.session.document().timeline,
            ruler: self.faces,
            zone: self.session.display_zone(),
            now: self.session.now(),
        }
    }

    /// Whether work on the whole file takes longer than a frame may.
    pub fn is_large(&self) -> bool {
        self.session.document().timeline.len() > self.budget.at_once
    }

    /// The worker for questions about a large file; `None` where the answer is made within the frame.
    pub fn worker_if_large(&self) -> Option<&'a Worker> {
        self.is_large().then_some(self.worker)
    }
}
