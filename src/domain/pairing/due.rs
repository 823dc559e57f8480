//! What happens by itself, and what follows for others when a session ends: the last to know of a deadline are the mitras
//! who were asked, and the requests that a free mitra could take.

use std::collections::BTreeSet;

use super::{Offer, offers};
use crate::{
    clock::Timestamp,
    domain::{
        config::Config,
        ctx::{Ctx, Work},
        error::{Code, Error},
        event::RequestClosed,
        ids::{MitraId, SessionId},
        presence,
        session::{Act, Changed, Participant, Record, Rules, Session, deadlines, goodbye},
    },
    store::Tx,
};

/// Sessions settled in one transaction at most, so that nobody waits long behind it.
pub const BATCH: usize = 256;

/// The settings that matter here, as they stand in this transaction.
pub(super) struct Moment {
    rules: Rules,
    limit: i64,
}

impl Moment {
    pub(super) fn of(config: &Config) -> Self {
        Self {
            rules: config.into(),
            limit: config.chat.mitra_max_concurrent_sessions,
        }
    }
}

/// What a change means for others.
pub(super) fn follow(work: &mut Work<'_>, moment: &Moment, changed: &Changed) -> Result<(), Error> {
    let session = &changed.session;
    if changed.request_has_expired() {
        offers::close(work, session.id, Offer::Ignored, RequestClosed::Expired)?;
    }
    if changed.has_completed()
        && let Some(mitra) = &session.mitra
    {
        offers::all_to(work, mitra.id, moment.limit)?;
    }
    Ok(())
}

/// Makes up for a late alarm before anybody counts what a mitra has (what every mitra has, if none is named): a session that is
/// over must not count. Up to [`BATCH`]; after a long sleep the alarm itself is at work on the rest.
pub(super) fn catch_up(
    work: &mut Work<'_>,
    moment: &Moment,
    mitra: Option<MitraId>,
) -> Result<(), Error> {
    for id in deadlines::overdue(work.tx, mitra, work.now, BATCH)? {
        let record = match Record::find(work.tx, id) {
            // A row that makes no sense must keep nobody else from their work; the alarm reports it.
            Err(error) if error.code == Code::Internal => None,
            found => found?,
        };
        if let Some(record) = record {
            let changed = record.change(work, &moment.rules, &Act::Tick)?;
            follow(work, moment, &changed)?;
        }
    }
    Ok(())
}

/// Says goodbye, while a session is closing. When both have, it is over and the mitra is free for another.
pub async fn say_goodbye(
    ctx: &Ctx,
    who: Participant,
    id: SessionId,
    words: goodbye::Words,
) -> Result<Session, Error> {
    ctx.write(move |work| {
        let changed = goodbye::say(work, who, id, &words)?;
        if changed.has_completed() {
            let moment = Moment::of(&Config::load(work.tx)?);
            follow(work, &moment, &changed)?;
        }
        Ok(Session::clone(&changed.session))
    })
    .await
}

/// Sessions that could not be settled because their rows make no sense. They are logged and left alone until the next
/// start, or the alarm would ring for them for ever.
#[derive(Debug, Clone, Default)]
pub struct PutAside(BTreeSet<SessionId>);

/// Does what is due, up to [`BATCH`] sessions, and says whether there was anything. Call it until there is not.
pub async fn settle_due(ctx: &Ctx, aside: &mut PutAside) -> Result<bool, Error> {
    let swept = sweep(ctx).await?;
    Ok(settle(ctx, aside, &Act::Tick).await? || swept)
}

/// Takes up every deadline that has passed while no server was there, by the restart rule. What the rows say counts, also
/// where somebody has written into them meanwhile.
pub async fn recover(ctx: &Ctx) -> Result<(), Error> {
    let astray = ctx.read(|tx| deadlines::astray(tx)).await?;
    for some in astray.chunks(BATCH) {
        let some = some.to_vec();
        tracing::warn!(
            sessions = some.len(),
            "the ends of sessions were moved while no server was there; they count"
        );
        ctx.write(move |work| {
            some.iter()
                .try_for_each(|id| deadlines::set_right(work, *id))
        })
        .await?;
    }
    let mut aside = PutAside::default();
    while settle(ctx, &mut aside, &Act::Recover).await? {}
    Ok(())
}

/// When something happens by itself next, after `now`.
pub async fn next_look(ctx: &Ctx, now: Timestamp) -> Result<Option<Timestamp>, Error> {
    ctx.read(move |tx| {
        let rule = Config::load(tx)?.mitra_ping;
        let deadline = deadlines::next(tx, now)?;
        let ping = presence::next_look(tx, rule, now)?;
        Ok([deadline, ping].into_iter().flatten().min())
    })
    .await
}

async fn sweep(ctx: &Ctx) -> Result<bool, Error> {
    let now = ctx.now();
    let rule = move |tx: &dyn Tx| Ok::<_, Error>(Config::load(tx)?.mitra_ping);
    let late = ctx
        .read(move |tx| presence::someone_is_late(tx, rule(tx)?, now))
        .await?;
    if !late {
        return Ok(false);
    }
    let gone = ctx
        .write(move |work| {
            let rule = rule(work.tx)?;
            presence::sweep(work, rule)
        })
        .await?;
    for mitra in &gone {
        tracing::info!(user.id = %mitra, "a mitra's ping stayed away: offline");
    }
    Ok(!gone.is_empty())
}

async fn settle(ctx: &Ctx, aside: &mut PutAside, act: &Act) -> Result<bool, Error> {
    let now = ctx.now();
    let most = BATCH + aside.0.len();
    let mut due = ctx.read(move |tx| deadlines::due(tx, now, most)).await?;
    due.retain(|id| !aside.0.contains(id));
    if due.is_empty() {
        return Ok(false);
    }
    match settle_these(ctx, due.clone(), act.clone()).await {
        Err(error) if error.code == Code::Internal => {
            // One of them spoils it for all: one by one, then.
            for id in due {
                if let Err(error) = settle_these(ctx, vec![id], act.clone()).await {
                    if error.code != Code::Internal {
                        return Err(error);
                    }
                    tracing::error!(session.id = %id, "a session can't be settled and is put aside");
                    aside.0.insert(id);
                }
            }
        }
        outcome => outcome?,
    }
    Ok(true)
}

async fn settle_these(ctx: &Ctx, ids: Vec<SessionId>, act: Act) -> Result<(), Error> {
    ctx.write(move |work| {
        let moment = Moment::of(&Config::load(work.tx)?);
        for id in &ids {
            if let Some(changed) = deadlines::settle(work, &moment.rules, *id, &act)? {
                follow(work, &moment, &changed)?;
            }
        }
        Ok(())
    })
    .await
}
