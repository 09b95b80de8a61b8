//! Texts that may be EDTF and are only used if they are.

use crate::date::parse::is_date;

/// Texts longer than this are not guessed at, in bytes.
pub(super) const MAX_GUESS_BYTES: usize = 80;

/// A candidate if it is a date.
pub(super) fn checked(candidate: String) -> Option<String> {
    is_date(&candidate).then_some(candidate)
}
