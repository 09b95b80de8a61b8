//! Prints JSON the way people write it: short objects on one line, long ones a field a line.

/// Longest line that an object or list may share, in characters, with its indentation.
const WIDTH: usize = 110;

/// A JSON value about to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Json {
    /// A value as text that is JSON already; it is printed as it is.
    Raw(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// A text, with its escapes.
    pub fn text(text: &str) -> Json {
        Json::Raw(quoted(text))
    }

    /// The value as a document that ends with a line break. The outermost value is always spread out.
    pub fn print(&self) -> String {
        let mut out = String::new();
        self.print_spread(0, &mut out);
        out.push('\n');
        out
    }

    /// The value where it begins behind so many characters of a line that is so far indented.
    pub fn print_at(&self, indent: usize, used: usize) -> String {
        let mut out = String::new();
        self.print_in(indent, used, &mut out);
        out
    }

    /// The value in one line, where it has at most `limit` characters and no line break.
    pub fn in_one_line(&self, limit: usize) -> Option<String> {
        let mut out = String::new();
        self.append(limit, &mut out).then_some(out)
    }

    fn append(&self, limit: usize, out: &mut String) -> bool {
        match self {
            // Length in bytes is never less than in characters, which is near enough for a line.
            Json::Raw(text) => {
                if text.len() > limit || text.contains('\n') {
                    return false;
                }
                out.push_str(text);
            }
            Json::List(list) => {
                out.push('[');
                for (index, element) in list.iter().enumerate() {
                    out.push_str(if index > 0 { ", " } else { "" });
                    if !element.append(limit, out) {
                        return false;
                    }
                }
                out.push(']');
            }
            Json::Object(members) if members.is_empty() => out.push_str("{}"),
            Json::Object(members) => {
                out.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    out.push_str(if index > 0 { ", " } else { " " });
                    out.push_str(&quoted(name));
                    out.push_str(": ");
                    if !value.append(limit, out) {
                        return false;
                    }
                }
                out.push_str(" }");
            }
        }
        out.len() <= limit
    }

    fn print_in(&self, indent: usize, used: usize, out: &mut String) {
        match self.in_one_line(WIDTH.saturating_sub(indent + used)) {
            Some(line) => out.push_str(&line),
            None => self.print_spread(indent, out),
        }
    }

    fn print_spread(&self, indent: usize, out: &mut String) {
        let (brackets, len) = match self {
            Json::Raw(text) => {
                out.push_str(text);
                return;
            }
            Json::List(list) => (('[', ']'), list.len()),
            Json::Object(members) => (('{', '}'), members.len()),
        };
        out.push(brackets.0);
        for index in 0..len {
            out.push_str(if index > 0 { ",\n" } else { "\n" });
            let inner = indent + 2;
            out.extend(std::iter::repeat_n(' ', inner));
            match self {
                Json::List(list) => {
                    if let Some(element) = list.get(index) {
                        element.print_in(inner, 1, out);
                    }
                }
                Json::Object(members) => {
                    if let Some((name, value)) = members.get(index) {
                        let name = quoted(name);
                        out.push_str(&name);
                        out.push_str(": ");
                        value.print_in(inner, name.len() + 3, out);
                    }
                }
                Json::Raw(_) => {}
            }
        }
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', indent));
        out.push(brackets.1);
    }
}

/// A text with quotation marks and escapes.
pub(super) fn quoted(text: &str) -> String {
    // A text always has a JSON form; the empty one stands for an error that cannot happen.
    serde_json::to_string(text).unwrap_or_else(|_| "\"\"".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_objects_share_a_line_and_long_ones_do_not() {
        let lane =
            |id: &str| Json::Object(vec![("id".into(), Json::text(id)), ("label".into(), Json::text("L"))]);
        let file = Json::Object(vec![
            ("title".into(), Json::text("A \"title\"\n")),
            ("lanes".into(), Json::List(vec![lane("a"), lane(&"b".repeat(100))])),
            ("tags".into(), Json::List(vec![])),
        ]);
        insta::assert_snapshot!(file.print(), @r#"
        {
          "title": "A \"title\"\n",
          "lanes": [
            { "id": "a", "label": "L" },
            {
              "id": "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
              "label": "L"
            }
          ],
          "tags": []
        }
        "#);
    }
}
