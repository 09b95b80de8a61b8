//! The building blocks of every panel: text, icons, buttons, pills, rows, fields, surfaces.

mod badge;
mod button;
mod choice;
mod dialog;
mod icon;
mod list_row;
mod markdown_text;
mod pill;
mod surface;
mod text;
mod text_field;

pub use badge::{badge_ui, paraphrase_badge_ui};
pub(super) use button::focus_ring;
pub use button::{
    Button, Look, icon_button_ui, key_cap_ui, key_cap_width, link_ui, paint_key_cap, segmented_ui,
};
pub use choice::choice_ui;
pub use dateline_picture::scene::Icon;
pub(super) use dialog::{dialog_head_ui, dialog_note_ui, is_newly_shown};
pub use icon::{Mark, paint_icon, paint_mark};
pub(super) use list_row::icon_row_ui;
pub use list_row::{End, FacetRow, KEY_WIDTH, Lead, key_value_ui, section_head_ui};
pub use markdown_text::{followable, markdown_ui};
pub use pill::{chip_ui, tag_pill_ui, wrapped_pills_ui};
pub(super) use surface::{Backdrop, dialog_frame, modal_ui};
pub use surface::{card_ui, dialog_ui, hairline_ui, progress_ui};
pub(super) use text::capitalised;
pub use text::{Text, paint_left, paint_right, thousands};
pub(super) use text_field::move_cursor_to_end;
pub use text_field::{SearchField, large_field_ui, text_field_ui};
