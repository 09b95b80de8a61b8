//! How wide the titles of a timeline are: measured when first asked for, then known to every labelling.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::text::{Ruler, Weight};
use dateline_timeline::model::{EventId, Timeline};

/// The widths of the titles of one timeline at one size of label, in the regular weight.
///
/// Four bytes for each event. Many threads may ask at once, without locks; two that measure the same title at
/// the same time find the same. Share one in an `Arc` between all labellings of a timeline.
#[derive(Debug)]
pub struct TitleWidths {
    size: f32,
    /// The bits of each width in points; 0 is not measured yet, or nothing.
    widths: Vec<AtomicU32>,
}

impl TitleWidths {
    /// Nothing measured yet, for labels of a size in points.
    pub fn new(timeline: &Timeline, size: f32) -> TitleWidths {
        TitleWidths { size, widths: (0..timeline.id_count()).map(|_| AtomicU32::new(0)).collect() }
    }

    /// The width of a title in points at a size; a size other than its own is measured each time. The ruler
    /// must always be the same.
    pub fn width(&self, timeline: &Timeline, event: EventId, ruler: &dyn Ruler, size: f32) -> f32 {
        let measured = || ruler.width(timeline.event_title(event), size, Weight::Regular);
        let Some(slot) = self.widths.get(event.index()).filter(|_| size == self.size) else {
            return measured();
        };
        match slot.load(Ordering::Relaxed) {
            0 => {
                let width = measured();
                slot.store(width.to_bits(), Ordering::Relaxed);
                width
            }
            bits => f32::from_bits(bits),
        }
    }
}
