//! What the README says about keys, commands, dates and files is what the program does.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use dateline::session::Action;
use dateline_formats::Format;
use dateline_time::Date;
use dateline_timeline::query::{Field, Query};

fn readme() -> String {
    fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// The table as the program would write it: every action that has keys.
fn key_table() -> String {
    let mut table = String::from("| keys | what they do |\n| --- | --- |\n");
    for action in Action::ALL.iter().filter(|action| !action.shortcuts().is_empty()) {
        let keys: Vec<String> =
            action.shortcuts().iter().map(|shortcut| format!("`{}`", shortcut.label())).collect();
        let (label, hint) = action.label_and_hint();
        let label = label.trim_end_matches('…');
        writeln!(table, "| {} | {label}: {} |", keys.join(", "), hint).unwrap();
    }
    table
}

#[test]
fn the_key_table_is_the_programs_own() {
    let expected = key_table();
    assert!(
        readme().contains(&expected),
        "README.md, below the heading Keys, must hold this table:\n\n{expected}"
    );
}

/// The table of formats as the program would write it.
fn format_table() -> String {
    let mut table = String::from("| format | endings | kept | not shown |\n| --- | --- | --- | --- |\n");
    for format in Format::ALL {
        let endings: Vec<String> = format.endings().iter().map(|ending| format!("`.{ending}`")).collect();
        writeln!(
            table,
            "| {} | {} | {} | {} |",
            format.name(),
            endings.join(", "),
            format.kept(),
            format.lost()
        )
        .unwrap();
    }
    table
}

#[test]
fn the_table_of_formats_is_the_programs_own() {
    let expected = format_table();
    assert!(
        readme().contains(&expected),
        "README.md, below the heading Files of other programs, must hold this table:\n\n{expected}"
    );
}

/// The table of the fields of a search as the program would write it.
fn field_table() -> String {
    let mut table = String::from("| field | asks for | for example |\n| --- | --- | --- |\n");
    for field in Field::ALL {
        let names: Vec<String> = std::iter::once(&field.key())
            .chain(field.other_names())
            .map(|name| format!("`{name}:`"))
            .collect();
        let words = match field.closed_list() {
            Some(list) => {
                let list: Vec<&str> = list.into_iter().map(|(word, _)| word).collect();
                format!("{}: {}", field.label(), list.join(", "))
            }
            None => field.label().to_owned(),
        };
        writeln!(table, "| {} | {words} | `{}` |", names.join(", "), field.sample()).unwrap();
    }
    table
}

#[test]
fn the_table_of_fields_is_the_programs_own() {
    let expected = field_table();
    assert!(
        readme().contains(&expected),
        "README.md, below the heading Search, must hold this table:\n\n{expected}"
    );
    for field in Field::ALL {
        let query = Query::new(field.sample());
        assert!(query.problems().is_empty() && !query.is_empty(), "{}", field.sample());
    }
}

#[test]
fn every_action_is_listed_once_and_no_two_share_a_key() {
    let mut seen = std::collections::HashMap::new();
    for action in Action::ALL {
        for shortcut in action.shortcuts() {
            if let Some(other) = seen.insert(*shortcut, *action) {
                panic!("{other:?} and {action:?} share {}", shortcut.label());
            }
        }
    }
    for (index, action) in Action::ALL.iter().enumerate() {
        assert!(!Action::ALL[..index].contains(action), "{action:?} is listed twice");
    }
}

/// The rows of the table of dates: what one writes, and how it reads.
fn date_rows(text: &str) -> Vec<(String, String)> {
    let (_, table) = text.split_once("| you write | it reads |\n| --- | --- |\n").unwrap();
    let rows = table.lines().map_while(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let cells = rows.map(|row| row.split_once(" | ").unwrap());
    cells.map(|(written, words)| (written.to_owned(), words.to_owned())).collect()
}

#[test]
fn the_table_of_dates_says_what_the_program_says() {
    let rows = date_rows(&readme());
    let dates: Vec<_> = rows.iter().filter(|(written, _)| written != "nothing").collect();
    assert!(dates.len() >= 10, "{rows:?}");
    for (written, words) in dates {
        let date = Date::parse(written.trim_matches('`')).unwrap();
        assert_eq!(date.label().replace('\u{a0}', " "), *words, "{written}");
    }
}

#[test]
fn the_samples_of_the_format_load_without_a_finding() {
    let text = readme();
    let samples: Vec<&str> =
        text.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    let mut undated = Vec::new();
    for sample in &samples {
        let loaded = dateline_formats::load(sample.as_bytes(), "sample.json").unwrap();
        assert_eq!(loaded.diagnostics, [], "{sample}");
        undated.push((loaded.timeline.len(), loaded.timeline.undated_count()));
    }
    assert_eq!(undated, [(3, 1), (2, 1)]);
}

fn help(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_dateline")).args(arguments).arg("--help").output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_table_of_commands_names_all_that_there_are_with_options_that_they_have() {
    let text = readme();
    let (_, table) = text.split_once("| command | what it does |\n| --- | --- |\n").unwrap();
    let mut named = Vec::new();
    for row in table.lines().map_while(|line| line.strip_prefix("| `dateline ")) {
        let name = row.split([' ', '`']).next().unwrap();
        if name.starts_with('[') {
            continue;
        }
        named.push(name);
        let help = help(&[name]);
        for option in row.split([' ', '`', ',', '(']).filter(|word| word.starts_with("--")) {
            assert!(
                help.contains(&format!("{option} ")) || help.contains(&format!("{option}\n")),
                "{option}"
            );
        }
    }
    named.sort_unstable();
    let help = help(&[]);
    let (_, commands) = help.split_once("Commands:\n").unwrap();
    let there_are =
        commands.lines().map_while(|line| line.trim().split(' ').next().filter(|name| !name.is_empty()));
    assert_eq!(there_are.filter(|name| *name != "help").collect::<Vec<_>>(), named);
}

#[test]
fn pictures_and_pages_that_it_links_are_there() {
    let text = readme();
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let own: Vec<&str> = targets.filter(|target| !target.starts_with("https://")).collect();
    assert!(own.len() >= 6, "{own:?}");
    for target in own {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(target);
        assert!(path.is_file(), "README.md links {target}, which is not there");
    }
}
