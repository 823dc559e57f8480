//! How clients behave.

use poem_openapi::Object;
use uuid::Uuid;

use crate::wire::Time;

/// Something that a client does wrong.
#[derive(Debug, Clone, Object)]
pub struct ConductFault {
    /// `no_catch_up`, `refresh_storm`, `no_delivered`, `new_id_for_same_text`, `talks_when_over`, `fell_silent`, `let_expire`,
    /// `too_fast`, `wrong_frames`, `no_idempotency_key`.
    pub kind: String,
    pub count: u32,
    /// By the server's clock.
    pub last_at: Time,
    /// The chat session in which it was seen last.
    #[oai(nullable)]
    pub session_id: Option<Uuid>,
    /// How to mend it.
    pub advice: String,
}

/// What was seen of somebody's devices.
#[derive(Debug, Clone, Object)]
pub struct UserConduct {
    pub user_id: Uuid,
    pub faults: Vec<ConductFault>,
}

/// Only users of whom something was seen.
#[derive(Debug, Clone, Object)]
pub struct ConductReport {
    pub items: Vec<UserConduct>,
}
