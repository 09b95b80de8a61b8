//! One edit of a timeline, and the file with it.

use std::time::Duration;

use dateline_formats::{FileBytes, Format, patched};
use dateline_time::Date;
use dateline_timeline::model::{Change, Edit, Event, EventId, Timeline};

use crate::report::{Samples, timed};

/// The edits that are measured, each with its name.
pub fn edits(timeline: &Timeline) -> Vec<(&'static str, Edit)> {
    let id = EventId::from_index(timeline.len() / 2);
    let put = |change: &dyn Fn(&mut Event)| {
        let mut event = timeline.event(id).into_owned();
        change(&mut event);
        Edit::Event { id, change: Change::Put(Box::new(event)) }
    };
    let added = Event::new("an-event-of-the-benchmark", "Added");
    vec![
        ("title", put(&|event| event.title.push('!'))),
        ("date", put(&|event| event.date = Date::parse("1950-05").ok())),
        ("insert", Edit::Event { id: timeline.next_event(), change: Change::Insert(Box::new(added)) }),
        ("remove", Edit::Event { id, change: Change::Remove }),
    ]
}

/// How long an edit takes.
pub fn done(timeline: &Timeline, edit: &Edit, times: usize) -> Samples {
    let one = || timed(|| timeline.edited(std::slice::from_ref(edit)).expect("an edit that fits")).0;
    Samples::new((0..times).map(|_| one()).collect())
}

/// How long it takes to write an edit into the bytes of the file.
pub fn written(bytes: &FileBytes, timeline: &Timeline, edit: &Edit, times: usize) -> Samples {
    let edited = timeline.edited(std::slice::from_ref(edit)).expect("an edit that fits").timeline;
    let one = || -> Duration {
        let (time, bytes) = timed(|| patched(bytes, Format::Dateline, timeline, &edited));
        bytes.expect("a sound file");
        time
    };
    Samples::new((0..times).map(|_| one()).collect())
}
