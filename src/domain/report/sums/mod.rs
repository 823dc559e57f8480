//! What all requests before an instant came to. Once a quarter of an hour is over for a while, what everything came to by its end
//! is kept; any span is then the difference of two looks.
//!
//! It is only a shorter way to the same figures: quarters that were not added up yet are counted as they are, and a change in
//! one that was makes the database forget it and those after it.

mod sql;

use std::ops::Sub;

use crate::{
    clock::Timestamp,
    domain::{ctx::Ctx, error::Error},
    store::{StoreError, Tx},
};

const QUARTER_MS: i64 = 15 * 60_000;

/// A quarter is left alone for so long: by then most of what is asked in it has started.
const REST_MS: i64 = 60 * 60_000;

/// What is added up in one transaction at most, so that nobody waits long behind it.
const BATCH_MS: i64 = 4 * 86_400_000;

/// What was asked for, and what it earned: sessions that started and extensions that were granted, all by the time of the
/// request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sum {
    pub(super) sessions: i64,
    pub(super) sensitive: i64,
    pub(super) revenue_idr: i64,
}

impl Sub for Sum {
    type Output = Self;

    fn sub(self, less: Self) -> Self {
        Self {
            sessions: self.sessions - less.sessions,
            sensitive: self.sensitive - less.sensitive,
            revenue_idr: self.revenue_idr - less.revenue_idr,
        }
    }
}

/// Of all requests before an instant.
pub(super) fn before(tx: &dyn Tx, instant: Timestamp) -> Result<Sum, StoreError> {
    let (ends_at, kept) = sql::kept_by(tx, instant)?;
    let rest = sql::count(tx, ends_at, instant)?;
    Ok(Sum {
        sessions: kept.sessions + rest.sessions,
        sensitive: kept.sensitive + rest.sensitive,
        revenue_idr: kept.revenue_idr + rest.revenue_idr,
    })
}

/// Of all requests there are.
pub(super) fn ever(tx: &dyn Tx) -> Result<Sum, StoreError> {
    before(tx, Timestamp::from_millis(i64::MAX))
}

/// Adds up what is over; says how many quarters had requests.
pub async fn add_up(ctx: &Ctx) -> Result<usize, Error> {
    let mut quarters = 0;
    loop {
        let end = begin_of_quarter(ctx.now().as_millis() - REST_MS);
        let next = ctx
            .read(move |tx| Ok(sql::first_from(tx, sql::kept_up_to(tx)?)?))
            .await?;
        let Some(first) = next.map(begin_of_quarter).filter(|first| *first < end) else {
            return Ok(quarters);
        };
        quarters += ctx
            .write(move |work| {
                // Whoever else was at it meanwhile has done those.
                let first = first.max(sql::kept_up_to(work.tx)?);
                let end = end.min(first.saturating_add(BATCH_MS));
                Ok(sql::add_up(work.tx, first, end)?)
            })
            .await?;
    }
}

fn begin_of_quarter(millis: i64) -> i64 {
    millis - millis.rem_euclid(QUARTER_MS)
}
