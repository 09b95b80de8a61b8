//! What a file says of an event beyond what the model holds: names and values in words, for people to read.

use serde_json::Value;

use super::diagnostic::cut;
use crate::format::Format;
use dateline_timeline::model::Event;

/// More fields of one event are not listed.
const MOST: usize = 60;
/// Longest value in characters.
const LONGEST: usize = 600;

/// The fields of an event that the model has no place for, in the order of the file: the columns of a table
/// that are kept beside it, the fields of another program, those that nobody knows. Values that are empty are
/// passed over, long ones cut.
pub fn further_fields(event: &Event) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for (name, json) in &event.extra {
        let Ok(value) = serde_json::from_str::<Value>(json) else { continue };
        match value {
            Value::Object(members) if Format::from_key(name).is_some() => {
                fields.extend(members.iter().filter_map(|(name, value)| Some((name.clone(), words(value)?))));
            }
            value => fields.extend(words(&value).map(|words| (name.clone(), words))),
        }
    }
    fields.truncate(MOST);
    fields
}

/// A value as people write it; `None` where there is nothing to read.
fn words(value: &Value) -> Option<String> {
    let words = match value {
        Value::Null => return None,
        Value::String(text) => text.trim().to_owned(),
        Value::Array(list) => list.iter().filter_map(words).collect::<Vec<_>>().join(", "),
        Value::Object(members) => {
            let parts = members.iter().filter_map(|(name, value)| Some(format!("{name}: {}", words(value)?)));
            parts.collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    };
    (!words.is_empty()).then(|| cut(&words, LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_other_formats_and_unknown_ones_are_listed_in_words() {
        let mut event = Event::new("a", "A");
        let extra = |name: &str, json: &str| (name.to_owned(), json.to_owned());
        event.extra = vec![
            extra("table", r#"{"Cost": "12", "Ministry": "Trade", "Empty": " "}"#),
            extra("colour", "\"red\""),
            extra("size", "[1, 2.5, {\"unit\": \"m\"}]"),
            extra("title", "null"),
            extra("broken", "{"),
        ];
        let listed = further_fields(&event);
        let listed: Vec<_> = listed.iter().map(|(name, words)| (name.as_str(), words.as_str())).collect();
        assert_eq!(
            listed,
            [("Cost", "12"), ("Ministry", "Trade"), ("colour", "red"), ("size", "1, 2.5, unit: m")]
        );
    }
}
