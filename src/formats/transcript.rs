//! JSON that was made from another notation of the same data (YAML, TOML, JavaScript), and where each value came from.
//!
//! The native reader then reads it like any other file, and its findings are told at their places in the original.

use std::ops::Range;

use super::diagnostic::Diagnostic;

/// JSON text with the places that its values have in the original.
#[derive(Debug, Default)]
pub(super) struct Transcript {
    /// The text.
    pub json: String,
    /// Where a token begins in the text, and which bytes of the original it was made from. Sorted by the former.
    places: Vec<(usize, Range<usize>)>,
}

impl Transcript {
    /// Adds a token (a bracket, a name, a value with its quotation marks) that was made from bytes of the original.
    pub fn token(&mut self, json: &str, origin: Range<usize>) {
        self.places.push((self.json.len(), origin));
        self.json.push_str(json);
    }

    /// Adds what separates tokens: a comma, a colon, space.
    pub fn between(&mut self, json: &str) {
        self.json.push_str(json);
    }

    /// Turns the places of findings in the text into places in the original.
    pub fn trace_back(&self, findings: &mut [Diagnostic]) {
        for finding in findings {
            finding.range = self.origin(&finding.range);
            finding.refers_to = finding.refers_to.map(|at| self.origin(&(at..at)).start);
        }
    }

    /// The bytes of the original that a stretch of the text was made from.
    fn origin(&self, range: &Range<usize>) -> Range<usize> {
        let token = |at: usize| {
            let index = self.places.partition_point(|(start, _)| *start <= at).saturating_sub(1);
            self.places.get(index)
        };
        let Some((at, first)) = token(range.start) else { return 0..0 };
        let last =
            token(range.end.saturating_sub(1).max(range.start)).map_or(first.end, |(_, last)| last.end);
        // Within one token that is as long as what it was made from, the place within it is the same.
        let length = self.json.get(*at..).map_or(0, |rest| rest.len().min(first.len()));
        let is_within = first.end == last && range.start - at < length;
        let shift = if is_within && self.is_literal(*at, first) { range.start - at } else { 0 };
        first.start + shift..last.max(first.start + shift)
    }

    /// Whether the token stands in the original letter by letter, as far as lengths tell.
    fn is_literal(&self, at: usize, origin: &Range<usize>) -> bool {
        let next = self.places.get(self.places.partition_point(|(start, _)| *start <= at));
        let end = next.map_or(self.json.len(), |(start, _)| *start);
        let token = self.json.get(at..end).unwrap_or_default();
        token.trim_end_matches([',', ':', ' ', '\n']).len() == origin.len()
    }
}

#[cfg(test)]
mod tests {
    use super::super::diagnostic::Severity;
    use super::super::path::Path;
    use super::*;

    #[test]
    fn findings_are_told_at_their_places_in_the_original() {
        // title: 'A'  ->  {"title": "A"}
        let mut transcript = Transcript::default();
        transcript.token("{", 0..1);
        transcript.token("\"title\"", 0..5);
        transcript.between(": ");
        transcript.token("\"A long one\"", 7..19);
        transcript.token("}", 19..19);
        let at = transcript.json.find("long").unwrap();
        let mut findings = [
            Diagnostic::new(Severity::Note, at..at + 4, &Path::Root, ""),
            Diagnostic::new(Severity::Note, 1..8, &Path::Root, ""),
        ];
        transcript.trace_back(&mut findings);
        assert_eq!(findings[0].range, 10..19);
        assert_eq!(findings[1].range, 0..5);
    }
}
