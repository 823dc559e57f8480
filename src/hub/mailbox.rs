//! What waits to be written to one socket: frames, in order, and at last the reason to end it.
//!
//! Bounded: whoever has [`MOST_FRAMES`] frames or [`MOST_BYTES`] waiting does not read fast enough and is cut off, so that a
//! stuck phone costs a known amount of memory and nobody's time. It holds no memory while nothing waits, which is nearly
//! always: a channel would reserve a kilobyte and more for each of ten thousand idle sockets.

use std::{
    collections::VecDeque,
    future::poll_fn,
    mem,
    sync::{Mutex, MutexGuard, PoisonError},
    task::{Poll, Waker},
};

pub use tokio_tungstenite::tungstenite::Utf8Bytes as Text;

use crate::wire::close::CloseCode;

/// Frames that may wait.
pub const MOST_FRAMES: usize = 256;
/// Bytes that may wait. A frame that is for many is shared by them, but each could be the last to hold it.
pub const MOST_BYTES: usize = 1024 * 1024;

/// Room that is kept for the next frames after a busy moment.
const KEPT: usize = 16;

#[derive(Default)]
pub struct Mailbox(Mutex<Inside>);

#[derive(Default)]
struct Inside {
    frames: VecDeque<Text>,
    bytes: usize,
    /// Once set nothing more is taken in. What waits is still written, unless there was too much of it.
    close: Option<CloseCode>,
    /// The socket's task, while it waits.
    owner: Option<Waker>,
}

impl Inside {
    fn take(&mut self, batch: &mut VecDeque<Text>) -> bool {
        debug_assert!(batch.is_empty());
        self.bytes = 0;
        mem::swap(&mut self.frames, batch);
        !batch.is_empty()
    }
}

impl std::fmt::Debug for Mailbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Mailbox({} frames)", self.inside().frames.len())
    }
}

impl Mailbox {
    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says whether the frame was taken. One that does not fit any more ends the socket.
    pub fn put(&self, frame: Text) -> bool {
        let mut inside = self.inside();
        if inside.close.is_some() {
            return false;
        }
        inside.bytes += frame.len();
        if inside.frames.len() >= MOST_FRAMES || inside.bytes > MOST_BYTES {
            inside.frames = VecDeque::new();
            inside.close = Some(CloseCode::TooSlow);
        } else {
            inside.frames.push_back(frame);
        }
        let taken = inside.close.is_none();
        Self::wake(inside);
        taken
    }

    /// Ends the socket once what waits is written. The first reason stays.
    pub fn close(&self, code: CloseCode) {
        let mut inside = self.inside();
        if inside.close.is_none() {
            inside.close = Some(code);
            Self::wake(inside);
        }
    }

    fn wake(mut inside: MutexGuard<'_, Inside>) {
        let owner = inside.owner.take();
        // Waked without the lock, which it will want at once.
        drop(inside);
        if let Some(owner) = owner {
            owner.wake();
        }
    }

    pub fn closing(&self) -> Option<CloseCode> {
        self.inside().close
    }

    /// Moves what waits into `batch`, which must be empty; says whether there was anything.
    pub fn take(&self, batch: &mut VecDeque<Text>) -> bool {
        if batch.capacity() > KEPT {
            *batch = VecDeque::new();
        }
        self.inside().take(batch)
    }

    /// Returns when there are frames, moved into `batch`, or else a reason to end.
    pub async fn next(&self, batch: &mut VecDeque<Text>) -> Option<CloseCode> {
        if batch.capacity() > KEPT {
            *batch = VecDeque::new();
        }
        poll_fn(|cx| {
            let mut inside = self.inside();
            if inside.take(batch) {
                return Poll::Ready(None);
            }
            if inside.close.is_some() {
                return Poll::Ready(inside.close);
            }
            inside.owner = Some(cx.waker().clone());
            Poll::Pending
        })
        .await
    }

    /// Returns when there is a reason to end, whatever waits.
    pub async fn closed(&self) -> CloseCode {
        poll_fn(|cx| {
            let mut inside = self.inside();
            if let Some(code) = inside.close {
                return Poll::Ready(code);
            }
            inside.owner = Some(cx.waker().clone());
            Poll::Pending
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(length: usize) -> Text {
        "x".repeat(length).into()
    }

    #[tokio::test]
    async fn what_waits_is_written_before_the_end() {
        let mailbox = Mailbox::default();
        assert!(mailbox.put(frame(1)));
        mailbox.close(CloseCode::GoingAway);
        mailbox.close(CloseCode::Silent);
        assert!(!mailbox.put(frame(1)));
        let mut batch = VecDeque::new();
        assert_eq!(mailbox.next(&mut batch).await, None);
        assert_eq!(batch.len(), 1);
        batch.clear();
        assert_eq!(mailbox.next(&mut batch).await, Some(CloseCode::GoingAway));
    }

    #[tokio::test]
    async fn who_does_not_read_is_cut_off_and_what_waited_is_let_go() {
        let mailbox = Mailbox::default();
        for _ in 0..MOST_FRAMES {
            assert!(mailbox.put(frame(1)));
        }
        assert!(!mailbox.put(frame(1)));
        let mut batch = VecDeque::new();
        assert_eq!(mailbox.next(&mut batch).await, Some(CloseCode::TooSlow));
        let mailbox = Mailbox::default();
        assert!(mailbox.put(frame(MOST_BYTES)));
        assert!(!mailbox.put(frame(1)));
        assert_eq!(mailbox.closing(), Some(CloseCode::TooSlow));
    }

    #[tokio::test]
    async fn whoever_waits_is_woken_by_a_frame_and_by_the_end() {
        let mailbox = std::sync::Arc::new(Mailbox::default());
        let waiting = tokio::spawn({
            let mailbox = mailbox.clone();
            async move {
                let mut batch = VecDeque::new();
                assert_eq!(mailbox.next(&mut batch).await, None);
                mailbox.closed().await
            }
        });
        tokio::task::yield_now().await;
        mailbox.put(frame(1));
        tokio::task::yield_now().await;
        mailbox.close(CloseCode::Silent);
        assert_eq!(waiting.await.unwrap(), CloseCode::Silent);
    }
}
