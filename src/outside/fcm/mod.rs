//! Notices carried by Firebase Cloud Messaging, over its HTTP v1 API, to Android, iOS and browsers that registered there.
//!
//! Only data and what the carriers need to know of it: how urgent it is and how long it is good. On Android and in browsers
//! the app makes what people see of it. On iOS, which shows something by itself, it is the text that the app itself has under
//! the key `push_` and the kind of notice, such as `push_message`, in the language of the phone.
//!
//! * `account.rs`: the service account, and what is signed with its key. `access.rs`: the access token got for that, kept.
//! * `answer.rs`: what FCM's answers mean.

mod access;
mod account;
mod answer;

use std::time::Duration;

use reqwest::{Client, StatusCode, Url, header::RETRY_AFTER};
use serde_json::{Value, json};

pub use self::account::ServiceAccount;
use self::{access::Access, answer::Answer};
use super::{cause, client, read};
use crate::{
    clock::Clock,
    domain::{
        device::Device,
        push::{Address, Carrying, NotTaken, Notice, PushSender, Urgency},
    },
};

/// An answer is less than a kilobyte.
const ANSWER_LIMIT: usize = 64 * 1024;

pub struct Fcm {
    client: Client,
    url: Url,
    access: Access,
    clock: Clock,
}

impl std::fmt::Debug for Fcm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Fcm({})", self.url)
    }
}

impl Fcm {
    /// `base_url` without a slash at its end.
    pub fn new(
        base_url: &str,
        account: ServiceAccount,
        clock: Clock,
        patience: Duration,
    ) -> Result<Self, String> {
        let client = client(patience).map_err(cause)?;
        let url = format!("{base_url}/v1/projects/{}/messages:send", account.project);
        Ok(Self {
            url: url.parse().map_err(|e| format!("{base_url}: {e}"))?,
            access: Access::new(client.clone(), account, clock.clone()),
            client,
            clock,
        })
    }

    async fn deliver(&self, notice: &Notice, device: &Device) -> Result<(), NotTaken> {
        let message = self.message(notice, device);
        let token = self.access.token().await?;
        let answer = self.post(&message, &token).await?;
        if !answer.wants_new_token() {
            return answer.meaning(self.clock.now());
        }
        // The token was taken back before its time. Once: whoever refuses a new one too will refuse all.
        self.access.is_refused(&token);
        let token = self.access.token().await?;
        let answer = self.post(&message, &token).await?;
        answer.meaning(self.clock.now())
    }

    fn message(&self, notice: &Notice, device: &Device) -> Value {
        let kind = notice.what.as_str();
        let left = notice.good_until.millis_since(self.clock.now()).max(0) / 1000;
        let (android, apple, web) = match notice.what.urgency() {
            Urgency::High => ("high", "10", "high"),
            Urgency::Normal => ("normal", "5", "normal"),
        };
        json!({"message": {
            "token": device.token.reveal(),
            "data": Value::from_iter(notice.payload()),
            "android": {"priority": android, "ttl": format!("{left}s")},
            "apns": {
                "headers": {
                    "apns-push-type": "alert",
                    "apns-priority": apple,
                    "apns-expiration": notice.good_until.as_seconds().to_string(),
                    // A newer one of the same kind takes the place of the one that is shown.
                    "apns-collapse-id": format!("{kind}:{}", notice.session),
                },
                "payload": {"aps": {
                    "alert": {"loc-key": format!("push_{kind}")},
                    "sound": "default",
                }},
            },
            "webpush": {"headers": {"TTL": left.to_string(), "Urgency": web}},
        }})
    }

    async fn post(&self, message: &Value, token: &str) -> Result<Answer, NotTaken> {
        let sent = self
            .client
            .post(self.url.clone())
            .bearer_auth(token)
            .json(message)
            .send();
        let response = sent.await.map_err(unanswered)?;
        let status = response.status();
        let retry_after = response.headers().get(RETRY_AFTER);
        let retry_after = retry_after.and_then(|v| v.to_str().ok()).map(str::to_owned);
        let body = read(response, ANSWER_LIMIT).await;
        // The status alone says most; only of a success the answer is needed to believe it.
        let body = match body {
            Ok(body) => serde_json::from_slice(&body).unwrap_or_default(),
            Err(_) if status != StatusCode::OK => Value::Null,
            Err(cause) => return Err(NotTaken::Unanswered(cause)),
        };
        Ok(Answer {
            status: status.as_u16(),
            retry_after,
            body,
        })
    }
}

/// A call that came to nothing. One that found nobody has certainly delivered nothing.
fn unanswered(error: reqwest::Error) -> NotTaken {
    if error.is_connect() {
        NotTaken::Later {
            cause: cause(error),
            after_seconds: None,
        }
    } else {
        NotTaken::Unanswered(cause(error))
    }
}

impl PushSender for Fcm {
    fn name(&self) -> &'static str {
        "fcm"
    }

    fn addresses(&self, devices: Vec<Device>) -> Vec<Address> {
        devices.into_iter().map(Address::Device).collect()
    }

    fn carry<'a>(&'a self, notice: &'a Notice, to: &'a Address) -> Carrying<'a> {
        Box::pin(async move {
            match to {
                Address::Device(device) => self.deliver(notice, device).await,
                Address::Person => Err(NotTaken::Refused("FCM reaches devices only".into())),
            }
        })
    }
}
