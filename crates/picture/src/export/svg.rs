//! A scene as SVG: text as outlines with its wording beside them, so that it looks the same wherever it is
//! opened and can still be read aloud and searched.

use std::fmt::Write;

use super::attributes::{color_attributes, decimals, rect_attributes};
use super::definitions::{Definition, Definitions};
use super::number::text as number;
use super::path::PathData;
use super::xml::{escaped, followable};
use crate::scene::{Anchor, Fill, Item, Point, Rect, Scene, Stroke, TextLine};

/// Where the line through struck words runs and how thick it is, in ems (Noto Sans: OS/2 table, 322 and 50 of
/// 1000 units).
const STRIKE_ABOVE_BASELINE: f32 = 0.322;
const STRIKE_THICKNESS: f32 = 0.05;

/// Writes a picture as an SVG file: UTF-8, valid XML whatever words it holds, the same bytes for the same
/// scene.
///
/// Groups with a label carry it as `aria-label` and as `<title>`; text is one path with its words as
/// `aria-label`; links are kept for http, https and mailto. Words are never read as markup.
pub fn svg_from_scene(scene: &Scene) -> Vec<u8> {
    let mut writer = Writer { body: String::new(), defs: Definitions::default() };
    writer.rect(
        &Rect::new(0.0, 0.0, scene.width, scene.height),
        0.0,
        &Paint { fill: Some(&Fill::Solid(scene.background)), stroke: None },
    );
    writer.items(&scene.items);
    let (width, height) = (number(scene.width.max(0.0)), number(scene.height.max(0.0)));
    let title = escaped(&scene.title);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"graphics-document document\" aria-label=\"{title}\">\n\
         <title>{title}</title>\n"
    );
    let definitions = writer.defs.elements();
    if !definitions.is_empty() {
        out.push_str("<defs>\n");
        out.push_str(definitions);
        out.push_str("</defs>\n");
    }
    out.push_str(&writer.body);
    out.push_str("</svg>\n");
    out.into_bytes()
}

/// Inside and outline of a shape.
struct Paint<'a> {
    fill: Option<&'a Fill>,
    stroke: Option<&'a Stroke>,
}

struct Writer {
    body: String,
    defs: Definitions,
}

impl Writer {
    fn items(&mut self, items: &[Item]) {
        for item in items {
            self.item(item);
        }
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Rect { rect, radius, fill, stroke } => {
                self.rect(rect, *radius, &Paint { fill: fill.as_ref(), stroke: stroke.as_ref() });
            }
            Item::Blocks { rects, color } if !rects.is_empty() => {
                let geometry = format!(" d=\"{}\"", PathData::of_rects(rects));
                self.shape("path", &geometry, &Paint { fill: Some(&Fill::Solid(*color)), stroke: None });
            }
            Item::Blocks { .. } => {}
            Item::Circle { center, radius, fill, stroke } => {
                let geometry = format!(
                    " cx=\"{}\" cy=\"{}\" r=\"{}\"",
                    number(center.x),
                    number(center.y),
                    number(*radius)
                );
                if *radius > 0.0 {
                    self.shape("circle", &geometry, &Paint { fill: fill.as_ref(), stroke: stroke.as_ref() });
                }
            }
            Item::Line { from, to, stroke } => {
                let geometry = format!(
                    " x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"",
                    number(from.x),
                    number(from.y),
                    number(to.x),
                    number(to.y)
                );
                self.shape("line", &geometry, &Paint { fill: None, stroke: Some(stroke) });
            }
            Item::Path { commands, fill, stroke } => {
                let geometry = format!(" d=\"{}\"", PathData::of_path(commands));
                self.shape("path", &geometry, &Paint { fill: fill.as_ref(), stroke: stroke.as_ref() });
            }
            Item::Text { at, anchor, line } => self.text(*at, *anchor, line),
            Item::Group { .. } => self.group(item),
            Item::Link { address, items } => self.link(address, items),
        }
    }

    fn rect(&mut self, rect: &Rect, radius: f32, paint: &Paint<'_>) {
        if rect.width() > 0.0 && rect.height() > 0.0 {
            let mut geometry = rect_attributes(rect);
            if radius > 0.0 {
                let radius = radius.min(rect.width() / 2.0).min(rect.height() / 2.0);
                geometry.push_str(&format!(" rx=\"{}\"", number(radius)));
            }
            self.shape("rect", &geometry, paint);
        }
    }

    fn shape(&mut self, name: &str, geometry: &str, paint: &Paint<'_>) {
        let fill = self.fill_attributes(name, paint.fill);
        let stroke = paint.stroke.map(stroke_attributes).unwrap_or_default();
        self.put(format_args!("<{name}{geometry}{fill}{stroke}/>\n"));
    }

    fn put(&mut self, markup: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.body.write_fmt(markup);
    }

    fn fill_attributes(&mut self, element: &str, fill: Option<&Fill>) -> String {
        match fill {
            None if element == "line" => String::new(),
            None => " fill=\"none\"".to_owned(),
            Some(Fill::Solid(color)) => color_attributes("fill", "fill-opacity", *color),
            Some(Fill::Horizontal(stops)) => match (stops.first(), stops.last()) {
                (Some((from, _)), Some((to, _))) if from < to => {
                    let gradient = Definition::Gradient { from: *from, to: *to, stops: stops.clone() };
                    format!(" fill=\"url(#d{})\"", self.defs.index(&gradient))
                }
                (_, Some((_, color))) => color_attributes("fill", "fill-opacity", *color),
                _ => " fill=\"none\"".to_owned(),
            },
        }
    }

    fn text(&mut self, at: Point, anchor: Anchor, line: &TextLine) {
        let (style, shaped) = (line.style(), line.shaped());
        let left = at.x - shaped.width * anchor.share_on_the_left();
        let data = PathData::of_outline(&shaped.outline(left, at.y));
        let fill = color_attributes("fill", "fill-opacity", style.color);
        let label = escaped(line.text());
        if !style.struck {
            self.put(format_args!("<path role=\"img\" aria-label=\"{label}\"{fill} d=\"{data}\"/>\n"));
            return;
        }
        let middle = at.y - STRIKE_ABOVE_BASELINE * style.size;
        let half = (STRIKE_THICKNESS * style.size).max(1.0) / 2.0;
        let strike = rect_attributes(&Rect::new(left, middle - half, left + shaped.width, middle + half));
        self.put(format_args!(
            "<g role=\"img\" aria-label=\"{label}\"{fill}><path d=\"{data}\"/><rect{strike}/></g>\n"
        ));
    }

    fn group(&mut self, group: &Item) {
        let Item::Group { label, event, opacity, clip, items } = group else { return };
        self.body.push_str("<g");
        if let Some(label) = label {
            // A picture's parts are not read one by one, a group's are: an event is said once, a lane is
            // entered.
            let role = if event.is_some() { "img" } else { "group" };
            self.put(format_args!(" role=\"{role}\" aria-label=\"{}\"", escaped(label)));
        }
        if *opacity < 1.0 {
            self.put(format_args!(" opacity=\"{}\"", decimals(f64::from(opacity.max(0.0)))));
        }
        if let Some(clip) = clip {
            let geometry = self.defs.index(&Definition::Clip(*clip));
            self.put(format_args!(" clip-path=\"url(#d{geometry})\""));
        }
        self.body.push_str(">\n");
        if let Some(label) = label {
            self.put(format_args!("<title>{}</title>\n", escaped(label)));
        }
        self.items(items);
        self.body.push_str("</g>\n");
    }

    fn link(&mut self, address: &str, items: &[Item]) {
        let address = followable(address).map(escaped);
        match &address {
            Some(address) => {
                self.put(format_args!("<a href=\"{address}\" target=\"_blank\" rel=\"noopener\">\n"))
            }
            None => self.body.push_str("<g>\n"),
        }
        self.items(items);
        self.body.push_str(if address.is_some() { "</a>\n" } else { "</g>\n" });
    }
}

fn stroke_attributes(stroke: &Stroke) -> String {
    let mut out = color_attributes("stroke", "stroke-opacity", stroke.color);
    if stroke.width != 1.0 {
        out.push_str(&format!(" stroke-width=\"{}\"", number(stroke.width.max(0.0))));
    }
    if let Some((dash, gap)) = stroke.dash
        && dash > 0.0
        && gap > 0.0
    {
        out.push_str(&format!(" stroke-dasharray=\"{} {}\"", number(dash), number(gap)));
    }
    if stroke.round {
        out.push_str(" stroke-linecap=\"round\" stroke-linejoin=\"round\"");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{PathCommand, Rgba8, TextStyle};
    use crate::text::{Faces, Ruler, Weight};
    use proptest::prelude::*;
    use resvg::usvg::roxmltree::Document;

    const INK: Rgba8 = Rgba8::from_hex(0x1A1C1F);
    const TEAL: Rgba8 = Rgba8::from_hex(0x028F95);

    fn scene(items: Vec<Item>) -> Scene {
        Scene {
            width: 200.0,
            height: 100.0,
            background: Rgba8::from_hex(0xFFFFFF),
            title: "A & B".to_owned(),
            items,
        }
    }

    fn written(items: Vec<Item>) -> String {
        String::from_utf8(svg_from_scene(&scene(items))).unwrap()
    }

    fn text(text: &str, at: (f32, f32), anchor: Anchor) -> Item {
        Item::Text {
            at: Point::new(at.0, at.1),
            anchor,
            line: TextLine::new(
                &Faces::bundled_only(),
                text.to_owned(),
                TextStyle { size: 10.0, bold: false, color: INK, struck: false },
            ),
        }
    }

    #[test]
    fn every_item_has_its_element() {
        let fade = Fill::Horizontal(vec![(10.0, TEAL.with_opacity(0.0)), (30.0, TEAL), (50.0, TEAL)]);
        let svg = written(vec![
            Item::Rect {
                rect: Rect::new(10.0, 10.0, 50.0, 28.0),
                radius: 30.0,
                fill: Some(fade.clone()),
                stroke: Some(Stroke::dashed(1.25, INK, 4.0, 3.0)),
            },
            Item::Circle {
                center: Point::new(60.0, 19.0),
                radius: 5.0,
                fill: None,
                stroke: Some(Stroke::new(1.75, TEAL)),
            },
            Item::Group {
                label: Some("Lane <1>".to_owned()),
                event: None,
                opacity: 0.38,
                clip: Some(Rect::new(0.0, 0.0, 100.0, 50.0)),
                items: vec![
                    Item::Line {
                        from: Point::new(0.0, 0.5),
                        to: Point::new(100.0, 0.5),
                        stroke: Stroke { round: true, ..Stroke::new(1.0, INK.with_opacity(0.5)) },
                    },
                    Item::Path {
                        commands: vec![
                            PathCommand::Move(Point::new(1.0, 1.0)),
                            PathCommand::Line(Point::new(5.0, 5.0)),
                            PathCommand::Close,
                        ],
                        fill: Some(fade),
                        stroke: None,
                    },
                ],
            },
            Item::Link {
                address: "https://example.org/?a=1&b=2".to_owned(),
                items: vec![text("I", (10.0, 50.0), Anchor::Start)],
            },
            Item::Link { address: "javascript:alert(1)".to_owned(), items: vec![] },
        ]);
        insta::assert_snapshot!(svg, @r##"
        <svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 200 100" role="graphics-document document" aria-label="A &amp; B">
        <title>A &amp; B</title>
        <defs>
        <linearGradient id="d0" gradientUnits="userSpaceOnUse" x1="10" x2="50" y1="0" y2="0"><stop offset="0" stop-color="#028f95" stop-opacity="0"/><stop offset="0.5" stop-color="#028f95"/><stop offset="1" stop-color="#028f95"/></linearGradient>
        <clipPath id="d1"><rect x="0" y="0" width="100" height="50"/></clipPath>
        </defs>
        <rect x="0" y="0" width="200" height="100" fill="#ffffff"/>
        <rect x="10" y="10" width="40" height="18" rx="9" fill="url(#d0)" stroke="#1a1c1f" stroke-width="1.25" stroke-dasharray="4 3"/>
        <circle cx="60" cy="19" r="5" fill="none" stroke="#028f95" stroke-width="1.75"/>
        <g role="group" aria-label="Lane &lt;1&gt;" opacity="0.38" clip-path="url(#d1)">
        <title>Lane &lt;1&gt;</title>
        <line x1="0" y1=".5" x2="100" y2=".5" stroke="#1a1c1f" stroke-opacity="0.502" stroke-linecap="round" stroke-linejoin="round"/>
        <path d="M1 1l4 4z" fill="url(#d0)"/>
        </g>
        <a href="https://example.org/?a=1&amp;b=2" target="_blank" rel="noopener">
        <path role="img" aria-label="I" fill="#1a1c1f" d="M12.98 50h-2.58v-.52l.84-.19v-5.71l-.84-.2v-.52h2.58v.52l-.84 .2v5.71l.84 .19z"/>
        </a>
        <g>
        </g>
        </svg>
        "##);
    }

    #[test]
    fn text_is_outlined_at_its_anchor_and_keeps_its_words() {
        let svg = written(vec![
            text("I", (50.0, 50.0), Anchor::Start),
            text("I", (50.0, 50.0), Anchor::Middle),
            text("I", (50.0, 50.0), Anchor::End),
        ]);
        insta::assert_snapshot!(svg, @r##"
        <svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 200 100" role="graphics-document document" aria-label="A &amp; B">
        <title>A &amp; B</title>
        <rect x="0" y="0" width="200" height="100" fill="#ffffff"/>
        <path role="img" aria-label="I" fill="#1a1c1f" d="M52.98 50h-2.58v-.52l.84-.19v-5.71l-.84-.2v-.52h2.58v.52l-.84 .2v5.71l.84 .19z"/>
        <path role="img" aria-label="I" fill="#1a1c1f" d="M51.28 50h-2.57v-.52l.84-.19v-5.71l-.84-.2v-.52h2.57v.52l-.84 .2v5.71l.84 .19z"/>
        <path role="img" aria-label="I" fill="#1a1c1f" d="M49.59 50h-2.58v-.52l.84-.19v-5.71l-.84-.2v-.52h2.58v.52l-.84 .2v5.71l.84 .19z"/>
        </svg>
        "##);
    }

    #[test]
    fn words_that_look_like_markup_stay_words() {
        let hostile = "</path><script>alert(\"1\")</script>&amp;";
        let svg = written(vec![text(hostile, (0.0, 50.0), Anchor::Start)]);
        let document = Document::parse(&svg).unwrap();
        assert!(document.descendants().all(|node| node.tag_name().name() != "script"));
        assert!(document.descendants().any(|node| node.attribute("aria-label") == Some(hostile)));
    }

    #[test]
    fn struck_words_have_a_line_of_their_width() {
        let style = TextStyle { size: 20.0, bold: true, color: INK, struck: true };
        let svg = written(vec![Item::Text {
            at: Point::new(10.0, 50.0),
            anchor: Anchor::Start,
            line: TextLine::new(&Faces::bundled_only(), "Cancelled".to_owned(), style),
        }]);
        let document = Document::parse(&svg).unwrap();
        let strike = document.descendants().rfind(|node| node.has_tag_name("rect")).unwrap();
        let width: f32 = strike.attribute("width").unwrap().parse().unwrap();
        let expected = Faces::bundled_only().width("Cancelled", 20.0, Weight::Bold);
        assert!((width - expected).abs() < 0.02, "{width} {expected}");
    }

    fn hostile_item() -> impl Strategy<Value = Item> {
        let leaf = prop_oneof![
            (any::<String>(), any::<f32>(), any::<f32>(), any::<f32>(), any::<bool>()).prop_map(
                |(text, x, y, size, struck)| {
                    Item::Text {
                        at: Point::new(x, y),
                        anchor: Anchor::Middle,
                        line: TextLine::new(
                            &Faces::bundled_only(),
                            text,
                            TextStyle { size, bold: struck, color: INK, struck },
                        ),
                    }
                }
            ),
            (any::<[f32; 4]>(), any::<f32>(), any::<f32>()).prop_map(|(edges, radius, width)| Item::Rect {
                rect: Rect::new(edges[0], edges[1], edges[2], edges[3]),
                radius,
                fill: Some(Fill::Horizontal(vec![(edges[0], INK), (edges[1], TEAL), (edges[2], INK)])),
                stroke: Some(Stroke::dashed(width, INK, radius, width)),
            }),
        ];
        leaf.prop_recursive(3, 12, 4, |inner| {
            (any::<String>(), any::<f32>(), proptest::collection::vec(inner, 0..4)).prop_map(
                |(label, opacity, items)| Item::Group {
                    label: Some(label.clone()),
                    event: None,
                    opacity,
                    clip: Some(Rect::new(opacity, 0.0, 9.0, 9.0)),
                    items: vec![Item::Link { address: format!("https://{label}"), items }],
                },
            )
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
        #[test]
        fn any_scene_is_valid_xml(items in proptest::collection::vec(hostile_item(), 0..5), title: String) {
            let scene = Scene { title, ..scene(items) };
            let svg = String::from_utf8(svg_from_scene(&scene)).unwrap();
            let parsed = Document::parse(&svg);
            prop_assert!(parsed.is_ok(), "{:?}", parsed.err());
            prop_assert!(!svg.contains("NaN") && !svg.contains("inf\""));
        }
    }
}
