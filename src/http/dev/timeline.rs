//! What has happened.

use poem_openapi::{OpenApi, param::Query, payload::Json, types::Any};
use uuid::Uuid;

use super::Tag;
use crate::{
    clock::Timestamp,
    dev::{
        Timeline,
        timeline::{self, Entry, Kind},
    },
    domain::{audit, ctx::Ctx, error::Error, page::Page, span::Span},
    http::answer::Answer,
    wire::dev::{TimelineEntries, TimelineEntry, TimelineKind},
};

/// How many are shown when nothing is said, and at most.
const SHOWN: u32 = 200;

pub(super) struct TimelineApi {
    pub(super) ctx: Ctx,
    pub(super) timeline: Timeline,
    /// The audit log is read from here on.
    pub(super) since: Timestamp,
}

impl TimelineApi {
    /// The audit log is a table of its own: what is new in it is taken over before anyone looks.
    async fn audit(&self) -> Result<(), Error> {
        let from = self.timeline.audited().map_or(self.since, |(at, _)| at);
        let filter = audit::Filter {
            span: Span { from, ..Span::OPEN },
            ..audit::Filter::default()
        };
        let page = Page::parse(Some("100"), None)?;
        let rows = self
            .ctx
            .read(move |tx| audit::list(tx, &filter, &page))
            .await?;
        self.timeline.audit(rows.items);
        Ok(())
    }
}

#[OpenApi(prefix_path = "/internal/dev/timeline", tag = "Tag::Timeline")]
impl TimelineApi {
    /// What has happened, oldest first
    ///
    /// The newest of what fits. Ask again with the last number as `after` to follow.
    #[oai(path = "/", method = "get", operation_id = "listTimeline")]
    async fn list(
        &self,
        /// Only what came after the entry of this number.
        after: Query<Option<u64>>,
        /// Only this kind of thing.
        kind: Query<Option<TimelineKind>>,
        /// Only what this user did or was told.
        user: Query<Option<Uuid>>,
        /// Only what is about this chat session.
        session: Query<Option<Uuid>>,
        /// Only what happened under this request id.
        #[oai(validator(max_length = 64))]
        request_id: Query<Option<String>>,
        /// At most so many.
        #[oai(validator(minimum(value = "1"), maximum(value = "5000")))]
        limit: Query<Option<u32>>,
    ) -> Answer<Json<TimelineEntries>> {
        self.audit().await?;
        let query = timeline::Query {
            after: after.0.unwrap_or(0),
            kind: kind.0.map(meant),
            user: user.0,
            session: session.0,
            request_id: request_id.0,
        };
        let most = limit.0.unwrap_or(SHOWN) as usize;
        let items = self.timeline.find(&query, most);
        let items = items.into_iter().map(shown).collect();
        Ok(Json(TimelineEntries { items }))
    }
}

fn meant(kind: TimelineKind) -> Kind {
    match kind {
        TimelineKind::Http => Kind::Http,
        TimelineKind::FrameIn => Kind::FrameIn,
        TimelineKind::FrameOut => Kind::FrameOut,
        TimelineKind::Socket => Kind::Socket,
        TimelineKind::Event => Kind::Event,
        TimelineKind::Deadline => Kind::Deadline,
        TimelineKind::Audit => Kind::Audit,
    }
}

fn shown(entry: Entry) -> TimelineEntry {
    let happened = entry.happened;
    TimelineEntry {
        number: entry.number,
        at: entry.at.into(),
        kind: match happened.kind {
            Kind::Http => TimelineKind::Http,
            Kind::FrameIn => TimelineKind::FrameIn,
            Kind::FrameOut => TimelineKind::FrameOut,
            Kind::Socket => TimelineKind::Socket,
            Kind::Event => TimelineKind::Event,
            Kind::Deadline => TimelineKind::Deadline,
            Kind::Audit => TimelineKind::Audit,
        },
        name: happened.name,
        request_id: happened.request_id,
        user: happened.user,
        session: happened.session,
        status: happened.status,
        code: happened.code,
        ms: happened.ms,
        detail: happened.detail.map(Any),
    }
}
