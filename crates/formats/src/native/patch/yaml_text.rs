//! Values as YAML: scalars in the style that stood there before, short lists in brackets, everything else
//! with a line for each entry.

use super::super::pretty_json::{Json, quoted};
use super::replacements::INDENT;
use crate::report::diagnostic::Log;
use crate::report::field_path::Path;
use crate::syntax::json::{Kind, Raw, json_text};
use crate::syntax::yaml::json_of_plain;

/// Longest list that is written in brackets, in bytes.
const LIST_LIMIT: usize = 80;

/// Where a value is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Surroundings {
    /// Whether it stands within brackets.
    pub is_in_flow: bool,
    /// How far in the entry stands that it belongs to, in spaces.
    pub indent: usize,
    /// The line break of the file.
    pub line_break: &'static str,
}

/// A value in which every list and object is one, also where it was kept as JSON text.
pub(super) fn expanded(value: &Json) -> Json {
    match value {
        Json::List(list) => Json::List(list.iter().map(expanded).collect()),
        Json::Object(members) => {
            Json::Object(members.iter().map(|(name, value)| (name.clone(), expanded(value))).collect())
        }
        Json::Raw(text) => expanded_text(Raw::document(text)),
    }
}

fn expanded_text(raw: Raw<'_>) -> Json {
    match raw.kind() {
        Kind::List => {
            let elements = raw.elements(&mut Log::default(), &Path::Root);
            Json::List(elements.into_iter().map(expanded_text).collect())
        }
        Kind::Object => {
            let members = raw.members(&mut Log::default(), &Path::Root);
            let member = |member: &crate::syntax::json::Member<'_>| {
                (member.name.clone().into_owned(), expanded_text(member.value))
            };
            Json::Object(members.iter().map(member).collect())
        }
        _ => Json::Raw(raw.text.to_owned()),
    }
}

/// The text of a JSON string; `None` for other values.
pub(super) fn text_of(leaf: &str) -> Option<String> {
    leaf.starts_with('"').then(|| serde_json::from_str(leaf).ok()).flatten()
}

/// A scalar, in the style of the one that it replaces, as far as that can hold it.
pub(super) fn scalar(leaf: &str, old: &str, around: Surroundings) -> String {
    let Some(text) = text_of(leaf) else { return leaf.to_owned() };
    let is_number = |text: &str| serde_json::from_str::<serde_json::Number>(&json_of_plain(text)).is_ok();
    let is_one_line = !text.chars().any(char::is_control);
    let is_block = !around.is_in_flow && holds_as_block(&text);
    match old.as_bytes().first() {
        Some(b'|') if is_block => block(&text, '|', around),
        Some(b'>') if is_block && !text.trim_end_matches('\n').contains('\n') => block(&text, '>', around),
        Some(b'>') if is_block => block(&text, '|', around),
        Some(b'\'') if is_one_line => format!("'{}'", text.replace('\'', "''")),
        Some(b'"') => leaf.to_owned(),
        // Where a year stood as a number, another one does too.
        Some(_) if is_number(old) && is_number(&text) => text,
        None if is_block && text.contains('\n') => block(&text, '|', around),
        _ => plain_or_quoted(&text, around.is_in_flow),
    }
}

fn plain_or_quoted(text: &str, is_in_flow: bool) -> String {
    let is_special = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}');
    let is_plain = text.starts_with(char::is_alphanumeric)
        && json_of_plain(text) == json_text(text)
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.contains(is_special)
        && !(is_in_flow && text.contains([',', '[', ']', '{', '}', ':']));
    // JSON leaves the one control character beyond ASCII's first 32 as it is, which YAML does not allow.
    if is_plain { text.to_owned() } else { quoted(text).replace('\u{7F}', "\\x7F") }
}

/// Whether a text can stand as a block of lines.
fn holds_as_block(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let is_foreign =
        |c: char| c.is_control() && c != '\n' || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}');
    !body.is_empty() && !body.starts_with([' ', '\n']) && !body.ends_with('\n') && !body.contains(is_foreign)
}

fn block(text: &str, mark: char, around: Surroundings) -> String {
    let (chomping, body) = match text.strip_suffix('\n') {
        Some(body) => ("", body),
        None => ("-", text),
    };
    let mut out = format!("{mark}{chomping}");
    for line in body.split('\n') {
        out.push_str(around.line_break);
        if !line.is_empty() {
            out.push_str(&" ".repeat(around.indent + INDENT));
            out.push_str(line);
        }
    }
    out
}

/// A name of a field.
pub(super) fn name(name: &str) -> String {
    plain_or_quoted(name, true)
}

/// A value within brackets, in one line.
pub(super) fn flow(value: &Json, around: Surroundings) -> String {
    let around = Surroundings { is_in_flow: true, ..around };
    match value {
        Json::Raw(leaf) => scalar(leaf, "", around),
        Json::List(list) => {
            let elements: Vec<String> = list.iter().map(|element| flow(element, around)).collect();
            format!("[{}]", elements.join(", "))
        }
        Json::Object(members) if members.is_empty() => "{}".to_owned(),
        Json::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(field, value)| format!("{}: {}", name(field), flow(value, around)))
                .collect();
            format!("{{ {} }}", members.join(", "))
        }
    }
}

/// A value behind the colon of its field, with the space before it.
pub(super) fn behind_colon(value: &Json, around: Surroundings) -> String {
    let is_leaf = |value: &Json| matches!(value, Json::Raw(_));
    let inner = Surroundings { indent: around.indent + INDENT, ..around };
    let line = format!("{}{}", around.line_break, " ".repeat(inner.indent));
    match value {
        Json::Raw(leaf) => format!(" {}", scalar(leaf, "", around)),
        _ if around.is_in_flow => format!(" {}", flow(value, around)),
        Json::List(list) => {
            let in_brackets = flow(value, around);
            if list.iter().all(is_leaf) && in_brackets.len() <= LIST_LIMIT {
                return format!(" {in_brackets}");
            }
            list.iter().map(|element| format!("{line}{}", element_of(element, inner))).collect()
        }
        Json::Object(members) if members.is_empty() => " {}".to_owned(),
        Json::Object(members) => {
            members.iter().map(|(key, value)| format!("{line}{}", member_of(key, value, inner))).collect()
        }
    }
}

/// A field with its value; `around` says how far in the field stands.
pub(super) fn member_of(key: &str, value: &Json, around: Surroundings) -> String {
    format!("{}:{}", name(key), behind_colon(value, around))
}

/// An element of a list with its hyphen; `around` says how far in the hyphen stands.
pub(super) fn element_of(value: &Json, around: Surroundings) -> String {
    let inner = Surroundings { indent: around.indent + INDENT, ..around };
    match value {
        Json::Object(members) if !members.is_empty() => {
            let members: Vec<String> =
                members.iter().map(|(key, value)| member_of(key, value, inner)).collect();
            format!("- {}", members.join(&format!("{}{}", around.line_break, " ".repeat(inner.indent))))
        }
        Json::Raw(leaf) => format!("- {}", scalar(leaf, "", inner)),
        _ => format!("- {}", flow(value, around)),
    }
}
