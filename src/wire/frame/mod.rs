//! Frames: everything that is said on a socket, in both directions. Each is a JSON object with a `type`.
//!
//! The AsyncAPI document is made from these types, and what is sent in tests is held against it. A frame that came in one
//! version stays in all; members may be added, so clients ignore what they do not know, and so do we.

mod examples;
mod misfit;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{
    Time,
    config::SharedConfig,
    message::Message,
    session::{ChatRequest, ChatSession, Extension, ExtensionOutcome, Side, TopicSensitivity},
};
use crate::domain::{error::Error, event::RequestClosed, message::Mark};

/// What a client may say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ClientFrame {
    /// The first frame, within 10 seconds; and again, with a fresh token, before the old one expires.
    Auth {
        /// An access token.
        token: String,
    },
    /// Says something. Answered with `message_ack` once it is on the disk.
    Message {
        session_id: Uuid,
        /// Made by the sender, unique in the session. Sent again with the same id and content it is the same message.
        #[schemars(length(min = 1, max = 128))]
        client_message_id: String,
        #[schemars(length(min = 1, max = 4000))]
        content: String,
    },
    /// Begins or stops typing. Nothing is kept of it.
    Typing { session_id: Uuid, is_typing: bool },
    /// This device has everything up to here.
    Delivered {
        session_id: Uuid,
        #[schemars(range(min = 0))]
        up_to_seq: i64,
    },
    /// Everything up to here was seen.
    Read {
        session_id: Uuid,
        #[schemars(range(min = 0))]
        up_to_seq: i64,
    },
    /// A sign of life, answered with `pong`.
    // Not a unit variant: serde would refuse further members there.
    Ping {},
}

/// What the server says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerFrame {
    /// Signed in, or signed in anew.
    AuthOk {
        user_type: Side,
        user_id: Uuid,
        /// The sign-in, not a chat session.
        session_id: Uuid,
        /// When the token expires.
        expires_at: Time,
        server_time: Time,
    },
    /// The token expires in a minute: send `auth` with a fresh one.
    AuthExpiring { expires_at: Time },
    /// Once, after the first `auth_ok`: what is open. What was said meanwhile is read with `after_seq`.
    Sync {
        /// Newest first.
        sessions: Vec<ChatSession>,
        /// What waits for this mitra's answer, newest first; always empty for customers.
        requests: Vec<ChatRequest>,
    },
    /// The answer to `ping`.
    Pong {},
    /// A frame could not be carried out.
    Error {
        /// As in problems; stable.
        code: String,
        /// A sentence for people.
        detail: String,
        /// The frame's `client_message_id`, else its `session_id`, else null.
        r#ref: Option<String>,
    },
    /// A message of this socket is on the disk.
    MessageAck {
        client_message_id: String,
        message: Message,
    },
    /// A message of the other side, or of another device of one's own.
    Message { message: Message },
    /// How far the caller's messages have come.
    MessageStatus {
        session_id: Uuid,
        up_to_seq: i64,
        status: ReceiptStatus,
        at: Time,
    },
    /// The other side begins or stops typing.
    Typing {
        session_id: Uuid,
        from: Side,
        is_typing: bool,
    },
    /// To mitras: someone asks for a conversation.
    ChatRequest { request: ChatRequest },
    /// To mitras: a request is open no more.
    ChatRequestClosed {
        session_id: Uuid,
        reason: RequestClosedReason,
    },
    /// A mitra accepted; the time runs.
    SessionStarted { session: ChatSession },
    /// To the customer: nobody took the request.
    RequestExpired { session_id: Uuid },
    /// Five minutes before the end, or at the start of a shorter session.
    SessionExpiring {
        session_id: Uuid,
        remaining_seconds: i64,
    },
    /// The customer asks for more time; it is the mitra's to answer.
    ExtensionRequested {
        session_id: Uuid,
        extension: Extension,
    },
    /// It was answered, or the time to answer ran out.
    ExtensionResolved {
        session_id: Uuid,
        outcome: ExtensionOutcome,
        session: ChatSession,
    },
    /// The time for goodbyes has begun.
    SessionClosing { session: ChatSession },
    /// One side has said goodbye.
    GoodbyeReceived { session_id: Uuid, from: Side },
    /// It is over.
    SessionCompleted { session: ChatSession },
    /// The mitra has changed the topic flag.
    SessionTopicUpdated {
        session_id: Uuid,
        topic_sensitivity: TopicSensitivity,
        changed_at: Time,
    },
    /// Operators have changed the settings.
    ConfigUpdated { config: SharedConfig },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReceiptStatus {
    Delivered,
    Read,
}

impl From<Mark> for ReceiptStatus {
    fn from(mark: Mark) -> Self {
        match mark {
            Mark::Delivered => Self::Delivered,
            Mark::Read => Self::Read,
        }
    }
}

/// Why a request is open no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RequestClosedReason {
    /// By this mitra, perhaps on another device.
    Accepted,
    AcceptedByOther,
    CancelledByCustomer,
    Expired,
    /// By this mitra, perhaps on another device.
    Rejected,
}

impl From<RequestClosed> for RequestClosedReason {
    fn from(reason: RequestClosed) -> Self {
        match reason {
            RequestClosed::Accepted => Self::Accepted,
            RequestClosed::AcceptedByOther => Self::AcceptedByOther,
            RequestClosed::CancelledByCustomer => Self::CancelledByCustomer,
            RequestClosed::Expired => Self::Expired,
            RequestClosed::Rejected => Self::Rejected,
        }
    }
}

impl ClientFrame {
    /// Why an object with these members is none.
    pub fn why_not(members: &Map<String, Value>) -> Error {
        misfit::explain(members)
    }
}

impl ServerFrame {
    /// As it goes over the wire.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).expect("a frame has no keys but strings")
    }

    /// That a frame could not be carried out, and which.
    pub fn error(error: &Error, about: Option<String>) -> Self {
        // A client of the socket is told in the sentence what a client of HTTP finds in `errors`.
        let fields: Vec<String> = error
            .errors
            .iter()
            .map(|field| format!("{} {}", field.pointer.trim_start_matches('/'), field.detail))
            .collect();
        let detail = if fields.is_empty() {
            error.detail.clone().into_owned()
        } else {
            format!("{}.", fields.join("; "))
        };
        Self::Error {
            code: error.code.as_str().to_owned(),
            detail,
            r#ref: about,
        }
    }
}
