//! The tokens of the look: colours of both themes, lane colours with their shapes, badge colours, type sizes.

use super::{Rgba8, Shape};
use dateline_timeline::model::Verdict;

/// A size of the type scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TypeSize {
    /// Size of the face in points.
    pub size: f32,
    /// From baseline to baseline in points.
    pub line: f32,
}

impl TypeSize {
    /// Axis minor, badges, counts, words of slots and arcs, keys. The floor: nothing is set smaller.
    pub const MICRO: TypeSize = TypeSize { size: 11.0, line: 14.0 };
    /// Event labels, facets, status line, links; bold for the names of lanes and sections.
    pub const LABEL: TypeSize = TypeSize { size: 12.0, line: 16.0 };
    /// Summary, controls, tables; bold for the file's title and the year on the axis.
    pub const BODY: TypeSize = TypeSize { size: 13.0, line: 20.0 };
    /// Excerpts, and the date in words under an event's title.
    pub const QUOTE: TypeSize = TypeSize { size: 15.0, line: 22.0 };
    /// An event's title, bold.
    pub const TITLE: TypeSize = TypeSize { size: 20.0, line: 26.0 };
    /// The presenter's notes.
    pub const NOTES: TypeSize = TypeSize { size: 19.0, line: 29.0 };
    /// Elapsed time, bold.
    pub const CLOCK: TypeSize = TypeSize { size: 52.0, line: 56.0 };
}

/// How a lane is told apart: a colour, a shape, and after twelve lanes a ring with a point in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LaneStyle {
    /// Colour of marks, rules and dashes; at least 3.0 on canvas and panel.
    pub color: Rgba8,
    /// Shape of its marks.
    pub shape: Shape,
    /// From the 13th lane on, colours and shapes start again and filled marks become rings with a point.
    pub is_repeated: bool,
}

/// The colours of a badge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BadgeColors {
    /// The pill.
    pub fill: Rgba8,
    /// Text and sign; at least 4.5 on the fill.
    pub text: Rgba8,
}

/// Every colour there is, in one of the two themes. Contrasts are WCAG 2 and tested.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Theme {
    /// Whether this is the dark theme.
    pub is_dark: bool,
    /// The picture, the brightest surface in the light theme.
    pub canvas: Rgba8,
    /// The picture after "now".
    pub future: Rgba8,
    /// Bars, side panels, overview, status line.
    pub panel: Rgba8,
    /// Cards, inputs, tooltips, brush handles.
    pub raised: Rgba8,
    /// Tracks, code values, the neutral badge.
    pub sunken: Rgba8,
    /// Hairlines between surfaces.
    pub border: Rgba8,
    /// Chips, keys, ticks of the axis, drop zone.
    pub border2: Rgba8,
    /// Minor grid lines.
    pub grid: Rgba8,
    /// Major grid lines and lane separators.
    pub grid2: Rgba8,
    /// Behind words that a search found.
    pub hit: Rgba8,
    /// Fill of the selection and of a selected row.
    pub accent_soft: Rgba8,
    /// Text.
    pub ink: Rgba8,
    /// Quieter text.
    pub ink2: Rgba8,
    /// The quietest text that is still read.
    pub muted: Rgba8,
    /// "You": selection, focus, brush, links, arcs. Never a lane, never decoration.
    pub accent: Rgba8,
    /// Text on the accent.
    pub on_accent: Rgba8,
    /// Good news.
    pub ok: Rgba8,
    /// Look here.
    pub warn: Rgba8,
    /// Wrong.
    pub err: Rgba8,
    /// Behind [`Theme::ok`] in a badge.
    pub ok_fill: Rgba8,
    /// Behind [`Theme::warn`] in a badge and in the conflict box.
    pub warn_fill: Rgba8,
    /// Behind [`Theme::err`] in a badge.
    pub err_fill: Rgba8,
    /// Outline of the conflict box.
    pub warn_border: Rgba8,
}

const LIGHT_LANES: [u32; 12] = [
    0x028F95, 0x67226E, 0xAD8604, 0x463EAC, 0x9A210C, 0x4D7C4C, 0x1F95D8, 0x2B4941, 0xCE597A, 0x605A52,
    0x4E5F89, 0x830A21,
];
const DARK_LANES: [u32; 12] = [
    0x97E4E8, 0xB974AC, 0xE1AC71, 0x7C72E9, 0xE87232, 0xD7DE5C, 0x3B9EDD, 0x438D78, 0xEA88A9, 0xD8BEB0,
    0xA4C0E4, 0xD85457,
];

impl Theme {
    /// Opacity of what does not belong to the followed thread.
    pub const DIMMED: f32 = 0.38;
    /// The same while presenting, where the audience must still read it.
    pub const DIMMED_PRESENTING: f32 = 0.64;
    /// How many lanes have a colour and a shape of their own.
    pub const LANE_STYLES: usize = LIGHT_LANES.len();

    /// Dark words on white.
    pub const fn light() -> Theme {
        Theme {
            is_dark: false,
            canvas: Rgba8::from_hex(0xFFFFFF),
            future: Rgba8::from_hex(0xFAFAF8),
            panel: Rgba8::from_hex(0xF7F7F4),
            raised: Rgba8::from_hex(0xFFFFFF),
            sunken: Rgba8::from_hex(0xEEEEEA),
            border: Rgba8::from_hex(0xE2E1DC),
            border2: Rgba8::from_hex(0xC7C6C0),
            grid: Rgba8::from_hex(0xF1F0EC),
            grid2: Rgba8::from_hex(0xDFDED9),
            hit: Rgba8::from_hex(0xFFE58A),
            accent_soft: Rgba8::from_hex(0xE9EFFA),
            ink: Rgba8::from_hex(0x1A1C1F),
            ink2: Rgba8::from_hex(0x474B51),
            muted: Rgba8::from_hex(0x656A71),
            accent: Rgba8::from_hex(0x1F5FD0),
            on_accent: Rgba8::from_hex(0xFFFFFF),
            ok: Rgba8::from_hex(0x1B673A),
            warn: Rgba8::from_hex(0x825400),
            err: Rgba8::from_hex(0xB3261E),
            ok_fill: Rgba8::from_hex(0xE5F2E9),
            warn_fill: Rgba8::from_hex(0xFFF6E0),
            err_fill: Rgba8::from_hex(0xFBEAE8),
            warn_border: Rgba8::from_hex(0xEAD29A),
        }
    }

    /// Light words on nearly black.
    pub const fn dark() -> Theme {
        Theme {
            is_dark: true,
            canvas: Rgba8::from_hex(0x15171A),
            future: Rgba8::from_hex(0x181A1E),
            panel: Rgba8::from_hex(0x1B1E22),
            raised: Rgba8::from_hex(0x24282E),
            sunken: Rgba8::from_hex(0x0F1113),
            border: Rgba8::from_hex(0x2C3137),
            border2: Rgba8::from_hex(0x4A515A),
            grid: Rgba8::from_hex(0x1C1F23),
            grid2: Rgba8::from_hex(0x2D3238),
            hit: Rgba8::from_hex(0x5E4B10),
            accent_soft: Rgba8::from_hex(0x1D2A40),
            ink: Rgba8::from_hex(0xECEEF0),
            ink2: Rgba8::from_hex(0xBEC3CA),
            muted: Rgba8::from_hex(0x969DA6),
            accent: Rgba8::from_hex(0x7FB0FF),
            on_accent: Rgba8::from_hex(0x0D1A30),
            ok: Rgba8::from_hex(0x74D19B),
            warn: Rgba8::from_hex(0xF2C15C),
            err: Rgba8::from_hex(0xFF8F85),
            ok_fill: Rgba8::from_hex(0x17291F),
            warn_fill: Rgba8::from_hex(0x2B2415),
            err_fill: Rgba8::from_hex(0x341C1B),
            warn_border: Rgba8::from_hex(0x574720),
        }
    }

    /// Colour and shape of the lane at an index in the file, counted from 0.
    pub fn lane(&self, style_index: usize) -> LaneStyle {
        let index = style_index % Self::LANE_STYLES;
        let hexes = if self.is_dark { &DARK_LANES } else { &LIGHT_LANES };
        LaneStyle {
            color: hexes.get(index).map_or(self.ink2, |hex| Rgba8::from_hex(*hex)),
            shape: Shape::ALL.get(index).copied().unwrap_or(Shape::Circle),
            is_repeated: style_index >= Self::LANE_STYLES,
        }
    }

    /// Fill of a bar in a lane's colour; words on it stay readable.
    pub fn tint(&self, lane: Rgba8) -> Rgba8 {
        lane.with_opacity(if self.is_dark { 0.22 } else { 0.17 })
    }

    /// Middle of a soft range in a lane's colour.
    pub fn halo(&self, lane: Rgba8) -> Rgba8 {
        lane.with_opacity(if self.is_dark { 0.38 } else { 0.30 })
    }

    /// Body of a density bar; its top carries the full colour, because the body alone is too pale to count.
    pub fn strip(&self, lane: Rgba8) -> Rgba8 {
        self.canvas.mixed(lane, 0.38)
    }

    /// Fill of a kept promise's slot.
    pub fn met_slot(&self, lane: Rgba8) -> Rgba8 {
        self.canvas.mixed(lane, 0.20)
    }

    /// Behind what the pointer is on.
    pub fn hover(&self) -> Rgba8 {
        self.canvas.mixed(self.ink, 0.07)
    }

    /// The colours of a verdict's badge.
    pub fn badge(&self, verdict: Verdict) -> BadgeColors {
        match verdict {
            Verdict::Verbatim | Verdict::SameWords => BadgeColors { fill: self.ok_fill, text: self.ok },
            Verdict::Near => BadgeColors { fill: self.warn_fill, text: self.warn },
            Verdict::NotFound => BadgeColors { fill: self.err_fill, text: self.err },
            Verdict::NoSourceText => BadgeColors { fill: self.sunken, text: self.ink2 },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance, WCAG 2.2.
    fn luminance(color: Rgba8) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
    }

    fn contrast(a: Rgba8, b: Rgba8) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn over(top: Rgba8, below: Rgba8) -> Rgba8 {
        below.mixed(Rgba8 { alpha: 255, ..top }, f32::from(top.alpha) / 255.0)
    }

    #[test]
    fn text_is_readable_on_every_surface_it_stands_on() {
        for theme in [Theme::light(), Theme::dark()] {
            let surfaces = [theme.canvas, theme.future, theme.panel, theme.raised, theme.sunken];
            let texts = [theme.ink, theme.ink2, theme.muted, theme.accent, theme.ok, theme.warn, theme.err];
            for text in texts {
                for surface in surfaces {
                    assert!(contrast(text, surface) >= 4.5, "{text:?} on {surface:?}");
                }
            }
            assert!(contrast(theme.ink, theme.hit) >= 4.5);
            assert!(contrast(theme.ink, theme.accent_soft) >= 4.5);
            assert!(contrast(theme.ink, theme.hover()) >= 4.5);
            assert!(contrast(theme.on_accent, theme.accent) >= 4.5);
            for verdict in Verdict::ALL {
                let colors = theme.badge(*verdict);
                assert!(contrast(colors.text, colors.fill) >= 4.5, "{verdict:?}");
            }
        }
    }

    #[test]
    fn every_lane_is_seen_and_words_on_its_tints_are_read() {
        for theme in [Theme::light(), Theme::dark()] {
            for index in 0..Theme::LANE_STYLES {
                let lane = theme.lane(index).color;
                assert!(contrast(lane, theme.canvas) >= 3.0, "lane {index}");
                assert!(contrast(lane, theme.panel) >= 3.0, "lane {index}");
                for behind in [
                    over(theme.tint(lane), theme.canvas),
                    theme.met_slot(lane),
                    over(theme.halo(lane), theme.canvas),
                ] {
                    assert!(contrast(theme.ink, behind) >= 4.5, "lane {index}");
                }
            }
        }
    }

    #[test]
    fn the_table_of_the_look_holds() {
        let (light, dark) = (Theme::light(), Theme::dark());
        let near =
            |value: f64, stated: f64| assert!((value - stated).abs() < 0.06, "{value} is not {stated}");
        near(contrast(light.ink, light.canvas), 17.1);
        near(contrast(light.muted, light.sunken), 4.7);
        near(contrast(dark.accent, dark.raised), 6.7);
        near(contrast(dark.ink, dark.hit), 7.3);
        near(contrast(light.lane(6).color, light.canvas), 3.3);
        near(contrast(dark.lane(11).color, dark.panel), 4.2);
    }

    #[test]
    fn the_thirteenth_lane_starts_again_as_rings() {
        let theme = Theme::light();
        let (first, thirteenth) = (theme.lane(0), theme.lane(12));
        assert_eq!((first.color, first.shape), (thirteenth.color, thirteenth.shape));
        assert!(!first.is_repeated && thirteenth.is_repeated);
    }
}
