//! Rows of `session_texts`: what the index was told of each session that is over.

use crate::{
    clock::Timestamp,
    domain::ngrams::numbers_around,
    params,
    store::{StoreError, Tx, TxExt},
};

/// What the index is told of a session, under which number.
pub(in crate::domain::ngrams) struct Entry {
    pub(in crate::domain::ngrams) number: i64,
    /// A line of its customer's name in lower case, and one of their phone.
    pub(in crate::domain::ngrams) text: String,
    pub(in crate::domain::ngrams) status: String,
    pub(in crate::domain::ngrams) topic: String,
    pub(in crate::domain::ngrams) mitra: Option<String>,
}

/// The number under which the index had a session.
pub(in crate::domain::ngrams) fn take_out(
    tx: &dyn Tx,
    id: &str,
) -> Result<Option<i64>, StoreError> {
    tx.row(
        "delete from session_texts where session_id = ?1 returning number",
        params![id],
    )?
    .map(|row| row.get(0))
    .transpose()
}

/// What the index is to be told of a session, if it is there and over.
pub(in crate::domain::ngrams) fn put_in(
    tx: &dyn Tx,
    id: &str,
) -> Result<Option<Entry>, StoreError> {
    let row = tx.row(
        "select s.requested_at, s.status, s.topic_sensitivity, s.mitra_id,
                lower(c.display_name) || char(10) || coalesce(c.phone, '')
           from chat_sessions s
           join customers c on c.id = s.customer_id
          where s.id = ?1 and s.ended_at is not null",
        params![id],
    )?;
    let Some(row) = row else {
        return Ok(None);
    };
    let requested_at: Timestamp = row.get(0)?;
    let text: String = row.get(4)?;
    let numbers = numbers_around(requested_at);
    let number = tx.value(
        "insert into session_texts (number, session_id, requested_at, text)
         select coalesce(max(number) + 1, ?4), ?1, ?2, ?3
           from session_texts
          where number between ?4 and ?5
         returning number",
        params![id, requested_at, &text, *numbers.start(), *numbers.end()],
    )?;
    Ok(Some(Entry {
        number,
        text,
        status: row.get(1)?,
        topic: row.get(2)?,
        mitra: row.get(3)?,
    }))
}

pub(in crate::domain::ngrams) fn forget(tx: &dyn Tx, number: i64) -> Result<usize, StoreError> {
    tx.execute(
        "delete from session_grams where rowid = ?1",
        params![number],
    )
}
