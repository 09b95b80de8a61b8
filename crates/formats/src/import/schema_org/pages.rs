//! JSON-LD in pages of the web: `<script type="application/ld+json">`.

use crate::import::plain_from_html;
use crate::syntax::json::Raw;

/// The mark of such a script.
const MARK: &str = "application/ld+json";

/// Whether a page holds JSON-LD.
pub(crate) fn has_scripts(page: &str) -> bool {
    memchr::memmem::find(page.as_bytes(), MARK.as_bytes()).is_some()
}

/// The JSON texts of a page, with their places.
pub(super) fn scripts(page: &str) -> Vec<Raw<'_>> {
    let mut list = Vec::new();
    let mut at = 0;
    while let Some(mark) =
        memchr::memmem::find(page.as_bytes().get(at..).unwrap_or_default(), MARK.as_bytes())
    {
        let mark = at + mark;
        at = mark + MARK.len();
        let is_script = page
            .get(..mark)
            .and_then(|before| before.rfind('<'))
            .and_then(|open| page.get(open + 1..open + 7))
            .is_some_and(|name| name.eq_ignore_ascii_case("script"));
        let Some(start) = page.get(at..).and_then(|rest| rest.find('>')).filter(|_| is_script) else {
            continue;
        };
        let start = at + start + 1;
        let body = page.get(start..).unwrap_or_default();
        let end = end_of_script(body);
        at = start + end;
        list.push(unwrapped(body.get(..end).unwrap_or_default(), start));
    }
    list
}

fn end_of_script(body: &str) -> usize {
    let ends = body.match_indices("</");
    let is_end =
        |at: &usize| body.get(at + 2..at + 8).is_some_and(|name| name.eq_ignore_ascii_case("script"));
    ends.map(|(at, _)| at).find(is_end).unwrap_or(body.len())
}

/// Without the marks that old pages put round a script.
fn unwrapped(body: &str, at: usize) -> Raw<'_> {
    let first = body.find(['{', '[']).unwrap_or(0);
    let last = body.rfind(['}', ']']).map_or(body.len(), |last| last + 1);
    Raw { text: body.get(first..last).unwrap_or_default(), at: at + first }
}

/// The title of a page.
pub(super) fn title(page: &str) -> String {
    let head: String = page.chars().take(100_000).collect();
    let lower = head.to_ascii_lowercase();
    let Some(open) = lower.find("<title") else { return String::new() };
    let start = lower.get(open..).and_then(|rest| rest.find('>')).map(|at| open + at + 1);
    let end = lower.get(open..).and_then(|rest| rest.find("</title")).map(|at| open + at);
    let inner = start.zip(end).and_then(|(start, end)| head.get(start..end));
    inner.map_or(String::new(), plain_from_html)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_found_with_their_places() {
        let page = "<!doctype html><html><head><TITLE>A &amp; B</TITLE><script type=\"application/ld+json\">\n<!-- {\"a\": 1} -->\n\
                    </script><p>application/ld+json</p><SCRIPT type='application/ld+json'>[1]";
        let found = scripts(page);
        let texts: Vec<_> = found.iter().map(|raw| raw.text).collect();
        assert_eq!(texts, ["{\"a\": 1}", "[1]"]);
        assert!(found.iter().all(|raw| page.get(raw.range()) == Some(raw.text)));
        assert_eq!(title(page), "A & B");
    }
}
