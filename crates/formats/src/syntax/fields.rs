//! Reads the fields of one object: what is wrong is reported where it stands, and the rest is used.
//!
//! A field whose value cannot be used, or says more than the model holds, is *kept as written*: it becomes
//! one of the object's extra fields under its own name, and saving writes it back. So nothing is lost by
//! opening and saving a file with mistakes in it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::date_field;
use super::json::{Kind, Member, Raw};
use super::vocabulary::NamedVocabulary;
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use dateline_time::did_you_mean;
use dateline_time::{Date, Zone};
use dateline_timeline::model::Extra;

/// Longest title, label or name in characters; longer ones are cut for showing and kept whole in the file.
pub(crate) const LINE_LIMIT: usize = 1_000;

/// The names that an object may hold.
pub(crate) struct Names {
    /// The names that the format knows.
    pub known: &'static [&'static str],
    /// Names that people use for them, with the hint to give.
    pub synonyms: &'static [(&'static str, &'static str)],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Unread,
    Read,
    Kept,
}

/// A field that is there and not null.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field<'a> {
    /// Its index among the members.
    pub index: usize,
    /// Its value.
    pub raw: Raw<'a>,
}

/// A field that is there but cannot be used; it was reported.
#[derive(Debug)]
pub(crate) struct Unusable {
    /// What the file says.
    pub stated: String,
}

/// The fields of one object.
pub(crate) struct Fields<'a, 'p> {
    members: Vec<(Member<'a>, Use)>,
    /// Where the object stands.
    pub path: &'p Path<'p>,
    /// The whole object.
    pub raw: Raw<'a>,
}

impl<'a, 'p> Fields<'a, 'p> {
    /// Splits an object. A name that stands there several times counts once, with its last value, as in
    /// other JSON readers.
    pub fn new(raw: Raw<'a>, path: &'p Path<'p>, log: &mut Log) -> Self {
        Fields::of(raw.members(log, path), raw, path, log)
    }

    /// The fields of an object that was split already.
    pub fn of(members: Vec<Member<'a>>, raw: Raw<'a>, path: &'p Path<'p>, log: &mut Log) -> Self {
        let mut members = members;
        remove_repeated(&mut members, path, log);
        Fields { members: members.into_iter().map(|member| (member, Use::Unread)).collect(), path, raw }
    }

    /// Whether the object has a member of that name, null or not.
    pub fn has(&self, name: &str) -> bool {
        self.members.iter().any(|(member, _)| member.name == name)
    }

    /// The names of all members.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.members.iter().map(|(member, _)| member.name.as_ref())
    }

    /// The value of a field; null counts as not there.
    pub fn get(&mut self, name: &str) -> Option<Field<'a>> {
        let index = self.members.iter().position(|(member, _)| member.name == name)?;
        let (member, usage) = self.members.get_mut(index)?;
        *usage = Use::Read;
        (member.value.kind() != Kind::Null).then_some(Field { index, raw: member.value })
    }

    /// Keeps a field as it is written.
    pub fn keep(&mut self, index: usize) {
        if let Some((_, usage)) = self.members.get_mut(index) {
            *usage = Use::Kept;
        }
    }

    /// Reports a value of the wrong kind and keeps it as written.
    fn wrong_kind(&mut self, field: Field<'a>, name: &str, expected: &str, log: &mut Log) {
        let path = self.path.field(name);
        let kind = field.raw.kind();
        if matches!(kind, Kind::Broken | Kind::Number) && !field.raw.report_syntax(log, &path) {
            return;
        }
        let message = format!("Expected {expected}, found {}", kind.label());
        log.push(
            Diagnostic::new(Severity::Error, field.raw.range(), &path, message)
                .found(&field.raw.shown())
                .expected(sentence(expected))
                .effect("The field is left out, and kept when saving"),
        );
        self.keep(field.index);
    }

    /// A text that names something; numbers and true/false are taken as they are written, for an id may well
    /// be 7.
    pub fn text(&mut self, name: &str, log: &mut Log) -> Option<(Cow<'a, str>, Field<'a>)> {
        let field = self.get(name)?;
        match field.raw.kind() {
            Kind::Text => Some((field.raw.words(log, &self.path.field(name)), field)),
            Kind::Number | Kind::Boolean if field.raw.is_sound() => Some((field.raw.text.into(), field)),
            _ => {
                self.wrong_kind(field, name, "a text", log);
                None
            }
        }
    }

    /// A text that is read by people; what else is taken as it is written is reported.
    fn prose(&mut self, name: &str, log: &mut Log) -> Option<(Cow<'a, str>, Field<'a>)> {
        let (text, field) = self.text(name, log)?;
        let kind = field.raw.kind();
        if kind != Kind::Text {
            let message = format!("Expected a text, found {}", kind.label());
            let finding =
                Diagnostic::new(Severity::Warning, field.raw.range(), &self.path.field(name), message);
            log.push(
                finding
                    .found(&text)
                    .expected(sentence("a text"))
                    .hint(format!("Write \"{text}\""))
                    .effect("Read as it is written"),
            );
        }
        Some((text, field))
    }

    /// A text of any length; empty when it is not there.
    pub fn words(&mut self, name: &str, log: &mut Log) -> String {
        self.prose(name, log).map_or_else(String::new, |(text, _)| text.into_owned())
    }

    /// A text of any length; what is no text stays among the extra fields and is not reported.
    pub fn only_text(&mut self, name: &str, log: &mut Log) -> Option<String> {
        let (member, _) = self.members.iter().find(|(member, _)| member.name == name)?;
        (member.value.kind() == Kind::Text).then(|| self.words(name, log))
    }

    /// A text that is shown in one line: cut after [`LINE_LIMIT`] characters.
    pub fn line(&mut self, name: &str, log: &mut Log) -> Option<String> {
        let (text, field) = self.prose(name, log)?;
        let Some((end, _)) = text.char_indices().nth(LINE_LIMIT) else { return Some(text.into_owned()) };
        let path = self.path.field(name);
        let message = format!("{} characters are too long for one line", text.chars().count());
        log.push(
            Diagnostic::new(Severity::Warning, field.raw.range(), &path, message)
                .found(&text)
                .expected(format!("At most {LINE_LIMIT} characters"))
                .effect(format!("Cut after {LINE_LIMIT} characters for showing, and kept whole when saving")),
        );
        self.keep(field.index);
        Some(format!("{}…", text.get(..end).unwrap_or_default()))
    }

    /// The elements of a list; a single object or text stands for a list of one.
    pub fn list(&mut self, name: &str, log: &mut Log) -> Option<(Vec<Raw<'a>>, Field<'a>)> {
        let field = self.get(name)?;
        match field.raw.kind() {
            Kind::List => Some((field.raw.elements(log, &self.path.field(name)), field)),
            Kind::Object | Kind::Text => Some((vec![field.raw], field)),
            _ => {
                self.wrong_kind(field, name, "a list", log);
                None
            }
        }
    }

    /// The texts of a list.
    pub fn texts(&mut self, name: &str, log: &mut Log) -> Vec<(Cow<'a, str>, Raw<'a>)> {
        let Some((elements, field)) = self.list(name, log) else { return Vec::new() };
        let path = self.path.field(name);
        let mut texts = Vec::with_capacity(elements.len());
        for (index, raw) in elements.into_iter().enumerate() {
            let path = path.item(index);
            match raw.kind() {
                Kind::Text => texts.push((raw.words(log, &path), raw)),
                Kind::Number if raw.is_sound() => texts.push((raw.text.into(), raw)),
                kind => {
                    self.keep(field.index);
                    log.push(wrong_element(raw, &path, "a text", kind));
                }
            }
        }
        texts
    }

    /// An object.
    pub fn object(&mut self, name: &str, log: &mut Log) -> Option<Field<'a>> {
        let field = self.get(name)?;
        if field.raw.kind() == Kind::Object {
            return Some(field);
        }
        self.wrong_kind(field, name, "an object", log);
        None
    }

    /// A number.
    pub fn number(&mut self, name: &str, log: &mut Log) -> Option<(f64, Field<'a>)> {
        let field = self.get(name)?;
        if field.raw.kind() == Kind::Number && field.raw.is_sound() {
            // Rust reads 1e400 as infinity, which the caller's range check reports.
            return field.raw.text.parse().ok().map(|number| (number, field));
        }
        self.wrong_kind(field, name, "a number", log);
        None
    }

    /// A value of a closed vocabulary.
    ///
    /// # Errors
    /// When the vocabulary has no such key; reported with the keys that it has.
    pub fn word<V: NamedVocabulary>(
        &mut self,
        name: &str,
        effect: &str,
        log: &mut Log,
    ) -> Result<Option<V>, Unusable> {
        let Some(field) = self.get(name) else { return Ok(None) };
        let path = self.path.field(name);
        let read = read_word(field.raw, effect, &path, log);
        if read.is_err() {
            self.keep(field.index);
        }
        read.map(Some)
    }

    /// A date.
    ///
    /// # Errors
    /// When it is not one; reported, with what happens meanwhile.
    pub fn date(&mut self, name: &str, effect: &str, log: &mut Log) -> Result<Option<Date>, Unusable> {
        let Some(field) = self.get(name) else { return Ok(None) };
        match date_field::read(field.raw, effect, &self.path.field(name), log) {
            Some(date) => Ok(Some(date)),
            None => {
                self.keep(field.index);
                Err(Unusable { stated: field.raw.shown().into_owned() })
            }
        }
    }

    /// A date where a wrong one counts as none.
    pub fn date_or_none(&mut self, name: &str, log: &mut Log) -> Option<Date> {
        self.date(name, "Left out, and kept when saving", log).ok().flatten()
    }

    /// A time zone.
    pub fn zone(&mut self, name: &str, log: &mut Log) -> Option<Zone> {
        let (text, field) = self.text(name, log)?;
        let error = match Zone::parse(&text) {
            Ok(zone) => return Some(zone),
            Err(error) => error,
        };
        let hint = error.suggestion.map_or_else(String::new, |zone| format!("Did you mean {zone}?"));
        log.push(
            Diagnostic::new(
                Severity::Warning,
                field.raw.range(),
                &self.path.field(name),
                "No time zone has this name",
            )
            .found(&text)
            .expected("An IANA time zone, such as Asia/Singapore")
            .hint(hint)
            .effect("Left out, and kept when saving"),
        );
        self.keep(field.index);
        None
    }

    /// The fields that the format does not know and those that are kept as written, in the order of the
    /// file. A name that is nearly a known one is remarked upon.
    pub fn extras(self, names: &Names, log: &mut Log) -> Vec<Extra> {
        let mut extras = Vec::new();
        for (member, usage) in &self.members {
            if *usage == Use::Read {
                continue;
            }
            if *usage == Use::Unread {
                self.remark_near_miss(member, names, log);
            }
            // A broken value that was looked into has been reported already.
            let mut silent = Log::default();
            let log = if *usage == Use::Kept { &mut silent } else { &mut *log };
            if member.value.report_syntax(log, &self.path.field(&member.name)) {
                extras.push((member.name.clone().into_owned(), member.value.text.to_owned()));
            }
        }
        extras
    }

    /// Whether a field is there that the format does not know; for objects whose model has no field for it.
    pub fn has_unread(&self) -> bool {
        self.members.iter().any(|(_, usage)| *usage != Use::Read)
    }

    fn remark_near_miss(&self, member: &Member<'a>, names: &Names, log: &mut Log) {
        let name = member.name.as_ref();
        let synonym =
            names.synonyms.iter().find(|(from, _)| *from == name).map(|(_, hint)| (*hint).to_owned());
        let missing = names.known.iter().copied().filter(|known| !self.has(known));
        let hint = synonym.unwrap_or_else(|| did_you_mean(name, missing));
        if hint.is_empty() {
            return;
        }
        log.push(
            Diagnostic::new(
                Severity::Note,
                member.name_range.clone(),
                &self.path.field(name),
                "No field has this name",
            )
            .hint(hint)
            .effect("Kept as it is"),
        );
    }
}

/// A value of a closed vocabulary: exactly, else but for case and hyphens.
pub(crate) fn read_word<V: NamedVocabulary>(
    raw: Raw<'_>,
    effect: &str,
    path: &Path<'_>,
    log: &mut Log,
) -> Result<V, Unusable> {
    let stated = if raw.kind() == Kind::Text { raw.words(log, path) } else { raw.text.into() };
    if let Some(word) = V::from_key(&stated) {
        return Ok(word);
    }
    let keys = || V::ALL.iter().map(|value| value.key());
    let plain: String = stated
        .trim()
        .chars()
        .take(40)
        .flat_map(char::to_lowercase)
        .map(|c| if matches!(c, ' ' | '_') { '-' } else { c })
        .collect();
    let finding = |severity, message: String| {
        Diagnostic::new(severity, raw.range(), path, message)
            .found(&raw.shown())
            .expected(format!("One of {}", keys().collect::<Vec<_>>().join(", ")))
    };
    if let Some(word) = V::from_key(&plain) {
        let key = word.key();
        let finding = finding(Severity::Warning, format!("Read as {key}"));
        log.push(finding.hint(format!("Write {key}")).read_as(key));
        return Ok(word);
    }
    let list = keys().collect::<Vec<_>>().join(", ");
    let mut hint = did_you_mean(&plain, keys());
    if hint.is_empty() {
        hint = format!("Write one of {list}");
    }
    log.push(finding(Severity::Warning, format!("Not a {}", V::WHAT)).hint(hint).effect(effect));
    Err(Unusable { stated: stated.into_owned() })
}

/// The finding about an element of the wrong kind.
pub(crate) fn wrong_element(raw: Raw<'_>, path: &Path<'_>, expected: &str, kind: Kind) -> Diagnostic {
    Diagnostic::new(
        Severity::Error,
        raw.range(),
        path,
        format!("Expected {expected}, found {}", kind.label()),
    )
    .found(&raw.shown())
    .expected(sentence(expected))
    .effect("Left out, and kept when saving")
}

/// The finding about a field that its object cannot do without.
pub(crate) fn missing(raw: Raw<'_>, path: &Path<'_>, name: &str, message: &str) -> Diagnostic {
    Diagnostic::new(Severity::Warning, raw.range(), &path.field(name), message)
        .hint(format!("Add \"{name}\""))
        .effect("Not shown, and kept when saving")
}

/// With a capital letter.
fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Objects of at most so many members are looked through name by name, which costs less than a table of the
/// names.
const FEW_MEMBERS: usize = 16;

/// Whether there are few members and no two share a name.
fn has_few_names_apart(members: &[Member<'_>]) -> bool {
    let is_new = |(index, member): (usize, &Member<'_>)| {
        members.iter().take(index).all(|earlier| earlier.name != member.name)
    };
    members.len() <= FEW_MEMBERS && members.iter().enumerate().all(is_new)
}

/// Removes all but the last of the members that share a name, and says so.
fn remove_repeated(members: &mut Vec<Member<'_>>, path: &Path<'_>, log: &mut Log) {
    if has_few_names_apart(members) {
        return;
    }
    let mut last: HashMap<&str, usize> = HashMap::with_capacity(members.len());
    let mut repeated: Vec<(usize, Range<usize>)> = Vec::new();
    for (index, member) in members.iter().enumerate() {
        if let Some(earlier) = last.insert(member.name.as_ref(), index) {
            repeated.push((earlier, member.name_range.clone()));
        }
    }
    if repeated.is_empty() {
        return;
    }
    let mut is_kept = vec![true; members.len()];
    for (earlier, range) in repeated {
        if let (Some(kept), Some(member)) = (is_kept.get_mut(earlier), members.get(earlier)) {
            *kept = false;
            log.push(
                Diagnostic::new(
                    Severity::Warning,
                    range,
                    &path.field(&member.name),
                    "This name stands in the object twice",
                )
                .found(&member.value.shown())
                .hint("Remove one of them")
                .effect("The last one is used; the value here is the one before"),
            );
        }
    }
    let mut kept = is_kept.into_iter();
    members.retain(|_| kept.next().unwrap_or(true));
}
