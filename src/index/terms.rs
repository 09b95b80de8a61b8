//! What somebody types into a search, as words and phrases, and where these stand in a text.

use std::ops::Range;

use super::fold::{fold, fold_with_places};
use super::needle::{Frequencies, Needle};

/// Words to search for: every word must stand somewhere in the event (title, summary, excerpts, actors,
/// tags), without regard to case and diacritics. Words in quotation marks stand together.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Query {
    /// As typed.
    pub text: String,
}

impl Query {
    /// The query that somebody typed.
    pub fn new(text: impl Into<String>) -> Query {
        Query { text: text.into() }
    }

    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.folded().is_empty()
    }

    /// Its words and phrases, made ready once for many texts.
    pub fn terms(&self) -> Terms {
        Terms::sought_by(self, &Frequencies::default())
    }

    /// Where the words stand in a text; for many texts, see [`Query::terms`].
    pub fn hits_in(&self, text: &str) -> Vec<Range<usize>> {
        self.terms().hits_in(text)
    }

    /// Whether all that it can find is found by the former query too, because each word of that one stands in one of
    /// its own.
    pub fn narrows(&self, former: &Query) -> bool {
        let own = self.folded();
        former.folded().iter().all(|old| own.iter().any(|term| term.contains(old.as_str())))
    }

    /// Its words and phrases, folded. A quotation mark that is never closed reaches to the end, so that the
    /// list does not jump while somebody is still typing.
    fn folded(&self) -> Vec<String> {
        if self.text.is_empty() {
            return Vec::new();
        }
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
}

/// The words and phrases of a query, ready to be looked for.
#[derive(Clone, Debug)]
pub struct Terms(Vec<Needle>);

impl Terms {
    /// The terms of a query for texts in which bytes are about as frequent as said.
    pub(super) fn sought_by(query: &Query, frequencies: &Frequencies) -> Terms {
        Terms(query.folded().into_iter().map(|term| Needle::new(term, frequencies)).collect())
    }

    /// The terms, those first that fewest texts are likely to hold.
    pub(super) fn rarest_first(mut self, frequencies: &Frequencies) -> Vec<Needle> {
        self.0.sort_by(|a, b| frequencies.rarity(b.text()).total_cmp(&frequencies.rarity(a.text())));
        self.0
    }

    /// Where they stand in a text, as byte ranges of that text in order, without overlaps.
    pub fn hits_in(&self, text: &str) -> Vec<Range<usize>> {
        let mut hits: Vec<Range<usize>> = Vec::new();
        if self.0.is_empty() {
            return hits;
        }
        if text.is_ascii() {
            self.0.iter().for_each(|needle| hits.extend(needle.find_all(text.as_bytes())));
        } else {
            let (folded, places) = fold_with_places(text);
            let found = self.0.iter().flat_map(|needle| needle.find_all(folded.as_bytes()));
            hits.extend(found.filter_map(|range| {
                let (start, _) = places.get(range.start)?;
                let (_, end) = places.get(range.end.checked_sub(1)?)?;
                Some(*start..*end)
            }));
        }
        hits.sort_by_key(|hit| (hit.start, hit.end));
        hits.dedup_by(|hit, last| {
            let touches = hit.start <= last.end;
            if touches {
                last.end = last.end.max(hit.end);
            }
            touches
        });
        hits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn plain_texts_are_marked_as_others_are(text in "[abAB \t]{0,60}", query in "[ab ]{0,5}(\"[ab \n]{0,4})?") {
            let query = Query::new(query);
            // A sign beyond ASCII that the query does not ask for leads through the folding of every sign.
            prop_assert_eq!(query.hits_in(&text), query.hits_in(&format!("{text}新")));
        }
    }

    #[test]
    fn hits_are_ranges_of_the_text_as_written() {
        for (text, expected) in [
            ("Défence cyber MoU, cyberspace", vec!["Défence", "cyber", "cyberspace"]),
            ("DEFENCE: Cyber-cyber,CYBERSPACEcyber", vec!["DEFENCE", "Cyber", "cyber", "CYBERSPACEcyber"]),
            ("ciberspace", vec![]),
        ] {
            let hits = Query::new("defence cyber \"cyberspace\"").hits_in(text);
            assert_eq!(hits.into_iter().map(|hit| &text[hit]).collect::<Vec<_>>(), expected);
            assert!(Query::new("").hits_in(text).is_empty());
        }
        assert_eq!(Query::new("\"two\nlines\"").hits_in("of two\tLines").first(), Some(&(3..12)));
    }

    #[test]
    fn a_query_narrows_another_when_nothing_new_can_be_found() {
        for (query, former, expected) in [
            ("visit", "vis", true),
            ("vis", "visit", false),
            ("visit to", "visit", true),
            ("visit", "visit to", false),
            ("\"visit to", "visit", true),
            ("revisit", "vis it", true),
            ("anything", "", true),
            ("", "anything", false),
            ("RÉSUMÉ", "resum", true),
        ] {
            assert_eq!(Query::new(query).narrows(&Query::new(former)), expected, "{query} after {former}");
        }
    }
}
