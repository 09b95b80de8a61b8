//! Resolves the character references in texts and values of XML; reports those that are none, and control
//! characters.

use std::borrow::Cow;
use std::ops::Range;

use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;

/// Longest name of a character reference.
const LONGEST_REFERENCE: usize = 32;

/// Where a text comes from, which decides what is special in it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TextKind {
    /// Between tags.
    Text,
    /// In `<![CDATA[…]]>`, where `&` is an ordinary character.
    CharacterData,
    /// In the value of an attribute, where breaks of lines are spaces.
    Attribute,
}

/// What a span of a text says.
pub(super) fn resolve<'t>(text: &'t str, span: Range<usize>, kind: TextKind, log: &mut Log) -> Cow<'t, str> {
    let source = text.get(span.clone()).unwrap_or_default();
    let is_special = |byte: &u8| match byte {
        b'&' => kind != TextKind::CharacterData,
        b'\t' | b'\n' => kind == TextKind::Attribute,
        _ => *byte < 0x20 && !matches!(byte, b'\t' | b'\n'),
    };
    let mut resolved = String::new();
    let mut rest = source;
    while let Some(length) = rest.as_bytes().iter().position(is_special) {
        let (before, special) = rest.split_at_checked(length).unwrap_or((rest, ""));
        resolved.push_str(before);
        let at = span.end - special.len();
        let used = match special.as_bytes().first() {
            Some(b'&') => reference(text, at..span.end, &mut resolved, log),
            Some(b'\r') => {
                resolved.push(if kind == TextKind::Attribute { ' ' } else { '\n' });
                if special.starts_with("\r\n") { 2 } else { 1 }
            }
            Some(b'\t' | b'\n') => {
                resolved.push(' ');
                1
            }
            _ => {
                let message = "A control character is not allowed in XML".to_owned();
                let finding = repaired(text, at..at + 1, message);
                log.push(finding.hint("Take it out").effect("Read as a space"));
                resolved.push(' ');
                1
            }
        };
        rest = special.get(used..).unwrap_or_default();
    }
    if rest.len() == source.len() {
        return Cow::Borrowed(source);
    }
    resolved.push_str(rest);
    Cow::Owned(resolved)
}

/// Resolves the reference at the beginning of a span and gives its length.
fn reference(text: &str, span: Range<usize>, resolved: &mut String, log: &mut Log) -> usize {
    let at = span.start;
    let body = text.get(at + 1..span.end).unwrap_or_default();
    let end = body.bytes().take(LONGEST_REFERENCE).position(|byte| byte == b';');
    let name = end.and_then(|end| body.get(..end)).unwrap_or_default();
    let known = quick_xml::escape::resolve_xml_entity(name);
    if let Some(character) = known.map(str::to_owned).or_else(|| numeric(name).map(String::from)) {
        resolved.push_str(&character);
        return name.len() + 2;
    }
    if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        let plain = crate::import::plain_from_html(&format!("x&{name};x"));
        let character = plain.strip_prefix('x').and_then(|rest| rest.strip_suffix('x'));
        if let Some(character) = character.filter(|text| text.chars().count() == 1) {
            let message = format!("&{name}; is a name of HTML and not of XML");
            let (hint, effect) = match character {
                " " => ("Write &#160;".to_owned(), "Read as a space".to_owned()),
                _ => (format!("Write {character}"), format!("Read as {character}")),
            };
            log.push(repaired(text, at..at + name.len() + 2, message).hint(hint).effect(effect));
            resolved.push_str(character);
            return name.len() + 2;
        }
    }
    let message = "This & begins no character reference".to_owned();
    log.push(repaired(text, at..at + 1, message).hint("Write &amp;").effect("Read as &"));
    resolved.push('&');
    1
}

/// The character of `#233` or `#xE9`; `None` where XML does not allow it.
fn numeric(name: &str) -> Option<char> {
    let digits = name.strip_prefix('#')?;
    let code = match digits.strip_prefix('x') {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => digits.parse(),
    };
    let is_allowed =
        |c: &char| matches!(c, '\t' | '\n' | '\r') || *c >= ' ' && !matches!(c, '\u{FFFE}' | '\u{FFFF}');
    code.ok().and_then(char::from_u32).filter(is_allowed)
}

/// A finding about a span of the text that is read in another way than it is written.
pub(super) fn repaired(text: &str, span: Range<usize>, message: String) -> Diagnostic {
    let found = text.get(span.clone()).unwrap_or_default();
    let finding = Diagnostic::new(Severity::Warning, span, &Path::Root, message);
    let mut finding = if found.is_empty() { finding } else { finding.found(found) };
    finding.is_repaired = true;
    finding
}
