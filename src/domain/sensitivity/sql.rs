//! Rows of `session_sensitivity_log`.

use crate::{
    clock::Timestamp,
    domain::{
        ids::{MitraId, SensitivityLogId, SessionId},
        session::Topic,
    },
    params,
    store::{StoreError, Tx, TxExt},
};

pub(super) fn insert(
    tx: &dyn Tx,
    id: SensitivityLogId,
    session: SessionId,
    mitra: MitraId,
    (from, to): (Topic, Topic),
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into session_sensitivity_log (id, session_id, changed_by_mitra_id, from_value, to_value, created_at)
         values (?1, ?2, ?3, ?4, ?5, ?6)",
        params![id, session, mitra, from.as_str(), to.as_str(), now],
    )?;
    Ok(())
}

/// Whether the session's request was sent to this mitra.
pub(super) fn was_sent_to(
    tx: &dyn Tx,
    session: SessionId,
    mitra: MitraId,
) -> Result<bool, StoreError> {
    tx.value(
        "select exists (
            select 1
              from chat_request_notifications
             where session_id = ?1 and mitra_id = ?2
         )",
        params![session, mitra],
    )
}
