//! Reads a native file: in one pass where it is sound, else level by level, with its records on all
//! processors.

use std::thread;

use super::document::{Document, MINIMAL, head, split};
use super::link_references::{self, Placed, Tables};
use super::{declarations, event_record, field_names, one_pass, story};
use crate::reader::{Failure, Read, ReadContext};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::report::source_text::SourceText;
use crate::syntax::json::{Kind, Raw, without_comments};
use dateline_timeline::model::{EventId, TimelineBuilder};

/// Reads a file. Findings go to `log` with the place of their record as event, named by ids at the end.
pub(crate) fn read(source: &SourceText, mut context: ReadContext<'_>) -> Result<Read, Failure> {
    if let Some(read) = one_pass::read(source, &mut context) {
        return read;
    }
    match without_comments(source.text(), false) {
        Some(plain) => {
            let source = source.with_text(plain);
            one_pass::read(&source, &mut context).unwrap_or_else(|| read_listed(&source, &mut context))
        }
        None => read_listed(source, &mut context),
    }
}

/// Reads a file whose brackets may be wrong: splits it level by level and keeps every event as a whole in
/// memory, about three times the size of the file.
pub(super) fn read_listed(source: &SourceText, context: &mut ReadContext<'_>) -> Result<Read, Failure> {
    let root = Path::Root;
    let whole = Raw::document(source.text());
    let Document { mut fields, records, .. } = split(whole, &root, context.log)?;
    let events_path = root.field("events");
    let base = if fields.is_some() { events_path } else { root };
    let drafts = read_records(&records, whole, &base, context)?;
    let log = &mut *context.log;

    let mut builder = TimelineBuilder::default();
    let mut tables = match &mut fields {
        Some(file) => {
            head(file, &mut builder, log);
            Tables::new(
                declarations::lanes(file, log),
                declarations::actors(file, log),
                declarations::sources(file, log),
            )
        }
        None => Tables::new(
            declarations::Table::empty(),
            declarations::Table::empty(),
            declarations::Table::empty(),
        ),
    };
    let mut event_of_record = vec![None; records.len()];
    for (index, (record, _)) in drafts.iter().enumerate() {
        if let Some(event) = event_of_record.get_mut(*record) {
            *event = Some(EventId::from_index(index));
        }
    }
    let rejected = records.len() - drafts.len();
    if !drafts.is_empty() && drafts.iter().all(|(_, draft)| draft.is_blank) {
        return Err(Failure::unusable("None of the records says what happened, or when", MINIMAL));
    }
    let (events, keys) = link_references::resolve(drafts, &mut tables, &base, log);
    builder.events = events;
    builder.lanes = tables.lanes.list;
    builder.actors = tables.actors.list;
    builder.sources = tables.sources.list;
    builder.tags = tables.tags;
    if let Some(mut file) = fields {
        builder.stories = story::read_all(&mut file, &keys, log);
        builder.extra = file.extras(&field_names::FILE, log);
    }
    if log.has_mended && !log.has_problems() {
        whole.report_syntax(log, &root);
    }
    log.name_events(|record| event_of_record.get(record).copied().flatten());
    Ok(Read::of(builder.build(), records.len(), rejected))
}

/// Records that are read between two reports of progress.
const BATCH: usize = 8_192;

/// Fewest records for which a second processor is worth starting a thread.
const PARALLEL_FROM: usize = 512;

/// Reads all records, in parallel, in the order of the file.
fn read_records(
    records: &[Raw<'_>],
    whole: Raw<'_>,
    base: &Path<'_>,
    context: &mut ReadContext<'_>,
) -> Result<Vec<Placed>, Failure> {
    let threads = thread::available_parallelism().map_or(1, |count| count.get().min(8));
    let mut drafts: Vec<Placed> = Vec::with_capacity(records.len());
    for (batch_index, batch) in records.chunks(BATCH).enumerate() {
        let first = batch_index * BATCH;
        context.progress(first, records.len())?;
        let share = if batch.len() < PARALLEL_FROM { batch.len() } else { batch.len().div_ceil(threads) };
        let parts: Vec<(Vec<Placed>, Log)> = thread::scope(|scope| {
            let mut shares = batch.chunks(share.max(1)).enumerate();
            let own = shares.next();
            let others: Vec<_> = shares
                .map(|(index, part)| {
                    let read = move || read_part(part, first + index * share, whole, base);
                    // Where no thread can be had, the share is read here, after the others.
                    thread::Builder::new().spawn_scoped(scope, read).map_err(|_| read)
                })
                .collect();
            let own = own.map(|(_, part)| read_part(part, first, whole, base));
            let others = others.into_iter().filter_map(|other| match other {
                // A thread that panicked loses its records, which the count of rejected ones then shows.
                Ok(thread) => thread.join().ok(),
                Err(read) => Some(read()),
            });
            own.into_iter().chain(others).collect()
        });
        for (part, part_log) in parts {
            drafts.extend(part);
            context.log.append(part_log);
        }
    }
    context.progress(records.len(), records.len())?;
    Ok(drafts)
}

fn read_part(records: &[Raw<'_>], first: usize, whole: Raw<'_>, base: &Path<'_>) -> (Vec<Placed>, Log) {
    let mut log = Log::default();
    let mut drafts = Vec::with_capacity(records.len());
    for (index, raw) in records.iter().enumerate() {
        let record = first + index;
        let path = base.item(record);
        log.record = Some(record);
        if raw.end() == whole.end() && !raw.is_closed() && raw.kind() == Kind::Object && raw.at != whole.at {
            log.push(
                Diagnostic::new(
                    Severity::Error,
                    raw.range(),
                    &path,
                    "The file ends in the middle of this event",
                )
                .found(raw.text)
                .hint("Add what is missing")
                // Half an event may say the opposite of the whole one.
                .effect("Left out"),
            );
            continue;
        }
        if let Some(draft) = event_record::read(*raw, &path, &mut log) {
            drafts.push((record, draft));
        }
    }
    log.record = None;
    (drafts, log)
}
