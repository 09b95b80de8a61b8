//! Gradients and clips: each is written once, in the order of its first use, and named by its index.

use std::collections::HashMap;

use super::attributes::{color_attributes, decimals, rect_attributes};
use super::number::text as number;
use crate::scene::{Rect, Rgba8};

/// A gradient along x or a clip.
#[derive(Clone, Debug)]
pub(super) enum Definition {
    /// From the x of the first stop to the x of the last.
    Gradient {
        from: f32,
        to: f32,
        /// Position and colour of each stop.
        stops: Vec<(f32, Rgba8)>,
    },
    /// Nothing is painted outside.
    Clip(Rect),
}

impl Definition {
    /// Numbers that are equal for equal definitions only.
    fn key(&self) -> Vec<u32> {
        // −0 equals 0 and becomes it by the addition.
        let bits = |number: f32| (number + 0.0).to_bits();
        match self {
            Definition::Gradient { from, to, stops } => {
                let stops = stops.iter().flat_map(|(x, color)| {
                    let channels = [color.red, color.green, color.blue, color.alpha];
                    [bits(*x), u32::from_be_bytes(channels)]
                });
                [0, bits(*from), bits(*to)].into_iter().chain(stops).collect()
            }
            Definition::Clip(rect) => {
                vec![1, bits(rect.left), bits(rect.top), bits(rect.right), bits(rect.bottom)]
            }
        }
    }

    fn element(&self, index: usize) -> String {
        match self {
            Definition::Gradient { from, to, stops } => {
                let mut out = format!(
                    "<linearGradient id=\"d{index}\" gradientUnits=\"userSpaceOnUse\" x1=\"{}\" x2=\"{}\" y1=\"0\" y2=\"0\">",
                    number(*from),
                    number(*to)
                );
                for (x, color) in stops {
                    let share = f64::from((x - from) / (to - from)).clamp(0.0, 1.0);
                    out.push_str(&format!("<stop offset=\"{}\"", decimals(share)));
                    out.push_str(&color_attributes("stop-color", "stop-opacity", *color));
                    out.push_str("/>");
                }
                out.push_str("</linearGradient>\n");
                out
            }
            Definition::Clip(rect) => {
                format!("<clipPath id=\"d{index}\"><rect{}/></clipPath>\n", rect_attributes(rect))
            }
        }
    }
}

/// The definitions of one file. Looking for one costs its own length, however many there are.
#[derive(Debug, Default)]
pub(super) struct Definitions {
    elements: String,
    index_of: HashMap<Vec<u32>, usize>,
}

impl Definitions {
    /// The index of a definition, which is added unless an equal one is there.
    pub(super) fn index(&mut self, definition: &Definition) -> usize {
        let next = self.index_of.len();
        let index = *self.index_of.entry(definition.key()).or_insert(next);
        if index == next {
            self.elements.push_str(&definition.element(index));
        }
        index
    }

    /// All elements in the order of their indexes; empty when nothing is defined.
    pub(super) fn elements(&self) -> &str {
        &self.elements
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gradient(from: f32) -> Definition {
        let ink = Rgba8::from_hex(0x1A1C1F);
        Definition::Gradient {
            from,
            to: from + 8.0,
            stops: vec![(from, ink.with_opacity(0.0)), (from + 8.0, ink)],
        }
    }

    #[test]
    fn equal_definitions_are_written_once() {
        let mut definitions = Definitions::default();
        let clip = |left: f32| Definition::Clip(Rect::new(left, 0.0, 9.0, 9.0));
        let indexes: Vec<usize> =
            [gradient(1.0), clip(0.0), gradient(1.0), gradient(2.0), clip(-0.0), clip(1.0)]
                .iter()
                .map(|definition| definitions.index(definition))
                .collect();
        assert_eq!(indexes, [0, 1, 0, 2, 1, 3]);
        assert_eq!(definitions.elements().lines().count(), 4);
    }

    /// Comparing each with each would be 10¹⁰ comparisons; here every definition is looked up once.
    #[test]
    fn many_definitions_cost_what_each_of_them_costs() {
        let mut definitions = Definitions::default();
        for round in 0..2 {
            for number in 0..100_000_usize {
                assert_eq!(definitions.index(&gradient(number as f32)), number, "round {round}");
            }
        }
        assert_eq!(definitions.index_of.len(), 100_000);
    }
}
