//! Made-up names of places and people, titles and sentences.

use super::chance::Chance;
use super::word_lists;

/// A word that about one event in ten thousand has in its title, and no other word begins like it.
pub const RARE_WORD: &str = "Zephyrine";

/// A name with an accent that about one event in five hundred has in its title.
pub const ACCENTED_WORD: &str = "Évrane";

/// Characters that a title has at least.
const SHORTEST_TITLE: usize = 25;

/// Writes the name of a place: most often one of sixty, otherwise one of twelve thousand.
pub(super) fn write_place(chance: &mut Chance, out: &mut String) {
    match chance.below(10_000) {
        0 => out.push_str(RARE_WORD),
        1..300 => out.push_str(chance.pick(word_lists::ACCENTED)),
        300..6_500 => {
            // The few that everything happens in: their syllables hang together.
            let known = chance.low(60) as usize;
            push(word_lists::STARTS, known / 2, out);
            push(word_lists::MIDDLES, known / 3, out);
            push(word_lists::ENDS, known / 4 + known % 2 * 3, out);
        }
        _ => {
            out.push_str(chance.pick(word_lists::STARTS));
            out.push_str(chance.pick(word_lists::MIDDLES));
            out.push_str(chance.pick(word_lists::ENDS));
        }
    }
}

fn push(list: &[&str], place: usize, out: &mut String) {
    out.push_str(list.get(place % list.len().max(1)).copied().unwrap_or_default());
}

/// Writes the name of a person.
pub(super) fn write_person(chance: &mut Chance, out: &mut String) {
    out.push_str(chance.pick(word_lists::GIVEN));
    out.push(' ');
    out.push_str(chance.pick(word_lists::STARTS));
    out.push_str(chance.pick(word_lists::ENDS));
}

fn join(parts: &[&str], out: &mut String) {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        out.push_str(part);
    }
}

/// Writes the first letter large.
fn push_large(word: &str, out: &mut String) {
    let mut letters = word.chars();
    if let Some(first) = letters.next() {
        out.extend(first.to_uppercase());
        out.push_str(letters.as_str());
    }
}

/// Writes a title of 25 to 70 characters.
pub(super) fn write_title(chance: &mut Chance, out: &mut String) {
    let began = out.len();
    let (adjective, topic, thing) = (
        chance.pick(word_lists::ADJECTIVES),
        chance.pick_low(word_lists::TOPICS),
        chance.pick_low(word_lists::THINGS),
    );
    match chance.below(100) {
        0..25 => {
            write_place(chance, out);
            out.push_str(" and ");
            write_place(chance, out);
            out.push(' ');
            join(&[chance.pick(word_lists::TOGETHER), adjective, topic, thing], out);
        }
        25..50 => {
            push_large(adjective, out);
            out.push(' ');
            join(&[topic, thing, chance.pick(word_lists::HAPPENS), "in "], out);
            write_place(chance, out);
        }
        50..65 => {
            join(
                &[chance.pick(word_lists::ORDINALS), topic, chance.pick(word_lists::MEETINGS), "held at "],
                out,
            );
            write_place(chance, out);
        }
        65..80 => {
            write_person(chance, out);
            out.push(' ');
            join(&[chance.pick(word_lists::SPEAKS), topic, thing, "in "], out);
            write_place(chance, out);
        }
        80..94 => {
            join(&[chance.pick(word_lists::BODIES), "of "], out);
            write_place(chance, out);
            out.push(' ');
            join(&[chance.pick(word_lists::DECIDES), adjective, topic, thing], out);
        }
        94..97 => {
            write_place(chance, out);
            out.push_str("’s ");
            join(&[topic, thing, "–", adjective, chance.pick(word_lists::MEETINGS)], out);
        }
        97..99 => {
            push_large(topic, out);
            out.push_str(" “");
            join(&[adjective, thing], out);
            out.push_str("” of ");
            write_place(chance, out);
        }
        _ => {
            push_large(topic, out);
            out.push(' ');
            join(&[thing, "in "], out);
            write_place(chance, out);
            out.push_str(" · ");
            out.push_str(chance.pick(word_lists::OTHER_SCRIPTS));
        }
    }
    let length = out.get(began..).map_or(0, |title| title.chars().count());
    if length < SHORTEST_TITLE {
        out.push_str(" after long talks");
    }
}

/// Writes a sentence.
pub(super) fn write_sentence(chance: &mut Chance, out: &mut String) {
    join(&[chance.pick(word_lists::OPENERS), ""], out);
    write_place(chance, out);
    out.push(' ');
    join(
        &[
            chance.pick(word_lists::ACTS),
            chance.pick_low(word_lists::TOPICS),
            chance.pick_low(word_lists::THINGS),
        ],
        out,
    );
    out.push(' ');
    out.push_str(chance.pick(word_lists::CLOSERS));
    out.push('.');
}

/// Writes words that could stand in a source, without a full stop.
pub(super) fn write_excerpt(chance: &mut Chance, out: &mut String) {
    out.push_str(chance.pick(word_lists::ACTS));
    out.push(' ');
    join(
        &[
            chance.pick_low(word_lists::TOPICS),
            chance.pick_low(word_lists::THINGS),
            chance.pick(word_lists::CLOSERS),
        ],
        out,
    );
}
