//! Text that was made from another notation of the same data (JSON from YAML, TOML or JavaScript, a table
//! from records), and where each value came from.
//!
//! The reader of that text reads it like any other file, and its findings are told at their spans in the
//! original.

use std::ops::Range;

use crate::file_bytes::FileBytes;
use crate::reader::{Failure, Read};
use crate::report::diagnostic::{Diagnostic, Log};
use crate::report::source_text::SourceText;

/// JSON text with the spans that its values have in the original.
#[derive(Debug, Default)]
pub(crate) struct Transcript {
    /// The text.
    pub json: String,
    /// Where a token begins in the text, and which bytes of the original it was made from. Sorted by the
    /// former.
    spans: Vec<(usize, Range<usize>)>,
}

impl Transcript {
    /// Adds a token (a bracket, a name, a value with its quotation marks) that was made from bytes of the
    /// original.
    pub fn token(&mut self, json: &str, origin: Range<usize>) {
        self.spans.push((self.json.len(), origin));
        self.json.push_str(json);
    }

    /// Adds what separates tokens: a comma, a colon, space.
    pub fn between(&mut self, json: &str) {
        self.json.push_str(json);
    }

    /// How long the text is; the next token begins there.
    pub fn len(&self) -> usize {
        self.json.len()
    }

    /// Turns the spans of findings in the text into spans in the original.
    pub fn trace_back(&self, findings: &mut [Diagnostic]) {
        for finding in findings {
            finding.range = self.origin(&finding.range);
            finding.refers_to = finding.refers_to.map(|at| self.origin(&(at..at)).start);
        }
    }

    /// Reads the text with the reader of another format, and tells its findings at their spans in the
    /// original.
    ///
    /// # Errors
    /// Those of the reader.
    pub fn read_with(
        &self,
        log: &mut Log,
        reader: impl FnOnce(&SourceText, &mut Log) -> Result<Read, Failure>,
    ) -> Result<Read, Failure> {
        let mut inner = Log::default();
        let read = reader(&self.source(), &mut inner);
        self.trace_back(inner.findings_mut());
        log.append(inner);
        read
    }

    /// The text for a reader.
    pub fn source(&self) -> SourceText {
        SourceText::new(&FileBytes::from(self.json.clone().into_bytes()))
    }

    /// The bytes of the original that a stretch of the text was made from.
    fn origin(&self, range: &Range<usize>) -> Range<usize> {
        let token = |at: usize| {
            let index = self.spans.partition_point(|(start, _)| *start <= at).saturating_sub(1);
            self.spans.get(index)
        };
        let Some((at, first)) = token(range.start) else { return 0..0 };
        let last =
            token(range.end.saturating_sub(1).max(range.start)).map_or(first.end, |(_, last)| last.end);
        let is_within = first.end == last;
        let shift = match self.lead(*at, first).filter(|_| is_within) {
            Some(lead) => (range.start - at).saturating_sub(lead).min(first.len().saturating_sub(1)),
            None => 0,
        };
        first.start + shift..last.max(first.start + shift)
    }

    /// How many bytes of the token do not stand in the original before those that do: none where it stands
    /// there letter by letter, one where it stands there without quotation marks, as far as lengths tell.
    fn lead(&self, at: usize, origin: &Range<usize>) -> Option<usize> {
        let next = self.spans.get(self.spans.partition_point(|(start, _)| *start <= at));
        let end = next.map_or(self.json.len(), |(start, _)| *start);
        let token = self.json.get(at..end).unwrap_or_default().trim_end_matches([',', ':', ' ', '\n']);
        match token.len() {
            length if length == origin.len() => Some(0),
            length if length == origin.len() + 2 && token.starts_with('"') => Some(1),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::diagnostic::Severity;
    use crate::report::field_path::Path;

    #[test]
    fn findings_are_told_at_their_places_in_the_original() {
        // title: 'A'  ->  {"title": "A"}
        let mut transcript = Transcript::default();
        transcript.token("{", 0..1);
        transcript.token("\"title\"", 0..5);
        transcript.between(": ");
        transcript.token("\"A long one\"", 7..19);
        transcript.between(", ");
        transcript.token("\"date\"", 20..24);
        transcript.between(": ");
        transcript.token("\"2021-13\"", 26..33);
        transcript.token("}", 33..33);
        let at = transcript.json.find("long").unwrap();
        let month = transcript.json.find("13").unwrap();
        let mut findings = [
            Diagnostic::new(Severity::Note, at..at + 4, &Path::Root, ""),
            Diagnostic::new(Severity::Note, 1..8, &Path::Root, ""),
            Diagnostic::new(Severity::Note, month..month + 2, &Path::Root, ""),
        ];
        transcript.trace_back(&mut findings);
        assert_eq!(findings[0].range, 10..19);
        assert_eq!(findings[1].range, 0..5);
        assert_eq!(findings[2].range, 31..33);
    }
}
