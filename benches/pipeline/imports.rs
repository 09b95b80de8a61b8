//! Files of other programs: the same made-up history as a table and as TimelineJS, read from bytes to
//! something that can be explored.
//!
//! The limit of the table is one pass of the csv crate over all its fields, that of TimelineJS one typed,
//! borrowing pass of serde_json over the same bytes.

use dateline_formats::{FileBytes, Loaded};
use dateline_timeline::model::{EventId, Timeline};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::report::{Samples, sampled};

/// A file in a foreign format, and how its limit is measured.
pub struct Import {
    pub name: &'static str,
    pub bytes: FileBytes,
    pub limit_name: &'static str,
    pub limit: fn(&[u8], usize) -> Samples,
}

impl Import {
    /// The history as a table.
    pub fn table(timeline: &Timeline) -> Import {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["id", "title", "date", "lane", "tags", "summary"]).unwrap();
        for id in timeline.ids() {
            let row = Row::of(timeline, id);
            writer
                .write_record([&row.key, &row.title, &row.date, &row.lane, &row.tags, &row.summary])
                .unwrap();
        }
        let bytes = FileBytes::from(writer.into_inner().unwrap());
        Import { name: "table.csv", bytes, limit_name: "csv", limit: pass_over_table }
    }

    /// The history as TimelineJS has it.
    pub fn timelinejs(timeline: &Timeline) -> Import {
        let slide = |id: EventId| {
            let row = Row::of(timeline, id);
            let mut slide = json!({
                "unique_id": row.key,
                "group": row.lane,
                "text": {"headline": row.title, "text": format!("<p>{}</p>", row.summary)},
            });
            let (from, to) = row.date.split_once('/').unwrap_or((row.date.as_str(), ""));
            slide["start_date"] = parts(from);
            if to.starts_with(|letter: char| letter.is_ascii_digit()) {
                slide["end_date"] = parts(to);
            }
            slide
        };
        let events: Vec<Value> = timeline.ids().map(slide).collect();
        let bytes = FileBytes::from(serde_json::to_vec(&json!({"events": events})).unwrap());
        Import { name: "timeline.json", bytes, limit_name: "serde", limit: pass_over_slides }
    }

    /// Reads it, a few times.
    pub fn read(&self, least: usize) -> Samples {
        sampled(least, || self.load())
    }

    /// From bytes to something that can be explored.
    pub fn load(&self) -> Loaded {
        dateline_formats::load_with(&self.bytes, self.name, &mut |_| {}).expect("it can be read")
    }
}

struct Row {
    key: String,
    title: String,
    date: String,
    lane: String,
    tags: String,
    summary: String,
}

impl Row {
    fn of(timeline: &Timeline, id: EventId) -> Row {
        let lane = timeline.lane(id).and_then(|lane| timeline.lanes().get(lane.index()));
        let tags: Vec<&str> = timeline.tags_of(id).iter().map(|tag| timeline.tag(*tag)).collect();
        Row {
            key: timeline.key(id).into_owned(),
            title: timeline.event_title(id).to_owned(),
            date: timeline.date(id).map_or(String::new(), |date| date.text().to_owned()),
            lane: lane.map_or(String::new(), |lane| lane.label.clone()),
            tags: tags.join("; "),
            summary: timeline.event(id).summary.clone(),
        }
    }
}

/// The parts that TimelineJS knows of a date; of a date that it cannot say the year, of none 1900.
fn parts(date: &str) -> Value {
    let digits = |part: &str| part.chars().take_while(char::is_ascii_digit).collect::<String>();
    let mut fields =
        date.trim_start_matches(['[', '{']).split('-').map(digits).filter(|part| !part.is_empty());
    let year = fields.next().unwrap_or_else(|| "1900".to_owned());
    let mut parts = json!({ "year": year });
    for name in ["month", "day"] {
        if let Some(part) = fields.next().filter(|part| part.len() == 2 && part.as_str() <= "12") {
            parts[name] = part.into();
        }
    }
    parts
}

fn pass_over_table(bytes: &[u8], least: usize) -> Samples {
    sampled(least, || {
        let mut reader = csv::Reader::from_reader(bytes);
        let mut record = csv::ByteRecord::new();
        let mut length = 0;
        while reader.read_byte_record(&mut record).expect("a table of our own") {
            length += record.iter().map(<[u8]>::len).sum::<usize>();
        }
        length
    })
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "reading the fields is all there is to do")]
struct Slides<'a> {
    #[serde(borrow)]
    events: Vec<Slide<'a>>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "reading the fields is all there is to do")]
struct Slide<'a> {
    #[serde(borrow)]
    unique_id: crate::typed::Words<'a>,
    group: crate::typed::Words<'a>,
    text: Text<'a>,
    start_date: Day<'a>,
    end_date: Option<Day<'a>>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "reading the fields is all there is to do")]
struct Text<'a> {
    #[serde(borrow)]
    headline: crate::typed::Words<'a>,
    text: crate::typed::Words<'a>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "reading the fields is all there is to do")]
struct Day<'a> {
    #[serde(borrow)]
    year: crate::typed::Words<'a>,
    month: Option<crate::typed::Words<'a>>,
    day: Option<crate::typed::Words<'a>>,
}

fn pass_over_slides(bytes: &[u8], least: usize) -> Samples {
    sampled(least, || {
        let slides: Slides<'_> = serde_json::from_slice(bytes).expect("slides of our own");
        slides
    })
}
