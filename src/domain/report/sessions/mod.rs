//! Sessions as the control center sees them: every request there ever was, who took part, and what happened in it. What was
//! said is nobody's business here: messages are counted, not shown.

mod sql;
mod timeline;

use uuid::Uuid;

pub use self::timeline::{Happening, What};
use super::{Search, id_list};
use crate::{
    clock::Timestamp,
    domain::{
        ctx::Ctx,
        error::{Code, Error},
        ids::{CustomerId, ExtensionId, MitraId, SessionId},
        page::{Cursor, Listed, Page},
        pairing::Offer,
        session::{EndReason, ExtensionStatus, Party, Person, Status, TierCopy, Topic},
        span::Span,
    },
};

/// Someone who took part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    pub id: Uuid,
    pub display_name: String,
    /// A guest has none.
    pub phone: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub id: SessionId,
    pub status: Status,
    pub topic: Topic,
    pub customer: Contact,
    pub mitra: Option<Contact>,
    pub price_tier: Option<TierCopy>,
    pub price_idr: i64,
    pub is_free_trial: bool,
    pub duration_minutes: i64,
    pub requested_at: Timestamp,
    pub request_expires_at: Timestamp,
    pub started_at: Option<Timestamp>,
    pub expires_at: Option<Timestamp>,
    pub closing_at: Option<Timestamp>,
    pub grace_ends_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    pub end_reason: Option<EndReason>,
    pub message_count: i64,
}

/// One session with all that happened in it, each list ascending by time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    pub entry: Entry,
    pub flips: Vec<Flip>,
    pub notifications: Vec<Notification>,
    pub extensions: Vec<Extension>,
    pub goodbyes: Vec<Goodbye>,
}

/// A change of the topic flag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flip {
    pub mitra: Person<MitraId>,
    pub from: Topic,
    pub to: Topic,
    pub created_at: Timestamp,
}

/// What became of the request for one mitra.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    pub mitra: Person<MitraId>,
    pub status: Offer,
    pub topic: Topic,
    pub active_session_count: i64,
    pub created_at: Timestamp,
    pub responded_at: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    pub id: ExtensionId,
    pub status: ExtensionStatus,
    pub price_tier: TierCopy,
    pub requested_at: Timestamp,
    pub respond_by: Timestamp,
    pub resolved_at: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goodbye {
    pub from: Party,
    pub rating: Option<i64>,
    pub created_at: Timestamp,
}

/// Which sessions; `None` is any.
#[derive(Debug, Clone)]
pub struct Filter {
    /// By name or phone of either side; `None` where nothing is searched.
    pub search: Option<Search>,
    /// Any of these; none is any at all.
    pub statuses: Vec<Status>,
    pub topic: Option<Topic>,
    pub mitra: Option<MitraId>,
    pub customer: Option<CustomerId>,
    /// Of the request.
    pub span: Span,
}

/// Newest first.
pub async fn list(ctx: &Ctx, filter: Filter, page: Page) -> Result<Listed<Entry>, Error> {
    ctx.read(move |tx| {
        let (items, total) = match &filter.search {
            None => (sql::list(tx, &filter, &page)?, sql::count(tx, &filter)?),
            Some(search) => {
                let searched = sql::Searched::of(tx, &filter, search)?;
                let (ids, total) = searched.on(tx, &page)?;
                (sql::with(tx, &id_list(&ids))?, total)
            }
        };
        let listed = page.cut(items, |entry| Cursor {
            at: entry.requested_at,
            id: entry.id.0,
        });
        Ok(listed.of(total))
    })
    .await
}

pub async fn one(ctx: &Ctx, id: SessionId) -> Result<Detail, Error> {
    ctx.read(move |tx| {
        Ok(Detail {
            entry: sql::find(tx, id)?.ok_or(Code::NotFound)?,
            flips: sql::flips(tx, id)?,
            notifications: sql::notifications(tx, id)?,
            extensions: sql::extensions(tx, id)?,
            goodbyes: sql::goodbyes(tx, id)?,
        })
    })
    .await
}
