//! The rows of a made-up month.

use super::{
    month::REQUEST_SECONDS,
    people::People,
    story::{Call, Ended, Story, Talk},
};
use crate::{
    clock::Timestamp,
    domain::ids::SessionId,
    params,
    store::{StoreError, Tx, TxExt},
};

pub fn has_customers(tx: &dyn Tx) -> Result<bool, StoreError> {
    tx.value("select exists (select 1 from customers)", params![])
}

pub fn insert_people(tx: &dyn Tx, people: &People) -> Result<(), StoreError> {
    for mitra in &people.mitras {
        tx.execute(
            "insert into mitras (id, display_name, phone, is_active, is_online, last_ping_at, created_at, updated_at)
             values (?1, ?2, ?3, ?4, ?5, null, ?6, ?6)",
            params![
                mitra.id,
                &mitra.name,
                &mitra.phone,
                mitra.is_active,
                mitra.is_online,
                mitra.since
            ],
        )?;
    }
    for customer in &people.customers {
        tx.execute(
            "insert into customers (id, display_name, phone, created_at, updated_at)
             values (?1, ?2, ?3, ?4, ?4)",
            params![
                customer.id,
                &customer.name,
                customer.phone.as_deref(),
                customer.since
            ],
        )?;
    }
    Ok(())
}

pub fn insert_story(tx: &dyn Tx, story: &Story) -> Result<(), StoreError> {
    insert_request(tx, story)?;
    for call in &story.calls {
        insert_call(tx, story, call)?;
    }
    match &story.ended {
        Ended::Waiting => Ok(()),
        Ended::Expired => {
            let at = story.requested_at.plus_seconds(REQUEST_SECONDS);
            end_request(tx, story.id, "expired", "no_mitra", at)
        }
        Ended::Cancelled(at) => {
            end_request(tx, story.id, "cancelled", "cancelled_by_customer", *at)
        }
        Ended::Talked(talk) => insert_talk(tx, story, talk),
    }
}

fn insert_request(tx: &dyn Tx, story: &Story) -> Result<(), StoreError> {
    let closes_at = story.requested_at.plus_seconds(REQUEST_SECONDS);
    let paid = (!story.is_free_trial).then_some(&story.tier);
    tx.execute(
        "insert into chat_sessions
           (id, customer_id, status, price_tier_id, price_tier_name, price_idr, is_free_trial, duration_minutes,
            requested_at, request_expires_at, deadline_at, topic_sensitivity)
         values (?1, ?2, 'requested', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10)",
        params![
            story.id,
            story.customer,
            paid.map(|tier| tier.id),
            paid.map(|tier| tier.name.as_str()),
            paid.map_or(0, |tier| tier.price_idr),
            story.is_free_trial,
            paid.map_or(5, |tier| tier.duration_minutes),
            story.requested_at,
            closes_at,
            topic(story.is_sensitive)
        ],
    )?;
    Ok(())
}

/// How many sessions each mitra had when they were called: known once all stories are told.
pub fn count_loads(tx: &dyn Tx) -> Result<(), StoreError> {
    tx.execute(
        "update chat_request_notifications
            set active_session_count = (
                  select count(*)
                    from chat_sessions s
                   where s.mitra_id = chat_request_notifications.mitra_id
                     and s.id != chat_request_notifications.session_id
                     and s.started_at <= chat_request_notifications.created_at
                     and (s.ended_at is null or s.ended_at > chat_request_notifications.created_at))",
        params![],
    )?;
    Ok(())
}

fn insert_call(tx: &dyn Tx, story: &Story, call: &Call) -> Result<(), StoreError> {
    tx.execute(
        "insert into chat_request_notifications
           (session_id, mitra_id, status, topic_sensitivity, active_session_count, created_at, responded_at)
         values (?1, ?2, ?3, ?4, 0, ?5, ?6)",
        params![
            story.id,
            call.mitra,
            call.status,
            topic(began_sensitive(story)),
            story.requested_at,
            call.responded_at
        ],
    )?;
    Ok(())
}

fn end_request(
    tx: &dyn Tx,
    id: SessionId,
    status: &str,
    reason: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "update chat_sessions
            set status = ?2, end_reason = ?3, ended_at = ?4, deadline_at = null
          where id = ?1",
        params![id, status, reason, at],
    )?;
    Ok(())
}

fn insert_talk(tx: &dyn Tx, story: &Story, talk: &Talk) -> Result<(), StoreError> {
    let notice_at = talk.expires_at.plus_seconds(-300);
    let notice_at = Some(notice_at).filter(|&at| talk.ending.is_none() && at > talk.started_at);
    let ending = talk.ending.as_ref();
    let deadline = notice_at.or(ending.is_none().then_some(talk.expires_at));
    let count = |by_customer: bool| {
        let theirs = talk
            .messages
            .iter()
            .rposition(|m| m.by_customer == by_customer);
        theirs.map_or(0, |last| i64::try_from(last + 1).unwrap_or(i64::MAX))
    };
    let last_seq = i64::try_from(talk.messages.len()).unwrap_or(i64::MAX);
    let (for_mitra, for_customer) = (count(true), count(false));
    tx.execute(
        "update chat_sessions
            set status = ?2, mitra_id = ?3, started_at = ?4, expires_at = ?5, notice_at = ?6, deadline_at = ?7,
                closing_at = ?8, grace_ends_at = ?9, ended_at = ?10, end_reason = ?11, last_seq = ?12,
                customer_delivered_seq = ?13, customer_read_seq = ?13, mitra_delivered_seq = ?14, mitra_read_seq = ?14
          where id = ?1",
        params![
            story.id,
            if ending.is_some() { "completed" } else { "active" },
            talk.mitra,
            talk.started_at,
            talk.expires_at,
            notice_at,
            deadline,
            ending.map(|e| e.closing_at),
            ending.map(|e| e.grace_ends_at),
            ending.map(|e| e.ended_at),
            ending.map(|e| e.reason),
            last_seq,
            for_customer,
            for_mitra
        ],
    )?;
    insert_messages(tx, story.id, talk)?;
    insert_extension(tx, story.id, talk)?;
    for goodbye in ending.iter().flat_map(|e| &e.goodbyes) {
        tx.execute(
            "insert into session_goodbyes (session_id, sender, message, rating, created_at)
             values (?1, ?2, ?3, ?4, ?5)",
            params![
                story.id,
                goodbye.sender,
                goodbye.message,
                goodbye.rating,
                goodbye.at
            ],
        )?;
    }
    for flip in &talk.flips {
        tx.execute(
            "insert into session_sensitivity_log (id, session_id, changed_by_mitra_id, from_value, to_value, created_at)
             values (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                flip.id,
                story.id,
                talk.mitra,
                topic(!flip.to_sensitive),
                topic(flip.to_sensitive),
                flip.at
            ],
        )?;
    }
    Ok(())
}

fn insert_messages(tx: &dyn Tx, session: SessionId, talk: &Talk) -> Result<(), StoreError> {
    for (said, seq) in talk.messages.iter().zip(1i64..) {
        tx.execute(
            "insert into chat_messages
               (session_id, seq, id, sender, client_message_id, content, created_at, delivered_at, read_at)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                session.0.as_bytes().as_slice(),
                seq,
                said.id.as_bytes().as_slice(),
                if said.by_customer { "customer" } else { "mitra" },
                &said.id.to_string(),
                said.content,
                said.at,
                said.at.plus_seconds(1),
                said.at.plus_seconds(3)
            ],
        )?;
    }
    Ok(())
}

fn insert_extension(tx: &dyn Tx, session: SessionId, talk: &Talk) -> Result<(), StoreError> {
    let Some(extended) = &talk.extension else {
        return Ok(());
    };
    tx.execute(
        "insert into session_extensions
           (id, session_id, status, price_tier_id, price_tier_name, duration_minutes, price_idr, asked_from,
            requested_at, respond_by, resolved_at)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'active', ?8, ?9, ?10)",
        params![
            extended.id,
            session,
            extended.status,
            extended.tier.id,
            &extended.tier.name,
            extended.tier.duration_minutes,
            extended.tier.price_idr,
            extended.requested_at,
            extended.requested_at.plus_seconds(60),
            extended.resolved_at
        ],
    )?;
    Ok(())
}

/// How the request was marked, before any mitra changed it.
fn began_sensitive(story: &Story) -> bool {
    match &story.ended {
        Ended::Talked(talk) => talk
            .flips
            .first()
            .map_or(story.is_sensitive, |first| !first.to_sensitive),
        _ => story.is_sensitive,
    }
}

fn topic(is_sensitive: bool) -> &'static str {
    if is_sensitive { "sensitive" } else { "regular" }
}

/// Moves a session under way, and the calls that led to it, so many milliseconds back.
pub fn move_back(tx: &dyn Tx, id: SessionId, by_millis: i64) -> Result<bool, StoreError> {
    tx.execute(
        "update chat_request_notifications
            set created_at = created_at - ?2, responded_at = responded_at - ?2
          where session_id = ?1",
        params![id, by_millis],
    )?;
    tx.changes_one(
        "update chat_sessions
            set requested_at = requested_at - ?2, request_expires_at = request_expires_at - ?2,
                started_at = started_at - ?2, expires_at = expires_at - ?2, notice_at = notice_at - ?2,
                deadline_at = deadline_at - ?2, version = version + 1
          where id = ?1 and status = 'active'",
        params![id, by_millis],
    )
}

pub fn clear(tx: &dyn Tx) -> Result<(), StoreError> {
    for sql in [
        "delete from session_sensitivity_log",
        "delete from session_goodbyes",
        "delete from session_extensions",
        "delete from mitra_activity_days",
        "delete from chat_request_notifications",
        "delete from chat_messages",
        "delete from chat_sessions",
        "delete from device_tokens",
        "delete from otp_requests",
        "delete from idempotency_keys",
        "delete from auth_sessions where user_type != 'control_center'",
        "delete from customers",
        "delete from mitras",
    ] {
        tx.execute(sql, params![])?;
    }
    Ok(())
}
