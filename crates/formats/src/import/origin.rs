//! Where an event of a foreign file comes from.

use std::ops::Range;

/// Where an event comes from.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    /// The number of its record.
    pub(super) record: usize,
    /// The bytes of its record in the source text.
    pub(super) span: Range<usize>,
}
