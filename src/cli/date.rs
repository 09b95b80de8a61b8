//! `dateline date`: what one date says, as text and as four points in time.

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::output;
use dateline_time::{Date, DateError, EndKind, Extent, TimePoint, TimeRange, Zone};

/// Explain one date: its words, and the points in time between which it lies
#[derive(Debug, Args)]
pub struct DateArgs {
    /// The date in EDTF, such as 2021-08, 2022-03-29T13:30 or 1965~
    #[arg(allow_hyphen_values = true)]
    text: String,
    /// The zone that its days are days in, by its IANA name
    #[arg(long, default_value = "UTC")]
    zone: String,
    /// The zone to show it in; without it, the same
    #[arg(long = "in", value_name = "ZONE")]
    display: Option<String>,
    /// Print it as JSON
    #[arg(long)]
    json: bool,
}

/// What `--json` prints. The points are RFC 3339 with the offset of the display zone; years before 0000 and
/// after 9999 have a sign; null is unbounded.
#[derive(Serialize)]
struct Report<'r> {
    edtf: &'r str,
    words: String,
    precision: &'r str,
    start_kind: &'r str,
    end_kind: &'r str,
    earliest_start: Option<String>,
    latest_start: Option<String>,
    earliest_end: Option<String>,
    latest_end: Option<String>,
}

/// How many characters of a wrong text are shown before and after the place where it goes wrong.
const SHOWN_AROUND: usize = 40;

impl DateArgs {
    /// Prints the date.
    ///
    /// # Errors
    /// When the text is not a date, a zone is not known, or the output cannot be written.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let zone = parse_zone(&self.zone)?;
        let display = self.display.as_deref().map_or(Ok(zone), parse_zone)?;
        let date =
            Date::parse(&self.text).map_err(|error| anyhow::anyhow!(pointed_out(&self.text, &error)))?;
        let range = date.range(zone);
        if self.json {
            output::print_json(&report(&date, &range, display))?;
        } else {
            output::print_lines(&explanation(&date, zone, display))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The zone with that name, or an error that suggests another.
fn parse_zone(name: &str) -> anyhow::Result<Zone> {
    Zone::parse(name).map_err(|error| match &error.suggestion {
        Some(suggestion) => anyhow::anyhow!("{error}\n  {suggestion} has a similar name"),
        None => anyhow::anyhow!("{error}\n  Give an IANA name such as Asia/Singapore, or UTC"),
    })
}

fn report<'r>(date: &'r Date, range: &TimeRange, display: Zone) -> Report<'r> {
    let shown = |point: Option<TimePoint>| point.map(|point| display.rfc3339(point));
    Report {
        edtf: date.text(),
        words: plain(&date.label()),
        precision: date.precision().name(),
        start_kind: range.start_kind.name(),
        end_kind: range.end_kind.name(),
        earliest_start: shown(range.earliest_start),
        latest_start: shown(range.latest_start),
        earliest_end: shown(range.earliest_end),
        latest_end: shown(range.latest_end),
    }
}

/// The date as lines for people.
fn explanation(date: &Date, zone: Zone, display: Zone) -> Vec<String> {
    let mut rows = vec![
        ("EDTF".to_owned(), date.text().to_owned()),
        ("Precision".to_owned(), date.precision().name().to_owned()),
    ];
    for shown in [Some(zone), Some(display).filter(|display| *display != zone)].into_iter().flatten() {
        let shift = date.shift_text(zone, shown).map(|shift| format!(", {shift}")).unwrap_or_default();
        rows.push((shown.place(), format!("{}{shift}", plain(&date.text_in(zone, shown)))));
    }
    let range = date.range(zone);
    let side = |earliest, latest, kind| side_text(earliest, latest, kind, display);
    match range.extent {
        Extent::Instant => rows.push(("A moment".to_owned(), moment_text(&range, display))),
        Extent::Interval => {
            rows.push(("Start".to_owned(), side(range.earliest_start, range.latest_start, range.start_kind)));
            rows.push(("End".to_owned(), side(range.earliest_end, range.latest_end, range.end_kind)));
        }
    }
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let lines = rows.iter().map(|(name, value)| format!("  {name:<width$}  {value}"));
    std::iter::once(plain(&date.label())).chain(lines).collect()
}

/// Words with a plain space where the window has one that does not break, so that output can be searched.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

/// Between which points a moment lies.
fn moment_text(range: &TimeRange, display: Zone) -> String {
    match (range.earliest_start, range.latest_end) {
        (None, None) => "at any time".to_owned(),
        (earliest, latest) => between(earliest, latest, display),
    }
}

/// Between which points one side of a stretch lies.
fn side_text(earliest: Option<TimePoint>, latest: Option<TimePoint>, kind: EndKind, display: Zone) -> String {
    match kind {
        EndKind::Open if earliest.or(latest).is_none() => "open".to_owned(),
        EndKind::Unknown => "not known".to_owned(),
        _ => between(earliest, latest, display),
    }
}

/// "from … until …", as far as there are bounds.
fn between(earliest: Option<TimePoint>, latest: Option<TimePoint>, display: Zone) -> String {
    let from = earliest.map(|point| format!("from {}", display.rfc3339(point)));
    let until = latest.map(|point| format!("before {}", display.rfc3339(point)));
    from.into_iter().chain(until).collect::<Vec<_>>().join(", ")
}

/// What is wrong with a text, the text with a mark under the place, and what to do.
fn pointed_out(text: &str, error: &DateError) -> String {
    let letters: Vec<char> =
        text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let start = error.offset.saturating_sub(SHOWN_AROUND);
    let before: String = letters.iter().take(error.offset).skip(start).collect();
    let after: String = letters.iter().skip(error.offset).take(SHOWN_AROUND).collect();
    let (cut_before, cut_after) = (
        if start > 0 { "…" } else { "" },
        if letters.len() > error.offset + SHOWN_AROUND { "…" } else { "" },
    );
    let width: usize = cut_before.chars().chain(before.chars()).map(columns).sum();
    let mut lines = if text.trim().is_empty() {
        vec![error.message.clone()]
    } else {
        vec![
            // The number too: a log and a screen reader cannot show what the caret stands under.
            format!("{} (character {})", error.message, error.offset + 1),
            format!("  {cut_before}{before}{after}{cut_after}"),
            format!("  {}^", " ".repeat(width)),
        ]
    };
    lines.extend(error.hint.as_ref().map(|hint| format!("  {hint}")));
    lines.join("\n")
}

/// How many columns of a terminal a letter takes: two for those of East Asia, one for all others.
fn columns(letter: char) -> usize {
    let is_wide = matches!(
        u32::from(letter),
        0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f | 0xff00..=0xff60
    );
    if is_wide { 2 } else { 1 }
}
