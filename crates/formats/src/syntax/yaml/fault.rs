//! Where the syntax of a YAML text is wrong, and what usually helps.

/// Objects and lists may lie within each other this deep.
pub(super) const DEEPEST: usize = 100;

/// A place where the syntax is wrong.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    /// Where, in bytes of the text.
    pub at: usize,
    /// What is wrong, as the parser says it.
    pub message: String,
}

impl Fault {
    /// What usually helps.
    pub fn hint(&self) -> &'static str {
        let is_about = |words: &[&str]| words.iter().any(|word| self.message.contains(word));
        if is_about(&["mapping values are not allowed"]) {
            "Put quotation marks around a text that holds a colon and a space"
        } else if is_about(&["tab"]) {
            "Indent with spaces"
        } else if is_about(&["anchor"]) {
            "Define the anchor with & before it is used"
        } else {
            "Check the indentation, and that quotation marks and brackets are closed"
        }
    }
}
