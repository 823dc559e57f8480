//! Time, from one place.
//!
//! Everything the domain decides by time asks a [`Clock`]: token expiry, cooldowns, deadlines. A system clock follows the
//! machine; it can be frozen, shifted and advanced, which is how tests and the dev desk make half an hour pass at once.
//! Network timeouts (a slow client, a hanging provider) are not the domain's time and stay on tokio's.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use tokio::sync::watch;

/// An instant: milliseconds since 1970 in UTC, as it stands in the database. JSON shows it as RFC 3339.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(i64);

impl Timestamp {
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// Whole seconds, as JWT claims count them.
    pub const fn as_seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    #[must_use]
    pub const fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        self.plus_millis(seconds.saturating_mul(1000))
    }

    pub const fn millis_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Seconds from now to `later`, rounded up, never below one: what a client should wait before it tries again.
    pub const fn seconds_until(self, later: Self) -> i64 {
        let seconds = later.millis_since(self).saturating_add(999) / 1000;
        if seconds < 1 { 1 } else { seconds }
    }

    /// Reads an RFC 3339 instant of any offset.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse::<jiff::Timestamp>()
            .ok()
            .map(|t| Self(t.as_millisecond()))
    }

    /// The same instant for calendar arithmetic. Outside year -9999 to 9999 it is clamped.
    pub fn to_jiff(self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or(if self.0 < 0 {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        })
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.to_jiff())
    }
}

/// A clock shared by everyone who is handed a clone of it.
#[derive(Clone)]
pub struct Clock(Arc<Inner>);

struct Inner {
    setting: Mutex<Setting>,
    /// Counts changes of the setting, so that sleepers look again when someone moved the hands.
    changed: watch::Sender<u64>,
}

#[derive(Clone, Copy)]
enum Setting {
    /// The machine's time plus so many milliseconds.
    Running {
        offset: i64,
    },
    Frozen {
        at: i64,
    },
}

/// Sleepers wake at least this often: a suspended laptop or a step of the machine's time is noticed within it.
const LONGEST_NAP: Duration = Duration::from_secs(30);

impl Clock {
    /// The machine's own time.
    pub fn system() -> Self {
        Self::with(Setting::Running { offset: 0 })
    }

    /// Stands still at `at` until it is advanced.
    pub fn frozen(at: Timestamp) -> Self {
        Self::with(Setting::Frozen { at: at.0 })
    }

    fn with(setting: Setting) -> Self {
        Self(Arc::new(Inner {
            setting: Mutex::new(setting),
            changed: watch::Sender::new(0),
        }))
    }

    pub fn now(&self) -> Timestamp {
        Timestamp(
            match *self
                .0
                .setting
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
            {
                Setting::Running { offset } => machine_millis().saturating_add(offset),
                Setting::Frozen { at } => at,
            },
        )
    }

    /// Moves the hands forward; sleepers whose instant has come wake at once.
    pub fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        {
            let mut setting = self
                .0
                .setting
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            match &mut *setting {
                Setting::Running { offset } => *offset = offset.saturating_add(by),
                Setting::Frozen { at } => *at = at.saturating_add(by),
            }
        }
        self.0.changed.send_modify(|n| *n += 1);
    }

    /// Returns once this clock shows `at` or later.
    pub async fn sleep_until(&self, at: Timestamp) {
        // Subscribed before the first look, so that a change in between is not missed.
        let mut changed = self.0.changed.subscribe();
        loop {
            let now = self.now();
            if now >= at {
                return;
            }
            let left = Duration::from_millis(at.millis_since(now) as u64);
            tokio::select! {
                () = tokio::time::sleep(left.min(LONGEST_NAP)) => {}
                _ = changed.changed() => {}
            }
        }
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that asks the machine"
)]
fn machine_millis() -> i64 {
    match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => since.as_millis() as i64,
        Err(before) => -(before.duration().as_millis() as i64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_shown_as_rfc_3339_with_milliseconds() {
        let t = Timestamp::parse("2026-11-22T17:00:00.5+07:00").unwrap();
        assert_eq!(t.to_string(), "2026-11-22T10:00:00.500Z");
        assert_eq!(Timestamp::parse("yesterday"), None);
    }

    #[tokio::test]
    async fn a_sleeper_wakes_when_the_hands_are_moved_past_its_instant() {
        let clock = Clock::frozen(Timestamp::from_millis(0));
        let sleeper = tokio::spawn({
            let clock = clock.clone();
            async move { clock.sleep_until(Timestamp::from_millis(60_000)).await }
        });
        clock.advance(Duration::from_secs(59));
        tokio::task::yield_now().await;
        assert!(!sleeper.is_finished());
        clock.advance(Duration::from_secs(1));
        sleeper.await.unwrap();
    }
}
