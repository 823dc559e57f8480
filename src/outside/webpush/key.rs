//! The server's key for Web Push. Browsers subscribe to its public half, so it must outlive the process: with another one
//! every browser has to subscribe anew.

use std::{
    collections::HashMap,
    fmt,
    sync::{Mutex, PoisonError},
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use p256::{SecretKey, elliptic_curve::sec1::ToEncodedPoint, pkcs8::EncodePrivateKey};
use reqwest::Url;
use serde_json::json;

use crate::{clock::Timestamp, domain::push::NotTaken};

/// How long a signature is good. A day at most, says the standard.
const GOOD_SECONDS: i64 = 12 * 3600;

/// It is not used for longer than this, so that what is sent is good on its way.
const USED_SECONDS: i64 = 11 * 3600;

/// Services below one name are as many as someone likes to make up.
const MOST_KEPT: usize = 64;

#[derive(Clone)]
pub struct ServerKey(SecretKey);

impl fmt::Debug for ServerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ServerKey")
    }
}

impl ServerKey {
    /// Of random bytes.
    pub fn new(random: impl Fn() -> [u8; 32]) -> Self {
        loop {
            // All but one of 2^32 are good.
            if let Ok(key) = SecretKey::from_slice(&random()) {
                return Self(key);
            }
        }
    }

    /// As [`Self::text`] writes it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let bytes = URL_SAFE_NO_PAD.decode(text.trim()).ok();
        bytes
            .and_then(|bytes| SecretKey::from_slice(&bytes).ok())
            .map(Self)
            .ok_or_else(|| "it holds no key; without the file a new one is made".to_owned())
    }

    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.to_bytes())
    }

    /// What browsers subscribe to: `applicationServerKey`, in base64url.
    pub fn public(&self) -> String {
        let point = self.0.public_key().to_encoded_point(false);
        URL_SAFE_NO_PAD.encode(point.as_bytes())
    }
}

/// Signs for push services; each signature is for one of them.
pub(super) struct Signer {
    key: EncodingKey,
    public: String,
    contact: String,
    /// By origin: what was signed, and when.
    signed: Mutex<HashMap<String, (String, Timestamp)>>,
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({})", self.contact)
    }
}

impl Signer {
    pub fn new(key: ServerKey, contact: &str) -> Result<Self, String> {
        let der = key.0.to_pkcs8_der().map_err(|e| e.to_string())?;
        Ok(Self {
            key: EncodingKey::from_ec_der(der.as_bytes()),
            public: key.public(),
            contact: contact.to_owned(),
            signed: Mutex::default(),
        })
    }

    /// The header that tells a push service who is calling.
    pub fn authorization(&self, endpoint: &Url, now: Timestamp) -> Result<String, NotTaken> {
        let audience = endpoint.origin().ascii_serialization();
        let mut signed = self.signed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((header, at)) = signed.get(&audience)
            && (*at..at.plus_seconds(USED_SECONDS)).contains(&now)
        {
            return Ok(header.clone());
        }
        let claims = json!({
            "aud": audience,
            "exp": now.plus_seconds(GOOD_SECONDS).as_seconds(),
            "sub": self.contact,
        });
        let token = jsonwebtoken::encode(&Header::new(Algorithm::ES256), &claims, &self.key)
            .map_err(|error| NotTaken::Refused(format!("it could not be signed: {error}")))?;
        let header = format!("vapid t={token}, k={}", self.public);
        if signed.len() >= MOST_KEPT {
            signed.clear();
        }
        signed.insert(audience, (header.clone(), now));
        Ok(header)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_the_same_after_it_was_written_down() {
        let key = ServerKey::new(|| [7; 32]);
        let again = ServerKey::parse(&format!("{}\n", key.text())).unwrap();
        assert_eq!(again.public(), key.public());
        // 65 bytes, the first of which says that the point is written out.
        assert_eq!(key.public().len(), 87);
        assert!(key.public().starts_with('B'));
        for wrong in ["", "abc", &"A".repeat(43), "?"] {
            assert!(ServerKey::parse(wrong).is_err(), "{wrong}");
        }
        assert_eq!(format!("{key:?}"), "ServerKey");
    }

    #[test]
    fn a_signature_is_kept_for_its_service_until_it_gets_old() {
        let signer = Signer::new(ServerKey::new(|| [7; 32]), "mailto:a@b.id").unwrap();
        let at = |seconds| Timestamp::from_millis(seconds * 1000);
        let to = |host: &str, seconds| {
            let url = format!("https://{host}/x").parse().unwrap();
            signer.authorization(&url, at(seconds)).unwrap()
        };
        let first = to("a.example", 0);
        assert_eq!(to("a.example", USED_SECONDS - 1), first);
        assert_ne!(to("b.example", 0), first);
        assert_ne!(to("a.example", USED_SECONDS), first);
        // A clock that was set back makes none that would be taken for one of tomorrow's.
        assert_ne!(to("a.example", -3600), first);
        for n in 0..MOST_KEPT * 2 {
            to(&format!("{n}.example"), 0);
        }
        assert!(signer.signed.lock().unwrap().len() <= MOST_KEPT);
    }
}
