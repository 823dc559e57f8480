//! Notices for development: one log line each, whoever it is for and whatever devices they have.

use serde_json::Value;

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
        let payload = Value::from_iter(notice.payload());
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
