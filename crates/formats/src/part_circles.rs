//! Circles of "part of": whoever walks up from part to whole would never come out of one.

use std::collections::{HashMap, HashSet};

use dateline_timeline::model::{EventId, RelationKind, Tie};

/// An event that is stated to be part of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PartOf {
    /// The event that states it.
    pub part: EventId,
    /// The event that it is part of.
    pub whole: EventId,
    /// Index of the relation among those of `part`.
    pub relation: u32,
}

/// The "part of" among relations, in their order.
pub(crate) fn parts_of(ties: &[Tie]) -> Vec<PartOf> {
    let parts = ties.iter().filter(|tie| tie.kind == RelationKind::PartOf);
    parts.map(|tie| PartOf { part: tie.from, whole: tie.to, relation: tie.index }).collect()
}

/// The relations, by event and index, that have to go so that no circle is left. `parts` are in the order of
/// their events. `report` is called for each with its circle, from `whole` up to `part`. Depth first with a
/// stack of its own: linear, and no file is too deep.
pub(crate) fn closing_relations(
    parts: &[PartOf],
    mut report: impl FnMut(PartOf, &[EventId]),
) -> HashSet<(EventId, u32)> {
    let first_of = |event: EventId| parts.partition_point(|part| part.part < event);
    // The events from the root up to the one that is looked at, with the next relation of each.
    let mut path: Vec<EventId> = Vec::new();
    let mut next: Vec<usize> = Vec::new();
    let mut depth_of: HashMap<EventId, usize> = HashMap::new();
    let mut done: HashSet<EventId> = HashSet::new();
    let mut closing = HashSet::new();
    for root in parts {
        let mut to_enter = (!done.contains(&root.part)).then_some(root.part);
        loop {
            if let Some(event) = to_enter.take() {
                depth_of.insert(event, path.len());
                path.push(event);
                next.push(first_of(event));
            }
            let (Some(event), Some(index)) = (path.last().copied(), next.last_mut()) else { break };
            let Some(part) = parts.get(*index).copied().filter(|part| part.part == event) else {
                depth_of.remove(&event);
                done.insert(event);
                path.pop();
                next.pop();
                continue;
            };
            *index += 1;
            if let Some(depth) = depth_of.get(&part.whole) {
                closing.insert((part.part, part.relation));
                report(part, path.get(*depth..).unwrap_or_default());
            } else if !done.contains(&part.whole) {
                to_enter = Some(part.whole);
            }
        }
    }
    closing
}

/// Most events of a circle that a finding names.
const CIRCLE_LIMIT: usize = 6;

/// "a in b in a". `key` is asked for the events that are named and for no other.
pub(crate) fn circle_text(circle: &[EventId], mut key: impl FnMut(EventId) -> String) -> String {
    let mut names: Vec<String> = circle.iter().take(CIRCLE_LIMIT).map(|event| key(*event)).collect();
    if circle.len() > CIRCLE_LIMIT {
        names.push("…".to_owned());
    }
    names.extend(circle.first().map(|event| key(*event)));
    names.join(" in ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn part_of(part: usize, whole: usize, relation: u32) -> PartOf {
        PartOf { part: EventId::from_index(part), whole: EventId::from_index(whole), relation }
    }

    fn key(event: EventId) -> String {
        event.index().to_string()
    }

    #[test]
    fn a_circle_is_named_from_its_whole_to_its_part() {
        let mut texts = Vec::new();
        let parts = [part_of(0, 1, 0), part_of(1, 2, 0), part_of(2, 1, 0), part_of(3, 3, 4)];
        let closing = closing_relations(&parts, |_, circle| texts.push(circle_text(circle, key)));
        assert_eq!(texts, ["1 in 2 in 1", "3 in 3"]);
        assert_eq!(closing, HashSet::from([(EventId::from_index(2), 0), (EventId::from_index(3), 4)]));
        let long: Vec<EventId> = (0..9).map(EventId::from_index).collect();
        assert_eq!(circle_text(&long, key), "0 in 1 in 2 in 3 in 4 in 5 in … in 0");
    }

    /// Each event of a long chain is part of the next and of the first, so that circles of every length close
    /// on the way. Naming all events of each would ask for 5,000,000,000 keys.
    #[test]
    fn long_circles_ask_for_few_keys_each() {
        let count = 100_000;
        let parts: Vec<PartOf> = (0..count)
            .flat_map(|event| [part_of(event, 0, 0), part_of(event, (event + 1) % count, 1)])
            .collect();
        let (mut circles, mut keys) = (0, 0);
        closing_relations(&parts, |_, circle| {
            circles += 1;
            circle_text(circle, |event| {
                keys += 1;
                key(event)
            });
        });
        assert_eq!(circles, count + 1);
        assert!(keys <= circles * (CIRCLE_LIMIT + 1), "{keys} keys for {circles} circles");
    }

    proptest! {
        /// Walking up from any event ends, and every reported circle is one of stated relations.
        #[test]
        fn what_is_left_has_no_circle(edges in prop::collection::vec((0..12_usize, 0..12_usize), 0..40)) {
            let mut parts: Vec<PartOf> =
                edges.iter().enumerate().map(|(at, (part, whole))| part_of(*part, *whole, at as u32)).collect();
            parts.sort_by_key(|part| part.part);
            let stated = |part: EventId, whole: EventId| {
                parts.iter().any(|other| other.part == part && other.whole == whole)
            };
            let mut is_sound = true;
            let closing = closing_relations(&parts, |closing, circle| {
                is_sound &= circle.first() == Some(&closing.whole) && circle.last() == Some(&closing.part);
                is_sound &= circle.windows(2).all(|pair| stated(pair[0], pair[1]));
            });
            prop_assert!(is_sound);
            let mut left = parts.clone();
            left.retain(|part| !closing.contains(&(part.part, part.relation)));
            // Events that are part of nothing any more are taken away until none is left.
            for _ in 0..12 {
                let wholes: HashSet<EventId> = left.iter().map(|part| part.part).collect();
                left.retain(|part| wholes.contains(&part.whole));
            }
            prop_assert!(left.is_empty(), "a circle is left: {left:?}");
        }
    }
}
