//! Single scenes for development: what would otherwise have to be waited for.

use std::sync::Arc;

use super::{month, sql};
use crate::domain::{
    ctx::Ctx,
    error::{Code, Error, must_change},
    event::Event,
    ids::{CustomerId, MitraId, SessionId},
    pricing,
    session::Record,
};

/// Lets a session under way have begun so much earlier that it ends in so many seconds.
pub async fn begin_earlier(ctx: &Ctx, id: SessionId, ends_in_seconds: i64) -> Result<(), Error> {
    ctx.write(move |work| {
        let session = Record::find(work.tx, id)?.ok_or(Code::NotFound)?;
        let ends = session.session().expires_at.ok_or(Code::SessionNotActive)?;
        let by = ends.millis_since(work.now.plus_seconds(ends_in_seconds));
        if by > 0 {
            must_change(sql::move_back(work.tx, id, by)?)?;
        }
        let session = Record::find(work.tx, id)?.ok_or(Code::NotFound)?;
        // Told once more, with its new end; the alarm hears it too.
        work.announce(Event::SessionStarted(Arc::new(session.session().clone())));
        Ok(())
    })
    .await
}

/// So many sessions of these two that are over, one a day and the newest first.
pub async fn history(
    ctx: &Ctx,
    customer: CustomerId,
    mitra: MitraId,
    count: usize,
) -> Result<Vec<SessionId>, Error> {
    let tiers = ctx.read(pricing::offered).await?;
    if tiers.is_empty() {
        return Err(Code::PriceTierNotFound.into());
    }
    ctx.write(move |work| {
        let stories = month::past(work.entropy, work.now, (customer, mitra), &tiers, count);
        for story in &stories {
            sql::insert_story(work.tx, story)?;
        }
        Ok(stories.iter().map(|story| story.id).collect())
    })
    .await
}

/// Everybody and every conversation is gone; staff, settings and prices stay, and what staff did.
pub async fn clear(ctx: &Ctx) -> Result<(), Error> {
    ctx.write(|work| Ok(sql::clear(work.tx)?)).await
}
