//! What is made to go wrong on purpose, for one person (on all their devices) or for everyone: mobile clients fail exactly
//! there, and on a laptop nothing goes wrong by itself.
//!
//! A fault is a rule that is in force until it is cleared, its time is over by the server's clock, or its number of requests
//! is used up. The door and the sockets ask here; a server that has no desk has nobody to ask.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use crate::{
    clock::Timestamp,
    domain::{
        auth::Caller,
        error::{Code, Error},
        ids::AuthSessionId,
    },
};

/// More of them would be a mistake.
const MOST: usize = 200;

/// What clients are told to wait when nobody knows when it will be better.
const RETRY_SECONDS: i64 = 5;

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Answers and frames come so much later.
    Latency(Duration),
    /// Frames come so much later; answers do not.
    FrameDelay(Duration),
    /// Each frame comes twice.
    FrameDouble,
    /// Requests are answered 429.
    TooMany,
    /// Requests are answered 503.
    Busy,
    /// Codes are not delivered.
    OtpFail,
    /// Pushes are not delivered.
    PushFail,
    /// Access tokens in use have expired; those that a refresh brings are good.
    TokenExpired,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Counts up from 1.
    pub number: u64,
    /// A user's id, or the phone that codes go to. `None`: everyone.
    pub user: Option<String>,
    pub kind: Kind,
    pub until: Option<Timestamp>,
    /// How many requests it will still meet.
    pub requests_left: Option<u32>,
}

impl Fault {
    fn is_for(&self, who: Option<&str>) -> bool {
        match (&self.user, who) {
            (None, _) => true,
            (Some(meant), Some(who)) => meant.eq_ignore_ascii_case(who),
            (Some(_), None) => false,
        }
    }

    fn lasts(&self, now: Timestamp) -> bool {
        self.until.is_none_or(|until| now < until) && self.requests_left != Some(0)
    }
}

/// What becomes of frames to someone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FrameFaults {
    pub delay: Duration,
    pub doubled: bool,
}

#[derive(Debug, Clone, Default)]
pub struct Faults(Arc<Mutex<Inner>>);

#[derive(Debug, Default)]
struct Inner {
    last: u64,
    set: Vec<Fault>,
    /// The token of each sign-in that a fault has met, and which fault that was.
    expired: HashMap<(u64, AuthSessionId), String>,
}

impl Faults {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Those in force, oldest first.
    pub fn list(&self, now: Timestamp) -> Vec<Fault> {
        let mut inner = self.inner();
        inner.forget(now);
        inner.set.clone()
    }

    /// `None`: there are enough.
    pub fn set(&self, fault: Fault, now: Timestamp) -> Option<Fault> {
        let mut inner = self.inner();
        inner.forget(now);
        if inner.set.len() >= MOST {
            return None;
        }
        inner.last += 1;
        let number = inner.last;
        let fault = Fault { number, ..fault };
        inner.set.push(fault.clone());
        Some(fault)
    }

    /// False: there is none of this number.
    pub fn clear(&self, number: u64) -> bool {
        let mut inner = self.inner();
        let before = inner.set.len();
        inner.set.retain(|fault| fault.number != number);
        inner.expired.retain(|(fault, _), _| *fault != number);
        inner.set.len() < before
    }

    pub fn clear_all(&self) {
        let mut inner = self.inner();
        inner.set.clear();
        inner.expired.clear();
    }

    /// Why a request is refused, if it is. It uses up one of those that a fault was to meet. `or_everyone`: whether faults for
    /// everyone are meant too.
    pub fn refuses(
        &self,
        caller: Option<Caller>,
        token: Option<&str>,
        or_everyone: bool,
        now: Timestamp,
    ) -> Option<Error> {
        if let (Some(caller), Some(token)) = (caller, token)
            && self.has_expired(caller, token, now)
        {
            return Some(Code::TokenExpired.into());
        }
        let who = caller.map(|caller| caller.user.uuid().to_string());
        let mut inner = self.inner();
        let fault = inner.set.iter_mut().find(|fault| {
            matches!(fault.kind, Kind::TooMany | Kind::Busy)
                && (or_everyone || fault.user.is_some())
                && fault.lasts(now)
                && fault.is_for(who.as_deref())
        })?;
        if let Some(left) = &mut fault.requests_left {
            *left -= 1;
        }
        let wait = fault
            .until
            .map_or(RETRY_SECONDS, |until| now.seconds_until(until));
        let code = match fault.kind {
            // The one general refusal with this status that clients know from this server.
            Kind::TooMany => Code::OtpRateLimitIp,
            _ => Code::Busy,
        };
        Some(Error {
            detail: "Refused on purpose, by the dev desk.".into(),
            ..code.retry_after(wait)
        })
    }

    /// Whether this token is to be taken for expired: the first one of each sign-in that is shown while the fault is in force.
    pub fn has_expired(&self, caller: Caller, token: &str, now: Timestamp) -> bool {
        let who = caller.user.uuid().to_string();
        let mut inner = self.inner();
        let numbers: Vec<u64> = inner
            .in_force(Some(&who), now)
            .filter(|fault| fault.kind == Kind::TokenExpired)
            .map(|fault| fault.number)
            .collect();
        numbers.into_iter().any(|number| {
            let dead = inner
                .expired
                .entry((number, caller.session))
                .or_insert_with(|| token.to_owned());
            dead == token
        })
    }

    /// How much later an answer comes.
    pub fn latency(&self, user: Option<&str>, or_everyone: bool, now: Timestamp) -> Duration {
        let inner = self.inner();
        inner
            .in_force(user, now)
            .filter(|fault| or_everyone || fault.user.is_some())
            .map(|fault| match fault.kind {
                Kind::Latency(by) => by,
                _ => Duration::ZERO,
            })
            .sum()
    }

    pub fn frames(&self, user: Option<&str>, now: Timestamp) -> FrameFaults {
        let mut found = FrameFaults::default();
        for fault in self.inner().in_force(user, now) {
            match fault.kind {
                Kind::Latency(by) | Kind::FrameDelay(by) => found.delay += by,
                Kind::FrameDouble => found.doubled = true,
                _ => {}
            }
        }
        found
    }

    pub fn otp_fails(&self, phone: &str, now: Timestamp) -> bool {
        let inner = self.inner();
        inner
            .in_force(Some(phone), now)
            .any(|fault| fault.kind == Kind::OtpFail)
    }

    pub fn push_fails(&self, user: &str, now: Timestamp) -> bool {
        let inner = self.inner();
        inner
            .in_force(Some(user), now)
            .any(|fault| fault.kind == Kind::PushFail)
    }
}

impl Inner {
    fn in_force<'a>(
        &'a self,
        who: Option<&'a str>,
        now: Timestamp,
    ) -> impl Iterator<Item = &'a Fault> + 'a {
        self.set
            .iter()
            .filter(move |fault| fault.lasts(now) && fault.is_for(who))
    }

    fn forget(&mut self, now: Timestamp) {
        self.set.retain(|fault| fault.lasts(now));
        let left: Vec<u64> = self.set.iter().map(|fault| fault.number).collect();
        self.expired.retain(|(fault, _), _| left.contains(fault));
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::ids::{CustomerId, UserId};

    fn caller(n: u128) -> Caller {
        Caller {
            user: UserId::Customer(CustomerId(Uuid::from_u128(n))),
            session: AuthSessionId(Uuid::from_u128(n)),
        }
    }

    fn fault(kind: Kind, user: Option<u128>) -> Fault {
        Fault {
            number: 0,
            user: user.map(|n| Uuid::from_u128(n).to_string()),
            kind,
            until: None,
            requests_left: None,
        }
    }

    const NOW: Timestamp = Timestamp::from_millis(0);

    #[test]
    fn a_fault_meets_whom_it_is_for_as_often_as_it_was_to() {
        let faults = Faults::default();
        let twice = Fault {
            requests_left: Some(2),
            ..fault(Kind::Busy, Some(1))
        };
        faults.set(twice, NOW).unwrap();
        assert!(faults.refuses(Some(caller(2)), None, true, NOW).is_none());
        assert!(faults.refuses(None, None, true, NOW).is_none());
        for _ in 0..2 {
            let refused = faults.refuses(Some(caller(1)), None, true, NOW).unwrap();
            assert_eq!(refused.code, Code::Busy);
        }
        assert!(faults.refuses(Some(caller(1)), None, true, NOW).is_none());
        assert!(faults.list(NOW).is_empty());
    }

    #[test]
    fn a_token_stays_expired_and_the_one_after_it_is_good() {
        let faults = Faults::default();
        faults.set(fault(Kind::TokenExpired, Some(1)), NOW).unwrap();
        assert!(faults.has_expired(caller(1), "old", NOW));
        assert!(!faults.has_expired(caller(1), "new", NOW));
        assert!(faults.has_expired(caller(1), "old", NOW));
        assert!(!faults.has_expired(caller(2), "other", NOW));
    }

    #[test]
    fn latencies_add_up_and_end_with_their_time() {
        let faults = Faults::default();
        let second = Duration::from_secs(1);
        faults.set(fault(Kind::Latency(second), None), NOW).unwrap();
        let short = Fault {
            until: Some(NOW.plus_seconds(10)),
            ..fault(Kind::FrameDelay(second), None)
        };
        faults.set(short, NOW).unwrap();
        assert_eq!(faults.latency(None, true, NOW), second);
        assert_eq!(faults.frames(None, NOW).delay, 2 * second);
        assert_eq!(faults.frames(None, NOW.plus_seconds(10)).delay, second);
    }
}
