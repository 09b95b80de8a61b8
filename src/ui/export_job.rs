//! Writes what is shown as a picture, on a thread of its own.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};

use egui::Context;

use super::app::App;
use super::notice::Notice;
use crate::files;
use crate::session::Document;
use dateline_picture::export::{png_from_scene, svg_from_scene};
use dateline_picture::layout::{
    Labelling, LabellingInput, LanePlan, LayoutInput, Metrics, Picture, Viewport, layout,
};
use dateline_picture::scene::{PageInput, Theme, page};
use dateline_picture::text::Faces;
use dateline_time::{TimePoint, Zone};
use dateline_timeline::query::{LaneWish, Lanes, Matches};

/// Width and height of an exported picture, in points; it is higher where its lanes need that.
pub(super) const SIZE: (f32, f32) = (1600.0, 900.0);
/// No picture is higher, in points: a PNG of more would not fit into the memory of every machine.
const HIGHEST: f32 = 8_000.0;
/// Pixels to the point of a PNG.
pub(super) const SCALE: f32 = 2.0;

/// Everything that an exported picture is made from, apart from the session that goes on changing.
struct Job {
    path: PathBuf,
    document: Arc<Document>,
    matches: Option<Arc<Matches>>,
    lane_wish: Arc<LaneWish>,
    stretch: (TimePoint, TimePoint),
    zone: (Zone, String),
    now: TimePoint,
    is_dark: bool,
    faces: Arc<Faces>,
}

/// An export that is at work.
#[derive(Debug)]
pub struct Export {
    outcome: Receiver<Notice>,
}

impl Export {
    /// Something that is written on another thread, which sends one notice when it has ended.
    pub(super) fn new(outcome: Receiver<Notice>) -> Export {
        Export { outcome }
    }
}

impl App {
    /// Starts to write the picture that is shown now.
    pub(super) fn export(&mut self, ctx: &Context, path: PathBuf) {
        let session = &self.session;
        let name = session.document().timeline.display_zones().into_iter();
        let name = name.into_iter().find(|(zone, _)| *zone == session.display_zone()).map(|(_, name)| name);
        let is_hiding = session.is_hiding() && session.is_filtering();
        let job = Job {
            path,
            document: Arc::clone(session.document()),
            matches: is_hiding.then(|| Arc::clone(session.matches())),
            lane_wish: Arc::clone(session.lane_wish()),
            stretch: (session.viewport().from(), session.viewport().to()),
            zone: (session.display_zone(), name.unwrap_or_else(|| session.display_zone().place())),
            now: session.now(),
            is_dark: ctx.theme() == egui::Theme::Dark,
            faces: Arc::clone(&self.faces),
        };
        let (sender, outcome) = mpsc::channel();
        let waker = ctx.clone();
        std::thread::spawn(move || {
            // Nobody listens any more when the window has closed.
            let _ = sender.send(job.run());
            waker.request_repaint();
        });
        self.exports.push(Export { outcome });
    }

    /// Tells how exports ended.
    pub(super) fn finish_exports(&mut self) {
        let notices: Vec<Notice> =
            self.exports.iter().filter_map(|export| export.outcome.try_recv().ok()).collect();
        self.exports
            .retain(|export| !matches!(export.outcome.try_recv(), Err(mpsc::TryRecvError::Disconnected)));
        if let Some(notice) = notices.into_iter().next_back() {
            self.notice = Some(notice);
        }
    }
}

impl Job {
    fn run(&self) -> Notice {
        let written = || {
            let (bytes, cut_lanes) = self.bytes()?;
            files::replace(&self.path, &bytes)?;
            anyhow::Ok(cut_lanes)
        };
        match written() {
            Ok(0) => Notice::good(format!("Written to {}", self.path.display())),
            Ok(count) => Notice::bad(format!(
                "Written to {}, but {} had no room",
                self.path.display(),
                if count == 1 { "1 lane".to_owned() } else { format!("{count} lanes") }
            )),
            Err(error) => Notice::bad(format!("The picture is not written: {error:#}")),
        }
    }

    /// The picture as a file, and how many lanes have no room in it.
    fn bytes(&self) -> anyhow::Result<(Vec<u8>, usize)> {
        let is_png = match ending(&self.path).as_deref() {
            Some("svg") => false,
            Some("png") => true,
            _ => anyhow::bail!("a picture's name ends in .svg or .png"),
        };
        let timeline = &self.document.timeline;
        let theme = if self.is_dark { Theme::dark() } else { Theme::light() };
        let input = PageInput {
            timeline,
            title: self.document.title(),
            theme: &theme,
            ruler: &*self.faces,
            zone: self.zone.0,
            zone_name: &self.zone.1,
            now: self.now,
            size: SIZE,
        };
        let lanes = Arc::new(Lanes::of(timeline, &self.lane_wish));
        let composed = |height: f32| {
            let input = PageInput { size: (SIZE.0, height), ..input };
            page(&input, &|width, height| self.picture(&lanes, (width, height)))
        };
        let mut page = composed(SIZE.1);
        if page.cut_lanes > 0 {
            // What is scrolled through in the window is in the picture too.
            page = composed(page.whole_height.min(HIGHEST));
        }
        let bytes = if is_png {
            png_from_scene(&page.scene, &self.faces, SCALE)?
        } else {
            svg_from_scene(&page.scene, &self.faces)
        };
        Ok((bytes, page.cut_lanes))
    }

    fn picture(&self, lanes: &Arc<Lanes>, (width, height): (f32, f32)) -> Picture {
        let (timeline, ruler, metrics) = (&*self.document.timeline, &*self.faces, Metrics::default());
        let plan = LanePlan::with_lanes(timeline, Arc::clone(lanes), &metrics, ruler, (width, height));
        let all = Matches::of_all(timeline);
        let matches = self.matches.as_deref().unwrap_or(&all);
        let input = LabellingInput {
            timeline,
            matches,
            plan: &plan,
            metrics: &metrics,
            ruler,
            widths: None,
            most: None,
        };
        let labelling = Labelling::new(&input);
        layout(&LayoutInput {
            timeline,
            labelling: &labelling,
            plan: &plan,
            viewport: Viewport::between(self.stretch.0, self.stretch.1, width, height),
            now: self.now,
            zone: self.zone.0,
            emphasised: &[],
            ruler,
        })
    }
}

fn ending(path: &Path) -> Option<String> {
    Some(path.extension()?.to_string_lossy().to_lowercase())
}
