//! Time to points: which mark, label and count stands where; no colours.

mod axis;
mod density;
mod emphasis;
mod event_extent;
mod flight;
mod footprint;
mod full_stretches;
mod hit;
mod indexed_lanes;
mod initial_view;
mod label_row;
mod labelled_band;
mod labelling;
mod labelling_input;
mod lane_marks;
mod lane_plan;
mod layout_input;
mod packed_times;
mod packing;
mod picture;
mod picture_context;
mod place_lane;
mod priority;
mod row_slide;
mod slot_row;
mod story_strip;
mod strip;
mod title_widths;
mod view_frame;
mod viewport;
mod zoom_levels;

pub use crate::geometry::{Point, Rect, Size};
pub use flight::Flight;
pub use hit::Hit;
pub use indexed_lanes::IndexedLanes;
pub use initial_view::{fitted_viewport, initial_viewport};
pub use labelling::Labelling;
pub use labelling_input::LabellingInput;
pub use lane_plan::LanePlan;
pub use layout_input::LayoutInput;
pub use picture::{
    AxisLayout, AxisTick, Body, Cell, Label, LaneBand, Mark, Metrics, Picture, Slot, SlotRow, SlotState,
    SpanEnd,
};
pub use picture_context::PictureContext;
pub use row_slide::Slide;
pub use story_strip::{StoryStripInput, story_strip};
pub use title_widths::TitleWidths;
pub use view_frame::{events_of_cell, first_events_of_cell, layout, unfolded};
pub use viewport::Viewport;
