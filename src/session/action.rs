//! Everything a person can do, with its label and keys. Menus, palette, cheat-sheet and the README's key
//! table are made from this list, so that they cannot disagree.

use dateline_timeline::query::{Attribute, LaneOrder};

/// A key on the keyboard, named by what is printed on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A letter, digit or other char, in upper case.
    Char(char),
    /// A function key.
    Function(u8),
    /// Arrow to the left.
    ArrowLeft,
    /// Arrow to the right.
    ArrowRight,
    /// Arrow upwards.
    ArrowUp,
    /// Arrow downwards.
    ArrowDown,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Home.
    Home,
    /// End.
    End,
    /// Enter.
    Enter,
    /// Escape.
    Escape,
    /// Space.
    Space,
    /// Tabulator.
    Tab,
}

/// A key with modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shortcut {
    /// The key.
    pub key: Key,
    /// With Ctrl (Cmd on a Mac).
    pub ctrl: bool,
    /// With Shift.
    pub shift: bool,
    /// With Alt (Option on a Mac).
    pub alt: bool,
}

impl Shortcut {
    const fn plain(key: Key) -> Self {
        Shortcut { key, ctrl: false, shift: false, alt: false }
    }

    const fn ctrl(key: Key) -> Self {
        Shortcut { key, ctrl: true, shift: false, alt: false }
    }

    const fn ctrl_shift(key: Key) -> Self {
        Shortcut { key, ctrl: true, shift: true, alt: false }
    }

    const fn alt(key: Key) -> Self {
        Shortcut { key, ctrl: false, shift: false, alt: true }
    }

    /// As it is written in lists: "Ctrl+Shift+O".
    pub fn label(&self) -> String {
        let key = match self.key {
            Key::Char(char) => char.to_string(),
            Key::Function(number) => format!("F{number}"),
            Key::ArrowLeft => "←".to_owned(),
            Key::ArrowRight => "→".to_owned(),
            Key::ArrowUp => "↑".to_owned(),
            Key::ArrowDown => "↓".to_owned(),
            Key::PageUp => "PageUp".to_owned(),
            Key::PageDown => "PageDown".to_owned(),
            Key::Home => "Home".to_owned(),
            Key::End => "End".to_owned(),
            Key::Enter => "Enter".to_owned(),
            Key::Escape => "Esc".to_owned(),
            Key::Space => "Space".to_owned(),
            Key::Tab => "Tab".to_owned(),
        };
        let ctrl = if self.ctrl { "Ctrl+" } else { "" };
        let shift = if self.shift { "Shift+" } else { "" };
        let alt = if self.alt { "Alt+" } else { "" };
        format!("{ctrl}{alt}{shift}{key}")
    }
}

/// Something a person can do that needs no further input. What it means for the moment is decided by
/// [`super::Session::command_for`]; `None` there greys it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Choose a file with the system's dialog.
    OpenFile,
    /// Choose further files and show them beside what is open.
    AddFile,
    /// Type the path of a file.
    OpenPath,
    /// Open the timeline that comes with the program.
    OpenBundled,
    /// Step to the event after the selected one.
    NextEvent,
    /// Step to the event before the selected one.
    PreviousEvent,
    /// Step to the nearest event in the lane above.
    LaneUp,
    /// Step to the nearest event in the lane below.
    LaneDown,
    /// Zoom in at the pointer.
    ZoomIn,
    /// Zoom out at the pointer.
    ZoomOut,
    /// Move towards the past.
    PanLeft,
    /// Move towards the future.
    PanRight,
    /// Bring the selected event into view.
    FitSelection,
    /// Show everything.
    FitAll,
    /// Show what the file opens with.
    OpeningView,
    /// Bring the present day into view.
    ShowNow,
    /// Go to the view before this one.
    ViewBack,
    /// Go to the view after this one.
    ViewForward,
    /// Put the cursor into the search.
    Search,
    /// Hide what does not match instead of dimming it, or the other way round.
    ToggleHiding,
    /// Clear search and facets.
    ClearFilters,
    /// Keep search and facets under a name.
    SaveFilter,
    /// Copy search and facets as the text of a search.
    CopySearch,
    /// Open the detail of the selected event.
    ShowDetail,
    /// Close what is on top, or let go of the selection.
    Back,
    /// Open the list of everything that can be done.
    Palette,
    /// Show the keys.
    CheatSheet,
    /// Show or hide the facets.
    ToggleFacets,
    /// List the events without a date.
    ShowUndated,
    /// List what is wrong with the file.
    ShowProblems,
    /// List the problem after this one.
    NextProblem,
    /// Correct how the columns of a table are understood.
    ShowColumns,
    /// List the events in a table instead of drawing them, or the other way round.
    ToggleList,
    /// Divide the events into lanes by a field.
    LanesBy(Attribute),
    /// Sort the lanes.
    SortLanes(LaneOrder),
    /// Show only the density strip of every lane, or all lanes whole.
    FoldLanes,
    /// Forget how lanes were moved, sorted and folded.
    ResetLanes,
    /// Change between light, dark and the system's theme.
    SwitchTheme,
    /// Show dates in the next of the file's zones.
    SwitchZone,
    /// Show the relations of every event in view, or of the selected one only.
    ToggleAllRelations,
    /// Read files again by themselves when they change, or leave them as they were read.
    ToggleLiveReload,
    /// List events of different files that may be the same.
    ShowDuplicates,
    /// Count the years of the selected event's file since that event.
    UseAsZero,
    /// Place files by an event of each instead of by date, or the other way round.
    ToggleAlignment,
    /// Cut instead of fly between views.
    ToggleReducedMotion,
    /// Show the story full screen.
    Present,
    /// Write the events to a file, in one of several formats.
    SaveAs,
    /// Write the picture to a file.
    Export,
    /// Copy the selected event's citation.
    CopyCitation,
    /// Open the selected event's source in the browser.
    OpenSource,
    /// Make the window fill the screen, or not.
    ToggleFullScreen,
    /// Leave the program.
    Quit,
}

impl Action {
    /// All of them, in the order of menus and lists.
    pub const ALL: &'static [Action] = &[
        Action::OpenFile,
        Action::AddFile,
        Action::OpenPath,
        Action::OpenBundled,
        Action::SaveAs,
        Action::Export,
        Action::Present,
        Action::NextEvent,
        Action::PreviousEvent,
        Action::LaneUp,
        Action::LaneDown,
        Action::ShowDetail,
        Action::Back,
        Action::ZoomIn,
        Action::ZoomOut,
        Action::PanLeft,
        Action::PanRight,
        Action::FitSelection,
        Action::FitAll,
        Action::OpeningView,
        Action::ShowNow,
        Action::ViewBack,
        Action::ViewForward,
        Action::Search,
        Action::ToggleHiding,
        Action::ClearFilters,
        Action::SaveFilter,
        Action::CopySearch,
        Action::ShowUndated,
        Action::ShowProblems,
        Action::NextProblem,
        Action::ShowDuplicates,
        Action::ToggleAlignment,
        Action::UseAsZero,
        Action::ShowColumns,
        Action::CopyCitation,
        Action::OpenSource,
        Action::ToggleFacets,
        Action::ToggleList,
        Action::LanesBy(Attribute::Lane),
        Action::LanesBy(Attribute::Actor),
        Action::LanesBy(Attribute::Tag),
        Action::LanesBy(Attribute::Status),
        Action::LanesBy(Attribute::Source),
        Action::LanesBy(Attribute::Publisher),
        Action::LanesBy(Attribute::Grade),
        Action::LanesBy(Attribute::Place),
        Action::LanesBy(Attribute::Nothing),
        Action::SortLanes(LaneOrder::File),
        Action::SortLanes(LaneOrder::Name),
        Action::SortLanes(LaneOrder::First),
        Action::SortLanes(LaneOrder::Count),
        Action::FoldLanes,
        Action::ResetLanes,
        Action::SwitchTheme,
        Action::SwitchZone,
        Action::ToggleAllRelations,
        Action::ToggleLiveReload,
        Action::ToggleReducedMotion,
        Action::ToggleFullScreen,
        Action::Palette,
        Action::CheatSheet,
        Action::Quit,
    ];

    /// The label in menus and lists, and the hint that explains it.
    pub const fn label_and_hint(self) -> (&'static str, &'static str) {
        match self {
            Action::OpenFile => ("Open…", "Choose an event file"),
            Action::AddFile => ("Add file…", "Show a further file beside what is open"),
            Action::OpenPath => ("Open path…", "Type where an event file is"),
            Action::OpenBundled => ("Open US–Singapore", "The timeline that comes with Dateline"),
            Action::NextEvent => ("Next event", "Step to the event after the selected one"),
            Action::PreviousEvent => ("Previous event", "Step to the event before the selected one"),
            Action::LaneUp => ("Lane above", "Step to the nearest event in the lane above"),
            Action::LaneDown => ("Lane below", "Step to the nearest event in the lane below"),
            Action::ZoomIn => ("Zoom in", "Zoom in at the pointer"),
            Action::ZoomOut => ("Zoom out", "Zoom out at the pointer"),
            Action::PanLeft => ("Earlier", "Move towards the past"),
            Action::PanRight => ("Later", "Move towards the future"),
            Action::FitSelection => ("Fit selection", "Bring the selected event into view"),
            Action::FitAll => ("Fit", "Show everything"),
            Action::OpeningView => ("Opening view", "Show what the file opens with"),
            Action::ShowNow => ("Go to now", "Bring the present day into view"),
            Action::ViewBack => ("View back", "Return to the view before this one"),
            Action::ViewForward => ("View forward", "Go to the view after this one"),
            Action::Search => ("Search", "Search events, words and sources"),
            Action::ToggleHiding => ("Hide what does not match", "Hide other events instead of dimming them"),
            Action::ClearFilters => ("Clear filters", "Clear search and facets"),
            Action::SaveFilter => ("Save filter…", "Keep search and facets under a name"),
            Action::CopySearch => ("Copy as search", "Copy search and facets as words to send or to paste"),
            Action::ShowDetail => ("Show detail", "Open the detail of the selected event"),
            Action::Back => ("Back", "Close what is on top, or let go of the selection"),
            Action::Palette => ("Commands", "List everything that can be done"),
            Action::CheatSheet => ("Keys", "Show the keys"),
            Action::ToggleFacets => ("Facets", "Show or hide the panel on the left"),
            Action::ShowUndated => ("Undated events", "List the events without a date"),
            Action::ShowProblems => ("Problems", "List what is wrong with the file"),
            Action::NextProblem => ("Next problem", "Go to the problem after this one"),
            Action::ShowColumns => ("Columns…", "Correct how the columns of a table are understood"),
            Action::ToggleList => ("List", "List the events in a table, or draw them again"),
            Action::LanesBy(attribute) => label_and_hint_of_attribute(attribute),
            Action::SortLanes(order) => label_and_hint_of_order(order),
            Action::FoldLanes => {
                ("Fold all lanes", "Show only the density strip of every lane, or all lanes whole")
            }
            Action::ResetLanes => ("Reset lanes", "Put the lanes back whole and in the order of the file"),
            Action::SwitchTheme => ("Theme", "Change between light, dark and the system's theme"),
            Action::SwitchZone => ("Zone", "Show dates in the next of the file's zones"),
            Action::ToggleAllRelations => ("All relations", "Show the relations of every event in view"),
            Action::ToggleLiveReload => ("Live reload", "Read files again when they change"),
            Action::ShowDuplicates => {
                ("Likely duplicates", "List events of different files that may be the same")
            }
            Action::UseAsZero => ("Use as zero", "Count the years of the selected event's file since it"),
            Action::ToggleAlignment => ("Align by event", "Count years since an event of each file"),
            Action::ToggleReducedMotion => ("Reduce motion", "Cut instead of fly between views"),
            Action::Present => ("Present", "Show the story full screen"),
            Action::SaveAs => {
                ("Save as…", "Write the events to JSON, CSV, TimelineJS, a calendar or Markdown")
            }
            Action::Export => ("Export…", "Write the picture to an SVG or PNG file"),
            Action::CopyCitation => ("Copy citation", "Copy the selected event as a cited sentence"),
            Action::OpenSource => ("Open source", "Open the first source in the browser"),
            Action::ToggleFullScreen => ("Full screen", "Fill the screen, or go back to a window"),
            Action::Quit => ("Quit", "Leave Dateline"),
        }
    }

    /// The keys that do it, the usual one first.
    pub const fn shortcuts(self) -> &'static [Shortcut] {
        use Key::{ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Char, Enter, Escape, Function, Home};
        match self {
            Action::OpenFile => const { &[Shortcut::ctrl(Char('O'))] },
            Action::AddFile => const { &[Shortcut::ctrl_shift(Char('A'))] },
            Action::OpenPath => const { &[Shortcut::ctrl_shift(Char('O'))] },
            Action::NextEvent => const { &[Shortcut::plain(ArrowRight)] },
            Action::PreviousEvent => const { &[Shortcut::plain(ArrowLeft)] },
            Action::LaneUp => const { &[Shortcut::plain(ArrowUp)] },
            Action::LaneDown => const { &[Shortcut::plain(ArrowDown)] },
            Action::ZoomIn => const { &[Shortcut::plain(Char('W'))] },
            Action::ZoomOut => const { &[Shortcut::plain(Char('S'))] },
            Action::PanLeft => const { &[Shortcut::plain(Char('A'))] },
            Action::PanRight => const { &[Shortcut::plain(Char('D'))] },
            Action::FitSelection => const { &[Shortcut::plain(Char('F'))] },
            Action::FitAll => const { &[Shortcut::plain(Home)] },
            Action::OpeningView => const { &[Shortcut::ctrl(Char('0'))] },
            Action::ShowNow => const { &[Shortcut::plain(Char('N'))] },
            Action::ViewBack => const { &[Shortcut::alt(ArrowLeft)] },
            Action::ViewForward => const { &[Shortcut::alt(ArrowRight)] },
            Action::Search => const { &[Shortcut::plain(Char('/')), Shortcut::ctrl(Char('F'))] },
            Action::ToggleHiding => const { &[Shortcut::plain(Char('H'))] },
            Action::ShowDetail => const { &[Shortcut::plain(Enter)] },
            Action::Back => const { &[Shortcut::plain(Escape)] },
            Action::Palette => const { &[Shortcut::ctrl(Char('K'))] },
            Action::CheatSheet => const { &[Shortcut::plain(Char('?'))] },
            Action::ToggleFacets => const { &[Shortcut::ctrl(Char('B'))] },
            Action::ShowUndated => const { &[Shortcut::plain(Char('U'))] },
            Action::ShowProblems => const { &[Shortcut::plain(Char('P'))] },
            Action::NextProblem => const { &[Shortcut::plain(Function(8))] },
            Action::ToggleList => const { &[Shortcut::plain(Char('L'))] },
            Action::SwitchTheme => const { &[Shortcut::plain(Char('T'))] },
            Action::SwitchZone => const { &[Shortcut::plain(Char('Z'))] },
            Action::ToggleAllRelations => const { &[Shortcut::plain(Char('R'))] },
            Action::Present => const { &[Shortcut::plain(Function(5))] },
            Action::SaveAs => const { &[Shortcut::ctrl_shift(Char('S'))] },
            Action::Export => const { &[Shortcut::ctrl(Char('E'))] },
            Action::CopyCitation => const { &[Shortcut::ctrl_shift(Char('C'))] },
            Action::ToggleFullScreen => const { &[Shortcut::plain(Function(11))] },
            Action::Quit => const { &[Shortcut::ctrl(Char('Q'))] },
            Action::ToggleLiveReload
            | Action::ShowDuplicates
            | Action::UseAsZero
            | Action::ToggleAlignment
            | Action::OpenBundled
            | Action::ClearFilters
            | Action::ShowColumns
            | Action::LanesBy(_)
            | Action::SortLanes(_)
            | Action::FoldLanes
            | Action::ResetLanes
            | Action::SaveFilter
            | Action::CopySearch
            | Action::ToggleReducedMotion
            | Action::OpenSource => &[],
        }
    }
}

/// Label and hint of lanes by an attribute.
const fn label_and_hint_of_attribute(attribute: Attribute) -> (&'static str, &'static str) {
    match attribute {
        Attribute::Lane => ("Lanes of the file", "Divide the events into the lanes that the file names"),
        Attribute::Actor => ("Lanes by actor", "Each event stands in the lane of the actor it names first"),
        Attribute::Tag => ("Lanes by tag", "Each event stands in the lane of its first tag"),
        Attribute::Status => ("Lanes by status", "Each event stands in the lane of its status"),
        Attribute::Source => ("Lanes by source", "Each event stands in the lane of its first source"),
        Attribute::Publisher => {
            ("Lanes by publisher", "Each event stands in the lane of its first publisher")
        }
        Attribute::Grade => {
            ("Lanes by source grade", "Each event stands in the lane of its first source's grade")
        }
        Attribute::Place => ("Lanes by place", "Each event stands in the lane of where it was"),
        Attribute::Dating => ("Lanes by date", "Each event stands in the lane of what is known of its date"),
        Attribute::Field(_) => {
            ("Lanes by a field", "Each event stands in the lane of the first value of a field of the file")
        }
        Attribute::Nothing => ("A single lane", "All events stand in one lane"),
    }
}

/// Label and hint of an order of the lanes.
const fn label_and_hint_of_order(order: LaneOrder) -> (&'static str, &'static str) {
    match order {
        LaneOrder::File => ("Lanes as in the file", "Sort the lanes as the file names them"),
        LaneOrder::Name => ("Sort lanes by name", "Sort the lanes by their names"),
        LaneOrder::First => ("Sort lanes by first event", "Sort the lanes by the first date in each"),
        LaneOrder::Count => ("Sort lanes by count", "Sort the lanes by how many events each has"),
    }
}
