//! A file that was read, and one that could not be opened.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use super::navigation::{Ranks, StepOrder};
use dateline_formats::{Account, Diagnostic, FileBytes, Format, Loaded, TableReading};
use dateline_timeline::evidence::LiveFindings;
use dateline_timeline::model::Timeline;
use dateline_timeline::query::{Matches, SearchText};

/// A file that was read: its timeline, what is wrong with it, and where it came from.
#[derive(Clone, Debug)]
pub struct Document {
    /// The name that people see: "us-singapore.json".
    pub name: String,
    /// Where it was read; `None` for the bundled timeline.
    pub path: Option<PathBuf>,
    /// The bytes, for showing where a problem is.
    pub bytes: FileBytes,
    /// The history itself.
    pub timeline: Arc<Timeline>,
    /// What is wrong with the file, in its order.
    pub diagnostics: Vec<Diagnostic>,
    /// What kind of file it is.
    pub format: Format,
    /// What became of its records.
    pub account: Account,
    /// How its columns were understood, if it is a table.
    pub table: Option<TableReading>,
    /// What was found just now when the quotations were looked up in the texts beside the file.
    pub live: Arc<LiveFindings>,
    /// Why the text that a source names was not read, as a sentence, by the id of the source.
    pub unread_texts: HashMap<String, String>,
    /// What is made from the timeline once.
    pub groundwork: Arc<Groundwork>,
}

/// A file that could not be opened. What was shown before stays, and this stands beside it.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// The name that people see.
    pub name: String,
    /// Where it was read.
    pub path: Option<PathBuf>,
    /// The bytes, for showing where a problem is; empty when it could not be read at all.
    pub bytes: FileBytes,
    /// What is wrong with it.
    pub message: String,
    /// What to do; empty where nothing can be said.
    pub hint: String,
    /// What was found on the way, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

impl Document {
    /// The document of a file that was read; `name` is what people see. Where the findings are about another
    /// text than the bytes of the file, that one is kept.
    pub fn new(loaded: Loaded, name: &str, path: Option<PathBuf>, bytes: FileBytes) -> Document {
        let account = loaded.account();
        Document {
            name: name.to_owned(),
            path,
            bytes: loaded.text.unwrap_or(bytes),
            timeline: Arc::new(loaded.timeline),
            diagnostics: loaded.diagnostics,
            format: loaded.format,
            account,
            table: loaded.table,
            live: Arc::default(),
            unread_texts: HashMap::new(),
            groundwork: Arc::default(),
        }
    }

    /// A document of a timeline that stands in no file.
    pub fn unwritten(name: String, timeline: Timeline) -> Document {
        let account = Account { records: timeline.len(), ..Account::default() };
        Document {
            name,
            path: None,
            bytes: Vec::new().into(),
            timeline: Arc::new(timeline),
            diagnostics: Vec::new(),
            format: Format::Dateline,
            account,
            table: None,
            live: Arc::default(),
            unread_texts: HashMap::new(),
            groundwork: Arc::default(),
        }
    }

    /// What the timeline is called; the file's name when it does not say.
    pub fn title(&self) -> &str {
        let title = self.timeline.title();
        if title.is_empty() { &self.name } else { title }
    }

    /// How many findings there are.
    pub fn problem_count(&self) -> usize {
        self.diagnostics.len()
    }
}

/// What is made from a timeline once, by whoever needs it first, on whichever thread that is.
#[derive(Debug, Default)]
pub struct Groundwork {
    all: OnceLock<Arc<Matches>>,
    ranks: OnceLock<Arc<Ranks>>,
    stops: OnceLock<Arc<StepOrder>>,
    text: OnceLock<SearchText>,
}

impl Document {
    /// The set of all its events.
    pub fn all(&self) -> Arc<Matches> {
        Arc::clone(self.groundwork.all.get_or_init(|| Arc::new(Matches::of_all(&self.timeline))))
    }

    /// Where its events stand in the order of time.
    pub fn ranks(&self) -> Arc<Ranks> {
        Arc::clone(self.groundwork.ranks.get_or_init(|| Arc::new(Ranks::of(&self.timeline))))
    }

    /// All its events with a position in time.
    pub fn stops(&self) -> Arc<StepOrder> {
        let stops = self
            .groundwork
            .stops
            .get_or_init(|| Arc::new(StepOrder::of(&self.timeline, &self.all(), self.ranks())));
        Arc::clone(stops)
    }

    /// Its folded text. Linear in its length the first time, and meanwhile others who ask wait.
    pub fn search_text(&self) -> &SearchText {
        self.groundwork.text.get_or_init(|| SearchText::of(&self.timeline))
    }
}
