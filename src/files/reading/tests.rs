//! Files that are large, packed, damaged, changing, or without an end.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::*;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("a vector");
    encoder.finish().expect("a vector")
}

fn holding(folder: &tempfile::TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("room for a file");
    path
}

/// Reads as if so much memory were free.
fn read_within(path: &Path, free: u64) -> Result<Vec<u8>, ReadError> {
    let reading = Reading { path, free: &|| Some(free), is_packed: None, cancel: &Cancel::never() };
    reading.run(&mut |_| {}).map(Option::unwrap_or_default)
}

/// Reads a file of some megabytes to which something happens after the first of them.
fn read_while(happens: impl Fn(&Path)) -> Result<Vec<u8>, ReadError> {
    let folder = folder();
    let path = holding(&folder, "events.json", &vec![b' '; 3 * PIECE as usize]);
    let mut pieces = 0;
    let mut report = |_| {
        pieces += 1;
        if pieces == 3 {
            happens(&path);
        }
    };
    let read = read_with(&path, &mut report, &Cancel::never());
    read.map(Option::unwrap_or_default)
}

#[test]
fn reading_stops_when_asked_to() {
    let folder = folder();
    let path = holding(&folder, "large", &vec![7; 3 * PIECE as usize]);
    let mut sizes = Vec::new();
    let read = read_with(&path, &mut |size| sizes.push(size), &Cancel::after_checks(2));
    assert!(read.expect("a file").is_none());
    assert_eq!(sizes, [3 * PIECE; 3]);
}

#[test]
fn a_file_is_read_into_a_buffer_of_its_size() {
    let folder = folder();
    for length in [0, 1, 2, 3, 31, 33, PIECE as usize, 3 * PIECE as usize + 7] {
        let written: Vec<u8> = (0..length).map(|at| at as u8).collect();
        let bytes = read(&holding(&folder, "f", &written)).expect("a file");
        assert!(bytes == written, "{length}");
        assert_eq!(bytes.capacity(), length);
    }
}

#[test]
fn errors_say_what_is_there_instead() {
    let folder = folder();
    assert!(matches!(read(folder.path()), Err(ReadError::Directory(path)) if path == folder.path()));
    let missing = folder.path().join("missing");
    assert!(matches!(read(&missing), Err(ReadError::Missing(path)) if path == missing));
}

#[test]
fn a_file_that_does_not_fit_is_refused_before_it_is_read() {
    let folder = folder();
    let path = folder.path().join("huge.json");
    File::create(&path).and_then(|file| file.set_len(5 << 40)).expect("a file with a hole");
    let error = read(&path).expect_err("no machine has that much");
    assert!(matches!(error, ReadError::TooLarge { .. }), "{error}");
    File::create(&path).and_then(|file| file.set_len(50_000_000)).expect("a file with a hole");
    let error = read_within(&path, 70_000_000).expect_err("too large").to_string();
    let message = "is too large for this machine now: its 50 MB take about 90 MB of memory, and 70 MB are free; \
                 close other programs, or open a part of it";
    assert_eq!(error, format!("{} {message}", path.display()));
    assert_eq!(read_within(&path, 90_000_000).expect("room").len(), 50_000_000);
}

#[test]
fn a_small_file_is_read_whatever_is_free() {
    let folder = folder();
    assert_eq!(read_within(&holding(&folder, "f", b"[]"), 0).expect("a file"), b"[]");
    assert_eq!(read_within(&holding(&folder, "f", &packed(b"[]")), 0).expect("a file"), b"[]");
}

#[test]
fn what_is_packed_is_unpacked() {
    let folder = folder();
    let long: Vec<u8> = (0..2 * PIECE + 5).map(|at| (at / 7) as u8).collect();
    for bytes in [&b""[..], b"[]", &long] {
        let path = holding(&folder, "events.json.gz", &packed(bytes));
        assert!(read(&path).expect("a file") == bytes);
        assert!(read_as_it_is(&path).expect("a file") == packed(bytes), "texts of sources stay as they are");
    }
    let two = [packed(b"[1,"), packed(b""), packed(b"2]")].concat();
    assert_eq!(read(&holding(&folder, "parts", &two)).expect("a file"), b"[1,2]");
}

#[test]
fn a_damaged_archive_is_reported() {
    let folder = folder();
    let whole = packed(&(0..20_000_u32).flat_map(u32::to_le_bytes).collect::<Vec<_>>());
    let damaged = |bytes: &[u8]| match read(&holding(&folder, "f.json.gz", bytes)) {
        Err(ReadError::Damaged(_, reason)) => reason,
        other => panic!("{:?}", other.map(|bytes| bytes.len())),
    };
    for length in [2, 5, 10, 11, 100, whole.len() / 2, whole.len() - 1] {
        assert_eq!(damaged(&whole[..length]), "it ends too early", "{length}");
    }
    let with = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        bytes
    };
    // In the middle, in the checksum, in the length.
    for at in [whole.len() / 2, whole.len() - 7, whole.len() - 3] {
        assert!(!damaged(&with(at)).is_empty());
    }
    assert!(!damaged(&[&whole[..], b"and more"].concat()).is_empty());
}

#[test]
fn an_archive_cannot_fill_the_memory() {
    let folder = folder();
    let mut bomb = packed(&vec![0; 64 << 20]);
    let path = holding(&folder, "bomb.json.gz", &bomb);
    let room = Room { size: 16 << 20, is_more: true, free: 20_000_000 };
    let refused = |path: &Path| match read_within(path, 20_000_000) {
        Err(ReadError::TooLarge { room, .. }) => room,
        other => panic!("{:?}", other.map(|bytes| bytes.len())),
    };
    assert_eq!(refused(&path), room);
    assert!(room.explanation().starts_with("its more than 16 MB take about 30 MB"), "{}", room.explanation());
    // What it says of its own size is not believed.
    let end = bomb.len() - 4;
    bomb[end..].copy_from_slice(&[1, 0, 0, 0]);
    assert_eq!(refused(&holding(&folder, "bomb.json.gz", &bomb)), room);
}

#[test]
fn a_file_that_changes_meanwhile_is_reported() {
    let appended = |path: &Path| {
        File::options().append(true).open(path).and_then(|mut file| file.write_all(b"more")).expect("a file");
    };
    let shortened = |path: &Path| {
        File::options().write(true).open(path).and_then(|file| file.set_len(PIECE * 2)).expect("a file");
    };
    let emptied = |path: &Path| drop(File::create(path).expect("a file"));
    let rewritten = |path: &Path| {
        let mut file = File::options().write(true).open(path).expect("a file");
        file.write_all(b"[]").expect("a file");
        // The clock of the file system may be slower than this test.
        file.set_modified(std::time::SystemTime::UNIX_EPOCH).expect("a file");
    };
    let replaced = |path: &Path| {
        let other = path.with_extension("new");
        fs::write(&other, vec![b' '; 3 * PIECE as usize]).expect("room for a file");
        fs::rename(other, path).expect("a file");
    };
    let changes = [
        (&appended as &dyn Fn(&Path), Change::Grew),
        (&shortened, Change::Shrank),
        (&emptied, Change::Shrank),
        (&rewritten, Change::Rewritten),
        (&replaced, Change::Replaced),
    ];
    for (happens, expected) in changes {
        match read_while(happens) {
            Err(ReadError::Changed(_, change)) => assert_eq!(change, expected),
            other => panic!("{expected:?}: {:?}", other.map(|bytes| bytes.len())),
        }
    }
    let removed = read_while(|path| fs::remove_file(path).expect("a file"));
    assert_eq!(removed.expect("what was opened is read whole").len(), 3 * PIECE as usize);
}

#[test]
fn an_archive_that_is_still_written_is_not_called_damaged() {
    let folder = folder();
    let noise: Vec<u8> =
        (0..3_000_000_u32).flat_map(|at| at.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
    let whole = packed(&noise);
    let path = holding(&folder, "f.json.gz", &whole[..whole.len() / 2]);
    let mut pieces = 0;
    let mut report = |_| {
        pieces += 1;
        if pieces == 2 {
            let more = |mut file: File| file.write_all(&whole[whole.len() / 2..whole.len() - 9]);
            File::options().append(true).open(&path).and_then(more).expect("a file");
        }
    };
    let read = read_with(&path, &mut report, &Cancel::never());
    assert!(
        matches!(read, Err(ReadError::Changed(_, Change::Grew))),
        "{:?}",
        read.map(|bytes| bytes.is_some())
    );
}

#[cfg(unix)]
mod pipes {
    use super::*;

    fn pipe(folder: &tempfile::TempDir) -> PathBuf {
        let path = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&path).status().expect("mkfifo");
        assert!(made.success());
        path
    }

    /// Writes something into a pipe again and again, until nobody reads it any more or it is enough.
    fn fill(path: &Path, bytes: Vec<u8>, times: usize) -> std::thread::JoinHandle<()> {
        let path = path.to_owned();
        std::thread::spawn(move || {
            let mut file = File::options().write(true).open(path).expect("a pipe");
            for _ in 0..times {
                if file.write_all(&bytes).is_err() {
                    return;
                }
            }
        })
    }

    #[test]
    fn a_pipe_is_read_until_it_is_closed() {
        let folder = folder();
        for (written, expected) in [(b"[1, 2]".to_vec(), b"[1, 2]"), (packed(b"[1, 2]"), b"[1, 2]")] {
            let path = pipe(&folder);
            let writing = fill(&path, written, 1);
            assert_eq!(read(&path).expect("a pipe"), expected);
            writing.join().expect("a writer");
            fs::remove_file(path).expect("a pipe");
        }
    }

    #[test]
    fn one_need_not_wait_for_a_pipe_that_nobody_writes_to() {
        let folder = folder();
        let read = read_with(&pipe(&folder), &mut |_| {}, &Cancel::after_checks(2));
        assert!(read.expect("a pipe").is_none());
    }

    #[test]
    fn a_pipe_without_end_is_bounded_and_can_be_left() {
        let folder = folder();
        let path = pipe(&folder);
        let writing = fill(&path, vec![b' '; 1 << 16], usize::MAX);
        let error = read_within(&path, 20_000_000).expect_err("too much");
        assert!(matches!(error, ReadError::TooLarge { room: Room { is_more: true, .. }, .. }), "{error}");
        writing.join().expect("a writer");
        let writing = fill(&path, vec![b' '; 1 << 16], usize::MAX);
        let read = read_with(&path, &mut |_| {}, &Cancel::after_checks(4));
        assert!(read.expect("a pipe").is_none());
        writing.join().expect("a writer");
    }

    #[test]
    fn a_device_without_end_is_refused() {
        let error = read(Path::new("/dev/zero")).expect_err("no end");
        assert_eq!(error.to_string(), "/dev/zero does not end: a device is read up to 64 MB");
        assert_eq!(read(Path::new("/dev/null")).expect("a device"), b"");
    }

    #[test]
    fn a_file_that_the_system_makes_up_has_no_size() {
        if let Ok(bytes) = read(Path::new("/proc/self/status")) {
            assert!(bytes.starts_with(b"Name:"));
        }
    }
}
