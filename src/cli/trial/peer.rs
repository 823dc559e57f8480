//! An app, as far as a server can tell: requests, and a socket.

use std::{path::Path, time::Duration};

use base64::{Engine, engine::general_purpose::STANDARD};
use futures_util::{SinkExt, StreamExt};
use reqwest::{Certificate, Client, Method, RequestBuilder, StatusCode, Upgraded, header};
use serde_json::{Value, json};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Message, handshake::derive_accept_key, protocol::Role},
};

use super::report::Failure;
use crate::entropy::Entropy;

/// How long a server may take to answer, or a frame to come.
const PATIENCE: Duration = Duration::from_secs(15);

#[derive(Debug)]
pub(super) struct Peer {
    client: Client,
    pub(super) entropy: Entropy,
}

/// An answer, whatever it says.
#[derive(Debug)]
pub(super) struct Reply {
    /// What was asked, for who reads of it.
    asked: String,
    pub(super) status: StatusCode,
    pub(super) replayed: bool,
    /// `name=value`, where one was set.
    pub(super) cookie: Option<String>,
    pub(super) body: Value,
}

impl Reply {
    /// The body of an answer that must have this status.
    pub(super) fn ok(self, status: u16) -> Result<Value, Failure> {
        if self.status == status {
            Ok(self.body)
        } else {
            Err(self.unexpected(&format!("{status} was due")))
        }
    }

    pub(super) fn code(&self) -> Option<&str> {
        self.body["code"].as_str()
    }

    pub(super) fn unexpected(&self, due: &str) -> Failure {
        let Self { asked, status, .. } = self;
        let said = match (self.code(), self.body["detail"].as_str()) {
            (Some(code), Some(detail)) => format!(" {code}: {detail}"),
            (Some(code), None) => format!(" {code}"),
            _ => String::new(),
        };
        let id = match self.body["request_id"].as_str() {
            Some(id) => format!(" (request {id})"),
            None => String::new(),
        };
        format!("{asked} answered {}{said}{id}; {due}", status.as_u16())
    }
}

impl Peer {
    pub(super) fn new(ca: Option<&Path>) -> Result<Self, String> {
        let mut builder = Client::builder()
            .timeout(PATIENCE)
            .user_agent(concat!("curhat-try/", env!("CARGO_PKG_VERSION")));
        if let Some(path) = ca {
            let wrong = |e: String| format!("--ca: {}: {e}", path.display());
            let text = std::fs::read(path).map_err(|e| wrong(e.to_string()))?;
            for one in Certificate::from_pem_bundle(&text).map_err(|e| wrong(e.to_string()))? {
                builder = builder.add_root_certificate(one);
            }
        }
        Ok(Self {
            client: builder.build().map_err(|e| e.to_string())?,
            entropy: Entropy::system(),
        })
    }

    pub(super) async fn call(
        &self,
        method: Method,
        url: String,
        token: Option<&str>,
        body: Option<Value>,
    ) -> Result<Reply, Failure> {
        self.call_keyed(method, url, token, body, None).await
    }

    /// With an `Idempotency-Key`, where there is one.
    pub(super) async fn call_keyed(
        &self,
        method: Method,
        url: String,
        token: Option<&str>,
        body: Option<Value>,
        key: Option<&str>,
    ) -> Result<Reply, Failure> {
        let mut request = self.client.request(method.clone(), &url);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        if let Some(key) = key {
            request = request.header("Idempotency-Key", key);
        }
        self.send(method, url, request).await
    }

    /// By the cookie, as the control center does.
    pub(super) async fn sign_out(&self, url: String, cookie: &str) -> Result<Reply, Failure> {
        let request = self.client.post(&url).header(header::COOKIE, cookie);
        self.send(Method::POST, url, request).await
    }

    async fn send(
        &self,
        method: Method,
        url: String,
        request: RequestBuilder,
    ) -> Result<Reply, Failure> {
        let path = reqwest::Url::parse(&url).map_or(url, |url| url.path().to_owned());
        let asked = format!("{method} {path}");
        let answer = request
            .send()
            .await
            .map_err(|e| format!("{asked}: {}", deepest(&e)))?;
        let status = answer.status();
        let replayed = answer.headers().contains_key("Idempotency-Replayed");
        let cookie = answer
            .headers()
            .get(header::SET_COOKIE)
            .and_then(|value| value.to_str().ok()?.split(';').next())
            .map(str::to_owned);
        let text = answer
            .text()
            .await
            .map_err(|e| format!("{asked}: {}", deepest(&e)))?;
        Ok(Reply {
            asked,
            status,
            replayed,
            cookie,
            body: serde_json::from_str(&text).unwrap_or(Value::Null),
        })
    }

    /// Opens a socket and signs in on it; gives back the `sync` as well.
    pub(super) async fn socket(&self, base: &str, token: &str) -> Result<(Socket, Value), Failure> {
        let mut socket = self.dial(base).await?;
        socket
            .send(&json!({"type": "auth", "token": token}))
            .await?;
        socket.expect("auth_ok").await?;
        let sync = socket.expect("sync").await?;
        Ok((socket, sync))
    }

    async fn dial(&self, base: &str) -> Result<Socket, Failure> {
        let key = STANDARD.encode(self.entropy.bytes::<16>());
        let answer = self
            .client
            .get(format!("{base}/api/shared/ws"))
            .header(header::CONNECTION, "Upgrade")
            .header(header::UPGRADE, "websocket")
            .header(header::SEC_WEBSOCKET_VERSION, "13")
            .header(header::SEC_WEBSOCKET_KEY, &key)
            .send()
            .await
            .map_err(|e| format!("the socket: {}", deepest(&e)))?;
        if answer.status() != StatusCode::SWITCHING_PROTOCOLS {
            return Err(format!(
                "the socket was answered {}; 101 was due. Does a proxy in between pass WebSocket on?",
                answer.status().as_u16()
            ));
        }
        let accepted = answer.headers().get(header::SEC_WEBSOCKET_ACCEPT);
        if accepted.is_none_or(|given| given != derive_accept_key(key.as_bytes()).as_str()) {
            return Err("the socket's handshake was answered with a wrong key".to_owned());
        }
        let connection = answer
            .upgrade()
            .await
            .map_err(|e| format!("the socket: {}", deepest(&e)))?;
        let stream = WebSocketStream::from_raw_socket(connection, Role::Client, None).await;
        Ok(Socket { stream })
    }
}

#[derive(Debug)]
pub(super) struct Socket {
    stream: WebSocketStream<Upgraded>,
}

impl Socket {
    pub(super) async fn send(&mut self, frame: &Value) -> Result<(), Failure> {
        self.stream
            .send(Message::text(frame.to_string()))
            .await
            .map_err(|e| format!("the socket took no frame: {e}"))
    }

    /// The next frame of this type; others are what a socket says besides, and passed over.
    pub(super) async fn expect(&mut self, kind: &str) -> Result<Value, Failure> {
        self.expect_that(kind, |_| true).await
    }

    /// The next frame of this type that is as it should be.
    pub(super) async fn expect_that(
        &mut self,
        kind: &str,
        is_it: impl Fn(&Value) -> bool,
    ) -> Result<Value, Failure> {
        let coming = async {
            loop {
                let message = match self.stream.next().await {
                    Some(Ok(message)) => message,
                    Some(Err(e)) => return Err(format!("the socket broke before {kind}: {e}")),
                    None => return Err(format!("the socket ended before {kind}")),
                };
                match message {
                    Message::Text(text) => {
                        let frame: Value = serde_json::from_str(&text)
                            .map_err(|_| format!("a frame is no JSON, before {kind}"))?;
                        if frame["type"] == "error" {
                            return Err(format!(
                                "the socket said {} before {kind}",
                                frame["code"].as_str().unwrap_or("error")
                            ));
                        }
                        if frame["type"] == kind && is_it(&frame) {
                            return Ok(frame);
                        }
                    }
                    Message::Close(close) => {
                        let code = close.map_or(1005, |frame| u16::from(frame.code));
                        return Err(format!("the socket was closed with {code} before {kind}"));
                    }
                    _ => {}
                }
            }
        };
        match tokio::time::timeout(PATIENCE, coming).await {
            Ok(come) => come,
            Err(_) => Err(format!("no {kind} within {} s", PATIENCE.as_secs())),
        }
    }
}

/// What is at the bottom of it: "connection refused" rather than that a request could not be sent.
fn deepest(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause.to_string()
}
