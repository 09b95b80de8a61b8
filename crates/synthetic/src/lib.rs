//! Made-up histories from a seed, of any size, for tests, for figures and for trying things out. Every name,
//! sentence and quotation in them is put together from lists of plain words.

mod chance;
mod dates;
mod head;
mod names;
mod recipe;
mod record;
mod word_lists;

use std::io::{self, Write};

use rayon::prelude::*;

pub use names::{ACCENTED_WORD, RARE_WORD};
pub use recipe::{Form, Recipe, Shape};

use self::dates::Bursts;

/// Events that are made up in one go.
const PIECE: u64 = 2_048;

/// Pieces that are in memory at a time.
const PIECES: u64 = 32;

impl Recipe {
    /// Writes it, about 500 bytes for each event; some megabytes of it are in memory at a time.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_to(&self, out: &mut dyn Write) -> io::Result<()> {
        let is_document = self.form == Form::Json;
        if is_document {
            out.write_all(head::head(self).as_bytes())?;
        }
        let bursts = Bursts::new(self.seed, self.events);
        let mut from = 0;
        while from < self.events {
            let to = from.saturating_add(PIECE * PIECES).min(self.events);
            let pieces: Vec<u64> = (from..to).step_by(PIECE as usize).collect();
            let made: Vec<String> = pieces
                .into_par_iter()
                .map(|first| self.piece(first, (first + PIECE).min(to), &bursts))
                .collect();
            for piece in made {
                out.write_all(piece.as_bytes())?;
            }
            from = to;
        }
        if is_document {
            out.write_all(b"  ]\n}\n")?;
        }
        out.flush()
    }

    /// The whole of it in memory.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(usize::try_from(self.events.saturating_mul(520)).unwrap_or(0));
        // A vector takes everything that is written to it.
        let _ = self.write_to(&mut bytes);
        bytes
    }

    /// The records from one to another, that one left out, with what stands between them.
    fn piece(&self, from: u64, to: u64, bursts: &Bursts) -> String {
        let mut out = String::with_capacity(PIECE as usize * 640);
        for index in from..to {
            if self.form == Form::Json {
                out.push_str("    ");
            }
            record::write(self, index, bursts, &mut out);
            if self.form == Form::Json && index + 1 < self.events {
                out.push(',');
            }
            out.push('\n');
        }
        out
    }
}
