//! Counts over `chat_sessions`. Only open ones: their index is small, however long the history grows.

use crate::{
    params,
    store::{StoreError, Tx},
};

pub(super) fn open_by_status(tx: &dyn Tx) -> Result<Vec<(String, i64)>, StoreError> {
    tx.rows(
        "select status, count(*)
           from chat_sessions
          where ended_at is null
          group by status",
        params![],
    )?
    .iter()
    .map(|row| Ok((row.get(0)?, row.get(1)?)))
    .collect()
}
