//! Quotations and the texts they should stand in.

use dateline_time::Date;
use dateline_timeline::evidence::{Context, Finding, SourceText, check, sha256_hex, verdict_for};
use dateline_timeline::model::{Checked, Citation, Quote, Verdict};
use proptest::prelude::*;

fn quote(prefix: &str, exact: &str, suffix: &str) -> Quote {
    Quote { exact: exact.into(), prefix: prefix.into(), suffix: suffix.into(), extra: Vec::new() }
}

const TEXT: &str = "Line 8: “announced on Tuesday (Mar 29)”.\nHe issued a\u{A0}joint statement – “the first” –\nand \
    another joint statement.\n新加坡 co\u{AD}operation, Zu\u{308}rich, ﬁve years.";

/// The verdict, the words found and how often they stand there.
fn told(quote: &Quote, text: &str) -> String {
    let finding = check(quote, Some(text));
    let words = finding.at.clone().map_or("", |range| &text[range]);
    format!("{} {words:?} {:?} {}", finding.verdict.key(), finding.context, finding.occurrences)
}

#[test]
fn quotations_are_found_as_they_stand_or_as_the_same_words() {
    let cases = [
        (quote("", "announced on Tuesday", ""), "verbatim \"announced on Tuesday\" NotGiven 1"),
        (quote("", "a\u{A0}joint statement", ""), "verbatim \"a\\u{a0}joint statement\" NotGiven 1"),
        (quote("", "a joint  statement", ""), "same-words \"a\\u{a0}joint statement\" NotGiven 1"),
        (quote("", "\"the first\" -\nand", ""), "same-words \"“the first” –\\nand\" NotGiven 1"),
        (
            quote("", "cooperation, Zürich, five", ""),
            "same-words \"co\\u{ad}operation, Zu\\u{308}rich, ﬁve\" NotGiven 1",
        ),
        (quote("", "joint statement", ""), "verbatim \"joint statement\" NotGiven 2"),
        (quote("another ", "joint statement", "."), "verbatim \"joint statement\" Agrees 2"),
        (quote("another", "joint statement", ""), "verbatim \"joint statement\" Agrees 2"),
        (quote("no such", "joint statement", ""), "verbatim \"joint statement\" Differs 2"),
        (quote("a", "joint  statement", "-"), "same-words \"joint statement\" Agrees 2"),
        (quote("", "Announced on Tuesday", ""), "not-found \"\" NotGiven 0"),
        (quote("", "announced on Monday", ""), "not-found \"\" NotGiven 0"),
        (quote("", "新加坡", ""), "verbatim \"新加坡\" NotGiven 1"),
        (quote("", "", ""), "not-found \"\" NotGiven 0"),
        (quote("", " \u{AD}", ""), "not-found \"\" NotGiven 0"),
    ];
    for (quote, expected) in cases {
        assert_eq!(told(&quote, TEXT), expected, "{quote:?}");
    }
}

#[test]
fn the_place_that_the_context_names_is_found_even_among_overlapping_ones() {
    let found = check(&quote("", "aa", "b"), Some("aaab"));
    assert_eq!((found.at, found.context), (Some(1..3), Context::Agrees));
}

#[test]
fn a_note_says_what_a_verdict_leaves_open() {
    let note = |quote: Quote| check(&quote, Some(TEXT)).note();
    assert_eq!(note(quote("", "announced", "")), "");
    assert_eq!(
        note(quote("", "joint statement", "")),
        "The words stand in the text 2 times, this is the first place"
    );
    assert_eq!(
        note(quote("x", "announced", "")),
        "Prefix or suffix differ from what stands around the words"
    );
}

#[test]
fn a_live_check_wins_over_a_record_and_a_record_over_nothing() {
    let on = Date::parse("2026-11-22").unwrap();
    let recorded = Checked { verdict: Verdict::Verbatim, on: Some(on.clone()), text_sha256: String::new() };
    let citation = |checked| Citation {
        source: None,
        source_key: String::new(),
        quote: None,
        note: String::new(),
        date: None,
        zone: None,
        supports: Vec::new(),
        checked,
        extra: Vec::new(),
    };
    let (with, without) = (citation(Some(recorded)), citation(None));
    let not_found = check(&quote("", "x", ""), Some("y"));
    let no_text = check(&quote("", "x", ""), None);
    let cases: [(&Citation, Option<&Finding>, Verdict, Option<&Date>); 6] = [
        (&with, Some(&not_found), Verdict::NotFound, None),
        (&with, Some(&no_text), Verdict::Verbatim, Some(&on)),
        (&with, None, Verdict::Verbatim, Some(&on)),
        (&without, Some(&not_found), Verdict::NotFound, None),
        (&without, Some(&no_text), Verdict::NoSourceText, None),
        (&without, None, Verdict::NoSourceText, None),
    ];
    for (citation, live, verdict, day) in cases {
        assert_eq!(verdict_for(citation, live), (verdict, day));
    }
}

#[test]
fn the_name_of_a_text_is_its_sha256() {
    // FIPS 180-2, appendix B.1.
    assert_eq!(sha256_hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

#[test]
fn a_large_text_is_searched_in_time_that_grows_with_it() {
    // Repetition is what makes naive searches quadratic. The search for the words is the standard library's;
    // the comparisons of what stands around them are counted where they are made.
    let text = "ab ".repeat(700_000);
    let source = SourceText::new(&text);
    for needle in ["ab ab abab", "ab\u{A0}ab\u{A0}abab"] {
        assert_eq!(source.find(&quote("ab", needle, "ab")).verdict, Verdict::NotFound);
    }
    let long = "ab ".repeat(300_000) + "c";
    assert_eq!(source.find(&quote("x", &long, "y")).verdict, Verdict::NotFound);
    assert_eq!(source.find(&quote("x", "ab", "y")).context, Context::Differs);
    assert_eq!(source.find(&quote(&long, "ab", &long)).context, Context::Differs);
}

/// Words of several scripts, some written with more than one character a letter.
fn words() -> impl Strategy<Value = Vec<String>> {
    let word = prop_oneof![
        "[a-zA-Z]{1,6}",
        "[“”‘’\"'–—-]{1,2}[a-z]{1,3}",
        prop::sample::select(vec![
            "Zu\u{308}rich",
            "ﬁve",
            "新加坡",
            "சிங்கப்பூர்",
            "x²",
            "co\u{AD}op",
            "🇸🇬",
            "Ⅳ"
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(word, 1..20)
}

fn space() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![" ", "\n", "\u{A0}", "  ", "\r\n", "\u{2009}", " \t"])
}

proptest! {
    #[test]
    fn a_piece_of_a_text_stands_in_it_verbatim(text in "\\PC{1,80}", from in 0.0_f64..1.0, len in 1_usize..30) {
        let chars: Vec<char> = text.chars().collect();
        let from = (chars.len() as f64 * from) as usize;
        let piece: String = chars[from..(from + len).min(chars.len())].iter().collect();
        prop_assume!(!piece.trim().is_empty());
        let finding = check(&quote("", &piece, ""), Some(&text));
        prop_assert_eq!(finding.verdict, Verdict::Verbatim);
        prop_assert_eq!(&text[finding.at.unwrap()], piece);
    }

    #[test]
    fn its_context_leads_to_the_place_it_was_taken_from(text in "[ab]{3,40}", from in 0.0_f64..1.0, len in 1_usize..5) {
        let from = (text.len() as f64 * from) as usize;
        let range = from..(from + len).min(text.len());
        let quote = quote(&text[..range.start], &text[range.clone()], &text[range.end..]);
        let finding = check(&quote, Some(&text));
        prop_assert_eq!((finding.verdict, finding.at), (Verdict::Verbatim, Some(range)));
    }

    #[test]
    fn a_piece_with_other_spaces_is_the_same_words(
        words in words(),
        spaces in prop::collection::vec((space(), space()), 20),
        ends in (0.0_f64..1.0, 0.0_f64..1.0),
    ) {
        let place = |share: f64| (words.len() as f64 * share) as usize;
        let (from, to) = (place(ends.0).min(place(ends.1)), place(ends.0).max(place(ends.1)) + 1);
        let mut text = String::new();
        let mut piece = String::new();
        let mut range = 0..0;
        for (index, (word, (in_text, in_piece))) in words.iter().zip(&spaces).enumerate() {
            if index == from {
                range.start = text.len();
            }
            text.push_str(word);
            if (from..to).contains(&index) {
                piece.push_str(word);
                range.end = text.len();
                if index + 1 < to {
                    piece.push_str(in_piece);
                }
            }
            text.push_str(in_text);
        }
        let finding = check(&quote("", &piece, ""), Some(&text));
        prop_assert!(matches!(finding.verdict, Verdict::Verbatim | Verdict::SameWords), "{text:?} {piece:?}");
        // The same words may stand earlier in the text too. Where they stand to the letter, that place is
        // better, wherever it is: "x² x²" in "x²\nx² x²".
        let at = finding.at.unwrap();
        prop_assert!(at.start <= range.start || finding.verdict == Verdict::Verbatim);
        let same = check(&quote("", &piece, ""), Some(&text[at]));
        prop_assert!(same.verdict == finding.verdict || same.verdict == Verdict::Verbatim);
    }

    #[test]
    fn any_quotation_in_any_text_has_a_verdict(text in any::<String>(), words in any::<[String; 3]>()) {
        let finding = check(&quote(&words[0], &words[1], &words[2]), Some(&text));
        prop_assert!(finding.at.is_none_or(|range| text.get(range).is_some()));
    }
}
