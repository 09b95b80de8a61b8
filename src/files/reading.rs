//! Reading whole files: once, into a buffer of the right size, within the memory that is free, and only if
//! they stay the same meanwhile.

use std::cell::RefCell;
use std::fs::{self, File, Metadata};
use std::io::{self, BufReader, Cursor, ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;
use thiserror::Error;

use super::memory;
use super::pipe::Waiting;
use dateline_timeline::Cancel;

/// How much is read between two looks at the cancel token, in bytes.
pub(super) const PIECE: u64 = 1 << 20;

/// How gzip begins (RFC 1952).
const PACKED: [u8; 2] = [0x1F, 0x8B];

/// The limit for a device, which may give bytes for ever.
const LARGEST_DEVICE: u64 = 64 << 20;

/// How large a part of unpacked bytes deflate can make of one byte (RFC 1951: 258 bytes from two bits).
const MAX_COMPRESSION: u64 = 1_032;

/// Why a file could not be read.
#[derive(Debug, Error)]
pub enum ReadError {
    /// Nothing has that name.
    #[error("There is no file {}", .0.display())]
    Missing(PathBuf),
    /// The name is that of a folder.
    #[error("{} is a directory; name a file in it", .0.display())]
    Directory(PathBuf),
    /// The system does not let this user read it.
    #[error("{} may not be read: permission denied", .0.display())]
    Forbidden(PathBuf),
    /// It would not fit into the memory that is free.
    #[error("{} is too large for this machine now: {}; {}", .path.display(), .room.explanation(), Room::HINT)]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// What it would take, and what there is.
        room: Room,
    },
    /// A device that gives more than any file of events.
    #[error("{} does not end: a device is read up to {} MB", .0.display(), LARGEST_DEVICE >> 20)]
    Endless(PathBuf),
    /// It became another while it was read.
    #[error("{} {} while it was read; try again when it is finished", .0.display(), .1.description())]
    Changed(PathBuf, Change),
    /// It is compressed and cannot be unpacked.
    #[error("{} is compressed with gzip and damaged: {}", .0.display(), .1)]
    Damaged(PathBuf, String),
    /// Whatever else the system says.
    #[error("{} cannot be read: {}", .0.display(), .1)]
    Failed(PathBuf, io::Error),
}

/// What a file would take, and what there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Bytes of the file; of a compressed one or a pipe those that there were until there was no more room.
    pub size: u64,
    /// Whether the file holds more than that.
    pub is_more: bool,
    /// Bytes of memory that are free.
    pub free: u64,
}

impl Room {
    /// What one can do about it.
    pub const HINT: &str = "close other programs, or open a part of it";

    /// The figures in a sentence without a full stop.
    pub fn explanation(&self) -> String {
        let more = if self.is_more { "more than " } else { "" };
        format!(
            "its {more}{} take about {} of memory, and {} are free",
            size_as_text(self.size),
            size_as_text(memory::needed(self.size)),
            size_as_text(self.free)
        )
    }
}

/// "512 MB": a size in bytes to three figures or fewer, in steps of a thousand.
pub fn size_as_text(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        1_000_000..1_000_000_000 => format!("{} MB", bytes / 1_000_000),
        _ => format!("{}.{} GB", bytes / 1_000_000_000, bytes / 100_000_000 % 10),
    }
}

/// What happened to a file while it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It became longer.
    Grew,
    /// It became shorter.
    Shrank,
    /// It was written to.
    Rewritten,
    /// Another file took its name.
    Replaced,
}

impl Change {
    /// What it did, as the rest of a sentence: "was replaced".
    pub const fn description(self) -> &'static str {
        match self {
            Change::Grew => "grew",
            Change::Shrank => "became shorter",
            Change::Rewritten => "was written to",
            Change::Replaced => "was replaced",
        }
    }
}

impl ReadError {
    fn new(path: &Path, error: io::Error) -> Self {
        let path = path.to_owned();
        match error.kind() {
            ErrorKind::NotFound => ReadError::Missing(path),
            ErrorKind::PermissionDenied => ReadError::Forbidden(path),
            ErrorKind::IsADirectory => ReadError::Directory(path),
            _ => ReadError::Failed(path, error),
        }
    }
}

/// The bytes of a file, or of a pipe until it is closed. What is compressed with gzip is unpacked.
///
/// # Errors
/// When there is no such file, it is a directory, may not be read, does not fit into the memory that is free,
/// changes meanwhile, or is damaged; the message says which and names the file.
pub fn read(path: &Path) -> Result<Vec<u8>, ReadError> {
    read_with(path, &mut |_| {}, &Cancel::never()).map(Option::unwrap_or_default)
}

/// The bytes of a file, watched: before every piece of a megabyte, and while one waits for a pipe, `report`
/// learns the size of the file as far as the system knows it, and `cancel` is checked. `None` once cancelled.
///
/// A file that was written to is recognised by its length and its time of change, and one that replaced
/// of another by its identity; what is written within one tick of the file system's clock goes unseen.
///
/// # Errors
/// As [`read`].
pub fn read_with(
    path: &Path,
    report: &mut dyn FnMut(u64),
    cancel: &Cancel,
) -> Result<Option<Vec<u8>>, ReadError> {
    Reading { path, free: &memory::free, is_packed: None, cancel }.run(report)
}

/// The bytes of a file as they are, compressed or not.
///
/// # Errors
/// As [`read`].
pub(super) fn read_as_it_is(path: &Path) -> Result<Vec<u8>, ReadError> {
    let reading = Reading { path, free: &memory::free, is_packed: Some(false), cancel: &Cancel::never() };
    reading.run(&mut |_| {}).map(Option::unwrap_or_default)
}

/// Whether a file begins as gzip does; pipes are not looked into.
pub(super) fn is_packed_file(path: &Path) -> bool {
    let first = || File::open(path).and_then(|mut file| first_two(&mut file));
    path.is_file() && first().is_ok_and(|first| first == PACKED)
}

/// How a file is read.
struct Reading<'r> {
    path: &'r Path,
    /// Bytes of memory that are free now, where that is known.
    free: &'r dyn Fn() -> Option<u64>,
    /// Whether it is compressed; `None` looks at its first bytes.
    is_packed: Option<bool>,
    /// Checked before every piece.
    cancel: &'r Cancel,
}

/// The limit of bytes, and what the message says when more come.
struct Bound {
    limit: u64,
    free: Option<u64>,
}

impl Reading<'_> {
    fn run(&self, report: &mut dyn FnMut(u64)) -> Result<Option<Vec<u8>>, ReadError> {
        let failure = |error| ReadError::new(self.path, error);
        let metadata = fs::metadata(self.path).map_err(failure)?;
        if metadata.is_dir() {
            return Err(ReadError::Directory(self.path.to_owned()));
        }
        if metadata.is_file() {
            return self.file(File::open(self.path).map_err(failure)?, report);
        }
        let free = if is_pipe(&metadata) { (self.free)() } else { None };
        let limit =
            if is_pipe(&metadata) { free.map_or(u64::MAX, memory::largest_within) } else { LARGEST_DEVICE };
        let bound = Bound { limit: limit.max(memory::ALWAYS), free };
        let report = RefCell::new(report);
        let mut source = Waiting::new(self.path.to_owned(), || (report.borrow_mut())(0), self.cancel.clone());
        let first = match first_two(&mut source) {
            Err(error) if error.kind() == ErrorKind::TimedOut => return Ok(None),
            first => first.map_err(failure)?,
        };
        let source = Cursor::new(first.clone()).chain(source);
        let mut report = || (report.borrow_mut())(0);
        if self.is_packed(&first) {
            return self.unpacked(source, Vec::new(), &bound, &mut report);
        }
        let bytes = self.collected(source, Vec::new(), &bound, &mut report);
        self.checked(bytes, failure)
    }

    fn is_packed(&self, first: &[u8]) -> bool {
        self.is_packed.unwrap_or(first == PACKED)
    }

    /// A file, whose size is known before.
    fn file(&self, mut file: File, report: &mut dyn FnMut(u64)) -> Result<Option<Vec<u8>>, ReadError> {
        let failure = |error| ReadError::new(self.path, error);
        let before = file.metadata().map_err(failure)?;
        let size = before.len();
        let mut report = || report(size);
        report();
        if self.cancel.is_cancelled() {
            return Ok(None);
        }
        let first = first_two(&mut file).map_err(failure)?;
        if self.is_packed(&first) {
            return self.packed_file(file, &before, &mut report);
        }
        let free = if size > memory::ALWAYS { (self.free)() } else { None };
        if let Some(free) = free.filter(|free| memory::needed(size) > *free) {
            let room = Room { size, is_more: false, free };
            return Err(ReadError::TooLarge { path: self.path.to_owned(), room });
        }
        let mut bytes = Vec::new();
        // A system that promises memory which it lacks is asked above; one that refuses is believed here.
        bytes.try_reserve_exact(usize::try_from(size).unwrap_or(usize::MAX)).map_err(|_| {
            let room = Room { size, is_more: false, free: free.or_else(self.free).unwrap_or_default() };
            ReadError::TooLarge { path: self.path.to_owned(), room }
        })?;
        // One byte more shows that it grew; what the system makes up as it is read has no size.
        let is_made_up = size == 0 && !first.is_empty();
        let bound = Bound { limit: if is_made_up { LARGEST_DEVICE } else { size }, free };
        let read = self.collected(Cursor::new(first).chain(&mut file), bytes, &bound, &mut report);
        match read {
            Err(Fault::Beyond(_)) if !is_made_up => {
                Err(ReadError::Changed(self.path.to_owned(), Change::Grew))
            }
            read => {
                let bytes = self.checked(read, failure)?;
                if bytes.is_some() {
                    self.compare(&before, bytes.as_ref().map_or(0, Vec::len) as u64, &file)?;
                }
                Ok(bytes)
            }
        }
    }

    /// A compressed file.
    fn packed_file(
        &self,
        mut file: File,
        before: &Metadata,
        report: &mut dyn FnMut(),
    ) -> Result<Option<Vec<u8>>, ReadError> {
        let failure = |error| ReadError::new(self.path, error);
        let free = (self.free)();
        let bound = Bound { limit: free.map_or(u64::MAX, memory::largest_within).max(memory::ALWAYS), free };
        // The last four bytes tell how much there is, up to 4 GB and if there is one part. A wrong one costs
        // nothing.
        let stated = stated_size(&mut file).map_err(failure)?;
        let believable = before.len().saturating_mul(MAX_COMPRESSION).min(bound.limit);
        let mut bytes = Vec::new();
        // Where there is no room for so much at once, the buffer grows while it is filled.
        let _ = bytes.try_reserve_exact(usize::try_from(stated.min(believable)).unwrap_or(0));
        file.seek(SeekFrom::Start(0)).map_err(failure)?;
        let read = self.unpacked(&mut file, bytes, &bound, report);
        // What looks damaged may have been caught while it was written.
        if !matches!(read, Ok(None)) {
            let end = file.metadata().map_or(before.len(), |after| after.len());
            self.compare(before, end, &file)?;
        }
        read
    }

    fn unpacked(
        &self,
        source: impl Read,
        bytes: Vec<u8>,
        bound: &Bound,
        report: &mut dyn FnMut(),
    ) -> Result<Option<Vec<u8>>, ReadError> {
        let source = MultiGzDecoder::new(BufReader::with_capacity(1 << 18, source));
        let mut bytes = self.checked(self.collected(source, bytes, bound, report), |error| {
            let reason = match error.kind() {
                ErrorKind::UnexpectedEof => "it ends too early".to_owned(),
                ErrorKind::InvalidInput | ErrorKind::InvalidData => error.to_string(),
                _ => return ReadError::new(self.path, error),
            };
            ReadError::Damaged(self.path.to_owned(), reason)
        })?;
        if let Some(bytes) = &mut bytes {
            bytes.shrink_to_fit();
        }
        Ok(bytes)
    }

    /// All bytes of a source, one piece after the other; `None` once cancelled.
    fn collected(
        &self,
        mut source: impl Read,
        mut bytes: Vec<u8>,
        bound: &Bound,
        report: &mut dyn FnMut(),
    ) -> Result<Option<Vec<u8>>, Fault> {
        loop {
            report();
            if self.cancel.is_cancelled() {
                return Ok(None);
            }
            match (&mut source).take(PIECE).read_to_end(&mut bytes) {
                Ok(0) => return Ok(Some(bytes)),
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::TimedOut => return Ok(None),
                Err(error) => return Err(Fault::Source(error)),
            }
            if bytes.len() as u64 > bound.limit {
                let size = bound.limit;
                return Err(Fault::Beyond(bound.free.map(|free| Room { size, is_more: true, free })));
            }
        }
    }

    fn checked(
        &self,
        read: Result<Option<Vec<u8>>, Fault>,
        failure: impl Fn(io::Error) -> ReadError,
    ) -> Result<Option<Vec<u8>>, ReadError> {
        read.map_err(|fault| match fault {
            Fault::Source(error) => failure(error),
            Fault::Beyond(Some(room)) => ReadError::TooLarge { path: self.path.to_owned(), room },
            Fault::Beyond(None) => ReadError::Endless(self.path.to_owned()),
        })
    }

    /// Whether the file is still what it was.
    fn compare(&self, before: &Metadata, read: u64, file: &File) -> Result<(), ReadError> {
        let change = |change| Err(ReadError::Changed(self.path.to_owned(), change));
        let after = file.metadata().map_err(|error| ReadError::new(self.path, error))?;
        let length = after.len().min(read);
        if length < before.len() {
            return change(Change::Shrank);
        }
        if after.len() > before.len() {
            return change(Change::Grew);
        }
        if after.modified().ok() != before.modified().ok() {
            return change(Change::Rewritten);
        }
        // A file that was only removed has been read whole.
        match fs::metadata(self.path) {
            Ok(named) if !is_same(before, &named) => change(Change::Replaced),
            _ => Ok(()),
        }
    }
}

/// Why not all bytes came.
enum Fault {
    Source(io::Error),
    /// More came than may; with the figures where memory is the reason.
    Beyond(Option<Room>),
}

/// The first two bytes, fewer where there are no more.
fn first_two(source: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut first = Vec::with_capacity(2);
    source.take(2).read_to_end(&mut first)?;
    Ok(first)
}

/// What a compressed file says of its unpacked size, modulo 4 GB (RFC 1952); the end of the file is left
/// behind.
fn stated_size(file: &mut File) -> io::Result<u64> {
    if file.seek(SeekFrom::End(0))? < 4 {
        return Ok(0);
    }
    file.seek(SeekFrom::End(-4))?;
    let mut bytes = [0; 4];
    file.read_exact(&mut bytes)?;
    Ok(u64::from(u32::from_le_bytes(bytes)))
}

#[cfg(unix)]
fn is_pipe(metadata: &Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    metadata.file_type().is_fifo() || metadata.file_type().is_socket()
}

#[cfg(not(unix))]
fn is_pipe(_metadata: &Metadata) -> bool {
    true
}

#[cfg(unix)]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    one.created().ok() == other.created().ok()
}

#[cfg(test)]
mod tests;
