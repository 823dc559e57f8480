//! How many rows there are, without going through all of them. Of what grows for years and is asked for often, triggers of the
//! schema keep running totals: always what counting would give, at the price of a few rows. Everything else is counted up to
//! [`COUNTED`].

mod sql;

pub use self::sql::{counted, total};

/// Rows that are counted one by one at most.
pub const COUNTED: i64 = 10_000;

/// What is counted as it changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    Customers,
    /// By status.
    Sessions,
    /// By action.
    AuditEntries,
}
