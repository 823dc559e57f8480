//! How fast a client may speak: so many frames a second in the long run, so many at once.

use tokio::time::Instant;

#[derive(Debug, Clone, Copy)]
pub struct Pace {
    pub per_second: u32,
    pub burst: u32,
}

/// One client's account: full at the start, filled at the pace, emptied by frames.
#[derive(Debug)]
pub(super) struct Allowance {
    pace: Pace,
    left: f64,
    filled: Instant,
}

impl Allowance {
    pub(super) fn new(pace: Pace, now: Instant) -> Self {
        Self {
            pace,
            left: f64::from(pace.burst),
            filled: now,
        }
    }

    /// Takes one frame off it, if there is one left.
    pub(super) fn take(&mut self, now: Instant) -> bool {
        let passed = now.duration_since(self.filled).as_secs_f64();
        self.filled = now;
        let left = self.left + passed * f64::from(self.pace.per_second);
        self.left = left.min(f64::from(self.pace.burst));
        if self.left < 1.0 {
            return false;
        }
        self.left -= 1.0;
        true
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const PACE: Pace = Pace {
        per_second: 30,
        burst: 60,
    };

    #[test]
    fn a_burst_is_let_through_and_no_more() {
        let start = Instant::now();
        let mut allowance = Allowance::new(PACE, start);
        assert!((0..60).all(|_| allowance.take(start)));
        assert!(!allowance.take(start));
        assert!(allowance.take(start + Duration::from_millis(34)));
    }

    #[test]
    fn ten_a_second_with_bursts_of_twenty_go_on_for_ever() {
        let start = Instant::now();
        let mut allowance = Allowance::new(PACE, start);
        for second in 0..100 {
            let now = start + Duration::from_secs(2 * second);
            assert!((0..20).all(|_| allowance.take(now)), "second {second}");
        }
        // Saving up for long gives no larger burst.
        let much_later = start + Duration::from_secs(10_000);
        assert_eq!((0..100).filter(|_| allowance.take(much_later)).count(), 60);
    }
}
