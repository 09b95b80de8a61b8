//! Where bytes come from and go to: reading with clear errors, writing that leaves no half file.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use thiserror::Error;

mod mapping;
mod memory;
mod pipe;
mod reading;
mod source_texts;

pub use mapping::{forget_mapping, mapping_path, read_mapping, read_options, save_mapping};
pub use reading::{Change, ReadError, Room, read, read_with, size_as_text};
pub use source_texts::{SourceFile, TextError, read_source_text, read_text_of};

/// A file could not be written; what it held before is untouched.
#[derive(Debug, Error)]
#[error("{} cannot be written: {reason}", .path.display())]
pub struct WriteError {
    path: PathBuf,
    /// A message of the program: that of the system would name the new file beside it, which nobody asked
    /// for.
    reason: String,
}

impl WriteError {
    fn new(path: &Path, error: &io::Error) -> Self {
        let has_folder = folder_of(path).is_dir();
        let reason = match error.kind() {
            ErrorKind::NotFound if !has_folder => "there is no such folder".to_owned(),
            ErrorKind::NotADirectory => "there is no such folder".to_owned(),
            ErrorKind::IsADirectory => "a directory has this name".to_owned(),
            kind => kind.to_string(),
        };
        WriteError { path: path.to_owned(), reason }
    }
}

/// The name of what is in a compressed file: "events.json" for "events.json.gz". Other names stay as they
/// are.
pub fn name_inside(name: &str) -> &str {
    let at = name.len().saturating_sub(".gz".len());
    match name.split_at_checked(at) {
        Some((inside, ending)) if ending.eq_ignore_ascii_case(".gz") && !inside.is_empty() => inside,
        _ => name,
    }
}

/// Replaces a file by bytes: a new file beside it is written whole and then takes its name, so that
/// a failure leaves the old one. Keeps the old one's permissions; follows a symbolic link to the file it
/// names. A device or a pipe is written to as it is.
///
/// # Errors
/// When the folder cannot be written to.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    replace_with(path, &mut |out| out.write_all(bytes))
}

/// As [`replace`], with bytes that `write` hands over one piece after the other, and that need not fit into
/// memory together.
///
/// # Errors
/// As [`replace`], and those that `write` gives.
pub fn replace_with(
    path: &Path,
    write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
) -> Result<(), WriteError> {
    let is_device = fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir());
    let written = if is_device {
        File::options().write(true).open(path).and_then(|mut device| write(&mut device))
    } else {
        written_beside(path, write)
    };
    written.map_err(|error| WriteError::new(path, &error))
}

/// As [`replace`], and compressed with gzip if the file was.
///
/// # Errors
/// As [`replace`].
pub fn replace_content(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    if !reading::is_packed_file(path) {
        return replace(path, bytes);
    }
    replace_with(path, &mut |out| {
        let mut packed = GzEncoder::new(out, Compression::default());
        packed.write_all(bytes)?;
        packed.finish().map(drop)
    })
}

/// The folder that a file stands in.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn written_beside(path: &Path, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let folder = folder_of(&path);
    let old = fs::metadata(&path).ok().map(|old| old.permissions());
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    let readable = {
        use std::os::unix::fs::PermissionsExt;
        // A temporary file is private; a new one is what the user's mask leaves of this, as everywhere.
        fs::Permissions::from_mode(0o666)
    };
    #[cfg(unix)]
    if old.is_none() {
        builder.permissions(readable);
    }
    let mut file = builder.tempfile_in(folder)?;
    write(&mut file)?;
    file.as_file().sync_all()?;
    if let Some(old) = old {
        file.as_file().set_permissions(old)?;
    }
    file.persist(&path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a folder")
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder").flatten();
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn what_was_written_is_read() {
        let folder = folder();
        let path = folder.path().join("events.json");
        for bytes in [&b"[]"[..], b"", &vec![7; 2_000_000]] {
            replace(&path, bytes).expect("room for a file");
            assert_eq!(read(&path).expect("a file"), bytes);
        }
        assert_eq!(names(folder.path()), ["events.json"], "nothing is left beside it");
    }

    #[test]
    fn what_was_compressed_stays_compressed() {
        let folder = folder();
        let path = folder.path().join("events.json.gz");
        let pack = |out: &mut dyn Write| GzEncoder::new(out, Compression::fast()).write_all(b"[]");
        replace_with(&path, &mut { pack }).expect("room for a file");
        replace_content(&path, b"[1]").expect("room for a file");
        assert!(fs::read(&path).expect("a file").starts_with(&[0x1F, 0x8B]));
        assert_eq!(read(&path).expect("a file"), b"[1]");
        let plain = folder.path().join("events.json");
        replace_content(&plain, b"[2]").expect("room for a file");
        replace_content(&plain, b"[3]").expect("room for a file");
        assert_eq!(fs::read(&plain).expect("a file"), b"[3]");
    }

    #[test]
    fn names_of_compressed_files_have_a_name_inside() {
        let cases = [
            ("events.json.gz", "events.json"),
            ("EVENTS.JSONL.GZ", "EVENTS.JSONL"),
            ("events.json", "events.json"),
            (".gz", ".gz"),
            ("gz", "gz"),
            ("é.gz", "é"),
            ("条", "条"),
        ];
        for (name, inside) in cases {
            assert_eq!(name_inside(name), inside);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_is_written_to_and_stays_a_pipe() {
        use std::os::unix::fs::FileTypeExt;
        let folder = folder();
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
        let reading = std::thread::spawn({
            let pipe = pipe.clone();
            move || fs::read(pipe).expect("a pipe")
        });
        replace(&pipe, b"<svg/>").expect("a reader");
        assert_eq!(reading.join().expect("a reader"), b"<svg/>");
        assert!(fs::metadata(&pipe).expect("a pipe").file_type().is_fifo());
    }

    #[test]
    fn a_failure_leaves_what_was_there() {
        let folder = folder();
        fs::create_dir(folder.path().join("taken.svg")).expect("a folder");
        let cases = [("taken.svg", "a directory has this name"), ("no/such.svg", "there is no such folder")];
        for (name, reason) in cases {
            let path = folder.path().join(name);
            let error = replace(&path, b"<svg/>").expect_err(reason);
            assert_eq!(error.to_string(), format!("{} cannot be written: {reason}", path.display()));
        }
        assert_eq!(names(folder.path()), ["taken.svg"]);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_are_those_of_any_file_and_stay_as_they_were() {
        use std::os::unix::fs::PermissionsExt;
        let folder = folder();
        let mode =
            |name: &str| fs::metadata(folder.path().join(name)).expect("a file").permissions().mode() & 0o777;
        fs::write(folder.path().join("usual"), b"").expect("room for a file");
        replace(&folder.path().join("new"), b"new").expect("room for a file");
        assert_eq!(mode("new"), mode("usual"));
        fs::set_permissions(folder.path().join("new"), fs::Permissions::from_mode(0o640)).expect("own file");
        replace(&folder.path().join("new"), b"newer").expect("room for a file");
        assert_eq!(mode("new"), 0o640);
    }

    #[cfg(unix)]
    #[test]
    fn a_symbolic_link_stays_one() {
        let folder = folder();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&file, b"old").expect("room for a file");
        std::os::unix::fs::symlink("file", &link).expect("room for a link");
        replace(&link, b"new").expect("room for a file");
        assert_eq!(read(&file).expect("a file"), b"new");
        assert!(fs::symlink_metadata(&link).expect("a link").is_symlink());
    }
}
