//! Firebase, on this machine: one neighbour that gives out access tokens, one that takes messages.

use std::{fs, path::PathBuf, sync::LazyLock, time::Duration};

use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use rsa::{
    RsaPrivateKey,
    pkcs1::EncodeRsaPublicKey,
    pkcs8::{EncodePrivateKey, LineEnding},
    rand_core::OsRng,
};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::time::timeout;

use super::{Neighbour, Says, Tokens, World};

/// Made once: RSA keys take their time.
static KEY: LazyLock<RsaPrivateKey> =
    LazyLock::new(|| RsaPrivateKey::new(&mut OsRng, 2048).unwrap());

/// However slow the machine is: by now it is so.
const BOUND: Duration = Duration::from_secs(20);

pub struct Firebase {
    /// Gives out access tokens.
    pub google: Neighbour,
    /// Takes messages.
    pub fcm: Neighbour,
    /// The service account's file.
    pub file: PathBuf,
    _dir: TempDir,
}

impl Firebase {
    pub const EMAIL: &str = "push@curhat-test.iam.gserviceaccount.com";
    pub const ACCESS: &str = "ya29.the-first-access-token";

    pub async fn new() -> Self {
        let google = Neighbour::new(Self::grants(Self::ACCESS)).await;
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("firebase.json");
        let account = Self::account(&format!("{}/token", google.url));
        fs::write(&file, account.to_string()).unwrap();
        Self {
            google,
            fcm: Neighbour::new(Self::takes()).await,
            file,
            _dir: dir,
        }
    }

    /// A service account's file, as Google's console gives it out.
    pub fn account(token_uri: &str) -> Value {
        json!({
            "type": "service_account",
            "project_id": "curhat-test",
            "private_key_id": "key-1",
            "private_key": KEY.to_pkcs8_pem(LineEnding::LF).unwrap().as_str(),
            "client_email": Self::EMAIL,
            "client_id": "1",
            "token_uri": token_uri,
        })
    }

    /// What an assertion says, if it is signed with the account's key: header and claims.
    pub fn verified(assertion: &str) -> (jsonwebtoken::Header, Value) {
        let public = KEY.to_public_key().to_pkcs1_der().unwrap();
        let key = DecodingKey::from_rsa_der(public.as_bytes());
        let mut rules = Validation::new(Algorithm::RS256);
        // The clock of the test stands somewhere else.
        rules.validate_exp = false;
        rules.validate_aud = false;
        let token = jsonwebtoken::decode(assertion, &key, &rules).unwrap();
        (token.header, token.claims)
    }

    pub fn grants(token: &str) -> Says {
        let granted = json!({"access_token": token, "expires_in": 3599, "token_type": "Bearer"});
        Says::json(200, &granted)
    }

    pub fn takes() -> Says {
        Says::json(200, &json!({"name": "projects/curhat-test/messages/0:1"}))
    }

    /// An error with FCM's own code.
    pub fn refuses(status: u16, code: &str) -> Says {
        let detail = json!({
            "@type": "type.googleapis.com/google.firebase.fcm.v1.FcmError",
            "errorCode": code,
        });
        Says::json(status, &Self::error(status, &[detail]))
    }

    pub fn error(status: u16, details: &[Value]) -> Value {
        json!({"error": {"code": status, "message": "as it is", "details": details}})
    }

    pub fn flags(&self) -> Vec<&str> {
        vec![
            "--push-provider",
            "fcm",
            "--fcm-service-account-file",
            self.file.to_str().unwrap(),
            "--fcm-base-url",
            &self.fcm.url,
        ]
    }

    pub async fn world(&self) -> World {
        World::with(&self.flags()).await
    }

    /// What was sent, without the envelope: (device token, data).
    pub fn told(&self) -> Vec<(String, Value)> {
        let messages = self.fcm.asked().into_iter().map(|asked| {
            let message = &asked.body["message"];
            let token = message["token"].as_str().unwrap().to_owned();
            (token, message["data"].clone())
        });
        messages.collect()
    }

    /// Lets time pass, a second after the other, until FCM has been asked so often; says how many seconds that took.
    pub async fn asked_after(&self, world: &World, times: usize) -> u64 {
        let mut seconds = 0;
        until("another try", || {
            let asked = self.fcm.asked().len();
            assert!(asked <= times, "asked {asked} times, not {times}");
            if asked < times {
                world.advance(1);
                seconds += 1;
            }
            asked == times
        })
        .await;
        seconds
    }
}

/// Waits for what the server does in its own time, looking often.
pub async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let looking = async {
        while !holds() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let outcome = timeout(BOUND, looking).await;
    outcome.unwrap_or_else(|_| panic!("waited in vain for {what}"));
}

impl World {
    /// Somebody's device, under a token that tells whose it is.
    pub async fn device(&self, of: &Tokens, token: &str) {
        let body = json!({"token": token, "platform": "android"});
        let registered = self.post("/api/shared/device-token", &of.access, body);
        registered.await.ok(204);
    }

    pub fn devices(&self) -> i64 {
        self.number("select count(*) from device_tokens")
    }

    /// A figure of push, of this provider.
    pub async fn pushed(&self, figure: &str, provider: &str) -> i64 {
        let url = format!("http://{}/metrics", self.app().internal);
        let text = self
            .http
            .get(url)
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap();
        let name = format!("curhat_push_{figure}{{provider=\"{provider}\"}} ");
        let line = text.lines().find_map(|line| line.strip_prefix(&name));
        line.unwrap_or_else(|| panic!("no {name} in {text}"))
            .parse()
            .unwrap()
    }
}
