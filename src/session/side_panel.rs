//! What can stand beside the picture or over it.

/// What can stand beside the picture or over it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SidePanel {
    /// Facets on the left.
    Facets,
    /// Detail on the right.
    Detail,
    /// Events without a date.
    Undated,
    /// What is wrong with the file.
    Problems,
    /// Events of different files that may be the same.
    Duplicates,
    /// Everything that can be done.
    Palette,
    /// The keys.
    CheatSheet,
    /// The menu.
    Menu,
    /// The path dialog.
    OpenPath,
    /// The dialog for writing the events to a file.
    SaveAs,
    /// The export dialog.
    Export,
    /// How the columns of a table are understood.
    Columns,
    /// The dialog that gives search and facets a name.
    SaveFilter,
}

impl SidePanel {
    /// Whether it stands over the picture and goes away with Escape; the others stand beside it.
    pub const fn is_overlay(self) -> bool {
        !matches!(self, SidePanel::Facets | SidePanel::Detail)
    }
}
