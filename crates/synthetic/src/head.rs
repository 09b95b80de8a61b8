//! The head of a made-up document: what it is called, its lanes, actors and sources.

use std::fmt::Write;

use super::chance::Chance;
use super::recipe::{Recipe, Shape};
use super::{dates, names, word_lists};

/// How many actors there are.
pub(super) const ACTORS: u32 = 48;

/// How many sources there are.
pub(super) const SOURCES: u32 = 400;

/// Everything before the first event.
pub(super) fn head(recipe: &Recipe) -> String {
    let mut out = String::new();
    let lanes = if recipe.shape == Shape::Typical { word_lists::LANES } else { &[("all", "Everything")] };
    let _ = write!(
        out,
        "{{\n  \"dateline\": 1,\n  \"title\": \"A made-up history\",\n  \"description\": \"Nothing in it is \
         true: {} events from seed {}.\",\n  \"zone\": \"UTC\",\n",
        recipe.events, recipe.seed
    );
    let lanes = lanes.iter().map(|(id, label)| format!("{{\"id\":\"{id}\",\"label\":\"{label}\"}}"));
    list("lanes", lanes, &mut out);
    list("actors", (0..ACTORS).map(|index| actor(recipe.seed, index)), &mut out);
    list("sources", (0..SOURCES).map(|index| source(recipe.seed, index)), &mut out);
    out.push_str("  \"events\": [\n");
    out
}

fn list(name: &str, entries: impl Iterator<Item = String>, out: &mut String) {
    let _ = write!(out, "  \"{name}\": [");
    for (index, entry) in entries.enumerate() {
        out.push_str(if index == 0 { "\n    " } else { ",\n    " });
        out.push_str(&entry);
    }
    out.push_str("\n  ],\n");
}

fn actor(seed: u64, index: u32) -> String {
    let mut chance = Chance::new(seed, u64::MAX / 2 + u64::from(index));
    let mut name = String::new();
    let kind = match index % 4 {
        0 => {
            names::write_place(&mut chance, &mut name);
            "state"
        }
        1 | 2 => {
            names::write_person(&mut chance, &mut name);
            "person"
        }
        _ => {
            name.push_str(chance.pick(word_lists::BODIES));
            name.push_str(" of ");
            names::write_place(&mut chance, &mut name);
            "organisation"
        }
    };
    format!("{{\"id\":\"a{index}\",\"name\":\"{name}\",\"kind\":\"{kind}\"}}")
}

fn source(seed: u64, index: u32) -> String {
    let mut chance = Chance::new(seed, u64::MAX / 4 + u64::from(index));
    let mut out = format!("{{\"id\":\"s{index}\",\"title\":\"");
    names::write_title(&mut chance, &mut out);
    out.push_str("\",\"publisher\":\"");
    names::write_place(&mut chance, &mut out);
    let _ = write!(out, " {}\",", chance.pick(word_lists::PUBLISHERS));
    if chance.percent(60) {
        out.push_str("\"authors\":[\"");
        names::write_person(&mut chance, &mut out);
        out.push_str("\"],");
    }
    out.push_str("\"published\":\"");
    dates::write_day(dates::any_day(&mut chance), &mut out);
    out.push_str("\",");
    if chance.percent(50) {
        let _ = write!(out, "\"url\":\"https://example.org/{index}\",");
    }
    // Every grade is there, in a history of any size.
    let grade =
        word_lists::GRADES.get(index as usize % word_lists::GRADES.len()).copied().unwrap_or_default();
    let _ = write!(out, "\"grade\":\"{grade}\"}}");
    out
}
