//! The texts of all events. The text of the file is kept once, and events hold locations in it. Only what the
//! file writes differently (escapes) or does not hold (made ids and titles) is copied.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// A text of an event, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextAt<'a> {
    /// In the text that is kept, as a range of its bytes.
    Kept(Range<usize>),
    /// A copy, because the kept text does not hold it.
    Apart(Cow<'a, str>),
}

impl TextAt<'_> {
    /// No text.
    pub const NONE: TextAt<'static> = TextAt::Apart(Cow::Borrowed(""));
}

/// The location of a text in 8 bytes: one bit for which text, 40 for the start (a terabyte), 23 for the
/// length.
#[derive(Clone, Copy, Debug, Default)]
struct PackedLocation(u64);

const IS_APART: u64 = 1 << 63;
const START_BITS: u32 = 40;
const MAX_LENGTH: u64 = (1 << 23) - 1;

impl PackedLocation {
    fn new(is_apart: bool, start: usize, len: u64) -> PackedLocation {
        let mark = if is_apart { IS_APART } else { 0 };
        PackedLocation(mark | (len.min(MAX_LENGTH) << START_BITS) | start as u64 & ((1 << START_BITS) - 1))
    }

    fn is_apart(self) -> bool {
        self.0 & IS_APART != 0
    }

    fn start(self) -> usize {
        (self.0 & ((1 << START_BITS) - 1)) as usize
    }

    fn len(self) -> u64 {
        (self.0 >> START_BITS) & MAX_LENGTH
    }
}

/// Ends the pieces of an event.
const END: u64 = 0;
/// A piece that is copied, after the copied piece before it; its length follows.
const APART: u64 = 1;
/// This much and more is the distance from the piece before, or from the record's start; the length follows.
const KEPT: u64 = 2;

/// The texts of events, in their order. About 50 bytes an event in addition to the kept text.
#[derive(Clone, Debug, Default)]
pub(super) struct EventTexts {
    kept: Arc<String>,
    /// The texts of further files, each with its offset, as if all texts were one.
    further: Vec<(usize, Arc<String>)>,
    apart: String,
    /// Where the record of each event starts in the kept text.
    records: Vec<u64>,
    titles: Vec<PackedLocation>,
    keys: Vec<PackedLocation>,
    dates: Vec<PackedLocation>,
    /// The lengths of texts that are longer than a location can hold, by location.
    long: Vec<(u64, u64)>,
    /// What can be searched, as variable-length numbers (LEB128): see [`END`], [`APART`], [`KEPT`].
    pieces: Vec<u8>,
    /// Where the pieces of each event start.
    piece_starts: Vec<u64>,
    /// Where the copied pieces of an event start, for each event that has any.
    apart_starts: Vec<(u32, u64)>,
}

/// The texts of one event.
pub(super) struct TextsOfEvent<'a, 'w> {
    pub record: usize,
    pub title: &'w TextAt<'a>,
    pub key: &'w TextAt<'a>,
    pub date: &'w TextAt<'a>,
    pub pieces: &'w [TextAt<'a>],
}

impl EventTexts {
    /// Texts of events in a text that is kept.
    pub fn of(kept: Arc<String>) -> EventTexts {
        EventTexts { kept, ..EventTexts::default() }
    }

    pub fn push(&mut self, event: &TextsOfEvent<'_, '_>) {
        let index = self.titles.len() as u32;
        let title = self.locate(event.title);
        self.titles.push(title);
        let key = self.locate(event.key);
        self.keys.push(key);
        let date = self.locate(event.date);
        self.dates.push(date);
        self.records.push(event.record as u64);
        self.piece_starts.push(self.pieces.len() as u64);
        let mut at = event.record;
        let mut has_apart = false;
        for piece in event.pieces {
            match piece {
                TextAt::Kept(range) if range.start >= at => {
                    put(&mut self.pieces, KEPT + (range.start - at) as u64);
                    put(&mut self.pieces, range.len() as u64);
                    at = range.end;
                }
                other => {
                    if !has_apart {
                        self.apart_starts.push((index, self.apart.len() as u64));
                        has_apart = true;
                    }
                    let text = match other {
                        TextAt::Apart(text) => text.as_ref(),
                        // Before an earlier piece. Pieces are in the order of the text, so this is rare.
                        TextAt::Kept(range) => in_texts(&self.kept, &self.further, range.clone()),
                    };
                    put(&mut self.pieces, APART);
                    put(&mut self.pieces, text.len() as u64);
                    self.apart.push_str(text);
                }
            }
        }
        put(&mut self.pieces, END);
    }

    fn locate(&mut self, text: &TextAt<'_>) -> PackedLocation {
        let (is_apart, start, len) = match text {
            TextAt::Kept(range) => (false, range.start, range.len() as u64),
            TextAt::Apart(text) => {
                self.apart.push_str(text);
                (true, self.apart.len() - text.len(), text.len() as u64)
            }
        };
        let location = PackedLocation::new(is_apart, start, len);
        if len >= MAX_LENGTH {
            self.long.push((location.0, len));
        }
        location
    }

    /// Adds the texts of further events, of the same text or of another one, which is then kept too.
    pub fn append(&mut self, other: &EventTexts) {
        let base = self.keep_texts_of(other) as u64;
        let (events, apart, pieces) = (self.titles.len() as u32, self.apart.len(), self.pieces.len() as u64);
        let shifted = |location: &PackedLocation| {
            PackedLocation(location.0 + if location.is_apart() { apart as u64 } else { base })
        };
        self.titles.extend(other.titles.iter().map(shifted));
        self.keys.extend(other.keys.iter().map(shifted));
        self.dates.extend(other.dates.iter().map(shifted));
        self.long
            .extend(other.long.iter().map(|(location, len)| (shifted(&PackedLocation(*location)).0, *len)));
        self.records.extend(other.records.iter().map(|record| record + base));
        self.piece_starts.extend(other.piece_starts.iter().map(|start| start + pieces));
        let starts = other.apart_starts.iter().map(|(event, at)| (event + events, at + apart as u64));
        self.apart_starts.extend(starts);
        self.pieces.extend_from_slice(&other.pieces);
        self.apart.push_str(&other.apart);
    }

    /// Keeps the files' texts of other events too, and returns how far their locations move.
    fn keep_texts_of(&mut self, other: &EventTexts) -> usize {
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

    pub fn rename_key(&mut self, index: usize, key: &TextAt<'_>) {
        let location = self.locate(key);
        if let Some(old) = self.keys.get_mut(index) {
            *old = location;
        }
    }

    fn text(&self, location: Option<&PackedLocation>) -> &str {
        let Some(location) = location else { return "" };
        let mut len = location.len();
        if len == MAX_LENGTH {
            len = self.long.iter().find(|(long, _)| *long == location.0).map_or(len, |(_, len)| *len);
        }
        let range = location.start()..location.start() + len as usize;
        if location.is_apart() {
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
                        // The list holds each event that has any, so its next entry is of this event.
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
    let index = further.partition_point(|(start, _)| *start <= range.start);
    let text = index.checked_sub(1).and_then(|index| further.get(index));
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

    fn pieces(texts: &EventTexts, events: Range<usize>) -> Vec<(usize, &str)> {
        let mut found = Vec::new();
        texts.each_piece(events, |event, piece| found.push((event, piece)));
        found
    }

    #[test]
    fn texts_are_read_from_the_file_and_from_copies() {
        let kept = Arc::new("{title one, more} {title two, more}".to_owned());
        let part = |record: usize, apart: &str| {
            let mut texts = EventTexts::of(Arc::clone(&kept));
            texts.push(&TextsOfEvent {
                record,
                title: &TextAt::Kept(record + 1..record + 10),
                key: &TextAt::Apart(apart.into()),
                date: &TextAt::NONE,
                pieces: &[
                    TextAt::Kept(record + 1..record + 10),
                    TextAt::Apart(format!("{apart} a").into()),
                    TextAt::Kept(record + 12..record + 16),
                    TextAt::Apart(format!("{apart} b").into()),
                ],
            });
            texts
        };
        let mut texts = part(0, "x");
        texts.append(&part(18, "y"));
        assert_eq!((texts.title(0), texts.title(1)), ("title one", "title two"));
        assert_eq!((texts.key(0), texts.key(1), texts.date(1)), ("x", "y", ""));
        let first = [(0, "title one"), (0, "x a"), (0, "more"), (0, "x b")];
        let second = [(1, "title two"), (1, "y a"), (1, "more"), (1, "y b")];
        assert_eq!(pieces(&texts, 0..2), [first, second].concat());
        assert_eq!(pieces(&texts, 1..9), second);
        assert_eq!(pieces(&texts, 2..9), []);
    }

    #[test]
    fn a_text_longer_than_a_location_can_hold_is_whole() {
        let kept = Arc::new("x".repeat(MAX_LENGTH as usize + 7));
        let whole = TextAt::Kept(0..kept.len());
        let mut texts = EventTexts::of(Arc::clone(&kept));
        texts.push(&TextsOfEvent {
            record: 0,
            title: &whole,
            key: &whole,
            date: &whole,
            pieces: std::slice::from_ref(&whole),
        });
        assert_eq!(texts.title(0).len(), kept.len());
        assert_eq!(pieces(&texts, 0..1), [(0, kept.as_str())]);
    }
}
