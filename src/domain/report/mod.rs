//! What the control center reads across all concepts. Nothing here changes anything.

pub mod people;
mod search;

pub use self::search::Search;
