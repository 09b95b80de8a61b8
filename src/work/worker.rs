//! One thread beside the window with a slot for one job of each kind: of jobs of one kind the latest wins.
//! What is no longer needed is dropped there too.

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use super::job::{Wake, Work, start_thread};

/// What is made beside the window. Whatever stands first here is made first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Task {
    /// Several files as one.
    Combine,
    /// The events that answer text and facets.
    Find,
    /// The text that is searched.
    Fold,
    /// The events that the palette lists.
    Palette,
    /// The events that the search of a talk lists.
    TalkSearch,
    /// The order of the list.
    List,
    /// The chart of the overview.
    Chart,
    /// How many events each value of each facet would give.
    Facets,
    /// What a format would lose.
    Report,
    /// Events of different files that may be the same.
    Duplicates,
    /// The labels of all events.
    Labels,
    /// The labels of the matching events.
    LabelsOfMatches,
}

impl Task {
    /// What it does, for the status line.
    pub const fn label(self) -> &'static str {
        match self {
            Task::Find | Task::Fold | Task::Palette | Task::TalkSearch => "Searching",
            Task::Combine => "Combining files",
            Task::Duplicates => "Comparing files",
            Task::Chart | Task::Facets | Task::Report => "Counting",
            Task::List => "Sorting",
            Task::Labels | Task::LabelsOfMatches => "Placing labels",
        }
    }
}

#[derive(Default)]
struct Queue {
    jobs: BTreeMap<Task, Work>,
    /// What nobody needs any more: giving back the memory of a million events takes longer than a frame.
    drop_queue: Vec<Box<dyn Any + Send>>,
    is_closed: bool,
    is_running: bool,
}

struct Shared {
    queue: Mutex<Queue>,
    has_work: Condvar,
    wake: Wake,
}

impl Shared {
    fn change<T>(&self, change: impl FnOnce(&mut Queue) -> T) -> T {
        // No job runs under the lock, so that no panic can leave a queue half changed.
        change(&mut self.queue.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The next thing to do; `None` when the window has closed.
    fn next(&self) -> Option<Work> {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if queue.is_closed {
                return None;
            }
            if let Some((_, job)) = queue.jobs.pop_first() {
                return Some(job);
            }
            if !queue.drop_queue.is_empty() {
                let unneeded = std::mem::take(&mut queue.drop_queue);
                return Some(Box::new(move || drop(unneeded)));
            }
            queue = self.has_work.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// One thread with a slot for one job of each kind. It is started by the first.
pub struct Worker {
    shared: Arc<Shared>,
}

impl Worker {
    /// A worker; `wake` is called when something is ready.
    pub fn new(wake: Wake) -> Worker {
        let shared = Shared { queue: Mutex::default(), has_work: Condvar::new(), wake };
        Worker { shared: Arc::new(shared) }
    }

    /// Lets go of something large without keeping a frame waiting.
    pub fn discard(&self, unneeded: impl Any + Send) {
        self.shared.change(|queue| queue.drop_queue.push(Box::new(unneeded)));
        self.run();
    }

    /// Runs work when its turn comes. Work of the same kind that has not been begun gives way.
    pub(super) fn put(&self, task: Task, job: Work) {
        let replaced = self.shared.change(|queue| queue.jobs.insert(task, job));
        drop(replaced);
        self.run();
    }

    fn run(&self) {
        let was_running = self.shared.change(|queue| std::mem::replace(&mut queue.is_running, true));
        if !was_running {
            let shared = Arc::clone(&self.shared);
            start_thread(move || {
                while let Some(job) = shared.next() {
                    // The panic was reported when it happened; whoever waits learns it from the closed
                    // channel.
                    let _ = catch_unwind(AssertUnwindSafe(job));
                    (shared.wake)();
                }
            });
        }
        self.shared.has_work.notify_one();
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.shared.change(|queue| queue.is_closed = true);
        self.shared.has_work.notify_all();
    }
}
