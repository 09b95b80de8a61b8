//! An event that is read again is the event that was gathered, and its columns say what they said of it.

use std::cell::Cell;
use std::fs;
use std::path::Path;

use proptest::prelude::*;

use crate::{LoadError, Loaded, ReadOptions, load_as};
use dateline_time::TimePoint;

thread_local! {
    /// Whether importers keep all events whole, as those do that cannot read their records again.
    pub(super) static KEEPS_WHOLE: Cell<bool> = const { Cell::new(false) };
}

fn load(bytes: &[u8], keeps_whole: bool) -> Result<Loaded, LoadError> {
    KEEPS_WHOLE.set(keeps_whole);
    let now = Some(TimePoint::from_seconds(1_600_000_000));
    let options = ReadOptions { now, ..ReadOptions::default() };
    let loaded = load_as(&bytes.into(), "", &options, &mut |_| {});
    KEEPS_WHOLE.set(false);
    loaded
}

/// Everything that can be seen of a file, event by event.
fn told(loaded: &Loaded) -> Vec<String> {
    let timeline = &loaded.timeline;
    let mut told = vec![format!("{:?}", timeline.head()), format!("{:?}", loaded.diagnostics)];
    told.push(format!("{:?} {:?}", timeline.chronological(), timeline.extent()));
    told.push(format!("{} {} {}", loaded.records, loaded.rejected, loaded.merged));
    told.push(format!("{:?} {:?}", loaded.table, timeline.recurring()));
    for id in timeline.ids() {
        told.push(format!("{:?}", timeline.event(id)));
        told.push(format!("{:?} {:?} {:?}", timeline.key(id), timeline.event_title(id), timeline.date(id)));
        told.push(format!(
            "{:?} {:?} {:?}",
            timeline.range(id),
            timeline.status(id),
            timeline.event_zone(id)
        ));
        told.push(format!("{:?} {:?} {:?}", timeline.lane(id), timeline.actors_of(id), timeline.tags_of(id)));
        told.push(format!("{:?} {}", timeline.sources_of(id), timeline.importance(id)));
        told.push(format!("{:?} {:?}", timeline.qualifier(id), timeline.has_claim(id)));
        told.push(format!("{:?}", timeline.outgoing(id).collect::<Vec<_>>()));
        timeline.each_piece(id.index()..id.index() + 1, |_, piece| told.push(piece.to_owned()));
    }
    told
}

/// The same of a file that gives no timeline.
fn told_of(bytes: &[u8], keeps_whole: bool) -> Vec<String> {
    match load(bytes, keeps_whole) {
        Ok(loaded) => told(&loaded),
        Err(error) => vec![format!("{error:?}")],
    }
}

fn both_ways(bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    (told_of(bytes, false), told_of(bytes, true))
}

fn fixtures(folder: &Path, found: &mut Vec<Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() { fixtures(&path, found) } else { found.push(fs::read(path).unwrap()) }
    }
}

#[test]
fn files_read_again_are_files_kept_whole_sound_or_cut() {
    let mut files = Vec::new();
    fixtures(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures"), &mut files);
    assert!(files.len() > 10);
    for bytes in files {
        let (again, whole) = both_ways(&bytes);
        assert_eq!(again, whole);
        let (again, whole) = both_ways(&bytes[..bytes.len() * 2 / 3]);
        assert_eq!(again, whole);
    }
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-c ]{0,4}",
        "(19|20)[0-9]{2}(-0[1-9](-1[0-9])?)?",
        "[0-3][0-9]/[01][0-9]/20[0-9]{2}",
        "<b>[a-c]{1,3}</b>|<p>x</p>|a &amp; b",
        "https://example\\.org/[a-b]",
        "[\"',;\\n=é-]{0,3}",
    ]
}

proptest! {
    #[test]
    fn rows_read_again_are_rows_kept_whole(
        names in prop::sample::subsequence(
            vec![
                "id", "title", "date", "end", "status", "lane", "actors", "tags", "summary", "source", "source_url",
                "publisher", "quote", "place", "parent", "zone", "colour", "importance",
            ],
            2..12,
        ),
        rows in prop::collection::vec(prop::collection::vec(cell(), 12), 1..9),
    ) {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        writer.write_record(&names).unwrap();
        for row in &rows {
            writer.write_record(&row[..names.len()]).unwrap();
        }
        let (again, whole) = both_ways(&writer.into_inner().unwrap());
        prop_assert_eq!(again, whole);
    }

    #[test]
    fn slides_read_again_are_slides_kept_whole(
        slides in prop::collection::vec((cell(), cell(), cell(), "(19|20)[0-9]{2}|x", cell()), 1..6),
        eras in 0_usize..3,
        is_cut in any::<bool>(),
    ) {
        let all: Vec<serde_json::Value> = slides
            .iter()
            .map(|(id, group, headline, year, text)| serde_json::json!({
                "unique_id": id, "group": group, "text": {"headline": headline, "text": text},
                "start_date": {"year": year}, "media": {"url": text, "credit": group, "caption": headline},
            }))
            .collect();
        let eras = &all[..eras.min(all.len())];
        let text = serde_json::json!({"events": all, "eras": eras}).to_string();
        let end = if is_cut { text.len() - 9 } else { text.len() };
        let (again, whole) = both_ways(text.get(..end).unwrap_or(&text).as_bytes());
        prop_assert_eq!(again, whole);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn damaged_tables_of_many_rows_are_read_alike(
        rows in prop::collection::vec(table_row(), 1..90),
        width in 3_usize..11,
        is_guarded in any::<bool>(),
        cuts in prop::collection::vec((0..20_000_usize, "[\"',;\\n\r0-9a-z <&é-]{0,3}"), 0..4),
    ) {
        let mut writer = csv::WriterBuilder::new();
        if is_guarded {
            writer.quote_style(csv::QuoteStyle::Always);
        }
        let mut writer = writer.from_writer(Vec::new());
        writer.write_record(&TABLE[..width]).unwrap();
        for row in &rows {
            writer.write_record(&row[..width]).unwrap();
        }
        let mut bytes = writer.into_inner().unwrap();
        for (at, patch) in cuts {
            let at = at % bytes.len();
            let end = (at + patch.len()).min(bytes.len());
            bytes.splice(at..end, patch.bytes());
        }
        let (again, whole) = both_ways(&bytes);
        prop_assert_eq!(again, whole, "{}", String::from_utf8_lossy(&bytes));
    }
}

/// The columns of [`table_row`].
const TABLE: [&str; 11] =
    ["id", "title", "start", "end", "lane", "tags", "actors", "status", "summary", "importance", "colour"];

/// A row that mostly is plain; each column has values that are not.
fn table_row() -> impl Strategy<Value = Vec<String>> {
    let often = |plain: &'static str, odd: &'static str| prop_oneof![8 => plain, 1 => odd];
    let columns = vec![
        often("e[0-9]{1,4}", "e[0-3]|event-[1-9]|").boxed(),
        often("[a-e]{1,5}( [a-e]{1,5}){0,2}", " {0,2}|<b>[a-c]</b>|a &amp; b|'=[a-c]|\"a\" b|a\nb| a\u{a0}")
            .boxed(),
        often("20[0-2][0-9]-0[1-9]-[12][0-9]", "[0-3][0-9]/0[1-9]/20[0-2][0-9]|about 1965|soon||2001-02-31")
            .boxed(),
        often("|20[23][0-9]-0[1-9]-[12][0-9]", "present|ongoing|\\.\\.|1990|x|[0-3][0-9]/0[1-9]/203[0-9]")
            .boxed(),
        often("Rivers|Treaties|", "Ri\nvers| Rivers |Lane [a-z]|'=a").boxed(),
        often("[ab]; c|a;b;a|", "a, b;;c |[a-f]\n;b|\"q\"; a").boxed(),
        often("US; SG|Ministry \\(host\\); SG|", "A \\(B\\)|A \\(b\\); A| \\(b\\)|A\tB; C").boxed(),
        often("planned|done|", "blue|In Progress|\\?").boxed(),
        often("[a-e ]{0,20}", "<p>[a-c]</p>|a < b|a\nb|say \"[a-c]\"|'=1|&lt;").boxed(),
        often("0\\.[0-9]|", "high|[0-9]|-1|x").boxed(),
        often("[a-c]{0,2}", "a\nb|\"x\"|,").boxed(),
    ];
    columns
}

/// Tables in which the second and the third row name one address by two titles, and the first again.
const SOURCES_OF_ONE_KEY: [&str; 3] = [
    "title,date,source,source_url\na,2001,One,https://example.org/a\nb,2002,Two,https://example.org/a\n\
     c,2003,One,https://example.org/a\n",
    "Year,Headline,Text,Media,Media Credit,Type\n2001,a,x,https://example.org/a,One,\n\
     2002,b,x,https://example.org/a,Two,\n2003,c,x,https://example.org/a,One,\n",
    "#TIMEFLOW\tformat\tversion 1\n#TIMEFLOW\talias\tTIMEFLOW_LABEL\ttitle\n\
     #TIMEFLOW\talias\tTIMEFLOW_START\tstart\ntitle\tstart\tsource\tsource_url\n\
     a\t2001\tOne\thttps://example.org/a\nb\t2002\tTwo\thttps://example.org/a\nc\t2003\tOne\thttps://example.org/a\n",
];

#[test]
fn sources_of_one_key_stay_apart_when_rows_are_read_again() {
    for text in SOURCES_OF_ONE_KEY {
        let loaded = load(text.as_bytes(), false).unwrap();
        let timeline = &loaded.timeline;
        let cited_by = |id| timeline.event(id).citations.iter().map(|one| one.source).collect::<Vec<_>>();
        let cited: Vec<_> = timeline.ids().map(cited_by).collect();
        assert!(cited.len() == 3 && cited[0].len() == 1, "{text} {cited:?}");
        assert!(cited[0] != cited[1] && cited[0] == cited[2], "{text} {cited:?}");
        let (again, whole) = both_ways(text.as_bytes());
        assert_eq!(again, whole);
    }
}
