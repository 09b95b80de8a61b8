//! One column of a table: its name, and how its cells are to be read.

use dateline_time::phrases::DayOrder;

use super::mapping::{Numbers, Separator};
use super::role::Role;

/// One column.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// Its name, which no other column has.
    pub name: String,
    /// What it is for.
    pub role: Role,
    /// What whole numbers in it count.
    pub numbers: Numbers,
    /// Which number of "03/04/2021" is the day.
    pub order: Option<DayOrder>,
    /// Whether each time of day in it is a midnight that nobody stated.
    pub is_midnight: bool,
    /// The importance that is the greatest.
    pub scale: f64,
    /// What separates the entries of a list in a cell; `None` in columns that hold no lists.
    pub separator: Option<Separator>,
}

impl Column {
    pub fn new(name: String, role: Role) -> Column {
        let (numbers, order) = (Numbers::Dates, None);
        Column { name, role, numbers, order, is_midnight: false, scale: 1.0, separator: None }
    }
}
