//! The words and phrases of a search, and where they occur in a text.

use std::ops::Range;

use super::fold::fold_with_offsets;
use super::needle::{Frequencies, Needle};

/// The words and phrases of a query, ready for a search.
#[derive(Clone, Debug)]
pub struct Terms(Vec<Needle>);

impl Terms {
    /// Terms of folded words, for texts whose bytes have about the given frequencies.
    pub(super) fn of(words: impl Iterator<Item = String>, frequencies: &Frequencies) -> Terms {
        Terms(words.map(|word| Needle::new(word, frequencies)).collect())
    }

    /// The terms, those first that fewest texts are likely to hold.
    pub(super) fn rarest_first(mut self, frequencies: &Frequencies) -> Vec<Needle> {
        self.0.sort_by(|a, b| frequencies.rarity(b.text()).total_cmp(&frequencies.rarity(a.text())));
        self.0
    }

    /// Where they occur in a text, as byte ranges of that text in order, without overlaps.
    pub fn hits_in(&self, text: &str) -> Vec<Range<usize>> {
        let mut hits: Vec<Range<usize>> = Vec::new();
        if self.0.is_empty() {
            return hits;
        }
        if text.is_ascii() {
            self.0.iter().for_each(|needle| hits.extend(needle.find_all(text.as_bytes())));
        } else {
            let (folded, offsets) = fold_with_offsets(text);
            let found = self.0.iter().flat_map(|needle| needle.find_all(folded.as_bytes()));
            hits.extend(found.filter_map(|range| {
                let (start, _) = offsets.get(range.start)?;
                let (_, end) = offsets.get(range.end.checked_sub(1)?)?;
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
    use super::super::Query;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn plain_texts_are_marked_as_others_are(text in "[abAB \t]{0,60}", query in "[ab ]{0,5}(\"[ab \n]{0,4})?") {
            let query = Query::new(query);
            // One char beyond ASCII, which the query does not hold, makes every char of the text be folded.
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
}
