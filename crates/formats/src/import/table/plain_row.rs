//! From the cells of a row in which nothing is to be reported to its row of the columns, without a draft.
//!
//! A row is taken here only where reading it in full would give an event with a title of its own and no
//! finding; any other is turned away and read that way. Property tests hold the two readings to be equal.
//!
//! Cost: one pass over the cells, and a look into a table for each lane, tag and date. Dates are remembered
//! by their text, because those of real files repeat.

use std::borrow::Cow;
use std::ops::Range;

use ahash::HashMap;

use super::cell_date::read_date;
use super::cell_values;
use super::grid::CellBounds;
use super::mapping::Separator;
use super::plan::Plan;
use super::role::Role;
use super::row_date::goes_on;
use super::row_draft::in_role;
use super::tally::Tally;
use crate::import::{Part, in_one_line, is_html};
use crate::syntax::fields::LINE_LIMIT;
use dateline_time::phrases::{ReadDate, between, open_from};
use dateline_time::{Date, Qualifier, TimeRange, Zone};
use dateline_timeline::model::{ActorId, Event, LaneId, Row, Status, TagId, TextAt};

/// Most dates, and most other values of each kind, whose meaning is remembered.
const REMEMBERED: usize = 1 << 14;

/// A text of the table, which stands there or had to be copied.
#[derive(Clone, Debug)]
struct Text<'t> {
    text: Cow<'t, str>,
    /// Its span in the text of the table, where it stands there letter by letter.
    span: Option<Range<usize>>,
}

/// A date in a cell: where, in which column, and what it says.
#[derive(Clone, Debug)]
struct DateCell<'t> {
    column: usize,
    cell: Range<usize>,
    span: Range<usize>,
    text: &'t str,
}

/// What a date comes to.
#[derive(Clone, Debug)]
struct DateFacts {
    range: TimeRange,
    qualifier: Qualifier,
    /// Its EDTF, where the cell says something else.
    edtf: Option<Box<str>>,
    /// The EDTF of the cells that are in another notation: of the start and of the end.
    renoted: [Option<Box<str>>; 2],
}

/// The texts of a row that is plain so far.
#[derive(Debug, Default)]
struct Found<'t> {
    title: Option<Text<'t>>,
    summary: Option<Text<'t>>,
    place: Option<Text<'t>>,
    key: Option<Text<'t>>,
    lane: Option<&'t str>,
    status: Option<&'t str>,
    /// With the scale of its column.
    importance: Option<(&'t str, f64)>,
    start: Option<DateCell<'t>>,
    date: Option<DateCell<'t>>,
    end: Option<DateCell<'t>>,
    /// What divides the names of a cell, and the names.
    actors: Vec<(Option<Separator>, &'t str)>,
    tags: Vec<(Option<Separator>, &'t str)>,
}

/// Reads plain rows, and remembers what their values mean.
#[derive(Debug)]
pub(super) struct PlainRows<'p, 't> {
    plan: &'p Plan<'t>,
    text: &'t str,
    /// Where `text` starts in the text that is kept.
    shift: usize,
    zone: Zone,
    /// By column.
    dates: Vec<HashMap<&'t str, Option<DateFacts>>>,
    spans: HashMap<(&'t str, &'t str), Option<DateFacts>>,
    statuses: HashMap<&'t str, Option<Status>>,
    importances: HashMap<&'t str, Option<f32>>,
    cells: Vec<CellBounds>,
    /// The row being made; its lists are used again.
    row: Row<'t>,
}

impl<'p, 't> PlainRows<'p, 't> {
    /// Rows of a plan. Tables of our own are read in full: they say things in cells that no other table does.
    pub fn new(plan: &'p Plan<'t>, text: &'t str, part: &Part) -> Option<PlainRows<'p, 't>> {
        (!plan.is_own && plan.has(Role::Title)).then(|| PlainRows {
            plan,
            text,
            shift: part.shift(),
            zone: part.zone(),
            dates: vec![HashMap::default(); plan.columns.len()],
            spans: HashMap::default(),
            statuses: HashMap::default(),
            importances: HashMap::default(),
            cells: Vec::new(),
            row: Row::default(),
        })
    }

    /// Adds the event of a row, whose record was begun; `None` where it has to be read in full.
    pub fn add(&mut self, row: usize, part: &mut Part, tally: &mut Tally) -> Option<()> {
        let span = self.plan.grid.row(row);
        let is_header = |header| self.text.get(self.plan.grid.row(header)) == self.text.get(span.clone());
        if self.plan.grid.has_slips(row) || self.plan.header.is_some_and(is_header) {
            return None;
        }
        self.cells.clear();
        let cells = &mut self.cells;
        let count = self.plan.grid.each_cell(row, |cell| cells.push(cell));
        (count == self.plan.columns.len() && cells.len() == count).then_some(())?;
        let found = self.found()?;
        self.fill(&found, tally)?;
        self.name(&found, part);
        self.row.record = self.shift + span.start;
        part.add_row(&self.row, span, found.status.is_some());
        Some(())
    }

    /// The texts of the row by their roles; `None` where one of them is not plain.
    fn found(&self) -> Option<Found<'t>> {
        let mut found = Found::default();
        for (index, (column, cell)) in self.plan.columns.iter().zip(&self.cells).enumerate() {
            if matches!(column.role, Role::Keep | Role::Ignore) {
                continue;
            }
            let span = trimmed(self.text, cell.inner.clone());
            let text = self.text.get(span.clone())?;
            if text.is_empty() {
                continue;
            }
            // The apostrophe of a spreadsheet is none of the text.
            (!text.starts_with('\'')).then_some(())?;
            let whole = || match cell.is_doubled {
                true => Text { text: Cow::Owned(self.plan.grid.undoubled(text)), span: None },
                false => Text { text: Cow::Borrowed(text), span: Some(span.clone()) },
            };
            let is_plain = match column.role {
                Role::Title => {
                    found.title.is_none() && is_line(text) && {
                        !has_markup(&found.title.insert(whole()).text)
                    }
                }
                Role::Summary => found.summary.is_none() && !has_markup(&found.summary.insert(whole()).text),
                _ if cell.is_doubled => false,
                Role::Place => found.place.replace(whole()).is_none() && is_line(text),
                Role::Id => found.key.replace(whole()).is_none(),
                Role::Lane => found.lane.replace(text).is_none() && is_line(text),
                Role::Status => found.status.replace(text).is_none(),
                Role::Importance => found.importance.replace((text, column.scale)).is_none(),
                Role::Start | Role::Date | Role::End => {
                    let slot = match column.role {
                        Role::Start => &mut found.start,
                        Role::Date => &mut found.date,
                        _ => &mut found.end,
                    };
                    let cell = DateCell { column: index, cell: cell.outer.clone(), span: span.clone(), text };
                    slot.replace(cell).is_none()
                }
                Role::Actors => {
                    found.actors.push((column.separator, text));
                    true
                }
                Role::Tags => {
                    found.tags.push((column.separator, text));
                    true
                }
                _ => false,
            };
            is_plain.then_some(())?;
        }
        let title = &found.title.as_ref()?.text;
        (title.len() <= LINE_LIMIT || title.chars().count() <= LINE_LIMIT).then_some(found)
    }

    /// Fills the row with everything but lane, actors and tags.
    fn fill(&mut self, found: &Found<'t>, tally: &mut Tally) -> Option<()> {
        self.row.status = match found.status {
            Some(text) => *remembered(&mut self.statuses, text, || cell_values::status(text))?,
            None => Status::Happened,
        };
        self.row.importance = match found.importance {
            Some((text, scale)) => {
                let value = || cell_values::importance_of(text, scale);
                *remembered(&mut self.importances, text, value)?
            }
            None => Event::DEFAULT_IMPORTANCE,
        };
        self.fill_date(found, tally)?;
        let shift = self.shift;
        let at = |text: &Option<Text<'t>>| match text {
            Some(Text { span: Some(span), .. }) => TextAt::Kept(span.start + shift..span.end + shift),
            Some(Text { text, .. }) => TextAt::Apart(text.clone()),
            None => TextAt::NONE,
        };
        self.row.title = at(&found.title);
        self.row.key = at(&found.key);
        self.row.pieces.clear();
        let said = [&found.title, &found.summary, &found.place];
        self.row.pieces.extend(said.into_iter().filter(|text| text.is_some()).map(at));
        self.row.place = found.place.as_ref().map_or(Cow::Borrowed(""), |place| place.text.clone());
        Some(())
    }

    /// The date from the cells of a start, a date and an end. Nothing is counted where it has to be read in
    /// full.
    fn fill_date(&mut self, found: &Found<'t>, tally: &mut Tally) -> Option<()> {
        let start = found.start.as_ref().or(found.date.as_ref());
        let Some(start) = start else {
            found.end.is_none().then_some(())?;
            (self.row.date, self.row.range, self.row.qualifier) = (TextAt::NONE, None, Qualifier::Stated);
            return Some(());
        };
        let (plan, zone) = (self.plan, self.zone);
        let facts = match &found.end {
            None => {
                let dates = self.dates.get_mut(start.column)?;
                remembered(dates, start.text, || facts(plan, zone, start, None))?
            }
            Some(end) => {
                let key = (start.text, end.text);
                remembered(&mut self.spans, key, || facts(plan, zone, start, Some(end)))?
            }
        };
        for (edtf, cell) in facts.renoted.iter().zip([Some(start), found.end.as_ref()]) {
            if let (Some(edtf), Some(cell)) = (edtf, cell) {
                tally.note_renoted(cell.column, &cell.cell, edtf);
            }
        }
        self.row.range = Some(facts.range);
        self.row.qualifier = facts.qualifier;
        self.row.date = match &facts.edtf {
            Some(edtf) => TextAt::Apart(Cow::Owned(edtf.to_string())),
            None => TextAt::Kept(start.span.start + self.shift..start.span.end + self.shift),
        };
        Some(())
    }

    /// Numbers the lane, the actors and the tags of the row.
    fn name(&mut self, found: &Found<'t>, part: &mut Part) {
        let lane = found.lane.or(Some(self.plan.lane.as_str())).filter(|lane| !lane.is_empty());
        self.row.lane = lane.map(|lane| LaneId::from_index(part.names.lanes.of(lane)));
        self.row.actors.clear();
        let actors = found.actors.iter().flat_map(|(separator, text)| names(*separator, text));
        for name in actors {
            let (name, _) = in_role(&name, false);
            if !name.is_empty() {
                self.row.actors.push(ActorId::from_index(part.names.actors.of(name)));
            }
        }
        self.row.tags.clear();
        let tags = found.tags.iter().flat_map(|(separator, text)| names(*separator, text));
        self.row.tags.extend(tags.map(|name| TagId::from_index(part.names.tags.of(&name))));
    }
}

/// The value for a key, made where it is not known; `None` where there is none.
fn remembered<K: Copy + Eq + std::hash::Hash, V>(
    known: &mut HashMap<K, Option<V>>,
    key: K,
    make: impl FnOnce() -> Option<V>,
) -> Option<&V> {
    if known.len() >= REMEMBERED && !known.contains_key(&key) {
        known.clear();
    }
    known.entry(key).or_insert_with(make).as_ref()
}

/// What the cells of a date come to; `None` where something is to be reported.
fn facts(plan: &Plan<'_>, zone: Zone, start: &DateCell<'_>, end: Option<&DateCell<'_>>) -> Option<DateFacts> {
    let read = |cell: &DateCell<'_>| read_date(cell.text, plan.columns.get(cell.column)?).ok();
    let edtf = |date: &Date| Box::<str>::from(date.text());
    let first = read(start)?;
    let other = |read: &ReadDate| read.is_other_notation.then(|| edtf(&read.date));
    let (start_renoted, mut end_renoted) = (other(&first), None);
    let date = match end {
        None => first.date,
        Some(end) if goes_on(end.text) => open_from(&first.date).ok()?,
        Some(end) => {
            let last = read(end)?;
            end_renoted = other(&last);
            between(&first.date, &last.date).ok()?
        }
    };
    Some(DateFacts {
        range: date.range(zone),
        qualifier: date.qualifier(),
        edtf: (date.text() != start.text).then(|| edtf(&date)),
        renoted: [start_renoted, end_renoted],
    })
}

/// The names in a cell, told apart.
fn names<'t>(separator: Option<Separator>, text: &'t str) -> impl Iterator<Item = Cow<'t, str>> {
    let char = separator.and_then(Separator::char);
    let parts = text.split(move |letter| Some(letter) == char);
    let names = parts.map(|part| match is_line(part) {
        true => Cow::Borrowed(part.trim()),
        false => Cow::Owned(in_one_line(part)),
    });
    names.filter(|name| !name.is_empty())
}

/// Whether a text has no sign that ends a line. Of the control characters none is let through.
fn is_line(text: &str) -> bool {
    !text.bytes().any(|byte| byte < b' ')
        && (text.is_ascii() || !text.contains(['\u{85}', '\u{2028}', '\u{2029}']))
}

fn has_markup(text: &str) -> bool {
    memchr::memchr2(b'<', b'&', text.as_bytes()).is_some() && is_html(text)
}

/// The span without the space at both ends.
fn trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let Some(cell) = text.get(span.clone()) else { return span.start..span.start };
    let is_tight = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_graphic);
    if is_tight(cell.as_bytes().first()) && is_tight(cell.as_bytes().last()) {
        return span;
    }
    let start = span.end - cell.trim_start().len();
    start..start + cell.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::table::mapping::Mapping;
    use crate::report::diagnostic::Log;

    /// The rows of a table that are read without a draft.
    fn plain(text: &str) -> Vec<usize> {
        let plan = Plan::new(text, None::<&Mapping>, &mut Log::default()).ok().unwrap();
        let mut part = Part::of_text(text);
        let mut rows = PlainRows::new(&plan, text, &part).unwrap();
        let mut tally = Tally::new(plan.columns.len());
        let is_plain = |row: &usize| {
            part.begin();
            rows.add(*row, &mut part, &mut tally).is_some()
        };
        plan.rows().into_iter().filter(is_plain).collect()
    }

    #[test]
    fn rows_without_a_finding_are_read_without_a_draft() {
        let text = "id,title,start,end,lane,tags,actors,status,summary,importance,span,colour\n\
            a,One,2021-03-01,,Rivers,x;y,US; Ministry (host),planned,Words,0.5,Old harbour,red\n\
            b,\"Two, and \"\"more\"\"\",23/08/2021,24/08/2021,,,,,\"Words\nin lines, \"\"said\"\"\",,,\n\
            c,Three,2021,present,Rivers,,,done,a < b,high,,\"\"\"x\"\"\"\n\
            d,Four,,,,,,,,,,\n";
        assert_eq!(plain(text), [1, 2, 3, 4]);
    }

    #[test]
    fn rows_with_anything_to_report_are_read_in_full() {
        let text = "id,title,start,end,lane,status,summary,importance\n\
            a,One,2021-03-01,,Rivers,planned,,0.5\n\
            b,,2021-03-01,,,,,\n\
            c,Three,2021-02-30,,,,,\n\
            d,Four,2021-03-01,2020,,,,\n\
            e,Five,,2020,,,,\n\
            f,Six,2021,,,blue,,\n\
            g,Seven,2021,,,,<b>x</b>,\n\
            h,Eight,2021,,,,,x\n\
            i,Nine,2021\n\
            j,'=Ten,2021,,,,,\n\
            k,Eleven,2021,,,,,,more\n\
            id,title,start,end,lane,status,summary,importance\n\
            l,\"Twelve,2021,,,,,\n\
            m,Thirteen,2021,,,done,,1\n";
        assert_eq!(plain(text), [1, 14]);
    }
}
