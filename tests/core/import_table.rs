//! Tables as people and programs write them, and bad ones: what is read, and what is told.

use crate::told::{told, told_fixture};

/// Files of `tests/fixtures`, and what is told of each.
const FILES: &[(&str, &str)] = &[
    (
        "table/plain.csv",
        r#"
dialogue: Harbour dialogue opens (2021-08-23/2021-08-24)
mou: Note of agreement signed (2021-08)
event-3: Second meeting (2022-04-03)
late: Repairs (no date)
back: Ferry leaves (2022-05-02)
4:17 warning row 4, start "03/04/2022": Day and month of this date could be the other way round. All such dates here are read with the day first. Say under Columns…, or in the mapping beside the table, which number is the day
4:17 note start: 1 date is written in another way than 2021-08-23. This one is read as 2022-04-03
5:14 error row 5, start "2022-02-30": February 2022 has 28 days. Give a day from 1 to 28, or 2022-02 for the month
6:30 error row 6, end "2022-05-01": The end comes before the start
"#,
    ),
    (
        "table/semicolons.csv",
        r#"
event-1: Brücke gebaut (1901-03-05/1903)
event-2: Hochwasser (1910-07-12)
event-3: Neue Uhr (1920~)
event-4: Markt (1920/1924)
3:15 note Beginn: 4 dates are written in another way than 2021-08-23. This one is read as 1901-03-05
6:17 error row 5, Ende "heute": The start is a range with an end of its own
"#,
    ),
    (
        "table/preamble.tsv",
        r#"
event-1: Heron (1901-05-01)
event-2: Teal (1902-06)
event-3: Swan (1903)
6:7 note launched on: 2 dates are written in another way than 2021-08-23. This one is read as 1901-05-01
9:17 warning row 9 "extra": 4 cells for 3 columns. What is too much is kept beside the event. Put a cell that holds the delimiter into quotation marks
"#,
    ),
    (
        "table/acled.csv",
        r#"
ABC1: Peaceful protest, Quayside (2021-01-01)
ABC2: Sit-in, Quayside (2021-02-03~)
ABC3: Agreement, Millton (2021-03)
2:6 note event_date: 3 dates are written in another way than 2021-08-23. This one is read as 2021-01-01
"#,
    ),
    (
        "table/historicaldate.csv",
        r#"
event-1: Mill built (1721-04-03)
event-2: Bridge fort (-0054/-0053)
event-3: Road laid ([0047..0050])
event-4: Well dug (1450~)
2:27 note hdate: 4 dates are written in another way than 2021-08-23. This one is read as 1721-04-03
3:20 note hdate_end: 1 date is written in another way than 2021-08-23. This one is read as -0053
"#,
    ),
    (
        "timelinejs-sheet/sheet.csv",
        r#"
event-1: Plan drawn (2013-02)
event-2: Works begin (2014-05-03T09:30/2014-05-04)
event-3: Beacon lit (-0043)
event-4: Years of building (2015/2019)
event-5: No year here (no date)
event-6: Odd month (2016)
7:1 error row 7 "No year here": A slide needs a year
8:6 error row 8, Month "13": This is no month
"#,
    ),
    (
        "timelinejs-sheet/old.csv",
        r#"
event-1: Mast raised (2011-03-14)
event-2: Lamp tested (2011-11-01/2011-11-05)
event-3: Opened (2012)
2:1 note Start Date: 2 dates are written in another way than 2021-08-23. This one is read as 2011-03-14
3:11 note End Date: 1 date is written in another way than 2021-08-23. This one is read as 2011-11-05
"#,
    ),
    (
        "gdelt/20220329001500.export.CSV",
        r#"
900000001: Abcland – Defland Ministry: meeting or consultation (2022-03-29)
900000002: Abcland: statement (2022-03)
900000003: Nobody named: fighting (2022-03-29)
1 of 4 left out
2:11 error row 2, Day "20220230": There is no such day
4:1 error row 4: 3 cells where GDELT has 61 or 58. Fetch the file again
"#,
    ),
    (
        "gdelt/one.csv",
        r#"
900000001: Abcland – Defland Ministry: meeting or consultation (2022-03-29)
"#,
    ),
    (
        "timeflow/harbour.time",
        r#"
event-1: Heron ([1885..1887]/[1890..1892])
event-2: Teal (1901-05-01)
event-3: Swan (1900/1910)
24:1 note Built: 1 date is written in another way than 2021-08-23. This one is read as 1901-05-01
25:6 error row 24, Built latest "1895": The end comes before the start
"#,
    ),
];

/// Tables, and what is told of each.
const TABLES: &[(&str, &str)] = &[
    (
        "",
        r#"
! The file is empty. Check that it is the right file, and that it is saved
"#,
    ),
    (
        "\u{FEFF}date,title\n",
        r#"
! There is no row below the header of this table. Check that it is the right file, and that it is saved
"#,
    ),
    (
        "date,title\n2021,\"A\n2022,B\n2023,C\n",
        r#"
event-1: "A (2021)
event-2: B (2022)
event-3: C (2023)
2:6 error row 2, title: This quotation mark is never closed. Close it at the end of the cell, or remove it
"#,
    ),
    (
        "date;title\r\n2021;A\n2022;B\r\n\n2023;C\r",
        r#"
event-1: A (2021)
event-2: B (2022)
event-3: C (2023)
"#,
    ),
    (
        "date,title\n03/04/2021,A\n05/06/2021,B\n",
        r#"
event-1: A (2021-04-03)
event-2: B (2021-06-05)
2:1 warning row 2, date "03/04/2021": Day and month of this date could be the other way round. All such dates here are read with the day first. Say under Columns…, or in the mapping beside the table, which number is the day
2:1 note date: 2 dates are written in another way than 2021-08-23. This one is read as 2021-04-03
"#,
    ),
    (
        "date,title\n03/04/2021,A\n13/06/2021,B\n",
        r#"
event-1: A (2021-04-03)
event-2: B (2021-06-13)
2:1 note date: 2 dates are written in another way than 2021-08-23. This one is read as 2021-04-03
"#,
    ),
    (
        "date,title\n44562,A\n44563.5,B\n",
        r#"
event-1: A (2022-01-01)
event-2: B (2022-01-02T12:00)
2:1 warning row 2, date "44562": The numbers in this column are probably days as spreadsheets count them. They are read so. Say under Columns…, or in the mapping beside the table, what they count if this is wrong
2:1 note date: 2 dates are written in another way than 2021-08-23. This one is read as 2022-01-01
"#,
    ),
    (
        "date,title\n1609459200000,A\n1612137600000,B\n",
        r#"
event-1: A (2021-01-01T00:00:00Z)
event-2: B (2021-02-01T00:00:00Z)
2:1 warning row 2, date "1609459200000": The numbers in this column are probably milliseconds since 1970. They are read so. Say under Columns…, or in the mapping beside the table, what they count if this is wrong
2:1 note date: 2 dates are written in another way than 2021-08-23. This one is read as 2021-01-01T00:00:00Z
"#,
    ),
    (
        "when,what\n2021-08-23 00:00:00,A\n2021-08-24 00:00:00,B\n",
        r#"
event-1: A (2021-08-23)
event-2: B (2021-08-24)
2:1 note when: 2 dates are written in another way than 2021-08-23. This one is read as 2021-08-23
"#,
    ),
    (
        "start_date,end_date,category,facet,content_text\n1885-12-22T16:00:00.000Z,1888-04-29T14:59:59.999Z,a,b,A\n1890-12-22T16:00:00.000Z,,a,b,B\n1891-12-22T16:00:00.000Z,,a,b,C\n",
        r#"
event-1: A (1885-12-22T16:00:00Z/1888-04-29T14:59:59Z)
event-2: B (1890-12-22T16:00:00Z)
event-3: C (1891-12-22T16:00:00Z)
2:1 warning row 2, start_date "1885-12-22T16:00:00.000Z": 3 times here are at 16:00:00 UTC, and probably mean whole days elsewhere. Read as the moments that they state
2:1 note start_date: 3 dates are written in another way than 2021-08-23. This one is read as 1885-12-22T16:00:00Z
2:26 note end_date: 1 date is written in another way than 2021-08-23. This one is read as 1888-04-29T14:59:59Z
"#,
    ),
    (
        "title\nA\nB\n",
        r#"
event-1: A (no date)
event-2: B (no date)
1:1 warning row 1: No column gives dates. All events are shown without a date. Say under Columns…, or in the mapping beside the table, which column does
"#,
    ),
    (
        "date,text\n2021,\n2022,Words of it\n",
        r#"
event-1: Untitled event, 2021, day not stated (2021)
event-2: Words of it (2022)
2:6 error row 2, text: An event needs a title. Give it a title
"#,
    ),
    (
        "date,title\n2021,A,x\n2022\n",
        r#"
event-1: A (2021)
event-2: Untitled event, 2022, day not stated (2022)
2:8 warning row 2 "x": 3 cells for 2 columns. What is too much is kept beside the event. Put a cell that holds the delimiter into quotation marks
3:1 error row 3, title: An event needs a title. Give it a title
3:1 note row 3: 1 cell for 2 columns. What is missing counts as empty
"#,
    ),
    (
        "date,title\n2021,A\ndate,title\n2022,B\n",
        r#"
event-1: A (2021)
event-2: B (2022)
1 of 3 left out
3:1 warning row 3: This row repeats the header. Left out
"#,
    ),
    (
        "date,title\n2021,A\n2021/2020,B\n1.1.21,C\n",
        r#"
event-1: A (2021)
event-2: B (no date)
event-3: C (no date)
3:1 error row 3, date "2021/2020": The end comes before the start. Swap them: 2020/2021
4:1 error row 4, date "1.1.21": This year has only two digits. Write all four
"#,
    ),
    (
        "date,end,title\n2021,2020,A\n2021,2021,B\nnever,2022,C\n2023,present,D\n",
        r#"
event-1: A (2021)
event-2: B (2021)
event-3: C (no date)
event-4: D (2023/..)
2:6 error row 2, end "2020": The end comes before the start
4:1 error row 4, date "never": Not a date that can be read. Write it as 2021, March 2022, 29/03/2022 or 2021-08/2021-09
"#,
    ),
    (
        "date,title,status,importance,zone\n2021,A,done,3,Asia/Singapore\n2022,B,blue,5,Asia/Singapor\n2023,,planned,x,\n",
        r#"
event-1: A (2021)
event-2: B (2022)
event-3: Untitled event, 2023, day not stated (2023)
3:8 error row 3, status "blue": No status has this name
3:15 error row 3, zone "Asia/Singapor": There is no such zone. Did you mean Asia/Singapore?
4:6 error row 4, title: An event needs a title. Give it a title
4:15 error row 4, importance "x": This is no importance
"#,
    ),
    (
        "Datum,Titel\n29. Mai 1912,Fähre\n3 de abril de 1913,Dampfer\n,\n5-Mar-21,Boot\n",
        r#"
event-1: Fähre (1912-05-29)
event-2: Dampfer (1913-04-03)
event-3: Boot (no date)
2:1 note Datum: 2 dates are written in another way than 2021-08-23. This one is read as 1912-05-29
5:1 error row 5, Datum "5-Mar-21": This year has only two digits. Write all four
"#,
    ),
    (
        "date,title\n2021,\"He said \"no\" to it\"\n2022,\"Fine\"\n",
        r#"
event-1: He said "no" to it (2021)
event-2: Fine (2022)
2:15 warning row 2, title: A quotation mark within a quoted cell must be doubled. Read as a letter of the text. Write it twice
"#,
    ),
    (
        "a;b;c\n1;2;3\n",
        r#"
! None of the records is an event in this CSV or TSV file. Check that it is the right file
1:1 warning row 1: No column gives titles. Titles are made from what else the rows say. Say under Columns…, or in the mapping beside the table, which column does
1:1 warning row 1: No column gives dates. All events are shown without a date. Say under Columns…, or in the mapping beside the table, which column does
2:1 error row 2 "1;2;3": There is neither a title nor a date in this row. Fill the row, or remove it
"#,
    ),
    (
        "Date;Title\n\n2021,5;A\n",
        r#"
event-1: A (no date)
3:1 error row 3, Date "2021,5": Not a date that can be read. Write it as 2021, March 2022, 29/03/2022 or 2021-08/2021-09
"#,
    ),
    (
        "id,date,title,url\na,2021,A,https://example.org/a\nb,2022,B,page 4\na,2023,C,\n",
        r#"
a: A (2021)
b: B (2022)
a-2: C (2023)
3:10 error row 3, url "page 4": This is no address of the web
4:1 warning "a": This id was used before, at 2:1. Read as a-2. Give each its own id
"#,
    ),
    (
        "Year,Month,Day,Event\n1901,5,31,A\n1901,Juni,31,B\n-44,3,15,C\nc. 1450,,,D\nsoon,,,E\n",
        r#"
event-1: A (1901-05-31)
event-2: B (1901-06)
event-3: C (-0043-03-15)
event-4: D (1450~)
event-5: E (no date)
3:11 error row 3, Day "31": There is no such day in this month
6:1 error row 6, Year "soon": Not a date that can be read. Write it as 2021, March 2022, 29/03/2022 or 2021-08/2021-09
"#,
    ),
];

/// Each is told as it is expected, or all that are not are shown.
fn assert_all_told(cases: &[(&str, &str)], tell: impl Fn(&str) -> String) {
    let mut wrong = String::new();
    for (input, expected) in cases {
        let told = tell(input);
        if told.trim() != expected.trim() {
            wrong.push_str(&format!("== {input:?}\n{told}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn tables_of_people_and_programs_are_read() {
    assert_all_told(FILES, told_fixture);
}

#[test]
fn bad_tables_are_told_and_the_good_rows_shown() {
    assert_all_told(TABLES, |text| told(text.as_bytes(), "f.csv"));
}
