//! JSON one level at a time: every value is a slice of the source text, so that its place is known and a
//! value that nobody looks into costs one pass over its bytes.
//!
//! Sound text is split by serde_json. Where that fails, [`mend`] splits the same level by brackets, quotation
//! marks and line ends, reports what is wrong there, and goes on: one missing comma does not cost a file.

mod comments;
mod levels;
mod mend;
mod raw;
mod string_literal;

pub(crate) use self::comments::without_comments;
pub(crate) use self::raw::{Kind, Member, Raw};
pub(crate) use self::string_literal::json_text;
