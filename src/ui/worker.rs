//! Work beside the window: a thread that makes what takes longer than a frame may. Of wishes for the same
//! thing the latest wins, work that nobody waits for is stopped, and every result carries the key it was made for.

use std::any::Any;
use std::collections::BTreeMap;
use std::ops::{ControlFlow, Deref};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Instant;

use dateline_timeline::Cancel;

/// Says to work that nobody waits for it any more.
#[derive(Clone, Debug)]
pub struct Stop {
    cancel: Cancel,
}

impl Default for Stop {
    fn default() -> Stop {
        Stop { cancel: Cancel::new() }
    }
}

impl Deref for Stop {
    type Target = Cancel;

    fn deref(&self) -> &Cancel {
        &self.cancel
    }
}

impl Stop {
    /// Asks the work to stop.
    pub fn ask(&self) {
        self.cancel.cancel();
    }

    /// Whether it was asked to.
    pub fn is_asked(&self) -> bool {
        self.cancel.is_cancelled()
    }

    /// The same as an answer to work that asks whether to go on.
    pub fn flow(&self) -> ControlFlow<()> {
        if self.is_asked() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

/// How a window divides work between its frames and its threads.
#[derive(Clone, Debug)]
pub struct Pace {
    /// Files of up to this many events are answered within the frame.
    pub at_once: usize,
    /// While it is set, nothing that was made beside the window arrives. For tests that look at what is shown
    /// in the meantime.
    pub is_held: Arc<AtomicBool>,
}

impl Default for Pace {
    /// Measured in a release build: labels of 20,000 events take about as long as a frame may.
    fn default() -> Self {
        Pace { at_once: 20_000, is_held: Arc::default() }
    }
}

impl Pace {
    /// Whether results are to wait.
    pub fn is_held(&self) -> bool {
        self.is_held.load(Ordering::Relaxed)
    }
}

/// What is made beside the window. Whatever stands first here is made first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Task {
    /// Several files as one.
    Combine,
    /// The events that answer words and facets.
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
    pub const fn words(self) -> &'static str {
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

type Job = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct Queue {
    jobs: BTreeMap<Task, Job>,
    /// What nobody needs any more: giving back the memory of a million events takes longer than a frame.
    litter: Vec<Box<dyn Any + Send>>,
    is_closed: bool,
    is_running: bool,
}

struct Shared {
    queue: Mutex<Queue>,
    has_work: Condvar,
    wake: Box<dyn Fn() + Send + Sync>,
}

impl Shared {
    fn change<T>(&self, change: impl FnOnce(&mut Queue) -> T) -> T {
        // No job runs under the lock, so that no panic can leave a queue half changed.
        change(&mut self.queue.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The next thing to do; `None` when the window has closed.
    fn next(&self) -> Option<Job> {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if queue.is_closed {
                return None;
            }
            if let Some((_, job)) = queue.jobs.pop_first() {
                return Some(job);
            }
            if !queue.litter.is_empty() {
                let litter = std::mem::take(&mut queue.litter);
                return Some(Box::new(move || drop(litter)));
            }
            queue = self.has_work.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// One thread with a place for one wish of each kind. It is started by the first.
pub struct Worker {
    shared: Arc<Shared>,
}

impl Worker {
    /// A worker; `wake` is called when something is ready.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Worker {
        let shared = Shared { queue: Mutex::default(), has_work: Condvar::new(), wake: Box::new(wake) };
        Worker { shared: Arc::new(shared) }
    }

    /// Lets go of something large without keeping a frame waiting.
    pub fn discard(&self, litter: impl Any + Send) {
        self.shared.change(|queue| queue.litter.push(Box::new(litter)));
        self.run();
    }

    fn put(&self, task: Task, job: Job) {
        let superseded = self.shared.change(|queue| queue.jobs.insert(task, job));
        drop(superseded);
        self.run();
    }

    fn run(&self) {
        let was_running = self.shared.change(|queue| std::mem::replace(&mut queue.is_running, true));
        if !was_running {
            let shared = Arc::clone(&self.shared);
            std::thread::spawn(move || {
                while let Some(job) = shared.next() {
                    // The panic has told of itself, and whoever waits learns it from the closed channel.
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

/// What was asked for and has not come.
struct Wish<K, V> {
    key: K,
    stop: Stop,
    /// When the first of the wishes was made that have not been answered since.
    since: Instant,
    result: Option<Receiver<V>>,
}

/// A value that is made beside the window whenever another key is asked for; the one before stays until then.
pub struct Later<K, V> {
    task: Task,
    kept: Option<(K, V)>,
    wish: Option<Wish<K, V>>,
}

impl<K, V> Later<K, V> {
    /// Nothing yet.
    pub fn new(task: Task) -> Later<K, V> {
        Later { task, kept: None, wish: None }
    }

    /// The value that was made last, with its key.
    pub fn last(&self) -> Option<(&K, &V)> {
        self.kept.as_ref().map(|(key, value)| (key, value))
    }

    /// What is being done, and since when somebody has been waiting for it.
    pub fn awaited(&self) -> Option<(Task, Instant)> {
        let wish = self.wish.as_ref().filter(|wish| wish.result.is_some())?;
        Some((self.task, wish.since))
    }

    /// Stops what is being made.
    pub fn give_up(&mut self) {
        if let Some(wish) = self.wish.take() {
            wish.stop.ask();
        }
    }
}

impl<K, V> Drop for Later<K, V> {
    fn drop(&mut self) {
        self.give_up();
    }
}

impl<K: Clone + PartialEq + Send + 'static, V: Send + 'static> Later<K, V> {
    /// The value for a key, if that is the one that was made last.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.last().filter(|(kept, _)| *kept == key).map(|(_, value)| value)
    }

    /// Keeps a value and gives back the one it takes the place of. Another wish is given up.
    pub fn keep(&mut self, key: K, value: V) -> Option<V> {
        self.give_up();
        self.kept.replace((key, value)).map(|(_, old)| old)
    }

    /// The value for a key as soon as the worker has made it, until then the last one with its own key. Without a
    /// worker it is made at once.
    pub fn follow(
        &mut self,
        worker: Option<&Worker>,
        key: K,
        make: impl FnOnce(&K, &Stop) -> Option<V> + Send + 'static,
    ) -> Option<(&K, &V)> {
        match worker {
            Some(worker) => self.ask(worker, key, make),
            None if self.get(&key).is_none() => {
                if let Some(value) = make(&key, &Stop::default()) {
                    self.keep(key, value);
                }
            }
            None => self.give_up(),
        }
        self.last()
    }

    /// Wishes for the value of a key, unless it is there or being made. The wish before is given up.
    pub fn ask(
        &mut self,
        worker: &Worker,
        key: K,
        make: impl FnOnce(&K, &Stop) -> Option<V> + Send + 'static,
    ) {
        if self.get(&key).is_some() {
            return self.give_up();
        }
        if self.wish.as_ref().is_some_and(|wish| wish.key == key) {
            return;
        }
        let since = self.awaited().map_or_else(Instant::now, |(_, since)| since);
        self.give_up();
        let (sender, result) = mpsc::channel();
        let stop = Stop::default();
        let (own_key, own_stop) = (key.clone(), stop.clone());
        self.wish = Some(Wish { key, stop, since, result: Some(result) });
        let job = move || {
            if !own_stop.is_asked()
                && let Some(value) = make(&own_key, &own_stop)
            {
                // Nobody listens any more when another key has been asked for since.
                let _ = sender.send(value);
            }
        };
        worker.put(self.task, Box::new(job));
    }

    /// Takes over what has come, and gives back what it takes the place of. Asked once at the head of a frame,
    /// so that nothing changes while that is drawn.
    pub fn collect(&mut self, pace: &Pace) -> Option<V> {
        let wish = self.wish.as_mut().filter(|_| !pace.is_held())?;
        match wish.result.as_ref()?.try_recv() {
            Ok(value) => {
                let key = wish.key.clone();
                self.keep(key, value)
            }
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => {
                // It failed, and would fail again: nothing comes until another key is asked for.
                wish.result = None;
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    /// A worker, and what tells of each thing that is ready.
    fn worker() -> (Worker, Receiver<()>) {
        let (sender, woken) = mpsc::channel();
        let worker = Worker::new(move || {
            let _ = sender.send(());
        });
        (worker, woken)
    }

    fn wait(later: &mut Later<u32, u32>, woken: &Receiver<()>) {
        while later.awaited().is_some() {
            woken.recv_timeout(Duration::from_secs(10)).expect("the worker answers");
            later.collect(&Pace::default());
        }
    }

    #[test]
    fn a_value_comes_later_and_the_one_before_stays_until_then() {
        let (worker, woken) = worker();
        let mut later = Later::new(Task::Find);
        later.keep(1, 10);
        let (release, gate) = mpsc::channel::<()>();
        later.ask(&worker, 2, move |key, _| {
            gate.recv().ok()?;
            Some(key * 10)
        });
        later.collect(&Pace::default());
        assert_eq!((later.get(&1), later.get(&2)), (Some(&10), None));
        release.send(()).expect("it is at work");
        wait(&mut later, &woken);
        assert_eq!(later.last(), Some((&2, &20)));
    }

    #[test]
    fn the_latest_wish_wins_and_the_ones_before_are_stopped_or_never_begun() {
        let (worker, woken) = worker();
        let mut later = Later::new(Task::Find);
        let (begun_sender, begun) = mpsc::channel();
        for key in 1..=9 {
            let begun_sender = begun_sender.clone();
            later.ask(&worker, key, move |key, stop| {
                begun_sender.send(*key).ok()?;
                while *key < 9 && !stop.is_asked() {
                    std::thread::yield_now();
                }
                Some(*key)
            });
            if key == 1 {
                assert_eq!(begun.recv_timeout(Duration::from_secs(10)), Ok(1));
            }
        }
        wait(&mut later, &woken);
        assert_eq!(later.last(), Some((&9, &9)));
        let begun: Vec<u32> = begun.try_iter().collect();
        assert!(begun.len() < 8 && begun.last() == Some(&9), "{begun:?}");
    }

    #[test]
    fn what_is_held_arrives_when_it_is_let_go() {
        let (worker, woken) = worker();
        let mut later = Later::new(Task::Find);
        let pace = Pace::default();
        pace.is_held.store(true, Ordering::Relaxed);
        later.ask(&worker, 1, |key, _| Some(*key));
        woken.recv_timeout(Duration::from_secs(10)).expect("the worker answers");
        later.collect(&pace);
        assert_eq!(later.last(), None);
        pace.is_held.store(false, Ordering::Relaxed);
        later.collect(&pace);
        assert_eq!(later.last(), Some((&1, &1)));
    }

    #[test]
    fn work_that_panics_is_not_awaited_for_ever_and_others_go_on() {
        let (worker, woken) = worker();
        let mut later = Later::new(Task::Find);
        later.ask(&worker, 1, |_, _| panic!("on purpose"));
        wait(&mut later, &woken);
        assert_eq!(later.last(), None);
        later.ask(&worker, 2, |key, _| Some(*key));
        wait(&mut later, &woken);
        assert_eq!(later.last(), Some((&2, &2)));
    }
}
