//! What all requests before an instant came to. Once a quarter of an hour is over for a while, what everything came to by its end
//! is kept; any span is then the difference of two looks.
//!
//! It is only a shorter way to the same figures: quarters that were not added up yet are counted as they are, and a change in
//! one that was makes the database forget it and those after it.

mod sql;

use std::ops::{Add, Sub};

use crate::{
    clock::Timestamp,
    domain::{ctx::Ctx, error::Error},
    store::{StoreError, Tx},
};

/// After everything.
pub(super) const EVER: Timestamp = Timestamp::from_millis(i64::MAX);

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

impl Add for Sum {
    type Output = Self;

    fn add(self, more: Self) -> Self {
        Self {
            sessions: self.sessions + more.sessions,
            sensitive: self.sensitive + more.sensitive,
            revenue_idr: self.revenue_idr + more.revenue_idr,
        }
    }
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

/// Of all requests before each of some instants, the earliest first. What no sum is kept of is counted once.
pub(super) fn before_each(tx: &dyn Tx, instants: &[Timestamp]) -> Result<Vec<Sum>, StoreError> {
    let mut known = (i64::MIN, Sum::default());
    instants
        .iter()
        .map(|instant| {
            let kept = sql::kept_by(tx, *instant)?;
            if kept.0 > known.0 {
                known = kept;
            }
            let (until, sum) = known;
            known = (instant.as_millis(), sum + sql::count(tx, until, *instant)?);
            Ok(known.1)
        })
        .collect()
}

/// Of all requests there are.
pub(super) fn ever(tx: &dyn Tx) -> Result<Sum, StoreError> {
    let (until, kept) = sql::kept_by(tx, EVER)?;
    Ok(kept + sql::count(tx, until, EVER)?)
}

/// Adds up what is over; says how many quarters had requests.
pub async fn add_up(ctx: &Ctx) -> Result<usize, Error> {
    let mut quarters = 0;
    loop {
        let end = begin_of_quarter(ctx.now().as_millis() - REST_MS);
        let is_more = ctx.read(move |tx| Ok(next(tx, end)?.is_some())).await?;
        if !is_more {
            return Ok(quarters);
        }
        quarters += ctx
            .write(move |work| {
                // Looked for again: what was kept may have been forgotten meanwhile.
                let Some(first) = next(work.tx, end)? else {
                    return Ok(0);
                };
                let end = end.min(first.saturating_add(BATCH_MS));
                Ok(sql::add_up(work.tx, first, end)?)
            })
            .await?;
    }
}

/// The next quarter in which something was asked for, of those before `end`.
fn next(tx: &dyn Tx, end: i64) -> Result<Option<i64>, StoreError> {
    let first = sql::first_from(tx, sql::kept_up_to(tx)?)?;
    Ok(first.map(begin_of_quarter).filter(|first| *first < end))
}

fn begin_of_quarter(millis: i64) -> i64 {
    millis - millis.rem_euclid(QUARTER_MS)
}
