//! Counts for the dashboard, each out of an index that holds all it needs.

use crate::{
    clock::Timestamp,
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

pub(super) fn sensitive(tx: &dyn Tx) -> Result<i64, StoreError> {
    tx.value(
        "select count(*) from chat_sessions where topic_sensitivity = 'sensitive'",
        params![],
    )
}

pub(super) fn sensitive_between(
    tx: &dyn Tx,
    from: Timestamp,
    to: Timestamp,
) -> Result<i64, StoreError> {
    tx.value(
        "select count(*)
           from chat_sessions
          where topic_sensitivity = 'sensitive' and requested_at >= ?1 and requested_at < ?2",
        params![from, to],
    )
}

/// How many, and what those that started earned.
pub(super) fn asked_between(
    tx: &dyn Tx,
    from: Timestamp,
    to: Timestamp,
) -> Result<(i64, i64), StoreError> {
    let row = tx.row(
        "select count(*), coalesce(sum(case when started_at is null then 0 else price_idr end), 0)
           from chat_sessions
          where requested_at >= ?1 and requested_at < ?2",
        params![from, to],
    )?;
    let row = row.ok_or_else(|| StoreError::Failed("a sum without a row".into()))?;
    Ok((row.get(0)?, row.get(1)?))
}

pub(super) fn extended_between(
    tx: &dyn Tx,
    from: Timestamp,
    to: Timestamp,
) -> Result<i64, StoreError> {
    tx.value(
        "select coalesce(sum(price_idr), 0)
           from session_extensions
          where status = 'accepted' and requested_at >= ?1 and requested_at < ?2",
        params![from, to],
    )
}
