//! From offsets counted in characters, as the parser tells them, to offsets in bytes.

/// So many characters lie between two offsets that are known.
const STEP: usize = 256;

/// The offsets of a text.
#[derive(Debug)]
pub(super) struct Offsets<'a> {
    text: &'a str,
    /// Where every [`STEP`]th character begins; empty where each character is one byte.
    steps: Vec<usize>,
}

impl<'a> Offsets<'a> {
    pub fn new(text: &'a str) -> Offsets<'a> {
        let steps = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().step_by(STEP).map(|(at, _)| at).collect()
        };
        Offsets { text, steps }
    }

    /// The byte at which a character begins; the end of the text where it has fewer.
    pub fn byte(&self, character: usize) -> usize {
        if self.steps.is_empty() {
            return character.min(self.text.len());
        }
        let Some(step) = self.steps.get(character / STEP) else { return self.text.len() };
        let rest = self.text.get(*step..).unwrap_or_default();
        rest.char_indices().nth(character % STEP).map_or(self.text.len(), |(at, _)| step + at)
    }

    /// How many characters begin before a byte.
    pub fn character(&self, byte: usize) -> usize {
        if self.steps.is_empty() {
            return byte;
        }
        let index = self.steps.partition_point(|at| *at <= byte).saturating_sub(1);
        let start = self.steps.get(index).copied().unwrap_or_default();
        index * STEP + self.text.get(start..byte).unwrap_or_default().chars().count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_and_bytes_are_told_from_each_other() {
        for unit in ["abc", "aé文"] {
            let text = unit.repeat(500);
            let offsets = Offsets::new(&text);
            for (index, (at, _)) in text.char_indices().enumerate() {
                assert_eq!(offsets.byte(index), at);
                assert_eq!(offsets.character(at), index);
            }
            assert_eq!(offsets.byte(99_999), text.len());
        }
    }
}
