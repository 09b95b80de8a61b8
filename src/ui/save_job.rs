//! Writes the events to a file on a thread of its own, and finds out beside the window what a format would lose.

use std::sync::Arc;
use std::sync::mpsc;

use egui::Context;

use super::app::App;
use super::export_job::Export;
use super::notice::Notice;
use super::request::SaveOrder;
use super::worker::{Later, Worker};
use crate::files;
use crate::session::Session;
use dateline_formats::{Loss, SaveOptions, Saved, Target, losses_of, save_with};
use dateline_timeline::Cancel;
use dateline_timeline::model::{EventId, Timeline};
use dateline_timeline::query::Matches;

/// The report is made within the frame for so small a share of the events that labels are placed for within one:
/// an event takes longer to write than to label.
const SHARE: usize = 20;

/// So many losses are named when a file is written: a notice is one line, and the dialog has shown all.
const NAMED: usize = 2;

/// For what a report was made.
#[derive(Clone, Debug)]
pub(super) struct ReportKey {
    revision: u64,
    target: Target,
    matches: Option<Arc<Matches>>,
}

impl PartialEq for ReportKey {
    fn eq(&self, other: &ReportKey) -> bool {
        let is_same_set = match (&self.matches, &other.matches) {
            (None, None) => true,
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            _ => false,
        };
        is_same_set && (self.revision, self.target) == (other.revision, other.target)
    }
}

/// The report that was asked for last.
pub(super) type Reports = Later<ReportKey, Arc<Vec<Loss>>>;

/// What a format would lose; `None` until it is known. Small files are counted at once.
pub(super) fn report(
    reports: &mut Reports,
    (worker, at_once): (&Worker, usize),
    session: &Session,
    (target, is_filtered): (Target, bool),
) -> Option<Arc<Vec<Loss>>> {
    let timeline = Arc::clone(&session.document().timeline);
    let worker = (timeline.len() > at_once / SHARE).then_some(worker);
    let matches = is_filtered.then(|| Arc::clone(session.matches()));
    let key = ReportKey { revision: session.revision(), target, matches };
    let found = reports.follow(worker, key.clone(), move |key, stop| {
        with_options(key.matches.as_deref(), stop, |options| {
            losses_of(&timeline, key.target, options).map(Arc::new)
        })
    });
    found.filter(|(of, _)| **of == key).map(|(_, losses)| Arc::clone(losses))
}

fn with_options<T>(
    matches: Option<&Matches>,
    cancel: &Cancel,
    make: impl FnOnce(&SaveOptions<'_>) -> T,
) -> T {
    match matches {
        Some(matches) => {
            let is_chosen = |id: EventId| matches.contains(id);
            make(&SaveOptions { is_chosen: Some(&is_chosen), cancel: cancel.clone() })
        }
        None => make(&SaveOptions { is_chosen: None, cancel: cancel.clone() }),
    }
}

impl App {
    /// Starts to write the events.
    pub(super) fn save(&mut self, ctx: &Context, order: SaveOrder) {
        let timeline = Arc::clone(&self.session.document().timeline);
        let matches = order.is_filtered.then(|| Arc::clone(self.session.matches()));
        let (sender, outcome) = mpsc::channel();
        let waker = ctx.clone();
        std::thread::spawn(move || {
            // Nobody listens any more when the window has closed.
            let _ = sender.send(written(&timeline, matches.as_deref(), &order));
            waker.request_repaint();
        });
        self.exports.push(Export::new(outcome));
    }
}

fn written(timeline: &Timeline, matches: Option<&Matches>, order: &SaveOrder) -> Notice {
    let saved = with_options(matches, &Cancel::never(), |options| save_with(timeline, order.target, options));
    let Some(Saved { bytes, losses, .. }) = saved else {
        return Notice::bad("The file is not written".to_owned());
    };
    match files::replace(&order.path, &bytes) {
        Ok(()) => {
            let name = order.path.file_name().unwrap_or_default().to_string_lossy();
            Notice::good(format!("Written to {name}. {}", in_short(order.target, &losses)))
        }
        Err(error) => Notice::bad(format!("The file is not written: {error:#}")),
    }
}

/// The summary with the losses that matter most.
fn in_short(target: Target, losses: &[Loss]) -> String {
    let losses = if target.can_be_opened() { losses } else { &[] };
    let summary = target.summary(losses.get(..NAMED).unwrap_or(losses));
    match losses.len().saturating_sub(NAMED) {
        0 => summary,
        more => format!("{summary} and {more} more"),
    }
}
