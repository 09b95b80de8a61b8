//! `dateline render`: a file of events as an SVG or PNG picture, without a display.

use dateline_picture::scene::Size;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};
use clap::ValueEnum;

use super::output::{counted, report};
use crate::files;
use crate::publish::{PageInput, PageView, Pages, Stretch, composed_pages, write_pages};
use dateline_formats::{FINDINGS_LIMIT, LoadError, Loaded, Severity, has_unlisted};
use dateline_picture::export::PictureFormat;
use dateline_picture::layout::{PictureContext, initial_viewport};
use dateline_picture::scene::Theme;
use dateline_picture::text::Faces;
use dateline_time::{Date, Precision, SECONDS_PER_DAY, TimePoint, Zone, grouped};
use dateline_timeline::model::Timeline;
use dateline_timeline::query::{Attribute, LaneArrangement};

/// Draw a file of events as a picture
///
/// Exit code 0 when the picture is written, even if the file has findings (their number is printed to
/// standard error); 2 when it is not.
#[derive(Debug, clap::Args)]
pub struct Render {
    /// The file of events
    file: PathBuf,
    /// The picture; its ending says what it becomes: .svg or .png
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Width and height in points
    #[arg(long, value_name = "WIDTHxHEIGHT", default_value = "1600x900", value_parser = size)]
    size: Size,
    /// Pixels to the point, for PNG
    #[arg(long, value_name = "NUMBER", default_value = "1", value_parser = scale)]
    scale: f32,
    /// Where the picture begins, as a date such as 2021-07; otherwise where the file opens
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// Where it ends: the last date that is shown
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    /// What lanes are made of: lane (as the file says), actor, tag, status, source, publisher, grade, place,
    /// date, field:NAME for any further field of the events, or none for a single lane
    #[arg(long, value_name = "FIELD", default_value = "lane", value_parser = attribute)]
    lanes_by: Attribute,
    /// Light for paper and projectors, dark for dark pages
    #[arg(long, value_enum, default_value_t = ThemeName::Light)]
    theme: ThemeName,
    /// The time zone that dates are shown in, such as Asia/Singapore; otherwise the file's first
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
    /// The day that counts as now; otherwise today
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ThemeName {
    Light,
    Dark,
}

/// The smallest side that has room for title, axis, a lane and the sources.
const LEAST_SIDE: f32 = 300.0;
/// The longest side; a point of a picture is a pixel at least.
const MAX_SIDE: f32 = dateline_picture::export::SIDE_LIMIT as f32;

fn size(text: &str) -> Result<Size, String> {
    let sides = text.split_once(['x', 'X', '×']).and_then(|(width, height)| {
        Some((width.trim().parse::<u32>().ok()? as f32, height.trim().parse::<u32>().ok()? as f32))
    });
    let allowed = LEAST_SIDE..=MAX_SIDE;
    match sides {
        None => Err("a size is two whole numbers with an x between, such as 1600x900".to_owned()),
        Some((width, height)) if allowed.contains(&width) && allowed.contains(&height) => {
            Ok(Size::new(width, height))
        }
        Some(_) => Err(format!("each side must be {LEAST_SIDE} to {MAX_SIDE} points")),
    }
}

fn scale(text: &str) -> Result<f32, String> {
    let number = text.parse::<f32>().ok().filter(|scale| (0.1..=20.0).contains(scale));
    number.ok_or_else(|| "a scale is a number from 0.1 to 20, such as 2".to_owned())
}

fn attribute(text: &str) -> Result<Attribute, String> {
    Attribute::from_key(text).ok_or_else(|| {
        let keys: Vec<_> = Attribute::LISTED.iter().map(|attribute| attribute.key()).collect();
        format!("lanes are made of one of these: {}, or field:NAME", keys.join(", "))
    })
}

impl Render {
    /// Reads, draws, writes.
    ///
    /// # Errors
    /// When the file has nothing to show, an argument makes no sense, or the picture cannot be made or
    /// written.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        check_format(&self.output)?;
        let name = file_name(&self.file);
        let bytes = files::read(&self.file)?.into();
        let today = today(self.as_of.as_deref())?;
        let loaded = super::opened_file::loaded(&bytes, &self.file, today)
            .map_err(|error| unusable(&self.file, &error))?;
        let timeline = &loaded.timeline;
        let (zone, zone_name) = zone(&self, timeline)?;
        let now = moment(self.as_of.as_deref(), zone)?;
        let stretch = stretch(&self, timeline, zone)?;

        let faces = Faces::new();
        let theme = match self.theme {
            ThemeName::Light => Theme::light(),
            ThemeName::Dark => Theme::dark(),
        };
        let title = if timeline.title().is_empty() { name.as_str() } else { timeline.title() };
        let input = PageInput {
            context: PictureContext { timeline, ruler: &faces, zone, now },
            title,
            theme: &theme,
            zone_name: &zone_name,
            size: self.size,
        };
        let lanes = LaneArrangement::by(self.lanes_by);
        let pages = composed_pages(&input, &PageView { matches: None, stretch, lanes: &lanes });
        write_pages(&self.output, &pages.scenes, self.scale)?;
        print_notes(&self, &loaded, &pages);
        Ok(ExitCode::SUCCESS)
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Refuses a name that says no format before the file of events is read.
fn check_format(output: &Path) -> anyhow::Result<()> {
    let format = PictureFormat::of_path(output);
    format.map(drop).with_context(|| format!("{}: a picture's name ends in .svg or .png", output.display()))
}

fn unusable(file: &Path, error: &LoadError) -> anyhow::Error {
    let findings = match error.diagnostics().len() {
        0 => String::new(),
        count => format!(" ({})", counted(count, "finding")),
    };
    anyhow!("{}: {}{findings}", file.display(), error.sentences())
}

fn zone(args: &Render, timeline: &Timeline) -> anyhow::Result<(Zone, String)> {
    let known = timeline.display_zones();
    let Some(name) = &args.zone else {
        return known.into_iter().next().context("the file has no time zone");
    };
    let zone = Zone::parse(name).map_err(|error| match &error.suggestion {
        Some(suggestion) => anyhow!("--zone: {error}. Did you mean {suggestion}?"),
        None => anyhow!("--zone: {error}. Give an IANA name such as Asia/Singapore"),
    })?;
    let stated = known.into_iter().find(|(known, _)| *known == zone);
    Ok(stated.unwrap_or_else(|| (zone, zone.place())))
}

fn date(option: &str, text: &str) -> anyhow::Result<Date> {
    Date::parse(text).map_err(|error| {
        let hint = error.hint.as_deref().map(|hint| format!(". {hint}")).unwrap_or_default();
        anyhow!("{option} \"{text}\", character {}: {error}{hint}", error.offset + 1)
    })
}

/// The moment that counts as now: the first of a stated date, else the clock's.
fn moment(as_of: Option<&str>, zone: Zone) -> anyhow::Result<TimePoint> {
    let Some(text) = as_of else { return Ok(super::opened_file::now()) };
    let start = date("--as-of", text)?.range(zone).hull().0;
    start.with_context(|| format!("--as-of \"{text}\" does not begin anywhere"))
}

/// A moment of the day that counts as today while the file is read, when its zone is not known yet: that
/// day's noon in UTC lies within it in nearly every zone.
fn today(as_of: Option<&str>) -> anyhow::Result<TimePoint> {
    let start = moment(as_of, Zone::UTC)?;
    let is_day = as_of.map(|text| date("--as-of", text)).transpose()?;
    let is_day = is_day.is_some_and(|date| date.precision() <= Precision::Day);
    Ok(if is_day { start.saturating_add(SECONDS_PER_DAY / 2) } else { start })
}

/// What `--from` and `--to` ask for; `None` leaves it to the file.
fn stretch(args: &Render, timeline: &Timeline, zone: Zone) -> anyhow::Result<Option<Stretch>> {
    if args.from.is_none() && args.to.is_none() {
        return Ok(None);
    }
    let opening = initial_viewport(timeline, None, args.size);
    let from = match &args.from {
        None => opening.from(),
        Some(text) => {
            let start = date("--from", text)?.range(zone).hull().0;
            start.with_context(|| format!("--from \"{text}\" does not begin anywhere"))?
        }
    };
    let to = match &args.to {
        None => opening.to(),
        Some(text) => {
            let end = date("--to", text)?.range(zone).hull().1;
            end.with_context(|| format!("--to \"{text}\" does not end anywhere"))?
        }
    };
    if from >= to {
        let stated = |option: &str, text: &Option<String>| match text {
            Some(text) => format!("{option} {text}"),
            None => "the view of the file".to_owned(),
        };
        bail!(
            "{} does not begin before {} ends; give the earlier date to --from",
            stated("--from", &args.from),
            stated("--to", &args.to)
        );
    }
    Ok(Some(Stretch { from, to }))
}

/// Says on standard error what the picture does not: findings in the file, lanes that did not fit.
fn print_notes(args: &Render, loaded: &Loaded, pages: &Pages) {
    let findings = loaded.diagnostics.len().min(FINDINGS_LIMIT);
    if findings > 0 {
        let file = args.file.display();
        let errors = match loaded.count(Severity::Error) {
            0 => String::new(),
            1 => ", 1 of them an error".to_owned(),
            errors => format!(", {} of them errors", grouped(errors as u64)),
        };
        let bound = if has_unlisted(&loaded.diagnostics) { "at least " } else { "" };
        report(&format!(
            "dateline: {bound}{} in {file}{errors}; `dateline check {file}` lists them",
            counted(findings, "finding")
        ));
    }
    let mut missing = Vec::new();
    if pages.cut_lanes > 0 {
        missing.push(counted(pages.cut_lanes, "lane"));
    }
    if pages.is_without_legend {
        missing.push("the legend".to_owned());
    }
    if !missing.is_empty() {
        let (width, height) = (args.size.width, pages.whole_height);
        let remedy = if height <= MAX_SIDE {
            format!("--size {width}x{height} shows all")
        } else {
            "no size shows all".to_owned()
        };
        report(&format!("dateline: no room for {}; {remedy}", missing.join(" and ")));
    }
}
