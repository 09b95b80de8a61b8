//! TimelineJS 3: one slide an event, with dates exactly as fine as they are stated. What such a date cannot
//! say stands beside it as `display_date`, which is shown in its place.
//!
//! Years count as they are shown there: -44 is 44 BCE, and there is no year 0. There is one clock for all:
//! times of day are told by that of the timeline's zone, so that their order is true; days stay as they are
//! stated. Status, citations and promises become paragraphs of the text, because a viewer has to see them;
//! events without a date have no slide. What was an era, and words that stood for a date, are so again.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use super::event_text::{Cited, date_text, fields_beside, recurrence_text, status_text, whole_title};
use super::losses_of_head::{Held, Holds, Names, leave_head};
use super::markdown_to_html::{escaped, html_from_markdown, linked};
use super::saving::Saving;
use super::vtimezone::point_of;
use crate::format::Format;
use crate::import::timelinejs::slide::{ERAS, SHOWN_DATE};
use crate::report::losses::{Fate, Losses, Thing};
use dateline_time::{Beyond, ClockReading, Date, Plain, Reading, Zone};
use dateline_timeline::model::{Event, EventId, Status, Timeline};

/// Years that the dates of JavaScript can count to; beyond them the scale is another one.
const JAVASCRIPT_YEARS: std::ops::RangeInclusive<i64> = -271_820..=275_759;

/// Years before this one BCE are those of geology.
const DEEP_TIME: i64 = 9_999;

/// The timeline as TimelineJS.
pub(super) fn write(saving: &Saving<'_>, losses: &mut Losses) -> Option<Vec<u8>> {
    let timeline = saving.timeline;
    let names = Names::of(timeline);
    let (mut slides, mut eras, mut written) = (Vec::new(), Vec::new(), Vec::<EventId>::new());
    let mut told_tag = timeline.tags().iter().position(|tag| tag == ERAS.1);
    let mut is_deep = false;
    for id in timeline.ids() {
        saving.check_cancel()?;
        let event = timeline.event(id);
        match event.date.as_ref().and_then(Date::plain) {
            Some(plain) => {
                is_deep |= !JAVASCRIPT_YEARS.contains(&plain.from.year)
                    || plain.to.is_some_and(|to| !JAVASCRIPT_YEARS.contains(&to.year));
                let slide = slide(&event, plain, timeline, &names, losses);
                let has_tag = event.tags.iter().any(|tag| Some(tag.index()) == told_tag);
                if has_tag && is_era(&event, &names) {
                    eras.push(era(slide));
                } else {
                    slides.push(slide);
                    told_tag = told_tag.filter(|_| !has_tag);
                }
                written.push(id);
            }
            None => losses.dropped(Thing::UndatedEvent, 1),
        }
    }
    let mut file = Map::new();
    let (title, description) = (timeline.title(), timeline.description());
    if !title.is_empty() || !description.is_empty() {
        let text = json!({ "headline": escaped(title), "text": html_from_markdown(description) });
        file.insert("title".to_owned(), json!({ "text": text }));
    }
    if is_deep {
        file.insert("scale".to_owned(), json!("cosmological"));
    }
    file.insert("events".to_owned(), slides.into());
    if !eras.is_empty() {
        file.insert("eras".to_owned(), eras.into());
    }
    let holds = Holds { title: true, description: true, lanes: Held::Named, told_tag, ..Holds::default() };
    leave_head(saving, &written, holds, losses);
    let mut bytes = serde_json::to_vec_pretty(&Value::Object(file)).ok()?;
    bytes.push(b'\n');
    Some(bytes)
}

/// Whether an event that is tagged as an era was one in a file of TimelineJS.
fn is_era(event: &Event, names: &Names<'_>) -> bool {
    names.lane_of(event) == ERAS.0
}

/// A slide as an era, which has two ends and no group.
fn era(slide: Map<String, Value>) -> Map<String, Value> {
    let mut era = slide;
    era.remove("group");
    if let (false, Some(start)) = (era.contains_key("end_date"), era.get("start_date").cloned()) {
        era.insert("end_date".to_owned(), start);
    }
    era
}

/// The words that stood for the date in a file of TimelineJS, if they still are what is said about it.
fn shown_date(event: &Event) -> Option<&str> {
    let (_, json) = event.extra.iter().find(|(name, _)| name == Format::TimelineJs.key())?;
    let kept: Value = serde_json::from_str(json).ok()?;
    let is_shown = kept.get(SHOWN_DATE).is_some_and(|shown| shown == &event.date_note);
    is_shown.then_some(event.date_note.as_str())
}

/// Counts the fields beside an event that are not written.
fn leave_fields(event: &Event, losses: &mut Losses) {
    for (name, json) in fields_beside(event) {
        let mut json = Cow::Borrowed(json.as_str());
        if name == Format::TimelineJs.key()
            && let Ok(Value::Object(mut kept)) = serde_json::from_str(&json)
            && kept.remove(SHOWN_DATE).is_some()
        {
            if kept.is_empty() {
                continue;
            }
            json = Value::Object(kept).to_string().into();
        }
        losses.fields([&(name.clone(), json.into_owned())]);
    }
}

fn slide(
    event: &Event,
    plain: Plain,
    timeline: &Timeline,
    names: &Names<'_>,
    losses: &mut Losses,
) -> Map<String, Value> {
    let mut slide = Map::new();
    let (from, to) = by_one_clock(event, &plain, timeline.zone(), losses);
    slide.insert("start_date".to_owned(), date_parts(&from));
    if let Some(to) = &to {
        slide.insert("end_date".to_owned(), date_parts(to));
    }
    let what = match plain.beyond {
        Beyond::Nothing => None,
        Beyond::OpenEnd => Some(Thing::OpenEnd),
        Beyond::Doubt => Some(Thing::UncertainDate),
        Beyond::Season => Some(Thing::Season),
    };
    if let (Some(thing), Some(date)) = (what, &event.date) {
        losses.as_text(thing, true);
        slide.insert(SHOWN_DATE.to_owned(), json!(date_text(date)));
    }
    let shown = shown_date(event).filter(|_| what.is_none());
    if let Some(words) = shown {
        slide.insert(SHOWN_DATE.to_owned(), json!(escaped(words)));
    }
    losses.dropped(Thing::Zone, usize::from(event.zone.is_some()));
    let text = text(event, shown.is_some(), timeline, losses);
    let headline = escaped(&whole_title(event));
    slide.insert("text".to_owned(), json!({ "headline": headline, "text": text }));
    let lane = names.lane_of(event);
    if !lane.is_empty() {
        slide.insert("group".to_owned(), json!(lane));
    }
    if event.key_is_stated {
        slide.insert("unique_id".to_owned(), json!(event.key));
    }
    slide
}

/// The body of a slide, and what of the event is in no part of it.
fn text(event: &Event, is_note_shown: bool, timeline: &Timeline, losses: &mut Losses) -> String {
    let Event {
        key: _,
        key_is_stated: _,
        title: _,
        date: _,
        date_note: _,
        unreadable_date: _,
        zone: _,
        status,
        as_of,
        lane: _,
        // Both are counted once for the whole file.
        actors: _,
        tags: _,
        importance,
        place: _,
        summary: _,
        citations,
        relations,
        recurrence,
        extra: _,
    } = event;
    let mut text = String::new();
    let says_status = *status != Status::Happened || as_of.is_some();
    losses.as_text(Thing::Status, says_status);
    losses.as_text(Thing::AsOf, as_of.is_some());
    if says_status {
        text.push_str(&format!("<p>{}</p>", escaped(&status_text(event))));
    }
    let date_note = event.shown_date_note();
    let is_note_told = !date_note.is_empty() && !is_note_shown;
    losses.as_text(Thing::DateNote, is_note_told);
    if is_note_told {
        text.push_str(&format!("<p>{}</p>", escaped(&date_note)));
    }
    text.push_str(&html_from_markdown(&event.summary_with_place()));
    if let Some(promise) = recurrence {
        let words = recurrence_text(promise);
        losses.as_text(Thing::Recurrence, !words.is_empty());
        losses.dropped(Thing::Recurrence, usize::from(words.is_empty()));
        losses.fields(&promise.extra);
        if !words.is_empty() {
            text.push_str(&format!("<p>Again: {}</p>", escaped(&words)));
        }
    }
    for citation in citations {
        losses.as_text(Thing::Citation, true);
        text.push_str(&cited_html(&Cited::of(citation, timeline)));
    }
    losses.dropped(Thing::Relation, relations.len());
    losses.dropped(Thing::Importance, usize::from(*importance != Event::DEFAULT_IMPORTANCE));
    leave_fields(event, losses);
    text
}

fn cited_html(cited: &Cited<'_>) -> String {
    let quote =
        cited.quote.map_or(String::new(), |quote| format!("<blockquote>“{}”</blockquote>", escaped(quote)));
    let note = Some(cited.note).filter(|note| !note.is_empty());
    let note = note.map_or(String::new(), |note| format!("<p>{}</p>", escaped(note)));
    let byline =
        if cited.byline.is_empty() { String::new() } else { format!(", {}", escaped(&cited.byline)) };
    format!("{quote}{note}<p>Source: {}{byline}</p>", linked(cited.title, cited.url.as_deref()))
}

/// A date as its parts.
fn date_parts(reading: &Reading) -> Value {
    let mut parts = Map::new();
    // 1 BCE is the year 0 of astronomers; in deep time one year is nothing, and its numbers stay as they are.
    let year = if (-DEEP_TIME..=0).contains(&reading.year) { reading.year - 1 } else { reading.year };
    parts.insert("year".to_owned(), json!(year));
    let clock = reading.clock;
    let fields = [
        ("month", reading.month),
        ("day", reading.day),
        ("hour", clock.map(|clock| clock.hour)),
        ("minute", clock.map(|clock| clock.minute)),
        ("second", clock.and_then(|clock| clock.second)),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            parts.insert(name.to_owned(), json!(value));
        }
    }
    Value::Object(parts)
}

/// The ends of an event's date with their times of day as clocks of `zone` show them.
fn by_one_clock(event: &Event, plain: &Plain, zone: Zone, losses: &mut Losses) -> (Reading, Option<Reading>) {
    let own = event.zone.unwrap_or(zone);
    let told = |reading: Reading| in_zone(&reading, own, zone).map_or((reading, 0), |there| (there, 1));
    let (from, first_moved) = told(plain.from);
    let (to, last_moved) = plain.to.map(told).unzip();
    let moved = first_moved + last_moved.unwrap_or(0);
    let day = |reading: &Reading| (reading.year, reading.month, reading.day);
    if to.is_some_and(|to| to.day.is_some() && day(&to) < day(&from)) {
        // A day and a time of it cannot be told apart by a clock that is on another day.
        losses.dropped(Thing::TimeOfDay, moved);
        let bare = |reading: Reading| Reading { clock: None, ..reading };
        return (bare(plain.from), plain.to.map(bare));
    }
    losses.count(Thing::TimeOfDay, Fate::ByClockOf(zone.name()), moved);
    (from, to)
}

/// The reading as clocks in a zone show it; `None` where it is that already, or no time of day.
fn in_zone(reading: &Reading, own: Zone, zone: Zone) -> Option<Reading> {
    let clock = reading.clock?;
    let point = match clock.offset {
        Some(offset) => point_of(reading, offset),
        None if own == zone => return None,
        None => own.point_from_civil(Zone::UTC.civil_from_point(point_of(reading, 0))),
    };
    let civil = zone.civil_from_point(point);
    Some(Reading {
        year: civil.year,
        month: Some(civil.month),
        day: Some(civil.day),
        clock: Some(ClockReading {
            hour: civil.hour,
            minute: civil.minute,
            second: clock.second.map(|_| civil.second),
            offset: None,
        }),
    })
}
