//! Timelines as files of other programs: one writer a format, and a true account of what the format cannot
//! hold.

mod csv;
mod event_text;
mod extra_columns;
mod icalendar;
mod losses_of_head;
mod markdown;
mod markdown_to_html;
pub(crate) mod save;
mod saving;
mod selection;
mod timelinejs;
mod vtimezone;
