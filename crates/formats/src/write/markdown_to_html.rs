//! Markdown as HTML that nothing can hide in: raw HTML is shown as letters, links lead to the web or to a
//! mail program, pictures are their words.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::import::link;

/// A text as HTML that shows exactly these letters; good within double quotation marks as well.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(letter),
        }
    }
    out
}

/// A link with words, or the words alone where the address may not be followed.
pub(super) fn linked(words: &str, address: Option<&str>) -> String {
    match address {
        Some(address) => format!("<a href=\"{}\">{}</a>", escaped(address), escaped(words)),
        None => escaped(words),
    }
}

/// Markdown as HTML.
pub(super) fn html_from_markdown(text: &str) -> String {
    let mut out = String::new();
    // Which of the open links are written.
    let mut links: Vec<bool> = Vec::new();
    for event in Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                let address = link(&dest_url);
                links.push(address.is_some());
                if let Some(address) = address {
                    out.push_str(&format!("<a href=\"{}\">", escaped(&address)));
                }
            }
            Event::End(TagEnd::Link) => {
                if links.pop() == Some(true) {
                    out.push_str("</a>");
                }
            }
            Event::Start(tag) => out.push_str(&start(&tag)),
            Event::End(tag) => out.push_str(end(tag)),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => out.push_str(&escaped(&text)),
            Event::Code(text) => out.push_str(&format!("<code>{}</code>", escaped(&text))),
            Event::SoftBreak => out.push(' '),
            Event::HardBreak => out.push_str("<br>"),
            Event::Rule => out.push_str("<hr>"),
            Event::InlineMath(text) | Event::DisplayMath(text) => out.push_str(&escaped(&text)),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }
    out
}

fn start(tag: &Tag<'_>) -> String {
    match tag {
        Tag::Paragraph | Tag::HtmlBlock => "<p>".to_owned(),
        Tag::Heading { .. } => "<h3>".to_owned(),
        Tag::BlockQuote(_) => "<blockquote>".to_owned(),
        Tag::CodeBlock(CodeBlockKind::Indented | CodeBlockKind::Fenced(_)) => "<pre><code>".to_owned(),
        Tag::List(Some(1)) => "<ol>".to_owned(),
        Tag::List(Some(first)) => format!("<ol start=\"{first}\">"),
        Tag::List(None) => "<ul>".to_owned(),
        Tag::Item => "<li>".to_owned(),
        Tag::Emphasis => "<em>".to_owned(),
        Tag::Strong => "<strong>".to_owned(),
        Tag::Strikethrough => "<s>".to_owned(),
        // Links are written by themselves; nothing else can come with these options.
        _ => String::new(),
    }
}

fn end(tag: TagEnd) -> &'static str {
    match tag {
        TagEnd::Paragraph | TagEnd::HtmlBlock => "</p>",
        TagEnd::Heading(_) => "</h3>",
        TagEnd::BlockQuote(_) => "</blockquote>",
        TagEnd::CodeBlock => "</code></pre>",
        TagEnd::List(true) => "</ol>",
        TagEnd::List(false) => "</ul>",
        TagEnd::Item => "</li>",
        TagEnd::Emphasis => "</em>",
        TagEnd::Strong => "</strong>",
        TagEnd::Strikethrough => "</s>",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_becomes_html_and_nothing_hides_in_it() {
        let cases = [
            ("One for **three** & *more*.", "<p>One for <strong>three</strong> &amp; <em>more</em>.</p>"),
            ("a\nb\n\nc", "<p>a b</p><p>c</p>"),
            ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
            ("3. a", "<ol start=\"3\"><li>a</li></ol>"),
            ("[CNA](https://e.org/?a=\"b\")", "<p><a href=\"https://e.org/?a=&quot;b&quot;\">CNA</a></p>"),
            ("[x](javascript:alert(1))", "<p>x</p>"),
            ("a <script>alert(1)</script>", "<p>a &lt;script&gt;alert(1)&lt;/script&gt;</p>"),
            ("<img src=x onerror=y>", "<p>&lt;img src=x onerror=y&gt;</p>"),
            ("![words](https://e.org/a.png)", "<p>words</p>"),
            ("`<b>`", "<p><code>&lt;b&gt;</code></p>"),
            ("> “q”", "<blockquote><p>“q”</p></blockquote>"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(html_from_markdown(text), expected, "{text}");
        }
    }

    #[test]
    fn deep_nesting_does_no_harm() {
        for text in ["> ".repeat(20_000), "[".repeat(20_000), "- ".repeat(20_000), "*a ".repeat(20_000)] {
            html_from_markdown(&text);
        }
    }
}
