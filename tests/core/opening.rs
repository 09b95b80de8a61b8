//! Where files open: from the first event to the last, and single moments have time round them.

use dateline_picture::layout::{Viewport, initial_viewport};
use dateline_picture::scene::Size;
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
    fn the_view_ends_with_the_data(years in prop::collection::vec(1800..2020_i32, 2..9), length in 1..500_usize, width in 200.0..4_000.0_f32) {
        prop_assume!(years.iter().min() != years.iter().max());
        let title = "Signed at sea ".repeat(40).chars().take(length).collect::<String>();
        let events: Vec<_> = years.iter().map(|year| (format!("{year}-06-01"), title.clone())).collect();
        let timeline = timeline(&events);
        let view = initial_viewport(&timeline, None, Size::new(width, 700.0));
        let (first, last) = timeline.extent().unwrap();
        let air = 24.0_f64.min(f64::from(width) * 0.03);
        prop_assert!((view.x_from_time(first) - air).abs() < 0.5, "{}", view.x_from_time(first));
        prop_assert!((f64::from(width) - view.x_from_time(last) - air).abs() < 0.5, "{}", view.x_from_time(last));
    }
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
