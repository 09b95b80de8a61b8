//! Dates of TimelineJS: objects of parts in version 3, `"Y,M,D,h,m,s"` and `"M/D/YYYY"` before.

use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;
use crate::syntax::fields::Fields;
use crate::syntax::javascript;
use crate::syntax::json::{Kind, Raw};
use dateline_time::Date;
use dateline_time::phrases::{DateParts, DayOrder, read_any_notation};

/// Years from here on are those of geology, where one more or less is nothing.
const DEEP_TIME: i64 = 10_000;
/// What happens without a date that can be read.
const EFFECT: &str = "Shown without a date; TimelineJS does not show it at all";

/// A field that holds a date.
pub(super) struct Stated {
    /// The date.
    pub date: Date,
    /// Words to show instead of it, and whether anything else stands beside its parts.
    pub display: String,
    pub has_more: bool,
}

/// Reads a date in any of the ways. `Ok(None)` where nothing is stated.
///
/// # Errors
/// When it is no date, which was reported.
pub(super) fn read(raw: Raw<'_>, path: &Path<'_>, log: &mut Log) -> Result<Option<Stated>, ()> {
    let plain =
        |date: Option<Date>| date.map(|date| Stated { date, display: String::new(), has_more: false });
    if let Some(made) = javascript::date_in(raw) {
        return of_text(made, &made.shown(), path, log).map(plain);
    }
    match raw.kind() {
        Kind::Object => of_parts(raw, path, log),
        Kind::Text => {
            let words = raw.words(log, path);
            of_text(raw, &words, path, log).map(plain)
        }
        Kind::Number => of_text(raw, raw.text, path, log).map(plain),
        kind => {
            let message = format!("Expected a date, found {}", kind.label());
            log.push(finding(raw, path, message).effect(EFFECT));
            Err(())
        }
    }
}

fn finding(raw: Raw<'_>, path: &Path<'_>, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Severity::Error, raw.range(), path, message)
        .found(&raw.shown())
        .expected("A date such as {\"year\": \"2021\", \"month\": \"8\"}")
}

/// The year as astronomers count. There is no year 0 in TimelineJS, where -44 is shown as 44 BCE; the huge
/// numbers of its cosmological scale are taken as they are.
fn astronomical(year: i64) -> i64 {
    if (-DEEP_TIME..0).contains(&year) { year + 1 } else { year }
}

fn of_parts(raw: Raw<'_>, path: &Path<'_>, log: &mut Log) -> Result<Option<Stated>, ()> {
    let mut fields = Fields::new(raw, path, log);
    let mut parts = [None; 7];
    let names = ["year", "month", "day", "hour", "minute", "second", "millisecond"];
    for (part, name) in parts.iter_mut().zip(names) {
        *part = number(&mut fields, name, log)?;
    }
    let [year, month, day, mut hour, mut minute, mut second, _] = parts;
    if hour.is_none() && fields.has("time") {
        let time = fields.words("time", log);
        let mut numbers = time.split(':').map(|number| number.trim().parse::<i64>().ok());
        hour = numbers.next().flatten();
        minute = numbers.next().flatten();
        second = numbers.next().flatten();
    }
    let display = fields.words("display_date", log);
    let has_more = fields.has_unread();
    let Some(year) = year else {
        if [month, day, hour, minute, second].iter().all(Option::is_none) {
            return Ok(None);
        }
        log.push(finding(raw, path, "A date needs a year").hint("Add \"year\"").effect(EFFECT));
        return Err(());
    };
    if year == 0 {
        let finding =
            Diagnostic::new(Severity::Warning, raw.range(), path, "There is no year 0 between BCE and CE");
        log.push(finding.hint("Write -1 for 1 BCE").effect("Read as 1 BCE"));
    }
    let gap = |part: Option<i64>, coarser: Option<i64>| part.is_some() && coarser.is_none();
    if gap(day, month) || gap(hour, day) || gap(minute, hour) || gap(second, minute) {
        let finding = Diagnostic::new(Severity::Warning, raw.range(), path, "A part of this date is missing");
        log.push(
            finding
                .found(raw.text)
                .hint("State every part down to the finest")
                .effect("Read down to the missing part"),
        );
    }
    let small = |part: Option<i64>| part.map(|part| u8::try_from(part).unwrap_or(u8::MAX));
    let month = small(month);
    let day = small(day).filter(|_| month.is_some());
    let hour = small(hour).filter(|_| day.is_some());
    let civil = DateParts {
        year: astronomical(year),
        month,
        day,
        clock: hour.map(|hour| (hour, small(minute).unwrap_or(0))),
        second: small(second).filter(|_| hour.is_some() && minute.is_some()),
        offset: None,
    };
    let date = dated(civil, raw, path, log)?;
    Ok(Some(Stated { date, display, has_more }))
}

fn dated(civil: DateParts, raw: Raw<'_>, path: &Path<'_>, log: &mut Log) -> Result<Date, ()> {
    civil.date().map_err(|error| {
        log.push(finding(raw, path, error.message).hint(error.hint.unwrap_or_default()).effect(EFFECT));
    })
}

/// A part of a date: a number, or a text of one. Empty texts and null say nothing.
fn number(fields: &mut Fields<'_, '_>, name: &str, log: &mut Log) -> Result<Option<i64>, ()> {
    let Some(field) = fields.get(name) else { return Ok(None) };
    let shown = field.raw.shown();
    let words = shown.trim();
    if words.is_empty() {
        return Ok(None);
    }
    let number = words.parse::<i64>().ok().or_else(|| {
        let number: f64 = words.parse().ok()?;
        (number.fract() == 0.0 && number.abs() < 9e15).then_some(number as i64)
    });
    if number.is_none() {
        let path = fields.path.field(name);
        let finding =
            Diagnostic::new(Severity::Error, field.raw.range(), &path, "This part of a date is no number");
        log.push(finding.found(words).expected("A whole number").effect(EFFECT));
    }
    number.map(Some).ok_or(())
}

/// `"2011,12,10,07,02,10"` or any beginning of it, `"12/10/2011"`, a year alone, and what else can only be
/// one date.
fn of_text(raw: Raw<'_>, words: &str, path: &Path<'_>, log: &mut Log) -> Result<Option<Date>, ()> {
    let words = words.trim();
    if words.is_empty() {
        return Ok(None);
    }
    let parts: Vec<&str> = words.split(',').map(str::trim).collect();
    let parts: Vec<&str> = parts.into_iter().take_while(|part| !part.is_empty()).collect();
    let numbers: Option<Vec<i64>> = parts.iter().map(|part| part.parse().ok()).collect();
    if let Some([year, rest @ ..]) = numbers.as_deref()
        && rest.len() <= 6
    {
        let part = |place: usize| rest.get(place).map(|part| u8::try_from(*part).unwrap_or(u8::MAX));
        let civil = DateParts {
            year: astronomical(*year),
            month: part(0),
            day: part(1),
            clock: part(2).map(|hour| (hour, part(3).unwrap_or(0))),
            second: part(4),
            offset: None,
        };
        return dated(civil, raw, path, log).map(Some);
    }
    match read_any_notation(words, Some(DayOrder::MonthFirst)) {
        Ok(written) => Ok(Some(written.date)),
        Err(error) => {
            log.push(finding(raw, path, error.message).hint(error.hint.unwrap_or_default()).effect(EFFECT));
            Err(())
        }
    }
}
