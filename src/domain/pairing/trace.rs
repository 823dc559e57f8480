//! How a request went about: who was called and what they made of it, and of everybody else why they were not.

use super::{Offer, sql};
use crate::{
    clock::Timestamp,
    domain::{
        config::Config,
        ctx::Ctx,
        error::{Code, Error},
        ids::{MitraId, SessionId},
        session::{Record, Session},
    },
};

#[derive(Debug, Clone)]
pub struct Trace {
    pub session: Session,
    /// In the order in which they were called.
    pub called: Vec<Called>,
    /// By name.
    pub others: Vec<Other>,
}

/// A mitra to whom the request was sent.
#[derive(Debug, Clone)]
pub struct Called {
    pub mitra: MitraId,
    pub name: String,
    pub offer: Offer,
    pub called_at: Timestamp,
    /// Of their answer, or of what closed the request for them.
    pub closed_at: Option<Timestamp>,
    /// Sessions they had when they were called.
    pub load: i64,
}

#[derive(Debug, Clone)]
pub struct Other {
    pub mitra: MitraId,
    pub name: String,
    pub why: WhyNot,
}

/// Why a mitra was not called. Presence is as it is now: nobody keeps who was online when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyNot {
    /// Is a mitra since a time after the request.
    RegisteredLater,
    /// Not activated, or not any more.
    Inactive,
    /// Had as many sessions as one may when the request was made.
    AtCapacity,
    Offline,
    /// Is online now, but came when the request was open no more.
    CameLater,
}

/// What is known of a mitra who was not called.
#[derive(Debug, Clone)]
pub(super) struct Absent {
    pub mitra: MitraId,
    pub name: String,
    pub created_at: Timestamp,
    pub is_active: bool,
    pub is_online: bool,
    /// When the request was made.
    pub load: i64,
}

impl Absent {
    fn why(&self, asked_at: Timestamp, limit: i64) -> WhyNot {
        if self.created_at > asked_at {
            WhyNot::RegisteredLater
        } else if !self.is_active {
            WhyNot::Inactive
        } else if self.load >= limit {
            WhyNot::AtCapacity
        } else if self.is_online {
            WhyNot::CameLater
        } else {
            WhyNot::Offline
        }
    }
}

pub async fn trace(ctx: &Ctx, id: SessionId) -> Result<Trace, Error> {
    ctx.read(move |tx| {
        let record = Record::find(tx, id)?.ok_or(Code::NotFound)?;
        let session = record.session().clone();
        let limit = Config::load(tx)?.chat.mitra_max_concurrent_sessions;
        let others = sql::not_called(tx, id, session.requested_at)?
            .into_iter()
            .map(|absent| Other {
                why: absent.why(session.requested_at, limit),
                mitra: absent.mitra,
                name: absent.name,
            })
            .collect();
        Ok(Trace {
            called: sql::called(tx, id)?,
            others,
            session,
        })
    })
    .await
}
