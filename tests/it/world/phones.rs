//! Everybody's phone: keeps the codes that were sent, and refuses messages when a test wants so.

use std::sync::{
    Mutex,
    atomic::{AtomicBool, Ordering},
};

use curhat::domain::otp::{NotDelivered, OtpMessage, OtpSender, Sending};

use serde_json::json;

use super::{Reply, World};

#[derive(Debug, Default)]
pub struct Phones {
    received: Mutex<Vec<(String, String)>>,
    out_of_reach: AtomicBool,
}

impl Phones {
    /// From now on no message gets through, or all do again.
    pub fn out_of_reach(&self, out: bool) {
        self.out_of_reach.store(out, Ordering::Relaxed);
    }
}

impl OtpSender for Phones {
    fn send<'a>(&'a self, message: &'a OtpMessage) -> Sending<'a> {
        Box::pin(async {
            if self.out_of_reach.load(Ordering::Relaxed) {
                return Err(NotDelivered("out of reach".into()));
            }
            self.received.lock().unwrap().push((
                message.phone.as_str().to_owned(),
                message.code.reveal().to_owned(),
            ));
            Ok(())
        })
    }
}

impl World {
    /// The latest code that was sent to this phone.
    #[track_caller]
    pub fn code_for(&self, phone: &str) -> String {
        let received = self.phones.received.lock().unwrap();
        let latest = received.iter().rev().find(|(to, _)| to == phone);
        let (_, code) = latest.unwrap_or_else(|| panic!("no code was sent to {phone}"));
        code.clone()
    }

    /// Whether any code was sent to this phone.
    pub fn has_code(&self, phone: &str) -> bool {
        let received = self.phones.received.lock().unwrap();
        received.iter().any(|(to, _)| to == phone)
    }

    /// Asks for a code, at the app `app`: `client` or `mitra`.
    pub async fn ask_code(&self, app: &str, phone: &str) -> Reply {
        let path = format!("/api/{app}/auth/otp/request");
        self.post_open(&path, json!({ "phone": phone })).await
    }

    /// Asks for a code that must be sent; the request's id.
    pub async fn sent_code(&self, app: &str, phone: &str) -> String {
        let reply = self.ask_code(app, phone).await.ok(200);
        reply["otp_request_id"].as_str().unwrap().to_owned()
    }

    pub async fn type_code(&self, app: &str, id: &str, code: &str) -> Reply {
        let path = format!("/api/{app}/auth/otp/verify");
        let body = json!({ "otp_request_id": id, "code": code });
        self.post_open(&path, body).await
    }
}
