//! Rows of `customer_search`, and `customer_trigrams`, the index over it, which is spoken to as FTS5 wants it.

use serde_json::json;

use crate::{
    params,
    store::{StoreError, Tx, TxExt},
};

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

/// Whatever the index had of these, it has them as they are now; of those who are gone, nothing.
pub(super) fn take_up(tx: &dyn Tx, ids: &[String]) -> Result<(), StoreError> {
    let ids = json!(ids).to_string();
    for sql in [
        // It can be told to forget only what it was told.
        "insert into customer_trigrams (customer_trigrams, rowid, person)
         select 'delete', number, person
           from customer_search
          where customer_id in (select value from json_each(?1))",
        "delete from customer_search
          where customer_id in (select value from json_each(?1))",
        "insert into customer_search (customer_id, person)
         select id, lower(display_name) || ' ' || coalesce(phone, '')
           from customers
          where id in (select value from json_each(?1))",
        "insert into customer_trigrams (rowid, person)
         select number, person
           from customer_search
          where customer_id in (select value from json_each(?1))",
        "delete from customer_search_due
          where customer_id in (select value from json_each(?1))",
    ] {
        tx.execute(sql, params![&ids])?;
    }
    Ok(())
}

/// Gathers pieces of one size into a larger one, for about so many pages; of all sizes, if `pages` is negative. False when there
/// was nothing to gather.
pub(super) fn merge(tx: &dyn Tx, pages: i64) -> Result<bool, StoreError> {
    let changes = |tx: &dyn Tx| tx.value::<i64>("select total_changes()", params![]);
    let before = changes(tx)?;
    tx.execute(
        "insert into customer_trigrams (customer_trigrams, rank) values ('merge', ?1)",
        params![pages],
    )?;
    // The command itself is one.
    Ok(changes(tx)? - before >= 2)
}
