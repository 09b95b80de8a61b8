//! Where two forms of a value differ, and which bytes of the file that changes.
//!
//! A file may write in short what the model holds in full (`"tags": "visit"`), so the bytes are followed
//! only as far as they have the form of the value; from there on the value is written as a whole.

use super::super::pretty_json::Json;
use super::target::{Change, Target};
use crate::report::diagnostic::Log;
use crate::report::field_path::Path;
use crate::syntax::json::{Kind, Raw};

/// Compares values and collects what is to be written.
pub(super) struct Difference<'s> {
    pub target: &'s mut dyn Target,
}

impl Difference<'_> {
    /// Writes what differs between a value before and after, where it stands in the file.
    pub fn value(&mut self, before: &Json, after: &Json, raw: Raw<'_>) {
        if before == after {
            return;
        }
        match (before, after, raw.kind()) {
            (Json::Object(before), Json::Object(after), Kind::Object) => self.object(before, after, raw),
            (Json::List(before), Json::List(after), Kind::List) => self.list(before, after, raw),
            _ => self.target.put(raw, after),
        }
    }

    fn object(&mut self, before: &[(String, Json)], after: &[(String, Json)], raw: Raw<'_>) {
        let members = raw.members(&mut Log::default(), &Path::Root);
        let spans = members.iter().map(|member| member.name_range.start..member.value.end()).collect();
        let mut gone = vec![false; members.len()];
        let mut added = Vec::new();
        let find = |list: &[(String, Json)], name: &str| list.iter().position(|(other, _)| other == name);
        for (name, value) in after {
            let former = find(before, name).and_then(|index| before.get(index));
            if former.is_some_and(|(_, former)| former == value) {
                continue;
            }
            match (former, members.iter().rfind(|member| member.name == *name)) {
                (Some((_, former)), Some(member)) => self.value(former, value, member.value),
                (None, Some(member)) => self.target.put(member.value, value),
                (_, None) => added.push((name.clone(), value.clone())),
            }
        }
        for (name, _) in before.iter().filter(|(name, _)| find(after, name).is_none()) {
            for (member, gone) in members.iter().zip(&mut gone) {
                *gone |= member.name == *name;
            }
        }
        // What is said about a file stands above its events.
        let events = members.iter().position(|member| member.name == "events");
        if gone.contains(&true) || !added.is_empty() {
            let at = events.unwrap_or(members.len());
            self.target.object(raw, &Change { spans, gone, at, added });
        }
    }

    fn list(&mut self, before: &[Json], after: &[Json], raw: Raw<'_>) {
        let elements = raw.elements(&mut Log::default(), &Path::Root);
        let listed = elements.len();
        // Behind those that the file lists may stand some that it only mentions elsewhere.
        let is_object = |value: &Json| matches!(value, Json::Object(_));
        if !self.target.holds_any_kind(raw) && !after.iter().all(is_object) {
            self.target.put(raw, &Json::List(after.to_vec()));
            return;
        }
        let mentioned = before.get(listed..);
        let Some(mentioned) = mentioned else {
            self.target.put(raw, &Json::List(after.to_vec()));
            return;
        };
        let written = before.get(..listed).unwrap_or_default();
        let common = |a: &mut dyn Iterator<Item = (&Json, &Json)>| a.take_while(|(a, b)| a == b).count();
        let rest = after.strip_suffix(mentioned).unwrap_or(after);
        let start = common(&mut written.iter().zip(rest));
        let tail = written.len().min(rest.len()) - start;
        let end = common(&mut written.iter().rev().zip(rest.iter().rev()).take(tail));
        let (old, new) = (written.len() - end, rest.len() - end);
        let paired = (old - start).min(new - start);
        for index in start..start + paired {
            if let (Some(before), Some(after), Some(raw)) =
                (written.get(index), rest.get(index), elements.get(index))
            {
                self.value(before, after, *raw);
            }
        }
        let gone = (0..listed).map(|index| index >= start + paired && index < old).collect();
        let added = rest.get(start + paired..new).unwrap_or_default().to_vec();
        let spans = elements.iter().map(Raw::range).collect();
        let change = Change { spans, gone, at: old, added };
        if change.gone.contains(&true) || !change.added.is_empty() {
            self.target.list(raw, &change);
        }
    }
}
