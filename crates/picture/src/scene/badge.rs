//! Badges: whether a quotation stands in its source. A sign and a word, so that colour is never alone.

use super::shapes::{closed, open};
use super::{
    Anchor, Fill, Item, MarkKind, PathCommand, Point, Rect, Rgba8, Shape, Stroke, TextLine, TextStyle, Theme,
    TypeSize,
};
use crate::text::{Ruler, Weight};
use dateline_timeline::model::{Checked, Verdict};

/// What a badge says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    /// Whether the words stand in the source.
    pub verdict: Verdict,
    /// When the verdict is a recorded one rather than today's: "Checked on 22 November 2026". A recorded
    /// verdict is drawn as a ring instead of a disc.
    pub recorded: Option<String>,
}

impl Badge {
    /// The badge of a check that was just made.
    pub fn live(verdict: Verdict) -> Badge {
        Badge { verdict, recorded: None }
    }

    /// The badge of a check whose verdict stands in the file.
    pub fn recorded(checked: &Checked) -> Badge {
        let text = match &checked.on {
            Some(on) => format!("Checked on {}", on.label()),
            None => "Checked, date not stated".to_owned(),
        };
        Badge { verdict: checked.verdict, recorded: Some(text) }
    }

    /// The words in the badge.
    pub fn label(&self) -> &'static str {
        self.verdict.label()
    }

    /// What a screen reader and a tooltip say: "Verbatim. Checked on 22 November 2026".
    pub fn spoken(&self) -> String {
        match &self.recorded {
            Some(recorded) => format!("{}. {recorded}", self.label()),
            None => self.label().to_owned(),
        }
    }

    /// Width of the pill in points; `unit` is 1 in the window.
    pub fn width(&self, ruler: &dyn Ruler, unit: f32) -> f32 {
        ruler.width(self.label(), TypeSize::MICRO.size * unit, Weight::Regular) + 33.0 * unit
    }

    /// The pill, 20 high, with its left end and its middle line at a place.
    pub fn items(&self, theme: &Theme, ruler: &dyn Ruler, left_middle: Point, unit: f32) -> Item {
        let colors = theme.badge(self.verdict);
        let Point { x: left, y } = left_middle;
        let rect = Rect::new(left, y - 10.0 * unit, left + self.width(ruler, unit), y + 10.0 * unit);
        let mut items = vec![Item::Rect {
            rect,
            radius: 10.0 * unit,
            fill: Some(Fill::Solid(colors.fill)),
            stroke: None,
        }];
        items.extend(self.sign(theme, Point::new(left + 13.0 * unit, y), unit));
        items.push(Item::Text {
            at: Point::new(left + 24.0 * unit, y + 4.0 * unit),
            anchor: Anchor::Start,
            line: TextLine::new(
                ruler,
                self.label().to_owned(),
                TextStyle {
                    size: TypeSize::MICRO.size * unit,
                    bold: false,
                    color: colors.text,
                    struck: false,
                },
            ),
        });
        Item::Group { label: Some(self.spoken()), event: None, opacity: 1.0, clip: None, items }
    }

    /// The sign alone, 12.5 across.
    pub fn sign(&self, theme: &Theme, center: Point, unit: f32) -> Vec<Item> {
        let colors = theme.badge(self.verdict);
        let ink = colors.text;
        let ring = |radius: f32| Item::Circle {
            center,
            radius: radius * unit,
            fill: None,
            stroke: Some(Stroke::new(1.4 * unit, ink)),
        };
        let disc = Item::Circle { center, radius: 6.25 * unit, fill: Some(Fill::Solid(ink)), stroke: None };
        match self.verdict {
            Verdict::Verbatim if self.recorded.is_none() => vec![disc, check(center, unit, colors.fill)],
            Verdict::Verbatim | Verdict::SameWords => vec![ring(5.5), check(center, unit, ink)],
            Verdict::Near => vec![half_disc(center, 5.5 * unit, ink), ring(5.5)],
            Verdict::NotFound => warning_triangle(center, unit, ink, colors.fill),
            Verdict::NoSourceText => {
                let style = super::LaneStyle { color: ink, shape: Shape::Circle, is_repeated: false };
                super::mark(theme, style, MarkKind::Dashed, center, 6.25 * unit)
                    .into_iter()
                    .filter(|item| !matches!(item, Item::Path { stroke: None, .. }))
                    .collect()
            }
        }
    }
}

/// A check mark, 6 wide.
fn check(center: Point, unit: f32, color: Rgba8) -> Item {
    let at = |x: f32, y: f32| Point::new(center.x + x * unit, center.y + y * unit);
    Item::Path {
        commands: open(&[at(-2.8, 0.2), at(-0.8, 2.2), at(2.8, -1.9)]),
        fill: None,
        stroke: Some(Stroke { round: true, ..Stroke::new(1.5 * unit, color) }),
    }
}

/// The right half of a disc.
fn half_disc(center: Point, radius: f32, color: Rgba8) -> Item {
    // 0.5523 of the radius makes a cubic a quarter of a circle (error below 0.03 %)
    let reach = 0.5523 * radius;
    let at = |x: f32, y: f32| Point::new(center.x + x, center.y + y);
    Item::Path {
        commands: vec![
            PathCommand::Move(at(0.0, -radius)),
            PathCommand::Cubic(at(reach, -radius), at(radius, -reach), at(radius, 0.0)),
            PathCommand::Cubic(at(radius, reach), at(reach, radius), at(0.0, radius)),
            PathCommand::Close,
        ],
        fill: Some(Fill::Solid(color)),
        stroke: None,
    }
}

/// A filled triangle with an exclamation mark in the colour of what is behind it.
fn warning_triangle(center: Point, unit: f32, color: Rgba8, behind: Rgba8) -> Vec<Item> {
    let at = |x: f32, y: f32| Point::new(center.x + x * unit, center.y + y * unit);
    vec![
        Item::Path {
            commands: closed(&[at(0.0, -5.4), at(6.0, 5.0), at(-6.0, 5.0)]),
            fill: Some(Fill::Solid(color)),
            stroke: Some(Stroke { round: true, ..Stroke::new(0.8 * unit, color) }),
        },
        Item::Line { from: at(0.0, -1.9), to: at(0.0, 1.7), stroke: Stroke::new(1.5 * unit, behind) },
        Item::Circle {
            center: at(0.0, 3.3),
            radius: 0.85 * unit,
            fill: Some(Fill::Solid(behind)),
            stroke: None,
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recorded_verdict_is_a_ring_and_says_when() {
        let theme = Theme::light();
        let has_disc = |badge: &Badge| {
            badge
                .sign(&theme, Point::new(0.0, 0.0), 1.0)
                .iter()
                .any(|item| matches!(item, Item::Circle { radius, fill: Some(_), .. } if *radius > 5.0))
        };
        let live = Badge::live(Verdict::Verbatim);
        let checked = Checked { verdict: Verdict::Verbatim, on: None, text_sha256: String::new() };
        let recorded = Badge::recorded(&checked);
        assert!(has_disc(&live) && !has_disc(&recorded));
        assert_eq!(live.spoken(), "Verbatim");
        assert_eq!(recorded.spoken(), "Verbatim. Checked, date not stated");
        assert_eq!(recorded.label(), "Verbatim");
    }
}
