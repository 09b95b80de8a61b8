//! Paths that are typed into a dialog, and the path that is suggested for a new file.

use std::path::{Path, PathBuf};

use crate::session::Session;

/// The path that a typed text means. "~" is the home folder.
pub(super) fn path_from_text(text: &str) -> PathBuf {
    let text = text.trim();
    match (text.strip_prefix("~/"), std::env::var_os("HOME")) {
        (Some(rest), Some(home)) => PathBuf::from(home).join(rest),
        _ => PathBuf::from(text),
    }
}

/// Names of several files are only joined up to this length, in chars: file systems limit names.
const LONGEST_NAME: usize = 80;

/// The folder for a file that is made from what is open, and its name without extension. It is the folder of
/// the first open file that has a path, else the home folder.
pub(super) fn beside_open(session: &Session) -> (PathBuf, String) {
    let files = || session.files().list().iter().map(|file| &file.document);
    let folder = files().find_map(|document| document.path.as_ref()?.parent().map(Path::to_owned));
    let home = || std::env::var_os("HOME").map(PathBuf::from);
    let shown = session.document().timeline.parts().iter().map(|part| part.name.as_str());
    let mut names: Vec<&str> = shown.collect();
    if names.is_empty() {
        names.push(&session.document().name);
    }
    (folder.or_else(home).unwrap_or_default(), joined_names(&names))
}

/// The names of files without their extensions: "visits + treaties", or "visits and 7 more".
fn joined_names(names: &[&str]) -> String {
    let stem = |name: &&str| {
        let stem = Path::new(name).file_stem();
        stem.map_or_else(|| "timeline".to_owned(), |stem| stem.to_string_lossy().into_owned())
    };
    let joined = names.iter().map(stem).collect::<Vec<_>>().join(" + ");
    match (names, joined.chars().count()) {
        ([first, _, ..], length) if length > LONGEST_NAME => {
            format!("{} and {} more", stem(first), names.len() - 1)
        }
        _ => joined,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_made_of_several_are_named_after_them() {
        assert_eq!(joined_names(&["visits.csv"]), "visits");
        assert_eq!(joined_names(&["visits.csv", "treaties.json"]), "visits + treaties");
        let long = "a".repeat(50) + ".json";
        assert_eq!(joined_names(&["visits.csv", &long, &long]), "visits and 2 more");
    }
}
