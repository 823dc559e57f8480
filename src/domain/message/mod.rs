//! What is said in a session. Messages of a session are numbered by `seq` from 1 without a gap; a message is there once its
//! transaction is on the disk, and never changes afterwards but for its marks, which only move forward.

use uuid::Uuid;

use super::{ids::SessionId, session::Party};
use crate::clock::Timestamp;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub id: Uuid,
    pub session: SessionId,
    pub seq: i64,
    pub sender: Party,
    /// The sender's own id for it: the same message sent again is the same message.
    pub client_message_id: String,
    pub content: String,
    pub created_at: Timestamp,
    pub delivered_at: Option<Timestamp>,
    pub read_at: Option<Timestamp>,
}

/// How far a message has come, as its receiver says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Delivered,
    Read,
}

impl Mark {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Read => "read",
        }
    }
}
