//! Who changed what.

use poem_openapi::{OpenApi, param::Query, payload::Json};

use super::Tag;
use crate::{
    domain::{audit, page::Page},
    http::{
        answer::Answer,
        guard::{AuditLogRead, Auth, Gate, May},
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
    async fn list(
        &self,
        _auth: Auth<May<AuditLogRead>>,
        /// At most this many items, 1 to 200.
        limit: Query<Option<String>>,
        /// `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Answer<Json<CountedList<AuditEntry>>> {
        let page = Page::parse(limit.0.as_deref(), cursor.0.as_deref())?;
        let listed = self.gate.ctx.read(move |tx| audit::list(tx, &page)).await?;
        Ok(Json(CountedList::of(listed, Into::into)))
    }
}
