//! The values of one attribute in a timeline, numbered in the order of the file, and those of each event.

use std::collections::{BTreeSet, HashMap};

use rayon::prelude::*;
use serde_json::Value;

use super::attribute::{Attribute, FieldName};
use super::filter::Dating;
use crate::model::{Event, EventId, Grade, Status, Timeline};
use dateline_time::Vocabulary;

/// One value of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttributeValue<'a> {
    /// Its id in the file, or its name where values have no ids.
    pub key: &'a str,
    /// What people call it.
    pub name: &'a str,
}

impl<'a> AttributeValue<'a> {
    fn named(name: &'a str) -> AttributeValue<'a> {
        AttributeValue { key: name, name }
    }
}

/// The values of an attribute. Those that the model numbers cost nothing; publishers cost a pass over the
/// sources, and a further field of the file a pass that reads every event, on all cores.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AttributeValues {
    attribute: Attribute,
    /// The names of the values that the model does not number.
    own_names: Vec<String>,
    /// The index of the publisher of each source; empty for other attributes.
    of_sources: Vec<Option<u32>>,
    /// The indices of the values of each event in a further field; empty for other attributes.
    of_events: Vec<Box<[u32]>>,
}

impl AttributeValues {
    /// The values of an attribute in a timeline.
    pub fn of(timeline: &Timeline, attribute: Attribute) -> AttributeValues {
        let mut values = AttributeValues { attribute, ..AttributeValues::default() };
        let mut numbering = Numbering::default();
        match attribute {
            Attribute::Publisher => {
                let names = timeline.sources().iter().map(|source| source.publisher.trim());
                values.of_sources =
                    names.map(|name| (!name.is_empty()).then(|| numbering.index_of(name))).collect();
            }
            Attribute::Field(name) => {
                let of_event = |index| field_texts(&timeline.event(EventId::from_index(index)), name);
                let texts: Vec<Vec<String>> =
                    (0..timeline.id_count()).into_par_iter().map(of_event).collect();
                let numbered =
                    texts.iter().map(|texts| texts.iter().map(|text| numbering.index_of(text)).collect());
                values.of_events = numbered.collect();
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
        values.own_names = numbering.names;
        values
    }

    /// The attribute.
    pub fn attribute(&self) -> Attribute {
        self.attribute
    }

    /// All values by their index.
    pub fn list<'a>(&'a self, timeline: &'a Timeline) -> Vec<AttributeValue<'a>> {
        fn labels<V: Vocabulary>() -> Vec<AttributeValue<'static>> {
            V::ALL.iter().map(|value| AttributeValue::named(value.label())).collect()
        }
        match self.attribute {
            Attribute::Lane => {
                let lanes = timeline.lanes().iter();
                lanes.map(|lane| AttributeValue { key: &lane.key, name: &lane.label }).collect()
            }
            Attribute::Actor => {
                let actors = timeline.actors().iter();
                actors.map(|actor| AttributeValue { key: &actor.key, name: &actor.name }).collect()
            }
            Attribute::Tag => timeline.tags().iter().map(|tag| AttributeValue::named(tag)).collect(),
            Attribute::Status => labels::<Status>(),
            Attribute::Source => {
                let sources = timeline.sources().iter().map(|source| {
                    let name = if source.title.is_empty() { &source.publisher } else { &source.title };
                    AttributeValue { key: &source.key, name }
                });
                sources.collect()
            }
            Attribute::Publisher | Attribute::Field(_) => {
                self.own_names.iter().map(|name| AttributeValue::named(name)).collect()
            }
            Attribute::Grade => labels::<Grade>(),
            Attribute::Dating => labels::<Dating>(),
            Attribute::Nothing => vec![AttributeValue { key: "all", name: "All events" }],
        }
    }

    /// The index of the value that an event states first.
    pub fn first(&self, timeline: &Timeline, event: EventId) -> Option<usize> {
        match self.attribute {
            Attribute::Lane => timeline.lane(event).map(|lane| lane.index()),
            Attribute::Actor => timeline.actors_of(event).first().map(|actor| actor.index()),
            Attribute::Tag => timeline.tags_of(event).first().map(|tag| tag.index()),
            Attribute::Status => index_in(timeline.status(event)),
            Attribute::Source => timeline.sources_of(event).first().map(|source| source.index()),
            Attribute::Publisher => {
                let mut known = timeline.sources_of(event).iter();
                known.find_map(|source| *self.of_sources.get(source.index())?).map(|index| index as usize)
            }
            Attribute::Grade => index_in(timeline.source(*timeline.sources_of(event).first()?)?.grade),
            Attribute::Dating => Dating::of(timeline, event).next().and_then(index_in),
            Attribute::Field(_) => self.of_events.get(event.index())?.first().map(|index| *index as usize),
            Attribute::Nothing => Some(0),
        }
    }

    /// How many values an event states.
    pub fn count(&self, timeline: &Timeline, event: EventId) -> usize {
        match self.attribute {
            Attribute::Actor => timeline.actors_of(event).len(),
            Attribute::Tag => timeline.tags_of(event).len(),
            Attribute::Source => timeline.sources_of(event).len(),
            Attribute::Publisher => {
                let known = timeline.sources_of(event).iter();
                let publishers = known.filter_map(|source| *self.of_sources.get(source.index())?);
                publishers.collect::<BTreeSet<_>>().len()
            }
            Attribute::Grade => {
                let sources = timeline.sources_of(event).iter();
                let grades = sources.filter_map(|source| Some(timeline.source(*source)?.grade));
                grades.collect::<BTreeSet<_>>().len()
            }
            Attribute::Dating => Dating::of(timeline, event).count(),
            Attribute::Field(_) => self.of_events.get(event.index()).map_or(0, |values| values.len()),
            Attribute::Lane => usize::from(timeline.lane(event).is_some()),
            Attribute::Status | Attribute::Nothing => 1,
        }
    }
}

/// The index of a value of a closed vocabulary.
fn index_in<V: Vocabulary>(value: V) -> Option<usize> {
    V::ALL.iter().position(|one| *one == value)
}

/// Gives names their index in the order in which they come.
#[derive(Default)]
struct Numbering {
    names: Vec<String>,
    indices: HashMap<String, u32>,
}

impl Numbering {
    fn index_of(&mut self, name: &str) -> u32 {
        if let Some(index) = self.indices.get(name) {
            return *index;
        }
        let index = self.names.len() as u32;
        self.names.push(name.to_owned());
        self.indices.insert(name.to_owned(), index);
        index
    }
}

/// What an event states in a field that the model does not know: the texts of its values, each once. The
/// field is one of the event itself, or of the record of another program that is kept with it.
fn field_texts(event: &Event, name: FieldName) -> Vec<String> {
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
