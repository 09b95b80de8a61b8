//! Chronos: one event a line, `- [2021-03~2022] Name | more about it`, with signs for events, periods, points
//! and markers.

use crate::import::{Draft, Importer};
use crate::reader::{Failure, Read, ReadContext};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use dateline_time::phrases::{DateParts, between, error_in_plain_terms, open_from};
use dateline_time::{Date, DateError};
use dateline_timeline::model::Status;

/// What a line begins with, and what that makes of the event.
const SIGNS: [(&str, &str); 4] = [("-", "event"), ("@", "period"), ("*", "point"), ("=", "marker")];

/// Whether the first line that is neither comment nor flag is an event of this notation.
pub(super) fn looks_like(text: &str) -> bool {
    let is_content = |line: &&str| !line.is_empty() && !line.starts_with(['#', '>', '`']);
    text.lines().map(str::trim).take(200).find(is_content).is_some_and(|line| {
        split(line).is_some_and(|(_, when, _)| date_of(when.split('~').next().unwrap_or_default()).is_ok())
    })
}

/// The sign of a line, what stands in its brackets, and where the rest begins.
fn split(line: &str) -> Option<(&'static str, &str, usize)> {
    let (sign, kind) = SIGNS.iter().find(|(sign, _)| line.starts_with(sign))?;
    let rest = line.get(sign.len()..)?;
    let open = rest.trim_start().strip_prefix('[')?;
    let close = open.find(']')?;
    let at = line.len() - open.len();
    Some((kind, open.get(..close)?, at + close + 1))
}

/// Reads a file.
///
/// # Errors
/// When there is no event in it, or when it is cancelled.
pub(super) fn read(text: &str, context: ReadContext<'_>) -> Result<Read, Failure> {
    let mut importer = Importer::new(context);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut at = 0;
    importer.each_in_order(lines.into_iter(), |importer, line| {
        let trimmed = line.trim();
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        let place = start..start + trimmed.len();
        if trimmed.is_empty() || trimmed.starts_with(['#', '`']) {
            return;
        }
        if let Some((kind, when, behind)) = split(trimmed) {
            importer.begin();
            let draft = event(trimmed, kind, when, behind, place, importer.log);
            importer.add(draft);
        } else {
            importer.log.record = None;
            let is_flag = trimmed.starts_with('>');
            let (severity, message) = if is_flag {
                (Severity::Note, "Flags are about drawing, and drawing is done otherwise here")
            } else {
                (Severity::Warning, "This line is no event")
            };
            let finding = Diagnostic::new(severity, place, &Path::Root, message).found(trimmed);
            let hint = if is_flag { "" } else { "Write an event as in - [2021-03] Name" };
            importer.log.push(finding.hint(hint).effect("Not shown"));
        }
    })?;
    importer.finish()
}

/// Reads one line.
fn event(
    line: &str,
    kind: &'static str,
    when: &str,
    behind: usize,
    place: std::ops::Range<usize>,
    log: &mut Log,
) -> Draft {
    let mut draft = Draft::new("", place.clone());
    let when_at = place.start + line.find('[').map_or(0, |open| open + 1);
    match range(when) {
        Ok((date, is_ongoing)) => {
            draft.event.date = Some(date);
            if is_ongoing {
                draft.event.status = Status::Ongoing;
            }
        }
        Err(error) => {
            draft.event.date_note = when.trim().to_owned();
            let finding = Diagnostic::new(
                Severity::Error,
                when_at..when_at + when.len().max(1),
                &Path::Root,
                error.message,
            );
            log.push(finding.found(when).hint(error.hint.unwrap_or_default()).effect("Shown without a date"));
        }
    }
    let mut rest = line.get(behind..).unwrap_or_default().trim();
    if let Some(colour) = rest.strip_prefix('#') {
        let word = colour.split_whitespace().next().unwrap_or_default();
        draft.leave("color", word);
        rest = colour.get(word.len()..).unwrap_or_default().trim();
    }
    if let Some((group, behind)) = rest.strip_prefix('{').and_then(|group| group.split_once('}')) {
        draft.lane = Some(group.trim().to_owned());
        rest = behind.trim();
    }
    let (title, more) = rest.split_once('|').unwrap_or((rest, ""));
    draft.event.title = title.trim().to_owned();
    draft.event.summary = more.trim().to_owned();
    if kind != "event" {
        draft.leave("kind", kind);
    }
    draft
}

/// One date or two with `~` between; a second one that is left out is today, so that the event goes on.
fn range(text: &str) -> Result<(Date, bool), DateError> {
    match text.split_once('~') {
        None => Ok((date_of(text)?, false)),
        Some((from, to)) if to.trim().is_empty() => Ok((open_from(&date_of(from)?)?, true)),
        Some((from, to)) => Ok((between(&date_of(from)?, &date_of(to)?)?, false)),
    }
}

/// `YYYY[-MM[-DD[Thh[:mm[:ss]]]]]`; a negative year is one before the common era.
fn date_of(text: &str) -> Result<Date, DateError> {
    let text = text.trim();
    let error = match Date::parse(text) {
        Ok(date) => return Ok(date),
        // Other notations are none here.
        Err(error) => DateError { hint: error.hint.clone(), ..error_in_plain_terms(error, text) },
    };
    let (day, clock) = match text.split_once('T') {
        Some((day, clock)) => (day, Some(clock)),
        None => (text, None),
    };
    let (sign, digits) = day.strip_prefix('-').map_or((1, day), |digits| (-1, digits));
    let fields: Vec<&str> = digits.split('-').collect();
    let clock: Option<Vec<&str>> = clock.map(|clock| clock.split(':').collect());
    let read = || -> Option<DateParts> {
        let is_number = |field: &&str| !field.is_empty() && field.bytes().all(|byte| byte.is_ascii_digit());
        let year = Some(*fields.first()?).filter(is_number)?.parse::<i64>().ok()?;
        let two = |field: Option<&&str>| match field {
            None => Some(None),
            Some(field) => field.parse::<u8>().ok().map(Some),
        };
        let (month, day) = (two(fields.get(1))?, two(fields.get(2))?);
        let (clock, second) = match &clock {
            None => (None, None),
            Some(parts) => {
                let hour = parts.first()?.parse::<u8>().ok()?;
                let minute = two(parts.get(1))?.unwrap_or(0);
                (Some((hour, minute)), two(parts.get(2))?)
            }
        };
        (fields.len() <= 3).then_some(DateParts {
            year: sign * year,
            month,
            day,
            clock,
            second,
            offset: None,
        })
    };
    read().map_or(Err(error), |civil| civil.date())
}
