//! What became of the records of the file, in one line: read, repaired, left out, without a date. Each count
//! leads to what it counts.

use egui::accesskit::Role;
use egui::{CornerRadius, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::session::{Action, Command, Document, Session};
use crate::ui::widgets::{Text, focus_ring, paint_left, thousands};
use crate::ui::{Asks, style};
use dateline_picture::scene::TypeSize;

/// Height of the line in points.
pub(super) const HEIGHT: f32 = 36.0;

/// Where a count leads.
#[derive(Clone, Copy)]
enum Leads {
    Nowhere,
    /// To the next finding after which something was read in another way.
    Repaired,
    /// To the next finding about a record that is no event.
    LeftOut,
    Undated,
}

/// The counts that are not zero, with their labels.
fn counts(document: &Document) -> Vec<(usize, &'static str, Leads)> {
    let account = &document.account;
    let undated = document.timeline.undated_count();
    let events = document.timeline.len();
    let records = account.records.max(events.saturating_sub(account.repetitions));
    let all = [
        (records, if records == 1 { "record read" } else { "records read" }, Leads::Nowhere),
        (account.repaired, "repaired", Leads::Repaired),
        (account.rejected, "left out", Leads::LeftOut),
        (account.merged, "merged", Leads::Nowhere),
        (
            account.repetitions,
            if account.repetitions == 1 { "repetition" } else { "repetitions" },
            Leads::Nowhere,
        ),
        (undated, "without a date", Leads::Undated),
    ];
    all.into_iter()
        .enumerate()
        .filter(|(index, (count, ..))| *index == 0 || *count > 0)
        .map(|(_, one)| one)
        .collect()
}

/// "vis-timeline JSON: 12 records read, 3 repaired, 2 left out".
pub(super) fn label(document: &Document) -> String {
    let counts = counts(document);
    let parts = counts.iter().map(|(count, text, _)| format!("{} {text}", thousands(*count)));
    format!("{}: {}", document.format.name(), parts.collect::<Vec<_>>().join(", "))
}

/// Shows the line.
pub(super) fn record_counts_ui(ui: &mut Ui, session: &Session, asks: &mut Asks) {
    let theme = style::theme(ui);
    let document = session.problem_document();
    let room = ui.max_rect();
    let line = Rect::from_min_size(room.min, vec2(room.width(), 24.0));
    let whole = ui.interact(line, ui.scope_id().with("account"), Sense::hover());
    whole.widget_info(|| WidgetInfo::labeled(Role::Status, true, label(document)));
    let name = Text::new(document.format.name(), TypeSize::LABEL, theme.ink).line(ui);
    let mut left = paint_left(ui.painter(), line, line.left(), name).right() + 12.0;
    for (count, what, leads) in counts(document) {
        let text = format!("{} {what}", thousands(count));
        let galley = Text::new(&text, TypeSize::LABEL, theme.ink2).line(ui);
        let pill =
            Rect::from_min_size(pos2(left, line.center().y - 11.0), vec2(galley.size().x + 16.0, 22.0));
        if pill.right() > line.right() {
            break;
        }
        let sense = if matches!(leads, Leads::Nowhere) { Sense::hover() } else { Sense::click() };
        let response = ui.interact(pill, ui.scope_id().with(what), sense);
        let fill = if response.hovered() && sense.senses_click() { theme.accent_soft } else { theme.sunken };
        ui.painter().rect_filled(pill, CornerRadius::same(11), style::color(fill));
        focus_ring(ui.painter(), &theme, &response, pill, 11);
        paint_left(ui.painter(), pill, pill.left() + 8.0, galley);
        left = pill.right() + 8.0;
        if sense.senses_click() {
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &text));
            if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
                follow(session, leads, asks);
            }
        }
    }
}

fn follow(session: &Session, leads: Leads, asks: &mut Asks) {
    let problems = session.problems();
    let is_meant = |index: &usize| {
        problems.get(*index).is_some_and(|problem| match leads {
            Leads::Repaired => problem.is_repaired,
            Leads::LeftOut => problem.effect == "Left out",
            Leads::Nowhere | Leads::Undated => false,
        })
    };
    let behind = session.problem_index() + 1..problems.len();
    let next = behind.chain(0..=session.problem_index().min(problems.len())).find(is_meant);
    match leads {
        Leads::Undated => asks.act(Action::ShowUndated),
        _ => next.into_iter().for_each(|index| asks.command(Command::Problem(index))),
    }
}
