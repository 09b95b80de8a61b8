//! How a talk begins, goes on and ends.

use dateline_picture::scene::Size;
use std::time::Duration;

use super::talk_state::{Screen, StoryRef, Talk};
use crate::session::state::Session;
use crate::session::viewports::resized;
use dateline_picture::layout::Viewport;
use dateline_picture::scene::story_viewport;
use dateline_timeline::model::{EventId, Story, StoryScene};

/// One step of a talk. Outside of a talk only the first means anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TalkStep {
    /// Show the first scene of a story; in a talk: go on with that story. Nothing happens where the story is
    /// not shown or has no scene.
    Begin(StoryRef),
    /// Show a scene by its index; past the end the last one.
    Scene(usize),
    /// Show the scene after this one.
    Next,
    /// Show the scene before this one.
    Previous,
    /// Show the first scene.
    First,
    /// Show the last scene.
    Last,
    /// Make the screen black, or show what was on it.
    ToggleBlack,
    /// Show what a black screen hides.
    Uncover,
    /// Show an event instead of the scene.
    Aside(EventId),
    /// Go back to the scene from an event that is shown instead of it, else end the talk.
    Back,
    /// End the talk, with the view that was there before it.
    End,
}

impl Session {
    /// The talk that goes on.
    pub fn talk(&self) -> Option<&Talk> {
        self.talk.as_ref()
    }

    /// The stories of what is shown, in the order of the files and in that of each file.
    pub fn stories(&self) -> impl Iterator<Item = StoryRef> {
        self.shown.iter().flat_map(|(file, document)| {
            (0..document.timeline.stories().len()).map(|index| StoryRef { file: *file, index })
        })
    }

    /// A story with the ids that its events have in what is shown; `None` when it is gone.
    pub fn story(&self, story: StoryRef) -> Option<&Story> {
        let index = self.stories().position(|other| other == story)?;
        self.document.timeline.stories().get(index)
    }

    /// The story that is presented unless another is asked for: the first, if it has scenes.
    pub fn first_story(&self) -> Option<StoryRef> {
        let first = self.stories().next()?;
        self.story(first).filter(|story| !story.scenes.is_empty()).map(|_| first)
    }

    /// How many scenes the story of the talk has; 0 outside of a talk.
    pub fn scene_count(&self) -> usize {
        let story = self.talk.as_ref().and_then(|talk| self.story(talk.story));
        story.map_or(0, |story| story.scenes.len())
    }

    /// For how long the talk has gone on, by the clock of [`Command::Tick`](crate::session::Command::Tick).
    pub fn talk_elapsed(&self) -> Option<Duration> {
        let talk = self.talk.as_ref()?;
        Some(Duration::try_from_secs_f64(self.clock - talk.began).unwrap_or_default())
    }

    /// The stretch of time that the scene shows now, in a timeline of a width and a height in points. Windows
    /// of different sizes show the same stretch, on the way from one scene to the next too.
    pub fn talk_viewport(&self, width: f32, height: f32) -> Viewport {
        let is_own_size = self.viewport.width() == width && self.viewport.height() == height;
        if is_own_size { self.viewport } else { resized(&self.viewport, width, height) }
    }

    pub(in crate::session) fn step_talk(&mut self, step: TalkStep) {
        if let TalkStep::Begin(story) = step {
            return self.begin_talk(story);
        }
        let last = self.scene_count().saturating_sub(1);
        let Some(talk) = &mut self.talk else { return };
        match (step, talk.screen) {
            (TalkStep::ToggleBlack, Screen::Scene) => return talk.screen = Screen::Black,
            (TalkStep::ToggleBlack | TalkStep::Uncover, _) => return talk.screen = Screen::Scene,
            (TalkStep::Aside(event), _) => return talk.aside = Some(event),
            (TalkStep::End, _) | (TalkStep::Back, Screen::Black) => return self.end_talk(),
            // Any other step brings back what the screen hides, and then the scene.
            (_, Screen::Black) => return talk.screen = Screen::Scene,
            _ if talk.aside.take().is_some() => return,
            _ => {}
        }
        let scene = talk.scene;
        match step {
            TalkStep::Next if scene < last => self.show_scene(scene + 1),
            TalkStep::Previous if scene > 0 => self.show_scene(scene - 1),
            TalkStep::First => self.show_scene(0),
            TalkStep::Last => self.show_scene(last),
            TalkStep::Scene(scene) => self.show_scene(scene.min(last)),
            TalkStep::Back => self.end_talk(),
            _ => {}
        }
    }

    fn begin_talk(&mut self, story: StoryRef) {
        if self.story(story).is_none_or(|story| story.scenes.is_empty()) {
            return;
        }
        let is_beginning = self.talk.is_none();
        let (began, view_before) = match &self.talk {
            Some(talk) => (talk.began, talk.view_before),
            None => (self.clock, self.destination()),
        };
        self.talk = Some(Talk { story, scene: 0, screen: Screen::Scene, aside: None, began, view_before });
        self.show_scene(0);
        if is_beginning {
            self.land();
        }
    }

    fn show_scene(&mut self, scene: usize) {
        if let Some(talk) = &mut self.talk {
            talk.scene = scene;
        }
        if let Some(goal) = self.view_of_talk() {
            self.fly_to(goal);
        }
    }

    fn end_talk(&mut self) {
        if let Some(talk) = self.talk.take() {
            self.flight = None;
            self.viewport = talk.view_before;
        }
    }

    /// What the scene of the talk shows once no flight is under way.
    pub(in crate::session) fn view_of_talk(&self) -> Option<Viewport> {
        let talk = self.talk.as_ref()?;
        let scene: &StoryScene = self.story(talk.story)?.scenes.get(talk.scene)?;
        let size = Size::new(self.viewport.width(), self.viewport.height());
        Some(story_viewport(&self.document.timeline, scene, size))
    }

    /// Goes on with the talk as it is after what is shown was exchanged; it ends where its story is gone.
    /// `former_view` is what [`Session::view_of_talk`] was before.
    pub(in crate::session) fn go_on_with_talk(
        &mut self,
        followed: Option<Talk>,
        former_view: Option<Viewport>,
    ) {
        if followed.is_none() {
            return self.end_talk();
        }
        self.talk = followed;
        // A scene that shows the same stretch of time as before is not flown to anew.
        if let Some(goal) = self.view_of_talk().filter(|goal| former_view != Some(*goal)) {
            self.fly_to(goal);
        }
    }

    /// Replaces the view to return to, after the axis has got another meaning.
    pub(in crate::session) fn return_from_talk_to(&mut self, view: Viewport) {
        if let Some(talk) = &mut self.talk {
            talk.view_before = view;
        }
    }
}
