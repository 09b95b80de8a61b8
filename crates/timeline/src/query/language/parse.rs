//! Reads the text of a search. Nothing is ever refused: problems are reported for what cannot be meant, and
//! the rest counts.

use std::ops::Range;

use super::clause::{Atom, Clause, Test, Value};
use super::field::{Field, Part, Quality};
use super::problem::{self, QueryProblem};
use super::written::Written;
use crate::model::{Grade, Status};
use crate::query::attribute::{Attribute, FIELD_KIND, FieldName};
use crate::query::fold::{fold, fold_char};
use dateline_time::{Date, Zone};

/// Maximum number of clauses that are searched for. Nobody types as many, but a page of text may be pasted.
const MAX_CLAUSES: usize = 200;
/// Maximum length in bytes of the names of further fields, since names are kept as long as the program runs.
const MAX_FIELD_NAME_BYTES: usize = 200;
/// Maximum number of values of one field that are searched for.
const MAX_VALUES: usize = 1_000;

/// A word, a phrase or a field with its values, as it is typed.
#[derive(Clone, Debug)]
pub(in crate::query) struct Token {
    /// Where it is in the text, in bytes.
    pub range: Range<usize>,
    is_excluded: bool,
    /// The field, where its name is known.
    pub field: Option<Field>,
    /// The values of the field; a word or a phrase is one value.
    pub values: Vec<Written>,
    /// Whether it is a phrase in quotation marks.
    pub is_phrase: bool,
}

/// The clauses of a search, and its problems.
#[derive(Clone, Debug, Default)]
pub(in crate::query) struct Parsed {
    /// What must hold.
    pub clauses: Vec<Clause>,
    /// What is wrong, in the order of the text.
    pub problems: Vec<QueryProblem>,
}

/// Whether a char counts as a quotation mark: one that is folded to a straight one.
pub(in crate::query) fn is_quote(char: char) -> bool {
    if char.is_ascii() {
        return char == '"';
    }
    let mut folded = String::new();
    fold_char(char, &mut folded);
    folded == "\""
}

/// The words, phrases and fields of a text, in order.
pub(in crate::query) fn tokens(text: &str) -> impl Iterator<Item = Token> + '_ {
    let mut reader = Reader { text, at: 0 };
    std::iter::from_fn(move || reader.token())
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn next(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Advances while chars pass a test; returns the text of these chars.
    fn take_while(&mut self, mut is_part: impl FnMut(char) -> bool) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|char| !is_part(char)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    fn token(&mut self) -> Option<Token> {
        let before = self.at;
        let gap = self.take_while(char::is_whitespace);
        let start = self.at;
        let first = self.next()?;
        let follows_gap = before == 0 || !gap.is_empty();
        let is_followed = |char: char| !char.is_whitespace() && char != '-';
        let is_excluded = first == '-' && follows_gap && self.rest().chars().nth(1).is_some_and(is_followed);
        if is_excluded {
            self.at += 1;
        }
        let field = self.field();
        let (values, is_phrase) = match field {
            Some(field) => (self.values(field), false),
            None if self.next().is_some_and(is_quote) => (vec![self.phrase()], true),
            None => (vec![self.word(|char| char.is_whitespace() || is_quote(char))], false),
        };
        Some(Token { range: start..self.at, is_excluded, field, values, is_phrase })
    }

    /// The field that begins here, up to its colon, if its name is known.
    fn field(&mut self) -> Option<Field> {
        let (name, colon) = named(self.rest())?;
        let name_end = self.at + name.len() + colon.len_utf8();
        let name = name.to_ascii_lowercase();
        if name == FIELD_KIND {
            return self.further_field(name_end);
        }
        let field = Field::from_name(&name)?;
        self.at = name_end;
        Some(field)
    }

    /// The further field of the file whose name begins at an offset, up to its colon: `ministry:`,
    /// `"Ministry of the day":`. Without a second colon nothing is read.
    fn further_field(&mut self, at: usize) -> Option<Field> {
        let before = std::mem::replace(&mut self.at, at);
        let name = if self.next().is_some_and(is_quote) {
            self.phrase()
        } else {
            self.word(|char| char.is_whitespace() || is_quote(char) || matches!(char, ',' | ':' | '：'))
        };
        let name = name.text.trim();
        let colon = self.next().filter(|char| matches!(char, ':' | '：'));
        match colon.filter(|_| !name.is_empty() && name.len() <= MAX_FIELD_NAME_BYTES) {
            Some(colon) => {
                self.at += colon.len_utf8();
                Some(Field::Of(Attribute::Field(FieldName::of(name))))
            }
            None => {
                self.at = before;
                None
            }
        }
    }

    fn values(&mut self, field: Field) -> Vec<Written> {
        let mut values = Vec::new();
        loop {
            let start = self.at;
            let is_whole = self.next() == Some('=');
            if is_whole {
                self.at += 1;
            }
            let value = if self.next().is_some_and(is_quote) {
                self.phrase()
            } else {
                // The dates of a set are between brackets, with commas of their own.
                let mut depth = 0_i32;
                self.word(|char| {
                    depth += i32::from(matches!(char, '[' | '{')) - i32::from(matches!(char, ']' | '}'));
                    let is_comma = char == ',' && (depth <= 0 || !field.takes_date());
                    is_comma || char.is_whitespace() || is_quote(char)
                })
            };
            values.push(Written { range: start..self.at, text: value.text, is_whole });
            if self.next() != Some(',') {
                return values;
            }
            self.at += 1;
        }
    }

    fn word(&mut self, mut is_end: impl FnMut(char) -> bool) -> Written {
        let start = self.at;
        let text = self.take_while(|char| !is_end(char)).to_owned();
        Written { range: start..self.at, text, is_whole: false }
    }

    /// A text in quotation marks. One that is never closed reaches to the end, so that the list does not
    /// jump during typing.
    fn phrase(&mut self) -> Written {
        let start = self.at;
        self.at += self.next().map_or(0, char::len_utf8);
        let text = self.take_while(|char| !is_quote(char)).to_owned();
        self.at += self.next().map_or(0, char::len_utf8);
        Written { range: start..self.at, text, is_whole: false }
    }
}

/// What looks like the name of a field, and its colon. An address and a time of day do not.
fn named(text: &str) -> Option<(&str, char)> {
    let end = text.find(|char: char| !char.is_ascii_alphabetic())?;
    let (name, rest) = text.split_at_checked(end)?;
    let colon = rest.chars().next().filter(|char| matches!(char, ':' | '：'))?;
    let is_address = rest.get(colon.len_utf8()..).is_some_and(|rest| rest.starts_with("//"));
    (!name.is_empty() && !is_address).then_some((name, colon))
}

/// Reads a text. An OR joins the parts directly before and after it; where one of the two cannot be meant,
/// the other is a clause by itself.
pub(in crate::query) fn parsed(text: &str) -> Parsed {
    let mut parsed = Parsed::default();
    let (mut is_first, mut is_alternative) = (true, false);
    // The clause that the part before is in, if it can be meant.
    let mut last: Option<usize> = None;
    for token in tokens(text) {
        if parsed.clauses.len() > MAX_CLAUSES {
            parsed.clauses.truncate(MAX_CLAUSES);
            parsed.problems.push(problem::too_long(token.range.start..text.len(), MAX_CLAUSES));
            break;
        }
        let is_or = token.field.is_none() && !token.is_phrase && text.get(token.range.clone()) == Some("OR");
        if is_or && !is_first && !is_alternative {
            is_alternative = true;
            continue;
        }
        let joined = last.filter(|_| is_alternative);
        let tests = parsed.tests(text, &token);
        let is_excluded = token.is_excluded;
        let mut atoms = tests.into_iter().map(|test| Atom { is_excluded, test }).peekable();
        let is_meant = atoms.peek().is_some();
        if let Some(Clause(alternatives)) = joined.and_then(|index| parsed.clauses.get_mut(index)) {
            // Of the words that one char is folded to, the first is the alternative.
            alternatives.extend(atoms.next());
        }
        parsed.clauses.extend(atoms.map(|atom| Clause(vec![atom])));
        last = if is_meant { parsed.clauses.len().checked_sub(1) } else { joined };
        (is_first, is_alternative) = (false, false);
    }
    parsed
}

impl Parsed {
    /// The tests of a token: none, where it cannot be meant, and several where one word is folded to several.
    fn tests(&mut self, text: &str, token: &Token) -> Vec<Test> {
        let Some(field) = token.field else {
            let written = token.values.first().map_or("", |value| value.text.as_str());
            let folded = fold(written);
            if token.is_phrase {
                let phrase = folded.trim();
                return if phrase.is_empty() { Vec::new() } else { vec![Test::Term(phrase.to_owned())] };
            }
            if let Some((name, colon)) = named(written).filter(|(name, _)| name.len() > 1) {
                let is_followed = written.len() > name.len() + colon.len_utf8()
                    || text.get(token.range.end..).is_some_and(|rest| rest.starts_with(is_quote));
                if is_followed {
                    let start = token.range.end - written.len();
                    let range = start..start + name.len();
                    self.problems.push(match name.eq_ignore_ascii_case(FIELD_KIND) {
                        true => problem::no_field_name(range, token.range.end == text.len()),
                        false => problem::no_such_field(name, range),
                    });
                }
            }
            return folded.split_whitespace().map(|word| Test::Term(word.to_owned())).collect();
        };
        let mut values: Vec<&Written> =
            token.values.iter().filter(|value| !fold(&value.text).trim().is_empty()).collect();
        if values.is_empty() {
            let rest = text.get(token.range.end..).unwrap_or_default();
            if !rest.trim().is_empty() {
                self.problems.push(problem::no_value(field, token.range.clone()));
            }
            return Vec::new();
        }
        if values.len() > MAX_VALUES {
            values.truncate(MAX_VALUES);
            self.problems.push(problem::too_long(token.range.clone(), MAX_VALUES));
        }
        self.test(field, &values, text.len()).into_iter().collect()
    }

    /// The test of a field with values; `None` when none of the values can be meant.
    fn test(&mut self, field: Field, values: &[&Written], len: usize) -> Option<Test> {
        let problems = &mut self.problems;
        match field {
            Field::Of(Attribute::Status) => {
                known(problems, field, len, values, &by_key_or_label(Status::ALL, Status::key, Status::label))
                    .map(Test::Status)
            }
            Field::Of(Attribute::Grade) => {
                known(problems, field, len, values, &by_key_or_label(Grade::ALL, Grade::key, Grade::label))
                    .map(Test::Grade)
            }
            Field::Has => parts(problems, field, len, values).map(Test::Has),
            Field::Missing => parts(problems, field, len, values).map(Test::Missing),
            Field::Is => known(
                problems,
                field,
                len,
                values,
                &by_key_or_label(Quality::ALL, Quality::key, Quality::key),
            )
            .map(Test::Is),
            Field::Date | Field::Before | Field::After | Field::During => {
                let mut dates = Vec::new();
                for value in values {
                    match date_of(field, &value.text) {
                        Ok(date) => dates.push(date),
                        Err(reason) => problems.push(problem::no_date(field, value, &reason, len)),
                    }
                }
                (!dates.is_empty()).then_some(Test::When(field, dates))
            }
            _ => {
                let value = |written: &&Written| Value {
                    text: fold(&written.text).trim().to_owned(),
                    is_whole: written.is_whole,
                };
                Some(Test::Of(field, values.iter().map(value).collect()))
            }
        }
    }
}

/// The values of a closed list by their folded keys and labels.
fn by_key_or_label<T: Copy>(
    all: &[T],
    key: impl Fn(T) -> &'static str,
    label: impl Fn(T) -> &'static str,
) -> Vec<(String, T)> {
    all.iter().flat_map(|value| [(fold(key(*value)), *value), (fold(label(*value)), *value)]).collect()
}

/// The values of a closed list that are meant; a problem is reported for every other. `None` when none is.
fn known<T: Copy + PartialEq>(
    problems: &mut Vec<QueryProblem>,
    field: Field,
    len: usize,
    values: &[&Written],
    list: &[(String, T)],
) -> Option<Vec<T>> {
    let mut meant: Vec<T> = Vec::new();
    for value in values {
        let folded = fold(&value.text);
        match list.iter().find(|(text, _)| text == folded.trim()) {
            Some((_, known)) if !meant.contains(known) => meant.push(*known),
            Some(_) => {}
            None => problems.push(problem::no_such_value(field, value, len)),
        }
    }
    (!meant.is_empty()).then_some(meant)
}

/// The parts that are meant; a problem is reported for every other. `None` when none is. Further fields of
/// the file are `field:NAME`, as the file spells the name.
fn parts(
    problems: &mut Vec<QueryProblem>,
    field: Field,
    len: usize,
    values: &[&Written],
) -> Option<Vec<Part>> {
    let list = by_key_or_label(Part::ALL, Part::key, Part::key);
    let further = |value: &Written| {
        let key = Some(value.text.trim()).filter(|key| key.len() <= MAX_FIELD_NAME_BYTES)?;
        let attribute = Attribute::from_key(key)?;
        matches!(attribute, Attribute::Field(_)).then_some(Part::Of(attribute))
    };
    let mut meant: Vec<Part> = Vec::new();
    for value in values {
        let part = further(value).or_else(|| known(problems, field, len, &[*value], &list)?.first().copied());
        meant.extend(part.filter(|part| !meant.contains(part)));
    }
    (!meant.is_empty()).then_some(meant)
}

/// The date that is meant, or what more there is to say about why there is none.
fn date_of(field: Field, text: &str) -> Result<Date, String> {
    let date = Date::parse(text).or_else(|error| {
        let has_digits = text.chars().filter(char::is_ascii_digit).count() > 3;
        let reason = if has_digits { error.message } else { String::new() };
        dateline_time::phrases::from_other_notation(text).ok_or(reason)
    })?;
    let (from, to) = date.range(Zone::UTC).hull();
    match field {
        Field::Before if from.is_none() => Err(format!("{} has no beginning", date.text())),
        Field::After if to.is_none() => Err(format!("{} has no end", date.text())),
        _ => Ok(date),
    }
}
