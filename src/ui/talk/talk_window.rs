//! The talk full screen in one window: one scene at a time, in large type, walked with a clicker or with
//! keys, with a search over it.

use dateline_picture::scene::Size;
use egui::{Context, CursorIcon, Event, Id, Key, Modifiers, PointerButton, Rect, Ui, ViewportCommand};

use super::talk_picture::talk_ui;
use super::talk_search::{Outcome, TalkSearch};
use crate::session::{Command, Session, TalkStep};
use crate::ui::request::Asks;
use crate::ui::view_context::ViewContext;
use crate::work::Budget;
use dateline_picture::scene::story_strip_size;

/// Seconds after which a resting pointer is hidden.
const POINTER_RESTS: f32 = 2.0;

/// What one window remembers of a talk. What all windows share is in the session.
#[derive(Default)]
pub struct TalkWindow {
    /// Whether the window filled the screen before; `None` while there is no talk.
    was_full_screen: Option<bool>,
    /// The search that is open over the scene.
    search: Option<TalkSearch>,
}

/// What a key does in a talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum KeyMeaning {
    Step(TalkStep),
    Find,
}

/// The keys of a talk. Clickers send PageDown, PageUp, `.` or B, and F5 or Escape.
fn meaning_of(key: Key) -> Option<KeyMeaning> {
    Some(KeyMeaning::Step(match key {
        Key::PageDown | Key::ArrowRight | Key::ArrowDown | Key::Space | Key::Enter | Key::N => TalkStep::Next,
        Key::PageUp | Key::ArrowLeft | Key::ArrowUp | Key::Backspace | Key::P => TalkStep::Previous,
        Key::Home => TalkStep::First,
        Key::End => TalkStep::Last,
        Key::Period | Key::B => TalkStep::ToggleBlack,
        Key::Escape => TalkStep::Back,
        Key::Slash => return Some(KeyMeaning::Find),
        _ => return None,
    }))
}

fn talk_id() -> Id {
    Id::unique("talk")
}

impl TalkWindow {
    /// Takes over what the search found beside the window.
    pub(in crate::ui) fn collect(&mut self, budget: &Budget) {
        if let Some(search) = &mut self.search {
            search.collect(budget);
        }
    }

    /// What the keys of a talk change; all other keys mean nothing while it lasts.
    pub(in crate::ui) fn read_keys(&mut self, ctx: &Context, session: &Session) -> Vec<Command> {
        if self.search.is_some() {
            // All other keys write the text or walk the list.
            if ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
                self.leave_search(ctx);
            }
            return Vec::new();
        }
        let pressed = |event: &Event| match event {
            Event::Key { key, pressed: true, .. } => meaning_of(*key),
            // On many keyboards the slash is not a key of its own.
            Event::Text(text) if text == "/" => Some(KeyMeaning::Find),
            _ => None,
        };
        let meanings: Vec<KeyMeaning> = ctx.input(|input| input.events.iter().filter_map(pressed).collect());
        ctx.input_mut(|input| {
            input.events.retain(|event| !matches!(event, Event::Key { .. } | Event::Text(_)));
        });
        let steps = meanings.into_iter().map(|meaning| match meaning {
            KeyMeaning::Step(step) => step,
            KeyMeaning::Find => {
                self.search = Some(TalkSearch::of(session.document()));
                TalkStep::Uncover
            }
        });
        steps.map(Command::Talk).collect()
    }

    /// What a click and the size of the window change, before anything is painted.
    pub(in crate::ui) fn steer(&self, ctx: &Context, session: &Session, rect: Rect) -> Vec<Command> {
        let mut commands = Vec::new();
        let Size { width, height } = story_strip_size(Size::new(rect.width(), rect.height()));
        let viewport = session.viewport();
        if viewport.width() != width || viewport.height() != height {
            commands.push(Command::Resize(width, height));
        }
        let Some(response) = ctx.read_response(talk_id()) else { return commands };
        if response.clicked() {
            commands.push(Command::Talk(TalkStep::Next));
        } else if response.clicked_by(PointerButton::Secondary) {
            commands.push(Command::Talk(TalkStep::Previous));
        }
        commands
    }

    /// Makes the window fill the screen when a talk begins, and go back when it ends.
    pub(in crate::ui) fn follow(&mut self, ctx: &Context, session: &Session) {
        match (session.talk().is_some(), self.was_full_screen) {
            (true, None) => {
                let is_full = ctx.input(|input| input.viewport().fullscreen.unwrap_or(false));
                self.was_full_screen = Some(is_full);
                if !is_full {
                    ctx.send_viewport_cmd(ViewportCommand::Fullscreen(true));
                }
                ctx.memory_mut(|memory| memory.stop_text_input());
            }
            (false, Some(was_full)) => {
                *self = TalkWindow::default();
                if !was_full {
                    ctx.send_viewport_cmd(ViewportCommand::Fullscreen(false));
                }
            }
            _ => {}
        }
    }

    /// Shows the talk in all of the window, and the search over it.
    pub(in crate::ui) fn show(&mut self, ui: &Ui, view: &ViewContext<'_>, asks: &mut Asks) {
        if let Some(talk) = view.session.talk() {
            talk_ui(ui, talk_id(), view, talk);
        }
        let Some(search) = &mut self.search else { return hide_pointer(ui.ctx()) };
        match search.show(ui, view.worker_if_large()) {
            Outcome::Open => {}
            Outcome::Left => self.leave_search(ui.ctx()),
            Outcome::Found(event) => {
                asks.command(Command::Talk(TalkStep::Aside(event)));
                self.leave_search(ui.ctx());
            }
        }
    }

    fn leave_search(&mut self, ctx: &Context) {
        self.search = None;
        ctx.memory_mut(|memory| memory.stop_text_input());
        ctx.request_repaint();
    }
}

/// The pointer shows while it moves and a little longer.
fn hide_pointer(ctx: &Context) {
    let rested = ctx.input(|input| input.pointer.time_since_last_movement());
    if rested >= POINTER_RESTS {
        ctx.set_cursor_icon(CursorIcon::None);
    } else {
        ctx.request_repaint_after_secs(POINTER_RESTS - rested + 0.01);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clickers_work_as_they_come() {
        assert_eq!(meaning_of(Key::PageDown), Some(KeyMeaning::Step(TalkStep::Next)));
        assert_eq!(meaning_of(Key::PageUp), Some(KeyMeaning::Step(TalkStep::Previous)));
        assert_eq!(meaning_of(Key::Period), Some(KeyMeaning::Step(TalkStep::ToggleBlack)));
        assert_eq!(meaning_of(Key::B), Some(KeyMeaning::Step(TalkStep::ToggleBlack)));
        assert_eq!(meaning_of(Key::Escape), Some(KeyMeaning::Step(TalkStep::Back)));
        assert_eq!(meaning_of(Key::F5), None, "the start button of a clicker does not end the talk");
    }
}
