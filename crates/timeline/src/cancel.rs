//! Cancels long work whose result is no longer needed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// A token that long work checks from time to time. The caller keeps a clone and cancels the work with it.
/// A clone costs as much as that of an `Arc`, a check as much as reading one `bool`.
#[derive(Clone, Debug, Default)]
pub struct Cancel {
    state: Option<Arc<State>>,
}

#[derive(Debug, Default)]
struct State {
    is_cancelled: AtomicBool,
    /// `None` for a token whose checks are not counted.
    checks: Option<Checks>,
}

#[derive(Debug)]
struct Checks {
    count: AtomicUsize,
    /// How many checks find it not cancelled.
    limit: usize,
}

impl Cancel {
    /// A token that can be cancelled.
    pub fn new() -> Cancel {
        Cancel { state: Some(Arc::default()) }
    }

    /// A token for work that always runs to its end; cancelling it has no effect. Also the default.
    pub const fn never() -> Cancel {
        Cancel { state: None }
    }

    /// A token that counts how often it is checked and is cancelled after `limit` checks. For tests of how
    /// soon work stops, which can then count steps instead of seconds.
    pub fn after_checks(limit: usize) -> Cancel {
        let checks = Some(Checks { count: AtomicUsize::new(0), limit });
        Cancel { state: Some(Arc::new(State { is_cancelled: AtomicBool::new(false), checks })) }
    }

    /// How often a token of [`Cancel::after_checks`] was checked; 0 for any other.
    pub fn check_count(&self) -> usize {
        let checks = self.state.as_ref().and_then(|state| state.checks.as_ref());
        checks.map_or(0, |checks| checks.count.load(Ordering::Relaxed))
    }

    /// Cancels the work.
    pub fn cancel(&self) {
        if let Some(state) = &self.state {
            state.is_cancelled.store(true, Ordering::Relaxed);
        }
    }

    /// Whether the work is cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.state.as_ref().is_some_and(|state| state.is_cancelled())
    }

    /// `None` once it is cancelled, so that work can give up with `?`.
    pub fn check(&self) -> Option<()> {
        (!self.is_cancelled()).then_some(())
    }
}

impl State {
    fn is_cancelled(&self) -> bool {
        if let Some(checks) = &self.checks
            && checks.count.fetch_add(1, Ordering::Relaxed) >= checks.limit
        {
            return true;
        }
        self.is_cancelled.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clone_cancels_all_and_never_is_never_cancelled() {
        let cancel = Cancel::new();
        let other = cancel.clone();
        assert_eq!(other.check(), Some(()));
        cancel.cancel();
        assert!(other.is_cancelled());
        assert_eq!(other.check(), None);
        let never = Cancel::never();
        never.cancel();
        assert!(!never.is_cancelled());
    }

    #[test]
    fn checks_are_counted_over_all_clones() {
        let cancel = Cancel::after_checks(2);
        let other = cancel.clone();
        let checks = [&cancel, &other, &cancel, &other].map(Cancel::is_cancelled);
        assert_eq!(checks, [false, false, true, true]);
        assert_eq!(other.check_count(), 4);
    }
}
