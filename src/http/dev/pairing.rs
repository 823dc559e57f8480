//! How a request went about.

use poem_openapi::{OpenApi, param::Path, payload::Json};
use uuid::Uuid;

use super::Tag;
use crate::{
    dev::{Inbox, Timeline},
    domain::{ctx::Ctx, ids::SessionId, pairing},
    error_set,
    http::answer::Answer,
    wire::dev::{CalledMitra, PairingTrace, UncalledMitra},
};

error_set!(PairingErrors = NotFound);

pub(super) struct PairingApi {
    pub(super) ctx: Ctx,
    pub(super) timeline: Timeline,
    pub(super) inbox: Inbox,
}

#[OpenApi(prefix_path = "/internal/dev/sessions", tag = "Tag::Pairing")]
impl PairingApi {
    /// Who was called, and why nobody else
    ///
    /// For each mitra to whom the request was sent when they were told, saw it, answered or lost it; for every other one why
    /// they were not called.
    #[oai(
        path = "/:id/pairing",
        method = "get",
        operation_id = "getPairingTrace"
    )]
    async fn trace(&self, id: Path<Uuid>) -> Answer<Json<PairingTrace>, PairingErrors> {
        let trace = pairing::trace(&self.ctx, SessionId(id.0)).await?;
        Ok(Json(self.shown(trace)))
    }
}

impl PairingApi {
    fn shown(&self, trace: pairing::Trace) -> PairingTrace {
        let asked_at = trace.session.requested_at;
        let session = trace.session.id.0;
        let called = trace.called.into_iter().map(|call| {
            let mitra = call.mitra.0;
            let seen = self.timeline.saw_request(mitra, session, call.called_at);
            let pushed = self.inbox.pushed(mitra, session);
            CalledMitra {
                mitra_id: mitra,
                name: call.name,
                outcome: call.offer.into(),
                called_ms: call.called_at.millis_since(asked_at),
                pushed_ms: pushed.map(|at| at.millis_since(asked_at)),
                seen_ms: seen.map(|at| at.millis_since(asked_at)),
                closed_ms: call.closed_at.map(|at| at.millis_since(asked_at)),
                active_sessions: call.load,
            }
        });
        let others = trace.others.into_iter().map(|other| UncalledMitra {
            mitra_id: other.mitra.0,
            name: other.name,
            why: other.why.into(),
        });
        PairingTrace {
            session_id: session,
            status: trace.session.status.into(),
            requested_at: asked_at.into(),
            called: called.collect(),
            not_called: others.collect(),
        }
    }
}
