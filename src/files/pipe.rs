//! Reading what may keep one waiting for ever: a pipe, a terminal. A thread of its own waits, so that whoever
//! wants the bytes can stop at any moment.

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use dateline_timeline::Cancel;

/// How long one waits between two looks at the cancel token.
const MOMENT: Duration = Duration::from_millis(20);

/// Bytes of one delivery.
const PIECE: usize = 1 << 18;

/// The reading end. While nothing comes, it reports that it waits; once cancelled, the reading ends with an
/// error of the kind [`io::ErrorKind::TimedOut`].
pub(super) struct Waiting<R> {
    pieces: Receiver<io::Result<Vec<u8>>>,
    piece: Vec<u8>,
    taken: usize,
    report: R,
    cancel: Cancel,
}

impl<R: FnMut()> Waiting<R> {
    /// Opens a path and waits for what comes. A thread whose reader has gone ends with the next bytes, or
    /// with the program.
    pub fn new(path: PathBuf, report: R, cancel: Cancel) -> Self {
        let (sender, pieces) = mpsc::sync_channel(2);
        std::thread::spawn(move || {
            // Opening a pipe waits for whoever writes.
            let mut file = match File::open(path) {
                Ok(file) => file,
                Err(error) => return drop(sender.send(Err(error))),
            };
            loop {
                let mut piece = vec![0; PIECE];
                let read = file.read(&mut piece);
                let is_end = !matches!(read, Ok(1..));
                let sent = sender.send(read.map(|length| {
                    piece.truncate(length);
                    piece
                }));
                if is_end || sent.is_err() {
                    return;
                }
            }
        });
        Waiting { pieces, piece: Vec::new(), taken: 0, report, cancel }
    }

    fn next_piece(&mut self) -> io::Result<Vec<u8>> {
        loop {
            match self.pieces.recv_timeout(MOMENT) {
                Ok(piece) => return piece,
                Err(RecvTimeoutError::Disconnected) => return Ok(Vec::new()),
                Err(RecvTimeoutError::Timeout) => {
                    (self.report)();
                    if self.cancel.is_cancelled() {
                        return Err(io::ErrorKind::TimedOut.into());
                    }
                }
            }
        }
    }
}

impl<R: FnMut()> Read for Waiting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.taken == self.piece.len() {
            self.piece = self.next_piece()?;
            self.taken = 0;
        }
        let mut rest = self.piece.get(self.taken..).unwrap_or_default();
        let length = rest.read(buffer)?;
        self.taken += length;
        Ok(length)
    }
}
