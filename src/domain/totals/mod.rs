//! Running totals: how many rows there are of what grows for years. Always what counting them would give, at the price of a few
//! rows; triggers of the schema see to that.

mod sql;

pub use self::sql::total;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    Customers,
    /// By status.
    Sessions,
    /// By action.
    AuditEntries,
}
