//! Requests that are none: garbage, a head without end, an address of a mile.
//!
//! hyper answers these by itself, before any endpoint is asked, with a bare status line. Here is what takes the place of
//! that line on its way out, so that even they get a problem and a request id. It stands between hyper and the socket, and
//! knows such an answer by what every answer of ours has and hyper's own lack: the id.

use std::{
    io::{self, IoSlice},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use poem::http::StatusCode;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Writes the answer for a status as it goes over the line.
pub(super) type Answer = Arc<dyn Fn(StatusCode) -> Vec<u8> + Send + Sync>;

pub(super) struct Answering<S> {
    stream: S,
    answer: Answer,
    /// An answer of ours under way in the place of one of hyper's.
    instead: Option<Instead>,
}

struct Instead {
    bytes: Vec<u8>,
    written: usize,
    /// How many bytes of hyper's it stands for.
    stands_for: usize,
}

impl<S> Answering<S> {
    pub(super) fn new(stream: S, answer: Answer) -> Self {
        Self {
            stream,
            answer,
            instead: None,
        }
    }
}

/// The status of an answer that hyper made up by itself.
fn made_up(head: &[u8]) -> Option<StatusCode> {
    let rest = head
        .strip_prefix(b"HTTP/1.1 4")
        .or_else(|| head.strip_prefix(b"HTTP/1.0 4"))?;
    let text = std::str::from_utf8(head).ok()?;
    let bare = text.ends_with("\r\n\r\n")
        && text.contains("content-length: 0\r\n")
        && !text.contains("x-request-id:");
    if !bare {
        return None;
    }
    let last_two = std::str::from_utf8(rest.get(..2)?).ok()?;
    StatusCode::from_u16(400 + last_two.parse::<u16>().ok()?).ok()
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Answering<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = &mut *self;
        if this.instead.is_none() {
            let Some(status) = made_up(bytes) else {
                return Pin::new(&mut this.stream).poll_write(cx, bytes);
            };
            this.instead = Some(Instead {
                bytes: (this.answer)(status),
                written: 0,
                stands_for: bytes.len(),
            });
        }
        while let Some(instead) = &mut this.instead {
            let left = &instead.bytes[instead.written..];
            if left.is_empty() {
                let stands_for = instead.stands_for;
                this.instead = None;
                return Poll::Ready(Ok(stands_for));
            }
            instead.written += ready!(Pin::new(&mut this.stream).poll_write(cx, left))?;
        }
        unreachable!("the loop ends by returning")
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let first = parts.iter().find(|part| !part.is_empty());
        match first {
            Some(head) if self.instead.is_some() || made_up(head).is_some() => {
                self.poll_write(cx, head)
            }
            _ => Pin::new(&mut self.stream).poll_write_vectored(cx, parts),
        }
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Answering<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_of_ours_and_any_other_bytes_are_left_alone() {
        let bare =
            b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
        assert_eq!(made_up(bare).unwrap().as_u16(), 431);
        for other in [
            &b"HTTP/1.1 404 Not Found\r\nx-request-id: a\r\ncontent-length: 0\r\n\r\n"[..],
            b"HTTP/1.1 400 Bad Request\r\ncontent-length: 5\r\n\r\nhello",
            b"HTTP/1.1 204 No Content\r\ncontent-length: 0\r\n\r\n",
            b"HTTP/1.1 4",
            b"{\"content\": \"HTTP/1.1 400 \"}",
            b"\xff\xfe",
            b"",
        ] {
            assert_eq!(made_up(other), None);
        }
    }
}
