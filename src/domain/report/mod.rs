//! What the control center reads across all concepts. Nothing here changes anything but
//! sums that are kept.

pub mod activity;
pub mod dashboard;
pub mod people;
mod search;
pub mod sessions;
pub mod sums;

pub use self::search::Search;
