//! The exit codes beside 0, which says that all is good.

/// Exit code of a run that found something wrong in what it was asked to look at.
pub(super) const FINDINGS: u8 = 1;

/// Exit code of a run that could not do what was asked.
pub(super) const FAILED: u8 = 2;
