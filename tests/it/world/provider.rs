//! Google and Apple, on this machine: real keys, published and signed with.

use std::sync::LazyLock;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use p256::{elliptic_curve::sec1::ToEncodedPoint, pkcs8::EncodePrivateKey};
use rsa::{pkcs1::EncodeRsaPrivateKey, rand_core::OsRng, traits::PublicKeyParts};
use serde_json::{Value, json};

use super::{Neighbour, START, Says};

/// A key pair of a provider.
#[derive(Clone)]
pub struct Pair {
    pub id: &'static str,
    algorithm: Algorithm,
    signing: EncodingKey,
    published: Value,
}

impl Pair {
    fn rsa(id: &'static str, bits: usize) -> Self {
        let key = rsa::RsaPrivateKey::new(&mut OsRng, bits).unwrap();
        let encode = |number: &rsa::BigUint| URL_SAFE_NO_PAD.encode(number.to_bytes_be());
        Self {
            id,
            algorithm: Algorithm::RS256,
            signing: EncodingKey::from_rsa_der(key.to_pkcs1_der().unwrap().as_bytes()),
            published: json!({
                "kid": id, "kty": "RSA", "alg": "RS256", "use": "sig",
                "n": encode(key.n()), "e": encode(key.e()),
            }),
        }
    }

    fn ec(id: &'static str) -> Self {
        let key = p256::SecretKey::random(&mut OsRng);
        let point = key.public_key().to_encoded_point(false);
        Self {
            id,
            algorithm: Algorithm::ES256,
            signing: EncodingKey::from_ec_der(key.to_pkcs8_der().unwrap().as_bytes()),
            published: json!({
                "kid": id, "kty": "EC", "alg": "ES256", "use": "sig", "crv": "P-256",
                "x": URL_SAFE_NO_PAD.encode(point.x().unwrap()),
                "y": URL_SAFE_NO_PAD.encode(point.y().unwrap()),
            }),
        }
    }

    pub fn sign(&self, claims: &Value) -> String {
        self.sign_as(self.id, claims)
    }

    /// Signs, but names another key.
    pub fn sign_as(&self, id: &str, claims: &Value) -> String {
        let mut header = Header::new(self.algorithm);
        header.kid = Some(id.to_owned());
        jsonwebtoken::encode(&header, claims, &self.signing).unwrap()
    }

    /// The public half, as bytes that an attacker could take for a shared secret.
    pub fn modulus(&self) -> Vec<u8> {
        URL_SAFE_NO_PAD
            .decode(self.published["n"].as_str().unwrap())
            .unwrap()
    }
}

/// Made once: RSA keys take their time.
pub static RSA: LazyLock<Pair> = LazyLock::new(|| Pair::rsa("rsa-1", 2048));
pub static RSA_NEXT: LazyLock<Pair> = LazyLock::new(|| Pair::rsa("rsa-2", 2048));
pub static RSA_WEAK: LazyLock<Pair> = LazyLock::new(|| Pair::rsa("rsa-weak", 1024));
pub static EC: LazyLock<Pair> = LazyLock::new(|| Pair::ec("ec-1"));

/// Both providers: one machine that publishes keys.
pub struct Provider(pub Neighbour);

impl Provider {
    pub const GOOGLE_CLIENT: &str = "web.apps.googleusercontent.com";
    pub const APPLE_CLIENT: &str = "id.curhat.app";

    pub async fn publishing(pairs: &[&Pair]) -> Self {
        Self(Neighbour::new(keys(pairs)).await)
    }

    pub fn publishes(&self, pairs: &[&Pair]) {
        self.0.says(keys(pairs));
    }

    /// How often the keys were asked for.
    pub fn fetches(&self) -> usize {
        self.0.asked().len()
    }

    /// Flags for a server that takes this provider's tokens.
    pub fn flags(&self) -> Vec<&str> {
        vec![
            "--google-oauth-client-ids",
            "android.apps.googleusercontent.com,web.apps.googleusercontent.com",
            "--google-jwks-url",
            &self.0.url,
            "--apple-client-ids",
            Self::APPLE_CLIENT,
            "--apple-jwks-url",
            &self.0.url,
        ]
    }
}

fn keys(pairs: &[&Pair]) -> Says {
    let published: Vec<&Value> = pairs.iter().map(|pair| &pair.published).collect();
    Says::with(
        200,
        "cache-control",
        "public, max-age=3600",
        json!({ "keys": published }).to_string(),
    )
}

/// What Google would say of someone.
pub fn google(sub: &str) -> Value {
    json!({
        "iss": "https://accounts.google.com",
        "azp": "android.apps.googleusercontent.com",
        "aud": Provider::GOOGLE_CLIENT,
        "sub": sub,
        "email": "ana@example.org",
        "email_verified": true,
        "name": "Ana Putri",
        "iat": START.as_seconds(),
        "exp": START.as_seconds() + 3600,
    })
}

/// What Apple would say of someone.
pub fn apple(sub: &str) -> Value {
    json!({
        "iss": "https://appleid.apple.com",
        "aud": Provider::APPLE_CLIENT,
        "sub": sub,
        "email": "x7@privaterelay.appleid.com",
        "email_verified": "true",
        "is_private_email": "true",
        "iat": START.as_seconds(),
        "exp": START.as_seconds() + 86_400,
    })
}

/// The same claims with one changed, or removed by null.
pub fn with(mut claims: Value, name: &str, value: Value) -> Value {
    if value.is_null() {
        claims.as_object_mut().unwrap().remove(name);
    } else {
        claims[name] = value;
    }
    claims
}
