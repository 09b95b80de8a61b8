//! Changes in a file of JSON.

use super::super::pretty_json::{Json, quoted};
use super::replacements::{Bracketed, Replacements};
use super::target::{Change, Target};
use crate::syntax::json::Raw;

/// A text of JSON that values are changed in.
#[derive(Debug)]
pub(super) struct JsonTarget<'t> {
    replacements: Replacements<'t>,
}

impl<'t> JsonTarget<'t> {
    /// Nothing changed yet in a text, of which `plain` has spaces in the place of comments.
    pub fn new(text: &'t str, plain: &'t str) -> Self {
        JsonTarget { replacements: Replacements::new(text, plain, None) }
    }

    /// The text with all changes.
    pub fn applied(self) -> String {
        self.replacements.applied()
    }

    fn entry(&self, name: Option<&str>, value: &Json, indent: usize) -> String {
        let name = name.map(|name| format!("{}: ", quoted(name))).unwrap_or_default();
        let value = self.printed(value, indent, name.len());
        format!("{name}{value}")
    }

    fn printed(&self, value: &Json, indent: usize, used: usize) -> String {
        let printed = value.print_at(indent, used);
        let line_break = self.replacements.line_break;
        if line_break == "\n" { printed } else { printed.replace('\n', line_break) }
    }

    fn entries<E>(
        &mut self,
        holder: Raw<'_>,
        change: &Change<E>,
        entry: impl Fn(&Self, &E, usize) -> String,
    ) {
        let entries = Bracketed {
            holder: holder.range(),
            spans: &change.spans,
            gone: &change.gone,
            at: change.at,
            spreads_when_empty: true,
        };
        let indent = self.replacements.indent_of_entries(&entries);
        let added: Vec<String> = change.added.iter().map(|one| entry(self, one, indent)).collect();
        self.replacements.entries(&entries, &added);
    }
}

impl Target for JsonTarget<'_> {
    fn put(&mut self, raw: Raw<'_>, value: &Json) {
        let line = self.replacements.line_before(raw.at);
        let indent = self.replacements.indent_of_line(raw.at);
        let value = self.printed(value, indent, line.len() - indent);
        self.replacements.put(raw.range(), value);
    }

    fn list(&mut self, list: Raw<'_>, change: &Change<Json>) {
        self.entries(list, change, |this, value, indent| this.entry(None, value, indent));
    }

    fn object(&mut self, object: Raw<'_>, change: &Change<(String, Json)>) {
        self.entries(object, change, |this, (name, value), indent| this.entry(Some(name), value, indent));
    }
}
