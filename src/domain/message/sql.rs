//! Rows of `chat_messages`, and what a session's row says of its messages: the latest number, how far each side has come.

use uuid::Uuid;

use super::{Mark, Message};
use crate::{
    clock::Timestamp,
    domain::{
        ids::SessionId,
        session::{Participant, Parties, Party},
    },
    params,
    store::{Row, StoreError, Tx, TxExt},
};

/// The next number of a session, and who hears of it.
pub(super) struct Number {
    pub(super) seq: i64,
    pub(super) parties: Parties,
}

/// Takes the next number, if `who` is a party and messages may be sent without a look at the machine.
pub(super) fn take_number(
    tx: &dyn Tx,
    session: SessionId,
    who: Participant,
    now: Timestamp,
) -> Result<Option<Number>, StoreError> {
    let (sql, id) = match who {
        Participant::Customer(id) => (
            "update chat_sessions
                set last_seq = last_seq + 1, mitra_unread = mitra_unread + 1
              where id = ?1
                and customer_id = ?2
                and status in ('active', 'extending', 'closing')
                and deadline_at > ?3
             returning last_seq, customer_id, mitra_id",
            id.0,
        ),
        Participant::Mitra(id) => (
            "update chat_sessions
                set last_seq = last_seq + 1, customer_unread = customer_unread + 1
              where id = ?1
                and mitra_id = ?2
                and status in ('active', 'extending', 'closing')
                and deadline_at > ?3
             returning last_seq, customer_id, mitra_id",
            id.0,
        ),
    };
    tx.row(sql, params![session, id, now])?
        .map(|row| {
            Ok(Number {
                seq: row.get(0)?,
                parties: Parties {
                    customer: row.get(1)?,
                    mitra: row.get(2)?,
                },
            })
        })
        .transpose()
}

/// For a message that turned out to be there already.
pub(super) fn give_number_back(
    tx: &dyn Tx,
    session: SessionId,
    sender: Party,
) -> Result<(), StoreError> {
    let sql = match sender {
        Party::Customer => {
            "update chat_sessions
                set last_seq = last_seq - 1, mitra_unread = mitra_unread - 1
              where id = ?1"
        }
        Party::Mitra => {
            "update chat_sessions
                set last_seq = last_seq - 1, customer_unread = customer_unread - 1
              where id = ?1"
        }
    };
    tx.execute(sql, params![session])?;
    Ok(())
}

/// Says whether it was new.
pub(super) fn insert(tx: &dyn Tx, message: &Message) -> Result<bool, StoreError> {
    tx.changes_one(
        "insert into chat_messages (session_id, seq, id, sender, client_message_id, content, created_at)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         on conflict (session_id, sender, client_message_id) do nothing",
        params![
            message.session.0.as_bytes().as_slice(),
            message.seq,
            message.id.as_bytes().as_slice(),
            message.sender.as_str(),
            &message.client_message_id,
            &message.content,
            message.created_at
        ],
    )
}

const MESSAGE: &str = "
    select seq, id, sender, client_message_id, content, created_at, delivered_at, read_at
      from chat_messages";

fn to_message(session: SessionId, row: &Row) -> Result<Message, StoreError> {
    let wrong = |what: &str| StoreError::Failed(format!("chat_messages of {session}: {what}"));
    let id: Vec<u8> = row.get(1)?;
    let sender: String = row.get(2)?;
    Ok(Message {
        session,
        seq: row.get(0)?,
        id: Uuid::from_slice(&id).map_err(|_| wrong("an id of other than 16 bytes"))?,
        sender: Party::parse(&sender).ok_or_else(|| wrong(&sender))?,
        client_message_id: row.get(3)?,
        content: row.get(4)?,
        created_at: row.get(5)?,
        delivered_at: row.get(6)?,
        read_at: row.get(7)?,
    })
}

pub(super) fn find(
    tx: &dyn Tx,
    session: SessionId,
    sender: Party,
    client_message_id: &str,
) -> Result<Option<Message>, StoreError> {
    tx.row(
        &format!("{MESSAGE} where session_id = ?1 and sender = ?2 and client_message_id = ?3"),
        params![
            session.0.as_bytes().as_slice(),
            sender.as_str(),
            client_message_id
        ],
    )?
    .map(|row| to_message(session, &row))
    .transpose()
}

/// The latest before `seq`, descending.
pub(super) fn before(
    tx: &dyn Tx,
    session: SessionId,
    seq: i64,
    limit: i64,
) -> Result<Vec<Message>, StoreError> {
    tx.rows(
        &format!("{MESSAGE} where session_id = ?1 and seq < ?2 order by seq desc limit ?3"),
        params![session.0.as_bytes().as_slice(), seq, limit],
    )?
    .iter()
    .map(|row| to_message(session, row))
    .collect()
}

/// The first after `seq`, ascending.
pub(super) fn after(
    tx: &dyn Tx,
    session: SessionId,
    seq: i64,
    limit: i64,
) -> Result<Vec<Message>, StoreError> {
    tx.rows(
        &format!("{MESSAGE} where session_id = ?1 and seq > ?2 order by seq limit ?3"),
        params![session.0.as_bytes().as_slice(), seq, limit],
    )?
    .iter()
    .map(|row| to_message(session, row))
    .collect()
}

/// How far one side has come in what the other has said.
#[derive(Debug, Clone, Copy)]
pub(super) struct Progress {
    pub(super) parties: Parties,
    pub(super) last_seq: i64,
    pub(super) delivered: i64,
    pub(super) read: i64,
    pub(super) unread: i64,
}

pub(super) fn progress(
    tx: &dyn Tx,
    session: SessionId,
    of: Party,
) -> Result<Option<Progress>, StoreError> {
    let sql = match of {
        Party::Customer => {
            "select customer_id, mitra_id, last_seq, customer_delivered_seq, customer_read_seq, customer_unread
               from chat_sessions
              where id = ?1"
        }
        Party::Mitra => {
            "select customer_id, mitra_id, last_seq, mitra_delivered_seq, mitra_read_seq, mitra_unread
               from chat_sessions
              where id = ?1"
        }
    };
    tx.row(sql, params![session])?
        .map(|row| {
            Ok(Progress {
                parties: Parties {
                    customer: row.get(0)?,
                    mitra: row.get(1)?,
                },
                last_seq: row.get(2)?,
                delivered: row.get(3)?,
                read: row.get(4)?,
                unread: row.get(5)?,
            })
        })
        .transpose()
}

/// Saves it, if it is what it was.
pub(super) fn save_progress(
    tx: &dyn Tx,
    session: SessionId,
    of: Party,
    before: &Progress,
    after: &Progress,
) -> Result<bool, StoreError> {
    let sql = match of {
        Party::Customer => {
            "update chat_sessions
                set customer_delivered_seq = ?4, customer_read_seq = ?5, customer_unread = ?6
              where id = ?1 and customer_delivered_seq = ?2 and customer_read_seq = ?3"
        }
        Party::Mitra => {
            "update chat_sessions
                set mitra_delivered_seq = ?4, mitra_read_seq = ?5, mitra_unread = ?6
              where id = ?1 and mitra_delivered_seq = ?2 and mitra_read_seq = ?3"
        }
    };
    tx.changes_one(
        sql,
        params![
            session,
            before.delivered,
            before.read,
            after.delivered,
            after.read,
            after.unread
        ],
    )
}

/// Marks what the other side of `by` has said after one number and up to another; says how many that were.
pub(super) fn mark_messages(
    tx: &dyn Tx,
    session: SessionId,
    by: Party,
    mark: Mark,
    (after, up_to): (i64, i64),
    now: Timestamp,
) -> Result<usize, StoreError> {
    let sql = match mark {
        Mark::Delivered => {
            "update chat_messages
                set delivered_at = ?5
              where session_id = ?1 and seq > ?2 and seq <= ?3 and sender = ?4 and delivered_at is null"
        }
        Mark::Read => {
            "update chat_messages
                set read_at = ?5, delivered_at = coalesce(delivered_at, ?5)
              where session_id = ?1 and seq > ?2 and seq <= ?3 and sender = ?4 and read_at is null"
        }
    };
    let sender = match by {
        Party::Customer => Party::Mitra,
        Party::Mitra => Party::Customer,
    };
    tx.execute(
        sql,
        params![
            session.0.as_bytes().as_slice(),
            after,
            up_to,
            sender.as_str(),
            now
        ],
    )
}
