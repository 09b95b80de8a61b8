//! Where dates disagree: a small timeline of both, and the text.

use std::ops::RangeInclusive;

use egui::accesskit::Role;
use egui::{CornerRadius, Frame, Margin, Painter, Pos2, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::long_list::LongList;
use super::shown_event::ShownEvent;
use crate::session::Session;
use crate::ui::paint::paint;
use crate::ui::style;
use crate::ui::widgets::{Icon, Text, paint_icon, paint_left, thousands};
use dateline_picture::scene::{Halo, LaneStyle, MarkKind, Point, Theme, TypeSize, mark, soft_range};
use dateline_time::{CivilTime, Extent, SECONDS_PER_DAY, TimePoint, Zone};
use dateline_timeline::model::{Conflict, ConflictKind, Conflicts, EventId, Side};

/// Height of one side's row, in points.
const ROW_HEIGHT: f32 = 22.0;
/// Height of its name above, where it has no room beside its mark.
const NAME_HEIGHT: f32 = 14.0;
/// Seconds of a day.
const DAY: i64 = SECONDS_PER_DAY;

/// One box for each disagreement about the event.
pub(super) fn conflicts_ui(ui: &mut Ui, session: &Session, shown: &ShownEvent) {
    let Conflicts { listed, further } = &shown.conflicts;
    let list = LongList { event: shown.id, name: "disagreements", count: listed.len() };
    for conflict in listed.iter().take(list.shown_count(ui)) {
        ui.add_space(style::GAP + 2.0);
        conflict_ui(ui, session, shown.id, conflict);
    }
    list.show_all_ui(ui);
    if *further > 0 {
        let theme = style::theme(ui);
        ui.add_space(style::GAP);
        let text = format!("{} more that disagree in the same way", thousands(*further));
        Text::new(&text, TypeSize::LABEL, theme.ink2).show_selectable(ui);
    }
}

fn conflict_ui(ui: &mut Ui, session: &Session, event: EventId, conflict: &Conflict) {
    let theme = style::theme(ui);
    let frame = Frame::new()
        .fill(style::color(theme.warn_fill))
        .stroke(Stroke::new(1.0, style::color(theme.warn_border)))
        .corner_radius(CornerRadius::same(style::CARD_RADIUS))
        .inner_margin(Margin::same(style::CARD_PADDING as i8 - 1));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 0.0;
        let head = match conflict.kind {
            ConflictKind::EventAndCitation => "A source gives another date",
            ConflictKind::TwoCitations => "Sources disagree on the date",
            ConflictKind::TwoEvents => "Sources disagree",
        };
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 18.0), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, head));
        let icon = Rect::from_min_size(pos2(rect.left(), rect.center().y - 8.0), vec2(16.0, 16.0));
        paint_icon(ui.painter(), Icon::Unequal, icon, theme.warn);
        let galley = Text::bold(head, TypeSize::LABEL, theme.warn).line(ui);
        paint_left(ui.painter(), rect, rect.left() + 24.0, galley);
        ui.add_space(8.0);
        if let Some(chart) = Chart::of(session, event, conflict) {
            chart.show(ui, &theme);
            ui.add_space(8.0);
        }
        Text::new(&sentence(conflict), TypeSize::LABEL, theme.ink).show_selectable(ui);
    });
}

/// A disagreement in a sentence or two: what the file says about it, else who says what.
fn sentence(conflict: &Conflict) -> String {
    if !conflict.note.is_empty() {
        return conflict.note.clone();
    }
    conflict.sides.each_ref().map(|side| format!("{}.", says(side))).join(" ")
}

/// What one side says: "CNA: 23 August 2021".
fn says(side: &Side) -> String {
    let date = side.date.as_ref().map_or_else(|| "date not stated".to_owned(), |date| date.label());
    format!("{}: {date}", side.name)
}

/// Both sides on one axis.
struct Chart<'a> {
    sides: &'a [Side; 2],
    styles: [LaneIndex; 2],
    from: TimePoint,
    to: TimePoint,
    zone: Zone,
}

/// Place of the lane whose colour and shape a side takes.
type LaneIndex = usize;

impl<'a> Chart<'a> {
    /// `None` when a side has no date with two ends: then the text has to do.
    fn of(session: &Session, event: EventId, conflict: &'a Conflict) -> Option<Self> {
        let hulls = conflict.sides.each_ref().map(|side| side.range.map(|range| range.hull()));
        let [Some((Some(from_one), Some(to_one))), Some((Some(from_two), Some(to_two)))] = hulls else {
            return None;
        };
        let (from, to) = (from_one.min(from_two), to_one.max(to_two));
        let margin = ((to.seconds_since(from) * 0.2) as i64).max(2 * DAY);
        let lane_of = |side: &Side| session.lane_style(side.event.unwrap_or(event));
        Some(Chart {
            sides: &conflict.sides,
            styles: conflict.sides.each_ref().map(lane_of),
            from: from.saturating_add(-margin),
            to: to.saturating_add(margin),
            zone: conflict.sides.first().map_or(Zone::UTC, |side| side.zone),
        })
    }

    fn show(&self, ui: &mut Ui, theme: &Theme) {
        let width = ui.available_width();
        let has_names_above = self.sides.iter().any(|side| self.place_of_name(ui, side, width).is_none());
        let row_height = if has_names_above { ROW_HEIGHT + NAME_HEIGHT } else { ROW_HEIGHT };
        let (rect, response) = ui.allocate_exact_size(vec2(width, 2.0 * row_height + 18.0), Sense::hover());
        let label = self.sides.each_ref().map(says).join("; ");
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &label));
        self.axis(ui, theme, rect.x_range().into(), rect.top() + 2.0 * row_height);
        for (position, side) in self.sides.iter().enumerate() {
            let top = rect.top() + row_height * position as f32;
            let full = Rect::from_min_size(pos2(rect.left(), top), vec2(width, row_height));
            let mut row = full;
            row.min.y = row.max.y - ROW_HEIGHT;
            let lane = self.styles.get(position).map_or(theme.lane(0), |index| theme.lane(*index));
            self.mark(ui, row, side, lane);
            let name = Text::new(&side.name, TypeSize::MICRO, theme.ink);
            if has_names_above {
                let line = Rect::from_min_size(full.min, vec2(width, NAME_HEIGHT));
                paint_left(ui.painter(), line, line.left(), name.cut(ui, width));
            } else if let Some(x) = self.place_of_name(ui, side, width) {
                paint_left(ui.painter(), row, row.left() + x, name.line(ui));
            }
        }
    }

    /// Where the name of a side starts in a row of that width: on its bar, after its mark or before it;
    /// `None` where it has no room.
    fn place_of_name(&self, ui: &Ui, side: &Side, width: f32) -> Option<f32> {
        let range = side.range?;
        let (Some(from), Some(to)) = range.hull() else { return None };
        let (left, right) = (self.x(&(0.0..=width), from), self.x(&(0.0..=width), to));
        let (ink, is_bar) = (style::theme(ui).ink, range.extent == Extent::Interval);
        let name = Text::new(&side.name, TypeSize::MICRO, ink).line(ui).size().x;
        let middle = (left + right) / 2.0;
        let (start, end) = if is_bar { (left, right) } else { (middle - 6.0, middle + 6.0) };
        if is_bar && name + 16.0 <= right - left {
            Some(left + 8.0)
        } else if end + 6.0 + name <= width {
            Some(end + 6.0)
        } else {
            Some(start - 6.0 - name).filter(|x| *x >= 0.0)
        }
    }

    fn x(&self, room: &RangeInclusive<f32>, time: TimePoint) -> f32 {
        let share = time.seconds_since(self.from) / self.to.seconds_since(self.from).max(1.0);
        room.start() + (room.end() - room.start()) * share as f32
    }

    fn axis(&self, ui: &Ui, theme: &Theme, room: RangeInclusive<f32>, y: f32) {
        let line = Stroke::new(1.0, style::color(theme.warn_border));
        ui.painter().hline(room.clone(), y, line);
        let mut free_from = *room.start();
        let (mut is_first, step) = (true, self.step());
        for (time, text) in self.ticks() {
            let x = self.x(&room, time);
            if x < *room.start() - 0.5 || x > *room.end() {
                continue;
            }
            ui.painter().vline(x.round() + 0.5, y..=y + 4.0, line);
            // The first day says its month as well.
            let text = if is_first && step == DAY { self.day_text(time, 7 * DAY) } else { text };
            let galley = Text::new(&text, TypeSize::MICRO, theme.ink2).line(ui);
            let width = galley.size().x;
            // A day, a month or a year is named in its middle, a week by the day at its tick.
            let left = if step == 7 * DAY {
                x
            } else {
                (self.x(&room, time.saturating_add(step / 2)) - width / 2.0).max(free_from.min(x))
            };
            if left >= free_from && left + width <= *room.end() {
                let area = Rect::from_min_size(pos2(left, y + 4.0), vec2(width, 14.0));
                paint_left(ui.painter(), area, left, galley);
                (free_from, is_first) = (left + width + 6.0, false);
            }
        }
    }

    /// Seconds between two ticks: whole days while they fit, then months or years by their mean length.
    fn step(&self) -> i64 {
        let days = self.to.seconds_since(self.from) / DAY as f64;
        match days {
            days if days <= 16.0 => DAY,
            days if days <= 60.0 => 7 * DAY,
            days if days <= 800.0 => 30 * DAY,
            _ => ((days / 8.0 / 365.2425).ceil() as i64).max(1).saturating_mul(31_556_952),
        }
    }

    fn ticks(&self) -> Vec<(TimePoint, String)> {
        let civil = self.zone.civil_from_point(self.from);
        let step = self.step();
        if step <= 7 * DAY {
            let start = self.zone.point_from_civil(CivilTime::midnight(civil.year, civil.month, civil.day));
            return (0..=20)
                .map(|count| start.saturating_add(count * step))
                .map(|time| (time, self.day_text(time, step)))
                .collect();
        }
        let step_months = if step <= 30 * DAY { 1 } else { (step / 31_556_952).saturating_mul(12) };
        let first =
            civil.year.saturating_mul(12) + if step_months == 1 { i64::from(civil.month) - 1 } else { 0 };
        (0..=30)
            .map(|count| {
                let months = first.saturating_add(step_months.saturating_mul(count));
                let (year, month) = (months.div_euclid(12), months.rem_euclid(12) as u8 + 1);
                let time = self.zone.point_from_civil(CivilTime::midnight(year, month, 1));
                let text = if step_months == 1 {
                    dateline_time::short_month_name(month).to_owned()
                } else {
                    dateline_time::year_text(year)
                };
                (time, text)
            })
            .collect()
    }

    fn day_text(&self, time: TimePoint, step: i64) -> String {
        let civil = self.zone.civil_from_point(time);
        if step == DAY {
            civil.day.to_string()
        } else {
            format!("{}\u{a0}{}", civil.day, dateline_time::short_month_name(civil.month))
        }
    }

    fn mark(&self, ui: &Ui, row: Rect, side: &Side, lane: LaneStyle) {
        let theme = &style::theme(ui);
        let Some((Some(from), Some(to))) = side.range.map(|range| range.hull()) else { return };
        let room: RangeInclusive<f32> = row.x_range().into();
        let (left, right) = (self.x(&room, from), self.x(&room, to));
        if side.range.is_some_and(|range| range.extent == Extent::Interval) {
            let rect = Rect::from_x_y_ranges(left..=right, row.shrink2(vec2(0.0, 3.0)).y_range());
            bar(ui.painter(), theme, rect, lane);
        } else {
            let rect = Rect::from_x_y_ranges(left..=right, row.y_range());
            instant(ui.painter(), theme, rect, lane);
        }
    }
}

/// A mark, on its soft range where that is wider than the mark.
fn instant(painter: &Painter, theme: &Theme, rect: Rect, lane: LaneStyle) {
    let (left, right, y) = (rect.left(), rect.right(), rect.center().y);
    let is_wide = right - left > 40.0;
    let kind = if is_wide { MarkKind::Ring } else { MarkKind::Filled };
    let mut items = Vec::new();
    if is_wide {
        let halo = Halo { left, right, center_y: y, unit: 1.0, is_about: false };
        items.push(soft_range(theme, lane.color, halo));
    }
    items.extend(mark(theme, lane, kind, Point::new((left + right) / 2.0, y), 5.0));
    paint(painter, Pos2::ZERO, &items);
}

/// A bar with caps and a rule under it.
fn bar(painter: &Painter, theme: &Theme, rect: Rect, lane: LaneStyle) {
    let ink = style::color(lane.color);
    painter.rect_filled(rect, 0.0, style::color(theme.tint(lane.color)));
    painter.rect_filled(Rect::from_min_size(rect.min, vec2(3.0, rect.height())), 0.0, ink);
    painter.rect_filled(Rect::from_min_max(pos2(rect.right() - 2.0, rect.top()), rect.max), 0.0, ink);
    painter.rect_filled(Rect::from_min_max(pos2(rect.left(), rect.bottom() - 2.0), rect.max), 0.0, ink);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disagreement_is_told_in_the_words_of_the_file_or_by_who_says_what() {
        let side = |name: &str, date: &str| Side {
            name: name.to_owned(),
            date: dateline_time::Date::parse(date).ok(),
            zone: Zone::UTC,
            range: None,
            source: None,
            event: None,
        };
        let sides = [side("CNA", "2021-08-23"), side("MINDEF", "")];
        let mut conflict = Conflict { kind: ConflictKind::TwoCitations, sides, note: String::new() };
        assert_eq!(
            sentence(&conflict).replace('\u{a0}', " "),
            "CNA: 23 August 2021. MINDEF: date not stated."
        );
        conflict.note = "Both fit August 2021.".to_owned();
        assert_eq!(sentence(&conflict), "Both fit August 2021.");
    }
}
