//! How the columns of a table are understood, as a person can correct it and a file beside the table keeps
//! it.

use serde::{Deserialize, Serialize};

use super::role::Role;
use dateline_time::phrases::DayOrder;
use dateline_time::{Zone, vocabulary};

/// Where the names of the columns stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Header {
    /// That is to be found out.
    #[default]
    Guess,
    /// Nowhere: the first row is an event, and columns are called "column 1", "column 2" ….
    Nowhere,
    /// In this row, from 1 as in a spreadsheet.
    Row(usize),
}

/// Which number of "03/04/2021" is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayPlace {
    /// The first one: 3 April.
    First,
    /// The second one: March 4.
    Second,
}

vocabulary! {
    /// What whole numbers in a column of dates count.
    #[derive(Default)]
    pub enum Numbers(key, label) {
        /// Years, and days written as 20210823.
        #[default]
        Dates = "dates", "Years and days";
        /// Days since the end of 1899, as spreadsheets count them: 44562 is 1 January 2022.
        SpreadsheetDays = "spreadsheet-days", "Days as spreadsheets count them";
        /// Seconds since 1970 in UTC.
        Seconds = "seconds", "Seconds since 1970";
        /// Milliseconds since 1970 in UTC.
        Milliseconds = "milliseconds", "Milliseconds since 1970";
    }
}

vocabulary! {
    /// What separates the entries of a list that stands in one cell: names of people, tags.
    pub enum Separator(key, label) {
        /// ";"
        Semicolon = ";", "Semicolons ;";
        /// "|"
        Bar = "|", "Bars |";
        /// ","
        Comma = ",", "Commas ,";
        /// The end of a line within the cell.
        Line = "line", "Line breaks";
        /// Nothing: the whole cell is one entry.
        Nothing = "none", "Nothing: one entry a cell";
    }
}

/// One column of a mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnMapping {
    /// Its name in the header; a second column of the same name is called "name (2)".
    pub name: String,
    /// What it is for.
    pub role: Role,
    /// What whole numbers in it count; only of use in columns of dates.
    pub numbers: Numbers,
    /// What separates the entries in a cell of it; only of use in columns of actors and tags, and guessed
    /// where it is `None`.
    pub separator: Option<Separator>,
}

/// How a table is understood. What is not said is guessed: the default says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// What divides the cells.
    pub delimiter: Option<char>,
    /// Where the names of the columns stand.
    pub header: Header,
    /// Which number of "03/04/2021" is the day.
    pub day: Option<DayPlace>,
    /// The zone of days that name none.
    pub zone: Option<Zone>,
    /// The lane of events whose row gives none; empty where there is none.
    pub lane: String,
    /// Columns by name. Those that are not here are guessed.
    pub columns: Vec<ColumnMapping>,
}

/// Why a text is no mapping.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct MappingError(String);

/// A mapping as it stands in its file.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Raw {
    /// The version of this form.
    #[serde(default)]
    dateline_mapping: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    delimiter: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    header_row: Option<serde_json::Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    day: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    zone: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    lane: String,
    #[serde(default)]
    columns: Vec<RawColumn>,
}

#[derive(Debug, Serialize, Deserialize)]
struct RawColumn {
    name: String,
    role: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    numbers: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    separator: Option<String>,
}

/// The version of the form that is written.
const VERSION: u32 = 1;

impl Mapping {
    /// Reads a mapping from the text of its file.
    ///
    /// # Errors
    /// When the text is no JSON of this form, or says something that no mapping can; says what.
    pub fn from_json(text: &str) -> Result<Mapping, MappingError> {
        let raw: Raw = serde_json::from_str(text).map_err(|error| MappingError(error.to_string()))?;
        if raw.dateline_mapping > VERSION {
            let message = format!("Version {} of mappings is not known here", raw.dateline_mapping);
            return Err(MappingError(message));
        }
        let unknown = |what: &str, word: &str| MappingError(format!("\"{word}\" is no {what}"));
        let delimiter =
            raw.delimiter.map(|text| delimiter_of(&text).ok_or_else(|| unknown("delimiter", &text)));
        let zone = raw.zone.map(|name| Zone::parse(&name).map_err(|_| unknown("zone", &name)));
        let day = raw.day.map(|word| match word.as_str() {
            "first" => Ok(DayPlace::First),
            "second" => Ok(DayPlace::Second),
            _ => Err(unknown("place of the day: first or second", &word)),
        });
        let header = match raw.header_row {
            None => Header::Guess,
            Some(serde_json::Value::Bool(false)) => Header::Nowhere,
            Some(value) => {
                let row = value.as_u64().filter(|row| *row > 0).and_then(|row| usize::try_from(row).ok());
                Header::Row(row.ok_or_else(|| {
                    unknown("row of the header: a number from 1, or false", &value.to_string())
                })?)
            }
        };
        let columns = raw.columns.into_iter().map(|column| {
            let role =
                Role::from_key(&column.role).ok_or_else(|| unknown("role of a column", &column.role))?;
            let numbers = column.numbers.as_deref().unwrap_or(Numbers::Dates.key());
            let numbers = Numbers::from_key(numbers).ok_or_else(|| unknown("meaning of numbers", numbers))?;
            let separator = column
                .separator
                .map(|key| Separator::from_key(&key).ok_or_else(|| unknown("separator of a list", &key)));
            Ok(ColumnMapping { name: column.name, role, numbers, separator: separator.transpose()? })
        });
        Ok(Mapping {
            delimiter: delimiter.transpose()?,
            header,
            day: day.transpose()?,
            zone: zone.transpose()?,
            lane: raw.lane,
            columns: columns.collect::<Result<_, MappingError>>()?,
        })
    }

    /// The mapping as the text of its file, which ends with a line break.
    pub fn to_json(&self) -> String {
        let raw = Raw {
            dateline_mapping: VERSION,
            delimiter: self.delimiter.map(String::from),
            header_row: match self.header {
                Header::Guess => None,
                Header::Nowhere => Some(false.into()),
                Header::Row(row) => Some(row.into()),
            },
            day: self.day.map(|day| if day == DayPlace::First { "first" } else { "second" }.to_owned()),
            zone: self.zone.map(|zone| zone.name().to_owned()),
            lane: self.lane.clone(),
            columns: self.columns.iter().map(ColumnMapping::raw).collect(),
        };
        // Texts and numbers can always be written.
        serde_json::to_string_pretty(&raw).map_or_else(|_| String::new(), |text| text + "\n")
    }

    /// The first column with a role.
    pub fn column(&self, role: Role) -> Option<&ColumnMapping> {
        self.columns.iter().find(|column| column.role == role)
    }
}

impl ColumnMapping {
    fn raw(&self) -> RawColumn {
        let numbers = (self.numbers != Numbers::Dates).then(|| self.numbers.key().to_owned());
        let separator = self.separator.map(|separator| separator.key().to_owned());
        RawColumn { name: self.name.clone(), role: self.role.key().to_owned(), numbers, separator }
    }
}

impl Separator {
    /// The sign that stands between two entries; `None` where a cell is one entry.
    pub(super) const fn char(self) -> Option<char> {
        match self {
            Separator::Semicolon => Some(';'),
            Separator::Bar => Some('|'),
            Separator::Comma => Some(','),
            Separator::Line => Some('\n'),
            Separator::Nothing => None,
        }
    }
}

impl DayPlace {
    pub(crate) const fn order(self) -> DayOrder {
        match self {
            DayPlace::First => DayOrder::DayFirst,
            DayPlace::Second => DayOrder::MonthFirst,
        }
    }

    pub(crate) const fn of(order: DayOrder) -> DayPlace {
        match order {
            DayOrder::DayFirst => DayPlace::First,
            DayOrder::MonthFirst => DayPlace::Second,
        }
    }
}

/// One letter that can divide cells.
fn delimiter_of(text: &str) -> Option<char> {
    let mut letters = text.chars();
    let letter =
        letters.next().filter(|letter| !matches!(letter, '\n' | '\r' | '"') && !letter.is_alphanumeric());
    letter.filter(|_| letters.next().is_none())
}

/// What a reader of a table tells about one column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnReading {
    /// Its name, as in [`Mapping::columns`].
    pub name: String,
    /// The first values in it that are not empty, a few of them.
    pub samples: Vec<String>,
    /// In how many rows its value could not be read as its role asks.
    pub unreadable: usize,
}

/// How a table was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableReading {
    /// The mapping that was used, with all columns in their order and nothing left to guess.
    pub mapping: Mapping,
    /// What was found in each column, in the order of the mapping's.
    pub columns: Vec<ColumnReading>,
    /// How many rows below the header are not empty.
    pub rows: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_is_read_as_it_was_written() {
        let column = |name: &str, role, numbers| ColumnMapping {
            name: name.to_owned(),
            role,
            numbers,
            separator: None,
        };
        let listed = Separator::ALL.iter().map(|separator| ColumnMapping {
            separator: Some(*separator),
            ..column("who", Role::Actors, Numbers::Dates)
        });
        let mapping = Mapping {
            delimiter: Some('\t'),
            header: Header::Row(3),
            day: Some(DayPlace::Second),
            zone: Zone::parse("Asia/Singapore").ok(),
            lane: "Visits".to_owned(),
            columns: [
                column("When \"exactly\"", Role::Date, Numbers::SpreadsheetDays),
                column("what", Role::Title, Numbers::Dates),
            ]
            .into_iter()
            .chain(listed)
            .collect(),
        };
        assert_eq!(Mapping::from_json(&mapping.to_json()), Ok(mapping));
        for header in [Header::Guess, Header::Nowhere] {
            let mapping = Mapping { header, ..Mapping::default() };
            assert_eq!(Mapping::from_json(&mapping.to_json()), Ok(mapping));
        }
    }

    #[test]
    fn what_is_no_mapping_is_told() {
        let cases = [
            ("", "EOF while parsing a value at line 1 column 0"),
            ("{\"columns\": [{\"name\": \"A\", \"role\": \"boss\"}]}", "\"boss\" is no role of a column"),
            ("{\"delimiter\": \"ab\"}", "\"ab\" is no delimiter"),
            (
                "{\"columns\": [{\"name\": \"A\", \"role\": \"tags\", \"separator\": \"/\"}]}",
                "\"/\" is no separator of a list",
            ),
            ("{\"zone\": \"Nowhere\"}", "\"Nowhere\" is no zone"),
            ("{\"header_row\": 0}", "\"0\" is no row of the header: a number from 1, or false"),
            ("{\"dateline_mapping\": 9}", "Version 9 of mappings is not known here"),
        ];
        for (text, message) in cases {
            assert_eq!(Mapping::from_json(text).unwrap_err().to_string(), message);
        }
        assert_eq!(Mapping::from_json("{}"), Ok(Mapping::default()));
    }
}
