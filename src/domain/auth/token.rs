//! Access tokens: JWT, HS256, one hour, with exactly five claims. `kid` names the secret that signed it, so that a secret
//! can be changed while tokens of the one before still verify; `nonce` makes each another one, also within a second.

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{ACCESS_SECONDS, Caller};
use crate::{
    clock::Timestamp,
    domain::{
        error::{Code, Error},
        ids::{AuthSessionId, UserId, UserType},
    },
    entropy::Entropy,
};

/// What is inside, and nothing else: whoever says more is another issuer, even with our secret.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims<Seconds> {
    sub: Uuid,
    user_type: String,
    session_id: Uuid,
    iat: Seconds,
    exp: Seconds,
}

/// The secret that signs, and those that still verify.
#[derive(Clone)]
pub struct Keyring(Arc<Vec<Key>>);

struct Key {
    kid: String,
    encoding: EncodingKey,
    decoding: DecodingKey,
}

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list()
            .entries(self.0.iter().map(|k| &k.kid))
            .finish()
    }
}

impl Keyring {
    /// `current` signs; `previous` only verifies. The settings have checked that they are long enough.
    pub fn new(current: &str, previous: Option<&str>) -> Self {
        Self(Arc::new(
            std::iter::once(current)
                .chain(previous)
                .map(Key::of)
                .collect(),
        ))
    }

    pub fn sign(
        &self,
        caller: &Caller,
        now: Timestamp,
        entropy: &Entropy,
    ) -> Result<String, Error> {
        let key = self.0.first().expect("a keyring has a current key");
        let mut header = Header::new(Algorithm::HS256);
        header.kid = Some(key.kid.clone());
        let nonce: [u8; 9] = entropy.bytes();
        header.extras.insert("nonce", URL_SAFE_NO_PAD.encode(nonce));
        let claims = Claims {
            sub: caller.user.uuid(),
            user_type: caller.user.user_type().as_str().to_owned(),
            session_id: caller.session.0,
            iat: now.as_seconds(),
            exp: now.as_seconds() + ACCESS_SECONDS,
        };
        jsonwebtoken::encode(&header, &claims, &key.encoding).map_err(Error::internal)
    }

    /// The caller whom the token names, if it was signed by one of our secrets and has not expired.
    pub fn verify(&self, token: &str, now: Timestamp) -> Result<Caller, Error> {
        let (caller, exp) = self.open(token).ok_or(Code::TokenInvalid)?;
        if now >= exp {
            return Err(Code::TokenExpired.into());
        }
        Ok(caller)
    }

    /// When a token that verifies will expire.
    pub fn expiry(&self, token: &str) -> Option<Timestamp> {
        self.open(token).map(|(_, exp)| exp)
    }

    fn open(&self, token: &str) -> Option<(Caller, Timestamp)> {
        let header = jsonwebtoken::decode_header(token).ok()?;
        let mut validation = Validation::new(Algorithm::HS256);
        // Expiry is judged by our own clock, not the machine's: see `verify`.
        validation.validate_exp = false;
        validation.set_required_spec_claims(&["exp", "sub"]);
        let claims = self
            .0
            .iter()
            .filter(|key| header.kid.as_ref().is_none_or(|kid| *kid == key.kid))
            // A number of a JWT may have a fraction.
            .find_map(|key| {
                jsonwebtoken::decode::<Claims<f64>>(token, &key.decoding, &validation).ok()
            })?
            .claims;
        let user_type = UserType::parse(&claims.user_type)?;
        let caller = Caller {
            user: UserId::new(user_type, claims.sub),
            session: AuthSessionId(claims.session_id),
        };
        #[expect(
            clippy::cast_possible_truncation,
            reason = "what is too large becomes the largest"
        )]
        let exp = Timestamp::from_millis((claims.exp * 1000.0) as i64);
        Some((caller, exp))
    }
}

impl Key {
    fn of(secret: &str) -> Self {
        let digest = Sha256::digest(secret.as_bytes());
        let start = u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]);
        Self {
            kid: format!("{start:08x}"),
            encoding: EncodingKey::from_secret(secret.as_bytes()),
            decoding: DecodingKey::from_secret(secret.as_bytes()),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::ids::CustomerId;

    const OLD: &str = "an old secret of at least 32 characters";
    const NEW: &str = "a new secret of at least 32 characters!";

    fn caller() -> Caller {
        Caller {
            user: UserId::Customer(CustomerId(Uuid::from_u128(7))),
            session: AuthSessionId(Uuid::from_u128(8)),
        }
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1000)
    }

    #[test]
    fn a_token_names_its_caller_until_it_expires() {
        let keys = Keyring::new(NEW, None);
        let token = keys.sign(&caller(), at(1000), &Entropy::seeded(1)).unwrap();
        assert_eq!(keys.verify(&token, at(1000 + 3599)).unwrap(), caller());
        let expired = keys.verify(&token, at(1000 + 3600)).unwrap_err();
        assert_eq!(expired.code, Code::TokenExpired);
    }

    /// 5.6.6
    #[test]
    fn after_a_change_of_secret_old_tokens_verify_while_the_old_one_is_kept() {
        let token = Keyring::new(OLD, None)
            .sign(&caller(), at(0), &Entropy::seeded(1))
            .unwrap();
        let both = Keyring::new(NEW, Some(OLD));
        assert_eq!(both.verify(&token, at(10)).unwrap(), caller());
        let fresh = both.sign(&caller(), at(10), &Entropy::seeded(1)).unwrap();
        assert!(Keyring::new(NEW, None).verify(&fresh, at(11)).is_ok());
        let refused = Keyring::new(NEW, None).verify(&token, at(11)).unwrap_err();
        assert_eq!(refused.code, Code::TokenInvalid);
    }

    /// 1.2.3
    #[test]
    fn two_tokens_of_one_second_differ_in_their_headers_alone() {
        let (keys, entropy) = (Keyring::new(NEW, None), Entropy::seeded(1));
        let [one, other] = [1, 2].map(|_| keys.sign(&caller(), at(1000), &entropy).unwrap());
        let part = |token: &str, n: usize| token.split('.').nth(n).unwrap().to_owned();
        assert_ne!(part(&one, 0), part(&other, 0));
        assert_eq!(part(&one, 1), part(&other, 1));
    }

    /// 1.9.5
    #[test]
    fn a_token_with_more_in_it_is_of_another_issuer_and_a_fraction_is_a_number_too() {
        let keys = Keyring::new(NEW, None);
        let token = |more: serde_json::Value| {
            let mut claims = serde_json::json!({
                "sub": Uuid::from_u128(7), "user_type": "customer", "session_id": Uuid::from_u128(8), "iat": 0.25, "exp": 100.5,
            });
            claims
                .as_object_mut()
                .unwrap()
                .extend(more.as_object().unwrap().clone());
            let key = EncodingKey::from_secret(NEW.as_bytes());
            jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &key).unwrap()
        };
        let refused = |more, now| keys.verify(&token(more), at(now)).map_err(|e| e.code);
        assert_eq!(refused(serde_json::json!({}), 100), Ok(caller()));
        assert_eq!(refused(serde_json::json!({}), 101), Err(Code::TokenExpired));
        for odd in [
            serde_json::json!({"iss": "curhat"}),
            serde_json::json!({"aud": "curhat"}),
            serde_json::json!({"exp": "100"}),
            serde_json::json!({"exp": null}),
            serde_json::json!({"iat": null}),
        ] {
            assert_eq!(refused(odd.clone(), 50), Err(Code::TokenInvalid), "{odd}");
        }
        assert_eq!(refused(serde_json::json!({"exp": 4e9}), 50), Ok(caller()));
        assert!(refused(serde_json::json!({"exp": -1e300}), 50).is_err());
    }

    #[test]
    fn the_algorithm_none_and_other_hmacs_are_refused() {
        let keys = Keyring::new(NEW, None);
        let claims = serde_json::json!({"sub": Uuid::from_u128(7), "user_type": "customer", "session_id": Uuid::from_u128(8), "iat": 0, "exp": 9_999_999_999i64});
        let hs512 = jsonwebtoken::encode(
            &Header::new(Algorithm::HS512),
            &claims,
            &EncodingKey::from_secret(NEW.as_bytes()),
        )
        .unwrap();
        // {"alg":"none","typ":"JWT"}
        let none = format!(
            "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{}.",
            hs512.split('.').nth(1).unwrap()
        );
        for token in [hs512, none] {
            assert_eq!(
                keys.verify(&token, at(0)).unwrap_err().code,
                Code::TokenInvalid
            );
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_verifying_panic(text in ".{0,200}") {
            prop_assert!(Keyring::new(NEW, None).verify(&text, at(0)).is_err());
        }
    }
}
