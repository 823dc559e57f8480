//! Who takes requests: a mitra is online because they said so, until they say otherwise, sign out on their last device or
//! let its sign-in expire, are deactivated, or their ping stays away where pings are required.
//!
//! Being online is not having a socket. Phones lose theirs all the time, and a push reaches a closed app, so a lost socket
//! changes nothing here; whoever wants certainty requires pings. A ping does not bring anyone online: that is the mitra's
//! own word. What follows from coming and going for requests is told in `pairing`.

mod sql;

use super::{
    account::mitra,
    auth,
    config::{self, MitraPing},
    ctx::{Ctx, Work},
    error::Error,
    ids::{AuthSessionId, MitraId, UserId},
};
use crate::{clock::Timestamp, store::Tx};

/// A quarter of the interval comes on top, at most so much: an app that pings at the last moment is not to be punished for
/// the way its ping takes.
const SLACK_MILLIS: i64 = 15_000;

fn allowed_millis(rule: MitraPing) -> i64 {
    let interval = rule.interval_seconds.saturating_mul(1000);
    interval.saturating_add((interval / 4).min(SLACK_MILLIS))
}

/// Comes or goes. Whoever is not active can't come: `ACCOUNT_INACTIVE`.
pub fn set_online(work: &mut Work<'_>, id: MitraId, online: bool) -> Result<(), Error> {
    let mitra = mitra::of_token(work.tx, id)?;
    if online {
        mitra.must_be_active()?;
        return Ok(sql::come(work.tx, id, work.now)?);
    }
    if mitra.is_online {
        sql::go(work.tx, id, work.now)?;
    }
    Ok(())
}

/// Signs out one device of `user`, as [`auth::sign_out`] does. A mitra who has signed out everywhere is offline.
pub async fn sign_out(ctx: &Ctx, user: UserId, session: AuthSessionId) -> Result<(), Error> {
    ctx.write(move |work| {
        auth::end(work, user, session)?;
        if let UserId::Mitra(id) = user {
            go_unless_signed_in(work, id)?;
        }
        Ok(())
    })
    .await
}

/// Removes sign-ins that have expired; says how many. It is as if they had been signed out: a mitra who has none left is
/// offline, for nobody is there who could answer a request, or say that they go.
pub fn forget_expired_sign_ins(work: &mut Work<'_>) -> Result<usize, Error> {
    let ended = auth::forget_expired(work)?;
    for user in &ended {
        if let UserId::Mitra(id) = *user {
            go_unless_signed_in(work, id)?;
        }
    }
    Ok(ended.len())
}

fn go_unless_signed_in(work: &mut Work<'_>, id: MitraId) -> Result<(), Error> {
    if !auth::is_signed_in(work.tx, UserId::Mitra(id), work.now)? {
        sql::go(work.tx, id, work.now)?;
    }
    Ok(())
}

/// A sign of life. Of a mitra who is not online it means nothing.
pub async fn ping(ctx: &Ctx, id: MitraId) -> Result<(), Error> {
    ctx.write(move |work| Ok(sql::ping(work.tx, id, work.now)?))
        .await
}

/// The last instant at which a ping counts as late now; `None` while pings are not required, or have not been for long.
fn late_since(tx: &dyn Tx, rule: MitraPing, now: Timestamp) -> Result<Option<Timestamp>, Error> {
    if !rule.required {
        return Ok(None);
    }
    let late = now.plus_millis(-allowed_millis(rule));
    Ok((config::mitra_ping_since(tx)? <= late).then_some(late))
}

/// Whether someone's ping stays away.
pub fn someone_is_late(tx: &dyn Tx, rule: MitraPing, now: Timestamp) -> Result<bool, Error> {
    match late_since(tx, rule, now)? {
        Some(late) => Ok(sql::someone_unheard_since(tx, late)?),
        None => Ok(false),
    }
}

/// Takes those offline whose ping stays away; says who.
pub fn sweep(work: &mut Work<'_>, rule: MitraPing) -> Result<Vec<MitraId>, Error> {
    match late_since(work.tx, rule, work.now)? {
        Some(late) => Ok(sql::go_all_unheard_since(work.tx, late, work.now)?),
        None => Ok(Vec::new()),
    }
}

/// When to look again. While pings are required nobody who comes online meanwhile can be late earlier.
pub fn next_look(tx: &dyn Tx, rule: MitraPing, now: Timestamp) -> Result<Option<Timestamp>, Error> {
    if !rule.required {
        return Ok(None);
    }
    let allowed = allowed_millis(rule);
    let since = config::mitra_ping_since(tx)?;
    let longest_unheard = sql::longest_unheard(tx)?.unwrap_or(now).max(since);
    Ok(Some(longest_unheard.plus_millis(allowed)))
}
