//! One sign-in on one device: what it has seen of each session, and what it still owes.

use std::{
    collections::{HashMap, VecDeque},
    hash::{DefaultHasher, Hash, Hasher},
};

use serde_json::Value;
use uuid::Uuid;

use super::{Call, Misconduct};
use crate::clock::Timestamp;

/// What was found, and in which chat session.
pub type Found = (Misconduct, Option<Uuid>);

/// How long an app may take to read what it missed.
const CATCH_UP_SECONDS: i64 = 10;
/// How long it may take to say that it has something.
const DELIVERED_SECONDS: i64 = 30;
/// More refreshes than this in a minute are a storm.
const REFRESHES: usize = 3;
const MINUTE: i64 = 60;
/// Texts that are known again.
const TEXTS: usize = 50;

#[derive(Debug, Default)]
pub struct Device {
    /// How often it has connected.
    connections: u32,
    sessions: HashMap<Uuid, Known>,
    refreshes: VecDeque<Timestamp>,
    texts: VecDeque<Said>,
}

#[derive(Debug, Default)]
struct Known {
    /// The newest message it was told of, has said, or has read.
    seq: i64,
    /// Since when it should be reading what it missed.
    behind_since: Option<Timestamp>,
    /// The oldest message that it has not said to have, and since when.
    undelivered: Option<(i64, Timestamp)>,
}

#[derive(Debug)]
struct Said {
    session: Uuid,
    id: String,
    text: u64,
    at: Timestamp,
    /// The connection it was said on, or after.
    connection: u32,
}

/// By which a text is known again.
pub fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

fn uuid(value: &Value) -> Option<Uuid> {
    Uuid::parse_str(value.as_str()?).ok()
}

impl Device {
    pub fn connected(&mut self) {
        self.connections += 1;
    }

    pub fn disconnected(&mut self, code: Option<u16>, now: Timestamp) -> Vec<Found> {
        let mut found = self.overdue(now);
        for known in self.sessions.values_mut() {
            // Whoever is away can't be asked for anything.
            known.behind_since = None;
            known.undelivered = None;
        }
        let what = match code {
            Some(4408) => Misconduct::FellSilent,
            Some(4401) => Misconduct::LetExpire,
            Some(4429) => Misconduct::TooFast,
            Some(4400) => Misconduct::WrongFrames,
            _ => return found,
        };
        found.push((what, None));
        found
    }

    pub fn said(&mut self, frame: &Value, now: Timestamp) -> Vec<Found> {
        let Some(session) = uuid(&frame["session_id"]) else {
            return Vec::new();
        };
        match frame["type"].as_str().unwrap_or_default() {
            "delivered" | "read" => {
                let up_to = frame["up_to_seq"].as_i64().unwrap_or(0);
                self.has(session, up_to);
                Vec::new()
            }
            "message" => {
                let id = frame["client_message_id"].as_str().unwrap_or_default();
                let text = frame["content"].as_str().unwrap_or_default();
                self.says(session, id, hash(text), now)
            }
            _ => Vec::new(),
        }
    }

    pub fn told(&mut self, frame: &Value, now: Timestamp) -> Vec<Found> {
        match frame["type"].as_str().unwrap_or_default() {
            "message" => {
                let message = &frame["message"];
                if let (Some(session), Some(seq)) =
                    (uuid(&message["session_id"]), message["seq"].as_i64())
                {
                    let known = self.sessions.entry(session).or_default();
                    known.seq = known.seq.max(seq);
                    known.undelivered.get_or_insert((seq, now));
                }
            }
            "message_ack" => {
                let message = &frame["message"];
                if let (Some(session), Some(seq)) =
                    (uuid(&message["session_id"]), message["seq"].as_i64())
                {
                    let known = self.sessions.entry(session).or_default();
                    known.seq = known.seq.max(seq);
                }
            }
            "sync" => self.synced(frame, now),
            "error" => return wrong(frame),
            _ => {}
        }
        self.overdue(now)
    }

    /// At the first connection everything is new and is read as the app likes; later what has come meanwhile must be.
    fn synced(&mut self, frame: &Value, now: Timestamp) {
        for session in frame["sessions"].as_array().into_iter().flatten() {
            let (Some(id), Some(last)) = (uuid(&session["id"]), session["last_seq"].as_i64())
            else {
                continue;
            };
            let is_again = self.connections > 1;
            let known = self.sessions.entry(id).or_default();
            if is_again && last > known.seq {
                known.behind_since = Some(now);
            }
            known.seq = known.seq.max(last);
        }
    }

    pub fn called(&mut self, call: &Call<'_>, now: Timestamp) -> Vec<Found> {
        let mut found = self.overdue(now);
        if call.refreshed.is_some() {
            self.refreshes.push_back(now);
            self.refreshes
                .retain(|at| now.millis_since(*at) < MINUTE * 1000);
            if self.refreshes.len() > REFRESHES {
                found.push((Misconduct::RefreshStorm, None));
            }
        }
        if call.name == "POST /api/client/chat/request" && !call.has_key {
            found.push((Misconduct::NoIdempotencyKey, None));
        }
        let Some(session) = call.session else {
            return found;
        };
        if call.code == Some("SESSION_NOT_ACTIVE") {
            found.push((Misconduct::TalksWhenOver, Some(session)));
        }
        if let Some((id, text)) = call.said {
            found.extend(self.says(session, id, *text, now));
        }
        if call.name.ends_with("/messages") && call.name.starts_with("GET ") {
            if let Some(known) = self.sessions.get_mut(&session) {
                known.behind_since = None;
            }
        } else if call.name.ends_with("/read") || call.name.ends_with("/delivered") {
            self.has(session, i64::MAX);
        }
        found
    }

    fn has(&mut self, session: Uuid, up_to: i64) {
        let Some(known) = self.sessions.get_mut(&session) else {
            return;
        };
        if known.undelivered.is_some_and(|(seq, _)| seq <= up_to) {
            known.undelivered = None;
        }
    }

    fn says(&mut self, session: Uuid, id: &str, text: u64, now: Timestamp) -> Vec<Found> {
        self.texts
            .retain(|said| now.millis_since(said.at) < MINUTE * 1000);
        let is_new_name = self.texts.iter().any(|said| {
            said.session == session
                && said.text == text
                && said.id != id
                && said.connection < self.connections
        });
        if self.texts.len() == TEXTS {
            self.texts.pop_front();
        }
        self.texts.push_back(Said {
            session,
            id: id.to_owned(),
            text,
            at: now,
            connection: self.connections,
        });
        if is_new_name {
            vec![(Misconduct::NewIdForSameText, Some(session))]
        } else {
            Vec::new()
        }
    }

    /// What it should have done by now. Each is found once.
    pub fn overdue(&mut self, now: Timestamp) -> Vec<Found> {
        let late = |since: Timestamp, seconds: i64| now.millis_since(since) >= seconds * 1000;
        let mut found = Vec::new();
        for (session, known) in &mut self.sessions {
            if known
                .behind_since
                .is_some_and(|since| late(since, CATCH_UP_SECONDS))
            {
                known.behind_since = None;
                found.push((Misconduct::NoCatchUp, Some(*session)));
            }
            if known
                .undelivered
                .is_some_and(|(_, since)| late(since, DELIVERED_SECONDS))
            {
                known.undelivered = None;
                found.push((Misconduct::NoDelivered, Some(*session)));
            }
        }
        found
    }
}

fn wrong(frame: &Value) -> Vec<Found> {
    let about = uuid(&frame["ref"]);
    match frame["code"].as_str() {
        Some("SESSION_NOT_ACTIVE") => vec![(Misconduct::TalksWhenOver, about)],
        Some("BAD_REQUEST") => vec![(Misconduct::WrongFrames, about)],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SESSION: Uuid = Uuid::from_u128(7);

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1000)
    }

    fn message(seq: i64) -> Value {
        json!({"type": "message", "message": {"session_id": SESSION, "seq": seq}})
    }

    fn sync(last_seq: i64) -> Value {
        json!({"type": "sync", "sessions": [{"id": SESSION, "last_seq": last_seq}]})
    }

    fn say(id: &str, text: &str) -> Value {
        json!({"type": "message", "session_id": SESSION, "client_message_id": id, "content": text})
    }

    fn call(name: &'static str) -> Call<'static> {
        Call {
            caller: None,
            name,
            code: None,
            session: Some(SESSION),
            has_key: true,
            refreshed: None,
            said: None,
        }
    }

    #[test]
    fn what_came_while_it_was_away_must_be_read_within_ten_seconds() {
        let mut device = Device::default();
        device.connected();
        assert!(device.told(&sync(3), at(0)).is_empty());
        assert!(
            device.overdue(at(60)).is_empty(),
            "the first time all is new"
        );
        device.disconnected(None, at(60));
        device.connected();
        device.told(&sync(3), at(61));
        assert!(device.overdue(at(100)).is_empty(), "it has missed nothing");
        device.connected();
        device.told(&sync(5), at(100));
        device.called(
            &call("GET /api/client/chat/sessions/{id}/messages"),
            at(101),
        );
        assert!(device.overdue(at(120)).is_empty());
        device.connected();
        device.told(&sync(6), at(200));
        assert!(device.overdue(at(209)).is_empty());
        assert_eq!(
            device.overdue(at(210)),
            [(Misconduct::NoCatchUp, Some(SESSION))]
        );
        assert!(device.overdue(at(300)).is_empty(), "found once");
    }

    #[test]
    fn what_arrives_is_to_be_acknowledged() {
        let mut device = Device::default();
        device.connected();
        device.told(&message(1), at(0));
        device.told(&message(2), at(20));
        let mark = json!({"type": "delivered", "session_id": SESSION, "up_to_seq": 2});
        device.said(&mark, at(25));
        assert!(device.overdue(at(100)).is_empty());
        device.told(&message(3), at(100));
        assert_eq!(
            device.overdue(at(130)),
            [(Misconduct::NoDelivered, Some(SESSION))]
        );
    }

    #[test]
    fn the_same_text_under_another_id_counts_only_after_a_reconnect() {
        let mut device = Device::default();
        device.connected();
        assert!(device.said(&say("a", "Halo"), at(0)).is_empty());
        // People do say the same thing twice.
        assert!(device.said(&say("b", "Halo"), at(1)).is_empty());
        device.disconnected(None, at(2));
        device.connected();
        assert!(device.said(&say("a", "Halo?"), at(3)).is_empty());
        assert_eq!(
            device.said(&say("c", "Halo"), at(3)),
            [(Misconduct::NewIdForSameText, Some(SESSION))]
        );
        let mut other = Device::default();
        other.connected();
        other.said(&say("a", "Halo"), at(0));
        other.connected();
        assert!(
            other.said(&say("a", "Halo"), at(1)).is_empty(),
            "as it should be"
        );
    }

    #[test]
    fn more_than_three_refreshes_in_a_minute_are_a_storm() {
        let mut device = Device::default();
        let refresh = || Call {
            session: None,
            refreshed: Some(crate::domain::ids::AuthSessionId(SESSION)),
            ..call("POST /api/shared/auth/refresh")
        };
        for n in 0..3 {
            assert!(device.called(&refresh(), at(n)).is_empty());
        }
        assert_eq!(
            device.called(&refresh(), at(10)),
            [(Misconduct::RefreshStorm, None)]
        );
        assert!(device.called(&refresh(), at(100)).is_empty());
    }
}
