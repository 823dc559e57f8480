//! HTTP by hand, over a bare socket: for what a well-behaved client would not send.

use std::{net::SocketAddr, time::Duration};

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

pub const ANONYMOUS: &str = "/api/shared/auth/anonymous";

/// Long enough for any answer; only a broken server needs it.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// An answer as it came over the line.
#[derive(Debug)]
pub struct Raw {
    pub status: u16,
    /// In lower case.
    pub head: String,
    pub body: String,
}

impl Raw {
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n")?;
        Some(Self {
            status: head.split(' ').nth(1)?.parse().ok()?,
            head: head.to_lowercase(),
            body: body.to_owned(),
        })
    }

    /// A header by its name, in lower case like all of the head; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.head
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
            .unwrap_or_default()
    }

    #[track_caller]
    pub fn refused(&self, status: u16, code: &str) {
        assert_eq!(self.status, status, "{self:?}");
        assert!(
            self.head.contains("content-type: application/problem+json"),
            "{self:?}"
        );
        assert!(self.head.contains("x-request-id: "), "{self:?}");
        let problem: Value = serde_json::from_str(&self.body).unwrap();
        assert_eq!(problem["code"], code);
        assert_eq!(problem["status"], status);
    }
}

/// Sends bytes, says no more, and reads whatever comes until the other side closes.
pub async fn exchange(address: SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // The server may have answered and closed before it has read everything.
    let _ = stream.write_all(bytes).await;
    let mut answer = Vec::new();
    let reading = async {
        let mut chunk = [0; 4096];
        while let Ok(n @ 1..) = stream.read(&mut chunk).await {
            answer.extend_from_slice(&chunk[..n]);
        }
    };
    tokio::time::timeout(PATIENCE, reading)
        .await
        .expect("the server neither answers nor closes");
    answer
}

pub async fn raw(address: SocketAddr, bytes: &[u8]) -> Raw {
    let answer = exchange(address, bytes).await;
    Raw::parse(&answer).unwrap_or_else(|| panic!("{:?}", String::from_utf8_lossy(&answer)))
}

/// A request without a body, on a connection that ends with it.
pub fn bodiless(method: &str, path: &str, headers: &str) -> Vec<u8> {
    format!("{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n")
        .into_bytes()
}

/// A request with a body, on a connection that ends with it.
pub fn post(path: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}Content-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

pub const JSON: &str = "Content-Type: application/json\r\n";
