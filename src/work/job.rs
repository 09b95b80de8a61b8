//! One piece of work on another thread: how it is started, cancelled and asked for its result. Loading,
//! reloading, exporting, saving, dialogs and the worker all go through here, so that no thread is started
//! anywhere else.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, TryRecvError};

use dateline_timeline::Cancel;

/// Called on a thread of the work whenever there is something new to show. The window asks for a frame with
/// it.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobState<T> {
    /// It waits for its turn or is at work.
    Running,
    /// It has ended with this result, which is given out once.
    Done(T),
    /// It has ended without a result: it was cancelled, or failed and has reported that itself.
    Ended,
}

/// What is to be done on whichever thread comes to it.
pub type Work = Box<dyn FnOnce() + Send>;

/// Work that was begun, or is about to be. Dropping it does not cancel it; [`Job::cancel`] does.
#[derive(Debug)]
pub struct Job<T> {
    cancel: Cancel,
    result: Receiver<T>,
}

impl<T: Send + 'static> Job<T> {
    /// A job and its work, for a queue that runs it in its turn. `make` gives `None` when it was cancelled.
    /// Work that was stopped before its turn is not begun.
    pub fn prepared(make: impl FnOnce(&Cancel) -> Option<T> + Send + 'static) -> (Job<T>, Work) {
        let (sender, result) = mpsc::channel();
        let cancel = Cancel::new();
        let own_cancel = cancel.clone();
        let work = move || {
            if !own_cancel.is_cancelled()
                && let Some(value) = make(&own_cancel)
            {
                // Nobody listens any more when the window has closed, or when something else is wanted by
                // now.
                let _ = sender.send(value);
            }
        };
        (Job { cancel, result }, Box::new(work))
    }

    /// Begins work on a thread of its own, and wakes the window when it has ended, in whatever way.
    pub fn start(wake: &Wake, make: impl FnOnce(&Cancel) -> Option<T> + Send + 'static) -> Job<T> {
        let (job, work) = Job::prepared(make);
        let wake = Arc::clone(wake);
        start_thread(move || {
            let _wakes = WakeWhenDropped(wake);
            work();
        });
        job
    }

    /// Cancels the work. It ends when it checks next.
    pub fn cancel(&self) {
        self.cancel.cancel();
    }

    /// How far it is; never waits.
    pub fn poll(&self) -> JobState<T> {
        match self.result.try_recv() {
            Ok(value) => JobState::Done(value),
            Err(TryRecvError::Empty) => JobState::Running,
            Err(TryRecvError::Disconnected) => JobState::Ended,
        }
    }
}

/// Starts a thread that outlives the frame. Nothing else in the program's window does.
pub(super) fn start_thread(run: impl FnOnce() + Send + 'static) {
    std::thread::spawn(run);
}

/// Wakes the window also when the work panics.
struct WakeWhenDropped(Wake);

impl Drop for WakeWhenDropped {
    fn drop(&mut self) {
        (self.0)();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn wake() -> (Wake, Receiver<()>) {
        let (sender, woken) = mpsc::channel();
        let wake: Wake = Arc::new(move || {
            // Nobody listens any more when the test is over.
            let _ = sender.send(());
        });
        (wake, woken)
    }

    #[test]
    fn a_job_gives_its_result_once_and_wakes() {
        let (wake, woken) = wake();
        let job = Job::start(&wake, |_| Some(7));
        woken.recv_timeout(Duration::from_secs(10)).expect("it ends");
        assert_eq!(job.poll(), JobState::Done(7));
        assert_eq!(job.poll(), JobState::Ended);
    }

    #[test]
    fn a_job_that_is_cancelled_or_panics_ends_without_a_result_and_wakes() {
        let (wake, woken) = wake();
        let stopped = Job::<u8>::start(&wake, |cancel| {
            while !cancel.is_cancelled() {
                std::thread::yield_now();
            }
            None
        });
        assert_eq!(stopped.poll(), JobState::Running);
        stopped.cancel();
        woken.recv_timeout(Duration::from_secs(10)).expect("it ends");
        assert_eq!(stopped.poll(), JobState::Ended);
        let failed = Job::<u8>::start(&wake, |_| panic!("on purpose"));
        woken.recv_timeout(Duration::from_secs(10)).expect("it ends");
        assert_eq!(failed.poll(), JobState::Ended);
    }

    #[test]
    fn prepared_work_that_was_stopped_is_not_begun() {
        let (job, work) = Job::<u8>::prepared(|_| panic!("begun"));
        job.cancel();
        work();
        assert_eq!(job.poll(), JobState::Ended);
    }
}
