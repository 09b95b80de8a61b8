//! What every subcommand begins with: the present moment, and the timeline in a file.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::files;
use dateline_formats::{FileBytes, LoadError, Loaded, ReadOptions};
use dateline_time::TimePoint;

/// The present moment by the system's clock.
pub(super) fn now() -> TimePoint {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    TimePoint::from_seconds(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

/// The timeline in the bytes of a file, which may have been compressed. A table is read as the mapping beside
/// it says. Events after the day of `now` are planned where a foreign file states no status.
pub(super) fn loaded(bytes: &FileBytes, file: &Path, now: TimePoint) -> Result<Loaded, LoadError> {
    let options = ReadOptions { now: Some(now), ..files::read_options(file) };
    let name = file.to_string_lossy();
    dateline_formats::load_as(bytes, files::name_inside(&name), &options, &mut |_| {})
}
