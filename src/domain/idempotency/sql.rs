//! Rows of answers kept for a repeated request.

use crate::{
    clock::Timestamp,
    params,
    store::{StoreError, Tx, TxExt},
};

pub(super) struct Stored {
    pub(super) body_hash: Vec<u8>,
    pub(super) status: u16,
    pub(super) answer: Vec<u8>,
}

pub(super) fn find(
    tx: &dyn Tx,
    scope: &str,
    key_hash: &[u8],
    oldest: Timestamp,
) -> Result<Option<Stored>, StoreError> {
    let row = tx.row(
        "select body_hash, status, answer
           from idempotency_keys
          where scope = ?1 and key_hash = ?2 and created_at > ?3",
        params![scope, key_hash, oldest],
    )?;
    row.map(|row| {
        Ok(Stored {
            body_hash: row.get(0)?,
            status: row.get::<u32>(1)? as u16,
            answer: row.get(2)?,
        })
    })
    .transpose()
}

pub(super) fn save(
    tx: &dyn Tx,
    scope: &str,
    key_hash: &[u8],
    body_hash: &[u8],
    status: u16,
    answer: &[u8],
    now: Timestamp,
) -> Result<(), StoreError> {
    // One that is too old to be replayed may still stand there.
    tx.execute(
        "insert into idempotency_keys (scope, key_hash, body_hash, status, answer, created_at)
         values (?1, ?2, ?3, ?4, ?5, ?6)
         on conflict (scope, key_hash) do update
            set body_hash = excluded.body_hash,
                status = excluded.status,
                answer = excluded.answer,
                created_at = excluded.created_at",
        params![scope, key_hash, body_hash, u32::from(status), answer, now],
    )?;
    Ok(())
}

pub(super) fn prune(tx: &dyn Tx, oldest: Timestamp) -> Result<usize, StoreError> {
    tx.execute(
        "delete from idempotency_keys where created_at <= ?1",
        params![oldest],
    )
}
