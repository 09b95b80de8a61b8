//! A plain picture, until the layout is there.

use crate::layout::{
    AxisLayout, AxisTick, Body, Label, LaneBand, Mark, Metrics, Picture, Point, Rect, Viewport,
};
use crate::model::{EventId, LaneId, Timeline};
use crate::text::{Ruler, Weight};
use crate::time::{CivilTime, TimePoint, Zone};

/// What a pointer can be on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    /// An event.
    Event(EventId),
    /// A slot of a promise.
    Slot(EventId),
    /// A cell, as a place in the picture's list.
    Cell(usize),
}

pub fn hit(picture: &Picture, point: Point) -> Option<Hit> {
    picture.marks.iter().rev().find(|mark| mark.hit.contains(point)).map(|mark| Hit::Event(mark.event))
}

pub fn picture(timeline: &Timeline, viewport: Viewport, ruler: &dyn Ruler, now: TimePoint) -> Picture {
    let metrics = Metrics::default();
    let lanes = timeline.lanes().len() + 1;
    let height = (viewport.height() - metrics.axis_height) / lanes as f32;
    let mut bands = Vec::new();
    for index in 0..lanes {
        let top = metrics.axis_height + index as f32 * height;
        bands.push(LaneBand {
            lane: (index + 1 < lanes).then(|| LaneId::from_index(index)),
            name: timeline.lanes().get(index).map_or("Other", |lane| lane.label.as_str()).to_owned(),
            style_index: index,
            top,
            bottom: top + height,
            rows_top: top + 20.0,
            rows: 4,
            strip_top: top + height - 17.0,
        });
    }
    let mut marks = Vec::new();
    for (at, event) in timeline.chronological().iter().enumerate() {
        let Some(range) = timeline.range(*event) else { continue };
        let Some(point) = range.sort_key() else { continue };
        let band = timeline.lane(*event).map_or(lanes - 1, LaneId::index);
        let x = viewport.x_from_time(point) as f32;
        if x < 0.0 || x > viewport.width() {
            continue;
        }
        let y = bands.get(band).map_or(0.0, |band| band.rows_top) + 12.0 + 24.0 * (at % 4) as f32;
        let words = timeline.event_title(*event).to_owned();
        let width = ruler.width(&words, 12.0, Weight::Regular);
        marks.push(Mark {
            event: *event,
            band,
            center_y: y,
            body: Body::Point { x, range: None },
            label: Some(Label {
                left: x + 10.0,
                baseline: y + 4.0,
                width,
                words,
                addition: String::new(),
                is_inside: false,
            }),
            hit: Rect::new(x - 12.0, y - 12.0, x + 10.0 + width, y + 12.0),
        });
    }
    let mut major = Vec::new();
    for year in 1900..2100 {
        let civil = CivilTime { year, month: 1, day: 1, hour: 0, minute: 0, second: 0 };
        let x = viewport.x_from_time(Zone::UTC.point_from_civil(civil)) as f32;
        if x > 0.0 && x < viewport.width() {
            major.push(AxisTick { x, label: year.to_string(), label_x: x + 6.0 });
        }
    }
    Picture {
        viewport,
        metrics,
        axis: AxisLayout { major, minor: Vec::new() },
        bands,
        marks,
        slots: Vec::new(),
        slot_rows: Vec::new(),
        cells: Vec::new(),
        now_x: viewport.x_from_time(now) as f32,
        content_height: viewport.height(),
    }
}
