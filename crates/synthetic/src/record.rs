//! One made-up event as a JSON object in one line.

use std::fmt::Write;

use super::chance::Chance;
use super::dates::{self, Bursts, When};
use super::recipe::{Recipe, Shape};
use super::{head, names, word_lists};

/// A `String` takes everything that is written to it.
macro_rules! say {
    ($out:expr, $($words:tt)*) => {{
        let _ = write!($out, $($words)*);
    }};
}

/// Writes the record with that number.
pub(super) fn write(recipe: &Recipe, index: u64, bursts: &Bursts, out: &mut String) {
    let series = if recipe.shape == Shape::Identical { 0 } else { index };
    let mut chance = Chance::new(recipe.seed, series);
    out.push('{');
    if recipe.shape != Shape::Identical {
        say!(out, "\"id\":\"e{index}\",");
    }
    out.push_str("\"title\":\"");
    names::write_title(&mut chance, out);
    out.push('"');
    let when = date(recipe, bursts, &mut chance, out);
    lane(recipe, &mut chance, out);
    status(&when, &mut chance, out);
    actors(&mut chance, out);
    tags(&mut chance, out);
    importance(recipe, series, out);
    summary(&mut chance, out);
    citations(recipe, &when, &mut chance, out);
    if recipe.shape != Shape::Identical {
        relations(index, &mut chance, out);
    }
    out.push('}');
}

fn date(recipe: &Recipe, bursts: &Bursts, chance: &mut Chance, out: &mut String) -> When {
    let without = out.len();
    out.push_str(",\"date\":\"");
    let when = match recipe.shape {
        Shape::Typical => dates::write_date(bursts, chance, out),
        shape => {
            match shape {
                Shape::Overlapping => dates::write_overlapping(chance, out),
                _ => dates::write_on_one_day(chance, out),
            }
            When { day: Some(0), is_open: false, is_ahead: false }
        }
    };
    out.push('"');
    if when.day.is_none() {
        out.truncate(without);
    }
    when
}

fn lane(recipe: &Recipe, chance: &mut Chance, out: &mut String) {
    if recipe.shape != Shape::Typical {
        out.push_str(",\"lane\":\"all\"");
        return;
    }
    // Lanes are not equally full.
    let place = chance.low(word_lists::LANES.len() as u32) as usize;
    let id = word_lists::LANES.get(place).map_or("", |(id, _)| id);
    say!(out, ",\"lane\":\"{id}\"");
}

fn status(when: &When, chance: &mut Chance, out: &mut String) {
    let status = match chance.below(100) {
        0..75 if when.is_ahead => "planned",
        0..82 if when.is_ahead => "cancelled",
        0..88 if when.is_ahead => "postponed",
        _ if when.is_ahead => "unknown",
        0..95 if when.is_open => "ongoing",
        // What nobody states counts as happened.
        0..70 => return,
        70..96 => "happened",
        96 => "recurring",
        97 => "cancelled",
        98 => "postponed",
        _ => "unknown",
    };
    say!(out, ",\"status\":\"{status}\"");
    if status == "recurring" {
        let (words, rule) = match chance.below(3) {
            0 => ("once a year", "FREQ=YEARLY"),
            1 => ("every three months", "FREQ=MONTHLY;INTERVAL=3"),
            _ => ("every other year", "FREQ=YEARLY;INTERVAL=2"),
        };
        say!(out, ",\"recurrence\":{{\"words\":\"{words}\",\"rule\":\"{rule}\"");
        if let Some(day) = when.day {
            out.push_str(",\"from\":\"");
            dates::write_day(day, out);
            out.push('"');
        }
        out.push('}');
    }
}

fn actors(chance: &mut Chance, out: &mut String) {
    let count = chance.below(4);
    if count == 0 {
        return;
    }
    out.push_str(",\"actors\":[");
    // Each a step further, so that none comes twice.
    let mut actor = chance.below(head::ACTORS);
    for place in 0..count {
        if place > 0 {
            out.push(',');
        }
        if chance.percent(20) {
            say!(out, "\"a{actor}\"");
        } else {
            say!(out, "{{\"id\":\"a{actor}\",\"role\":\"{}\"}}", chance.pick_low(word_lists::ROLES));
        }
        actor = (actor + 1 + chance.below(head::ACTORS / 4)) % head::ACTORS;
    }
    out.push(']');
}

fn tags(chance: &mut Chance, out: &mut String) {
    let count = chance.below(4);
    if count == 0 {
        return;
    }
    out.push_str(",\"tags\":[");
    let all = word_lists::TAGS.len();
    let mut place = chance.low(all as u32) as usize;
    for index in 0..count {
        if index > 0 {
            out.push(',');
        }
        say!(out, "\"{}\"", word_lists::TAGS.get(place % all).copied().unwrap_or_default());
        place += 1 + chance.below(8) as usize;
    }
    out.push(']');
}

/// Importances are all different, as far as eight digits go, in no order.
fn importance(recipe: &Recipe, series: u64, out: &mut String) {
    const DIGITS: u128 = 100_000_000;
    // A prime above every number of events that a file can have: a step that visits every place once.
    const STEP: u128 = 2_305_843_009_213_693_951;
    let events = u128::from(recipe.events.max(1));
    let place = (u128::from(series) * (STEP % events) + u128::from(recipe.seed % 1_000)) % events;
    say!(out, ",\"importance\":0.{:08}", place * DIGITS / events);
}

fn summary(chance: &mut Chance, out: &mut String) {
    let count = match chance.below(100) {
        0..20 => return,
        20..82 => 1,
        82..96 => 2,
        _ => 3,
    };
    out.push_str(",\"summary\":\"");
    for sentence in 0..count {
        if sentence > 0 {
            out.push(' ');
        }
        names::write_sentence(chance, out);
    }
    match chance.below(100) {
        0 => say!(out, " {}", chance.pick(word_lists::ESCAPED)),
        1 => say!(out, " ({})", chance.pick(word_lists::OTHER_SCRIPTS)),
        2..6 => say!(out, " — so **{}**.", chance.pick(word_lists::ACCENTED)),
        _ => {}
    }
    out.push('"');
}

fn citations(recipe: &Recipe, when: &When, chance: &mut Chance, out: &mut String) {
    let count = match chance.below(100) {
        0..28 => return,
        28..88 => 1,
        _ => 2,
    };
    out.push_str(",\"citations\":[");
    let mut source = chance.low(head::SOURCES);
    for place in 0..count {
        if place > 0 {
            out.push(',');
        }
        say!(out, "{{\"source\":\"s{source}\"");
        if chance.percent(72) {
            quote(chance, out);
        } else {
            out.push_str(",\"note\":\"");
            names::write_sentence(chance, out);
            out.push('"');
        }
        if let Some(day) = when.day.filter(|_| recipe.shape == Shape::Typical && chance.percent(12)) {
            out.push_str(",\"date\":\"");
            dates::write_day(day, out);
            out.push('"');
        }
        out.push_str(chance.pick(&[
            ",\"supports\":[\"date\",\"title\"]}",
            ",\"supports\":[\"title\"]}",
            ",\"supports\":\"date\"}",
            "}",
        ]));
        source = (source + 1 + chance.below(head::SOURCES / 2)) % head::SOURCES;
    }
    out.push(']');
}

fn quote(chance: &mut Chance, out: &mut String) {
    if chance.percent(15) {
        out.push_str(",\"quote\":\"");
        names::write_excerpt(chance, out);
        out.push('"');
        return;
    }
    out.push_str(",\"quote\":{\"exact\":\"");
    names::write_excerpt(chance, out);
    out.push('"');
    if chance.percent(50) {
        say!(out, ",\"prefix\":\"{} \"", chance.pick(word_lists::OPENERS));
    }
    if chance.percent(40) {
        say!(out, ",\"suffix\":\", {}\"", chance.pick(word_lists::CLOSERS));
    }
    out.push('}');
}

/// One of 25 events refers to one or two that stand before it, most often not far before.
fn relations(index: u64, chance: &mut Chance, out: &mut String) {
    if index == 0 || !chance.percent(4) {
        return;
    }
    out.push_str(",\"relations\":[");
    let count = if chance.percent(20) { 2 } else { 1 };
    for place in 0..count {
        if place > 0 {
            out.push(',');
        }
        let back = chance.heavy(5).min(index);
        let kind = chance.pick_low(word_lists::RELATIONS);
        say!(out, "{{\"kind\":\"{kind}\",\"to\":\"e{}\"", index - back.max(1));
        if chance.percent(30) {
            out.push_str(",\"basis\":\"inferred\"");
        }
        out.push('}');
    }
    out.push(']');
}
