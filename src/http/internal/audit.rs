//! Who changed what.

use poem_openapi::{OpenApi, param::Query, payload::Json};
use uuid::Uuid;

use super::Tag;
use crate::{
    domain::{
        audit::{self, Filter},
        page::Page,
        span::Span,
    },
    http::{
        answer::Answer,
        guard::{AuditLogRead, Auth, Gate, May},
        param::{Instant, Number},
    },
    wire::{list::CountedList, staff::AuditEntry},
};

pub(super) struct AuditApi {
    pub(super) gate: Gate,
}

#[OpenApi(prefix_path = "/internal/audit-log", tag = "Tag::Staff")]
impl AuditApi {
    /// The audit log, newest first
    ///
    /// Permission: `audit_log:read`
    #[oai(path = "/", method = "get", operation_id = "listAuditLog")]
    #[expect(clippy::too_many_arguments, reason = "each is a query parameter")]
    async fn list(
        &self,
        _auth: Auth<May<AuditLogRead>>,
        /// Only this, as `noun.verb`.
        #[oai(validator(max_length = 100))]
        action: Query<Option<String>>,
        /// Only what this user did.
        actor_id: Query<Option<Uuid>>,
        /// Only what was done to this, with `target_id` or by itself: `mitra`, `config`, …
        #[oai(validator(max_length = 100))]
        target_type: Query<Option<String>>,
        /// Only what was done to the one with this id.
        #[oai(validator(max_length = 100))]
        target_id: Query<Option<String>>,
        /// Only changes at this instant or later (RFC 3339).
        from: Query<Option<Instant>>,
        /// Only changes at this instant or earlier (RFC 3339).
        to: Query<Option<Instant>>,
        /// At most this many items, 1 to 200.
        limit: Query<Option<Number>>,
        /// `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Answer<Json<CountedList<AuditEntry>>> {
        let page = Page::parse(limit.0.as_deref(), cursor.0.as_deref())?;
        let filter = Filter {
            action: action.0,
            actor: actor_id.0,
            target_type: target_type.0,
            target_id: target_id.0,
            span: Span::parse(from.0.as_deref(), to.0.as_deref())?,
        };
        let ctx = &self.gate.ctx;
        let listed = ctx.read(move |tx| audit::list(tx, &filter, &page)).await?;
        Ok(Json(CountedList::of(listed, Into::into)))
    }
}
