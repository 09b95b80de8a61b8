//! The text of an event: title, tags, id, links, how far it has come, and what more it says.

use crate::import::Draft;
use dateline_timeline::model::Status;

/// Tags, links and the like that were taken out of a line.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Line {
    /// The words that are left.
    pub words: String,
    pub tags: Vec<String>,
    /// Title and address.
    pub links: Vec<(String, String)>,
    /// The id in the old notation: `!id`.
    pub id: Option<String>,
    /// How far it has come, of 100.
    pub progress: Option<u8>,
}

/// Reads the text behind the colon.
pub(super) fn first_line(text: &str) -> Line {
    let mut line = Line::default();
    let (text, links) = without_links(text.trim());
    line.links = links;
    let mut rest = text.trim();
    for (mark, progress) in [("[ ]", 0), ("[x]", 100), ("[X]", 100)] {
        if let Some(behind) = rest.strip_prefix(mark) {
            line.progress = Some(progress);
            rest = behind.trim_start();
        }
    }
    let words: Vec<&str> = rest.split_whitespace().collect();
    let mut kept: Vec<(String, bool)> = Vec::with_capacity(words.len());
    for (index, word) in words.iter().enumerate() {
        if let Some(tag) = tag_of(word) {
            line.tags.push(tag.to_owned());
            kept.push((word.trim_start_matches('#').to_owned(), true));
        } else if let Some(id) = id_of(word).filter(|_| line.id.is_none()) {
            line.id = Some(id.to_owned());
        } else if let Some(progress) = percent(word).filter(|_| index == 0) {
            line.progress = Some(progress);
        } else if is_address(word) {
            line.links.push((String::new(), (*word).to_owned()));
            kept.push(((*word).to_owned(), true));
        } else {
            kept.push(((*word).to_owned(), false));
        }
    }
    // Tags and addresses behind the words are no words; among them, or alone, they are.
    let has_words = kept.iter().any(|(_, is_extra)| !is_extra);
    while has_words && kept.last().is_some_and(|(_, is_extra)| *is_extra) {
        kept.pop();
    }
    line.words = kept.into_iter().map(|(word, _)| word).collect::<Vec<_>>().join(" ");
    line
}

/// Takes tags, links and checkboxes out of the lines behind the first one, and keeps the lines as a summary.
pub(super) fn add_body(lines: &[&str], line: &mut Line, draft: &mut Draft) {
    let (mut done, mut open) = (0_usize, 0_usize);
    for text in lines {
        let trimmed = text.trim();
        let item = trimmed.strip_prefix("- ").or_else(|| trimmed.strip_prefix("* ")).map(str::trim_start);
        match item {
            Some(item) if item.starts_with("[ ]") => open += 1,
            Some(item) if item.starts_with("[x]") || item.starts_with("[X]") => done += 1,
            _ => {}
        }
        if let Some(progress) = percent(trimmed) {
            line.progress = Some(progress);
        }
        let (rest, links) = without_links(trimmed);
        line.links.extend(links);
        for word in rest.split_whitespace() {
            if let Some(tag) = tag_of(word) {
                line.tags.push(tag.to_owned());
            } else if is_address(word) {
                line.links.push((String::new(), word.to_owned()));
            }
        }
    }
    if line.progress.is_none() && done + open > 0 {
        line.progress = Some((done * 100 / (done + open)) as u8);
    }
    let indent = lines.iter().filter(|text| !text.trim().is_empty()).map(|text| indent_of(text)).min();
    let lines: Vec<&str> =
        lines.iter().map(|text| text.get(indent.unwrap_or(0)..).unwrap_or_default().trim_end()).collect();
    draft.event.summary = lines.join("\n").trim().to_owned();
}

fn indent_of(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t']).len()
}

/// What became of it, by how far it has come.
pub(super) fn status_of(progress: u8) -> Status {
    match progress {
        0 => Status::Planned,
        100.. => Status::Happened,
        _ => Status::Ongoing,
    }
}

/// `#word`, but no number and no heading.
fn tag_of(word: &str) -> Option<&str> {
    let tag = word.strip_prefix('#')?.trim_end_matches([',', '.', ';', ':', '!', '?', ')']);
    let is_word = tag.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '/'));
    (is_word && tag.chars().any(|c| !c.is_ascii_digit())).then_some(tag).filter(|tag| !tag.is_empty())
}

/// `!id`
fn id_of(word: &str) -> Option<&str> {
    let id = word.strip_prefix('!')?;
    let is_word = id.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    (is_word && !id.is_empty()).then_some(id)
}

/// `50%`
fn percent(word: &str) -> Option<u8> {
    word.strip_suffix('%')?.parse().ok().filter(|percent| *percent <= 100)
}

fn is_address(word: &str) -> bool {
    ["http://", "https://", "www."].iter().any(|scheme| word.starts_with(scheme))
}

/// The text with the words of its links in their place, without pictures, and the links.
fn without_links(text: &str) -> (String, Vec<(String, String)>) {
    let (mut words, mut links) = (String::with_capacity(text.len()), Vec::new());
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        let (before, behind) = rest.split_at(open);
        let Some((label, address, length)) = link_at(behind) else {
            words.push_str(before);
            words.push('[');
            rest = behind.get(1..).unwrap_or_default();
            continue;
        };
        let is_picture = before.ends_with('!');
        words.push_str(before.strip_suffix('!').unwrap_or(before));
        if !is_picture {
            words.push_str(label);
        }
        links.push((label.to_owned(), address.to_owned()));
        rest = behind.get(length..).unwrap_or_default();
    }
    words.push_str(rest);
    (words, links)
}

/// `[label](address)` at the beginning of a text: both, and how long it is.
fn link_at(text: &str) -> Option<(&str, &str, usize)> {
    let close = text.find(']')?;
    let label = text.get(1..close)?;
    let target = text.get(close + 1..)?.strip_prefix('(')?;
    let end = target.find(')')?;
    let address = target.get(..end)?.split_whitespace().next()?;
    let is_outside = is_address(address) || address.starts_with("mailto:");
    (is_outside && !label.contains('[')).then_some((label, address, close + 1 + 1 + end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_line_is_taken_apart() {
        let read = |text: &str| {
            let line = first_line(text);
            (line.words, line.tags.join(","), line.links.len(), line.id, line.progress)
        };
        let none = || (String::new(), String::new(), 0, None, None);
        let cases = [
            ("Signed #talks #port", ("Signed".to_owned(), "talks,port".to_owned(), 0, None, None)),
            ("Met #John in Rome", ("Met John in Rome".to_owned(), "John".to_owned(), 0, None, None)),
            ("#John", ("John".to_owned(), "John".to_owned(), 0, None, None)),
            ("Won #1 of 3", ("Won #1 of 3".to_owned(), String::new(), 0, None, None)),
            ("Sabu disk https://example.org/a", ("Sabu disk".to_owned(), String::new(), 1, None, None)),
            (
                "See [the pact](https://example.org) now",
                ("See the pact now".to_owned(), String::new(), 1, None, None),
            ),
            ("A list [1] of (things)", ("A list [1] of (things)".to_owned(), String::new(), 0, None, None)),
            ("!Start The start", ("The start".to_owned(), String::new(), 0, Some("Start".to_owned()), None)),
            ("50% Halfway", ("Halfway".to_owned(), String::new(), 0, None, Some(50))),
            ("Trade grows 5%", ("Trade grows 5%".to_owned(), String::new(), 0, None, None)),
            ("[x] Done", ("Done".to_owned(), String::new(), 0, None, Some(100))),
            ("[ ] To do", ("To do".to_owned(), String::new(), 0, None, Some(0))),
            ("![picture](https://example.org/a.png)", ("".to_owned(), String::new(), 1, None, None)),
            ("", none()),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
