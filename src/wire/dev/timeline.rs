//! What has happened.

use poem_openapi::{Enum, Object, types::Any};
use serde_json::Value;
use uuid::Uuid;

use crate::wire::Time;

/// What kind of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum TimelineKind {
    /// A call and its answer.
    Http,
    /// What a client said on a socket.
    FrameIn,
    /// What it was told there.
    FrameOut,
    /// A socket was opened, signed in, or ended.
    Socket,
    /// Something was committed because somebody did something.
    Event,
    /// Something was committed because its time had come.
    Deadline,
    /// A row of the audit log.
    Audit,
}

/// Something that happened.
#[derive(Debug, Clone, Object)]
pub struct TimelineEntry {
    /// Counts up from 1 since the server's start; to be given as `after`.
    pub number: u64,
    /// By the server's clock.
    pub at: Time,
    pub kind: TimelineKind,
    /// Method and path of a call, the type of a frame, the name of what happened.
    pub name: String,
    /// As in problems and the log. All that happens on a socket has the id of the request that opened it.
    #[oai(nullable)]
    pub request_id: Option<String>,
    #[oai(nullable)]
    pub user: Option<Uuid>,
    /// The chat session.
    #[oai(nullable)]
    pub session: Option<Uuid>,
    /// Of an answer, or the code that a socket was closed with.
    #[oai(nullable)]
    pub status: Option<u16>,
    /// The problem's code.
    #[oai(nullable)]
    pub code: Option<String>,
    #[oai(nullable)]
    pub ms: Option<f64>,
    /// Of a call: `url`, `port`, `signed_in`, `idempotency_key`, `body`; of a frame: its ids. Codes, tokens, passwords and
    /// what people said are never in it.
    #[oai(nullable)]
    pub detail: Option<Any<Value>>,
}

/// Oldest first.
#[derive(Debug, Clone, Object)]
pub struct TimelineEntries {
    pub items: Vec<TimelineEntry>,
}
