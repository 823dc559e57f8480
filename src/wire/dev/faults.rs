//! What is made to go wrong.

use poem_openapi::{Enum, Object};

use crate::wire::Time;

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum FaultKind {
    /// Answers and frames come later, by `milliseconds`.
    Latency,
    /// Frames come later, by `milliseconds`; answers do not.
    FrameDelay,
    /// Each frame comes twice.
    FrameDouble,
    /// Requests are answered 429, with the code `OTP_RATE_LIMIT_IP`, for so many `requests` or `seconds`.
    TooMany,
    /// Requests are answered 503, with the code `BUSY`, for so many `requests` or `seconds`.
    Busy,
    /// Codes are not delivered: 502 `OTP_DELIVERY_FAILED`.
    OtpFail,
    /// Pushes are not delivered.
    PushFail,
    /// The access token that each sign-in shows next has expired: 401 `TOKEN_EXPIRED`, on sockets 4401. One that a refresh
    /// brings is good.
    TokenExpired,
}

/// A fault to be set.
#[derive(Debug, Clone, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct NewFault {
    pub kind: FaultKind,
    /// The id of the user whose devices it meets; for `otp_fail` the phone. Everyone on the public port, when nothing is said.
    #[oai(validator(min_length = 1, max_length = 100))]
    pub user: Option<String>,
    /// How much later. For `latency` and `frame_delay`, which need it.
    #[oai(validator(minimum(value = "1"), maximum(value = "120000")))]
    pub milliseconds: Option<u32>,
    /// How many requests it meets. For `too_many` and `busy`.
    #[oai(validator(minimum(value = "1"), maximum(value = "1000000")))]
    pub requests: Option<u32>,
    /// How long it is in force, by the server's clock. Until it is cleared, when nothing is said.
    #[oai(validator(minimum(value = "1"), maximum(value = "34560000")))]
    pub seconds: Option<u32>,
}

/// A fault in force.
#[derive(Debug, Clone, Object)]
pub struct Fault {
    /// By which it is cleared.
    pub number: u64,
    pub kind: FaultKind,
    /// Whom it meets; null: everyone.
    #[oai(nullable)]
    pub user: Option<String>,
    #[oai(nullable)]
    pub milliseconds: Option<u32>,
    /// How many requests it will still meet.
    #[oai(nullable)]
    pub requests_left: Option<u32>,
    #[oai(nullable)]
    pub until: Option<Time>,
}

/// Oldest first.
#[derive(Debug, Clone, Object)]
pub struct FaultList {
    pub items: Vec<Fault>,
}

/// Sockets to be ended now.
#[derive(Debug, Clone, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Cut {
    /// Whose; everyone's, when nothing is said.
    pub user: Option<uuid::Uuid>,
    /// The code of the close frame: 1000 to 1014 or 3000 to 4999. 1006, when nothing is said: no close frame at all, as when
    /// a network goes.
    #[oai(validator(minimum(value = "1000"), maximum(value = "4999")))]
    pub close_code: Option<u16>,
}

/// How many were ended.
#[derive(Debug, Clone, Object)]
pub struct CutSockets {
    pub sockets: u64,
}
