//! Records verdicts on quotations in a file, by edits that leave every other byte as it is.

use std::ops::Range;

use super::super::citation::is_citation;
use super::super::write;
use super::records::events_of;
use crate::file_bytes::FileBytes;
use crate::report::diagnostic::Log;
use crate::report::field_path::Path;
use crate::report::source_text::SourceText;
use crate::syntax::fields::Fields;
use crate::syntax::json::{Kind, Raw, without_comments};
use dateline_timeline::model::{Checked, EventId};

/// A verdict to be recorded at a citation.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordedVerdict {
    /// The event, as the loader numbers the events of the same bytes.
    pub event: EventId,
    /// The place of the citation among the event's citations.
    pub citation: usize,
    /// What to record.
    pub checked: Checked,
}

/// Why verdicts cannot be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// An edit of a file with broken brackets could break it further.
    #[error("The file is not sound JSON. Mend the syntax first, then record verdicts")]
    NotSound,
    /// The citation is not where the loader found it: these are other bytes.
    #[error("The file holds no citation {citation} at event {event}")]
    NoSuchCitation {
        /// Place of the event, from 0.
        event: usize,
        /// Place of the citation, from 0.
        citation: usize,
    },
}

/// Puts each verdict into its citation as `"checked": {…}`, in place of one that stands there.
pub(crate) fn record_verdicts(bytes: &[u8], verdicts: &[RecordedVerdict]) -> Result<Vec<u8>, RecordError> {
    let source = SourceText::new(&FileBytes::from(bytes));
    let plain = without_comments(source.text(), true);
    let whole = Raw::document(plain.as_deref().unwrap_or(source.text()));
    if !source.is_sound() || !whole.is_sound() {
        return Err(RecordError::NotSound);
    }
    let events = events_of(whole);
    let mut edits: Vec<(Range<usize>, String)> = Vec::with_capacity(verdicts.len());
    for verdict in verdicts {
        let missing =
            RecordError::NoSuchCitation { event: verdict.event.index(), citation: verdict.citation };
        let event = events.get(verdict.event.index()).ok_or(missing)?;
        let citation = citation_of(*event, verdict.citation).ok_or(missing)?;
        edits.push(edit(source.text(), citation, &verdict.checked));
    }
    edits.sort_by_key(|(range, _)| range.start);
    let mut text = String::with_capacity(source.text().len() + edits.len() * 160);
    let mut at = 0;
    for (range, words) in edits {
        text.push_str(source.text().get(at..range.start).unwrap_or_default());
        text.push_str(&words);
        at = range.end;
    }
    text.push_str(source.text().get(at..).unwrap_or_default());
    let mark = if bytes.starts_with(b"\xEF\xBB\xBF") { &b"\xEF\xBB\xBF"[..] } else { &[] };
    Ok([mark, text.as_bytes()].concat())
}

fn citation_of(event: Raw<'_>, place: usize) -> Option<Raw<'_>> {
    let mut log = Log::default();
    let (elements, _) = Fields::new(event, &Path::Root, &mut log).list("citations", &mut log)?;
    elements.into_iter().filter(is_citation).nth(place).filter(|raw| raw.kind() == Kind::Object)
}

/// The edit that records a verdict: which bytes of the text to replace, and by what.
fn edit(text: &str, citation: Raw<'_>, checked: &Checked) -> (Range<usize>, String) {
    let value = write::checked(checked);
    let value = value.in_one_line(usize::MAX).unwrap_or_default();
    let members = citation.members(&mut Log::default(), &Path::Root);
    if let Some(old) = members.iter().rfind(|member| member.name == "checked") {
        return (old.value.range(), value);
    }
    let Some(last) = members.last() else {
        let inside = citation.at + 1;
        return (inside..inside, format!("\"checked\": {value}"));
    };
    let end = last.value.end();
    let before = text.get(..last.name_range.start).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let indent = before.get(line_start..).unwrap_or_default();
    // A member that begins its line gets the new one on a line of its own below it.
    let has_own_line = line_start > citation.at && indent.bytes().all(|byte| byte == b' ' || byte == b'\t');
    let is_crlf = before.get(..line_start).is_some_and(|lines| lines.ends_with("\r\n"));
    let line_break = if is_crlf { "\r\n" } else { "\n" };
    let words = match has_own_line {
        true => format!(",{line_break}{indent}\"checked\": {value}"),
        false => format!(", \"checked\": {value}"),
    };
    (end..end, words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_timeline::model::Verdict;

    fn verdict(event: usize, citation: usize) -> RecordedVerdict {
        let checked = Checked { verdict: Verdict::Verbatim, on: None, text_sha256: "ab".to_owned() };
        RecordedVerdict { event: EventId::from_index(event), citation, checked }
    }

    #[test]
    fn verdicts_are_put_in_and_nothing_else_changes() {
        let text = "[ 7, {\"title\":\"A\",  \"citations\": [\"x\", {\"source\":\"s\", \"quote\":\"q\"}]},\r\n{\n  \"title\": \"B\",\n  \"citations\": {\n    \"quote\": \"q\",\n    \"checked\": {\"verdict\": \"near\"},\n\t\"note\": \"é\"\n  }\n},\n{\"title\": \"C\", \"citations\": [{\n\t\"quote\": \"q\"\n}]} ]";
        let recorded =
            record_verdicts(text.as_bytes(), &[verdict(2, 0), verdict(0, 1), verdict(1, 0)]).unwrap();
        insta::assert_snapshot!(String::from_utf8(recorded).unwrap().replace('\r', "").replace('\t', "→"), @r#"
        [ 7, {"title":"A",  "citations": ["x", {"source":"s", "quote":"q", "checked": { "verdict": "verbatim", "text_sha256": "ab" }}]},
        {
          "title": "B",
          "citations": {
            "quote": "q",
            "checked": { "verdict": "verbatim", "text_sha256": "ab" },
        →"note": "é"
          }
        },
        {"title": "C", "citations": [{
        →"quote": "q",
        →"checked": { "verdict": "verbatim", "text_sha256": "ab" }
        }]} ]
        "#);
    }

    #[test]
    fn recording_twice_gives_the_same_bytes() {
        let text = b"\xEF\xBB\xBF[{\"title\": \"A\", \"citations\": [{\"quote\": \"q\"}]}]";
        let once = record_verdicts(text, &[verdict(0, 0)]).unwrap();
        assert!(once.starts_with(b"\xEF\xBB\xBF["));
        assert_eq!(record_verdicts(&once, &[verdict(0, 0)]).unwrap(), once);
    }

    #[test]
    fn what_is_not_there_is_refused() {
        let text = b"[{\"title\": \"A\", \"citations\": [\"s\"]}]";
        let error = RecordError::NoSuchCitation { event: 0, citation: 0 };
        assert_eq!(record_verdicts(text, &[verdict(0, 0)]), Err(error));
        assert_eq!(record_verdicts(b"[{\"title\": 1 2}]", &[]), Err(RecordError::NotSound));
    }
}
