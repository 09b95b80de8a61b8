//! Events whose records are read again when they are looked at: what is asked of all events stands in
//! columns, and the rest stays in the text of the file.
//!
//! Cost: about 140 bytes an event beside the text, where an event that is kept whole takes about a kilobyte.

use std::fmt::Debug;
use std::ops::Range;
use std::sync::Arc;

use super::Draft;
use super::name_registry::{Names, referred};
use super::settle::settle;
use crate::reader::FormatNames;
use crate::report::diagnostic::Log;
use crate::report::source_text::SourceText;
use dateline_time::Zone;
use dateline_timeline::model::{Details, Event, EventId, Row, TextAt};

/// Reads records of one file a second time.
pub(crate) trait ReadAgain: Debug + Send + Sync {
    /// The draft of an event from the text of its record: the same as when the file was read. What is wrong
    /// in it was reported then.
    fn draft(&self, event: EventId, record: &str) -> Option<Draft>;
}

/// The text that records stay in.
#[derive(Clone, Debug)]
pub(super) struct KeptText {
    /// The text of the file.
    pub text: Arc<String>,
    /// Where the text that places are counted in starts in it: behind a byte order mark.
    pub start: usize,
}

impl KeptText {
    pub fn of(source: &SourceText) -> KeptText {
        KeptText { text: Arc::clone(&source.kept), start: source.start }
    }

    /// The row of an event whose record stands at a place of the text. Of its texts, those that the record
    /// holds letter by letter stay there.
    pub fn row<'e>(&self, event: &'e Event, place: &Range<usize>, zone: Zone) -> Row<'e> {
        let record = self.start + place.start;
        let text = self.text.get(record..self.start + place.end).unwrap_or_default();
        // Texts mostly come in the order of the record.
        let mut behind = 0;
        let mut row = Row::of_event(event, zone, |words| {
            if words.is_empty() {
                return TextAt::NONE;
            }
            let find = |from: usize| {
                let rest = text.as_bytes().get(from..).unwrap_or_default();
                found_in(rest, words.as_bytes()).map(|at| from + at)
            };
            match find(behind).or_else(|| if behind > 0 { find(0) } else { None }) {
                Some(at) => {
                    behind = at + words.len();
                    TextAt::Kept(record + at..record + behind)
                }
                None => TextAt::Apart(words),
            }
        });
        row.record = record;
        row
    }
}

/// Beginnings that are compared before a search of the library is prepared, which costs more than most such
/// searches.
const TRIES: usize = 32;

/// Where a text stands first in another.
fn found_in(text: &[u8], words: &[u8]) -> Option<usize> {
    let first = *words.first()?;
    for at in memchr::memchr_iter(first, text).take(TRIES) {
        if text.get(at..).is_some_and(|rest| rest.starts_with(words)) {
            return Some(at);
        }
    }
    memchr::memmem::find(text, words)
}

/// What reads events of a file again.
#[derive(Debug)]
pub(super) struct RecordsAgain {
    pub kept: KeptText,
    /// How many bytes the record of each event has.
    pub lengths: Vec<usize>,
    pub reader: Box<dyn ReadAgain>,
    /// What the names in records stand for.
    pub names: Names,
    pub format: FormatNames,
}

impl Details for RecordsAgain {
    fn event(&self, id: EventId, record: usize) -> Event {
        let length = self.lengths.get(id.index()).copied().unwrap_or_default();
        let text = self.kept.text.get(record..record + length);
        let Some(mut draft) = text.and_then(|text| self.reader.draft(id, text)) else {
            return Event::new("", "");
        };
        settle(&mut draft, self.format, &mut Log::default());
        let links = std::mem::take(&mut draft.links);
        let mut event = referred(draft, &mut &self.names);
        event.key_is_stated = !event.key.is_empty();
        event.relations.extend(links.into_iter().map(super::Link::relation));
        event
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_text_is_found_where_it_stands_first(text in "[ab]{0,200}", words in "[ab]{1,9}") {
            prop_assert_eq!(found_in(text.as_bytes(), words.as_bytes()), text.find(&words));
        }
    }
}
