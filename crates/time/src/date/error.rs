//! Why a text is not a date.

/// Why a text is not a date, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct DateError {
    /// Where the text goes wrong, in characters.
    pub offset: usize,
    /// What is wrong: "February 2022 has 28 days".
    pub message: String,
    /// What to write instead, where that can be said.
    pub hint: Option<String>,
    /// Whether it is the notation that is broken; otherwise what is written is a date that cannot be.
    pub is_about_notation: bool,
}
