//! What a view may ask for. Views never change anything themselves.

use std::path::PathBuf;

use crate::session::{Action, Command, FileId};
use dateline_formats::{Mapping, Target};
use dateline_picture::layout::{Point, Rect};

/// Writing the events to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaveOrder {
    /// The file.
    pub path: PathBuf,
    /// The format, as its extension says.
    pub target: Target,
    /// Only the events that search and facets leave, not all.
    pub is_filtered: bool,
}

/// One request of a view.
#[derive(Clone, Debug)]
pub enum Request {
    /// Change the session.
    Do(Command),
    /// What the key or the menu entry of an action would do now.
    Act(Action),
    /// Read a file.
    OpenPath(PathBuf),
    /// Read files and show them together, instead of what is shown.
    OpenPaths(Vec<PathBuf>),
    /// Read files and show them beside what is shown.
    AddPaths(Vec<PathBuf>),
    /// Open the timeline that comes with the program.
    OpenBundled,
    /// Stop reading the file that is being read; the former timeline stays.
    CancelLoading,
    /// Open an address in the browser; only http, https and mailto are followed.
    FollowLink(String),
    /// Put a text on the clipboard.
    Copy(String),
    /// Read a table that is open again with this mapping, and keep it beside the table. One that says nothing
    /// is forgotten.
    UseMapping(FileId, Box<Mapping>),
    /// Keep search and facets under a name.
    SaveFilter {
        /// The name.
        name: String,
        /// For every file and not only for the one that is open.
        is_for_every_file: bool,
        /// With the stretch of time that is shown.
        with_view: bool,
    },
    /// Ask for a saved filter, by its index among those that are kept.
    ApplyFilter(usize),
    /// Give a saved filter another name.
    RenameFilter(usize, String),
    /// Forget a saved filter.
    ForgetFilter(usize),
    /// Write the picture to a file; the ending decides between SVG and PNG.
    Export(PathBuf),
    /// Ask with the system's dialog where to save, beginning with a path.
    ChoosePlace(PathBuf),
    /// Write the events to a file.
    Save(SaveOrder),
    /// Zoom so that a part of the picture fills it.
    ZoomTo(Rect),
    /// Zoom about a position by a factor.
    ZoomAt(Point, f64),
}

/// The requests of one frame, in order.
#[derive(Debug, Default)]
pub struct Asks {
    list: Vec<Request>,
}

impl Asks {
    /// Adds a request.
    pub fn ask(&mut self, request: Request) {
        self.list.push(request);
    }

    /// Adds a change of the session.
    pub fn command(&mut self, command: Command) {
        self.ask(Request::Do(command));
    }

    /// Adds what an action would do now.
    pub fn act(&mut self, action: Action) {
        self.ask(Request::Act(action));
    }

    /// Everything asked for, leaving nothing.
    pub fn take(&mut self) -> Vec<Request> {
        std::mem::take(&mut self.list)
    }
}
