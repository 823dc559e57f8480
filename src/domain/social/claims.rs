//! What a token must say, and to whom. Pure: the signature was checked before.

use base64::{
    Engine,
    engine::general_purpose::{URL_SAFE, URL_SAFE_NO_PAD},
};
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{clock::Timestamp, domain::account::Email};

/// How far the provider's clock may be ahead of ours. Behind it may not be: what has expired has expired.
const LEEWAY_SECONDS: f64 = 60.0;

/// Longest `sub`, as OpenID Connect has it.
const LONGEST_SUB: usize = 255;

/// Claims as they stand in a token. What only describes the person may have any form; what is not as expected is left out.
#[derive(Debug, Deserialize)]
pub(super) struct Claims {
    iss: String,
    pub(super) sub: String,
    aud: Audience,
    exp: f64,
    iat: f64,
    nbf: Option<f64>,
    azp: Option<String>,
    nonce: Option<String>,
    #[serde(default)]
    email: Value,
    #[serde(default)]
    email_verified: Value,
    #[serde(default)]
    name: Value,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

impl Audience {
    fn all(&self) -> &[String] {
        match self {
            Self::One(id) => std::slice::from_ref(id),
            Self::Several(ids) => ids,
        }
    }
}

/// What the token is held against.
#[derive(Debug)]
pub(super) struct Expected<'a> {
    pub(super) issuers: &'a [&'a str],
    pub(super) client_ids: &'a [String],
    pub(super) nonce: Option<&'a str>,
}

impl Claims {
    /// `Err` says what is wrong, for the log.
    pub(super) fn check(
        &self,
        expected: &Expected<'_>,
        now: Timestamp,
    ) -> Result<(), &'static str> {
        let now = now.as_seconds() as f64;
        let is_ours = |id: &String| expected.client_ids.contains(id);
        let audience = self.aud.all();
        let faults = [
            (!expected.issuers.contains(&self.iss.as_str()), "issuer"),
            (!audience.iter().any(is_ours), "audience"),
            // Meant for several: then it must have been one of ours who asked for it.
            (
                audience.len() > 1 && !self.azp.as_ref().is_some_and(is_ours),
                "authorized party",
            ),
            (now >= self.exp, "expired"),
            (self.iat > now + LEEWAY_SECONDS, "issued in the future"),
            (
                self.nbf.is_some_and(|nbf| nbf > now + LEEWAY_SECONDS),
                "not valid yet",
            ),
            (
                self.sub.is_empty() || self.sub.len() > LONGEST_SUB,
                "subject",
            ),
            (
                expected.nonce.is_some_and(|raw| !self.has_nonce(raw)),
                "nonce",
            ),
        ];
        match faults.into_iter().find(|(wrong, _)| *wrong) {
            Some((_, what)) => Err(what),
            None => Ok(()),
        }
    }

    /// Apps hand the provider their nonce as it is, or its SHA-256 in one of two spellings.
    fn has_nonce(&self, raw: &str) -> bool {
        let Some(found) = self.nonce.as_deref() else {
            return false;
        };
        let digest = Sha256::digest(raw.as_bytes());
        let hex = format!("{digest:x}");
        found == raw
            || found.eq_ignore_ascii_case(&hex)
            || found == URL_SAFE_NO_PAD.encode(digest)
            || found == URL_SAFE.encode(digest)
    }

    /// The address, if the provider has seen that it is the person's. Apple writes the boolean as a text.
    pub(super) fn verified_email(&self) -> Option<String> {
        let verified = match &self.email_verified {
            Value::Bool(verified) => *verified,
            Value::String(text) => text == "true",
            _ => false,
        };
        let email = self.email.as_str().filter(|_| verified)?;
        Email::parse(email).ok().map(|e| e.as_str().to_owned())
    }

    pub(super) fn name(&self) -> Option<&str> {
        self.name.as_str()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    const NOW: i64 = 1_800_000_000;

    fn token(changes: Value) -> Value {
        let mut claims = json!({
            "iss": "https://issuer", "sub": "someone", "aud": "us", "exp": NOW + 3600, "iat": NOW,
            "email": "A@Example.org", "email_verified": true, "name": "Ana",
        });
        for (name, value) in changes.as_object().unwrap() {
            if value.is_null() {
                claims.as_object_mut().unwrap().remove(name);
            } else {
                claims[name] = value.clone();
            }
        }
        claims
    }

    fn read(changes: Value) -> Option<Claims> {
        serde_json::from_value(token(changes)).ok()
    }

    fn checked(changes: Value, nonce: Option<&str>) -> Result<(), &'static str> {
        let clients = ["us".to_owned(), "us too".to_owned()];
        let expected = Expected {
            issuers: &["https://issuer", "issuer"],
            client_ids: &clients,
            nonce,
        };
        let claims = read(changes).ok_or("form")?;
        claims.check(&expected, Timestamp::from_millis(NOW * 1000))
    }

    #[test]
    fn each_claim_that_is_wrong_or_missing_is_found() {
        let several = json!(["us", "them"]);
        for (changes, outcome) in [
            (json!({}), Ok(())),
            (json!({"iss": "issuer"}), Ok(())),
            (json!({"iss": "https://issuer/"}), Err("issuer")),
            (json!({"aud": "them"}), Err("audience")),
            (json!({"aud": []}), Err("audience")),
            (json!({"aud": ["us too"]}), Ok(())),
            (json!({"aud": several}), Err("authorized party")),
            (
                json!({"aud": several, "azp": "them"}),
                Err("authorized party"),
            ),
            (json!({"aud": several, "azp": "us too"}), Ok(())),
            // An app of ours on another platform may have asked for it.
            (json!({"azp": "them"}), Ok(())),
            (json!({"exp": NOW + 1}), Ok(())),
            (json!({"exp": NOW}), Err("expired")),
            (json!({"exp": NOW as f64 + 0.5}), Ok(())),
            (json!({"iat": NOW + 60}), Ok(())),
            (json!({"iat": NOW + 61}), Err("issued in the future")),
            (json!({"nbf": NOW + 61}), Err("not valid yet")),
            (json!({"sub": ""}), Err("subject")),
            (json!({"sub": "x".repeat(256)}), Err("subject")),
            (json!({"exp": null}), Err("form")),
            (json!({"iat": null}), Err("form")),
            (json!({"sub": null}), Err("form")),
            (json!({"sub": 5}), Err("form")),
            (json!({"aud": null}), Err("form")),
            (json!({"iss": null}), Err("form")),
            (json!({"exp": "soon"}), Err("form")),
            (
                json!({"name": 5, "email": {}, "email_verified": []}),
                Ok(()),
            ),
        ] {
            assert_eq!(checked(changes.clone(), None), outcome, "{changes}");
        }
    }

    #[test]
    fn a_nonce_counts_raw_and_as_either_spelling_of_its_hash() {
        let raw = "n-0S6_WzA2Mj";
        let digest = Sha256::digest(raw);
        let hex = format!("{digest:X}");
        for good in [
            raw.to_owned(),
            hex.to_lowercase(),
            hex,
            URL_SAFE_NO_PAD.encode(digest),
            URL_SAFE.encode(digest),
        ] {
            assert_eq!(checked(json!({ "nonce": good }), Some(raw)), Ok(()));
        }
        for wrong in [json!("other"), json!(""), Value::Null] {
            assert_eq!(checked(json!({ "nonce": wrong }), Some(raw)), Err("nonce"));
        }
        assert_eq!(checked(json!({"nonce": "unasked for"}), None), Ok(()));
    }

    #[test]
    fn only_an_email_that_the_provider_has_verified_is_taken() {
        let email = |verified: Value| {
            let claims = read(json!({ "email_verified": verified })).unwrap();
            claims.verified_email()
        };
        assert_eq!(email(json!(true)).as_deref(), Some("a@example.org"));
        assert_eq!(email(json!("true")).as_deref(), Some("a@example.org"));
        for not in [json!(false), json!("false"), json!(1), Value::Null] {
            assert_eq!(email(not), None);
        }
        let nonsense = read(json!({"email": "no address"})).unwrap();
        assert_eq!(nonsense.verified_email(), None);
    }

    proptest! {
        #[test]
        fn no_numbers_make_checking_panic(exp: f64, iat: f64) {
            let _ = checked(json!({ "exp": exp, "iat": iat }), Some(""));
        }
    }
}
