//! Edits done to a timeline: the timeline that results, and what takes them back.
//!
//! Cost of a list of edits: the events that they change; a copy of the overlay; where the dates of events
//! change, one copy of the order of time (4 bytes an event) with a search for each. More is paid only by
//! edits that change more: another zone of the file reads all dates again, an entry put among others
//! renumbers its column, and an event at one end of time that moves away makes all ranges be looked at for
//! the new end.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::edit::{Edit, Edited, FileHead};
use super::error::EditError;
use super::overlay::{EditedRow, Overlay};
use super::timeline_draft::Draft;
use crate::model::facts::widened;
use crate::model::order::{self, SortKey};
use crate::model::packed_ranges::Ranges;
use crate::model::timeline::Timeline;
use crate::model::{Event, EventId, TimelineHead};
use dateline_time::{Date, TimePoint, TimeRange};

/// The order of time is patched up to this share of changed events, one in so many, and sorted anew beyond.
const PATCHED_UP_TO: usize = 16;

impl Timeline {
    /// The timeline with the edits done to it, in their order, and the edits that lead back. It shares the
    /// text and the columns with this one; see the module for what an edit costs. All edits are done or
    /// none.
    ///
    /// # Errors
    /// Where an edit names what is not there, takes a key that another entry has, removes what is in use,
    /// makes an event a part of itself; or this is a timeline of several files.
    pub fn edited(&self, edits: &[Edit]) -> Result<Edited, EditError> {
        if !self.parts().is_empty() {
            return Err(EditError::Combined);
        }
        let mut draft = Draft::new(self);
        for edit in edits {
            let inverse = put_into(&mut draft, edit)?;
            draft.inverse.push(inverse);
        }
        draft.link()?;
        let timeline = self.with_draft(&draft);
        Ok(Edited { timeline, inverse: draft.inverse })
    }

    fn with_draft(&self, draft: &Draft<'_>) -> Timeline {
        let mut edited = self.clone();
        if let Cow::Owned(head) = &draft.head {
            edited.head = Arc::new(head.clone());
        }
        let mut overlay = match &self.overlay {
            Some(overlay) => (**overlay).clone(),
            None => Overlay::new(self.columns.facts.len()),
        };
        if let Some(renumbering) = &draft.renumbering {
            let mut references = (*self.columns.references).clone();
            references.rename(&renumbering.as_renaming());
            edited.columns.references = Arc::new(references);
            edited.renumbering = Some(Arc::new(match &self.renumbering {
                Some(before) => before.then(renumbering),
                None => renumbering.clone(),
            }));
            for row in overlay.rows_mut() {
                renumber_row(row, |event| renumbering.apply(event), draft);
            }
        }
        let zone = draft.head.zone;
        let has_other_zone = zone != self.zone();
        if has_other_zone {
            edited.columns.ranges = Arc::new(self.ranges_in(draft, &overlay));
            for row in overlay.rows_mut() {
                renumber_row(row, |_| (), draft);
            }
        }
        for (id, event) in &draft.changes {
            let row = event.as_ref().map(|event| EditedRow::of(*id, event.clone(), zone));
            overlay.put(*id, row);
        }
        edited.overlay = Some(Arc::new(overlay));
        if has_other_zone {
            edited.order_anew();
        } else {
            let changed: Vec<EventId> = draft.changes.keys().copied().collect();
            edited.patch_order(self, &changed);
        }
        edited
    }

    /// The ranges of all events of the columns in the zone that the draft has.
    fn ranges_in(&self, draft: &Draft<'_>, overlay: &Overlay) -> Ranges {
        let mut ranges = Ranges::default();
        for index in 0..self.columns.facts.len() {
            let id = EventId::from_index(index);
            let is_own = self.columns.facts.zone(id).is_some() || overlay.has(id);
            let range = if is_own {
                self.columns.ranges.get(index)
            } else {
                let date = Date::parse(self.columns.texts.date(index)).ok();
                date.map(|date| date.range(draft.head.zone))
            };
            ranges.push(range);
        }
        ranges.shrink_to_fit();
        ranges
    }

    /// Makes the order of time, the extent and the list of promises anew. Linear in the number of events.
    pub(in crate::model) fn order_anew(&mut self) {
        let ids: Vec<EventId> = self.ids().collect();
        self.chronological = Arc::new(order::chronological(&ids, |id| self.range(id)));
        self.extent = self.whole_extent();
        self.recurring = Arc::new(ids.into_iter().filter(|id| self.recurs(*id)).collect());
    }

    fn whole_extent(&self) -> Option<(TimePoint, TimePoint)> {
        self.ids().fold(None, |extent, id| widened(extent, self.range(id)))
    }

    /// Brings the order of time, the extent and the list of promises up to date with changed events.
    fn patch_order(&mut self, before: &Timeline, changed: &[EventId]) {
        if changed.len() > before.len() / PATCHED_UP_TO {
            self.order_anew();
            return;
        }
        let key = |timeline: &Timeline, id: EventId| {
            timeline.holds(id).then(|| SortKey::of(id, timeline.range(id)))
        };
        let moved = changed.iter().map(|id| (key(before, *id), key(self, *id)));
        let moved: Vec<_> = moved.filter(|(former, now)| former != now).collect();
        if !moved.is_empty() {
            let removed = moved.iter().filter_map(|(former, _)| *former).collect();
            let added = moved.iter().filter_map(|(_, now)| *now).collect();
            let key = |id| SortKey::of(id, before.range(id));
            self.chronological = Arc::new(order::patched(&before.chronological, removed, added, key));
        }
        self.patch_extent(before, changed);
        let recur = |timeline: &Timeline| {
            let recurring = changed.iter().filter(|id| timeline.holds(**id) && timeline.recurs(**id));
            recurring.copied().collect::<BTreeSet<EventId>>()
        };
        let (former, now) = (recur(before), recur(self));
        if former != now {
            let kept = before.recurring.iter().filter(|id| !former.contains(id)).copied();
            let mut recurring: Vec<EventId> = kept.chain(now).collect();
            recurring.sort_unstable();
            self.recurring = Arc::new(recurring);
        }
    }

    /// The extent widens with what comes; only where what stood at an end of it moves is all looked at.
    fn patch_extent(&mut self, before: &Timeline, changed: &[EventId]) {
        let extent_of = |range: Option<TimeRange>| widened(None, range);
        let stood_at_an_end = changed.iter().filter(|id| before.holds(**id)).any(|id| {
            match (before.extent, extent_of(before.range(*id))) {
                (Some((first, last)), Some((from, to))) => {
                    before.range(*id) != self.range(*id) && (from == first || to == last)
                }
                _ => false,
            }
        });
        self.extent = if stood_at_an_end {
            self.whole_extent()
        } else {
            changed.iter().fold(before.extent, |extent, id| widened(extent, self.range(*id)))
        };
    }
}

/// Does one edit, and gives its inverse.
fn put_into(draft: &mut Draft<'_>, edit: &Edit) -> Result<Edit, EditError> {
    Ok(match edit {
        Edit::Event { id, change } => Edit::Event { id: *id, change: draft.event(*id, change)? },
        Edit::Lane { id, change } => Edit::Lane { id: *id, change: draft.lane(*id, change)? },
        Edit::Actor { id, change } => Edit::Actor { id: *id, change: draft.actor(*id, change)? },
        Edit::Source { id, change } => Edit::Source { id: *id, change: draft.source(*id, change)? },
        Edit::Tag { id, change } => Edit::Tag { id: *id, change: draft.tag(*id, change)? },
        Edit::Story { index, change } => Edit::Story { index: *index, change: draft.story(*index, change)? },
        Edit::Head(head) => {
            let former = FileHead::of_head(&draft.head);
            put_head(draft.head.to_mut(), (**head).clone());
            Edit::Head(Box::new(former))
        }
    })
}

fn put_head(head: &mut TimelineHead, put: FileHead) {
    let FileHead { title, description, zone, zone_is_stated, display_zones, view, extra } = put;
    head.title = title;
    head.description = description;
    head.zone = zone;
    head.zone_is_stated = zone_is_stated;
    head.display_zones = display_zones;
    head.view = view;
    head.extra = extra;
}

/// Makes a row of the overlay anew.
fn renumber_row(row: &mut Arc<EditedRow>, change: impl Fn(&mut Event), draft: &Draft<'_>) {
    let mut event = row.event.clone();
    change(&mut event);
    let id = row.id;
    *row = Arc::new(EditedRow::of(id, event, draft.head.zone));
}
