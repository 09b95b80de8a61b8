//! Everything in the window round the picture. Each view reads the session and pushes what it wants into
//! [`Asks`](super::Asks); none of them changes anything.

mod detail;
mod source_words;
mod status_line;
mod top_bar;

pub use detail::{cited_sentence, detail_ui};
pub use status_line::status_line_ui;
pub use top_bar::{TOP_BAR_HEIGHT, search_id, top_bar_ui};
