//! Whole features without a window, in one binary.

mod axis;
mod bad_input;
mod bundled_data;
mod date_cli;
mod date_errors;
mod date_words;
mod edtf;
mod labelling;
mod readme;
mod render_cli;
