//! The talk as it is drawn. Nothing is remembered here and nothing is changed: two windows of different sizes
//! that draw it in the same frame show the same scene.

use dateline_picture::scene::Size;
use egui::accesskit::Role;
use egui::{Color32, Id, Response, Sense, Ui, Vec2, WidgetInfo};

use crate::session::{Screen, StepOrder, Talk, ThemeChoice};
use crate::ui::view_context::ViewContext;
use crate::ui::{paint, style};
use dateline_picture::layout::PictureContext;
use dateline_picture::scene::{Scene, StoryInput, Theme, draw_story_scene, story_citation, story_strip_size};
use dateline_timeline::model::{EventId, Story, StoryScene, View};

/// How many events before and after an event that is shown beside the talk stand on the timeline with it.
const NEIGHBOURS: usize = 2;

/// What a talk shows.
pub(super) enum TalkPicture {
    /// Nothing: all is black.
    Black,
    /// A scene of the story, or an event beside it.
    Scene {
        /// What is painted, as large as it was asked for.
        scene: Box<Scene>,
        /// What it is called for those who cannot see it: "Scene 2 of 6: Promises".
        label: String,
    },
}

/// Draws a talk in a size in points; `None` where its story is gone, of which the session takes note.
pub(super) fn talk_picture(view: &ViewContext<'_>, talk: &Talk, size: Vec2) -> Option<TalkPicture> {
    if talk.screen() == Screen::Black {
        return Some(TalkPicture::Black);
    }
    let session = view.session;
    let document = session.document();
    let size = Size::new(size.x, size.y);
    let beside = talk.aside().map(|event| story_beside(&document.stops(), event));
    let (story, scene, viewport) = match &beside {
        Some(story) => (story, 0, None),
        None => {
            let Size { width, height } = story_strip_size(size);
            (session.story(talk.story())?, talk.scene(), Some(session.talk_viewport(width, height)))
        }
    };
    let event = story.scenes.get(scene).and_then(|scene| scene.event);
    let live = event.and_then(|event| document.live.get(event, story_citation(&document.timeline, event)?));
    // Projectors wash out dark pictures: presenting is light, unless dark was chosen.
    let theme = if session.theme() == ThemeChoice::Dark { Theme::dark() } else { Theme::light() };
    let picture = draw_story_scene(&StoryInput {
        context: PictureContext { zone: document.timeline.zone(), ..view.picture_context() },
        story,
        scene,
        viewport,
        size,
        theme: &theme,
        live_verdict: live.map(|finding| finding.verdict),
    });
    let label = match talk.aside() {
        Some(_) => format!("Beside the talk: {}", picture.title),
        None => format!("Scene {} of {}: {}", scene + 1, story.scenes.len(), picture.title),
    };
    Some(TalkPicture::Scene { scene: Box::new(picture), label })
}

/// Draws a talk in all of a `Ui` and gives what the pointer does there. `id` tells the window from others.
pub(super) fn talk_ui(ui: &Ui, id: Id, view: &ViewContext<'_>, talk: &Talk) -> Response {
    let rect = ui.max_rect();
    let response = ui.interact(rect, id, Sense::click());
    match talk_picture(view, talk, rect.size()) {
        Some(TalkPicture::Black) => {
            ui.painter().rect_filled(rect, 0.0, Color32::BLACK);
            response.widget_info(|| WidgetInfo::labeled(Role::Image, true, "Blank"));
        }
        Some(TalkPicture::Scene { scene, label }) => {
            ui.painter().rect_filled(rect, 0.0, style::color(scene.background));
            paint::paint(&ui.painter_at(rect), rect.min, &scene.items);
            response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &label));
        }
        None => {}
    }
    response
}

/// A story of one scene that shows an event with those next to it in time. O(log events).
fn story_beside(stops: &StepOrder, event: EventId) -> Story {
    let events = stops.around(event, NEIGHBOURS).map(|near| (Some(near), String::new()));
    let scene = StoryScene {
        title: String::new(),
        view: View { from: None, to: None },
        event: Some(event),
        event_key: String::new(),
        events: events.collect(),
        caption: String::new(),
        notes: String::new(),
        extra: Vec::new(),
    };
    Story { title: String::new(), scenes: vec![scene], extra: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use crate::session::{Command, Session, Settings, TalkStep};
    use crate::work::{Budget, Outcome, Worker, bundled};
    use dateline_time::TimePoint;
    use egui::{Rect, UiBuilder, pos2, vec2};
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;

    const NOW: TimePoint = TimePoint::from_seconds(1_795_366_800);
    const AUDIENCE: Vec2 = vec2(960.0, 540.0);
    const PRESENTER: Vec2 = vec2(400.0, 300.0);

    /// The bundled timeline in a talk, on the way to its third scene.
    fn in_a_talk() -> Session {
        let Outcome::Opened(document, _) = bundled() else { panic!("the bundled timeline is refused") };
        let mut session =
            Session::new(Arc::new(*document), story_strip_size(Size::new(AUDIENCE.x, AUDIENCE.y)), NOW);
        let Size { width, height } = story_strip_size(Size::new(AUDIENCE.x, AUDIENCE.y));
        session.apply(Command::Resize(width, height));
        let story = session.first_story().expect("a story");
        session.apply(Command::Talk(TalkStep::Begin(story)));
        session.apply(Command::Talk(TalkStep::Scene(2)));
        session.apply(Command::Tick(0.1, NOW));
        session
    }

    /// Draws the talk of a session in both sizes in each frame.
    fn in_two_windows(session: Session) -> Harness<'static, Session> {
        let settings = Settings::default();
        let worker = Worker::new(Arc::new(|| {}));
        let mut is_styled = false;
        let draw = move |ui: &mut Ui, session: &mut Session| {
            if !std::mem::replace(&mut is_styled, true) {
                style::install(ui.ctx());
            }
            let faces = crate::ui::fonts::faces(ui.ctx());
            let view = ViewContext {
                session,
                settings: &settings,
                faces: &faces,
                budget: &Budget::default(),
                worker: &worker,
                labeller: &worker,
                plan_size: Size::new(AUDIENCE.x, AUDIENCE.y),
                loading: None,
                is_waiting: false,
                background_work: "",
            };
            let talk = session.talk().expect("a talk");
            let places = [(pos2(0.0, 0.0), AUDIENCE), (pos2(0.0, AUDIENCE.y), PRESENTER)];
            for (index, (at, size)) in places.into_iter().enumerate() {
                let rect = Rect::from_min_size(at, size);
                ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
                    talk_ui(ui, Id::unique(("talk", index)), &view, talk);
                });
            }
        };
        let mut harness = Harness::builder()
            .with_size(vec2(AUDIENCE.x, AUDIENCE.y + PRESENTER.y))
            .allow_missing_glyphs()
            .build_ui_state(draw, session);
        harness.run();
        harness
    }

    #[test]
    fn two_windows_of_different_sizes_show_the_same_scene_of_one_session() {
        let mut harness = in_two_windows(in_a_talk());
        let count = harness.state().scene_count();
        let sizes = |harness: &Harness<'_, Session>, label: &str| {
            let nodes = harness.query_all_by_label_contains(label);
            nodes.map(|node| node.rect().size()).collect::<Vec<_>>()
        };
        assert_eq!(sizes(&harness, &format!("Scene 3 of {count}: ")), [AUDIENCE, PRESENTER]);
        harness.state_mut().apply(Command::Talk(TalkStep::Next));
        harness.run();
        assert_eq!(sizes(&harness, &format!("Scene 4 of {count}: ")), [AUDIENCE, PRESENTER]);
        let event = harness.state().document().timeline.chronological()[0];
        harness.state_mut().apply(Command::Talk(TalkStep::Aside(event)));
        harness.run();
        assert_eq!(sizes(&harness, "Beside the talk: "), [AUDIENCE, PRESENTER]);
        harness.state_mut().apply(Command::Talk(TalkStep::ToggleBlack));
        harness.run();
        assert_eq!(sizes(&harness, "Blank"), [AUDIENCE, PRESENTER]);
    }
}
