//! Messages: what is sent, and what both sides see of it.

use poem_openapi::{Enum, Object, types::Example};
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::{Time, session::Side};
use crate::{clock::Timestamp, domain::message};

/// How far a message has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, JsonSchema)]
#[oai(rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum MessageStatus {
    Sent,
    Delivered,
    Read,
}

/// Something said in a session.
#[derive(Debug, Clone, PartialEq, Eq, Object, Serialize, JsonSchema)]
#[oai(example)]
pub struct Message {
    pub id: Uuid,
    pub session_id: Uuid,
    /// Counts up by one within a session, from 1.
    pub seq: i64,
    pub sender: Side,
    /// The sender's own id for it.
    pub client_message_id: String,
    pub content: String,
    pub status: MessageStatus,
    pub created_at: Time,
    /// When a device of the receiver said that it has it.
    #[oai(nullable)]
    pub delivered_at: Option<Time>,
    /// When a device of the receiver said that it was seen.
    #[oai(nullable)]
    pub read_at: Option<Time>,
}

/// Says something.
#[derive(Debug, Clone, Object)]
#[oai(example)]
pub struct NewMessage {
    /// Made by the sender, unique in the session. Sent again with the same id and content it is the same message.
    #[oai(validator(min_length = 1, max_length = 128))]
    pub client_message_id: String,
    /// 1 to 4,000 characters.
    #[oai(validator(min_length = 1, max_length = 4000))]
    pub content: String,
}

/// Everything up to a number.
#[derive(Debug, Clone, Object)]
pub struct UpTo {
    /// The latest message that was seen.
    #[oai(validator(minimum(value = "0")))]
    pub up_to_seq: i64,
}

/// A piece of a conversation, ascending by `seq`.
#[derive(Debug, Clone, Object)]
pub struct MessagePage {
    pub items: Vec<Message>,
    /// Whether there are more in the direction that was asked for: older ones, or newer ones with `after_seq`.
    pub has_more: bool,
}

impl From<&message::Message> for Message {
    fn from(message: &message::Message) -> Self {
        Self {
            id: message.id,
            session_id: message.session.0,
            seq: message.seq,
            sender: message.sender.into(),
            client_message_id: message.client_message_id.clone(),
            content: message.content.clone(),
            status: match (message.read_at, message.delivered_at) {
                (Some(_), _) => MessageStatus::Read,
                (None, Some(_)) => MessageStatus::Delivered,
                (None, None) => MessageStatus::Sent,
            },
            created_at: message.created_at.into(),
            delivered_at: message.delivered_at.map(Into::into),
            read_at: message.read_at.map(Into::into),
        }
    }
}

const SAMPLE: Uuid = Uuid::from_u128(0x0193_55c0_7c3a_7b3e_9a51_2f6d_1c7e_9b10);
const SAMPLE_TIME: Time = Time(Timestamp::from_millis(1_763_805_600_000));

impl Example for Message {
    fn example() -> Self {
        Self {
            id: SAMPLE,
            session_id: SAMPLE,
            seq: 1,
            sender: Side::Customer,
            client_message_id: "b3f6c1de-2b7a-4f0e-9d3c-5a1e8f7c6b42".into(),
            content: "Halo, boleh cerita sebentar?".into(),
            status: MessageStatus::Sent,
            created_at: SAMPLE_TIME,
            delivered_at: None,
            read_at: None,
        }
    }
}

impl Example for NewMessage {
    fn example() -> Self {
        Self {
            client_message_id: "b3f6c1de-2b7a-4f0e-9d3c-5a1e8f7c6b42".into(),
            content: "Halo, boleh cerita sebentar?".into(),
        }
    }
}
