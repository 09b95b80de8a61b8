//! Writing the events to a file: the ending decides the format, and what that cannot hold is reported before.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Context, Frame, Id, Key, Margin, Modifiers, ScrollArea, Ui};

use super::typed_path::{beside_open, path_from_text};
use crate::session::{Command, Session, SidePanel};
use crate::ui::widgets::{
    Button, Look, Text, capitalised, dialog_head_ui, dialog_ui, hairline_ui, is_newly_shown, key_value_ui,
    move_cursor_to_end, segmented_ui, text_field_ui, thousands,
};
use crate::ui::{Asks, Request, SaveOrder, style};
use dateline_formats::{Loss, Target};
use dateline_picture::scene::TypeSize;

/// Width of the dialog in points.
const WIDTH: f32 = 600.0;
/// Height of the room for the report in points; a longer one scrolls.
const REPORT_HEIGHT: f32 = 288.0;

/// Reports what a format would lose of all events (`false`) or of those that search and facets leave
/// (`true`); `None` while that is being found out.
pub type Reporter<'r> = dyn FnMut(Target, bool) -> Option<Arc<Vec<Loss>>> + 'r;

/// Shows the dialog if it is open. Enter and the button write the file.
pub fn save_as_ui(ui: &mut Ui, session: &Session, reporter: &mut Reporter<'_>, asks: &mut Asks) {
    if session.overlay() != Some(SidePanel::SaveAs) {
        return;
    }
    if dialog_ui(ui, "Save as", WIDTH, |ui| contents_ui(ui, session, reporter, asks)) {
        asks.command(Command::Panel(SidePanel::SaveAs, false));
    }
}

fn dialog_id() -> Id {
    Id::unique("save as")
}

/// Writes a path that was chosen elsewhere into the dialog. One without an ending that says a format gets the
/// ending of the format that was chosen before.
pub(in crate::ui) fn save_at(ctx: &Context, path: &Path) {
    ctx.data_mut(|data| {
        let chosen = data.get_temp_mut_or_default::<Chosen>(dialog_id());
        let former = Target::of_name(&chosen.text).unwrap_or(Target::Dateline);
        let path = path.display().to_string();
        chosen.text = if Target::of_name(&path).is_some() { path } else { former.renamed(&path) };
    });
}

/// What is chosen in the dialog.
#[derive(Clone, Debug, Default)]
struct Chosen {
    text: String,
    wants_filtered: bool,
}

fn contents_ui(ui: &mut Ui, session: &Session, reporter: &mut Reporter<'_>, asks: &mut Asks) {
    let id = dialog_id();
    let mut chosen = ui.data(|data| data.get_temp::<Chosen>(id)).unwrap_or_default();
    if is_newly_shown(ui, id.with("shown")) || chosen.text.is_empty() {
        chosen = Chosen { text: suggestion(session), wants_filtered: session.is_filtering() };
        move_cursor_to_end(ui, id.with("field"), &chosen.text);
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    if dialog_head_ui(ui, "Save as") {
        asks.command(Command::Panel(SidePanel::SaveAs, false));
    }
    hairline_ui(ui);
    // Enter on a button is the button's own.
    let is_written = ui.memory(|memory| memory.focused().is_none_or(|focused| focused == id.with("field")));
    let entered = is_written && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    Frame::new().inner_margin(Margin::same(16)).show(ui, |ui| {
        let field = text_field_ui(ui, id.with("field"), "Path of the file", &mut chosen.text);
        if !field.has_focus() && !ui.memory(|memory| memory.focused().is_some()) {
            field.request_focus();
        }
        ui.add_space(12.0);
        let target = target_ui(ui, session, &mut chosen.text);
        events_ui(ui, session, &mut chosen.wants_filtered);
        ui.add_space(12.0);
        let is_filtered = chosen.wants_filtered && session.is_filtering();
        if let Some(target) = target {
            report_ui(ui, target, reporter(target, is_filtered).as_deref());
            ui.add_space(16.0);
        }
        let path = path_from_text(&chosen.text);
        let order = target.map(|target| SaveOrder { path: path.clone(), target, is_filtered });
        let objection = objection_to(&path, session, target, is_filtered);
        buttons_ui(ui, session, Intended { path, order, objection, is_entered: entered }, asks);
    });
    ui.data_mut(|data| data.insert_temp(id, chosen));
}

/// The formats side by side; the one that the ending says is chosen, and choosing one changes the ending.
fn target_ui(ui: &mut Ui, session: &Session, text: &mut String) -> Option<Target> {
    let target = Target::of_name(text);
    let names: Vec<&str> = Target::ALL.iter().map(|target| target.name()).collect();
    let index = target.and_then(|target| Target::ALL.iter().position(|other| *other == target));
    match segmented_ui(ui, "Format", &names, index).and_then(|index| Target::ALL.get(index)) {
        Some(other) => {
            *text = beside_what_is_open(session, other.renamed(text.trim()));
            Some(*other)
        }
        None => target,
    }
}

/// All events or those that search and facets leave, where that is a choice.
fn events_ui(ui: &mut Ui, session: &Session, wants_filtered: &mut bool) {
    if !session.is_filtering() {
        return;
    }
    ui.add_space(8.0);
    let all = format!("All {}", events(session.document().timeline.len()));
    let left = format!("The {} that match", thousands(session.matches().len()));
    let chosen = usize::from(*wants_filtered);
    if let Some(index) = segmented_ui(ui, "Events", &[&all, &left], Some(chosen)) {
        *wants_filtered = index == 1;
    }
}

fn events(count: usize) -> String {
    format!("{} event{}", thousands(count), if count == 1 { "" } else { "s" })
}

/// What the format cannot hold, a line each.
fn report_ui(ui: &mut Ui, target: Target, losses: Option<&Vec<Loss>>) {
    let theme = style::theme(ui);
    if !target.can_be_opened() {
        Text::new(&target.summary(&[]), TypeSize::LABEL, theme.ink2).show(ui);
        ui.add_space(8.0);
    }
    key_value_ui(ui, "What is lost", |ui| {
        ui.add_space(2.0);
        match losses {
            None => {
                Text::new("Counting…", TypeSize::LABEL, theme.muted).show(ui);
            }
            Some(losses) if losses.is_empty() => {
                Text::new("Nothing: everything is kept", TypeSize::LABEL, theme.ok).show(ui);
            }
            Some(losses) => {
                ScrollArea::vertical().max_height(REPORT_HEIGHT).auto_shrink([false, true]).show(ui, |ui| {
                    for loss in losses {
                        Text::new(&capitalised(&loss.label()), TypeSize::LABEL, theme.ink).show(ui);
                    }
                });
            }
        }
        ui.add_space(2.0);
    });
}

/// What the dialog would write now.
struct Intended {
    path: PathBuf,
    /// `None` where the ending says no format.
    order: Option<SaveOrder>,
    /// Why nothing can be written there.
    objection: Option<&'static str>,
    /// Enter was pressed.
    is_entered: bool,
}

fn buttons_ui(ui: &mut Ui, session: &Session, intended: Intended, asks: &mut Asks) {
    let Intended { path, order, objection: reason, is_entered: entered } = intended;
    ui.horizontal(|ui| {
        let replaces = reason.is_none() && path.exists();
        let name = if replaces { "Replace" } else { "Save" };
        let button = ui.add(Button::new(name).look(Look::Primary).disabled_because(reason));
        if entered && replaces {
            // What is there is not lost to one key: a second Enter presses the button.
            button.request_focus();
        }
        let is_asked = button.clicked() || entered && reason.is_none() && !replaces;
        if let Some(order) = order.filter(|_| is_asked) {
            asks.command(Command::Panel(SidePanel::SaveAs, false));
            asks.ask(Request::Save(order));
        }
        if ui.add(Button::new("Cancel").look(Look::Quiet)).clicked() {
            asks.command(Command::Panel(SidePanel::SaveAs, false));
        }
        if ui
            .add(Button::new("Choose…").look(Look::Quiet).hint("Choose the place in the system's dialog"))
            .clicked()
        {
            asks.ask(Request::ChoosePlace(path.clone()));
        }
        let theme = style::theme(ui);
        let mut open = session.files().list().iter().filter_map(|file| file.document.path.as_deref());
        let is_open = open.any(|open| is_same(open, &path));
        let (text, ink) = match reason {
            Some(reason) => (reason, theme.muted),
            None if replaces && is_open => ("This is the file that is open", theme.warn),
            None if replaces => ("There is a file of this name already", theme.warn),
            None => ("", theme.muted),
        };
        ui.add_space(8.0);
        Text::new(text, TypeSize::LABEL, ink).show_line(ui);
    });
}

fn is_same(one: &Path, other: &Path) -> bool {
    one == other || one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

/// Why nothing can be written there.
fn objection_to(
    path: &Path,
    session: &Session,
    target: Option<Target>,
    is_filtered: bool,
) -> Option<&'static str> {
    if target.is_none() {
        return Some("The name has to end in .json, .csv, .ics or .md");
    }
    if is_filtered && session.matches().is_empty() {
        return Some("No event matches");
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) if !folder.is_dir() => Some("There is no such folder"),
        _ if path.is_dir() => Some("A folder has this name"),
        _ => None,
    }
}

/// The path, or one with "copy" behind its name where that is the path of an open file: nobody is led to
/// write over what they opened.
fn beside_what_is_open(session: &Session, path: String) -> String {
    let own = Path::new(&path);
    let is_open = session.files().list().iter().any(|file| file.document.path.as_deref() == Some(own));
    let (Some(stem), Some(ending)) = (own.file_stem(), own.extension()) else { return path };
    if !is_open {
        return path;
    }
    let name = format!("{} copy.{}", stem.to_string_lossy(), ending.to_string_lossy());
    own.with_file_name(name).display().to_string()
}

/// Beside what is open; never an open file itself.
fn suggestion(session: &Session) -> String {
    let (folder, name) = beside_open(session);
    beside_what_is_open(session, folder.join(Target::Dateline.renamed(&name)).display().to_string())
}
