//! HTML in the texts of other programs: it becomes Markdown or plain words, never anything that runs.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::sync::LazyLock;

use htmd::HtmlToMarkdown;
use htmd::options::{BulletListMarker, HeadingStyle, Options};

/// Deeper nesting than this is not HTML that somebody wrote; its tags are taken out one by one instead.
const DEEPEST: usize = 200;
/// Longer texts than this are not parsed as HTML.
const LONGEST: usize = 4 << 20;

/// The elements of HTML, those of old pages too, sorted.
const ELEMENTS: [&str; 128] = [
    "a",
    "abbr",
    "acronym",
    "address",
    "applet",
    "area",
    "article",
    "aside",
    "audio",
    "b",
    "base",
    "basefont",
    "bdi",
    "bdo",
    "big",
    "blink",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "datalist",
    "dd",
    "del",
    "details",
    "dfn",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "link",
    "main",
    "map",
    "mark",
    "marquee",
    "math",
    "menu",
    "meta",
    "meter",
    "nav",
    "nobr",
    "noframes",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "param",
    "picture",
    "pre",
    "progress",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "script",
    "section",
    "select",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "track",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

/// Longer attributes of elements that HTML does not know are not looked at.
const LONGEST_ATTRIBUTES: usize = 1_000;

/// Whether a text holds a tag or a character reference, so that it means something else than its letters.
pub(crate) fn is_html(text: &str) -> bool {
    (text.contains('<') && Tags::of(text).has_any()) || has_reference(text)
}

/// The tags of a text, told from words that somebody set in angle brackets.
struct Tags<'t> {
    text: &'t str,
    /// Where the last tag can end.
    last_end: usize,
    /// The names of what is opened and of what is closed; only looked for where HTML does not know a name.
    names: OnceCell<[HashSet<&'t str>; 2]>,
}

impl<'t> Tags<'t> {
    fn of(text: &'t str) -> Tags<'t> {
        Tags { text, last_end: text.rfind('>').unwrap_or_default(), names: OnceCell::new() }
    }

    /// Whether an element is both opened and closed: `name` is that of one of the two.
    fn is_pair(&self, name: &str, is_closing: bool) -> bool {
        let [opened, closed] = self.names.get_or_init(|| {
            let [mut opened, mut closed] = [HashSet::new(), HashSet::new()];
            for (at, _) in self.text.match_indices('<') {
                let (name, _, is_closing) = tag_at(self.text, at);
                let names = if is_closing { &mut closed } else { &mut opened };
                names.insert(name);
            }
            [opened, closed]
        });
        if is_closing { opened.contains(name) } else { closed.contains(name) }
    }

    /// Whether what begins with the `<` at a place is a tag: a comment, an element of HTML, or a name that is
    /// also closed or has attributes.
    fn is_tag(&self, at: usize) -> bool {
        let (name, behind, is_closing) = tag_at(self.text, at);
        if at > self.last_end {
            return false;
        }
        if name.is_empty() {
            return !is_closing && behind.starts_with(['!', '?']);
        }
        let has_end =
            behind.starts_with(|letter: char| letter.is_whitespace() || matches!(letter, '/' | '>'));
        let has_attributes = || {
            let end = behind.char_indices().take(LONGEST_ATTRIBUTES).find(|(_, letter)| *letter == '>');
            end.and_then(|(end, _)| behind.get(..end)).is_some_and(|attributes| attributes.contains('='))
        };
        has_end
            && (ELEMENTS.binary_search(&name.to_ascii_lowercase().as_str()).is_ok()
                || self.is_pair(name, is_closing)
                || has_attributes())
    }

    fn has_any(&self) -> bool {
        self.text.match_indices('<').any(|(at, _)| self.is_tag(at))
    }

    /// The text with `&lt;` where an angle bracket begins no tag.
    fn alone(&self) -> String {
        let mut words = String::with_capacity(self.text.len());
        let mut done = 0;
        for (at, _) in self.text.match_indices('<').filter(|(at, _)| !self.is_tag(*at)) {
            words.push_str(self.text.get(done..at).unwrap_or_default());
            words.push_str("&lt;");
            done = at + 1;
        }
        words.push_str(self.text.get(done..).unwrap_or_default());
        words
    }
}

/// The name that follows the `<` at a place, what stands behind it, and whether the tag would close. The name
/// is empty where no letter begins it.
fn tag_at(text: &str, at: usize) -> (&str, &str, bool) {
    let rest = text.get(at + 1..).unwrap_or_default();
    let inner = rest.strip_prefix('/').unwrap_or(rest);
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, ':' | '-' | '_');
    let has_name = inner.starts_with(|letter: char| letter.is_ascii_alphabetic());
    let length = inner.find(|letter| !is_name(letter)).unwrap_or(inner.len());
    let (name, behind) = inner.split_at(if has_name { length } else { 0 });
    (name, behind, inner.len() < rest.len())
}

fn has_reference(text: &str) -> bool {
    text.match_indices('&').any(|(at, _)| {
        let rest = text.get(at + 1..).unwrap_or_default();
        let end = rest.find(';').filter(|end| (2..=32).contains(end));
        end.and_then(|end| rest.get(..end)).is_some_and(|name| {
            let digits = name.strip_prefix('#');
            digits.unwrap_or(name).bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
    })
}

/// HTML as Markdown: paragraphs, lists, links, emphasis; scripts, styles and forms are left out. A text
/// without any HTML stays as it is.
pub(crate) fn markdown_from_html(text: &str) -> String {
    if !is_html(text) {
        return text.to_owned();
    }
    if text.len() > LONGEST || depth(text) > DEEPEST {
        return without_tags(text);
    }
    if let Some(paragraph) = bare_paragraph(text) {
        return paragraph.to_owned();
    }
    let text = &Tags::of(text).alone();
    match CONVERTER.convert(text) {
        Ok(markdown) => safe_links(markdown.trim()),
        Err(_) => without_tags(text),
    }
}

/// Converts HTML to Markdown. Made once: it holds tables of all elements, which cost more to build than most
/// texts cost to convert. It keeps nothing between two texts.
static CONVERTER: LazyLock<HtmlToMarkdown> = LazyLock::new(|| {
    let options = Options {
        heading_style: HeadingStyle::Atx,
        bullet_list_marker: BulletListMarker::Dash,
        ..Options::default()
    };
    let skipped = vec![
        "script", "style", "iframe", "object", "embed", "form", "input", "button", "svg", "head", "template",
    ];
    HtmlToMarkdown::builder().options(options).skip_tags(skipped).build()
});

/// The text of the one paragraph that a text consists of (`<p>…</p>`), where the same letters are its
/// Markdown: no further tag, reference or character that Markdown knows, and no space that would be joined.
/// Most texts that other programs keep are such, and need no HTML parser.
fn bare_paragraph(text: &str) -> Option<&str> {
    let is_space = |letter: char| letter.is_ascii_whitespace();
    let inner = text.trim_matches(is_space).strip_prefix("<p>")?.strip_suffix("</p>")?.trim_matches(' ');
    let first = inner.chars().next()?;
    // At its start a digit may begin a list, a quotation a block; a space there is joined with others.
    let is_plain_start = first.is_alphabetic() || matches!(first, '"' | '\'' | '(' | '“' | '‘' | '«');
    let is_marked = |byte: u8| byte < b' ' || byte == 0x7F || b"<&\\*_`[]".contains(&byte);
    let is_bare = !inner.bytes().any(is_marked) && !inner.contains("  ");
    (is_plain_start && is_bare && !inner.ends_with(char::is_whitespace)).then_some(inner)
}

/// A text as Markdown in which its line breaks stay; HTML in it is read.
pub(crate) fn markdown_from_text(text: &str) -> String {
    if is_html(text) {
        return if makes_lines(text) {
            markdown_from_html(text)
        } else {
            let paragraphs = text.trim().split("\n\n").map(|part| part.trim().replace('\n', "<br>"));
            markdown_from_html(&paragraphs.map(|part| format!("<p>{part}</p>")).collect::<String>())
        };
    }
    let lines: Vec<&str> = text.trim().lines().map(str::trim_end).collect();
    let mut words = String::with_capacity(text.len());
    for (index, line) in lines.iter().enumerate() {
        words.push_str(line);
        let is_followed = lines.get(index + 1).is_some_and(|next| !next.is_empty());
        match (index + 1 < lines.len(), is_followed && !line.is_empty()) {
            (true, true) => words.push_str("  \n"),
            (true, false) => words.push('\n'),
            _ => {}
        }
    }
    words
}

/// Whether the tags of a text say where its lines end; otherwise its line breaks do.
fn makes_lines(text: &str) -> bool {
    let lines = ["br", "p", "div", "li", "tr", "td", "pre", "table", "h1", "h2", "h3", "h4", "html"];
    text.match_indices('<').any(|(at, _)| {
        let name = tag_at(text, at).0;
        lines.iter().any(|line| name.eq_ignore_ascii_case(line))
    })
}

/// HTML as words in one line, for titles and names.
pub(crate) fn plain_from_html(text: &str) -> String {
    if !is_html(text) {
        return text.trim().to_owned();
    }
    let spaced =
        text.replace("<br", " <br").replace("<p", " <p").replace("<div", " <div").replace("<li", " <li");
    let words = without_tags(&spaced);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Links that could do something but lead somewhere lose their address and keep their words.
fn safe_links(markdown: &str) -> String {
    let mut text = markdown.to_owned();
    if !text.contains("](") {
        return text;
    }
    for scheme in ["javascript:", "data:", "vbscript:", "file:"] {
        while let Some(at) = text.to_ascii_lowercase().find(&format!("]({scheme}")).map(|at| at + 2) {
            let length = text.get(at..).map_or(0, address_length);
            text.replace_range(at..at + length, "");
        }
    }
    text
}

/// How long the address of a Markdown link is, which ends at the parenthesis that it does not open itself.
fn address_length(rest: &str) -> usize {
    let mut depth = 0_usize;
    for (at, char) in rest.char_indices() {
        match char {
            '(' => depth += 1,
            ')' if depth == 0 => return at,
            ')' => depth -= 1,
            '\n' => return at,
            _ => {}
        }
    }
    rest.len()
}

/// How deep tags are nested, at most and roughly.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    for (at, _) in text.match_indices('<') {
        match text.as_bytes().get(at + 1) {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(byte) if byte.is_ascii_alphabetic() => depth += 1,
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// The text without tags, its character references read.
fn without_tags(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    let tags = Tags::of(text);
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        words.push_str(before);
        let inner = tag.get(1..).unwrap_or_default();
        let end = tags.is_tag(text.len() - tag.len()).then(|| tag.find('>')).flatten();
        rest = match end {
            Some(end) => {
                let lower = inner.get(..12).unwrap_or(inner).to_ascii_lowercase();
                let hidden = ["script", "style"].iter().find(|name| lower.starts_with(**name));
                let close = hidden.and_then(|name| tag.to_ascii_lowercase().find(&format!("</{name}")));
                tag.get(close.unwrap_or(end + 1)..).unwrap_or_default()
            }
            None => {
                words.push('<');
                inner
            }
        };
    }
    words.push_str(rest);
    references_read(&words)
}

/// The character references that everybody uses; others stay as they are written.
fn references_read(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, reference) = rest.split_at(at);
        words.push_str(before);
        let end = reference.find(';').filter(|end| *end <= 10);
        let name = end.and_then(|end| reference.get(1..end)).unwrap_or_default();
        match character(name) {
            Some(character) => {
                words.push(character);
                rest = reference.get(name.len() + 2..).unwrap_or_default();
            }
            None => {
                words.push('&');
                rest = reference.get(1..).unwrap_or_default();
            }
        }
    }
    words.push_str(rest);
    words
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32).filter(|c| !c.is_control() || *c == '\n');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "eacute" => 'é',
        "egrave" => 'è',
        "auml" => 'ä',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "szlig" => 'ß',
        "ccedil" => 'ç',
        "copy" => '©',
        "deg" => '°',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_paragraph_that_is_not_parsed_reads_as_one_that_is(
            before in "[ \n]?",
            inner in "[ ]{0,2}[A-Za-zé\"'(“0-9~>#=+|.:!$^\u{a0}-][A-Za-zé\"'() .,;:!?~>|#=+0-9/%@{}$^\u{a0}\u{85}“-]{0,40}",
            behind in "[ \n]?",
        ) {
            let text = format!("{before}<p>{inner}</p>{behind}");
            if let Some(bare) = bare_paragraph(&text) {
                let parsed = CONVERTER.convert(&Tags::of(&text).alone()).unwrap();
                prop_assert_eq!(bare, safe_links(parsed.trim()));
            }
        }
    }

    #[test]
    fn only_paragraphs_without_marks_are_not_parsed() {
        for text in ["<p>One (and two), said “he”: 5 > 3.</p>", " <p> Zwölf</p>\n", "<p>\"x\"</p>"] {
            assert!(bare_paragraph(text).is_some(), "{text}");
        }
        let parsed = [
            "<p></p>",
            "<p>1. x</p>",
            "<p>a  b</p>",
            "<p>a*b</p>",
            "<p>a</p><p>b</p>",
            "<p>R&amp;D</p>",
            "<p>a\nb</p>",
            "<p class=\"x\">a</p>",
            "<p>- a</p>",
            "<p>[a](javascript:b)</p>",
            "plain",
        ];
        for text in parsed {
            assert!(bare_paragraph(text).is_none(), "{text}");
        }
    }

    #[test]
    fn html_becomes_markdown_and_nothing_that_runs() {
        let cases = [
            ("plain words & more <3", "plain words & more <3"),
            ("<b>Bold</b> and <i>not</i>", "**Bold** and *not*"),
            ("<p>One</p><p>Two</p>", "One\n\nTwo"),
            ("<a href=\"https://example.org/\">here</a>", "[here](https://example.org/)"),
            ("<a href='javascript:alert(1)'>here</a>", "[here]()"),
            ("a<script>alert(1)</script>b", "ab"),
            ("R&amp;D", "R&D"),
        ];
        for (html, markdown) in cases {
            assert_eq!(markdown_from_html(html), markdown, "{html}");
        }
        assert_eq!(plain_from_html("<b>MoU</b><br>signed &ndash; again"), "MoU signed – again");
        assert_eq!(plain_from_html("a < b"), "a < b");
        assert_eq!(plain_from_html("<o:p>Talks</o:p> <blink>held</blink> <tba x=\"1\">"), "Talks held");
    }

    #[test]
    fn words_in_angle_brackets_that_are_no_tags_stay() {
        for (text, plain, markdown) in [
            ("Meeting <draft> held", "Meeting <draft> held", "Meeting <draft> held"),
            ("Review <TBC>", "Review <TBC>", "Review <TBC>"),
            ("<b>Review</b> <TBC>", "Review <TBC>", "**Review** \\<TBC>"),
            ("Ask <name@example.org>", "Ask <name@example.org>", "Ask <name@example.org>"),
        ] {
            assert_eq!(plain_from_html(text), plain, "{text}");
            assert_eq!(markdown_from_html(text), markdown, "{text}");
        }
    }

    #[test]
    fn line_breaks_stay_where_no_tag_makes_lines() {
        for (text, markdown) in [
            ("Agenda\n1) <b>Budget</b>\n2) Staff", "Agenda  \n1) **Budget**  \n2) Staff"),
            ("Agenda<br>Budget\nand staff", "Agenda  \nBudget and staff"),
            ("One\n\nTwo <i>parts</i>", "One\n\nTwo *parts*"),
        ] {
            assert_eq!(markdown_from_text(text), markdown, "{text}");
        }
    }

    #[test]
    fn deep_nesting_does_no_harm() {
        let deep = "<div>".repeat(100_000);
        assert_eq!(markdown_from_html(&format!("{deep}words")), "words");
        assert_eq!(plain_from_html(&format!("{deep}words")), "words");
    }
}
