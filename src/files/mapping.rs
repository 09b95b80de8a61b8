//! The mapping of a table's columns, kept beside the table: `visits.csv.mapping.json` for `visits.csv`.

use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::{WriteError, replace};
use dateline_formats::{Mapping, ReadOptions};

/// What is put behind the whole name of a table.
const ENDING: &str = ".mapping.json";

/// No mapping is larger, in bytes.
const LARGEST: u64 = 4 << 20;

/// Where the mapping of a file is kept.
pub fn mapping_path(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ENDING);
    PathBuf::from(name)
}

/// What is known about a file beside its bytes: its mapping if there is one, or why that cannot be used.
pub fn read_options(file: &Path) -> ReadOptions {
    let path = mapping_path(file);
    let text = match text_of(&path) {
        Ok(Some(text)) => text,
        Ok(None) => return ReadOptions::default(),
        Err(reason) => return faulty(&path, &reason),
    };
    match Mapping::from_json(&text) {
        Ok(mapping) => ReadOptions { mapping: Some(mapping), ..ReadOptions::default() },
        Err(error) => faulty(&path, &error.to_string()),
    }
}

fn faulty(path: &Path, reason: &str) -> ReadOptions {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let mapping_fault = Some(format!("{name} beside this file cannot be used: {reason}"));
    ReadOptions { mapping_fault, ..ReadOptions::default() }
}

/// The text of a file; `None` where there is none.
fn text_of(path: &Path) -> Result<Option<String>, String> {
    if !path.is_file() {
        return Ok(None);
    }
    let file = match fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.kind().to_string()),
    };
    let mut text = String::new();
    match file.take(LARGEST + 1).read_to_string(&mut text) {
        Ok(length) if length as u64 > LARGEST => Err("it is too large for a mapping".to_owned()),
        Ok(_) => Ok(Some(text)),
        Err(error) => Err(error.kind().to_string()),
    }
}

/// The mapping that is kept beside a file; `None` where there is none that can be read.
pub fn read_mapping(file: &Path) -> Option<Mapping> {
    read_options(file).mapping
}

/// Keeps a mapping beside a file, instead of the one that was there.
///
/// # Errors
/// When the folder cannot be written to.
pub fn save_mapping(file: &Path, mapping: &Mapping) -> Result<(), WriteError> {
    replace(&mapping_path(file), mapping.to_json().as_bytes())
}

/// Forgets the mapping that is kept beside a file, if there is one.
///
/// # Errors
/// When it cannot be removed.
pub fn forget_mapping(file: &Path) -> Result<(), String> {
    let path = mapping_path(file);
    match fs::remove_file(&path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(format!("{} cannot be removed: {}", path.display(), error.kind()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_formats::{ColumnMapping, Numbers, Role};

    #[test]
    fn a_mapping_is_kept_beside_its_table() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("visits.csv");
        assert_eq!(read_mapping(&file), None);
        assert_eq!(read_options(&file).mapping_fault, None);
        let (name, role, numbers) = ("Tag".to_owned(), Role::Date, Numbers::Dates);
        let column = ColumnMapping { name, role, numbers, separator: None };
        let mapping = Mapping { delimiter: Some(';'), columns: vec![column], ..Mapping::default() };
        save_mapping(&file, &mapping).expect("room for a file");
        assert!(folder.path().join("visits.csv.mapping.json").is_file());
        assert_eq!(read_mapping(&file), Some(mapping));
    }

    #[test]
    fn a_mapping_that_cannot_be_used_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("visits.csv");
        fs::write(mapping_path(&file), "{\"columns\": [{\"name\": \"A\", \"role\": \"boss\"}]}")
            .expect("room");
        let fault = read_options(&file).mapping_fault;
        let expected =
            "visits.csv.mapping.json beside this file cannot be used: \"boss\" is no role of a column";
        assert_eq!(fault.as_deref(), Some(expected));
    }
}
