//! Sessions as staff see them: both sides, what it cost, and all that happened.

use poem_openapi::{Enum, Object};
use uuid::Uuid;

use super::{MitraName, NotificationStatus};
use crate::{
    domain::{
        report::sessions::{self, Happening, What},
        session::Outcome,
    },
    wire::{
        Time,
        pricing::PriceTier,
        session::{EndReason, ExtensionStatus, SessionStatus, Side, TopicSensitivity},
    },
};

/// Someone who took part, to staff.
#[derive(Debug, Clone, Object)]
pub struct Contact {
    pub id: Uuid,
    pub display_name: String,
    /// Null for a guest.
    #[oai(nullable)]
    pub phone: Option<String>,
}

/// A session, to staff.
#[derive(Debug, Clone, Object)]
pub struct SessionEntry {
    pub id: Uuid,
    pub status: SessionStatus,
    pub topic_sensitivity: TopicSensitivity,
    pub customer: Contact,
    /// Whoever accepted.
    #[oai(nullable)]
    pub mitra: Option<Contact>,
    /// As it was when it was bought; null for a free trial.
    #[oai(nullable)]
    pub price_tier: Option<PriceTier>,
    /// In rupiah, without extensions.
    pub price_idr: i64,
    pub is_free_trial: bool,
    /// Minutes bought with the request; extensions come on top.
    pub duration_minutes: i64,
    pub requested_at: Time,
    pub request_expires_at: Time,
    #[oai(nullable)]
    pub started_at: Option<Time>,
    #[oai(nullable)]
    pub expires_at: Option<Time>,
    #[oai(nullable)]
    pub closing_at: Option<Time>,
    #[oai(nullable)]
    pub grace_ends_at: Option<Time>,
    #[oai(nullable)]
    pub ended_at: Option<Time>,
    #[oai(nullable)]
    pub end_reason: Option<EndReason>,
    pub message_count: i64,
}

/// A session and all that happened in it. What was said is not shown.
#[derive(Debug, Clone, Object)]
pub struct SessionDetail {
    #[oai(flatten)]
    pub session: SessionEntry,
    /// Changes of the topic flag, ascending.
    pub sensitivity_log: Vec<SensitivityChange>,
    /// What became of the request for each mitra it was sent to, ascending.
    pub notifications: Vec<RequestNotification>,
    /// Ascending.
    pub extensions: Vec<SessionExtension>,
    /// Who has said goodbye, ascending.
    pub goodbyes: Vec<SessionGoodbye>,
    /// All of it in order.
    pub timeline: Vec<TimelineEntry>,
}

/// A change of the topic flag.
#[derive(Debug, Clone, Object)]
pub struct SensitivityChange {
    pub mitra: MitraName,
    pub from_value: TopicSensitivity,
    pub to_value: TopicSensitivity,
    pub created_at: Time,
}

/// A request that was sent to a mitra.
#[derive(Debug, Clone, Object)]
pub struct RequestNotification {
    pub mitra: MitraName,
    pub status: NotificationStatus,
    /// As it was when the request was sent.
    pub topic_sensitivity: TopicSensitivity,
    /// Sessions that the mitra had at that moment.
    pub active_session_count: i64,
    pub created_at: Time,
    /// When it was answered, or closed without an answer.
    #[oai(nullable)]
    pub responded_at: Option<Time>,
}

/// More time that was asked for.
#[derive(Debug, Clone, Object)]
pub struct SessionExtension {
    pub id: Uuid,
    pub status: ExtensionStatus,
    /// As it was when it was asked for.
    pub price_tier: PriceTier,
    pub requested_at: Time,
    pub respond_by: Time,
    #[oai(nullable)]
    pub resolved_at: Option<Time>,
}

/// A goodbye, without its words.
#[derive(Debug, Clone, Object)]
pub struct SessionGoodbye {
    pub from: Side,
    /// 1 to 5, by the customer.
    #[oai(nullable)]
    pub rating: Option<i64>,
    pub created_at: Time,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum TimelineEvent {
    Requested,
    Rejected,
    Accepted,
    TopicChanged,
    ExtensionRequested,
    ExtensionAccepted,
    ExtensionRejected,
    ExtensionTimeout,
    Closing,
    Goodbye,
    Ended,
}

/// Something that happened in a session; members that say nothing of it are left out.
#[derive(Debug, Clone, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct TimelineEntry {
    pub at: Time,
    pub event: TimelineEvent,
    /// Who accepted, rejected, or changed the topic.
    pub mitra: Option<MitraName>,
    /// Of a changed topic.
    pub from_value: Option<TopicSensitivity>,
    /// Of a changed topic.
    pub to_value: Option<TopicSensitivity>,
    /// Of an extension.
    pub minutes: Option<i64>,
    /// Who said goodbye.
    pub side: Option<Side>,
    /// Why it is closing, or has ended.
    pub end_reason: Option<EndReason>,
}

impl From<&sessions::Contact> for Contact {
    fn from(contact: &sessions::Contact) -> Self {
        Self {
            id: contact.id,
            display_name: contact.display_name.clone(),
            phone: contact.phone.clone(),
        }
    }
}

impl From<&sessions::Entry> for SessionEntry {
    fn from(entry: &sessions::Entry) -> Self {
        Self {
            id: entry.id.0,
            status: entry.status.into(),
            topic_sensitivity: entry.topic.into(),
            customer: (&entry.customer).into(),
            mitra: entry.mitra.as_ref().map(Into::into),
            price_tier: entry.price_tier.as_ref().map(Into::into),
            price_idr: entry.price_idr,
            is_free_trial: entry.is_free_trial,
            duration_minutes: entry.duration_minutes,
            requested_at: entry.requested_at.into(),
            request_expires_at: entry.request_expires_at.into(),
            started_at: entry.started_at.map(Into::into),
            expires_at: entry.expires_at.map(Into::into),
            closing_at: entry.closing_at.map(Into::into),
            grace_ends_at: entry.grace_ends_at.map(Into::into),
            ended_at: entry.ended_at.map(Into::into),
            end_reason: entry.end_reason.map(Into::into),
            message_count: entry.message_count,
        }
    }
}

impl From<&sessions::Detail> for SessionDetail {
    fn from(detail: &sessions::Detail) -> Self {
        Self {
            session: (&detail.entry).into(),
            sensitivity_log: detail.flips.iter().map(Into::into).collect(),
            notifications: detail.notifications.iter().map(Into::into).collect(),
            extensions: detail.extensions.iter().map(Into::into).collect(),
            goodbyes: detail.goodbyes.iter().map(Into::into).collect(),
            timeline: detail.timeline().iter().map(Into::into).collect(),
        }
    }
}

impl From<&sessions::Flip> for SensitivityChange {
    fn from(flip: &sessions::Flip) -> Self {
        Self {
            mitra: (&flip.mitra).into(),
            from_value: flip.from.into(),
            to_value: flip.to.into(),
            created_at: flip.created_at.into(),
        }
    }
}

impl From<&sessions::Notification> for RequestNotification {
    fn from(notification: &sessions::Notification) -> Self {
        Self {
            mitra: (&notification.mitra).into(),
            status: notification.status.into(),
            topic_sensitivity: notification.topic.into(),
            active_session_count: notification.active_session_count,
            created_at: notification.created_at.into(),
            responded_at: notification.responded_at.map(Into::into),
        }
    }
}

impl From<&sessions::Extension> for SessionExtension {
    fn from(extension: &sessions::Extension) -> Self {
        Self {
            id: extension.id.0,
            status: extension.status.into(),
            price_tier: (&extension.price_tier).into(),
            requested_at: extension.requested_at.into(),
            respond_by: extension.respond_by.into(),
            resolved_at: extension.resolved_at.map(Into::into),
        }
    }
}

impl From<&sessions::Goodbye> for SessionGoodbye {
    fn from(goodbye: &sessions::Goodbye) -> Self {
        Self {
            from: goodbye.from.into(),
            rating: goodbye.rating,
            created_at: goodbye.created_at.into(),
        }
    }
}

impl From<&Happening> for TimelineEntry {
    fn from(happening: &Happening) -> Self {
        let mut entry = Self {
            at: happening.at.into(),
            event: TimelineEvent::Requested,
            mitra: None,
            from_value: None,
            to_value: None,
            minutes: None,
            side: None,
            end_reason: None,
        };
        entry.event = match &happening.what {
            What::Requested => TimelineEvent::Requested,
            What::Rejected(mitra) => {
                entry.mitra = Some(mitra.into());
                TimelineEvent::Rejected
            }
            What::Accepted(mitra) => {
                entry.mitra = Some(mitra.into());
                TimelineEvent::Accepted
            }
            What::TopicChanged { mitra, from, to } => {
                entry.mitra = Some(mitra.into());
                entry.from_value = Some((*from).into());
                entry.to_value = Some((*to).into());
                TimelineEvent::TopicChanged
            }
            What::ExtensionRequested { minutes } => {
                entry.minutes = Some(*minutes);
                TimelineEvent::ExtensionRequested
            }
            What::ExtensionResolved { outcome, minutes } => {
                entry.minutes = Some(*minutes);
                match outcome {
                    Outcome::Accepted => TimelineEvent::ExtensionAccepted,
                    Outcome::Rejected => TimelineEvent::ExtensionRejected,
                    Outcome::Timeout => TimelineEvent::ExtensionTimeout,
                }
            }
            What::Closing(reason) => {
                entry.end_reason = reason.map(Into::into);
                TimelineEvent::Closing
            }
            What::Goodbye(from) => {
                entry.side = Some((*from).into());
                TimelineEvent::Goodbye
            }
            What::Ended(reason) => {
                entry.end_reason = reason.map(Into::into);
                TimelineEvent::Ended
            }
        };
        entry
    }
}
