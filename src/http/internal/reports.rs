//! The dashboard, and what mitras make of their requests.

use jiff::tz::TimeZone;
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::Tag;
use crate::{
    domain::{
        ids::MitraId,
        page::Page,
        report::{activity, dashboard},
        span::Span,
    },
    error_set,
    http::{
        answer::Answer,
        guard::{Auth, DashboardRead, Gate, May, MitraActivityRead},
        param::{Instant, Number},
    },
    wire::{
        list::CountedList,
        report::{Dashboard, MitraActivity, MitraActivityEntry},
    },
};

error_set!(LogErrors = NotFound);

pub(super) struct ReportsApi {
    pub(super) gate: Gate,
    /// In which "today" is counted.
    pub(super) zone: TimeZone,
}

#[OpenApi(prefix_path = "/internal", tag = "Tag::Reports")]
impl ReportsApi {
    /// What is going on now, today, and in the last thirty days
    ///
    /// Counted by the time of the request.
    ///
    /// Permission: `dashboard:read`
    #[oai(path = "/dashboard", method = "get", operation_id = "getDashboard")]
    async fn dashboard(&self, _auth: Auth<May<DashboardRead>>) -> Answer<Json<Dashboard>> {
        let dashboard = dashboard::look(&self.gate.ctx, self.zone.clone()).await?;
        Ok(Json((&dashboard).into()))
    }

    /// What each mitra made of the requests they were sent
    ///
    /// The newest mitra first.
    ///
    /// Permission: `mitra_activity:read`
    #[oai(
        path = "/mitra-activity",
        method = "get",
        operation_id = "listMitraActivity"
    )]
    async fn activity(
        &self,
        _auth: Auth<May<MitraActivityRead>>,
        /// Only requests sent at this instant or later (RFC 3339).
        from: Query<Option<Instant>>,
        /// Only requests sent at this instant or earlier (RFC 3339).
        to: Query<Option<Instant>>,
        /// At most this many items, 1 to 200.
        limit: Query<Option<Number>>,
        /// `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Answer<Json<CountedList<MitraActivity>>> {
        let page = Page::parse(limit.0.as_deref(), cursor.0.as_deref())?;
        let span = Span::parse(from.0.as_deref(), to.0.as_deref())?;
        let listed = activity::list(&self.gate.ctx, span, page).await?;
        Ok(Json(CountedList::of(listed, |activity| (&activity).into())))
    }

    /// The requests that a mitra was sent, newest first
    ///
    /// Permission: `mitra_activity:read`
    #[oai(
        path = "/mitra-activity/:mitra_id",
        method = "get",
        operation_id = "listRequestsOfMitra"
    )]
    async fn log(
        &self,
        _auth: Auth<May<MitraActivityRead>>,
        mitra_id: Path<Uuid>,
        /// Only requests sent at this instant or later (RFC 3339).
        from: Query<Option<Instant>>,
        /// Only requests sent at this instant or earlier (RFC 3339).
        to: Query<Option<Instant>>,
        /// At most this many items, 1 to 200.
        limit: Query<Option<Number>>,
        /// `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Answer<Json<CountedList<MitraActivityEntry>>, LogErrors> {
        let page = Page::parse(limit.0.as_deref(), cursor.0.as_deref())?;
        let span = Span::parse(from.0.as_deref(), to.0.as_deref())?;
        let listed = activity::log(&self.gate.ctx, MitraId(mitra_id.0), span, page).await?;
        Ok(Json(CountedList::of(listed, |entry| (&entry).into())))
    }
}
