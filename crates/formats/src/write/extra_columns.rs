//! The columns of a table for what the model has no field for, so that a table that was read and is saved as
//! one loses none of its columns.
//!
//! What came from the columns of another table stands in columns of the same names. Any other field has a
//! column of its own behind [`FURTHER`], with JSON or a plain text in its cells. The reader of tables puts
//! both back where they were.

use std::collections::HashMap;

use serde_json::Value;

use super::event_text::text_beside;
use crate::format::Format;
use crate::import::table::{FURTHER, by_name, is_like_a_formula, plain_name};
use crate::native::is_field_of_event;
use crate::report::losses::Losses;
use crate::syntax::json::Raw;
use dateline_timeline::model::{Event, Extra};

/// More columns than these are not written.
const MOST: usize = 200;
/// Longer names, in characters, are shortened when a table is read.
const LONGEST_NAME: usize = 100;

/// The columns of what stands beside the events, in the order in which they come up.
#[derive(Default)]
pub(super) struct Beside {
    names: Vec<String>,
    indexes: HashMap<String, usize>,
}

impl Beside {
    /// Learns the columns that an event needs; `taken` are the names that other columns have.
    pub fn learn(&mut self, event: &Event, taken: &[&str]) {
        for (name, _) in event.extra.iter().flat_map(|field| cells_of(field, taken)) {
            if self.names.len() < MOST && !self.indexes.contains_key(&name) {
                self.indexes.insert(name.clone(), self.names.len());
                self.names.push(name);
            }
        }
    }

    /// The names of the columns, in their order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The cells of an event. What has no column is counted as lost.
    pub fn row(&self, event: &Event, taken: &[&str], losses: &mut Losses) -> Vec<String> {
        let mut row = vec![String::new(); self.names.len()];
        for field in super::event_text::fields_beside(event) {
            // The date has a column, whatever it says.
            if field.0 == "date" && event.date.is_none() && text_beside(event, "date").is_some() {
                continue;
            }
            let cells = cells_of(field, taken);
            if cells.is_empty() || cells.iter().any(|(name, _)| !self.indexes.contains_key(name)) {
                losses.fields([field]);
                continue;
            }
            for (name, cell) in cells {
                let index = self.indexes.get(&name).and_then(|index| row.get_mut(*index));
                index.into_iter().for_each(|slot| slot.clone_from(&cell));
            }
        }
        row
    }
}

/// The columns and cells of a field; none where it cannot be read as the same field again.
fn cells_of((name, json): &Extra, taken: &[&str]) -> Vec<(String, String)> {
    if name == Format::Table.key()
        && let Some(cells) = columns_of(json, taken)
    {
        return cells;
    }
    let column = format!("{FURTHER}{name}");
    let is_readable = fits(name, &[]) && !is_field_of_event(name) && Raw::document(json).is_sound();
    if is_readable { vec![(column, cell_of(json))] } else { Vec::new() }
}

/// JSON in a cell; a text stands without its quotation marks where nobody would take it for other JSON.
fn cell_of(json: &str) -> String {
    let text = serde_json::from_str::<String>(json).ok();
    let is_plain = |text: &String| !text.is_empty() && text.trim() == text && !Raw::document(text).is_sound();
    text.filter(is_plain).unwrap_or_else(|| json.to_owned())
}

/// The columns of another table and their cells; `None` where they are more than texts.
fn columns_of(json: &str, taken: &[&str]) -> Option<Vec<(String, String)>> {
    let Ok(Value::Object(members)) = serde_json::from_str::<Value>(json) else { return None };
    let cells = members.into_iter().map(|(name, value)| match value {
        // A name that means something would be understood as that.
        Value::String(text)
            if fits(&name, taken)
                && by_name(&plain_name(&name)).is_none()
                && !text.is_empty()
                && text.trim() == text =>
        {
            Some((name, text))
        }
        _ => None,
    });
    cells.collect()
}

/// Whether a name is read as it is written, and no other column has it.
fn fits(name: &str, taken: &[&str]) -> bool {
    let is_one_line = name.split_whitespace().collect::<Vec<_>>().join(" ") == name;
    let is_short = !name.is_empty() && name.chars().count() <= LONGEST_NAME;
    let is_other = !taken.contains(&name) && !name.starts_with(FURTHER);
    is_one_line && is_short && is_other && !is_like_a_formula(name) && !name.starts_with('\u{FEFF}')
}
