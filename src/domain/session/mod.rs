//! A chat session: from the customer's request, through the paid time, to the last goodbye.
//!
//! What may happen when is decided in [`machine`], which is pure. This file holds what a session is to the rest of Curhat: a
//! picture of it, taken in the transaction that changed it, complete enough that nobody who tells of it has to look again.

pub mod machine;
pub mod tally;

pub use self::machine::{EndReason, Goodbyes, Outcome, Party};
use super::ids::{CustomerId, ExtensionId, MitraId, PriceTierId, SessionId};
use crate::clock::Timestamp;

/// A session as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub status: Status,
    pub customer: Person<CustomerId>,
    /// Whoever accepted.
    pub mitra: Option<Person<MitraId>>,
    pub topic: Topic,
    /// None for a free trial.
    pub price_tier: Option<TierCopy>,
    pub is_free_trial: bool,
    /// Minutes sold in the request; extensions come on top.
    pub duration_minutes: i64,
    pub requested_at: Timestamp,
    pub request_expires_at: Timestamp,
    pub started_at: Option<Timestamp>,
    pub expires_at: Option<Timestamp>,
    pub closing_at: Option<Timestamp>,
    pub grace_ends_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    pub end_reason: Option<EndReason>,
    pub pending_extension: Option<Extension>,
    pub goodbyes: Goodbyes,
    pub last_seq: i64,
    /// Unread by the customer, and by the mitra.
    pub unread: Unread,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person<Id> {
    pub id: Id,
    pub display_name: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unread {
    pub customer: i64,
    pub mitra: i64,
}

/// What a price tier was when it was bought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TierCopy {
    pub id: PriceTierId,
    pub name: String,
    pub duration_minutes: i64,
    pub price_idr: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    pub id: ExtensionId,
    pub status: ExtensionStatus,
    pub price_tier: TierCopy,
    pub requested_at: Timestamp,
    pub respond_by: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExtensionStatus {
    Pending,
    Resolved(Outcome),
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($variant,)* }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.as_str() == text)
            }
        }
    };
}

words! {
    /// Where in its life a session is.
    Status {
        Requested "requested",
        Active "active",
        Extending "extending",
        Closing "closing",
        Completed "completed",
        Expired "expired",
        Cancelled "cancelled",
    }
}

words! {
    /// Whether a session needs special care. Only mitras and staff see it.
    Topic {
        Regular "regular",
        Sensitive "sensitive",
    }
}

impl Session {
    /// The two who hear of it.
    pub fn parties(&self) -> Parties {
        Parties {
            customer: self.customer.id,
            mitra: self.mitra.as_ref().map(|m| m.id),
        }
    }
}

/// Who takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parties {
    pub customer: CustomerId,
    pub mitra: Option<MitraId>,
}
