//! Sessions with both their sides and what happened in them. Which ones: `sql/question.rs`, and by name `sql/searched.rs`.

mod question;
mod searched;

pub(super) use self::{question::count, searched::Searched};

use self::question::Question;
use super::{Contact, Entry, Extension, Filter, Flip, Goodbye, Notification};
use crate::{
    domain::{
        ids::{PriceTierId, SessionId},
        page::Page,
        pairing::Offer,
        session::{EndReason, ExtensionStatus, Outcome, Party, Person, Status, TierCopy, Topic},
    },
    params,
    store::{Row, StoreError, Tx, TxExt},
};

const ENTRY: &str = "
    select s.id, s.status, s.topic_sensitivity,
           c.id, c.display_name, c.phone, m.id, m.display_name, m.phone,
           s.price_tier_id, s.price_tier_name, s.price_idr, s.is_free_trial, s.duration_minutes,
           s.requested_at, s.request_expires_at, s.started_at, s.expires_at,
           s.closing_at, s.grace_ends_at, s.ended_at, s.end_reason, s.last_seq
      from chat_sessions s
      join customers c on c.id = s.customer_id
      left join mitras m on m.id = s.mitra_id";

/// A page of the list.
pub(super) fn list(tx: &dyn Tx, filter: &Filter, page: &Page) -> Result<Vec<Entry>, StoreError> {
    let start = page.start();
    let mut question = Question::of(filter);
    question.and(
        "(s.requested_at, s.id) < (?at, ?id)",
        &[("?at", start.at.into()), ("?id", start.id.into())],
    );
    question.values.push(page.fetch().into());
    tx.rows(
        &format!(
            "{ENTRY}
              where {}
              order by s.requested_at desc, s.id desc
              limit ?{}",
            question.conditions,
            question.values.len()
        ),
        &question.values,
    )?
    .iter()
    .map(to_entry)
    .collect()
}

/// Those with these ids, a JSON list, newest first.
pub(super) fn with(tx: &dyn Tx, ids: &str) -> Result<Vec<Entry>, StoreError> {
    tx.rows(
        &format!(
            "{ENTRY}
              where s.id in (select value from json_each(?1))
              order by +s.requested_at desc, s.id desc"
        ),
        params![ids],
    )?
    .iter()
    .map(to_entry)
    .collect()
}

pub(super) fn find(tx: &dyn Tx, id: SessionId) -> Result<Option<Entry>, StoreError> {
    tx.row(&format!("{ENTRY} where s.id = ?1"), params![id])?
        .as_ref()
        .map(to_entry)
        .transpose()
}

fn to_entry(row: &Row) -> Result<Entry, StoreError> {
    let duration_minutes = row.get(13)?;
    let price_idr = row.get(11)?;
    let tier: (Option<PriceTierId>, Option<String>) = (row.get(9)?, row.get(10)?);
    let mitra: (Option<uuid::Uuid>, Option<String>, Option<String>) =
        (row.get(6)?, row.get(7)?, row.get(8)?);
    Ok(Entry {
        id: row.get(0)?,
        status: word(row, 1, Status::parse)?,
        topic: word(row, 2, Topic::parse)?,
        customer: Contact {
            id: row.get(3)?,
            display_name: row.get(4)?,
            phone: row.get(5)?,
        },
        mitra: mitra.0.zip(mitra.1).map(|(id, display_name)| Contact {
            id,
            display_name,
            phone: mitra.2,
        }),
        price_tier: tier.0.zip(tier.1).map(|(id, name)| TierCopy {
            id,
            name,
            duration_minutes,
            price_idr,
        }),
        price_idr,
        is_free_trial: row.get(12)?,
        duration_minutes,
        requested_at: row.get(14)?,
        request_expires_at: row.get(15)?,
        started_at: row.get(16)?,
        expires_at: row.get(17)?,
        closing_at: row.get(18)?,
        grace_ends_at: row.get(19)?,
        ended_at: row.get(20)?,
        end_reason: match row.get::<Option<String>>(21)? {
            Some(_) => Some(word(row, 21, EndReason::parse)?),
            None => None,
        },
        message_count: row.get(22)?,
    })
}

fn word<T>(row: &Row, column: usize, parse: fn(&str) -> Option<T>) -> Result<T, StoreError> {
    let text: String = row.get(column)?;
    parse(&text).ok_or_else(|| StoreError::Failed(format!("column {column} holds {text}")))
}

pub(super) fn flips(tx: &dyn Tx, id: SessionId) -> Result<Vec<Flip>, StoreError> {
    tx.rows(
        "select m.id, m.display_name, l.from_value, l.to_value, l.created_at
           from session_sensitivity_log l
           join mitras m on m.id = l.changed_by_mitra_id
          where l.session_id = ?1
          order by l.created_at, l.id",
        params![id],
    )?
    .iter()
    .map(|row| {
        Ok(Flip {
            mitra: Person {
                id: row.get(0)?,
                display_name: row.get(1)?,
            },
            from: word(row, 2, Topic::parse)?,
            to: word(row, 3, Topic::parse)?,
            created_at: row.get(4)?,
        })
    })
    .collect()
}

pub(super) fn notifications(tx: &dyn Tx, id: SessionId) -> Result<Vec<Notification>, StoreError> {
    tx.rows(
        "select m.id, m.display_name, n.status, n.topic_sensitivity, n.active_session_count, n.created_at, n.responded_at
           from chat_request_notifications n
           join mitras m on m.id = n.mitra_id
          where n.session_id = ?1
          order by n.created_at, n.mitra_id",
        params![id],
    )?
    .iter()
    .map(|row| {
        Ok(Notification {
            mitra: Person {
                id: row.get(0)?,
                display_name: row.get(1)?,
            },
            status: word(row, 2, Offer::parse)?,
            topic: word(row, 3, Topic::parse)?,
            active_session_count: row.get(4)?,
            created_at: row.get(5)?,
            responded_at: row.get(6)?,
        })
    })
    .collect()
}

pub(super) fn extensions(tx: &dyn Tx, id: SessionId) -> Result<Vec<Extension>, StoreError> {
    tx.rows(
        "select id, status, price_tier_id, price_tier_name, duration_minutes, price_idr, requested_at, respond_by, resolved_at
           from session_extensions
          where session_id = ?1
          order by requested_at, id",
        params![id],
    )?
    .iter()
    .map(|row| {
        Ok(Extension {
            id: row.get(0)?,
            status: word(row, 1, |text| match text {
                "pending" => Some(ExtensionStatus::Pending),
                text => Outcome::parse(text).map(ExtensionStatus::Resolved),
            })?,
            price_tier: TierCopy {
                id: row.get(2)?,
                name: row.get(3)?,
                duration_minutes: row.get(4)?,
                price_idr: row.get(5)?,
            },
            requested_at: row.get(6)?,
            respond_by: row.get(7)?,
            resolved_at: row.get(8)?,
        })
    })
    .collect()
}

pub(super) fn goodbyes(tx: &dyn Tx, id: SessionId) -> Result<Vec<Goodbye>, StoreError> {
    tx.rows(
        "select sender, rating, created_at
           from session_goodbyes
          where session_id = ?1
          order by created_at, sender",
        params![id],
    )?
    .iter()
    .map(|row| {
        Ok(Goodbye {
            from: word(row, 0, Party::parse)?,
            rating: row.get(1)?,
            created_at: row.get(2)?,
        })
    })
    .collect()
}
