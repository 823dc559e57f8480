//! One session as it was lived: what its rows are made of.

use crate::{
    clock::Timestamp,
    domain::{
        ids::{CustomerId, ExtensionId, MitraId, SensitivityLogId, SessionId},
        pricing::PriceTier,
    },
};

/// One session with everything that hangs on it, as rows.
#[derive(Debug, Clone)]
pub struct Story {
    pub id: SessionId,
    pub customer: CustomerId,
    pub tier: PriceTier,
    pub is_free_trial: bool,
    pub requested_at: Timestamp,
    pub is_sensitive: bool,
    pub calls: Vec<Call>,
    pub ended: Ended,
}

/// How it went.
#[derive(Debug, Clone)]
pub enum Ended {
    /// Still waiting for a mitra.
    Waiting,
    Expired,
    Cancelled(Timestamp),
    Talked(Box<Talk>),
}

/// One mitra who was called.
#[derive(Debug, Clone)]
pub struct Call {
    pub mitra: MitraId,
    pub status: &'static str,
    pub responded_at: Option<Timestamp>,
}

#[derive(Debug, Clone)]
pub struct Talk {
    pub mitra: MitraId,
    pub started_at: Timestamp,
    pub expires_at: Timestamp,
    /// `None`: still under way.
    pub ending: Option<Ending>,
    pub messages: Vec<Said>,
    pub extension: Option<Extended>,
    /// Each change of the topic, oldest first; the last one is how the session stands now.
    pub flips: Vec<Flip>,
}

#[derive(Debug, Clone)]
pub struct Ending {
    pub closing_at: Timestamp,
    pub grace_ends_at: Timestamp,
    pub ended_at: Timestamp,
    pub reason: &'static str,
    pub goodbyes: Vec<Goodbye>,
}

#[derive(Debug, Clone)]
pub struct Goodbye {
    pub sender: &'static str,
    pub message: &'static str,
    pub rating: Option<i64>,
    pub at: Timestamp,
}

#[derive(Debug, Clone)]
pub struct Said {
    pub by_customer: bool,
    pub content: &'static str,
    pub at: Timestamp,
    pub id: uuid::Uuid,
}

#[derive(Debug, Clone)]
pub struct Extended {
    pub id: ExtensionId,
    pub tier: PriceTier,
    pub status: &'static str,
    pub requested_at: Timestamp,
    pub resolved_at: Timestamp,
}

#[derive(Debug, Clone)]
pub struct Flip {
    pub id: SensitivityLogId,
    pub to_sensitive: bool,
    pub at: Timestamp,
}
