//! The panel on the left: what the events can be narrowed down to, with how many each value would give.

mod foot;
mod lane_attribute;
mod ranked;
mod saved;

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Frame, Margin, ScrollArea, Ui, UiBuilder, vec2};

use self::foot::{foot_height, foot_ui};
use self::ranked::ranked;
use self::saved::saved_ui;
use super::source_labels::{byline, short_byline};
use crate::session::{Command, SavedFilter, Session};
use crate::ui::widgets::{
    End, FacetRow, Icon, Lead, Mark, Text, section_head_ui, tag_pill_ui, thousands, wrapped_pills_ui,
};
use crate::ui::{Asks, style};
use dateline_picture::scene::TypeSize;
use dateline_timeline::model::{ActorId, Grade, LaneId, SourceId, Status, Timeline};
use dateline_timeline::query::{Attribute, Dating, FacetCounts, Filter};

/// Most rows of a section before a click shows all.
const MAX_ROWS: usize = 6;
/// Most tags before a click shows all.
const MAX_TAGS: usize = 10;
/// Most lanes before a click shows all.
const MAX_LANES: usize = 24;
/// Most values after that click: a file may name a hundred thousand.
const MAX_EXPANDED: usize = 200;

/// Shows the facets in the room there is. `counts` are those of the session's found events and filter; `None`
/// while a large file is counted for the first time. `filters` are all that are saved, for this file and for
/// others.
pub fn facets_ui(
    ui: &mut Ui,
    session: &Session,
    counts: Option<&Arc<FacetCounts>>,
    filters: &[SavedFilter],
    asks: &mut Asks,
) {
    let theme = style::theme(ui);
    let room = ui.available_rect_before_wrap();
    ui.painter().rect_filled(room, 0.0, style::color(theme.panel));
    let (mut upper, mut lower) = (room, room);
    // What comes into the foot takes from the lower end of the list, so that no row moves.
    upper.max.y = (room.max.y - foot_height(session)).max(room.min.y);
    lower.min.y = upper.max.y;
    let mut upper_ui = ui.new_child(UiBuilder::new().max_rect(upper));
    let timeline = &session.document().timeline;
    let view = counts.map(|counts| View { session, counts, timeline });
    let scroll =
        ScrollArea::vertical().id_salt(("facets", session.opened_count())).auto_shrink([false, false]);
    scroll.show(&mut upper_ui, |ui| {
        Frame::new().inner_margin(Margin { left: 16, right: 16, top: 10, bottom: 12 }).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
            super::files::files_ui(ui, session, asks);
            saved_ui(ui, session, filters, asks);
            match view {
                Some(view) => view.show(ui, asks),
                None => drop(Text::new("Counting", TypeSize::LABEL, theme.muted).show_line(ui)),
            }
        });
    });
    let mut lower_ui = ui.new_child(UiBuilder::new().max_rect(lower));
    foot_ui(&mut lower_ui, session, asks);
    ui.advance_cursor_after_rect(room);
}

struct View<'a> {
    session: &'a Session,
    counts: &'a Arc<FacetCounts>,
    timeline: &'a Timeline,
}

/// One value of a facet as it is listed.
struct Value<T> {
    value: T,
    text: String,
    count: usize,
    lead: Lead,
    /// What the pointer shows as a hint.
    hint: String,
}

/// The values of a facet with their counts, and how many are left out.
type Ranked<T> = (Vec<(T, usize)>, usize);

/// What a section lists, and how many values it leaves out.
type Listed<T> = (Vec<Value<T>>, usize);

/// How a facet is found in a filter, and what it is called.
struct Facet<T> {
    name: &'static str,
    of: fn(&mut Filter) -> &mut BTreeSet<T>,
}

impl View<'_> {
    fn show(&self, ui: &mut Ui, asks: &mut Asks) {
        lane_attribute::lanes_by_ui(ui, self.session, asks);
        let lanes = Facet { name: "Lanes", of: |filter| &mut filter.lanes };
        self.section(ui, &lanes, self.lanes(ui, limit(ui, "Lanes", MAX_LANES)), asks);
        let statuses = Facet { name: "Status", of: |filter| &mut filter.statuses };
        self.section(ui, &statuses, (self.statuses(ui), 0), asks);
        let dates = Facet { name: "Date", of: |filter| &mut filter.dates };
        self.section(ui, &dates, (self.dates(), 0), asks);
        let actors = Facet { name: "Actors", of: |filter| &mut filter.actors };
        self.section(ui, &actors, self.actors(ui), asks);
        let sources = Facet { name: "Sources", of: |filter| &mut filter.sources };
        self.section(ui, &sources, self.sources(ui), asks);
        let grades = Facet { name: "Source grade", of: |filter| &mut filter.grades };
        self.section(ui, &grades, (self.grades(ui), 0), asks);
        self.tags(ui, asks);
    }

    fn lanes(&self, ui: &Ui, limit: usize) -> Listed<Option<LaneId>> {
        let theme = style::theme(ui);
        let count = |lane: Option<LaneId>| self.counts.lanes.get(&lane).copied().unwrap_or_default();
        let named = self.timeline.lanes().iter().enumerate().map(|(index, lane)| {
            let id = Some(LaneId::from_index(index));
            let lead = self.lead(ui, Attribute::Lane, index, Lead::None);
            // Lanes of several files may have one name.
            let part = self.timeline.part_of_lane(LaneId::from_index(index));
            let file = part.and_then(|part| self.timeline.parts().get(part));
            let hint = file.map(|file| file.name.clone()).unwrap_or_default();
            Value { value: id, text: lane.label.clone(), count: count(id), lead, hint }
        });
        let total = self.timeline.lanes().len();
        let limit = if total > limit + 1 { limit } else { total };
        let mut values: Vec<_> = named.take(limit).collect();
        if count(None) > 0 || self.session.filter().lanes.contains(&None) {
            let text = if values.is_empty() { "All events" } else { "No lane" };
            let is_by_lane = self.session.lane_arrangement().attribute == Attribute::Lane;
            let lead = if is_by_lane { Lead::Mark(Mark::Lane(theme.lane(total))) } else { Lead::None };
            let hint = "Events that name no lane; they stand below the lanes".to_owned();
            values.push(Value { value: None, text: text.to_owned(), count: count(None), lead, hint });
        }
        (values, total - limit)
    }

    /// A row for the events that name no value at all.
    fn missing<T>(text: &str, hint: &str, count: usize) -> Value<Option<T>> {
        Value { value: None, text: text.to_owned(), count, lead: Lead::None, hint: hint.to_owned() }
    }

    fn actors(&self, ui: &Ui) -> Listed<Option<ActorId>> {
        let asked = &self.session.filter().actors;
        let ranking =
            self.ranking(ui, "Actors", MAX_ROWS, |counts, limit| ranked(&counts.actors, asked, limit), asked);
        let (ranked, left_out) = &*ranking;
        let value = |(value, count): (Option<ActorId>, usize)| {
            let Some(id) = value else {
                return Some(View::missing("No actor", "Events that name no actor", count));
            };
            let text = self.timeline.actor(id)?.name.clone();
            let lead = self.lead(ui, Attribute::Actor, id.index(), Lead::None);
            Some(Value { value, hint: text.clone(), text, count, lead })
        };
        (informative(ranked, asked).filter_map(value).collect(), *left_out)
    }

    fn sources(&self, ui: &Ui) -> Listed<Option<SourceId>> {
        let asked = &self.session.filter().sources;
        let ranking = self.ranking(
            ui,
            "Sources",
            MAX_ROWS,
            |counts, limit| ranked(&counts.sources, asked, limit),
            asked,
        );
        let (ranked, left_out) = &*ranking;
        let value = |(value, count): (Option<SourceId>, usize)| {
            let Some(id) = value else {
                return Some(View::missing("No source", "Events that rest on no source", count));
            };
            let source = self.timeline.source(id)?;
            let hint = [byline(source), source.title.clone(), source.grade.label().to_owned()].join("\n");
            let lead = Lead::Mark(Mark::Grade(source.grade));
            let lead = self.lead(ui, Attribute::Source, id.index(), lead);
            Some(Value { value, text: short_byline(source), count, lead, hint })
        };
        (informative(ranked, asked).filter_map(value).collect(), *left_out)
    }

    /// What leads the row of a value: the shape of its lane where lanes are made of its field.
    fn lead(&self, ui: &Ui, field: Attribute, value: usize, otherwise: Lead) -> Lead {
        let number = match &self.session.lanes() {
            Some(lanes) => lanes.number_of_value(field, value),
            None => (field == Attribute::Lane).then_some(value),
        };
        number.map_or(otherwise, |number| Lead::Mark(Mark::Lane(style::theme(ui).lane(number))))
    }

    fn statuses(&self, ui: &Ui) -> Vec<Value<Status>> {
        let listed = Status::ALL.iter().enumerate().map(|(index, status)| Value {
            value: *status,
            text: status.label().to_owned(),
            count: self.counts.statuses.get(status).copied().unwrap_or_default(),
            lead: self.lead(ui, Attribute::Status, index, Lead::Mark(Mark::Status(*status))),
            hint: String::new(),
        });
        listed
            .filter(|value| value.count > 0 || self.session.filter().statuses.contains(&value.value))
            .collect()
    }

    fn grades(&self, ui: &Ui) -> Vec<Value<Option<Grade>>> {
        let (counted, asked) = (&self.counts.grades, &self.session.filter().grades);
        let row = |value: Option<Grade>| {
            let count = counted.get(&value).copied().unwrap_or_default();
            let Some(grade) = value else {
                return View::missing("No source", "Events that rest on no source", count);
            };
            let index = Grade::ALL.iter().position(|one| *one == grade).unwrap_or_default();
            let lead = self.lead(ui, Attribute::Grade, index, Lead::Mark(Mark::Grade(grade)));
            Value { value, text: grade.label().to_owned(), count, lead, hint: String::new() }
        };
        // Where no event rests on a source, there is nothing to distinguish.
        let says_something = asked.contains(&None) || counted.keys().any(Option::is_some);
        let none = says_something.then_some(None);
        let rows = Grade::ALL.iter().copied().map(Some).chain(none).map(row);
        rows.filter(|row| row.count > 0 || asked.contains(&row.value)).collect()
    }

    /// What is known of the dates, unless it is the same of all.
    fn dates(&self) -> Vec<Value<Dating>> {
        let (counted, asked) = (&self.counts.dates, &self.session.filter().dates);
        let row = |dating: &Dating| Value {
            value: *dating,
            text: dating.label().to_owned(),
            count: counted.get(dating).copied().unwrap_or_default(),
            lead: Lead::None,
            hint: String::new(),
        };
        let rows = Dating::ALL.iter().map(row);
        let rows: Vec<_> = rows.filter(|row| row.count > 0 || asked.contains(&row.value)).collect();
        if rows.len() > 1 || !asked.is_empty() { rows } else { Vec::new() }
    }

    /// A section's rows; a click on one asks for its value too, or no longer.
    fn section<T: Ord + Copy>(
        &self,
        ui: &mut Ui,
        facet: &Facet<T>,
        (values, left_out): Listed<T>,
        asks: &mut Asks,
    ) {
        if values.is_empty() {
            return;
        }
        let mut filter = self.session.filter().clone();
        let asked = (facet.of)(&mut filter).clone();
        if self.head(ui, facet.name, !asked.is_empty()) {
            (facet.of)(&mut filter).clear();
            asks.command(Command::Filter(filter.clone()));
        }
        for value in &values {
            let row = FacetRow {
                text: &value.text,
                end: End::Count(value.count),
                lead: value.lead,
                is_on: asked.contains(&value.value),
                ink: None,
                hint: &value.hint,
            };
            if row.show(ui).clicked() {
                toggle((facet.of)(&mut filter), value.value);
                asks.command(Command::Filter(filter.clone()));
            }
        }
        more_ui(ui, facet.name, left_out);
        ui.add_space(style::SECTION_GAP);
    }

    /// A section's name, and "All" to ask for nothing in it. Gives whether that was clicked.
    fn head(&self, ui: &mut Ui, name: &str, is_asked: bool) -> bool {
        let end = if is_asked || name == "Lanes" { "All" } else { "" };
        section_head_ui(ui, name, end, true).clicked() && is_asked
    }

    fn tags(&self, ui: &mut Ui, asks: &mut Asks) {
        let asked = &self.session.filter().tags;
        let ranking =
            self.ranking(ui, "Tags", MAX_TAGS, |counts, limit| ranked(&counts.tags, asked, limit), asked);
        let (values, left_out) = &*ranking;
        // Where no event has a tag, there is nothing to distinguish.
        if asked.is_empty() && values.iter().all(|(tag, _)| tag.is_none()) {
            return;
        }
        if self.head(ui, "Tags", !asked.is_empty()) {
            asks.command(Command::Filter(Filter { tags: BTreeSet::new(), ..self.session.filter().clone() }));
        }
        ui.add_space(4.0);
        wrapped_pills_ui(ui, |ui| {
            for (tag, count) in values.iter().copied() {
                let text = tag.map_or("No tag", |tag| self.timeline.tag(tag));
                if tag_pill_ui(ui, text, count, asked.contains(&tag)).clicked() {
                    let mut filter = self.session.filter().clone();
                    toggle(&mut filter.tags, tag);
                    asks.command(Command::Filter(filter));
                }
            }
        });
        ui.add_space(4.0);
        more_ui(ui, "Tags", *left_out);
    }

    /// The values of a facet to list, from the memory of the last frame while counts and filters are
    /// the same: a file may name a hundred thousand.
    fn ranking<T: Clone + PartialEq + Send + Sync + 'static>(
        &self,
        ui: &Ui,
        name: &'static str,
        at_first: usize,
        rank: impl FnOnce(&FacetCounts, usize) -> Ranked<T>,
        asked: &BTreeSet<T>,
    ) -> Arc<Ranked<T>> {
        type Kept<T> = (Arc<FacetCounts>, BTreeSet<T>, usize, Arc<Ranked<T>>);
        let (id, limit) = (egui::Id::unique(("facet ranking", name)), limit(ui, name, at_first));
        if let Some((counts, kept_asked, kept_limit, ranked)) = ui.data(|data| data.get_temp::<Kept<T>>(id))
            && Arc::ptr_eq(&counts, self.counts)
            && (&kept_asked, kept_limit) == (asked, limit)
        {
            return ranked;
        }
        let ranked = Arc::new(rank(self.counts, limit));
        let kept: Kept<T> = (Arc::clone(self.counts), asked.clone(), limit, Arc::clone(&ranked));
        ui.data_mut(|data| data.insert_temp(id, kept));
        ranked
    }
}

/// The values to show: none where "none" is all that there is to say, unless it is asked for.
fn informative<'v, T: Copy>(
    values: &'v [(Option<T>, usize)],
    asked: &BTreeSet<Option<T>>,
) -> impl Iterator<Item = (Option<T>, usize)> + 'v {
    let says_something = !asked.is_empty() || values.iter().any(|(value, _)| value.is_some());
    values.iter().copied().filter(move |_| says_something)
}

fn toggle<T: Ord>(values: &mut BTreeSet<T>, value: T) {
    if !values.remove(&value) {
        values.insert(value);
    }
}

fn expanded_id(name: &str) -> egui::Id {
    egui::Id::unique(("facet shows all", name))
}

fn is_expanded(ui: &Ui, name: &str) -> bool {
    ui.data(|data| data.get_temp::<bool>(expanded_id(name))).unwrap_or(false)
}

/// How many values a section lists.
fn limit(ui: &Ui, name: &str, at_first: usize) -> usize {
    if is_expanded(ui, name) { MAX_EXPANDED } else { at_first }
}

/// The row that shows what a section leaves out, or leaves it out again.
fn more_ui(ui: &mut Ui, name: &str, left_out: usize) {
    let was_expanded = is_expanded(ui, name);
    if left_out == 0 && !was_expanded {
        return;
    }
    let (text, icon) = match (was_expanded, left_out) {
        (false, count) => (format!("{} more", thousands(count)), Icon::ChevronDown),
        (true, 0) => ("Fewer".to_owned(), Icon::ChevronUp),
        (true, count) => (format!("Fewer ({} more can be searched for)", thousands(count)), Icon::ChevronUp),
    };
    let hint = if was_expanded { String::new() } else { format!("Show more of: {name}") };
    let ink = Some(style::theme(ui).muted);
    let row =
        FacetRow { text: &text, end: End::Icon(icon), lead: Lead::None, is_on: false, ink, hint: &hint };
    if row.show(ui).clicked() {
        ui.data_mut(|data| data.insert_temp(expanded_id(name), !was_expanded));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_click_takes_the_first_one_back() {
        let mut values = BTreeSet::new();
        toggle(&mut values, 4);
        assert!(values.contains(&4));
        toggle(&mut values, 4);
        assert!(values.is_empty());
    }
}
