//! Numbers that name things within one timeline; the numbers of two timelines have nothing to do with
//! each other.

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            /// The id of an index in the timeline's list.
            pub const fn from_index(index: usize) -> Self {
                $name(index as u32)
            }

            /// The index in the timeline's list.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id!(
    /// An event, in the order of the file.
    EventId
);
id!(
    /// A lane, in the order in which lanes are drawn.
    LaneId
);
id!(
    /// An actor.
    ActorId
);
id!(
    /// A source.
    SourceId
);
id!(
    /// A tag.
    TagId
);
