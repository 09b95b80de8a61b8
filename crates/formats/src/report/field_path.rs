//! Where in a document something stands: `events[3].citations[0].source`, and `row 6, Date` in a table.

use std::fmt;

/// A path that costs nothing until a finding needs it: each step lives on the stack of the function that
/// reads that part of the file and points to the step before it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Path<'p> {
    /// The file itself.
    Root,
    /// A field of an object.
    Field(&'p Path<'p>, &'p str),
    /// An index in a list, from 0.
    Place(&'p Path<'p>, usize),
    /// A row of a table, from 1 as in a spreadsheet.
    Row(usize),
}

impl<'p> Path<'p> {
    pub fn field(&'p self, name: &'p str) -> Path<'p> {
        Path::Field(self, name)
    }

    pub fn item(&'p self, index: usize) -> Path<'p> {
        Path::Place(self, index)
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Root => Ok(()),
            Path::Field(Path::Root, name) => f.write_str(name),
            Path::Field(Path::Row(number), name) => write!(f, "row {number}, {name}"),
            Path::Field(parent, name) => write!(f, "{parent}.{name}"),
            Path::Place(parent, index) => write!(f, "{parent}[{index}]"),
            Path::Row(number) => write!(f, "row {number}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_reads_as_in_a_program() {
        let root = Path::Root;
        let events = root.field("events");
        let event = events.item(3);
        assert_eq!(event.field("date").to_string(), "events[3].date");
        assert_eq!(root.item(0).field("title").to_string(), "[0].title");
        assert_eq!(Path::Row(6).field("Date").to_string(), "row 6, Date");
    }
}
