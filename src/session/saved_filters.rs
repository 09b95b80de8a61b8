//! Filters under a name: text, facets, whether others are hidden, and where one looks. They outlive the file
//! as it was read, so that values are kept by their ids and names and looked up again.

use super::command::Command;
use super::document::Document;
use super::state::Session;
use dateline_time::TimePoint;
use dateline_timeline::model::Timeline;
use dateline_timeline::query::{Attribute, AttributeValue, AttributeValues, Filter};

/// One value of a facet, as it can be found again in a file that was read anew.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct SavedValue {
    /// The key of the attribute: "actor".
    pub facet: String,
    /// Its id in the file, or its key; empty for "none".
    pub key: String,
    /// What it is called; what is looked for when no id is the same.
    pub name: String,
}

/// Search and facets under a name.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct SavedFilter {
    /// What somebody called it.
    pub name: String,
    /// The file it belongs to, as [`SavedFilter::file_of`] names it; `None` is every file.
    pub file: Option<String>,
    /// The text of the search.
    pub text: String,
    /// The values of the facets.
    pub values: Vec<SavedValue>,
    /// Other events are hidden instead of dimmed.
    pub is_hiding: bool,
    /// The stretch of time that is shown, where it belongs to the filter.
    pub view: Option<(TimePoint, TimePoint)>,
}

impl SavedFilter {
    /// How the file of a document is distinguished from others: by its path; what has none, as the bundled
    /// timeline and several files together, by its name.
    pub fn file_of(document: &Document) -> String {
        let path = document.path.as_deref().map(|path| std::path::absolute(path).unwrap_or(path.to_owned()));
        path.map_or_else(|| document.name.clone(), |path| path.display().to_string())
    }

    /// What a session asks for now, for its file: text and facets apart, and the view if it is to belong to
    /// it.
    pub fn of(session: &Session, name: &str, with_view: bool) -> SavedFilter {
        let view = session.viewport;
        SavedFilter {
            name: name.trim().to_owned(),
            file: Some(SavedFilter::file_of(&session.document)),
            text: session.query.text.trim().to_owned(),
            values: values_of(&session.filter, &session.document.timeline),
            is_hiding: session.hiding,
            view: with_view.then(|| (view.from(), view.to())),
        }
    }

    /// What a session asks for now, for every file: as the text of a search, since names mean something in
    /// other files and ids do not.
    pub fn for_every_file(session: &Session, name: &str, with_view: bool) -> SavedFilter {
        let text = session.query.with_filter(&session.filter, &session.document.timeline).text;
        SavedFilter { file: None, text, values: Vec::new(), ..SavedFilter::of(session, name, with_view) }
    }

    /// Whether it can be asked for in a document.
    pub fn is_for(&self, document: &Document) -> bool {
        self.file.as_ref().is_none_or(|file| *file == SavedFilter::file_of(document))
    }

    /// The facets as values of a timeline, and as text what of them the timeline does not have: "tag visit".
    /// What is not there is not asked for.
    pub fn facets(&self, timeline: &Timeline) -> (Filter, Vec<String>) {
        let mut filter = Filter::default();
        let mut absent = Vec::new();
        for value in &self.values {
            if !value.add_to(&mut filter, timeline) {
                let name = if value.name.is_empty() { &value.key } else { &value.name };
                absent.push(format!("{} {name}", value.facet));
            }
        }
        (filter, absent)
    }

    /// The commands that ask for it, and what of it the file does not have.
    pub fn commands(&self, timeline: &Timeline) -> (Vec<Command>, Vec<String>) {
        let (filter, absent) = self.facets(timeline);
        let mut commands = vec![Command::Ask(self.text.clone(), filter), Command::Hide(self.is_hiding)];
        commands.extend(self.view.map(|(from, to)| Command::FlyBetween(from, to)));
        (commands, absent)
    }
}

/// The values that facets ask for, by their keys and names.
fn values_of(filter: &Filter, timeline: &Timeline) -> Vec<SavedValue> {
    let mut saved = Vec::new();
    for attribute in Attribute::NUMBERED {
        let values = AttributeValues::of(timeline, *attribute);
        let facet = attribute.key();
        saved.extend(filter.indices(*attribute).into_iter().filter_map(|index| match index {
            Some(index) => {
                values.value(timeline, index).map(|value| SavedValue::of(&facet, value.key, value.name))
            }
            None => Some(SavedValue::of(&facet, "", "")),
        }));
    }
    for (attribute, texts) in &filter.texts {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        saved.extend(texts.iter().map(|value| SavedValue::of(&attribute.key(), &text(value), &text(value))));
    }
    saved
}

impl SavedValue {
    fn of(facet: &str, key: &str, name: &str) -> SavedValue {
        SavedValue { facet: facet.to_owned(), key: key.to_owned(), name: name.to_owned() }
    }

    /// Asks for the value too; gives whether the timeline has it. Values that are known by their texts only
    /// are asked for without a look at the events.
    fn add_to(&self, filter: &mut Filter, timeline: &Timeline) -> bool {
        let is_none = self.key.is_empty() && self.name.is_empty();
        let Some(attribute) = Attribute::from_key(&self.facet) else { return false };
        match attribute {
            Attribute::Nothing => false,
            Attribute::Publisher | Attribute::Place | Attribute::Field(_) => {
                let text = if self.name.is_empty() { &self.key } else { &self.name };
                filter.texts.entry(attribute).or_default().insert((!is_none).then(|| text.clone()));
                true
            }
            _ if is_none => filter.select(attribute, None),
            _ => {
                let values = AttributeValues::of(timeline, attribute);
                let index = self.index_in(&values.list(timeline));
                index.is_some_and(|index| filter.select(attribute, Some(index)))
            }
        }
    }

    /// The index of the value with its key, else of the first with its name.
    fn index_in(&self, values: &[AttributeValue<'_>]) -> Option<usize> {
        let has_key = |value: &AttributeValue<'_>| !value.key.is_empty() && value.key == self.key;
        let has_name = |value: &AttributeValue<'_>| !value.name.is_empty() && value.name == self.name;
        values.iter().position(has_key).or_else(|| values.iter().position(has_name))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use super::*;
    use dateline_formats::load;
    use dateline_timeline::model::{ActorId, Grade, LaneId, SourceId, Status, TagId};
    use dateline_timeline::query::{Dating, FieldName, Query};

    const FILE: &str = r#"{"dateline": 1,
        "lanes": [{"id": "sea", "label": "At sea"}, {"id": "land", "label": "Land"}],
        "actors": [{"id": "us", "name": "United States"}, {"id": "navy", "name": "United States Navy"}],
        "sources": [{"id": "cna", "title": "A dialogue", "grade": "press"}],
        "events": [
            {"id": "a", "title": "Visit", "date": "2021?", "lane": "sea", "actors": ["us"], "tags": ["x"],
             "citations": [{"source": "cna"}]},
            {"id": "b", "title": "Visit again", "date": "2022", "lane": "land", "actors": ["navy"], "status": "planned"},
            {"id": "c", "title": "Talks"}]}"#;

    fn session(text: &str) -> Session {
        let loaded = load(text.as_bytes(), "sea.json").unwrap();
        let document = Document::new(loaded, "sea.json", None, text.as_bytes().into());
        Session::new(
            Arc::new(document),
            dateline_picture::scene::Size::new(800.0, 600.0),
            TimePoint::from_seconds(1_700_000_000),
        )
    }

    fn filter() -> Filter {
        Filter {
            lanes: [Some(LaneId::from_index(0)), None].into(),
            actors: [Some(ActorId::from_index(0)), None].into(),
            tags: [Some(TagId::from_index(0)), None].into(),
            statuses: [Status::Happened].into(),
            sources: [Some(SourceId::from_index(0)), None].into(),
            grades: [Some(Grade::Press), None].into(),
            dates: [Dating::Uncertain, Dating::Missing].into(),
            texts: BTreeMap::new(),
        }
    }

    #[test]
    fn what_is_saved_is_asked_for_again() {
        let mut session = session(FILE);
        session.apply(Command::Hide(true));
        session.apply(Command::Ask("-again".to_owned(), filter()));
        assert_eq!(session.matches.len(), 2);
        let (matches, view) = (Arc::clone(&session.matches), session.viewport);
        for saved in
            [SavedFilter::of(&session, " Mine ", true), SavedFilter::for_every_file(&session, "Mine", true)]
        {
            assert_eq!((saved.name.as_str(), saved.is_for(&session.document)), ("Mine", true));
            session.apply(Command::ClearFilters);
            session.apply(Command::Hide(false));
            let (commands, absent) = saved.commands(&session.document.timeline);
            commands.into_iter().for_each(|command| session.apply(command));
            assert_eq!((absent, &session.matches), (Vec::new(), &matches), "{}", saved.text);
            assert!(session.hiding);
            assert_eq!(session.destination().from(), view.from());
        }
    }

    #[test]
    fn places_and_further_fields_are_saved_by_their_texts() {
        let mut session = session(
            r#"{"dateline": 1, "events": [
                {"id": "a", "title": "A", "place": "Old, harbour", "ministry of": "Trade"},
                {"id": "b", "title": "B", "place": "Old, harbour", "ministry of": "Defence"},
                {"id": "c", "title": "C", "ministry of": "Trade"}, {"id": "d", "title": "D"}]}"#,
        );
        let ministry = Attribute::Field(FieldName::of("ministry of"));
        let some = |text: &str| Some(text.to_owned());
        let harbour = (Attribute::Place, [some("Old, harbour")].into());
        for (texts, expected) in [
            (BTreeMap::from([harbour.clone()]), "ab"),
            (BTreeMap::from([(Attribute::Place, [None].into())]), "cd"),
            (BTreeMap::from([harbour, (ministry, [some("Trade")].into())]), "a"),
            (BTreeMap::from([(ministry, [None, some("Defence"), some("gone")].into())]), "bd"),
        ] {
            let filter = Filter { texts, ..Filter::default() };
            session.apply(Command::Ask(String::new(), filter.clone()));
            for saved in
                [SavedFilter::of(&session, "x", false), SavedFilter::for_every_file(&session, "x", false)]
            {
                session.apply(Command::ClearFilters);
                let (commands, absent) = saved.commands(&session.document.timeline);
                assert_eq!(
                    (
                        saved.file.is_none() || saved.facets(&session.document.timeline).0 == filter,
                        absent.len()
                    ),
                    (true, 0)
                );
                commands.into_iter().for_each(|command| session.apply(command));
                let timeline = &session.document.timeline;
                let found: String = session.matches.iter().map(|id| timeline.key(id).into_owned()).collect();
                assert_eq!(found, expected, "{}", saved.text);
            }
        }
    }

    #[test]
    fn what_a_file_no_longer_has_is_said() {
        let mut before = session(FILE);
        before.apply(Command::Filter(filter()));
        let saved = SavedFilter::of(&before, "Mine", false);
        // The ids have changed their order, the navy its id, and lane, tag and source are gone.
        let after = session(
            r#"{"dateline": 1, "actors": [{"id": "fleet", "name": "Navy"}, {"id": "states", "name": "United States"}],
                "events": [{"id": "a", "title": "Visit"}]}"#,
        );
        let (found, absent) = saved.facets(&after.document.timeline);
        assert_eq!(absent, ["lane At sea", "tag x", "source A dialogue"]);
        assert_eq!(found.actors, [Some(ActorId::from_index(1)), None].into(), "by its name");
        assert_eq!(found.lanes, [None].into());
        assert_eq!(found.grades, filter().grades);
    }

    #[test]
    fn what_is_copied_as_search_finds_the_same_when_pasted() {
        let mut session = session(FILE);
        for (text, filter) in [
            ("visit", Filter { actors: [Some(ActorId::from_index(0))].into(), ..Filter::default() }),
            ("", Filter { actors: [None].into(), dates: [Dating::Missing].into(), ..Filter::default() }),
            ("OR visit", Filter { statuses: [Status::Planned].into(), ..Filter::default() }),
            ("visit", filter()),
        ] {
            session.apply(Command::Ask(text.to_owned(), filter.clone()));
            let expected = Arc::clone(&session.matches);
            let sent = session.query.with_filter(&filter, &session.document.timeline);
            session.apply(Command::Ask(sent.text.clone(), Filter::default()));
            assert_eq!(session.matches, expected, "{}", sent.text);
        }
        let sent = Query::default().with_filter(&filter(), &session.document.timeline).text;
        assert_eq!(
            sent,
            "lane:\"At sea\" OR missing:lane status:happened is:uncertain,undated actor:=\"United States\" OR missing:actor \
             source:\"A dialogue\" OR missing:source grade:press OR missing:source tag:x OR missing:tag"
        );
    }

    #[test]
    fn a_filter_of_one_file_is_not_offered_in_another() {
        let session = session(FILE);
        let saved =
            SavedFilter { file: Some("/elsewhere.json".to_owned()), ..SavedFilter::of(&session, "x", false) };
        assert!(!saved.is_for(&session.document));
        assert!(SavedFilter { file: None, ..saved }.is_for(&session.document));
    }
}
