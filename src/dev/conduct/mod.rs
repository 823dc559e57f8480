//! How clients behave: faults in an app that the server can see, counted per user, each with a sentence on how to mend it.
//! They are found here on a laptop, or in the stores by people whose messages are missing.
//!
//! What is judged is one sign-in on one device, by what it said, was told and called; see `device.rs`. Times are by the
//! server's clock. Of what people say only a hash is held, to know the same text again.

mod device;

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use serde_json::Value;
use uuid::Uuid;

use self::device::Device;
pub use self::device::hash;
use crate::{
    clock::Timestamp,
    domain::{auth::Caller, ids::AuthSessionId},
};

macro_rules! faults {
    ($($(#[$doc:meta])* $name:ident $word:literal $advice:literal;)*) => {
        /// Something that a client does wrong.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Misconduct { $($(#[$doc])* $name,)* }

        impl Misconduct {
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// How to mend it.
            pub const fn advice(self) -> &'static str {
                match self { $(Self::$name => $advice,)* }
            }
        }
    };
}

faults! {
    /// Connected again, and did not read what it had missed.
    NoCatchUp "no_catch_up" "After a reconnect read each session of `sync` on, from the last message that the app has: GET …/messages?after_seq=….";
    RefreshStorm "refresh_storm" "Refresh once and let all calls that wait share the outcome; a refresh token is good once.";
    NoDelivered "no_delivered" "Send `delivered` with the newest seq when a `message` frame has arrived, so that the sender sees it.";
    NewIdForSameText "new_id_for_same_text" "Make the client_message_id once and keep it with the message: sent again after a reconnect with the same id it is the same message, with a new one it is said twice.";
    TalksWhenOver "talks_when_over" "Close the input at `session_closing` and `session_completed`: what is sent after it is refused with SESSION_NOT_ACTIVE.";
    FellSilent "fell_silent" "Send `ping` every 25 s or so while nothing else is sent, and answer the server's pings: a socket without a sign of life is ended with 4408.";
    LetExpire "let_expire" "When `auth_expiring` comes, refresh and send `auth` with the new token on the same socket; else it is ended with 4401.";
    TooFast "too_fast" "Send `typing` when it begins and ends, not with every key: too many frames end the socket with 4429.";
    WrongFrames "wrong_frames" "Send JSON objects with a `type` and members as the AsyncAPI document has them.";
    NoIdempotencyKey "no_idempotency_key" "Send an Idempotency-Key with POST …/chat/request and keep it for the retry, or a lost answer asks (and pays) twice.";
}

/// How often one thing was seen, and when last.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    pub count: u32,
    pub last: Timestamp,
    /// The chat session of the last time.
    pub session: Option<Uuid>,
}

/// A call, as the door saw it.
#[derive(Debug)]
pub struct Call<'a> {
    pub caller: Option<Caller>,
    /// Method and template of the path.
    pub name: &'a str,
    /// The problem's code.
    pub code: Option<&'a str>,
    pub session: Option<Uuid>,
    pub has_key: bool,
    /// Of a refresh: which sign-in it was for.
    pub refreshed: Option<AuthSessionId>,
    /// Of a message: its id and the text's hash.
    pub said: Option<&'a (String, u64)>,
}

/// More devices than anyone has on a desk.
const MOST: usize = 1_000;

#[derive(Debug, Clone, Default)]
pub struct Conduct(Arc<Mutex<Inner>>);

#[derive(Debug, Default)]
struct Inner {
    devices: HashMap<AuthSessionId, Device>,
    users: HashMap<AuthSessionId, Uuid>,
    seen: BTreeMap<(Uuid, Misconduct), Seen>,
}

impl Conduct {
    fn with<T>(&self, look: impl FnOnce(&mut Inner) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn connected(&self, caller: Caller) {
        self.with(|inner| inner.of(caller).connected());
    }

    /// By us with this code, or by the client.
    pub fn disconnected(&self, caller: Caller, code: Option<u16>, now: Timestamp) {
        self.with(|inner| {
            let found = inner.of(caller).disconnected(code, now);
            inner.note(caller.session, found, now);
        });
    }

    /// What a client said on a socket.
    pub fn said(&self, caller: Caller, frame: &str, now: Timestamp) {
        let frame = serde_json::from_str(frame).unwrap_or(Value::Null);
        self.with(|inner| {
            let found = inner.of(caller).said(&frame, now);
            inner.note(caller.session, found, now);
        });
    }

    /// What it was told there.
    pub fn told(&self, caller: Caller, frame: &str, now: Timestamp) {
        let frame = serde_json::from_str(frame).unwrap_or(Value::Null);
        self.with(|inner| {
            let found = inner.of(caller).told(&frame, now);
            inner.note(caller.session, found, now);
        });
    }

    pub fn called(&self, call: &Call<'_>, now: Timestamp) {
        self.with(|inner| {
            let sign_in = match (call.caller, call.refreshed) {
                (Some(caller), _) => {
                    inner.of(caller);
                    caller.session
                }
                (None, Some(sign_in)) => sign_in,
                (None, None) => return,
            };
            if let Some(device) = inner.devices.get_mut(&sign_in) {
                let found = device.called(call, now);
                inner.note(sign_in, found, now);
            }
        });
    }

    /// All that was seen so far, by user.
    pub fn report(&self, now: Timestamp) -> Vec<(Uuid, Misconduct, Seen)> {
        self.with(|inner| {
            let late: Vec<_> = inner
                .devices
                .iter_mut()
                .map(|(sign_in, device)| (*sign_in, device.overdue(now)))
                .collect();
            for (sign_in, found) in late {
                inner.note(sign_in, found, now);
            }
            inner
                .seen
                .iter()
                .map(|((user, what), seen)| (*user, *what, *seen))
                .collect()
        })
    }

    pub fn forget(&self) {
        self.with(|inner| *inner = Inner::default());
    }
}

impl Inner {
    fn of(&mut self, caller: Caller) -> &mut Device {
        if self.devices.len() >= MOST && !self.devices.contains_key(&caller.session) {
            self.devices.clear();
            self.users.clear();
        }
        self.users.insert(caller.session, caller.user.uuid());
        self.devices.entry(caller.session).or_default()
    }

    fn note(&mut self, sign_in: AuthSessionId, found: Vec<device::Found>, now: Timestamp) {
        let Some(user) = self.users.get(&sign_in) else {
            return;
        };
        for (what, session) in found {
            let seen = self.seen.entry((*user, what)).or_insert(Seen {
                count: 0,
                last: now,
                session,
            });
            seen.count += 1;
            seen.last = now;
            seen.session = session;
        }
    }
}
