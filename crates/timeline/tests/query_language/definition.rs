//! What a search finds by its definition: events read as a whole, one at a time, without columns.

use dateline_time::{Date, EndKind, Qualifier};
use dateline_timeline::model::{Event, EventId, Status, Timeline};
use dateline_timeline::query::{Atom, Attribute, Clause, Field, Part, Quality, Test, Value, fold};

/// Whether an event is what a clause asks for, read from the event as a whole.
pub fn is_left(timeline: &Timeline, id: EventId, clause: &Clause) -> bool {
    clause.0.iter().any(|Atom { is_excluded, test }| is_met(timeline, id, test) != *is_excluded)
}

fn is_met(timeline: &Timeline, id: EventId, test: &Test) -> bool {
    let event = timeline.event(id);
    let sources: Vec<_> =
        event.citations.iter().filter_map(|citation| timeline.source(citation.source?)).collect();
    match test {
        Test::Term(term) => {
            let mut texts =
                vec![event.title.clone(), event.summary.clone(), event.shown_date_note().into_owned()];
            texts.extend(event.place.clone());
            for citation in &event.citations {
                texts.extend(citation.quote.iter().map(|quote| quote.exact.clone()));
                texts.push(citation.note.clone());
            }
            texts.extend(event.actors.iter().map(|part| timeline.actor(part.actor).unwrap().name.clone()));
            texts.extend(event.tags.iter().map(|tag| timeline.tag(*tag).to_owned()));
            texts.iter().any(|text| fold(text).contains(term.as_str()))
        }
        Test::Of(field, values) => {
            let names: Vec<(String, String)> = match field {
                Field::Title => vec![(event.title.clone(), String::new())],
                Field::Of(Attribute::Place) => {
                    event.place.iter().map(|place| (place.clone(), String::new())).collect()
                }
                Field::Of(Attribute::Field(name)) => {
                    field_texts(&event, name.text()).into_iter().map(|text| (text, String::new())).collect()
                }
                Field::Summary => vec![(event.summary.clone(), String::new())],
                Field::Id => vec![(event.key.clone(), String::new())],
                Field::Quote => {
                    let quotes = event.citations.iter().filter_map(|citation| citation.quote.as_ref());
                    quotes.map(|quote| (quote.exact.clone(), String::new())).collect()
                }
                Field::Of(Attribute::Actor) => {
                    let actors = event.actors.iter().map(|part| timeline.actor(part.actor).unwrap());
                    actors.map(|actor| (actor.name.clone(), actor.key.clone())).collect()
                }
                Field::Of(Attribute::Tag) => {
                    event.tags.iter().map(|tag| (timeline.tag(*tag).to_owned(), String::new())).collect()
                }
                Field::Of(Attribute::Lane) => {
                    let lanes = event.lane.iter().map(|lane| &timeline.lanes()[lane.index()]);
                    lanes.map(|lane| (lane.label.clone(), lane.key.clone())).collect()
                }
                Field::Of(Attribute::Publisher) => {
                    sources.iter().map(|source| (source.publisher.clone(), String::new())).collect()
                }
                Field::Of(Attribute::Source) => sources
                    .iter()
                    .flat_map(|source| {
                        let people = source.authors.iter().chain([&source.publisher]);
                        let people = people.map(|name| (name.clone(), String::new()));
                        people.chain([(source.title.clone(), source.key.clone())]).collect::<Vec<_>>()
                    })
                    .collect(),
                other => panic!("{other:?} takes no words"),
            };
            let fits = |Value { text, is_whole }: &Value| {
                names.iter().any(|(name, key)| {
                    if *is_whole {
                        fold(name).trim() == text || fold(key) == *text
                    } else {
                        fold(name).contains(text)
                    }
                })
            };
            values.iter().any(fits)
        }
        Test::Status(statuses) => statuses.contains(&event.status),
        Test::Grade(grades) => sources.iter().any(|source| grades.contains(&source.grade)),
        Test::When(field, dates) => dates.iter().any(|date| is_then(timeline, id, *field, date)),
        Test::Has(parts) => parts.iter().any(|part| is_stated(timeline, id, *part)),
        Test::Missing(parts) => parts.iter().any(|part| !is_stated(timeline, id, *part)),
        Test::Is(qualities) => qualities.iter().any(|quality| is_so(timeline, id, *quality)),
    }
}

/// The texts of a further field of an event, which hold one text or a list of them.
fn field_texts(event: &Event, name: &str) -> Vec<String> {
    let own = event.extra.iter().filter(|(own, _)| own == name);
    let texts = own.flat_map(|(_, json)| match serde_json::from_str(json).unwrap() {
        serde_json::Value::Array(list) => list,
        one => vec![one],
    });
    texts.map(|text| text.as_str().unwrap().to_owned()).filter(|text| !text.is_empty()).collect()
}

fn is_then(timeline: &Timeline, id: EventId, field: Field, asked: &Date) -> bool {
    let event = timeline.event(id);
    let zone = event.zone.unwrap_or(timeline.zone());
    let Some(range) = event.date.as_ref().map(|date| date.range(zone)) else { return false };
    let asked = asked.range(zone);
    let ((from, to), (test_from, test_to)) = (range.hull(), asked.hull());
    let lowest = |point: Option<dateline_time::TimePoint>| point.map_or(i64::MIN, |point| point.seconds());
    let highest = |point: Option<dateline_time::TimePoint>| point.map_or(i64::MAX, |point| point.seconds());
    timeline.is_placed(id)
        && match field {
            Field::Before => lowest(from) < lowest(test_from),
            Field::After => highest(to) > highest(test_to),
            Field::During => lowest(from) >= lowest(test_from) && highest(to) <= highest(test_to),
            _ => range.can_overlap(&asked),
        }
}

fn is_stated(timeline: &Timeline, id: EventId, part: Part) -> bool {
    let event = timeline.event(id);
    match part {
        Part::Date => {
            event.date.as_ref().is_some_and(|date| date.range(timeline.zone()).sort_key().is_some())
        }
        Part::Of(Attribute::Source) => event.citations.iter().any(|citation| citation.source.is_some()),
        Part::Citation => !event.citations.is_empty(),
        Part::Quote => event.citations.iter().any(|citation| citation.quote.is_some()),
        Part::Of(Attribute::Actor) => !event.actors.is_empty(),
        Part::Of(Attribute::Tag) => !event.tags.is_empty(),
        Part::Of(Attribute::Lane) => event.lane.is_some(),
        Part::Of(Attribute::Place) => event.place.is_some(),
        Part::Of(Attribute::Publisher) => event.citations.iter().any(|citation| {
            citation.source.is_some_and(|source| !timeline.source(source).unwrap().publisher.is_empty())
        }),
        Part::Of(Attribute::Field(name)) => !field_texts(&event, name.text()).is_empty(),
        Part::Of(other) => panic!("{other:?} cannot be left out"),
        Part::Summary => !event.summary.trim().is_empty(),
        Part::Relation => {
            let about = |other: EventId| {
                timeline.event(other).relations.iter().any(|relation| relation.to == Some(id))
            };
            event.relations.iter().any(|relation| relation.to.is_some()) || timeline.ids().any(about)
        }
    }
}

fn is_so(timeline: &Timeline, id: EventId, quality: Quality) -> bool {
    let event = timeline.event(id);
    let is_placed = is_stated(timeline, id, Part::Date);
    let qualifier = event.date.as_ref().map_or(Qualifier::Stated, Date::qualifier);
    match quality {
        Quality::Undated => !is_placed,
        Quality::Certain => is_placed && qualifier == Qualifier::Stated,
        Quality::Uncertain => is_placed && matches!(qualifier, Qualifier::Uncertain | Qualifier::Both),
        Quality::Approximate => is_placed && matches!(qualifier, Qualifier::Approximate | Qualifier::Both),
        Quality::Open => {
            let range = event.date.as_ref().map(|date| date.range(timeline.zone()));
            range.is_some_and(|range| range.start_kind == EndKind::Open || range.end_kind == EndKind::Open)
        }
        Quality::Planned => event.status == Status::Planned,
        Quality::Recurring => event.status == Status::Recurring || event.recurrence.is_some(),
    }
}
