//! Codes for development: one log line each, with phone and code in full. It is the only place that writes either.

use crate::domain::otp::{OtpMessage, OtpSender, Sending};

#[derive(Debug, Clone, Copy)]
pub struct Stub;

impl OtpSender for Stub {
    fn send<'a>(&'a self, message: &'a OtpMessage) -> Sending<'a> {
        tracing::info!(
            "[OTP STUB] phone={} code={} ref={}",
            message.phone.as_str(),
            message.code.reveal(),
            message.reference
        );
        Box::pin(async { Ok(()) })
    }
}
