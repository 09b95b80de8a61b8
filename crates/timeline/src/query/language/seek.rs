//! The events that match a search. Clauses on columns are tested first, on all cores. Then one pass searches
//! the remaining texts for all words without a field. Clauses that must read whole events come last.

use super::clause::{Clause, Test, Value};
use super::field::{Field, Part, Quality};
use super::query::Query;
use crate::Cancel;
use crate::model::{EventId, Source, Status, Timeline};
use crate::query::attribute::Attribute;
use crate::query::attribute_values::{AttributeValues, field_texts};
use crate::query::filter::{Dating, Matches};
use crate::query::fold::fold;
use crate::query::needle::{Frequencies, Needle};
use crate::query::search::SearchText;
use crate::query::terms::Terms;
use dateline_time::{Date, EndKind, TimePoint, TimeRange, Zone};

impl SearchText {
    /// The events that match a query. An empty query matches all. The timeline is the one that this was
    /// made of; with another one the answer means nothing.
    pub fn matches(&self, timeline: &Timeline, query: &Query) -> Matches {
        let all = Matches::of_all(timeline);
        self.matches_among(timeline, query, &all, &Cancel::never()).unwrap_or_default()
    }

    /// Those of the events that match a query; `None` once cancelled, which is checked every few thousand
    /// events. When a query narrows the one before ([`Query::narrows`]), its events are among those that
    /// the one before found, and only they need to be searched.
    pub fn matches_among(
        &self,
        timeline: &Timeline,
        query: &Query,
        among: &Matches,
        cancel: &Cancel,
    ) -> Option<Matches> {
        let clauses = query.clauses();
        let seek = Seek { text: self, timeline, cancel };
        let mut left = among.clone();
        for clause in clauses.iter().filter(|clause| clause.is_quick()) {
            left = seek.clause(clause, &left)?;
        }
        let terms = clauses.iter().filter_map(Clause::term).map(str::to_owned);
        left = self.holding(timeline, Terms::of(terms, self.frequencies()), &left, cancel)?;
        for clause in clauses.iter().filter(|clause| !clause.is_quick() && clause.term().is_none()) {
            left = seek.clause(clause, &left)?;
        }
        Some(left)
    }
}

/// A search under way.
struct Seek<'a> {
    text: &'a SearchText,
    timeline: &'a Timeline,
    cancel: &'a Cancel,
}

impl Seek<'_> {
    /// Those of the events for which one of the tests holds.
    fn clause(&self, Clause(atoms): &Clause, among: &Matches) -> Option<Matches> {
        let mut left: Option<Matches> = None;
        for atom in atoms {
            let met = self.test(&atom.test, among)?;
            let met = if atom.is_excluded { among.without(&met) } else { met };
            left = Some(left.map_or(met.clone(), |left| left.or(&met)));
        }
        Some(left.unwrap_or_default())
    }

    fn test(&self, test: &Test, among: &Matches) -> Option<Matches> {
        let timeline = self.timeline;
        match test {
            Test::Term(term) => self.holding(term, among),
            Test::Of(field, values) => self.named(*field, values, among),
            Test::Status(statuses) => self.kept(among, |event| statuses.contains(&timeline.status(event))),
            Test::Grade(grades) => {
                let is_sought: Vec<bool> =
                    timeline.sources().iter().map(|source| grades.contains(&source.grade)).collect();
                let sources = AttributeValues::of(timeline, Attribute::Source);
                self.kept(among, |event| sources.any(timeline, event, &is_sought))
            }
            Test::When(field, dates) => {
                let times: Vec<DateTest> =
                    dates.iter().map(|date| DateTest::of(*field, date, timeline.zone())).collect();
                self.kept(among, |event| times.iter().any(|time| time.is_met(timeline, event)))
            }
            Test::Has(parts) => {
                self.kept(among, |event| parts.iter().any(|part| has(timeline, event, *part)))
            }
            Test::Missing(parts) => {
                self.kept(among, |event| parts.iter().any(|part| !has(timeline, event, *part)))
            }
            Test::Is(qualities) => {
                self.kept(among, |event| qualities.iter().any(|quality| is(timeline, event, *quality)))
            }
        }
    }

    fn kept(&self, among: &Matches, keep: impl Fn(EventId) -> bool + Sync) -> Option<Matches> {
        among.filtered_with_cancel(keep, self.cancel)
    }

    /// The events of which a text holds a folded word or phrase.
    fn holding(&self, term: &str, among: &Matches) -> Option<Matches> {
        let terms = Terms::of(std::iter::once(term.to_owned()), self.text.frequencies());
        self.text.holding(self.timeline, terms, among, self.cancel)
    }

    /// The events of which a field holds one of the values.
    fn named(&self, field: Field, values: &[Value], among: &Matches) -> Option<Matches> {
        let timeline = self.timeline;
        let sought: Vec<Sought> = values.iter().map(Sought::of).collect();
        match field {
            Field::Of(attribute) => self.of_attribute(attribute, &sought, among),
            Field::Title => self.kept(among, |event| fits(&sought, [timeline.event_title(event)], "")),
            Field::Id => self.kept(among, |event| fits(&sought, [timeline.key(event).as_ref()], "")),
            _ => self.read(field, &sought, among),
        }
    }

    /// The events that state one of the values of an attribute. Those of a further field of the file are read
    /// as a whole, some microseconds each.
    fn of_attribute(&self, attribute: Attribute, sought: &[Sought], among: &Matches) -> Option<Matches> {
        let timeline = self.timeline;
        match attribute {
            Attribute::Place => self.kept(among, |event| fits(sought, [timeline.place(event)], "")),
            Attribute::Field(name) => self.kept(among, |event| {
                let texts = field_texts(&timeline.event(event), name);
                fits(sought, texts.iter().map(String::as_str), "")
            }),
            _ => {
                let values = AttributeValues::of(timeline, attribute);
                let names = Names { timeline, values: &values };
                let is_sought: Vec<bool> = (0..names.len()).map(|index| names.fits(sought, index)).collect();
                self.kept(among, |event| values.any(timeline, event, &is_sought))
            }
        }
    }

    /// The events of which the summary or a quotation holds one of the values. Only those that hold it
    /// somewhere are read.
    fn read(&self, field: Field, sought: &[Sought], among: &Matches) -> Option<Matches> {
        let mut somewhere = Matches::default();
        for sought in sought {
            somewhere = self.holding(sought.needle.text(), among)?.or(&somewhere);
        }
        self.kept(&somewhere, |id| {
            let event = self.timeline.event(id);
            match field {
                Field::Summary => fits(sought, [event.summary.as_str()], ""),
                _ => {
                    let quotes = event.citations.iter().filter_map(|citation| citation.quote.as_ref());
                    fits(sought, quotes.map(|quote| quote.exact.as_str()), "")
                }
            }
        })
    }
}

/// A value that a field must hold, ready for a search.
pub(super) struct Sought {
    needle: Needle,
    is_whole: bool,
}

impl Sought {
    pub(super) fn of(value: &Value) -> Sought {
        let needle = Needle::new(value.text.clone(), &Frequencies::default());
        Sought { needle, is_whole: value.is_whole }
    }

    /// Whether a name has this value. The key counts only as a whole.
    fn fits(&self, name: &str, key: &str) -> bool {
        let sought = self.needle.text();
        match (self.is_whole, name.is_ascii()) {
            (true, _) => fold(name).trim() == sought || fold(key).trim() == sought,
            (false, true) => self.needle.is_in(name),
            (false, false) => self.needle.is_in(&fold(name)),
        }
    }
}

/// Whether one of the names, or the key, has one of the values.
pub(super) fn fits<'n>(sought: &[Sought], names: impl IntoIterator<Item = &'n str>, key: &str) -> bool {
    names.into_iter().any(|name| sought.iter().any(|sought| sought.fits(name, key)))
}

/// Whether a source has one of the values: its title, its id, its publisher or an author.
fn fits_source(sought: &[Sought], source: &Source) -> bool {
    let people = [&source.publisher].into_iter().chain(&source.authors).map(String::as_str);
    fits(sought, [source.title.as_str()], &source.key) || fits(sought, people, "")
}

/// The names of the values of an attribute.
#[derive(Clone, Copy)]
pub(super) struct Names<'t> {
    pub timeline: &'t Timeline,
    pub values: &'t AttributeValues,
}

impl<'t> Names<'t> {
    pub(super) fn len(self) -> usize {
        self.values.len(self.timeline)
    }

    /// What the value with an index is called; empty where there is none.
    pub(super) fn name(self, index: usize) -> &'t str {
        self.values.value(self.timeline, index).map_or("", |value| value.name)
    }

    /// Its id in the file; empty for values that have none.
    pub(super) fn key(self, index: usize) -> &'t str {
        let value = self.values.value(self.timeline, index);
        value.filter(|value| value.key != value.name).map_or("", |value| value.key)
    }

    /// Whether the value with an index is one of those sought.
    pub(super) fn fits(self, sought: &[Sought], index: usize) -> bool {
        match self.values.attribute() {
            Attribute::Source => {
                self.timeline.sources().get(index).is_some_and(|source| fits_source(sought, source))
            }
            _ => fits(sought, [self.name(index)], self.key(index)),
        }
    }
}

/// A date of a test, in the zone of the timeline.
struct DateTest<'d> {
    field: Field,
    date: &'d Date,
    zone: Zone,
    range: TimeRange,
}

impl DateTest<'_> {
    fn of(field: Field, date: &Date, zone: Zone) -> DateTest<'_> {
        DateTest { field, date, zone, range: date.range(zone) }
    }

    /// Whether the date of an event has the relation of the field to this date, whose days are days in the
    /// zone of the event.
    fn is_met(&self, timeline: &Timeline, event: EventId) -> bool {
        let Some(range) = timeline.range(event).filter(|range| range.sort_key().is_some()) else {
            return false;
        };
        let zone = timeline.event_zone(event);
        let range_in_zone = if zone == self.zone { self.range } else { self.date.range(zone) };
        let (from, to) = range_in_zone.hull();
        let is_within = |point: Option<TimePoint>,
                         bound: Option<TimePoint>,
                         is_inside: fn(i64, i64) -> bool| {
            bound.is_none_or(|bound| point.is_some_and(|point| is_inside(point.seconds(), bound.seconds())))
        };
        match self.field {
            Field::Before => from.is_some_and(|from| range.hull().0.is_none_or(|earliest| earliest < from)),
            Field::After => to.is_some_and(|to| range.latest_end.is_none_or(|latest| latest > to)),
            Field::During => {
                is_within(range.hull().0, from, |point, bound| point >= bound)
                    && is_within(range.hull().1, to, |point, bound| point <= bound)
            }
            _ => range.can_overlap(&range_in_zone),
        }
    }
}

/// Whether something is stated of an event.
pub(super) fn has(timeline: &Timeline, event: EventId, part: Part) -> bool {
    match part {
        Part::Date => timeline.is_placed(event),
        Part::Of(Attribute::Place) => !timeline.place(event).is_empty(),
        Part::Of(Attribute::Field(name)) => !field_texts(&timeline.event(event), name).is_empty(),
        Part::Of(Attribute::Publisher) => {
            let sources = timeline.sources_of(event).iter().filter_map(|id| timeline.source(*id));
            sources.into_iter().any(|source| !source.publisher.trim().is_empty())
        }
        Part::Of(attribute) => AttributeValues::of(timeline, attribute).first(timeline, event).is_some(),
        Part::Relation => {
            timeline.outgoing(event).next().is_some() || timeline.incoming(event).next().is_some()
        }
        Part::Citation => {
            !timeline.sources_of(event).is_empty() || !timeline.event(event).citations.is_empty()
        }
        // Texts beside the title are a summary, a note or an excerpt; without any, nothing needs to be read.
        Part::Summary => {
            has_text_beside_title(timeline, event) && !timeline.event(event).summary.trim().is_empty()
        }
        Part::Quote => {
            has_text_beside_title(timeline, event)
                && timeline.event(event).citations.iter().any(|citation| citation.quote.is_some())
        }
    }
}

/// Whether an event has a text beside its title.
fn has_text_beside_title(timeline: &Timeline, event: EventId) -> bool {
    let mut pieces = 0;
    timeline.each_piece(event.index()..event.index() + 1, |_, _| pieces += 1);
    pieces > usize::from(!timeline.event_title(event).is_empty())
}

/// Whether an event is of a kind.
pub(super) fn is(timeline: &Timeline, event: EventId, quality: Quality) -> bool {
    let is_dated = |sought: Dating| Dating::of(timeline, event).any(|dating| dating == sought);
    match quality {
        Quality::Undated => is_dated(Dating::Missing),
        Quality::Certain => is_dated(Dating::Stated),
        Quality::Uncertain => is_dated(Dating::Uncertain),
        Quality::Approximate => is_dated(Dating::Approximate),
        Quality::Open => timeline
            .range(event)
            .is_some_and(|range| range.end_kind == EndKind::Open || range.start_kind == EndKind::Open),
        Quality::Planned => timeline.status(event) == Status::Planned,
        Quality::Recurring => {
            timeline.status(event) == Status::Recurring || timeline.recurring().binary_search(&event).is_ok()
        }
    }
}
