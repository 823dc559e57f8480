//! Rows of customers and mitras.

use super::{
    Phone,
    customer::{Customer, Identity},
    mitra::Mitra,
};
use crate::{
    clock::Timestamp,
    domain::ids::{CustomerId, MitraId},
    params,
    store::{Row, StoreError, Tx, TxExt},
};

/// Why an identity could not be written.
pub(super) enum Taken {
    Identity,
    Other(StoreError),
}

const CUSTOMER: &str = "
    select id, display_name, phone, email, google_sub, apple_sub, created_at, erased_at
      from customers";

fn to_customer(row: &Row) -> Result<Customer, StoreError> {
    Ok(Customer {
        id: row.get(0)?,
        display_name: row.get(1)?,
        phone: row.get(2)?,
        email: row.get(3)?,
        google_sub: row.get(4)?,
        apple_sub: row.get(5)?,
        created_at: row.get(6)?,
        erased_at: row.get(7)?,
    })
}

pub(super) fn customer(tx: &dyn Tx, id: CustomerId) -> Result<Option<Customer>, StoreError> {
    tx.row(&format!("{CUSTOMER} where id = ?1"), params![id])?
        .as_ref()
        .map(to_customer)
        .transpose()
}

pub(super) fn customer_by_identity(
    tx: &dyn Tx,
    identity: &Identity,
) -> Result<Option<Customer>, StoreError> {
    let (column, value) = column_of(identity);
    tx.row(&format!("{CUSTOMER} where {column} = ?1"), params![value])?
        .as_ref()
        .map(to_customer)
        .transpose()
}

fn column_of(identity: &Identity) -> (&'static str, &str) {
    match identity {
        Identity::Phone(phone) => ("phone", phone.as_str()),
        Identity::Google { sub, .. } => ("google_sub", sub),
        Identity::Apple { sub, .. } => ("apple_sub", sub),
    }
}

pub(super) fn insert_customer(tx: &dyn Tx, customer: &Customer) -> Result<(), StoreError> {
    tx.execute(
        "insert into customers (id, display_name, created_at, updated_at)
         values (?1, ?2, ?3, ?3)",
        params![customer.id, &customer.display_name, customer.created_at],
    )?;
    Ok(())
}

pub(super) fn rename_customer(
    tx: &dyn Tx,
    id: CustomerId,
    name: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "update customers
            set display_name = ?2, updated_at = ?3
          where id = ?1",
        params![id, name, now],
    )?;
    Ok(())
}

pub(super) fn attach_identity(
    tx: &dyn Tx,
    id: CustomerId,
    identity: &Identity,
    email: Option<&str>,
    now: Timestamp,
) -> Result<(), Taken> {
    let (column, value) = column_of(identity);
    let updated = tx.execute(
        &format!(
            "update customers
                set {column} = ?2, email = ?3, updated_at = ?4
              where id = ?1"
        ),
        params![id, value, email, now],
    );
    match updated {
        Ok(_) => Ok(()),
        Err(StoreError::Unique(_)) => Err(Taken::Identity),
        Err(error) => Err(Taken::Other(error)),
    }
}

pub(super) fn delete_guest(tx: &dyn Tx, id: CustomerId) -> Result<bool, StoreError> {
    tx.changes_one(
        "delete from customers
          where id = ?1 and phone is null and google_sub is null and apple_sub is null",
        params![id],
    )
}

const MITRA: &str = "
    select id, display_name, phone, is_active, is_online, created_at
      from mitras";

fn to_mitra(row: &Row) -> Result<Mitra, StoreError> {
    Ok(Mitra {
        id: row.get(0)?,
        display_name: row.get(1)?,
        phone: row.get(2)?,
        is_active: row.get(3)?,
        is_online: row.get(4)?,
        created_at: row.get(5)?,
    })
}

pub(super) fn mitra(tx: &dyn Tx, id: MitraId) -> Result<Option<Mitra>, StoreError> {
    tx.row(&format!("{MITRA} where id = ?1"), params![id])?
        .as_ref()
        .map(to_mitra)
        .transpose()
}

pub(super) fn mitra_by_phone(tx: &dyn Tx, phone: &Phone) -> Result<Option<Mitra>, StoreError> {
    tx.row(
        &format!("{MITRA} where phone = ?1"),
        params![phone.as_str()],
    )?
    .as_ref()
    .map(to_mitra)
    .transpose()
}

pub(super) fn insert_mitra(tx: &dyn Tx, mitra: &Mitra) -> Result<(), StoreError> {
    tx.execute(
        "insert into mitras (id, display_name, phone, is_active, is_online, created_at, updated_at)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?6)",
        params![
            mitra.id,
            &mitra.display_name,
            &mitra.phone,
            mitra.is_active,
            mitra.is_online,
            mitra.created_at
        ],
    )?;
    Ok(())
}

/// Writes what staff may change, onto the row as it was seen.
pub(super) fn update_mitra(
    tx: &dyn Tx,
    seen: &Mitra,
    wanted: &Mitra,
    now: Timestamp,
) -> Result<bool, StoreError> {
    tx.changes_one(
        "update mitras
            set display_name = ?2, is_active = ?3, is_online = ?4, updated_at = ?5
          where id = ?1 and is_active = ?6 and is_online = ?7",
        params![
            wanted.id,
            &wanted.display_name,
            wanted.is_active,
            wanted.is_online,
            now,
            seen.is_active,
            seen.is_online
        ],
    )
}

pub(super) fn take_offline(tx: &dyn Tx, id: MitraId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "update mitras
            set is_online = 0, updated_at = ?2
          where id = ?1 and is_online = 1",
        params![id, now],
    )?;
    Ok(())
}

pub(super) fn rename_mitra(
    tx: &dyn Tx,
    id: MitraId,
    name: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "update mitras
            set display_name = ?2, updated_at = ?3
          where id = ?1",
        params![id, name, now],
    )?;
    Ok(())
}
