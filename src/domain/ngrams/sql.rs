//! Rows of `customer_names`, and `customer_ngrams`, the index over it, which is spoken to as FTS5 wants it.

use crate::{
    params,
    store::{StoreError, Tx, TxExt},
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
    entry(
        tx,
        "delete from customer_names where customer_id = ?1 returning number, text",
        id,
    )
}

/// What the index is to be told of a customer, if there is such a one. From now on it counts as told.
pub(super) fn put_in(tx: &dyn Tx, id: &str) -> Result<Option<Entry>, StoreError> {
    tx.execute(
        "delete from customer_search_due where customer_id = ?1",
        params![id],
    )?;
    entry(
        tx,
        "insert into customer_names (customer_id, text)
         select id, lower(display_name) || ' ' || coalesce(phone, '')
           from customers
          where id = ?1
         returning number, text",
        id,
    )
}

fn entry(tx: &dyn Tx, sql: &str, id: &str) -> Result<Option<Entry>, StoreError> {
    tx.row(sql, params![id])?
        .map(|row| {
            Ok(Entry {
                number: row.get(0)?,
                text: row.get(1)?,
            })
        })
        .transpose()
}

pub(super) fn forget(tx: &dyn Tx, number: i64, terms: &str) -> Result<usize, StoreError> {
    tx.execute(
        "insert into customer_ngrams (customer_ngrams, rowid, terms) values ('delete', ?1, ?2)",
        params![number, terms],
    )
}

pub(super) fn learn(tx: &dyn Tx, number: i64, terms: &str) -> Result<usize, StoreError> {
    tx.execute(
        "insert into customer_ngrams (rowid, terms) values (?1, ?2)",
        params![number, terms],
    )
}

/// Gathers pieces of one size into a larger one, for about so many pages; of all sizes, if `pages` is negative. False when there
/// was nothing to gather.
pub(super) fn merge(tx: &dyn Tx, pages: i64) -> Result<bool, StoreError> {
    let changes = |tx: &dyn Tx| tx.value::<i64>("select total_changes()", params![]);
    let before = changes(tx)?;
    tx.execute(
        "insert into customer_ngrams (customer_ngrams, rank) values ('merge', ?1)",
        params![pages],
    )?;
    // The command itself is one.
    Ok(changes(tx)? - before >= 2)
}
