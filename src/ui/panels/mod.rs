//! Everything in the window round the picture. Each view reads the session and pushes what it wants into
//! [`Asks`](super::Asks); none of them changes anything.

mod action_groups;
mod cheat_sheet;
mod column_mapping;
mod detail;
mod duplicates;
mod export;
mod facets;
mod files;
mod menu;
mod notices;
mod open_path;
mod palette;
mod problems;
mod save_as;
mod save_filter;
mod search_box;
mod source_labels;
mod status_line;
mod top_bar;
mod typed_path;
mod undated;
mod window_overlay;

pub use detail::{Detail, cited_sentence};
pub use facets::facets_ui;
pub use notices::{empty_ui, loading_ui, toast_ui};
pub use palette::{Finder, events_called};
pub use problems::{problems_take_the_room, problems_ui};
pub(super) use save_as::save_at;
pub use save_as::{Reporter, save_as_ui};
pub use search_box::{close_search_list, is_searching, search_id, search_takes_enter};
pub use status_line::{STATUS_LINE_HEIGHT, status_line_ui};
pub use top_bar::{TOP_BAR_HEIGHT, top_bar_ui};
pub use window_overlay::overlay_ui;
