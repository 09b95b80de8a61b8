//! Which format a file has: by its content, cheaply, and by its ending only where the content leaves a
//! choice.

use super::key_sketch::Outline;
use crate::format::Format;
use crate::import::table::{self, TableKind};
use crate::import::{flat_records, gdelt, markwhen, schema_org};
use crate::native;
use crate::syntax::yaml;

/// Names that fields with the words or the time of an event have in one format or another. Where one of them
/// is there, the reader of the native format tells more than that it is no timeline.
const TELLING: [&str; 24] = [
    "id",
    "title",
    "name",
    "label",
    "headline",
    "content",
    "text",
    "summary",
    "description",
    "event",
    "what",
    "when",
    "date",
    "dates",
    "day",
    "year",
    "time",
    "start",
    "end",
    "start_date",
    "end_date",
    "from",
    "to",
    "timestamp",
];

/// The hint for a table without a word in it.
const EMPTY_TABLE: &str = "Check that it is the right file, and that it is saved";

/// What a file turned out to be.
#[derive(Debug)]
pub(crate) enum Found {
    /// A format that can be read.
    Format(Format),
    /// An archive: what is in it is looked at next.
    Archive,
    /// Certainly something else: what it is, and what to do about it.
    Else(String, String),
}

/// What a file is. `name` is its name, whose ending is a hint.
pub(crate) fn detect(bytes: &[u8], text: Option<&str>, name: &str) -> Found {
    if let Some((message, hint)) = no_text(bytes) {
        return Found::Else(message.to_owned(), hint.to_owned());
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Found::Archive;
    }
    let Some(text) = text else { return Found::Format(Format::Dateline) };
    let body = text.trim_start_matches('\u{FEFF}').trim_start();
    if is_binary(body) {
        let message = "This is no text, but bytes that only a program can read";
        return Found::Else(
            message.to_owned(),
            "Open a file of events, or convert this one first".to_owned(),
        );
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    if body.is_empty() {
        let is_table = Format::Table.endings().contains(&ending.as_str());
        let hint = if is_table { EMPTY_TABLE } else { native::MINIMAL };
        return Found::Else("The file is empty".to_owned(), hint.to_owned());
    }
    if let Some(found) = by_first_words(body) {
        return found;
    }
    match body.as_bytes() {
        [b'[' | b'{', ..] if ["mw", "markwhen"].contains(&ending.as_str()) => Found::Format(Format::Markwhen),
        [b'[', ..] if ending == "toml" || is_toml_header(body) => Found::Format(Format::DatelineToml),
        [b'{' | b'[', ..] => {
            let outline = Outline::of(body);
            let format = match of_outline(&outline) {
                Some(format) => format,
                None => match lookalike(&outline) {
                    Some(found) => return found,
                    None => Format::Dateline,
                },
            };
            let is_flow = format == Format::Dateline && ["yaml", "yml"].contains(&ending.as_str());
            Found::Format(if is_flow { Format::DatelineYaml } else { format })
        }
        _ => of_text(body, &ending).map_or_else(|| of_prose(body), Found::Format),
    }
}

/// Whether there are signs in the beginning that no text has: control characters other than those that lay it
/// out.
fn is_binary(body: &str) -> bool {
    let is_alien = |char: char| {
        char.is_control()
            && !matches!(char, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1a}' | '\u{1b}' | '\u{85}')
    };
    let starts_a_format = body.starts_with(['{', '[', '<']) || body.starts_with("BEGIN:");
    let alien = body.chars().take(2_000).filter(|char| is_alien(*char)).count();
    !starts_a_format && alien > 0 && alien * 50 > body.chars().take(2_000).count()
}

/// Files that hold no text at all.
fn no_text(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let convert = "Open a file of events, or convert this one first";
    match bytes {
        [b'%', b'P', b'D', b'F', ..] => Some(("This is a PDF document", convert)),
        [0x89, b'P', b'N', b'G', ..] | [0xFF, 0xD8, 0xFF, ..] => Some(("This is a picture", convert)),
        [0x1F, 0x8B, ..] => Some(("This file is compressed with gzip", "Unpack it first")),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => {
            Some(("This is an old office document", "Save the sheet as CSV, and open that"))
        }
        [b'S', b'Q', b'L', b'i', b't', b'e', ..] => {
            Some(("This is a database", "Export its table of events as CSV, and open that"))
        }
        _ => None,
    }
}

/// Formats that begin with words of their own.
fn by_first_words(body: &str) -> Option<Found> {
    let begins = |words: &str| body.get(..words.len()).is_some_and(|head| head.eq_ignore_ascii_case(words));
    if begins("BEGIN:VCALENDAR") {
        return Some(Found::Format(Format::Icalendar));
    }
    if begins("#TIMEFLOW") {
        return Some(Found::Format(Format::TimeFlow));
    }
    body.starts_with('<').then(|| of_markup(body))
}

/// XML by its root, and pages of the web.
fn of_markup(body: &str) -> Found {
    let lower = body
        .get(..body.len().min(1 << 16))
        .or_else(|| body.get(..0))
        .unwrap_or_default()
        .to_ascii_lowercase();
    let lower = if lower.is_empty() {
        body.chars().take(1 << 15).collect::<String>().to_ascii_lowercase()
    } else {
        lower
    };
    let convert = "Open a file of events, or convert this one first";
    if lower.contains("<!doctype html") || lower.contains("<html") {
        if schema_org::has_scripts(body) {
            return Found::Format(Format::SchemaOrg);
        }
        return Found::Else("This is a page of the web, not a file of events".to_owned(), convert.to_owned());
    }
    if lower.contains("<timeline") {
        return Found::Format(Format::TimelineProject);
    }
    if lower.contains("<data") || lower.contains("<sparql") {
        return Found::Format(Format::SimileXml);
    }
    let root =
        lower.split('<').skip(1).map(|tag| tag.split([' ', '>', '\n', '/']).next().unwrap_or_default());
    let root =
        root.filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic())).map(str::to_owned).next();
    let what = root.map_or("This is XML".to_owned(), |root| format!("This is XML that begins with <{root}>"));
    Found::Else(format!("{what}, which is no timeline that is known here"), convert.to_owned())
}

/// JSON and JavaScript, by the names in its beginning. `None` where none of them tells anything.
fn of_outline(outline: &Outline) -> Option<Format> {
    let has = |paths: &[&str]| outline.has_any(paths);
    if has(&["dateline"]) {
        return Some(Format::Dateline);
    }
    if has(&["timeline_json_data", "[].content_text"]) {
        return Some(Format::Table);
    }
    if has(&[
        "events[].start_date",
        "eras[].start_date",
        "events[].text.headline",
        "timeline.date",
        "timeline.slides",
        "timeline.events",
        "[].text.headline",
    ]) || outline.has("[].start_date") && !outline.has("[].date")
    {
        return Some(Format::TimelineJs);
    }
    if has(&["head.vars", "results.bindings"]) || has(&["head"]) && has(&["boolean"]) {
        return Some(Format::Sparql);
    }
    if is_list_of_wikidata(outline) {
        return Some(Format::Sparql);
    }
    if has(&["@context", "@graph", "@type", "[].@context", "[].@type", "[].@graph"]) {
        return Some(Format::SchemaOrg);
    }
    if has(&["core.data", "core.data.itemsById", "core.definitions"]) {
        return Some(Format::Aeon);
    }
    if has(&["dateTimeFormat", "date-time-format", "wikiURL"])
        || is_simile(outline, "events[]")
        || is_simile(outline, "[]")
    {
        return Some(Format::SimileJson);
    }
    let lists = ["[]", "items[]", "data[]", "data.items[]", "data.events[]", "timeline.items[]"];
    if lists.iter().any(|list| is_vis(outline, list)) {
        return Some(Format::Vis);
    }
    let is_titled = has(&["events[].title", "events[].description", "events[].name"]);
    if has(&["events[].start"]) && is_titled && !has(&["events[].date"]) {
        return Some(Format::SimileJson);
    }
    if has(&["events", "[].date", "[].title", "date", "title"]) {
        return Some(Format::Dateline);
    }
    flat_records::looks_like(outline).then_some(Format::Table)
}

/// The plain list that Wikidata's query page offers: things with their labels.
fn is_list_of_wikidata(outline: &Outline) -> bool {
    let names = outline.names_below("[]");
    names.iter().any(|name| names.contains(&format!("{name}Label").as_str()))
}

/// A list of objects none of whose fields is a date or a title, or nearly called so.
fn lookalike(outline: &Outline) -> Option<Found> {
    let names = outline.names_below("[]");
    let is_near = |name: &&str| {
        TELLING.contains(&name.to_lowercase().as_str())
            || name.len() > 3 && dateline_time::nearest(name, ["title", "date", "start", "events"]).is_some()
    };
    if names.is_empty() || names.iter().any(is_near) {
        return None;
    }
    let shown = names.iter().take(8).copied().collect::<Vec<_>>().join(", ");
    let more = if names.len() > 8 { " and others" } else { "" };
    let fields = if names.len() == 1 { "the field" } else { "the fields" };
    let message = format!(
        "This is a list of objects with {fields} {shown}{more}; none of them is known as a date or a title"
    );
    let hint =
        "Call them \"date\" and \"title\", as in [{\"date\": \"2021-08\", \"title\": \"Three MoUs signed\"}]";
    Some(Found::Else(message, hint.to_owned()))
}

fn is_vis(outline: &Outline, list: &str) -> bool {
    let has = |name: &str| outline.has(&format!("{list}.{name}"));
    (has("start") || has("start_min")) && (has("content") || has("title")) && !has("date")
}

fn is_simile(outline: &Outline, list: &str) -> bool {
    let has = |name: &str| outline.has(&format!("{list}.{name}"));
    let own =
        ["durationEvent", "isDuration", "latestStart", "earliestEnd", "eventID", "classname", "caption"];
    let is_short = list == "events[]" && has("s") && has("t");
    has("start") && own.iter().any(|name| has(name)) || is_short
}

/// Whether the first line is the name of a table in brackets, as `[[events]]`.
fn is_toml_header(body: &str) -> bool {
    let line = body.lines().next().unwrap_or_default().split('#').next().unwrap_or_default().trim();
    let name = line.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or_default();
    let name = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name).trim();
    let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(is_bare)
        && !["true", "false", "null"].contains(&name)
}

/// Text that does not begin with a bracket.
fn of_text(body: &str, ending: &str) -> Option<Format> {
    match ending {
        "toml" => return Some(Format::DatelineToml),
        "yaml" | "yml" => return Some(Format::DatelineYaml),
        "mw" | "markwhen" => return Some(Format::Markwhen),
        _ => {}
    }
    if let Some(format) = of_code(body, ending) {
        return Some(format);
    }
    if gdelt::looks_like(body) {
        return Some(Format::Gdelt);
    }
    if body.lines().any(|line| line.trim() == "[[events]]") {
        return Some(Format::DatelineToml);
    }
    match table::looks_like(body) {
        Some(TableKind::Events) => return Some(Format::Table),
        Some(TableKind::TimelineJsSheet) => return Some(Format::TimelineJsSheet),
        None => {}
    }
    if yaml::looks_like(body) {
        return Some(Format::DatelineYaml);
    }
    if markwhen::looks_like(body) {
        return Some(Format::Markwhen);
    }
    match ending {
        "csv" | "tsv" | "tab" => Some(Format::Table),
        _ => None,
    }
}

/// Text in which nothing tells a format: a JSON value without brackets is told by the reader of JSON,
/// everything else here.
fn of_prose(body: &str) -> Found {
    let is_json = body.starts_with(['"', '-', '/', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
        || ["null", "true", "false"].contains(&body.trim_end());
    if is_json {
        return Found::Format(Format::Dateline);
    }
    if body.starts_with("# ") && body.contains("\n## ") {
        let message = "This is Markdown, which is for reading, and no file of events";
        return Found::Else(message.to_owned(), "Open the file that it was made from".to_owned());
    }
    let message = "This is text in none of the formats that are known here";
    let hint = "Open JSON, CSV, a calendar, Markwhen or a file of another timeline program";
    Found::Else(message.to_owned(), hint.to_owned())
}

/// JavaScript that assigns a literal or hands it to a call.
fn of_code(body: &str, ending: &str) -> Option<Format> {
    let head = body.get(..body.len().min(4_096)).unwrap_or(body);
    if !head.contains(['[', '{']) || !is_code(head, ending) || ["jsonc", "json5"].contains(&ending) {
        return None;
    }
    if head.starts_with("//") && !head.contains(['=', '(']) {
        return None;
    }
    of_outline(&Outline::of_all(body)).or(Some(Format::Vis)).filter(|format| {
        // A comment before plain JSON is the business of its own reader.
        !(head.starts_with('/') && *format == Format::Dateline)
    })
}

fn is_code(head: &str, ending: &str) -> bool {
    let words =
        ["var ", "let ", "const ", "window.", "export ", "new vis.", "storyjs_jsonp_data", "//", "/*"];
    let calls =
        ["import ", "function ", "(function", "$(", "document.", "'use strict'", "\"use strict\"", ";"];
    let begins = |words: &[&str]| words.iter().any(|word| head.starts_with(word));
    if begins(&words) || begins(&calls) && head.contains(['=', '(']) {
        return true;
    }
    if ["js", "mjs", "cjs", "ts", "jsonp"].contains(&ending) {
        return true;
    }
    // A name that something in brackets is assigned or handed to: `timeline.data = {`, `callback([`.
    let is_sign = |c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$' | '.'));
    let rest = head.trim_start_matches(|c: char| !is_sign(c));
    let is_named = rest.len() < head.len() && !head.starts_with(|c: char| c.is_ascii_digit());
    let value = rest.trim_start().strip_prefix(['=', '(']).map(str::trim_start);
    is_named && value.is_some_and(|value| value.starts_with(['{', '[']) || value.starts_with("new "))
}
