//! Where each event was, as one number for each; every name is held once.
//!
//! Four bytes an event up to the last that has a place; nothing where no event has one.

use std::collections::HashMap;
use std::sync::Arc;

/// The places of all events, in the order of the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    names: Vec<Arc<str>>,
    by_name: HashMap<Arc<str>, u32>,
    /// For each event the index of its name, counted from 1; 0 where no place is stated. Events beyond the
    /// end have none.
    of_event: Vec<u32>,
}

impl Places {
    /// Sets the place of an event beyond all those that have one; an empty name is none.
    pub fn push(&mut self, event: usize, name: &str) {
        if name.is_empty() {
            return;
        }
        let index = match self.by_name.get(name) {
            Some(index) => *index,
            None => {
                let shared: Arc<str> = name.into();
                self.names.push(Arc::clone(&shared));
                let index = self.names.len() as u32;
                self.by_name.insert(shared, index);
                index
            }
        };
        self.of_event.resize(event, 0);
        self.of_event.push(index);
    }

    /// Adds the places of further events, the first of which has this index in the whole.
    pub fn append(&mut self, first: usize, part: &Places) {
        for (index, of_event) in part.of_event.iter().enumerate().filter(|(_, of_event)| **of_event > 0) {
            self.push(first + index, part.name(*of_event));
        }
    }

    /// The place of an event; empty where none is stated.
    pub fn get(&self, event: usize) -> &str {
        self.name(self.of_event.get(event).copied().unwrap_or(0))
    }

    /// Whether no event states one.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    fn name(&self, index: u32) -> &str {
        let index = (index as usize).checked_sub(1);
        index.and_then(|index| self.names.get(index)).map_or("", |name| name)
    }

    /// Gives back the memory that was set aside for more events.
    pub fn shrink_to_fit(&mut self) {
        self.of_event.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_kept_by_event_and_joined_by_name() {
        let mut places = Places::default();
        places.push(1, "Old harbour");
        places.push(2, "");
        places.push(3, "Pier");
        let mut whole = Places::default();
        whole.push(0, "Pier");
        whole.append(2, &places);
        let all: Vec<&str> = (0..7).map(|event| whole.get(event)).collect();
        assert_eq!(all, ["Pier", "", "", "Old harbour", "", "Pier", ""]);
        assert_eq!(whole.names.len(), 2);
    }
}
