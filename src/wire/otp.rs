//! One-time codes: asking for one, typing it in.

use poem_openapi::{Object, types::Example};
use uuid::Uuid;

use crate::domain::otp::Requested;

const SAMPLE: Uuid = Uuid::from_u128(0x0193_55c0_7c3a_7b3e_9a51_2f6d_1c7e_9b10);

/// Asks for a code.
#[derive(Debug, Object)]
#[oai(example)]
pub struct OtpRequest {
    /// E.164: `+`, the country, the number, 8 to 15 digits in all.
    pub phone: String,
}

impl Example for OtpRequest {
    fn example() -> Self {
        Self {
            phone: "+6281234567890".into(),
        }
    }
}

/// A code is on its way.
#[derive(Debug, Object)]
#[oai(example)]
pub struct OtpRequested {
    /// Send it back with the code.
    pub otp_request_id: Uuid,
    /// Seconds until the code expires.
    pub expires_in: i64,
    /// Seconds until another code can be asked for.
    pub resend_after: i64,
}

impl Example for OtpRequested {
    fn example() -> Self {
        Self {
            otp_request_id: SAMPLE,
            expires_in: 300,
            resend_after: 60,
        }
    }
}

impl From<Requested> for OtpRequested {
    fn from(requested: Requested) -> Self {
        Self {
            otp_request_id: requested.id.0,
            expires_in: requested.expires_in_seconds,
            resend_after: requested.resend_after_seconds,
        }
    }
}

/// A customer types a code in.
#[derive(Debug, Object)]
#[oai(example, skip_serializing_if_is_none)]
pub struct CustomerOtpVerification {
    /// From the request.
    pub otp_request_id: String,
    /// Six digits.
    pub code: String,
    /// The guest that this phone's customer has been until now. The request must carry that guest's access token.
    pub anonymous_customer_id: Option<Uuid>,
}

impl Example for CustomerOtpVerification {
    fn example() -> Self {
        Self {
            otp_request_id: SAMPLE.to_string(),
            code: "012345".into(),
            anonymous_customer_id: None,
        }
    }
}

/// A mitra types a code in.
#[derive(Debug, Object)]
#[oai(example)]
pub struct MitraOtpVerification {
    /// From the request.
    pub otp_request_id: String,
    /// Six digits.
    pub code: String,
}

impl Example for MitraOtpVerification {
    fn example() -> Self {
        Self {
            otp_request_id: SAMPLE.to_string(),
            code: "012345".into(),
        }
    }
}
