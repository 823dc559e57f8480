//! Whether a topic may be marked otherwise: pure.

use crate::domain::{
    error::Code,
    session::{Topic, machine::State},
};

/// What marking leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flip {
    /// It is so already.
    Nothing,
    Change,
}

pub(super) fn flip(state: &State, is: Topic, to: Topic, latch: bool) -> Result<Flip, Code> {
    if !state.takes_topic_flips() {
        return Err(Code::SessionNotActive);
    }
    match (is, to) {
        (Topic::Sensitive, Topic::Regular) if latch => Err(Code::SensitivityLatched),
        _ if is == to => Ok(Flip::Nothing),
        _ => Ok(Flip::Change),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        clock::Timestamp,
        domain::session::machine::{EndReason, Goodbyes, Grace, Timer},
    };

    const NOW: Timestamp = Timestamp::from_millis(0);
    const TIMER: Timer = Timer {
        started_at: NOW,
        expires_at: NOW,
    };
    const ACTIVE: State = State::Active {
        timer: TIMER,
        notice_at: None,
    };

    #[test]
    fn the_latch_holds_what_was_marked_sensitive_and_nothing_else() {
        use Topic::{Regular, Sensitive};
        for (is, to, latch, expected) in [
            (Regular, Sensitive, false, Ok(Flip::Change)),
            (Sensitive, Regular, false, Ok(Flip::Change)),
            (Regular, Sensitive, true, Ok(Flip::Change)),
            (Sensitive, Regular, true, Err(Code::SensitivityLatched)),
            (Sensitive, Sensitive, true, Ok(Flip::Nothing)),
            (Regular, Regular, false, Ok(Flip::Nothing)),
        ] {
            assert_eq!(flip(&ACTIVE, is, to, latch), expected);
        }
    }

    #[test]
    fn a_session_that_is_closing_or_over_keeps_its_topic_even_where_nothing_would_change() {
        let grace = Grace {
            reason: EndReason::TimeUp,
            closing_at: NOW,
            ends_at: NOW,
        };
        for state in [
            State::Closing {
                timer: TIMER,
                grace,
                goodbyes: Goodbyes::NONE,
            },
            State::Requested { closes_at: NOW },
            State::Expired { ended_at: NOW },
            State::Cancelled { ended_at: NOW },
        ] {
            for to in [Topic::Regular, Topic::Sensitive] {
                let outcome = flip(&state, Topic::Regular, to, false);
                assert_eq!(outcome, Err(Code::SessionNotActive));
            }
        }
    }
}
