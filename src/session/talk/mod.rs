//! A talk: a story that is walked through scene by scene. What all windows that show it share is here; what
//! one window does with it (full screen, an open search, a hidden pointer) belongs to that window.

mod find_story;
mod progress;
mod talk_state;
#[cfg(test)]
mod tests;

pub use progress::TalkStep;
pub use talk_state::{Screen, StoryRef, Talk};
