//! The state of a talk.

use super::find_story::{find_scene_again, find_story_again};
use crate::session::open_files::FileId;
use dateline_picture::layout::Viewport;
use dateline_timeline::model::{EventId, Timeline};

/// Which story of which open file. It is no copy: what the story says is read from the file as it is now.
///
/// When the file is read again or edited the session looks for the story anew: it is the one with the same
/// title, or the one at the same index if that was given a new title. Where neither is there, or it has no
/// scene any more, or its file is closed or hidden, the story is gone and the talk ends as if it had been
/// ended by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoryRef {
    /// The file.
    pub(in crate::session) file: FileId,
    /// The index of the story among those of the file.
    pub(in crate::session) index: usize,
}

/// What the audience sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// The scene, or the event that is shown instead of it.
    Scene,
    /// Nothing: all is black.
    Black,
}

/// A talk that goes on.
#[derive(Clone, Debug)]
pub struct Talk {
    pub(super) story: StoryRef,
    pub(super) scene: usize,
    pub(super) screen: Screen,
    pub(super) aside: Option<EventId>,
    pub(super) began: f64,
    pub(super) view_before: Viewport,
}

impl Talk {
    /// The story that is told.
    pub fn story(&self) -> StoryRef {
        self.story
    }

    /// The index of the scene that is shown, among those of the story.
    pub fn scene(&self) -> usize {
        self.scene
    }

    /// What the audience sees.
    pub fn screen(&self) -> Screen {
        self.screen
    }

    /// The event that is shown instead of the scene; it is the answer to a question from the audience.
    pub fn aside(&self) -> Option<EventId> {
        self.aside
    }

    /// The same talk after its file was exchanged for what it is now; `None` when the story is gone. The
    /// scene is found again by its title, its caption and its event. Where it is gone the next one is shown,
    /// or the last. `new_event` gives the new id of an event of what is shown.
    pub(in crate::session) fn followed(
        &self,
        old: &Timeline,
        new: &Timeline,
        new_event: impl Fn(EventId) -> Option<EventId>,
    ) -> Option<Talk> {
        let index = find_story_again(old.stories(), self.story.index, new.stories())?;
        let (before, after) = (old.stories().get(self.story.index)?, new.stories().get(index)?);
        Some(Talk {
            story: StoryRef { index, ..self.story },
            scene: find_scene_again(before, self.scene, after)?,
            aside: self.aside.and_then(new_event),
            ..self.clone()
        })
    }
}
