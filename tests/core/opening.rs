//! Where files open: the words of the last events have room, and single moments have time round them.

use dateline_picture::layout::{Viewport, initial_viewport};
use dateline_picture::scene::Size;
use dateline_picture::text::{Faces, Ruler, Weight};
use dateline_time::{Date, TimePoint};
use dateline_timeline::model::{Event, Timeline, TimelineBuilder};
use proptest::prelude::*;

const SIZE: Size = Size::new(1000.0, 700.0);

fn timeline(events: &[(String, String)]) -> Timeline {
    let mut builder = TimelineBuilder::default();
    for (place, (date, title)) in events.iter().enumerate() {
        let mut event = Event::new(format!("e{place}"), title);
        event.date = Date::parse(date).ok();
        builder.event(event);
    }
    builder.build()
}

fn days(view: &Viewport) -> f64 {
    view.span_seconds() / 86_400.0
}

proptest! {
    #[test]
    fn the_words_of_the_last_events_have_room(years in prop::collection::vec(1800..2020_i32, 2..9), length in 1..50_usize) {
        let title = "Signed at sea ".repeat(4).chars().take(length).collect::<String>();
        let events: Vec<_> = years.iter().map(|year| (format!("{year}-06-01"), title.clone())).collect();
        let timeline = timeline(&events);
        let view = initial_viewport(&timeline, None, SIZE);
        let words = Faces::bundled_only().width(&title, 12.0, Weight::Regular);
        let range = |year: i32| Date::parse(&format!("{year}-06-01")).unwrap().range(timeline.zone()).hull();
        for year in years {
            let x = view.x_from_time(range(year).0.unwrap()) as f32;
            prop_assert!(x >= 0.0 && x + 13.0 + words <= SIZE.width, "{year} at {x}, words {words}");
        }
    }
}

#[test]
fn long_words_leave_the_events_most_of_the_width() {
    let long = "Very long words ".repeat(30);
    let timeline = timeline(&[("1900-01-01".to_owned(), "A".to_owned()), ("2000-01-01".to_owned(), long)]);
    let view = initial_viewport(&timeline, None, SIZE);
    let x = view.x_from_time(timeline.extent().unwrap().1);
    assert!((640.0..=660.0).contains(&x), "{x}");
}

#[test]
fn a_single_moment_has_time_round_it() {
    for (date, expected) in
        [("2021-08-23T10:00Z", 1.0), ("2021-08-23", 30.0), ("2021-08", 366.0), ("2021", 3_653.0)]
    {
        let alone = vec![(date.to_owned(), "One".to_owned())];
        assert!((days(&initial_viewport(&timeline(&alone), None, SIZE)) - expected).abs() < 0.5, "{date}");
        let fifty = vec![(date.to_owned(), "One of many".to_owned()); 50];
        assert!((days(&initial_viewport(&timeline(&fifty), None, SIZE)) - expected).abs() < 0.5, "{date}");
    }
}

#[test]
fn a_file_without_places_in_time_opens_at_the_year_round_now() {
    let now = TimePoint::from_seconds(1_795_305_600);
    let view = initial_viewport(&timeline(&[(String::new(), "Undated".to_owned())]), Some(now), SIZE);
    assert!((days(&view) - 365.0).abs() < 1.0);
    assert!((view.x_from_time(now) - 500.0).abs() < 1.0);
}
