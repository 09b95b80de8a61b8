//! What an expression gives.

/// What an expression gives.
#[derive(Clone, Debug)]
pub(super) enum Operand {
    Number(f64),
    Text(String),
    /// A date: a text or number in JSON.
    Date(String),
    /// `true`, `false` or `null`.
    Literal(&'static str),
    /// A list or object; its tokens were written last.
    Written,
    /// A list or object that a name stands for, by its place.
    Named(usize),
    /// What cannot be had without running it.
    Code,
}

/// A number as JSON.
pub(super) fn number_text(number: f64) -> String {
    if !number.is_finite() {
        return "null".to_owned();
    }
    if number.fract() == 0.0 && number.abs() < 9e15 {
        format!("{}", number as i64)
    } else {
        format!("{number}")
    }
}
