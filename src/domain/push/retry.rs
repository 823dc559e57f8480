//! When a notice that was not taken is tried again. Waits double from a second on, by chance up to a half shorter, so that
//! those who failed together do not come back together; never sooner than the provider asked for.

use super::NotTaken;
use crate::entropy::Entropy;

/// Tries in all while the provider says "later": the last one after half a minute or more.
const MOST_TRIES: u32 = 6;

/// Tries in all when there is no answer: what may have arrived comes twice at most.
const MOST_UNANSWERED: u32 = 2;

const FIRST_WAIT_MILLIS: i64 = 1000;

/// Whoever wants us to wait longer is not waited for: what waits takes room from what comes.
const LONGEST_WAIT_SECONDS: i64 = 300;

/// Milliseconds to wait after the `tries`th try in vain (counted from 1). `None`: it is given up.
pub fn again_in_millis(tries: u32, why: &NotTaken, entropy: &Entropy) -> Option<i64> {
    let (most, at_least) = match why {
        NotTaken::Dead(_) | NotTaken::Refused(_) => return None,
        NotTaken::Unanswered(_) => (MOST_UNANSWERED, 0),
        NotTaken::Later { after_seconds, .. } => {
            let seconds = after_seconds.unwrap_or(0).max(0);
            if seconds > LONGEST_WAIT_SECONDS {
                return None;
            }
            (MOST_TRIES, seconds * 1000)
        }
    };
    if tries >= most {
        return None;
    }
    let whole = FIRST_WAIT_MILLIS << (tries - 1);
    let half = whole / 2;
    let chance = i64::from(entropy.below(half as u32 + 1));
    Some(at_least + half + chance)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn later(after_seconds: Option<i64>) -> NotTaken {
        NotTaken::Later {
            cause: String::new(),
            after_seconds,
        }
    }

    #[test]
    fn waits_double_and_end() {
        let entropy = Entropy::seeded(1);
        for _ in 0..100 {
            for (tries, longest) in [(1, 1000), (2, 2000), (3, 4000), (4, 8000), (5, 16_000)] {
                let wait = again_in_millis(tries, &later(None), &entropy).unwrap();
                assert!((longest / 2..=longest).contains(&wait), "{tries}: {wait}");
            }
        }
        assert_eq!(again_in_millis(6, &later(None), &entropy), None);
    }

    #[test]
    fn those_who_failed_together_do_not_come_back_together() {
        let entropy = Entropy::seeded(1);
        let waits: std::collections::HashSet<_> = (0..100)
            .map(|_| again_in_millis(3, &later(None), &entropy))
            .collect();
        assert!(waits.len() > 50, "{waits:?}");
    }

    #[test]
    fn never_sooner_than_the_provider_asked_for() {
        let entropy = Entropy::seeded(1);
        let wait = again_in_millis(1, &later(Some(30)), &entropy).unwrap();
        assert!((30_000..=31_000).contains(&wait), "{wait}");
        assert!(again_in_millis(1, &later(Some(-1)), &entropy).unwrap() >= 500);
        assert!(again_in_millis(1, &later(Some(300)), &entropy).unwrap() >= 300_000);
        for long in [301, i64::MAX] {
            assert_eq!(again_in_millis(1, &later(Some(long)), &entropy), None);
        }
    }

    #[test]
    fn what_may_have_arrived_is_tried_once_more_and_what_never_will_is_not() {
        let entropy = Entropy::seeded(1);
        let unanswered = NotTaken::Unanswered(String::new());
        assert!(again_in_millis(1, &unanswered, &entropy).is_some());
        assert_eq!(again_in_millis(2, &unanswered, &entropy), None);
        for never in [
            NotTaken::Dead(String::new()),
            NotTaken::Refused(String::new()),
        ] {
            assert_eq!(again_in_millis(1, &never, &entropy), None);
        }
    }
}
