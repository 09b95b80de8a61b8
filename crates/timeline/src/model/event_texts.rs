//! The words of all events: places in the text of the file, which is kept once, and beside it only what
//! cannot be read there as it stands (escapes, ids and titles that were made).

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// Some words of an event, and where they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordsAt<'a> {
    /// In the text that is kept, as a range of its bytes.
    Kept(Range<usize>),
    /// Nowhere else; they are copied.
    Apart(Cow<'a, str>),
}

impl WordsAt<'_> {
    /// No words.
    pub const NONE: WordsAt<'static> = WordsAt::Apart(Cow::Borrowed(""));
}

/// A place in 8 bytes: one bit for which text, 40 for the start (a terabyte), 23 for the length.
#[derive(Clone, Copy, Debug, Default)]
struct Place(u64);

const IS_APART: u64 = 1 << 63;
const START_BITS: u32 = 40;
const LONGEST: u64 = (1 << 23) - 1;

impl Place {
    fn new(is_apart: bool, start: usize, len: u64) -> Place {
        let mark = if is_apart { IS_APART } else { 0 };
        Place(mark | (len.min(LONGEST) << START_BITS) | start as u64 & ((1 << START_BITS) - 1))
    }

    fn is_apart(self) -> bool {
        self.0 & IS_APART != 0
    }

    fn start(self) -> usize {
        (self.0 & ((1 << START_BITS) - 1)) as usize
    }

    fn len(self) -> u64 {
        (self.0 >> START_BITS) & LONGEST
    }
}

/// Ends the pieces of an event.
const END: u64 = 0;
/// A piece that stands apart, behind the one before it; its length follows.
const APART: u64 = 1;
/// This much and more is the distance from the piece before, or from the record's start; the length follows.
const KEPT: u64 = 2;

/// The words of events, in their order. About 50 bytes an event beside the text that is kept.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    kept: Arc<String>,
    /// The texts of further files, each with its place behind the ones before, as if all were one text.
    further: Vec<(usize, Arc<String>)>,
    apart: String,
    /// Where the record of each event starts in the kept text.
    records: Vec<u64>,
    titles: Vec<Place>,
    keys: Vec<Place>,
    dates: Vec<Place>,
    /// The lengths of what is longer than a place can say, by it.
    long: Vec<(u64, u64)>,
    /// What can be searched, as variable-length numbers (LEB128): see [`END`], [`APART`], [`KEPT`].
    pieces: Vec<u8>,
    /// Where the pieces of each event start.
    piece_starts: Vec<u64>,
    /// Where the pieces that stand apart start, of each event that has any.
    apart_starts: Vec<(u32, u64)>,
}

/// What is said about one event.
pub(super) struct EventWords<'a, 'w> {
    pub record: usize,
    pub title: &'w WordsAt<'a>,
    pub key: &'w WordsAt<'a>,
    pub date: &'w WordsAt<'a>,
    pub pieces: &'w [WordsAt<'a>],
}

impl Words {
    /// Words in a text that is kept.
    pub fn of(kept: Arc<String>) -> Words {
        Words { kept, ..Words::default() }
    }

    pub fn push(&mut self, event: &EventWords<'_, '_>) {
        let index = self.titles.len() as u32;
        let title = self.place(event.title);
        self.titles.push(title);
        let key = self.place(event.key);
        self.keys.push(key);
        let date = self.place(event.date);
        self.dates.push(date);
        self.records.push(event.record as u64);
        self.piece_starts.push(self.pieces.len() as u64);
        let mut at = event.record;
        let mut has_apart = false;
        for piece in event.pieces {
            match piece {
                WordsAt::Kept(range) if range.start >= at => {
                    put(&mut self.pieces, KEPT + (range.start - at) as u64);
                    put(&mut self.pieces, range.len() as u64);
                    at = range.end;
                }
                other => {
                    if !has_apart {
                        self.apart_starts.push((index, self.apart.len() as u64));
                        has_apart = true;
                    }
                    let words = match other {
                        WordsAt::Apart(words) => words.as_ref(),
                        // Behind a later piece: pieces come in the order of the text, so this is rare.
                        WordsAt::Kept(range) => {
                            &in_texts(&self.kept, &self.further, range.clone()).to_owned()
                        }
                    };
                    put(&mut self.pieces, APART);
                    put(&mut self.pieces, words.len() as u64);
                    self.apart.push_str(words);
                }
            }
        }
        put(&mut self.pieces, END);
    }

    fn place(&mut self, words: &WordsAt<'_>) -> Place {
        let (is_apart, start, len) = match words {
            WordsAt::Kept(range) => (false, range.start, range.len() as u64),
            WordsAt::Apart(words) => {
                self.apart.push_str(words);
                (true, self.apart.len() - words.len(), words.len() as u64)
            }
        };
        let place = Place::new(is_apart, start, len);
        if len >= LONGEST {
            self.long.push((place.0, len));
        }
        place
    }

    /// Adds the words of further events, of the same text or of another one, which is then kept too.
    pub fn append(&mut self, other: &Words) {
        let base = self.keep_texts_of(other) as u64;
        let (events, apart, pieces) = (self.titles.len() as u32, self.apart.len(), self.pieces.len() as u64);
        let shifted = |place: &Place| Place(place.0 + if place.is_apart() { apart as u64 } else { base });
        self.titles.extend(other.titles.iter().map(shifted));
        self.keys.extend(other.keys.iter().map(shifted));
        self.dates.extend(other.dates.iter().map(shifted));
        self.long.extend(other.long.iter().map(|(place, len)| (shifted(&Place(*place)).0, *len)));
        self.records.extend(other.records.iter().map(|record| record + base));
        self.piece_starts.extend(other.piece_starts.iter().map(|start| start + pieces));
        let starts = other.apart_starts.iter().map(|(event, at)| (event + events, at + apart as u64));
        self.apart_starts.extend(starts);
        self.pieces.extend_from_slice(&other.pieces);
        self.apart.push_str(&other.apart);
    }

    /// Keeps the texts of other words beside the own ones, and gives how much further on their places lie.
    fn keep_texts_of(&mut self, other: &Words) -> usize {
        if Arc::ptr_eq(&self.kept, &other.kept) && other.further.is_empty() {
            return 0;
        }
        if self.titles.is_empty() && self.kept.is_empty() && self.further.is_empty() {
            (self.kept, self.further) = (Arc::clone(&other.kept), other.further.clone());
            return 0;
        }
        let last = self.further.last().map(|(start, text)| start + text.len());
        let base = last.unwrap_or(self.kept.len());
        let others = std::iter::once((base, Arc::clone(&other.kept)));
        let further = other.further.iter().map(|(start, text)| (start + base, Arc::clone(text)));
        self.further.extend(others.chain(further).filter(|(_, text)| !text.is_empty()));
        base
    }

    pub fn shrink_to_fit(&mut self) {
        self.records.shrink_to_fit();
        self.titles.shrink_to_fit();
        self.keys.shrink_to_fit();
        self.dates.shrink_to_fit();
        self.pieces.shrink_to_fit();
        self.piece_starts.shrink_to_fit();
        self.apart_starts.shrink_to_fit();
        self.apart.shrink_to_fit();
    }

    pub fn rename_key(&mut self, index: usize, key: &WordsAt<'_>) {
        let place = self.place(key);
        if let Some(old) = self.keys.get_mut(index) {
            *old = place;
        }
    }

    fn text(&self, place: Option<&Place>) -> &str {
        let Some(place) = place else { return "" };
        let mut len = place.len();
        if len == LONGEST {
            len = self.long.iter().find(|(long, _)| *long == place.0).map_or(len, |(_, len)| *len);
        }
        let range = place.start()..place.start() + len as usize;
        if place.is_apart() {
            self.apart.get(range).unwrap_or_default()
        } else {
            in_texts(&self.kept, &self.further, range)
        }
    }

    pub fn title(&self, index: usize) -> &str {
        self.text(self.titles.get(index))
    }

    pub fn key(&self, index: usize) -> &str {
        self.text(self.keys.get(index))
    }

    pub fn date(&self, index: usize) -> &str {
        self.text(self.dates.get(index))
    }

    /// Where the record of an event starts in the kept text.
    pub fn record(&self, index: usize) -> usize {
        self.records.get(index).map_or(0, |start| *start as usize)
    }

    /// Calls with each piece that can be searched of each event of a stretch, in order.
    pub fn each_piece<'w>(&'w self, events: Range<usize>, mut found: impl FnMut(usize, &'w str)) {
        let mut reader = match self.piece_starts.get(events.start) {
            Some(start) => self.pieces.get(*start as usize..).unwrap_or_default(),
            None => return,
        };
        let records = self.records.get(events.start..events.end.min(self.records.len())).unwrap_or_default();
        let first = self.apart_starts.partition_point(|(event, _)| (*event as usize) < events.start);
        let mut aparts = self.apart_starts.iter().skip(first);
        for (index, record) in (events.start..).zip(records) {
            let mut at = *record as usize;
            let mut apart = None;
            loop {
                match take(&mut reader) {
                    END => break,
                    APART => {
                        let len = take(&mut reader) as usize;
                        // Each event that has any stands in the list, so the next one there is this one.
                        let start =
                            apart.or_else(|| aparts.next().map(|(_, start)| *start as usize)).unwrap_or(0);
                        apart = Some(start + len);
                        found(index, self.apart.get(start..start + len).unwrap_or_default());
                    }
                    distance => {
                        let start = at + (distance - KEPT) as usize;
                        at = start + take(&mut reader) as usize;
                        found(index, in_texts(&self.kept, &self.further, start..at));
                    }
                }
            }
        }
    }
}

/// A stretch of several texts as if they were one; empty where it is in none.
fn in_texts<'t>(first: &'t str, further: &'t [(usize, Arc<String>)], range: Range<usize>) -> &'t str {
    if further.is_empty() || range.end <= first.len() {
        return first.get(range).unwrap_or_default();
    }
    let place = further.partition_point(|(start, _)| *start <= range.start);
    let text = place.checked_sub(1).and_then(|place| further.get(place));
    text.and_then(|(start, text)| text.get(range.start - start..range.end.checked_sub(*start)?))
        .unwrap_or_default()
}

/// Writes a number in groups of seven bits, the lowest first (LEB128).
fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Reads what [`put`] wrote; 0 at the end.
#[inline]
fn take(bytes: &mut &[u8]) -> u64 {
    if let Some((byte, rest)) = bytes.split_first().filter(|(byte, _)| **byte < 0x80) {
        // Most numbers are of one group.
        *bytes = rest;
        return u64::from(*byte);
    }
    let (mut number, mut shift) = (0_u64, 0_u32);
    while let Some((byte, rest)) = bytes.split_first() {
        *bytes = rest;
        number |= u64::from(byte & 0x7F).checked_shl(shift).unwrap_or(0);
        if byte & 0x80 == 0 {
            break;
        }
        shift += 7;
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(words: &Words, events: Range<usize>) -> Vec<(usize, &str)> {
        let mut found = Vec::new();
        words.each_piece(events, |event, piece| found.push((event, piece)));
        found
    }

    #[test]
    fn words_are_found_in_the_text_and_apart_from_it() {
        let kept = Arc::new("{title one, more} {title two, more}".to_owned());
        let part = |record: usize, apart: &str| {
            let mut words = Words::of(Arc::clone(&kept));
            words.push(&EventWords {
                record,
                title: &WordsAt::Kept(record + 1..record + 10),
                key: &WordsAt::Apart(apart.into()),
                date: &WordsAt::NONE,
                pieces: &[
                    WordsAt::Kept(record + 1..record + 10),
                    WordsAt::Apart(format!("{apart} a").into()),
                    WordsAt::Kept(record + 12..record + 16),
                    WordsAt::Apart(format!("{apart} b").into()),
                ],
            });
            words
        };
        let mut words = part(0, "x");
        words.append(&part(18, "y"));
        assert_eq!((words.title(0), words.title(1)), ("title one", "title two"));
        assert_eq!((words.key(0), words.key(1), words.date(1)), ("x", "y", ""));
        let first = [(0, "title one"), (0, "x a"), (0, "more"), (0, "x b")];
        let second = [(1, "title two"), (1, "y a"), (1, "more"), (1, "y b")];
        assert_eq!(pieces(&words, 0..2), [first, second].concat());
        assert_eq!(pieces(&words, 1..9), second);
        assert_eq!(pieces(&words, 2..9), []);
    }

    #[test]
    fn what_is_longer_than_a_place_can_say_is_whole() {
        let kept = Arc::new("x".repeat(LONGEST as usize + 7));
        let whole = WordsAt::Kept(0..kept.len());
        let mut words = Words::of(Arc::clone(&kept));
        words.push(&EventWords {
            record: 0,
            title: &whole,
            key: &whole,
            date: &whole,
            pieces: std::slice::from_ref(&whole),
        });
        assert_eq!(words.title(0).len(), kept.len());
        assert_eq!(pieces(&words, 0..1), [(0, kept.as_str())]);
    }
}
