//! Sessions, as staff sees them.

use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::Tag;
use crate::{
    domain::{
        ids::{CustomerId, MitraId, SessionId},
        page::Page,
        pairing,
        report::{
            Search,
            sessions::{self, Filter},
        },
        span::Span,
    },
    error_set,
    http::{
        answer::Answer,
        guard::{Auth, Gate, May, SessionsRead},
        param::{Instant, Number},
    },
    wire::{
        list::CountedList,
        pairing::SessionPairing,
        report::{SessionDetail, SessionEntry},
        session::{SessionStatus, TopicSensitivity},
    },
};

error_set!(SessionErrors = NotFound);

pub(super) struct SessionsApi {
    pub(super) gate: Gate,
}

#[OpenApi(prefix_path = "/internal/sessions", tag = "Tag::Sessions")]
impl SessionsApi {
    /// Sessions and requests, newest first
    ///
    /// Permission: `sessions:read`
    #[oai(path = "/", method = "get", operation_id = "listSessions")]
    #[expect(clippy::too_many_arguments, reason = "each is a query parameter")]
    async fn list(
        &self,
        _auth: Auth<May<SessionsRead>>,
        /// Only those in this status, or in one of these: `status=active&status=closing`.
        status: Query<Option<Vec<SessionStatus>>>,
        /// Only those with this topic.
        topic_sensitivity: Query<Option<TopicSensitivity>>,
        /// Only those asked for at this instant or later (RFC 3339).
        from: Query<Option<Instant>>,
        /// Only those asked for at this instant or earlier (RFC 3339).
        to: Query<Option<Instant>>,
        /// Only those of this mitra.
        mitra_id: Query<Option<Uuid>>,
        /// Only those of this customer.
        customer_id: Query<Option<Uuid>>,
        /// A piece of the name or of the phone of either side, whatever the case.
        #[oai(validator(max_length = 100))]
        q: Query<Option<String>>,
        /// At most this many items, 1 to 200.
        limit: Query<Option<Number>>,
        /// `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Answer<Json<CountedList<SessionEntry>>> {
        let page = Page::parse(limit.0.as_deref(), cursor.0.as_deref())?;
        let searched = q.0.as_deref().filter(|q| !q.trim().is_empty());
        let statuses = status.0.unwrap_or_default();
        let filter = Filter {
            search: searched.map(|q| Search::of(Some(q))),
            statuses: statuses.into_iter().map(Into::into).collect(),
            topic: topic_sensitivity.0.map(Into::into),
            mitra: mitra_id.0.map(MitraId),
            customer: customer_id.0.map(CustomerId),
            span: Span::parse(from.0.as_deref(), to.0.as_deref())?,
        };
        let listed = sessions::list(&self.gate.ctx, filter, page).await?;
        Ok(Json(CountedList::of(listed, |entry| (&entry).into())))
    }

    /// A session with all that happened in it
    ///
    /// Permission: `sessions:read`
    #[oai(path = "/:id", method = "get", operation_id = "getSession")]
    async fn one(
        &self,
        _auth: Auth<May<SessionsRead>>,
        id: Path<Uuid>,
    ) -> Answer<Json<SessionDetail>, SessionErrors> {
        let detail = sessions::one(&self.gate.ctx, SessionId(id.0)).await?;
        Ok(Json((&detail).into()))
    }

    /// How its request went about
    ///
    /// To whom the request was sent, when, and what they made of it; and of every other mitra why they were not called.
    ///
    /// Permission: `sessions:read`
    #[oai(
        path = "/:id/pairing",
        method = "get",
        operation_id = "getSessionPairing"
    )]
    async fn pairing(
        &self,
        _auth: Auth<May<SessionsRead>>,
        id: Path<Uuid>,
    ) -> Answer<Json<SessionPairing>, SessionErrors> {
        let trace = pairing::trace(&self.gate.ctx, SessionId(id.0)).await?;
        Ok(Json(trace.into()))
    }
}
