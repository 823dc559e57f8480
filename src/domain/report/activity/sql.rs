//! Counts over `chat_request_notifications`, mitra by mitra, out of the index alone.

use super::{LogEntry, Span, Tally};
use crate::{
    clock::Timestamp,
    domain::{ids::MitraId, page::Page, pairing::Offer, session::Topic},
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

pub(super) fn tally(tx: &dyn Tx, mitra: MitraId, span: Span) -> Result<Tally, StoreError> {
    let rows = tx.rows(
        "select status, topic_sensitivity, count(*)
           from chat_request_notifications
          where mitra_id = ?1 and created_at between ?2 and ?3
          group by status, topic_sensitivity",
        params![mitra, span.from, span.to],
    )?;
    let mut tally = Tally::default();
    for row in &rows {
        tally.add(offer(row, 0)?, topic(row, 1)?, row.get(2)?);
    }
    Ok(tally)
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
           from chat_request_notifications n
           join chat_sessions s on s.id = n.session_id
           join customers c on c.id = s.customer_id
          where n.mitra_id = ?1
            and n.created_at between ?2 and ?3
            and (n.created_at, n.session_id) < (?4, ?5)
          order by n.created_at desc, n.session_id desc
          limit ?6",
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
