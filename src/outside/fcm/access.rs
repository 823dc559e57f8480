//! The access token that FCM is called with: got for a signed text, kept until shortly before its end.
//!
//! One call is under way at a time, and whoever came meanwhile takes its outcome. After a failure there is a pause, or each
//! of a thousand waiting notices would call in turn.

use std::sync::{Mutex, PoisonError};

use reqwest::Client;
use serde::Deserialize;

use super::{super::cause, ANSWER_LIMIT, ServiceAccount};
use crate::{
    clock::{Clock, Timestamp},
    domain::push::NotTaken,
    outside::read,
};

const GRANT: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/// A token is replaced so long before its end; one that does not live twice as long, half-way.
const EARLY_SECONDS: i64 = 300;

/// Between calls that fail.
const PAUSE_SECONDS: i64 = 5;

pub struct Access {
    client: Client,
    account: ServiceAccount,
    clock: Clock,
    kept: Mutex<Kept>,
    /// Held during a call.
    flight: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Kept {
    token: Option<(String, Timestamp)>,
    /// Why the last call failed, and when the next one may be made.
    trouble: Option<(String, Timestamp)>,
}

#[derive(Deserialize)]
struct Granted {
    access_token: String,
    expires_in: i64,
}

impl Kept {
    /// What is known without a call.
    fn known(&self, now: Timestamp) -> Option<Result<String, NotTaken>> {
        if let Some((token, until)) = &self.token
            && now < *until
        {
            return Some(Ok(token.clone()));
        }
        let (cause, again_at) = self.trouble.as_ref()?;
        (now < *again_at).then(|| Err(later(cause, now.seconds_until(*again_at))))
    }
}

fn later(cause: &str, after_seconds: i64) -> NotTaken {
    NotTaken::Later {
        cause: format!("no access token: {cause}"),
        after_seconds: Some(after_seconds),
    }
}

impl Access {
    pub fn new(client: Client, account: ServiceAccount, clock: Clock) -> Self {
        Self {
            client,
            account,
            clock,
            kept: Mutex::default(),
            flight: tokio::sync::Mutex::default(),
        }
    }

    fn kept<T>(&self, look: impl FnOnce(&mut Kept) -> T) -> T {
        look(&mut self.kept.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub async fn token(&self) -> Result<String, NotTaken> {
        if let Some(known) = self.kept(|kept| kept.known(self.clock.now())) {
            return known;
        }
        let _flight = self.flight.lock().await;
        // Someone else has called while we waited.
        if let Some(known) = self.kept(|kept| kept.known(self.clock.now())) {
            return known;
        }
        let outcome = self.call().await;
        let now = self.clock.now();
        self.kept(|kept| match outcome {
            Ok(granted) => {
                let early = EARLY_SECONDS.min(granted.expires_in / 2);
                let until = now.plus_seconds(granted.expires_in - early);
                kept.token = Some((granted.access_token.clone(), until));
                kept.trouble = None;
                Ok(granted.access_token)
            }
            Err(cause) => {
                let refused = later(&cause, PAUSE_SECONDS);
                kept.trouble = Some((cause, now.plus_seconds(PAUSE_SECONDS)));
                Err(refused)
            }
        })
    }

    /// FCM does not take `token` any more. One that was got meanwhile is left alone.
    pub fn is_refused(&self, token: &str) {
        self.kept(|kept| {
            if kept.token.as_ref().is_some_and(|(kept, _)| kept == token) {
                kept.token = None;
            }
        });
    }

    async fn call(&self) -> Result<Granted, String> {
        let assertion = self.account.assertion(self.clock.now())?;
        let form = [("grant_type", GRANT), ("assertion", &assertion)];
        let sent = self
            .client
            .post(self.account.token_url.clone())
            .form(&form)
            .send();
        let response = sent.await.map_err(cause)?;
        let status = response.status();
        if !status.is_success() {
            // Its texts are not logged: they may repeat what was sent.
            return Err(format!("the answer was {}", status.as_u16()));
        }
        let body = read(response, ANSWER_LIMIT).await?;
        let granted: Granted = serde_json::from_slice(&body)
            .map_err(|_| "the answer was none that gives a token".to_owned())?;
        if granted.access_token.is_empty() || granted.expires_in <= 0 {
            return Err("the answer was a token that is none".into());
        }
        Ok(granted)
    }
}
