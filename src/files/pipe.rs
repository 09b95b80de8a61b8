//! Reading what may keep one waiting for ever: a pipe, a terminal. A thread of its own waits, so that whoever
//! wants the bytes can stop at any moment.

use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

/// How long one waits before looking whether to stop.
const MOMENT: Duration = Duration::from_millis(20);

/// Bytes of one delivery.
const PIECE: usize = 1 << 18;

/// The reading end. While nothing comes, it asks whether to go on; a "no" ends the reading with an error of the kind
/// [`io::ErrorKind::TimedOut`].
pub(super) struct Waiting<G> {
    pieces: Receiver<io::Result<Vec<u8>>>,
    piece: Vec<u8>,
    taken: usize,
    goes_on: G,
}

impl<G: FnMut() -> ControlFlow<()>> Waiting<G> {
    /// Opens a path and waits for what comes. A thread whose reader has gone ends with the next bytes, or with the
    /// program.
    pub fn new(path: PathBuf, goes_on: G) -> Self {
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
        Waiting { pieces, piece: Vec::new(), taken: 0, goes_on }
    }

    fn next_piece(&mut self) -> io::Result<Vec<u8>> {
        loop {
            match self.pieces.recv_timeout(MOMENT) {
                Ok(piece) => return piece,
                Err(RecvTimeoutError::Disconnected) => return Ok(Vec::new()),
                Err(RecvTimeoutError::Timeout) => {
                    if (self.goes_on)().is_break() {
                        return Err(io::ErrorKind::TimedOut.into());
                    }
                }
            }
        }
    }
}

impl<G: FnMut() -> ControlFlow<()>> Read for Waiting<G> {
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
