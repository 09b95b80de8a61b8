//! Which of several sources of one key is meant: rows may say different things about one address or title.

use std::collections::HashMap;

use crate::import::Draft;
use dateline_timeline::model::Source;

/// Numbers the sources that share a key.
#[derive(Debug, Default)]
pub(crate) struct SourceNumbers {
    /// Key, title, publisher and date of each source, and which of its key it is, from 1.
    numbers: HashMap<[String; 4], usize>,
    /// How many sources share a key.
    of_one_key: HashMap<String, usize>,
}

impl SourceNumbers {
    /// Gives a source that differs in anything from an earlier one of its key another key.
    pub fn tell_apart(&mut self, source: &mut Source) {
        let number = *self.numbers.entry(said(source)).or_insert_with(|| {
            let count = self.of_one_key.entry(source.key.clone()).or_default();
            *count += 1;
            *count
        });
        renumber(source, number);
    }

    /// The same for a draft whose sources are all known.
    pub fn apply(&self, draft: &mut Draft) {
        for (source, _) in &mut draft.citations {
            let number = self.numbers.get(&said(source)).copied().unwrap_or(1);
            renumber(source, number);
        }
    }
}

fn said(source: &Source) -> [String; 4] {
    let published = source.published.as_ref().map_or_else(String::new, |date| date.text().to_owned());
    [source.key.clone(), source.title.clone(), source.publisher.clone(), published]
}

fn renumber(source: &mut Source, number: usize) {
    if number > 1 {
        source.key = format!("{} ({number})", source.key);
    }
}
