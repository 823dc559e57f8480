//! How a clock follows the machine's time without ever jumping.

/// Where such a clock is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pace {
    /// What the machine's time is shifted by.
    pub(super) offset: i64,
    /// A steady reading, and what this clock showed then.
    pub(super) steady: i64,
    pub(super) shown: i64,
    /// The machine's time is so far away that somebody must have set it. Said once.
    pub(super) astray: bool,
}

/// By how much of the time that passes the clock may be corrected: one part in a hundred.
const SLEW: i64 = 100;

/// A difference from the machine's time that is worth a line in the log.
const ASTRAY_MILLIS: i64 = 60_000;

impl Pace {
    /// Shows the time, from a reading of the machine's steady clock and one of its time.
    pub(super) fn show(&mut self, steady: i64, machine: i64) -> i64 {
        let passed = steady.saturating_sub(self.steady).max(0);
        let expected = self.shown.saturating_add(passed);
        let astray = machine.saturating_add(self.offset).saturating_sub(expected);
        if (astray.abs() > ASTRAY_MILLIS) != self.astray {
            self.astray = !self.astray;
            if self.astray {
                tracing::warn!(
                    milliseconds = astray,
                    "the machine's time was set; it is taken over slowly, or at once by a restart"
                );
            }
        }
        // Small corrections need time to add up to a millisecond.
        let most = passed / SLEW;
        if most == 0 && astray != 0 {
            return expected;
        }
        self.steady = steady;
        self.shown = expected.saturating_add(astray.clamp(-most, most));
        self.shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACE: Pace = Pace {
        offset: 0,
        steady: 0,
        shown: 1_000_000,
        astray: false,
    };

    /// Looks every 100 ms for so many seconds, while the machine's time is off by `step` from what it was.
    fn after(pace: &mut Pace, seconds: i64, step: i64) -> i64 {
        let from = pace.steady;
        let mut shown = pace.shown;
        for tick in 1..=seconds * 10 {
            let steady = from + tick * 100;
            let next = pace.show(steady, 1_000_000 + steady + step);
            assert!(next >= shown, "it went back");
            shown = next;
        }
        shown
    }

    #[test]
    fn when_the_machines_time_is_set_the_clock_does_not_jump_but_follows_slowly() {
        for step in [7_200_000, -7_200_000] {
            let mut pace = PACE;
            let shown = after(&mut pace, 1800, step);
            assert_eq!(shown, 1_000_000 + 1_800_000 + step.signum() * 18_000);
            assert!(pace.astray);
        }
    }

    #[test]
    fn a_small_difference_is_made_up_for_and_then_there_is_none() {
        for step in [500, -500] {
            let mut pace = PACE;
            let shown = after(&mut pace, 60, step);
            assert_eq!(shown, 1_000_000 + 60_000 + step);
            assert!(!pace.astray);
        }
    }
}
