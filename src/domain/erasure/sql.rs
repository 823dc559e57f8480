//! Every row that tells something of a customer, made to tell it no more.

use crate::{
    clock::Timestamp,
    domain::ids::{CustomerId, SessionId},
    params,
    store::{StoreError, Tx, TxExt},
};

pub(super) struct CustomerRow {
    pub(super) phone: Option<String>,
    pub(super) erased: bool,
}

pub(super) fn customer(tx: &dyn Tx, id: CustomerId) -> Result<Option<CustomerRow>, StoreError> {
    tx.row(
        "select phone, erased_at is not null
           from customers
          where id = ?1",
        params![id],
    )?
    .map(|row| {
        Ok(CustomerRow {
            phone: row.get(0)?,
            erased: row.get(1)?,
        })
    })
    .transpose()
}

/// What no code reads goes by a trigger of the schema.
pub(super) fn erase_customer(
    tx: &dyn Tx,
    id: CustomerId,
    name: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    tx.changes_one(
        "update customers
            set display_name = ?2,
                phone = null,
                email = null,
                google_sub = null,
                apple_sub = null,
                erased_at = ?3,
                updated_at = ?3
          where id = ?1 and erased_at is null",
        params![id, name, now],
    )
}

/// Says how many.
pub(super) fn delete_sign_ins(tx: &dyn Tx, id: CustomerId) -> Result<usize, StoreError> {
    tx.execute(
        "delete from auth_sessions
          where user_type = 'customer' and user_id = ?1",
        params![id],
    )
}

/// Those that were left by a sign-in that had ended, too.
pub(super) fn delete_devices(tx: &dyn Tx, id: CustomerId) -> Result<usize, StoreError> {
    tx.execute(
        "delete from device_tokens
          where user_type = 'customer' and user_id = ?1",
        params![id],
    )
}

/// Answers kept for repeated requests: their scope begins with the caller.
pub(super) fn delete_kept_answers(tx: &dyn Tx, id: CustomerId) -> Result<usize, StoreError> {
    let (first, past) = (format!("{id} "), format!("{id}!"));
    tx.execute(
        "delete from idempotency_keys
          where scope >= ?1 and scope < ?2",
        params![&first, &past],
    )
}

pub(super) fn delete_codes(tx: &dyn Tx, phone: &str) -> Result<usize, StoreError> {
    tx.execute(
        "delete from otp_requests
          where phone = ?1 and user_type = 'customer'",
        params![phone],
    )
}

pub(super) fn sessions(tx: &dyn Tx, id: CustomerId) -> Result<Vec<SessionId>, StoreError> {
    tx.rows(
        "select id
           from chat_sessions
          where customer_id = ?1",
        params![id],
    )?
    .iter()
    .map(|row| row.get(0))
    .collect()
}

/// Says how many.
pub(super) fn erase_messages(
    tx: &dyn Tx,
    session: SessionId,
    words: &str,
) -> Result<usize, StoreError> {
    tx.execute(
        "update chat_messages
            set content = ?2
          where session_id = ?1",
        params![session.0.as_bytes().as_slice(), words],
    )
}

pub(super) fn erase_goodbyes(tx: &dyn Tx, session: SessionId) -> Result<usize, StoreError> {
    tx.execute(
        "update session_goodbyes
            set message = null
          where session_id = ?1",
        params![session],
    )
}

/// That something was done stays; from where, and under which name, goes.
pub(super) fn erase_from_audit(tx: &dyn Tx, id: CustomerId) -> Result<(), StoreError> {
    tx.execute(
        "update audit_log
            set ip = null
          where actor_id = ?1 and actor_type = 'customer'",
        params![id],
    )?;
    tx.execute(
        "update audit_log
            set ip = null, before = null
          where action = 'customer.merged' and target_type = 'customer' and target_id = ?1",
        params![id],
    )?;
    Ok(())
}
