//! Writes what is shown as a picture: the whole of it, made away from the session that goes on changing.

use dateline_picture::scene::Size;
use std::path::PathBuf;
use std::sync::Arc;

use super::compose::{PageView, Stretch, pages_with_all_lanes};
use super::page::{PageInput, Pages};
use super::page_files::write_pages;
use crate::session::Document;
use dateline_picture::layout::PictureContext;
use dateline_picture::scene::Theme;
use dateline_picture::text::Faces;
use dateline_time::{TimePoint, Zone};
use dateline_timeline::query::{LaneArrangement, Matches};

/// Width and height of an exported picture, in points; it is higher where its lanes need that.
pub const SIZE: Size = Size::new(1600.0, 900.0);
/// No picture is higher, in points: a PNG of more would not fit into the memory of every machine.
const MAX_HEIGHT: f32 = 8_000.0;
/// Pixels to the point of a PNG.
pub const SCALE: f32 = 2.0;

/// Everything that an exported picture is made from, apart from the session that goes on changing.
pub struct PictureExport {
    /// The file; its extension decides between SVG and PNG.
    pub path: PathBuf,
    /// What is shown.
    pub document: Arc<Document>,
    /// The events that are shown; `None` is all.
    pub matches: Option<Arc<Matches>>,
    /// How the lanes are wanted.
    pub lane_arrangement: Arc<LaneArrangement>,
    /// From when to when.
    pub stretch: Stretch,
    /// The zone of the dates, and its name.
    pub zone: (Zone, String),
    /// The present moment.
    pub now: TimePoint,
    /// Whether the theme is dark.
    pub is_dark: bool,
    /// The ruler.
    pub faces: Faces,
}

impl PictureExport {
    /// Writes the file, and gives the sentence that reports it.
    ///
    /// # Errors
    /// The sentence for what should not be missed: the file is not written, or lanes had no room in it.
    pub fn write(&self) -> Result<String, String> {
        let written = || {
            let pages = self.pages();
            write_pages(&self.path, &pages.scenes, SCALE)?;
            anyhow::Ok(pages.cut_lanes)
        };
        match written() {
            Ok(0) => Ok(format!("Written to {}", self.path.display())),
            Ok(count) => Err(format!(
                "Written to {}, but {} had no room",
                self.path.display(),
                if count == 1 { "1 lane".to_owned() } else { format!("{count} lanes") }
            )),
            Err(error) => Err(format!("The picture is not written: {error:#}")),
        }
    }

    /// The picture as pages.
    fn pages(&self) -> Pages {
        let theme = if self.is_dark { Theme::dark() } else { Theme::light() };
        let input = PageInput {
            context: PictureContext {
                timeline: &self.document.timeline,
                ruler: &self.faces,
                zone: self.zone.0,
                now: self.now,
            },
            title: self.document.title(),
            theme: &theme,
            zone_name: &self.zone.1,
            size: SIZE,
        };
        let view = PageView {
            matches: self.matches.as_deref(),
            stretch: Some(self.stretch),
            lanes: &self.lane_arrangement,
        };
        // What is scrolled through in the window is in the picture too.
        pages_with_all_lanes(&input, &view, MAX_HEIGHT)
    }
}
