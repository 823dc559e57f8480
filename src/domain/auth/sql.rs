//! Rows of `auth_sessions`.

use super::{
    Caller,
    devices::{DeviceInfo, SignIn},
};
use crate::{
    clock::Timestamp,
    domain::{
        ids::{AuthSessionId, StaffId, UserId},
        page::Page,
    },
    params,
    store::{Row, StoreError, Tx, TxExt},
};

#[derive(Debug, Clone)]
pub(super) struct SessionRow {
    pub(super) id: AuthSessionId,
    pub(super) user: UserId,
    pub(super) hash: String,
    pub(super) previous_hash: Option<String>,
    pub(super) rotated_at: Option<Timestamp>,
    pub(super) device_info: DeviceInfo,
    /// When they signed in.
    pub(super) created_at: Timestamp,
    pub(super) expires_at: Timestamp,
}

fn device_info(row: &Row, column: usize) -> Result<DeviceInfo, StoreError> {
    serde_json::from_str(&row.get::<String>(column)?)
        .map_err(|e| StoreError::Failed(format!("auth_sessions.device_info: {e}")))
}

fn text_of(info: &DeviceInfo) -> String {
    serde_json::to_string(info).expect("four strings are JSON")
}

pub(super) fn insert(
    tx: &dyn Tx,
    id: AuthSessionId,
    user: UserId,
    hash: &str,
    info: &DeviceInfo,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into auth_sessions (id, user_type, user_id, refresh_token_hash, device_info, created_at, last_used_at, expires_at)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7)",
        params![id, user.user_type(), user.uuid(), hash, &text_of(info), now, expires_at],
    )?;
    Ok(())
}

pub(super) fn find(tx: &dyn Tx, id: AuthSessionId) -> Result<Option<SessionRow>, StoreError> {
    let row = tx.row(
        "select id, user_type, user_id, refresh_token_hash, previous_token_hash, rotated_at, device_info, created_at, expires_at
           from auth_sessions
          where id = ?1",
        params![id],
    )?;
    row.map(|row| {
        Ok(SessionRow {
            id: row.get(0)?,
            user: UserId::new(row.get(1)?, row.get(2)?),
            hash: row.get(3)?,
            previous_hash: row.get(4)?,
            rotated_at: row.get(5)?,
            device_info: device_info(&row, 6)?,
            created_at: row.get(7)?,
            expires_at: row.get(8)?,
        })
    })
    .transpose()
}

/// Puts a new hash in the place of `seen`; false when another use was faster.
#[expect(
    clippy::too_many_arguments,
    reason = "the columns that a rotation sets"
)]
pub(super) fn rotate(
    tx: &dyn Tx,
    id: AuthSessionId,
    seen: &str,
    hash: &str,
    parent: Option<&str>,
    info: &DeviceInfo,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<bool, StoreError> {
    tx.changes_one(
        "update auth_sessions
            set refresh_token_hash = ?3,
                previous_token_hash = ?4,
                rotated_at = ?5,
                device_info = ?6,
                last_used_at = ?5,
                expires_at = ?7
          where id = ?1 and refresh_token_hash = ?2",
        params![id, seen, hash, parent, now, &text_of(info), expires_at],
    )
}

pub(super) fn is_alive(tx: &dyn Tx, caller: &Caller) -> Result<bool, StoreError> {
    tx.value(
        "select exists (select 1 from auth_sessions where id = ?1 and user_type = ?2 and user_id = ?3)",
        params![caller.session, caller.user.user_type(), caller.user.uuid()],
    )
}

pub(super) fn list(
    tx: &dyn Tx,
    user: UserId,
    now: Timestamp,
    page: &Page,
) -> Result<Vec<SignIn>, StoreError> {
    let start = page.start();
    tx.rows(
        "select id, device_info, created_at, last_used_at, expires_at
           from auth_sessions
          where user_type = ?1 and user_id = ?2 and expires_at > ?3
            and (created_at, id) < (?4, ?5)
          order by created_at desc, id desc
          limit ?6",
        params![
            user.user_type(),
            user.uuid(),
            now,
            start.at,
            start.id,
            page.fetch()
        ],
    )?
    .iter()
    .map(|row| {
        Ok(SignIn {
            id: row.get(0)?,
            device_info: device_info(row, 1)?,
            created_at: row.get(2)?,
            last_used_at: row.get(3)?,
            expires_at: row.get(4)?,
        })
    })
    .collect()
}

pub(super) fn delete(tx: &dyn Tx, id: AuthSessionId, user: UserId) -> Result<bool, StoreError> {
    tx.changes_one(
        "delete from auth_sessions where id = ?1 and user_type = ?2 and user_id = ?3",
        params![id, user.user_type(), user.uuid()],
    )
}

pub(super) fn delete_all(
    tx: &dyn Tx,
    user: UserId,
    except: Option<AuthSessionId>,
) -> Result<Vec<AuthSessionId>, StoreError> {
    tx.rows(
        "delete from auth_sessions
          where user_type = ?1 and user_id = ?2 and id is not ?3
          returning id",
        params![user.user_type(), user.uuid(), except],
    )?
    .iter()
    .map(|row| row.get(0))
    .collect()
}

/// Says whose they were.
pub(super) fn delete_expired(tx: &dyn Tx, now: Timestamp) -> Result<Vec<UserId>, StoreError> {
    tx.rows(
        "delete from auth_sessions
          where expires_at <= ?1
         returning user_type, user_id",
        params![now],
    )?
    .iter()
    .map(|row| Ok(UserId::new(row.get(0)?, row.get(1)?)))
    .collect()
}

/// When the sign-in ends that ends last.
pub(super) fn last_end(tx: &dyn Tx) -> Result<Option<Timestamp>, StoreError> {
    tx.value("select max(expires_at) from auth_sessions", params![])
}

pub(super) fn staff_is_active(tx: &dyn Tx, id: StaffId) -> Result<Option<bool>, StoreError> {
    tx.row(
        "select is_active from control_center_users where id = ?1",
        params![id],
    )?
    .map(|row| row.get(0))
    .transpose()
}

pub(super) fn has_any(tx: &dyn Tx, user: UserId, now: Timestamp) -> Result<bool, StoreError> {
    tx.value(
        "select exists (
            select 1
              from auth_sessions
             where user_type = ?1 and user_id = ?2 and expires_at > ?3
         )",
        params![user.user_type(), user.uuid(), now],
    )
}
