//! A value that is made beside the window whenever another key is asked for. Every value carries the key it
//! was made for; the one before stays until the next has come.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use super::job::{Job, JobState};
use super::worker::{Task, Worker};
use dateline_timeline::Cancel;

/// How a window divides work between its frames and its threads.
#[derive(Clone, Debug)]
pub struct Budget {
    /// Files of up to this many events are answered within the frame.
    pub at_once: usize,
    /// While it is set, nothing that was made beside the window arrives. For tests that look at what is shown
    /// in the meantime.
    pub is_held: Arc<AtomicBool>,
}

impl Default for Budget {
    /// Measured in a release build: labels of 20,000 events take about as long as a frame may.
    fn default() -> Self {
        Budget { at_once: 20_000, is_held: Arc::default() }
    }
}

impl Budget {
    /// Whether results are to wait.
    pub fn is_held(&self) -> bool {
        self.is_held.load(Ordering::Relaxed)
    }
}

/// What was asked for and has not come.
struct Request<K, V> {
    key: K,
    /// When the first of the requests was made that have not been answered since.
    since: Instant,
    /// `None` after it failed.
    job: Option<Job<V>>,
}

/// A value that is made beside the window whenever another key is asked for; the one before stays until then.
pub struct Background<K, V: Send + 'static> {
    task: Task,
    kept: Option<(K, V)>,
    request: Option<Request<K, V>>,
}

impl<K, V: Send + 'static> Background<K, V> {
    /// Nothing yet.
    pub fn new(task: Task) -> Background<K, V> {
        Background { task, kept: None, request: None }
    }

    /// The value that was made last, with its key.
    pub fn last(&self) -> Option<(&K, &V)> {
        self.kept.as_ref().map(|(key, value)| (key, value))
    }

    /// What is being done, and since when somebody has been waiting for it.
    pub fn awaited(&self) -> Option<(Task, Instant)> {
        let request = self.request.as_ref().filter(|request| request.job.is_some())?;
        Some((self.task, request.since))
    }

    /// Stops what is being made.
    pub fn give_up(&mut self) {
        if let Some(job) = self.request.take().and_then(|request| request.job) {
            job.cancel();
        }
    }
}

impl<K, V: Send + 'static> Drop for Background<K, V> {
    fn drop(&mut self) {
        self.give_up();
    }
}

impl<K: Clone + PartialEq + Send + 'static, V: Send + 'static> Background<K, V> {
    /// The value for a key, if that is the one that was made last.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.last().filter(|(kept, _)| *kept == key).map(|(_, value)| value)
    }

    /// Keeps a value and gives back the one it replaces. Another request is given up.
    pub fn keep(&mut self, key: K, value: V) -> Option<V> {
        self.give_up();
        self.kept.replace((key, value)).map(|(_, old)| old)
    }

    /// The value for a key as soon as the worker has made it, until then the last one with its own key.
    /// Without a worker it is made at once.
    pub fn follow(
        &mut self,
        worker: Option<&Worker>,
        key: K,
        make: impl FnOnce(&K, &Cancel) -> Option<V> + Send + 'static,
    ) -> Option<(&K, &V)> {
        match worker {
            Some(worker) => self.ask(worker, key, make),
            None if self.get(&key).is_none() => {
                if let Some(value) = make(&key, &Cancel::never()) {
                    self.keep(key, value);
                }
            }
            None => self.give_up(),
        }
        self.last()
    }

    /// Requests the value of a key, unless it is there or being made. The request before is given up.
    pub fn ask(
        &mut self,
        worker: &Worker,
        key: K,
        make: impl FnOnce(&K, &Cancel) -> Option<V> + Send + 'static,
    ) {
        if self.get(&key).is_some() {
            return self.give_up();
        }
        if self.request.as_ref().is_some_and(|request| request.key == key) {
            return;
        }
        let since = self.awaited().map_or_else(Instant::now, |(_, since)| since);
        self.give_up();
        let own_key = key.clone();
        let (job, work) = Job::prepared(move |cancel| make(&own_key, cancel));
        self.request = Some(Request { key, since, job: Some(job) });
        worker.put(self.task, work);
    }

    /// Takes over what has come, and gives back what it replaces. Asked once at the head of a
    /// frame, so that nothing changes while that is drawn.
    pub fn collect(&mut self, budget: &Budget) -> Option<V> {
        let request = self.request.as_mut().filter(|_| !budget.is_held())?;
        match request.job.as_ref()?.poll() {
            JobState::Done(value) => {
                let key = request.key.clone();
                self.keep(key, value)
            }
            JobState::Running => None,
            JobState::Ended => {
                // It failed, and would fail again: nothing comes until another key is asked for.
                request.job = None;
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::{self, Receiver};
    use std::time::Duration;

    /// A worker, and what receives a message for each thing that is ready.
    fn worker() -> (Worker, Receiver<()>) {
        let (sender, woken) = mpsc::channel();
        let worker = Worker::new(Arc::new(move || {
            let _ = sender.send(());
        }));
        (worker, woken)
    }

    fn wait(background: &mut Background<u32, u32>, woken: &Receiver<()>) {
        while background.awaited().is_some() {
            woken.recv_timeout(Duration::from_secs(10)).expect("the worker answers");
            background.collect(&Budget::default());
        }
    }

    #[test]
    fn a_value_comes_later_and_the_one_before_stays_until_then() {
        let (worker, woken) = worker();
        let mut background = Background::new(Task::Find);
        background.keep(1, 10);
        let (release, gate) = mpsc::channel::<()>();
        background.ask(&worker, 2, move |key, _| {
            gate.recv().ok()?;
            Some(key * 10)
        });
        background.collect(&Budget::default());
        assert_eq!((background.get(&1), background.get(&2)), (Some(&10), None));
        release.send(()).expect("it is at work");
        wait(&mut background, &woken);
        assert_eq!(background.last(), Some((&2, &20)));
    }

    #[test]
    fn the_latest_request_wins_and_the_ones_before_are_stopped_or_never_begun() {
        let (worker, woken) = worker();
        let mut background = Background::new(Task::Find);
        let (begun_sender, begun) = mpsc::channel();
        for key in 1..=9 {
            let begun_sender = begun_sender.clone();
            background.ask(&worker, key, move |key, cancel| {
                begun_sender.send(*key).ok()?;
                while *key < 9 && !cancel.is_cancelled() {
                    std::thread::yield_now();
                }
                Some(*key)
            });
            if key == 1 {
                assert_eq!(begun.recv_timeout(Duration::from_secs(10)), Ok(1));
            }
        }
        wait(&mut background, &woken);
        assert_eq!(background.last(), Some((&9, &9)));
        let begun: Vec<u32> = begun.try_iter().collect();
        assert!(begun.len() < 8 && begun.last() == Some(&9), "{begun:?}");
    }

    #[test]
    fn what_is_held_arrives_when_it_is_let_go() {
        let (worker, woken) = worker();
        let mut background = Background::new(Task::Find);
        let budget = Budget::default();
        budget.is_held.store(true, Ordering::Relaxed);
        background.ask(&worker, 1, |key, _| Some(*key));
        woken.recv_timeout(Duration::from_secs(10)).expect("the worker answers");
        background.collect(&budget);
        assert_eq!(background.last(), None);
        budget.is_held.store(false, Ordering::Relaxed);
        background.collect(&budget);
        assert_eq!(background.last(), Some((&1, &1)));
    }

    #[test]
    fn work_that_panics_is_not_awaited_for_ever_and_others_go_on() {
        let (worker, woken) = worker();
        let mut background = Background::new(Task::Find);
        background.ask(&worker, 1, |_, _| panic!("on purpose"));
        wait(&mut background, &woken);
        assert_eq!(background.last(), None);
        background.ask(&worker, 2, |key, _| Some(*key));
        wait(&mut background, &woken);
        assert_eq!(background.last(), Some((&2, &2)));
    }
}
