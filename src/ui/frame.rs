//! What one frame is made of, kept while its key is the same: the picture, and the items that are painted.

use std::sync::Arc;

use super::app::App;
use super::naive::{self, Hit};
use crate::layout::{Picture, Viewport};
use crate::model::EventId;
use crate::scene::{DrawInput, Emphasis, Item, Theme, draw};
use crate::session::Memo;
use crate::text::Faces;
use crate::time::{TimePoint, Zone};

/// What the frame was made from.
#[derive(Clone, Debug, PartialEq)]
struct PictureKey {
    revision: u64,
    viewport: Viewport,
    now: TimePoint,
}

#[derive(Clone, Debug, PartialEq)]
struct ItemsKey {
    picture: PictureKey,
    is_dark: bool,
    zone: Zone,
    selected: Option<EventId>,
    hovered: Option<Hit>,
    focused: Option<EventId>,
}

/// The kept values.
#[derive(Default)]
pub struct FrameCache {
    faces: Option<Arc<Faces>>,
    picture: Memo<PictureKey, Arc<Picture>>,
    items: Memo<ItemsKey, Arc<Vec<Item>>>,
}

impl FrameCache {
    /// The ruler of everything on the screen.
    pub fn faces(&mut self) -> Arc<Faces> {
        Arc::clone(self.faces.get_or_insert_with(|| Arc::new(Faces::new())))
    }
}

impl App {
    fn picture_key(&self) -> PictureKey {
        PictureKey { revision: self.session.revision, viewport: self.session.viewport, now: self.session.now }
    }

    /// The picture of this frame.
    pub(super) fn picture(&mut self) -> Arc<Picture> {
        let key = self.picture_key();
        let faces = self.cache.faces();
        let timeline = &self.session.document.timeline;
        let made = self
            .cache
            .picture
            .get(key, |key| Arc::new(naive::picture(timeline, key.viewport, &*faces, key.now)));
        Arc::clone(made)
    }

    /// The items to paint for this frame.
    pub(super) fn scene_items(&mut self, is_dark: bool) -> Arc<Vec<Item>> {
        let picture = self.picture();
        let key = ItemsKey {
            picture: self.picture_key(),
            is_dark,
            zone: self.session.display_zone,
            selected: self.session.selected,
            hovered: self.canvas.hover,
            focused: self.canvas.focus,
        };
        let faces = self.cache.faces();
        let timeline = &self.session.document.timeline;
        let made = self.cache.items.get(key, |key| {
            let emphasis = Emphasis {
                selected: key.selected,
                hovered: match key.hovered {
                    Some(Hit::Event(event) | Hit::Slot(event)) => Some(event),
                    _ => None,
                },
                hovered_cell: match key.hovered {
                    Some(Hit::Cell(index)) => Some(index),
                    _ => None,
                },
                focused: key.focused,
                thread_steps: 2,
                ..Emphasis::default()
            };
            let theme = if key.is_dark { Theme::dark() } else { Theme::light() };
            Arc::new(draw(&DrawInput {
                timeline,
                picture: &picture,
                theme: &theme,
                ruler: &*faces,
                zone: key.zone,
                emphasis: &emphasis,
            }))
        });
        Arc::clone(made)
    }
}
