//! Pieces of JSON that were made from pieces of JavaScript.

use std::borrow::Cow;
use std::ops::Range;

use crate::syntax::transcript::Transcript;

/// The name of the one member of an object that stands for a date which JavaScript makes: `{"$date":
/// "2013-01-05"}`. A text is a date as precise as it is written, a number counts milliseconds since 1970 in
/// UTC.
pub(super) const DATE: &str = "$date";

/// A piece of JSON that was made from a piece of JavaScript.
#[derive(Clone, Debug)]
pub(super) struct Token<'t> {
    pub kind: TokenKind,
    pub json: Cow<'t, str>,
    pub origin: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Open,
    Close,
    Name,
    Value,
}

/// Writes tokens with the signs between them that JSON wants.
pub(super) fn written(tokens: &[Token<'_>]) -> Transcript {
    let mut transcript = Transcript::default();
    let mut before = TokenKind::Open;
    for token in tokens {
        match (before, token.kind) {
            (TokenKind::Name, _) => transcript.between(": "),
            (TokenKind::Open, _) | (_, TokenKind::Close) => {}
            _ => transcript.between(", "),
        }
        transcript.token(&token.json, token.origin.clone());
        before = token.kind;
    }
    transcript
}
