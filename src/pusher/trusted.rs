//! What was said to sockets and not pushed, for a short while: until it is known that somebody was at the other end.
//!
//! A line can be dead long before anyone notices. What went down it since the last sign of life is pushed once it is given
//! up; what somebody has read on coming back is forgotten. All of it bounded: what is too old or too much is let go of.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

use crate::domain::{ids::UserId, push::Notice};

/// Longer than a socket lives without a sign of life. This is the network's time, not the domain's.
const KEPT: Duration = Duration::from_secs(120);

/// Of one person. The later ones are worth more.
const MOST: usize = 32;

#[derive(Debug)]
pub struct Trusted(Mutex<Inner>);

#[derive(Debug)]
struct Inner {
    said: BTreeMap<UserId, VecDeque<(Instant, Arc<Notice>)>>,
    swept: Instant,
}

impl Trusted {
    pub fn new() -> Self {
        Self(Mutex::new(Inner {
            said: BTreeMap::new(),
            swept: Instant::now(),
        }))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        // Each change is whole by itself, so what a panic leaves behind is still right.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// This was said to their sockets at this instant.
    pub fn keep(&self, at: Instant, notice: Arc<Notice>) {
        let mut inner = self.inner();
        if at.saturating_duration_since(inner.swept) > KEPT {
            inner.swept = at;
            inner.said.retain(|_, said| {
                said.retain(|(then, _)| at.saturating_duration_since(*then) <= KEPT);
                !said.is_empty()
            });
        }
        let said = inner.said.entry(notice.to).or_default();
        if said.len() == MOST {
            said.pop_front();
        }
        said.push_back((at, notice));
    }

    /// They have seen for themselves what there was at this instant.
    pub fn forget(&self, user: UserId, until: Instant) {
        let mut inner = self.inner();
        if let Some(said) = inner.said.get_mut(&user) {
            said.retain(|(at, _)| *at > until);
            if said.is_empty() {
                inner.said.remove(&user);
            }
        }
    }

    /// What nobody may have heard: whatever was said since. It is given out once.
    pub fn take_since(&self, user: UserId, since: Instant) -> Vec<Arc<Notice>> {
        let said = self.inner().said.remove(&user).unwrap_or_default();
        said.into_iter()
            .filter(|(at, _)| *at >= since)
            .map(|(_, notice)| notice)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        clock::Timestamp,
        domain::{
            ids::{CustomerId, SessionId},
            push::What,
        },
    };

    const USER: UserId = UserId::Customer(CustomerId(Uuid::from_u128(1)));

    fn notice(n: u128) -> Arc<Notice> {
        Arc::new(Notice {
            to: USER,
            session: SessionId(Uuid::from_u128(n)),
            what: What::SessionStarted,
            good_until: Timestamp::from_millis(0),
        })
    }

    fn second(n: u64) -> Duration {
        Duration::from_secs(n)
    }

    #[test]
    fn what_was_said_since_the_last_sign_of_life_is_given_out_once() {
        let (trusted, start) = (Trusted::new(), Instant::now());
        for n in 0..4 {
            trusted.keep(start + second(n), notice(u128::from(n)));
        }
        trusted.forget(USER, start);
        let unheard = trusted.take_since(USER, start + second(2));
        assert_eq!(unheard, [notice(2), notice(3)]);
        assert_eq!(trusted.take_since(USER, start), []);
    }

    #[test]
    fn neither_much_nor_old_things_are_kept() {
        let (trusted, start) = (Trusted::new(), Instant::now());
        for n in 0..100 {
            trusted.keep(start, notice(n));
        }
        let other = UserId::Customer(CustomerId(Uuid::from_u128(2)));
        let theirs = Notice {
            to: other,
            ..(*notice(0)).clone()
        };
        trusted.keep(start, Arc::new(theirs.clone()));
        assert_eq!(trusted.inner().said[&USER].len(), MOST);
        trusted.keep(start + KEPT + second(1), Arc::new(theirs));
        assert!(!trusted.inner().said.contains_key(&USER));
        assert_eq!(trusted.take_since(other, start).len(), 1);
    }
}
