//! From when to when something is looked at, both ends included. An end that is not given is open.

use crate::{clock::Timestamp, domain::error::Error};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub from: Timestamp,
    pub to: Timestamp,
}

impl Default for Span {
    fn default() -> Self {
        Self::OPEN
    }
}

impl Span {
    pub const OPEN: Self = Self {
        from: Timestamp::from_millis(i64::MIN),
        to: Timestamp::from_millis(i64::MAX),
    };

    /// Neither end is given.
    pub fn is_open(&self) -> bool {
        *self == Self::OPEN
    }

    /// From the query: RFC 3339 instants.
    pub fn parse(from: Option<&str>, to: Option<&str>) -> Result<Self, Error> {
        let instant = |name: &str, text: &str| {
            // A plus that was not escaped arrives as a space.
            Timestamp::parse(&text.replace(' ', "+")).ok_or_else(|| {
                Error::field(name, "must be an instant, such as 2026-11-22T10:00:00Z")
            })
        };
        Ok(Self {
            from: match from {
                Some(text) => instant("from", text)?,
                None => Self::OPEN.from,
            },
            to: match to {
                Some(text) => instant("to", text)?,
                None => Self::OPEN.to,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_of_any_offset_are_taken_and_nothing_else() {
        let span = Span::parse(Some("2026-11-22T17:00:00 07:00"), None).unwrap();
        assert_eq!(span.from, Timestamp::parse("2026-11-22T10:00:00Z").unwrap());
        assert_eq!(span.to, Span::OPEN.to);
        assert!(!span.is_open() && Span::parse(None, None).unwrap().is_open());
        for wrong in ["", "yesterday", "2026-11-22", "1763805600"] {
            assert!(Span::parse(None, Some(wrong)).is_err(), "{wrong}");
        }
    }
}
