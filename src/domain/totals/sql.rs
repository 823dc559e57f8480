//! Reads of `running_totals`, which only triggers write, and counting of anything.

use super::{COUNTED, Counted};
use crate::{
    domain::page::Total,
    params,
    store::{Param, StoreError, Tx, TxExt},
};

/// Those of any of these kinds (none: of all kinds).
pub fn total(tx: &dyn Tx, counted: Counted, kinds: &[&str]) -> Result<i64, StoreError> {
    let table = match counted {
        Counted::Customers => "customers",
        Counted::Sessions => "chat_sessions",
        Counted::AuditEntries => "audit_log",
    };
    tx.value(
        "select coalesce(sum(total), 0)
           from running_totals
          where counted = ?1
            and (?2 = '[]' or kind in (select value from json_each(?2)))",
        params![table, &serde_json::json!(kinds).to_string()],
    )
}

/// Counts the rows of `from`, what stands behind that word in a statement.
pub fn counted(tx: &dyn Tx, from: &str, values: &[Param<'_>]) -> Result<Total, StoreError> {
    let rows: i64 = tx.value(
        &format!(
            "select count(*)
               from (select 1
                       from {from}
                      limit {})",
            COUNTED + 1
        ),
        values,
    )?;
    Ok(Total::up_to(COUNTED, rows))
}
