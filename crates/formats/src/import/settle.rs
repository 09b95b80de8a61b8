//! The last step of every draft: what the model has no place for becomes a field, and the event gets a title.

use super::{Draft, in_one_line, object, title_made_of};
use crate::reader::FormatNames;
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::syntax::fields::LINE_LIMIT;
use crate::syntax::json::json_text;

/// Completes a draft. What is wrong with its title is reported; the same draft always becomes the same.
pub(super) fn settle(draft: &mut Draft, format: FormatNames, log: &mut Log) {
    if !draft.left.is_empty() {
        // Before what stands for a title, which a native file gives back last.
        draft.event.extra.insert(0, (format.key.to_owned(), object(&draft.left)));
    }
    name(draft, log);
}

/// Gives the event a title of one line.
fn name(draft: &mut Draft, log: &mut Log) {
    draft.event.title = in_one_line(&draft.event.title);
    let made = draft.event.title.is_empty().then(|| title_made_of(draft));
    let event = &mut draft.event;
    if let Some(made) = made {
        event.title = made;
        // A null remembers, through saving, that the file states no title.
        event.extra.push(("title".to_owned(), "null".to_owned()));
        let start = draft.span.start;
        let finding = Diagnostic::new(
            Severity::Error,
            start..draft.span.end.max(start + 1),
            &Path::Root,
            "An event needs a title",
        );
        log.push(finding.hint("Give it a title").effect("Shown with a title made from what else it says"));
    } else if let Some((end, _)) = event.title.char_indices().nth(LINE_LIMIT) {
        let message = format!("{} characters are too long for one line", event.title.chars().count());
        let finding = Diagnostic::new(Severity::Warning, draft.span.clone(), &Path::Root, message);
        log.push(
            finding
                .found(&event.title)
                .expected(format!("A title of at most {LINE_LIMIT} characters"))
                .effect(format!("Cut after {LINE_LIMIT} characters for showing, and kept whole when saving")),
        );
        event.extra.push(("title".to_owned(), json_text(&event.title)));
        event.title = format!("{}…", event.title.get(..end).unwrap_or_default());
    }
}
