//! A chronology to read and print: what happened in the order of time, under the years, with the words that
//! it rests on as quotations. No program reads it back.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::event_text::{
    Cited, bare_words, date_text, details_of, fields_beside, recurrence_text, status_text, whole_title,
};
use super::losses_of_head::{Held, Holds, Names, leave_head};
use super::saving::Saving;
use crate::import::in_one_line;
use crate::report::losses::{Fate, Losses, Thing};
use dateline_time::Date;
use dateline_timeline::model::{Citation, Event, EventId, SourceId, Timeline};

/// The heading of the events without a date.
const UNDATED: &str = "Date not stated";

/// The timeline as Markdown.
pub(super) fn write(saving: &Saving<'_>, losses: &mut Losses) -> Option<Vec<u8>> {
    let timeline = saving.timeline;
    let names = Names::of(timeline);
    let mut text = String::new();
    let title = if timeline.title().is_empty() { "Chronology" } else { timeline.title() };
    // Here and below: writing into a text cannot fail.
    let _ = writeln!(text, "# {}", escaped(title));
    paragraph(&mut text, &without_html(timeline.description()));
    let zones = timeline.display_zones();
    let home = timeline.head().zone_is_stated.then_some(timeline.zone());
    let place = home.map(|home| {
        let label = zones.iter().find(|(zone, _)| *zone == home).map(|(_, label)| label.clone());
        format!("Dates in {} time", escaped(&label.unwrap_or_else(|| home.place())))
    });
    let as_of = as_of(timeline).map(|date| format!("As of {}", escaped(&bare_words(&date))));
    paragraph(&mut text, &as_of.into_iter().chain(place).collect::<Vec<_>>().join(" · "));
    let mut heading = String::new();
    for id in timeline.chronological() {
        saving.check_cancel()?;
        let event = timeline.event(*id);
        let next = heading_of(&event, timeline.is_placed(*id));
        if next != heading {
            paragraph(&mut text, &format!("## {}", escaped(&next)));
            heading = next;
        }
        write_event(&mut text, &event, timeline, &names, losses);
    }
    let events: Vec<EventId> = timeline.ids().collect();
    let holds = Holds {
        title: true,
        description: true,
        zone: true,
        lanes: Held::As(Fate::BecameText),
        actors: Held::As(Fate::BecameText),
        tags: Held::As(Fate::BecameText),
        told_tag: None,
    };
    let cited: BTreeSet<SourceId> = events.iter().flat_map(|id| timeline.sources_of(*id)).copied().collect();
    for source in cited.iter().filter_map(|id| timeline.source(*id)) {
        losses.dropped(Thing::CitationDetail, details_of(source));
        losses.fields(&source.extra);
    }
    // Words are what this format is for: what became text is no loss.
    let mut head = Losses::default();
    leave_head(saving, &events, holds, &mut head);
    for loss in head.into_list().into_iter().filter(|loss| loss.fate != Fate::BecameText) {
        losses.count(loss.thing, loss.fate, loss.count);
    }
    Some(text.into_bytes())
}

/// The latest day on which a status was looked at.
fn as_of(timeline: &Timeline) -> Option<Date> {
    let dates = timeline.ids().filter_map(|id| timeline.event(id).as_of.clone());
    dates.max_by_key(|date| date.range(timeline.zone()).sort_key())
}

/// The year of an event; what its date says where that is less than a year.
fn heading_of(event: &Event, is_placed: bool) -> String {
    let date = event.date.as_ref().filter(|_| is_placed);
    let year = date.and_then(|date| date.year_text());
    year.map_or(UNDATED.to_owned(), |words| words.replace('\u{a0}', " "))
}

fn write_event(
    text: &mut String,
    event: &Event,
    timeline: &Timeline,
    names: &Names<'_>,
    losses: &mut Losses,
) {
    let Event {
        key: _,
        key_is_stated,
        title: _,
        date,
        date_note: _,
        unreadable_date: _,
        zone,
        status: _,
        as_of: _,
        lane: _,
        actors,
        tags,
        importance,
        place: _,
        summary: _,
        citations,
        relations,
        recurrence,
        extra: _,
    } = event;
    losses.dropped(Thing::Id, usize::from(*key_is_stated));
    losses.dropped(Thing::Importance, usize::from(*importance != Event::DEFAULT_IMPORTANCE));
    losses.fields(fields_beside(event));
    paragraph(text, &format!("### {}", escaped(&whole_title(event))));
    let mut facts = vec![date.as_ref().map_or(UNDATED.to_owned(), |date| escaped(&date_text(date)))];
    facts.extend(zone.map(|zone| format!("{} time", escaped(&zone.place()))));
    facts.push(escaped(&status_text(event)));
    facts.extend(Some(escaped(names.lane_of(event))).filter(|lane| !lane.is_empty()));
    paragraph(text, &facts.join(" · "));
    paragraph(text, &escaped(&event.shown_date_note()));
    paragraph(text, &without_html(&event.summary_with_place()));
    let mut lines = Vec::new();
    let actors = actors.iter().map(|actor| match (names.actor(actor.actor.index()), actor.role.as_str()) {
        (name, "") => escaped(name),
        (name, role) => format!("{} ({})", escaped(name), escaped(role)),
    });
    lines.extend(listed("Actors", actors));
    lines.extend(listed("Tags", tags.iter().map(|tag| escaped(timeline.tag(*tag)))));
    if let Some(promise) = recurrence {
        losses.fields(&promise.extra);
        lines
            .extend(listed("Again", Some(recurrence_text(promise)).into_iter().map(|words| escaped(&words))));
    }
    for relation in relations {
        losses.fields(&relation.extra);
        let other = relation.to.map_or(relation.to_key.as_str(), |to| timeline.event_title(to));
        let kind = relation.kind.label();
        let note =
            if relation.note.is_empty() { String::new() } else { format!(" ({})", escaped(&relation.note)) };
        let basis = if relation.basis == dateline_timeline::model::Basis::Stated { "" } else { ", inferred" };
        lines.push(format!("* {}{basis}: {}{note}", capitalised(kind), escaped(other)));
    }
    paragraph(text, &lines.join("\n"));
    for citation in citations {
        leave_citation(citation, losses);
        write_citation(text, &Cited::of(citation, timeline));
        let mut beside = Vec::new();
        beside.extend(citation.date.as_ref().map(|date| format!("says {}", date_text(date))));
        beside.extend(citation.checked.as_ref().map(|checked| {
            let on = checked.on.as_ref().map_or(String::new(), |on| format!(", checked {}", bare_words(on)));
            format!("{}{on}", checked.verdict.label().to_lowercase())
        }));
        if !beside.is_empty() {
            // Within the quotation, below its source.
            let _ = writeln!(text, "> ({})", escaped(&beside.join("; ")));
        }
    }
}

/// What of a citation is not written.
fn leave_citation(citation: &Citation, losses: &mut Losses) {
    let Citation { source: _, source_key: _, quote, note: _, date: _, zone, supports, checked: _, extra } =
        citation;
    let around =
        quote.iter().flat_map(|quote| [&quote.prefix, &quote.suffix]).filter(|text| !text.is_empty());
    let details = around.count() + usize::from(zone.is_some()) + usize::from(!supports.is_empty());
    losses.dropped(Thing::CitationDetail, details);
    losses.fields(extra.iter().chain(quote.iter().flat_map(|quote| &quote.extra)));
}

/// The words as a block quotation, and below them where they stand.
fn write_citation(text: &mut String, cited: &Cited<'_>) {
    let mut lines: Vec<String> = Vec::new();
    if let Some(quote) = cited.quote {
        lines.extend(format!("“{}”", quote.trim()).lines().map(escaped));
        lines.push(String::new());
    }
    if !cited.note.is_empty() {
        lines.extend(cited.note.lines().map(escaped));
        lines.push(String::new());
    }
    let title = match &cited.url {
        Some(url) => format!("[{}](<{}>)", escaped(cited.title), url.replace(['<', '>'], "")),
        None => escaped(cited.title),
    };
    let byline =
        if cited.byline.is_empty() { String::new() } else { format!(", {}", escaped(&cited.byline)) };
    lines.push(format!("— {title}{byline}"));
    text.push('\n');
    for line in lines {
        let _ = writeln!(text, "{}", format!("> {}", line.trim()).trim_end());
    }
}

/// "* Tags: a, b"; nothing where there is none. The star begins a list of its own where the text before ends
/// in one.
fn listed(name: &str, values: impl Iterator<Item = String>) -> Option<String> {
    let values: Vec<String> = values.filter(|value| !value.is_empty()).collect();
    (!values.is_empty()).then(|| format!("* {name}: {}", values.join(", ")))
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// A block with an empty line before it; nothing for an empty one.
fn paragraph(text: &mut String, block: &str) {
    if !block.trim().is_empty() {
        let _ = writeln!(text, "\n{}", block.trim_end());
    }
}

/// A text in one line that means its letters and nothing else in Markdown.
fn escaped(text: &str) -> String {
    let line = in_one_line(text);
    let mut out = String::with_capacity(line.len());
    for (at, letter) in line.char_indices() {
        let rest = line.get(at + letter.len_utf8()..).unwrap_or_default();
        let is_special = match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' => true,
            '#' => at == 0 || rest.trim_matches('#').is_empty(),
            // Only where it could begin a reference to a character.
            '&' => {
                rest.starts_with(|next: char| next == '#' || next.is_ascii_alphabetic()) && rest.contains(';')
            }
            _ => false,
        };
        let begins_list = at == 0
            && match letter {
                '-' | '+' => rest.is_empty() || rest.starts_with([' ', '-']),
                '=' => rest.trim_matches('=').is_empty(),
                _ => false,
            };
        let ends_number = matches!(letter, '.' | ')')
            && at > 0
            && line.get(..at).is_some_and(|before| before.bytes().all(|byte| byte.is_ascii_digit()));
        if is_special || begins_list || ends_number {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// Markdown whose angle brackets are letters, other than those round an address: no program that shows it can
/// be made to run something.
fn without_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        let rest = text.get(at + letter.len_utf8()..).unwrap_or_default();
        let begins_tag =
            rest.starts_with(|next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'));
        let is_address = ["http://", "https://", "mailto:"].iter().any(|scheme| rest.starts_with(scheme));
        if letter == '<' && begins_tag && !is_address {
            out.push_str("&lt;");
        } else {
            out.push(letter);
        }
    }
    out
}
