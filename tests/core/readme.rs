//! What the README says about keys and commands is what the program does.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use dateline::session::{Action, Shortcut};

fn readme() -> String {
    fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// The table as the program would write it: every action that has keys.
fn key_table() -> String {
    let mut table = String::from("| keys | what they do |\n| --- | --- |\n");
    for action in Action::ALL.iter().filter(|action| !action.shortcuts().is_empty()) {
        let keys: Vec<String> =
            action.shortcuts().iter().map(|shortcut| format!("`{}`", Shortcut::words(shortcut))).collect();
        let (label, hint) = action.words();
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

#[test]
fn every_action_is_listed_once_and_no_two_share_a_key() {
    let mut seen = std::collections::HashMap::new();
    for action in Action::ALL {
        for shortcut in action.shortcuts() {
            if let Some(other) = seen.insert(*shortcut, *action) {
                panic!("{other:?} and {action:?} share {}", shortcut.words());
            }
        }
    }
    let mut listed = Action::ALL.to_vec();
    listed.dedup();
    assert_eq!(listed.len(), Action::ALL.len());
}
