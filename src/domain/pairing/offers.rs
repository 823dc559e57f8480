//! To whom what is sent: a new request to all who could take it, and to whoever could take one all that are open.

use std::sync::Arc;

use super::{Offer, sql};
use crate::{
    clock::Timestamp,
    domain::{
        ctx::{Ctx, Work},
        error::Error,
        event::{Event, RequestClosed},
        ids::{MitraId, SessionId},
        page::{Cursor, Listed, Page},
        session::{Record, Session},
    },
    store::Tx,
};

/// Announced even if nobody can take it yet: there is a new deadline to keep.
pub(super) fn to_all(work: &mut Work<'_>, request: Session, limit: i64) -> Result<(), Error> {
    let mitras = sql::offer_to_all(work.tx, request.id, request.topic, limit, work.now)?;
    work.announce(Event::RequestOffered {
        request: Arc::new(request),
        mitras,
    });
    Ok(())
}

/// For a mitra who has come online or become free. One who is neither gets nothing.
pub(super) fn all_to(work: &mut Work<'_>, mitra: MitraId, limit: i64) -> Result<(), Error> {
    for id in sql::offer_all_to(work.tx, mitra, limit, work.now)? {
        if let Some(record) = Record::find(work.tx, id)? {
            work.announce(Event::RequestOffered {
                request: Arc::new(record.session().clone()),
                mitras: vec![mitra],
            });
        }
    }
    Ok(())
}

/// Closes a request for all who have not answered.
pub(super) fn close(
    work: &mut Work<'_>,
    session: SessionId,
    offer: Offer,
    reason: RequestClosed,
) -> Result<(), Error> {
    let mitras = sql::close(work.tx, session, offer, work.now)?;
    if !mitras.is_empty() {
        work.announce(Event::RequestClosed {
            session,
            mitras,
            reason,
        });
    }
    Ok(())
}

/// The requests that wait for this mitra's answer, newest first: what an app shows when it resumes.
pub fn open_requests(tx: &dyn Tx, now: Timestamp, mitra: MitraId) -> Result<Vec<Session>, Error> {
    let mut requests = Vec::new();
    for id in sql::open_for(tx, mitra, now)? {
        requests.extend(Record::find(tx, id)?.map(|record| record.session().clone()));
    }
    Ok(requests)
}

/// The same, page by page.
pub async fn page_of_requests(
    ctx: &Ctx,
    mitra: MitraId,
    page: Page,
) -> Result<Listed<Session>, Error> {
    let now = ctx.now();
    ctx.read(move |tx| {
        let start = page.start();
        let mut requests = open_requests(tx, now, mitra)?;
        requests.retain(|r| (r.requested_at, r.id.0) < (start.at, start.id));
        Ok(page.cut(requests, |request| Cursor {
            at: request.requested_at,
            id: request.id.0,
        }))
    })
    .await
}
