//! Rows of `customer_texts`, and `customer_grams`, the index over it, which is spoken to as FTS5 wants it.

use super::numbers_around;
use crate::{
    params,
    store::{Row, StoreError, Tx, TxExt},
};

/// What the index is told of a customer, under which number.
pub(super) struct Entry {
    pub(super) number: i64,
    pub(super) text: String,
}

/// Some whom the index does not have as they are.
pub(super) fn due(tx: &dyn Tx, most: usize) -> Result<Vec<String>, StoreError> {
    tx.rows(
        "select customer_id
           from customer_search_due
          limit ?1",
        params![most as i64],
    )?
    .iter()
    .map(|row| row.get(0))
    .collect()
}

/// What the index was told of a customer; it will be told something else.
pub(super) fn take_out(tx: &dyn Tx, id: &str) -> Result<Option<Entry>, StoreError> {
    tx.row(
        "delete from customer_texts where customer_id = ?1 returning number, text",
        params![id],
    )?
    .as_ref()
    .map(to_entry)
    .transpose()
}

/// What the index is to be told of a customer, if there is such a one. From now on it counts as told.
pub(super) fn put_in(tx: &dyn Tx, id: &str) -> Result<Option<Entry>, StoreError> {
    tx.execute(
        "delete from customer_search_due where customer_id = ?1",
        params![id],
    )?;
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

pub(super) fn forget(tx: &dyn Tx, number: i64, terms: &str) -> Result<usize, StoreError> {
    tx.execute(
        "insert into customer_grams (customer_grams, rowid, terms) values ('delete', ?1, ?2)",
        params![number, terms],
    )
}

pub(super) fn learn(tx: &dyn Tx, number: i64, terms: &str) -> Result<usize, StoreError> {
    tx.execute(
        "insert into customer_grams (rowid, terms) values (?1, ?2)",
        params![number, terms],
    )
}

/// Gathers pieces of one size into a larger one, for about so many pages; of all sizes, if `pages` is negative. False when there
/// was nothing to gather.
pub(super) fn merge(tx: &dyn Tx, pages: i64) -> Result<bool, StoreError> {
    let changes = |tx: &dyn Tx| tx.value::<i64>("select total_changes()", params![]);
    let before = changes(tx)?;
    tx.execute(
        "insert into customer_grams (customer_grams, rank) values ('merge', ?1)",
        params![pages],
    )?;
    // The command itself is one.
    Ok(changes(tx)? - before >= 2)
}
