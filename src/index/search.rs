//! Search: which events hold all the words, and where in a title they stand.

use std::ops::Range;

use super::filter::{Matches, Query};
use super::fold::{fold, fold_with_places};
use crate::model::{EventId, Timeline};

impl Query {
    /// The query that somebody typed.
    pub fn new(text: impl Into<String>) -> Query {
        Query { text: text.into() }
    }

    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.terms().is_empty()
    }

    /// Its words and phrases, folded. A quotation mark that is never closed reaches to the end, so that the
    /// list does not jump while somebody is still typing.
    fn terms(&self) -> Vec<String> {
        let folded = fold(&self.text);
        let mut terms = Vec::new();
        for (index, part) in folded.split('"').enumerate() {
            if index % 2 == 1 {
                terms.push(part.trim().to_owned());
            } else {
                terms.extend(part.split_whitespace().map(str::to_owned));
            }
        }
        terms.retain(|term| !term.is_empty());
        terms
    }

    /// Where the words stand in a text, as byte ranges of that text in order, without overlaps.
    pub fn hits_in(&self, text: &str) -> Vec<Range<usize>> {
        let terms = self.terms();
        if terms.is_empty() {
            return Vec::new();
        }
        let (folded, places) = fold_with_places(text);
        let mut hits: Vec<Range<usize>> = terms
            .iter()
            .flat_map(|term| folded.match_indices(term.as_str()).map(|(at, found)| at..at + found.len()))
            .filter_map(|range| {
                let (start, _) = places.get(range.start)?;
                let (_, end) = places.get(range.end.checked_sub(1)?)?;
                Some(*start..*end)
            })
            .collect();
        hits.sort_by_key(|hit| (hit.start, hit.end));
        hits.into_iter().fold(Vec::new(), |mut merged: Vec<Range<usize>>, hit| {
            match merged.last_mut() {
                Some(last) if hit.start <= last.end => last.end = last.end.max(hit.end),
                _ => merged.push(hit),
            }
            merged
        })
    }
}

/// Everything of a timeline that can be searched, folded once: titles, summaries, excerpts, paraphrases,
/// date notes, actors, tags. About the size of that text in memory; a search is one pass over it.
#[derive(Clone, Debug, Default)]
pub struct SearchText {
    text: String,
    ends: Vec<usize>,
}

/// Stands between the fields of an event, so that a phrase never matches across two of them.
const BETWEEN_FIELDS: char = '\n';

impl SearchText {
    /// The text of a timeline. Linear in its length.
    pub fn of(timeline: &Timeline) -> SearchText {
        let mut built = SearchText { text: String::new(), ends: Vec::with_capacity(timeline.len()) };
        for id in timeline.ids() {
            timeline.each_piece(id.index()..id.index() + 1, |_, piece| built.add(piece));
            for actor in timeline.actors_of(id) {
                if let Some(actor) = timeline.actor(*actor) {
                    built.add(&actor.name);
                }
            }
            for tag in timeline.tags_of(id) {
                built.add(timeline.tag(*tag));
            }
            built.ends.push(built.text.len());
        }
        built
    }

    fn add(&mut self, field: &str) {
        if !field.is_empty() {
            self.text.push_str(&fold(field));
            self.text.push(BETWEEN_FIELDS);
        }
    }

    fn of_event(&self, event: EventId) -> &str {
        let end = self.ends.get(event.index()).copied().unwrap_or_default();
        let start =
            event.index().checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.text.get(start..end).unwrap_or_default()
    }

    /// The events that hold every word of a query. An empty query matches all.
    pub fn matches(&self, query: &Query) -> Matches {
        let terms = query.terms();
        Matches::from_fn(self.ends.len(), |event| {
            let text = self.of_event(event);
            terms.iter().all(|term| text.contains(term.as_str()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Event, TimelineBuilder};

    fn timeline() -> Timeline {
        let mut builder = TimelineBuilder::default();
        let mut mous = Event::new("mous", "Three MoUs signed");
        mous.summary = "One for cyber agencies, one for défence.".to_owned();
        mous.tags = vec![builder.tag("agreement")];
        builder.event(mous);
        builder.event(Event::new("visit", "Harris’ visit to Singapore"));
        builder.build()
    }

    fn found(query: &str) -> Vec<String> {
        let timeline = timeline();
        let matches = SearchText::of(&timeline).matches(&Query::new(query));
        timeline.ids().filter(|id| matches.contains(*id)).map(|id| timeline.key(id).into_owned()).collect()
    }

    #[test]
    fn every_word_must_stand_somewhere_in_the_event() {
        for (query, expected) in [
            ("", vec!["mous", "visit"]),
            ("MOU", vec!["mous"]),
            ("three agreement", vec!["mous"]),
            ("three visit", vec![]),
            ("defence", vec!["mous"]),
            ("harris' visit", vec!["visit"]),
            ("\"visit to\"", vec!["visit"]),
            ("\"signed one\"", vec![]),
            ("\"visit t", vec!["visit"]),
            ("\"\"", vec!["mous", "visit"]),
        ] {
            assert_eq!(found(query), expected, "{query}");
        }
    }

    #[test]
    fn hits_are_ranges_of_the_text_as_written() {
        let words = "Défence cyber MoU, cyberspace";
        let marked: Vec<&str> = Query::new("defence cyber \"cyberspace\"")
            .hits_in(words)
            .into_iter()
            .map(|hit| &words[hit])
            .collect();
        assert_eq!(marked, ["Défence", "cyber", "cyberspace"]);
        assert!(Query::new("").hits_in(words).is_empty());
    }
}
