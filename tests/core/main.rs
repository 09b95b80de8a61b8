//! Whole features without a window, in one binary.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "in a test the panic is the failed assertion, also in the functions that tests share"
)]

mod arbitrary;
mod archives;
mod axis;
mod bad_input;
mod bundled_data;
mod check_cli;
mod chronology;
mod convert_cli;
mod date_cli;
mod date_errors;
mod date_text;
mod editing;
mod edtf;
mod emphasis;
mod evidence;
mod generated;
mod import_aeon;
mod import_icalendar;
mod import_markwhen;
mod import_records;
mod import_schema_org;
mod import_simile;
mod import_sparql;
mod import_table;
mod import_timeline_project;
mod import_timelinejs;
mod import_toml;
mod import_vis;
mod import_yaml;
mod importers;
mod labelling;
mod lanes;
mod many_events;
mod matches_in_front;
mod opening;
mod places;
mod quotes_cli;
mod readme;
mod render_cli;
mod round_trip;
mod rows_at_rest;
mod saved_calendar;
mod saving;
mod schema;
mod search;
mod several_files;
mod table_columns;
mod tiny_pictures;
mod to_come;
mod told;
