//! Asks for text and facets, and takes over what answers them.

use std::sync::Arc;

use super::search_answer::SearchAnswer;
use super::state::Session;
use dateline_timeline::Cancel;
use dateline_timeline::query::{Filter, Query};

impl Session {
    pub(super) fn ask_for(&mut self, query: Query, filter: Filter) {
        self.query = query;
        self.filter = filter;
        let question = self.question();
        if (question.is_empty() || self.document.timeline.len() <= self.answers_up_to)
            && let Some(found) = SearchAnswer::of(&self.document, question, &self.former(), &Cancel::never())
        {
            self.take(&found);
        }
    }

    /// Takes an answer over, unless it is one to something else than what is asked now.
    pub(super) fn take(&mut self, found: &SearchAnswer) {
        if found.question == self.question() {
            self.answered = found.question.clone();
            self.found = Arc::clone(&found.found);
            self.matches = Arc::clone(&found.matches);
            self.stops = Arc::clone(&found.stops);
            self.undated.clone_from(&found.undated);
        }
    }
}
