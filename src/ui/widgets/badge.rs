//! Does the quotation stand in its source? A badge of 20, distinguished by icon and text, not only by colour.

use egui::accesskit::Role;
use egui::{CornerRadius, Response, Sense, Ui, WidgetInfo, pos2, vec2};

use super::{Text, paint_left};
use crate::ui::paint::paint;
use crate::ui::style;
use dateline_picture::scene::{Badge, Point, TypeSize};
use dateline_timeline::model::{Checked, Verdict};

const HEIGHT: f32 = 20.0;

/// The badge of a verdict. A recorded one says when it was reached and is drawn as a ring, because the text
/// it was reached on is not here; a live one is drawn as a disc. `note` is what there is to say beyond that.
pub fn badge_ui(ui: &mut Ui, verdict: Verdict, recorded: Option<&Checked>, note: &str) -> Response {
    let badge = recorded.map_or_else(|| Badge::live(verdict), Badge::recorded);
    let hint = tooltip(badge.verdict, recorded);
    let hint = if note.is_empty() { hint } else { format!("{hint}. {note}") };
    pill_ui(ui, &badge, badge.label(), &hint)
}

/// The badge of a note that is not a quotation, so that there is nothing to check.
pub fn paraphrase_badge_ui(ui: &mut Ui) -> Response {
    let badge = Badge::live(Verdict::NoSourceText);
    pill_ui(ui, &badge, "Paraphrase", "What the source says in other words; there is no quotation to check")
}

fn pill_ui(ui: &mut Ui, badge: &Badge, label: &str, hint: &str) -> Response {
    let theme = style::theme(ui);
    let colors = theme.badge(badge.verdict);
    let galley = Text::new(label, TypeSize::MICRO, colors.text).line(ui);
    let (rect, response) =
        ui.allocate_exact_size(vec2((galley.size().x + 33.0).ceil(), HEIGHT), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{label}. {hint}")));
    if ui.is_rect_visible(rect) {
        ui.painter().rect_filled(rect, CornerRadius::same(10), style::color(colors.fill));
        let icon = badge.sign(&theme, Point::default(), 1.0);
        paint(ui.painter(), pos2(rect.left() + 13.0, rect.center().y), &icon);
        paint_left(ui.painter(), rect, rect.left() + 24.0, galley);
    }
    response.on_hover_text(hint)
}

/// What a verdict means and where it comes from.
fn tooltip(verdict: Verdict, recorded: Option<&Checked>) -> String {
    let Some(checked) = recorded else {
        return match verdict {
            Verdict::Verbatim => "Stands in the source text, character for character",
            Verdict::SameWords => {
                "Stands in the source text once quotation marks, spaces and hyphens are made alike"
            }
            Verdict::Near => "The source text has nearly these words",
            Verdict::NotFound => "Not found in the source text",
            Verdict::NoSourceText => "There is no source text to check against",
        }
        .to_owned();
    };
    let when = checked.on.as_ref().map_or_else(String::new, |date| format!(" {}", date.label()));
    match verdict {
        Verdict::NoSourceText => format!("Recorded{when}: there was no source text to check against"),
        _ => format!("Recorded{when}; the source text is not shipped with the file"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_time::Date;

    #[test]
    fn a_recorded_verdict_says_when_and_that_the_text_is_elsewhere() {
        let on = Date::parse("2026-11-22").ok();
        let checked = Checked { verdict: Verdict::Verbatim, on, text_sha256: String::new() };
        assert_eq!(
            tooltip(Verdict::Verbatim, Some(&checked)),
            "Recorded 22\u{a0}November 2026; the source text is not shipped with the file"
        );
        assert_eq!(tooltip(Verdict::NotFound, None), "Not found in the source text");
    }
}
