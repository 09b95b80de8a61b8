//! What the head of the problems says, and the report that can be copied from it.

use std::collections::HashSet;

use super::record_counts;
use crate::session::{Command, Document, Session, SidePanel};
use crate::ui::Asks;
use crate::ui::widgets::{Icon, icon_button_ui, thousands};
use dateline_formats::{Severity, has_unlisted};
use egui::Ui;

/// "57 of 60 events are shown, 3 need mending"; "10 on the timeline, 3 without a date, 5 need mending".
pub(super) fn heading(session: &Session) -> String {
    if let Some(refusal) = &session.refusal() {
        let what = match session.stale_file().and_then(|file| file.stale.as_ref()) {
            Some(stale) if stale.is_gone => "is not there any more",
            Some(_) => "has become unreadable",
            None => "could not be opened",
        };
        return format!("{} {what}", refusal.name);
    }
    let document = session.problem_document();
    let shown = document.timeline.len();
    let total = document.account.records.max(shown);
    let to_mend = records_to_mend(document);
    let mending = match to_mend {
        0 if document.diagnostics.is_empty() => "no problems".to_owned(),
        0 => "nothing left out".to_owned(),
        1 => "1 needs mending".to_owned(),
        count if has_unlisted(&document.diagnostics) => {
            format!("at least {} need mending", thousands(count))
        }
        count => format!("{} need mending", thousands(count)),
    };
    let are = if total == 1 { "event is" } else { "events are" };
    let undated = document.timeline.undated_count();
    if undated == 0 {
        return format!("{} of {} {are} shown, {mending}", thousands(shown), thousands(total));
    }
    let dated = thousands(shown.saturating_sub(undated));
    let read = if shown == total { String::new() } else { format!(" of {}", thousands(total)) };
    format!("{dated}{read} on the timeline, {} without a date, {mending}", thousands(undated))
}

/// How many records need mending: those left out and those with an error in them.
fn records_to_mend(document: &Document) -> usize {
    let errors = document.diagnostics.iter().filter(|finding| finding.severity == Severity::Error);
    errors.filter_map(|finding| finding.event).collect::<HashSet<_>>().len() + document.account.rejected
}

/// All findings as lines of text, for a mail to whoever made the file.
pub(super) fn report_text(session: &Session) -> String {
    let name = session
        .refusal()
        .as_ref()
        .map_or(session.problem_document().name.as_str(), |refusal| refusal.name.as_str());
    let lines = session.problems().iter().map(|problem| problem.report_line(name));
    let account = if session.refusal().is_some() {
        String::new()
    } else {
        record_counts::label(session.problem_document())
    };
    let head = [heading(session), account].into_iter().filter(|line| !line.is_empty());
    head.chain(lines).collect::<Vec<_>>().join("\n")
}

/// The button that closes the problems.
pub(super) fn close_ui(ui: &mut Ui, asks: &mut Asks) {
    if icon_button_ui(ui, Icon::Close, "Close problems", false).clicked() {
        asks.command(Command::Panel(SidePanel::Problems, false));
    }
}
