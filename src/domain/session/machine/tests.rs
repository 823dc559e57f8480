//! The contract's rules as examples, (state, command, instant) -> (state, facts), and as properties of whole random lives.
//! Here are the states that the examples start from; times are in seconds.

mod extension;
mod life;
mod lives;
mod properties;
mod restart;

use uuid::Uuid;

use super::{
    Command::{
        Accept, AllRejected, AskExtension, Cancel, CustomerGone, End, Recover, SayGoodbye, Tick,
    },
    EndReason::{
        EndedByCustomer, EndedByMitra, ExtensionRejected, ExtensionTimeout, StaleOnRestart, TimeUp,
    },
    Outcome::{Accepted, Rejected, Timeout},
    Party::{Customer, Mitra},
    *,
};

const RULES: Rules = Rules {
    closure_grace_seconds: 300,
    extension_timeout_seconds: 60,
    customer_may_end_early: true,
    mitra_may_end_early: true,
};

const REQUESTED: State = State::Requested { closes_at: s(60) };

const fn s(seconds: i64) -> Timestamp {
    Timestamp::from_millis(seconds * 1000)
}

fn ext(n: u128) -> ExtensionId {
    ExtensionId(Uuid::from_u128(n))
}

const fn timer(started: i64, expires: i64) -> Timer {
    Timer {
        started_at: s(started),
        expires_at: s(expires),
    }
}

/// A session of 30 minutes, its end not announced yet.
const ACTIVE: State = State::Active {
    timer: timer(0, 1800),
    notice_at: Some(s(1500)),
};

const CLOSING: State = closing(timer(0, 1800), TimeUp, 1800, 2100);

const fn closing(timer: Timer, reason: EndReason, since: i64, ends: i64) -> State {
    State::Closing {
        timer,
        grace: grace(reason, since, ends),
        goodbyes: Goodbyes::NONE,
    }
}

const fn grace(reason: EndReason, since: i64, ends: i64) -> Grace {
    Grace {
        reason,
        closing_at: s(since),
        ends_at: s(ends),
    }
}

const fn from_closing(reason: EndReason, since: i64, left: i64) -> AskedFrom {
    AskedFrom::Closing {
        reason,
        closing_at: s(since),
        grace_left_ms: left * 1000,
    }
}

/// Ten minutes more were asked for at `asked`.
fn extending(timer: Timer, asked: i64, asked_from: AskedFrom) -> State {
    State::Extending {
        timer,
        extension: pending(asked),
        asked_from,
    }
}

fn pending(asked: i64) -> PendingExtension {
    PendingExtension {
        id: ext(1),
        minutes: 10,
        requested_at: s(asked),
        respond_by: s(asked + 60),
    }
}

fn completed(ended: i64, reason: EndReason) -> State {
    State::Completed {
        ended_at: s(ended),
        reason,
        goodbyes: Goodbyes::NONE,
    }
}

fn ask() -> Command {
    AskExtension {
        id: ext(1),
        minutes: 10,
    }
}

fn answer(accept: bool) -> Command {
    Command::AnswerExtension { id: ext(1), accept }
}

fn resolved(outcome: Outcome, at: i64) -> Fact {
    Fact::ExtensionResolved {
        id: ext(1),
        outcome,
        at: s(at),
    }
}

#[track_caller]
fn becomes(state: State, command: Command, at: i64, expected: State, facts: &[Fact]) {
    assert_eq!(
        decide(&state, &command, s(at), &RULES),
        Ok((expected, facts.to_vec()))
    );
}

#[track_caller]
fn refused(state: State, command: Command, at: i64, refusal: Refusal) {
    assert_eq!(decide(&state, &command, s(at), &RULES), Err(refusal));
}
