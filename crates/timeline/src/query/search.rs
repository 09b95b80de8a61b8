//! Search: which events hold all of some words.
//!
//! The texts of events are searched where they are kept. Folded forms are kept only of those pieces that
//! folding changes in more than case (accents, curly quotation marks, ligatures), at their own
//! length and 16 bytes each; nothing else grows with the number of events. A search is one pass over the
//! pieces on all cores; of several words the rarest is looked for first, and the others only in the events
//! that hold it.

use std::ops::Range;

use rayon::prelude::*;

use super::filter::{Matches, WORD, events_of, stretches};
use super::fold::{fold, is_folded_apart};
use super::needle::{Frequencies, Needle};
use super::terms::Terms;
use crate::Cancel;
use crate::model::{EventId, Timeline};

/// How many 64-bit words of a set a thread takes at a time.
const BLOCK_WORDS: usize = 32;
/// The events of a block: some hundred thousand bytes of text. They take less than a frame to search, and
/// many times longer than handing them to a thread.
const BLOCK: usize = BLOCK_WORDS * WORD;
/// The number of events in each block whose bytes are counted.
const SAMPLE: usize = 32;

/// A piece that folding changes in more than case.
#[derive(Clone, Copy, Debug)]
struct FoldedPiece {
    event: u32,
    /// Which of the pieces of the event it is.
    ordinal: u32,
    /// Where its folded form ends in the text of its block; it starts where the one before ends.
    end: usize,
}

/// The folded pieces of a block of events, in order.
#[derive(Clone, Debug, Default)]
struct FoldedPieces {
    text: String,
    pieces: Vec<FoldedPiece>,
}

impl FoldedPieces {
    /// The folded form of a piece, if it has one of its own. `next` is the index of the first piece that was
    /// not read yet; pieces are read in order.
    fn get(&self, event: u32, ordinal: u32, next: &mut usize) -> Option<&str> {
        while let Some(piece) = self.pieces.get(*next) {
            if (piece.event, piece.ordinal) > (event, ordinal) {
                return None;
            }
            *next += 1;
            if (piece.event, piece.ordinal) == (event, ordinal) {
                let before = next.checked_sub(2).and_then(|before| self.pieces.get(before));
                return self.text.get(before.map_or(0, |piece| piece.end)..piece.end);
            }
        }
        None
    }
}

/// Which piece is looked at: the number of its event, and which of the event's pieces it is.
#[derive(Clone, Copy, Debug, Default)]
struct Counter(Option<(u32, u32)>);

impl Counter {
    fn count(&mut self, event: EventId) -> (u32, u32) {
        let event = event.index() as u32;
        let ordinal = self.0.filter(|(last, _)| *last == event).map_or(0, |(_, ordinal)| ordinal + 1);
        self.0 = Some((event, ordinal));
        (event, ordinal)
    }
}

/// What a search in a timeline needs beside the timeline: the folded forms of what differs from its own.
/// Titles, summaries, notes on dates, excerpts, paraphrases and the names of actors and tags are searched.
#[derive(Clone, Debug, Default)]
pub struct SearchText {
    len: usize,
    blocks: Vec<FoldedPieces>,
    actors: Vec<String>,
    tags: Vec<String>,
    frequencies: Frequencies,
}

/// A word, and whose names hold it.
struct Sought {
    needle: Needle,
    actors: Vec<bool>,
    tags: Vec<bool>,
    is_in_names: bool,
}

impl SearchText {
    /// The text of a timeline. One pass over its pieces on all cores.
    pub fn of(timeline: &Timeline) -> SearchText {
        let (blocks, frequencies): (Vec<_>, Vec<_>) = (0..timeline.id_count().div_ceil(BLOCK))
            .into_par_iter()
            .map(|block| folded_pieces(timeline, block * BLOCK..(block + 1) * BLOCK))
            .unzip();
        SearchText {
            len: timeline.id_count(),
            blocks,
            actors: timeline.actors().par_iter().map(|actor| fold(&actor.name)).collect(),
            tags: timeline.tags().par_iter().map(|tag| fold(tag)).collect(),
            frequencies: frequencies.iter().fold(Frequencies::default(), |all, part| all.join(part)),
        }
    }

    /// Those of the events that hold every one of the words; `None` once cancelled, which is checked every
    /// few thousand events. One pass over the text of these events.
    pub(super) fn holding(
        &self,
        timeline: &Timeline,
        terms: Terms,
        among: &Matches,
        cancel: &Cancel,
    ) -> Option<Matches> {
        let terms = terms.rarest_first(&self.frequencies);
        let sought: Vec<Sought> = terms.into_iter().map(|needle| self.sought(needle)).collect();
        let mut bits = among.bits().to_vec();
        bits.resize(self.len.div_ceil(WORD), 0);
        if !sought.is_empty() {
            let blocks = bits.par_chunks_mut(BLOCK_WORDS).zip(&self.blocks).enumerate();
            blocks.try_for_each(|(block, (bits, folded))| {
                cancel.check()?;
                Block { timeline, start: block * BLOCK, folded, sought: &sought }.keep(bits);
                Some(())
            })?;
        }
        Some(Matches::from_bits(bits))
    }

    /// How often each byte occurs in the text.
    pub(super) fn frequencies(&self) -> &Frequencies {
        &self.frequencies
    }

    fn sought(&self, needle: Needle) -> Sought {
        let holding =
            |names: &[String]| -> Vec<bool> { names.par_iter().map(|name| needle.is_in(name)).collect() };
        let (actors, tags) = (holding(&self.actors), holding(&self.tags));
        let is_in_names = actors.contains(&true) || tags.contains(&true);
        Sought { needle, actors, tags, is_in_names }
    }
}

/// The folded pieces of a stretch of events, and how often each byte occurs in the first of them.
fn folded_pieces(timeline: &Timeline, events: Range<usize>) -> (FoldedPieces, Frequencies) {
    let mut folded = FoldedPieces::default();
    let mut frequencies = Frequencies::default();
    let mut counter = Counter::default();
    let sampled = events.start + SAMPLE;
    timeline.each_piece(events, |id, piece| {
        let (event, ordinal) = counter.count(id);
        if id.index() < sampled {
            frequencies.add(piece);
        }
        if is_folded_apart(piece) {
            folded.text.push_str(&fold(piece));
            folded.pieces.push(FoldedPiece { event, ordinal, end: folded.text.len() });
        }
    });
    folded.text.shrink_to_fit();
    folded.pieces.shrink_to_fit();
    (folded, frequencies)
}

impl Sought {
    /// Whether the name of an actor or a tag of an event holds it.
    fn is_in_names_of(&self, timeline: &Timeline, event: EventId) -> bool {
        let holds = |names: &[bool], index: usize| names.get(index).copied().unwrap_or_default();
        self.is_in_names
            && (timeline.actors_of(event).iter().any(|actor| holds(&self.actors, actor.index()))
                || timeline.tags_of(event).iter().any(|tag| holds(&self.tags, tag.index())))
    }
}

/// A block of events while it is searched.
struct Block<'a> {
    timeline: &'a Timeline,
    /// The number of its first event.
    start: usize,
    folded: &'a FoldedPieces,
    sought: &'a [Sought],
}

impl Block<'_> {
    /// Keeps the events that hold every word; `bits` are the bits of the block in the set.
    fn keep(&self, bits: &mut [u64]) {
        let mut found = [0_u64; BLOCK_WORDS];
        if self.sought.iter().all(|sought| sought.is_in_names) {
            // Names are few and spare the look into the pieces.
            let is_named = |event: &EventId| {
                self.sought.iter().all(|sought| sought.is_in_names_of(self.timeline, *event))
            };
            events_of(bits, self.start / WORD).filter(is_named).for_each(|event| self.set(&mut found, event));
            bits.iter_mut().zip(found).for_each(|(word, named)| *word &= !named);
        }
        let mut pieces = Vec::new();
        for stretch in stretches(bits) {
            self.search(self.start + stretch.start..self.start + stretch.end, &mut found, &mut pieces);
        }
        bits.copy_from_slice(found.get(..bits.len()).unwrap_or_default());
    }

    /// Sets the events of a stretch that hold every word. `pieces` is room for those of one event.
    fn search<'t>(&'t self, events: Range<usize>, found: &mut [u64], pieces: &mut Vec<&'t str>) {
        let mut next = self.folded.pieces.partition_point(|piece| (piece.event as usize) < events.start);
        let mut counter = Counter::default();
        let mut last = None;
        pieces.clear();
        self.timeline.each_piece(events, |event, piece| {
            let index = counter.count(event);
            if let Some(done) = last.replace(event).filter(|last| *last != event) {
                self.look_into(done, pieces, found);
                pieces.clear();
            }
            pieces.push(self.folded.get(index.0, index.1, &mut next).unwrap_or(piece));
        });
        if let Some(done) = last {
            self.look_into(done, pieces, found);
        }
    }

    fn look_into(&self, event: EventId, pieces: &[&str], found: &mut [u64]) {
        let holds = |sought: &Sought| {
            sought.is_in_names_of(self.timeline, event)
                || pieces.iter().any(|piece| sought.needle.is_in(piece))
        };
        if self.sought.iter().all(holds) {
            self.set(found, event);
        }
    }

    fn set(&self, bits: &mut [u64], event: EventId) {
        let index = event.index() - self.start;
        if let Some(word) = bits.get_mut(index / WORD) {
            *word |= 1 << (index % WORD);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Query;
    use super::*;
    use crate::model::{Actor, ActorKind, Citation, Event, Participation, Quote, TimelineBuilder};
    use proptest::prelude::*;

    fn timeline() -> Timeline {
        let mut builder = TimelineBuilder::default();
        let mut mous = Event::new("mous", "Three MoUs signed");
        mous.summary = "One for cyber agencies,\none for défence.".to_owned();
        mous.tags = vec![builder.tag("Agreement")];
        builder.event(mous);
        builder.event(Event::new("visit", "Harris’ visit to Singapore"));
        builder.build()
    }

    fn found(query: &str) -> Vec<String> {
        let timeline = timeline();
        let matches = SearchText::of(&timeline).matches(&timeline, &Query::new(query));
        matches.iter().map(|id| timeline.key(id).into_owned()).collect()
    }

    #[test]
    fn every_word_must_stand_somewhere_in_the_event() {
        for (query, expected) in [
            ("", vec!["mous", "visit"]),
            ("MOU", vec!["mous"]),
            ("three agreement", vec!["mous"]),
            ("three visit", vec![]),
            ("defence", vec!["mous"]),
            ("harris' visit", vec!["visit"]),
            ("\"visit to\"", vec!["visit"]),
            ("\"agencies, one\"", vec!["mous"]),
            ("\"signed one\"", vec![]),
            ("\"visit t", vec!["visit"]),
            ("\"\"", vec!["mous", "visit"]),
        ] {
            assert_eq!(found(query), expected, "{query}");
        }
    }

    #[test]
    fn a_search_that_is_cancelled_ends() {
        let timeline = timeline();
        let text = SearchText::of(&timeline);
        let (query, all) = (Query::new("visit"), Matches::all(timeline.len()));
        assert_eq!(text.matches_among(&timeline, &query, &all, &Cancel::after_checks(0)), None);
        let found = text.matches_among(&timeline, &query, &all, &Cancel::never());
        assert_eq!(found, Some(text.matches(&timeline, &query)));
    }

    /// What an event says, for a made-up timeline: title, summary, excerpts with paraphrases, actors, tags.
    #[derive(Clone, Debug)]
    struct Said {
        title: String,
        summary: String,
        cited: Vec<(String, String)>,
        actors: Vec<usize>,
        tags: Vec<usize>,
    }

    fn words() -> impl Strategy<Value = String> {
        let few = "[abAB \\n\\t'\"é’ﬁ“新，İßΣς\u{301}\u{ad}\u{a0}K한a-bA-B]{0,12}";
        let plain = "(lorem |Ipsum |dolor\\n|SIT|a){0,12}";
        prop_oneof![few, plain, (plain, few).prop_map(|(plain, few)| plain + &few)]
    }

    fn events() -> impl Strategy<Value = Vec<Said>> {
        let names = || prop::collection::vec(0..3_usize, 0..3);
        let cited = prop::collection::vec((words(), words()), 0..3);
        let said = (words(), words(), cited, names(), names())
            .prop_map(|(title, summary, cited, actors, tags)| Said { title, summary, cited, actors, tags });
        prop::collection::vec(said, 1..8)
    }

    fn built(events: &[Said], names: &[String], repeats: usize) -> Timeline {
        let mut builder = TimelineBuilder::default();
        let ids: Vec<_> = names
            .iter()
            .map(|name| {
                let actor = Actor {
                    key: String::new(),
                    name: name.clone(),
                    kind: ActorKind::Unknown,
                    extra: Vec::new(),
                };
                (builder.actor(actor), builder.tag(&format!("{name}{name}")))
            })
            .collect();
        for said in events.iter().cycle().take(events.len() * repeats) {
            let mut event = Event::new("", said.title.clone());
            event.summary = said.summary.clone();
            event.citations = said.cited.iter().map(|(exact, note)| cited(exact, note)).collect();
            let part = |index: &usize| Participation { actor: ids[*index].0, role: String::new() };
            event.actors = said.actors.iter().map(part).collect();
            event.tags = said.tags.iter().map(|index| ids[*index].1).collect();
            builder.event(event);
        }
        builder.build()
    }

    fn cited(exact: &str, note: &str) -> Citation {
        let text = String::new;
        Citation {
            source: None,
            source_key: text(),
            quote: Some(Quote { exact: exact.to_owned(), prefix: text(), suffix: text(), extra: Vec::new() }),
            note: note.to_owned(),
            date: None,
            zone: None,
            supports: Vec::new(),
            checked: None,
            extra: Vec::new(),
        }
    }

    /// The definition: all that an event says is folded, and every term occurs in it.
    fn is_found(timeline: &Timeline, event: EventId, terms: &[Needle]) -> bool {
        let mut fields = Vec::new();
        timeline.each_piece(event.index()..event.index() + 1, |_, piece| fields.push(fold(piece)));
        fields.extend(timeline.actors_of(event).iter().map(|id| fold(&timeline.actor(*id).unwrap().name)));
        fields.extend(timeline.tags_of(event).iter().map(|id| fold(timeline.tag(*id))));
        terms.iter().all(|term| fields.iter().any(|field| field.contains(term.text())))
    }

    proptest! {
        #[test]
        fn a_search_finds_what_the_definition_says(
            events in events(),
            names in prop::collection::vec(words(), 3),
            // The same events again and again, to reach beyond one block.
            repeats in prop_oneof![49 => 1..20_usize, 1 => 700..900_usize],
            typed in prop_oneof![words(), "[\"ab' ]{1,4}", "(lorem|ipsum|sit|a|é)( |s|\")(a|lo|\")"],
            (of, piece, from, len) in (0..8_usize, 0..4_usize, 0..20_usize, 1..12_usize),
            more in "[a-bB \"é]{0,3}",
        ) {
            let timeline = built(&events, &names, repeats);
            let text = SearchText::of(&timeline);
            let said = &events[of % events.len()];
            let source = [&said.title, &said.summary, &names[of % 3], &said.title][piece];
            let taken: String = source.chars().skip(from).take(len).collect();
            for query in [typed.clone(), taken.clone(), format!("\"{taken}\" {typed}"), format!("\"{taken}")] {
                let query = Query::new(query);
                let terms = query.terms().rarest_first(&Frequencies::default());
                let found = text.matches(&timeline, &query);
                let expected: Vec<bool> = (0..events.len())
                    .map(|index| is_found(&timeline, EventId::from_index(index), &terms))
                    .collect();
                let expected = Matches::from_fn(timeline.len(), |id| expected[id.index() % events.len()]);
                prop_assert_eq!(&found, &expected, "{:?}", query.text);
                let narrower = Query::new(format!("{}{more}", query.text));
                if narrower.narrows(&query) {
                    let among = text.matches_among(&timeline, &narrower, &found, &Cancel::never());
                    prop_assert_eq!(among, Some(text.matches(&timeline, &narrower)), "{:?}", narrower.text);
                }
            }
        }
    }
}
