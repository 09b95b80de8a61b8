//! Widths of plain Latin lines without shaping them: advances plus what each pair of neighbours changes.
//!
//! In Noto Sans nothing in this alphabet looks further than its neighbour: no ligature changes a width, and
//! kerning goes by pairs. So a line is as wide as its letters and its pairs, to the unit; tests compare the
//! two. Layout measures every label of a file, and this takes a fraction of the time of shaping.

use std::sync::atomic::{AtomicI16, Ordering};

use harfrust::Direction;

use super::face::{Face, ShapeRun};

/// Places of the alphabet: ASCII and Latin-1 without their controls, the punctuation from hyphen to ellipsis,
/// the euro sign. The soft hyphen and the four accents that stand alone are left out: kerning looks through
/// them.
const LETTERS: usize = 95 + 96 + 23 + 1;

/// Not measured yet.
const UNMEASURED: i16 = i16::MIN;
/// The face lacks the letter.
const ABSENT: i16 = i16::MIN + 1;

/// Advances and kerning of one face in font units, filled as they are asked for.
pub(super) struct LatinWidths {
    advances: Vec<AtomicI16>,
    pairs: Vec<AtomicI16>,
}

impl Default for LatinWidths {
    fn default() -> Self {
        let unmeasured = |count| (0..count).map(|_| AtomicI16::new(UNMEASURED)).collect();
        LatinWidths { advances: unmeasured(LETTERS), pairs: unmeasured(LETTERS * LETTERS) }
    }
}

impl LatinWidths {
    /// The advance of a line in font units; `None` if it has a letter that is not in the alphabet or not in
    /// the face, or no letter at all.
    pub(super) fn units(&self, text: &str, face: &Face) -> Option<i64> {
        let mut units = None;
        let mut before: Option<(usize, char)> = None;
        for letter in text.chars() {
            let index = index(letter)?;
            let mut step = i64::from(self.advance(index, letter, face)?);
            if let Some((place_before, letter_before)) = before {
                let pair = self.pairs.get(place_before * LETTERS + index)?;
                step += i64::from(known_or(pair, || {
                    let together = measured(face, &[letter_before, letter])?;
                    let apart = self.advance(place_before, letter_before, face)?;
                    i16::try_from(together - i32::from(apart) - i32::from(self.advance(index, letter, face)?))
                        .ok()
                })?);
            }
            units = Some(units.unwrap_or(0) + step);
            before = Some((index, letter));
        }
        units
    }

    fn advance(&self, index: usize, letter: char, face: &Face) -> Option<i16> {
        known_or(self.advances.get(index)?, || i16::try_from(measured(face, &[letter])?).ok())
    }
}

/// The cell's value, measured at the first need. Two threads may measure the same; they find the same.
fn known_or(cell: &AtomicI16, measure: impl FnOnce() -> Option<i16>) -> Option<i16> {
    match cell.load(Ordering::Relaxed) {
        UNMEASURED => {
            let value = measure();
            cell.store(value.unwrap_or(ABSENT), Ordering::Relaxed);
            value
        }
        ABSENT => None,
        value => Some(value),
    }
}

fn index(letter: char) -> Option<usize> {
    let code = letter as usize;
    match letter {
        '`' | '\u{A8}' | '\u{AD}' | '\u{B4}' | '\u{B8}' => None,
        ' '..='~' => Some(code - 0x20),
        '\u{A0}'..='\u{FF}' => Some(95 + code - 0xA0),
        '\u{2010}'..='\u{2026}' => Some(95 + 96 + code - 0x2010),
        '€' => Some(LETTERS - 1),
        _ => None,
    }
}

fn measured(face: &Face, letters: &[char]) -> Option<i32> {
    let text: String = letters.iter().collect();
    let run = ShapeRun {
        before: "",
        text: &text,
        after: "",
        direction: Direction::LeftToRight,
        script: harfrust::script::LATIN,
    };
    let shaped = face.shape(&run)?;
    if shaped.glyph_infos().iter().any(|glyph| glyph.glyph_id == 0) {
        return None;
    }
    Some(shaped.glyph_positions().iter().map(|position| position.x_advance).sum())
}

#[cfg(test)]
mod tests {
    use super::super::{Faces, Weight};
    use super::*;

    #[test]
    fn no_letter_of_the_alphabet_looks_further_than_its_neighbour() {
        let faces = Faces::bundled_only();
        for weight in [Weight::Regular, Weight::Bold] {
            let face = faces.face(weight);
            let units = |letters: &[char]| measured(&face, letters).unwrap();
            let alphabet: Vec<char> = (' '..='€')
                .filter(|&letter| index(letter).is_some() && measured(&face, &[letter]).is_some())
                .collect();
            assert!(alphabet.len() > 200, "{}", alphabet.len());
            let kerned = [
                ('"', 'A'),
                ('T', 'o'),
                ('A', 'V'),
                ('r', '.'),
                ('f', 'f'),
                ('f', 'i'),
                ('L', '’'),
                ('1', '/'),
            ];
            for (a, b) in kerned {
                for &other in &alphabet {
                    for line in [[a, other, b], [a, b, other], [other, a, b]] {
                        let [first, second, third] = line;
                        let by_pairs = units(&[first, second]) + units(&[second, third]) - units(&[second]);
                        assert_eq!(units(&line), by_pairs, "{line:?} in {weight:?}");
                    }
                }
            }
        }
    }
}
