//! Notices carried to browsers by their makers' push services, over Web Push (RFC 8030): sealed for the one browser
//! (RFC 8291), so that the service in between reads nothing, and signed with the server's key (RFC 8292).
//!
//! A browser's token is its subscription, as it came out of `PushSubscription.toJSON()`. The address in it is whatever
//! someone sent us, so only services that the settings name are ever called.
//!
//! * `subscription.rs`: what a browser has told us. `services.rs`: who may be called. `key.rs`: the server's key.

mod key;
mod services;
mod subscription;

use std::time::Duration;

use reqwest::{
    Client,
    header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, RETRY_AFTER},
};
use serde_json::Value;

pub use self::key::ServerKey;
use self::{key::Signer, services::Services, subscription::Subscription};
use super::{cause, client, retry_after, unanswered};
use crate::{
    clock::{Clock, Timestamp},
    domain::{
        device::Device,
        push::{Address, Carrying, NotTaken, Notice, PushSender, Urgency, What},
    },
};

#[derive(Debug)]
pub struct WebPush {
    client: Client,
    services: Services,
    signer: Signer,
    clock: Clock,
}

/// Whether a device is a browser that is reached this way; others with the platform `web` registered with FCM.
pub fn reaches(device: &Device) -> bool {
    Subscription::parse(device.token.reveal()).is_some()
}

impl WebPush {
    /// `services` as in the settings; `contact` is whom a push service's people write to: `mailto:…` or `https://…`.
    pub fn new(
        services: &[String],
        key: ServerKey,
        contact: &str,
        clock: Clock,
        patience: Duration,
    ) -> Result<Self, String> {
        Ok(Self {
            client: client(patience).map_err(cause)?,
            services: Services::parse(services)?,
            signer: Signer::new(key, contact)?,
            clock,
        })
    }

    async fn deliver(&self, notice: &Notice, device: &Device) -> Result<(), NotTaken> {
        let Some(subscription) = Subscription::parse(device.token.reveal()) else {
            return Err(NotTaken::Dead("it is no subscription".into()));
        };
        if !self.services.has(&subscription.endpoint) {
            return Err(NotTaken::Dead(
                "its push service is none of WEBPUSH_SERVICES".into(),
            ));
        }
        let now = self.clock.now();
        let text = Value::from_iter(notice.payload()).to_string();
        let left = notice.good_until.millis_since(now).max(0) / 1000;
        let mut request = self
            .client
            .post(subscription.endpoint.clone())
            .header("TTL", left)
            .header("Urgency", urgency(notice))
            .header(CONTENT_ENCODING, "aes128gcm")
            .header(CONTENT_TYPE, "application/octet-stream")
            .header(
                AUTHORIZATION,
                self.signer.authorization(&subscription.endpoint, now)?,
            )
            .body(subscription.seal(text.into_bytes())?);
        if let Some(topic) = topic(notice) {
            request = request.header("Topic", topic);
        }
        let response = request.send().await.map_err(unanswered)?;
        let after = response.headers().get(RETRY_AFTER);
        let after = after.and_then(|value| value.to_str().ok());
        meaning(response.status().as_u16(), after, now)
    }
}

fn urgency(notice: &Notice) -> &'static str {
    match notice.what.urgency() {
        Urgency::High => "high",
        Urgency::Normal => "normal",
    }
}

/// Of those that wait for a sleeping browser, a newer one of the same topic takes the older one's place. At most 32
/// characters: an id without its dashes.
fn topic(notice: &Notice) -> Option<String> {
    matches!(notice.what, What::Message { .. }).then(|| notice.session.0.simple().to_string())
}

fn meaning(status: u16, after: Option<&str>, now: Timestamp) -> Result<(), NotTaken> {
    let said = format!("the push service answered {status}");
    match status {
        200..=299 => Ok(()),
        404 | 410 => Err(NotTaken::Dead(said)),
        408 | 429 | 500..=599 => Err(NotTaken::Later {
            cause: said,
            after_seconds: retry_after(after, now),
        }),
        // The key or the contact; a browser that subscribed to another key of ours subscribes anew when it is opened.
        401 | 403 => Err(NotTaken::Refused(format!(
            "{said}: look at WEBPUSH_CONTACT"
        ))),
        _ => Err(NotTaken::Refused(said)),
    }
}

impl PushSender for WebPush {
    fn name(&self) -> &'static str {
        "webpush"
    }

    fn addresses(&self, devices: Vec<Device>) -> Vec<Address> {
        let browsers = devices.into_iter().filter(reaches);
        browsers.map(Address::Device).collect()
    }

    fn carry<'a>(&'a self, notice: &'a Notice, to: &'a Address) -> Carrying<'a> {
        Box::pin(async move {
            match to {
                Address::Device(device) => self.deliver(notice, device).await,
                Address::Person => Err(NotTaken::Refused("web push reaches browsers only".into())),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_answer_means() {
        let now = Timestamp::from_millis(0);
        for good in [200, 201, 202, 204] {
            assert_eq!(meaning(good, None, now), Ok(()));
        }
        for dead in [404, 410] {
            assert!(matches!(meaning(dead, None, now), Err(NotTaken::Dead(_))));
        }
        for (status, after, expected) in [
            (429, Some("30"), Some(30)),
            (503, None, None),
            (500, Some("soon"), None),
        ] {
            let Err(NotTaken::Later { after_seconds, .. }) = meaning(status, after, now) else {
                panic!("{status} is for later");
            };
            assert_eq!(after_seconds, expected);
        }
        // A redirect is not followed, and nothing that we sent gets better by trying again.
        for never in [301, 307, 400, 401, 403, 413] {
            assert!(matches!(
                meaning(never, None, now),
                Err(NotTaken::Refused(_))
            ));
        }
    }
}
