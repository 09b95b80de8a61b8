//! Typing the path of a file, with what the folder holds, for systems without a dialog for files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Id, Key, Modifiers, Ui};

use super::typed_path::path_from_text;
use crate::session::{Command, SidePanel};
use crate::ui::widgets::{
    Button, Icon, Look, Text, dialog_head_ui, hairline_ui, icon_row_ui, is_newly_shown, move_cursor_to_end,
    section_head_ui, text_field_ui,
};
use crate::ui::{Asks, Request, style};
use dateline_picture::scene::TypeSize;

/// Most entries of a folder that are offered.
const MAX_ENTRIES: usize = 8;
/// Most entries of a folder that are looked at: a folder may hold a million.
const MAX_READ: usize = 10_000;

/// What is typed, and what the folder in it holds.
#[derive(Clone, Debug, Default)]
struct Typed {
    text: String,
    folder: PathBuf,
    entries: Arc<Vec<Entry>>,
}

/// A file or folder that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    name: String,
    is_folder: bool,
}

/// Shows the dialog. `recent` are the files opened lately.
pub(super) fn open_path_ui(ui: &mut Ui, recent: &[PathBuf], asks: &mut Asks) {
    let id = Id::unique("open path");
    let mut typed = ui.data(|data| data.get_temp::<Typed>(id)).unwrap_or_default();
    let is_new = is_newly_shown(ui, id.with("shown"));
    if is_new {
        typed = Typed { text: beginning(recent), ..Typed::default() };
        move_cursor_to_end(ui, id.with("field"), &typed.text);
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    if dialog_head_ui(ui, "Open path") {
        asks.command(Command::Panel(SidePanel::OpenPath, false));
    }
    hairline_ui(ui);
    // Enter on a button is the button's own.
    let is_written = ui.memory(|memory| memory.focused().is_none_or(|focused| focused == id.with("field")));
    let entered = is_written && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    // Tab completes a name that is begun; else it leads on, as everywhere.
    let is_begun = !typed.text.is_empty() && !typed.text.ends_with(['/', std::path::MAIN_SEPARATOR]);
    let can_complete = is_begun
        && typed.matching().any(|entry| !typed.text.ends_with(&entry.name))
        && ui.memory(|memory| memory.has_focus(id.with("field")));
    let completes = can_complete && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Tab));
    egui::Frame::new().inner_margin(egui::Margin::same(16)).show(ui, |ui| {
        let name = "Path of an event file";
        let field = text_field_ui(ui, id.with("field"), name, &mut typed.text);
        if is_new || !ui.memory(|memory| memory.focused().is_some()) {
            field.request_focus();
        }
        typed.refresh();
        ui.add_space(8.0);
        let mut chosen = None;
        for entry in typed.matching() {
            let icon = if entry.is_folder { Icon::Folder } else { Icon::File };
            if icon_row_ui(ui, icon, &entry.name).clicked() {
                chosen = Some(entry.clone());
            }
        }
        let first = typed.matching().next().cloned();
        if let Some(entry) = chosen.or(first.filter(|_| completes)) {
            typed.choose(&entry);
            move_cursor_to_end(ui, id.with("field"), &typed.text);
        }
        recent_ui(ui, recent, asks);
        ui.add_space(16.0);
        let path = path_from_text(&typed.text);
        let reason = objection(&path);
        let is_completed = can_complete;
        ui.horizontal(|ui| {
            let open = Button::new("Open").look(Look::Primary).disabled_because(reason);
            if ui.add(open).clicked() || entered && reason.is_none() {
                asks.ask(Request::OpenPath(path));
            }
            if ui.add(Button::new("Cancel").look(Look::Quiet)).clicked() {
                asks.command(Command::Panel(SidePanel::OpenPath, false));
            }
            ui.add_space(8.0);
            let theme = style::theme(ui);
            let (label, ink) = match reason {
                _ if is_completed => ("Tab completes", theme.muted),
                Some(reason) => (reason, theme.warn),
                None => ("", theme.muted),
            };
            Text::new(label, TypeSize::LABEL, ink).show_line(ui);
        });
    });
    ui.data_mut(|data| data.insert_temp(id, typed));
}

/// Why nothing can be opened there.
fn objection(path: &Path) -> Option<&'static str> {
    if path.is_file() {
        return None;
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    Some(match folder {
        _ if path.is_dir() => "No timeline in this folder begins like that",
        Some(folder) if !folder.is_dir() => "There is no such folder",
        _ => "There is no such file",
    })
}

impl Typed {
    /// Reads the folder when another one is named.
    fn refresh(&mut self) {
        let folder = folder_of(&self.text);
        if folder == self.folder {
            return;
        }
        let mut entries: Vec<Entry> = std::fs::read_dir(&folder)
            .map(|entries| {
                entries
                    .take(MAX_READ)
                    .flatten()
                    .map(|entry| Entry {
                        name: entry.file_name().to_string_lossy().into_owned(),
                        is_folder: entry.path().is_dir(),
                    })
                    .collect()
            })
            .unwrap_or_default();
        entries.retain(|entry| entry.is_folder || entry.name.to_lowercase().ends_with(".json"));
        entries.sort_by(|a, b| b.is_folder.cmp(&a.is_folder).then_with(|| a.name.cmp(&b.name)));
        self.folder = folder;
        self.entries = Arc::new(entries);
    }

    /// The first entries whose name begins like what is typed; hidden ones only when that is typed.
    fn matching(&self) -> impl Iterator<Item = &Entry> {
        let head =
            self.text.rsplit(['/', std::path::MAIN_SEPARATOR]).next().unwrap_or_default().to_lowercase();
        let fits = move |entry: &&Entry| {
            let name = entry.name.to_lowercase();
            name.starts_with(&head) && name != head && (head.starts_with('.') || !name.starts_with('.'))
        };
        self.entries.iter().filter(fits).take(MAX_ENTRIES)
    }

    fn choose(&mut self, entry: &Entry) {
        let end = self.text.rfind(['/', std::path::MAIN_SEPARATOR]).map_or(0, |at| at + 1);
        self.text.truncate(end);
        self.text.push_str(&entry.name);
        if entry.is_folder {
            self.text.push(std::path::MAIN_SEPARATOR);
        }
    }
}

/// The folder of the file opened last, or where the program was started.
fn beginning(recent: &[PathBuf]) -> String {
    let folder = recent.first().and_then(|path| path.parent()).map(Path::to_owned);
    let folder = folder.or_else(|| std::env::current_dir().ok()).unwrap_or_default();
    let mut text = folder.display().to_string();
    if !text.ends_with(std::path::MAIN_SEPARATOR) {
        text.push(std::path::MAIN_SEPARATOR);
    }
    text
}

fn folder_of(text: &str) -> PathBuf {
    let path = path_from_text(text);
    if text.ends_with(['/', std::path::MAIN_SEPARATOR]) {
        return path;
    }
    path.parent().map_or_else(|| PathBuf::from("."), Path::to_owned)
}

fn recent_ui(ui: &mut Ui, recent: &[PathBuf], asks: &mut Asks) {
    if recent.is_empty() {
        return;
    }
    ui.add_space(style::SECTION_GAP);
    section_head_ui(ui, "Recent", "", false);
    for path in recent.iter().take(5) {
        if icon_row_ui(ui, Icon::File, &path.display().to_string()).clicked() {
            asks.ask(Request::OpenPath(path.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str, names: &[(&str, bool)]) -> Typed {
        let entry =
            |(name, is_folder): &(&str, bool)| Entry { name: (*name).to_owned(), is_folder: *is_folder };
        Typed {
            text: text.to_owned(),
            folder: PathBuf::new(),
            entries: Arc::new(names.iter().map(entry).collect()),
        }
    }

    #[test]
    fn a_folder_completes_to_its_inside_and_a_file_to_its_end() {
        let mut typed = typed("/home/li/da", &[("data", true), ("dates.json", false), (".dark", true)]);
        let names: Vec<_> = typed.matching().map(|entry| entry.name.clone()).collect();
        assert_eq!(names, ["data", "dates.json"]);
        typed.choose(&Entry { name: "data".into(), is_folder: true });
        assert_eq!(typed.text, "/home/li/data/");
        typed.choose(&Entry { name: "a.json".into(), is_folder: false });
        assert_eq!(typed.text, "/home/li/data/a.json");
    }

    #[test]
    fn what_is_not_a_timeline_is_not_offered() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["b.json", "a.txt"] {
            std::fs::write(folder.path().join(name), "[]").expect("room for a file");
        }
        std::fs::create_dir(folder.path().join("inside")).expect("room for a folder");
        let mut typed = Typed { text: format!("{}/", folder.path().display()), ..Typed::default() };
        typed.refresh();
        let names: Vec<_> = typed.matching().map(|entry| entry.name.as_str()).collect();
        assert_eq!(names, ["inside", "b.json"]);
    }
}
