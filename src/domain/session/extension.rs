//! More time: asked for by the customer, answered by the mitra, or by the clock. At most one waits for its answer.

use super::{Act, Extension, Participant, Record, Session, TierCopy, Topic, rules, sql};
use crate::domain::{
    ctx::Ctx,
    error::{Code, Error},
    idempotency::{self, Answer, Keyed},
    ids::{CustomerId, ExtensionId, MitraId, PriceTierId, SessionId},
    pricing,
};

/// What asking led to: a new extension, or the answer given before under the same key.
#[derive(Debug, Clone)]
pub enum Asked {
    /// With the topic of its session.
    New(Extension, Topic),
    Replayed(Answer),
}

/// Asks for more time at a price that is offered now. `render` writes the answer as it is kept for a repeated request.
pub async fn ask(
    ctx: &Ctx,
    customer: CustomerId,
    id: SessionId,
    tier: PriceTierId,
    keyed: Option<Keyed>,
    render: fn(&Extension, Topic) -> Answer,
) -> Result<Asked, Error> {
    ctx.write(move |work| {
        if let Some(keyed) = &keyed
            && let Some(answer) = idempotency::replay(work, keyed)?
        {
            return Ok(Asked::Replayed(answer));
        }
        let record = Record::of(work.tx, id, Participant::Customer(customer))?;
        let tier = pricing::find_offered(work.tx, tier)?;
        let act = Act::AskExtension {
            id: ExtensionId::new(work.entropy, work.now),
            tier: TierCopy::from(&tier),
        };
        let rules = rules(work.tx)?;
        let session = record.change(work, &rules, &act)?.session;
        let extension = session
            .pending_extension
            .clone()
            .ok_or_else(|| Error::internal(format!("session {id} has no pending extension")))?;
        if let Some(keyed) = &keyed {
            idempotency::remember(work, keyed, &render(&extension, session.topic))?;
        }
        Ok(Asked::New(extension, session.topic))
    })
    .await
}

/// Answers an extension. One that is none of this session's: `NOT_FOUND`; one that was answered: `EXTENSION_RESOLVED`.
pub async fn answer(
    ctx: &Ctx,
    mitra: MitraId,
    id: SessionId,
    extension: ExtensionId,
    accept: bool,
) -> Result<Session, Error> {
    ctx.write(move |work| {
        let record = Record::of(work.tx, id, Participant::Mitra(mitra))?;
        if !sql::has_extension(work.tx, id, extension)? {
            return Err(Code::NotFound.into());
        }
        let act = Act::AnswerExtension {
            id: extension,
            accept,
        };
        let rules = rules(work.tx)?;
        let changed = record.change(work, &rules, &act)?;
        Ok(Session::clone(&changed.session))
    })
    .await
}
