//! What reading an open file again comes to: nothing new, something new with a sentence about it, or a
//! refusal.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::loading::{Again, Outcome, read_again};
use super::prepared_labels::{Preparation, Prepared};
use crate::files;
use crate::session::{Difference, Document, Refusal};
use dateline_formats::{Format, Severity};
use dateline_timeline::Cancel;

/// Of more texts beside a file than this only the first are looked after.
const MAX_COMPANIONS: usize = 256;
/// In larger files changes are not counted one by one.
const COMPARED_UP_TO: usize = 20_000;

/// What came of reading a file again.
pub enum Reread {
    /// It holds what it held.
    Same,
    /// It holds something else: the document, its labels, what is new as a sentence.
    Changed(Box<Document>, Option<Prepared>, String),
    /// There is nothing to show.
    Refused(Refusal),
}

/// What belongs to a file: the texts of its sources in its folder, and how its columns are to be read.
pub fn companions(path: &Path, document: &Document) -> Vec<PathBuf> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let texts = document.timeline.sources().iter().filter_map(|source| source.text_in_folder());
    let mut paths: Vec<PathBuf> = texts.take(MAX_COMPANIONS).map(|text| folder.join(text)).collect();
    paths.push(files::mapping_path(path));
    paths
}

/// Reads a file again that was read before as `former`; `None` when it was cancelled.
pub fn reread(again: Again<'_>, preparation: Preparation, cancel: &Cancel) -> Option<Reread> {
    let former = again.former;
    match read_again(again, Some(preparation), cancel) {
        None => Some(Reread::Same),
        Some(Outcome::Opened(document, prepared)) => {
            if is_broken(former, &document) {
                return Some(Reread::Refused(refusal_of(*document)));
            }
            let news = news(former, &document);
            Some(match news {
                Some(news) => Reread::Changed(document, prepared, news),
                None => Reread::Same,
            })
        }
        Some(Outcome::Refused(refusal)) => Some(Reread::Refused(refusal)),
        Some(Outcome::Cancelled) => None,
    }
}

/// Whether a file of our own is damaged as a whole where it was not before: half written, or with a bracket
/// missing. What could be read of it all the same is not what the person meant. Findings about records of
/// other formats name no field either, so those files are broken when nothing of them can be read.
fn is_broken(former: &Document, document: &Document) -> bool {
    let is_damaged = |document: &Document| {
        let is_own = document.format == Format::Dateline;
        is_own
            && document
                .diagnostics
                .iter()
                .any(|finding| finding.severity == Severity::Error && finding.path.is_empty())
    };
    is_damaged(document) && !is_damaged(former)
}

fn refusal_of(document: Document) -> Refusal {
    let first = document.diagnostics.iter().find(|finding| finding.path.is_empty());
    let (message, hint) = first.map(|first| (first.message.clone(), first.hint.clone())).unwrap_or_default();
    Refusal {
        name: document.name,
        path: document.path,
        bytes: document.bytes,
        message,
        hint,
        diagnostics: document.diagnostics,
    }
}

/// What is new, as text: "3 events added, 1 removed, 2 changed"; `None` when nothing is.
fn news(former: &Document, document: &Document) -> Option<String> {
    let (before, after) = (former.timeline.len(), document.timeline.len());
    if Arc::ptr_eq(&former.timeline, &document.timeline) {
        return Some("a source text changed, and the quotations were checked again".to_owned());
    }
    if before.max(after) <= COMPARED_UP_TO {
        let difference = Difference::between(&former.timeline, &document.timeline);
        let is_same = difference == Difference::default()
            && former.diagnostics == document.diagnostics
            && former.live == document.live
            && format!("{:?}", former.timeline.head()) == format!("{:?}", document.timeline.head());
        return (!is_same).then(|| difference.summary());
    }
    let thousands = |count: usize| dateline_time::grouped(count as u64);
    Some(match after.checked_sub(before) {
        Some(0) => format!("{} events as before", thousands(after)),
        Some(more) => format!("{} events, {} more", thousands(after), thousands(more)),
        None => format!("{} events, {} fewer", thousands(after), thousands(before - after)),
    })
}
