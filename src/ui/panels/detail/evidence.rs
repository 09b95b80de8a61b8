//! What an event rests on: one card for each citation.

use egui::accesskit::Role;
use egui::{Layout, Response, Sense, Stroke, Ui, WidgetInfo, vec2};

use super::super::source_labels::{byline, name};
use super::long_list::LongList;
use super::shown_event::{Cited, ShownEvent};
use crate::session::Document;
use crate::ui::widgets::{Text, badge_ui, card_ui, followable, paraphrase_badge_ui, section_head_ui};
use crate::ui::{Asks, Request, fonts, style};
use dateline_picture::scene::TypeSize;
use dateline_timeline::evidence::{Finding, recorded_for, verdict_for};
use dateline_timeline::model::{Citation, Source, Supports};

/// The section with its head and a card for each citation; says so when there is none.
pub(super) fn citations_ui(ui: &mut Ui, document: &Document, shown: &ShownEvent, asks: &mut Asks) {
    let citations = &shown.event.citations;
    let count = match citations.len() {
        0 => "no citation".to_owned(),
        1 => "1 citation".to_owned(),
        count => format!("{count} citations"),
    };
    ui.add_space(style::SECTION_GAP);
    section_head_ui(ui, "What it rests on", &count, false);
    ui.add_space(6.0);
    if citations.is_empty() {
        let theme = style::theme(ui);
        Text::new("The file names no source for this event", TypeSize::LABEL, theme.muted).show(ui);
    }
    let list = LongList { event: shown.id, name: "citations", count: citations.len() };
    for index in 0..list.shown_count(ui) {
        let Some(cited) = shown.cited(&document.timeline, index) else { break };
        if index > 0 {
            ui.add_space(style::GAP);
        }
        ui.push_id(("citation", index), |ui| card_ui(ui, |ui| citation_ui(ui, document, &cited, asks)));
    }
    list.show_all_ui(ui);
}

fn citation_ui(ui: &mut Ui, document: &Document, cited: &Cited<'_>, asks: &mut Asks) {
    let citation = cited.citation;
    let theme = style::theme(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    if let Some(quote) = &citation.quote {
        quotation_ui(ui, &quote.exact);
        ui.add_space(6.0);
    }
    if !citation.note.is_empty() {
        Text::new(&citation.note, TypeSize::BODY, theme.ink).show_selectable(ui);
        ui.add_space(6.0);
    }
    let size = vec2(ui.available_width(), 20.0);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(egui::Align::Min), |ui| {
        ui.spacing_mut().item_spacing.x = style::GAP;
        verdict_ui(ui, document, cited);
        let size = vec2(ui.available_width(), 20.0);
        ui.allocate_ui_with_layout(size, Layout::top_down(egui::Align::Min), |ui| {
            ui.add_space(2.0);
            source_ui(ui, cited, asks);
            ui.add_space(2.0);
        });
    });
}

/// A check made when the file was opened, else the recorded one; with what stood in the way of a check.
fn verdict_ui(ui: &mut Ui, document: &Document, cited: &Cited<'_>) {
    let citation = cited.citation;
    let live = document.live.get(cited.event, cited.index);
    if citation.quote.is_none() && citation.checked.is_none() {
        // A source that is only named says nothing in other words.
        if !citation.note.is_empty() {
            paraphrase_badge_ui(ui);
        }
        return;
    }
    let (verdict, _) = verdict_for(citation, live);
    let unread = || cited.source.and_then(|source| document.unread_texts.get(&source.key)).cloned();
    let note = live.map_or_else(|| unread().unwrap_or_default(), Finding::note);
    badge_ui(ui, verdict, recorded_for(citation, live), &note);
}

/// The quotation in curly quotation marks, the opening one hung to the left of the lines that follow.
fn quotation_ui(ui: &mut Ui, exact: &str) {
    let theme = style::theme(ui);
    if exact.chars().any(fonts::is_right_to_left) {
        // It begins at the right, and so do its marks.
        Text::new(&format!("“{exact}”"), TypeSize::QUOTE, theme.ink).show_selectable(ui);
        return;
    }
    let opening = Text::new("“", TypeSize::QUOTE, theme.ink).line(ui);
    let hang = opening.size().x;
    let row = ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let (area, _) = ui.allocate_exact_size(vec2(hang, TypeSize::QUOTE.line), Sense::hover());
        ui.painter().galley(area.min, opening, egui::Color32::PLACEHOLDER);
        Text::new(&format!("{exact}”"), TypeSize::QUOTE, theme.ink).show_selectable(ui)
    });
    row.inner.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("“{exact}”")));
}

/// Who says so, and what it supports; a click opens the address.
fn source_ui(ui: &mut Ui, cited: &Cited<'_>, asks: &mut Asks) {
    let Cited { citation, source, is_same_source, .. } = *cited;
    let theme = style::theme(ui);
    let label = match source {
        Some(source) if is_same_source => format!("{}, same source", name(source)),
        Some(source) => byline(source),
        None => format!("“{}”, a source that the file does not describe", citation.source_key),
    };
    let supports = supports_text(citation);
    let address = source.and_then(|source| source.url.as_deref()).filter(|address| followable(address));
    let Some(address) = address else {
        let text =
            Text::new(&label, TypeSize::LABEL, theme.ink2).then(&supports, TypeSize::LABEL, theme.muted);
        let response = text.show_selectable(ui);
        hint_ui(response, source, None);
        return;
    };
    let galley = Text::new(&label, TypeSize::LABEL, theme.ink2)
        .then(&supports, TypeSize::LABEL, theme.muted)
        .wrapped(ui, ui.available_width());
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, ui.is_enabled(), format!("{label}{supports}")));
    ui.painter().galley(rect.min, galley.clone(), egui::Color32::PLACEHOLDER);
    if response.hovered() || response.has_focus() {
        let line = Stroke::new(1.0, style::color(theme.ink2));
        for row in &galley.rows {
            let row = row.rect().translate(rect.min.to_vec2());
            ui.painter().hline(row.x_range(), row.bottom() - 2.0, line);
        }
    }
    if response.clicked() {
        asks.ask(Request::FollowLink(address.to_owned()));
    }
    hint_ui(response.on_hover_cursor(egui::CursorIcon::PointingHand), source, Some(address));
}

fn hint_ui(response: Response, source: Option<&Source>, address: Option<&str>) {
    let title = source.map_or("", |source| source.title.as_str());
    let accessed =
        source.and_then(|source| source.accessed.as_ref()).map(|date| format!("Read there {}", date.label()));
    let grade = source.map(|source| source.grade.label().to_owned());
    let parts = [Some(title.to_owned()), grade, address.map(str::to_owned), accessed];
    let hint: Vec<String> = parts.into_iter().flatten().filter(|text| !text.is_empty()).collect();
    if !hint.is_empty() {
        response.on_hover_text(hint.join("\n"));
    }
}

/// " · supports the date"; empty where it supports nothing but the event as such.
fn supports_text(citation: &Citation) -> String {
    let text: Vec<&str> =
        citation.supports.iter().filter(|part| **part != Supports::Title).map(|part| part.label()).collect();
    match text.as_slice() {
        [] => String::new(),
        [one] => format!(" · supports {one}"),
        [first @ .., last] => format!(" · supports {} and {last}", first.join(", ")),
    }
}
