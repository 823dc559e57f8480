//! Counts of what is open now.

use crate::{
    params,
    store::{StoreError, Tx, TxExt},
};

/// Sessions that have started and not ended, and requests that wait.
pub(super) fn open(tx: &dyn Tx) -> Result<(i64, i64), StoreError> {
    let row = tx.row(
        "select count(mitra_id), count(*) - count(mitra_id)
           from chat_sessions
          where ended_at is null",
        params![],
    )?;
    let row = row.ok_or_else(|| StoreError::Failed("a count without a row".into()))?;
    Ok((row.get(0)?, row.get(1)?))
}

pub(super) fn online_mitras(tx: &dyn Tx) -> Result<i64, StoreError> {
    tx.value("select count(*) from mitras where is_online = 1", params![])
}
