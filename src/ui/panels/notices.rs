//! What comes and goes: a file being read, nothing open, a short message that something was done.

use std::path::PathBuf;

use egui::accesskit::Role;
use egui::{
    Align2, Area, CornerRadius, Id, Margin, Order, Rect, Sense, Shape, Stroke, Ui, UiBuilder, WidgetInfo,
    pos2, vec2,
};

use crate::files::size_as_text;
use crate::session::Action;
use crate::ui::key_events::with_shortcut;
use crate::ui::widgets::{
    Button, Icon, Look, Text, dialog_frame, hairline_ui, icon_row_ui, is_newly_shown, paint_icon, paint_left,
    paint_right, progress_ui, section_head_ui, thousands,
};
use crate::ui::{Asks, Request, style};
use crate::work::Phase;
use dateline_picture::scene::TypeSize;

/// The card of a file that is being opened, over the middle of the window. What was shown before stays
/// visible behind it.
pub fn loading_ui(ui: &Ui, name: &str, phase: Phase, asks: &mut Asks) {
    let theme = style::theme(ui);
    let id = Id::unique("loading");
    let bar = id.with("bar");
    if is_newly_shown(ui, id.with("shown")) {
        ui.data_mut(|data| data.remove::<f32>(bar));
    }
    let area = Area::new(id)
        .order(Order::Foreground)
        .accessible_name("Reading")
        .anchor(Align2::CENTER_CENTER, vec2(0.0, 80.0));
    area.show(ui.ctx(), |ui| {
        dialog_frame(&theme).inner_margin(Margin::same(20)).show(ui, |ui| {
            ui.set_width(460.0);
            ui.spacing_mut().item_spacing.y = 0.0;
            let share = phase.share();
            let (title, detail) = loading_text(name, phase);
            let is_fetching = matches!(phase, Phase::Fetching(_));
            let percent = if is_fetching { String::new() } else { format!("{}%", (share * 100.0).floor()) };
            let (rect, head) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::hover());
            head.widget_info(|| WidgetInfo::labeled(Role::Status, true, &title));
            paint_left(
                ui.painter(),
                rect,
                rect.left(),
                Text::bold(&title, TypeSize::BODY, theme.ink).cut(ui, 400.0),
            );
            let percent = Text::new(&percent, TypeSize::LABEL, theme.ink2).line(ui);
            paint_right(ui.painter(), rect, rect.right(), percent);
            ui.add_space(12.0);
            progress_ui(ui, bar, &title, share);
            ui.add_space(12.0);
            ui.horizontal(|ui| {
                let room = vec2(ui.available_width() - 84.0, style::CONTROL_HEIGHT);
                let (rect, _) = ui.allocate_exact_size(room, Sense::hover());
                let galley = Text::new(&detail, TypeSize::LABEL, theme.ink2).cut(ui, rect.width());
                paint_left(ui.painter(), rect, rect.left(), galley);
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if ui.add(Button::new("Cancel")).clicked() {
                        asks.ask(Request::CancelLoading);
                    }
                });
            });
        });
    });
}

fn loading_text(name: &str, phase: Phase) -> (String, String) {
    let events =
        |count: usize| format!("{} {}", thousands(count), if count == 1 { "event" } else { "events" });
    match phase {
        Phase::Fetching(size) => {
            let size = size.map_or_else(String::new, |size| format!(", {}", size_as_text(size)));
            (format!("Reading {name}"), format!("Fetching the file{size}"))
        }
        Phase::Reading(progress) => {
            let problems = match progress.problems {
                0 => "no problems so far".to_owned(),
                1 => "1 problem so far".to_owned(),
                count => format!("{} problems so far", thousands(count)),
            };
            let detail = format!("{} read, {problems}", thousands(progress.read));
            let title = match progress.total {
                0 => name.to_owned(),
                total if total <= progress.read => events(progress.read),
                // Until the end is reached, how many there are is worked out from the length of those before.
                total => format!("about {}", events(two_figures(total))),
            };
            (format!("Reading {title}"), detail)
        }
        Phase::Labelling(count) => {
            (format!("Placing labels of {}", events(count)), format!("{} read", events(count)))
        }
    }
}

/// A number rounded to two figures, so that an estimate does not flicker: 1,000,547 is 1,000,000.
fn two_figures(number: usize) -> usize {
    let unit = 10_usize.saturating_pow(number.checked_ilog10().unwrap_or(0).saturating_sub(1));
    number.saturating_add(unit / 2) / unit * unit
}

/// What stands in the middle of the window while nothing is open: where to drop a file, and what was open
/// before.
pub fn empty_ui(ui: &mut Ui, recent: &[PathBuf], asks: &mut Asks) {
    let theme = style::theme(ui);
    let room = ui.available_rect_before_wrap().shrink(24.0);
    let width = room.width().min(760.0);
    let zone = Rect::from_min_size(pos2(room.center().x - width / 2.0, room.top()), vec2(width, 232.0));
    ui.painter().rect_filled(zone, CornerRadius::same(12), style::color(theme.panel));
    ui.painter().extend(dashed_frame(zone, Stroke::new(1.5, style::color(theme.border2))));
    let mut inner =
        ui.new_child(UiBuilder::new().max_rect(zone).layout(egui::Layout::top_down(egui::Align::Center)));
    inner.spacing_mut().item_spacing.y = 0.0;
    inner.add_space(40.0);
    let (icon, _) = inner.allocate_exact_size(vec2(28.0, 28.0), Sense::hover());
    paint_icon(inner.painter(), Icon::File, icon, theme.ink2);
    inner.add_space(10.0);
    Text::bold("Drop a timeline here", TypeSize::TITLE, theme.ink).show_line(&mut inner);
    inner.add_space(2.0);
    let kinds = "Tables, calendars, timelines of other programs, or Dateline JSON";
    Text::new(kinds, TypeSize::BODY, theme.ink2).show_line(&mut inner);
    inner.add_space(16.0);
    inner.allocate_ui(vec2(304.0, style::CONTROL_HEIGHT), |ui| {
        ui.horizontal(|ui| {
            if ui.add(Button::new("Open file…").look(Look::Primary)).clicked() {
                asks.act(Action::OpenFile);
            }
            if ui.add(Button::new(Action::OpenBundled.label_and_hint().0)).clicked() {
                asks.ask(Request::OpenBundled);
            }
        });
    });
    let below =
        Rect::from_min_max(pos2(zone.left(), zone.bottom() + 20.0), pos2(zone.right(), room.bottom()));
    let mut list = ui.new_child(UiBuilder::new().max_rect(below));
    list.spacing_mut().item_spacing.y = 0.0;
    if recent.is_empty() {
        return;
    }
    section_head_ui(&mut list, "Recent", &with_shortcut("Open", Action::OpenFile), false);
    for path in recent.iter().take(6) {
        hairline_ui(&mut list);
        if icon_row_ui(&mut list, Icon::File, &path.display().to_string()).clicked() {
            asks.ask(Request::OpenPath(path.clone()));
        }
    }
}

/// A rounded rectangle of dashes.
fn dashed_frame(rect: Rect, stroke: Stroke) -> Vec<Shape> {
    let radius = 12.0;
    let corners = [
        (rect.right_top() + vec2(-radius, radius), -90.0_f32),
        (rect.right_bottom() + vec2(-radius, -radius), 0.0),
        (rect.left_bottom() + vec2(radius, -radius), 90.0),
        (rect.left_top() + vec2(radius, radius), 180.0),
    ];
    let mut points: Vec<egui::Pos2> = corners
        .iter()
        .flat_map(|(center, from)| {
            (0..=6).map(move |step| {
                *center + egui::Vec2::angled((from + 15.0 * step as f32).to_radians()) * radius
            })
        })
        .collect();
    points.extend(points.first().copied());
    Shape::dashed_line(&points, stroke, 6.0, 5.0)
}

/// A short message that something was done ("Copied"), over the foot of the window. The caller takes it away
/// again after a few seconds, and says whether it stands before or behind what dims the window.
pub fn toast_ui(ui: &Ui, text: &str, order: Order) {
    let theme = style::theme(ui);
    let area = Area::new(Id::unique("toast"))
        .order(order)
        .interactable(false)
        .anchor(Align2::CENTER_BOTTOM, vec2(0.0, -44.0));
    area.show(ui.ctx(), |ui| {
        dialog_frame(&theme).corner_radius(CornerRadius::same(18)).show(ui, |ui| {
            let galley = Text::new(text, TypeSize::BODY, theme.ink).line(ui);
            let size = vec2(galley.size().x + 52.0, 36.0);
            let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Alert, true, text));
            let icon = Rect::from_min_size(pos2(rect.left() + 14.0, rect.center().y - 8.0), vec2(16.0, 16.0));
            paint_icon(ui.painter(), Icon::Check, icon, theme.ok);
            paint_left(ui.painter(), rect, rect.left() + 36.0, galley);
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_formats::Progress;

    #[test]
    fn reading_says_how_far_it_is_and_what_it_found() {
        let progress = Progress { read: 12_400, total: 20_000, problems: 3 };
        let (title, detail) = loading_text("made.json", Phase::Reading(progress));
        assert_eq!(
            (title.as_str(), detail.as_str()),
            ("Reading about 20,000 events", "12,400 read, 3 problems so far")
        );
        for (read, total, text) in [
            (0, 0, "Reading made.json"),
            (200_000, 1_000_547, "Reading about 1,000,000 events"),
            (700_000, 999_056, "Reading about 1,000,000 events"),
            (123_456, 123_456, "Reading 123,456 events"),
            (7, 8, "Reading about 8 events"),
            (1, 1, "Reading 1 event"),
        ] {
            let (title, _) = loading_text("made.json", Phase::Reading(Progress { read, total, problems: 0 }));
            assert_eq!(title, text);
        }
        let (title, detail) = loading_text("made.json", Phase::Fetching(Some(1_250_000_000)));
        assert_eq!((title.as_str(), detail.as_str()), ("Reading made.json", "Fetching the file, 1.2 GB"));
        let (title, _) = loading_text("made.json", Phase::Labelling(1_000_000));
        assert_eq!(title, "Placing labels of 1,000,000 events");
    }
}
