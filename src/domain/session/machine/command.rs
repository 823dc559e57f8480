//! What goes into a decision and what comes out of it, apart from the state: commands, rules, facts, refusals.

use crate::{clock::Timestamp, domain::ids::ExtensionId};

use super::{EndReason, Outcome, Party, PendingExtension};

/// Everything that may happen to a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// A mitra takes the request, for the minutes the customer asked for.
    Accept { minutes: i64 },
    /// The customer takes the request back.
    Cancel,
    /// The last mitra who could have taken the request has rejected it.
    AllRejected,
    /// One side ends the session before its time.
    End(Party),
    /// The customer is no more: whatever is open is over at once, without goodbyes.
    CustomerGone,
    /// The customer asks for more minutes.
    AskExtension { id: ExtensionId, minutes: i64 },
    /// The mitra answers; `id` is an extension of this session.
    AnswerExtension { id: ExtensionId, accept: bool },
    /// One side says goodbye.
    SayGoodbye(Party),
    /// Time has passed.
    Tick,
    /// The server has started again: as [`Command::Tick`], with the restart rule. For the state as it was loaded at the start.
    Recover,
}

/// The settings that decide, as they stand at the moment of deciding. Their ranges are checked where they come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    pub closure_grace_seconds: i64,
    pub extension_timeout_seconds: i64,
    pub customer_may_end_early: bool,
    pub mitra_may_end_early: bool,
}

impl Rules {
    pub const fn may_end_early(&self, by: Party) -> bool {
        match by {
            Party::Customer => self.customer_may_end_early,
            Party::Mitra => self.mitra_may_end_early,
        }
    }
}

/// What happened, in the past tense. Every change of the state has a fact, and every fact a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    Started,
    /// The end is near. Counted at the moment of telling, so a late warning does not promise time that has gone.
    Expiring {
        remaining_seconds: i64,
    },
    ExtensionAsked {
        extension: PendingExtension,
    },
    /// `at` is when it was answered, or `respond_by` when it was not.
    ExtensionResolved {
        id: ExtensionId,
        outcome: Outcome,
        at: Timestamp,
    },
    /// The goodbyes have begun, or go on after an extension that was not given.
    Closing {
        reason: EndReason,
    },
    GoodbyeReceived {
        from: Party,
    },
    Completed {
        reason: EndReason,
    },
    RequestExpired,
    RequestCancelled,
}

/// Why a command was not carried out; each is one code of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// `SESSION_NOT_ACTIVE`: the session is not, or no longer, where this can be done.
    SessionNotActive,
    /// `REQUEST_NOT_AVAILABLE`: the request is no longer open.
    RequestNotAvailable { reason: RequestClosed },
    /// `EARLY_END_DISABLED`: this side may not end a session early.
    EarlyEndDisabled,
    /// `EXTENSION_PENDING`: one is waiting for its answer.
    ExtensionPending,
    /// `EXTENSION_RESOLVED`: the answer comes after another answer, or too late.
    ExtensionResolved,
}

/// What closed the request: the `reason` of `REQUEST_NOT_AVAILABLE`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestClosed {
    AcceptedByOther,
    CancelledByCustomer,
    Expired,
}
