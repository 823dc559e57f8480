//! What has happened, once it is on the disk. Events are collected while a transaction runs, forgotten when it is rolled
//! back, and announced in the order of the commits.

use super::ids::{AuthSessionId, MitraId, UserId};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A setting that apps know about has changed.
    ConfigUpdated,
    /// Sign-ins that have ended before their time: signed out, or the account was deactivated.
    SignedOut {
        user: UserId,
        sessions: Vec<AuthSessionId>,
    },
    MitraDeactivated(MitraId),
}
