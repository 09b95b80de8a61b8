//! Made-up histories from a seed, of any size, for tests, for figures and for trying things out. Every name,
//! sentence and quotation in them is put together from lists of plain words.

mod chance;
mod dates;
mod names;
mod record;
mod tables;
mod words;

use std::io::{self, Write};

use rayon::prelude::*;

pub use names::{ACCENTED_WORD, RARE_WORD};

use self::dates::Bursts;

/// What kind of history is made up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Shape {
    /// As histories are: bursts, mixed precision, 30 of 100 events are spans, twelve lanes.
    #[default]
    Typical,
    /// Everything happens on 17 May 2021.
    OneDay,
    /// One event, again and again, without an id.
    Identical,
    /// One lane of spans that all overlap.
    Overlapping,
}

/// How it is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Form {
    /// One JSON document with lanes, actors and sources, one event in a line.
    #[default]
    Json,
    /// One event in a line and nothing else.
    Lines,
}

/// A history that can be made up. The same recipe gives the same bytes on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recipe {
    /// How many events it has.
    pub events: u64,
    /// What tells it from others.
    pub seed: u64,
    /// What kind it is.
    pub shape: Shape,
    /// How it is written down.
    pub form: Form,
}

/// Events that are made up in one go.
const PIECE: u64 = 2_048;

/// Pieces that are in memory at a time.
const PIECES: u64 = 32;

impl Recipe {
    /// A typical history as a JSON document.
    pub const fn typical(events: u64, seed: u64) -> Recipe {
        Recipe { events, seed, shape: Shape::Typical, form: Form::Json }
    }

    /// The same in another kind.
    #[must_use]
    pub const fn with_shape(self, shape: Shape) -> Recipe {
        Recipe { shape, ..self }
    }

    /// Writes it, about 500 bytes for each event; some megabytes of it are in memory at a time.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_to(&self, out: &mut dyn Write) -> io::Result<()> {
        let is_document = self.form == Form::Json;
        if is_document {
            out.write_all(tables::head(self).as_bytes())?;
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
