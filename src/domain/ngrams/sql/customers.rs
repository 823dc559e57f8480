//! Rows of `customer_texts`: what the index was told of each customer.

use crate::{
    domain::ngrams::numbers_around,
    params,
    store::{Row, StoreError, Tx, TxExt},
};

/// What the index is told of a customer, under which number.
pub(in crate::domain::ngrams) struct Entry {
    pub(in crate::domain::ngrams) number: i64,
    pub(in crate::domain::ngrams) text: String,
}

/// What the index was told of a customer; it will be told something else.
pub(in crate::domain::ngrams) fn take_out(
    tx: &dyn Tx,
    id: &str,
) -> Result<Option<Entry>, StoreError> {
    tx.row(
        "delete from customer_texts where customer_id = ?1 returning number, text",
        params![id],
    )?
    .as_ref()
    .map(to_entry)
    .transpose()
}

/// What the index is to be told of a customer, if there is such a one.
pub(in crate::domain::ngrams) fn put_in(
    tx: &dyn Tx,
    id: &str,
) -> Result<Option<Entry>, StoreError> {
    let created_at = tx.row(
        "select created_at from customers where id = ?1",
        params![id],
    )?;
    let Some(created_at) = created_at else {
        return Ok(None);
    };
    let numbers = numbers_around(created_at.get(0)?);
    let row = tx.row(
        "insert into customer_texts (number, customer_id, created_at, text)
         select coalesce((select max(number) + 1 from customer_texts where number between ?2 and ?3), ?2),
                id, created_at, lower(display_name) || char(10) || coalesce(phone, '')
           from customers
          where id = ?1
         returning number, text",
        params![id, *numbers.start(), *numbers.end()],
    )?;
    row.as_ref().map(to_entry).transpose()
}

fn to_entry(row: &Row) -> Result<Entry, StoreError> {
    Ok(Entry {
        number: row.get(0)?,
        text: row.get(1)?,
    })
}

pub(in crate::domain::ngrams) fn forget(
    tx: &dyn Tx,
    number: i64,
    terms: &str,
) -> Result<usize, StoreError> {
    tx.execute(
        "insert into customer_grams (customer_grams, rowid, terms) values ('delete', ?1, ?2)",
        params![number, terms],
    )
}
