//! Access tokens: JWT, HS256, one hour, with exactly five claims. `kid` names the secret that signed it, so that a secret
//! can be changed while tokens of the one before still verify.

use std::sync::Arc;

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
};

/// What is inside.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Claims {
    sub: Uuid,
    user_type: String,
    session_id: Uuid,
    iat: i64,
    exp: i64,
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

    pub fn sign(&self, caller: &Caller, now: Timestamp) -> Result<String, Error> {
        let key = self.0.first().expect("a keyring has a current key");
        let mut header = Header::new(Algorithm::HS256);
        header.kid = Some(key.kid.clone());
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
        if now.as_seconds() >= exp.as_seconds() {
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
            .find_map(|key| jsonwebtoken::decode::<Claims>(token, &key.decoding, &validation).ok())?
            .claims;
        let user_type = UserType::parse(&claims.user_type)?;
        let caller = Caller {
            user: UserId::new(user_type, claims.sub),
            session: AuthSessionId(claims.session_id),
        };
        Some((
            caller,
            Timestamp::from_millis(claims.exp.checked_mul(1000)?),
        ))
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
        let token = keys.sign(&caller(), at(1000)).unwrap();
        assert_eq!(keys.verify(&token, at(1000 + 3599)).unwrap(), caller());
        let expired = keys.verify(&token, at(1000 + 3600)).unwrap_err();
        assert_eq!(expired.code, Code::TokenExpired);
    }

    /// 5.6.6
    #[test]
    fn after_a_change_of_secret_old_tokens_verify_while_the_old_one_is_kept() {
        let token = Keyring::new(OLD, None).sign(&caller(), at(0)).unwrap();
        let both = Keyring::new(NEW, Some(OLD));
        assert_eq!(both.verify(&token, at(10)).unwrap(), caller());
        let fresh = both.sign(&caller(), at(10)).unwrap();
        assert!(Keyring::new(NEW, None).verify(&fresh, at(11)).is_ok());
        let refused = Keyring::new(NEW, None).verify(&token, at(11)).unwrap_err();
        assert_eq!(refused.code, Code::TokenInvalid);
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
