//! The talk in windows. `talk_picture` draws it from the session's state alone, in any size and for as many
//! windows as there are; `talk_window` holds what one window does with it: keys, full screen, a search.

mod talk_picture;
mod talk_search;
mod talk_window;

pub(super) use talk_window::TalkWindow;
