//! How the columns of each open table are understood: seen beside their first values, corrected, and kept
//! beside the table.

use std::sync::Arc;

use egui::{Frame, Id, Margin, Rect, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::session::{Command, Document, FileId, OpenFile, Session, SidePanel};
use crate::ui::widgets::{
    Button, KEY_WIDTH, Look, Text, choice_ui, dialog_head_ui, hairline_ui, is_newly_shown, paint_left,
    paint_right, segmented_ui, text_field_ui, thousands,
};
use crate::ui::{Asks, Request, style};
use dateline_formats::{
    ColumnMapping, ColumnReading, DayPlace, Header, Mapping, Numbers, Role, Separator, TableReading,
};
use dateline_picture::scene::TypeSize;
use dateline_time::Zone;

/// Height of the row of one column, in points.
const ROW_HEIGHT: f32 = 40.0;
/// Widths of the first parts of a row, in points.
const NAME_WIDTH: f32 = 164.0;
const ROLE_WIDTH: f32 = 188.0;
const NUMBERS_WIDTH: f32 = 168.0;
const SEPARATOR_WIDTH: f32 = 196.0;
/// Width of the choice of a table, in points.
const TABLE_WIDTH: f32 = 480.0;

/// What divides cells, with its label.
const DELIMITERS: [(char, &str); 4] = [(',', "Comma"), (';', "Semicolon"), ('\t', "Tab"), ('|', "Bar")];

/// What is being corrected of one table: the mapping, and the zone as it is typed.
#[derive(Clone)]
struct Draft {
    file: FileId,
    /// As it was read when it was begun to correct it.
    document: Arc<Document>,
    mapping: Mapping,
    zone: String,
}

impl Draft {
    fn of(file: &OpenFile, reading: &TableReading) -> Draft {
        let zone = reading.mapping.zone.map_or(String::new(), |zone| zone.name().to_owned());
        Draft { file: file.id, document: Arc::clone(&file.document), mapping: reading.mapping.clone(), zone }
    }

    /// Whether something has been corrected.
    fn is_changed(&self) -> bool {
        self.document.table.as_ref().is_some_and(|reading| reading.mapping != self.mapping)
    }

    fn name(&self) -> &str {
        &self.document.name
    }
}

/// All that is being corrected while the dialog is open: going to another table and back loses nothing.
#[derive(Clone, Default)]
struct Drafts {
    list: Vec<Draft>,
    /// The table that is looked at.
    looked_at: Option<FileId>,
}

impl Drafts {
    /// Those of the tables that are open, begun anew for a table that has been read again since.
    fn brought_up_to_date(mut self, session: &Session) -> Drafts {
        let draft = |file: &OpenFile| {
            let is_it =
                |draft: &&Draft| draft.file == file.id && Arc::ptr_eq(&draft.document, &file.document);
            let kept = self.list.iter().find(is_it).cloned();
            kept.or_else(|| Some(Draft::of(file, file.document.table.as_ref()?)))
        };
        let list = session.table_files().filter_map(draft).collect();
        self.list = list;
        let is_there = |id: &FileId| self.list.iter().any(|draft| draft.file == *id);
        self.looked_at = self.looked_at.filter(is_there).or_else(|| Some(session.table_file()?.id));
        self
    }

    fn index(&self) -> Option<usize> {
        self.list.iter().position(|draft| Some(draft.file) == self.looked_at)
    }
}

/// Shows the dialog.
pub(super) fn columns_ui(ui: &mut Ui, session: &Session, asks: &mut Asks) {
    let id = Id::unique("columns");
    let kept = ui.data(|data| data.get_temp::<Drafts>(id)).unwrap_or_default();
    let kept = if is_newly_shown(ui, id.with("shown")) { Drafts::default() } else { kept };
    let mut drafts = kept.brought_up_to_date(session);
    let document =
        drafts.index().and_then(|index| drafts.list.get(index)).map(|draft| Arc::clone(&draft.document));
    let Some((document, reading)) =
        document.as_ref().and_then(|document| Some((document, document.table.as_ref()?)))
    else {
        asks.command(Command::Panel(SidePanel::Columns, false));
        return;
    };
    ui.spacing_mut().item_spacing.y = 0.0;
    if dialog_head_ui(ui, &format!("Columns of {}", document.name)) {
        asks.command(Command::Panel(SidePanel::Columns, false));
    }
    hairline_ui(ui);
    tables_ui(ui, &mut drafts);
    table_ui(ui, reading, &mut drafts);
    hairline_ui(ui);
    Frame::new().inner_margin(Margin::same(16)).show(ui, |ui| foot_ui(ui, &drafts, asks));
    ui.data_mut(|data| data.insert_temp(id, drafts));
}

/// Which of several tables is looked at.
fn tables_ui(ui: &mut Ui, drafts: &mut Drafts) {
    if drafts.list.len() < 2 {
        return;
    }
    let names: Vec<String> = drafts.list.iter().map(|draft| told_apart(draft, &drafts.list)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let chosen = drafts.index();
    let mut picked = None;
    Frame::new().inner_margin(Margin { left: 16, right: 16, top: 12, bottom: 12 }).show(ui, |ui| {
        setting_ui(ui, "Table", |ui| picked = choice_ui(ui, "Table", TABLE_WIDTH, &names, chosen));
    });
    hairline_ui(ui);
    if let Some(draft) = picked.and_then(|index| drafts.list.get(index)) {
        drafts.looked_at = Some(draft.file);
        ui.ctx().request_repaint();
    }
}

/// The name of a table, with its folder where another one has the same name, and whether it was corrected.
fn told_apart(draft: &Draft, all: &[Draft]) -> String {
    let is_namesake = |other: &&Draft| other.name() == draft.name();
    let folder = draft.document.path.as_ref().and_then(|path| path.parent());
    let folder = folder.filter(|_| all.iter().filter(is_namesake).count() > 1);
    let folder = folder.map_or_else(String::new, |folder| format!(" in {}", folder.display()));
    format!("{}{folder}{}", draft.name(), if draft.is_changed() { ", corrected" } else { "" })
}

/// The table that is looked at: what holds for the whole of it, and its columns.
fn table_ui(ui: &mut Ui, reading: &TableReading, drafts: &mut Drafts) {
    let id = Id::unique("columns");
    let Some(draft) = drafts.index().and_then(|index| drafts.list.get_mut(index)) else { return };
    let inner = Frame::new().inner_margin(Margin { left: 16, right: 16, top: 12, bottom: 12 });
    inner.show(ui, |ui| syntax_ui(ui, id, draft));
    hairline_ui(ui);
    names_ui(ui);
    hairline_ui(ui);
    let room = (ui.available_height() - 72.0).max(ROW_HEIGHT * 2.0);
    let area = ScrollArea::vertical().id_salt(draft.file).max_height(room).auto_shrink([false, true]);
    area.show_rows(ui, ROW_HEIGHT, reading.columns.len(), |ui, range| {
        for index in range {
            if let (Some(column), Some(mapping)) =
                (reading.columns.get(index), draft.mapping.columns.get_mut(index))
            {
                column_ui(ui, column, mapping);
            }
        }
    });
}

/// What holds for the whole table.
fn syntax_ui(ui: &mut Ui, id: Id, draft: &mut Draft) {
    let theme = style::theme(ui);
    let mapping = &mut draft.mapping;
    let row = |ui: &mut Ui, key: &str, add: &mut dyn FnMut(&mut Ui)| {
        setting_ui(ui, key, |ui| add(ui));
        ui.add_space(8.0);
    };
    row(ui, "Divided by", &mut |ui| {
        let chosen = DELIMITERS.iter().position(|(char, _)| Some(*char) == mapping.delimiter);
        let names = DELIMITERS.map(|(_, text)| text);
        if let Some((char, _)) =
            segmented_ui(ui, "Divided by", &names, chosen).and_then(|at| DELIMITERS.get(at))
        {
            mapping.delimiter = Some(*char);
        }
    });
    row(ui, "Names", &mut |ui| {
        let names = ["In no row", "Row 1", "Row 2", "Row 3"];
        let chosen = match mapping.header {
            Header::Nowhere => Some(0),
            Header::Row(row) => Some(row).filter(|row| *row < names.len()),
            Header::Guess => None,
        };
        if let Some(index) = segmented_ui(ui, "Names of columns", &names, chosen) {
            mapping.header = if index == 0 { Header::Nowhere } else { Header::Row(index) };
        }
    });
    row(ui, "03/04/2021", &mut |ui| {
        let chosen = mapping.day.map(|day| usize::from(day == DayPlace::Second));
        if let Some(index) = segmented_ui(ui, "03/04/2021 is", &["3 April 2021", "March 4, 2021"], chosen) {
            mapping.day = Some(if index == 0 { DayPlace::First } else { DayPlace::Second });
        }
    });
    setting_ui(ui, "Days in", |ui| {
        let field = ui.allocate_ui(vec2(240.0, style::CONTROL_HEIGHT), |ui| {
            text_field_ui(ui, id.with("zone"), "Time zone, such as Asia/Singapore", &mut draft.zone)
        });
        let typed = draft.zone.trim();
        let text = match Zone::parse(typed) {
            _ if typed.is_empty() => {
                draft.mapping.zone = None;
                String::new()
            }
            Ok(zone) => {
                draft.mapping.zone = Some(zone);
                String::new()
            }
            Err(error) => error.suggestion.map_or_else(
                || "No time zone has this name".to_owned(),
                |zone| format!("No time zone has this name. Did you mean {zone}?"),
            ),
        };
        if !text.is_empty() && !field.inner.has_focus() {
            ui.add_space(8.0);
            Text::new(&text, TypeSize::LABEL, theme.warn).show_line(ui);
        }
    });
}

/// A quiet key in a column of its own, and the control beside it at the same height.
fn setting_ui(ui: &mut Ui, key: &str, add_control: impl FnOnce(&mut Ui)) {
    let theme = style::theme(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let (rect, response) = ui.allocate_exact_size(vec2(KEY_WIDTH, style::CONTROL_HEIGHT), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::Label, true, key));
        paint_left(ui.painter(), rect, rect.left(), Text::new(key, TypeSize::LABEL, theme.muted).line(ui));
        add_control(ui);
    });
}

/// Where the parts of a row begin, from the left edge of the table.
struct Parts {
    name: f32,
    role: f32,
    samples: f32,
    end: f32,
}

fn parts(rect: Rect) -> Parts {
    let left = rect.left() + 16.0;
    let role = left + NAME_WIDTH;
    Parts { name: left, role, samples: role + ROLE_WIDTH + 12.0, end: rect.right() - 16.0 }
}

fn names_ui(ui: &mut Ui) {
    let theme = style::theme(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::hover());
    let parts = parts(rect);
    for (x, name) in [(parts.name, "Column"), (parts.role, "Is"), (parts.samples, "First values")] {
        paint_left(ui.painter(), rect, x, Text::new(name, TypeSize::LABEL, theme.ink2).line(ui));
    }
    let text = Text::new("Not read", TypeSize::LABEL, theme.ink2).line(ui);
    paint_right(ui.painter(), rect, parts.end, text);
}

fn column_ui(ui: &mut Ui, column: &ColumnReading, mapping: &mut ColumnMapping) {
    let theme = style::theme(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::hover());
    let mut samples: Vec<&str> = column.samples.iter().map(String::as_str).collect();
    samples.dedup();
    let samples = samples.join(" · ");
    response.widget_info(|| {
        WidgetInfo::labeled(egui::accesskit::Role::Label, true, format!("Column {}: {samples}", column.name))
    });
    let parts = parts(rect);
    let name = Text::new(&column.name, TypeSize::BODY, theme.ink).cut(ui, NAME_WIDTH - 12.0);
    paint_left(ui.painter(), rect, parts.name, name);
    let mut left = parts.samples;
    let control = |x: f32, width: f32| Rect::from_min_size(pos2(x, rect.top() + 4.0), vec2(width, 32.0));
    let mut cell =
        ui.new_child(UiBuilder::new().max_rect(control(parts.role, ROLE_WIDTH)).id_salt(&column.name));
    let roles: Vec<&str> = Role::ALL.iter().map(|role| role.label()).collect();
    let chosen = Role::ALL.iter().position(|role| *role == mapping.role);
    let label = format!("Column {} is", column.name);
    if let Some(role) =
        choice_ui(&mut cell, &label, ROLE_WIDTH, &roles, chosen).and_then(|at| Role::ALL.get(at))
    {
        mapping.role = *role;
    }
    let is_counted =
        mapping.role.is_date() && column.samples.iter().any(|value| value.parse::<i64>().is_ok());
    if is_counted {
        let area = control(left, NUMBERS_WIDTH);
        let mut cell = ui.new_child(UiBuilder::new().max_rect(area).id_salt((&column.name, "numbers")));
        let kinds: Vec<&str> = Numbers::ALL.iter().map(|kind| kind.label()).collect();
        let chosen = Numbers::ALL.iter().position(|kind| *kind == mapping.numbers);
        let label = format!("Numbers in column {} are", column.name);
        if let Some(kind) =
            choice_ui(&mut cell, &label, NUMBERS_WIDTH, &kinds, chosen).and_then(|at| Numbers::ALL.get(at))
        {
            mapping.numbers = *kind;
        }
        left += NUMBERS_WIDTH + 12.0;
    }
    if matches!(mapping.role, Role::Actors | Role::Tags) {
        let area = control(left, SEPARATOR_WIDTH);
        let mut cell = ui.new_child(UiBuilder::new().max_rect(area).id_salt((&column.name, "separator")));
        let kinds: Vec<&str> = Separator::ALL.iter().map(|kind| kind.label()).collect();
        let chosen = Separator::ALL.iter().position(|kind| Some(*kind) == mapping.separator);
        let label = format!("Entries in column {} are separated by", column.name);
        let picked = choice_ui(&mut cell, &label, SEPARATOR_WIDTH, &kinds, chosen);
        if let Some(kind) = picked.and_then(|at| Separator::ALL.get(at)) {
            mapping.separator = Some(*kind);
        }
        left += SEPARATOR_WIDTH + 12.0;
    }
    let mut end = parts.end;
    if column.unreadable > 0 {
        let text = Text::new(&thousands(column.unreadable), TypeSize::LABEL, theme.warn).line(ui);
        end = paint_right(ui.painter(), rect, parts.end, text).left() - 12.0;
    }
    let samples = samples.replace(['\n', '\r', '\t'], " ");
    let galley = Text::new(&samples, TypeSize::LABEL, theme.muted).cut(ui, (end - left).max(0.0));
    paint_left(ui.painter(), rect, left, galley);
}

/// What the mapping cannot do without and lacks.
fn lack(mapping: &Mapping) -> Option<&'static str> {
    let has = |role: Role| mapping.columns.iter().any(|column| column.role == role);
    let has_date = mapping.columns.iter().any(|column| column.role.is_date() || column.role == Role::Year);
    match (has(Role::Title) || has(Role::Summary), has_date) {
        (false, _) => Some("No column is the title"),
        (true, false) => Some("No column is a date"),
        (true, true) => None,
    }
}

fn foot_ui(ui: &mut Ui, drafts: &Drafts, asks: &mut Asks) {
    let theme = style::theme(ui);
    let Some(draft) = drafts.index().and_then(|index| drafts.list.get(index)) else { return };
    let changed: Vec<&Draft> = drafts.list.iter().filter(|draft| draft.is_changed()).collect();
    ui.horizontal(|ui| {
        let reason = changed.is_empty().then_some("Nothing has been changed");
        let button = Button::new("Read again").look(Look::Primary).disabled_because(reason);
        if ui.add(button).clicked() {
            asks.command(Command::Panel(SidePanel::Columns, false));
            for draft in &changed {
                asks.ask(Request::UseMapping(draft.file, Box::new(draft.mapping.clone())));
            }
        }
        if ui.add(Button::new("Guess again").hint("Forget what was corrected")).clicked() {
            asks.command(Command::Panel(SidePanel::Columns, false));
            asks.ask(Request::UseMapping(draft.file, Box::default()));
        }
        if ui.add(Button::new("Cancel").look(Look::Quiet)).clicked() {
            asks.command(Command::Panel(SidePanel::Columns, false));
        }
        ui.add_space(8.0);
        let kept = match changed.len() {
            0 | 1 => {
                let name = changed.first().map_or(draft.name(), |draft| draft.name());
                format!("Corrections are kept beside the table as {name}.mapping.json")
            }
            count => format!("Corrections are kept beside each of the {count} tables"),
        };
        let (text, ink) =
            lack(&draft.mapping).map_or((kept.as_str(), theme.muted), |text| (text, theme.warn));
        let galley = Text::new(text, TypeSize::LABEL, ink).cut(ui, ui.available_width());
        let (rect, response) =
            ui.allocate_exact_size(vec2(galley.size().x, style::CONTROL_HEIGHT), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::Status, true, text));
        paint_left(ui.painter(), rect, rect.left(), galley);
    });
}
