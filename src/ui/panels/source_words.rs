//! How a source is named in cards, facets and citations.

use crate::model::Source;

/// Who published it, who wrote it, when: "CNA, Tang See Kit, 30 March 2022".
pub(super) fn byline(source: &Source) -> String {
    let mut parts = vec![name(source).to_owned()];
    parts.extend(authors(source));
    parts.extend(source.published.as_ref().map(|date| date.words()));
    parts.join(", ")
}

/// Who published it and when, for lists: "CNA, 30 March 2022"; what, where the day is not stated.
pub(super) fn short_byline(source: &Source) -> String {
    match &source.published {
        Some(date) => format!("{}, {}", name(source), date.short_words()),
        None if source.title.is_empty() || name(source) == source.title => name(source).to_owned(),
        None => format!("{}: {}", name(source), source.title),
    }
}

/// Its publisher, or its title where no publisher is given, or its id.
pub(super) fn name(source: &Source) -> &str {
    [&source.publisher, &source.title, &source.key]
        .into_iter()
        .find(|words| !words.is_empty())
        .map_or("", |w| w)
}

/// Its authors: "Ann Lee", "Ann Lee and Bo Chen", "Ann Lee and 3 others".
pub(super) fn authors(source: &Source) -> Option<String> {
    match source.authors.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        [one, two] => Some(format!("{one} and {two}")),
        [one, others @ ..] => Some(format!("{one} and {} others", others.len())),
    }
}
