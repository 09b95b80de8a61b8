//! The formats that can be read. Everything there is to say of one stands here, with its reader: a further
//! format does not compile until all of it is stated.
//!
//! Readers do not know this list. They are given the names of the format that they read, so that the list can
//! name them.

use crate::import::{
    aeon, flat_records, gdelt, icalendar, markwhen, schema_org, simile, sparql, table, timeflow,
    timeline_project, timelinejs, vis,
};
use crate::native;
use crate::reader::{Failure, FormatNames, Read, ReadContext};
use crate::report::source_text::SourceText;
use dateline_time::vocabulary;

/// Reads a text of one format.
pub(crate) type Reader = fn(&SourceText, ReadContext<'_>) -> Result<Read, Failure>;

/// What there is to say about a format.
pub(crate) struct Facts {
    /// See [`Format::key`].
    key: &'static str,
    /// See [`Format::name`].
    name: &'static str,
    /// See [`Format::endings`].
    endings: &'static [&'static str],
    /// See [`Format::kept`].
    kept: &'static str,
    /// See [`Format::lost`].
    lost: &'static str,
    /// Its reader.
    pub read: Reader,
    /// Whether it is read as a table where somebody says how the columns of the file are to be understood.
    pub yields_to_mapping: Yields,
}

/// When a file is read as a table although it looks like another format.
pub(crate) enum Yields {
    /// Its syntax rules out a table.
    Never,
    /// Where it does not begin with a bracket, as JSON does.
    WithoutBrackets,
    /// Any such text can be a table.
    Always,
}

/// Declares the formats: each with its documentation and all its facts.
macro_rules! formats {
    ($($(#[$documentation:meta])* $format:ident = $facts:expr;)+) => {
        vocabulary! {
            /// A kind of file that can be read.
            pub enum Format { $($(#[$documentation])* $format),+ }
        }

        impl Format {
            pub(crate) const fn facts(self) -> &'static Facts {
                match self {
                    $(Format::$format => {
                        const FACTS: &Facts = &$facts;
                        FACTS
                    })+
                }
            }
        }
    };
}

formats! {
    /// Dateline's own JSON, a bare list of events, or one event a line.
    Dateline = Facts {
        key: "dateline",
        name: "Dateline JSON",
        endings: &["json", "jsonl", "jsonc", "json5"],
        kept: "everything",
        lost: "nothing",
        read: native::from_json5::read_any,
        yields_to_mapping: Yields::WithoutBrackets,
    };
    /// The same in YAML.
    DatelineYaml = Facts {
        key: "dateline-yaml",
        name: "Dateline YAML",
        endings: &["yaml", "yml"],
        kept: "everything",
        lost: "comments, anchors",
        read: native::from_yaml::read,
        yields_to_mapping: Yields::Always,
    };
    /// The same in TOML.
    DatelineToml = Facts {
        key: "dateline-toml",
        name: "Dateline TOML",
        endings: &["toml"],
        kept: "everything",
        lost: "comments",
        read: native::from_toml::read,
        yields_to_mapping: Yields::Never,
    };
    /// A table of events with one row each: CSV, TSV, any delimiter.
    Table = Facts {
        key: table::FORMAT_KEY,
        name: "CSV or TSV",
        endings: &["csv", "tsv", "tab", "txt"],
        kept:
            "dates, titles, lanes, actors, tags, places, sources, quotations; every other column beside \
             its event",
        lost: "results of formulas, columns beyond the first 2,000",
        read: read_table,
        yields_to_mapping: Yields::Always,
    };
    /// TimelineJS as JSON: version 3, its early draft, versions 1 and 2.
    TimelineJs = Facts {
        key: "timelinejs",
        name: "TimelineJS JSON",
        endings: &["json", "js"],
        kept:
            "precision of dates, words shown instead of them, texts, groups as lanes, eras, credits and \
             captions of media as sources",
        lost: "pictures, backgrounds, the date of the title slide",
        read: timelinejs::read,
        yields_to_mapping: Yields::Never,
    };
    /// The spreadsheet of TimelineJS as a table.
    TimelineJsSheet = Facts {
        key: "timelinejs-sheet",
        name: "TimelineJS sheet",
        endings: &["csv", "tsv"],
        kept: "precision of dates, texts, groups, eras, media with their credits as sources",
        lost: "pictures as such, backgrounds",
        read: timelinejs::sheet::read,
        yields_to_mapping: Yields::Always,
    };
    /// Items and groups of vis-timeline, as JSON or as JavaScript.
    Vis = Facts {
        key: "vis",
        name: "vis-timeline JSON and JavaScript",
        endings: &["json", "js"],
        kept:
            "items, groups and groups within groups as lanes in their order, tooltips, backgrounds as a \
             tag, uncertain ends",
        lost: "styles, subgroups, options, templates, code",
        read: vis::read,
        yields_to_mapping: Yields::Never,
    };
    /// SIMILE Timeline as JSON.
    SimileJson = Facts {
        key: "simile-json",
        name: "SIMILE JSON",
        endings: &["json", "js"],
        kept: "four-point dates, moments known between two dates, texts, links as sources",
        lost: "icons, pictures, colours, tracks, links to a wiki",
        read: simile::read_json,
        yields_to_mapping: Yields::Never,
    };
    /// SIMILE Timeline as XML.
    SimileXml = Facts {
        key: "simile-xml",
        name: "SIMILE XML",
        endings: &["xml"],
        kept:
            "four-point dates, moments known between two dates, texts, links as sources; results of SPARQL \
             queries",
        lost: "icons, pictures, colours, tracks, links to a wiki",
        read: simile::read_xml,
        yields_to_mapping: Yields::Never,
    };
    /// A calendar: RFC 5545.
    Icalendar = Facts {
        key: "icalendar",
        name: "iCalendar",
        endings: &["ics", "ical", "ifb", "icalendar"],
        kept:
            "days and times in their zones, repetitions up to a year from today or two from the last date \
             of the file, changed dates, tasks as commitments, people, links, relations",
        lost: "alarms, free and busy times, attached files",
        read: icalendar::read,
        yields_to_mapping: Yields::Never,
    };
    /// Markwhen's plain text.
    Markwhen = Facts {
        key: "markwhen",
        name: "Markwhen",
        endings: &["mw"],
        kept:
            "dates, zones, relative dates, repetitions, sections and pages as lanes, tags, properties, \
             links; lines of Chronos",
        lost: "comments, colours, days counted from today",
        read: markwhen::read,
        yields_to_mapping: Yields::Always,
    };
    /// Results of a SPARQL query as JSON, of Wikidata among others.
    Sparql = Facts {
        key: "sparql",
        name: "SPARQL results JSON (Wikidata)",
        endings: &["json", "srj"],
        kept:
            "labels, times with their precision where the query asks for it, intervals, places, people, \
             links",
        lost: "pictures; what the query left out",
        read: sparql::read,
        yields_to_mapping: Yields::Never,
    };
    /// Events of schema.org as JSON-LD.
    SchemaOrg = Facts {
        key: "schema-org",
        name: "schema.org JSON-LD",
        endings: &["json", "jsonld", "html", "htm"],
        kept:
            "dates, status, former dates, places, people, parts of events, schedules in words; also in \
             pages of the web",
        lost: "offers, pictures",
        read: schema_org::read,
        yields_to_mapping: Yields::Never,
    };
    /// GDELT events: machine-coded signals.
    Gdelt = Facts {
        key: "gdelt",
        name: "GDELT 2.0 events",
        endings: &["csv", "tsv", "export"],
        kept: "days, actors, kinds of acts, places, mentions, articles; marked as unverified signals",
        lost: "which rows are about one story; all codes stay beside the event",
        read: gdelt::read,
        yields_to_mapping: Yields::Always,
    };
    /// The Timeline Project.
    TimelineProject = Facts {
        key: "timeline-project",
        name: "The Timeline Project",
        endings: &["timeline"],
        kept:
            "categories with their parents, eras, containers, progress, milestones, fuzzy and ongoing \
             ends, links",
        lost: "icons, dates of other calendars",
        read: timeline_project::read,
        yields_to_mapping: Yields::Never,
    };
    /// TimeFlow.
    TimeFlow = Facts {
        key: "timeflow",
        name: "TimeFlow",
        endings: &["time", "timeflow"],
        kept: "four-point dates, tracks, fields, sources",
        lost: "colours, sizes",
        read: timeflow::read,
        yields_to_mapping: Yields::Never,
    };
    /// Aeon Timeline 3.
    Aeon = Facts {
        key: "aeon",
        name: "Aeon Timeline 3",
        endings: &["aeon"],
        kept:
            "four-point dates with their precision, types as lanes, people, places, relationships, tags, \
             properties",
        lost: "dates of invented calendars but for their words, pictures, narrative order",
        read: aeon::read,
        yields_to_mapping: Yields::Never,
    };
}

impl Format {
    /// The short name in reports and JSON: "timelinejs". Also the name under which an event keeps what the
    /// model has no field for.
    pub const fn key(self) -> &'static str {
        self.facts().key
    }

    /// The format of a short name; `None` when there is none.
    pub fn from_key(key: &str) -> Option<Format> {
        Format::ALL.iter().copied().find(|format| format.key() == key)
    }

    /// What people call it: "TimelineJS JSON".
    pub const fn name(self) -> &'static str {
        self.facts().name
    }

    /// Usual endings of its files, without the full stop; a hint only, since content decides.
    pub const fn endings(self) -> &'static [&'static str] {
        self.facts().endings
    }

    /// What of it is kept, as a text for people.
    pub const fn kept(self) -> &'static str {
        self.facts().kept
    }

    /// What of it is not shown, as a text for people; it stays beside each event and in the report.
    pub const fn lost(self) -> &'static str {
        self.facts().lost
    }

    /// What its reader is told of it.
    pub(crate) const fn names(self) -> FormatNames {
        FormatNames { key: self.key(), name: self.name() }
    }
}

/// Reads a table: rows of text, or a list of flat JSON objects.
fn read_table(source: &SourceText, context: ReadContext<'_>) -> Result<Read, Failure> {
    if source.text().trim_start().starts_with(['[', '{']) {
        flat_records::read(source, context)
    } else {
        table::read(source, context)
    }
}
