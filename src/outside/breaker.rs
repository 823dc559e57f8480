//! A breaker: a machine that has not answered for some calls in a row is left alone for a while, so that nobody waits for
//! seconds to be told what is known already, and calls do not pile up. Then one call finds out whether it is back.
//!
//! Only silence counts. Whoever answers with a refusal is there, and is asked again.

use std::sync::{Mutex, PoisonError};

use crate::clock::{Clock, Timestamp};

/// So many in a row are no accident.
const SILENCES: u32 = 5;
const PAUSE_SECONDS: i64 = 15;

#[derive(Debug)]
pub struct Breaker {
    clock: Clock,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    silences: u32,
    again_at: Timestamp,
}

impl Breaker {
    pub fn new(clock: Clock) -> Self {
        Self {
            clock,
            state: Mutex::default(),
        }
    }

    /// Whether to call now.
    pub fn admits(&self) -> bool {
        self.state(|state, now| {
            if state.silences < SILENCES {
                return true;
            }
            if now < state.again_at {
                return false;
            }
            // This one tries. Nobody else does until it has an answer, or has itself been given up.
            state.again_at = now.plus_seconds(PAUSE_SECONDS);
            true
        })
    }

    pub fn answered(&self) {
        self.state(|state, _| state.silences = 0);
    }

    pub fn was_silent(&self) {
        self.state(|state, now| {
            state.silences = state.silences.saturating_add(1);
            state.again_at = now.plus_seconds(PAUSE_SECONDS);
        });
    }

    fn state<T>(&self, change: impl FnOnce(&mut State, Timestamp) -> T) -> T {
        let now = self.clock.now();
        change(
            &mut self.state.lock().unwrap_or_else(PoisonError::into_inner),
            now,
        )
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn breaker() -> (Breaker, Clock) {
        let clock = Clock::frozen(Timestamp::from_millis(1_000_000));
        (Breaker::new(clock.clone()), clock)
    }

    #[test]
    fn five_silences_in_a_row_open_it_and_fewer_do_not() {
        let (breaker, _) = breaker();
        for _ in 0..10 {
            for _ in 0..4 {
                assert!(breaker.admits());
                breaker.was_silent();
            }
            assert!(breaker.admits());
            breaker.answered();
        }
        for _ in 0..5 {
            assert!(breaker.admits());
            breaker.was_silent();
        }
        assert!(!breaker.admits());
    }

    #[test]
    fn after_a_pause_one_call_tries_and_what_comes_of_it_decides() {
        let (breaker, clock) = breaker();
        for _ in 0..5 {
            breaker.was_silent();
        }
        clock.advance(Duration::from_secs(14));
        assert!(!breaker.admits());
        for _ in 0..3 {
            clock.advance(Duration::from_secs(15));
            assert!(breaker.admits());
            assert!(!breaker.admits(), "one at a time");
            breaker.was_silent();
            assert!(!breaker.admits());
        }
        clock.advance(Duration::from_secs(15));
        assert!(breaker.admits());
        breaker.answered();
        assert!(breaker.admits());
        assert!(breaker.admits());
    }

    #[test]
    fn a_trial_that_nobody_waits_for_any_more_does_not_keep_it_open() {
        let (breaker, clock) = breaker();
        for _ in 0..5 {
            breaker.was_silent();
        }
        clock.advance(Duration::from_secs(15));
        assert!(breaker.admits());
        clock.advance(Duration::from_secs(15));
        assert!(breaker.admits());
    }
}
