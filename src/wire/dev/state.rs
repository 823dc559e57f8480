//! Snapshots and scenarios.

use poem_openapi::{Enum, Object};
use uuid::Uuid;

use crate::wire::Time;

/// A snapshot to be made.
#[derive(Debug, Clone, Object)]
pub struct NewSnapshot {
    /// 1 to 64 letters, digits, dots, underscores and hyphens. One of that name is replaced.
    pub name: String,
}

/// Everything this server knew at one instant.
#[derive(Debug, Clone, Object)]
pub struct Snapshot {
    pub name: String,
    /// By the server's clock then. Null: a backup that was made elsewhere.
    #[oai(nullable)]
    pub taken_at: Option<Time>,
    pub bytes: u64,
}

/// By name.
#[derive(Debug, Clone, Object)]
pub struct SnapshotList {
    pub items: Vec<Snapshot>,
}

/// How to go back.
#[derive(Debug, Clone, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct SnapshotRestore {
    /// Whether the clock stays as it is. It goes back too, when nothing is said, so that what was left of a session is left
    /// again.
    pub keep_clock: Option<bool>,
}

/// What was done.
#[derive(Debug, Clone, Object)]
pub struct StateRestored {
    /// The server's clock now.
    pub now: Time,
    /// How many sockets were ended, with 1012.
    pub sockets: u64,
    /// How long it took, in real time.
    pub ms: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum ScenarioKind {
    /// A session under way that ends in `seconds`.
    ExpiringSession,
    /// `count` requests that wait, each of another guest, sent to whoever is online.
    WaitingRequests,
    /// `count` sessions of the two that are over, one a day.
    History,
}

/// A situation that takes long to come by.
#[derive(Debug, Clone, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct NewScenario {
    pub kind: ScenarioKind,
    /// Whose it is; made up, with a phone to sign in by, when nothing is said.
    pub customer_id: Option<Uuid>,
    /// With whom; made up, when nothing is said.
    pub mitra_id: Option<Uuid>,
    /// 60 when nothing is said.
    #[oai(validator(minimum(value = "1"), maximum(value = "86400")))]
    pub seconds: Option<u32>,
    /// 3 requests, or 20 sessions, when nothing is said.
    #[oai(validator(minimum(value = "1"), maximum(value = "500")))]
    pub count: Option<u32>,
}

/// What there is now.
#[derive(Debug, Clone, Object)]
pub struct Scene {
    #[oai(nullable)]
    pub customer_id: Option<Uuid>,
    /// Of a customer who was made up. The inbox gets the code.
    #[oai(nullable)]
    pub customer_phone: Option<String>,
    #[oai(nullable)]
    pub mitra_id: Option<Uuid>,
    #[oai(nullable)]
    pub mitra_phone: Option<String>,
    pub session_ids: Vec<Uuid>,
}
