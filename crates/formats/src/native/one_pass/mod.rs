//! Reads sound files in one pass: stretches of records on all processors at once, each record straight into
//! the columns, its words left where they stand. What is not sound as a whole is not read here.
//!
//! Where a stretch begins is guessed: behind a text that stands between the first two records. Whether the
//! guess was right is known when the stretch before it has been read to its end: it must end exactly there. A
//! wrong guess costs time and nothing else.
//!
//! Cost: one pass over the bytes on each of the processors' shares, and about 150 bytes an event beside them.

mod assemble;
mod columns_row;
mod details;
mod id_index;
mod ids;
mod name_table;
mod part;
mod record_shape;
mod reference_findings;
mod surroundings;
#[cfg(test)]
mod tests;

use self::assemble::Surroundings;
use std::sync::{Arc, Mutex};

use ahash::RandomState;
use rayon::prelude::*;

use self::assemble::Gathered;
use self::part::{Next, Part, Reading};
use self::surroundings::{Listing, Outline, behind_space, byte_at, members_behind, outline, value_at};
use crate::reader::{Failure, Progress, Read, ReadContext};
use crate::report::diagnostic::Log;
use crate::report::field_path::Path;
use crate::report::source_text::SourceText;
use crate::syntax::json::{Member, Raw};
use dateline_time::Zone;

/// Bytes of a stretch: a few thousand records, read in some milliseconds; in tests, a few dozen.
const STRETCH: usize = if cfg!(test) { 1 << 12 } else { 1 << 20 };
/// Stretches that are read between two reports of progress.
const WINDOW: usize = 8;

/// Reads a sound file; `None` where it is not sound, or is no timeline at first sight.
pub(super) fn read(source: &SourceText, context: &mut ReadContext<'_>) -> Option<Result<Read, Failure>> {
    let text = source.text();
    let found = outline(text)?;
    let root = Path::Root;
    let events = root.field("events");
    let base = if found.members.is_some() { &events } else { &root };
    let hasher = RandomState::new();
    let mut zone = zone_among(found.members.iter().flatten());
    loop {
        let reading = Reading {
            text,
            kept: Arc::clone(&source.kept),
            shift: source.start,
            listing: found.listing,
            zone: zone.unwrap_or(Zone::UTC),
            base,
            hasher: &hasher,
            idle: Mutex::default(),
        };
        let (gathered, end) = match all_parts(&reading, found.first, context)? {
            Ok(read) => read,
            Err(failure) => return Some(Err(failure)),
        };
        let behind = match (&found.members, found.listing) {
            (Some(_), _) => members_behind(text, end)?,
            (None, Listing::List) if behind_space(text, end + 1) != text.len() => return None,
            (None, _) => Vec::new(),
        };
        // A zone that stands behind the events holds for them all the same.
        let stated = zone_among(found.members.iter().flatten().chain(&behind));
        if stated != zone {
            zone = stated;
            continue;
        }
        let surroundings =
            Surroundings { members: members(found, behind, text, end), whole: Raw::document(text) };
        return Some(gathered.finish(&reading, surroundings, context.log));
    }
}

/// The zone that the file names; the last of several, as for all fields.
fn zone_among<'m, 'a: 'm>(mut members: impl DoubleEndedIterator<Item = &'m Member<'a>>) -> Option<Zone> {
    let member = members.rfind(|member| member.name == "zone")?;
    Zone::parse(&member.value.words(&mut Log::default(), &Path::Root)).ok()
}

/// All members of the file in their order.
fn members<'a>(
    outline: Outline<'a>,
    behind: Vec<Member<'a>>,
    text: &'a str,
    end: usize,
) -> Option<Vec<Member<'a>>> {
    let mut members = outline.members?;
    members.extend(outline.events.map(|events| {
        let at = events.value.at;
        Member { value: Raw { text: text.get(at..=end).unwrap_or_default(), at }, ..events }
    }));
    members.extend(behind);
    Some(members)
}

/// Reads all records; gives what they hold and where the last one ends. `None` where something is not sound.
fn all_parts<'a>(
    reading: &Reading<'a, '_, RandomState>,
    first: usize,
    context: &mut ReadContext<'_>,
) -> Option<Result<(Gathered<'a>, usize), Failure>> {
    let text = reading.text;
    if reading.listing == Listing::List && byte_at(text, first) == Some(b']') {
        return None;
    }
    let starts = starts(reading, first);
    let mut gathered = Gathered::new(Arc::clone(&reading.kept));
    let mut expected = Next::Record(first);
    let mut waiting: Vec<(Part<'a>, usize)> = Vec::new();
    for window in (0..=starts.len()).step_by(WINDOW) {
        let ends = |number: usize| starts.get(number + 1).copied().unwrap_or(usize::MAX);
        let numbers = starts.get(window..starts.len().min(window + WINDOW)).unwrap_or_default();
        // While one window is read, the one before it is put in its place.
        let (next, kept) = rayon::join(
            || {
                let parts = numbers.par_iter().enumerate().map(|(nth, start)| {
                    let until = ends(window + nth);
                    (reading.part(*start, until), until)
                });
                parts.collect::<Vec<_>>()
            },
            || {
                waiting
                    .into_iter()
                    .try_fold(expected, |next, (part, until)| gathered.add(reading, part, until, next))
            },
        );
        expected = kept?;
        waiting = next;
        if let Err(failure) = context.report(gathered.progress(text.len(), expected)) {
            return Some(Err(failure));
        }
    }
    let end = waiting
        .into_iter()
        .try_fold(expected, |next, (part, until)| gathered.add(reading, part, until, next))?;
    let Next::End(end) = end else { return None };
    let read = gathered.progress(text.len(), Next::End(text.len()));
    let reported = context.report(Progress { total: read.read, ..read });
    Some(reported.map(|()| (gathered, end)))
}

/// Where stretches of records may well begin; the first for certain.
fn starts(reading: &Reading<'_, '_, RandomState>, first: usize) -> Vec<usize> {
    let mut starts = vec![first];
    let Some((pattern, into)) = between_records(reading, first) else { return starts };
    let finder = memchr::memmem::Finder::new(pattern.as_bytes());
    let mut at = first + STRETCH;
    while let Some(found) = reading.text.as_bytes().get(at..).and_then(|rest| finder.find(rest)) {
        starts.push(at + found + into);
        at = at + found + into + STRETCH;
    }
    starts
}

/// What stands from the end of the first record into the second, up to the name of its first member, and how
/// far into that the second record starts. Lists within records are indented otherwise, or name other things
/// first.
fn between_records<'a>(reading: &Reading<'a, '_, RandomState>, first: usize) -> Option<(&'a str, usize)> {
    let text = reading.text;
    let end = value_at(text, first)?.end();
    let mut second = behind_space(text, end);
    if reading.listing == Listing::List {
        (byte_at(text, second)? == b',').then_some(())?;
        second = behind_space(text, second + 1);
    }
    (byte_at(text, second)? == b'{').then_some(())?;
    let name = value_at(text, behind_space(text, second + 1))?;
    let before = end.checked_sub(1)?;
    Some((text.get(before..name.end())?, second - before))
}
