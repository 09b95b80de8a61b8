//! What one event looks like at any scale: the room it needs in its row, its body and its words.
//!
//! Everything here depends on the event, its words' width and the scale alone, so that labelling can
//! promise once for all scales what no frame breaks.

use super::footprint::{Footprint, Limit, Limits, needed_scale};
use super::{Body, Metrics, SpanEnd, Viewport};
use dateline_time::{EndKind, Extent, Qualifier, TimePoint, TimeRange};
use dateline_timeline::model::{EventId, Timeline};

/// Doubt of up to a day (and the hour of a clock change) at the end of a span is drawn as known: "22–24
/// August" are three whole days.
const DAY: i64 = 25 * 3600;
/// PackedTimes further out than this (73 billion years) are drawn here, so that half seconds fit in 64 bits.
const FAR: i64 = (1 << 61) - 1;
/// In half seconds: nothing ends before, and nothing starts after.
const NEVER_BEGAN: i64 = i64::MIN;
const NEVER_ENDS: i64 = i64::MAX;

/// A bar is never narrower than this, in points where labels have 12, like the following lengths.
const LEAST_BAR: f32 = 4.0;
/// How far the range fades of which only one bound is known.
const BEYOND: f32 = 60.0;
/// A soft range that is drawn reaches at least this far from the mark.
const LEAST_HALO: f32 = 14.0;
/// From a narrow soft range to a label beside it.
const HALO_AIR: f32 = 4.0;
/// From a wide soft range to a label after it.
const AFTER_HALO: f32 = 6.0;

/// Half seconds from the epoch, so that the middle of two seconds has a number.
fn half_seconds(time: TimePoint) -> i64 {
    2 * time.seconds().clamp(-FAR, FAR)
}

/// One end of something that lasted, in half seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Bound {
    /// Between an outer and an inner moment.
    Stated { outer: i64, inner: i64 },
    /// There is none.
    Open,
    /// Nobody knows.
    Unknown,
}

/// What happened, in half seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Form {
    /// At some moment between the two.
    Point { from: i64, to: i64 },
    /// At some moment before (or after) the one.
    Beyond { at: i64, is_before: bool },
    /// From a start to an end, at least one of them stated.
    Span { start: Bound, end: Bound },
}

/// An event with the width of its words, ready to be drawn at any scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct EventExtent {
    form: Form,
    /// Width of the words.
    width: f32,
    /// From the mark to the words.
    gap: f32,
    /// Whether the mark carries a qualifier on both sides.
    is_qualified: bool,
    /// Whether its soft range fades out to half its length beyond the bounds ("about").
    is_approximate: bool,
    /// All lengths are for labels of 12 points, times this.
    unit: f32,
}

/// Where words stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LabelPosition {
    /// Left edge.
    pub left: f64,
    /// Whether they stand on their bar.
    pub is_inside: bool,
    /// How many points follow them on the visible part of a bar whose start is off-screen; an addition must
    /// fit here.
    pub room: f64,
}

/// What the mark carries, beside its form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marking {
    /// A wave, dots or both on each side.
    pub is_qualified: bool,
    /// The range fades beyond its bounds.
    pub is_approximate: bool,
}

impl EventExtent {
    /// The shape of an event whose date has this range and whose words are that wide; `None` when no bound
    /// gives it a place.
    pub fn new(range: &TimeRange, width: f32, marking: Marking, metrics: &Metrics) -> Option<EventExtent> {
        let form = Form::new(range)?;
        let gap = if marking.is_qualified { metrics.qualified_label_gap } else { metrics.label_gap };
        let is_qualified = marking.is_qualified;
        Some(EventExtent {
            form,
            width,
            gap,
            is_qualified,
            is_approximate: marking.is_approximate,
            unit: metrics.unit(),
        })
    }

    /// The moment, in half seconds, at which its tick stands in the density strip: the middle of a point's
    /// range, the start of a span.
    fn anchor(&self) -> i64 {
        match self.form {
            Form::Point { from, to } => middle(from, to),
            Form::Beyond { at, .. } => at,
            Form::Span { start: Bound::Stated { outer, .. }, .. } => outer,
            Form::Span { end: Bound::Stated { outer, .. }, .. } => outer,
            Form::Span { .. } => 0,
        }
    }

    /// In seconds: the moment of its tick, and the stretch that it covers. The first is within the others,
    /// the end beyond both.
    pub fn stretch(&self) -> (i64, i64, i64) {
        let anchor = self.anchor().div_euclid(2);
        let (from, to) = match self.form {
            Form::Point { from, to } => (from, to),
            Form::Beyond { at, .. } => (at, at),
            Form::Span { start, end } => {
                let from = match (start, end) {
                    (Bound::Stated { outer, .. }, _) => outer,
                    (Bound::Open, _) => NEVER_BEGAN,
                    (Bound::Unknown, Bound::Stated { inner, .. }) => inner,
                    (Bound::Unknown, _) => self.anchor(),
                };
                let to = match (start, end) {
                    (_, Bound::Stated { outer, .. }) => outer,
                    (_, Bound::Open) => NEVER_ENDS,
                    (Bound::Stated { inner, .. }, Bound::Unknown) => inner,
                    (_, Bound::Unknown) => self.anchor(),
                };
                (from, to)
            }
        };
        let end = if to == NEVER_ENDS { i64::MAX } else { to.div_euclid(2) };
        (from.div_euclid(2).min(anchor), anchor, end.max(anchor.saturating_add(1)))
    }

    /// How long a bar is drawn of which only one end is stated: room for its words, then the fade and a "?".
    fn half_known_length(&self) -> f32 {
        (self.width + 24.0 * self.unit).max(60.0 * self.unit) + self.unknown_tail()
    }

    /// Room for the "?" beyond a bar.
    fn unknown_tail(&self) -> f32 {
        14.0 * self.unit
    }

    /// The room it needs in its row.
    pub fn footprint(&self) -> Footprint {
        let unit = self.unit;
        let air = 4.0 * unit;
        let side = if self.is_qualified { 20.0 } else { 14.0 } * unit;
        let whole = |left: [Limit; 2], right: [Limit; 2]| Footprint {
            left: Limits::new(left),
            right: Limits::new(right),
            after: 0.0,
            after_until: 0.0,
        };
        match self.form {
            Form::Point { from, to } => {
                let fade = if self.is_approximate { (to - from) / 2 } else { 0 };
                let center = middle(from, to);
                let beside_dot = self.gap.max((LEAST_HALO + HALO_AIR) * unit);
                let label = Limit::new(center, (beside_dot + self.width + air).max(side));
                let left = [Limit::new(from.saturating_sub(fade), 2.0 * unit), Limit::new(center, side)];
                let mut footprint = whole(left, [Limit::new(to.saturating_add(fade), 2.0 * unit), label]);
                if to > from {
                    footprint.after = AFTER_HALO * unit + self.width + air;
                    footprint.after_until = needed_scale(center, to, self.needed_in_halo());
                }
                footprint
            }
            Form::Beyond { at, is_before } => {
                let before = if is_before { BEYOND * unit } else { side };
                let text = Limit::new(at, (self.beside_beyond(is_before) + self.width + air).max(side));
                whole([Limit::new(at, before); 2], [text; 2])
            }
            Form::Span { start, end } => {
                let long = self.half_known_length() + air;
                let left = match (start, end) {
                    (Bound::Stated { outer, .. }, _) => Limit::new(outer, 0.0),
                    (Bound::Unknown, Bound::Stated { outer, inner }) => {
                        Limit::new(inner_unless_known(outer, inner), long)
                    }
                    _ => Limit::new(NEVER_BEGAN, 0.0),
                };
                let right = match (start, end) {
                    (_, Bound::Stated { outer, .. }) => Limit::new(outer, 0.0),
                    (Bound::Stated { outer, inner }, Bound::Unknown) => {
                        Limit::new(inner_unless_known(outer, inner), long)
                    }
                    _ => Limit::new(NEVER_ENDS, 0.0),
                };
                let mut footprint = whole([left; 2], [right; 2]);
                if let (Bound::Stated { outer, .. }, Bound::Stated { .. }) = (start, end) {
                    footprint.right = Limits::new([right, Limit::new(outer, LEAST_BAR * unit)]);
                }
                if let (Bound::Stated { outer: from, .. }, Bound::Stated { outer: to, .. }) = (start, end) {
                    // Bars that follow each other share a row; a label after a bar keeps its neighbour away.
                    footprint.after = (LEAST_BAR + 6.0) * unit + self.width + air;
                    footprint.after_until = needed_scale(from, to, self.width + 24.0 * unit);
                }
                footprint
            }
        }
    }

    /// Its body in a view, and where its words stand.
    pub fn place(&self, viewport: &Viewport, now: TimePoint) -> (Body, LabelPosition) {
        match self.form {
            Form::Point { from, to } => self.place_point(viewport, from, to),
            Form::Beyond { at, is_before } => {
                let x = viewport.x_from_half_seconds(at);
                let far = x + f64::from(self.unit * if is_before { -BEYOND } else { BEYOND });
                let range = Some((narrow(x.min(far)), narrow(x.max(far))));
                let label = self.label_at(x + f64::from(self.beside_beyond(is_before)));
                (Body::Point { x: narrow(x), range }, label)
            }
            Form::Span { start, end } => self.place_span(viewport, now, start, end),
        }
    }

    /// From the mark of something before or after a moment to its label: beside the range, never half on it.
    fn beside_beyond(&self, is_before: bool) -> f32 {
        if is_before { self.gap } else { (BEYOND + AFTER_HALO) * self.unit }
    }

    fn label_at(&self, left: f64) -> LabelPosition {
        LabelPosition { left, is_inside: false, room: 0.0 }
    }

    fn place_point(&self, viewport: &Viewport, from: i64, to: i64) -> (Body, LabelPosition) {
        let unit = f64::from(self.unit);
        let (left, right) = (viewport.x_from_half_seconds(from), viewport.x_from_half_seconds(to));
        let center = viewport.x_from_half_seconds(middle(from, to));
        if right - left < 10.0 * unit {
            return (
                Body::Point { x: narrow(center), range: None },
                self.label_at(center + f64::from(self.gap)),
            );
        }
        let needed = f64::from(self.needed_in_halo());
        let side = 20.0 * unit;
        let view_width = f64::from(viewport.width());
        if right - center >= needed {
            // The label stands in the range; where that is partly off-screen, ring and label stay on the
            // screen.
            let x = if center < side {
                center.max(side.min(right - needed))
            } else {
                center.min((view_width - needed).max(left + side))
            };
            let body = Body::Point { x: narrow(x), range: Some((narrow(left), narrow(right))) };
            return (body, self.label_at(x + f64::from(self.gap)));
        }
        // The label stands beside the range: words never straddle its edge.
        let nearest = side.min(right);
        let x = center.clamp(nearest, (view_width - side).max(left).max(nearest));
        let halo = right.max(center + f64::from(LEAST_HALO) * unit);
        let fade = if self.is_approximate { (right - left) / 2.0 } else { 0.0 };
        let air = if halo - center <= 20.0 * unit { HALO_AIR } else { AFTER_HALO };
        let beside = (halo + fade + f64::from(air) * unit).max(center + f64::from(self.gap));
        let body = Body::Point { x: narrow(x), range: Some((narrow(left), narrow(right))) };
        (body, self.label_at(beside))
    }

    /// What a label in the right half of a soft range needs of it in points: the gap to the mark, itself, and
    /// air.
    fn needed_in_halo(&self) -> f32 {
        self.gap + self.width + 20.0 * self.unit
    }

    fn place_span(
        &self,
        viewport: &Viewport,
        now: TimePoint,
        start: Bound,
        end: Bound,
    ) -> (Body, LabelPosition) {
        let unit = f64::from(self.unit);
        let x = |at: i64| viewport.x_from_half_seconds(at);
        let view_width = f64::from(viewport.width());
        let long = f64::from(self.half_known_length() - self.unknown_tail());
        let known_inside = |bound: Bound| match bound {
            Bound::Stated { outer, inner } => x(inner_unless_known(outer, inner)),
            Bound::Open | Bound::Unknown => 0.0,
        };
        // The whole extent, as if the view had no edges.
        let left = match start {
            Bound::Stated { outer, .. } => x(outer),
            Bound::Open => f64::NEG_INFINITY,
            Bound::Unknown => known_inside(end) - long,
        };
        let right = match end {
            Bound::Stated { outer, .. } => x(outer).max(left + f64::from(LEAST_BAR) * unit),
            // It runs to "now" and not beyond; what only begins later gets a stub with its arrow.
            Bound::Open => {
                let now = viewport.x_from_time(now);
                if now > left { now.max(left + f64::from(LEAST_BAR) * unit) } else { left + 28.0 * unit }
            }
            Bound::Unknown => known_inside(start) + long,
        };
        let (soft_left, soft_right) = (self.soft_end(viewport, start), self.soft_end(viewport, end));
        let fade = (0.4 * long).min(110.0 * unit);
        let is_seen = right > 0.0 && left < view_width;
        let start_end = match (start, soft_left) {
            (Bound::Open, _) => SpanEnd::Open,
            (Bound::Unknown, _) => SpanEnd::Unknown(narrow(left + fade)),
            _ if is_seen && left < 0.0 && soft_left.is_none_or(|inner| inner < 0.0) => SpanEnd::OffScreen,
            (_, Some(inner)) => SpanEnd::Soft(narrow(inner.min((left + right) / 2.0))),
            _ => SpanEnd::Known,
        };
        let end_end = match (end, soft_right) {
            (Bound::Open, _) => SpanEnd::Open,
            (Bound::Unknown, _) => SpanEnd::Unknown(narrow(right - fade)),
            _ if right > view_width && soft_right.is_none_or(|inner| inner > view_width) => {
                SpanEnd::OffScreen
            }
            (_, Some(inner)) => SpanEnd::Soft(narrow(inner.max((left + right) / 2.0))),
            _ => SpanEnd::Known,
        };
        let cut = |at: f64, kind: SpanEnd| match kind {
            SpanEnd::Open | SpanEnd::OffScreen => narrow(at.clamp(0.0, view_width)),
            _ => narrow(at),
        };
        // A point of canvas separates bars that follow each other.
        let is_long = right - left > 2.0 * f64::from(LEAST_BAR) * unit;
        let gap = if is_long && !matches!(end_end, SpanEnd::Open | SpanEnd::OffScreen) { unit } else { 0.0 };
        let body = Body::Span {
            left: cut(left, start_end),
            right: cut(right - gap, end_end),
            start: start_end,
            end: end_end,
        };
        let label_left = self.label_left(viewport, now, start, end).map(|inset| match start {
            // Before the doubt about the end, which may be wider than the view.
            Bound::Unknown => known_inside(end) - inset,
            Bound::Stated { .. } | Bound::Open => left + inset,
        });
        (body, self.span_text(viewport, left, right, label_left))
    }

    /// The inner edge of an end that is drawn soft.
    fn soft_end(&self, viewport: &Viewport, bound: Bound) -> Option<f64> {
        let Bound::Stated { outer, inner } = bound else { return None };
        if inner_unless_known(outer, inner) == outer {
            return None;
        }
        let doubt = points_between(viewport, outer, inner).abs();
        (doubt >= 10.0 * f64::from(self.unit)).then(|| viewport.x_from_half_seconds(inner))
    }

    /// How far inside the bar's start (or, where that is unknown, its end) the words begin; `None` when they
    /// stand after it. Computed from times and scale alone, and of a stated bar with the very number that
    /// labelling used.
    fn label_left(&self, viewport: &Viewport, now: TimePoint, start: Bound, end: Bound) -> Option<f64> {
        let unit = f64::from(self.unit);
        let needed = f64::from(self.width) + 24.0 * unit;
        let lead = |outer: i64, inner: i64| {
            let doubt = points_between(viewport, outer, inner);
            if inner_unless_known(outer, inner) == outer || doubt < 10.0 * unit { 0.0 } else { doubt }
        };
        match (start, end) {
            (Bound::Unknown, _) => Some(f64::from(self.width) + 16.0 * unit),
            (Bound::Open, _) => Some(8.0 * unit),
            (Bound::Stated { outer, inner }, Bound::Unknown) => Some(lead(outer, inner) + 8.0 * unit),
            (Bound::Stated { outer, inner }, Bound::Open) => {
                let length = points_between(viewport, outer, half_seconds(now));
                let lead = lead(outer, inner);
                let lead = if length - lead >= needed { lead } else { 0.0 };
                (length >= needed).then_some(lead + 8.0 * unit)
            }
            (
                Bound::Stated { outer: from, inner: from_inner },
                Bound::Stated { outer: to, inner: to_inner },
            ) => {
                // The doubt about the end lies before it.
                let (start, end) = (lead(from, from_inner), points_between(viewport, to_inner, to));
                let solid = points_between(viewport, from, to) - start - end;
                let inset = if solid >= needed { start } else { 0.0 };
                let is_inside = viewport.points_per_second() >= self.footprint().after_until;
                is_inside.then_some(inset + 8.0 * unit)
            }
        }
    }

    fn span_text(
        &self,
        viewport: &Viewport,
        left: f64,
        right: f64,
        label_left: Option<f64>,
    ) -> LabelPosition {
        let unit = f64::from(self.unit);
        let width = f64::from(self.width);
        let Some(rest) = label_left else {
            return self.label_at(right + 6.0 * unit);
        };
        // Off-screen the words stay at the edge, as far as the bar goes.
        let at_edge = (22.0 * unit).min(right - 16.0 * unit - width);
        let label_left = rest.max(at_edge);
        let visible_right = right.min(f64::from(viewport.width()));
        let room = if left < 0.0 { visible_right - 16.0 * unit - label_left - width } else { 0.0 };
        LabelPosition { left: label_left, is_inside: true, room: room.max(0.0) }
    }
}

/// Points from one moment to another, in half seconds; the same wherever the view stands.
fn points_between(viewport: &Viewport, from: i64, to: i64) -> f64 {
    (i128::from(to) - i128::from(from)) as f64 / 2.0 * viewport.points_per_second()
}

impl Form {
    fn new(range: &TimeRange) -> Option<Form> {
        if range.extent == Extent::Instant {
            let (from, to) =
                (range.earliest_start.or(range.earliest_end), range.latest_end.or(range.latest_start));
            return match (from.map(half_seconds), to.map(half_seconds)) {
                (Some(from), Some(to)) => Some(Form::Point { from, to: to.max(from) }),
                (Some(at), None) => Some(Form::Beyond { at, is_before: false }),
                (None, Some(at)) => Some(Form::Beyond { at, is_before: true }),
                (None, None) => None,
            };
        }
        let bound = |outer: Option<TimePoint>, inner: Option<TimePoint>, kind: EndKind| match (
            outer.or(inner).map(half_seconds),
            inner.or(outer).map(half_seconds),
        ) {
            (Some(outer), Some(inner)) => Bound::Stated { outer, inner },
            _ if kind == EndKind::Open => Bound::Open,
            _ => Bound::Unknown,
        };
        let start = bound(range.earliest_start, range.latest_start, range.start_kind);
        let mut end = bound(range.latest_end, range.earliest_end, range.end_kind);
        if let (Bound::Stated { outer: from, .. }, Bound::Stated { outer: to, inner }) = (start, end) {
            // An end before its start is reported by the loader; here it is drawn as no time at all.
            end = Bound::Stated { outer: to.max(from), inner: inner.max(from) };
        }
        let is_placed = [start, end].iter().any(|bound| matches!(bound, Bound::Stated { .. }));
        is_placed.then_some(Form::Span { start, end })
    }
}

/// The outer moment of an end whose doubt is drawn as known, else the inner one.
fn inner_unless_known(outer: i64, inner: i64) -> i64 {
    if outer.abs_diff(inner) <= 2 * DAY as u64 { outer } else { inner }
}

/// The middle of two moments.
fn middle(from: i64, to: i64) -> i64 {
    from + (to - from) / 2
}

/// To the precision of the painters; clamped where nobody can see it, so that sums stay finite.
pub(super) fn narrow(x: f64) -> f32 {
    x.clamp(-1.0e6, 1.0e6) as f32
}

/// The extent of an event whose title is `width` points wide; `None` of one that has no position in time.
pub(super) fn extent_of(
    timeline: &Timeline,
    event: EventId,
    width: f32,
    metrics: &Metrics,
) -> Option<EventExtent> {
    let qualifier = timeline.qualifier(event);
    let marking = Marking {
        is_qualified: qualifier != Qualifier::Stated,
        is_approximate: matches!(qualifier, Qualifier::Approximate | Qualifier::Both),
    };
    EventExtent::new(&timeline.range(event)?, width, marking, metrics)
}
