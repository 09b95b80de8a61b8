//! How a severity looks.

use dateline_formats::Severity;
use dateline_picture::scene::{Icon, Rgba8, Theme};

/// The icon and the ink of a severity.
pub(super) fn severity_icon(theme: &Theme, severity: Severity) -> (Icon, Rgba8) {
    match severity {
        Severity::Error => (Icon::Error, theme.err),
        Severity::Warning => (Icon::Caution, theme.warn),
        Severity::Note => (Icon::Note, theme.ink2),
    }
}
