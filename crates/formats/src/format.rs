//! The formats there are: their names, their endings, and what of them is kept and what is not.

use dateline_time::vocabulary;

vocabulary! {
    /// A kind of file that can be read.
    pub enum Format {
        /// Dateline's own JSON, a bare list of events, or one event a line.
        Dateline,
        /// The same in YAML.
        DatelineYaml,
        /// The same in TOML.
        DatelineToml,
        /// A table of events with one row each: CSV, TSV, any delimiter.
        Table,
        /// TimelineJS as JSON: version 3, its early draft, versions 1 and 2.
        TimelineJs,
        /// The spreadsheet of TimelineJS as a table.
        TimelineJsSheet,
        /// Items and groups of vis-timeline, as JSON or as JavaScript.
        Vis,
        /// SIMILE Timeline as JSON.
        SimileJson,
        /// SIMILE Timeline as XML.
        SimileXml,
        /// A calendar: RFC 5545.
        Icalendar,
        /// Markwhen's plain text.
        Markwhen,
        /// Results of a SPARQL query as JSON, of Wikidata among others.
        Sparql,
        /// Events of schema.org as JSON-LD.
        SchemaOrg,
        /// GDELT events: machine-coded signals.
        Gdelt,
        /// The Timeline Project.
        TimelineProject,
        /// TimeFlow.
        TimeFlow,
        /// Aeon Timeline 3.
        Aeon,
    }
}

/// What there is to say about a format.
struct Facts {
    key: &'static str,
    name: &'static str,
    endings: &'static [&'static str],
    kept: &'static str,
    lost: &'static str,
}

impl Format {
    /// The short name in reports and JSON: "timelinejs". Also the name under which an event keeps what the
    /// model has no place for.
    pub const fn key(self) -> &'static str {
        self.facts().key
    }

    /// What people call it: "TimelineJS JSON".
    pub const fn name(self) -> &'static str {
        self.facts().name
    }

    /// Usual endings of its files, without the full stop; a hint only, since content decides.
    pub const fn endings(self) -> &'static [&'static str] {
        self.facts().endings
    }

    /// What of it is kept, in words.
    pub const fn kept(self) -> &'static str {
        self.facts().kept
    }

    /// What of it is not shown, in words; it stays beside each event and in the report.
    pub const fn lost(self) -> &'static str {
        self.facts().lost
    }

    const fn facts(self) -> Facts {
        let (key, name, endings, kept, lost): (_, _, &[&str], _, _) = match self {
            Format::Dateline => {
                ("dateline", "Dateline JSON", &["json", "jsonl", "jsonc", "json5"], "everything", "nothing")
            }
            Format::DatelineYaml => {
                ("dateline-yaml", "Dateline YAML", &["yaml", "yml"], "everything", "comments, anchors")
            }
            Format::DatelineToml => ("dateline-toml", "Dateline TOML", &["toml"], "everything", "comments"),
            Format::Table => (
                "table",
                "CSV or TSV",
                &["csv", "tsv", "tab", "txt"],
                "dates, titles, lanes, actors, tags, places, sources, quotations; every other column beside its event",
                "results of formulas, columns beyond the first 2,000",
            ),
            Format::TimelineJs => (
                "timelinejs",
                "TimelineJS JSON",
                &["json", "js"],
                "precision of dates, words shown instead of them, texts, groups as lanes, eras, credits and captions of media as sources",
                "pictures, backgrounds, the date of the title slide",
            ),
            Format::TimelineJsSheet => (
                "timelinejs-sheet",
                "TimelineJS sheet",
                &["csv", "tsv"],
                "precision of dates, texts, groups, eras, media with their credits as sources",
                "pictures as such, backgrounds",
            ),
            Format::Vis => (
                "vis",
                "vis-timeline JSON and JavaScript",
                &["json", "js"],
                "items, groups and groups within groups as lanes in their order, tooltips, backgrounds as a tag, uncertain ends",
                "styles, subgroups, options, templates, code",
            ),
            Format::SimileJson => (
                "simile-json",
                "SIMILE JSON",
                &["json", "js"],
                "four-point dates, moments known between two dates, texts, links as sources",
                "icons, pictures, colours, tracks, links to a wiki",
            ),
            Format::SimileXml => (
                "simile-xml",
                "SIMILE XML",
                &["xml"],
                "four-point dates, moments known between two dates, texts, links as sources; results of SPARQL queries",
                "icons, pictures, colours, tracks, links to a wiki",
            ),
            Format::Icalendar
            | Format::Markwhen
            | Format::Sparql
            | Format::SchemaOrg
            | Format::Gdelt
            | Format::TimelineProject
            | Format::TimeFlow
            | Format::Aeon => return self.facts_of_exchange(),
        };
        Facts { key, name, endings, kept, lost }
    }

    /// Those of calendars, of data of the web and of other programs; [`Format::facts`] knows which they are.
    const fn facts_of_exchange(self) -> Facts {
        let (key, name, endings, kept, lost): (_, _, &[&str], _, _) = match self {
            Format::Icalendar => (
                "icalendar",
                "iCalendar",
                &["ics", "ical", "ifb", "icalendar"],
                "days and times in their zones, repetitions up to a year from today or two from the last date \
                 of the file, changed dates, tasks as commitments, people, \
                 links, relations",
                "alarms, free and busy times, attached files",
            ),
            Format::Markwhen => (
                "markwhen",
                "Markwhen",
                &["mw"],
                "dates, zones, relative dates, repetitions, sections and pages as lanes, tags, properties, links; lines of Chronos",
                "comments, colours, days counted from today",
            ),
            Format::Sparql => (
                "sparql",
                "SPARQL results JSON (Wikidata)",
                &["json", "srj"],
                "labels, times with their precision where the query asks for it, intervals, places, people, links",
                "pictures; what the query left out",
            ),
            Format::SchemaOrg => (
                "schema-org",
                "schema.org JSON-LD",
                &["json", "jsonld", "html", "htm"],
                "dates, status, former dates, places, people, parts of events, schedules in words; also in pages of the web",
                "offers, pictures",
            ),
            Format::Gdelt => (
                "gdelt",
                "GDELT 2.0 events",
                &["csv", "tsv", "export"],
                "days, actors, kinds of acts, places, mentions, articles; marked as unverified signals",
                "which rows are about one story; all codes stay beside the event",
            ),
            Format::TimelineProject => (
                "timeline-project",
                "The Timeline Project",
                &["timeline"],
                "categories with their parents, eras, containers, progress, milestones, fuzzy and ongoing ends, links",
                "icons, dates of other calendars",
            ),
            Format::TimeFlow => (
                "timeflow",
                "TimeFlow",
                &["time", "timeflow"],
                "four-point dates, tracks, fields, sources",
                "colours, sizes",
            ),
            Format::Aeon => (
                "aeon",
                "Aeon Timeline 3",
                &["aeon"],
                "four-point dates with their precision, types as lanes, people, places, relationships, tags, properties",
                "dates of invented calendars but for their words, pictures, narrative order",
            ),
            _ => ("", "", &[], "", ""),
        };
        Facts { key, name, endings, kept, lost }
    }
}
