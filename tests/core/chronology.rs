//! The headings of a Markdown chronology are as fine as the dates below them.

use dateline_formats::{Target, save};

/// The heading above each event of a chronology, by the event's title, which is its date.
fn headings(dates: &[&str]) -> Vec<(String, String)> {
    let events: Vec<_> =
        dates.iter().map(|date| serde_json::json!({ "date": date, "title": format!("at {date}") })).collect();
    let file = serde_json::Value::Array(events).to_string();
    let timeline = dateline_formats::load(file.as_bytes(), "f.json").unwrap().timeline;
    let text = String::from_utf8(save(&timeline, Target::Markdown).bytes).unwrap().replace('\\', "");
    let mut heading = String::new();
    let mut found = Vec::new();
    for line in text.lines() {
        if let Some(words) = line.strip_prefix("## ") {
            heading = words.to_owned();
        } else if let Some(title) = line.strip_prefix("### at ") {
            found.push((title.to_owned(), heading.clone()));
        }
    }
    dates.iter().filter_map(|date| found.iter().find(|(title, _)| title == date).cloned()).collect()
}

#[test]
fn headings_say_what_the_dates_say() {
    let cases = [
        ("Y-13800000000~", "about 13.8 billion BCE"),
        ("Y-13800000000", "13,800,000,000 BCE"),
        ("Y-66000000S2", "about 66 million BCE"),
        ("Y-4600000000/Y-4500000000", "4,600,000,000 BCE"),
        ("-0043-03-15", "44 BCE"),
        ("-0499~", "about 500 BCE"),
        ("196X", "1960s"),
        ("1965~", "about 1965"),
        ("1965?", "1965, inferred"),
        ("1965-05~", "1965"),
        ("1965-05-03?", "1965"),
        ("1885~/1890", "about 1885 – 1890"),
        ("1980?/..", "since 1980 (inferred)"),
        ("1980/..", "1980"),
        ("../1980", "until 1980"),
        ("1980/1990", "1980"),
        ("[1885,1887]", "one of 1885, 1887"),
        ("2021-21", "2021"),
        ("2021-08-22/2021-08-24", "2021"),
    ];
    let dates = cases.map(|(date, _)| date);
    let found = headings(&dates);
    let found: Vec<_> = found.iter().map(|(date, heading)| (date.as_str(), heading.as_str())).collect();
    assert_eq!(found, cases);
}
