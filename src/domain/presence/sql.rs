//! Presence in the rows of `mitras`.

use crate::{
    clock::Timestamp,
    domain::ids::MitraId,
    params,
    store::{StoreError, Tx, TxExt},
};

pub(super) fn come(tx: &dyn Tx, id: MitraId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "update mitras
            set is_online = 1, last_ping_at = ?2, updated_at = ?2
          where id = ?1 and is_active = 1",
        params![id, now],
    )?;
    Ok(())
}

pub(super) fn ping(tx: &dyn Tx, id: MitraId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "update mitras
            set last_ping_at = ?2
          where id = ?1 and is_online = 1",
        params![id, now],
    )?;
    Ok(())
}

pub(super) fn someone_unheard_since(tx: &dyn Tx, instant: Timestamp) -> Result<bool, StoreError> {
    tx.value(
        "select exists (select 1 from mitras where is_online = 1 and last_ping_at <= ?1)",
        params![instant],
    )
}

pub(super) fn go_all_unheard_since(
    tx: &dyn Tx,
    instant: Timestamp,
    now: Timestamp,
) -> Result<Vec<MitraId>, StoreError> {
    tx.rows(
        "update mitras
            set is_online = 0, updated_at = ?2
          where is_online = 1 and last_ping_at <= ?1
         returning id",
        params![instant, now],
    )?
    .iter()
    .map(|row| row.get(0))
    .collect()
}

pub(super) fn longest_unheard(tx: &dyn Tx) -> Result<Option<Timestamp>, StoreError> {
    tx.value(
        "select min(last_ping_at) from mitras where is_online = 1",
        params![],
    )
}
