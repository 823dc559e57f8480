//! What has happened, once it is on the disk. Events are collected while a transaction runs, forgotten when it is rolled
//! back, and announced in the order of the commits. Each carries all that its hearers need, so that nobody looks again and
//! tells of a later state.

use std::sync::Arc;

use super::{
    config::Config,
    ids::{AuthSessionId, CustomerId, MitraId, SessionId, UserId},
    message::{Mark, Message},
    session::{Outcome, Parties, Party, Session, Topic},
};
use crate::clock::Timestamp;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Settings have changed: all of them, as they are now.
    ConfigUpdated(Arc<Config>),
    /// Sign-ins that have ended before their time: signed out, or the account was deactivated.
    SignedOut {
        user: UserId,
        sessions: Vec<AuthSessionId>,
    },
    MitraDeactivated(MitraId),
    /// This guest is no more; all they had is another customer's now.
    GuestMerged(CustomerId),
    /// Nobody signs in as this customer any more.
    CustomerErased(CustomerId),

    /// A request was sent to these mitras: all who could take it when it was made, or one who became free later.
    RequestOffered {
        request: Arc<Session>,
        mitras: Vec<MitraId>,
    },
    /// It is open no more for these mitras.
    RequestClosed {
        session: SessionId,
        mitras: Vec<MitraId>,
        reason: RequestClosed,
    },
    /// Nobody took it in time.
    RequestExpired(Arc<Session>),
    SessionStarted(Arc<Session>),
    SessionExpiring {
        session: SessionId,
        parties: Parties,
        remaining_seconds: i64,
    },
    /// `pending_extension` is the one asked for.
    ExtensionRequested(Arc<Session>),
    ExtensionResolved {
        session: Arc<Session>,
        outcome: Outcome,
    },
    SessionClosing(Arc<Session>),
    GoodbyeReceived {
        session: SessionId,
        parties: Parties,
        from: Party,
    },
    SessionCompleted(Arc<Session>),
    TopicUpdated {
        session: SessionId,
        parties: Parties,
        topic: Topic,
        changed_at: Timestamp,
    },

    MessageSent {
        message: Arc<Message>,
        parties: Parties,
        /// The socket it came from, which gets the acknowledgement instead.
        origin: Option<ConnectionId>,
    },
    MessagesMarked {
        session: SessionId,
        parties: Parties,
        /// Whose device said so; the other side is told.
        by: Party,
        mark: Mark,
        up_to_seq: i64,
        at: Timestamp,
    },
}

/// Why a request is open no more, as mitras are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestClosed {
    /// For the one who took it, on their other devices too.
    Accepted,
    AcceptedByOther,
    CancelledByCustomer,
    Expired,
    Rejected,
}

impl RequestClosed {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::AcceptedByOther => "accepted_by_other",
            Self::CancelledByCustomer => "cancelled_by_customer",
            Self::Expired => "expired",
            Self::Rejected => "rejected",
        }
    }
}

/// One open socket, numbered by the hub it hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionId(pub u64);
