//! Where each byte of a normal form came from, kept as a list of the changes only.
//!
//! Between two changes form and text agree byte for byte, so that nothing is kept for them. A change takes
//! three numbers of variable length: mostly three bytes. Every 64 changes a mark is set, which is found by
//! binary search.

use std::ops::Range;

/// The maximum number of changes that are read to find an origin.
const CHANGES_PER_MARK: usize = 64;

/// What a byte of the form came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The byte of the text at this offset.
    Copied(usize),
    /// A stretch of the text, as a whole.
    Changed(Range<usize>),
}

/// The changes between a text and its normal form, in order.
#[derive(Clone, Debug)]
pub(super) struct Origins {
    /// For each change: how many bytes before it are copied, its length in the form, its length in the text.
    changes: Vec<u8>,
    marks: Vec<Mark>,
    count: usize,
    /// Bytes that are copied since the last change.
    copied: usize,
    end: Offsets,
}

/// An offset in the form, and the offset in the text that belongs to it.
#[derive(Clone, Copy, Debug, Default)]
struct Offsets {
    form: usize,
    text: usize,
}

/// A position after a change from which the list can be read on.
#[derive(Clone, Copy, Debug)]
struct Mark {
    after: Offsets,
    /// Where the next change begins in the list.
    next: usize,
}

impl Origins {
    pub fn new() -> Origins {
        let marks = vec![Mark { after: Offsets::default(), next: 0 }];
        Origins { changes: Vec::new(), marks, count: 0, copied: 0, end: Offsets::default() }
    }

    /// How far the text has been accounted for, in bytes.
    pub fn text_end(&self) -> usize {
        self.end.text
    }

    /// Accounts for `len` bytes that are the same in form and text, or replaced byte for byte.
    pub fn copy(&mut self, len: usize) {
        self.copied += len;
        self.end = Offsets { form: self.end.form + len, text: self.end.text + len };
    }

    /// The next `form_len` bytes of the form stand for the next `text_len` bytes of the text. Either may be
    /// 0.
    pub fn change(&mut self, form_len: usize, text_len: usize) {
        for number in [std::mem::take(&mut self.copied), form_len, text_len] {
            write_number(&mut self.changes, number);
        }
        self.end = Offsets { form: self.end.form + form_len, text: self.end.text + text_len };
        self.count += 1;
        if self.count.is_multiple_of(CHANGES_PER_MARK) {
            self.marks.push(Mark { after: self.end, next: self.changes.len() });
        }
    }

    /// What a byte of the form came from; `None` beyond its end. O(log changes).
    pub fn of(&self, byte: usize) -> Option<Origin> {
        if byte >= self.end.form {
            return None;
        }
        let mark = self.marks.partition_point(|mark| mark.after.form <= byte).checked_sub(1)?;
        let Mark { after: mut at, next } = *self.marks.get(mark)?;
        let mut rest = self.changes.get(next..)?;
        while let Some(copied) = read_number(&mut rest) {
            if byte < at.form + copied {
                break;
            }
            at = Offsets { form: at.form + copied, text: at.text + copied };
            let (form_len, text_len) = (read_number(&mut rest)?, read_number(&mut rest)?);
            if byte < at.form + form_len {
                return Some(Origin::Changed(at.text..at.text + text_len));
            }
            at = Offsets { form: at.form + form_len, text: at.text + text_len };
        }
        Some(Origin::Copied(at.text + (byte - at.form)))
    }

    /// Lets go of memory that is reserved and not used.
    pub fn shrink_to_fit(&mut self) {
        self.changes.shrink_to_fit();
        self.marks.shrink_to_fit();
    }

    /// Bytes of memory that it takes.
    #[cfg(test)]
    pub fn capacity(&self) -> usize {
        self.changes.capacity() + self.marks.capacity() * std::mem::size_of::<Mark>()
    }
}

/// Writes a number with seven bits a byte, the lowest first; all but the last have the eighth bit set
/// (LEB128).
fn write_number(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        bytes.push((number & 0x7F) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Reads a number of [`write_number`] and advances past it; `None` at the end.
fn read_number(bytes: &mut &[u8]) -> Option<usize> {
    let mut number = 0;
    let mut shift = 0;
    loop {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= usize::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
        shift += 7;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_byte_has_the_origin_that_a_full_list_gives(
            steps in prop::collection::vec((0..300_usize, 0..4_usize, 0..400_usize), 0..300),
            last in 0..200_usize,
        ) {
            let mut origins = Origins::new();
            let mut full: Vec<Origin> = Vec::new();
            let mut text = 0;
            for (copied, form_len, text_len) in steps.into_iter().chain([(last, 0, 0)]) {
                origins.copy(copied);
                full.extend((text..text + copied).map(Origin::Copied));
                text += copied;
                origins.change(form_len, text_len);
                full.extend(std::iter::repeat_n(Origin::Changed(text..text + text_len), form_len));
                text += text_len;
            }
            prop_assert_eq!(origins.text_end(), text);
            for (byte, origin) in full.iter().enumerate() {
                prop_assert_eq!(origins.of(byte), Some(origin.clone()));
            }
            prop_assert_eq!(origins.of(full.len()), None);
        }
    }

    #[test]
    fn numbers_of_any_size_are_read_as_they_were_written() {
        let numbers = [0, 1, 127, 128, 16_383, 16_384, u32::MAX as usize, usize::MAX];
        let mut bytes = Vec::new();
        numbers.iter().for_each(|number| write_number(&mut bytes, *number));
        let mut rest = bytes.as_slice();
        let read: Vec<usize> = std::iter::from_fn(|| read_number(&mut rest)).collect();
        assert_eq!(read, numbers);
    }
}
