//! Writing a timeline to a file of another format, with a true account of what that format cannot hold.

use super::saving::Saving;
use super::selection;
use crate::native;
use crate::report::losses::{Fate, Loss, Losses, Thing};
use dateline_time::vocabulary;
use dateline_timeline::Cancel;
use dateline_timeline::model::{EventId, Timeline};

vocabulary! {
    /// A format that a timeline can be written to.
    pub enum Target {
        /// Dateline's own JSON, which holds everything.
        Dateline,
        /// A table with one event a row.
        Csv,
        /// The JSON of TimelineJS, version 3.
        TimelineJs,
        /// A calendar: RFC 5545.
        Icalendar,
        /// A chronology to read and print.
        Markdown,
    }
}

/// What there is to say about a target.
struct TargetFacts {
    /// See [`Target::key`].
    key: &'static str,
    /// See [`Target::name`].
    name: &'static str,
    /// See [`Target::endings`].
    endings: &'static [&'static str],
    /// See [`Target::can_be_opened`].
    can_be_opened: bool,
    /// Its writer, which counts what it leaves out. `None` once cancelled.
    write: fn(&Saving<'_>, &mut Losses) -> Option<Vec<u8>>,
}

impl Target {
    /// All facts of a target: a further one does not compile until they are stated.
    const fn facts(self) -> &'static TargetFacts {
        match self {
            Target::Dateline => &TargetFacts {
                key: "dateline",
                name: "Dateline",
                endings: &["json"],
                can_be_opened: true,
                write: |saving, _| Some(native::write(saving.timeline)),
            },
            Target::Csv => &TargetFacts {
                key: "csv",
                name: "CSV",
                endings: &["csv"],
                can_be_opened: true,
                write: super::csv::write,
            },
            Target::TimelineJs => &TargetFacts {
                key: "timelinejs",
                name: "TimelineJS",
                endings: &["timelinejs.json", "tl.json"],
                can_be_opened: true,
                write: super::timelinejs::write,
            },
            Target::Icalendar => &TargetFacts {
                key: "icalendar",
                name: "iCalendar",
                endings: &["ics", "ical"],
                can_be_opened: true,
                write: super::icalendar::write,
            },
            Target::Markdown => &TargetFacts {
                key: "markdown",
                name: "Markdown",
                endings: &["md", "markdown"],
                can_be_opened: false,
                write: super::markdown::write,
            },
        }
    }

    /// The short name on the command line: "timelinejs".
    pub const fn key(self) -> &'static str {
        self.facts().key
    }

    /// What people call it: "TimelineJS".
    pub const fn name(self) -> &'static str {
        self.facts().name
    }

    /// Endings of its files without the full stop, the usual one first. Those of two parts belong to formats
    /// that share their last part with another one.
    pub const fn endings(self) -> &'static [&'static str] {
        self.facts().endings
    }

    /// The format that a file's name asks for; `None` where its ending is none of them. Capital letters do
    /// not matter: "talks.CSV" is a table, "talks.timelinejs.json" is TimelineJS, "talks.json" Dateline's
    /// own.
    pub fn of_name(name: &str) -> Option<Target> {
        let name = name.trim().to_ascii_lowercase();
        let endings =
            Target::ALL.iter().flat_map(|target| target.endings().iter().map(move |end| (target, end)));
        let fits = |ending: &str| name.strip_suffix(ending).is_some_and(|rest| rest.ends_with('.'));
        endings
            .filter(|(_, ending)| fits(ending))
            .max_by_key(|(_, ending)| ending.len())
            .map(|(target, _)| *target)
    }

    /// The format of a short name, of what people call it, or of an ending, in any case; for the command
    /// line.
    pub fn from_key(key: &str) -> Option<Target> {
        let is_named = |target: &&Target| {
            let mut names = [target.key(), target.name()].into_iter().chain(target.endings().iter().copied());
            names.any(|name| name.eq_ignore_ascii_case(key.trim()))
        };
        Target::ALL.iter().find(is_named).copied()
    }

    /// The same name with this format's usual ending in place of the one that it has, if that is an ending of
    /// one of the formats; otherwise the ending is added.
    pub fn renamed(self, name: &str) -> String {
        let lower = name.to_ascii_lowercase();
        let endings = Target::ALL.iter().flat_map(|target| target.endings());
        let longest = endings
            .filter(|ending| lower.strip_suffix(**ending).is_some_and(|rest| rest.ends_with('.')))
            .map(|ending| ending.len() + 1)
            .max()
            .unwrap_or(0);
        let stem = name.get(..name.len().saturating_sub(longest)).unwrap_or(name);
        format!("{stem}.{}", self.endings().first().unwrap_or(&""))
    }

    /// Whether what was written can be opened again as a timeline.
    pub const fn can_be_opened(self) -> bool {
        self.facts().can_be_opened
    }

    /// What is lost, in one line: "TimelineJS: 4 uncertain dates became text, 12 citations dropped", and
    /// "Dateline: nothing is lost" where nothing is.
    pub fn summary(self, losses: &[Loss]) -> String {
        let list = losses.iter().map(Loss::label).collect::<Vec<_>>().join(", ");
        match (self.can_be_opened(), list.is_empty()) {
            (true, true) => format!("{}: nothing is lost", self.name()),
            (true, false) => format!("{}: {list}", self.name()),
            (false, true) => format!("{} {FOR_READING}", self.name()),
            (false, false) => format!("{} {FOR_READING}. {list}", self.name()),
        }
    }
}

/// What is to be said of a format that no importer reads.
const FOR_READING: &str = "is for reading: it cannot be opened again as a timeline";

/// A timeline as the bytes of a file, and what of it they do not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many events stand in it.
    pub events: usize,
    /// What is not in it, or in another form, what matters most first.
    pub losses: Vec<Loss>,
}

/// What is to be saved, and who may cancel it.
#[derive(Clone, Default)]
pub struct SaveOptions<'o> {
    /// Says which events to save; `None` saves all. Those that are not chosen are no losses; what refers to
    /// them is.
    pub is_chosen: Option<&'o dyn Fn(EventId) -> bool>,
    /// Cancels the writing; checked for every event.
    pub cancel: Cancel,
}

/// The timeline as a file of another format. The same timeline always gives the same bytes.
pub fn save(timeline: &Timeline, target: Target) -> Saved {
    let saved = save_with(timeline, target, &SaveOptions::default());
    saved.unwrap_or_else(|| Saved { bytes: Vec::new(), events: 0, losses: Vec::new() })
}

/// As [`save`], for some of the events; `None` once cancelled.
pub fn save_with(timeline: &Timeline, target: Target, options: &SaveOptions<'_>) -> Option<Saved> {
    let mut losses = Losses::default();
    let (bytes, asked) = match options.is_chosen {
        None => {
            let saving = Saving { timeline, is_part: false, cancel: &options.cancel };
            (written(&saving, target, &mut losses)?, timeline.len())
        }
        Some(is_chosen) => {
            let part = selection::selected(timeline, is_chosen, &mut losses);
            let saving = Saving { timeline: &part, is_part: true, cancel: &options.cancel };
            (written(&saving, target, &mut losses)?, part.len())
        }
    };
    let losses = losses.into_list();
    let is_event = |loss: &&Loss| {
        loss.fate == Fate::Dropped && matches!(loss.thing, Thing::UndatedEvent | Thing::DistantEvent)
    };
    let left_out: usize = losses.iter().filter(is_event).map(|loss| loss.count).sum();
    Some(Saved { bytes, events: asked.saturating_sub(left_out), losses })
}

/// What [`save_with`] would report. Dateline's own format loses nothing of a whole timeline, so that nothing
/// has to be written to know.
pub fn losses_of(timeline: &Timeline, target: Target, options: &SaveOptions<'_>) -> Option<Vec<Loss>> {
    if target == Target::Dateline && options.is_chosen.is_none() {
        return Some(Vec::new());
    }
    save_with(timeline, target, options).map(|saved| saved.losses)
}

fn written(saving: &Saving<'_>, target: Target, losses: &mut Losses) -> Option<Vec<u8>> {
    saving.check_cancel()?;
    (target.facts().write)(saving, losses)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_decides_the_format() {
        let cases = [
            ("a.json", Some(Target::Dateline)),
            ("/tmp/a.CSV ", Some(Target::Csv)),
            ("a.timelinejs.json", Some(Target::TimelineJs)),
            ("a.tl.json", Some(Target::TimelineJs)),
            ("timelinejs.json", Some(Target::Dateline)),
            ("a.ics", Some(Target::Icalendar)),
            ("a.md", Some(Target::Markdown)),
            ("csv", None),
            ("a.xlsx", None),
            ("", None),
        ];
        for (name, target) in cases {
            assert_eq!(Target::of_name(name), target, "{name}");
        }
        for target in Target::ALL {
            let name = target.renamed("a.b.timelinejs.json");
            assert_eq!(Target::of_name(&name), Some(*target), "{name}");
            assert_eq!(target.renamed("a"), format!("a.{}", target.endings()[0]));
            assert_eq!(Target::from_key(target.key()), Some(*target));
            assert_eq!(Target::from_key(&target.name().to_uppercase()), Some(*target));
        }
        assert_eq!(Target::Csv.renamed("talks.v2"), "talks.v2.csv");
        assert_eq!(Target::from_key("ics"), Some(Target::Icalendar));
        assert_eq!(Target::from_key("docx"), None);
    }

    #[test]
    fn the_summary_says_what_is_lost_or_that_nothing_is() {
        let mut losses = Losses::default();
        losses.dropped(crate::report::losses::Thing::Story, 2);
        let losses = losses.into_list();
        assert_eq!(Target::Dateline.summary(&[]), "Dateline: nothing is lost");
        assert_eq!(Target::TimelineJs.summary(&losses), "TimelineJS: 2 stories dropped");
        assert_eq!(
            Target::Markdown.summary(&losses),
            "Markdown is for reading: it cannot be opened again as a timeline. 2 stories dropped"
        );
    }
}
