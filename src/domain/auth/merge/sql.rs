//! Every row that names a customer, given to another customer.

use crate::{
    domain::ids::CustomerId,
    params,
    store::{StoreError, Tx, TxExt},
};

pub(super) fn both_have_an_open_session(
    tx: &dyn Tx,
    one: CustomerId,
    other: CustomerId,
) -> Result<bool, StoreError> {
    let open: i64 = tx.value(
        "select count(distinct customer_id)
           from chat_sessions
          where customer_id in (?1, ?2) and ended_at is null",
        params![one, other],
    )?;
    Ok(open > 1)
}

/// Says how many. The version counts: whoever has read a session as the guest's must read it again.
pub(super) fn move_chat_sessions(
    tx: &dyn Tx,
    guest: CustomerId,
    owner: CustomerId,
) -> Result<usize, StoreError> {
    tx.execute(
        "update chat_sessions
            set customer_id = ?2, version = version + 1
          where customer_id = ?1",
        params![guest, owner],
    )
}

pub(super) fn move_device_tokens(
    tx: &dyn Tx,
    guest: CustomerId,
    owner: CustomerId,
) -> Result<usize, StoreError> {
    tx.execute(
        "update device_tokens
            set user_id = ?2
          where user_type = 'customer' and user_id = ?1",
        params![guest, owner],
    )
}

/// Says how many.
pub(super) fn move_sign_ins(
    tx: &dyn Tx,
    guest: CustomerId,
    owner: CustomerId,
) -> Result<usize, StoreError> {
    tx.execute(
        "update auth_sessions
            set user_id = ?2
          where user_type = 'customer' and user_id = ?1",
        params![guest, owner],
    )
}
