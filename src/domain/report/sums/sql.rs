//! Rows of `session_sums`, and the counting that makes them.

use super::{QUARTER_MS, Sum};
use crate::{
    clock::Timestamp,
    params,
    store::{StoreError, Tx, TxExt},
};

/// The latest sum that was kept by an instant, and up to when it goes. Without one nothing was, and it goes to the beginning.
pub(super) fn kept_by(tx: &dyn Tx, instant: Timestamp) -> Result<(i64, Sum), StoreError> {
    let row = tx.row(
        "select ends_at, sessions, sensitive, revenue_idr
           from session_sums
          where ends_at <= ?1
          order by ends_at desc
          limit 1",
        params![instant],
    )?;
    let Some(row) = row else {
        return Ok((i64::MIN, Sum::default()));
    };
    let sum = Sum {
        sessions: row.get(1)?,
        sensitive: row.get(2)?,
        revenue_idr: row.get(3)?,
    };
    Ok((row.get(0)?, sum))
}

/// What there was from one instant until before another.
pub(super) fn count(tx: &dyn Tx, from: i64, to: Timestamp) -> Result<Sum, StoreError> {
    let row = tx.row(
        "select asked.sessions, asked.sensitive, asked.earned + granted.earned
           from (select count(*) as sessions,
                        coalesce(sum(topic_sensitivity = 'sensitive'), 0) as sensitive,
                        coalesce(sum(iif(started_at is null, 0, price_idr)), 0) as earned
                   from chat_sessions
                  where requested_at >= ?1 and requested_at < ?2) asked,
                (select coalesce(sum(price_idr), 0) as earned
                   from session_extensions
                  where status = 'accepted' and requested_at >= ?1 and requested_at < ?2) granted",
        params![from, to],
    )?;
    let row = row.ok_or_else(|| StoreError::Failed("a sum without a row".into()))?;
    Ok(Sum {
        sessions: row.get(0)?,
        sensitive: row.get(1)?,
        revenue_idr: row.get(2)?,
    })
}

/// Up to when sums are kept. They are made in order.
pub(super) fn kept_up_to(tx: &dyn Tx) -> Result<i64, StoreError> {
    tx.value(
        "select coalesce(max(ends_at), ?1) from session_sums",
        params![i64::MIN],
    )
}

/// When the first request from some instant on was made.
pub(super) fn first_from(tx: &dyn Tx, from: i64) -> Result<Option<i64>, StoreError> {
    tx.value(
        "select min(first.at)
           from (select min(requested_at) as at from chat_sessions where requested_at >= ?1
                  union all
                 select min(requested_at) from session_extensions where status = 'accepted' and requested_at >= ?1) first",
        params![from],
    )
}

/// Adds up the quarters of a span that follows on what is kept; says how many had requests.
pub(super) fn add_up(tx: &dyn Tx, from: i64, to: i64) -> Result<usize, StoreError> {
    tx.execute(
        "insert into session_sums (ends_at, sessions, sensitive, revenue_idr)
         select quarter.ends_at,
                coalesce(so_far.sessions, 0) + sum(quarter.sessions) over (order by quarter.ends_at),
                coalesce(so_far.sensitive, 0) + sum(quarter.sensitive) over (order by quarter.ends_at),
                coalesce(so_far.revenue_idr, 0) + sum(quarter.revenue_idr) over (order by quarter.ends_at)
           from (select asked.at - asked.at % ?3 + ?3 as ends_at,
                        sum(asked.session) as sessions,
                        sum(asked.is_sensitive) as sensitive,
                        sum(asked.earned) as revenue_idr
                   from (select requested_at as at, 1 as session, topic_sensitivity = 'sensitive' as is_sensitive,
                                iif(started_at is null, 0, price_idr) as earned
                           from chat_sessions
                          where requested_at >= ?1 and requested_at < ?2
                          union all
                         select requested_at, 0, 0, price_idr
                           from session_extensions
                          where status = 'accepted' and requested_at >= ?1 and requested_at < ?2) asked
                  group by 1) quarter
           left join session_sums so_far
             on so_far.ends_at = (select max(ends_at) from session_sums)",
        params![from, to, QUARTER_MS],
    )
}
