//! Markdown as text and links: no HTML (its source is shown), no images (their text is shown, as a link
//! where one can be followed), nothing fetched.
//!
//! The renderer is our own, because bold must be the bold face and every line must keep the line height of
//! the type scale. Shortcoming: tables are shown as they are written.

use egui::{CornerRadius, Frame, Margin, Response, Stroke, TextFormat, Ui, vec2};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::Text;
use crate::ui::{Asks, Request, fonts, style};
use dateline_picture::scene::{Rgba8, Theme, TypeSize};

/// Most characters of a text that are shown; a file may hold 50 MB in one string.
const SHOWN_CHARACTERS: usize = 20_000;
/// Deepest indentation; a list may be nested a thousand deep.
const DEEPEST_INDENT: usize = 6;

/// A stretch of text in one look.
#[derive(Clone, Debug, Default, PartialEq)]
struct Run {
    text: String,
    is_bold: bool,
    is_struck: bool,
    is_code: bool,
    address: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Paragraph,
    Heading,
    Code,
    Rule,
}

#[derive(Clone, Debug, PartialEq)]
struct Block {
    kind: Kind,
    /// How many lists and quotations it stands in.
    depth: usize,
    is_quote: bool,
    /// "•" or "1." before the first block of a list's item.
    marker: Option<String>,
    runs: Vec<Run>,
}

impl Block {
    fn is_right_to_left(&self) -> bool {
        self.runs.iter().any(|run| run.text.chars().any(fonts::is_right_to_left))
    }

    fn has_links(&self) -> bool {
        self.runs.iter().any(|run| run.address.is_some())
    }
}

/// Shows Markdown in a size and an ink, as wide as there is room. Links ask to be followed.
pub fn markdown_ui(ui: &mut Ui, text: &str, size: TypeSize, ink: Rgba8, asks: &mut Asks) {
    let end = text.char_indices().nth(SHOWN_CHARACTERS).map(|(end, _)| end);
    let shown = end.and_then(|end| text.get(..end)).unwrap_or(text);
    let look = Look { theme: style::theme(ui), size, ink };
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        ui.spacing_mut().interact_size.y = size.line;
        for (index, block) in blocks(shown).into_iter().enumerate() {
            if index > 0 {
                ui.add_space(if block.marker.is_some() { 3.0 } else { 8.0 });
            }
            look.block_ui(ui, &block, asks);
        }
        if end.is_some() {
            ui.add_space(8.0);
            let label = format!("The first {} characters are shown", super::thousands(SHOWN_CHARACTERS));
            Text::new(&label, TypeSize::LABEL, look.theme.muted).show(ui);
        }
    });
}

/// Whether an address may be opened: http, https or mailto, and nothing that hides in it.
pub fn followable(address: &str) -> bool {
    let scheme = address.split_once(':').map(|(scheme, rest)| (scheme.to_ascii_lowercase(), rest));
    let is_known = match scheme {
        Some((scheme, rest)) => match scheme.as_str() {
            "http" | "https" => rest.starts_with("//") && rest.len() > 2,
            "mailto" => !rest.is_empty(),
            _ => false,
        },
        None => false,
    };
    is_known && !address.chars().any(|char| char.is_control() || char.is_whitespace())
}

fn blocks(text: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    for event in Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH) {
        reader.read(event);
    }
    reader.close(Kind::Paragraph);
    reader.blocks
}

#[derive(Debug, Default)]
struct Reader {
    blocks: Vec<Block>,
    runs: Vec<Run>,
    bold: usize,
    struck: usize,
    addresses: Vec<String>,
    /// The number of the next item of each list; `None` for bullets.
    lists: Vec<Option<u64>>,
    quotes: usize,
    marker: Option<String>,
    is_code_block: bool,
}

impl Reader {
    fn read(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.push(&text, self.is_code_block)
            }
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.push(&text, true),
            Event::FootnoteReference(text) => self.push(&format!("[{text}]"), false),
            Event::SoftBreak => self.push(" ", false),
            Event::HardBreak => self.push("\n", false),
            Event::Rule => self.close(Kind::Rule),
            Event::TaskListMarker(is_done) => self.push(if is_done { "[x] " } else { "[ ] " }, false),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Strong => self.bold += 1,
            Tag::Strikethrough => self.struck += 1,
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.addresses.push(dest_url.to_string())
            }
            Tag::List(first) => {
                self.close(Kind::Paragraph);
                self.lists.push(first);
            }
            Tag::Item => self.marker = Some(self.next_marker()),
            Tag::BlockQuote(_) => {
                self.close(Kind::Paragraph);
                self.quotes += 1;
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.close(Kind::Paragraph);
                self.is_code_block = true;
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Strikethrough => self.struck = self.struck.saturating_sub(1),
            TagEnd::Link | TagEnd::Image => {
                self.addresses.pop();
            }
            TagEnd::Heading(HeadingLevel::H1 | HeadingLevel::H2 | HeadingLevel::H3) => {
                self.close(Kind::Heading)
            }
            TagEnd::Paragraph | TagEnd::HtmlBlock | TagEnd::Heading(_) => self.close(Kind::Paragraph),
            TagEnd::Item => {
                self.close(Kind::Paragraph);
                self.marker = None;
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::BlockQuote(_) => {
                self.close(Kind::Paragraph);
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                self.close(Kind::Code);
                self.is_code_block = false;
            }
            _ => {}
        }
    }

    fn next_marker(&mut self) -> String {
        match self.lists.last_mut() {
            Some(Some(number)) => {
                let text = format!("{number}.");
                *number = number.saturating_add(1);
                text
            }
            _ => "•".to_owned(),
        }
    }

    fn push(&mut self, text: &str, is_code: bool) {
        let address = self.addresses.last().filter(|address| followable(address)).cloned();
        let run = Run {
            text: text.to_owned(),
            is_bold: self.bold > 0,
            is_struck: self.struck > 0,
            is_code,
            address,
        };
        self.runs.push(run);
    }

    /// Ends the block that is being read, if there is anything in it.
    fn close(&mut self, kind: Kind) {
        let mut runs = std::mem::take(&mut self.runs);
        if let Some(last) = runs.last_mut() {
            last.text.truncate(last.text.trim_end().len());
        }
        if runs.iter().all(|run| run.text.is_empty()) && kind != Kind::Rule {
            return;
        }
        let depth = (self.lists.len() + self.quotes).min(DEEPEST_INDENT);
        self.blocks.push(Block { kind, depth, is_quote: self.quotes > 0, marker: self.marker.take(), runs });
    }
}

struct Look {
    theme: Theme,
    size: TypeSize,
    ink: Rgba8,
}

impl Look {
    fn block_ui(&self, ui: &mut Ui, block: &Block, asks: &mut Asks) {
        if block.depth == 0 {
            return self.body_ui(ui, block, asks);
        }
        let indent = 16.0 * block.depth as f32;
        let row = ui.horizontal_top(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(indent, self.size.line), egui::Sense::hover());
            if let Some(marker) = &block.marker {
                let galley = Text::new(marker, self.size, self.theme.muted).line(ui);
                super::paint_right(ui.painter(), rect, rect.right() - 6.0, galley);
            }
            ui.vertical(|ui| self.body_ui(ui, block, asks));
        });
        if block.is_quote {
            let x = row.response.rect.left() + 2.0;
            let line = Stroke::new(2.0, style::color(self.theme.border2));
            ui.painter().vline(x, row.response.rect.y_range(), line);
        }
    }

    fn body_ui(&self, ui: &mut Ui, block: &Block, asks: &mut Asks) {
        match block.kind {
            Kind::Rule => super::hairline_ui(ui),
            Kind::Code => {
                let frame = Frame::new()
                    .fill(style::color(self.theme.sunken))
                    .corner_radius(CornerRadius::same(4))
                    .inner_margin(Margin::symmetric(8, 4));
                frame.show(ui, |ui| {
                    let text: String = block.runs.iter().map(|run| run.text.as_str()).collect();
                    Text::new(&text, TypeSize::LABEL, self.ink).show_selectable(ui);
                });
            }
            // Right-to-left text is put in order as one text; among links, each run by itself.
            Kind::Paragraph | Kind::Heading if block.is_right_to_left() && !block.has_links() => {
                let mut text = Text::default();
                for run in &block.runs {
                    text = text.then_formatted(&run.text, self.format(run, block.kind == Kind::Heading));
                }
                text.show_selectable(ui);
            }
            Kind::Paragraph | Kind::Heading => {
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
                    ui.set_row_height(self.size.line);
                    for run in &block.runs {
                        self.run_ui(ui, run, block.kind == Kind::Heading, asks);
                    }
                });
            }
        }
    }

    fn format(&self, run: &Run, is_heading: bool) -> TextFormat {
        let ink = if run.address.is_some() { self.theme.accent } else { self.ink };
        let mut format = style::text_format(self.size, run.is_bold || is_heading, ink);
        if run.is_struck {
            format.strikethrough = Stroke::new(1.0, style::color(ink));
        }
        if run.is_code {
            format.background = style::color(self.theme.sunken);
        }
        format
    }

    fn run_ui(&self, ui: &mut Ui, run: &Run, is_heading: bool, asks: &mut Asks) {
        let text = Text::default().then_formatted(&run.text, self.format(run, is_heading));
        match &run.address {
            None => {
                text.show_selectable(ui);
            }
            Some(address) => {
                if self.link(ui, text, address).clicked() {
                    asks.ask(Request::FollowLink(address.clone()));
                }
            }
        }
    }

    fn link(&self, ui: &mut Ui, text: Text, address: &str) -> Response {
        ui.add(egui::Link::new(text.into_job())).on_hover_text(address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let run = |run: &Run| {
            let mut label = run.text.clone();
            if run.is_bold {
                label = format!("*{label}*");
            }
            run.address.as_ref().map_or(label.clone(), |address| format!("{label}<{address}>"))
        };
        blocks(text).iter().map(|block| block.runs.iter().map(run).collect()).collect()
    }

    #[test]
    fn html_is_words_and_images_are_links() {
        assert_eq!(shown("a <b onclick=x>bold</b> word"), ["a <b onclick=x>bold</b> word"]);
        assert_eq!(shown("<script>alert(1)</script>"), ["<script>alert(1)</script>"]);
        assert_eq!(
            shown("![a flag](https://example.org/flag.png)"),
            ["a flag<https://example.org/flag.png>"]
        );
        assert_eq!(shown("![a file](file:///etc/passwd)"), ["a file"]);
    }

    #[test]
    fn only_web_and_mail_addresses_are_followed() {
        for address in ["https://example.org/a?b#c", "HTTP://example.org", "mailto:a@example.org"] {
            assert!(followable(address), "{address}");
        }
        let others = [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "https:",
            "https://a b",
            "data:text/html,x",
            "x",
            "ftp://a",
        ];
        for address in others {
            assert!(!followable(address), "{address}");
        }
        assert_eq!(shown("[x](javascript:alert(1))"), ["x"]);
    }

    #[test]
    fn lists_headings_and_bold_are_told_apart() {
        let blocks = blocks("# Head\n\nOne **two**\n\n1. first\n2. second\n   - inner\n\n> said");
        let shape: Vec<_> =
            blocks.iter().map(|block| (block.kind, block.depth, block.marker.as_deref())).collect();
        let expected = [
            (Kind::Heading, 0, None),
            (Kind::Paragraph, 0, None),
            (Kind::Paragraph, 1, Some("1.")),
            (Kind::Paragraph, 1, Some("2.")),
            (Kind::Paragraph, 2, Some("•")),
            (Kind::Paragraph, 1, None),
        ];
        assert_eq!(shape, expected);
        assert_eq!(shown("One **two**"), ["One *two*"]);
    }

    #[test]
    fn a_thousand_levels_deep_stays_flat() {
        let text: String = (0..1000).map(|depth| format!("{}- x\n", "  ".repeat(depth))).collect();
        assert!(blocks(&text).iter().all(|block| block.depth <= DEEPEST_INDENT));
    }
}
