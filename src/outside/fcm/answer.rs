//! What an answer of FCM's means. The status says what kind of trouble it is; whose, the details say. A device's token is
//! only given up when FCM itself calls it dead: a 404 may be a wrong address, and a 400 a mistake in what we sent.

use serde_json::Value;

use crate::{clock::Timestamp, domain::push::NotTaken, outside::retry_after};

const FCM_ERROR: &str = "type.googleapis.com/google.firebase.fcm.v1.FcmError";
const BAD_REQUEST: &str = "type.googleapis.com/google.rpc.BadRequest";

/// The one member of what we send that is not ours.
const TOKEN_FIELD: &str = "message.token";

#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub retry_after: Option<String>,
    /// Null if it was no JSON.
    pub body: Value,
}

impl Answer {
    /// It does not take our access token. The other 401 is about a certificate of Apple's, and no new token helps.
    pub fn wants_new_token(&self) -> bool {
        self.status == 401 && self.code() != Some("THIRD_PARTY_AUTH_ERROR")
    }

    pub fn meaning(&self, now: Timestamp) -> Result<(), NotTaken> {
        let code = self.code();
        let said = || {
            let code = code.filter(|code| is_code(code)).unwrap_or("no code");
            format!("FCM answered {}, {code}", self.status)
        };
        match (self.status, code) {
            (200, _) if self.body["name"].is_string() => Ok(()),
            // Someone in between has answered.
            (200..=299, _) => Err(NotTaken::Unanswered("FCM answered no message name".into())),
            (404, Some("UNREGISTERED")) | (403, Some("SENDER_ID_MISMATCH")) => {
                Err(NotTaken::Dead(said()))
            }
            (400, Some("INVALID_ARGUMENT")) if self.is_about_the_token() => {
                Err(NotTaken::Dead(said()))
            }
            (408 | 429 | 500..=599, _) => Err(NotTaken::Later {
                cause: said(),
                after_seconds: retry_after(self.retry_after.as_deref(), now),
            }),
            (401, Some("THIRD_PARTY_AUTH_ERROR")) => Err(NotTaken::Refused(format!(
                "{}: look at the project's key for APNs",
                said()
            ))),
            (401 | 403, _) => Err(NotTaken::Refused(format!(
                "{}: look at the service account",
                said()
            ))),
            _ => Err(NotTaken::Refused(said())),
        }
    }

    fn details(&self, kind: &str) -> impl Iterator<Item = &Value> {
        let details = self.body["error"]["details"].as_array();
        let of_kind = move |detail: &&Value| detail["@type"] == *kind;
        let all = details.map(Vec::as_slice).unwrap_or_default();
        all.iter().filter(of_kind)
    }

    /// FCM's own code, which is narrower than the status.
    fn code(&self) -> Option<&str> {
        self.details(FCM_ERROR)
            .find_map(|d| d["errorCode"].as_str())
    }

    /// Nothing else of what we sent is complained about.
    fn is_about_the_token(&self) -> bool {
        self.details(BAD_REQUEST).all(|detail| {
            let violations = detail["fieldViolations"].as_array();
            violations.is_some_and(|v| v.iter().all(|v| v["field"] == TOKEN_FIELD))
        })
    }
}

/// Nothing but a code goes into the log, whatever stands in its place.
fn is_code(text: &str) -> bool {
    text.len() <= 40 && text.chars().all(|c| c.is_ascii_uppercase() || c == '_')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(784_111_777_000);

    fn answer(status: u16, details: &Value) -> Answer {
        Answer {
            status,
            retry_after: None,
            body: json!({"error": {"code": status, "message": "…", "details": details}}),
        }
    }

    fn fcm(code: &str) -> Value {
        json!({"@type": FCM_ERROR, "errorCode": code})
    }

    fn bad(field: &str) -> Value {
        json!({"@type": BAD_REQUEST, "fieldViolations": [{"field": field, "description": "…"}]})
    }

    fn meaning(status: u16, details: &[Value]) -> &'static str {
        match answer(status, &json!(details)).meaning(NOW) {
            Ok(()) => "taken",
            Err(NotTaken::Dead(_)) => "dead",
            Err(NotTaken::Later { .. }) => "later",
            Err(NotTaken::Unanswered(_)) => "unanswered",
            Err(NotTaken::Refused(_)) => "refused",
        }
    }

    #[test]
    fn a_token_is_dead_only_when_fcm_says_so() {
        assert_eq!(meaning(404, &[fcm("UNREGISTERED")]), "dead");
        assert_eq!(meaning(403, &[fcm("SENDER_ID_MISMATCH")]), "dead");
        assert_eq!(meaning(400, &[fcm("INVALID_ARGUMENT")]), "dead");
        let both = [fcm("INVALID_ARGUMENT"), bad("message.token")];
        assert_eq!(meaning(400, &both), "dead");
        // A wrong project, our own mistakes, and what says nothing.
        assert_eq!(meaning(404, &[]), "refused");
        assert_eq!(meaning(404, &[fcm("NOT_FOUND")]), "refused");
        assert_eq!(meaning(400, &[bad("message.token")]), "refused");
        let both = [fcm("INVALID_ARGUMENT"), bad("message.android.ttl")];
        assert_eq!(meaning(400, &both), "refused");
        assert_eq!(meaning(400, &[]), "refused");
        assert_eq!(meaning(403, &[fcm("PERMISSION_DENIED")]), "refused");
        assert_eq!(meaning(500, &[fcm("UNREGISTERED")]), "later");
        assert_eq!(meaning(307, &[]), "refused");
    }

    #[test]
    fn what_passes_is_tried_later_and_what_does_not_is_not() {
        for status in [408, 429, 500, 502, 503, 504] {
            assert_eq!(meaning(status, &[]), "later", "{status}");
        }
        for (status, details) in [
            (401, vec![fcm("THIRD_PARTY_AUTH_ERROR")]),
            (401, vec![]),
            (413, vec![]),
        ] {
            assert_eq!(meaning(status, &details), "refused", "{status}");
        }
        assert_eq!(meaning(200, &[]), "unanswered");
    }

    #[test]
    fn what_stands_in_place_of_a_code_is_not_repeated() {
        let odd = answer(400, &json!([fcm("the token eXaMpLe")]));
        let Err(NotTaken::Refused(cause)) = odd.meaning(NOW) else {
            panic!("not refused");
        };
        assert_eq!(cause, "FCM answered 400, no code");
    }
}
