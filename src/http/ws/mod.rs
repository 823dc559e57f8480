//! The socket: `GET /api/shared/ws`. Frames in become use cases, what the hub has to tell goes out.
//!
//! One task per socket owns both directions; it holds little memory while nothing happens, which is nearly always. What a
//! client may cost is bounded everywhere: time to sign in, frames per second, frames under way, frames unread, silence.
//!
//! * This file: the way from an HTTP request to a socket.
//! * `greeting.rs`: signing in, and again. `socket.rs`: the life of a socket that has. `farewell.rs`: its end.
//! * `line.rs`: what a development server does to what goes over it.
//! * `heard.rs`: what a client said. `command.rs`: what is done about it. `pace.rs`: how fast a client may speak.

mod command;
mod farewell;
mod greeting;
mod heard;
mod line;
mod pace;
mod socket;

use std::{sync::Arc, time::Duration};

use futures_util::StreamExt;
use poem::{
    Endpoint, Request, Response,
    endpoint::make_sync,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
};
use poem_openapi::OperationId;
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        handshake::derive_accept_key,
        protocol::{Role, WebSocketConfig},
    },
};
use tokio_util::task::TaskTracker;
use tracing::Instrument;

pub use self::pace::Pace;
use self::{
    heard::{Heard, NoFrame},
    line::Line,
};
use super::{
    arrival::Arrival,
    guard::Gate,
    origin::{Origins, own_host},
    problem::refuse,
    server::Place,
};
use crate::{
    dev::Desk,
    domain::error::Code,
    hub::{Broker, Hub},
    pusher::Pusher,
    wire::{asyncapi, close::CloseCode},
};

/// The largest frame that is read, and the largest message of several frames.
const LARGEST: usize = 64 * 1024;

/// What is read at once. It is held, and filled with zeros before each read, for every idle socket; most frames fit.
const READ_BUFFER: usize = 1024;

/// What is written at once, while there is more.
const WRITE_BUFFER: usize = 4 * 1024;

/// How long things may take. These are times of the network, not of the domain, and do not go by the injected clock.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// From the upgrade to the `auth` frame.
    pub greeting: Duration,
    /// Between two pings of ours.
    pub ping: Duration,
    /// Without any frame or pong.
    pub silence: Duration,
    /// For a client to make room for what we write.
    pub writing: Duration,
    /// To finish what is under way, say why, and let the client read it; a slow one has as long as for `writing`.
    pub farewell: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            greeting: Duration::from_secs(10),
            ping: Duration::from_secs(25),
            silence: Duration::from_secs(60),
            writing: Duration::from_secs(10),
            farewell: Duration::from_secs(2),
        }
    }
}

/// All that sockets have in common.
#[derive(Debug)]
pub struct Switchboard {
    pub gate: Gate,
    pub hub: Hub,
    pub broker: Arc<dyn Broker>,
    /// Tells by push what went down a line that was dead.
    pub pusher: Pusher,
    pub origins: Origins,
    pub pace: Pace,
    pub patience: Patience,
    /// Whoever listens and meddles, on a server for development.
    pub desk: Option<Desk>,
    /// The tasks of all sockets, to wait for when the server goes away.
    pub tasks: TaskTracker,
}

/// `GET /api/shared/ws`.
#[derive(Debug)]
pub struct Realtime(pub Arc<Switchboard>);

impl Endpoint for Realtime {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let headers = request.headers();
        if !self.0.origins.allow(headers) {
            return Err(refuse(
                Code::Forbidden.detail("Pages of this origin may not open a socket here."),
            ));
        }
        let key = key(headers).ok_or_else(|| {
            refuse(Code::BadRequest.detail("This address speaks WebSocket, version 13."))
        })?;
        let upgrade = request
            .take_upgrade()
            .map_err(|_| refuse(Code::BadRequest.detail("This connection can't be upgraded.")))?;
        let arrival: &Arrival = request.data().expect("every request came through the door");
        let span = tracing::info_span!(
            "socket",
            request.id = arrival.request_id,
            user.r#type = tracing::field::Empty,
            user.id = tracing::field::Empty,
            session.id = tracing::field::Empty
        );
        let switchboard = self.0.clone();
        let line = switchboard.desk.as_ref().map(|desk| {
            let clock = switchboard.gate.ctx.clock();
            Box::new(Line::new(desk, clock, &arrival.request_id))
        });
        // The socket takes up the connection's place among those that a server may have.
        let place: Option<Place> = request.data().cloned();
        let task = async move {
            let Ok(connection) = upgrade.await else {
                return;
            };
            let stream =
                WebSocketStream::from_raw_socket(connection, Role::Server, Some(config())).await;
            socket::run(stream, switchboard, line).await;
            drop(place);
        };
        self.0.tasks.spawn(task.instrument(span));
        let mut response = Response::builder()
            .status(StatusCode::SWITCHING_PROTOCOLS)
            .header(header::CONNECTION, "upgrade")
            .header(header::UPGRADE, "websocket")
            .header(
                header::SEC_WEBSOCKET_ACCEPT,
                derive_accept_key(key.as_bytes()),
            )
            .finish();
        response.set_data(OperationId("openSocket"));
        Ok(response)
    }
}

fn config() -> WebSocketConfig {
    WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(WRITE_BUFFER)
        .max_message_size(Some(LARGEST))
        .max_frame_size(Some(LARGEST))
}

/// What a socket makes of bytes that came over the line, until they end or it would: how many frames of ours were among them,
/// and how it would end. For whoever tries strange bytes; nothing is carried out.
pub async fn make_out(bytes: &[u8]) -> (usize, Option<CloseCode>) {
    let line = tokio::io::join(bytes, tokio::io::sink());
    let mut stream = WebSocketStream::from_raw_socket(line, Role::Server, Some(config())).await;
    let mut frames = 0;
    loop {
        match Heard::of(stream.next().await) {
            Heard::Text(text) => match heard::read(&text) {
                Ok(_) => frames += 1,
                Err(NoFrame::Wrong(_)) => {}
                Err(NoFrame::Unreadable) => return (frames, Some(CloseCode::Unreadable)),
            },
            Heard::Ping | Heard::Pong => {}
            Heard::Wrong(code) => return (frames, Some(code)),
            Heard::Gone => return (frames, None),
        }
    }
}

/// What is said on the socket, for programs: `GET /asyncapi.json`.
pub fn document() -> impl Endpoint<Output = Response> + 'static {
    let document = asyncapi::document();
    make_sync(move |request| {
        let document = match own_host(request.headers()) {
            Some(host) => asyncapi::handed_out_at(document.clone(), host),
            None => document.clone(),
        };
        Response::builder()
            .content_type("application/json")
            .body(document.to_string())
    })
}

/// The client's key, if it asks for a socket.
fn key(headers: &HeaderMap) -> Option<&HeaderValue> {
    let names = |name: HeaderName, word: &str| {
        headers
            .get_all(name)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .any(|token| token.trim().eq_ignore_ascii_case(word))
    };
    let asks = names(header::CONNECTION, "upgrade")
        && names(header::UPGRADE, "websocket")
        && names(header::SEC_WEBSOCKET_VERSION, "13");
    headers.get(header::SEC_WEBSOCKET_KEY).filter(|_| asks)
}
