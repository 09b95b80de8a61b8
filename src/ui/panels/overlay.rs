//! What stands over the window: which of it is open, how it is framed, and how it goes away.

use egui::accesskit::Role;
use egui::{Color32, Id, Key, Modifiers, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use super::palette::Finder;
use super::problems::{problems_take_the_room, refusal_ui};
use super::{cheat_sheet, columns, duplicates, export, menu, open_path, palette, save_filter, undated};
use crate::session::{Command, Session, SidePanel};
use crate::ui::widgets::{Icon, Words, dialog_ui, icon_button_ui, modal_ui, paint_left};
use crate::ui::{Asks, Kept, style};
use dateline_picture::scene::TypeSize;

/// Shows what stands over the window, if anything does; the problems stand over the picture only and are
/// shown by [`super::problems_ui`]. `kept` are the files opened lately and the saved filters; `finder` looks for the
/// events of the palette.
pub fn overlay_ui(ui: &mut Ui, session: &Session, kept: &Kept, finder: &mut Finder<'_>, asks: &mut Asks) {
    let Some(panel) = session.overlay() else { return };
    let is_left = match panel {
        SidePanel::Menu => popover_ui(ui, "Menu", |ui| menu::menu_ui(ui, session, asks)),
        SidePanel::Palette => dialog_ui(ui, "Commands", 600.0, |ui| {
            palette::palette_ui(ui, session, (finder, &kept.filters), asks)
        }),
        SidePanel::CheatSheet => dialog_ui(ui, "Keys", 760.0, |ui| cheat_sheet::cheat_sheet_ui(ui, asks)),
        SidePanel::OpenPath => {
            dialog_ui(ui, "Open path", 600.0, |ui| open_path::open_path_ui(ui, &kept.recent, asks))
        }
        SidePanel::Export => dialog_ui(ui, "Export", 520.0, |ui| export::export_ui(ui, session, asks)),
        SidePanel::Columns => dialog_ui(ui, "Columns", 860.0, |ui| columns::columns_ui(ui, session, asks)),
        SidePanel::SaveFilter => dialog_ui(ui, "Save filter", 520.0, |ui| {
            save_filter::save_filter_ui(ui, session, &kept.filters, asks);
        }),
        SidePanel::Undated => {
            dialog_ui(ui, "Undated events", 600.0, |ui| undated::undated_ui(ui, session, asks))
        }
        SidePanel::Duplicates => dialog_ui(ui, "Likely duplicates", 720.0, |ui| {
            duplicates::duplicates_ui(ui, session, asks);
        }),
        SidePanel::Problems => match &session.refusal() {
            Some(refusal) if !problems_take_the_room(session) => {
                dialog_ui(ui, "Could not be opened", 520.0, |ui| refusal_ui(ui, session, refusal, asks))
            }
            _ => false,
        },
        // Shown by itself: it asks for what is found out beside the window.
        SidePanel::SaveAs => false,
        SidePanel::Facets | SidePanel::Detail => false,
    };
    if is_left {
        asks.command(Command::Panel(panel, false));
    }
}

/// A panel that hangs from the menu button. Gives whether the pointer was pressed beside it.
fn popover_ui(ui: &Ui, name: &str, add_contents: impl FnOnce(&mut Ui)) -> bool {
    let screen = ui.ctx().content_rect();
    let corner = pos2(screen.left() + 8.0, screen.top() + super::TOP_BAR_HEIGHT + 2.0);
    modal_ui(ui, name, (corner, Color32::TRANSPARENT), |ui| {
        ui.set_max_height(screen.bottom() - corner.y - 16.0);
        add_contents(ui);
    })
}

/// The head of a dialog: its name, a cross; 48 high. Gives whether the cross was clicked.
pub(super) fn head_ui(ui: &mut Ui, name: &str) -> bool {
    let theme = style::theme(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 48.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, name));
    let galley = Words::bold(name, TypeSize::QUOTE, theme.ink).line(ui);
    paint_left(ui.painter(), rect, rect.left() + 16.0, galley);
    let place = Rect::from_min_size(pos2(rect.right() - 40.0, rect.top() + 8.0), vec2(32.0, 32.0));
    let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(place));
    icon_button_ui(&mut ui, Icon::Close, "Close", false).clicked()
}

/// Whether a view is shown for the first time since it was last away: then it starts afresh.
pub(super) fn is_new(ui: &Ui, id: Id) -> bool {
    let frame = ui.ctx().cumulative_frame_nr();
    let last = ui.data_mut(|data| {
        let last = data.get_temp::<u64>(id);
        data.insert_temp(id, frame);
        last
    });
    last.is_none_or(|last| last + 1 < frame)
}

/// How many rows the arrow keys move on; negative is upwards.
pub(in crate::ui) fn steps(ui: &Ui) -> isize {
    ui.input_mut(|input| {
        let down = input.count_and_consume_key(Modifiers::NONE, Key::ArrowDown);
        let up = input.count_and_consume_key(Modifiers::NONE, Key::ArrowUp);
        down as isize - up as isize
    })
}
