//! What the event of a row rests on: titles, addresses, publishers and quotations from their columns.

use super::role::Role;
use super::row_reading::RowReading;
use crate::import::{in_one_line, link, source_of, unquoted};
use dateline_timeline::model::{Citation, Quote, Source};

/// What a source is called of which only words are given.
const NAMELESS: &str = "Source not stated";

/// The citations of a row.
pub(super) fn citations(row: &mut RowReading<'_, '_>) -> Vec<(Source, Citation)> {
    let title = row.take(Role::Source).unwrap_or_default();
    let stated = row.take(Role::SourceUrl).unwrap_or_default();
    let mut addresses = links_in(&stated);
    if addresses.is_empty() && !stated.is_empty() {
        row.unread(
            Role::SourceUrl,
            "This is no address of the web",
            "An address that begins with https://",
            "Not used",
        );
    }
    let is_one = row.is_own() || addresses.len() == 1;
    let mut titles = if is_one { vec![title] } else { parts(&title) };
    titles.retain(|title| !title.is_empty());
    if addresses.is_empty() && titles.iter().any(|title| link(title).is_some()) {
        let (links, others): (Vec<_>, Vec<_>) = titles.into_iter().partition(|title| link(title).is_some());
        (addresses, titles) = (links, others);
    }
    let publisher = in_one_line(&row.take(Role::Publisher).unwrap_or_default());
    let published = row.date(Role::Published);
    let words = row.take(Role::Quote);
    let mut sources: Vec<Source> = (0..titles.len().max(addresses.len()))
        .filter_map(|place| {
            let title = titles.get(place).map_or("", String::as_str);
            source_of(title, addresses.get(place).map_or("", String::as_str))
        })
        .collect();
    if sources.is_empty() {
        let rests_on_text = words.as_ref().map(|_| NAMELESS);
        let name = Some(publisher.as_str()).filter(|name| !name.is_empty()).or(rests_on_text);
        sources.extend(name.and_then(|name| source_of(name, "")));
    }
    if sources.is_empty()
        && let Some(date) = &published
    {
        row.leave(Role::Published, date.text());
    }
    let mut quote =
        words.map(|exact| Quote { exact, prefix: String::new(), suffix: String::new(), extra: Vec::new() });
    let cited = sources.into_iter().map(|mut source| {
        if publisher != source.title {
            source.publisher.clone_from(&publisher);
        }
        source.published.clone_from(&published);
        let citation = Citation { quote: quote.take(), ..unquoted(&source) };
        (source, citation)
    });
    cited.collect()
}

/// Several titles in one cell.
fn parts(text: &str) -> Vec<String> {
    text.split([';', '|', '\n']).map(in_one_line).filter(|part| !part.is_empty()).collect()
}

/// The addresses in a cell, if it holds nothing else.
fn links_in(text: &str) -> Vec<String> {
    if let Some(whole) = link(text).filter(|whole| !whole.contains([';', '|'])) {
        return vec![whole];
    }
    let parts = text.split(|letter: char| letter.is_whitespace() || matches!(letter, ';' | '|'));
    let parts: Vec<&str> =
        parts.map(|part| part.trim_end_matches(',')).filter(|part| !part.is_empty()).collect();
    let links: Vec<String> = parts.iter().filter_map(|part| link(part)).collect();
    if links.len() == parts.len() { links } else { link(text).into_iter().collect() }
}
