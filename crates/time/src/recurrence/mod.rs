//! What happens again and again: one calendar arithmetic, one reading of RFC 5545 rules, one engine that
//! follows them.
//!
//! The slots of a promise, the repetitions of a calendar and those of a Markwhen text all step by [`Unit`].
//! Readings are seconds since 1970 as calendars and clocks show them, without any zone.

mod follow;
mod rule;
mod unit;

pub use follow::{Allowance, Bounds, Followed, MAX_PER_FILE, MAX_PER_RULE, Reach, follow};
pub use rule::{Rule, rule_part};
pub use unit::Unit;
