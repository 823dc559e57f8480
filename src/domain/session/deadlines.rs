//! What happens to sessions by itself. The deadline of each is a column; whoever rings only asks here what is due and has
//! each looked at again in the transaction that changes it, so a stale, doubled or late ring does no harm.

use super::{Act, Changed, Record, Rules, machine::deadline, sql};
use crate::{
    clock::Timestamp,
    domain::{
        ctx::Work,
        error::Error,
        ids::{MitraId, SessionId},
    },
    store::{StoreError, Tx},
};

/// Sessions whose deadline is not what the rest of their row says: other hands than ours have moved an end.
pub fn astray(tx: &dyn Tx) -> Result<Vec<SessionId>, Error> {
    let mut astray = Vec::new();
    for (id, deadline_at) in sql::deadlines(tx)? {
        let record = match sql::find(tx, id) {
            // A row that makes no sense has no other one.
            Err(StoreError::Failed(_)) => None,
            found => found?,
        };
        if record.is_some_and(|record| deadline(record.state()) != deadline_at) {
            astray.push(id);
        }
    }
    Ok(astray)
}

/// Makes its deadline what the rest of its row says.
pub fn set_right(work: &Work<'_>, id: SessionId) -> Result<(), Error> {
    if let Some(record) = sql::find(work.tx, id)? {
        sql::set_deadline(work.tx, id, deadline(record.state()))?;
    }
    Ok(())
}

/// Sessions whose deadline has come, the longest overdue first.
pub fn due(tx: &dyn Tx, now: Timestamp, limit: usize) -> Result<Vec<SessionId>, Error> {
    Ok(sql::due(tx, now, limit)?)
}

/// Sessions of `mitra` whose deadline has come; of every mitra, if none is named. The longest overdue first.
pub fn overdue(
    tx: &dyn Tx,
    mitra: Option<MitraId>,
    now: Timestamp,
    limit: usize,
) -> Result<Vec<SessionId>, Error> {
    Ok(sql::overdue(tx, mitra, now, limit)?)
}

/// The earliest deadline after `after`.
pub fn next(tx: &dyn Tx, after: Timestamp) -> Result<Option<Timestamp>, Error> {
    Ok(sql::next_deadline(tx, after)?)
}

/// Takes the steps that are due, all of them. A session that is gone or has none left is none.
pub fn settle(
    work: &mut Work<'_>,
    rules: &Rules,
    id: SessionId,
    act: &Act,
) -> Result<Option<Changed>, Error> {
    let Some(record) = Record::find(work.tx, id)? else {
        return Ok(None);
    };
    if !record.is_due(work.now) {
        // Whoever asked went by the column; if that was wrong, they would ask for ever.
        set_right(work, id)?;
        return Ok(None);
    }
    record.change(work, rules, act).map(Some)
}
