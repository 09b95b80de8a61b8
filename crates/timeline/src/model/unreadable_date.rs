//! The note of a date that cannot be read.

/// The words around what a file says in the place of a date.
pub const UNREADABLE_DATE_NOTE: (&str, &str) = ("The file says \"", "\", which cannot be read as a date");

/// Whether a note on a date says that the file states one which cannot be read: it is not true then that no date is
/// stated.
pub fn is_note_of_unreadable_date(note: &str) -> bool {
    let (before, after) = UNREADABLE_DATE_NOTE;
    note.starts_with(before) && note.ends_with(after)
}
