//! The list as text for other programs: one event in a line, a tab between columns.

use super::cells;
use dateline_timeline::model::{EventId, Timeline};
use dateline_timeline::query::ListColumn;

/// More events than this are not copied at once: a clipboard is no file.
pub(super) const LIMIT: usize = 20_000;

/// The names of the columns in the first line, then the events in their order.
pub(super) fn text(timeline: &Timeline, order: &[EventId], columns: &[ListColumn]) -> String {
    let names: Vec<&str> = columns.iter().map(|column| column.label()).collect();
    let mut text = names.join("\t");
    for event in order.iter().take(LIMIT) {
        let cells: Vec<String> =
            columns.iter().map(|column| in_one_cell(&cells::text(timeline, *event, *column))).collect();
        text.push('\n');
        text.push_str(&cells.join("\t"));
    }
    text.push('\n');
    text
}

/// Text that begin no other cell and no other line.
fn in_one_cell(text: &str) -> String {
    text.chars().map(|char| if char.is_control() || char == '\u{a0}' { ' ' } else { char }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_time::Date;
    use dateline_timeline::model::{Event, TimelineBuilder};
    use dateline_timeline::query::Attribute;

    #[test]
    fn a_line_is_an_event_whatever_its_title_holds() {
        let mut builder = TimelineBuilder::default();
        let mut event = Event::new("one", "A\ttitle\nof two lines");
        event.date = Date::parse("2021-08-22").ok();
        let one = builder.event(event);
        let two = builder.event(Event::new("two", "Another"));
        let columns = [ListColumn::Date, ListColumn::Title, ListColumn::Of(Attribute::Source)];
        assert_eq!(
            text(&builder.build(), &[two, one], &columns),
            "Date\tTitle\tSources\n\tAnother\t\n22 Aug 2021\tA title of two lines\t\n"
        );
    }
}
