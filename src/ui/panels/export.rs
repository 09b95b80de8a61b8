//! Writing the picture to a file.

use std::path::{Path, PathBuf};

use egui::{Frame, Id, Key, Margin, Modifiers, Ui};

use super::typed_path::beside_open;
use crate::publish;
use crate::session::{Command, Session, SidePanel};
use crate::ui::widgets::{
    Button, Look, Text, dialog_head_ui, hairline_ui, is_newly_shown, key_value_ui, move_cursor_to_end,
    segmented_ui, text_field_ui, thousands,
};
use crate::ui::{Asks, Request, style};
use dateline_picture::export::PictureFormat;
use dateline_picture::scene::{TypeSize, stretch_text};
use dateline_timeline::model::Zero;

/// Shows the dialog. Enter and the button write the file; the ending decides its format.
pub(super) fn export_ui(ui: &mut Ui, session: &Session, asks: &mut Asks) {
    let id = Id::unique("export");
    let mut text = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_default();
    if is_newly_shown(ui, id.with("shown")) || text.is_empty() {
        text = suggestion(session);
        move_cursor_to_end(ui, id.with("field"), &text);
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    if dialog_head_ui(ui, "Export the picture") {
        asks.command(Command::Panel(SidePanel::Export, false));
    }
    hairline_ui(ui);
    // Enter on a button is the button's own.
    let is_written = ui.memory(|memory| memory.focused().is_none_or(|focused| focused == id.with("field")));
    let entered = is_written && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    Frame::new().inner_margin(Margin::same(16)).show(ui, |ui| {
        let field = text_field_ui(ui, id.with("field"), "Path of the picture", &mut text);
        if !field.has_focus() && !ui.memory(|memory| memory.focused().is_some()) {
            field.request_focus();
        }
        ui.add_space(12.0);
        let chosen = PictureFormat::of_path(Path::new(text.trim()));
        let names: Vec<&str> = PictureFormat::ALL.iter().map(|format| format.label()).collect();
        let index = PictureFormat::ALL.iter().position(|format| Some(*format) == chosen);
        let picked = segmented_ui(ui, "Format", &names, index).and_then(|at| PictureFormat::ALL.get(at));
        if let Some(format) = picked {
            text = Path::new(&text).with_extension(format.key()).display().to_string();
        }
        ui.add_space(8.0);
        facts_ui(ui, session, chosen);
        ui.add_space(16.0);
        let path = PathBuf::from(text.trim());
        let reason = objection(&path, chosen);
        ui.horizontal(|ui| {
            let replaces = reason.is_none() && path.exists();
            let name = if replaces { "Replace" } else { "Export" };
            let button = ui.add(Button::new(name).look(Look::Primary).disabled_because(reason));
            if entered && replaces {
                // What is there is not lost to one key: a second Enter presses the button.
                button.request_focus();
            }
            if button.clicked() || entered && reason.is_none() && !replaces {
                asks.command(Command::Panel(SidePanel::Export, false));
                asks.ask(Request::Export(path.clone()));
            }
            if ui.add(Button::new("Cancel").look(Look::Quiet)).clicked() {
                asks.command(Command::Panel(SidePanel::Export, false));
            }
            let theme = style::theme(ui);
            let (message, ink) = match reason {
                Some(reason) => (reason, theme.muted),
                None if replaces => ("There is a file of this name already", theme.warn),
                None => ("", theme.muted),
            };
            ui.add_space(8.0);
            Text::new(message, TypeSize::LABEL, ink).show_line(ui);
        });
    });
    ui.data_mut(|data| data.insert_temp(id, text));
}

fn facts_ui(ui: &mut Ui, session: &Session, format: Option<PictureFormat>) {
    let theme = style::theme(ui);
    let dateline_picture::scene::Size { width, height } = publish::SIZE;
    let times = |scale: f32| (thousands((width * scale) as usize), thousands((height * scale) as usize));
    let size = match format {
        Some(PictureFormat::Png) => {
            let (width, height) = times(publish::SCALE);
            format!("{width} × {height} pixels, higher where lanes need it")
        }
        _ => {
            let (width, height) = times(1.0);
            format!("{width} × {height} points, higher where lanes need it; sharp at every size")
        }
    };
    let timeline = &session.document().timeline;
    let shown = (session.viewport().from(), session.viewport().to());
    let stretch = stretch_text(timeline, shown.0..shown.1, session.display_zone());
    let counts = timeline.zero().map(Zero::heading);
    let facts = [("Shows", Some(stretch)), ("Counts", counts), ("Size", Some(size))];
    for (key, text) in facts.iter().filter_map(|(key, text)| Some((key, text.as_ref()?))) {
        key_value_ui(ui, key, |ui| {
            ui.add_space(2.0);
            Text::new(text, TypeSize::LABEL, theme.ink).show(ui);
            ui.add_space(2.0);
        });
    }
}

/// Why the picture cannot be written there.
fn objection(path: &Path, format: Option<PictureFormat>) -> Option<&'static str> {
    if format.is_none() {
        return Some("The name has to end in .svg or .png");
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) if !folder.is_dir() => Some("There is no such folder"),
        _ => None,
    }
}

fn suggestion(session: &Session) -> String {
    let (folder, name) = beside_open(session);
    folder.join(format!("{name}.svg")).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_decides_and_the_folder_has_to_be_there() {
        assert_eq!(objection(Path::new("a.pdf"), None), Some("The name has to end in .svg or .png"));
        assert_eq!(
            objection(Path::new("/no/such/folder/a.svg"), Some(PictureFormat::Svg)),
            Some("There is no such folder")
        );
        assert_eq!(objection(Path::new("a.svg"), Some(PictureFormat::Svg)), None);
    }
}
