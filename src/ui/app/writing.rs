//! Starts to write pictures and events to files as the window asks for it, and reports how that ended.

use std::sync::Arc;

use egui::Context;

use super::app_state::App;
use crate::publish::{PictureExport, Stretch};
use crate::ui::notice::Notice;
use crate::ui::request::SaveOrder;
use crate::work::{Job, JobState, Save};

impl App {
    /// Starts to write the picture that is shown now.
    pub(super) fn export(&mut self, ctx: &Context, path: std::path::PathBuf) {
        let session = &self.session;
        let name = session.document().timeline.display_zones().into_iter();
        let name = name.into_iter().find(|(zone, _)| *zone == session.display_zone()).map(|(_, name)| name);
        let is_hiding = session.is_hiding() && session.is_filtering();
        let export = PictureExport {
            path,
            document: Arc::clone(session.document()),
            matches: is_hiding.then(|| Arc::clone(session.matches())),
            lane_arrangement: Arc::clone(session.lane_arrangement()),
            stretch: Stretch { from: session.viewport().from(), to: session.viewport().to() },
            zone: (session.display_zone(), name.unwrap_or_else(|| session.display_zone().place())),
            now: session.now(),
            is_dark: ctx.theme() == egui::Theme::Dark,
            faces: self.faces.clone(),
        };
        self.writing.push(Job::start(&self.wake, move |_| Some(export.write())));
    }

    /// Starts to write the events.
    pub(super) fn save(&mut self, order: SaveOrder) {
        let save = Save {
            path: order.path,
            target: order.target,
            timeline: Arc::clone(&self.session.document().timeline),
            matches: order.is_filtered.then(|| Arc::clone(self.session.matches())),
        };
        self.writing.push(Job::start(&self.wake, move |_| Some(save.write())));
    }

    /// Reports how writing ended.
    pub(super) fn finish_writing(&mut self) {
        let notice = &mut self.notice;
        self.writing.retain(|writing| match writing.poll() {
            JobState::Done(written) => {
                *notice = Some(written.map_or_else(Notice::bad, Notice::good));
                false
            }
            JobState::Running => true,
            JobState::Ended => false,
        });
    }
}
