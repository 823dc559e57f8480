//! The states of a session. Each holds only what is true in it, so "active without an end" cannot be written down.
//!
//! What a state does not hold is either history, which the row keeps, or not so: a live state has no end reason until it is
//! closing, and a session that runs again after an extension has no grace period.

use crate::{clock::Timestamp, domain::ids::ExtensionId};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Offered to mitras.
    Requested { closes_at: Timestamp },
    /// Paid time is running. `notice_at` is when the end is to be announced, `None` once it has been.
    Active {
        timer: Timer,
        notice_at: Option<Timestamp>,
    },
    /// More minutes were asked for. Until the answer the end waits, so nobody is warned of it either.
    Extending {
        timer: Timer,
        extension: PendingExtension,
        asked_from: AskedFrom,
    },
    /// Time for goodbyes. The timer stays, for an extension may still add to it.
    Closing {
        timer: Timer,
        grace: Grace,
        goodbyes: Goodbyes,
    },
    /// Over, after it had started. Who said goodbye is kept, because saying it twice is answered twice alike.
    Completed {
        ended_at: Timestamp,
        reason: EndReason,
        goodbyes: Goodbyes,
    },
    /// Over, because no mitra took the request.
    Expired { ended_at: Timestamp },
    /// Over, because the customer took the request back.
    Cancelled { ended_at: Timestamp },
}

/// The only thing the alarm may know: when the session next changes by itself. `None` once it has ended.
pub fn deadline(state: &State) -> Option<Timestamp> {
    match *state {
        State::Requested { closes_at } => Some(closes_at),
        State::Active { timer, notice_at } => Some(notice_at.unwrap_or(timer.expires_at)),
        State::Extending { extension, .. } => Some(extension.respond_by),
        State::Closing { grace, .. } => Some(grace.ends_at),
        State::Completed { .. } | State::Expired { .. } | State::Cancelled { .. } => None,
    }
}

impl State {
    pub const fn has_ended(&self) -> bool {
        match self {
            Self::Completed { .. } | Self::Expired { .. } | Self::Cancelled { .. } => true,
            Self::Requested { .. }
            | Self::Active { .. }
            | Self::Extending { .. }
            | Self::Closing { .. } => false,
        }
    }

    /// Whether messages may be sent.
    pub const fn takes_messages(&self) -> bool {
        match self {
            Self::Active { .. } | Self::Extending { .. } | Self::Closing { .. } => true,
            Self::Requested { .. }
            | Self::Completed { .. }
            | Self::Expired { .. }
            | Self::Cancelled { .. } => false,
        }
    }

    /// Whether the mitra may flip the topic's sensitivity.
    pub const fn takes_topic_flips(&self) -> bool {
        match self {
            Self::Active { .. } | Self::Extending { .. } => true,
            Self::Requested { .. }
            | Self::Closing { .. }
            | Self::Completed { .. }
            | Self::Expired { .. }
            | Self::Cancelled { .. } => false,
        }
    }

    /// Why it ends or has ended. A session that may go on after all (`extending`) has no reason.
    pub const fn end_reason(&self) -> Option<EndReason> {
        match *self {
            Self::Requested { .. } | Self::Active { .. } | Self::Extending { .. } => None,
            Self::Closing { grace, .. } => Some(grace.reason),
            Self::Completed { reason, .. } => Some(reason),
            Self::Expired { .. } => Some(EndReason::NoMitra),
            Self::Cancelled { .. } => Some(EndReason::CancelledByCustomer),
        }
    }
}

/// The paid time: from the accept to the end that all minutes sold so far add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timer {
    pub started_at: Timestamp,
    pub expires_at: Timestamp,
}

impl Timer {
    pub(super) fn started(now: Timestamp, minutes: i64) -> Self {
        Self {
            started_at: now,
            expires_at: plus_minutes(now, minutes),
        }
    }

    /// Time that was left is kept, and time that passed unpaid, while the answer or the goodbyes took it, is not charged.
    pub(super) fn extended(self, now: Timestamp, minutes: i64) -> Self {
        Self {
            expires_at: plus_minutes(now.max(self.expires_at), minutes),
            ..self
        }
    }
}

fn plus_minutes(from: Timestamp, minutes: i64) -> Timestamp {
    from.plus_seconds(minutes.saturating_mul(60))
}

/// The extension that waits for its answer. There is room for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PendingExtension {
    pub id: ExtensionId,
    pub minutes: i64,
    pub requested_at: Timestamp,
    pub respond_by: Timestamp,
}

/// Where the customer was when asking, which decides what a refusal leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedFrom {
    Active,
    /// The clock of the grace period stands still until the answer.
    Closing {
        reason: EndReason,
        closing_at: Timestamp,
        grace_left_ms: i64,
    },
}

/// The time to say goodbye in, and why it came to that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grace {
    pub reason: EndReason,
    /// When the goodbyes first began; an extension that is refused does not move it.
    pub closing_at: Timestamp,
    pub ends_at: Timestamp,
}

/// Who has said goodbye.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Goodbyes {
    pub customer: bool,
    pub mitra: bool,
}

impl Goodbyes {
    pub const NONE: Self = Self {
        customer: false,
        mitra: false,
    };
    pub const BOTH: Self = Self {
        customer: true,
        mitra: true,
    };

    pub const fn said_by(self, party: Party) -> bool {
        match party {
            Party::Customer => self.customer,
            Party::Mitra => self.mitra,
        }
    }

    #[must_use]
    pub(super) const fn and(self, from: Party) -> Self {
        match from {
            Party::Customer => Self {
                customer: true,
                ..self
            },
            Party::Mitra => Self {
                mitra: true,
                ..self
            },
        }
    }
}

/// A side of the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Party {
    Customer,
    Mitra,
}

impl Party {
    const ALL: [Self; 2] = [Self::Customer, Self::Mitra];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Mitra => "mitra",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == text)
    }
}

/// How an extension was resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Accepted,
    Rejected,
    Timeout,
}

impl Outcome {
    const ALL: [Self; 3] = [Self::Accepted, Self::Rejected, Self::Timeout];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Timeout => "timeout",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == text)
    }
}

/// The contract's `end_reason`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndReason {
    TimeUp,
    ExtensionRejected,
    ExtensionTimeout,
    EndedByCustomer,
    EndedByMitra,
    CancelledByCustomer,
    NoMitra,
    StaleOnRestart,
}

impl EndReason {
    const ALL: [Self; 8] = [
        Self::TimeUp,
        Self::ExtensionRejected,
        Self::ExtensionTimeout,
        Self::EndedByCustomer,
        Self::EndedByMitra,
        Self::CancelledByCustomer,
        Self::NoMitra,
        Self::StaleOnRestart,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TimeUp => "time_up",
            Self::ExtensionRejected => "extension_rejected",
            Self::ExtensionTimeout => "extension_timeout",
            Self::EndedByCustomer => "ended_by_customer",
            Self::EndedByMitra => "ended_by_mitra",
            Self::CancelledByCustomer => "cancelled_by_customer",
            Self::NoMitra => "no_mitra",
            Self::StaleOnRestart => "stale_on_restart",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == text)
    }

    pub(super) const fn ended_by(party: Party) -> Self {
        match party {
            Party::Customer => Self::EndedByCustomer,
            Party::Mitra => Self::EndedByMitra,
        }
    }
}
