//! Rows of `device_tokens`.

use super::{Device, Platform, Token};
use crate::{
    clock::Timestamp,
    domain::{auth::Caller, ids::UserId},
    params,
    store::{StoreError, Tx, TxExt},
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

pub(super) fn of(tx: &dyn Tx, user: UserId, most: u32) -> Result<Vec<Device>, StoreError> {
    tx.rows(
        "select token, platform, last_seen_at
           from device_tokens
          where user_type = ?1 and user_id = ?2
          order by last_seen_at desc, token
          limit ?3",
        params![user.user_type(), user.uuid(), i64::from(most)],
    )?
    .iter()
    .map(|row| {
        let platform: String = row.get(1)?;
        Ok(Device {
            user,
            token: Token(row.get(0)?),
            platform: Platform::parse(&platform).ok_or_else(|| {
                StoreError::Failed(format!("device_tokens of {}: {platform}", user.uuid()))
            })?,
            last_seen_at: row.get(2)?,
        })
    })
    .collect()
}

pub(super) fn is_there(tx: &dyn Tx, device: &Device) -> Result<bool, StoreError> {
    tx.value(
        "select exists (
            select 1
              from device_tokens
             where token = ?1 and user_type = ?2 and user_id = ?3
         )",
        params![
            device.token.reveal(),
            device.user.user_type(),
            device.user.uuid()
        ],
    )
}

pub(super) fn delete_as_read(tx: &dyn Tx, device: &Device) -> Result<bool, StoreError> {
    tx.changes_one(
        "delete from device_tokens
          where token = ?1 and user_type = ?2 and user_id = ?3 and last_seen_at = ?4",
        params![
            device.token.reveal(),
            device.user.user_type(),
            device.user.uuid(),
            device.last_seen_at
        ],
    )
}

pub(super) fn delete_unseen_since(tx: &dyn Tx, instant: Timestamp) -> Result<usize, StoreError> {
    tx.execute(
        "delete from device_tokens where last_seen_at <= ?1",
        params![instant],
    )
}
