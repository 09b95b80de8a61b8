//! Instants in seconds and the four-point range that a date stands for.

/// An instant: whole seconds from 1970-01-01T00:00:00Z, proleptic Gregorian, without leap seconds.
/// The range is ±292 billion years, which covers a file about the Big Bang.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct TimePoint(i64);

impl TimePoint {
    /// The earliest instant there is.
    pub const MIN: TimePoint = TimePoint(i64::MIN);
    /// The latest instant there is.
    pub const MAX: TimePoint = TimePoint(i64::MAX);

    /// The instant that many seconds from the Unix epoch.
    pub const fn from_seconds(seconds: i64) -> Self {
        TimePoint(seconds)
    }

    /// Seconds from the Unix epoch.
    pub const fn seconds(self) -> i64 {
        self.0
    }

    /// This instant moved by a number of seconds; it stops at the ends of time instead of wrapping.
    pub const fn saturating_add(self, seconds: i64) -> Self {
        TimePoint(self.0.saturating_add(seconds))
    }

    /// Seconds from `earlier` to this instant. Exact below 2^53 seconds (285 million years) of distance.
    pub fn seconds_since(self, earlier: TimePoint) -> f64 {
        (i128::from(self.0) - i128::from(earlier.0)) as f64
    }
}

/// What bounds one end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EndKind {
    /// A date is stated.
    Bounded,
    /// `..`: there is no end, it goes on (or has always been).
    Open,
    /// Empty: there is an end, but the source does not know it.
    Unknown,
}

impl EndKind {
    /// Its name in lower case: "open".
    pub const fn name(self) -> &'static str {
        match self {
            EndKind::Bounded => "bounded",
            EndKind::Open => "open",
            EndKind::Unknown => "unknown",
        }
    }
}

/// Whether something happened at a moment or lasted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Extent {
    /// It happened at some moment within the range.
    Instant,
    /// It lasted from a start to an end.
    Interval,
}

/// A date in a zone as four points, all half-open: August 2021 runs from 1 August 0:00 to 1 September 0:00.
///
/// An instant has both starts equal to both ends (`earliest_start == earliest_end`, `latest_start ==
/// latest_end`): it lies somewhere inside. An interval takes its start points from its first date and its
/// end points from its second. `None` is unbounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimeRange {
    /// The earliest moment at which it may have begun.
    pub earliest_start: Option<TimePoint>,
    /// The latest moment at which it may have begun.
    pub latest_start: Option<TimePoint>,
    /// The earliest moment at which it may have ended.
    pub earliest_end: Option<TimePoint>,
    /// The latest moment at which it may have ended.
    pub latest_end: Option<TimePoint>,
    /// What bounds the start.
    pub start_kind: EndKind,
    /// What bounds the end.
    pub end_kind: EndKind,
    /// A moment or a stretch.
    pub extent: Extent,
}

impl TimeRange {
    /// An instant known to lie in `[earliest, latest)`.
    pub fn instant(earliest: TimePoint, latest: TimePoint) -> Self {
        TimeRange {
            earliest_start: Some(earliest),
            latest_start: Some(latest),
            earliest_end: Some(earliest),
            latest_end: Some(latest),
            start_kind: EndKind::Bounded,
            end_kind: EndKind::Bounded,
            extent: Extent::Instant,
        }
    }

    /// The outermost stretch that the range can cover; `None` at a side that is unbounded.
    pub fn hull(&self) -> (Option<TimePoint>, Option<TimePoint>) {
        (
            self.earliest_start.or(self.earliest_end.filter(|_| self.extent == Extent::Instant)),
            self.latest_end,
        )
    }

    /// The point by which events are sorted and stepped through: the earliest start, else the earliest
    /// known bound. `None` when nothing is bounded.
    pub fn sort_key(&self) -> Option<TimePoint> {
        self.earliest_start.or(self.latest_start).or(self.earliest_end).or(self.latest_end)
    }

    /// Whether the two ranges can have a moment in common; unbounded sides reach as far as needed.
    pub fn can_overlap(&self, other: &TimeRange) -> bool {
        let (from, to) = self.hull();
        let (other_from, other_to) = other.hull();
        let begins_before = |a: Option<TimePoint>, b: Option<TimePoint>| match (a, b) {
            (Some(a), Some(b)) => a < b,
            _ => true,
        };
        begins_before(from, other_to) && begins_before(other_from, to)
    }
}
