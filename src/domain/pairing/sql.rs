//! Rows of `chat_request_notifications`.

use super::{
    Offer,
    trace::{Absent, Called},
};
use crate::{
    clock::Timestamp,
    domain::{
        ids::{MitraId, SessionId},
        session::Topic,
    },
    params,
    store::{StoreError, Tx, TxExt},
};

/// Sends a request to every mitra who is online, active and below the limit; says to whom. A session that has a mitra and
/// has not ended counts.
pub(super) fn offer_to_all(
    tx: &dyn Tx,
    session: SessionId,
    topic: Topic,
    limit: i64,
    now: Timestamp,
) -> Result<Vec<MitraId>, StoreError> {
    tx.rows(
        "insert into chat_request_notifications (session_id, mitra_id, status, topic_sensitivity, active_session_count, created_at)
         select ?1, free.id, 'pending', ?4, free.load, ?3
           from (select m.id as id,
                        (select count(*) from chat_sessions s where s.mitra_id = m.id and s.ended_at is null) as load
                   from mitras m
                  where m.is_online = 1 and m.is_active = 1) free
          where free.load < ?2
         returning mitra_id",
        params![session, limit, now, topic.as_str()],
    )?
    .iter()
    .map(|row| row.get(0))
    .collect()
}

/// Sends a mitra the requests that are open and were not sent to them before; says which. Nobody who is offline, inactive or
/// at the limit.
pub(super) fn offer_all_to(
    tx: &dyn Tx,
    mitra: MitraId,
    limit: i64,
    now: Timestamp,
) -> Result<Vec<SessionId>, StoreError> {
    tx.rows(
        "insert into chat_request_notifications (session_id, mitra_id, status, topic_sensitivity, active_session_count, created_at)
         select r.id, free.id, 'pending', r.topic_sensitivity, free.load, ?3
           from (select m.id as id,
                        (select count(*) from chat_sessions s where s.mitra_id = m.id and s.ended_at is null) as load
                   from mitras m
                  where m.id = ?1 and m.is_online = 1 and m.is_active = 1) free
           join chat_sessions r on r.mitra_id is null and r.status = 'requested' and r.ended_at is null
          where free.load < ?2 and r.deadline_at > ?3
         on conflict (session_id, mitra_id) do nothing
         returning session_id",
        params![mitra, limit, now],
    )?
    .iter()
    .map(|row| row.get(0))
    .collect()
}

pub(super) fn find(
    tx: &dyn Tx,
    session: SessionId,
    mitra: MitraId,
) -> Result<Option<Offer>, StoreError> {
    tx.row(
        "select status from chat_request_notifications where session_id = ?1 and mitra_id = ?2",
        params![session, mitra],
    )?
    .map(|row| {
        let text: String = row.get(0)?;
        Offer::parse(&text).ok_or_else(|| {
            StoreError::Failed(format!("chat_request_notifications of {session}: {text}"))
        })
    })
    .transpose()
}

/// Writes one mitra's answer, if the row is as it was read.
pub(super) fn answer(
    tx: &dyn Tx,
    session: SessionId,
    mitra: MitraId,
    (from, to): (Offer, Offer),
    now: Timestamp,
) -> Result<bool, StoreError> {
    tx.changes_one(
        "update chat_request_notifications
            set status = ?4, responded_at = ?5
          where session_id = ?1 and mitra_id = ?2 and status = ?3",
        params![session, mitra, from.as_str(), to.as_str(), now],
    )
}

/// Closes what waits for an answer; says for whom.
pub(super) fn close(
    tx: &dyn Tx,
    session: SessionId,
    to: Offer,
    now: Timestamp,
) -> Result<Vec<MitraId>, StoreError> {
    tx.rows(
        "update chat_request_notifications
            set status = ?2, responded_at = ?3
          where session_id = ?1 and status = 'pending'
         returning mitra_id",
        params![session, to.as_str(), now],
    )?
    .iter()
    .map(|row| row.get(0))
    .collect()
}

pub(super) fn online(tx: &dyn Tx) -> Result<Vec<MitraId>, StoreError> {
    tx.rows(
        "select id from mitras where is_online = 1 and is_active = 1",
        params![],
    )?
    .iter()
    .map(|row| row.get(0))
    .collect()
}

/// Sessions that a mitra has at the moment.
pub(super) fn load(tx: &dyn Tx, mitra: MitraId) -> Result<i64, StoreError> {
    tx.value(
        "select count(*) from chat_sessions where mitra_id = ?1 and ended_at is null",
        params![mitra],
    )
}

/// Whether a mitra is left who could take a request: one who has it and has not answered, or one who is online, at the limit
/// and so has not got it yet.
pub(super) fn someone_could_take(tx: &dyn Tx, session: SessionId) -> Result<bool, StoreError> {
    tx.value(
        "select exists (
            select 1
              from chat_request_notifications n
              join mitras m on m.id = n.mitra_id
             where n.session_id = ?1 and n.status = 'pending' and m.is_active = 1
         ) or exists (
            select 1
              from mitras m
             where m.is_online = 1
               and m.is_active = 1
               and not exists (
                     select 1
                       from chat_request_notifications n
                      where n.session_id = ?1 and n.mitra_id = m.id)
         )",
        params![session],
    )
}

/// Open requests that wait for this mitra's answer, newest first.
pub(super) fn open_for(
    tx: &dyn Tx,
    mitra: MitraId,
    now: Timestamp,
) -> Result<Vec<SessionId>, StoreError> {
    tx.rows(
        "select r.id
           from chat_sessions r
           join chat_request_notifications n on n.session_id = r.id and n.mitra_id = ?1
           join mitras m on m.id = n.mitra_id
          where r.mitra_id is null
            and r.status = 'requested'
            and r.ended_at is null
            and r.deadline_at > ?2
            and n.status = 'pending'
            and m.is_active = 1
          order by r.requested_at desc, r.id desc",
        params![mitra, now],
    )?
    .iter()
    .map(|row| row.get(0))
    .collect()
}

/// To whom a request was sent, and what became of it, in that order.
pub(super) fn called(tx: &dyn Tx, session: SessionId) -> Result<Vec<Called>, StoreError> {
    tx.rows(
        "select n.mitra_id, m.display_name, n.status, n.created_at, n.responded_at, n.active_session_count
           from chat_request_notifications n
           join mitras m on m.id = n.mitra_id
          where n.session_id = ?1
          order by n.created_at, m.display_name, m.id",
        params![session],
    )?
    .iter()
    .map(|row| {
        let text: String = row.get(2)?;
        let offer = Offer::parse(&text).ok_or_else(|| {
            StoreError::Failed(format!("chat_request_notifications of {session}: {text}"))
        })?;
        Ok(Called {
            mitra: row.get(0)?,
            name: row.get(1)?,
            offer,
            called_at: row.get(3)?,
            closed_at: row.get(4)?,
            load: row.get(5)?,
        })
    })
    .collect()
}

/// Everybody else, with the sessions they had at the instant `at`.
pub(super) fn not_called(
    tx: &dyn Tx,
    session: SessionId,
    at: Timestamp,
) -> Result<Vec<Absent>, StoreError> {
    tx.rows(
        "select m.id, m.display_name, m.created_at, m.is_active, m.is_online,
                (select count(*)
                   from chat_sessions s
                  where s.mitra_id = m.id
                    and s.id != ?1
                    and s.started_at <= ?2
                    and (s.ended_at is null or s.ended_at > ?2))
           from mitras m
          where not exists (
                  select 1
                    from chat_request_notifications n
                   where n.session_id = ?1 and n.mitra_id = m.id)
          order by m.display_name, m.id",
        params![session, at],
    )?
    .iter()
    .map(|row| {
        Ok(Absent {
            mitra: row.get(0)?,
            name: row.get(1)?,
            created_at: row.get(2)?,
            is_active: row.get(3)?,
            is_online: row.get(4)?,
            load: row.get(5)?,
        })
    })
    .collect()
}
