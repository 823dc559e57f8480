//! How a request went about.

use poem_openapi::Object;
use uuid::Uuid;

use crate::wire::{
    Time, pairing::WhyNotCalled, report::NotificationStatus, session::SessionStatus,
};

/// A mitra to whom the request was sent. Times are in milliseconds since it was made.
#[derive(Debug, Clone, Object)]
pub struct CalledMitra {
    pub mitra_id: Uuid,
    pub name: String,
    pub outcome: NotificationStatus,
    pub called_ms: i64,
    /// When a push went out for them.
    #[oai(nullable)]
    pub pushed_ms: Option<i64>,
    /// When an app of theirs was first told of it, by a frame or by the list of requests. As far back as the timeline goes.
    #[oai(nullable)]
    pub seen_ms: Option<i64>,
    /// When they answered, or when it was closed for them.
    #[oai(nullable)]
    pub closed_ms: Option<i64>,
    /// How many sessions they had when they were called.
    pub active_sessions: i64,
}

#[derive(Debug, Clone, Object)]
pub struct UncalledMitra {
    pub mitra_id: Uuid,
    pub name: String,
    pub why: WhyNotCalled,
}

/// How a request went about.
#[derive(Debug, Clone, Object)]
pub struct PairingTrace {
    pub session_id: Uuid,
    pub status: SessionStatus,
    pub requested_at: Time,
    /// In the order in which they were called.
    pub called: Vec<CalledMitra>,
    /// By name.
    pub not_called: Vec<UncalledMitra>,
}
