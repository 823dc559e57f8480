//! What mitras make of their requests.

use poem_openapi::Object;
use uuid::Uuid;

use super::{MitraName, NotificationStatus};
use crate::{
    domain::report::{
        activity::{Activity, LogEntry},
        dashboard::percent,
    },
    wire::{Time, session::TopicSensitivity},
};

/// What one mitra made of their requests.
#[derive(Debug, Clone, Object)]
pub struct MitraActivity {
    pub mitra: MitraName,
    /// Requests sent to them.
    pub received: i64,
    pub accepted: i64,
    pub rejected: i64,
    /// Taken by another, or taken back.
    pub missed: i64,
    /// Left until the time ran out.
    pub ignored: i64,
    /// Percent of those received, with one decimal; 0 when there were none.
    pub acceptance_rate: f64,
    pub sensitive_total: i64,
    pub sensitive_accepted: i64,
    /// Percent of the sensitive ones; null when there were none.
    #[oai(nullable)]
    pub sensitive_rate: Option<f64>,
    /// Rejects or ignores more than the setting `mitra-quality` allows.
    pub flagged: bool,
}

/// A request that a mitra was sent.
#[derive(Debug, Clone, Object)]
pub struct MitraActivityEntry {
    pub session_id: Uuid,
    pub customer_display_name: String,
    /// As it was when the request was sent.
    pub topic_sensitivity: TopicSensitivity,
    pub status: NotificationStatus,
    /// Sessions that the mitra had at that moment.
    pub active_session_count: i64,
    pub created_at: Time,
    #[oai(nullable)]
    pub responded_at: Option<Time>,
}

impl From<&Activity> for MitraActivity {
    fn from(activity: &Activity) -> Self {
        let tally = activity.tally;
        let has_sensitive = tally.sensitive_total > 0;
        Self {
            mitra: (&activity.mitra).into(),
            received: tally.received,
            accepted: tally.accepted,
            rejected: tally.rejected,
            missed: tally.missed,
            ignored: tally.ignored,
            acceptance_rate: percent(tally.accepted, tally.received),
            sensitive_total: tally.sensitive_total,
            sensitive_accepted: tally.sensitive_accepted,
            sensitive_rate: has_sensitive
                .then(|| percent(tally.sensitive_accepted, tally.sensitive_total)),
            flagged: activity.flagged,
        }
    }
}

impl From<&LogEntry> for MitraActivityEntry {
    fn from(entry: &LogEntry) -> Self {
        Self {
            session_id: entry.session.0,
            customer_display_name: entry.customer_display_name.clone(),
            topic_sensitivity: entry.topic.into(),
            status: entry.status.into(),
            active_session_count: entry.active_session_count,
            created_at: entry.created_at.into(),
            responded_at: entry.responded_at.map(Into::into),
        }
    }
}
