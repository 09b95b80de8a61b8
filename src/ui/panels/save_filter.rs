//! The dialog that gives a name to search and facets, or another name to a saved filter.

use egui::{Frame, Id, Key, Margin, Modifiers, Ui};

use crate::session::{Command, SavedFilter, Session, SidePanel};
use crate::ui::widgets::{
    Button, Look, Text, dialog_head_ui, hairline_ui, is_newly_shown, move_cursor_to_end, segmented_ui,
    text_field_ui,
};
use crate::ui::{Asks, Request, style};
use dateline_picture::scene::TypeSize;

/// What is filled in so far.
#[derive(Clone, Debug, Default)]
struct Form {
    name: String,
    is_for_every_file: bool,
    with_view: bool,
    /// The saved filter that gets another name, by its index; none for a new one.
    renamed: Option<usize>,
}

fn form_id() -> Id {
    Id::unique("save filter")
}

/// Opens the dialog to give a saved filter another name.
pub(super) fn rename(ui: &Ui, index: usize, filter: &SavedFilter, asks: &mut Asks) {
    let form = Form { name: filter.name.clone(), renamed: Some(index), ..Form::default() };
    ui.data_mut(|data| data.insert_temp(form_id().with("next"), form));
    asks.command(Command::Panel(SidePanel::SaveFilter, true));
}

/// Shows the dialog. Enter and the button save.
pub(super) fn save_filter_ui(ui: &mut Ui, session: &Session, filters: &[SavedFilter], asks: &mut Asks) {
    let id = form_id();
    let mut form = ui.data(|data| data.get_temp::<Form>(id)).unwrap_or_default();
    if is_newly_shown(ui, id.with("shown")) {
        form = ui.data_mut(|data| data.remove_temp::<Form>(id.with("next"))).unwrap_or_default();
        move_cursor_to_end(ui, id.with("field"), &form.name);
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let title = if form.renamed.is_some() { "Rename filter" } else { "Save filter" };
    if dialog_head_ui(ui, title) {
        asks.command(Command::Panel(SidePanel::SaveFilter, false));
    }
    hairline_ui(ui);
    // Enter on a button is the button's own.
    let is_written = ui.memory(|memory| memory.focused().is_none_or(|focused| focused == id.with("field")));
    let entered = is_written && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    Frame::new().inner_margin(Margin::same(16)).show(ui, |ui| {
        let field = text_field_ui(ui, id.with("field"), "Name of the filter", &mut form.name);
        if !field.has_focus() && !ui.memory(|memory| memory.focused().is_some()) {
            field.request_focus();
        }
        ui.add_space(12.0);
        if form.renamed.is_none() {
            choices_ui(ui, session, &mut form);
        }
        let name = form.name.trim();
        let reason = name.is_empty().then_some("A filter needs a name");
        ui.horizontal(|ui| {
            let button = Button::new(if form.renamed.is_some() { "Rename" } else { "Save" });
            let button = ui.add(button.look(Look::Primary).disabled_because(reason));
            if reason.is_none() && (button.clicked() || entered) {
                asks.command(Command::Panel(SidePanel::SaveFilter, false));
                asks.ask(request(&form));
            }
            if ui.add(Button::new("Cancel").look(Look::Quiet)).clicked() {
                asks.command(Command::Panel(SidePanel::SaveFilter, false));
            }
            let theme = style::theme(ui);
            let text = if replaces(&form, session, filters) {
                "Takes the place of the one with this name"
            } else {
                ""
            };
            ui.add_space(8.0);
            Text::new(text, TypeSize::LABEL, theme.warn).show_line(ui);
        });
    });
    ui.data_mut(|data| data.insert_temp(id, form));
}

/// For which files, and whether with the view; and what is saved.
fn choices_ui(ui: &mut Ui, session: &Session, form: &mut Form) {
    let theme = style::theme(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        let files =
            segmented_ui(ui, "For", &["This file", "Every file"], Some(usize::from(form.is_for_every_file)));
        let view =
            segmented_ui(ui, "View", &["Any view", "With this view"], Some(usize::from(form.with_view)));
        form.is_for_every_file = files.map_or(form.is_for_every_file, |index| index == 1);
        form.with_view = view.map_or(form.with_view, |index| index == 1);
    });
    ui.add_space(12.0);
    let text = session.query().with_filter(session.filter(), &session.document().timeline).text;
    Text::new(&text, TypeSize::LABEL, theme.muted).show_cut(ui);
    ui.add_space(16.0);
}

fn request(form: &Form) -> Request {
    let name = form.name.trim().to_owned();
    match form.renamed {
        Some(index) => Request::RenameFilter(index, name),
        None => {
            let (is_for_every_file, with_view) = (form.is_for_every_file, form.with_view);
            Request::SaveFilter { name, is_for_every_file, with_view }
        }
    }
}

/// Whether another filter of this name gives way.
fn replaces(form: &Form, session: &Session, filters: &[SavedFilter]) -> bool {
    let renamed = form.renamed.and_then(|index| filters.get(index));
    let file = match renamed {
        Some(filter) => filter.file.clone(),
        None => (!form.is_for_every_file).then(|| SavedFilter::file_of(session.document())),
    };
    let others = filters.iter().enumerate().filter(|(index, _)| Some(*index) != form.renamed);
    others.into_iter().any(|(_, other)| other.name == form.name.trim() && other.file == file)
}
