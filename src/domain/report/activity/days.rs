//! Days added up. Once a day is over its requests are counted, mitra by mitra, and what it all came to by the end of that day
//! is kept; the report takes differences instead of counting every request there ever was.
//!
//! It is only a shorter way to the same figures: days that were not added up yet are counted as they are, and a change in one
//! that was makes the database forget it and those after it.

use std::ops::Range;

use super::sql;
use crate::{
    clock::Timestamp,
    domain::{ctx::Ctx, error::Error, span::Span},
    store::{StoreError, Tx},
};

const DAY_MS: i64 = 86_400_000;

/// Days in one transaction at most, so that nobody waits long behind it.
const BATCH: i64 = 4;

/// Adds up the days that are over; says how many of them had requests.
pub async fn add_up(ctx: &Ctx) -> Result<usize, Error> {
    let mut days = 0;
    loop {
        let end = day_of(ctx.now());
        let is_more = ctx.read(move |tx| Ok(next(tx, end)?.is_some())).await?;
        if !is_more {
            return Ok(days);
        }
        days += ctx
            .write(move |work| {
                let mut days = 0;
                // Looked for again: what was kept may have been forgotten meanwhile.
                let first = next(work.tx, end)?.unwrap_or(end);
                for day in first..end.min(first + BATCH) {
                    let rows = sql::add_up(work.tx, day, start_of(day), start_of(day + 1))?;
                    days += usize::from(rows > 0);
                }
                Ok(days)
            })
            .await?;
    }
}

/// The next day on which a mitra was asked, of those before `end`.
fn next(tx: &dyn Tx, end: i64) -> Result<Option<i64>, StoreError> {
    let first = sql::first_request_from(tx, start_of(sql::added_up_to(tx)?))?;
    Ok(first.map(day_of).filter(|day| *day < end))
}

fn day_of(instant: Timestamp) -> i64 {
    instant.as_millis().div_euclid(DAY_MS)
}

fn start_of(day: i64) -> Timestamp {
    Timestamp::from_millis(day.saturating_mul(DAY_MS))
}

/// A span as whole days that are added up, and what has to be counted before and after them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) days: Range<i64>,
    pub(super) rest: Vec<Span>,
}

impl Parts {
    /// `added_up_to` is the first day that is not added up.
    pub(super) fn of(span: Span, added_up_to: i64) -> Self {
        // Nothing was asked before 1970.
        let from = span.from.as_millis().max(0);
        let to = span.to.as_millis();
        let first = from.saturating_add(DAY_MS - 1).div_euclid(DAY_MS);
        let end = to.saturating_add(1).div_euclid(DAY_MS).min(added_up_to);
        if first >= end {
            return Self {
                days: 0..0,
                rest: vec![span],
            };
        }
        let whole = [
            (from, start_of(first).as_millis() - 1),
            (start_of(end).as_millis(), to),
        ];
        let rest = whole.into_iter().filter(|(from, to)| from <= to);
        Self {
            days: first..end,
            rest: rest
                .map(|(from, to)| Span {
                    from: Timestamp::from_millis(from),
                    to: Timestamp::from_millis(to),
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: i64, to: i64) -> Span {
        Span {
            from: Timestamp::from_millis(from),
            to: Timestamp::from_millis(to),
        }
    }

    #[test]
    fn a_span_is_whole_days_and_what_is_left_at_its_ends() {
        let parts = |from, to| {
            let parts = Parts::of(span(from, to), 10);
            (parts.days, parts.rest)
        };
        let at = |day: i64, ms: i64| day * DAY_MS + ms;
        assert_eq!(
            parts(i64::MIN, i64::MAX),
            (0..10, vec![span(at(10, 0), i64::MAX)])
        );
        assert_eq!(
            parts(at(2, 1), at(5, 7)),
            (
                3..5,
                vec![span(at(2, 1), at(3, -1)), span(at(5, 0), at(5, 7))]
            )
        );
        // Both ends are included: to the last millisecond is a whole day.
        assert_eq!(parts(at(2, 0), at(4, -1)), (2..4, vec![]));
        assert_eq!(
            parts(at(2, 0), at(3, -2)),
            (0..0, vec![span(at(2, 0), at(3, -2))])
        );
        assert_eq!(
            parts(at(9, 5), at(12, 0)),
            (0..0, vec![span(at(9, 5), at(12, 0))])
        );
        assert_eq!(
            parts(at(4, 0), at(2, 0)),
            (0..0, vec![span(at(4, 0), at(2, 0))])
        );
    }

    #[test]
    fn before_anything_is_added_up_all_is_counted() {
        let all = span(i64::MIN, i64::MAX);
        assert_eq!(Parts::of(all, 0).rest, [all]);
    }
}
