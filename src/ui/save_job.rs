//! Writes the events to a file on a thread of its own.

use std::sync::Arc;
use std::sync::mpsc;

use egui::Context;

use super::app::App;
use super::export_job::Export;
use super::loss_report::with_options;
use super::notice::Notice;
use super::request::SaveOrder;
use crate::files;
use dateline_formats::{Loss, Saved, Target, save_with};
use dateline_timeline::Cancel;
use dateline_timeline::model::Timeline;
use dateline_timeline::query::Matches;

/// So many losses are named when a file is written: a notice is one line, and the dialog has shown all.
const NAMED: usize = 2;

impl App {
    /// Starts to write the events.
    pub(super) fn save(&mut self, ctx: &Context, order: SaveOrder) {
        let timeline = Arc::clone(&self.session.document().timeline);
        let matches = order.is_filtered.then(|| Arc::clone(self.session.matches()));
        let (sender, outcome) = mpsc::channel();
        let waker = ctx.clone();
        std::thread::spawn(move || {
            // Nobody listens any more when the window has closed.
            let _ = sender.send(written(&timeline, matches.as_deref(), &order));
            waker.request_repaint();
        });
        self.exports.push(Export::new(outcome));
    }
}

fn written(timeline: &Timeline, matches: Option<&Matches>, order: &SaveOrder) -> Notice {
    let saved = with_options(matches, &Cancel::never(), |options| save_with(timeline, order.target, options));
    let Some(Saved { bytes, losses, .. }) = saved else {
        return Notice::bad("The file is not written".to_owned());
    };
    match files::replace(&order.path, &bytes) {
        Ok(()) => {
            let name = order.path.file_name().unwrap_or_default().to_string_lossy();
            Notice::good(format!("Written to {name}. {}", in_short(order.target, &losses)))
        }
        Err(error) => Notice::bad(format!("The file is not written: {error:#}")),
    }
}

/// The summary with the losses that matter most.
fn in_short(target: Target, losses: &[Loss]) -> String {
    let losses = if target.can_be_opened() { losses } else { &[] };
    let summary = target.summary(losses.get(..NAMED).unwrap_or(losses));
    match losses.len().saturating_sub(NAMED) {
        0 => summary,
        more => format!("{summary} and {more} more"),
    }
}
