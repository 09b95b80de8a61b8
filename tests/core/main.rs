//! Whole features without a window, in one binary.

mod edtf;
