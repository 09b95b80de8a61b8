//! Samples, figures made from them, and how they are printed: a line of JSON each, or a table with the bars.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use serde::Serialize;

/// How long each thing took, the shortest first.
#[derive(Clone, Default)]
pub struct Samples(Vec<Duration>);

impl Samples {
    pub fn new(mut samples: Vec<Duration>) -> Samples {
        samples.sort_unstable();
        Samples(samples)
    }

    /// What the fastest so much of all took at most, in milliseconds.
    pub fn at(&self, share: f64) -> f64 {
        let place = ((self.0.len() as f64 * share) as usize).min(self.0.len().saturating_sub(1));
        self.0.get(place).map_or(0.0, |took| took.as_secs_f64() * 1000.0)
    }
}

/// Does something once if `least` is 1, else again and again: at least `least` times, then until a second and
/// a half or 40 times are over. What it gives is thrown away outside the measurement.
pub fn sampled<T>(least: usize, mut work: impl FnMut() -> T) -> Samples {
    let began = Instant::now();
    let mut samples = Vec::new();
    let goes_on = |done: usize| least > 1 && done < 40 && began.elapsed() < Duration::from_millis(1_500);
    while samples.len() < least || goes_on(samples.len()) {
        let (took, made) = timed(&mut work);
        samples.push(took);
        drop(made);
    }
    Samples::new(samples)
}

pub fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let began = Instant::now();
    let made = std::hint::black_box(work());
    (began.elapsed(), made)
}

/// A limit, measured before and after a stage.
#[derive(Clone, Copy)]
pub struct Limit {
    pub name: &'static str,
    before: f64,
    after: f64,
}

impl Limit {
    /// Measures the limit, does the work, and measures it again.
    pub fn around<T>(
        name: &'static str,
        mut limit: impl FnMut() -> Samples,
        work: impl FnOnce() -> T,
    ) -> (Limit, T) {
        let before = limit().at(0.5);
        let made = work();
        (Limit { name, before, after: limit().at(0.5) }, made)
    }

    fn milliseconds(&self) -> f64 {
        f64::midpoint(self.before, self.after)
    }

    /// By which share the limit changed meanwhile.
    fn noise(&self) -> f64 {
        (self.after - self.before).abs() / self.milliseconds().max(f64::MIN_POSITIVE)
    }
}

/// One line of the report.
#[derive(Clone, Serialize)]
struct Line {
    stage: &'static str,
    events: u64,
    view: String,
    p50_ms: f64,
    p95_ms: f64,
    max_ms: f64,
    limit: &'static str,
    limit_ms: f64,
    ratio: f64,
    noise: f64,
    rss_mb: Option<f64>,
    #[serde(skip)]
    bar: Option<f64>,
}

/// What has been measured.
pub struct Report {
    is_json: bool,
    lines: Vec<Line>,
    faults: Vec<String>,
}

/// A figure on its way into the report.
pub struct Figure<'f> {
    pub stage: &'static str,
    pub events: u64,
    pub view: &'f str,
    pub samples: &'f Samples,
    pub limit: Limit,
    /// The ratio that must not be exceeded at a million events.
    pub bar: f64,
}

fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

impl Report {
    pub fn new(is_json: bool) -> Report {
        Report { is_json, lines: Vec::new(), faults: Vec::new() }
    }

    /// Adds a figure; that of frames is their 95th percentile.
    pub fn add(&mut self, figure: &Figure<'_>) {
        let Figure { samples, limit, .. } = figure;
        let counts = samples.at(if figure.stage == "frame" { 0.95 } else { 0.5 });
        let line = Line {
            stage: figure.stage,
            events: figure.events,
            view: figure.view.to_owned(),
            p50_ms: rounded(samples.at(0.5)),
            p95_ms: rounded(samples.at(0.95)),
            max_ms: rounded(samples.at(1.0)),
            limit: limit.name,
            limit_ms: rounded(limit.milliseconds()),
            ratio: rounded(counts / limit.milliseconds().max(f64::MIN_POSITIVE)),
            noise: rounded(limit.noise()),
            rss_mb: None,
            bar: Some(figure.bar),
        };
        self.print(line);
    }

    /// Adds the peak of memory, in bytes, beside the size of the file.
    pub fn add_memory(&mut self, events: u64, peak: f64, size: f64) {
        let ratio = rounded(peak / size.max(1.0));
        let rss_mb = Some(rounded(peak / 1e6));
        let line = Line { ratio, rss_mb, limit: "file", bar: Some(2.0), ..blank("memory", events, "peak") };
        self.print(line);
    }

    /// Adds what must be none: labels that overlap, events that are neither labelled nor counted.
    pub fn add_counts(&mut self, events: u64, view: &str, (overlaps, missing): (usize, usize)) {
        if overlaps + missing > 0 {
            self.faults.push(format!(
                "{view}, {events} events: {overlaps} labels overlap, {missing} events are missing"
            ));
        }
        let ratio = (overlaps + missing) as f64;
        self.print(Line { ratio, limit: "none", bar: Some(0.0), ..blank("counts", events, view) });
    }

    fn print(&mut self, line: Line) {
        if self.is_json {
            println!("{}", serde_json::to_string(&line).expect("numbers and words"));
        } else {
            if self.lines.is_empty() {
                println!(
                    "{:<14}{:>10}  {:<22}{:>10}{:>10}{:>10}  {:<7}{:>10}{:>7}{:>9}{:>7}",
                    "stage",
                    "events",
                    "view",
                    "p50 ms",
                    "p95 ms",
                    "max ms",
                    "limit",
                    "ms",
                    "noise",
                    "ratio",
                    "bar"
                );
            }
            let bar = line.bar.map_or(String::new(), |bar| format!("{bar:.1}"));
            let verdict = match line.bar {
                Some(bar) if line.ratio > bar => "above",
                Some(_) => "met",
                None => "",
            };
            println!(
                "{:<14}{:>10}  {:<22}{:>10.3}{:>10.3}{:>10.3}  {:<7}{:>10.3}{:>6.0}%{:>9.2}{bar:>7} {verdict}",
                line.stage,
                line.events,
                line.view,
                line.p50_ms,
                line.p95_ms,
                line.max_ms,
                line.limit,
                line.limit_ms,
                line.noise * 100.0,
                line.ratio
            );
        }
        self.lines.push(line);
    }

    /// Prints how frames of large files compare with those of the smallest, and says how it went.
    pub fn finish(&self) -> ExitCode {
        let frames = || self.lines.iter().filter(|line| line.stage == "frame");
        let smallest = frames().map(|line| line.events).min();
        for line in frames().filter(|line| Some(line.events) != smallest) {
            let base = frames().find(|other| Some(other.events) == smallest && other.view == line.view);
            let Some(base) = base.filter(|base| base.p50_ms > 0.0) else { continue };
            let ratio = rounded(line.p50_ms / base.p50_ms);
            let bar = if line.events > 1_000_000 { 2.0 } else { 1.5 };
            if self.is_json {
                let flat = Line { ratio, limit: "smallest", limit_ms: base.p50_ms, ..line.clone() };
                println!("{}", serde_json::to_string(&Line { stage: "flatness", ..flat }).expect("numbers"));
            } else {
                let verdict = if ratio > bar { "above" } else { "met" };
                println!(
                    "flatness      {:>10}  {:<22} {ratio:.2} of {} events, bar {bar:.1} {verdict}",
                    line.events, line.view, base.events
                );
            }
        }
        for fault in &self.faults {
            eprintln!("{fault}");
        }
        let is_measured = |line: &Line| line.ratio.is_finite() && line.p50_ms.is_finite();
        let is_sound = !self.lines.is_empty() && self.lines.iter().all(is_measured) && self.faults.is_empty();
        if is_sound { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

fn blank(stage: &'static str, events: u64, view: &str) -> Line {
    Line {
        stage,
        events,
        view: view.to_owned(),
        p50_ms: 0.0,
        p95_ms: 0.0,
        max_ms: 0.0,
        limit: "",
        limit_ms: 0.0,
        ratio: 0.0,
        noise: 0.0,
        rss_mb: None,
        bar: None,
    }
}
