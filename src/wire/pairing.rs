//! How a request went about, to staff.

use poem_openapi::{Enum, Object};

use super::{
    Time,
    report::{MitraName, NotificationStatus},
};
use crate::domain::pairing::{Trace, WhyNot};

/// How a session's request went about: who was called, and why nobody else.
#[derive(Debug, Clone, Object)]
pub struct SessionPairing {
    pub requested_at: Time,
    /// In the order in which they were called.
    pub called: Vec<PairingCall>,
    /// By name.
    pub not_called: Vec<PairingAbsence>,
}

/// A mitra to whom the request was sent. Times are in milliseconds since it was made.
#[derive(Debug, Clone, Object)]
pub struct PairingCall {
    pub mitra: MitraName,
    pub status: NotificationStatus,
    pub called_ms: i64,
    /// When they answered, or when it was closed for them.
    #[oai(nullable)]
    pub closed_ms: Option<i64>,
    /// Sessions that the mitra had when they were called.
    pub active_session_count: i64,
}

/// A mitra who was not called.
#[derive(Debug, Clone, Object)]
pub struct PairingAbsence {
    pub mitra: MitraName,
    pub why: WhyNotCalled,
}

/// Why a mitra was not called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum WhyNotCalled {
    /// Is a mitra since a time after the request.
    RegisteredLater,
    /// Not activated, or not any more.
    Inactive,
    /// Had as many sessions as one may when the request was made.
    AtCapacity,
    /// Is offline now: who was online when is not kept.
    Offline,
    /// Is online now, but came when the request was open no more.
    CameLater,
}

impl From<WhyNot> for WhyNotCalled {
    fn from(why: WhyNot) -> Self {
        match why {
            WhyNot::RegisteredLater => Self::RegisteredLater,
            WhyNot::Inactive => Self::Inactive,
            WhyNot::AtCapacity => Self::AtCapacity,
            WhyNot::Offline => Self::Offline,
            WhyNot::CameLater => Self::CameLater,
        }
    }
}

impl From<Trace> for SessionPairing {
    fn from(trace: Trace) -> Self {
        let asked_at = trace.session.requested_at;
        Self {
            requested_at: asked_at.into(),
            called: trace
                .called
                .into_iter()
                .map(|call| PairingCall {
                    mitra: MitraName {
                        id: call.mitra.0,
                        display_name: call.name,
                    },
                    status: call.offer.into(),
                    called_ms: call.called_at.millis_since(asked_at),
                    closed_ms: call.closed_at.map(|at| at.millis_since(asked_at)),
                    active_session_count: call.load,
                })
                .collect(),
            not_called: trace
                .others
                .into_iter()
                .map(|other| PairingAbsence {
                    mitra: MitraName {
                        id: other.mitra.0,
                        display_name: other.name,
                    },
                    why: other.why.into(),
                })
                .collect(),
        }
    }
}
