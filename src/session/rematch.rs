//! Which event of a file that was read again is which event of before, and what has changed between the two.

use std::collections::HashMap;

use dateline_timeline::model::{EventId, Timeline};

/// The event of a new timeline that an event of an old one is: the one with its stated id; without one, the
/// one with the same title and date that stands nearest to its position in the file. `None` when it is gone.
/// Linear.
pub fn find_again(old: &Timeline, event: EventId, new: &Timeline) -> Option<EventId> {
    let whole = old.event(event);
    if whole.key_is_stated {
        return new.find(&whole.key);
    }
    let date = old.date(event);
    let title = old.event_title(event);
    let is_same = |other: &EventId| new.event_title(*other) == title && new.date(*other) == date;
    new.ids().filter(is_same).min_by_key(|other| other.index().abs_diff(event.index()))
}

/// How many events of a file changed from one reading to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Difference {
    /// Events that were not there before.
    pub added: usize,
    /// Events that are not there any more.
    pub removed: usize,
    /// Events that say something else than before.
    pub changed: usize,
}

impl Difference {
    /// Compares two readings of a file. Events are recognised by their stated ids, others by title and date;
    /// what is left on both sides under one title, or at one date, is one event that changed. Reads every
    /// event as a whole.
    pub fn between(old: &Timeline, new: &Timeline) -> Difference {
        let mut difference = Difference::default();
        let (mut before, mut after): (Vec<EventId>, Vec<EventId>) =
            (old.ids().collect(), new.ids().collect());
        let whole = |timeline: &Timeline, id: EventId| {
            let stated = timeline.event(id).key_is_stated.then(|| timeline.key(id).into_owned());
            stated.unwrap_or_else(|| format!("\0{}\0{:?}", timeline.event_title(id), date_text(timeline, id)))
        };
        let title = |timeline: &Timeline, id: EventId| timeline.event_title(id).to_owned();
        for key in [&whole as &dyn Fn(&Timeline, EventId) -> String, &title, &date_text] {
            let pairs = paired(old, &mut before, new, &mut after, key);
            difference.changed += pairs.iter().filter(|(a, b)| is_changed(old, *a, new, *b)).count();
        }
        Difference { added: after.len(), removed: before.len(), ..difference }
    }

    /// "3 events added, 1 removed, 2 changed"; "no event changed".
    pub fn summary(&self) -> String {
        let parts = [(self.added, "added"), (self.removed, "removed"), (self.changed, "changed")];
        let mut summary = String::new();
        for (count, what) in parts.into_iter().filter(|(count, _)| *count > 0) {
            let noun = match (summary.is_empty(), count) {
                (false, _) => "",
                (true, 1) => " event",
                (true, _) => " events",
            };
            let comma = if summary.is_empty() { "" } else { ", " };
            summary.push_str(&format!("{comma}{count}{noun} {what}"));
        }
        if summary.is_empty() { "no event changed".to_owned() } else { summary }
    }
}

fn date_text(timeline: &Timeline, id: EventId) -> String {
    timeline.date(id).map(|date| date.text().to_owned()).unwrap_or_default()
}

/// Takes from both lists what has the same key, each once, in order.
fn paired(
    old: &Timeline,
    before: &mut Vec<EventId>,
    new: &Timeline,
    after: &mut Vec<EventId>,
    key: &dyn Fn(&Timeline, EventId) -> String,
) -> Vec<(EventId, EventId)> {
    let mut waiting: HashMap<String, Vec<EventId>> = HashMap::new();
    for id in after.iter().rev() {
        waiting.entry(key(new, *id)).or_default().push(*id);
    }
    let mut pairs = Vec::new();
    before.retain(|id| {
        let partner = waiting.get_mut(&key(old, *id)).and_then(Vec::pop);
        pairs.extend(partner.map(|partner| (*id, partner)));
        partner.is_none()
    });
    let taken: std::collections::HashSet<EventId> = pairs.iter().map(|(_, partner)| *partner).collect();
    after.retain(|id| !taken.contains(id));
    pairs
}

/// Whether an event says something else than before; ids that depend on positions in the file do not count.
fn is_changed(old: &Timeline, before: EventId, new: &Timeline, after: EventId) -> bool {
    let (a, b) = (old.event(before), new.event(after));
    let lane = |timeline: &Timeline, id: EventId| {
        let lane = timeline.lane(id).and_then(|lane| timeline.lanes().get(lane.index()));
        lane.map(|lane| lane.label.clone())
    };
    let actors = |timeline: &Timeline, event: &dateline_timeline::model::Event| -> Vec<(String, String)> {
        let name = |id| timeline.actor(id).map(|actor| actor.name.clone()).unwrap_or_default();
        event.actors.iter().map(|part| (name(part.actor), part.role.clone())).collect()
    };
    let tags = |timeline: &Timeline, id: EventId| -> Vec<String> {
        timeline.tags_of(id).iter().map(|tag| timeline.tag(*tag).to_owned()).collect()
    };
    let cited = |event: &dateline_timeline::model::Event| -> Vec<_> {
        let citations = event.citations.iter();
        citations.map(|c| (c.source_key.clone(), c.quote.clone(), c.note.clone(), c.date.clone())).collect()
    };
    let related = |event: &dateline_timeline::model::Event| -> Vec<_> {
        event.relations.iter().map(|r| (r.kind, r.to_key.clone(), r.note.clone())).collect()
    };
    a.title != b.title
        || a.date != b.date
        || a.unreadable_date != b.unreadable_date
        || a.place != b.place
        || (&a.date_note, &a.summary, a.status, &a.as_of) != (&b.date_note, &b.summary, b.status, &b.as_of)
        || (a.importance, a.zone, &a.extra) != (b.importance, b.zone, &b.extra)
        || a.recurrence != b.recurrence
        || lane(old, before) != lane(new, after)
        || actors(old, &a) != actors(new, &b)
        || tags(old, before) != tags(new, after)
        || cited(&a) != cited(&b)
        || related(&a) != related(&b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Timeline {
        dateline_formats::load(text.as_bytes(), "f.json").expect("a timeline").timeline
    }

    #[test]
    fn changes_are_counted_by_id_and_by_title_and_date() {
        let old = r#"[{"id":"a","title":"A","date":"2001"},{"id":"b","title":"B","date":"2002"},
            {"title":"C","date":"2003"},{"title":"D","date":"2004"},{"title":"E","date":"2005"}]"#;
        let cases = [
            (old, "no event changed"),
            // An event before the others moves the positions of those without an id.
            (&*old.replacen('[', r#"[{"title":"New","date":"1999"},"#, 1), "1 event added"),
            (&*old.replace(r#""title":"A""#, r#""title":"A2""#), "1 event changed"),
            (&*old.replace(r#""title":"D""#, r#""title":"D2""#), "1 event changed"),
            (&*old.replace("2005", "2006"), "1 event changed"),
            (
                r#"[{"id":"b","title":"B","date":"2002","summary":"x"},{"title":"C","date":"2003"},{"title":"F","date":"2010"}]"#,
                "1 event added, 3 removed, 1 changed",
            ),
        ];
        for (new, summary) in cases {
            assert_eq!(Difference::between(&read(old), &read(new)).summary(), summary, "{new}");
        }
    }

    #[test]
    fn an_event_is_found_again_by_id_and_without_one_by_what_it_says() {
        let old = read(
            r#"[{"id":"a","title":"A","date":"2001"},{"title":"C","date":"2003"},{"title":"C","date":"2003"}]"#,
        );
        let new = read(
            r#"[{"title":"C","date":"2003"},{"title":"X"},{"title":"C","date":"2003"},{"id":"a","title":"Other"}]"#,
        );
        let found = |index| find_again(&old, EventId::from_index(index), &new).map(EventId::index);
        assert_eq!([found(0), found(1), found(2)], [Some(3), Some(0), Some(2)]);
        assert_eq!(find_again(&new, EventId::from_index(1), &old), None);
    }
}
