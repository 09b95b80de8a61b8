//! How a source is named in cards, facets and citations.

use dateline_time::Date;
use dateline_timeline::model::Source;

/// Who published it, who wrote it, when: "CNA, Tang See Kit, 30 March 2022".
pub(super) fn byline(source: &Source) -> String {
    let mut parts = vec![name(source).to_owned()];
    parts.extend(authors(source));
    parts.extend(source.published.as_ref().map(stated_text));
    parts.join(", ")
}

/// Who published it and when, for lists: "CNA, 30 Mar 2022"; its title where the day is not stated.
pub(super) fn short_byline(source: &Source) -> String {
    match &source.published {
        Some(date) => format!("{}, {}", name(source), date.short_text()),
        None if source.title.is_empty() => name(source).to_owned(),
        None => source.title.clone(),
    }
}

/// A date as text without what is not stated: for the dates of sources, which claim nothing about an event.
pub(super) fn stated_text(date: &Date) -> String {
    let text = date.label();
    split_unstated(&text).0.to_owned()
}

/// What a date says, and from the first comma on what it does not say or says with doubt.
pub(super) fn split_unstated(text: &str) -> (&str, &str) {
    const DOUBTS: [&str; 4] = ["not stated", "inferred", "approximate", "not known"];
    text.find(", ")
        .filter(|at| text.get(*at..).is_some_and(|rest| DOUBTS.iter().any(|doubt| rest.ends_with(doubt))))
        .and_then(|at| text.split_at_checked(at))
        .unwrap_or((text, ""))
}

/// Its publisher, or its title where no publisher is given, or its id.
pub(super) fn name(source: &Source) -> &str {
    [&source.publisher, &source.title, &source.key]
        .into_iter()
        .find(|text| !text.is_empty())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_not_stated_is_split_off() {
        let cases = [
            ("August 2021, day not stated", ("August 2021", ", day not stated")),
            ("29 March 2022", ("29 March 2022", "")),
            ("29 March 2022, 13:30", ("29 March 2022, 13:30", "")),
            ("October 2022, inferred", ("October 2022", ", inferred")),
            ("from March 2022, end not known", ("from March 2022", ", end not known")),
        ];
        for (text, split) in cases {
            assert_eq!(split_unstated(text), split);
        }
    }
}
