//! What is not sound is mended and told, and nothing does harm.

use proptest::prelude::*;

use super::*;
use crate::report::diagnostic::Log;

/// The names, attributes and texts of a document, then the findings with the words they are about.
fn seen(text: &str) -> String {
    let mut log = Log::default();
    let read = with_root(text, &mut log, |root, _| {
        let mut seen = String::new();
        for node in root.descendants() {
            if node.is_element() {
                let attributes: Vec<String> =
                    node.attributes().iter().map(|a| format!("{}={:?}", a.name, a.value)).collect();
                let cut = if node.is_cut() { " cut" } else { "" };
                seen.push_str(&format!("<{} {}{cut}>", node.name(), attributes.join(" ")));
            } else if let Some(text) = node.text() {
                seen.push_str(text.trim());
            }
        }
        Ok(seen)
    });
    let mut seen = match read {
        Ok(seen) => seen,
        Err(Failure::Unusable { message, .. }) => format!("! {message}"),
        Err(Failure::Cancelled) => "cancelled".to_owned(),
    };
    for finding in log.into_list() {
        let words = text.get(finding.range.clone()).unwrap_or_default();
        seen.push_str(&format!("\n{words:?} {}", finding.message));
    }
    seen
}

#[test]
fn what_people_write_instead_of_xml_is_mended_at_its_place() {
    let cases = [
        ("<data><event start='1'>A &amp; B</event></data>", "<data ><event start=\"1\">A & B"),
        (
            "<data><e t='A & B'>C &nbsp;&eacute;</e></data>",
            "<data ><e t=\"A & B\">C  é\n\"&\" This & begins no character reference\n\"&nbsp;\" &nbsp; is a name of HTML and not of XML\n\"&eacute;\" &eacute; is a name of HTML and not of XML",
        ),
        ("<data><e>a<br>b</e><!-- -- --></data>", "<data ><e >a<br >b\n\"<br>\" <br> is not closed"),
        (
            "<data><e>one<e>two</data>",
            "<data ><e >one<e >two\n\"<e\" <e> is not closed\n\"<e\" <e> is not closed",
        ),
        ("<data></b><e/></data>", "<data ><e >\n\"</b>\" </b> closes nothing"),
        (
            "<data><e x='1' x='2' y=3 z/>5 < 6",
            "<data  cut><e x=\"1\" y=\"3\" z=\"\">5 < 6\n\"<data\" The file ends within <data>\n\"x\" x stands in this element twice\n\"<\" This < begins no tag",
        ),
        (
            "<data><e t='<b>x</b>'>a\u{1}b</e></data>",
            "<data ><e t=\"<b>x</b>\">a b\n\"\\u{1}\" A control character is not allowed in XML",
        ),
        ("<data><e>one</e><e>tw", "<data  cut><e >one<e  cut>tw\n\"<e\" The file ends within <e>"),
        (
            "<!DOCTYPE d [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><d><e>&b;</e></d>",
            "<d ><e >&b;\n\"<!DOCTYPE\" A document type with entities of its own is not read\n\"&\" This & begins no character reference",
        ),
        ("words", "! This is not sound XML: unknown token\n\"w\" Not sound XML: unknown token"),
        ("", "! There is no element in this XML\n\"\" Not sound XML: the document does not have a root node"),
    ];
    for (text, expected) in cases {
        assert_eq!(seen(text), expected, "{text}");
    }
}

#[test]
fn what_is_in_an_element_is_text_or_html() {
    let text = "<d><a> A &lt;b&gt; </a><b>x <i>y</i>!</b><c/></d>";
    let inner = with_root(text, &mut Log::default(), |root, _| {
        Ok(root.children().map(Node::inner).collect::<Vec<_>>())
    });
    assert_eq!(inner.ok().unwrap_or_default(), [" A <b> ", "x <i>y</i>!", ""]);
}

#[test]
fn deep_nesting_does_no_harm() {
    for text in [
        "<a>".repeat(200_000),
        "<a><b>".repeat(100_000) + "</a>",
        "<a ".repeat(50_000),
        "<!>".repeat(50_000),
        "<![CDATA[".repeat(50_000),
        "</a".repeat(50_000),
        format!("<a {}/>", "b='' ".repeat(50_000)),
    ] {
        let _ = seen(&text);
    }
}

proptest! {
    #[test]
    fn whatever_stands_there_does_no_harm(parts in prop::collection::vec("<a>|</a>|<b x='|'|\"|=|&|&amp;|;|<!--|-->|<!\\[CDATA\\[|\\]\\]>|<\\?|\\?>|<!D \\[|\\]>|/>|>|<|é| |\u{1}", 0..30)) {
        let text = parts.concat();
        let _ = seen(&text);
        let _ = seen(&format!("<d>{text}</d>"));
    }
}
