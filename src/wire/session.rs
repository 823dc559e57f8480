//! A chat session as its two parties see it, on HTTP and on the socket alike.

use poem_openapi::{Enum, Object, types::Example};
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::{Time, pricing::PriceTier};
use crate::{
    clock::Timestamp,
    domain::session::{
        EndReason as Reason, Extension as Asked, ExtensionStatus as Answer, Outcome, Party,
        Session, Status, TierCopy, Topic,
    },
};

macro_rules! mirrored {
    ($($(#[$doc:meta])* $name:ident of $from:ident { $($variant:ident,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, JsonSchema)]
        #[oai(rename_all = "snake_case")]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($variant,)* }

        impl From<$from> for $name {
            fn from(it: $from) -> Self {
                match it { $($from::$variant => Self::$variant,)* }
            }
        }

        impl From<$name> for $from {
            fn from(it: $name) -> Self {
                match it { $($name::$variant => Self::$variant,)* }
            }
        }
    )*};
}

mirrored! {
    /// Where in its life a session is.
    SessionStatus of Status {
        Requested,
        Active,
        Extending,
        Closing,
        Completed,
        Expired,
        Cancelled,
    }
    /// Whether the topic needs special care.
    TopicSensitivity of Topic {
        Regular,
        Sensitive,
    }
    /// Why a session is closing, or has ended.
    EndReason of Reason {
        TimeUp,
        ExtensionRejected,
        ExtensionTimeout,
        EndedByCustomer,
        EndedByMitra,
        CancelledByCustomer,
        NoMitra,
        StaleOnRestart,
    }
    /// A side of the session.
    Side of Party {
        Customer,
        Mitra,
    }
    /// How an extension was answered.
    ExtensionOutcome of Outcome {
        Accepted,
        Rejected,
        Timeout,
    }
}

/// What has become of an extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, JsonSchema)]
#[oai(rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum ExtensionStatus {
    Pending,
    Accepted,
    Rejected,
    Timeout,
}

impl From<Answer> for ExtensionStatus {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Pending => Self::Pending,
            Answer::Resolved(Outcome::Accepted) => Self::Accepted,
            Answer::Resolved(Outcome::Rejected) => Self::Rejected,
            Answer::Resolved(Outcome::Timeout) => Self::Timeout,
        }
    }
}

/// A request for a conversation and the session it becomes.
#[derive(Debug, Clone, PartialEq, Eq, Object, Serialize, JsonSchema)]
#[oai(example)]
pub struct ChatSession {
    pub id: Uuid,
    pub status: SessionStatus,
    pub topic_sensitivity: TopicSensitivity,
    /// As it was when it was bought; null for a free trial.
    #[oai(nullable)]
    pub price_tier: Option<PriceTier>,
    pub is_free_trial: bool,
    /// Minutes bought with the request; extensions come on top.
    pub duration_minutes: i64,
    pub requested_at: Time,
    /// Until then a mitra may accept.
    pub request_expires_at: Time,
    /// When a mitra accepted.
    #[oai(nullable)]
    pub started_at: Option<Time>,
    /// When the paid time is over, extensions included.
    #[oai(nullable)]
    pub expires_at: Option<Time>,
    /// When the time for goodbyes began.
    #[oai(nullable)]
    pub closing_at: Option<Time>,
    /// When the time for goodbyes is over; null unless it is running or was.
    #[oai(nullable)]
    pub grace_ends_at: Option<Time>,
    #[oai(nullable)]
    pub ended_at: Option<Time>,
    /// Null until it is closing or has ended.
    #[oai(nullable)]
    pub end_reason: Option<EndReason>,
    /// The other side; null until a mitra has accepted.
    #[oai(nullable)]
    pub counterpart: Option<Counterpart>,
    /// The extension that waits for the mitra's answer.
    #[oai(nullable)]
    pub pending_extension: Option<Extension>,
    pub goodbye: Goodbye,
    /// Number of the latest message; 0 when there is none.
    pub last_seq: i64,
    /// Messages of the other side that the caller has not read.
    pub unread_count: i64,
}

/// All that one side learns of the other.
#[derive(Debug, Clone, PartialEq, Eq, Object, Serialize, JsonSchema)]
pub struct Counterpart {
    pub display_name: String,
}

/// Who has said goodbye.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Object, Serialize, JsonSchema)]
pub struct Goodbye {
    pub customer: bool,
    pub mitra: bool,
}

/// More time, asked for by the customer and answered by the mitra.
#[derive(Debug, Clone, PartialEq, Eq, Object, Serialize, JsonSchema)]
#[oai(example)]
pub struct Extension {
    pub id: Uuid,
    pub status: ExtensionStatus,
    /// As it was when it was asked for.
    pub price_tier: PriceTier,
    pub requested_at: Time,
    /// Without an answer by then it counts as refused.
    pub respond_by: Time,
    /// Of the session.
    pub topic_sensitivity: TopicSensitivity,
}

/// A request as mitras see it.
#[derive(Debug, Clone, PartialEq, Eq, Object, Serialize, JsonSchema)]
#[oai(example)]
pub struct ChatRequest {
    pub session_id: Uuid,
    pub topic_sensitivity: TopicSensitivity,
    pub customer_display_name: String,
    pub duration_minutes: i64,
    pub is_free_trial: bool,
    /// In rupiah; 0 for a free trial.
    pub price_idr: i64,
    pub requested_at: Time,
    /// Until then it can be accepted.
    pub expires_at: Time,
}

impl ChatSession {
    /// As `viewer` sees it.
    pub fn of(session: &Session, viewer: Party) -> Self {
        let (counterpart, unread_count) = match viewer {
            Party::Customer => (
                session.mitra.as_ref().map(|m| m.display_name.clone()),
                session.unread.customer,
            ),
            Party::Mitra => (
                Some(session.customer.display_name.clone()),
                session.unread.mitra,
            ),
        };
        Self {
            id: session.id.0,
            status: session.status.into(),
            topic_sensitivity: session.topic.into(),
            price_tier: session.price_tier.as_ref().map(Into::into),
            is_free_trial: session.is_free_trial,
            duration_minutes: session.duration_minutes,
            requested_at: session.requested_at.into(),
            request_expires_at: session.request_expires_at.into(),
            started_at: session.started_at.map(Into::into),
            expires_at: session.expires_at.map(Into::into),
            closing_at: session.closing_at.map(Into::into),
            grace_ends_at: session.grace_ends_at.map(Into::into),
            ended_at: session.ended_at.map(Into::into),
            end_reason: session.end_reason.map(Into::into),
            counterpart: counterpart.map(|display_name| Counterpart { display_name }),
            pending_extension: session
                .pending_extension
                .as_ref()
                .map(|extension| Extension::of(extension, session.topic)),
            goodbye: Goodbye {
                customer: session.goodbyes.customer,
                mitra: session.goodbyes.mitra,
            },
            last_seq: session.last_seq,
            unread_count,
        }
    }
}

impl Extension {
    pub fn of(extension: &Asked, topic: Topic) -> Self {
        Self {
            id: extension.id.0,
            status: extension.status.into(),
            price_tier: (&extension.price_tier).into(),
            requested_at: extension.requested_at.into(),
            respond_by: extension.respond_by.into(),
            topic_sensitivity: topic.into(),
        }
    }
}

impl From<&Session> for ChatRequest {
    fn from(session: &Session) -> Self {
        Self {
            session_id: session.id.0,
            topic_sensitivity: session.topic.into(),
            customer_display_name: session.customer.display_name.clone(),
            duration_minutes: session.duration_minutes,
            is_free_trial: session.is_free_trial,
            price_idr: session.price_tier.as_ref().map_or(0, |tier| tier.price_idr),
            requested_at: session.requested_at.into(),
            expires_at: session.request_expires_at.into(),
        }
    }
}

impl From<&TierCopy> for PriceTier {
    fn from(tier: &TierCopy) -> Self {
        Self {
            id: tier.id.0,
            name: tier.name.clone(),
            duration_minutes: tier.duration_minutes,
            price_idr: tier.price_idr,
        }
    }
}

const SAMPLE: Uuid = Uuid::from_u128(0x0193_55c0_7c3a_7b3e_9a51_2f6d_1c7e_9b10);

const fn at(seconds: i64) -> Time {
    Time(Timestamp::from_millis(1_763_805_600_000 + seconds * 1000))
}

impl Example for ChatSession {
    fn example() -> Self {
        Self {
            id: SAMPLE,
            status: SessionStatus::Active,
            topic_sensitivity: TopicSensitivity::Regular,
            price_tier: Some(PriceTier::example()),
            is_free_trial: false,
            duration_minutes: 30,
            requested_at: at(0),
            request_expires_at: at(60),
            started_at: Some(at(7)),
            expires_at: Some(at(1807)),
            closing_at: None,
            grace_ends_at: None,
            ended_at: None,
            end_reason: None,
            counterpart: Some(Counterpart {
                display_name: "Bintang Hangat".into(),
            }),
            pending_extension: None,
            goodbye: Goodbye {
                customer: false,
                mitra: false,
            },
            last_seq: 12,
            unread_count: 1,
        }
    }
}

impl Example for Extension {
    fn example() -> Self {
        Self {
            id: SAMPLE,
            status: ExtensionStatus::Pending,
            price_tier: PriceTier::example(),
            requested_at: at(1700),
            respond_by: at(1760),
            topic_sensitivity: TopicSensitivity::Regular,
        }
    }
}

impl Example for ChatRequest {
    fn example() -> Self {
        Self {
            session_id: SAMPLE,
            topic_sensitivity: TopicSensitivity::Sensitive,
            customer_display_name: "Senja Tenang".into(),
            duration_minutes: 30,
            is_free_trial: false,
            price_idr: 27_000,
            requested_at: at(0),
            expires_at: at(60),
        }
    }
}
