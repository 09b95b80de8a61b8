//! What is handed over: pages made from scenes and timelines. The command line and the window call the same
//! functions, so that their exports are the same.

mod compose;
mod page;
mod page_files;
mod picture_export;

pub use compose::{PageView, Stretch, composed_pages, pages_with_all_lanes};
pub use page::{PageInput, Pages};
pub use page_files::write_pages;
pub use picture_export::{PictureExport, SCALE, SIZE};
