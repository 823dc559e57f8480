//! A provider's published keys (a JWK set), and tokens opened with one. The key says which algorithm it is for; what the
//! token says of it must only not differ.

use std::{collections::HashMap, sync::Arc};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

/// Providers' tokens have one or two thousand characters.
const LONGEST_TOKEN: usize = 16 * 1024;
const LONGEST_KEY_ID: usize = 256;

/// RSA keys below this are within reach of being broken; above the other, of keeping us busy.
const RSA_BITS: std::ops::RangeInclusive<usize> = 2048..=4096;

/// A key that may sign identities.
#[derive(Debug)]
pub struct Key {
    algorithm: Algorithm,
    decoding: DecodingKey,
}

/// The keys of one provider, by their ids.
#[derive(Debug, Default)]
pub struct KeySet(HashMap<String, Arc<Key>>);

/// A text that holds no key to be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no set of keys with one to be used in it")]
pub struct NoKeys;

impl KeySet {
    /// Reads a JWK set. A key that we could not use, or should not, is left out; it does not spoil the others.
    pub fn parse(text: &[u8]) -> Result<Self, NoKeys> {
        #[derive(Deserialize)]
        struct Published {
            keys: Vec<Value>,
        }
        let published: Published = serde_json::from_slice(text).map_err(|_| NoKeys)?;
        let mut keys = HashMap::new();
        for value in published.keys {
            if let Ok(jwk) = serde_json::from_value::<Jwk>(value)
                && let Some(key) = Key::of(&jwk)
            {
                keys.entry(jwk.kid).or_insert_with(|| Arc::new(key));
            }
        }
        if keys.is_empty() {
            return Err(NoKeys);
        }
        Ok(Self(keys))
    }

    pub fn get(&self, id: &str) -> Option<Arc<Key>> {
        self.0.get(id).cloned()
    }
}

/// The members of a published key that matter here.
#[derive(Deserialize)]
struct Jwk {
    kid: String,
    kty: String,
    alg: Option<String>,
    #[serde(rename = "use")]
    usage: Option<String>,
    crv: Option<String>,
    #[serde(default)]
    n: String,
    #[serde(default)]
    e: String,
    #[serde(default)]
    x: String,
    #[serde(default)]
    y: String,
}

impl Key {
    fn of(jwk: &Jwk) -> Option<Self> {
        if jwk.usage.as_deref().is_some_and(|usage| usage != "sig") {
            return None;
        }
        let is_for = |name: &str| jwk.alg.as_deref().is_none_or(|alg| alg == name);
        match jwk.kty.as_str() {
            "RSA" if is_for("RS256") => {
                let modulus = URL_SAFE_NO_PAD.decode(&jwk.n).ok()?;
                let exponent = URL_SAFE_NO_PAD.decode(&jwk.e).ok()?;
                let strong = RSA_BITS.contains(&bits(&modulus));
                // Common ones are 3 and 65537; an even one is none, a large one only costs.
                let sane = (2..=32).contains(&bits(&exponent)) && exponent.last()? % 2 == 1;
                (strong && sane).then(|| Self {
                    algorithm: Algorithm::RS256,
                    decoding: DecodingKey::from_rsa_raw_components(&modulus, &exponent),
                })
            }
            "EC" if is_for("ES256") && jwk.crv.as_deref() == Some("P-256") => {
                let decoding = DecodingKey::from_ec_components(&jwk.x, &jwk.y).ok()?;
                Some(Self {
                    algorithm: Algorithm::ES256,
                    decoding,
                })
            }
            _ => None,
        }
    }

    /// What the token says, if this key has signed it. Time and audience are not looked at here.
    pub(super) fn open<T: DeserializeOwned>(&self, token: &str) -> Option<T> {
        let mut validation = Validation::new(self.algorithm);
        // Judged by our own clock and lists: see `claims`.
        validation.validate_exp = false;
        validation.validate_aud = false;
        validation.required_spec_claims.clear();
        jsonwebtoken::decode(token, &self.decoding, &validation)
            .ok()
            .map(|data| data.claims)
    }
}

/// How many bits a number in big-endian bytes has.
fn bits(number: &[u8]) -> usize {
    let zeros = number.iter().take_while(|&&byte| byte == 0).count();
    match number.get(zeros) {
        Some(first) => (number.len() - zeros) * 8 - first.leading_zeros() as usize,
        None => 0,
    }
}

/// The id of the key that a token claims to be signed by. `None` for what can't be a token of a provider.
pub(super) fn key_id(token: &str) -> Option<String> {
    if token.len() > LONGEST_TOKEN {
        return None;
    }
    let header = jsonwebtoken::decode_header(token).ok()?;
    // Extensions that must be understood: we understand none.
    if header.crit.is_some() {
        return None;
    }
    header
        .kid
        .filter(|id| (1..=LONGEST_KEY_ID).contains(&id.len()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn number(bytes: usize) -> String {
        URL_SAFE_NO_PAD.encode(vec![0xff; bytes])
    }

    fn ids(keys: Value) -> Vec<String> {
        let text = json!({ "keys": keys }).to_string();
        let mut ids: Vec<String> = KeySet::parse(text.as_bytes())
            .map(|set| set.0.into_keys().collect())
            .unwrap_or_default();
        ids.sort();
        ids
    }

    #[test]
    fn only_keys_that_may_sign_identities_are_kept() {
        let rsa = |id: &str, bytes: usize| json!({"kid": id, "kty": "RSA", "n": number(bytes), "e": "AQAB"});
        let with = |mut key: Value, name: &str, value: Value| {
            key[name] = value;
            key
        };
        let keys = json!([
            rsa("good", 256),
            with(with(rsa("named", 512), "alg", json!("RS256")), "use", json!("sig")),
            rsa("weak", 255),
            rsa("huge", 513),
            with(rsa("encrypts", 256), "use", json!("enc")),
            with(rsa("other", 256), "alg", json!("RS512")),
            with(rsa("even", 256), "e", json!("AQAA")),
            with(rsa("one", 256), "e", json!("AQ")),
            with(rsa("none", 256), "e", json!("")),
            with(rsa("no text", 256), "n", json!("!")),
            with(rsa("no base64", 256), "n", json!(5)),
            {"kid": "shared", "kty": "oct", "k": "AAAA"},
            {"kid": "curve", "kty": "EC", "crv": "P-384", "x": "AA", "y": "AA"},
            {"kty": "RSA", "n": number(256), "e": "AQAB"},
            {"kid": 5},
            "text",
            null,
        ]);
        assert_eq!(ids(keys), ["good", "named"]);
    }

    #[test]
    fn of_two_keys_with_one_id_the_first_counts() {
        let ec = json!({"kid": "a", "kty": "EC", "crv": "P-256", "x": number(32), "y": number(32)});
        let rsa = json!({"kid": "a", "kty": "RSA", "n": number(256), "e": "AQAB"});
        let text = json!({"keys": [ec, rsa]}).to_string();
        let set = KeySet::parse(text.as_bytes()).unwrap();
        assert_eq!(set.get("a").unwrap().algorithm, Algorithm::ES256);
    }

    #[test]
    fn a_set_without_a_usable_key_is_none() {
        for text in [
            "",
            "{}",
            "[]",
            "null",
            r#"{"keys":[]}"#,
            r#"{"keys":{}}"#,
            "<html>",
        ] {
            assert_eq!(
                KeySet::parse(text.as_bytes()).unwrap_err(),
                NoKeys,
                "{text}"
            );
        }
    }

    #[test]
    fn a_point_that_is_not_on_the_curve_opens_nothing() {
        let ec = json!({"kid": "a", "kty": "EC", "crv": "P-256", "x": number(32), "y": number(5)});
        let text = json!({ "keys": [ec] }).to_string();
        let key = KeySet::parse(text.as_bytes()).unwrap().get("a").unwrap();
        // {"alg":"ES256","kid":"a"} and {}
        let token = format!("eyJhbGciOiJFUzI1NiIsImtpZCI6ImEifQ.e30.{}", number(64));
        assert_eq!(key_id(&token).as_deref(), Some("a"));
        assert!(key.open::<Value>(&token).is_none());
    }

    #[test]
    fn a_token_of_ten_megabytes_is_not_even_looked_at() {
        let began = std::time::Instant::now();
        assert_eq!(key_id(&"a.".repeat(5_000_000)), None);
        assert!(began.elapsed() < std::time::Duration::from_millis(100));
    }

    #[test]
    fn an_extension_that_must_be_understood_is_refused() {
        // {"alg":"RS256","kid":"a","crit":["b64"]}
        let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"RS256","kid":"a","crit":["b64"]}"#);
        assert_eq!(key_id(&format!("{header}.e30.AA")), None);
    }

    proptest! {
        #[test]
        fn no_text_makes_parsing_panic(text in ".{0,300}") {
            let _ = KeySet::parse(text.as_bytes());
            let _ = key_id(&text);
        }

        #[test]
        fn no_key_makes_parsing_or_opening_panic(
            kty in "RSA|EC|oct",
            crv in "P-256|P-384|",
            [n, e, x, y] in proptest::array::uniform4("[A-Za-z0-9_-]{0,120}"),
            signature in "[A-Za-z0-9_-]{0,120}",
        ) {
            let text = json!({"keys": [{"kid": "a", "kty": kty, "crv": crv, "n": n, "e": e, "x": x, "y": y}]});
            if let Ok(set) = KeySet::parse(text.to_string().as_bytes()) {
                let token = format!("eyJhbGciOiJFUzI1NiIsImtpZCI6ImEifQ.e30.{signature}");
                let opened = set.get("a").unwrap().open::<Value>(&token);
                prop_assert!(opened.is_none());
            }
        }
    }
}
