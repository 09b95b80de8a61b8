//! What stands around the events of a sound file, without looking into them.

use serde_json::value::RawValue;

use crate::report::diagnostic::Log;
use crate::report::field_path::Path;
use crate::syntax::json::{Kind, Member, Raw};

/// How records follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Listing {
    /// Between brackets, with commas.
    List,
    /// One behind the other: JSON Lines.
    Lines,
}

/// A file up to its first record.
#[derive(Debug)]
pub(super) struct Outline<'a> {
    /// The members before the events; `None` where the file is nothing but records.
    pub members: Option<Vec<Member<'a>>>,
    /// The name of the events, with what the value will be once its end is known.
    pub events: Option<Member<'a>>,
    pub listing: Listing,
    /// Where the first record starts.
    pub first: usize,
}

/// The place of the next byte that is no space.
pub(super) fn behind_space(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    at + rest.iter().position(|byte| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t')).unwrap_or(rest.len())
}

pub(super) fn byte_at(text: &str, at: usize) -> Option<u8> {
    text.as_bytes().get(at).copied()
}

/// The sound JSON value that starts at a place.
pub(super) fn value_at(text: &str, at: usize) -> Option<Raw<'_>> {
    let mut values = serde_json::Deserializer::from_str(text.get(at..)?).into_iter::<&RawValue>();
    let raw = values.next()?.ok()?;
    Some(Raw {
        text: raw.get(),
        at: at + (raw.get().as_ptr() as usize).saturating_sub(text.get(at..)?.as_ptr() as usize),
    })
}

/// The outline of a text; `None` where it is not sound so far, or holds no list of events.
pub(super) fn outline(text: &str) -> Option<Outline<'_>> {
    let start = behind_space(text, 0);
    match byte_at(text, start)? {
        b'[' => {
            let first = behind_space(text, start + 1);
            Some(Outline { members: None, events: None, listing: Listing::List, first })
        }
        b'{' => object(text, start),
        _ => None,
    }
}

fn object(text: &str, start: usize) -> Option<Outline<'_>> {
    let mut members = Vec::new();
    let mut at = behind_space(text, start + 1);
    loop {
        let (name, name_range, value_start) = name_at(text, at)?;
        if name == "events" && byte_at(text, value_start) == Some(b'[') {
            let value = Raw { text: "", at: value_start };
            let first = behind_space(text, value_start + 1);
            let events = Some(Member { name, name_range, value });
            return Some(Outline { members: Some(members), events, listing: Listing::List, first });
        }
        let value = value_at(text, value_start)?;
        members.push(Member { name, name_range, value });
        at = behind_space(text, value.end());
        match byte_at(text, at)? {
            b',' => at = behind_space(text, at + 1),
            b'}' => {
                let next = behind_space(text, at + 1);
                let is_lines = byte_at(text, next) == Some(b'{');
                return is_lines.then_some(Outline {
                    members: None,
                    events: None,
                    listing: Listing::Lines,
                    first: start,
                });
            }
            _ => return None,
        }
    }
}

/// The name of a member, its bytes, and where its value starts.
fn name_at(text: &str, at: usize) -> Option<(std::borrow::Cow<'_, str>, std::ops::Range<usize>, usize)> {
    let name = value_at(text, at).filter(|name| name.kind() == Kind::Text)?;
    let colon = behind_space(text, name.end());
    (byte_at(text, colon)? == b':').then_some(())?;
    let words = name.words(&mut Log::default(), &Path::Root);
    Some((words, name.range(), behind_space(text, colon + 1)))
}

/// The members behind the events, from the bracket that closes them on; `None` where they are not sound.
pub(super) fn members_behind(text: &str, bracket: usize) -> Option<Vec<Member<'_>>> {
    let mut members = Vec::new();
    let mut at = behind_space(text, bracket + 1);
    loop {
        match byte_at(text, at)? {
            b'}' => return (behind_space(text, at + 1) == text.len()).then_some(members),
            b',' => {
                let (name, name_range, value_start) = name_at(text, behind_space(text, at + 1))?;
                let value = value_at(text, value_start)?;
                at = behind_space(text, value.end());
                members.push(Member { name, name_range, value });
            }
            _ => return None,
        }
    }
}
