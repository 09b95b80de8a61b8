//! Says to long work that nobody waits for its result any more.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// A token that long work looks at from time to time. Whoever waits keeps a clone and cancels the work with
/// it. A clone costs as much as that of an `Arc`, a look as much as reading one `bool`.
#[derive(Clone, Debug, Default)]
pub struct Cancel {
    state: Option<Arc<State>>,
}

#[derive(Debug, Default)]
struct State {
    is_cancelled: AtomicBool,
    /// `None` for a token whose looks nobody counts.
    looks: Option<Looks>,
}

#[derive(Debug)]
struct Looks {
    count: AtomicUsize,
    /// How many of them find it not cancelled.
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

    /// A token that counts how often it is looked at and is cancelled after so many looks. For tests of how
    /// soon work stops, which can then count steps instead of seconds.
    pub fn after_looks(limit: usize) -> Cancel {
        let looks = Some(Looks { count: AtomicUsize::new(0), limit });
        Cancel { state: Some(Arc::new(State { is_cancelled: AtomicBool::new(false), looks })) }
    }

    /// How often a token of [`Cancel::after_looks`] was looked at; 0 for any other.
    pub fn looks(&self) -> usize {
        let looks = self.state.as_ref().and_then(|state| state.looks.as_ref());
        looks.map_or(0, |looks| looks.count.load(Ordering::Relaxed))
    }

    /// Tells the work that nobody waits for it any more.
    pub fn cancel(&self) {
        if let Some(state) = &self.state {
            state.is_cancelled.store(true, Ordering::Relaxed);
        }
    }

    /// Whether nobody waits any more.
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
        if let Some(looks) = &self.looks
            && looks.count.fetch_add(1, Ordering::Relaxed) >= looks.limit
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
    fn looks_are_counted_over_all_clones() {
        let cancel = Cancel::after_looks(2);
        let other = cancel.clone();
        let looks = [&cancel, &other, &cancel, &other].map(Cancel::is_cancelled);
        assert_eq!(looks, [false, false, true, true]);
        assert_eq!(other.looks(), 4);
    }
}
