//! What a cell of a density strip hides, as text beside it.

use std::collections::BTreeMap;

use egui::{Rect, Response, Tooltip, Ui, vec2};

use super::style;
use super::widgets::{Text, thousands};
use dateline_picture::layout::Cell;
use dateline_picture::scene::{Theme, TypeSize, stretch_text};
use dateline_time::Zone;
use dateline_timeline::model::{EventId, Timeline};

/// How many kinds are named; the rest are "more".
const KINDS: usize = 4;
/// How many events are looked at for their kinds.
pub const LOOKED_AT: usize = 2_000;

/// What the tooltip of a cell says.
#[derive(Debug, Default)]
pub struct CellTooltip {
    stretch: String,
    kinds: String,
}

impl CellTooltip {
    /// The text for a cell that stands for these events, or for so many that only these first ones are
    /// named.
    pub fn of(timeline: &Timeline, cell: &Cell, events: &[EventId], zone: Zone) -> CellTooltip {
        // A single event has a date of its own; the cell's stretch would only blur it.
        let only = events.first().filter(|_| cell.count == 1).and_then(|event| timeline.date(*event));
        let stretch =
            only.map_or_else(|| stretch_text(timeline, cell.from..cell.to, zone), |date| date.label());
        CellTooltip { stretch, kinds: kinds(timeline, events, cell.count) }
    }
}

/// Shows the tooltip of a cell of the picture, beside its rectangle on the screen.
pub fn show(response: &Response, cell: &Cell, text: &CellTooltip, on_screen: Rect) {
    let noun = if cell.count == 1 { "event" } else { "events" };
    let count = format!("{} {noun}", thousands(cell.count));
    let layer = response.layer_id;
    let tooltip = Tooltip::always_open(response.ctx.clone(), layer, response.id.with("cell"), on_screen);
    tooltip.gap(8.0).width(340.0).show(|ui| {
        let theme: Theme = style::theme(ui);
        ui.spacing_mut().item_spacing = vec2(0.0, 2.0);
        let head = Text::bold(&count, TypeSize::LABEL, theme.ink).then("  ", TypeSize::LABEL, theme.ink);
        head.then(&text.stretch, TypeSize::LABEL, theme.ink2).show(ui);
        if !text.kinds.is_empty() {
            Text::new(&text.kinds, TypeSize::LABEL, theme.ink).show(ui);
        }
        hint(ui, &theme, if cell.count == 1 { "Click to select it" } else { "Click to zoom in" });
    });
}

fn hint(ui: &mut Ui, theme: &Theme, text: &str) {
    Text::new(text, TypeSize::MICRO, theme.muted).show(ui);
}

/// "5 railways, 3 bridges, 2 canals, 40 more" by the first tags of the first events of `count`; titles where
/// there are few events.
fn kinds(timeline: &Timeline, events: &[EventId], count: usize) -> String {
    if count <= 2 {
        let titles = events.iter().map(|event| timeline.event_title(*event));
        return titles.collect::<Vec<_>>().join("; ");
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for event in events.iter().take(LOOKED_AT) {
        if let Some(tag) = timeline.tags_of(*event).first() {
            *counts.entry(timeline.tag(*tag)).or_default() += 1;
        }
    }
    let mut kinds: Vec<(&str, usize)> = counts.into_iter().collect();
    kinds.sort_by(|(tag, count), (other, more)| more.cmp(count).then(tag.cmp(other)));
    let named: usize = kinds.iter().take(KINDS).map(|(_, count)| count).sum();
    let mut parts: Vec<String> = kinds
        .iter()
        .take(KINDS)
        .map(|(tag, count)| format!("{} {}", thousands(*count), plural(tag, *count)))
        .collect();
    let more = count.saturating_sub(named);
    if !parts.is_empty() && more > 0 {
        parts.push(format!("{} more", thousands(more)));
    }
    parts.join(", ")
}

/// The English plural of a tag by the usual rules; a tag in another script stays as it is.
fn plural(tag: &str, count: usize) -> String {
    if count == 1 || !tag.is_ascii() || tag.ends_with('s') {
        return tag.to_owned();
    }
    let before_y = tag.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    match before_y {
        Some(stem) => format!("{stem}ies"),
        None if tag.ends_with(['x', 'z']) || tag.ends_with("ch") || tag.ends_with("sh") => format!("{tag}es"),
        None => format!("{tag}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_timeline::model::{Event, TimelineBuilder};

    #[test]
    fn tags_have_plurals() {
        for (tag, text) in [
            ("treaty", "treaties"),
            ("railway", "railways"),
            ("speech", "speeches"),
            ("crisis", "crisis"),
            ("条約", "条約"),
        ] {
            assert_eq!(plural(tag, 2), text);
            assert_eq!(plural(tag, 1), tag);
        }
    }

    #[test]
    fn a_cell_names_its_kinds_the_most_frequent_first() {
        let mut builder = TimelineBuilder::default();
        for (index, tag) in ["visit", "treaty", "treaty", ""].into_iter().enumerate() {
            let mut event = Event::new(index.to_string(), format!("Event {index}"));
            if !tag.is_empty() {
                event.tags = vec![builder.tag(tag)];
            }
            builder.event(event);
        }
        let timeline = builder.build();
        let all: Vec<EventId> = timeline.ids().collect();
        assert_eq!(kinds(&timeline, &all, 4), "2 treaties, 1 visit, 1 more");
        assert_eq!(kinds(&timeline, all.get(..2).unwrap_or_default(), 2), "Event 0; Event 1");
    }
}
