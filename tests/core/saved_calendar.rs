//! Times of day in calendars that are saved.

use dateline_formats::{Target, save};

/// Start and end of an entry that is written of a date in Singapore, and what the report says.
fn entry(date: &str) -> (Vec<String>, Vec<String>) {
    let file = serde_json::json!({ "dateline": 1, "zone": "Asia/Singapore",
        "events": [{ "date": date, "title": "A" }] });
    let timeline = dateline_formats::load(file.to_string().as_bytes(), "f.json").unwrap().timeline;
    let saved = save(&timeline, Target::Icalendar);
    let text = String::from_utf8(saved.bytes).unwrap();
    let (_, entry) = text.split_once("BEGIN:VEVENT").unwrap();
    let is_told = |line: &&str| line.starts_with("DTSTART") || line.starts_with("DTEND");
    let lines = entry.lines().filter(is_told).map(str::to_owned).collect();
    (lines, saved.losses.iter().map(|loss| loss.label()).collect())
}

#[test]
fn a_time_of_day_beside_a_day_stays() {
    let singapore = |name: &str, value: &str| format!("{name};TZID=Asia/Singapore:{value}");
    let half = ["1 end without a time of day became exact to the minute"].map(str::to_owned).to_vec();
    let from_time = vec![singapore("DTSTART", "20260329T143000"), singapore("DTEND", "20260331T000000")];
    assert_eq!(entry("2026-03-29T14:30/2026-03-30"), (from_time, half.clone()));
    let to_time = vec![singapore("DTSTART", "20260329T000000"), singapore("DTEND", "20260330T143000")];
    assert_eq!(entry("2026-03-29/2026-03-30T14:30"), (to_time, half.clone()));
    // Days are those of Singapore, eight hours before those of UTC.
    let universal = ["DTSTART:20260329T143000Z", "DTEND:20260330T160000Z"].map(str::to_owned).to_vec();
    let (lines, losses) = entry("2026-03-29T14:30Z/2026-03-30");
    let both = [half[0].clone(), "1 zone changed".to_owned()];
    assert_eq!((lines, losses), (universal, both.to_vec()));
    let open = vec![singapore("DTSTART", "20260329T143000")];
    assert_eq!(entry("2026-03-29T14:30/.."), (open, vec!["1 open or unknown end became text".to_owned()]));
}

#[test]
fn a_time_of_day_that_is_lost_is_counted() {
    let days = ["DTSTART;VALUE=DATE:20260329", "DTEND;VALUE=DATE:20260501"].map(str::to_owned).to_vec();
    let losses = ["1 date coarser than a day became whole days", "1 time of day dropped"];
    assert_eq!(entry("2026-03-29T14:30/2026-04"), (days, losses.map(str::to_owned).to_vec()));
}
