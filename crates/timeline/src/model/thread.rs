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
    /// The label of the relation read from one of its two ends.
    pub fn label_from(&self, end: EventId) -> &'static str {
        if end == self.from { self.kind.label() } else { self.kind.inverse_text() }
    }

    /// The two ends in the order of time; as stated where the dates do not decide.
    pub fn in_time(&self, timeline: &Timeline) -> (EventId, EventId) {
        let key = |id| timeline.range(id).and_then(|range| range.sort_key());
        match (key(self.from), key(self.to)) {
            (Some(from), Some(to)) if to < from => (self.to, self.from),
            (Some(from), Some(to)) if to == from && self.kind.is_stated_by_the_later_event() => {
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

    const fn is_stated_by_the_later_event(self) -> bool {
        matches!(self, RelationKind::Implements | RelationKind::Fulfils | RelationKind::Renews)
    }
}

/// Maximum number of links of a thread, so that a file in which everything is related stays readable.
pub const MAX_LINKS: usize = 64;

/// The links that are reached from an event in up to `steps` steps, the nearest first, each once. Relations
/// are followed in both directions; see [`RelationKind::is_of_a_thread`] for which. At most [`MAX_LINKS`].
pub fn thread(timeline: &Timeline, event: EventId, steps: usize) -> Vec<Link> {
    let mut links = Vec::new();
    let mut stated = BTreeSet::new();
    let mut reached = BTreeSet::from([event]);
    let mut waiting = VecDeque::from([(event, 0)]);
    while let Some((at, step)) = waiting.pop_front() {
        if step == steps || links.len() >= MAX_LINKS {
            break;
        }
        let outward = timeline.outgoing(at).filter(|tie| tie.to != at);
        let inward = timeline.incoming(at).filter(|tie| tie.from != at);
        for Tie { from, to, kind, basis, .. } in outward.chain(inward) {
            if !kind.is_of_a_thread() || links.len() >= MAX_LINKS || !stated.insert((from, to, kind)) {
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
        for index in 0..count {
            let mut event = Event::new(format!("e{index}"), format!("Event {index}"));
            for (_, to, kind) in pairs.iter().filter(|(from, ..)| *from == index) {
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
        assert_eq!(thread(&related(&pairs, 40), EventId::from_index(7), 40).len(), MAX_LINKS);
    }

    #[test]
    fn a_link_reads_from_both_ends() {
        let timeline = related(&[(2, 1, RelationKind::Fulfils)], 3);
        let links = thread(&timeline, EventId::from_index(1), 1);
        let labels: Vec<_> = links
            .iter()
            .flat_map(|link| {
                [link.label_from(EventId::from_index(2)), link.label_from(EventId::from_index(1))]
            })
            .collect();
        assert_eq!(labels, ["fulfils", "fulfilled by"]);
    }
}
