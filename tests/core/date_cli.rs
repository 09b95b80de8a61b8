//! `dateline date` from the outside: what it prints and its exit code.

use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dateline")).arg("date").args(arguments).output().unwrap()
}

/// What was printed, once the run was good.
fn printed(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty());
    String::from_utf8(output.stdout).unwrap()
}

/// What was complained of, once the run failed.
fn complaint(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stdout));
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn json_has_the_four_points_of_a_month() {
    insta::assert_snapshot!(printed(&["2021-08", "--zone", "America/New_York", "--json"]), @r#"
    {
      "edtf": "2021-08",
      "words": "August 2021, day not stated",
      "precision": "month",
      "start_kind": "bounded",
      "end_kind": "bounded",
      "earliest_start": "2021-08-01T00:00:00-04:00",
      "latest_start": "2021-09-01T00:00:00-04:00",
      "earliest_end": "2021-08-01T00:00:00-04:00",
      "latest_end": "2021-09-01T00:00:00-04:00"
    }
    "#);
}

#[test]
fn json_shows_points_in_the_display_zone() {
    let json = printed(&["2022-03-29", "--zone", "America/New_York", "--in", "Asia/Singapore", "--json"]);
    insta::assert_snapshot!(json, @r#"
    {
      "edtf": "2022-03-29",
      "words": "29 March 2022",
      "precision": "day",
      "start_kind": "bounded",
      "end_kind": "bounded",
      "earliest_start": "2022-03-29T12:00:00+08:00",
      "latest_start": "2022-03-30T12:00:00+08:00",
      "earliest_end": "2022-03-29T12:00:00+08:00",
      "latest_end": "2022-03-30T12:00:00+08:00"
    }
    "#);
}

#[test]
fn json_has_null_where_nothing_bounds() {
    insta::assert_snapshot!(printed(&["2004-01-01/..", "--json"]), @r#"
    {
      "edtf": "2004-01-01/..",
      "words": "since 1 January 2004",
      "precision": "day",
      "start_kind": "bounded",
      "end_kind": "open",
      "earliest_start": "2004-01-01T00:00:00+00:00",
      "latest_start": "2004-01-02T00:00:00+00:00",
      "earliest_end": null,
      "latest_end": null
    }
    "#);
    insta::assert_snapshot!(printed(&["/1985", "--json"]), @r#"
    {
      "edtf": "/1985",
      "words": "until 1985, start not known",
      "precision": "year",
      "start_kind": "unknown",
      "end_kind": "bounded",
      "earliest_start": null,
      "latest_start": null,
      "earliest_end": "1985-01-01T00:00:00+00:00",
      "latest_end": "1986-01-01T00:00:00+00:00"
    }
    "#);
}

#[test]
fn json_reaches_the_big_bang() {
    insta::assert_snapshot!(printed(&["Y-13800000000", "--json"]), @r#"
    {
      "edtf": "Y-13800000000",
      "words": "13,800,000,000 BCE",
      "precision": "year",
      "start_kind": "bounded",
      "end_kind": "bounded",
      "earliest_start": "-13800000000-01-01T00:00:00+00:00",
      "latest_start": "-13799999999-01-01T00:00:00+00:00",
      "earliest_end": "-13800000000-01-01T00:00:00+00:00",
      "latest_end": "-13799999999-01-01T00:00:00+00:00"
    }
    "#);
}

#[test]
fn a_date_is_explained_in_lines() {
    insta::assert_snapshot!(printed(&["2021-08", "--zone", "America/New_York", "--in", "Asia/Singapore"]), @r#"
    August 2021, day not stated
      EDTF       2021-08
      Precision  month
      New York   August 2021
      Singapore  August 2021, begins 12 hours earlier
      A moment   from 2021-08-01T12:00:00+08:00, before 2021-09-01T12:00:00+08:00
    "#);
    insta::assert_snapshot!(printed(&["2021-08-22/..", "--zone", "asia/singapore"]), @r#"
    since 22 August 2021
      EDTF       2021-08-22/..
      Precision  day
      Singapore  since 22 August 2021
      Start      from 2021-08-22T00:00:00+08:00, before 2021-08-23T00:00:00+08:00
      End        open
    "#);
    insta::assert_snapshot!(printed(&["[..1760-12-03]"]), @r#"
    on or before 3 December 1760
      EDTF       [..1760-12-03]
      Precision  day
      UTC        on or before 3 December 1760
      A moment   before 1760-12-04T00:00:00+00:00
    "#);
}

#[test]
fn a_date_may_begin_with_a_minus_sign() {
    assert!(printed(&["-0043-03-15"]).starts_with("15 March 44 BCE\n"));
    assert!(printed(&["--json", "-0043"]).contains("\"earliest_start\": \"-0043-01-01T00:00:00+00:00\""));
}

#[test]
fn a_text_that_is_not_a_date_is_pointed_at() {
    insta::assert_snapshot!(complaint(&["2022-02-30"]), @r#"
    dateline: February 2022 has 28 days (character 9)
      2022-02-30
              ^
      Give a day from 1 to 28, or 2022-02 for the month
    "#);
    insta::assert_snapshot!(complaint(&["2021-08-24/2021-08-22", "--json"]), @r#"
    dateline: The end comes before the start (character 12)
      2021-08-24/2021-08-22
                 ^
      Swap them: 2021-08-22/2021-08-24
    "#);
    insta::assert_snapshot!(complaint(&["Aug 2021"]), @r#"
    dateline: Not an EDTF date (character 1)
      Aug 2021
      ^
      Write 2021-08
    "#);
    insta::assert_snapshot!(complaint(&[""]), @r#"
    dateline: The date is empty
      Write a date such as 2021, 2021-08 or 2021-08-24
    "#);
    insta::assert_snapshot!(complaint(&[&"1".repeat(20_000)]), @r#"
    dateline: A date has at most 10,000 characters (character 10001)
      …11111111111111111111111111111111111111111111111111111111111111111111111111111111…
                                               ^
    "#);
    insta::assert_snapshot!(complaint(&["二〇二二/1985-13"]), @r#"
    dateline: Not an EDTF date (character 1)
      二〇二二/1985-13
      ^
      Write a date such as 2021, 2021-08 or 2021-08-24
    "#);
}

#[test]
fn an_unknown_zone_fails_with_a_suggestion() {
    insta::assert_snapshot!(complaint(&["2021-08", "--zone", "America/NewYork"]), @r#"
    dateline: no time zone is called "America/NewYork"
      America/New_York has a similar name
    "#);
    insta::assert_snapshot!(complaint(&["2021-08", "--in", "Mars"]), @r#"
    dateline: no time zone is called "Mars"
      Give an IANA name such as Asia/Singapore, or UTC
    "#);
}

#[test]
fn wrong_use_fails() {
    assert!(complaint(&[]).contains("<TEXT>"));
    assert!(complaint(&["2021-08", "2021-09"]).contains("unexpected argument"));
}
