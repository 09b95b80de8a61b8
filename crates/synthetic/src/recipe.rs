//! What is made up: how many events, from which seed, of which kind.

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
}
