//! Rows of `device_tokens`.

use super::Platform;
use crate::{
    clock::Timestamp,
    domain::auth::Caller,
    params,
    store::{StoreError, Tx},
};

pub(super) fn upsert(
    tx: &dyn Tx,
    caller: &Caller,
    token: &str,
    platform: Platform,
    now: Timestamp,
) -> Result<(), StoreError> {
    // The sign-in may have been ended while its access token is still good; then the token belongs to the person alone.
    tx.execute(
        "insert into device_tokens (token, platform, user_type, user_id, auth_session_id, created_at, last_seen_at)
         values (?1, ?2, ?3, ?4, (select id from auth_sessions where id = ?5), ?6, ?6)
         on conflict (token) do update
            set platform = excluded.platform,
                user_type = excluded.user_type,
                user_id = excluded.user_id,
                auth_session_id = excluded.auth_session_id,
                last_seen_at = excluded.last_seen_at",
        params![
            token,
            platform.as_str(),
            caller.user.user_type(),
            caller.user.uuid(),
            caller.session,
            now
        ],
    )?;
    Ok(())
}

pub(super) fn delete(tx: &dyn Tx, caller: &Caller, token: &str) -> Result<(), StoreError> {
    tx.execute(
        "delete from device_tokens where token = ?1 and user_type = ?2 and user_id = ?3",
        params![token, caller.user.user_type(), caller.user.uuid()],
    )?;
    Ok(())
}

pub(super) fn delete_unseen_since(tx: &dyn Tx, instant: Timestamp) -> Result<usize, StoreError> {
    tx.execute(
        "delete from device_tokens where last_seen_at <= ?1",
        params![instant],
    )
}
