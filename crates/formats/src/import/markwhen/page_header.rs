//! What stands before the first event of a page: title, description, zone, the order of days and months.

use crate::report::diagnostic::{Diagnostic, Severity};
use crate::report::field_path::Path;
use dateline_time::Zone;
use dateline_time::phrases::DayOrder;

/// The head of a page.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub title: String,
    pub description: String,
    pub zone: Option<Zone>,
    pub order: Option<DayOrder>,
    /// What this program does nothing with: name and text.
    pub left: Vec<(String, String)>,
    /// What is wrong in it.
    pub findings: Vec<Diagnostic>,
    /// The entry whose further lines may follow.
    current: Option<String>,
}

impl Header {
    /// Reads a line; `at` is its place in the text.
    pub fn line(&mut self, line: &str, at: usize) {
        let trimmed = line.trim();
        let is_silent = trimmed.is_empty() || trimmed.starts_with("//") || trimmed.chars().all(|c| c == '-');
        if is_silent {
            return;
        }
        let is_further = line.starts_with([' ', '\t']) || trimmed.starts_with("- ");
        if let Some(name) = self.current.clone().filter(|_| is_further) {
            self.add(&name, trimmed);
            return;
        }
        let start = at + line.len() - line.trim_start().len();
        let place = start..start + trimmed.len();
        let entry = trimmed.split_once(':').filter(|(name, _)| is_name(name.trim()));
        let Some((name, value)) = entry else {
            let message = "This line stands before the first event and says nothing about the file";
            let finding = Diagnostic::new(Severity::Warning, place, &Path::Root, message);
            self.findings.push(
                finding
                    .found(trimmed)
                    .hint("Write a date and a colon before it, or // to make it a comment")
                    .effect("Not shown"),
            );
            return;
        };
        let (name, value) = (name.trim(), unquoted(value.trim()));
        self.current = Some(name.to_owned());
        match name.to_lowercase().as_str() {
            "title" => self.title = value.to_owned(),
            "description" => self.description = value.trim_matches(['|', '>']).trim().to_owned(),
            "timezone" | "tz" => match zone_of(value) {
                Some(zone) => self.zone = Some(zone),
                None => self.findings.push(unknown_zone(value, place)),
            },
            "dateformat" => self.order = order_of(value).or(self.order),
            _ => self.left.push((name.to_owned(), value.to_owned())),
        }
    }

    fn add(&mut self, name: &str, text: &str) {
        if name.eq_ignore_ascii_case("description") {
            let space = if self.description.is_empty() { "" } else { "\n" };
            self.description = format!("{}{space}{text}", self.description);
        } else if name.eq_ignore_ascii_case("dateformat") {
            self.order = self.order.or_else(|| order_of(text));
        } else if let Some((_, value)) = self.left.iter_mut().rev().find(|(other, _)| other == name) {
            value.push('\n');
            value.push_str(text);
        }
    }
}

/// The finding about a zone that is not known.
pub(super) fn unknown_zone(value: &str, place: std::ops::Range<usize>) -> Diagnostic {
    let suggestion = Zone::parse(value).err().and_then(|error| error.suggestion);
    Diagnostic::new(Severity::Warning, place, &Path::Root, "No time zone has this name")
        .found(value)
        .expected("An IANA time zone, such as Asia/Singapore")
        .hint(suggestion.map_or_else(String::new, |zone| format!("Did you mean {zone}?")))
        .effect("Left out")
}

/// A zone by its name, or by whole hours from UTC: "America/New_York", "-5", "UTC+8", "+08:00".
pub(super) fn zone_of(text: &str) -> Option<Zone> {
    let text = unquoted(text.trim());
    if let Ok(zone) = Zone::parse(text) {
        return Some(zone);
    }
    let body = ["UTC", "GMT"].iter().find_map(|name| text.strip_prefix(name)).unwrap_or(text).trim();
    let hours = body.strip_suffix(":00").or_else(|| body.strip_suffix("00").filter(|hours| hours.len() == 3));
    let hours: i8 = hours.unwrap_or(body).parse().ok()?;
    match hours {
        0 => Some(Zone::UTC),
        // The signs of these names count the other way round.
        1..=14 => Zone::parse(&format!("Etc/GMT-{hours}")).ok(),
        -12..=-1 => Zone::parse(&format!("Etc/GMT+{}", -hours)).ok(),
        _ => None,
    }
}

/// Whether the day stands before the month: `d/M/y`.
fn order_of(text: &str) -> Option<DayOrder> {
    let (day, month) = (text.find('d')?, text.find('M')?);
    Some(if day < month { DayOrder::DayFirst } else { DayOrder::MonthFirst })
}

/// The name of an entry: one word, or a tag.
pub(super) fn is_name(name: &str) -> bool {
    let body = unquoted(name);
    let body = body.strip_prefix('#').unwrap_or(body);
    !body.is_empty() && body.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/'))
}

/// Without quotation marks around it.
fn unquoted(text: &str) -> &str {
    let inner = |mark: char| text.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
    inner('"').or_else(|| inner('\'')).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_named_or_counted() {
        let cases = [
            ("Asia/Singapore", Some("Asia/Singapore")),
            ("+8", Some("Etc/GMT-8")),
            ("-5", Some("Etc/GMT+5")),
            ("-05:00", Some("Etc/GMT+5")),
            ("UTC+8", Some("Etc/GMT-8")),
            ("+0800", Some("Etc/GMT-8")),
            ("0", Some("UTC")),
            ("+5:30", None),
            ("Atlantis", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(zone_of(text).map(Zone::name), expected, "{text}");
        }
    }
}
