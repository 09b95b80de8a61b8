//! The foot of the facets: what can be done with what is asked for, undated events, problems.

use egui::{Frame, Margin, Ui, vec2};

use crate::session::{Action, Session};
use crate::ui::widgets::{End, FacetRow, Icon, Lead, hairline_ui, thousands};
use crate::ui::{Asks, style};
use dateline_formats::Severity;

/// How high the foot is, in points: two rows, and what is asked for has three more.
pub(super) fn foot_height(session: &Session) -> f32 {
    let rows = if session.is_filtering() { 5.0 } else { 2.0 };
    FacetRow::HEIGHT * rows + 17.0
}

/// How many problems there are and the worst of them: those of the files as they are shown, and of files that
/// have become unreadable since.
fn problems(session: &Session) -> (usize, Option<Severity>) {
    let shown = &session.document().diagnostics;
    let stale = session.files().list().iter().filter_map(|file| file.stale.as_ref());
    let broken: usize = stale.map(|stale| stale.refusal.diagnostics.len().max(1)).sum();
    let worst = shown.iter().map(|finding| finding.severity).min();
    (shown.len() + broken, if broken > 0 { Some(Severity::Error) } else { worst })
}

/// What can be done with what is asked for; undated events and problems, always at hand.
pub(super) fn foot_ui(ui: &mut Ui, session: &Session, asks: &mut Asks) {
    let theme = style::theme(ui);
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    hairline_ui(ui);
    Frame::new().inner_margin(Margin { left: 16, right: 16, top: 8, bottom: 8 }).show(ui, |ui| {
        if session.is_filtering() {
            for (text, icon, action) in [
                ("Clear search and facets", Icon::Close, Action::ClearFilters),
                ("Save this filter…", Icon::Bookmark, Action::SaveFilter),
                ("Copy as search", Icon::Copy, Action::CopySearch),
            ] {
                let (lead, ink) = (Lead::Icon(icon), Some(theme.accent));
                let hint = action.label_and_hint().1;
                if (FacetRow { text, end: End::None, lead, is_on: false, ink, hint }).show(ui).clicked() {
                    asks.act(action);
                }
            }
        }
        let (undated, total) = (session.undated().len(), session.document().timeline.undated_count());
        let text = match total {
            0 => "None undated".to_owned(),
            _ if undated < total => format!("{} of {} undated", thousands(undated), thousands(total)),
            _ => format!("{} undated", thousands(total)),
        };
        let row = FacetRow {
            text: &text,
            end: End::Icon(Icon::ChevronRight),
            lead: Lead::Icon(Icon::Calendar),
            is_on: false,
            ink: None,
            hint: "",
        };
        if row.show(ui).clicked() {
            asks.act(Action::ShowUndated);
        }
        let (count, worst) = problems(session);
        let text = match count {
            0 => "No problems".to_owned(),
            1 => "1 problem".to_owned(),
            count => format!("{} problems", thousands(count)),
        };
        let (icon, ink) = match worst {
            None => (Icon::Check, theme.ink),
            Some(Severity::Error) => (Icon::Warning, theme.err),
            Some(Severity::Warning) => (Icon::Warning, theme.warn),
            Some(Severity::Note) => (Icon::Note, theme.ink),
        };
        let row = FacetRow {
            text: &text,
            end: End::Icon(Icon::ChevronRight),
            lead: Lead::Icon(icon),
            is_on: false,
            ink: Some(ink),
            hint: "",
        };
        if row.show(ui).clicked() {
            asks.act(Action::ShowProblems);
        }
    });
}
