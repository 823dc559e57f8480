//! Who takes requests: a mitra is online because they said so, until they say otherwise, their last sign-in ends however that
//! comes about (which `auth` sees to), they are deactivated, or their ping stays away where pings are required.
//!
//! Being online is not having a socket. Phones lose theirs all the time, and a push reaches a closed app, so a lost socket
//! changes nothing here; whoever wants certainty requires pings. A ping does not bring anyone online: that is the mitra's
//! own word. What follows from coming and going for requests is told in `pairing`.

mod sql;

use super::{
    account::mitra,
    config::{self, MitraPing},
    ctx::{Ctx, Work},
    error::Error,
    ids::MitraId,
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
    mitra::go_offline(work, id)
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
