//! Codes sent by Fazpass, as SMS or whatever the gateway was set up for. It delivers our own code: expiry, limits and the
//! comparison stay with us, and signing in does not wait for it.

use std::time::Duration;

use reqwest::{Client, Url};
use serde_json::{Value, json};

use super::{cause, client, read};
use crate::domain::otp::{NotDelivered, OtpMessage, OtpSender, Sending};

/// An answer is a few hundred bytes.
const ANSWER_LIMIT: usize = 64 * 1024;

pub struct Fazpass {
    client: Client,
    url: Url,
    merchant_key: String,
    gateway_key: String,
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
        patience: Duration,
    ) -> Result<Self, String> {
        Ok(Self {
            client: client(patience).map_err(cause)?,
            url: format!("{base_url}/v1/otp/send")
                .parse()
                .map_err(|e| format!("{base_url}: {e}"))?,
            merchant_key: merchant_key.to_owned(),
            gateway_key: gateway_key.to_owned(),
        })
    }

    async fn call(&self, message: &OtpMessage) -> Result<(), String> {
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
            return Err(format!("Fazpass answered {}", status.as_u16()));
        }
        let body = read(response, ANSWER_LIMIT).await?;
        // Its texts are not logged: they may repeat what was sent.
        let answer: Value =
            serde_json::from_slice(&body).map_err(|_| "Fazpass answered no JSON".to_owned())?;
        match answer.get("status") {
            Some(Value::Bool(true)) => Ok(()),
            _ => Err("Fazpass did not take the message".into()),
        }
    }
}

impl OtpSender for Fazpass {
    fn send<'a>(&'a self, message: &'a OtpMessage) -> Sending<'a> {
        Box::pin(async { self.call(message).await.map_err(NotDelivered) })
    }
}
