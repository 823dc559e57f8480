//! The dev desk's own shapes.

mod conduct;
mod faults;
mod identity;
mod pairing;
mod state;
mod timeline;

use poem_openapi::{Enum, Object, types::Any};
use serde_json::Value;
use uuid::Uuid;

pub use self::{
    conduct::{ConductFault, ConductReport, UserConduct},
    faults::{Cut, CutSockets, Fault, FaultKind, FaultList, NewFault},
    identity::{IdentityProvider, NewIdToken, NewlySignedToken},
    pairing::{CalledMitra, PairingTrace, UncalledMitra},
    state::{
        NewScenario, NewSnapshot, ScenarioKind, Scene, Snapshot, SnapshotList, SnapshotRestore,
        StateRestored,
    },
    timeline::{TimelineEntries, TimelineEntry, TimelineKind},
};
use super::{Time, session::TopicSensitivity};

/// What was sent to a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum InboxKind {
    /// A one-time code.
    Otp,
    /// A notification.
    Push,
}

/// Something that a device would have received.
#[derive(Debug, Clone, Object)]
pub struct InboxItem {
    /// Counts up from 1 since the server's start; to be given as `after`.
    pub number: u64,
    pub at: Time,
    pub kind: InboxKind,
    /// The phone number, or the id of the user whom a push is for.
    pub to: String,
    #[oai(nullable)]
    pub code: Option<String>,
    #[oai(nullable)]
    pub otp_request_id: Option<String>,
    /// Of a push.
    #[oai(nullable)]
    pub payload: Option<Any<Value>>,
}

/// Oldest first.
#[derive(Debug, Clone, Object)]
pub struct InboxItems {
    pub items: Vec<InboxItem>,
}

/// How the clock goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum ClockMode {
    /// As the machine's time, ahead of it by `ahead_seconds`.
    Real,
    /// `speed` times as fast.
    Fast,
    Frozen,
}

/// The server's clock: the one behind codes, tokens, requests, sessions and grace periods.
#[derive(Debug, Clone, Object)]
pub struct ClockState {
    pub now: Time,
    pub mode: ClockMode,
    pub speed: u32,
    /// How far it is ahead of the machine's time; 0 unless `mode` is `real`.
    pub ahead_seconds: i64,
    /// When something happens by itself next: a request, a session, an extension, a grace period, a ping.
    #[oai(nullable)]
    pub next_deadline: Option<Time>,
}

/// How far to move the hands.
#[derive(Debug, Clone, Object)]
pub struct ClockAdvance {
    /// 1 s to 400 days.
    #[oai(validator(minimum(value = "1"), maximum(value = "34560000")))]
    pub seconds: u32,
}

/// How fast the clock is to run.
#[derive(Debug, Clone, Object)]
pub struct ClockSpeed {
    /// 1 is real time; at most 10,000.
    #[oai(validator(minimum(value = "1"), maximum(value = "10000")))]
    pub speed: u32,
}

/// What to do with an extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum BotDecision {
    Accept,
    Reject,
    Ignore,
}

/// What becomes of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum BotAnswer {
    Accept,
    Reject,
    Ignore,
    /// Accepts when another has: too late.
    Lose,
}

/// A made-up mitra.
#[derive(Debug, Clone, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct MitraBot {
    /// What becomes of requests. `accept` when nothing is said.
    pub requests: Option<BotAnswer>,
    /// How long it thinks, in real seconds. 2 when nothing is said.
    #[oai(validator(maximum(value = "3600")))]
    pub after_seconds: Option<u32>,
    /// What becomes of extensions. `accept` when nothing is said.
    pub extensions: Option<BotDecision>,
    /// Falls silent after so many messages of a session. Never, when nothing is said.
    pub messages: Option<u32>,
    /// Marks the topic the other way after the second message.
    pub flips: Option<bool>,
    /// Is away for 20 s after the first message of a session, as a phone that has lost its network.
    pub drops: Option<bool>,
}

/// A made-up customer, who asks for a conversation at once.
#[derive(Debug, Clone, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct CustomerBot {
    /// `regular` when nothing is said.
    pub topic_sensitivity: Option<TopicSensitivity>,
    /// Falls silent after so many messages. 6 when nothing is said.
    pub messages: Option<u32>,
    /// Asks for more time after the third message.
    pub extends: Option<bool>,
    /// Ends the session when there is nothing left to say.
    pub leaves: Option<bool>,
    /// Asks again when it is over, or when nobody came.
    pub returns: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum BotRole {
    Mitra,
    Customer,
}

/// Somebody on call.
#[derive(Debug, Clone, Object)]
pub struct Bot {
    /// Of the mitra or customer that it plays.
    pub id: Uuid,
    pub role: BotRole,
    pub name: String,
}

#[derive(Debug, Clone, Object)]
pub struct BotList {
    pub items: Vec<Bot>,
}
