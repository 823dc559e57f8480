//! Rows of staff and roles.

use super::members::{Member, Role};
use crate::{
    clock::Timestamp,
    domain::{
        account::Email,
        ids::{RoleId, StaffId},
        page::Page,
    },
    params,
    store::{Row, StoreError, Tx, TxExt},
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
    .map(|row| permission_list(&row, 0))
    .transpose()
}

fn permission_list(row: &Row, column: usize) -> Result<Vec<String>, StoreError> {
    serde_json::from_str(&row.get::<String>(column)?)
        .map_err(|e| StoreError::Failed(format!("roles.permissions: {e}")))
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

pub(super) fn roles(tx: &dyn Tx) -> Result<Vec<Role>, StoreError> {
    tx.rows(
        "select id, name, permissions from roles order by id",
        params![],
    )?
    .iter()
    .map(|row| {
        Ok(Role {
            id: row.get(0)?,
            name: row.get(1)?,
            permissions: permission_list(row, 2)?,
        })
    })
    .collect()
}

const MEMBER: &str = "
    select u.id, u.email, u.name, r.id, r.name, r.permissions, u.is_active, u.lockout_until, u.created_at
      from control_center_users u
      join roles r on r.id = u.role_id";

fn to_member(row: &Row) -> Result<Member, StoreError> {
    Ok(Member {
        id: row.get(0)?,
        email: row.get(1)?,
        name: row.get(2)?,
        role: Role {
            id: row.get(3)?,
            name: row.get(4)?,
            permissions: permission_list(row, 5)?,
        },
        is_active: row.get(6)?,
        locked_until: row.get(7)?,
        created_at: row.get(8)?,
    })
}

pub(super) fn member(tx: &dyn Tx, id: StaffId) -> Result<Option<Member>, StoreError> {
    tx.row(&format!("{MEMBER} where u.id = ?1"), params![id])?
        .as_ref()
        .map(to_member)
        .transpose()
}

pub(super) fn members(tx: &dyn Tx, page: &Page) -> Result<Vec<Member>, StoreError> {
    let start = page.start();
    tx.rows(
        &format!(
            "{MEMBER}
              where (u.created_at, u.id) < (?1, ?2)
              order by u.created_at desc, u.id desc
              limit ?3"
        ),
        params![start.at, start.id, page.fetch()],
    )?
    .iter()
    .map(to_member)
    .collect()
}

pub(super) fn count(tx: &dyn Tx) -> Result<i64, StoreError> {
    tx.value("select count(*) from control_center_users", params![])
}

/// False when the row is not any more as it was `before`.
pub(super) fn update(
    tx: &dyn Tx,
    before: &Member,
    after: &Member,
    now: Timestamp,
) -> Result<bool, StoreError> {
    tx.changes_one(
        "update control_center_users
            set name = ?5, role_id = ?6, is_active = ?7, updated_at = ?8
          where id = ?1 and name = ?2 and role_id = ?3 and is_active = ?4",
        params![
            before.id,
            &before.name,
            before.role.id,
            before.is_active,
            &after.name,
            after.role.id,
            after.is_active,
            now
        ],
    )
}

/// A new password begins with a clean slate. `seen`: only in the place of this hash.
pub(super) fn set_password_hash(
    tx: &dyn Tx,
    id: StaffId,
    seen: Option<&str>,
    hash: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    tx.changes_one(
        "update control_center_users
            set password_hash = ?3, failed_login_count = 0, lockout_until = null, updated_at = ?4
          where id = ?1 and password_hash = coalesce(?2, password_hash)",
        params![id, seen, hash, now],
    )
}

/// What a guess at a password needs to know.
pub(super) struct LoginRow {
    pub(super) id: StaffId,
    pub(super) password_hash: String,
    pub(super) failed_login_count: i64,
    pub(super) lockout_until: Option<Timestamp>,
}

pub(super) fn login(tx: &dyn Tx, email: &Email) -> Result<Option<LoginRow>, StoreError> {
    tx.row(
        "select id, password_hash, failed_login_count, lockout_until
           from control_center_users
          where email = ?1",
        params![email.as_str()],
    )?
    .map(|row| {
        Ok(LoginRow {
            id: row.get(0)?,
            password_hash: row.get(1)?,
            failed_login_count: row.get(2)?,
            lockout_until: row.get(3)?,
        })
    })
    .transpose()
}

/// False when the row is not any more as it was seen.
pub(super) fn count_failure(
    tx: &dyn Tx,
    seen: &LoginRow,
    count: i64,
    lockout_until: Option<Timestamp>,
) -> Result<bool, StoreError> {
    tx.changes_one(
        "update control_center_users
            set failed_login_count = ?4, lockout_until = ?5
          where id = ?1 and failed_login_count = ?2 and lockout_until is not distinct from ?3",
        params![
            seen.id,
            seen.failed_login_count,
            seen.lockout_until,
            count,
            lockout_until
        ],
    )
}

/// Takes one back, unless the slate was cleared meanwhile.
pub(super) fn uncount_failure(tx: &dyn Tx, id: StaffId) -> Result<(), StoreError> {
    tx.execute(
        "update control_center_users
            set failed_login_count = failed_login_count - 1, lockout_until = null
          where id = ?1 and failed_login_count > 0",
        params![id],
    )?;
    Ok(())
}

/// False when the password is not any more the one that was seen.
pub(super) fn clear_failures(
    tx: &dyn Tx,
    id: StaffId,
    password_hash: &str,
) -> Result<bool, StoreError> {
    tx.changes_one(
        "update control_center_users
            set failed_login_count = 0, lockout_until = null
          where id = ?1 and password_hash = ?2",
        params![id, password_hash],
    )
}
