//! Codes sent by Fazpass, as SMS or whatever the gateway was set up for. It delivers our own code: expiry, limits and the
//! comparison stay with us, and signing in does not wait for it.

use std::time::Duration;

use reqwest::{Client, StatusCode, Url};
use serde_json::{Value, json};

use super::{breaker::Breaker, cause, client, read};
use crate::{
    clock::Clock,
    domain::otp::{NotDelivered, OtpMessage, OtpSender, Sending},
};

/// An answer is a few hundred bytes.
const ANSWER_LIMIT: usize = 64 * 1024;

pub struct Fazpass {
    client: Client,
    url: Url,
    merchant_key: String,
    gateway_key: String,
    breaker: Breaker,
}

impl std::fmt::Debug for Fazpass {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Fazpass({})", self.url)
    }
}

impl Fazpass {
    /// `base_url` without a slash at its end.
    pub fn new(
        base_url: &str,
        merchant_key: &str,
        gateway_key: &str,
        clock: Clock,
        patience: Duration,
    ) -> Result<Self, String> {
        Ok(Self {
            client: client(patience).map_err(cause)?,
            url: format!("{base_url}/v1/otp/send")
                .parse()
                .map_err(|e| format!("{base_url}: {e}"))?,
            merchant_key: merchant_key.to_owned(),
            gateway_key: gateway_key.to_owned(),
            breaker: Breaker::new(clock),
        })
    }

    async fn call(&self, message: &OtpMessage) -> Result<(), String> {
        if !self.breaker.admits() {
            return Err("Fazpass has not answered the last calls; it is tried again soon".into());
        }
        let answer = self.ask(message).await;
        match &answer {
            Ok(_) => self.breaker.answered(),
            Err(_) => self.breaker.was_silent(),
        }
        let (status, body) = answer?;
        if !status.is_success() {
            return Err(format!("Fazpass answered {}", status.as_u16()));
        }
        // Its texts are not logged: they may repeat what was sent.
        let answer: Value =
            serde_json::from_slice(&body).map_err(|_| "Fazpass answered no JSON".to_owned())?;
        match answer.get("status") {
            Some(Value::Bool(true)) => Ok(()),
            _ => Err("Fazpass did not take the message".into()),
        }
    }

    /// What it answers, or why there is no answer.
    async fn ask(&self, message: &OtpMessage) -> Result<(StatusCode, Vec<u8>), String> {
        let response = self
            .client
            .post(self.url.clone())
            .bearer_auth(&self.merchant_key)
            .json(&json!({
                "phone": message.phone.as_str(),
                "otp": message.code.reveal(),
                "gateway_key": self.gateway_key,
            }))
            .send()
            .await
            .map_err(cause)?;
        let status = response.status();
        if !status.is_success() {
            return Ok((status, Vec::new()));
        }
        Ok((status, read(response, ANSWER_LIMIT).await?))
    }
}

impl OtpSender for Fazpass {
    fn send<'a>(&'a self, message: &'a OtpMessage) -> Sending<'a> {
        Box::pin(async { self.call(message).await.map_err(NotDelivered) })
    }
}
