//! Events of several files that are probably the same one.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "in a test the panic is the failed assertion, also in the functions that tests share"
)]

use dateline_timeline::Cancel;
use dateline_timeline::model::{Piece, Timeline, combine};
use dateline_timeline::query::likely_duplicates;
use std::sync::Arc;

fn whole(files: &[&str]) -> Timeline {
    let piece = |(index, text): (usize, &&str)| Piece {
        name: format!("{index}.json"),
        timeline: Arc::new(dateline_formats::load(text.as_bytes(), "f.json").expect("a timeline").timeline),
        shift: index as i64 * 1_000_000_000,
    };
    combine(&files.iter().enumerate().map(piece).collect::<Vec<_>>(), None)
}

fn found(a: &str, b: &str) -> Vec<String> {
    let timeline = whole(&[&format!("[{a}]"), &format!("[{b}]")]);
    let pairs = likely_duplicates(&timeline, 100, &Cancel::never()).expect("an answer");
    pairs.iter().map(|pair| pair.reasons.clone()).collect()
}

fn event(title: &str, date: &str) -> String {
    format!(r#"{{"title":"{title}","date":"{date}"}}"#)
}

#[test]
fn near_titles_at_dates_that_can_be_the_same_are_proposed_with_reasons() {
    let treaty = event("Treaty of Friendship signed in Manila", "1976-02-24");
    let cases = [
        (event("Treaty of Friendship signed in Manila", "1976-02-24"), vec!["same date, same title"]),
        (
            event("Friendship Treaty signed, Manila", "1976-02"),
            vec!["dates that can both be true, 4 of 6 words"],
        ),
        (event("Signed in Manila: Treaty", "1976-02-24"), vec!["same date, 4 of 6 words"]),
        (event("treaty of friendship SIGNED in Manila", "1976-02-26"), vec!["a day apart, same title"]),
        (event("Treaty of Friendship signed in Manila", "1976-04-24"), vec![]),
        (event("Treaty of Commerce discussed elsewhere, at length, in vain", "1976-02-24"), vec![]),
        (event("Something else", "1976-02-24"), vec![]),
    ];
    for (other, reasons) in cases {
        assert_eq!(found(&treaty, &other), reasons, "{other}");
    }
}

#[test]
fn events_of_one_file_and_events_without_a_date_are_never_proposed() {
    let twice = format!("{0},{0}", event("Treaty of Friendship signed", "1976"));
    assert!(found(&twice, &event("Other words here", "1976")).is_empty());
    assert!(
        found(r#"{"title":"Treaty of Friendship signed"}"#, r#"{"title":"Treaty of Friendship signed"}"#)
            .is_empty()
    );
}

#[test]
fn many_events_with_common_words_are_bounded_and_work_stops_when_asked() {
    let many: Vec<String> =
        (0..3_000).map(|n| event(&format!("Meeting of the council number {n}"), "2001-05-05")).collect();
    let timeline = whole(&[&format!("[{}]", many.join(",")), &format!("[{}]", many.join(","))]);
    let pairs = likely_duplicates(&timeline, 500, &Cancel::never()).expect("an answer");
    assert_eq!(pairs.len(), 500);
    assert!(pairs.iter().all(|pair| timeline.event_title(pair.first) == timeline.event_title(pair.second)));
    assert_eq!(likely_duplicates(&timeline, 500, &Cancel::after_checks(0)), None);
}
