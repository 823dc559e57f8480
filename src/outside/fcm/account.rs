//! A service account of Google's, as its console gives it out: a JSON file with a private key. Whoever can sign with the key
//! may send in the project's name, so nothing shows it.

use std::path::Path;

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use reqwest::Url;
use ring::{rand::SystemRandom, rsa::KeyPair, signature::RSA_PKCS1_SHA256};
use serde::Deserialize;
use serde_json::json;

use crate::clock::Timestamp;

/// What we ask to be let do.
const SCOPE: &str = "https://www.googleapis.com/auth/firebase.messaging";

/// What is signed is good for so long; more is not taken.
const ASSERTION_SECONDS: i64 = 3600;

const PEM_BEGIN: &str = "-----BEGIN PRIVATE KEY-----";
const PEM_END: &str = "-----END PRIVATE KEY-----";

pub struct ServiceAccount {
    pub project: String,
    pub email: String,
    /// Where access tokens are given out.
    pub token_url: Url,
    /// The same as it stands in the file: the signed text is addressed to it.
    audience: String,
    key_id: String,
    key: KeyPair,
}

#[derive(Deserialize)]
struct File {
    project_id: String,
    private_key_id: String,
    private_key: String,
    client_email: String,
    token_uri: String,
}

impl std::fmt::Debug for ServiceAccount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ServiceAccount({})", self.email)
    }
}

impl ServiceAccount {
    /// Reads and checks the file. What is wrong is said without any of its content.
    pub fn read(file: &Path) -> Result<Self, String> {
        let name = file.display();
        let text = std::fs::read_to_string(file).map_err(|e| format!("{name}: {e}"))?;
        Self::parse(&text).map_err(|e| format!("{name}: {e}"))
    }

    fn parse(text: &str) -> Result<Self, String> {
        let value: serde_json::Value =
            serde_json::from_str(text).map_err(|_| "this is no JSON".to_owned())?;
        if value["type"] != "service_account" {
            return Err("this is no service account's file (type is not service_account)".into());
        }
        let file = File::deserialize(&value)
            .map_err(|_| "it lacks one of project_id, private_key_id, private_key, client_email and token_uri".to_owned())?;
        let is_name = |c: char| c.is_ascii_alphanumeric() || "-_.:".contains(c);
        if file.project_id.is_empty() || !file.project_id.chars().all(is_name) {
            return Err("project_id is not the name of a project".into());
        }
        let token_url = Url::parse(&file.token_uri)
            .ok()
            .filter(|url| matches!(url.scheme(), "https" | "http") && url.has_host())
            .ok_or("token_uri is no address of a server")?;
        Ok(Self {
            project: file.project_id,
            email: file.client_email,
            token_url,
            audience: file.token_uri,
            key_id: file.private_key_id,
            key: key(&file.private_key)?,
        })
    }

    /// The text with which an access token is asked for: a JWT signed with RS256.
    pub fn assertion(&self, now: Timestamp) -> Result<String, String> {
        let header = json!({"alg": "RS256", "typ": "JWT", "kid": self.key_id});
        let claims = json!({
            "iss": self.email,
            "scope": SCOPE,
            "aud": self.audience,
            "iat": now.as_seconds(),
            "exp": now.as_seconds() + ASSERTION_SECONDS,
        });
        let part = |json: serde_json::Value| URL_SAFE_NO_PAD.encode(json.to_string());
        let text = format!("{}.{}", part(header), part(claims));
        let mut signature = vec![0; self.key.public().modulus_len()];
        self.key
            .sign(
                &RSA_PKCS1_SHA256,
                &SystemRandom::new(),
                text.as_bytes(),
                &mut signature,
            )
            .map_err(|_| "the private key does not sign".to_owned())?;
        Ok(format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}

fn key(pem: &str) -> Result<KeyPair, String> {
    let wrong = || "private_key is no RSA key in PEM (PKCS#8), of 2048 bits or more".to_owned();
    let inside = pem
        .trim()
        .strip_prefix(PEM_BEGIN)
        .and_then(|rest| rest.strip_suffix(PEM_END))
        .ok_or_else(wrong)?;
    let inside: String = inside.split_whitespace().collect();
    let der = STANDARD.decode(inside).map_err(|_| wrong())?;
    KeyPair::from_pkcs8(&der).map_err(|_| wrong())
}
