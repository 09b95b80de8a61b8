//! The data that ships with the program: read without a finding, quoted sparingly and exactly, promises
//! with their outcomes, every day in the right place.

use dateline_formats::{Loaded, Severity};
use dateline_time::{TimePoint, TimeRange, Zone};
use dateline_timeline::model::{Citation, EventId, RelationKind, Status, Timeline, Verdict, conflicts};
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Names the text on which the recorded verdicts were reached.
const ARTICLE_SHA256: &str = "38ed2bf0eaf61f3f3322b0d11037a061daf64f9a0d0856bba1441255cbc918e0";

/// Code points of the article, and the share of it that may be quoted: a quarter.
const ARTICLE_LENGTH: usize = 3011;
const QUOTABLE: usize = ARTICLE_LENGTH / 4;
const LONGEST_EXCERPT: usize = 120;
const LONGEST_TITLE: usize = 45;

fn load(name: &str) -> Loaded {
    let bytes =
        std::fs::read(Path::new(ROOT).join("data").join(name)).expect("the file ships with the program");
    dateline_formats::load(&bytes, name).expect("it holds events")
}

fn bundled() -> Timeline {
    load("us-singapore.json").timeline
}

fn event(timeline: &Timeline, key: &str) -> EventId {
    timeline.find(key).unwrap_or_else(|| panic!("no event is called {key}"))
}

fn range(timeline: &Timeline, key: &str) -> TimeRange {
    timeline.range(event(timeline, key)).unwrap_or_else(|| panic!("{key} has no date"))
}

/// The article, where it is at hand; it is not part of the project.
fn article() -> Option<String> {
    std::fs::read_to_string(Path::new(ROOT).join("../shared/facts/cna-2022-03-30.txt")).ok()
}

fn citations(timeline: &Timeline) -> Vec<(EventId, Citation)> {
    let cited =
        |id| timeline.event(id).into_owned().citations.into_iter().map(move |citation| (id, citation));
    timeline.ids().flat_map(cited).collect()
}

#[test]
fn every_good_file_is_read_without_a_finding() {
    for name in ["us-singapore.json", "minimal.json", "deep-time.json", "uncertain-dates.json"] {
        let loaded = load(name);
        let findings: Vec<String> =
            loaded.diagnostics.iter().map(|finding| finding.report_line(name)).collect();
        assert_eq!(findings, Vec::<String>::new(), "{name}");
        assert_eq!((loaded.rejected, loaded.timeline.len()), (0, loaded.records), "{name}");
    }
}

#[test]
fn everything_named_is_there() {
    let timeline = bundled();
    for id in timeline.ids() {
        let key = timeline.key(id);
        assert!(timeline.lane(id).is_some(), "{key} has no lane");
        assert!(!timeline.event(id).citations.is_empty(), "{key} rests on nothing");
        assert!(timeline.event(id).citations.iter().all(|citation| citation.source.is_some()), "{key}");
        assert!(timeline.event(id).relations.iter().all(|relation| relation.to.is_some()), "{key}");
        let title = timeline.event_title(id);
        assert!(title.chars().count() <= LONGEST_TITLE, "{title:?} is too long for a label");
        assert!(!title.ends_with('.'), "{title:?} ends with a full stop");
    }
    for source in timeline.sources() {
        let url = source.url.as_deref().unwrap_or_default();
        assert!(url.starts_with("https://") || url.starts_with("http://"), "{}: {url:?}", source.key);
    }
}

#[test]
fn the_article_is_quoted_sparingly_and_exactly() {
    let timeline = bundled();
    let article = article();
    let mut total = 0;
    for (id, citation) in citations(&timeline) {
        let Some(quote) = &citation.quote else { continue };
        let key = timeline.key(id);
        assert_eq!(citation.source_key, "cna", "{key}: only the article is quoted");
        for words in [&quote.exact, &quote.prefix, &quote.suffix] {
            total += words.chars().count();
        }
        assert!(quote.exact.chars().count() <= LONGEST_EXCERPT, "{key}: {:?} is too long", quote.exact);
        if let Some(text) = &article {
            assert_eq!(text.matches(&quote.exact).count(), 1, "{key}: {:?}", quote.exact);
        }
        let checked = citation.checked.as_ref().expect("every excerpt carries its verdict");
        assert_eq!(checked.verdict, Verdict::Verbatim, "{key}");
        assert_eq!(checked.text_sha256, ARTICLE_SHA256, "{key}");
    }
    assert!(total <= QUOTABLE, "{total} of at most {QUOTABLE} code points are quoted");
}

#[test]
fn the_article_gives_twenty_two_events_and_other_records_many_more() {
    let timeline = bundled();
    let is_of_the_article =
        |id: &EventId| timeline.event(*id).citations.iter().any(|citation| citation.quote.is_some());
    let of_the_article = timeline.ids().filter(is_of_the_article).count();
    assert_eq!(of_the_article, 22);
    assert!(timeline.len() - of_the_article >= 38, "{} others", timeline.len() - of_the_article);
}

#[test]
fn the_promises_of_march_2022_show_what_became_of_them() {
    let timeline = bundled();
    let outcomes = [
        ("dialogue", "first-dialogue", RelationKind::Fulfils),
        ("dialogue", "third-dialogue", RelationKind::Fulfils),
        ("co-chairs", "co-chairs-named", RelationKind::Fulfils),
        ("space-plan", "space-dialogue", RelationKind::Fulfils),
        ("ai-plan", "ai-mapping", RelationKind::Fulfils),
        ("mission-plan", "mission", RelationKind::Fulfils),
        ("pgi-plans", "pgi-1", RelationKind::Implements),
        ("ransomware-pledge", "ransomware-2", RelationKind::Implements),
        ("cyber-pledge", "treasury-mas-exercise", RelationKind::Implements),
        ("infrastructure-2019", "infrastructure-2022", RelationKind::Renews),
    ];
    for (promise, outcome, kind) in outcomes {
        let found = timeline
            .incoming(event(&timeline, promise))
            .any(|tie| timeline.key(tie.from) == outcome && tie.kind == kind);
        assert!(found, "{outcome} {} {promise}", kind.label());
    }
    let has_outcome = |id: EventId| {
        timeline.incoming(id).any(|tie| matches!(tie.kind, RelationKind::Fulfils | RelationKind::Implements))
    };
    let is_pledge = |id: EventId| timeline.tags_of(id).iter().any(|tag| timeline.tag(*tag) == "pledge");
    for id in timeline.ids().filter(|id| is_pledge(*id) && timeline.status(*id).is_commitment()) {
        assert!(has_outcome(id), "{} has no outcome", timeline.key(id));
    }
}

#[test]
fn a_promise_stays_as_it_was_worded() {
    let timeline = bundled();
    for key in ["dialogue", "co-chairs", "pgi-plans", "ai-plan", "mission-plan", "second-dialogue"] {
        assert!(timeline.date(event(&timeline, key)).is_none(), "{key} was given a date");
    }
    let dialogue = event(&timeline, "dialogue");
    assert_eq!(timeline.status(dialogue), Status::Recurring);
    let recurrence = timeline.event(dialogue).into_owned().recurrence.expect("the dialogue recurs");
    assert_eq!(recurrence.rule.as_deref(), Some("FREQ=YEARLY"));
    assert_eq!(recurrence.from.as_ref().map(|date| date.text()), Some("2022"));
    assert_eq!(timeline.ids().filter(|id| timeline.date(*id).is_none()).count(), 12);
}

/// First and last day of a range in a zone.
fn days(range: TimeRange, zone: &str) -> (String, String) {
    let zone = Zone::parse(zone).expect("a zone");
    let (from, to) = range.hull();
    let day = |seconds: i64| {
        let civil = zone.civil_from_point(TimePoint::from_seconds(seconds));
        format!("{:04}-{:02}-{:02}", civil.year, civil.month, civil.day)
    };
    let from = from.expect("a bounded start").seconds();
    let to = to.expect("a bounded end").seconds();
    (day(from), day(to - 1))
}

#[test]
fn every_day_is_the_right_day_in_both_capitals() {
    let timeline = bundled();
    let cases = [
        // event, first and last day in Washington, first and last day in Singapore
        ("announced", "2022-03-29", "2022-03-29", "2022-03-29", "2022-03-30"),
        ("meeting", "2022-03-29", "2022-03-29", "2022-03-29", "2022-03-30"),
        ("press-conference", "2022-03-29", "2022-03-30", "2022-03-30", "2022-03-30"),
        ("publication", "2022-03-29", "2022-03-30", "2022-03-30", "2022-03-30"),
        ("harris-lee", "2022-03-29", "2022-03-29", "2022-03-30", "2022-03-30"),
        ("preview", "2022-03-28", "2022-03-28", "2022-03-29", "2022-03-29"),
        ("defence-mou", "2021-08-19", "2021-08-20", "2021-08-20", "2021-08-20"),
        ("harris-visit", "2021-08-21", "2021-08-24", "2021-08-22", "2021-08-24"),
        ("mou-2016", "2016-08-02", "2016-08-02", "2016-08-02", "2016-08-03"),
        ("facilities-2019", "2019-09-23", "2019-09-23", "2019-09-23", "2019-09-24"),
        ("ransomware-5", "2025-10-23", "2025-10-24", "2025-10-24", "2025-10-24"),
        ("space-dialogue", "2023-10-10", "2023-10-10", "2023-10-10", "2023-10-11"),
    ];
    for (key, from_us, to_us, from_sg, to_sg) in cases {
        let range = range(&timeline, key);
        let expected = (from_us.to_owned(), to_us.to_owned());
        assert_eq!(days(range, "America/New_York"), expected, "{key} in Washington");
        let expected = (from_sg.to_owned(), to_sg.to_owned());
        assert_eq!(days(range, "Asia/Singapore"), expected, "{key} in Singapore");
    }
}

#[test]
fn two_dates_of_one_day_do_not_exclude_each_other() {
    let timeline = bundled();
    for key in ["press-conference", "mou-2016", "facilities-2019", "infrastructure-2022"] {
        let id = event(&timeline, key);
        let of_event = range(&timeline, key);
        let mut texts = Vec::new();
        for citation in timeline.event(id).into_owned().citations {
            let Some(date) = &citation.date else { continue };
            let of_source = citation.source.and_then(|source| timeline.source(source)?.zone);
            let zone = citation.zone.or(of_source).unwrap_or(timeline.event_zone(id));
            assert!(date.range(zone).can_overlap(&of_event), "{key}: {}", date.text());
            texts.push(date.text().to_owned());
        }
        assert!(texts.len() >= 2, "{key} has one date only");
    }
}

#[test]
fn the_conflict_over_the_defence_memorandum_is_visible() {
    let timeline = bundled();
    let mous = event(&timeline, "mous");
    let conflict = timeline
        .incoming(mous)
        .find(|tie| tie.kind == RelationKind::Contradicts)
        .expect("something contradicts the memoranda");
    assert_eq!(timeline.key(conflict.from), "defence-mou");
    let stating = timeline.event(conflict.from);
    assert!(!stating.relations[conflict.index as usize].note.is_empty());
    let whole = timeline.event(mous);
    let ministry = whole.citations.iter().find(|citation| citation.source_key == "mindef-2021");
    let date = ministry.and_then(|citation| citation.date.as_ref()).map(|date| date.text());
    assert_eq!(date, Some("2021-08-20"));
    let (_, concluded) = range(&timeline, "defence-mou").hull();
    let (arrived, _) = range(&timeline, "harris-visit").hull();
    assert!(concluded < arrived);
    let in_conflict: Vec<_> = timeline
        .ids()
        .filter(|id| !conflicts(&timeline, *id).listed.is_empty())
        .map(|id| timeline.key(id))
        .collect();
    assert_eq!(in_conflict, ["mous", "defence-mou"], "all other dates can be true together");
}

#[test]
fn the_story_can_be_told() {
    let timeline = bundled();
    let story = timeline.stories().first().expect("a story");
    assert!((6..=10).contains(&story.scenes.len()), "{} scenes", story.scenes.len());
    for scene in &story.scenes {
        assert!(scene.event.is_some(), "{}: {}", scene.title, scene.event_key);
        assert!(scene.events.iter().all(|(id, _)| id.is_some()), "{}: {:?}", scene.title, scene.events);
        let words = [&scene.title, &scene.caption, &scene.notes];
        assert!(words.iter().all(|words| !words.is_empty()), "{}", scene.title);
        assert!(scene.view.from.is_some() && scene.view.to.is_some(), "{}", scene.title);
    }
}

#[test]
fn the_broken_file_reports_each_mistake_and_shows_the_rest() {
    let loaded = load("broken.json");
    let reported: Vec<&str> = loaded.diagnostics.iter().map(|finding| finding.path.as_str()).collect();
    for path in [
        "events[1].date",
        "events[2].date",
        "events[3].title",
        "events[5].lane",
        "events[6].id",
        "events[7].citations[0].source",
        "events[8].date",
        "events[9].importance",
        "events[10].relations[0].kind",
        "events[10].relations[1].to",
    ] {
        assert!(reported.contains(&path), "{path} is not among {reported:?}");
    }
    assert!(loaded.count(Severity::Error) >= 3);
    for key in ["mous", "first-dialogue", "last", "undated"] {
        assert!(loaded.timeline.find(key).is_some(), "{key} was lost");
    }
}
