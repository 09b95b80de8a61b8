//! The values of one attribute in a timeline, numbered in the order of the file, and those of each event.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::Hash;
use std::ops::ControlFlow;

use rayon::prelude::*;
use serde_json::Value;

use super::attribute::{Attribute, FieldName};
use super::filter::{Dating, Matches};
use crate::Cancel;
use crate::model::{Event, EventId, Grade, Status, Timeline};
use dateline_time::Vocabulary;

/// Of how many events the texts are read at a time, after which cancellation is checked: a further field
/// costs some microseconds an event.
const EVENTS_AT_ONCE: usize = 1_024;

/// One value of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttributeValue<'a> {
    /// Its id in the file, its key in a closed list, or its name where values have neither.
    pub key: &'a str,
    /// What the file calls it; empty where it says nothing.
    pub name: &'a str,
    /// The label: its name, or what comes nearest to one.
    pub label: &'a str,
}

impl<'a> AttributeValue<'a> {
    fn named(name: &'a str) -> AttributeValue<'a> {
        AttributeValue { key: name, name, label: name }
    }

    fn keyed(key: &'a str, name: &'a str) -> AttributeValue<'a> {
        AttributeValue { key, name, label: name }
    }
}

/// The values of an attribute. Those that the model numbers cost nothing; publishers cost a pass over the
/// sources, places a pass over their column, and a further field of the file a pass that reads every event.
/// Both passes run on all cores.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AttributeValues {
    attribute: Attribute,
    /// The names of the values that the model does not number.
    own_names: Vec<String>,
    /// The index of the publisher of each source; empty for other attributes.
    of_sources: Vec<Option<u32>>,
    /// The indices of the values of each event in a place or a further field; empty for other attributes.
    of_events: ByEvent,
}

impl AttributeValues {
    /// The values of an attribute in a timeline.
    pub fn of(timeline: &Timeline, attribute: Attribute) -> AttributeValues {
        AttributeValues::with_cancel(timeline, attribute, None, &Cancel::never()).unwrap_or_default()
    }

    /// The same for some events only, where not all have to be read; `None` once cancelled, which is checked
    /// every 1,024 events.
    pub fn with_cancel(
        timeline: &Timeline,
        attribute: Attribute,
        among: Option<&Matches>,
        cancel: &Cancel,
    ) -> Option<AttributeValues> {
        let mut values = AttributeValues { attribute, ..AttributeValues::default() };
        let reading = Reading { timeline, among, cancel };
        match attribute {
            Attribute::Publisher => {
                let mut numbering = Numbering::default();
                let names = timeline.sources().iter().map(|source| source.publisher.trim());
                values.of_sources =
                    names.map(|name| (!name.is_empty()).then(|| numbering.index_of(name))).collect();
                values.own_names = numbering.names.into_iter().map(str::to_owned).collect();
            }
            Attribute::Place => {
                let place = |event| Some(timeline.place(event)).filter(|place| !place.is_empty());
                let (names, of_events) = reading.values(|event| place(event).into_iter())?;
                values.own_names = names.into_iter().map(str::to_owned).collect();
                values.of_events = of_events;
            }
            Attribute::Field(name) => {
                let texts = |event| field_texts(&timeline.event(event), name).into_iter();
                (values.own_names, values.of_events) = reading.values(texts)?;
            }
            Attribute::Lane
            | Attribute::Actor
            | Attribute::Tag
            | Attribute::Status
            | Attribute::Source
            | Attribute::Grade
            | Attribute::Dating
            | Attribute::Nothing => {}
        }
        Some(values)
    }

    /// The attribute.
    pub fn attribute(&self) -> Attribute {
        self.attribute
    }

    /// How many values there are.
    pub fn len(&self, timeline: &Timeline) -> usize {
        match self.attribute {
            Attribute::Lane => timeline.lanes().len(),
            Attribute::Actor => timeline.actors().len(),
            Attribute::Tag => timeline.tags().len(),
            Attribute::Status => Status::ALL.len(),
            Attribute::Source => timeline.sources().len(),
            Attribute::Grade => Grade::ALL.len(),
            Attribute::Dating => Dating::ALL.len(),
            Attribute::Publisher | Attribute::Place | Attribute::Field(_) => self.own_names.len(),
            Attribute::Nothing => 1,
        }
    }

    /// A value by its index; `None` where there is none.
    pub fn value<'a>(&'a self, timeline: &'a Timeline, index: usize) -> Option<AttributeValue<'a>> {
        fn keyed_value<V: Vocabulary>(index: usize) -> Option<AttributeValue<'static>> {
            V::ALL.get(index).map(|value| AttributeValue::keyed(value.key(), value.label()))
        }
        match self.attribute {
            Attribute::Lane => {
                timeline.lanes().get(index).map(|lane| AttributeValue::keyed(&lane.key, &lane.label))
            }
            Attribute::Actor => {
                timeline.actors().get(index).map(|actor| AttributeValue::keyed(&actor.key, &actor.name))
            }
            Attribute::Tag => timeline.tags().get(index).map(|tag| AttributeValue::named(tag)),
            Attribute::Status => keyed_value::<Status>(index),
            Attribute::Source => timeline.sources().get(index).map(|source| AttributeValue {
                label: if source.title.is_empty() { &source.publisher } else { &source.title },
                ..AttributeValue::keyed(&source.key, &source.title)
            }),
            Attribute::Grade => keyed_value::<Grade>(index),
            Attribute::Dating => keyed_value::<Dating>(index),
            Attribute::Publisher | Attribute::Place | Attribute::Field(_) => {
                self.own_names.get(index).map(|name| AttributeValue::named(name))
            }
            Attribute::Nothing => (index == 0).then_some(AttributeValue::keyed("all", "All events")),
        }
    }

    /// All values by their index.
    pub fn list<'a>(&'a self, timeline: &'a Timeline) -> Vec<AttributeValue<'a>> {
        (0..self.len(timeline)).filter_map(|index| self.value(timeline, index)).collect()
    }

    /// Calls with the index of each value that an event states, each once, the one stated first in front,
    /// until a call breaks.
    #[inline]
    pub fn try_each<B>(
        &self,
        timeline: &Timeline,
        event: EventId,
        mut found: impl FnMut(usize) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        match self.attribute {
            Attribute::Lane => timeline.lane(event).iter().try_for_each(|lane| found(lane.index())),
            Attribute::Actor => timeline.actors_of(event).iter().try_for_each(|actor| found(actor.index())),
            Attribute::Tag => timeline.tags_of(event).iter().try_for_each(|tag| found(tag.index())),
            Attribute::Status => found(timeline.status(event) as usize),
            Attribute::Source => {
                timeline.sources_of(event).iter().try_for_each(|source| found(source.index()))
            }
            Attribute::Publisher => {
                let sources = timeline.sources_of(event);
                let publisher = |index: usize| *self.of_sources.get(sources.get(index)?.index())?;
                for (at, index) in (0..sources.len()).filter_map(|at| Some((at, publisher(at)?))) {
                    if !(0..at).any(|before| publisher(before) == Some(index)) {
                        found(index as usize)?;
                    }
                }
                ControlFlow::Continue(())
            }
            Attribute::Grade => {
                // Two sources of one grade are one value.
                let mut known = 0_u32;
                for source in timeline.sources_of(event).iter().filter_map(|id| timeline.source(*id)) {
                    let grade = source.grade as usize;
                    if known & (1 << grade) == 0 {
                        found(grade)?;
                    }
                    known |= 1 << grade;
                }
                ControlFlow::Continue(())
            }
            Attribute::Place | Attribute::Field(_) => {
                self.of_events.get(event).iter().try_for_each(|index| found(*index as usize))
            }
            Attribute::Dating => Dating::of(timeline, event).try_for_each(|dating| found(dating as usize)),
            Attribute::Nothing => found(0),
        }
    }

    /// The index of the value that an event states first.
    #[inline]
    pub fn first(&self, timeline: &Timeline, event: EventId) -> Option<usize> {
        self.try_each(timeline, event, ControlFlow::Break).break_value()
    }

    /// How many values an event states.
    pub fn count(&self, timeline: &Timeline, event: EventId) -> usize {
        let mut count = 0;
        let _: ControlFlow<()> = self.try_each(timeline, event, |_| {
            count += 1;
            ControlFlow::Continue(())
        });
        count
    }

    /// Whether an event states one of the values that a table says yes to, by their indices.
    #[inline]
    pub(super) fn any(&self, timeline: &Timeline, event: EventId, table: &[bool]) -> bool {
        let is_in_table = |index: usize| match table.get(index) {
            Some(true) => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        };
        self.try_each(timeline, event, is_in_table).is_break()
    }
}

/// What people read of the values of an attribute that one event states. Reads the event as a whole for a
/// further field of the file, columns only for all others.
pub fn labels_of(timeline: &Timeline, event: EventId, attribute: Attribute) -> Vec<Cow<'_, str>> {
    let mut labels = Vec::new();
    match attribute {
        Attribute::Place => {
            labels.extend(Some(timeline.place(event)).filter(|place| !place.is_empty()).map(Cow::from))
        }
        Attribute::Field(name) => {
            labels.extend(field_texts(&timeline.event(event), name).into_iter().map(Cow::from));
        }
        Attribute::Publisher => {
            let sources = timeline.sources_of(event).iter().filter_map(|id| timeline.source(*id));
            for publisher in sources.map(|source| source.publisher.trim()).filter(|name| !name.is_empty()) {
                if !labels.iter().any(|label| label == publisher) {
                    labels.push(Cow::from(publisher));
                }
            }
        }
        _ => {
            let values = AttributeValues { attribute, ..AttributeValues::default() };
            let _: ControlFlow<()> = values.try_each(timeline, event, |index| {
                let label = values.value(timeline, index).map(|value| Cow::from(value.label.to_owned()));
                labels.extend(label);
                ControlFlow::Continue(())
            });
        }
    }
    labels
}

/// The indices of the values of each event, up to the last event that states any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct ByEvent {
    /// Where the indices of each event end.
    ends: Vec<u32>,
    indices: Vec<u32>,
}

impl ByEvent {
    fn get(&self, event: EventId) -> &[u32] {
        let before = event.index().checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        let range = before.zip(self.ends.get(event.index()).copied());
        range.and_then(|(start, end)| self.indices.get(start as usize..end as usize)).unwrap_or_default()
    }

    /// Ends the values of an event.
    fn end_event(&mut self) {
        self.ends.push(self.indices.len() as u32);
    }
}

/// Gives texts their index in the order in which they come.
#[derive(Debug)]
struct Numbering<T> {
    names: Vec<T>,
    indices: HashMap<T, u32>,
}

impl<T> Default for Numbering<T> {
    fn default() -> Self {
        Numbering { names: Vec::new(), indices: HashMap::new() }
    }
}

impl<T: Clone + Eq + Hash> Numbering<T> {
    fn index_of(&mut self, name: T) -> u32 {
        if let Some(index) = self.indices.get(&name) {
            return *index;
        }
        let index = self.names.len() as u32;
        self.names.push(name.clone());
        self.indices.insert(name, index);
        index
    }
}

/// A pass over events that gathers texts.
struct Reading<'a> {
    timeline: &'a Timeline,
    /// The events that are read; `None` is all.
    among: Option<&'a Matches>,
    cancel: &'a Cancel,
}

impl Reading<'_> {
    /// The texts in the order of the file, and which of them each event states; `None` once cancelled.
    fn values<T, I>(&self, texts: impl Fn(EventId) -> I + Sync) -> Option<(Vec<T>, ByEvent)>
    where
        T: Clone + Eq + Hash + Send,
        I: Iterator<Item = T>,
    {
        let is_read = |event: EventId| self.among.is_none_or(|among| among.contains(event));
        let len = self.timeline.id_count();
        let part = |part: usize| {
            self.cancel.check()?;
            let mut numbering = Numbering::default();
            let mut of_events = ByEvent::default();
            for index in part * EVENTS_AT_ONCE..((part + 1) * EVENTS_AT_ONCE).min(len) {
                let event = EventId::from_index(index);
                if is_read(event) {
                    of_events.indices.extend(texts(event).map(|text| numbering.index_of(text)));
                }
                of_events.end_event();
            }
            Some((numbering.names, of_events))
        };
        let parts: Option<Vec<(Vec<T>, ByEvent)>> =
            (0..len.div_ceil(EVENTS_AT_ONCE)).into_par_iter().map(part).collect();
        let mut numbering = Numbering::default();
        let mut of_events = ByEvent::default();
        for (names, part) in parts? {
            let renamed: Vec<u32> = names.into_iter().map(|name| numbering.index_of(name)).collect();
            let before = of_events.indices.len() as u32;
            let index = |own: &u32| renamed.get(*own as usize).copied();
            of_events.indices.extend(part.indices.iter().filter_map(index));
            of_events.ends.extend(part.ends.iter().map(|end| end + before));
        }
        Some((numbering.names, of_events))
    }
}

/// What an event states in a field that the model does not know: the texts of its values, each once. The
/// field is one of the event itself, or of the record of another program that is kept with it.
pub(super) fn field_texts(event: &Event, name: FieldName) -> Vec<String> {
    let mut texts = Vec::new();
    for (own, json) in &event.extra {
        let is_own = own == name.text();
        // Most records do not have the field, and are not read for it.
        let may_hold_it = json.trim_start().starts_with('{') && json.contains(name.text());
        if !is_own && !may_hold_it {
            continue;
        }
        let Ok(value) = serde_json::from_str::<Value>(json) else { continue };
        match (is_own, value.get(name.text())) {
            (true, _) => add_texts(&value, &mut texts),
            (false, Some(value)) => add_texts(value, &mut texts),
            (false, None) => {}
        }
    }
    texts
}

/// Adds the text of a value, or those of each value of a list. Null and empty texts are none.
fn add_texts(value: &Value, texts: &mut Vec<String>) {
    let text = match value {
        Value::Null => return,
        Value::Array(values) => return values.iter().for_each(|value| add_texts(value, texts)),
        Value::String(text) => text.trim().to_owned(),
        other => other.to_string(),
    };
    if !text.is_empty() && !texts.contains(&text) {
        texts.push(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TimelineBuilder;

    #[test]
    fn a_further_field_has_the_values_of_events_and_of_kept_records() {
        let mut builder = TimelineBuilder::default();
        for extra in [
            vec![("ministry", "\" Trade \"")],
            vec![("table", r#"{"ministry": "Defence", "cost": 12}"#)],
            vec![("ministry", r#"["Defence", "Trade", "Defence", ""]"#)],
            vec![("ministry", "null"), ("cost", "12")],
            vec![("ministry", "{")],
        ] {
            let mut event = Event::new("", "A");
            event.extra = extra.iter().map(|(name, json)| ((*name).to_owned(), (*json).to_owned())).collect();
            builder.event(event);
        }
        let timeline = builder.build();
        let values = |name| AttributeValues::of(&timeline, Attribute::Field(FieldName::of(name)));
        let ministry = values("ministry");
        let names: Vec<&str> = ministry.list(&timeline).iter().map(|value| value.name).collect();
        assert_eq!(names, ["Trade", "Defence"]);
        let first: Vec<_> = timeline.ids().map(|event| ministry.first(&timeline, event)).collect();
        assert_eq!(first, [Some(0), Some(1), Some(1), None, None]);
        let counts: Vec<_> = timeline.ids().map(|event| ministry.count(&timeline, event)).collect();
        assert_eq!(counts, [1, 1, 2, 0, 0]);
        let cost = values("cost");
        assert_eq!(cost.list(&timeline), [AttributeValue::named("12")]);
    }
}
