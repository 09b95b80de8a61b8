//! Reads and writes whole files, with errors that name the file.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use anyhow::{Context, anyhow, bail};

/// The bytes of a file.
///
/// # Errors
/// When there is no such file, it is a directory, or it may not be read; the message says which.
pub fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let name = path.display();
    if path.is_dir() {
        bail!("{name} is a directory; name a file in it");
    }
    fs::read(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => anyhow!("There is no file {name}"),
        ErrorKind::PermissionDenied => anyhow!("{name} may not be read: permission denied"),
        _ => anyhow!("{name} cannot be read: {error}"),
    })
}

/// Puts bytes in the place of a file: a new file beside it is written whole and then takes its name, so that
/// a failure leaves the old one. Keeps the old one's permissions; follows a symbolic link to the file it names.
///
/// # Errors
/// When the folder cannot be written to.
pub fn replace(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let name = path.display().to_string();
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failure = || format!("{name} cannot be written");
    let mut file = tempfile::NamedTempFile::new_in(folder).with_context(failure)?;
    file.write_all(bytes).with_context(failure)?;
    file.as_file().sync_all().with_context(failure)?;
    match fs::metadata(&path) {
        Ok(old) => file.as_file().set_permissions(old.permissions()).with_context(failure)?,
        #[cfg(unix)]
        Err(_) => {
            use std::os::unix::fs::PermissionsExt;
            // A temporary file is private; a new one is what others expect of a file.
            file.as_file().set_permissions(fs::Permissions::from_mode(0o644)).with_context(failure)?;
        }
        #[cfg(not(unix))]
        Err(_) => {}
    }
    file.persist(&path).with_context(failure)?;
    Ok(())
}
