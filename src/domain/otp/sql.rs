//! Rows of `otp_requests`.

use super::rules::{Issued, Past, forgotten_by_all_until, forgotten_until};
use crate::{
    clock::Timestamp,
    domain::{
        account::Phone,
        config,
        ids::{OtpRequestId, UserType},
    },
    params,
    store::{Row, StoreError, Tx, TxExt},
};

/// Both kinds of users count together: it is one phone that rings.
pub(super) fn past(
    tx: &dyn Tx,
    phone: &Phone,
    ip: &str,
    limits: config::Otp,
    max_per_day: Option<u32>,
    now: Timestamp,
) -> Result<Past, StoreError> {
    // The nth latest, where n are allowed: if there is one, the limit is reached.
    let nth = |allowed: i64| (allowed - 1).max(0);
    let since = forgotten_until(now);
    Ok(Past {
        latest: instant(
            tx,
            "select max(created_at)
               from otp_requests
              where phone = ?1",
            params![phone.as_str()],
        )?,
        fills_phone: instant(
            tx,
            "select created_at
               from otp_requests
              where phone = ?1 and created_at > ?2
              order by created_at desc
              limit 1
             offset ?3",
            params![phone.as_str(), since, nth(limits.max_per_phone_per_hour)],
        )?,
        fills_ip: instant(
            tx,
            "select created_at
               from otp_requests
              where ip = ?1 and created_at > ?2
              order by created_at desc
              limit 1
             offset ?3",
            params![ip, since, nth(limits.max_per_ip_per_hour)],
        )?,
        fills_server: match max_per_day {
            None => None,
            Some(most) => instant(
                tx,
                "select created_at
                   from otp_requests
                  where created_at > ?1
                  order by created_at desc
                  limit 1
                 offset ?2",
                params![forgotten_by_all_until(now), nth(i64::from(most))],
            )?,
        },
    })
}

/// How many were sent in the last day.
pub(super) fn sent_in_a_day(tx: &dyn Tx, now: Timestamp) -> Result<i64, StoreError> {
    tx.value(
        "select count(*) from otp_requests where created_at > ?1",
        params![forgotten_by_all_until(now)],
    )
}

fn instant(
    tx: &dyn Tx,
    sql: &str,
    params: &[crate::store::Param<'_>],
) -> Result<Option<Timestamp>, StoreError> {
    tx.row(sql, params)?
        .map_or(Ok(None), |row| row.get::<Option<Timestamp>>(0))
}

#[expect(clippy::too_many_arguments, reason = "the columns of a new row")]
pub(super) fn insert(
    tx: &dyn Tx,
    id: OtpRequestId,
    phone: &Phone,
    user_type: UserType,
    code_hash: &str,
    max_attempts: i64,
    ip: &str,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into otp_requests (id, phone, user_type, code_hash, max_attempts, ip, created_at, expires_at)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            id,
            phone.as_str(),
            user_type,
            code_hash,
            max_attempts,
            ip,
            now,
            expires_at
        ],
    )?;
    Ok(())
}

/// Unused codes that could still be guessed, and until when.
pub(super) fn living(
    tx: &dyn Tx,
    phone: &Phone,
    user_type: UserType,
    now: Timestamp,
) -> Result<Vec<(OtpRequestId, Timestamp)>, StoreError> {
    tx.rows(
        "select id, expires_at
           from otp_requests
          where phone = ?1 and user_type = ?2 and used_at is null and expires_at > ?3",
        params![phone.as_str(), user_type, now],
    )?
    .iter()
    .map(|row| Ok((row.get(0)?, row.get(1)?)))
    .collect()
}

/// Moves the end of an unused code from `seen` to `expires_at`.
pub(super) fn end_at(
    tx: &dyn Tx,
    id: OtpRequestId,
    seen: Timestamp,
    expires_at: Timestamp,
) -> Result<bool, StoreError> {
    tx.changes_one(
        "update otp_requests
            set expires_at = ?3
          where id = ?1 and expires_at = ?2 and used_at is null",
        params![id, seen, expires_at],
    )
}

/// Whether another code was asked for after the one with this id, which was at `at`.
pub(super) fn has_newer(
    tx: &dyn Tx,
    phone: &Phone,
    user_type: UserType,
    at: Timestamp,
    id: OtpRequestId,
) -> Result<bool, StoreError> {
    tx.value(
        "select exists (
            select 1
              from otp_requests
             where phone = ?1 and user_type = ?2 and created_at >= ?3 and id > ?4
         )",
        params![phone.as_str(), user_type, at, id],
    )
}

/// Forgets a request that never reached its phone.
pub(super) fn delete_undelivered(tx: &dyn Tx, id: OtpRequestId) -> Result<bool, StoreError> {
    tx.changes_one(
        "delete from otp_requests where id = ?1 and used_at is null",
        params![id],
    )
}

pub(super) fn find(tx: &dyn Tx, id: OtpRequestId) -> Result<Option<Issued>, StoreError> {
    tx.row(
        "select phone, user_type, code_hash, attempts, max_attempts, expires_at, used_at
           from otp_requests
          where id = ?1",
        params![id],
    )?
    .as_ref()
    .map(to_issued)
    .transpose()
}

fn to_issued(row: &Row) -> Result<Issued, StoreError> {
    let phone: String = row.get(0)?;
    Ok(Issued {
        phone: Phone::parse(&phone)
            .map_err(|_| StoreError::Failed("otp_requests.phone is no phone".into()))?,
        user_type: row.get(1)?,
        code_hash: row.get(2)?,
        attempts: row.get(3)?,
        max_attempts: row.get(4)?,
        expires_at: row.get(5)?,
        is_used: row.get::<Option<Timestamp>>(6)?.is_some(),
    })
}

/// Counts one more guess, if one is left.
pub(super) fn reserve(tx: &dyn Tx, id: OtpRequestId) -> Result<bool, StoreError> {
    tx.changes_one(
        "update otp_requests
            set attempts = attempts + 1
          where id = ?1 and used_at is null and attempts < max_attempts",
        params![id],
    )
}

/// Takes a guess back that was not a wrong one.
pub(super) fn give_back(tx: &dyn Tx, id: OtpRequestId) -> Result<bool, StoreError> {
    tx.changes_one(
        "update otp_requests
            set attempts = attempts - 1
          where id = ?1 and attempts > 0",
        params![id],
    )
}

/// Uses the code up; false when it was used already. The guess was right, so it does not count.
pub(super) fn consume(tx: &dyn Tx, id: OtpRequestId, now: Timestamp) -> Result<bool, StoreError> {
    tx.changes_one(
        "update otp_requests
            set used_at = ?2, attempts = attempts - 1
          where id = ?1 and used_at is null and attempts > 0",
        params![id, now],
    )
}

pub(super) fn delete_created_until(tx: &dyn Tx, instant: Timestamp) -> Result<usize, StoreError> {
    tx.execute(
        "delete from otp_requests where created_at <= ?1",
        params![instant],
    )
}
