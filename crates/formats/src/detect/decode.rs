//! From the bytes of a file to a text in UTF-8 and its format: archives are unpacked, other encodings
//! decoded.

use super::recognise::Found;
use super::{archive, encoding, recognise};
use crate::file_bytes::FileBytes;
use crate::format::Format;
use crate::import::{aeon, icalendar};
use crate::report::diagnostic::{Diagnostic, Log, Severity};
use crate::report::field_path::Path;

/// A file that is ready to be read.
pub(crate) struct Opened {
    /// The text that is read, in UTF-8 but for single broken bytes.
    pub bytes: FileBytes,
    /// Its format.
    pub format: Format,
    /// Whether that text is another one than the file's own bytes.
    pub is_other_text: bool,
    /// What is to be told about the way to it.
    remarks: Vec<(Severity, String, &'static str)>,
}

impl Opened {
    /// Tells what was done to the file before it could be read.
    pub fn report(&self, log: &mut Log) {
        for (severity, message, hint) in &self.remarks {
            log.push(Diagnostic::new(*severity, 0..0, &Path::Root, message.clone()).hint(*hint));
        }
    }
}

/// Unpacks, decodes and looks what it is.
///
/// # Errors
/// When it is certainly no timeline: message and hint.
pub(crate) fn open(bytes: &FileBytes, name: &str) -> Result<Opened, (String, String)> {
    let mut remarks = Vec::new();
    let (bytes, name, is_unpacked) = match recognise::detect(bytes, None, name) {
        Found::Archive => {
            let unpacked = archive::unpacked(bytes)?;
            if !unpacked.others.is_empty() {
                let others = archive::named(&unpacked.others);
                let message = format!("Only {} of this archive is read, not {others}", unpacked.name);
                remarks.push((Severity::Warning, message, "Unpack it, and open its files together"));
            }
            (FileBytes::from(unpacked.bytes), unpacked.name, true)
        }
        Found::Else(message, hint) => return Err((message, hint)),
        Found::Format(_) => match embedded(bytes, name) {
            Some(document) => (FileBytes::from(document), name.to_owned(), true),
            None => (bytes.clone(), name.to_owned(), false),
        },
    };
    let (bytes, is_decoded) = in_utf8(bytes, &mut remarks);
    // A few broken bytes do not hide what the rest is.
    let lossy = bytes.text().is_none().then(|| String::from_utf8_lossy(&bytes).into_owned());
    let text = bytes.text().map(|text| text.as_str()).or(lossy.as_deref());
    let format = match recognise::detect(&bytes, text, &name) {
        Found::Format(format) => format,
        Found::Else(message, hint) => return Err((message, hint)),
        Found::Archive => {
            return Err(("This is an archive within an archive".to_owned(), "Unpack it first".to_owned()));
        }
    };
    Ok(Opened { bytes, format, is_other_text: is_decoded || is_unpacked, remarks })
}

/// The document of a project of Aeon Timeline, which may have other bytes around it.
fn embedded<'b>(bytes: &'b [u8], name: &str) -> Option<&'b [u8]> {
    let is_project =
        name.to_ascii_lowercase().ends_with(".aeon") && !bytes.trim_ascii_start().starts_with(b"{");
    if is_project { aeon::embedded_document(bytes) } else { None }
}

/// The text in UTF-8. JSON with single broken bytes stays as it is: that is UTF-8 by its standard, and its
/// reader reports each.
fn in_utf8(bytes: FileBytes, remarks: &mut Vec<(Severity, String, &'static str)>) -> (FileBytes, bool) {
    if let Some(closed) =
        bytes.text().is_none().then(|| icalendar::folds_in_characters_closed(&bytes)).flatten()
    {
        let message = "Some lines were folded within a character, and are read as one line";
        remarks.push((Severity::Note, message.to_owned(), ""));
        return (FileBytes::from(closed), true);
    }
    let decoded = match encoding::utf16(&bytes) {
        Some(decoded) => decoded,
        None if bytes.text().is_some() || is_json(&bytes) => return (bytes, false),
        None => encoding::guessed(&bytes),
    };
    remarks.push((Severity::Note, format!("Read as {}", decoded.encoding), "Save it as UTF-8 to be sure"));
    if decoded.has_errors {
        let message = format!("Some bytes mean nothing in {} and are read as \u{FFFD}", decoded.encoding);
        remarks.push((Severity::Warning, message, "Save it as UTF-8"));
    }
    let text = decoded.text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(decoded.text);
    (FileBytes::from(text.into_bytes()), true)
}

fn is_json(bytes: &[u8]) -> bool {
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    matches!(body, [b'{' | b'[' | b'/', ..])
}
