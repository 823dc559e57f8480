//! The last things that happened on this server, in one list: calls, frames, what came due, what the audit log says. Each has
//! the request id under which it happened, where there was one, so that "it failed on my phone" becomes a line to look at.
//!
//! Never in it: what people said to each other, codes, tokens, passwords. See [`without_secrets`].

mod events;

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use serde_json::{Map, Value};
use uuid::Uuid;

use self::events::of_event;
use crate::{
    clock::Timestamp,
    domain::{audit, event::Event},
};

/// The oldest are forgotten.
pub const KEPT: usize = 5_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A call and its answer.
    Http,
    /// What a client said on a socket.
    FrameIn,
    /// What it was told there.
    FrameOut,
    /// A socket was opened, signed in, or ended.
    Socket,
    /// Something was committed because somebody did something.
    Event,
    /// Something was committed because its time had come.
    Deadline,
    /// A row of the audit log.
    Audit,
}

/// Something that happened.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Counts up from 1.
    pub number: u64,
    pub at: Timestamp,
    pub happened: Happening,
}

#[derive(Debug, Clone)]
pub struct Happening {
    pub kind: Kind,
    /// `POST /api/client/chat/sessions`, `message`, `session_closing`, `mitra.updated`.
    pub name: String,
    pub request_id: Option<String>,
    pub user: Option<Uuid>,
    /// The chat session.
    pub session: Option<Uuid>,
    /// Of an answer, or the code that a socket was closed with.
    pub status: Option<u16>,
    /// The problem's code.
    pub code: Option<String>,
    pub ms: Option<f64>,
    /// What else there is to know.
    pub detail: Option<Value>,
}

impl Happening {
    pub fn new(kind: Kind, name: impl Into<String>) -> Self {
        Self {
            kind,
            name: name.into(),
            request_id: None,
            user: None,
            session: None,
            status: None,
            code: None,
            ms: None,
            detail: None,
        }
    }

    /// A frame, by its text.
    pub fn frame(kind: Kind, text: &str) -> Self {
        let frame: Value = serde_json::from_str(text).unwrap_or(Value::Null);
        let name = frame["type"].as_str().unwrap_or("unreadable").to_owned();
        let uuid = |pointer: &str| {
            let text = frame.pointer(pointer)?.as_str()?;
            Uuid::parse_str(text).ok()
        };
        // `auth_ok` has a session_id too, of the sign-in.
        let session = (name != "auth_ok")
            .then(|| {
                [
                    "/session_id",
                    "/message/session_id",
                    "/session/id",
                    "/request/session_id",
                ]
                .into_iter()
                .find_map(uuid)
            })
            .flatten();
        let told = [
            ("client_message_id", "/client_message_id"),
            ("message_id", "/message/id"),
            ("seq", "/message/seq"),
            ("up_to_seq", "/up_to_seq"),
            ("status", "/status"),
            ("status", "/session/status"),
            ("reason", "/reason"),
            ("outcome", "/outcome"),
            ("extension_id", "/extension/id"),
            ("is_typing", "/is_typing"),
            ("ref", "/ref"),
        ];
        let detail: Map<String, Value> = told
            .into_iter()
            .filter_map(|(name, pointer)| {
                let value = frame.pointer(pointer)?;
                (!value.is_null() && !value.is_object()).then(|| (name.to_owned(), value.clone()))
            })
            .collect();
        Self {
            session,
            code: frame["code"].as_str().map(str::to_owned),
            detail: (!detail.is_empty()).then_some(Value::Object(detail)),
            ..Self::new(kind, name)
        }
    }
}

/// What is looked for; `None` leaves them all.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Only what came after this number.
    pub after: u64,
    pub kind: Option<Kind>,
    pub user: Option<Uuid>,
    pub session: Option<Uuid>,
    pub request_id: Option<String>,
}

impl Query {
    fn fits(&self, entry: &Entry) -> bool {
        let happened = &entry.happened;
        entry.number > self.after
            && self.kind.is_none_or(|kind| kind == happened.kind)
            && self.user.is_none_or(|user| happened.user == Some(user))
            && self
                .session
                .is_none_or(|session| happened.session == Some(session))
            && (self.request_id.is_none() || self.request_id == happened.request_id)
    }
}

#[derive(Debug, Clone, Default)]
pub struct Timeline(Arc<Mutex<Inner>>);

#[derive(Debug, Default)]
struct Inner {
    last: u64,
    entries: VecDeque<Entry>,
    /// The newest row of the audit log that is in here.
    audited: Option<(Timestamp, Uuid)>,
}

impl Timeline {
    fn inner<T>(&self, look: impl FnOnce(&mut Inner) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn put(&self, at: Timestamp, happened: Happening) {
        self.inner(|inner| inner.put(at, happened));
    }

    /// Of those that fit the newest `most`, oldest first.
    pub fn find(&self, query: &Query, most: usize) -> Vec<Entry> {
        self.inner(|inner| {
            let mut found: Vec<Entry> = inner
                .entries
                .iter()
                .rev()
                .take_while(|entry| entry.number > query.after)
                .filter(|entry| query.fits(entry))
                .take(most)
                .cloned()
                .collect();
            found.reverse();
            found
        })
    }

    /// When an app of this mitra was first told of a request that was sent to them at `called_at`.
    pub fn saw_request(
        &self,
        mitra: Uuid,
        session: Uuid,
        called_at: Timestamp,
    ) -> Option<Timestamp> {
        let tells = |entry: &Entry| {
            let happened = &entry.happened;
            match (happened.kind, happened.name.as_str()) {
                (Kind::FrameOut, "chat_request") => happened.session == Some(session),
                (Kind::FrameOut, "sync") => entry.at >= called_at,
                (Kind::Http, "GET /api/mitra/chat/requests") => {
                    happened.status == Some(200) && entry.at >= called_at
                }
                _ => false,
            }
        };
        self.inner(|inner| {
            let mut theirs = inner
                .entries
                .iter()
                .filter(|entry| entry.happened.user == Some(mitra));
            theirs.find(|entry| tells(entry)).map(|entry| entry.at)
        })
    }

    /// What was committed.
    pub fn heard(&self, at: Timestamp, event: &Event) {
        if let Some(happened) = of_event(event) {
            self.put(at, happened);
        }
    }

    /// Where the audit log is to be read on from.
    pub fn audited(&self) -> Option<(Timestamp, Uuid)> {
        self.inner(|inner| inner.audited)
    }

    /// Takes rows of the audit log over, newest first as they are listed; those that are here already are passed over.
    pub fn audit(&self, rows: Vec<audit::Entry>) {
        self.inner(|inner| {
            for row in rows.into_iter().rev() {
                let place = (row.created_at, row.id.0);
                if inner.audited.is_some_and(|known| place <= known) {
                    continue;
                }
                inner.audited = Some(place);
                let target = row.target_id.as_deref();
                let detail = serde_json::json!({
                    "actor": row.actor_name,
                    "target": row.target_type.as_deref().zip(target).map(|(kind, id)| format!("{kind} {id}")),
                    "before": row.before.map(without_secrets),
                    "after": row.after.map(without_secrets),
                });
                let happened = Happening {
                    request_id: row.request_id,
                    user: row.actor_id,
                    session: target
                        .filter(|_| row.target_type.as_deref() == Some("chat_session"))
                        .and_then(|id| Uuid::parse_str(id).ok()),
                    detail: Some(detail),
                    ..Happening::new(Kind::Audit, row.action)
                };
                inner.put(row.created_at, happened);
            }
        });
    }

    /// The data is another now: of its audit log what comes after `now` is news.
    pub fn turn_back(&self, now: Timestamp, name: &str, snapshot: Option<&str>) {
        self.inner(|inner| inner.audited = Some((now, Uuid::max())));
        self.put(
            now,
            Happening {
                detail: snapshot.map(|snapshot| serde_json::json!({ "snapshot": snapshot })),
                ..Happening::new(Kind::Event, name)
            },
        );
    }
}

impl Inner {
    fn put(&mut self, at: Timestamp, happened: Happening) {
        self.last += 1;
        if self.entries.len() == KEPT {
            self.entries.pop_front();
        }
        self.entries.push_back(Entry {
            number: self.last,
            at,
            happened,
        });
    }
}

/// Members whose values are nobody's business; a copied command has a variable in their place.
const SECRETS: [&str; 10] = [
    "access_token",
    "code",
    "content",
    "current_password",
    "id_token",
    "message",
    "new_password",
    "password",
    "refresh_token",
    "token",
];

/// The same with a variable in the place of each secret: `"content": "$CONTENT"`.
pub fn without_secrets(value: Value) -> Value {
    match value {
        Value::Object(members) => members
            .into_iter()
            .map(|(name, value)| {
                let value = if SECRETS.contains(&name.as_str()) && !value.is_null() {
                    Value::String(format!("${}", name.to_uppercase()))
                } else {
                    without_secrets(value)
                };
                (name, value)
            })
            .collect(),
        Value::Array(items) => items.into_iter().map(without_secrets).collect(),
        plain => plain,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_oldest_are_forgotten_and_numbers_go_on() {
        let timeline = Timeline::default();
        for _ in 0..KEPT + 3 {
            timeline.put(Timestamp::default(), Happening::new(Kind::Event, "x"));
        }
        let all = timeline.find(&Query::default(), usize::MAX);
        assert_eq!(all.len(), KEPT);
        assert_eq!(all[0].number, 4);
        let after = Query {
            after: KEPT as u64 + 1,
            ..Query::default()
        };
        assert_eq!(timeline.find(&after, 100).len(), 2);
        assert_eq!(
            timeline.find(&Query::default(), 1)[0].number,
            KEPT as u64 + 3
        );
    }

    #[test]
    fn of_a_frame_its_ids_are_kept_and_never_what_was_said() {
        let session = Uuid::from_u128(7);
        let text = json!({"type": "message", "session_id": session, "client_message_id": "a", "content": "secret"});
        let happened = Happening::frame(Kind::FrameIn, &text.to_string());
        assert_eq!(happened.session, Some(session));
        assert!(!format!("{happened:?}").contains("secret"));
        assert_eq!(Happening::frame(Kind::FrameIn, "}").name, "unreadable");
    }

    #[test]
    fn of_a_body_secrets_are_left_out_at_any_depth() {
        let body = json!({"code": "123456", "a": [{"password": "x", "name": "y"}], "token": null});
        let kept =
            json!({"code": "$CODE", "a": [{"password": "$PASSWORD", "name": "y"}], "token": null});
        assert_eq!(without_secrets(body), kept);
    }
}
