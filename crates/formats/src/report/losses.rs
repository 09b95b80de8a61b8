//! What a format has no place for, counted by the writers at the moment they leave it out.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value;

use super::diagnostic::cut;
use crate::format::Format;
use dateline_time::{grouped, vocabulary};
use dateline_timeline::model::Extra;

/// So many names are told of fields that are lost, each of at most so many characters.
const MOST_NAMES: usize = 3;
const LONGEST_NAME: usize = 40;

/// What became of something that a format cannot hold as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// It is not in the file.
    Dropped,
    /// It can be read in the file, but no program finds it there.
    BecameText,
    /// It is there as whole days, from the first to the last that it can mean, and in words.
    BecameDays,
    /// It is there to the minute.
    BecameMinutes,
    /// It is there as a tag.
    BecameTags,
    /// It is there as clocks of the zone with this name show it.
    ByClockOf(&'static str),
    /// It is there in another form.
    Changed,
}

impl Fate {
    /// The words for it, of one thing or of several: "dropped".
    fn words(self, is_one: bool) -> Cow<'static, str> {
        let words = match self {
            Fate::Dropped => "dropped",
            Fate::BecameText => "became text",
            Fate::BecameDays => "became whole days",
            Fate::BecameMinutes => "became exact to the minute",
            Fate::BecameTags if is_one => "became a tag",
            Fate::BecameTags => "became tags",
            Fate::ByClockOf(zone) => return format!("written by the clock of {zone}").into(),
            Fate::Changed => "changed",
        };
        words.into()
    }
}

vocabulary! {
    /// What can be lost, in the order in which it matters.
    pub enum Thing(
        /// What one of it is called.
        one,
        /// What several of it are called.
        several
    ) {
        /// An event that states no date.
        UndatedEvent = "event without a date", "events without a date";
        /// An event in a year that the format cannot count to.
        DistantEvent = "event outside the years 1 to 9999", "events outside the years 1 to 9999";
        /// A date with a qualifier, open digits, or several possible days.
        UncertainDate = "uncertain date", "uncertain dates";
        /// An end that is open or not known.
        OpenEnd = "open or unknown end", "open or unknown ends";
        /// A season, a quarter or a half of a year.
        Season = "season", "seasons";
        /// A date coarser than a day.
        CoarseDate = "date coarser than a day", "dates coarser than a day";
        /// An end of a stretch that is a day where the other is a time of day.
        DayEnd = "end without a time of day", "ends without a time of day";
        /// A time of day with 0 seconds that are stated.
        Second = "time to the second", "times to the second";
        /// A time of day.
        TimeOfDay = "time of day", "times of day";
        /// What is said about a date.
        DateNote = "note on a date", "notes on dates";
        /// The zone of an event, or of all that name none.
        Zone = "zone", "zones";
        /// A zone to show dates in.
        DisplayZone = "display zone", "display zones";
        /// What became of an event.
        Status = "status", "statuses";
        /// The day on which that was so.
        AsOf = "“as of” date", "“as of” dates";
        /// A lane.
        Lane = "lane", "lanes";
        /// Somebody who takes part.
        Actor = "actor", "actors";
        /// As what somebody takes part.
        Role = "role of an actor", "roles of actors";
        /// A tag.
        Tag = "tag", "tags";
        /// A name that was changed because it holds the sign that divides names.
        Name = "name with a semicolon", "names with a semicolon";
        /// What an event rests on.
        Citation = "citation", "citations";
        /// A part of a citation or of its source.
        CitationDetail = "detail of citations", "details of citations";
        /// What one event is to another.
        Relation = "relation", "relations";
        /// A promise to repeat.
        Recurrence = "recurrence", "recurrences";
        /// A part of such a promise.
        RecurrenceDetail = "detail of recurrences", "details of recurrences";
        /// How important an event is.
        Importance = "importance", "importances";
        /// The title of the timeline.
        Title = "the title of the timeline", "the title of the timeline";
        /// What is said about the timeline.
        Description = "the description of the timeline", "the description of the timeline";
        /// Where the file opens.
        View = "the opening view", "the opening view";
        /// A story.
        Story = "story", "stories";
        /// A scene of a story that is kept.
        Scene = "scene about an event left out", "scenes about events left out";
        /// A relation to, or a mention of, an event that was not chosen.
        Reference = "reference to an event left out", "references to events left out";
        /// A lane, an actor or a source that no saved event uses.
        UnusedEntry = "unused lane, actor or source", "unused lanes, actors and sources";
        /// The id of an event, a lane, an actor or a source.
        Id = "id", "ids";
        /// What kind of actor somebody is.
        ActorKind = "kind of an actor", "kinds of actors";
        /// A field that the model does not know.
        Field = "further field", "further fields";
    }
}

/// So many of one thing that met with one fate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// What is lost.
    pub thing: Thing,
    /// What became of it.
    pub fate: Fate,
    /// How often; never 0.
    pub count: usize,
    /// What they are called, where that is known; each name once.
    pub names: Vec<String>,
    /// Whether there are more names than these.
    pub has_more_names: bool,
}

impl Loss {
    /// The loss in words: "4 uncertain dates became text", "1 citation dropped", "the opening view dropped",
    /// "3 further fields dropped (colour, owner, url2)".
    pub fn label(&self) -> String {
        let (one, many) = (self.thing.one(), self.thing.several());
        let fate = self.fate.words(self.count == 1);
        let words = match self.count {
            _ if one.starts_with("the ") => format!("{one} {fate}"),
            1 => format!("1 {one} {fate}"),
            count => format!("{} {many} {fate}", grouped(count as u64)),
        };
        if self.names.is_empty() {
            return words;
        }
        let others = if self.has_more_names { " and others" } else { "" };
        format!("{words} ({}{others})", self.names.join(", "))
    }
}

/// Counts losses while a file is written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Losses {
    counts: BTreeMap<(Thing, Fate), usize>,
    /// The first names of fields that are not written, and whether there are more.
    names: Vec<String>,
    has_more_names: bool,
}

impl Losses {
    /// So many of a thing met with a fate; nothing happens for 0.
    pub fn count(&mut self, thing: Thing, fate: Fate, count: usize) {
        if count > 0 {
            *self.counts.entry((thing, fate)).or_default() += count;
        }
    }

    /// So many of a thing are not written.
    pub fn dropped(&mut self, thing: Thing, count: usize) {
        self.count(thing, Fate::Dropped, count);
    }

    /// These fields are not written. What another program said of an event stands in one field, and is called
    /// by what it is made of.
    pub fn fields<'e>(&mut self, fields: impl IntoIterator<Item = &'e Extra>) {
        for (name, json) in fields {
            self.dropped(Thing::Field, 1);
            if self.has_more_names {
                continue;
            }
            let is_foreign = Format::from_key(name).is_some();
            match serde_json::from_str::<Value>(json) {
                Ok(Value::Object(members)) if is_foreign => members.keys().for_each(|name| self.name(name)),
                _ => self.name(name),
            }
        }
    }

    fn name(&mut self, name: &str) {
        let name = cut(name, LONGEST_NAME);
        if self.names.contains(&name) {
            return;
        }
        match self.names.len() < MOST_NAMES {
            true => self.names.push(name),
            false => self.has_more_names = true,
        }
    }

    /// One of a thing is written as text, where it is there at all.
    pub fn as_text(&mut self, thing: Thing, is_there: bool) {
        self.count(thing, Fate::BecameText, usize::from(is_there));
    }

    /// All of them, what matters most first.
    pub fn into_list(self) -> Vec<Loss> {
        let mut losses: Vec<Loss> = Vec::with_capacity(self.counts.len());
        for ((thing, fate), count) in self.counts {
            losses.push(Loss { thing, fate, count, names: Vec::new(), has_more_names: false });
        }
        let fields = losses.iter_mut().find(|loss| (loss.thing, loss.fate) == (Thing::Field, Fate::Dropped));
        if let Some(fields) = fields {
            (fields.names, fields.has_more_names) = (self.names, self.has_more_names);
        }
        losses
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_that_are_lost_are_named() {
        let field = |name: &str, json: &str| (name.to_owned(), json.to_owned());
        let told = |fields: &[Extra]| {
            let mut losses = Losses::default();
            losses.fields(fields);
            losses.into_list().iter().map(Loss::label).collect::<Vec<_>>()
        };
        let table = field("table", r#"{"colour": "red", "owner": "Ann"}"#);
        assert!(told(&[]).is_empty());
        assert_eq!(told(std::slice::from_ref(&table)), ["1 further field dropped (colour, owner)"]);
        let some = [table.clone(), field("colour", "1"), field("url2", "{\"a\": 1}")];
        assert_eq!(told(&some), ["3 further fields dropped (colour, owner, url2)"]);
        let many = [table, field("url2", "1"), field("size", "1")];
        assert_eq!(told(&many), ["3 further fields dropped (colour, owner, url2 and others)"]);
        let long = told(&[field(&"n".repeat(60), "1")]);
        assert_eq!(long, [format!("1 further field dropped ({}…)", "n".repeat(40))]);
    }

    #[test]
    fn losses_are_counted_and_told_in_the_order_in_which_they_matter() {
        let mut losses = Losses::default();
        losses.dropped(Thing::View, 1);
        losses.dropped(Thing::Citation, 1_200);
        losses.dropped(Thing::Relation, 0);
        losses.as_text(Thing::UncertainDate, true);
        losses.as_text(Thing::UncertainDate, false);
        losses.count(Thing::CoarseDate, Fate::BecameDays, 2);
        losses.count(Thing::Name, Fate::Changed, 1);
        let words: Vec<String> = losses.into_list().iter().map(Loss::label).collect();
        assert_eq!(
            words,
            [
                "1 uncertain date became text",
                "2 dates coarser than a day became whole days",
                "1 name with a semicolon changed",
                "1,200 citations dropped",
                "the opening view dropped",
            ]
        );
    }
}
