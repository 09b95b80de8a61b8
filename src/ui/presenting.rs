//! The story full screen: one scene at a time, in large type, walked with a clicker or with keys.

use egui::accesskit::Role;
use egui::{
    Context, CursorIcon, Event, Id, Key, Modifiers, PointerButton, Rect, Sense, Ui, ViewportCommand,
    WidgetInfo,
};

use super::talk_search::{Outcome, TalkSearch, story_of};
use super::view_context::ViewContext;
use super::{paint, style};
use crate::session::{Command, Session, ThemeChoice};
use crate::work::Budget;
use dateline_picture::layout::PictureContext;
use dateline_picture::scene::{Scene, StoryInput, Theme, draw_story_scene, story_citation, story_strip_size};
use dateline_timeline::model::Story;

/// Seconds after which a resting pointer is hidden.
const POINTER_RESTS: f32 = 2.0;

/// What the window remembers of a presentation.
#[derive(Default)]
pub struct Presenting {
    /// Whether the window filled the screen before; `None` while nothing is presented.
    was_full_screen: Option<bool>,
    /// The search that is open over the scene.
    search: Option<TalkSearch>,
    /// The event that is shown instead of the scene, as a story made up for it.
    aside: Option<Story>,
}

impl Presenting {
    /// Takes over what the search found beside the window.
    pub(super) fn collect(&mut self, budget: &Budget) {
        if let Some(search) = &mut self.search {
            search.collect(budget);
        }
    }
}

/// What a key does in a presentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Next,
    Previous,
    First,
    Last,
    Blank,
    Find,
    End,
}

/// The keys of a presentation. Clickers send PageDown, PageUp, `.` or B, and F5 or Escape.
fn step_of(key: Key) -> Option<Step> {
    Some(match key {
        Key::PageDown | Key::ArrowRight | Key::ArrowDown | Key::Space | Key::Enter | Key::N => Step::Next,
        Key::PageUp | Key::ArrowLeft | Key::ArrowUp | Key::Backspace | Key::P => Step::Previous,
        Key::Home => Step::First,
        Key::End => Step::Last,
        Key::Period | Key::B => Step::Blank,
        Key::Slash => Step::Find,
        Key::Escape => Step::End,
        _ => return None,
    })
}

fn scene_id() -> Id {
    Id::unique("scene")
}

impl Presenting {
    /// What the keys of a presentation change; all other keys mean nothing while it lasts.
    pub(super) fn read_keys(&mut self, ctx: &Context, session: &Session) -> Vec<Command> {
        if self.search.is_some() {
            // All other keys write the words or walk the list.
            if ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
                self.leave_search(ctx);
            }
            return Vec::new();
        }
        let pressed = |event: &Event| match event {
            Event::Key { key, pressed: true, .. } => step_of(*key),
            // On many keyboards the sign is not a key of its own.
            Event::Text(text) if text == "/" => Some(Step::Find),
            _ => None,
        };
        let steps: Vec<Step> = ctx.input(|input| input.events.iter().filter_map(pressed).collect());
        ctx.input_mut(|input| {
            input.events.retain(|event| !matches!(event, Event::Key { .. } | Event::Text(_)));
        });
        let mut at = At::of(session);
        steps.into_iter().filter_map(|step| self.take(step, session, &mut at)).collect()
    }

    /// What a click and the size of the window change, before anything is painted.
    pub(super) fn steer(&mut self, ctx: &Context, session: &Session, rect: Rect) -> Vec<Command> {
        let mut commands = Vec::new();
        let (width, height) = story_strip_size((rect.width(), rect.height()));
        let viewport = session.viewport();
        if viewport.width() != width || viewport.height() != height {
            commands.push(Command::Resize(width, height));
        }
        let Some(response) = ctx.read_response(scene_id()) else { return commands };
        let step = if response.clicked() {
            Some(Step::Next)
        } else if response.clicked_by(PointerButton::Secondary) {
            Some(Step::Previous)
        } else {
            None
        };
        commands.extend(step.and_then(|step| self.take(step, session, &mut At::of(session))));
        commands
    }

    /// The command for one step. `at` is moved along, so that several steps of one frame follow each other.
    fn take(&mut self, step: Step, session: &Session, at: &mut At) -> Option<Command> {
        let scene = at.scene?;
        let last = session.scene_count().saturating_sub(1);
        if step == Step::Find {
            self.search = Some(TalkSearch::of(session.document()));
            at.is_blank = false;
            return Some(Command::Blank(false));
        }
        if step != Step::Blank && !at.is_blank && self.aside.take().is_some() {
            // Whatever else is pressed brings the scene back.
            return None;
        }
        let goal = match step {
            Step::Blank => {
                at.is_blank = !at.is_blank;
                return Some(Command::Blank(at.is_blank));
            }
            Step::End | Step::Find => None,
            // Whatever else is pressed on a blank screen brings the scene back.
            _ if at.is_blank => {
                at.is_blank = false;
                return Some(Command::Blank(false));
            }
            Step::Next if scene >= last => return None,
            Step::Next => Some(scene + 1),
            Step::Previous if scene == 0 => return None,
            Step::Previous => Some(scene - 1),
            Step::First => Some(0),
            Step::Last => Some(last),
        };
        at.scene = goal;
        Some(Command::Present(goal))
    }

    /// Makes the window fill the screen when a presentation begins, and go back when it ends.
    pub(super) fn follow(&mut self, ctx: &Context, session: &Session) {
        match (session.presenting().is_some(), self.was_full_screen) {
            (true, None) => {
                let is_full = ctx.input(|input| input.viewport().fullscreen.unwrap_or(false));
                self.was_full_screen = Some(is_full);
                if !is_full {
                    ctx.send_viewport_cmd(ViewportCommand::Fullscreen(true));
                }
                ctx.memory_mut(|memory| memory.stop_text_input());
            }
            (false, Some(was_full)) => {
                *self = Presenting::default();
                if !was_full {
                    ctx.send_viewport_cmd(ViewportCommand::Fullscreen(false));
                }
            }
            _ => {}
        }
    }

    /// Shows the scene in all of the window.
    pub(super) fn show(&mut self, ui: &mut Ui, view: &ViewContext<'_>) {
        let session = view.session;
        let rect = ui.max_rect();
        // Projectors wash out dark pictures: presenting is light, unless dark was chosen.
        let theme = if session.theme() == ThemeChoice::Dark { Theme::dark() } else { Theme::light() };
        let response = ui.interact(rect, scene_id(), Sense::click());
        if session.is_blank() {
            ui.painter().rect_filled(rect, 0.0, egui::Color32::BLACK);
            response.widget_info(|| WidgetInfo::labeled(Role::Image, true, "Blank"));
        } else if let Some(scene) = self.scene(view, rect.size(), &theme) {
            ui.painter().rect_filled(rect, 0.0, style::color(scene.background));
            paint::paint(&ui.painter_at(rect), rect.min, &scene.items);
            let count = session.scene_count();
            let number = session.presenting().map_or(0, |at| at + 1);
            let label = match self.aside {
                Some(_) => format!("Beside the talk: {}", scene.title),
                None => format!("Scene {number} of {count}: {}", scene.title),
            };
            response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &label));
        }
        let Some(search) = &mut self.search else { return hide_pointer(ui.ctx()) };
        match search.show(ui, view.worker_if_large()) {
            Outcome::Open => {}
            Outcome::Left => self.leave_search(ui.ctx()),
            Outcome::Found(event) => {
                self.aside = Some(story_of(&session.document().stops(), event));
                self.leave_search(ui.ctx());
            }
        }
    }

    fn leave_search(&mut self, ctx: &Context) {
        self.search = None;
        ctx.memory_mut(|memory| memory.stop_text_input());
        ctx.request_repaint();
    }

    fn scene(&self, view: &ViewContext<'_>, size: egui::Vec2, theme: &Theme) -> Option<Scene> {
        let session = view.session;
        let timeline = &session.document().timeline;
        let (story, scene, viewport) = match &self.aside {
            Some(story) => (story, 0, None),
            None => (timeline.stories().first()?, session.presenting()?, Some(session.viewport())),
        };
        let live = story.scenes.get(scene).and_then(|shown| {
            let event = shown.event?;
            session.document().live.get(event, story_citation(timeline, event)?)
        });
        Some(draw_story_scene(&StoryInput {
            context: PictureContext { zone: timeline.zone(), ..view.picture_context() },
            story,
            scene,
            viewport,
            size: (size.x, size.y),
            theme,
            live_verdict: live.map(|finding| finding.verdict),
        }))
    }
}

/// Where a presentation stands.
#[derive(Clone, Copy)]
struct At {
    /// Index of the scene; `None` after the end.
    scene: Option<usize>,
    is_blank: bool,
}

impl At {
    fn of(session: &Session) -> At {
        At { scene: session.presenting(), is_blank: session.is_blank() }
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
        assert_eq!(step_of(Key::PageDown), Some(Step::Next));
        assert_eq!(step_of(Key::PageUp), Some(Step::Previous));
        assert_eq!(step_of(Key::Period), Some(Step::Blank));
        assert_eq!(step_of(Key::B), Some(Step::Blank));
        assert_eq!(step_of(Key::Escape), Some(Step::End));
        assert_eq!(step_of(Key::F5), None, "the start button of a clicker does not end the talk");
    }
}
