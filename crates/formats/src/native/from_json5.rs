//! Dateline's own format in JSON5: it is written as JSON, read like any other native file, and its findings
//! are reported where they stand in the JSON5.

use super::document::MINIMAL;
use super::from_transcript::read_transcript;
use super::read;
use crate::reader::{Failure, Read, ReadContext};
use crate::report::diagnostic::{Diagnostic, Severity};
use crate::report::field_path::Path;
use crate::report::source_text::SourceText;
use crate::syntax::json::Raw;
use crate::syntax::json5::{self, Json5};

/// JSON5 that is not JSON; `None` for everything else.
pub(crate) fn json5_of(source: &SourceText) -> Option<Json5> {
    if Raw::document(source.text()).is_sound() { None } else { json5::transcribed(source.text()) }
}

/// Reads JSON5.
///
/// # Errors
/// As for a native file.
pub(crate) fn read_json5(json5: &Json5, mut context: ReadContext<'_>) -> Result<Read, Failure> {
    read_transcript(&json5.transcript, MINIMAL, &mut context, |_| false)
}

/// Reads a file that calls itself JSON. One that is JSON5 by its single quotation marks is read as that, with
/// one finding.
///
/// # Errors
/// As for a native file.
pub(crate) fn read_any(source: &SourceText, context: ReadContext<'_>) -> Result<Read, Failure> {
    let json5 = if has_quoted_value(source.text()) { json5_of(source) } else { None };
    let Some((json5, place)) =
        json5.and_then(|json5| json5.single_quoted.clone().map(|place| (json5, place)))
    else {
        return read::read(source, context);
    };
    let finding = Diagnostic::new(Severity::Error, place, &Path::Root, "JSON has no single quotation marks");
    let hint = "Write double ones, or let the name of the file end in .json5";
    context.log.push(finding.hint(hint).effect("The file is read as JSON5"));
    read_json5(&json5, context)
}

/// Whether a single quotation mark stands where a value or a name may begin. Within texts that is rare, so
/// that sound files are seldom looked at more closely.
fn has_quoted_value(text: &str) -> bool {
    text.match_indices('\'').any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default().trim_end();
        before.ends_with(['[', '{', ',', ':', '/'])
    })
}

#[cfg(test)]
mod tests {
    use crate::load::load;
    use crate::native::PatchError;
    use crate::native::patch::patched;

    const FILE: &str = "// A file\n{title: 'Signed // here', events: [\n  {date: '2021-08-23', title: 'Three \"MoUs\"', weight: 0x2, odd: [+1, .5, 5.,]},\n  {'date': \"2021-13\", title: 'B',},\n]}\n";

    #[test]
    fn json5_is_sound_in_files_called_so_and_findings_stand_in_it() {
        let sound = load(FILE.replace("2021-13", "2021-12").as_bytes(), "a.json5").unwrap();
        assert_eq!(sound.timeline.len(), 2);
        let is_problem = |one: &&crate::report::diagnostic::Diagnostic| {
            one.severity != crate::report::diagnostic::Severity::Note
        };
        assert_eq!(sound.diagnostics.iter().filter(is_problem).count(), 0, "{:?}", sound.diagnostics);
        let loaded = load(FILE.as_bytes(), "a.json5").unwrap();
        let finding = loaded.diagnostics.iter().find(is_problem).unwrap();
        assert!(FILE[finding.range.clone()].contains("13"), "{finding:?}");
    }

    #[test]
    fn single_quotation_marks_in_json_are_one_finding() {
        let text = "[{'date':'2021','title':'x'}]";
        let loaded = load(text.as_bytes(), "a.json").unwrap();
        assert_eq!(loaded.timeline.len(), 1);
        assert_eq!(loaded.diagnostics.len(), 1, "{:?}", loaded.diagnostics);
        assert_eq!(&text[loaded.diagnostics[0].range.clone()], "'date'");
        assert!(load(text.as_bytes(), "a.json5").unwrap().diagnostics.is_empty());
    }

    #[test]
    fn a_change_of_json5_is_refused_by_its_name() {
        let loaded = load(FILE.as_bytes(), "a.json5").unwrap();
        let refused = patched(FILE.as_bytes(), loaded.format, &loaded.timeline, &loaded.timeline);
        assert!(matches!(refused, Err(PatchError::Json5)), "{refused:?}");
    }
}
