//! The panel on the left: what the events can be narrowed down to, with how many each value would give.

use std::collections::{BTreeMap, BTreeSet};

use egui::{Frame, Margin, ScrollArea, Ui, UiBuilder, vec2};

use super::source_words::{byline, short_byline};
use crate::formats::Severity;
use crate::index::{FacetCounts, Filter};
use crate::model::{Grade, LaneId, Status, Timeline};
use crate::session::{Action, Command, Session};
use crate::ui::widgets::{
    End, FacetRow, Icon, Lead, Mark, hairline_ui, section_head_ui, tag_pill_ui, thousands, wrapped_pills_ui,
};
use crate::ui::{Asks, style};

/// Most rows of a section before a click shows all.
const MOST_ROWS: usize = 6;
/// Most tags before a click shows all.
const MOST_TAGS: usize = 10;
/// Height of the foot with its two rows, in points.
const FOOT_HEIGHT: f32 = 69.0;

/// Shows the facets in the room there is. `counts` are those of the session's found events and filter.
pub fn facets_ui(ui: &mut Ui, session: &Session, counts: &FacetCounts, asks: &mut Asks) {
    let theme = style::theme(ui);
    let room = ui.available_rect_before_wrap();
    ui.painter().rect_filled(room, 0.0, style::color(theme.panel));
    let (mut upper, mut lower) = (room, room);
    // What comes into the foot takes from the lower end of the list, so that no row moves.
    let foot_height = FOOT_HEIGHT + if session.is_filtering() { FacetRow::HEIGHT } else { 0.0 };
    upper.max.y = (room.max.y - foot_height).max(room.min.y);
    lower.min.y = upper.max.y;
    let mut upper_ui = ui.new_child(UiBuilder::new().max_rect(upper));
    let view = View { session, counts, timeline: &session.document.timeline };
    let scroll = ScrollArea::vertical().id_salt(("facets", session.revision)).auto_shrink([false, false]);
    scroll.show(&mut upper_ui, |ui| {
        Frame::new().inner_margin(Margin { left: 16, right: 16, top: 10, bottom: 12 }).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
            view.show(ui, asks);
        });
    });
    let mut lower_ui = ui.new_child(UiBuilder::new().max_rect(lower));
    foot_ui(&mut lower_ui, session, asks);
    ui.advance_cursor_after_rect(room);
}

struct View<'a> {
    session: &'a Session,
    counts: &'a FacetCounts,
    timeline: &'a Timeline,
}

/// One value of a facet as it is listed.
struct Value<T> {
    value: T,
    words: String,
    count: usize,
    lead: Lead,
    /// What the pointer is told.
    hint: String,
}

/// How a facet is found in a filter, and what it is called.
struct Facet<T> {
    name: &'static str,
    of: fn(&mut Filter) -> &mut BTreeSet<T>,
    /// Rows that are shown before a click shows all.
    most: usize,
}

impl View<'_> {
    fn show(&self, ui: &mut Ui, asks: &mut Asks) {
        let lanes = Facet { name: "Lanes", of: |filter| &mut filter.lanes, most: usize::MAX };
        self.section(ui, &lanes, self.lanes(ui), asks);
        let statuses = Facet { name: "Status", of: |filter| &mut filter.statuses, most: usize::MAX };
        self.section(ui, &statuses, self.statuses(), asks);
        let actors = Facet { name: "Actors", of: |filter| &mut filter.actors, most: MOST_ROWS };
        let name = |id| {
            let actor = self.timeline.actor(id)?;
            Some((actor.name.clone(), Lead::None, actor.name.clone()))
        };
        self.section(ui, &actors, ranked(&self.counts.actors, &self.session.filter.actors, name), asks);
        let sources = Facet { name: "Sources", of: |filter| &mut filter.sources, most: MOST_ROWS };
        let name = |id| {
            let source = self.timeline.source(id)?;
            let hint = [byline(source), source.title.clone(), source.grade.words().to_owned()];
            Some((short_byline(source), Lead::Mark(Mark::Grade(source.grade)), hint.join("\n")))
        };
        self.section(ui, &sources, ranked(&self.counts.sources, &self.session.filter.sources, name), asks);
        let grades = Facet { name: "Source grade", of: |filter| &mut filter.grades, most: usize::MAX };
        self.section(ui, &grades, self.grades(), asks);
        self.tags(ui, asks);
    }

    fn lanes(&self, ui: &Ui) -> Vec<Value<Option<LaneId>>> {
        let theme = style::theme(ui);
        let count = |lane: Option<LaneId>| self.counts.lanes.get(&lane).copied().unwrap_or_default();
        let named = self.timeline.lanes().iter().enumerate().map(|(place, lane)| {
            let id = Some(LaneId::from_index(place));
            let lead = Lead::Mark(Mark::Lane(theme.lane(place)));
            Value { value: id, words: lane.label.clone(), count: count(id), lead, hint: String::new() }
        });
        let mut values: Vec<_> = named.collect();
        if count(None) > 0 || self.session.filter.lanes.contains(&None) {
            let words = if values.is_empty() { "All events" } else { "Other" };
            let lead = Lead::Mark(Mark::Lane(theme.lane(values.len())));
            let hint = "Events that name no lane".to_owned();
            values.push(Value { value: None, words: words.to_owned(), count: count(None), lead, hint });
        }
        values
    }

    fn statuses(&self) -> Vec<Value<Status>> {
        let listed = Status::ALL.iter().map(|status| Value {
            value: *status,
            words: status.words().to_owned(),
            count: self.counts.statuses.get(status).copied().unwrap_or_default(),
            lead: Lead::Mark(Mark::Status(*status)),
            hint: String::new(),
        });
        listed
            .filter(|value| value.count > 0 || self.session.filter.statuses.contains(&value.value))
            .collect()
    }

    fn grades(&self) -> Vec<Value<Grade>> {
        let listed = Grade::ALL.iter().map(|grade| Value {
            value: *grade,
            words: grade.words().to_owned(),
            count: self.counts.grades.get(grade).copied().unwrap_or_default(),
            lead: Lead::Mark(Mark::Grade(*grade)),
            hint: String::new(),
        });
        listed.filter(|value| value.count > 0 || self.session.filter.grades.contains(&value.value)).collect()
    }

    /// A section's rows; a click on one asks for its value too, or no longer.
    fn section<T: Ord + Copy>(&self, ui: &mut Ui, facet: &Facet<T>, values: Vec<Value<T>>, asks: &mut Asks) {
        if values.is_empty() {
            return;
        }
        let mut filter = self.session.filter.clone();
        let asked = (facet.of)(&mut filter).clone();
        if self.head(ui, facet.name, !asked.is_empty()) {
            (facet.of)(&mut filter).clear();
            asks.command(Command::Filter(filter.clone()));
        }
        let shows_all = is_expanded(ui, facet.name) || values.len() <= facet.most.saturating_add(1);
        let shown = if shows_all { usize::MAX } else { facet.most };
        for (place, value) in values.iter().enumerate() {
            let is_on = asked.contains(&value.value);
            if place >= shown && !is_on {
                continue;
            }
            let row = FacetRow {
                words: &value.words,
                end: End::Count(value.count),
                lead: value.lead,
                is_on,
                ink: None,
                hint: &value.hint,
            };
            if row.show(ui).clicked() {
                toggle((facet.of)(&mut filter), value.value);
                asks.command(Command::Filter(filter.clone()));
            }
        }
        if !shows_all {
            more_ui(ui, facet.name, values.len() - shown);
        }
        ui.add_space(style::SECTION_GAP);
    }

    /// A section's name, and "All" to ask for nothing in it. Gives whether that was clicked.
    fn head(&self, ui: &mut Ui, name: &str, is_asked: bool) -> bool {
        let end = if is_asked || name == "Lanes" { "All" } else { "" };
        section_head_ui(ui, name, end, true).clicked() && is_asked
    }

    fn tags(&self, ui: &mut Ui, asks: &mut Asks) {
        let asked = &self.session.filter.tags;
        let name = |id| Some((self.timeline.tag(id).to_owned(), Lead::None, String::new()));
        let values = ranked(&self.counts.tags, asked, name);
        if values.is_empty() {
            return;
        }
        if self.head(ui, "Tags", !asked.is_empty()) {
            asks.command(Command::Filter(Filter { tags: BTreeSet::new(), ..self.session.filter.clone() }));
        }
        ui.add_space(4.0);
        let shows_all = is_expanded(ui, "Tags") || values.len() <= MOST_TAGS + 1;
        let shown = if shows_all { usize::MAX } else { MOST_TAGS };
        wrapped_pills_ui(ui, |ui| {
            for (place, value) in values.iter().enumerate() {
                let is_on = asked.contains(&value.value);
                if (place < shown || is_on) && tag_pill_ui(ui, &value.words, value.count, is_on).clicked() {
                    let mut filter = self.session.filter.clone();
                    toggle(&mut filter.tags, value.value);
                    asks.command(Command::Filter(filter));
                }
            }
        });
        if !shows_all {
            ui.add_space(4.0);
            more_ui(ui, "Tags", values.len() - shown);
        }
    }
}

/// Values by how many events they give, the most first, equal ones by their words. Values that are asked
/// for stay in the list even when they give none.
fn ranked<T: Ord + Copy>(
    counts: &BTreeMap<T, usize>,
    asked: &BTreeSet<T>,
    name: impl Fn(T) -> Option<(String, Lead, String)>,
) -> Vec<Value<T>> {
    let missing = asked.iter().filter(|value| !counts.contains_key(value)).map(|value| (*value, 0));
    let all = counts.iter().map(|(value, count)| (*value, *count)).chain(missing);
    let mut values: Vec<Value<T>> = all
        .filter_map(|(value, count)| {
            let (words, lead, hint) = name(value)?;
            Some(Value { value, words, count, lead, hint })
        })
        .collect();
    values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.words.cmp(&b.words)));
    values
}

fn toggle<T: Ord>(values: &mut BTreeSet<T>, value: T) {
    if !values.remove(&value) {
        values.insert(value);
    }
}

fn is_expanded(ui: &Ui, name: &str) -> bool {
    let id = egui::Id::unique(("facet shows all", name));
    ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(false)
}

fn more_ui(ui: &mut Ui, name: &str, count: usize) {
    let words = format!("{} more", thousands(count));
    let ink = Some(style::theme(ui).muted);
    let hint = format!("Show all of: {name}");
    let row = FacetRow {
        words: &words,
        end: End::Icon(Icon::ChevronDown),
        lead: Lead::None,
        is_on: false,
        ink,
        hint: &hint,
    };
    if row.show(ui).clicked() {
        let id = egui::Id::unique(("facet shows all", name));
        ui.data_mut(|data| data.insert_temp(id, true));
    }
}

/// Undated events and problems, always at hand.
fn foot_ui(ui: &mut Ui, session: &Session, asks: &mut Asks) {
    let theme = style::theme(ui);
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    hairline_ui(ui);
    Frame::new().inner_margin(Margin { left: 16, right: 16, top: 8, bottom: 8 }).show(ui, |ui| {
        if session.is_filtering() {
            let row = FacetRow {
                words: "Clear search and facets",
                end: End::None,
                lead: Lead::Icon(Icon::Close),
                is_on: false,
                ink: Some(theme.accent),
                hint: "",
            };
            if row.show(ui).clicked() {
                asks.act(Action::ClearFilters);
            }
        }
        let words = match session.document.timeline.undated_count() {
            0 => "None undated".to_owned(),
            count => format!("{} undated", thousands(count)),
        };
        let row = FacetRow {
            words: &words,
            end: End::Icon(Icon::ChevronRight),
            lead: Lead::Icon(Icon::Calendar),
            is_on: false,
            ink: None,
            hint: "",
        };
        if row.show(ui).clicked() {
            asks.act(Action::ShowUndated);
        }
        let findings = &session.document.diagnostics;
        let words = match findings.len() {
            0 => "No problems".to_owned(),
            1 => "1 problem".to_owned(),
            count => format!("{} problems", thousands(count)),
        };
        let worst = findings.iter().map(|finding| finding.severity).min();
        let (icon, ink) = match worst {
            None => (Icon::Check, theme.ink),
            Some(Severity::Error) => (Icon::Warning, theme.err),
            Some(Severity::Warning) => (Icon::Warning, theme.warn),
            Some(Severity::Note) => (Icon::Note, theme.ink),
        };
        let row = FacetRow {
            words: &words,
            end: End::Icon(Icon::ChevronRight),
            lead: Lead::Icon(icon),
            is_on: false,
            ink: Some(ink),
            hint: "",
        };
        if row.show(ui).clicked() {
            asks.act(Action::ShowProblems);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_by_count_and_what_is_asked_for_stays() {
        let counts = BTreeMap::from([(1, 3), (2, 9), (3, 3)]);
        let values = ranked(&counts, &BTreeSet::from([7]), |value| {
            Some((format!("v{value}"), Lead::None, String::new()))
        });
        let order: Vec<_> = values.iter().map(|value| (value.value, value.count)).collect();
        assert_eq!(order, [(2, 9), (1, 3), (3, 3), (7, 0)]);
    }

    #[test]
    fn a_second_click_takes_the_first_one_back() {
        let mut values = BTreeSet::new();
        toggle(&mut values, 4);
        assert!(values.contains(&4));
        toggle(&mut values, 4);
        assert!(values.is_empty());
    }
}
