//! What is made to go wrong.

use std::time::Duration;

use poem_openapi::{OpenApi, param::Path, payload::Json};

use super::Tag;
use crate::{
    dev::{
        Faults,
        faults::{self, Kind},
    },
    domain::{
        ctx::Ctx,
        error::{Code, Error},
    },
    error_set,
    http::{
        answer::{Answer, Created, NoContent},
        body::Body,
    },
    hub::Hub,
    wire::{
        close::CloseCode,
        dev::{Cut, CutSockets, Fault, FaultKind, FaultList, NewFault},
    },
};

error_set!(FaultErrors = NotFound);

/// An end without a close frame.
const NO_WORD: u16 = 1006;

pub(super) struct FaultsApi {
    pub(super) ctx: Ctx,
    pub(super) faults: Faults,
    pub(super) hub: Hub,
}

#[OpenApi(prefix_path = "/internal/dev/faults", tag = "Tag::Faults")]
impl FaultsApi {
    /// What is in force
    ///
    /// Every fault that was set and has not been used up or taken back.
    #[oai(path = "/", method = "get", operation_id = "listFaults")]
    async fn list(&self) -> Answer<Json<FaultList>> {
        let items = self.faults.list(self.ctx.now());
        let items = items.into_iter().map(shown).collect();
        Ok(Json(FaultList { items }))
    }

    /// Let something go wrong
    ///
    /// Until it is cleared, or for so many seconds or requests. Calls of the dev desk itself are never met.
    #[oai(path = "/", method = "post", operation_id = "setFault")]
    async fn set(&self, body: Body<NewFault>) -> Answer<Created<Fault>> {
        let kind = kind(&body.0)?;
        let now = self.ctx.now();
        let fault = faults::Fault {
            number: 0,
            user: body.0.user,
            kind,
            until: body
                .0
                .seconds
                .map(|seconds| now.plus_seconds(i64::from(seconds))),
            requests_left: body.0.requests,
        };
        let set = self.faults.set(fault, now).ok_or(Code::Busy)?;
        Ok(Created(shown(set)))
    }

    /// All is well again
    ///
    /// Takes back every fault that is in force.
    #[oai(path = "/", method = "delete", operation_id = "clearFaults")]
    async fn clear_all(&self) -> Answer<NoContent> {
        self.faults.clear_all();
        Ok(NoContent)
    }

    /// Take one back
    ///
    /// By its number in the list.
    #[oai(path = "/:number", method = "delete", operation_id = "clearFault")]
    async fn clear(&self, number: Path<u64>) -> Answer<NoContent, FaultErrors> {
        if self.faults.clear(number.0) {
            Ok(NoContent)
        } else {
            Err(Code::NotFound.into())
        }
    }

    /// End sockets now
    ///
    /// What was on its way to them is lost.
    #[oai(path = "/cut", method = "post", operation_id = "cutSockets")]
    async fn cut(&self, body: Body<Cut>) -> Answer<Json<CutSockets>> {
        let code = body.0.close_code.unwrap_or(NO_WORD);
        if !matches!(code, 1000..=1003 | NO_WORD..=1014 | 3000..=4999) {
            let error = Error::field("/close_code", "must be a code that a close frame can have");
            return Err(error.into());
        }
        let ended = self.hub.cut(body.0.user, CloseCode::Chosen(code));
        Ok(Json(CutSockets {
            sockets: ended as u64,
        }))
    }
}

fn kind(new: &NewFault) -> Result<Kind, Error> {
    let is_delay = matches!(new.kind, FaultKind::Latency | FaultKind::FrameDelay);
    let by = match new.milliseconds {
        Some(milliseconds) if is_delay => Duration::from_millis(u64::from(milliseconds)),
        None if !is_delay => Duration::ZERO,
        Some(_) => return Err(Error::field("/milliseconds", "is for delays only")),
        None => return Err(Error::field("/milliseconds", "is needed: how much later")),
    };
    let refuses = matches!(new.kind, FaultKind::TooMany | FaultKind::Busy);
    if new.requests.is_some() && !refuses {
        return Err(Error::field("/requests", "is for too_many and busy only"));
    }
    Ok(match new.kind {
        FaultKind::Latency => Kind::Latency(by),
        FaultKind::FrameDelay => Kind::FrameDelay(by),
        FaultKind::FrameDouble => Kind::FrameDouble,
        FaultKind::TooMany => Kind::TooMany,
        FaultKind::Busy => Kind::Busy,
        FaultKind::OtpFail => Kind::OtpFail,
        FaultKind::PushFail => Kind::PushFail,
        FaultKind::TokenExpired => Kind::TokenExpired,
    })
}

fn shown(fault: faults::Fault) -> Fault {
    let (kind, by) = match fault.kind {
        Kind::Latency(by) => (FaultKind::Latency, Some(by)),
        Kind::FrameDelay(by) => (FaultKind::FrameDelay, Some(by)),
        Kind::FrameDouble => (FaultKind::FrameDouble, None),
        Kind::TooMany => (FaultKind::TooMany, None),
        Kind::Busy => (FaultKind::Busy, None),
        Kind::OtpFail => (FaultKind::OtpFail, None),
        Kind::PushFail => (FaultKind::PushFail, None),
        Kind::TokenExpired => (FaultKind::TokenExpired, None),
    };
    Fault {
        number: fault.number,
        kind,
        user: fault.user,
        milliseconds: by.map(|by| by.as_millis() as u32),
        requests_left: fault.requests_left,
        until: fault.until.map(Into::into),
    }
}
