//! TimelineJS as JSON: version 3, its early draft with `timeline.slides`, versions 1 and 2 with
//! `timeline.date`, each also as JavaScript. A date stays as precise as the parts that are there.

mod date;
pub(crate) mod sheet;
pub(crate) mod slide;

use super::{Draft, Importer, Outcome, ReadAgain, markdown_from_html, plain_from_html};
use crate::reader::{Failure, Read, ReadContext};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::report::source_text::SourceText;
use crate::syntax::fields::{Fields, Names};
use crate::syntax::javascript;
use crate::syntax::json::{Kind, Raw};
use dateline_timeline::model::EventId;

/// What stands around the events; nothing here is a slip of another name.
const FILE: Names = Names { known: &[], synonyms: &[] };

/// Reads a file.
pub(crate) fn read(source: &SourceText, context: ReadContext<'_>) -> Result<Read, Failure> {
    javascript::with_json(source, context.log, |whole, log| {
        let context = ReadContext { log, watcher: &mut *context.watcher, ..context };
        let root = Path::Root;
        let mut importer = Importer::new(context);
        if source.holds(whole.range(), whole.text) {
            importer.keep_records_in(source);
        }
        let mut kinds = SlideKinds::default();
        if whole.kind() == Kind::List {
            let slides = whole.elements(importer.log, &root);
            add_slides(&slides, &root, slide::Kind::Event, &mut importer, &mut kinds)?;
            return importer.finish_again(kinds);
        }
        let members = whole.members(importer.log, &root);
        let is_own = members.iter().any(|member| is_body(&member.name));
        // In JavaScript the document is what one of several names stands for.
        let wrapped = members.iter().find(|member| !is_own && holds_document(member.value));
        match wrapped {
            Some(member) => {
                let path = root.field(&member.name);
                read_document(member.value, &path, &mut importer, &mut kinds)?;
            }
            None => read_document(whole, &root, &mut importer, &mut kinds)?,
        }
        importer.finish_again(kinds)
    })
}

/// Which events are eras: each list of slides by its first event. Slides are read again by it.
#[derive(Debug, Default)]
struct SlideKinds(Vec<(usize, slide::Kind)>);

impl ReadAgain for SlideKinds {
    fn draft(&self, event: EventId, record: &str) -> Option<Draft> {
        let list = self.0.partition_point(|(first, _)| *first <= event.index()).checked_sub(1)?;
        let (_, kind) = self.0.get(list)?;
        match slide::read(Raw::document(record), *kind, &Path::Root, &mut Log::default()) {
            Outcome::Event(draft) => Some(*draft),
            Outcome::Nothing(_) => None,
        }
    }
}

fn is_body(name: &str) -> bool {
    matches!(name, "events" | "timeline" | "slides" | "eras")
}

fn holds_document(raw: Raw<'_>) -> bool {
    raw.kind() == Kind::Object
        && raw.members(&mut Log::default(), &Path::Root).iter().any(|member| is_body(&member.name))
}

/// Reads `{title, events, eras}`, or what stands in `timeline`.
fn read_document(
    raw: Raw<'_>,
    path: &Path<'_>,
    importer: &mut Importer<'_>,
    kinds: &mut SlideKinds,
) -> Result<(), Failure> {
    let mut fields = Fields::new(raw, path, importer.log);
    if let Some(inner) = fields.get("timeline") {
        let inner_path = path.field("timeline");
        match inner.raw.kind() {
            Kind::Object => {
                let mut body = Fields::new(inner.raw, &inner_path, importer.log);
                read_body(&mut body, importer, kinds)?;
                importer.leave_all(body.extras(&FILE, &mut Log::default()));
            }
            Kind::List => {
                let slides = inner.raw.elements(importer.log, &inner_path);
                add_slides(&slides, &inner_path, slide::Kind::Event, importer, kinds)?;
            }
            _ => fields.keep(inner.index),
        }
    }
    read_body(&mut fields, importer, kinds)?;
    importer.leave_all(fields.extras(&FILE, &mut Log::default()));
    Ok(())
}

/// Reads the title, the slides and the eras of one object.
fn read_body(
    body: &mut Fields<'_, '_>,
    importer: &mut Importer<'_>,
    kinds: &mut SlideKinds,
) -> Result<(), Failure> {
    read_title(body, importer);
    let lists = [
        ("events", slide::Kind::Event),
        ("slides", slide::Kind::Event),
        ("date", slide::Kind::Event),
        ("eras", slide::Kind::Era),
        ("era", slide::Kind::Era),
    ];
    for (name, kind) in lists {
        let Some((slides, _)) = body.list(name, importer.log) else { continue };
        let path = body.path.field(name);
        add_slides(&slides, &path, kind, importer, kinds)?;
    }
    Ok(())
}

fn add_slides(
    slides: &[Raw<'_>],
    path: &Path<'_>,
    kind: slide::Kind,
    importer: &mut Importer<'_>,
    kinds: &mut SlideKinds,
) -> Result<(), Failure> {
    kinds.0.push((importer.events(), kind));
    let read = |place: usize, raw: &Raw<'_>, log: &mut Log| slide::read(*raw, kind, &path.item(place), log);
    importer.read_and_add(slides, read)
}

/// The title slide of version 3 is what the timeline is called and a few words about it; versions 1 and 2 say
/// both beside their events.
fn read_title(body: &mut Fields<'_, '_>, importer: &mut Importer<'_>) {
    let path = body.path.field("title");
    if let Some(field) = body.get("title") {
        let slides = match field.raw.kind() {
            Kind::List => field.raw.elements(importer.log, &path),
            _ => vec![field.raw],
        };
        if let Some(second) = slides.get(1) {
            let finding =
                Diagnostic::new(Severity::Warning, second.range(), &path, "A file has one title slide");
            importer.log.push(finding.hint("Make it an event").effect("Passed over, and kept as it is"));
        }
        if let Some(first) = slides.first() {
            let (title, description) = slide::words_of_title(*first, &path, importer.log);
            importer.head.title = title;
            importer.head.description = description;
        }
        // Its picture and what else it has.
        let is_words_alone = slides.len() == 1 && field.raw.kind() == Kind::Text;
        if !is_words_alone {
            body.keep(field.index);
        }
    }
    if body.has("headline") {
        let title = body.words("headline", importer.log);
        importer.head.title = plain_from_html(&title);
    }
    if importer.head.description.is_empty() && body.has("text") {
        let text = body.words("text", importer.log);
        importer.head.description = markdown_from_html(&text);
    }
}
