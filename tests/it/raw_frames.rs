//! Frames by hand, over a bare connection: for what a well-behaved client of a socket would not send.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use crate::world::World;

const BOUND: Duration = Duration::from_secs(20);

pub const TEXT: u8 = 0x1;
pub const BINARY: u8 = 0x2;
pub const CLOSE: u8 = 0x8;
pub const PING: u8 = 0x9;
pub const PONG: u8 = 0xa;
pub const MORE: u8 = 0x0;

/// A frame of a client, as it may be or as it may not.
pub struct Frame<'a> {
    pub first: u8,
    pub is_masked: bool,
    payload: &'a [u8],
}

pub fn frame(opcode: u8, payload: &[u8]) -> Frame<'_> {
    Frame {
        first: 0x80 | opcode,
        is_masked: true,
        payload,
    }
}

/// One that others follow.
pub fn part(opcode: u8, payload: &[u8]) -> Frame<'_> {
    Frame {
        first: opcode,
        is_masked: true,
        payload,
    }
}

impl Frame<'_> {
    pub fn bytes(&self) -> Vec<u8> {
        let mask_bit = if self.is_masked { 0x80 } else { 0 };
        let mut bytes = vec![self.first];
        match self.payload.len() {
            n @ 0..126 => bytes.push(mask_bit + n as u8),
            n @ 126..65_536 => {
                bytes.push(mask_bit + 126);
                bytes.extend_from_slice(&(n as u16).to_be_bytes());
            }
            n => {
                bytes.push(mask_bit + 127);
                bytes.extend_from_slice(&(n as u64).to_be_bytes());
            }
        }
        let mask = if self.is_masked {
            [0x37, 0xfa, 0x21, 0x3d]
        } else {
            [0; 4]
        };
        if self.is_masked {
            bytes.extend_from_slice(&mask);
        }
        bytes.extend(
            self.payload
                .iter()
                .zip(mask.iter().cycle())
                .map(|(b, m)| b ^ m),
        );
        bytes
    }
}

pub fn all(frames: &[Frame<'_>]) -> Vec<u8> {
    frames.iter().flat_map(Frame::bytes).collect()
}

/// A bare connection, after the upgrade and after signing in.
pub struct Line(pub TcpStream);

/// What the server sent: a frame, or the end.
#[derive(Debug, PartialEq, Eq)]
pub enum Heard {
    Frame(u8, Vec<u8>),
    End,
}

impl Line {
    pub async fn open(world: &World, token: &str) -> Self {
        let mut line = Self(upgraded(world, "").await.0);
        let auth = json!({"type": "auth", "token": token}).to_string();
        line.send(&frame(TEXT, auth.as_bytes()).bytes()).await;
        for kind in ["auth_ok", "sync"] {
            assert_eq!(line.json().await["type"], kind);
        }
        line
    }

    pub async fn send(&mut self, bytes: &[u8]) {
        // A server that has seen enough may have gone.
        let _ = timeout(BOUND, self.0.write_all(bytes)).await.unwrap();
    }

    async fn exactly(&mut self, count: usize) -> Option<Vec<u8>> {
        let mut bytes = vec![0; count];
        let read = timeout(BOUND, self.0.read_exact(&mut bytes)).await;
        read.expect("the server says something or ends").ok()?;
        Some(bytes)
    }

    /// The next frame, which must be one that a server may send.
    pub async fn next(&mut self) -> Heard {
        let Some(head) = self.exactly(2).await else {
            return Heard::End;
        };
        assert_eq!(head[0] & 0xf0, 0x80, "whole, without reserved bits");
        assert_eq!(head[1] & 0x80, 0, "a server masks nothing");
        let length = match head[1] {
            126 => {
                let n = self.exactly(2).await.unwrap();
                usize::from(u16::from_be_bytes(n.try_into().unwrap()))
            }
            127 => {
                let n = self.exactly(8).await.unwrap();
                u64::from_be_bytes(n.try_into().unwrap()) as usize
            }
            n => usize::from(n),
        };
        Heard::Frame(head[0] & 0x0f, self.exactly(length).await.unwrap())
    }

    pub async fn json(&mut self) -> Value {
        match self.next().await {
            Heard::Frame(TEXT, text) => serde_json::from_slice(&text).unwrap(),
            other => panic!("{other:?}"),
        }
    }

    pub async fn answers(&mut self, case: &str) {
        assert_eq!(self.json().await["type"], "pong", "{case}");
    }

    /// The code that the server closes with, which must be the next thing it says; then it must end.
    pub async fn code(&mut self, case: &str) -> Option<u16> {
        let code = match self.next().await {
            Heard::Frame(CLOSE, reason) => {
                let code: [u8; 2] = match reason.get(..2) {
                    Some(code) => code.try_into().unwrap(),
                    None => return None,
                };
                assert!(std::str::from_utf8(&reason[2..]).is_ok(), "{case}");
                Some(u16::from_be_bytes(code))
            }
            other => panic!("{case}: {other:?}"),
        };
        // Ours to close is only our side; the client goes on its own.
        let _ = self.0.shutdown().await;
        assert_eq!(self.next().await, Heard::End, "{case}");
        code
    }
}

/// A connection that has asked for a socket, and the head of the answer.
pub async fn upgraded(world: &World, headers: &str) -> (TcpStream, String) {
    let address = world.app().public;
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!(
        "GET /api/shared/ws HTTP/1.1\r\nHost: {address}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{headers}\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(timeout(BOUND, stream.read_u8()).await.unwrap().unwrap());
    }
    let head = String::from_utf8(head).unwrap().to_lowercase();
    assert!(head.starts_with("http/1.1 101 "), "{head}");
    (stream, head)
}
