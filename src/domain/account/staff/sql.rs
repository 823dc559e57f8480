//! Rows of staff and roles.

use crate::{
    clock::Timestamp,
    domain::{
        account::Email,
        ids::{RoleId, StaffId},
    },
    params,
    store::{StoreError, Tx, TxExt},
};

/// What an active staff member's role allows; `None` when there is no such member, or not any more.
pub(super) fn permissions(tx: &dyn Tx, id: StaffId) -> Result<Option<Vec<String>>, StoreError> {
    tx.row(
        "select r.permissions
           from control_center_users u
           join roles r on r.id = u.role_id
          where u.id = ?1 and u.is_active = 1",
        params![id],
    )?
    .map(|row| {
        serde_json::from_str(&row.get::<String>(0)?)
            .map_err(|e| StoreError::Failed(format!("roles.permissions: {e}")))
    })
    .transpose()
}

pub(super) fn id_by_email(tx: &dyn Tx, email: &Email) -> Result<Option<StaffId>, StoreError> {
    tx.row(
        "select id from control_center_users where email = ?1",
        params![email.as_str()],
    )?
    .map(|row| row.get(0))
    .transpose()
}

pub(super) fn password_hashes(tx: &dyn Tx, role: &str) -> Result<Vec<String>, StoreError> {
    tx.rows(
        "select u.password_hash
           from control_center_users u
           join roles r on r.id = u.role_id
          where r.name = ?1 and u.is_active = 1",
        params![role],
    )?
    .iter()
    .map(|row| row.get(0))
    .collect()
}

pub(super) fn role_by_name(tx: &dyn Tx, name: &str) -> Result<Option<RoleId>, StoreError> {
    tx.row("select id from roles where name = ?1", params![name])?
        .map(|row| row.get(0))
        .transpose()
}

pub(super) fn insert(
    tx: &dyn Tx,
    id: StaffId,
    email: &Email,
    name: &str,
    role: RoleId,
    password_hash: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into control_center_users (id, email, name, role_id, password_hash, created_at, updated_at)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?6)",
        params![id, email.as_str(), name, role, password_hash, now],
    )?;
    Ok(())
}
