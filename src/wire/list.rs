//! Lists: a page of items and where the next one begins.

use poem_openapi::{
    Object,
    types::{ParseFromJSON, ToJSON, Type},
};

use crate::domain::page::Listed;

/// A page of a list.
#[derive(Debug, Clone, Object)]
pub struct List<T: Type + ParseFromJSON + ToJSON> {
    pub items: Vec<T>,
    /// Send it as `cursor` for the next page; null at the end.
    #[oai(nullable)]
    pub next_cursor: Option<String>,
}

/// A page of a list, and how many there are in all.
#[derive(Debug, Clone, Object)]
pub struct CountedList<T: Type + ParseFromJSON + ToJSON> {
    pub items: Vec<T>,
    /// Send it as `cursor` for the next page; null at the end.
    #[oai(nullable)]
    pub next_cursor: Option<String>,
    /// Rows that fit the filter, on all pages together.
    pub total: i64,
    /// False: there are more than `total`, which were not counted. A list of everything, by status alone, by topic alone or by
    /// action alone is always counted to the end; by anything else, to 10,000 rows or 1,000 found by a search.
    pub total_is_exact: bool,
}

impl<T: Type + ParseFromJSON + ToJSON> List<T> {
    pub fn of<R>(listed: Listed<R>, shape: impl Fn(R) -> T) -> Self {
        Self {
            items: listed.items.into_iter().map(shape).collect(),
            next_cursor: listed.next.map(|c| c.to_string()),
        }
    }
}

impl<T: Type + ParseFromJSON + ToJSON> CountedList<T> {
    pub fn of<R>(listed: Listed<R>, shape: impl Fn(R) -> T) -> Self {
        Self {
            total: listed.total.rows,
            total_is_exact: !listed.total.are_more,
            next_cursor: listed.next.map(|c| c.to_string()),
            items: listed.items.into_iter().map(shape).collect(),
        }
    }
}
