//! The texts of sources that are kept in memory: shared by the checks of quotations, by whoever reads a
//! source, and by the jobs that load them (`src/work/source_loading.rs`). It reads nothing itself and has no
//! thread.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use dateline_timeline::evidence::{Finding, check};
use dateline_timeline::model::{Quote, Source};

/// How many bytes of texts are kept: two of the largest that are read (50 MB each), or a hundred long books
/// of a million bytes. Whatever was asked for least recently goes first.
const MAX_BYTES: usize = 100_000_000;

/// What the file system said of a text when it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextStamp {
    /// Its length in bytes.
    pub length: u64,
    /// When it was written last.
    pub written: SystemTime,
}

/// The text of a source in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LibraryText {
    /// Where it stands, as the source states it.
    pub path: String,
    /// The text; bytes that are no UTF-8 are replaced.
    pub text: String,
    /// SHA-256 of the bytes, in hexadecimal: what the record of a verdict names it by.
    pub sha256: String,
    /// `None` where the text was written so shortly before that a later change might not show in the stamp.
    pub stamp: Option<TextStamp>,
}

/// What the library has of a source.
#[derive(Clone, Debug)]
pub enum TextState {
    /// Its text.
    Ready(Arc<LibraryText>),
    /// It is not in memory and has been asked for. A job loads it.
    Loading,
    /// There is none to be had; why, as a sentence.
    Absent(String),
}

/// A text that was asked for and is not in memory.
#[derive(Clone, Debug)]
pub struct WantedText {
    /// The file that describes the source.
    pub file: PathBuf,
    /// The source.
    pub source: Source,
}

/// Texts by the file that describes the source and the id of the source. Clones share them. What it holds is
/// a cache: it never decides what is shown, only how soon.
#[derive(Clone, Debug)]
pub struct SourceLibrary {
    shelf: Arc<Mutex<Shelf>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct TextKey {
    file: PathBuf,
    source: String,
}

#[derive(Debug)]
struct Shelf {
    max_bytes: usize,
    /// Of all texts that are held.
    bytes: usize,
    /// Counts what was asked for.
    clock: u64,
    entries: HashMap<TextKey, Entry>,
    wanted: Vec<WantedText>,
}

#[derive(Debug)]
struct Entry {
    /// The path that the source stated when this was kept: another one is another text.
    stated: Option<String>,
    used_at: u64,
    content: Result<Arc<LibraryText>, String>,
}

impl Entry {
    fn bytes(&self) -> usize {
        self.content.as_ref().map_or(0, |text| text.text.len())
    }
}

impl Default for SourceLibrary {
    fn default() -> SourceLibrary {
        SourceLibrary::with_limit(MAX_BYTES)
    }
}

impl SourceLibrary {
    /// A library of its own that keeps at most so many bytes of texts.
    pub fn with_limit(max_bytes: usize) -> SourceLibrary {
        let shelf = Shelf { max_bytes, bytes: 0, clock: 0, entries: HashMap::new(), wanted: Vec::new() };
        SourceLibrary { shelf: Arc::new(Mutex::new(shelf)) }
    }

    fn with_shelf<T>(&self, change: impl FnOnce(&mut Shelf) -> T) -> T {
        // Each change leaves the shelf whole or does not begin.
        change(&mut self.shelf.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The text of a source that a file describes. One that is not in memory is noted as wanted; a text that
    /// made room for others is loaded again in this way. Never reads and never waits for a reading.
    pub fn text_of(&self, file: &Path, source: &Source) -> TextState {
        if source.text.is_none() {
            return TextState::Absent("The source names no text".to_owned());
        }
        self.with_shelf(|shelf| match shelf.look(file, source) {
            Some(Ok(text)) => TextState::Ready(text),
            Some(Err(reason)) => TextState::Absent(reason),
            None => {
                shelf.want(file, source);
                TextState::Loading
            }
        })
    }

    /// The text of a source if it is in memory; asks for nothing.
    pub fn held(&self, file: &Path, source: &Source) -> Option<Arc<LibraryText>> {
        self.with_shelf(|shelf| shelf.look(file, source))?.ok()
    }

    /// Where a quotation stands in the text of a source; `None` while the text is not in memory. Linear in
    /// the text.
    pub fn find(&self, file: &Path, source: &Source, quote: &Quote) -> Option<Finding> {
        match self.text_of(file, source) {
            TextState::Ready(text) => Some(check(quote, Some(&text.text))),
            TextState::Loading | TextState::Absent(_) => None,
        }
    }

    /// Keeps a text, and lets go of those asked for least recently until all fit. A text that is larger than
    /// the limit alone is not kept.
    pub fn keep(&self, file: &Path, source: &Source, text: Arc<LibraryText>) {
        self.put(file, source, Ok(text));
    }

    /// Notes that a source has no text to be had, and why.
    pub fn keep_absent(&self, file: &Path, source: &Source, reason: String) {
        self.put(file, source, Err(reason));
    }

    fn put(&self, file: &Path, source: &Source, content: Result<Arc<LibraryText>, String>) {
        self.with_shelf(|shelf| {
            let key = key_of(file, source);
            shelf.wanted.retain(|wanted| key_of(&wanted.file, &wanted.source) != key);
            shelf.remove(&key);
            let entry = Entry { stated: source.text.clone(), used_at: shelf.tick(), content };
            if entry.bytes() > shelf.max_bytes {
                return;
            }
            shelf.make_room_for(entry.bytes());
            shelf.bytes += entry.bytes();
            shelf.entries.insert(key, entry);
        });
    }

    /// What was asked for since the last time and is not in memory.
    pub fn take_wanted(&self) -> Vec<WantedText> {
        self.with_shelf(|shelf| std::mem::take(&mut shelf.wanted))
    }

    /// How many bytes of texts are held now.
    pub fn held_bytes(&self) -> usize {
        self.with_shelf(|shelf| shelf.bytes)
    }
}

fn key_of(file: &Path, source: &Source) -> TextKey {
    TextKey { file: file.to_owned(), source: source.key.clone() }
}

impl Shelf {
    fn tick(&mut self) -> u64 {
        self.clock += 1;
        self.clock
    }

    fn look(&mut self, file: &Path, source: &Source) -> Option<Result<Arc<LibraryText>, String>> {
        let now = self.tick();
        let entry =
            self.entries.get_mut(&key_of(file, source)).filter(|entry| entry.stated == source.text)?;
        entry.used_at = now;
        Some(entry.content.clone())
    }

    fn want(&mut self, file: &Path, source: &Source) {
        let key = key_of(file, source);
        if !self.wanted.iter().any(|wanted| key_of(&wanted.file, &wanted.source) == key) {
            self.wanted.push(WantedText { file: file.to_owned(), source: source.clone() });
        }
    }

    fn remove(&mut self, key: &TextKey) {
        if let Some(entry) = self.entries.remove(key) {
            self.bytes = self.bytes.saturating_sub(entry.bytes());
        }
    }

    /// Linear in the number of texts for each that goes: there are hundreds, and each is a file that was
    /// read.
    fn make_room_for(&mut self, bytes: usize) {
        while self.bytes + bytes > self.max_bytes {
            let held = self.entries.iter().filter(|(_, entry)| entry.bytes() > 0);
            let Some(oldest) = held.min_by_key(|(_, entry)| entry.used_at).map(|(key, _)| key.clone()) else {
                return;
            };
            self.remove(&oldest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_timeline::model::Verdict;

    fn sources(count: usize) -> Vec<Source> {
        let source =
            |index: usize| serde_json::json!({ "id": index.to_string(), "text": format!("{index}.txt") });
        let sources: Vec<_> = (0..count).map(source).collect();
        let file = serde_json::json!({ "dateline": 1, "sources": sources, "events": [{ "title": "A" }] });
        let loaded = dateline_formats::load(file.to_string().as_bytes(), "f.json").expect("a timeline");
        loaded.timeline.sources().to_vec()
    }

    fn text(words: &str) -> Arc<LibraryText> {
        let (path, sha256) = ("a.txt".to_owned(), String::new());
        Arc::new(LibraryText { path, text: words.to_owned(), sha256, stamp: None })
    }

    #[test]
    fn no_more_is_held_than_the_limit_and_what_was_not_asked_for_goes_first() {
        let (library, sources, file) = (SourceLibrary::with_limit(1_000), sources(50), Path::new("f.json"));
        let words = "x".repeat(90);
        for source in &sources {
            library.keep(file, source, text(&words));
            assert!(library.held_bytes() <= 1_000);
            // The first is asked for again and again.
            assert!(library.held(file, &sources[0]).is_some());
        }
        let held: Vec<usize> = (0..50).filter(|at| library.held(file, &sources[*at]).is_some()).collect();
        assert_eq!(held, [vec![0], (40..50).collect()].concat());
        assert_eq!(library.held_bytes(), 990);
        library.keep(file, &sources[1], text(&"x".repeat(1_001)));
        assert_eq!((library.held_bytes(), library.held(file, &sources[1])), (990, None), "it fits nowhere");
        library.keep(file, &sources[0], text("short"));
        assert_eq!(library.held_bytes(), 905, "a text takes the place of the one before");
    }

    #[test]
    fn what_is_not_held_is_wanted_once_until_it_comes() {
        let (library, sources, file) = (SourceLibrary::with_limit(10), sources(2), Path::new("f.json"));
        for _ in 0..2 {
            assert!(matches!(library.text_of(file, &sources[0]), TextState::Loading));
        }
        let wanted: Vec<String> = library.take_wanted().into_iter().map(|wanted| wanted.source.key).collect();
        assert_eq!(wanted, ["0"]);
        library.keep(file, &sources[0], text("ten bytes!"));
        assert!(
            matches!(library.text_of(file, &sources[0]), TextState::Ready(text) if text.text == "ten bytes!")
        );
        library.keep(file, &sources[1], text("others"));
        assert!(matches!(library.text_of(file, &sources[0]), TextState::Loading), "it made room");
        assert_eq!(library.take_wanted().len(), 1, "and is loaded again");
        library.keep_absent(file, &sources[0], "gone".to_owned());
        assert!(matches!(library.text_of(file, &sources[0]), TextState::Absent(reason) if reason == "gone"));
        assert!(library.held(file, &sources[1]).is_some(), "a reason takes no room");
        let other = Source { text: Some("other.txt".to_owned()), ..sources[1].clone() };
        assert!(library.held(file, &other).is_none(), "another path is another text");
    }

    #[test]
    fn a_quotation_is_found_where_it_stands() {
        let (library, sources, file) = (SourceLibrary::default(), sources(1), Path::new("f.json"));
        let quote = Quote {
            exact: "signed".to_owned(),
            prefix: String::new(),
            suffix: String::new(),
            extra: Vec::new(),
        };
        assert_eq!(library.find(file, &sources[0], &quote), None);
        library.keep(file, &sources[0], text("It was signed."));
        let finding = library.find(file, &sources[0], &quote).expect("the text is there");
        assert_eq!((finding.verdict, finding.at), (Verdict::Verbatim, Some(7..13)));
    }
}
