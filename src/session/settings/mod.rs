//! The settings of a person, which survive a restart: theme, motion, the files opened lately, how the lanes
//! of files were left, and saved filters.

mod column_layout;
mod lane_settings;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::command::Command;
use super::saved_filters::{SavedFilter, SavedValue};
use super::side_panel::SidePanel;
use super::state::Session;
use super::theme_choice::ThemeChoice;
use dateline_time::TimePoint;
use dateline_timeline::query::ListColumn;

pub use column_layout::ListColumns;
pub use lane_settings::LaneSettings;
use lane_settings::RawLanes;

/// The name under which the storage of the window holds them.
pub const STORAGE_KEY: &str = "dateline";
/// How many files are remembered.
const RECENT_LIMIT: usize = 12;

/// The settings of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The theme.
    pub theme: ThemeChoice,
    /// Cut instead of fly.
    pub reduced_motion: bool,
    /// Hide instead of dim.
    pub hiding: bool,
    /// Files are read again by themselves when they change.
    pub live_reload: bool,
    /// The panel on the left is open.
    pub facets_open: bool,
    /// The files opened lately, the newest first.
    pub recent: Vec<PathBuf>,
    /// How the lanes of files were left.
    pub lanes: LaneSettings,
    /// The columns of the list.
    pub columns: ListColumns,
    /// Filters under their names, of all files, in the order in which they were saved.
    pub filters: Vec<SavedFilter>,
}

/// A saved filter as text.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct RawFilter {
    name: String,
    file: Option<String>,
    text: String,
    /// Facet, id, name.
    values: Vec<(String, String, String)>,
    hiding: bool,
    /// Seconds.
    view: Option<(i64, i64)>,
}

/// The same as text; unknown and missing fields do no harm.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Raw {
    theme: String,
    reduced_motion: bool,
    hiding: bool,
    live_reload_off: bool,
    facets_closed: bool,
    recent: Vec<String>,
    lanes: RawLanes,
    /// Columns of the list that are not shown; nothing is as it is at first.
    hidden_columns: Option<Vec<String>>,
    column_widths: BTreeMap<String, u16>,
    filters: Vec<RawFilter>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings::from_raw(Raw::default())
    }
}

impl Settings {
    /// What a text says; the beginning when it says nothing that can be read.
    pub fn from_json(text: &str) -> Settings {
        Settings::from_raw(serde_json::from_str(text).unwrap_or_default())
    }

    /// As text.
    pub fn to_json(&self) -> String {
        let recent = self.recent.iter().filter_map(|path| path.to_str()).map(str::to_owned).collect();
        let names = |columns: std::collections::btree_set::Iter<'_, ListColumn>| {
            columns.map(|column| column.label().to_owned()).collect()
        };
        let widths = self.columns.widths.iter();
        let raw = Raw {
            theme: theme_key(self.theme).to_owned(),
            reduced_motion: self.reduced_motion,
            hiding: self.hiding,
            live_reload_off: !self.live_reload,
            facets_closed: !self.facets_open,
            recent,
            lanes: self.lanes.to_raw(),
            hidden_columns: Some(names(self.columns.hidden.iter())),
            column_widths: widths.map(|(column, width)| (column.label().to_owned(), *width)).collect(),
            filters: self.filters.iter().map(raw_filter).collect(),
        };
        serde_json::to_string(&raw).unwrap_or_default()
    }

    fn from_raw(raw: Raw) -> Settings {
        let choices = [ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark];
        let theme = choices.into_iter().find(|choice| theme_key(*choice) == raw.theme).unwrap_or_default();
        Settings {
            theme,
            reduced_motion: raw.reduced_motion,
            hiding: raw.hiding,
            live_reload: !raw.live_reload_off,
            facets_open: !raw.facets_closed,
            recent: raw.recent.into_iter().map(PathBuf::from).take(RECENT_LIMIT).collect(),
            lanes: LaneSettings::from_raw(raw.lanes),
            columns: columns_of(raw.hidden_columns, raw.column_widths),
            filters: raw.filters.into_iter().map(filter_of).collect(),
        }
    }

    /// Puts a file first among the recent ones.
    pub fn remember(&mut self, path: &Path) {
        self.recent.retain(|other| other != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(RECENT_LIMIT);
    }

    /// Forgets a file.
    pub fn forget(&mut self, path: &Path) {
        self.recent.retain(|other| other != path);
    }

    /// Keeps a filter. One with the same name for the same file gives way to it.
    pub fn keep_filter(&mut self, filter: SavedFilter) {
        let is_same = |other: &SavedFilter| (&other.name, &other.file) == (&filter.name, &filter.file);
        match self.filters.iter().position(is_same).and_then(|index| self.filters.get_mut(index)) {
            Some(other) => *other = filter,
            None => self.filters.push(filter),
        }
    }

    /// Takes over what a session says now.
    pub fn follow(&mut self, session: &Session, facets_are_wanted: bool) {
        self.theme = session.theme();
        self.reduced_motion = session.has_reduced_motion();
        self.hiding = session.is_hiding();
        self.live_reload = session.has_live_reload();
        self.facets_open = facets_are_wanted;
    }

    /// The commands that bring a new session to what was kept.
    pub fn commands(&self) -> [Command; 5] {
        [
            Command::Theme(self.theme),
            Command::ReduceMotion(self.reduced_motion),
            Command::Hide(self.hiding),
            Command::LiveReload(self.live_reload),
            Command::Panel(SidePanel::Facets, self.facets_open),
        ]
    }
}

fn columns_of(hidden: Option<Vec<String>>, widths: BTreeMap<String, u16>) -> ListColumns {
    let usual = ListColumns::default();
    let named = |names: Vec<String>| names.iter().filter_map(|name| ListColumn::from_label(name)).collect();
    let widths = widths.into_iter().filter_map(|(name, width)| Some((ListColumn::from_label(&name)?, width)));
    ListColumns { hidden: hidden.map_or(usual.hidden, named), widths: widths.collect() }
}

fn raw_filter(filter: &SavedFilter) -> RawFilter {
    let value = |value: &SavedValue| (value.facet.clone(), value.key.clone(), value.name.clone());
    RawFilter {
        name: filter.name.clone(),
        file: filter.file.clone(),
        text: filter.text.clone(),
        values: filter.values.iter().map(value).collect(),
        hiding: filter.is_hiding,
        view: filter.view.map(|(from, to)| (from.seconds(), to.seconds())),
    }
}

fn filter_of(raw: RawFilter) -> SavedFilter {
    let value = |(facet, key, name)| SavedValue { facet, key, name };
    SavedFilter {
        name: raw.name,
        file: raw.file,
        text: raw.text,
        values: raw.values.into_iter().map(value).collect(),
        is_hiding: raw.hiding,
        view: raw.view.map(|(from, to)| (TimePoint::from_seconds(from), TimePoint::from_seconds(to))),
    }
}

const fn theme_key(theme: ThemeChoice) -> &'static str {
    match theme {
        ThemeChoice::System => "system",
        ThemeChoice::Light => "light",
        ThemeChoice::Dark => "dark",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_comes_back() {
        let mut settings = Settings {
            theme: ThemeChoice::Dark,
            reduced_motion: true,
            live_reload: false,
            ..Settings::default()
        };
        for number in 0..20 {
            settings.remember(Path::new(&format!("/history/{number}.json")));
        }
        settings.remember(Path::new("/history/15.json"));
        settings.columns.hidden.remove(&ListColumn::Length);
        settings.columns.widths.insert(ListColumn::Date, 180);
        let value =
            SavedValue { facet: "actor".to_owned(), key: "us".to_owned(), name: "United States".to_owned() };
        let named = |name: &str, text: &str| SavedFilter {
            name: name.to_owned(),
            text: text.to_owned(),
            file: Some("/history/15.json".to_owned()),
            values: vec![value.clone()],
            is_hiding: true,
            view: Some((TimePoint::from_seconds(-5), TimePoint::from_seconds(7))),
        };
        settings.keep_filter(named("Mine", "status:planned"));
        settings.keep_filter(SavedFilter { file: None, view: None, ..named("Mine", "visit") });
        settings.keep_filter(named("Mine", "status:ongoing"));
        assert_eq!(settings.filters.len(), 2, "a name is used once for each file");
        let back = Settings::from_json(&settings.to_json());
        assert_eq!(back, settings);
        assert_eq!(back.filters.first().map(|filter| filter.text.as_str()), Some("status:ongoing"));
        assert_eq!(back.recent.len(), RECENT_LIMIT);
        assert_eq!(back.recent.first().map(PathBuf::as_path), Some(Path::new("/history/15.json")));
    }

    #[test]
    fn whatever_is_found_can_be_read() {
        for text in ["", "{", "[]", r#"{"theme": "mauve", "more": 1}"#, "null"] {
            assert_eq!(Settings::from_json(text), Settings::default(), "{text}");
        }
    }
}
