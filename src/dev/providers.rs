//! A Google and an Apple of one's own: they sign whatever identity a developer asks for, with keys made for this run, and
//! publish those keys as the real ones do. The server takes their tokens by the same way as the real ones', and knows these
//! keys only because `curhat dev` told it where to fetch them.

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use rsa::{RsaPrivateKey, pkcs1::EncodeRsaPrivateKey, rand_core::OsRng, traits::PublicKeyParts};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::sync::OnceCell;

use crate::{clock::Timestamp, domain::error::Error};

/// As the providers'.
const BITS: usize = 2048;

/// The client id that tokens are for when none is named, and that a server for development takes.
pub const CLIENT_ID: &str = "curhat.dev";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provider {
    Google,
    Apple,
}

/// Whom a token is to name.
#[derive(Debug, Clone)]
pub struct Identity {
    pub email: Option<String>,
    pub email_verified: bool,
    pub name: Option<String>,
    /// Made from the e-mail when it is not named, so that the same person comes again.
    pub sub: Option<String>,
    pub nonce: Option<String>,
    pub audience: Option<String>,
    /// Below zero: it has expired.
    pub expires_in_seconds: i64,
}

/// A token, and whom it names.
#[derive(Debug, Clone)]
pub struct Signed {
    pub id_token: String,
    pub sub: String,
    pub expires_at: Timestamp,
}

/// The keys of both, made when they are first wanted: that takes a moment.
#[derive(Debug, Clone, Default)]
pub struct Providers(Arc<OnceCell<Key>>);

struct Key {
    id: String,
    signing: EncodingKey,
    published: Value,
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Key({})", self.id)
    }
}

impl Key {
    fn make() -> Result<Self, Error> {
        let key = RsaPrivateKey::new(&mut OsRng, BITS).map_err(Error::internal)?;
        let der = key.to_pkcs1_der().map_err(Error::internal)?;
        let (modulus, exponent) = (key.n().to_bytes_be(), key.e().to_bytes_be());
        // Another key, another id: whoever has kept an older one looks again.
        let id = format!("dev-{:x}", Sha256::digest(&modulus))[..20].to_owned();
        let published = json!({
            "kty": "RSA", "use": "sig", "alg": "RS256", "kid": id,
            "n": URL_SAFE_NO_PAD.encode(modulus),
            "e": URL_SAFE_NO_PAD.encode(exponent),
        });
        Ok(Self {
            id,
            signing: EncodingKey::from_rsa_der(der.as_bytes()),
            published,
        })
    }
}

impl Providers {
    async fn key(&self) -> Result<&Key, Error> {
        self.0
            .get_or_try_init(|| async {
                tokio::task::spawn_blocking(Key::make)
                    .await
                    .map_err(Error::internal)?
            })
            .await
    }

    /// The published half, as a JWK set.
    pub async fn key_set(&self) -> Result<Value, Error> {
        Ok(json!({ "keys": [self.key().await?.published] }))
    }

    /// Signs an identity, as the provider would tell it to an app.
    pub async fn sign(
        &self,
        provider: Provider,
        identity: Identity,
        now: Timestamp,
    ) -> Result<Signed, Error> {
        let key = self.key().await?;
        let sub = identity
            .sub
            .unwrap_or_else(|| made_up_sub(provider, identity.email.as_deref()));
        let expires_at = now.plus_seconds(identity.expires_in_seconds);
        let audience = identity.audience.unwrap_or_else(|| CLIENT_ID.to_owned());
        let mut claims = json!({
            "sub": sub,
            "aud": audience,
            "iat": now.as_seconds().min(expires_at.as_seconds()),
            "exp": expires_at.as_seconds(),
        });
        let verified = identity.email_verified;
        match provider {
            Provider::Google => {
                claims["iss"] = "https://accounts.google.com".into();
                claims["azp"] = audience.into();
                claims["email_verified"] = verified.into();
                claims["name"] = identity.name.into();
            }
            Provider::Apple => {
                claims["iss"] = "https://appleid.apple.com".into();
                // Apple writes booleans as texts, and never a name: that goes to the app beside the token.
                claims["email_verified"] = verified.to_string().into();
            }
        }
        claims["email"] = identity.email.into();
        claims["nonce"] = identity.nonce.into();
        if let Some(members) = claims.as_object_mut() {
            members.retain(|_, value| !value.is_null());
        }
        let mut header = Header::new(Algorithm::RS256);
        header.kid = Some(key.id.clone());
        let id_token =
            jsonwebtoken::encode(&header, &claims, &key.signing).map_err(Error::internal)?;
        Ok(Signed {
            id_token,
            sub,
            expires_at,
        })
    }
}

/// Of the form that the provider's have.
fn made_up_sub(provider: Provider, email: Option<&str>) -> String {
    let digest = Sha256::digest(email.unwrap_or_default().to_lowercase());
    match provider {
        Provider::Google => {
            let digits: String = digest
                .iter()
                .take(20)
                .map(|b| char::from(b'0' + b % 10))
                .collect();
            format!("1{digits}")
        }
        Provider::Apple => {
            let hex = format!("{digest:x}");
            format!("000{}.{}.0001", u16::from(digest[0]) % 1000, &hex[..32])
        }
    }
}
