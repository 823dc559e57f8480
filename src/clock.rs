//! Time, from one place.
//!
//! Everything the domain decides by time asks a [`Clock`]: token expiry, cooldowns, deadlines. A system clock follows the
//! machine; it can be frozen, shifted and advanced, which is how tests and the dev desk make half an hour pass at once.
//!
//! When somebody sets the machine's time, nobody's paid half hour is over: the clock goes on at the steady pace of the
//! machine and is a hundredth faster or slower until it has caught up. A new start takes the machine's time as it is.
//! Network timeouts (a slow client, a hanging provider) are not the domain's time and stay on tokio's.

mod pace;

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use tokio::sync::watch;

use self::pace::Pace;

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
    Running(Pace),
    /// Runs so many times as fast as the machine's steady clock.
    Fast {
        speed: u32,
        steady: i64,
        shown: i64,
    },
    Frozen {
        at: i64,
    },
}

/// How a clock goes, for whoever looks at its hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Going {
    /// As the machine's time, shifted by so many milliseconds.
    Real {
        ahead_millis: i64,
    },
    Fast {
        speed: u32,
    },
    Frozen,
}

/// Sleepers wake at least this often: that a laptop was suspended is noticed within it.
const LONGEST_NAP: Duration = Duration::from_secs(30);

impl Clock {
    /// The machine's own time.
    pub fn system() -> Self {
        Self::with(Setting::Running(Pace {
            offset: 0,
            steady: steady_millis(),
            shown: machine_millis(),
            astray: false,
        }))
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
        let mut setting = self.setting();
        Timestamp(match &mut *setting {
            Setting::Running(pace) => pace.show(steady_millis(), machine_millis()),
            Setting::Fast {
                speed,
                steady,
                shown,
            } => {
                let passed = steady_millis().saturating_sub(*steady).max(0);
                shown.saturating_add(passed.saturating_mul(i64::from(*speed)))
            }
            Setting::Frozen { at } => *at,
        })
    }

    pub fn going(&self) -> Going {
        let now = self.now();
        match *self.setting() {
            Setting::Running(_) => Going::Real {
                ahead_millis: now.as_millis().saturating_sub(machine_millis()),
            },
            Setting::Fast { speed, .. } => Going::Fast { speed },
            Setting::Frozen { .. } => Going::Frozen,
        }
    }

    /// Stands still from now on.
    pub fn freeze(&self) {
        let at = self.now().0;
        self.set(Setting::Frozen { at });
    }

    /// Goes on from what it shows, so many times as fast as real time; at 1 it follows the machine's time again, shifted.
    pub fn run(&self, speed: u32) {
        let (shown, steady) = (self.now().0, steady_millis());
        self.set(if speed == 1 {
            Setting::Running(Pace {
                offset: shown.saturating_sub(machine_millis()),
                steady,
                shown,
                astray: false,
            })
        } else {
            Setting::Fast {
                speed,
                steady,
                shown,
            }
        });
    }

    /// Back to the machine's time, which may lie before what was shown.
    pub fn follow_machine(&self) {
        self.set(Setting::Running(Pace {
            offset: 0,
            steady: steady_millis(),
            shown: machine_millis(),
            astray: false,
        }));
    }

    /// Shows another instant, before or after, and goes on from there as it went.
    pub fn set_to(&self, at: Timestamp) {
        let (shown, steady) = (at.0, steady_millis());
        {
            let mut setting = self.setting();
            *setting = match *setting {
                Setting::Fast { speed, .. } => Setting::Fast {
                    speed,
                    steady,
                    shown,
                },
                Setting::Running(_) => Setting::Running(Pace {
                    offset: shown.saturating_sub(machine_millis()),
                    steady,
                    shown,
                    astray: false,
                }),
                Setting::Frozen { .. } => Setting::Frozen { at: shown },
            };
        }
        self.0.changed.send_modify(|n| *n += 1);
    }

    fn setting(&self) -> MutexGuard<'_, Setting> {
        self.0
            .setting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, setting: Setting) {
        *self.setting() = setting;
        self.0.changed.send_modify(|n| *n += 1);
    }

    /// Moves the hands forward; sleepers whose instant has come wake at once.
    pub fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        {
            let mut setting = self.setting();
            match &mut *setting {
                Setting::Fast { shown, .. } => *shown = shown.saturating_add(by),
                Setting::Running(pace) => {
                    pace.offset = pace.offset.saturating_add(by);
                    pace.shown = pace.shown.saturating_add(by);
                }
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
            let speed = match *self.setting() {
                Setting::Fast { speed, .. } => speed,
                Setting::Running(_) | Setting::Frozen { .. } => 1,
            };
            let left = Duration::from_millis(at.millis_since(now) as u64) / speed.max(1);
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

/// Milliseconds that only ever go forward at the pace of real time. Time in which the machine slept counts, where it tells.
fn steady_millis() -> i64 {
    #[cfg(target_os = "linux")]
    let id = rustix::time::ClockId::Boottime;
    #[cfg(not(target_os = "linux"))]
    let id = rustix::time::ClockId::Monotonic;
    let reading = rustix::time::clock_gettime(id);
    reading.tv_sec * 1000 + reading.tv_nsec / 1_000_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_hands_can_be_stopped_moved_hurried_and_let_go() {
        let clock = Clock::system();
        clock.freeze();
        let frozen = clock.now();
        clock.advance(Duration::from_secs(1500));
        assert_eq!(clock.now(), frozen.plus_seconds(1500));
        assert_eq!(clock.going(), Going::Frozen);
        clock.run(100_000);
        assert_eq!(clock.going(), Going::Fast { speed: 100_000 });
        // 100 seconds at this speed are a millisecond.
        clock.sleep_until(frozen.plus_seconds(1600)).await;
        clock.run(1);
        let Going::Real { ahead_millis } = clock.going() else {
            panic!("{:?}", clock.going());
        };
        assert!(ahead_millis >= 1_599_000, "{ahead_millis}");
        clock.follow_machine();
        assert!(clock.now() < frozen.plus_seconds(1500));
    }

    #[test]
    fn a_running_clock_moved_by_hand_shows_it_at_once() {
        let clock = Clock::system();
        let before = clock.now();
        clock.advance(Duration::from_secs(1800));
        let passed = clock.now().millis_since(before);
        assert!((1_800_000..1_860_000).contains(&passed), "{passed}");
    }

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
