//! Values as TOML, within a line; a long list of tables has a line for each.

use super::super::pretty_json::{Json, quoted};
use super::yaml_text::text_of;

/// Longest list of tables in one line, in bytes.
const LINE_LIMIT: usize = 100;

/// A value, in the style of the one that it replaces, as far as that can hold it; `None` for null, which TOML
/// does not have.
pub(super) fn value(value: &Json, old: &str, line_break: &str) -> Option<String> {
    let Json::List(list) = value else { return in_line(value, old, line_break) };
    let line = in_line(value, old, line_break)?;
    if line.len() <= LINE_LIMIT || !list.iter().any(|element| matches!(element, Json::Object(_))) {
        return Some(line);
    }
    let elements: Option<Vec<String>> =
        list.iter().map(|element| Some(format!("  {},", in_line(element, "", line_break)?))).collect();
    Some(format!("[{line_break}{}{line_break}]", elements?.join(line_break)))
}

/// A value in one line.
pub(super) fn in_line(value: &Json, old: &str, line_break: &str) -> Option<String> {
    match value {
        Json::Raw(leaf) => scalar(leaf, old, line_break),
        Json::List(list) => {
            let elements: Option<Vec<String>> =
                list.iter().map(|element| in_line(element, "", line_break)).collect();
            Some(format!("[{}]", elements?.join(", ")))
        }
        Json::Object(members) if members.is_empty() => Some("{}".to_owned()),
        Json::Object(members) => {
            let members: Option<Vec<String>> =
                members.iter().map(|(name, value)| field(name, value, line_break)).collect();
            Some(format!("{{ {} }}", members?.join(", ")))
        }
    }
}

/// A field of a table in brackets.
pub(super) fn field(key: &str, value: &Json, line_break: &str) -> Option<String> {
    Some(format!("{} = {}", name(key), in_line(value, "", line_break)?))
}

/// A name, in quotation marks where it needs them.
pub(super) fn name(name: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if !name.is_empty() && name.chars().all(is_bare) { name.to_owned() } else { in_quotes(name) }
}

fn in_quotes(text: &str) -> String {
    quoted(text).replace('\u{7F}', "\\u007F")
}

fn scalar(leaf: &str, old: &str, line_break: &str) -> Option<String> {
    let Some(text) = text_of(leaf) else { return (leaf != "null").then(|| leaf.to_owned()) };
    let has_control = text.chars().any(char::is_control);
    let is_number = |text: &str| serde_json::from_str::<serde_json::Number>(text).is_ok();
    Some(if old.starts_with("\"\"\"") && text.contains('\n') && line_break == "\n" {
        let line = |line: &str| {
            let line = in_quotes(line);
            line.strip_prefix('"').and_then(|line| line.strip_suffix('"')).unwrap_or_default().to_owned()
        };
        let lines: Vec<String> = text.split('\n').map(line).collect();
        format!("\"\"\"\n{}\"\"\"", lines.join("\n"))
    } else if old.starts_with('\'') && !old.starts_with("'''") && !has_control && !text.contains('\'') {
        format!("'{text}'")
    } else if is_date(old) && is_date(&text) || is_number(old) && is_number(&text) {
        text
    } else {
        in_quotes(&text)
    })
}

/// Whether a text is a date, a time or both, as TOML has them without quotation marks.
fn is_date(text: &str) -> bool {
    text.parse::<toml::value::Datetime>().is_ok()
}
