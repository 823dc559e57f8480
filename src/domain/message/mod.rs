//! What is said in a session. Messages of a session are numbered by `seq` from 1 without a gap; a message is there once its
//! transaction is on the disk, and never changes afterwards but for its marks, which only move forward.
//!
//! Sending is the hottest path of Curhat: `send.rs` gets by with two statements and reads no setting. How far each side has
//! come, and how much it has not read, stands in the session's row, so that lists need not count.

mod marks;
mod send;
mod sql;

use uuid::Uuid;

pub use self::{
    marks::mark,
    send::{NewMessage, Sent, send},
};
use super::{
    ctx::Ctx,
    error::{Code, Error},
    ids::SessionId,
    page::{self, DEFAULT_LIMIT},
    session::{Participant, Parties, Party},
};
use crate::{clock::Timestamp, store::Tx};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub id: Uuid,
    pub session: SessionId,
    pub seq: i64,
    pub sender: Party,
    /// The sender's own id for it: the same message sent again is the same message.
    pub client_message_id: String,
    pub content: String,
    pub created_at: Timestamp,
    pub delivered_at: Option<Timestamp>,
    pub read_at: Option<Timestamp>,
}

/// How far a message has come, as its receiver says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Delivered,
    Read,
}

impl Mark {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Read => "read",
        }
    }
}

/// A piece of a conversation to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    pub from: From,
    pub limit: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// The newest.
    End,
    /// Those just before this one.
    Before(i64),
    /// Those just after this one.
    After(i64),
}

impl Window {
    /// From the query.
    pub fn parse(
        before: Option<&str>,
        after: Option<&str>,
        limit: Option<&str>,
    ) -> Result<Self, Error> {
        let seq = |name: &str, text: &str| match text.parse::<i64>() {
            Ok(seq) if seq >= 0 => Ok(seq),
            _ => Err(Error::field(name, "must be a whole number from 0")),
        };
        let from = match (before, after) {
            (None, None) => From::End,
            (Some(before), None) => From::Before(seq("before_seq", before)?),
            (None, Some(after)) => From::After(seq("after_seq", after)?),
            (Some(_), Some(_)) => {
                return Err(Error::field("before_seq", "can't be given with after_seq"));
            }
        };
        let limit = limit.map_or(Ok(DEFAULT_LIMIT), page::limit)?;
        Ok(Self { from, limit })
    }
}

/// Ascending by `seq`, and whether there are more in the direction of looking.
pub async fn history(
    ctx: &Ctx,
    who: Participant,
    session: SessionId,
    window: Window,
) -> Result<(Vec<Message>, bool), Error> {
    ctx.read(move |tx| {
        parties(tx, session, who)?;
        let limit = window.limit as usize;
        let fetch = i64::from(window.limit) + 1;
        let (mut found, descending) = match window.from {
            From::End => (sql::before(tx, session, i64::MAX, fetch)?, true),
            From::Before(seq) => (sql::before(tx, session, seq, fetch)?, true),
            From::After(seq) => (sql::after(tx, session, seq, fetch)?, false),
        };
        let has_more = found.len() > limit;
        found.truncate(limit);
        if descending {
            found.reverse();
        }
        Ok((found, has_more))
    })
    .await
}

/// The two of a session that `who` is a party of; any other: `NOT_FOUND`.
pub fn parties(tx: &dyn Tx, session: SessionId, who: Participant) -> Result<Parties, Error> {
    let progress = sql::progress(tx, session, who.party())?;
    progress
        .map(|progress| progress.parties)
        .filter(|parties| takes_part(*parties, who))
        .ok_or_else(|| Code::NotFound.into())
}

fn takes_part(parties: Parties, who: Participant) -> bool {
    match who {
        Participant::Customer(id) => parties.customer == id,
        Participant::Mitra(id) => parties.mitra == Some(id),
    }
}
