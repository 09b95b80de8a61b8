//! Why a file cannot be patched.

/// Why changes cannot be written into the bytes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatchError {
    /// Only the JSON notation of the native format can be changed in place.
    #[error("A file of {0} cannot be changed in place. Save it as Dateline JSON")]
    Notation(&'static str),
    /// A change of a file with broken brackets could break it further.
    #[error("The file is not sound JSON. Mend the syntax first, then save")]
    NotSound,
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
}
