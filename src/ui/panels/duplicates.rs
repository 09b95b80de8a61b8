//! Events of different files that may be the same, with the reasons. Nothing is ever merged: a person says
//! whether two are one event, or not, or goes and looks.

use egui::accesskit::Role;
use egui::{Align, Layout, Rect, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::session::{Command, Judgement, Session, SidePanel};
use crate::ui::widgets::{
    Button, Look, Mark, Text, capitalised, dialog_head_ui, dialog_note_ui, hairline_ui, link_ui, paint_left,
    paint_mark, paint_right, thousands,
};
use crate::ui::{Asks, style};
use dateline_picture::scene::{TypeSize, date_text};
use dateline_timeline::model::EventId;
use dateline_timeline::query::Pair;

/// Height of a pair in points: two events, and a line of reasons with its buttons.
const PAIR_HEIGHT: f32 = 96.0;
const LINE: f32 = 24.0;

/// Lists the pairs; a click on an event goes there.
pub(super) fn duplicates_ui(ui: &mut Ui, session: &Session, asks: &mut Asks) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let pairs = session.proposed();
    let count = pairs.map_or(0, |pairs| pairs.len());
    let title = match count {
        0 => "Likely duplicates".to_owned(),
        1 => "1 pair of events may be the same".to_owned(),
        _ => format!("{} pairs of events may be the same", thousands(count)),
    };
    if dialog_head_ui(ui, &title) {
        asks.command(Command::Panel(SidePanel::Duplicates, false));
    }
    hairline_ui(ui);
    let Some(pairs) = pairs.filter(|pairs| !pairs.is_empty()) else {
        let text = match pairs {
            None => "Comparing the files",
            Some(_) => "No event of one file looks like an event of another",
        };
        dialog_note_ui(ui, 16.0, text);
        return;
    };
    let height = (ui.available_height() - 8.0).clamp(PAIR_HEIGHT, 560.0);
    let area = ScrollArea::vertical().max_height(height).auto_shrink([false, true]);
    area.show_rows(ui, PAIR_HEIGHT, pairs.len(), |ui, range| {
        for pair in pairs.get(range).unwrap_or_default() {
            ui.push_id((pair.first, pair.second), |ui| pair_ui(ui, session, pair, asks));
        }
    });
    ui.add_space(8.0);
}

fn pair_ui(ui: &mut Ui, session: &Session, pair: &Pair, asks: &mut Asks) {
    let theme = style::theme(ui);
    let (whole, _) = ui.allocate_exact_size(vec2(ui.available_width(), PAIR_HEIGHT), Sense::hover());
    let rect = whole.shrink2(vec2(16.0, 6.0));
    for (index, event) in [pair.first, pair.second].into_iter().enumerate() {
        let line = Rect::from_min_size(rect.min + vec2(0.0, LINE * index as f32), vec2(rect.width(), LINE));
        event_ui(ui, session, event, line, asks);
    }
    let foot = Rect::from_min_max(pos2(rect.left(), rect.top() + 2.0 * LINE), rect.max);
    let builder = UiBuilder::new().max_rect(foot).layout(Layout::right_to_left(Align::Center));
    let mut buttons = ui.new_child(builder);
    buttons.spacing_mut().item_spacing.x = style::GAP;
    let judgement = session.judgement(pair.first, pair.second);
    let (first, second) = (pair.first, pair.second);
    let mut judge = |judgement| asks.command(Command::Judge { first, second, judgement });
    let said = match judgement {
        None => {
            if buttons.add(Button::new("Not the same").look(Look::Quiet)).clicked() {
                judge(Some(Judgement::Different));
            }
            if buttons.add(Button::new("Same event")).clicked() {
                judge(Some(Judgement::Same));
            }
            capitalised(&pair.reasons)
        }
        Some(judgement) => {
            if buttons.add(Button::new("Undo").look(Look::Quiet)).clicked() {
                judge(None);
            }
            match judgement {
                Judgement::Same => "The same event, by your word; both stay as they are".to_owned(),
                Judgement::Different => "Not the same, by your word".to_owned(),
            }
        }
    };
    let room = buttons.min_rect().left() - foot.left() - 36.0;
    let galley = Text::new(&said, TypeSize::LABEL, theme.muted).cut(ui, room);
    let painted = paint_left(ui.painter(), foot, foot.left() + 24.0, galley);
    let response = ui.interact(painted, ui.scope_id().with("reasons"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    let line = egui::Stroke::new(1.0, style::color(theme.border));
    ui.painter().hline(rect.x_range(), whole.bottom().round() - 0.5, line);
}

/// Mark, title as a link, date and file of one of the two.
fn event_ui(ui: &mut Ui, session: &Session, event: EventId, line: Rect, asks: &mut Asks) {
    let theme = style::theme(ui);
    let timeline = &session.document().timeline;
    let lead = Rect::from_min_size(pos2(line.left(), line.center().y - 8.0), vec2(16.0, 16.0));
    paint_mark(ui.painter(), Mark::Lane(theme.lane(session.lane_style(event))), lead, &theme);
    let date = date_text(timeline, event);
    let file = session.file_of(event).map(|file| file.document.name.as_str()).unwrap_or_default();
    let end = Text::new(&date, TypeSize::LABEL, theme.ink2).then("   ", TypeSize::LABEL, theme.muted).then(
        file,
        TypeSize::LABEL,
        theme.muted,
    );
    let end = end.cut(ui, line.width() * 0.5);
    let right = paint_right(ui.painter(), line, line.right(), end).left();
    let area =
        Rect::from_min_max(pos2(line.left() + 24.0, line.top() + 4.0), pos2(right - 12.0, line.bottom()));
    let mut link = ui.new_child(UiBuilder::new().max_rect(area).id_salt(event));
    if link_ui(&mut link, timeline.event_title(event), area.width()).clicked() {
        asks.command(Command::Panel(SidePanel::Duplicates, false));
        asks.command(Command::Reveal(event));
    }
}
