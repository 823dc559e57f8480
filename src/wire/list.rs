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
            total: listed.total,
            next_cursor: listed.next.map(|c| c.to_string()),
            items: listed.items.into_iter().map(shape).collect(),
        }
    }
}
