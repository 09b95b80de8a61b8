//! Whole features without a window, in one binary.

mod date_errors;
mod date_words;
mod edtf;
