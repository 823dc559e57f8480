//! Push: what someone is told whose app is closed.
//!
//! A notice says that something has happened and where to look: ids, never what was said, by whom, or to whom. Only a
//! request also has its topic and its end, by which a mitra decides whether to come. Push is best effort: a notice may come
//! late, twice or not at all, and whoever opens the app finds the truth there.
//!
//! * `notices.rs`: which event becomes a notice, for whom. `retry.rs`: when one that was not taken is tried again.

mod notices;
mod retry;

use std::{fmt, pin::Pin};

use uuid::Uuid;

pub use self::{notices::notices, retry::again_in_millis};
use super::{
    device::Device,
    ids::{ExtensionId, SessionId, UserId},
    session::Topic,
};
use crate::clock::Timestamp;

/// One thing that one person is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub to: UserId,
    pub session: SessionId,
    pub what: What,
    /// After that it is no news any more, and is not delivered.
    pub good_until: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    ChatRequest { topic: Topic },
    RequestExpired,
    SessionStarted,
    SessionExpiring,
    ExtensionRequested { extension: Option<ExtensionId> },
    ExtensionResolved,
    SessionClosing,
    SessionCompleted,
    Message { id: Uuid },
}

/// Whether a sleeping phone is woken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    High,
    Normal,
}

impl What {
    /// The name of the frame that an open app is told the same with.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ChatRequest { .. } => "chat_request",
            Self::RequestExpired => "request_expired",
            Self::SessionStarted => "session_started",
            Self::SessionExpiring => "session_expiring",
            Self::ExtensionRequested { .. } => "extension_requested",
            Self::ExtensionResolved => "extension_resolved",
            Self::SessionClosing => "session_closing",
            Self::SessionCompleted => "session_completed",
            Self::Message { .. } => "message",
        }
    }

    /// High where someone waits or paid time runs; what is over may wait until the phone wakes by itself.
    pub const fn urgency(self) -> Urgency {
        match self {
            Self::RequestExpired | Self::SessionCompleted => Urgency::Normal,
            Self::ChatRequest { .. }
            | Self::SessionStarted
            | Self::SessionExpiring
            | Self::ExtensionRequested { .. }
            | Self::ExtensionResolved
            | Self::SessionClosing
            | Self::Message { .. } => Urgency::High,
        }
    }
}

impl Notice {
    /// All that leaves the house, besides the device's token.
    pub fn payload(&self) -> Vec<(&'static str, String)> {
        let mut payload = vec![
            ("type", self.what.as_str().to_owned()),
            ("session_id", self.session.to_string()),
        ];
        match self.what {
            What::ChatRequest { topic } => {
                payload.push(("topic_sensitivity", topic.as_str().to_owned()));
                payload.push(("expires_at", self.good_until.to_string()));
            }
            What::ExtensionRequested {
                extension: Some(id),
            } => payload.push(("extension_id", id.to_string())),
            What::Message { id } => payload.push(("message_id", id.to_string())),
            What::RequestExpired
            | What::SessionStarted
            | What::SessionExpiring
            | What::ExtensionRequested { extension: None }
            | What::ExtensionResolved
            | What::SessionClosing
            | What::SessionCompleted => {}
        }
        payload
    }
}

/// Where a provider carries a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// To the person, whatever devices they have.
    Person,
    Device(Device),
}

/// Why a notice was not taken. The causes are for the log: they hold neither token nor payload.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// The device's token will never be good again.
    #[error("{0}")]
    Dead(String),
    /// Not now; not sooner than after so many seconds, if the provider says so.
    #[error("{cause}")]
    Later {
        cause: String,
        after_seconds: Option<i64>,
    },
    /// There was no answer: it may have arrived all the same.
    #[error("{0}")]
    Unanswered(String),
    /// Nor will it ever be: something is wrong with us, or set up wrongly.
    #[error("{0}")]
    Refused(String),
}

pub type Carrying<'a> = Pin<Box<dyn Future<Output = Result<(), NotTaken>> + Send + 'a>>;

/// Whoever carries notices to devices. Each call ends within a time of its own; nothing else waits for it.
pub trait PushSender: fmt::Debug + Send + Sync {
    /// As metrics and the log call it.
    fn name(&self) -> &'static str;
    /// Where it carries a notice for someone who has these devices: those it knows how to reach.
    fn addresses(&self, devices: Vec<Device>) -> Vec<Address>;
    fn carry<'a>(&'a self, notice: &'a Notice, to: &'a Address) -> Carrying<'a>;
}
