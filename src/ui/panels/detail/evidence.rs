//! What an event rests on: one card for each citation.

use egui::accesskit::Role;
use egui::{Layout, Response, Sense, Stroke, Ui, WidgetInfo, vec2};

use super::super::source_words::{byline, name};
use crate::session::Document;
use crate::ui::widgets::{
    Button, Words, badge_ui, card_ui, followable, paraphrase_badge_ui, section_head_ui, thousands,
};
use crate::ui::{Asks, Request, fonts, style};
use dateline_picture::scene::TypeSize;
use dateline_timeline::evidence::{Finding, recorded_for, verdict_for};
use dateline_timeline::model::{Citation, EventId, Source, Supports};

/// The section with its head and a card for each citation; says so when there is none.
pub(super) fn citations_ui(ui: &mut Ui, document: &Document, event: EventId, asks: &mut Asks) {
    let whole = document.timeline.event(event);
    let citations = &whole.citations;
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
        Words::new("The file names no source for this event", TypeSize::LABEL, theme.muted).show(ui);
    }
    let mut before = None;
    let shown = shown_count(ui, "citations", (event, citations.len()));
    for (place, citation) in citations.iter().enumerate().take(shown) {
        if place > 0 {
            ui.add_space(style::GAP);
        }
        let is_same = citation.source.is_some() && citation.source == before;
        ui.push_id(("citation", place), |ui| {
            card_ui(ui, |ui| citation_ui(ui, document, (event, place, is_same), asks));
        });
        before = citation.source;
    }
    show_all_ui(ui, "citations", (event, shown, citations.len()));
}

/// Most entries of a list that are laid out before a click shows all.
const MOST_AT_FIRST: usize = 40;

fn shows_all_id(name: &str, event: EventId) -> egui::Id {
    egui::Id::unique(("detail shows all", name, event))
}

/// How many entries of a list are shown at first, and all after a click.
pub(super) fn shown_count(ui: &Ui, name: &str, (event, count): (EventId, usize)) -> usize {
    let shows_all = ui.data(|data| data.get_temp::<bool>(shows_all_id(name, event))).unwrap_or(false);
    if shows_all { count } else { count.min(MOST_AT_FIRST) }
}

/// The button that shows the rest of a list, if there is a rest.
pub(super) fn show_all_ui(ui: &mut Ui, name: &str, (event, shown, count): (EventId, usize, usize)) {
    if shown >= count {
        return;
    }
    ui.add_space(style::GAP);
    let words = format!("Show all {} {name}", thousands(count));
    if ui.add(Button::new(&words)).clicked() {
        ui.data_mut(|data| data.insert_temp(shows_all_id(name, event), true));
    }
}

fn citation_ui(
    ui: &mut Ui,
    document: &Document,
    (event, place, is_same): (EventId, usize, bool),
    asks: &mut Asks,
) {
    let timeline = &document.timeline;
    let whole = timeline.event(event);
    let Some(citation) = whole.citations.get(place) else { return };
    let theme = style::theme(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    if let Some(quote) = &citation.quote {
        quotation_ui(ui, &quote.exact);
        ui.add_space(6.0);
    }
    if !citation.note.is_empty() {
        Words::new(&citation.note, TypeSize::BODY, theme.ink).show_selectable(ui);
        ui.add_space(6.0);
    }
    let source = citation.source.and_then(|id| timeline.source(id));
    let size = vec2(ui.available_width(), 20.0);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(egui::Align::Min), |ui| {
        ui.spacing_mut().item_spacing.x = style::GAP;
        verdict_ui(ui, document, (event, place), citation);
        let size = vec2(ui.available_width(), 20.0);
        ui.allocate_ui_with_layout(size, Layout::top_down(egui::Align::Min), |ui| {
            ui.add_space(2.0);
            source_ui(ui, citation, (source, is_same), asks);
            ui.add_space(2.0);
        });
    });
}

/// A check made when the file was opened, else the recorded one; with what stood in the way of a check.
fn verdict_ui(ui: &mut Ui, document: &Document, (event, place): (EventId, usize), citation: &Citation) {
    let live = document.live.get(event, place);
    if citation.quote.is_none() && citation.checked.is_none() {
        // A source that is only named says nothing in other words.
        if !citation.note.is_empty() {
            paraphrase_badge_ui(ui);
        }
        return;
    }
    let (verdict, _) = verdict_for(citation, live);
    let source = citation.source.and_then(|id| document.timeline.source(id));
    let unread = || source.and_then(|source| document.unread_texts.get(&source.key)).cloned();
    let note = live.map_or_else(|| unread().unwrap_or_default(), Finding::note);
    badge_ui(ui, verdict, recorded_for(citation, live), &note);
}

/// The words in curly quotation marks, the opening one hung to the left of the lines that follow.
fn quotation_ui(ui: &mut Ui, exact: &str) {
    let theme = style::theme(ui);
    if exact.chars().any(fonts::is_right_to_left) {
        // It begins at the right, and so do its marks.
        Words::new(&format!("“{exact}”"), TypeSize::QUOTE, theme.ink).show_selectable(ui);
        return;
    }
    let opening = Words::new("“", TypeSize::QUOTE, theme.ink).line(ui);
    let hang = opening.size().x;
    let row = ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let (place, _) = ui.allocate_exact_size(vec2(hang, TypeSize::QUOTE.line), Sense::hover());
        ui.painter().galley(place.min, opening, egui::Color32::PLACEHOLDER);
        Words::new(&format!("{exact}”"), TypeSize::QUOTE, theme.ink).show_selectable(ui)
    });
    row.inner.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("“{exact}”")));
}

/// Who says so, and what it supports; a click opens the address.
fn source_ui(ui: &mut Ui, citation: &Citation, (source, is_same): (Option<&Source>, bool), asks: &mut Asks) {
    let theme = style::theme(ui);
    let words = match source {
        Some(source) if is_same => format!("{}, same source", name(source)),
        Some(source) => byline(source),
        None => format!("“{}”, a source that the file does not describe", citation.source_key),
    };
    let supports = supports_words(citation);
    let address = source.and_then(|source| source.url.as_deref()).filter(|address| followable(address));
    let Some(address) = address else {
        let text =
            Words::new(&words, TypeSize::LABEL, theme.ink2).then(&supports, TypeSize::LABEL, theme.muted);
        let response = text.show_selectable(ui);
        hint_ui(response, source, None);
        return;
    };
    let galley = Words::new(&words, TypeSize::LABEL, theme.ink2)
        .then(&supports, TypeSize::LABEL, theme.muted)
        .wrapped(ui, ui.available_width());
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, ui.is_enabled(), format!("{words}{supports}")));
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
        source.and_then(|source| source.accessed.as_ref()).map(|date| format!("Read there {}", date.words()));
    let grade = source.map(|source| source.grade.label().to_owned());
    let parts = [Some(title.to_owned()), grade, address.map(str::to_owned), accessed];
    let hint: Vec<String> = parts.into_iter().flatten().filter(|words| !words.is_empty()).collect();
    if !hint.is_empty() {
        response.on_hover_text(hint.join("\n"));
    }
}

/// " · supports the date"; empty where it supports nothing but the event as such.
fn supports_words(citation: &Citation) -> String {
    let words: Vec<&str> =
        citation.supports.iter().filter(|part| **part != Supports::Title).map(|part| part.label()).collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => format!(" · supports {one}"),
        [first @ .., last] => format!(" · supports {} and {last}", first.join(", ")),
    }
}
