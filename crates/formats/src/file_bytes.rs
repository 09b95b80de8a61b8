//! The bytes of a file, kept once and shared by all who look into them.

use std::ops::Deref;
use std::sync::Arc;

/// The bytes of a file. Cheap to clone: every clone is the same memory, and so is the text of a timeline that
/// was read from it, where the file is UTF-8.
#[derive(Clone, Debug)]
pub struct FileBytes(Kept);

#[derive(Clone, Debug)]
enum Kept {
    /// UTF-8.
    Text(Arc<String>),
    /// Anything else.
    Bytes(Arc<Vec<u8>>),
}

impl FileBytes {
    /// The bytes as text, if they are UTF-8; a byte order mark is part of it.
    pub(crate) fn text(&self) -> Option<&Arc<String>> {
        match &self.0 {
            Kept::Text(text) => Some(text),
            Kept::Bytes(_) => None,
        }
    }
}

impl Default for FileBytes {
    fn default() -> Self {
        FileBytes(Kept::Bytes(Arc::default()))
    }
}

impl From<Vec<u8>> for FileBytes {
    /// Takes the memory over. One pass to see whether it is UTF-8.
    fn from(bytes: Vec<u8>) -> Self {
        match String::from_utf8(bytes) {
            Ok(text) => FileBytes(Kept::Text(Arc::new(text))),
            Err(error) => FileBytes(Kept::Bytes(Arc::new(error.into_bytes()))),
        }
    }
}

impl From<&[u8]> for FileBytes {
    fn from(bytes: &[u8]) -> Self {
        FileBytes::from(bytes.to_vec())
    }
}

impl Deref for FileBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match &self.0 {
            Kept::Text(text) => text.as_bytes(),
            Kept::Bytes(bytes) => bytes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_stay_as_they_are_and_text_is_told() {
        for (bytes, is_text) in [(&b"\xEF\xBB\xBF[]"[..], true), (b"", true), (b"\xFF[]", false)] {
            let kept = FileBytes::from(bytes);
            assert_eq!(&*kept, bytes);
            assert_eq!(kept.clone().text().is_some(), is_text);
        }
    }
}
