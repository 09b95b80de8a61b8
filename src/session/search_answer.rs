//! What is asked of a document, and the events that answer.

use std::sync::Arc;

use super::document::Document;
use super::navigation::StepOrder;
use dateline_timeline::Cancel;
use dateline_timeline::model::{EventId, Timeline};
use dateline_timeline::query::{Filter, Matches, Query};

/// Text and facets that were asked for. An answer carries its question, so that an outdated one is known.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Question {
    /// Of which file; see [`Session::revision`](super::Session::revision).
    pub revision: u64,
    /// The text that is searched for.
    pub query: Query,
    /// The facets.
    pub filter: Filter,
}

impl Question {
    /// Whether neither text nor facets leave events out.
    pub fn is_empty(&self) -> bool {
        self.filter.is_empty() && self.query.text.trim().is_empty()
    }
}

/// The events that answer a question.
#[derive(Clone, Debug)]
pub struct SearchAnswer {
    /// What was asked.
    pub question: Question,
    /// The events that match the text, whatever the facets say.
    pub found: Arc<Matches>,
    /// The events that match both.
    pub matches: Arc<Matches>,
    /// Those of them that one steps through.
    pub stops: Arc<StepOrder>,
    /// Those of them without a position in time; `None` is all there are.
    pub undated: Option<Arc<Vec<EventId>>>,
}

/// What was asked before, and the events that matched its text.
#[derive(Clone, Debug)]
pub struct Former {
    /// What was asked.
    pub question: Question,
    /// The events that match its text, whatever its facets say.
    pub found: Arc<Matches>,
}

impl SearchAnswer {
    /// Looks for the answer; `None` once cancelled. Linear in the text of the events that matched
    /// before, where the text only narrows what that one asked for, else in the text of the document.
    pub fn of(
        document: &Document,
        question: Question,
        former: &Former,
        cancel: &Cancel,
    ) -> Option<SearchAnswer> {
        let timeline = &document.timeline;
        let is_same_file = former.question.revision == question.revision;
        let found = if question.query.is_empty() {
            document.all()
        } else if is_same_file && question.query == former.question.query {
            Arc::clone(&former.found)
        } else {
            let narrows = is_same_file && question.query.narrows(&former.question.query);
            let among = if narrows { Arc::clone(&former.found) } else { document.all() };
            let text = document.search_text();
            Arc::new(text.matches_among(timeline, &question.query, &among, cancel)?)
        };
        let matches = if question.filter.is_empty() {
            Arc::clone(&found)
        } else {
            Arc::new(question.filter.applied_with_cancel(timeline, &found, cancel)?)
        };
        let stops = if matches.len() == timeline.len() {
            document.stops()
        } else {
            cancel.check().map(|()| Arc::new(StepOrder::of(timeline, &matches, document.ranks())))?
        };
        let undated = (matches.len() < timeline.len()).then(|| Arc::new(undated_among(timeline, &matches)));
        Some(SearchAnswer { question, found, matches, stops, undated })
    }
}

/// All events without a position in time, in the order of the file: they stand last in the order of time.
pub(super) fn all_undated(timeline: &Timeline) -> &[EventId] {
    let order = timeline.chronological();
    order.get(order.len().saturating_sub(timeline.undated_count())..).unwrap_or_default()
}

fn undated_among(timeline: &Timeline, matches: &Matches) -> Vec<EventId> {
    all_undated(timeline).iter().copied().filter(|event| matches.contains(*event)).collect()
}
