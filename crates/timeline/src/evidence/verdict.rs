//! Which verdict a citation carries: that of a check made now, else the one recorded in the file.

use sha2::{Digest, Sha256};

use super::quotation::Finding;
use crate::model::{Checked, Citation, Verdict};
use dateline_time::Date;

/// The SHA-256 of a text's bytes in lower-case hexadecimal: the name of the text that a verdict was reached
/// on.
pub fn sha256_hex(text: &[u8]) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The verdict on a citation's quotation, and the day of the check when it is a recorded one. A live check
/// always wins; where there was no text to look in, the record counts.
pub fn verdict_for<'c>(citation: &'c Citation, live: Option<&Finding>) -> (Verdict, Option<&'c Date>) {
    match recorded_for(citation, live) {
        Some(checked) => (checked.verdict, checked.on.as_ref()),
        None => (live.map_or(Verdict::NoSourceText, |finding| finding.verdict), None),
    }
}

/// The recorded check of a citation where it is the one that counts: no live one found a text to look in.
pub fn recorded_for<'c>(citation: &'c Citation, live: Option<&Finding>) -> Option<&'c Checked> {
    let is_live = live.is_some_and(|finding| finding.verdict != Verdict::NoSourceText);
    citation.checked.as_ref().filter(|_| !is_live)
}
