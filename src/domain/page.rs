//! Pages of a list: keyset, newest first, by (instant, id), so that a page costs the same however deep it lies and rows that
//! arrive meanwhile shift nothing.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use uuid::Uuid;

use super::error::Error;
use crate::clock::Timestamp;

pub const DEFAULT_LIMIT: u32 = 50;
pub const MAX_LIMIT: u32 = 200;

/// A number above the most is the most, however long it is.
pub fn limit(text: &str) -> Result<u32, Error> {
    let is_whole = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_whole || text.bytes().all(|byte| byte == b'0') {
        return Err(Error::field("limit", "must be a whole number from 1"));
    }
    Ok(text.parse().unwrap_or(MAX_LIMIT).min(MAX_LIMIT))
}

/// Where a page begins, and how long it is.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    pub limit: u32,
    pub after: Option<Cursor>,
}

/// The last row of the page before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    pub at: Timestamp,
    pub id: Uuid,
}

impl Cursor {
    /// Before every row.
    pub const START: Self = Self {
        at: Timestamp::from_millis(i64::MAX),
        id: Uuid::max(),
    };

    fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (at, id) = bytes.split_at_checked(8)?;
        Some(Self {
            at: Timestamp::from_millis(i64::from_be_bytes(at.try_into().ok()?)),
            id: Uuid::from_bytes(id.try_into().ok()?),
        })
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut bytes = self.at.as_millis().to_be_bytes().to_vec();
        bytes.extend(self.id.as_bytes());
        f.write_str(&URL_SAFE_NO_PAD.encode(bytes))
    }
}

impl Page {
    /// From the query: a limit above the most is taken as the most; a limit or cursor that isn't one is refused.
    pub fn parse(limit: Option<&str>, cursor: Option<&str>) -> Result<Self, Error> {
        let limit = match limit {
            None => DEFAULT_LIMIT,
            Some(text) => self::limit(text)?,
        };
        let after = match cursor {
            None => None,
            Some(text) => Some(
                Cursor::parse(text)
                    .ok_or_else(|| Error::field("cursor", "must be a next_cursor of this list"))?,
            ),
        };
        Ok(Self { limit, after })
    }

    /// For `where (created_at, id) < (?, ?)`.
    pub fn start(&self) -> Cursor {
        self.after.unwrap_or(Cursor::START)
    }

    /// One more than is shown, which tells whether there is another page.
    pub fn fetch(&self) -> i64 {
        i64::from(self.limit) + 1
    }

    /// Cuts what was fetched to a page.
    pub fn cut<T>(&self, mut items: Vec<T>, cursor_of: impl Fn(&T) -> Cursor) -> Listed<T> {
        let more = items.len() > self.limit as usize;
        items.truncate(self.limit as usize);
        let next = if more {
            items.last().map(cursor_of)
        } else {
            None
        };
        Listed {
            items,
            next,
            total: Total::default(),
        }
    }
}

/// How many rows fit a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Total {
    pub rows: i64,
    /// There are more, and they were not counted: nobody waits for a count of millions.
    pub are_more: bool,
}

impl Total {
    /// Of what was counted until there were more than `most`.
    pub fn up_to(most: i64, rows: i64) -> Self {
        Self {
            rows: rows.min(most),
            are_more: rows > most,
        }
    }
}

impl From<i64> for Total {
    /// That many, and no more.
    fn from(rows: i64) -> Self {
        Self {
            rows,
            are_more: false,
        }
    }
}

/// A page of rows.
#[derive(Debug, Clone)]
pub struct Listed<T> {
    pub items: Vec<T>,
    pub next: Option<Cursor>,
    /// Rows in all that fit the filter, where the list says so.
    pub total: Total,
}

impl<T> Listed<T> {
    #[must_use]
    pub fn of(self, total: impl Into<Total>) -> Self {
        let total = total.into();
        Self { total, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_the_round_trip_and_nonsense_is_refused() {
        let cursor = Cursor {
            at: Timestamp::from_millis(1_700_000_000_123),
            id: Uuid::from_u128(42),
        };
        assert_eq!(Cursor::parse(&cursor.to_string()), Some(cursor));
        for nonsense in ["", "x", "AAAA", "ä"] {
            assert!(Page::parse(None, Some(nonsense)).is_err(), "{nonsense}");
        }
    }

    #[test]
    fn what_was_counted_to_its_end_is_exact_and_one_more_is_not() {
        assert_eq!(Total::up_to(1_000, 999), Total::from(999));
        assert_eq!(Total::up_to(1_000, 1_000), Total::from(1_000));
        let total = Total::up_to(1_000, 1_001);
        assert!(total.rows == 1_000 && total.are_more);
    }

    #[test]
    fn a_limit_above_the_most_is_the_most_and_one_that_is_none_is_refused() {
        assert_eq!(Page::parse(Some("100000"), None).unwrap().limit, MAX_LIMIT);
        for nonsense in ["0", "-1", "ten", "1.5", ""] {
            assert!(Page::parse(Some(nonsense), None).is_err(), "{nonsense}");
        }
    }
}
