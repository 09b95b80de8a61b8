//! What a picture is drawn from: the events, where they stand, the colours, and what stands out.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Theme;
use crate::layout::{Picture, PictureContext, Rect};
use dateline_timeline::model::EventId;
use dateline_timeline::query::Matches;

/// What stands out, and what steps back.
#[derive(Clone, Debug, Default)]
pub struct Emphasis<'a> {
    /// The event whose details are shown.
    pub selected: Option<EventId>,
    /// The event under the pointer.
    pub hovered: Option<EventId>,
    /// The event that the keyboard is on.
    pub focused: Option<EventId>,
    /// Text that a search found: byte ranges of an event's title. Only for events of the picture: the list
    /// is gone through for each of them.
    pub hits: &'a [(EventId, Vec<Range<usize>>)],
    /// The cell under the pointer, as a place in [`Picture::cells`].
    pub hovered_cell: Option<usize>,
    /// The events that stay bright while the others step back; `None` keeps all bright.
    pub bright: Option<&'a BTreeSet<EventId>>,
    /// The events that match what is asked for, while the others step back; `None` keeps all bright.
    pub matches: Option<&'a Matches>,
    /// Opacity of what steps back; `None` is [`Theme::DIMMED`].
    pub dimmed_opacity: Option<f32>,
    /// The relations of all events in view are drawn, quietly, below those of the selected one.
    pub has_all_relations: bool,
    /// How many steps of the selected event's thread are drawn as arcs; 0 draws none.
    pub thread_steps: usize,
    /// For an audience: the selected date has no band and no flag, the future no shade of its own, slots do
    /// not step back, and arcs have no words.
    pub is_presenting: bool,
}

impl Emphasis<'_> {
    /// Opacity of an event.
    pub(super) fn opacity(&self, event: EventId) -> f32 {
        let is_bright = self.bright.is_none_or(|bright| bright.contains(&event))
            && self.matches.is_none_or(|matches| matches.contains(event));
        if is_bright { 1.0 } else { self.dimmed_opacity.unwrap_or(Theme::DIMMED) }
    }

    /// Whether an event is drawn in front of its neighbours.
    pub(super) fn rank(&self, event: EventId) -> u8 {
        u8::from(self.hovered == Some(event))
            + 2 * u8::from(self.focused == Some(event))
            + 4 * u8::from(self.selected == Some(event))
    }
}

/// All that a drawing is made from.
#[derive(Clone, Copy)]
pub struct DrawInput<'a> {
    /// What the picture was laid out with.
    pub context: PictureContext<'a>,
    /// Where the events stand.
    pub picture: &'a Picture,
    /// The colours.
    pub theme: &'a Theme,
    /// What stands out.
    pub emphasis: &'a Emphasis<'a>,
}

impl DrawInput<'_> {
    /// Points per unit of the look: 1 in the window, more in a presentation.
    pub(super) fn unit(&self) -> f32 {
        self.picture.metrics.unit()
    }

    /// The whole picture.
    pub(super) fn frame(&self) -> Rect {
        let viewport = &self.picture.viewport;
        Rect::new(0.0, 0.0, viewport.width(), viewport.height())
    }

    /// The picture without its axis.
    pub(super) fn below_axis(&self) -> Rect {
        Rect { top: self.picture.metrics.axis_height, ..self.frame() }
    }

    /// What the lanes cover: below it lies nothing. Natural heights leave room below the last lane.
    pub(super) fn ground(&self) -> Rect {
        let below_axis = self.below_axis();
        let bottom = self.picture.bands.last().map_or(below_axis.bottom, |band| band.bottom);
        Rect { bottom: below_axis.bottom.min(bottom), ..below_axis }
    }
}
