//! The language of a search: what it finds in a small file, and that it finds what its definition says.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "in a test the panic is the failed assertion, also in the functions that tests share"
)]

mod definition;

use dateline_formats::load;
use dateline_timeline::Cancel;
use dateline_timeline::model::{ActorId, Grade, LaneId, SourceId, Status, TagId, Timeline};
use dateline_timeline::query::{
    Attribute, Completion, Dating, FacetCounts, Field, FieldName, Filter, Matches, Query, SearchText,
};
use definition::is_left;
use proptest::prelude::*;

const FILE: &str = r#"{
  "dateline": 1, "zone": "America/New_York",
  "lanes": [{"id": "sea", "label": "At sea"}, {"id": "land", "label": "Land"}],
  "actors": [{"id": "us", "name": "United States"}, {"id": "biden", "name": "Joe Biden"},
             {"id": "sg", "name": "République de Singapour"}, {"id": "states", "name": "United States Navy"}],
  "sources": [{"id": "cna", "title": "A dialogue", "publisher": "CNA", "authors": ["Tang See Kit"], "grade": "press"},
              {"id": "mindef", "title": "A release", "publisher": "MINDEF", "grade": "official"}],
  "events": [
    {"id": "mous", "title": "Three MoUs signed", "date": "2021-08", "lane": "sea", "tags": ["agreement"],
      "actors": ["us", "sg"], "summary": "One for each pair of agencies.",
      "citations": [{"source": "cna", "quote": {"exact": "signing of three memoranda"}}]},
    {"id": "visit", "title": "Visit of Joe Biden", "date": "2022-03-29?", "actors": ["biden"],
      "tags": ["visit", "agreement"], "status": "planned", "lane": "land",
      "citations": [{"source": "mindef", "note": "He said memoranda will follow."}]},
    {"id": "patrol", "title": "Patrol off Café Point", "date": "2004-01/..", "status": "ongoing", "actors": ["states"],
      "place": "Old harbour", "ministry of": ["Trade", "Défense, navy"], "ship": 7,
      "relations": [{"kind": "precedes", "to": "visit"}]},
    {"id": "about", "title": "Talks, joint statement", "place": "Hotel", "ministry of": "Trade and more", "date": "2020~/2023", "zone": "Asia/Singapore"},
    {"id": "chairs", "title": "OR chairs to be named: actor:nobody", "status": "recurring"}
  ]
}"#;

fn file() -> Timeline {
    load(FILE.as_bytes(), "sea.json").unwrap().timeline
}

fn found(timeline: &Timeline, query: &str) -> String {
    let matches = SearchText::of(timeline).matches(timeline, &Query::new(query));
    matches.iter().map(|id| timeline.key(id).into_owned()).collect::<Vec<_>>().join(" ")
}

#[test]
fn fields_ask_for_one_thing_each() {
    let timeline = file();
    for (query, expected) in [
        ("actor:biden", "visit"),
        ("biden", "visit"),
        ("actor:united", "mous patrol"),
        ("actor:\"united states\"", "mous patrol"),
        ("actor:=\"united states\"", "mous"),
        ("actor:=us", "mous"),
        ("Actor:REPUBLIQUE", "mous"),
        ("actors:biden,navy", "visit patrol"),
        ("tag:agreement", "mous visit"),
        ("tag:=agree", ""),
        ("-tag:agreement", "patrol about chairs"),
        ("lane:sea", "mous"),
        ("lane:=sea", "mous"),
        ("lane:=\"at sea\"", "mous"),
        ("status:planned", "visit"),
        ("status:planned,ongoing", "visit patrol"),
        ("status:\"status not stated\"", ""),
        ("source:tang", "mous"),
        ("source:=mindef", "visit"),
        ("publisher:cna", "mous"),
        ("publisher:dialogue", ""),
        ("grade:press,joint", "mous"),
        ("title:joint", "about"),
        ("title:\"visit of\" agreement", "visit"),
        ("title:café", "patrol"),
        ("title:CAFE", "patrol"),
        ("summary:agencies", "mous"),
        ("summary:signed", ""),
        ("memoranda", "mous visit"),
        ("quote:memoranda", "mous"),
        ("-quote:memoranda memoranda", "visit"),
        ("id:mou", "mous"),
        ("id:=mou", ""),
        ("\"joint statement\"", "about"),
        ("-\"joint statement\" -visit", "mous patrol chairs"),
        ("visit OR mous", "mous visit"),
        ("status:planned OR tag:agreement patrol", ""),
        ("status:ongoing OR status:planned OR \"joint", "visit patrol about"),
        ("actor:biden OR missing:actor", "visit about chairs"),
        ("OR chairs", "chairs"),
        ("OR", "mous visit chairs"),
        ("\"actor:nobody\"", "chairs"),
        ("named: chairs", "chairs"),
        ("place:harbour", "patrol"),
        ("places:=\"old harbour\",hotel", "patrol about"),
        ("place:=harbour", ""),
        ("missing:place title:mous", "mous"),
        ("has:place", "patrol about"),
        ("field:ship:7", "patrol"),
        ("FIELD:ship:=7", "patrol"),
        ("field:Ship:7", ""),
        ("field:\"ministry of\":trade", "patrol about"),
        ("field:\"ministry of\":=trade", "patrol"),
        ("field:\"ministry of\":=\"defense, navy\",=\"trade and more\"", "patrol about"),
        ("-field:\"ministry of\":trade -missing:citation", "mous visit"),
        ("has:\"field:ministry of\",field:ship", "patrol about"),
        ("missing:field:ship talks", "about"),
        ("field:ship:7 OR place:hotel", "patrol about"),
    ] {
        assert_eq!(found(&timeline, query), expected, "{query}");
    }
}

#[test]
fn dates_are_compared_by_what_is_possible() {
    let timeline = file();
    for (query, expected) in [
        ("date:2021-08", "mous patrol about"),
        ("date:2021-08-31", "mous patrol about"),
        ("in:2022", "visit patrol about"),
        ("on:1999", ""),
        ("date:2003,2022-03-29", "visit patrol about"),
        ("before:2022", "mous patrol about"),
        ("before:2021-08", "patrol about"),
        ("before:2021-08-02", "mous patrol about"),
        ("before:2004-01", ""),
        ("after:2021-08", "visit patrol about"),
        ("after:2022", "patrol about"),
        ("after:2023", "patrol"),
        ("during:2021/2022", "mous visit"),
        ("during:2021-08-01/2021-08-30", ""),
        ("during:2020/..", "mous visit about"),
        ("date:\"March 2022\"", "visit patrol about"),
        ("before:[2021-08,2022]", "patrol about"),
        ("-date:2022", "mous chairs"),
        ("is:undated", "chairs"),
        ("missing:date", "chairs"),
        ("is:certain", "mous patrol"),
        ("is:uncertain,approximate", "visit about"),
        ("is:open", "patrol"),
        ("is:planned,recurring", "visit chairs"),
        ("has:relation", "visit patrol"),
        ("missing:citation -missing:actor", "patrol"),
        ("has:quote", "mous"),
        ("missing:summary has:lane", "visit"),
        ("has:source,relation", "mous visit patrol"),
    ] {
        assert_eq!(found(&timeline, query), expected, "{query}");
    }
}

#[test]
fn days_are_those_of_the_zone_of_the_event() {
    let text = r#"{"dateline": 1, "zone": "America/New_York", "events": [
        {"id": "there", "title": "A", "date": "2022-03-29", "zone": "Asia/Singapore"},
        {"id": "here", "title": "B", "date": "2022-03-29"}]}"#;
    let timeline = load(text.as_bytes(), "days.json").unwrap().timeline;
    for query in ["date:2022-03-29", "during:2022-03-29", "-before:2022-03-29 -after:2022-03-29"] {
        assert_eq!(found(&timeline, query), "there here", "{query}");
    }
}

#[test]
fn what_cannot_be_meant_is_said_and_the_rest_counts() {
    let timeline = file();
    for (query, message, left) in [
        ("actr:biden visit", "No field is called actr. Did you mean actor?", ""),
        ("speech:biden", "No field is called speech. Its words are searched for as they stand", ""),
        ("before:soon visit", "before: needs a date such as 2022 or 2022-03", "visit"),
        (
            "visit before:2022-02-30",
            "before: needs a date such as 2022 or 2022-03. February 2022 has 28 days",
            "visit",
        ),
        (
            "before:../2022",
            "before: needs a date such as 2022 or 2022-03. ../2022 has no beginning",
            "mous visit patrol about chairs",
        ),
        ("status:planed,ongoing", "status: knows no planed. Did you mean planned?", "patrol"),
        (
            "has:money visit",
            "has: knows no money. It can be date, source, citation, quote, actor, tag, lane, place, publisher, summary or relation",
            "visit",
        ),
        ("actor: biden", "actor: needs its value directly behind the colon, as in actor:biden", "visit"),
        (
            "field:ship visit",
            "field: needs the name of a field of the file and its value, as in field:ministry:trade",
            "",
        ),
        (
            "field:ship: visit",
            "field: needs its value directly behind the colon, as in field:ministry:trade",
            "visit",
        ),
        ("visit OR before:soon", "before: needs a date such as 2022 or 2022-03", "visit"),
    ] {
        let problems = Query::new(query).problems();
        assert_eq!(
            problems.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>(),
            [message],
            "{query}"
        );
        assert_eq!(found(&timeline, query), left, "{query}");
    }
    for query in [
        "actor:",
        "actor:biden",
        "https://example.org",
        "10:30",
        "C:\\x",
        "note: a",
        "a - b",
        "visit OR",
        "-",
    ] {
        assert_eq!(Query::new(query).problems(), [], "{query}");
    }
    let query = Query::new("x actr:biden");
    assert_eq!(query.corrected(&query.problems()[0]).as_deref(), Some("x actor:biden"));
    let query = Query::new("status:\"planed\",ongoing");
    assert_eq!(query.corrected(&query.problems()[0]).as_deref(), Some("status:planned,ongoing"));
    let pasted = "word ".repeat(100_000);
    assert!(Query::new(pasted).problems()[0].message.starts_with("Only the first"));
}

#[test]
fn what_cannot_be_meant_is_an_alternative_to_nothing() {
    let timeline = file();
    for (query, expected) in [
        ("before:soon OR visit", "visit"),
        ("patrol before:soon OR mous", ""),
        ("visit OR before:soon OR mous", "mous visit"),
        ("before:soon OR", "mous visit patrol about chairs"),
        ("visit before:soon OR", "visit"),
    ] {
        assert_eq!(found(&timeline, query), expected, "{query}");
    }
}

#[test]
fn marked_are_words_and_not_the_names_of_fields() {
    let title = "Actor visits title: joint statement of status";
    let hits = |query: &str| {
        let hits = Query::new(query).hits_in(title);
        hits.into_iter().map(|hit| &title[hit]).collect::<Vec<_>>().join("|")
    };
    for (query, marked) in [
        ("actor:biden visit", "visit"),
        ("title:joint status:planned", "joint"),
        ("\"joint statement\" -visits", "joint statement"),
        ("summary:visits quote:joint before:2022", ""),
        ("visits OR statement", "visits|statement"),
    ] {
        assert_eq!(hits(query), marked, "{query}");
    }
}

#[test]
fn a_query_narrows_another_when_nothing_new_can_be_found() {
    for (query, former, expected) in [
        ("visit", "vis", true),
        ("vis", "visit", false),
        ("visit to", "visit", true),
        ("visit", "visit to", false),
        ("\"visit to", "visit", true),
        ("revisit", "vis it", true),
        ("anything", "", true),
        ("", "anything", false),
        ("RÉSUMÉ", "resum", true),
        ("actor:biden", "actor:bid", true),
        ("actor:bid", "actor:biden", false),
        ("actor:biden,harris", "actor:biden", false),
        ("actor:biden", "actor:harris,bid", true),
        ("actor:=biden", "actor:bid", false),
        ("actor:biden", "bid", true),
        ("lane:biden", "bid", false),
        ("-visit", "visit", false),
        ("-vis", "-visit", true),
        ("-visit", "-vis", false),
        ("-status:planned,ongoing", "-status:planned", true),
        ("status:planned", "status:planned,ongoing", true),
        ("a OR b", "a", false),
        ("ab", "a OR b", true),
        ("before:2022 x", "before:2022", true),
        ("before:2021", "before:2022", false),
        ("has:date", "missing:date", false),
    ] {
        assert_eq!(Query::new(query).narrows(&Query::new(former)), expected, "{query} after {former}");
    }
}

/// A file of made-up events with a few names, so that everything meets everything.
fn files() -> impl Strategy<Value = Timeline> {
    let pick = |words: &'static [&'static str]| (0..words.len()).prop_map(move |index| words[index]);
    let event = (
        pick(&["Visit", "Joint talks", "Café é", "talks OR visit", "été"]),
        pick(&[
            "",
            "2001",
            "2001-02~",
            "2001-03?/2002",
            "2001-02-03/..",
            "../2002",
            "../..",
            "2001-02-03",
            "/",
        ]),
        (pick(&["", "a", "b"]), pick(&["happened", "planned", "recurring"]), pick(&["", "Asia/Singapore"])),
        (pick(&["", "us", "sg"]), pick(&["", "x", "xy", "é, y"]), pick(&["", "talks", "  "])),
        pick(&[
            "",
            r#"{"source": "s", "quote": "Visit quoted"}"#,
            r#"{"source": "t", "note": "talks noted"}"#,
            r#"{"source": "gone", "quote": {"exact": "été"}}"#,
            r#"{"note": "visit"}"#,
        ]),
        (
            pick(&["", "e0", "e2"]),
            pick(&["", "Sea", "Old sea, port"]),
            pick(&["", r#""united""#, r#"["Sea, a", "united us"]"#]),
        ),
    );
    prop::collection::vec(event, 1..9).prop_map(|events| {
        let mut records = Vec::new();
        for (index, (title, date, (lane, status, zone), (actor, tag, summary), cited, (to, town, ministry))) in events.into_iter().enumerate() {
            let mut record = format!(r#"{{"id": "e{index}", "title": "{title}", "status": "{status}", "summary": "{summary}""#);
            for (name, value) in [("date", date), ("lane", lane), ("zone", zone), ("place", town)] {
                if !value.is_empty() {
                    record += &format!(r#", "{name}": "{value}""#);
                }
            }
            for (name, value) in [("actors", actor), ("tags", tag)] {
                if !value.is_empty() {
                    record += &format!(r#", "{name}": ["{value}"]"#);
                }
            }
            if !cited.is_empty() {
                record += &format!(r#", "citations": [{cited}]"#);
            }
            if !ministry.is_empty() {
                record += &format!(r#", "the ministry": {ministry}"#);
            }
            if !to.is_empty() {
                record += &format!(r#", "relations": [{{"kind": "precedes", "to": "{to}"}}]"#);
            }
            records.push(record + "}");
        }
        let head = r#""lanes": [{"id": "a", "label": "Sea"}, {"id": "b", "label": "Seaside a"}],
            "actors": [{"id": "us", "name": "United États"}, {"id": "sg", "name": "United"}, {"id": "un", "name": "us \"x\""}],
            "sources": [{"id": "s", "title": "Sea", "publisher": "CNA", "grade": "press"},
                        {"id": "t", "title": "Sea", "publisher": "Sea", "authors": ["Tang"], "grade": "joint"}]"#;
        let text = format!(r#"{{"dateline": 1, "zone": "America/New_York", {head}, "events": [{}]}}"#, records.join(","));
        load(text.as_bytes(), "made.json").unwrap().timeline
    })
}

fn queries() -> impl Strategy<Value = String> {
    let part = "-?(actor|tag|lane|source|publisher|place|field:\"the ministry\"|field:gone|title|summary|quote|id):=?(u|united|us|e|sea|\"sea\"|x|\"é, y\"|talks,visit|cna|e1|)"
        .prop_union("-?(date|on|before|after|during):(2001|2001-02|2001-02-03|2001/2002|2002/..|\\.\\./2001|soon|2001,2002|)");
    let words = "-?(visit|talks|ete|\"joint talks\"|OR|quoted|united|notes|\"|nofield:x)"
        .prop_union("-?(status:(planned|happened,planned|planed)|grade:(press|joint)|has:(date|source|quote|citation|relation|place|publisher|\"field:the ministry\")|missing:(actor,tag|lane|summary|citation|field:gone,place)|is:(undated|open|recurring|planned|certain|uncertain,approximate))");
    let one = prop_oneof![part, words];
    prop::collection::vec(prop_oneof![4 => one, 1 => Just("OR".to_owned())], 0..4)
        .prop_map(|parts| parts.join(" "))
}

proptest! {
    #[test]
    fn a_search_leaves_what_its_definition_says(timeline in files(), typed in queries(), more in "[a-e,:\" -]{0,3}", next in queries()) {
        let text = SearchText::of(&timeline);
        let query = Query::new(typed);
        let found = text.matches(&timeline, &query);
        let clauses = query.clauses();
        let expected = Matches::from_fn(timeline.len(), |id| clauses.iter().all(|clause| is_left(&timeline, id, clause)));
        prop_assert_eq!(&found, &expected, "{}", query.text);
        for narrower in [format!("{}{more}", query.text), format!("{} {next}", query.text), next] {
            let narrower = Query::new(narrower);
            if narrower.narrows(&query) {
                let among = text.matches_among(&timeline, &narrower, &found, &Cancel::never());
                prop_assert_eq!(among, Some(text.matches(&timeline, &narrower)), "{} after {}", narrower.text, query.text);
            }
        }
    }

    #[test]
    fn a_filter_as_text_finds_the_same(
        timeline in files(),
        typed in queries(),
        asked in prop::collection::vec(prop::collection::vec(prop::option::of(0..4_usize), 0..3), 10),
    ) {
        let values = |facet: usize, len: usize| -> Vec<Option<usize>> {
            asked[facet].iter().copied().filter(|index| index.is_none_or(|index| index < len)).collect()
        };
        let ids = |facet: usize, len: usize| values(facet, len).into_iter();
        let filter = Filter {
            lanes: ids(0, timeline.lanes().len()).map(|index| index.map(LaneId::from_index)).collect(),
            actors: ids(1, timeline.actors().len()).map(|index| index.map(ActorId::from_index)).collect(),
            tags: ids(2, timeline.tags().len()).map(|index| index.map(TagId::from_index)).collect(),
            statuses: ids(3, 4).flatten().map(|index| Status::ALL[index]).collect(),
            sources: ids(4, timeline.sources().len()).map(|index| index.map(SourceId::from_index)).collect(),
            grades: ids(5, 4).map(|index| index.map(|index| Grade::ALL[index])).collect(),
            dates: ids(6, 4).flatten().map(|index| Dating::ALL[index]).collect(),
            texts: [
                (7, Attribute::Place, ["Sea", "Old sea, port", "gone", "port"]),
                (8, Attribute::Field(FieldName::of("the ministry")), ["united", "united us", "Sea, a", "us"]),
                (9, Attribute::Publisher, ["CNA", "Sea", "gone", "A"]),
            ]
            .map(|(facet, attribute, names)| {
                let text = |index: Option<usize>| index.map(|index| names[index].to_owned());
                (attribute, ids(facet, 4).map(text).collect())
            })
            .into(),
        };
        let text = SearchText::of(&timeline);
        let query = Query::new(typed);
        let expected = filter.applied(&timeline, &text.matches(&timeline, &query));
        let sent = query.with_filter(&filter, &timeline);
        prop_assert_eq!(text.matches(&timeline, &sent), expected, "{} as {}", query.text, sent.text);
        let again = sent.with_filter(&Filter::default(), &timeline);
        prop_assert_eq!(again, sent);
    }

    #[test]
    fn whatever_is_typed_is_read(typed in "[-a-f:=,\"“\\[{} \u{a0}é：]{0,40}|(actor|field|before|status|OR|is|\"|:|,|-|=| |20|é){0,12}", cursor in 0..60_usize) {
        let query = Query::new(typed.as_str());
        for problem in query.problems() {
            prop_assert!(typed.get(problem.range.clone()).is_some(), "{problem:?}");
        }
        let timeline = file();
        let completion = Completion::at(&typed, cursor, &timeline, None);
        if typed.is_char_boundary(cursor.min(typed.len())) {
            for suggestion in &completion.suggestions {
                let (text, end) = completion.taken(&typed, suggestion);
                prop_assert!(text.get(..end).is_some_and(|text| text.ends_with(&suggestion.text)));
            }
        }
        prop_assert!(query.narrows(&query));
    }
}

fn offered(text: &str) -> String {
    let timeline = file();
    let counts = FacetCounts::of(&timeline, &Matches::all(timeline.len()), &Filter::default());
    let completion = Completion::at(text, text.len(), &timeline, Some(&counts));
    let texts = completion.suggestions.iter().map(|suggestion| match suggestion.count {
        Some(count) => format!("{}({count})", suggestion.text),
        None => suggestion.text.clone(),
    });
    texts.collect::<Vec<_>>().join("|")
}

#[test]
fn fields_and_values_are_offered_with_their_counts() {
    for (typed, expected) in [
        ("ac", "actor:"),
        ("-ac", "actor:"),
        ("x da", "date:"),
        ("qu", "quote:"),
        ("dialogue", ""),
        ("actor:bi", "\"Joe Biden\" (1)"),
        ("actor:uni", "=\"United States\" (1)|\"United States Navy\" (1)"),
        ("actor:biden,sing", "\"République de Singapour\" (1)"),
        ("tag:", "agreement (2)|visit (1)"),
        ("lane:se", "\"At sea\" (1)"),
        ("status:p", "planned (1)|postponed (0)|happened (2)"),
        ("is:un", "undated |uncertain "),
        ("status:planned", ""),
        ("publisher:", "CNA |MINDEF "),
        ("pl", "place:"),
        ("field:ship:", ""),
        ("source:tang", "\"A dialogue\" (1)"),
        ("before:20", ""),
        ("actor:biden ", ""),
    ] {
        assert_eq!(offered(typed), expected, "{typed}");
    }
    assert_eq!(offered("").split('|').count(), Field::ALL.len());
    let timeline = file();
    let completion = Completion::at("tag:ag status:planned", 6, &timeline, None);
    let (text, cursor) = completion.taken("tag:ag status:planned", &completion.suggestions[0]);
    assert_eq!((text.as_str(), cursor), ("tag:agreement status:planned", 13));
}
