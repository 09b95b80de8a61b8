//! The story full screen: one scene at a time, in large type, walked with a clicker or with keys.

use egui::accesskit::Role;
use egui::{
    Context, CursorIcon, Event, Key, Modifiers, PointerButton, Sense, Ui, ViewportCommand, WidgetInfo,
};

use super::app::App;
use super::talk_search::{Outcome, TalkSearch, story_of};
use super::worker::Pace;
use super::{paint, style};
use crate::session::{Command, ThemeChoice};
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
    pub(super) fn collect(&mut self, pace: &Pace) {
        if let Some(search) = &mut self.search {
            search.collect(pace);
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

/// Reads the keys of a presentation; all others mean nothing while it lasts.
pub fn read_keys(app: &mut App, ctx: &Context) {
    if app.presenting.search.is_some() {
        // All other keys write the words or walk the list.
        if ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            leave_search(app, ctx);
        }
        return;
    }
    let pressed = |event: &Event| match event {
        Event::Key { key, pressed: true, .. } => step_of(*key),
        // On many keyboards the sign is not a key of its own.
        Event::Text(sign) if sign == "/" => Some(Step::Find),
        _ => None,
    };
    let steps: Vec<Step> = ctx.input(|input| input.events.iter().filter_map(pressed).collect());
    ctx.input_mut(|input| input.events.retain(|event| !matches!(event, Event::Key { .. } | Event::Text(_))));
    for step in steps {
        take(app, step);
    }
}

fn take(app: &mut App, step: Step) {
    let Some(at) = app.session.presenting() else { return };
    let last = app.session.scene_count().saturating_sub(1);
    if step == Step::Find {
        app.presenting.search = Some(TalkSearch::of(app.session.document()));
        return app.apply(Command::Blank(false));
    }
    if step != Step::Blank && !app.session.is_blank() && app.presenting.aside.take().is_some() {
        // Whatever else is pressed brings the scene back.
        return;
    }
    let command = match step {
        Step::End | Step::Find => Command::Present(None),
        Step::Blank => Command::Blank(!app.session.is_blank()),
        // Whatever else is pressed on a blank screen brings the scene back.
        _ if app.session.is_blank() => Command::Blank(false),
        Step::Next if at >= last => return,
        Step::Next => Command::Present(Some(at + 1)),
        Step::Previous if at == 0 => return,
        Step::Previous => Command::Present(Some(at - 1)),
        Step::First => Command::Present(Some(0)),
        Step::Last => Command::Present(Some(last)),
    };
    app.apply(command);
}

/// Makes the window fill the screen when a presentation begins, and go back when it ends.
pub fn follow(app: &mut App, ctx: &Context) {
    let is_presenting = app.session.presenting().is_some();
    match (is_presenting, app.presenting.was_full_screen) {
        (true, None) => {
            let is_full = ctx.input(|input| input.viewport().fullscreen.unwrap_or(false));
            app.presenting.was_full_screen = Some(is_full);
            if !is_full {
                ctx.send_viewport_cmd(ViewportCommand::Fullscreen(true));
            }
            ctx.memory_mut(|memory| memory.stop_text_input());
        }
        (false, Some(was_full)) => {
            app.presenting = Presenting::default();
            if !was_full {
                ctx.send_viewport_cmd(ViewportCommand::Fullscreen(false));
            }
        }
        _ => {}
    }
}

/// Shows the scene in all of the window.
pub fn show(app: &mut App, ui: &mut Ui) {
    let rect = ui.max_rect();
    let size = (rect.width(), rect.height());
    let (width, height) = story_strip_size(size);
    let view = app.session.viewport();
    if view.width() != width || view.height() != height {
        app.session.apply(Command::Resize(width, height));
    }
    // Projectors wash out dark pictures: presenting is light, unless dark was chosen.
    let theme = if app.session.theme() == ThemeChoice::Dark { Theme::dark() } else { Theme::light() };
    let response = ui.interact(rect, ui.scope_id().with("scene"), Sense::click());
    if app.session.is_blank() {
        ui.painter().rect_filled(rect, 0.0, egui::Color32::BLACK);
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, "Blank"));
    } else if let Some(scene) = scene(app, size, &theme) {
        ui.painter().rect_filled(rect, 0.0, style::color(scene.background));
        paint::paint(&ui.painter_at(rect), rect.min, &scene.items);
        let count = app.session.scene_count();
        let place = app.session.presenting().map_or(0, |at| at + 1);
        let label = match app.presenting.aside {
            Some(_) => format!("Beside the talk: {}", scene.title),
            None => format!("Scene {place} of {count}: {}", scene.title),
        };
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &label));
    }
    if response.clicked() {
        take(app, Step::Next);
    } else if response.clicked_by(PointerButton::Secondary) {
        take(app, Step::Previous);
    }
    if app.presenting.search.is_some() {
        search(app, ui);
    } else {
        hide_pointer(ui.ctx());
    }
}

fn search(app: &mut App, ui: &Ui) {
    let worker = app.is_large().then_some(&app.worker);
    let outcome = app.presenting.search.as_mut().map_or(Outcome::Left, |search| search.show(ui, worker));
    match outcome {
        Outcome::Open => {}
        Outcome::Left => leave_search(app, ui.ctx()),
        Outcome::Found(event) => {
            app.presenting.aside = Some(story_of(&app.session.document().stops(), event));
            leave_search(app, ui.ctx());
        }
    }
}

fn leave_search(app: &mut App, ctx: &Context) {
    app.presenting.search = None;
    ctx.memory_mut(|memory| memory.stop_text_input());
    ctx.request_repaint();
}

fn scene(app: &mut App, size: (f32, f32), theme: &Theme) -> Option<Scene> {
    let faces = app.cache.faces();
    let session = &app.session;
    let timeline = &session.document().timeline;
    let (story, scene, viewport) = match &app.presenting.aside {
        Some(story) => (story, 0, None),
        None => (timeline.stories().first()?, session.presenting()?, Some(session.viewport())),
    };
    let live = story.scenes.get(scene).and_then(|shown| {
        let event = shown.event?;
        session.document().live.get(event, story_citation(timeline, event)?)
    });
    Some(draw_story_scene(&StoryInput {
        timeline,
        story,
        scene,
        viewport,
        size,
        now: session.now(),
        theme,
        ruler: &*faces,
        live_verdict: live.map(|finding| finding.verdict),
    }))
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
