//! Notices for development: one log line each, whoever it is for and whatever devices they have.

use serde_json::{Map, Value};

use crate::domain::{
    device::Device,
    push::{Address, Carrying, Notice, PushSender},
};

#[derive(Debug, Clone, Copy)]
pub struct PushLog;

impl PushSender for PushLog {
    fn name(&self) -> &'static str {
        "log"
    }

    fn addresses(&self, _: Vec<Device>) -> Vec<Address> {
        vec![Address::Person]
    }

    fn carry<'a>(&'a self, notice: &'a Notice, _: &'a Address) -> Carrying<'a> {
        let payload = Value::Object(data(notice));
        tracing::info!(
            "[PUSH LOG] push to={}:{} session_id={} payload={}",
            notice.to.user_type(),
            notice.to.uuid(),
            notice.session,
            payload
        );
        Box::pin(async { Ok(()) })
    }
}

/// The payload as JSON: texts only, as FCM wants it.
pub(super) fn data(notice: &Notice) -> Map<String, Value> {
    let texts = notice.payload().into_iter();
    texts
        .map(|(name, text)| (name.to_owned(), Value::String(text)))
        .collect()
}
