//! Finds a word in short texts without regard to ASCII case, many bytes at a time.

use std::ops::Range;

/// How many positions are looked at together: the width of a vector that every 64-bit x86 and ARM has.
const LANES: usize = 16;

/// What a byte of a text counts as in a search: ASCII letters in lower case, ASCII white space as a space.
pub(super) const fn plain(byte: u8) -> u8 {
    match byte {
        b'\t'..=b'\r' => b' ',
        other => other.to_ascii_lowercase(),
    }
}

/// How often each byte occurs in some text, so that a word is searched by its rarest bytes.
#[derive(Clone, Debug)]
pub(super) struct Frequencies([u32; 256]);

impl Default for Frequencies {
    fn default() -> Self {
        Frequencies([0; 256])
    }
}

impl Frequencies {
    /// Counts the bytes of a text.
    pub fn add(&mut self, text: &str) {
        for byte in text.bytes() {
            if let Some(count) = self.0.get_mut(usize::from(plain(byte))) {
                *count = count.saturating_add(1);
            }
        }
    }

    /// Adds what was counted elsewhere.
    pub fn join(mut self, other: &Frequencies) -> Frequencies {
        for (own, others) in self.0.iter_mut().zip(other.0) {
            *own = own.saturating_add(others);
        }
        self
    }

    /// How unlikely a folded word is if its bytes were in random order: the longer and the rarer its bytes,
    /// the greater.
    pub fn rarity(&self, word: &str) -> f32 {
        let all: f32 = self.0.iter().map(|count| *count as f32 + 1.0).sum();
        word.bytes().map(|byte| (all / (self.of(byte) as f32 + 1.0)).ln()).sum()
    }

    fn of(&self, byte: u8) -> u32 {
        self.0.get(usize::from(byte)).copied().unwrap_or_default()
    }
}

/// One byte of a word by which it is searched, repeated for each lane. Compilers turn this form into one
/// comparison of many bytes.
#[derive(Clone, Copy, Debug, Default)]
struct Probe {
    /// Its position in the word.
    at: usize,
    /// What it is, in lower case.
    bytes: [u8; LANES],
    /// The bit that a capital lacks: set for letters, so that both cases are alike.
    cases: [u8; LANES],
}

impl Probe {
    fn new(at: usize, byte: u8) -> Probe {
        let case = if byte.is_ascii_lowercase() { 0x20 } else { 0 };
        Probe { at, bytes: [byte; LANES], cases: [case; LANES] }
    }

    /// Zero in the lanes that match.
    fn difference(&self, bytes: &[u8; LANES]) -> u128 {
        let bytes = u128::from_le_bytes(*bytes) | u128::from_le_bytes(self.cases);
        bytes ^ u128::from_le_bytes(self.bytes)
    }
}

/// The lowest bit of each lane.
const LOW_BITS: u128 = u128::from_le_bytes([1; LANES]);

/// In which lanes both probes match; the bytes are those of the text at the positions of the probes.
#[inline]
fn both(
    firsts: &[u8; LANES],
    seconds: &[u8; LANES],
    first: &Probe,
    second: &Probe,
) -> impl Iterator<Item = bool> {
    lanes_of(firsts, first).zip(lanes_of(seconds, second)).map(|(first, second)| first & second)
}

#[inline]
fn lanes_of(bytes: &[u8; LANES], probe: &Probe) -> impl Iterator<Item = bool> {
    bytes.iter().zip(probe.cases).zip(probe.bytes).map(|((byte, case), sought)| byte | case == sought)
}

/// A word or phrase to look for.
#[derive(Clone, Debug)]
pub(super) struct Needle {
    text: String,
    first: Probe,
    second: Probe,
}

impl Needle {
    /// A needle for a folded word (see [`fold`](fn@super::fold::fold)), searched by those two of its bytes
    /// that are rarest. A word without any byte is found everywhere.
    pub fn new(text: String, frequencies: &Frequencies) -> Needle {
        // White space is many bytes in a text and one in a needle, so it is no probe.
        let mut probes: Vec<(usize, u8)> =
            text.bytes().enumerate().filter(|(_, byte)| *byte != b' ').collect();
        probes.sort_by_key(|(_, byte)| frequencies.of(*byte));
        let mut probes = probes.into_iter().map(|(at, byte)| Probe::new(at, byte));
        let first = probes.next().unwrap_or_default();
        let second = probes.next().unwrap_or(first);
        Needle { text, first, second }
    }

    /// The folded word.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where it occurs in the bytes of a text, from the first on, without overlaps; a word without bytes
    /// nowhere.
    pub fn find_all<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = Range<usize>> + 'a {
        let mut from = 0;
        std::iter::from_fn(move || {
            let start = from + self.find(text.get(from..).filter(|_| !self.text.is_empty())?)?;
            from = start + self.text.len();
            Some(start..from)
        })
    }

    /// Whether it occurs in a text.
    pub fn is_in(&self, text: &str) -> bool {
        self.find(text.as_bytes()).is_some()
    }

    /// Where it occurs first in the bytes of a text.
    pub fn find(&self, text: &[u8]) -> Option<usize> {
        let positions = text.len().checked_sub(self.text.len())? + 1;
        if self.text.is_empty() {
            return Some(0);
        }
        let firsts = text.get(self.first.at..self.first.at + positions)?;
        let seconds = text.get(self.second.at..self.second.at + positions)?;
        let (first_blocks, first_rest) = firsts.as_chunks::<LANES>();
        let (second_blocks, _) = seconds.as_chunks::<LANES>();
        for (block, (firsts, seconds)) in first_blocks.iter().zip(second_blocks).enumerate() {
            if self.may_occur(firsts, seconds)
                && let Some(at) = self.find_in_block(text, block * LANES, firsts, seconds)
            {
                return Some(at);
            }
        }
        if first_rest.is_empty() {
            return None;
        }
        match (firsts.last_chunk(), seconds.last_chunk()) {
            // The last block reaches back to positions that are known not to match.
            (Some(firsts), Some(seconds)) if self.may_occur(firsts, seconds) => {
                self.find_in_block(text, positions - LANES, firsts, seconds)
            }
            (Some(_), Some(_)) => None,
            _ => (0..positions).find(|at| self.stands_at(text, *at)),
        }
    }

    /// Whether both probes match at one of the positions whose bytes at the probes are given.
    #[inline]
    fn may_occur(&self, firsts: &[u8; LANES], seconds: &[u8; LANES]) -> bool {
        both(firsts, seconds, &self.first, &self.second).fold(false, |is_met, lane| is_met | lane)
    }

    /// Where it occurs at one of the positions from `start` on whose bytes at the probes are given. A
    /// function of its own, because the loop that calls it is fast only as long as it is short.
    #[inline(never)]
    fn find_in_block(
        &self,
        text: &[u8],
        start: usize,
        firsts: &[u8; LANES],
        seconds: &[u8; LANES],
    ) -> Option<usize> {
        // A byte of `apart` is zero where both probes match; what the borrow adds above such a byte is
        // looked at in vain.
        let apart = self.first.difference(firsts) | self.second.difference(seconds);
        let mut lanes = apart.wrapping_sub(LOW_BITS) & !apart & (LOW_BITS << 7);
        while lanes != 0 {
            let at = start + lanes.trailing_zeros() as usize / 8;
            if self.stands_at(text, at) {
                return Some(at);
            }
            lanes &= lanes - 1;
        }
        None
    }

    fn stands_at(&self, text: &[u8], at: usize) -> bool {
        let found = text.get(at..at + self.text.len()).unwrap_or_default();
        found.len() == self.text.len()
            && found.iter().zip(self.text.bytes()).all(|(found, sought)| plain(*found) == sought)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plainly(text: &str) -> String {
        String::from_utf8(text.bytes().map(plain).collect()).unwrap()
    }

    proptest! {
        #[test]
        fn it_finds_what_a_plain_search_finds(
            text in r"[aAbBzZ@` \t{\[éÉ新]{0,90}",
            needle in r"[ab@`{\[é新](|[ab z@é新]{0,4}[az@`])",
            common in "[abz@` ]{0,9}",
        ) {
            let mut frequencies = Frequencies::default();
            frequencies.add(&common);
            let sought = Needle::new(needle.clone(), &frequencies);
            let folded = plainly(&text);
            prop_assert_eq!(sought.find(text.as_bytes()), folded.find(&needle));
            prop_assert_eq!(sought.is_in(&text), folded.contains(&needle));
            let all: Vec<_> = folded.match_indices(&needle).map(|(at, found)| at..at + found.len()).collect();
            prop_assert_eq!(sought.find_all(text.as_bytes()).collect::<Vec<_>>(), all);
        }

        #[test]
        fn every_place_of_a_long_text_is_looked_at(before in 0..200_usize, after in 0..200_usize, len in 1..40_usize) {
            let needle = format!("{}z", "x".repeat(len - 1));
            let text = format!("{}{}{}", "x".repeat(before), needle.to_uppercase(), "x".repeat(after));
            let sought = Needle::new(needle, &Frequencies::default());
            prop_assert_eq!(sought.find(text.as_bytes()), Some(before));
            prop_assert!(!sought.is_in(&text.replace('Z', "y")));
        }
    }
}
