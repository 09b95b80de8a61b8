//! The lanes of a timeline with all events sorted into them, made once for a file and an arrangement.

use std::sync::Arc;

use dateline_timeline::model::Timeline;
use dateline_timeline::query::{Index, LaneArrangement, Lanes, Matches};

/// Lanes, and the index of all events by them.
///
/// It depends on the timeline and the lanes alone, so plans for every size of window and the overview share
/// one. It takes 16 bytes for each event that has a position in time, and is made in O(n log n).
#[derive(Clone, Debug)]
pub struct IndexedLanes {
    lanes: Arc<Lanes>,
    index: Arc<Index>,
}

impl IndexedLanes {
    /// Divides all events of a timeline into the lanes of an arrangement.
    pub fn new(timeline: &Timeline, arrangement: &LaneArrangement) -> IndexedLanes {
        let lanes = Arc::new(Lanes::of(timeline, arrangement));
        let index = Arc::new(Index::by_lanes(timeline, &Matches::of_all(timeline), &lanes));
        IndexedLanes { lanes, index }
    }

    /// How the events are divided into lanes.
    pub fn lanes(&self) -> &Arc<Lanes> {
        &self.lanes
    }

    /// All events of each lane, sorted by time.
    pub fn index(&self) -> &Arc<Index> {
        &self.index
    }
}
