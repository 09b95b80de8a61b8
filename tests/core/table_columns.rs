//! What the columns of tables become, by guess and by mapping; odd bytes, great widths, and whatever else a
//! table holds.

use std::process::Command;

use dateline_formats::{
    self, ColumnMapping, DayPlace, FileBytes, Format, Header, Loaded, Mapping, Numbers, ReadOptions, Role,
    Separator, Target,
};
use dateline_timeline::Cancel;
use dateline_timeline::model::{Event, EventId, Grade, Status};
use proptest::prelude::*;

use crate::arbitrary::timeline;
use crate::told::{assert_accounted, assert_saved_alike, fixture};

fn load(text: &str) -> Loaded {
    dateline_formats::load(text.as_bytes(), "f.csv").unwrap()
}

fn load_as(text: &str, mapping: Mapping) -> Loaded {
    let options = ReadOptions { mapping: Some(mapping), ..ReadOptions::default() };
    let bytes = FileBytes::from(text.as_bytes());
    let loaded = dateline_formats::load_as(&bytes, "f.csv", &options, &mut |_| {}).unwrap();
    assert_accounted(&loaded);
    assert_saved_alike(&loaded.timeline);
    loaded
}

fn messages(loaded: &Loaded) -> Vec<String> {
    loaded.diagnostics.iter().map(ToString::to_string).collect()
}

fn dates(loaded: &Loaded) -> Vec<String> {
    let timeline = &loaded.timeline;
    timeline.ids().map(|id| timeline.date(id).map_or(String::new(), |date| date.text().to_owned())).collect()
}

fn titles(loaded: &Loaded) -> Vec<String> {
    loaded.timeline.ids().map(|id| loaded.timeline.event_title(id).to_string()).collect()
}

fn event(loaded: &Loaded, place: usize) -> Event {
    loaded.timeline.event(EventId::from_index(place)).into_owned()
}

fn column(name: &str, role: Role) -> ColumnMapping {
    ColumnMapping { name: name.to_owned(), role, numbers: Numbers::Dates, separator: None }
}

/// The roles that the columns of a table were given.
fn roles(loaded: &Loaded) -> Vec<Role> {
    loaded.table.as_ref().unwrap().mapping.columns.iter().map(|column| column.role).collect()
}

#[test]
fn of_two_columns_that_say_when_events_begin_the_other_one_steps_in() {
    let loaded = load("Date,Title,Start,End\n2021-01,A,2020,2022\n2021-02,B,,\n");
    assert_eq!(dates(&loaded), ["2020/2022", "2021-02"]);
    assert_eq!(event(&loaded, 0).extra[0].1, r#"{"Date": "2021-01"}"#);
    let told = messages(&loaded).join("\n");
    assert!(told.contains("Two columns say when events begin: Start and Date"), "{told}");
    assert!(told.contains("Start counts; Date where that is empty"), "{told}");
}

#[test]
fn an_empty_table_is_no_reason_to_explain_json() {
    for text in ["", " \r\n"] {
        let error = dateline_formats::load(text.as_bytes(), "events.csv").unwrap_err();
        assert_eq!(
            error.sentences(),
            "The file is empty. Check that it is the right file, and that it is saved"
        );
    }
}

#[test]
fn dates_in_two_orders_are_told_with_what_they_are() {
    let told = |text: &str| {
        let all = messages(&load(text)).into_iter();
        all.filter(|words| words.contains("first")).collect::<Vec<_>>()
    };
    let mixed = told("Date,Title\n03/14/2021,A\n13/06/2021,B\n03/04/2021,C\n");
    assert_eq!(mixed.len(), 2, "{mixed:#?}");
    assert!(
        mixed[0].starts_with(
            "2:1 warning row 2, Date \"03/14/2021\": This date has the month first, and 1 here the day."
        ),
        "{}",
        mixed[0]
    );
    assert!(
        mixed[1].contains("read with the day first, though as many others have the month first"),
        "{}",
        mixed[1]
    );
    let most = told("Date,Title\n03/14/2021,A\n06/13/2021,B\n13/06/2021,C\n03/04/2021,D\n");
    assert!(most[0].contains("13/06/2021"), "{}", most[0]);
    assert!(most[1].contains("read with the month first, as most others"), "{}", most[1]);
    assert_eq!(told("Date,Title\n14/03/2021,A\n13/06/2021,B\n"), [""; 0]);
}

#[test]
fn columns_are_known_by_name_and_by_content() {
    use Role::*;
    let cases: &[(&str, &[Role])] = &[
        ("date,title\n2021,A\n", &[Date, Title]),
        ("Start,End,Name,Type,Notes\n2021,2022,A,x,y\n", &[Start, End, Title, Lane, Summary]),
        ("from,to,event\nParis,Rome,A\n", &[Keep, Keep, Title]),
        ("from,to,event\n2021,2022,A\n", &[Start, End, Title]),
        ("Jahr,Monat,Tag,Ereignis\n2021,8,3,A\n", &[Year, Month, Day, Title]),
        ("fecha,título,lugar\n2021-08-03,A,B\n", &[Date, Title, Place]),
        ("date,year,title\n2021-08-03,2021,A\n", &[Date, Keep, Title]),
        ("x,y,z\n1,2021-08-03,Boat leaves the pier\n2,2021-08-04,Boat returns\n", &[Keep, Date, Title]),
        (
            "x,y,z\n1,2021-08-03,https://example.org/\n2,2021-08-04,https://example.org/b\n",
            &[Keep, Date, SourceUrl],
        ),
        ("Signature date,Country,Treaty title\n2021,A,Treaty of the pier\n", &[Date, Place, Title]),
        ("title,status\nA,blue\nB,green\n", &[Title, Keep]),
        ("date,title,title\n2021,A,B\n", &[Date, Title, Keep]),
        ("id,date,title\n7,2021,A\n7,2022,B\n7,2023,C\n", &[Keep, Date, Title]),
    ];
    for (text, expected) in cases {
        assert_eq!(roles(&load(text)), *expected, "{text}");
    }
}

#[test]
fn cells_become_the_parts_of_an_event() {
    let loaded = load(
        "id,title,date,status,as_of,zone,lane,actors,tags,importance,summary,place,source,source url,publisher,\
         published,quote,part of,recurrence,Colour,Colour\n\
         a,<b>Bridge</b> opened,2021-08,in progress,2022-01,Asia/Singapore,Works,Port Office (host); Guild,\
         \"stone, river\",7,<p>Long <i>text</i></p>,Altdorf,Gazette,https://example.org/a,Press,2021-09-01,\
         \"It is open.\",b,every year,red,blue\n\
         b,Other,2020,,,,,,,10,,,,,,,,,,,\n",
    );
    assert_eq!(loaded.diagnostics, []);
    let bridge = event(&loaded, 0);
    let timeline = &loaded.timeline;
    assert_eq!((bridge.title.as_str(), bridge.status), ("Bridge opened", Status::Ongoing));
    assert_eq!(bridge.as_of.unwrap().text(), "2022-01");
    assert_eq!(bridge.zone.unwrap().name(), "Asia/Singapore");
    assert_eq!((bridge.summary.as_str(), bridge.place.as_deref()), ("Long *text*", Some("Altdorf")));
    assert!((bridge.importance - 0.7).abs() < 1e-6);
    let actors: Vec<(&str, &str)> = bridge
        .actors
        .iter()
        .map(|part| (timeline.actors()[part.actor.index()].name.as_str(), part.role.as_str()))
        .collect();
    assert_eq!(actors, [("Port Office", "host"), ("Guild", "")]);
    assert_eq!(timeline.tags(), ["stone", "river"]);
    let citation = &bridge.citations[0];
    let source = timeline.source(citation.source.unwrap()).unwrap();
    assert_eq!(
        (source.title.as_str(), source.publisher.as_str(), source.url.as_deref(), source.grade),
        ("Gazette", "Press", Some("https://example.org/a"), Grade::Unknown)
    );
    assert_eq!(source.published.as_ref().unwrap().text(), "2021-09-01");
    assert_eq!(citation.quote.as_ref().unwrap().exact, "It is open.");
    assert_eq!(bridge.relations[0].to, Some(EventId::from_index(1)));
    assert_eq!(bridge.recurrence.unwrap().text, "every year");
    // Two columns of one name are both kept.
    let kept = ("table".to_owned(), "{\"Colour\": \"red\", \"Colour (2)\": \"blue\"}".to_owned());
    assert_eq!(bridge.extra, [kept]);
}

#[test]
fn a_table_that_this_program_writes_says_what_it_said() {
    let header = "id,title,date,date_note,zone,status,as_of,lane,actors,tags,importance,summary,source,source_url,\
                  publisher,published,quote,recurrence";
    let row = "a,'=SUM(A1) (draft),-0043/-0040,about,Asia/Singapore,planned,2020,Lane; one,\"Lee, Ann; Ray (host)\",\
               \"a, b; c\",7.5,\"  indented\n\n<b>\",\"A; B\",https://example.org/a,P,2021,\"''=q\",FREQ=YEARLY";
    let loaded = load(&format!("{header}\r\n{row}\r\n"));
    let event = event(&loaded, 0);
    assert_eq!(event.title, "=SUM(A1) (draft)");
    assert_eq!(event.date.unwrap().text(), "-0043/-0040");
    assert_eq!(event.summary, "  indented\n\n<b>");
    let names: Vec<&str> = loaded.timeline.actors().iter().map(|actor| actor.name.as_str()).collect();
    assert_eq!(names, ["Lee, Ann", "Ray (host)"]);
    assert_eq!(loaded.timeline.tags(), ["a, b", "c"]);
    assert_eq!(loaded.timeline.lanes()[0].label, "Lane; one");
    assert_eq!(loaded.timeline.sources()[0].title, "A; B");
    assert_eq!(event.citations[0].quote.as_ref().unwrap().exact, "'=q");
    let promise = event.recurrence.unwrap();
    assert_eq!((promise.text.as_str(), promise.rule.as_deref()), ("", Some("FREQ=YEARLY")));
    assert!((event.importance - 1.0).abs() < 1e-6, "importance runs from 0 to 1 here");
}

/// The cells of a table, with each name once in a list (one that takes part twice, in two roles, takes part
/// once there) and single spaces within.
fn rows_without_repeated_names(bytes: &[u8]) -> Vec<Vec<String>> {
    let once = |cell: &str| {
        let mut names: Vec<String> = Vec::new();
        for name in cell.split(';').map(|name| name.split_whitespace().collect::<Vec<_>>().join(" ")) {
            if !name.is_empty() && !names.contains(&name) {
                names.push(name);
            }
        }
        names.join("; ")
    };
    // A guard before nothing but space guards nothing.
    let plain =
        |cell: &str| cell.split_whitespace().filter(|word| *word != "'").collect::<Vec<_>>().join(" ");
    let cells = |row: csv::StringRecord| {
        let cells = row.iter().enumerate();
        cells
            .map(|(at, cell)| plain(&if at == 8 || at == 9 { once(cell) } else { cell.to_owned() }))
            .collect()
    };
    csv::Reader::from_reader(bytes).into_records().map(|row| cells(row.unwrap())).collect()
}

#[test]
fn formulas_are_text() {
    let loaded = load("date,title,note\n2021,=HYPERLINK(\"x\"),+1\n2022,'=1+1,@x\n2023,'tis,-\n");
    assert_eq!(titles(&loaded), ["=HYPERLINK(\"x\")", "=1+1", "'tis"]);
}

#[test]
fn other_encodings_are_read() {
    let text = "date;title\n2021;Treffen in Zürich und Göteborg\n2022;Fête d’été\n";
    let utf16: Vec<u8> = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = text
        .chars()
        .map(|letter| if letter == '’' { 0x92 } else { u8::try_from(letter as u32).unwrap() })
        .collect();
    let marked = ["\u{FEFF}", text].concat().into_bytes();
    for (bytes, told) in [(utf16, "Read as UTF-16"), (latin, "Read as Latin-1 (windows-1252)"), (marked, "")]
    {
        let loaded = dateline_formats::load(&bytes, "f.csv").unwrap();
        assert_eq!(titles(&loaded), ["Treffen in Zürich und Göteborg", "Fête d’été"]);
        assert_eq!(loaded.format, Format::Table);
        let first = loaded.diagnostics.first().map_or("", |finding| finding.message.as_str());
        assert_eq!(first, told);
    }
}

#[test]
fn a_million_columns_are_bounded() {
    let names: Vec<String> = (0..1_000_000).map(|place| format!("c{place}")).collect();
    let text = format!("date,title,{}\n2021,A,{}\n", names.join(","), "x,".repeat(1_000_000));
    let loaded = load(&text);
    assert_eq!(titles(&loaded), ["A"]);
    assert_eq!(loaded.table.as_ref().unwrap().columns.len(), 2_000);
    let told = messages(&loaded);
    assert!(told[0].starts_with("1:1 error row 1: This row has 1,000,002 columns"), "{told:?}");
}

#[test]
fn many_rows_are_read_once_and_can_be_stopped() {
    let mut text = "date,title,lane\n".to_owned();
    for row in 0..100_000 {
        text.push_str(&format!(
            "{}/{}/{},Event {row},lane {}\n",
            13 + row % 15,
            1 + row % 12,
            1900 + row % 100,
            row % 7
        ));
    }
    let bytes = FileBytes::from(text.into_bytes());
    let mut seen = Vec::new();
    let loaded = dateline_formats::load_with(&bytes, "f.csv", &mut |progress| {
        seen.push(progress.read);
    })
    .unwrap();
    assert_eq!((loaded.timeline.len(), loaded.timeline.lanes().len()), (100_000, 7));
    assert!(seen.len() > 10 && seen.is_sorted());
    let options = ReadOptions { cancel: Cancel::after_checks(0), ..ReadOptions::default() };
    let stopped = dateline_formats::load_as(&bytes, "f.csv", &options, &mut |_| {});
    assert!(matches!(stopped, Err(dateline_formats::LoadError::Cancelled)));
}

#[test]
fn a_finding_points_at_its_cell() {
    let text = "date,title\n2021,\"Z\u{fc}rich,\nagain\"\n 2022-02-30 ,B\n";
    let loaded = load(text);
    let finding = &loaded.diagnostics[0];
    assert_eq!((finding.line, finding.column, finding.path.as_str()), (4, 1, "row 3, date"));
    assert_eq!(text.get(finding.range.clone()), Some(" 2022-02-30 "));
    assert_eq!(finding.value.as_deref(), Some("2022-02-30"));
    assert_eq!(finding.event, Some(EventId::from_index(1)));
    let loaded = load("date,title\n2021-13x,A\n");
    assert_eq!(loaded.diagnostics[0].effect, "Shown without this date, and kept beside the event");
}

#[test]
fn a_mapping_takes_the_place_of_guesses() {
    let text = "a|b|c\n03/04/2021|2021|One\n05/06/2021|2022|Two\n";
    let mapping = Mapping {
        delimiter: Some('|'),
        header: Header::Row(1),
        day: Some(DayPlace::Second),
        zone: dateline_time::Zone::parse("Asia/Singapore").ok(),
        lane: "Visits".to_owned(),
        columns: vec![column("a", Role::Date), column("b", Role::Ignore), column("c", Role::Title)],
    };
    let loaded = load_as(text, mapping.clone());
    assert_eq!(dates(&loaded), ["2021-03-04", "2021-05-06"]);
    assert_eq!(loaded.timeline.zone().name(), "Asia/Singapore");
    assert_eq!(loaded.timeline.lanes()[0].label, "Visits");
    assert_eq!(event(&loaded, 0).extra, []);
    let reading = loaded.table.unwrap();
    assert_eq!((reading.mapping, reading.rows), (mapping, 2));
    assert_eq!(reading.columns[0].samples, ["03/04/2021", "05/06/2021"]);
}

#[test]
fn a_mapping_says_what_separates_the_entries_of_a_list() {
    use Separator::*;
    let text = "date,title,who,tags\n2021,One,\"Lee, Ann | Ray; Bo\nFox\",\"a, b; c\"\n";
    let cases: &[(Option<Separator>, Separator, &[&str])] = &[
        (None, Semicolon, &["Lee, Ann | Ray", "Bo Fox"]),
        (Some(Semicolon), Semicolon, &["Lee, Ann | Ray", "Bo Fox"]),
        (Some(Bar), Bar, &["Lee, Ann", "Ray; Bo Fox"]),
        (Some(Comma), Comma, &["Lee", "Ann | Ray; Bo Fox"]),
        (Some(Line), Line, &["Lee, Ann | Ray; Bo", "Fox"]),
        (Some(Nothing), Nothing, &["Lee, Ann | Ray; Bo Fox"]),
    ];
    for (separator, used, names) in cases {
        let who = ColumnMapping { separator: *separator, ..column("who", Role::Actors) };
        let loaded = load_as(text, Mapping { columns: vec![who], ..Mapping::default() });
        let actors: Vec<&str> = loaded.timeline.actors().iter().map(|actor| actor.name.as_str()).collect();
        assert_eq!(actors, *names, "{separator:?}");
        // The choice for one column is none for the other.
        assert_eq!(loaded.timeline.tags(), ["a, b", "c"], "{separator:?}");
        let columns = loaded.table.unwrap().mapping.columns;
        let told: Vec<Option<Separator>> = columns.iter().map(|column| column.separator).collect();
        assert_eq!(told, [None, None, Some(*used), Some(Semicolon)], "{separator:?}");
    }
    let old = r#"{"dateline_mapping": 1, "columns": [{"name": "who", "role": "actors"}]}"#;
    assert_eq!(Mapping::from_json(old).unwrap().columns, [column("who", Role::Actors)]);
}

#[test]
fn what_was_guessed_is_a_mapping_that_reads_the_same() {
    for name in ["table/plain.csv", "table/semicolons.csv", "table/preamble.tsv", "table/acled.csv"] {
        let bytes = fixture(name);
        let first = dateline_formats::load(&bytes, name).unwrap();
        let mapping = first.table.unwrap().mapping;
        let again = Mapping::from_json(&mapping.to_json()).unwrap();
        assert_eq!(again, mapping, "{name}");
        let loaded = load_as(&String::from_utf8(bytes).unwrap(), mapping);
        let [one, other] =
            [&first.timeline, &loaded.timeline].map(|timeline| format!("{:?}", timeline.to_builder()));
        assert_eq!(one, other, "{name}");
    }
}

#[test]
fn a_mapping_that_does_not_fit_is_told_and_the_rest_guessed() {
    let text = "date;title;lane\n2021;One;x\n2022;Two;y\n";
    let mapping = Mapping {
        delimiter: Some(','),
        header: Header::Row(9),
        columns: vec![column("lanes", Role::Lane), column("date", Role::Keep)],
        ..Mapping::default()
    };
    let loaded = load_as(text, mapping);
    assert_eq!(titles(&loaded), ["One", "Two"]);
    assert_eq!(
        messages(&loaded),
        [
            "1:1 warning: \",\", the delimiter of the mapping, divides nothing here. Read with \";\" instead",
            "1:1 warning: The mapping names row 9 as the header, and there are 3. The header is guessed",
            "1:1 warning \"lanes\": The mapping names a column that this file does not have. Other columns are guessed. \
             Did you mean lane?",
            "1:1 warning row 1: No column gives dates. All events are shown without a date. Say under Columns…, or \
             in the mapping beside the table, which column does",
        ]
    );
}

#[test]
fn unreadable_values_are_counted_by_column() {
    let loaded = load("date,title,status\n2021-02-30,A,done\nnever,B,blue\n2021,C,done\n");
    let counts: Vec<usize> = loaded.table.unwrap().columns.iter().map(|column| column.unreadable).collect();
    assert_eq!(counts, [2, 0, 1]);
}

#[test]
fn a_mapping_makes_a_table_of_what_looks_like_something_else() {
    let text = "2021: Something, and more\n2022: Else, too\n";
    let columns = vec![column("column 1", Role::Date), column("column 2", Role::Title)];
    let mapping = Mapping { delimiter: Some(':'), header: Header::Nowhere, columns, ..Mapping::default() };
    let loaded = load_as(text, mapping);
    assert_eq!((loaded.format, dates(&loaded)), (Format::Table, vec!["2021".to_owned(), "2022".to_owned()]));
}

#[test]
fn the_mapping_beside_a_file_is_used_by_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("boats.csv");
    std::fs::write(&path, "date,title\n03/04/2021,A\n").unwrap();
    let check = || {
        let output = Command::new(env!("CARGO_BIN_EXE_dateline")).arg("check").arg(&path).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(check().contains("could be the other way round"));
    let mapping = Mapping { day: Some(DayPlace::First), ..Mapping::default() };
    dateline::files::save_mapping(&path, &mapping).unwrap();
    assert!(!check().contains("could be the other way round"));
    // Also when it is converted, from whatever folder.
    let mapping = Mapping { day: Some(DayPlace::Second), ..Mapping::default() };
    dateline::files::save_mapping(&path, &mapping).unwrap();
    let written = folder.path().join("boats.json");
    let mut program = Command::new(env!("CARGO_BIN_EXE_dateline"));
    program.arg("convert").arg(&path).arg(&written).output().unwrap();
    let text = std::fs::read_to_string(written).unwrap();
    assert!(text.contains("2021-03-04"), "{text}");
    std::fs::write(dateline::files::mapping_path(&path), "{").unwrap();
    assert!(check().contains("boats.csv.mapping.json beside this file cannot be used"));
}

#[test]
fn signals_of_machines_are_never_sourced_events() {
    let loaded =
        dateline_formats::load(&fixture("gdelt/20220329001500.export.CSV"), "20220329001500.export.CSV")
            .unwrap();
    assert_eq!((loaded.format, loaded.records, loaded.rejected), (Format::Gdelt, 4, 1));
    let signal = event(&loaded, 1);
    assert_eq!(signal.status, Status::Unknown);
    let tags: Vec<&str> = signal.tags.iter().map(|tag| loaded.timeline.tag(*tag)).collect();
    // The zero at the front of a code is a part of it.
    assert_eq!(tags, ["unverified signal", "CAMEO 010"]);
    assert!(signal.extra[0].1.contains("\"EventCode\": \"010\""));
    // One article, two signals: both are kept.
    let source = loaded.timeline.source(signal.citations[0].source.unwrap()).unwrap();
    assert_eq!((source.title.as_str(), source.grade), ("example.org", Grade::Unknown));
    assert_eq!(event(&loaded, 0).citations[0].source, signal.citations[0].source);
}

#[test]
fn the_sheet_of_a_slide_show_keeps_its_precision_and_its_credits() {
    let loaded = dateline_formats::load(&fixture("timelinejs-sheet/sheet.csv"), "sheet.csv").unwrap();
    assert_eq!(loaded.format, Format::TimelineJsSheet);
    let timeline = &loaded.timeline;
    assert_eq!(
        (timeline.title(), timeline.description()),
        ("The lighthouse story", "From **stone** to steel")
    );
    let plan = event(&loaded, 0);
    // "02" is February, of which no day is stated.
    assert_eq!(plan.date.unwrap().text(), "2013-02");
    let source = timeline.source(plan.citations[0].source.unwrap()).unwrap();
    assert_eq!((source.title.as_str(), plan.citations[0].note.as_str()), ("City Archive", "The plan"));
    assert_eq!(event(&loaded, 2).date_note, "in old days");
    assert_eq!(timeline.lanes().last().unwrap().label, "Eras");
}

proptest! {
    #[test]
    fn any_table_is_accounted_for(
        header in prop::sample::select(vec!["date,title\n", "start;end;who\n", "Year\tMonth\tHeadline\tText\n", "", "sep=|\n", "id,date,title,status\n"]),
        rows in prop::collection::vec("[0-9a-z,;|\t\"'=/.: -]{0,24}", 0..12),
        end in prop::sample::select(vec!["\n", "\r\n", "\r", "\n\n"]),
    ) {
        let text = format!("{header}{}", rows.join(end));
        if let Ok(loaded) = dateline_formats::load(text.as_bytes(), "f.csv") {
            assert_accounted(&loaded);
            assert_saved_alike(&loaded.timeline);
            for finding in &loaded.diagnostics {
                prop_assert!(text.get(finding.range.clone()).is_some(), "{finding:?}");
            }
        }
    }

    #[test]
    fn what_is_saved_as_a_table_is_read_and_saved_the_same(timeline in timeline()) {
        let saved = dateline_formats::save(&timeline, Target::Csv).bytes;
        let loaded = dateline_formats::load(&saved, "f.csv").unwrap();
        prop_assert_eq!(loaded.timeline.len(), timeline.len());
        let again = dateline_formats::save(&loaded.timeline, Target::Csv).bytes;
        let [before, after] = [saved, again].map(|bytes| rows_without_repeated_names(&bytes));
        prop_assert_eq!(before, after);
    }

    #[test]
    fn damaged_tables_do_no_harm(
        name in prop::sample::select(vec![
            "table/plain.csv", "table/acled.csv", "timelinejs-sheet/sheet.csv", "gdelt/20220329001500.export.CSV",
            "gdelt/one.csv", "timeflow/harbour.time",
        ]),
        cuts in prop::collection::vec((0.0_f64..1.0, 0_usize..30, prop::collection::vec(any::<u8>(), 0..6)), 1..6),
    ) {
        let mut bytes = fixture(name);
        for (at, length, new) in cuts {
            let at = (bytes.len() as f64 * at) as usize;
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, new);
        }
        if let Ok(loaded) = dateline_formats::load(&bytes, name) {
            assert_accounted(&loaded);
            assert_saved_alike(&loaded.timeline);
        }
    }

    #[test]
    fn any_mapping_of_any_columns_is_accounted_for(
        chosen in prop::collection::vec(prop::sample::select(Role::ALL.to_vec()), 5),
        numbers in prop::sample::select(Numbers::ALL.to_vec()),
        separator in prop::option::of(prop::sample::select(Separator::ALL.to_vec())),
        cells in prop::collection::vec(prop::collection::vec("[0-9]{0,5}|[a-z ]{0,6}|2021-0[1-9]|[0-9]/[0-9]/2021", 5), 1..5),
    ) {
        let text: String = cells.iter().map(|row| format!("{}\n", row.join(","))).collect();
        let columns = chosen.iter().enumerate().map(|(place, role)| ColumnMapping {
            name: format!("column {}", place + 1),
            role: *role,
            numbers,
            separator,
        });
        let mapping = Mapping { delimiter: Some(','), header: Header::Nowhere, columns: columns.collect(), ..Mapping::default() };
        let options = ReadOptions { mapping: Some(mapping), ..ReadOptions::default() };
        let bytes = FileBytes::from(text.as_bytes());
        if let Ok(loaded) = dateline_formats::load_as(&bytes, "f.csv", &options, &mut |_| {}) {
            assert_accounted(&loaded);
            assert_saved_alike(&loaded.timeline);
        }
    }
}

#[test]
fn a_row_of_events_in_the_words_of_a_header_costs_no_row() {
    let loaded = load(
        "What happened,When it was,Who did it\nVisit,2021-03-04,MFA\nTalks,2021-05-06,MoD\nStart date,open,MFA\n\
         End,2022-01-01,MFA\n",
    );
    assert_eq!(titles(&loaded), ["Visit", "Talks", "Start date", "End"]);
    assert_eq!(loaded.records, 4);
    let loaded = load("What happened,When it was,Ref\nVisit,03/04/2021,a\nOdd date,soon,\n");
    assert_eq!(titles(&loaded), ["Visit", "Odd date"]);
}

#[test]
fn a_day_that_there_is_not_is_told_as_such() {
    let loaded = load("date,title\n31.02.2022,One\n2022,Two\n");
    assert!(
        messages(&loaded).iter().any(|message| message.contains("February 2022 has 28 days")),
        "{:?}",
        messages(&loaded)
    );
}

#[test]
fn findings_of_tables_are_for_people_who_know_spreadsheets() {
    for cell in
        ["never", "Yes", "2004/2008/2010", "[1667,1668", "2021 sometime", "1950S9", "2021-", "½", "{a}"]
    {
        let loaded = load(&format!("date,title\n2021,One\n2022,Two\n\"{cell}\",Three\n"));
        let told = messages(&loaded);
        let expected = format!(
            "4:1 error row 4, date \"{cell}\": Not a date that can be read. Write it as 2021, March 2022, 29/03/2022 \
             or 2021-08/2021-09"
        );
        assert_eq!(told, [expected]);
        assert!(loaded.diagnostics[0].expected.contains("March 2022"));
        assert_eq!(loaded.diagnostics[0].correction, None);
    }
    // What is to be written is told where that is known, and what no calendar has is no matter of notation.
    for (cell, words) in [
        ("201x", "Not a date that can be read. Write 201X"),
        ("2022-02-30", "February 2022 has 28 days. Give a day from 1 to 28, or 2022-02 for the month"),
        ("2022-13", "There is no month 13. Give a month from 01 to 12, or 2022 for the year"),
    ] {
        let told = messages(&load(&format!("date,title\n2021,One\n2022,Two\n{cell},Three\n")));
        assert_eq!(told, [format!("4:1 error row 4, date \"{cell}\": {words}")]);
    }
    // Each of the notations that are proposed is one.
    let text = "date,title\n2021,A\nMarch 2022,B\n29/03/2022,C\n2021-08/2021-09,D\n";
    assert_eq!(dates(&load(text)), ["2021", "2022-03", "2022-03-29", "2021-08/2021-09"]);
    let native = dateline_formats::load(br#"[{"date": "never", "title": "A"}]"#, "f.json").unwrap();
    assert!(messages(&native)[0].contains("Not an EDTF date"), "{:?}", messages(&native));
}
