//! From a record that says nothing unexpected to its row of the columns.
//!
//! A record is taken here only where reading it field by field would find nothing to report; anything else is
//! turned away and read that way. A property test holds the two readings to be equal.

use std::borrow::Cow;
use std::ops::Range;

use ahash::HashMap;
use serde::de::{DeserializeSeed, IgnoredAny};

use super::name_table::Names;
use super::record_shape::{
    Elements, EventSeed, FluentCitation, FluentParticipation, FluentRecurrence, FluentRelation, Singles,
    Text, TextOr,
};
use crate::native::field_names::EVENT;
use crate::syntax::fields::LINE_LIMIT;
use dateline_time::did_you_mean;
use dateline_time::{Date, Qualifier, TimeRange, Zone};
use dateline_timeline::model::{
    ActorId, Basis, Event, LaneId, RelationKind, Row, SourceId, Status, TagId, TextAt, Verdict,
    rule_gives_slots,
};

/// Most dates and zones whose meaning is remembered.
const REMEMBERED: usize = 1 << 16;

/// What a date comes to in a zone.
#[derive(Clone, Copy, Debug)]
pub(super) struct DateFacts {
    pub range: TimeRange,
    pub qualifier: Qualifier,
}

/// A relation as a record states it.
#[derive(Debug)]
pub(super) struct Stated<'a> {
    /// The event, as a place in its part.
    pub event: u32,
    /// The index among the event's relations.
    pub index: u32,
    pub kind: RelationKind,
    pub basis: Basis,
    /// The id of the other event.
    pub to: Cow<'a, str>,
}

/// Turns records into rows; remembers dates and zones, of which files have few.
#[derive(Debug)]
pub(super) struct RowReader<'a> {
    text: &'a str,
    /// Where `text` starts in the text that is kept.
    shift: usize,
    zone: Zone,
    dates: HashMap<&'a str, Option<DateFacts>>,
    zones: HashMap<&'a str, Option<Zone>>,
    /// The row being made; its lists are used again.
    pub row: Row<'a>,
    pub names: Names<'a>,
    pub relations: Vec<Stated<'a>>,
    /// The event being read, as a place in its part, and how many relations it has stated.
    place: (u32, u32),
    /// The names in the record that the format does not know.
    unknown: Vec<Cow<'a, str>>,
    /// Of such names, whether one may be meant for another.
    remarkable: HashMap<Cow<'a, str>, bool>,
}

impl<'a> RowReader<'a> {
    pub fn new(text: &'a str, shift: usize, zone: Zone) -> Self {
        RowReader {
            text,
            shift,
            zone,
            dates: HashMap::default(),
            zones: HashMap::default(),
            row: Row::default(),
            names: Names::default(),
            relations: Vec::new(),
            place: (0, 0),
            unknown: Vec::new(),
            remarkable: HashMap::default(),
        }
    }

    /// Makes the row of the record that starts at a place of the text, the next event of its part. Gives
    /// where the record ends and the id that it states; `None` where it has to be read field by field.
    pub fn read(&mut self, record: usize, place: u32) -> Option<(usize, Option<Text<'a>>)> {
        let text: &'a str = self.text;
        let (names, relations) = (self.names.counts(), self.relations.len());
        self.row.pieces.clear();
        self.row.actors.clear();
        self.row.tags.clear();
        self.row.sources.clear();
        self.unknown.clear();
        self.row.has_claim = false;
        self.row.record = record + self.shift;
        self.place = (place, 0);
        let mut deserializer = serde_json::Deserializer::from_str(text.get(record..)?);
        let read = EventSeed(self).deserialize(&mut deserializer).ok();
        let taken = read.and_then(|mut singles| {
            self.take(&singles)?;
            Some(singles.id.take())
        });
        if taken.is_none() {
            // It will be read again, and may name others.
            self.names.truncate(names);
            self.relations.truncate(relations);
        }
        let end = record + deserializer.into_iter::<IgnoredAny>().byte_offset();
        taken.map(|id| (end, id))
    }

    fn take(&mut self, event: &Singles<'a>) -> Option<()> {
        let title = event.title.as_ref()?;
        let is_line = title.0.len() <= LINE_LIMIT || title.0.chars().count() <= LINE_LIMIT;
        (is_line && !title.0.trim().is_empty()).then_some(())?;
        self.row.title = self.words(title);
        self.row.key = event.id.as_ref().map_or(TextAt::NONE, |id| self.words(id));
        self.when(event)?;
        self.row.status = match &event.status {
            Some(status) => Status::from_key(status.as_str())?,
            None => Status::Happened,
        };
        let importance = event.importance.unwrap_or(f64::from(Event::DEFAULT_IMPORTANCE));
        (0.0..=1.0).contains(&importance).then_some(())?;
        self.row.importance = importance as f32;
        let lane = event.lane.as_ref().filter(|lane| !lane.0.is_empty());
        self.row.lane = lane.map(|lane| LaneId::from_index(self.names.lanes.of(&lane.0)));
        self.piece(Some(title));
        self.piece(event.summary.as_ref());
        self.piece(event.place.as_ref());
        self.row.place = event.place.as_ref().map_or(Cow::Borrowed(""), |place| place.0.clone());
        self.piece(event.date_note.as_ref());
        self.row.recurs = event.recurrence.is_some();
        if let Some(TextOr::Object(recurrence)) = &event.recurrence {
            self.recurrence(recurrence)?;
        }
        self.row.pieces.sort_by_key(|piece| match piece {
            TextAt::Kept(range) => range.start,
            TextAt::Apart(_) => 0,
        });
        Some(())
    }

    fn when(&mut self, event: &Singles<'a>) -> Option<()> {
        self.row.zone = match &event.zone {
            Some(zone) => Some(self.zone_of(zone)?),
            None => None,
        };
        (self.row.range, self.row.qualifier, self.row.date) = match &event.date {
            Some(date) => {
                let facts = match self.row.zone {
                    None => self.facts(date)?,
                    Some(zone) => facts(date.as_str(), zone)?,
                };
                (Some(facts.range), facts.qualifier, self.words(date))
            }
            None => (None, Qualifier::Stated, TextAt::NONE),
        };
        if let Some(as_of) = &event.as_of {
            self.facts(as_of)?;
        }
        Some(())
    }

    fn recurrence(&mut self, recurrence: &FluentRecurrence<'a>) -> Option<()> {
        if let Some(rule) = &recurrence.rule {
            rule_gives_slots(rule.as_str()).then_some(())?;
        }
        for date in [&recurrence.from, &recurrence.until].into_iter().flatten() {
            self.facts(date)?;
        }
        Some(())
    }

    fn piece(&mut self, words: Option<&Text<'a>>) {
        if let Some(words) = words.filter(|words| !words.0.is_empty()) {
            let words = self.words(words);
            self.row.pieces.push(words);
        }
    }

    /// Where words stand: in the text that is kept, where they are borrowed from it.
    fn words(&self, words: &Text<'a>) -> TextAt<'a> {
        match &words.0 {
            Cow::Borrowed(borrowed) => TextAt::Kept(self.range_of(borrowed)),
            Cow::Owned(owned) => TextAt::Apart(Cow::Owned(owned.clone())),
        }
    }

    fn range_of(&self, borrowed: &str) -> Range<usize> {
        let start = (borrowed.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize) + self.shift;
        start..start + borrowed.len()
    }

    /// What a date in the file's zone comes to; `None` when it is none.
    fn facts(&mut self, date: &Text<'a>) -> Option<DateFacts> {
        let Cow::Borrowed(text) = date.0 else { return facts(&date.0, self.zone) };
        if let Some(known) = self.dates.get(text) {
            return *known;
        }
        let found = facts(text, self.zone);
        if self.dates.len() >= REMEMBERED {
            self.dates.clear();
        }
        self.dates.insert(text, found);
        found
    }

    fn zone_of(&mut self, zone: &Text<'a>) -> Option<Zone> {
        let Cow::Borrowed(name) = zone.0 else { return Zone::parse(&zone.0).ok() };
        if self.zones.len() >= REMEMBERED {
            self.zones.clear();
        }
        *self.zones.entry(name).or_insert_with(|| Zone::parse(name).ok())
    }
}

impl<'a> Elements<'a> for RowReader<'a> {
    fn actor(&mut self, actor: TextOr<'a, FluentParticipation<'a>>) -> Option<()> {
        let (id, role) = match &actor {
            TextOr::Text(id) => (id, None),
            TextOr::Object(object) => (&object.id, object.role.as_ref()),
        };
        let is_plain = !id.0.is_empty() && role.is_none_or(|role| role.0.len() <= LINE_LIMIT);
        is_plain.then_some(())?;
        self.row.actors.push(ActorId::from_index(self.names.actors.of(&id.0)));
        Some(())
    }

    fn tag(&mut self, tag: Text<'a>) -> Option<()> {
        self.row.tags.push(TagId::from_index(self.names.tags.of(&tag.0)));
        Some(())
    }

    fn citation(&mut self, citation: FluentCitation<'a>) -> Option<()> {
        (!citation.source.0.is_empty()).then_some(())?;
        self.row.sources.push(SourceId::from_index(self.names.sources.of(&citation.source.0)));
        match &citation.quote {
            Some(TextOr::Text(words)) => self.piece(Some(words)),
            Some(TextOr::Object(quote)) => {
                (!quote.exact.0.is_empty()).then_some(())?;
                self.piece(Some(&quote.exact));
            }
            None => {}
        }
        self.piece(citation.note.as_ref());
        if let Some(date) = &citation.date {
            self.facts(date)?;
            self.row.has_claim = true;
        }
        if let Some(zone) = &citation.zone {
            self.zone_of(zone)?;
        }
        let Some(checked) = &citation.checked else { return Some(()) };
        Verdict::from_key(checked.verdict.as_str())?;
        if let Some(on) = &checked.on {
            self.facts(on)?;
        }
        let is_hash = |hash: &Text<'_>| {
            hash.0.len() == 64 && hash.0.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'))
        };
        checked.text_sha256.as_ref().is_none_or(is_hash).then_some(())
    }

    fn unknown(&mut self, name: Text<'a>) -> Option<()> {
        (!self.unknown.contains(&name.0)).then_some(())?;
        if self.remarkable.len() >= REMEMBERED {
            self.remarkable.clear();
        }
        let is_remarkable =
            *self.remarkable.entry(name.0.clone()).or_insert_with(|| is_remarkable(name.as_str()));
        self.unknown.push(name.0);
        (!is_remarkable).then_some(())
    }

    fn relation(&mut self, relation: FluentRelation<'a>) -> Option<()> {
        let basis = match &relation.basis {
            Some(basis) => Basis::from_key(basis.as_str())?,
            None => Basis::Stated,
        };
        let kind = RelationKind::from_key(relation.kind.as_str())?;
        (!relation.to.0.is_empty()).then_some(())?;
        let (event, place) = self.place;
        self.place.1 += 1;
        self.relations.push(Stated { event, index: place, kind, basis, to: relation.to.0 });
        Some(())
    }
}

/// Whether a name that the format does not know may be meant for one that it knows, whichever of those the
/// record has already.
fn is_remarkable(name: &str) -> bool {
    let has_synonym = EVENT.synonyms.iter().any(|(synonym, _)| *synonym == name);
    has_synonym || !did_you_mean(name, EVENT.known.iter().copied()).is_empty()
}

fn facts(text: &str, zone: Zone) -> Option<DateFacts> {
    let date = Date::parse(text).ok()?;
    Some(DateFacts { range: date.range(zone), qualifier: date.qualifier() })
}
