//! Reads of `running_totals`, which only triggers write.

use super::Counted;
use crate::{
    params,
    store::{StoreError, Tx, TxExt},
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
