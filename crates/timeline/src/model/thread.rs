//! The thread of an event: what led to it and what became of it, step by step along stated relations.

use std::collections::{BTreeSet, VecDeque};

use super::{Basis, EventId, RelationKind, Tie, Timeline};

/// One relation of a thread, as the file states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Link {
    /// The event that states the relation.
    pub from: EventId,
    /// The event that it is stated about.
    pub to: EventId,
    /// What `from` is to `to`.
    pub kind: RelationKind,
    /// Stated by the source or read from the context.
    pub basis: Basis,
    /// How many steps from the event in question this relation is reached, from 1.
    pub step: usize,
}

impl Link {
    /// What one of the two ends is to the other, in words, read from that end.
    pub fn words_from(&self, end: EventId) -> &'static str {
        if end == self.from { self.kind.label() } else { self.kind.inverse_text() }
    }

    /// The two ends in the order of time; as stated where the dates do not tell.
    pub fn in_time(&self, timeline: &Timeline) -> (EventId, EventId) {
        let key = |id| timeline.range(id).and_then(|range| range.sort_key());
        match (key(self.from), key(self.to)) {
            (Some(from), Some(to)) if to < from => (self.to, self.from),
            (Some(from), Some(to)) if to == from && self.kind.is_told_from_the_later_end() => {
                (self.to, self.from)
            }
            _ => (self.from, self.to),
        }
    }
}

impl RelationKind {
    /// Whether the relation carries a thread on: one thing leads to another. Being a part, citing and
    /// contradicting do not.
    pub const fn is_of_a_thread(self) -> bool {
        match self {
            RelationKind::Precedes
            | RelationKind::Implements
            | RelationKind::Fulfils
            | RelationKind::Renews
            | RelationKind::Announces => true,
            RelationKind::PartOf | RelationKind::Cites | RelationKind::Contradicts => false,
        }
    }

    const fn is_told_from_the_later_end(self) -> bool {
        matches!(self, RelationKind::Implements | RelationKind::Fulfils | RelationKind::Renews)
    }
}

/// The most links a thread has; a file in which everything is related to everything stays readable.
pub const MOST_LINKS: usize = 64;

/// The links that are reached from an event in up to `steps` steps, the nearest first, each once. Relations
/// are followed in both directions; see [`RelationKind::is_of_a_thread`] for which. At most [`MOST_LINKS`].
pub fn thread(timeline: &Timeline, event: EventId, steps: usize) -> Vec<Link> {
    let mut links = Vec::new();
    let mut stated = BTreeSet::new();
    let mut reached = BTreeSet::from([event]);
    let mut waiting = VecDeque::from([(event, 0)]);
    while let Some((at, step)) = waiting.pop_front() {
        if step == steps || links.len() >= MOST_LINKS {
            break;
        }
        let outward = timeline.outgoing(at).filter(|tie| tie.to != at);
        let inward = timeline.incoming(at).filter(|tie| tie.from != at);
        for Tie { from, to, kind, basis, .. } in outward.chain(inward) {
            if !kind.is_of_a_thread() || links.len() >= MOST_LINKS || !stated.insert((from, to, kind)) {
                continue;
            }
            links.push(Link { from, to, kind, basis, step: step + 1 });
            let next = if from == at { to } else { from };
            if reached.insert(next) {
                waiting.push_back((next, step + 1));
            }
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Event, Relation, TimelineBuilder};

    fn related(pairs: &[(usize, usize, RelationKind)], count: usize) -> Timeline {
        let mut builder = TimelineBuilder::default();
        for place in 0..count {
            let mut event = Event::new(format!("e{place}"), format!("Event {place}"));
            for (_, to, kind) in pairs.iter().filter(|(from, ..)| *from == place) {
                event.relations.push(Relation {
                    kind: *kind,
                    to: Some(EventId::from_index(*to)),
                    to_key: format!("e{to}"),
                    basis: Basis::Stated,
                    note: String::new(),
                    extra: Vec::new(),
                });
            }
            builder.event(event);
        }
        builder.build()
    }

    fn ends(timeline: &Timeline, event: usize, steps: usize) -> Vec<(usize, usize, usize)> {
        let links = thread(timeline, EventId::from_index(event), steps);
        links.iter().map(|link| (link.from.index(), link.to.index(), link.step)).collect()
    }

    #[test]
    fn follows_both_directions_as_far_as_asked() {
        use RelationKind::{Fulfils, PartOf, Precedes};
        // 0 precedes 1, 2 fulfils 1, 3 precedes 0, 0 is part of 4
        let timeline = related(&[(0, 1, Precedes), (2, 1, Fulfils), (3, 0, Precedes), (0, 4, PartOf)], 5);
        assert_eq!(ends(&timeline, 0, 0), []);
        assert_eq!(ends(&timeline, 0, 1), [(0, 1, 1), (3, 0, 1)]);
        assert_eq!(ends(&timeline, 0, 2), [(0, 1, 1), (3, 0, 1), (2, 1, 2)]);
    }

    #[test]
    fn a_circle_ends_and_a_knot_is_bounded() {
        let circle = related(
            &[(0, 1, RelationKind::Precedes), (1, 0, RelationKind::Precedes), (0, 0, RelationKind::Renews)],
            2,
        );
        assert_eq!(ends(&circle, 0, 9), [(0, 1, 1), (1, 0, 1)]);
        let pairs: Vec<_> =
            (0..40).flat_map(|from| (0..40).map(move |to| (from, to, RelationKind::Precedes))).collect();
        assert_eq!(thread(&related(&pairs, 40), EventId::from_index(7), 40).len(), MOST_LINKS);
    }

    #[test]
    fn a_link_reads_from_both_ends() {
        let timeline = related(&[(2, 1, RelationKind::Fulfils)], 3);
        let links = thread(&timeline, EventId::from_index(1), 1);
        let words: Vec<_> = links
            .iter()
            .flat_map(|link| {
                [link.words_from(EventId::from_index(2)), link.words_from(EventId::from_index(1))]
            })
            .collect();
        assert_eq!(words, ["fulfils", "fulfilled by"]);
    }
}
