//! What a format would lose of the events, found out in the background for the dialog that saves.

use std::sync::Arc;

use super::view_context::ViewContext;
use crate::work::Background;
use dateline_formats::{Loss, SaveOptions, Target, losses_of};
use dateline_timeline::Cancel;
use dateline_timeline::model::EventId;
use dateline_timeline::query::Matches;

/// The report is made within the frame for so small a share of the events that labels are placed for within
/// one: an event takes longer to write than to label.
const SHARE: usize = 20;

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
pub(super) type Reports = Background<ReportKey, Arc<Vec<Loss>>>;

/// What a format would lose; `None` until it is known. Small files are counted at once.
pub(super) fn report(
    reports: &mut Reports,
    view: &ViewContext<'_>,
    target: Target,
    is_filtered: bool,
) -> Option<Arc<Vec<Loss>>> {
    let session = view.session;
    let timeline = Arc::clone(&session.document().timeline);
    let worker = (timeline.len() > view.budget.at_once / SHARE).then_some(view.worker);
    let matches = is_filtered.then(|| Arc::clone(session.matches()));
    let key = ReportKey { revision: session.revision(), target, matches };
    let found = reports.follow(worker, key.clone(), move |key, stop| {
        with_options(key.matches.as_deref(), stop, |options| {
            losses_of(&timeline, key.target, options).map(Arc::new)
        })
    });
    found.filter(|(of, _)| **of == key).map(|(_, losses)| Arc::clone(losses))
}

/// Calls `make` with the options for the events that are saved; without `matches` all are.
pub(super) fn with_options<T>(
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
