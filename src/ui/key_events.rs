//! From the keyboard to actions. Letters belong to a text field while one has the keyboard.

use egui::{Context, Event, Id, InputState, Key as Pressed, Modifiers, PointerButton, Ui};

use crate::session::{Action, Key, Shortcut};

/// The actions whose keys were pressed since the last frame, in the order of the list of actions. The keys
/// are used up, so that no widget sees them again. `has_dialog`: something stands over the picture and has
/// the keyboard; then only what `works_over_a_dialog` does is meant.
pub fn pressed_actions(ctx: &Context, has_dialog: bool) -> Vec<Action> {
    let is_writing = ctx.text_edit_focused();
    let has_focus = ctx.memory(|memory| memory.focused().is_some());
    let mut shortcuts: Vec<(Shortcut, Action)> = Action::ALL
        .iter()
        .flat_map(|action| action.shortcuts().iter().map(move |shortcut| (*shortcut, *action)))
        .filter(|(_, action)| !has_dialog || works_over_a_dialog(*action))
        .filter(|(shortcut, _)| is_free(*shortcut, is_writing, has_focus))
        .collect();
    // egui lets a plain key match one with Shift or Alt as well: the keys with more modifiers go first.
    shortcuts.sort_by_key(|(shortcut, _)| std::cmp::Reverse((shortcut.ctrl, shortcut.shift, shortcut.alt)));
    let consumed = |input: &mut InputState, shortcut: &Shortcut| {
        let modifiers = modifiers_of(*shortcut);
        egui_key(shortcut.key).map_or(0, |key| input.count_and_consume_key(modifiers, key))
    };
    ctx.input_mut(|input| {
        let mut actions = Vec::new();
        // The buttons at the side of a mouse, which browsers go back and forward with.
        if !has_dialog {
            let buttons =
                [(PointerButton::Extra1, Action::ViewBack), (PointerButton::Extra2, Action::ViewForward)];
            let pressed = buttons.into_iter().filter(|(button, _)| input.pointer.button_pressed(*button));
            actions.extend(pressed.map(|(_, action)| action));
        }
        for (shortcut, action) in &shortcuts {
            let times = consumed(input, shortcut);
            actions.extend(std::iter::repeat_n(*action, times));
        }
        actions
    })
}

/// What is typed behind a key that leads into a text field, in the same moment: it belongs to the field,
/// which has the keyboard only some passes later. Until then it waits here.
#[derive(Debug, Default)]
pub(super) struct TypedAhead {
    events: Vec<Event>,
    /// What had the keyboard when the key was pressed.
    left: Option<Id>,
    /// What the key itself types, until that has come.
    own_text: Option<String>,
    /// For how many passes it has waited.
    passes: usize,
}

/// A field that was asked for has the keyboard after so many passes, or it will never have it.
const PASSES_LIMIT: usize = 6;

impl TypedAhead {
    /// Holds back what follows a key that leads into a text field, and hands it out as soon as a field has
    /// the keyboard. To be called before any key is read.
    pub fn follow(&mut self, ctx: &Context, has_dialog: bool) {
        if self.passes > 0 {
            let later = ctx.input_mut(|input| taken_from(&mut input.events, 0));
            self.events.extend(later);
            self.drop_own_text();
            let focused = ctx.memory(|memory| memory.focused());
            let is_over = self.passes >= PASSES_LIMIT;
            if ctx.text_edit_focused() && (focused != self.left || is_over) {
                let events = std::mem::take(&mut self.events);
                ctx.input_mut(|input| drop(input.events.splice(0..0, events)));
                self.passes = 0;
            } else if is_over {
                *self = TypedAhead::default();
            } else {
                self.passes += 1;
                ctx.request_repaint();
            }
            return;
        }
        let is_writing = ctx.text_edit_focused();
        let has_focus = ctx.memory(|memory| memory.focused().is_some());
        let leads = |event: &Event| leads_into_a_field(event, is_writing, has_focus, has_dialog);
        let held = ctx.input_mut(|input| {
            let index = input.events.iter().position(leads)?;
            let own_text = input.events.get(index).and_then(text_of_key);
            Some((taken_from(&mut input.events, index + 1), own_text))
        });
        if let Some((events, own_text)) = held {
            let left = ctx.memory(|memory| memory.focused());
            *self = TypedAhead { events, left, own_text, passes: 1 };
            ctx.request_repaint();
        }
    }

    /// Drops the text of the key itself, which is no part of what is typed. It may come in a later batch.
    fn drop_own_text(&mut self) {
        let is_press = |event: &Event| matches!(event, Event::Key { pressed: true, .. } | Event::Text(_));
        let first = self.events.iter().position(is_press);
        if let Some(index) = first
            && let Some(own_text) = self.own_text.take()
            && matches!(self.events.get(index), Some(Event::Text(text)) if *text == own_text)
        {
            self.events.remove(index);
        }
    }
}

/// What a key types by itself; `None` where it is no key that types.
fn text_of_key(event: &Event) -> Option<String> {
    let Event::Key { key, modifiers, .. } = event else { return None };
    let types = !modifiers.command && !modifiers.alt;
    types.then(|| key.symbol_or_name().to_owned())
}

/// Takes what belongs to the keyboard out of a list of events, from an index on.
fn taken_from(events: &mut Vec<Event>, from: usize) -> Vec<Event> {
    let is_typed =
        |event: &Event| matches!(event, Event::Key { .. } | Event::Text(_) | Event::Ime(_) | Event::Paste(_));
    let later = events.split_off(from.min(events.len()));
    let (typed, others): (Vec<Event>, Vec<Event>) = later.into_iter().partition(is_typed);
    events.extend(others);
    typed
}

/// Whether an event is a key that moves the keyboard into a text field.
fn leads_into_a_field(event: &Event, is_writing: bool, has_focus: bool, has_dialog: bool) -> bool {
    let Event::Key { key, pressed: true, modifiers, .. } = event else { return false };
    let actions = [Action::Search, Action::Palette, Action::OpenPath, Action::SaveAs, Action::Export];
    actions.iter().filter(|action| !has_dialog || works_over_a_dialog(**action)).any(|action| {
        action.shortcuts().iter().any(|shortcut| {
            is_free(*shortcut, is_writing, has_focus)
                && egui_key(shortcut.key) == Some(*key)
                && modifiers.matches_logically(modifiers_of(*shortcut))
        })
    })
}

/// Whether an action leaves the picture behind a dialog as it is, or leads from one dialog to another.
const fn works_over_a_dialog(action: Action) -> bool {
    matches!(
        action,
        Action::Back
            | Action::OpenFile
            | Action::AddFile
            | Action::ToggleLiveReload
            | Action::ShowDuplicates
            | Action::OpenPath
            | Action::SaveAs
            | Action::Export
            | Action::Palette
            | Action::CheatSheet
            | Action::ShowUndated
            | Action::ShowProblems
            | Action::NextProblem
            | Action::Present
            | Action::SwitchTheme
            | Action::ToggleFullScreen
            | Action::Quit
    )
}

/// Whether a key is free to mean an action: a text field keeps what it needs for writing, and a focused
/// widget the keys that work it.
fn is_free(shortcut: Shortcut, is_writing: bool, has_focus: bool) -> bool {
    let writes = match shortcut.key {
        Key::Char('Z' | 'Y' | 'C') => true,
        Key::Char(_) => !shortcut.ctrl,
        Key::ArrowLeft | Key::ArrowRight | Key::ArrowUp | Key::ArrowDown => true,
        Key::Home | Key::End | Key::Enter | Key::Space | Key::Tab => true,
        Key::Function(_) | Key::PageUp | Key::PageDown | Key::Escape => false,
    };
    let works_widgets = matches!(shortcut.key, Key::Enter | Key::Space | Key::Tab);
    let is_taken = is_writing && writes || has_focus && works_widgets;
    !is_taken
}

fn modifiers_of(shortcut: Shortcut) -> Modifiers {
    Modifiers { shift: shortcut.shift, command: shortcut.ctrl, alt: shortcut.alt, ..Modifiers::NONE }
}

/// The same key by egui's name; `None` for chars that egui does not know.
pub fn egui_key(key: Key) -> Option<Pressed> {
    Some(match key {
        Key::Char(char) => return Pressed::from_name(char.encode_utf8(&mut [0; 4])),
        Key::Function(number) => return Pressed::from_name(&format!("F{number}")),
        Key::ArrowLeft => Pressed::ArrowLeft,
        Key::ArrowRight => Pressed::ArrowRight,
        Key::ArrowUp => Pressed::ArrowUp,
        Key::ArrowDown => Pressed::ArrowDown,
        Key::PageUp => Pressed::PageUp,
        Key::PageDown => Pressed::PageDown,
        Key::Home => Pressed::Home,
        Key::End => Pressed::End,
        Key::Enter => Pressed::Enter,
        Key::Escape => Pressed::Escape,
        Key::Space => Pressed::Space,
        Key::Tab => Pressed::Tab,
    })
}

/// By how many rows the arrow keys move in a list; negative is upwards. The keys are used up.
pub(super) fn arrow_steps(ui: &Ui) -> isize {
    ui.input_mut(|input| {
        let down = input.count_and_consume_key(Modifiers::NONE, Pressed::ArrowDown);
        let up = input.count_and_consume_key(Modifiers::NONE, Pressed::ArrowUp);
        down as isize - up as isize
    })
}

/// A label followed by the usual key of an action: "Facets (Ctrl+B)".
pub(super) fn with_shortcut(label: &str, action: Action) -> String {
    action.shortcuts().first().map_or_else(|| label.to_owned(), |key| format!("{label} ({})", key.label()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shortcut_has_a_key_in_egui() {
        for action in Action::ALL {
            for shortcut in action.shortcuts() {
                assert!(egui_key(shortcut.key).is_some(), "{action:?}: {}", shortcut.label());
            }
        }
    }

    #[test]
    fn letters_belong_to_a_text_field_and_commands_do_not() {
        let free = |action: Action, is_writing| {
            action.shortcuts().iter().any(|shortcut| is_free(*shortcut, is_writing, is_writing))
        };
        assert!(free(Action::SwitchTheme, false));
        for action in [Action::SwitchTheme, Action::NextEvent, Action::FitAll, Action::ViewBack] {
            assert!(!free(action, true), "{action:?}");
        }
        for action in [Action::Palette, Action::Back, Action::OpenFile, Action::Present] {
            assert!(free(action, true), "{action:?}");
        }
    }
}
