//! Why a file cannot be patched.

/// Why changes cannot be written into the bytes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatchError {
    /// Only the native format can be changed in place.
    #[error("A file of {0} cannot be changed in place. Save it as Dateline JSON")]
    Notation(&'static str),
    /// A change of a file with broken brackets could break it further.
    #[error("The syntax of the file is not sound. Mend it first, then save")]
    NotSound,
    /// JSON5 beyond comments and free commas is read, and not written.
    #[error("A file with the notation of JSON5 cannot be changed in place. Save it as Dateline JSON")]
    Json5,
    /// These are not the bytes that the timeline was read from.
    #[error("The file holds {file} events, and {timeline} were read from it. Load it again")]
    OtherEvents {
        /// How many records the file holds.
        file: usize,
        /// How many events the timeline had when it was loaded.
        timeline: usize,
    },
    /// JSON Lines have no list that events stand in.
    #[error("A file with an event in each line cannot be changed in place. Save it as Dateline JSON")]
    Lines,
    /// A bare list of events has no room for what is said about the file.
    #[error("The file is a bare list of events, which has no room for a title, lanes, sources or stories")]
    BareList,
    /// Events can be added to and removed from a list only.
    #[error("The events of the file do not stand in one list, so that none can be added or removed")]
    NoList,
    /// What is changed stands in the file once and is used in several places, or is read by a tag.
    #[error(
        "Line {line} has to do with an anchor, an alias, a merge key or a tag, so that a change of it would change other entries too. Write out what it stands for, then save"
    )]
    Shared {
        /// From 1.
        line: usize,
    },
    /// The layout of what is changed leaves no room for it.
    #[error(
        "What stands at line {line} cannot be changed where it is. Write it as a list or a field of its own, then save, or save as Dateline JSON"
    )]
    Layout {
        /// From 1.
        line: usize,
    },
    /// Events do not stand in records of their own: they are listed under their dates, or in documents.
    #[error("The events do not stand in one list of records. Save the file as Dateline JSON")]
    NoRecords,
    /// The patched text would not be read as the edited timeline.
    #[error(
        "The file would not be read again as it was edited, so nothing is written. Save it as Dateline JSON"
    )]
    NotReadBack,
}
