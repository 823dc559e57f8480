//! What a browser gave out when its owner allowed notices: where to send them, and what to seal them with.

use base64::{
    Engine,
    alphabet::URL_SAFE,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use p256::PublicKey;
use reqwest::Url;
use serde::Deserialize;
use web_push_native::{Auth, encrypt};

use crate::domain::push::NotTaken;

/// Browsers leave the padding away; some libraries write it.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

pub struct Subscription {
    pub endpoint: Url,
    key: PublicKey,
    auth: Auth,
}

#[derive(Deserialize)]
struct Written {
    endpoint: String,
    keys: Keys,
}

#[derive(Deserialize)]
struct Keys {
    p256dh: String,
    auth: String,
}

impl Subscription {
    /// `None` for whatever is not the JSON of a subscription with keys that are keys.
    pub fn parse(token: &str) -> Option<Self> {
        // Most tokens are no JSON at all.
        if !token.starts_with('{') {
            return None;
        }
        let written: Written = serde_json::from_str(token).ok()?;
        let key = BASE64.decode(written.keys.p256dh).ok()?;
        let auth: [u8; 16] = BASE64.decode(written.keys.auth).ok()?.try_into().ok()?;
        Some(Self {
            endpoint: written.endpoint.parse().ok()?,
            key: PublicKey::from_sec1_bytes(&key).ok()?,
            auth: auth.into(),
        })
    }

    /// For this browser alone to read.
    pub fn seal(&self, text: Vec<u8>) -> Result<Vec<u8>, NotTaken> {
        encrypt(text, &self.key, &self.auth).map_err(|error| NotTaken::Refused(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// From RFC 8291, 5.
    fn written() -> Value {
        json!({
            "endpoint": "https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV",
            "expirationTime": null,
            "keys": {
                "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
                "auth": "BTBZMqHH6r4Tts7J_aSIgg",
            },
        })
    }

    #[test]
    fn a_subscription_is_read_as_browsers_write_it() {
        let subscription = Subscription::parse(&written().to_string()).unwrap();
        assert_eq!(subscription.endpoint.host_str(), Some("push.example.net"));
        let sealed = subscription.seal(b"halo".to_vec()).unwrap();
        // Salt, size of a record, and a key of its own lie before the text, which nobody reads.
        assert!(sealed.len() > 86 + 4);
        assert_ne!(sealed, subscription.seal(b"halo".to_vec()).unwrap());
    }

    #[test]
    fn what_is_none_is_none() {
        let with = |pointer: &str, value: Value| {
            let mut changed = written();
            *changed.pointer_mut(pointer).unwrap() = value;
            changed.to_string()
        };
        for text in [
            "dGhpcyBpcyBhIHRva2Vu".to_owned(),
            "{}".to_owned(),
            "{".to_owned(),
            with("/endpoint", json!("push.example.net")),
            with("/keys/auth", json!("BTBZ")),
            with("/keys/auth", json!("!")),
            with("/keys/p256dh", json!("BTBZMqHH6r4Tts7J_aSIgg")),
            // On no curve.
            with("/keys/p256dh", json!(format!("BA{}", "A".repeat(85)))),
        ] {
            assert!(Subscription::parse(&text).is_none(), "{text}");
        }
    }
}
