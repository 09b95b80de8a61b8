//! Where bytes come from and go to: reading with clear errors, writing that leaves no half file.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use thiserror::Error;

mod source_texts;

pub use source_texts::{SourceFile, TextError, read_source_text, read_text_of};

/// The largest file that is read, in bytes: what fits into memory several times over.
pub const LARGEST: u64 = 2 << 30;

/// How much is read before looking whether to stop, in bytes.
const PIECE: u64 = 1 << 20;

/// Why a file could not be read.
#[derive(Debug, Error)]
pub enum ReadError {
    /// Nothing has that name.
    #[error("There is no file {}", .0.display())]
    Missing(PathBuf),
    /// The name is that of a folder.
    #[error("{} is a directory; name a file in it", .0.display())]
    Directory(PathBuf),
    /// The system does not let this user read it.
    #[error("{} may not be read: permission denied", .0.display())]
    Forbidden(PathBuf),
    /// It is larger than [`LARGEST`], or never ends.
    #[error("{} is larger than {} GB; files above that are not read", .0.display(), LARGEST >> 30)]
    TooLarge(PathBuf),
    /// Whatever else the system says.
    #[error("{} cannot be read: {}", .0.display(), .1)]
    Failed(PathBuf, io::Error),
}

impl ReadError {
    fn new(path: &Path, error: io::Error) -> Self {
        let path = path.to_owned();
        match error.kind() {
            ErrorKind::NotFound => ReadError::Missing(path),
            ErrorKind::PermissionDenied => ReadError::Forbidden(path),
            ErrorKind::IsADirectory => ReadError::Directory(path),
            _ => ReadError::Failed(path, error),
        }
    }
}

/// A file could not be written; what it held before is untouched.
#[derive(Debug, Error)]
#[error("{} cannot be written: {reason}", .path.display())]
pub struct WriteError {
    path: PathBuf,
    /// In the program's own words: the system's name the new file beside it, which nobody asked for.
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

/// The bytes of a file, or of a pipe until it is closed.
///
/// # Errors
/// When there is no such file, it is a directory, larger than [`LARGEST`], or may not be read; the message
/// says which and names the file.
pub fn read(path: &Path) -> Result<Vec<u8>, ReadError> {
    read_with(path, &mut |_| ControlFlow::Continue(())).map(Option::unwrap_or_default)
}

/// The bytes of a file, watched: before every piece of a megabyte `watch` is told the size of the file as far
/// as the system knows it, and may stop the reading, which gives `None`.
///
/// # Errors
/// As [`read`].
pub fn read_with(
    path: &Path,
    watch: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<Option<Vec<u8>>, ReadError> {
    let failure = |error| ReadError::new(path, error);
    let metadata = fs::metadata(path).map_err(failure)?;
    if metadata.is_dir() {
        return Err(ReadError::Directory(path.to_owned()));
    }
    let size = metadata.len();
    if size > LARGEST {
        return Err(ReadError::TooLarge(path.to_owned()));
    }
    let mut file = File::open(path).map_err(failure)?;
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    while watch(size).is_continue() {
        if (&mut file).take(PIECE).read_to_end(&mut bytes).map_err(failure)? == 0 {
            return Ok(Some(bytes));
        }
        // A device or a growing file can hold more than its size says.
        if bytes.len() as u64 > LARGEST {
            return Err(ReadError::TooLarge(path.to_owned()));
        }
    }
    Ok(None)
}

/// Puts bytes in the place of a file: a new file beside it is written whole and then takes its name, so that
/// a failure leaves the old one. Keeps the old one's permissions; follows a symbolic link to the file it names.
/// A device or a pipe is written to as it is.
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
        for bytes in [&b"[]"[..], b"", &vec![7; PIECE as usize + 1]] {
            replace(&path, bytes).expect("room for a file");
            assert_eq!(read(&path).expect("a file"), bytes);
        }
        assert_eq!(names(folder.path()), ["events.json"], "nothing is left beside it");
    }

    #[test]
    fn reading_stops_when_asked_to() {
        let folder = folder();
        let path = folder.path().join("large");
        fs::write(&path, vec![7; 3 * PIECE as usize]).expect("room for a file");
        let mut sizes = Vec::new();
        let mut watch = |size| {
            sizes.push(size);
            if sizes.len() < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        assert!(read_with(&path, &mut watch).expect("a file").is_none());
        assert_eq!(sizes, [3 * PIECE; 3]);
    }

    #[test]
    fn errors_say_what_is_there_instead() {
        let folder = folder();
        assert!(matches!(read(folder.path()), Err(ReadError::Directory(path)) if path == folder.path()));
        let missing = folder.path().join("missing");
        assert!(matches!(read(&missing), Err(ReadError::Missing(path)) if path == missing));
        let huge = folder.path().join("huge");
        File::create(&huge).and_then(|file| file.set_len(LARGEST + 1)).expect("a file with a hole");
        let error = read(&huge).expect_err("too large");
        assert_eq!(
            error.to_string(),
            format!("{} is larger than 2 GB; files above that are not read", huge.display())
        );
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
