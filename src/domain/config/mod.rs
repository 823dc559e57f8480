//! What operators may change while the server runs: `app_config`, as typed groups.
//!
//! A use case loads it inside its own transaction, so a change is in force at the very next one and there is no cache to
//! invalidate. A change applies to what starts after it: what depends on a setting later keeps its own copy.

mod sql;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    audit::{self, By, Change},
    ctx::{Ctx, Work},
    error::Error,
    event::Event,
};
use crate::{clock::Timestamp, store::Tx};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    pub sensitivity: Sensitivity,
    pub anonymity: Anonymity,
    pub free_trial: FreeTrial,
    pub extension_timeout: ExtensionTimeout,
    pub early_end: EarlyEnd,
    pub mitra_ping: MitraPing,
    pub otp: Otp,
    pub cc_lockout: CcLockout,
    pub chat: Chat,
    pub mitra_quality: MitraQuality,
    pub identity: Identity,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sensitivity {
    /// The mitra's app asks before it flips a session's topic flag.
    pub confirmation_enabled: bool,
    /// A session once marked sensitive stays so.
    pub one_way_latch: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anonymity {
    /// Guests may start sessions.
    pub enabled: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreeTrial {
    pub enabled: bool,
    pub duration_minutes: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExtensionTimeout {
    pub seconds: i64,
}

/// Which side may end a session before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlyEnd {
    pub customer: bool,
    pub mitra: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MitraPing {
    pub required: bool,
    pub interval_seconds: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Otp {
    pub expiry_seconds: i64,
    pub resend_cooldown_seconds: i64,
    pub max_attempts: i64,
    pub max_per_phone_per_hour: i64,
    pub max_per_ip_per_hour: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CcLockout {
    pub max_failed_logins: i64,
    pub lockout_minutes: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chat {
    pub request_timeout_seconds: i64,
    pub closure_grace_seconds: i64,
    pub mitra_max_concurrent_sessions: i64,
}

/// From which share of requests left unanswered a mitra is flagged, and from how many requests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MitraQuality {
    pub min_requests: i64,
    pub max_unanswered_percent: i64,
}

/// What happens when a guest signs up with an identity that another account has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    pub on_conflict: OnConflict,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnConflict {
    Reject,
    Merge,
}

impl Config {
    pub fn load(tx: &dyn Tx) -> Result<Self, Error> {
        Ok(sql::load(tx)?)
    }
}

/// Writes a page to the disk and leaves everything as it was.
pub fn touch(work: &mut Work<'_>) -> Result<(), Error> {
    Ok(sql::touch(work.tx)?)
}

/// Whether the store takes writes.
pub async fn prove_writable(ctx: &Ctx) -> Result<(), Error> {
    ctx.write(touch).await
}

/// When the rule for pings was last changed: nobody is late by a rule that did not hold.
pub fn mitra_ping_since(tx: &dyn Tx) -> Result<Timestamp, Error> {
    Ok(sql::changed_at(tx, "mitra_ping")?)
}

/// Changes one group: `edit` changes what the operator named. Returns the settings as they are then. A change that changes
/// nothing is neither audited nor announced.
pub fn change(
    work: &mut Work<'_>,
    by: &By,
    group: &'static str,
    edit: &dyn Fn(&mut Config),
) -> Result<Config, Error> {
    let before = Config::load(work.tx)?;
    let mut after = before.clone();
    edit(&mut after);
    let changed = sql::save_changes(work.tx, &before, &after, work.now)?;
    if changed.is_empty() {
        return Ok(after);
    }
    let (old, new): (serde_json::Map<_, _>, serde_json::Map<_, _>) = changed
        .into_iter()
        .map(|(key, old, new)| ((key.to_owned(), old), (key.to_owned(), new)))
        .unzip();
    audit::record(
        work,
        by,
        &Change {
            action: "config.updated",
            target: Some(("config", group.to_owned())),
            before: Some(Value::Object(old)),
            after: Some(Value::Object(new)),
        },
    )?;
    work.announce(Event::ConfigUpdated(Arc::new(after.clone())));
    Ok(after)
}
