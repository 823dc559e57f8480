//! Rows of `chat_sessions`, with what belongs to them in `session_extensions` and `session_goodbyes`.

mod row;

use self::row::{SESSION, to_record};
use super::{
    Extension, Participant, Session, Status, Topic,
    goodbye::Said,
    machine::{AskedFrom, EndReason, Outcome, Party, State, deadline},
    record::Record,
};
use crate::{
    clock::Timestamp,
    domain::{
        ids::{CustomerId, ExtensionId, MitraId, SessionId},
        page::Page,
    },
    params,
    store::{Row, StoreError, Tx, TxExt},
};

fn to_records(rows: &[Row]) -> Result<Vec<Record>, StoreError> {
    rows.iter().map(to_record).collect()
}

pub(super) fn find(tx: &dyn Tx, id: SessionId) -> Result<Option<Record>, StoreError> {
    tx.row(&format!("{SESSION} where s.id = ?1"), params![id])?
        .as_ref()
        .map(to_record)
        .transpose()
}

/// The open request or session of a customer; there is one at most.
pub(super) fn open_of(tx: &dyn Tx, customer: CustomerId) -> Result<Option<Record>, StoreError> {
    tx.row(
        &format!("{SESSION} where s.customer_id = ?1 and s.ended_at is null"),
        params![customer],
    )?
    .as_ref()
    .map(to_record)
    .transpose()
}

/// All that are open for someone, newest first.
pub(super) fn open(tx: &dyn Tx, who: Participant) -> Result<Vec<Record>, StoreError> {
    let (mine, id) = mine(who);
    to_records(&tx.rows(
        &format!(
            "{SESSION}
              where {mine} and s.ended_at is null
              order by s.requested_at desc, s.id desc"
        ),
        params![id],
    )?)
}

fn mine(who: Participant) -> (&'static str, uuid::Uuid) {
    match who {
        Participant::Customer(id) => ("s.customer_id = ?1", id.0),
        Participant::Mitra(id) => ("s.mitra_id = ?1", id.0),
    }
}

pub(super) fn history(
    tx: &dyn Tx,
    who: Participant,
    status: Option<Status>,
    page: &Page,
) -> Result<Vec<Record>, StoreError> {
    let (mine, id) = mine(who);
    let start = page.start();
    to_records(&tx.rows(
        &format!(
            "{SESSION}
              where {mine}
                and (s.requested_at, s.id) < (?2, ?3)
                and (?4 = '' or s.status = ?4)
              order by s.requested_at desc, s.id desc
              limit ?5"
        ),
        params![
            id,
            start.at,
            start.id,
            status.map_or("", Status::as_str),
            page.fetch()
        ],
    )?)
}

pub(super) fn insert(tx: &dyn Tx, session: &Session) -> Result<(), StoreError> {
    let tier = session.price_tier.as_ref();
    tx.execute(
        "insert into chat_sessions (id, customer_id, status, price_tier_id, price_tier_name, price_idr, is_free_trial,
                duration_minutes, requested_at, request_expires_at, deadline_at, topic_sensitivity)
         values (?1, ?2, 'requested', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10)",
        params![
            session.id,
            session.customer.id,
            tier.map(|t| t.id),
            tier.map(|t| t.name.as_str()),
            tier.map_or(0, |t| t.price_idr),
            session.is_free_trial,
            session.duration_minutes,
            session.requested_at,
            session.request_expires_at,
            session.topic.as_str()
        ],
    )?;
    Ok(())
}

/// Writes a session as it has become, if nobody has changed it since it was read. What `last_seq` and the marks are is not
/// the machine's business and stays.
pub(super) fn update(tx: &dyn Tx, record: &Record) -> Result<bool, StoreError> {
    let session = &record.session;
    let notice_at = match record.state {
        State::Active { notice_at, .. } => notice_at,
        _ => None,
    };
    tx.changes_one(
        "update chat_sessions
            set status = ?3,
                mitra_id = ?4,
                started_at = ?5,
                expires_at = ?6,
                notice_at = ?7,
                closing_at = ?8,
                grace_ends_at = ?9,
                ended_at = ?10,
                end_reason = ?11,
                deadline_at = ?12,
                version = version + 1
          where id = ?1 and version = ?2",
        params![
            session.id,
            record.version,
            session.status.as_str(),
            session.mitra.as_ref().map(|m| m.id),
            session.started_at,
            session.expires_at,
            notice_at,
            session.closing_at,
            session.grace_ends_at,
            session.ended_at,
            session.end_reason.map(EndReason::as_str),
            deadline(&record.state)
        ],
    )
}

pub(super) fn set_topic(
    tx: &dyn Tx,
    id: SessionId,
    version: i64,
    topic: Topic,
) -> Result<bool, StoreError> {
    tx.changes_one(
        "update chat_sessions
            set topic_sensitivity = ?3, version = version + 1
          where id = ?1 and version = ?2",
        params![id, version, topic.as_str()],
    )
}

pub(super) fn insert_extension(
    tx: &dyn Tx,
    session: SessionId,
    extension: &Extension,
    asked_from: AskedFrom,
) -> Result<(), StoreError> {
    let (from, left, reason, since) = match asked_from {
        AskedFrom::Active => ("active", None, None, None),
        AskedFrom::Closing {
            reason,
            closing_at,
            grace_left_ms,
        } => (
            "closing",
            Some(grace_left_ms),
            Some(reason.as_str()),
            Some(closing_at),
        ),
    };
    tx.execute(
        "insert into session_extensions (id, session_id, price_tier_id, price_tier_name, duration_minutes, price_idr,
                asked_from, grace_left_ms, closing_reason, closing_at, requested_at, respond_by)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        params![
            extension.id,
            session,
            extension.price_tier.id,
            &extension.price_tier.name,
            extension.price_tier.duration_minutes,
            extension.price_tier.price_idr,
            from,
            left,
            reason,
            since,
            extension.requested_at,
            extension.respond_by
        ],
    )?;
    Ok(())
}

pub(super) fn has_extension(
    tx: &dyn Tx,
    session: SessionId,
    extension: ExtensionId,
) -> Result<bool, StoreError> {
    tx.value(
        "select exists (select 1 from session_extensions where id = ?1 and session_id = ?2)",
        params![extension, session],
    )
}

pub(super) fn resolve_extension(
    tx: &dyn Tx,
    id: ExtensionId,
    outcome: Outcome,
    at: Timestamp,
) -> Result<bool, StoreError> {
    tx.changes_one(
        "update session_extensions
            set status = ?2, resolved_at = ?3
          where id = ?1 and status = 'pending'",
        params![id, outcome.as_str(), at],
    )
}

pub(super) fn insert_goodbye(
    tx: &dyn Tx,
    session: SessionId,
    from: Party,
    message: Option<&str>,
    rating: Option<i64>,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into session_goodbyes (session_id, sender, message, rating, created_at)
         values (?1, ?2, ?3, ?4, ?5)",
        params![session, from.as_str(), message, rating, now],
    )?;
    Ok(())
}

pub(super) fn goodbye(
    tx: &dyn Tx,
    session: SessionId,
    of: Party,
) -> Result<Option<Said>, StoreError> {
    tx.row(
        "select message, created_at
           from session_goodbyes
          where session_id = ?1 and sender = ?2",
        params![session, of.as_str()],
    )?
    .map(|row| {
        Ok(Said {
            message: row.get(0)?,
            at: row.get(1)?,
        })
    })
    .transpose()
}

/// Sessions whose deadline has come, the longest overdue first.
pub(super) fn due(tx: &dyn Tx, now: Timestamp, limit: usize) -> Result<Vec<SessionId>, StoreError> {
    tx.rows(
        "select id
           from chat_sessions
          where deadline_at <= ?1
          order by deadline_at
          limit ?2",
        params![now, limit as i64],
    )?
    .iter()
    .map(|row| row.get(0))
    .collect()
}

/// The same, of those that a mitra has; of all mitras, if none is named.
pub(super) fn overdue(
    tx: &dyn Tx,
    mitra: Option<MitraId>,
    now: Timestamp,
    limit: usize,
) -> Result<Vec<SessionId>, StoreError> {
    tx.rows(
        "select id
           from chat_sessions
          where deadline_at <= ?1
            and mitra_id is not null
            and (?2 is null or mitra_id = ?2)
          order by deadline_at
          limit ?3",
        params![now, mitra, limit as i64],
    )?
    .iter()
    .map(|row| row.get(0))
    .collect()
}

/// All that have not ended, each with the deadline that its row has.
pub(super) fn deadlines(tx: &dyn Tx) -> Result<Vec<(SessionId, Option<Timestamp>)>, StoreError> {
    tx.rows(
        "select id, deadline_at
           from chat_sessions
          where ended_at is null",
        params![],
    )?
    .iter()
    .map(|row| Ok((row.get(0)?, row.get(1)?)))
    .collect()
}

pub(super) fn set_deadline(
    tx: &dyn Tx,
    id: SessionId,
    deadline_at: Option<Timestamp>,
) -> Result<(), StoreError> {
    tx.execute(
        "update chat_sessions
            set deadline_at = ?2
          where id = ?1",
        params![id, deadline_at],
    )?;
    Ok(())
}

pub(super) fn next_deadline(
    tx: &dyn Tx,
    after: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    tx.value(
        "select min(deadline_at) from chat_sessions where deadline_at > ?1",
        params![after],
    )
}
