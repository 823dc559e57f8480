//! Counts over `chat_request_notifications`, mitra by mitra, out of its indexes alone; and sums that were made before. What
//! waits has an index of its own, so that each question is asked of both.

use std::ops::Range;

use super::{LogEntry, Tally};
use crate::{
    clock::Timestamp,
    domain::{ids::MitraId, page::Page, pairing::Offer, session::Topic, span::Span},
    params,
    store::{Row, StoreError, Tx, TxExt},
};

pub(super) fn mitras(
    tx: &dyn Tx,
    page: &Page,
) -> Result<Vec<(String, Timestamp, MitraId)>, StoreError> {
    let start = page.start();
    tx.rows(
        "select display_name, created_at, id
           from mitras
          where (created_at, id) < (?1, ?2)
          order by created_at desc, id desc
          limit ?3",
        params![start.at, start.id, page.fetch()],
    )?
    .iter()
    .map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
    .collect()
}

pub(super) fn count_mitras(tx: &dyn Tx) -> Result<i64, StoreError> {
    tx.value("select count(*) from mitras", params![])
}

pub(super) fn exists(tx: &dyn Tx, mitra: MitraId) -> Result<bool, StoreError> {
    tx.value(
        "select exists (select 1 from mitras where id = ?1)",
        params![mitra],
    )
}

/// Counts a span request by request, and adds it to `tally`.
pub(super) fn count(
    tx: &dyn Tx,
    mitra: MitraId,
    span: Span,
    tally: &mut Tally,
) -> Result<(), StoreError> {
    let rows = tx.rows(
        "select status, topic_sensitivity, count(*)
           from chat_request_notifications
          where mitra_id = ?1 and created_at between ?2 and ?3 and status != 'pending'
          group by status, topic_sensitivity
          union all
         select 'pending', topic_sensitivity, count(*)
           from chat_request_notifications
          where mitra_id = ?1 and created_at between ?2 and ?3 and status = 'pending'
          group by topic_sensitivity",
        params![mitra, span.from, span.to],
    )?;
    for row in &rows {
        tally.add(offer(row, 0)?, topic(row, 1)?, row.get(2)?);
    }
    Ok(())
}

/// Of days that are added up: what it came to by their end, without what it came to before.
pub(super) fn sum(tx: &dyn Tx, mitra: MitraId, days: &Range<i64>) -> Result<Tally, StoreError> {
    let end = total_before(tx, mitra, days.end)?;
    let start = total_before(tx, mitra, days.start)?;
    Ok(Tally {
        received: end.received - start.received,
        accepted: end.accepted - start.accepted,
        rejected: end.rejected - start.rejected,
        missed: end.missed - start.missed,
        ignored: end.ignored - start.ignored,
        sensitive_total: end.sensitive_total - start.sensitive_total,
        sensitive_accepted: end.sensitive_accepted - start.sensitive_accepted,
    })
}

/// All that a mitra was sent before a day.
fn total_before(tx: &dyn Tx, mitra: MitraId, day: i64) -> Result<Tally, StoreError> {
    let row = tx.row(
        "select received, accepted, rejected, missed, ignored, sensitive_total, sensitive_accepted
           from mitra_activity_days
          where mitra_id = ?1 and day < ?2
          order by day desc
          limit 1",
        params![mitra, day],
    )?;
    let Some(row) = row else {
        return Ok(Tally::default());
    };
    Ok(Tally {
        received: row.get(0)?,
        accepted: row.get(1)?,
        rejected: row.get(2)?,
        missed: row.get(3)?,
        ignored: row.get(4)?,
        sensitive_total: row.get(5)?,
        sensitive_accepted: row.get(6)?,
    })
}

/// The first day that is not added up; 0 when none is. Days are added up in order.
pub(super) fn added_up_to(tx: &dyn Tx) -> Result<i64, StoreError> {
    tx.value(
        "select coalesce(max(day) + 1, 0) from mitra_activity_days",
        params![],
    )
}

/// When the first request from some instant on was sent.
pub(super) fn first_request_from(
    tx: &dyn Tx,
    from: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    tx.value(
        "select min(first.at)
           from (select (select min(n.created_at)
                           from chat_request_notifications n
                          where n.mitra_id = m.id and n.created_at >= ?1 and n.status != 'pending') as at
                   from mitras m
                  union all
                 select min(n.created_at)
                   from chat_request_notifications n
                  where n.created_at >= ?1 and n.status = 'pending') first",
        params![from],
    )
}

/// Adds one day up; says for how many mitras. Those that were answered mitra by mitra, which is how their index lies.
pub(super) fn add_up(
    tx: &dyn Tx,
    day: i64,
    from: Timestamp,
    to: Timestamp,
) -> Result<usize, StoreError> {
    tx.execute(
        "insert into mitra_activity_days (mitra_id, day, received, accepted, rejected, missed, ignored,
                sensitive_total, sensitive_accepted)
         select of_day.mitra_id, ?1,
                of_day.received + coalesce(so_far.received, 0),
                of_day.accepted + coalesce(so_far.accepted, 0),
                of_day.rejected + coalesce(so_far.rejected, 0),
                of_day.missed + coalesce(so_far.missed, 0),
                of_day.ignored + coalesce(so_far.ignored, 0),
                of_day.sensitive_total + coalesce(so_far.sensitive_total, 0),
                of_day.sensitive_accepted + coalesce(so_far.sensitive_accepted, 0)
           from (select part.mitra_id,
                        sum(part.received) as received,
                        sum(part.accepted) as accepted,
                        sum(part.rejected) as rejected,
                        sum(part.missed) as missed,
                        sum(part.ignored) as ignored,
                        sum(part.sensitive_total) as sensitive_total,
                        sum(part.sensitive_accepted) as sensitive_accepted
                   from (select m.id as mitra_id,
                                count(*) as received,
                                sum(n.status = 'accepted') as accepted,
                                sum(n.status = 'rejected') as rejected,
                                sum(n.status = 'missed') as missed,
                                sum(n.status = 'ignored') as ignored,
                                sum(n.topic_sensitivity = 'sensitive') as sensitive_total,
                                sum(n.topic_sensitivity = 'sensitive' and n.status = 'accepted') as sensitive_accepted
                           from mitras m
                          cross join chat_request_notifications n
                          where n.mitra_id = m.id and n.created_at >= ?2 and n.created_at < ?3 and n.status != 'pending'
                          group by m.id
                          union all
                         select n.mitra_id, count(*), 0, 0, 0, 0, sum(n.topic_sensitivity = 'sensitive'), 0
                           from chat_request_notifications n
                          where n.created_at >= ?2 and n.created_at < ?3 and n.status = 'pending'
                          group by n.mitra_id) part
                  group by part.mitra_id) of_day
           left join mitra_activity_days so_far
             on so_far.mitra_id = of_day.mitra_id
            and so_far.day = (select max(d.day) from mitra_activity_days d where d.mitra_id = of_day.mitra_id)",
        params![day, from, to],
    )
}

pub(super) fn log(
    tx: &dyn Tx,
    mitra: MitraId,
    span: Span,
    page: &Page,
) -> Result<Vec<LogEntry>, StoreError> {
    let start = page.start();
    tx.rows(
        "select n.session_id, c.display_name, n.topic_sensitivity, n.status, n.active_session_count,
                n.created_at, n.responded_at
           from (select * from (select session_id, created_at
                                  from chat_request_notifications
                                 where mitra_id = ?1 and created_at between ?2 and ?3 and (created_at, session_id) < (?4, ?5)
                                   and status != 'pending'
                                 order by created_at desc, session_id desc
                                 limit ?6)
                  union all
                 select * from (select session_id, created_at
                                  from chat_request_notifications
                                 where mitra_id = ?1 and created_at between ?2 and ?3 and (created_at, session_id) < (?4, ?5)
                                   and status = 'pending'
                                 order by created_at desc, session_id desc
                                 limit ?6)
                  order by 2 desc, 1 desc
                  limit ?6) newest
          cross join chat_request_notifications n on n.session_id = newest.session_id and n.mitra_id = ?1
          cross join chat_sessions s on s.id = n.session_id
          cross join customers c on c.id = s.customer_id
          order by n.created_at desc, n.session_id desc",
        params![mitra, span.from, span.to, start.at, start.id, page.fetch()],
    )?
    .iter()
    .map(|row| {
        Ok(LogEntry {
            session: row.get(0)?,
            customer_display_name: row.get(1)?,
            topic: topic(row, 2)?,
            status: offer(row, 3)?,
            active_session_count: row.get(4)?,
            created_at: row.get(5)?,
            responded_at: row.get(6)?,
        })
    })
    .collect()
}

fn offer(row: &Row, column: usize) -> Result<Offer, StoreError> {
    let text: String = row.get(column)?;
    Offer::parse(&text)
        .ok_or_else(|| StoreError::Failed(format!("chat_request_notifications holds {text}")))
}

fn topic(row: &Row, column: usize) -> Result<Topic, StoreError> {
    let text: String = row.get(column)?;
    Topic::parse(&text)
        .ok_or_else(|| StoreError::Failed(format!("chat_request_notifications holds {text}")))
}
