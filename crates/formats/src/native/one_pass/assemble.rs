//! Puts the parts of a file together and names what they refer to.

use std::collections::HashSet;
use std::sync::Arc;

use crate::native::declarations;
use crate::native::declarations::Table;
use crate::native::document::{MINIMAL, head};
use crate::native::field_names as native_names;
use crate::native::link_references::{FindEvent, Tables};
use crate::native::story;
use ahash::RandomState;

use super::columns_row::Stated;
use super::details::KeptDetails;
use super::id_index;
use super::id_index::HashedKeys;
use super::ids::Named;
use super::name_table::NameList;
use super::part::{Next, Part, Reading, Records};
use super::reference_findings::{Findings, RelationOf};
use crate::reader::{Failure, Progress, Read};
use crate::report::diagnostic::Log;
use crate::report::field_path::Path;
use crate::syntax::fields::Fields;
use crate::syntax::json::{Member, Raw};
use dateline_timeline::model::{
    ActorId, Columns, EventId, LaneId, Renaming, SourceId, TagId, Tie, Timeline, TimelineHead,
};

/// A file between its records and what stands around them.
pub(super) struct Surroundings<'a> {
    /// The members of the file, the events among them; `None` where the file is nothing but records.
    pub members: Option<Vec<Member<'a>>>,
    pub whole: Raw<'a>,
}

/// The records read so far.
pub(super) struct Gathered<'a> {
    all: Records<'a>,
}

impl<'a> Gathered<'a> {
    pub fn new(kept: Arc<String>) -> Self {
        Gathered { all: Records::of(kept) }
    }

    /// Adds a part that was read up to an offset, if it begins where the one before ended; otherwise the
    /// stretch is read again from there. Gives where it ends, `None` where something is not sound.
    pub fn add(
        &mut self,
        reading: &Reading<'a, '_, RandomState>,
        part: Part<'a>,
        until: usize,
        expected: Next,
    ) -> Option<Next> {
        let start = match expected {
            Next::Record(start) => start,
            end => return Some(end),
        };
        if start >= until {
            return Some(expected);
        }
        let part = if part.start == start { part } else { reading.part(start, until) };
        let next = part.next;
        (next != Next::Broken).then_some(())?;
        self.append(part.records);
        Some(next)
    }

    fn append(&mut self, part: Records<'a>) {
        let all = &mut self.all;
        let before = all.columns.len() as u32;
        let lanes = renumbered(&mut all.names.lanes, &part.names.lanes, LaneId::from_index);
        let actors = renumbered(&mut all.names.actors, &part.names.actors, ActorId::from_index);
        let tags = renumbered(&mut all.names.tags, &part.names.tags, TagId::from_index);
        let sources = renumbered(&mut all.names.sources, &part.names.sources, SourceId::from_index);
        let names = Renaming { lanes: &lanes, actors: &actors, tags: &tags, sources: &sources };
        all.columns.append(&part.columns, &names);
        let moved = part.relations.into_iter().map(|one| Stated { event: one.event + before, ..one });
        all.relations.extend(moved);
        all.keys.extend(part.keys.iter().map(|(hash, event)| (*hash, event + before)));
        all.sourceless.extend(part.sourceless.iter().map(|event| event + before));
        all.rejected.extend(part.rejected.iter().map(|record| record + all.count));
        all.log.append_part(part.log, all.count);
        all.count += part.count;
        all.says_something |= part.says_something;
    }

    /// How far reading has come; the number of all records is an estimate from the length of the text.
    pub fn progress(&self, len: usize, next: Next) -> Progress {
        let at = match next {
            Next::Record(at) | Next::End(at) => at,
            Next::Broken => len,
        };
        let total = (self.all.count as f64 * len as f64 / at.max(1) as f64) as usize;
        Progress { read: self.all.count, total: total.max(self.all.count), problems: self.all.log.len() }
    }

    /// Names what the records refer to and makes the timeline.
    pub fn finish(
        mut self,
        reading: &Reading<'a, '_, RandomState>,
        surroundings: Surroundings<'a>,
        log: &mut Log,
    ) -> Result<Read, Failure> {
        log.append(std::mem::take(&mut self.all.log));
        if !self.all.columns.is_empty() && !self.all.says_something {
            return Err(Failure::unusable("None of the records says what happened, or when", MINIMAL));
        }
        let root = Path::Root;
        let mut file =
            surroundings.members.map(|members| Fields::of(members, surroundings.whole, &root, log));
        let mut file_head = TimelineHead::default();
        let mut tables = match &mut file {
            Some(file) => {
                file.get("events");
                head(file, &mut file_head, log);
                Tables::new(
                    declarations::lanes(file, log),
                    declarations::actors(file, log),
                    declarations::sources(file, log),
                )
            }
            None => Tables::new(Table::empty(), Table::empty(), Table::empty()),
        };
        let suspects = self.refer(&mut tables);
        let mut findings = Findings::new(reading, &self.all.rejected);
        findings.references(&self.all.columns, suspects.into_iter(), &mut tables, log);

        id_index::sort(&mut self.all.keys);
        let hashed = HashedKeys::new(&self.all.columns, reading.hasher, &self.all.keys);
        let renamed = findings.repeated_keys(&self.all.columns, &hashed, log);
        let named = Named { hashed, renamed };
        let mut ties = ties(&self.all.columns, &self.all.relations, &named, &mut findings, log);
        findings.break_circles(&self.all.columns, &mut ties, &named, log);
        if let Some(mut file) = file {
            file_head.stories = story::read_all(&mut file, &named, log);
            file_head.extra = file.extras(&native_names::FILE, log);
        }
        log.record = None;
        log.name_events(|record| findings.event_of_record(record));
        let made = named.made_keys(&self.all.columns, self.all.keys.len());
        let keys: Vec<(EventId, String)> = named.renamed.into_iter().map(|(key, id)| (id, key)).collect();
        for (event, key) in keys.into_iter().chain(made) {
            self.all.columns.rename_key(event, key);
        }
        self.all.columns.unresolved(unresolved(&self.all.relations, &ties));
        self.all.columns.tie(ties);
        let rejected = self.all.rejected.len();
        // Putting the events in the order of time takes memory again.
        (self.all.keys, self.all.relations, self.all.sourceless) = (Vec::new(), Vec::new(), Vec::new());
        let details = Arc::new(KeptDetails::new(Arc::clone(&reading.kept), &tables));
        file_head.lanes = tables.lanes.list;
        file_head.actors = tables.actors.list;
        file_head.sources = tables.sources.list;
        file_head.tags = tables.tags;
        let timeline = Timeline::from_columns(file_head, self.all.columns, details);
        Ok(Read::of(timeline, self.all.count, rejected))
    }

    /// Turns numbers of names into ids of the file's entries; entries that the file does not declare are
    /// added where it declares none of their kind. Gives the events about which there is something to report.
    fn refer(&mut self, tables: &mut Tables) -> Vec<EventId> {
        let mut actors = Vec::new();
        let mut strange_actors = HashSet::new();
        for (number, name) in self.all.names.actors.names.iter().enumerate() {
            if !tables.declares_actor(name) {
                strange_actors.insert(ActorId::from_index(number));
            }
            actors.push(Some(tables.actor_of(name)));
        }
        let names = &self.all.names;
        let lanes: Vec<_> = names.lanes.names.iter().map(|name| tables.lane_of(name)).collect();
        let sources: Vec<_> = names.sources.names.iter().map(|name| tables.source_of(name)).collect();
        let tags: Vec<_> = names.tags.names.iter().map(|name| Some(tables.tag(name.to_string()))).collect();
        let (strange_lanes, strange_sources) = (places_of_none(&lanes), places_of_none(&sources));
        let sourceless: HashSet<u32> = self.all.sourceless.iter().copied().collect();
        let columns = &self.all.columns;
        let is_suspect = |event: &EventId| {
            columns.lane(*event).is_some_and(|lane| strange_lanes.contains(&lane.index()))
                || columns.sources(*event).iter().any(|source| strange_sources.contains(&source.index()))
                || columns.actors(*event).iter().any(|actor| strange_actors.contains(actor))
                || sourceless.contains(&(event.index() as u32))
        };
        let is_quiet = strange_lanes.is_empty()
            && strange_sources.is_empty()
            && strange_actors.is_empty()
            && sourceless.is_empty();
        let among = if is_quiet { 0 } else { columns.len() };
        let suspects = (0..among).map(EventId::from_index).filter(is_suspect).collect();
        self.all.columns.rename(&Renaming { lanes: &lanes, actors: &actors, tags: &tags, sources: &sources });
        suspects
    }
}

fn places_of_none<T>(list: &[Option<T>]) -> HashSet<usize> {
    list.iter().enumerate().filter(|(_, one)| one.is_none()).map(|(index, _)| index).collect()
}

/// The numbers that the names of a part have among all names.
fn renumbered<'a, T>(all: &mut NameList<'a>, part: &NameList<'a>, id: impl Fn(usize) -> T) -> Vec<Option<T>> {
    part.names.iter().map(|name| Some(id(all.of(name)))).collect()
}

/// The events with a relation that no tie was made of; both lists are in the order of the events.
fn unresolved(relations: &[Stated<'_>], ties: &[Tie]) -> Vec<EventId> {
    if relations.len() == ties.len() {
        return Vec::new();
    }
    let mut ties = ties.iter().peekable();
    let is_open = |stated: &&Stated<'_>| {
        let is_it = |tie: &&Tie| (tie.from.index(), tie.index) == (stated.event as usize, stated.index);
        ties.next_if(|tie| is_it(tie)).is_none()
    };
    let mut events: Vec<EventId> =
        relations.iter().filter(is_open).map(|stated| EventId::from_index(stated.event as usize)).collect();
    events.dedup();
    events
}

/// The relations whose other event is there; the others are reported.
fn ties(
    columns: &Columns,
    relations: &[Stated<'_>],
    keys: &Named<'_>,
    findings: &mut Findings<'_, '_>,
    log: &mut Log,
) -> Vec<Tie> {
    let mut ties = Vec::with_capacity(relations.len());
    for Stated { event, index, kind, basis, to } in relations {
        let from = EventId::from_index(*event as usize);
        match keys.find(to) {
            Some(to) if to != from => ties.push(Tie { from, to, kind: *kind, basis: *basis, index: *index }),
            found => findings.relation(
                columns,
                RelationOf { event: from, index: *index, is_itself: found.is_some() },
                keys,
                log,
            ),
        }
    }
    ties
}
