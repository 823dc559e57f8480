//! Asking for a code: the limits, the new row, the message.

use std::sync::Arc;

use tracing::Instrument;

use super::{NotDelivered, OneTimeCode, Otp, OtpMessage, OtpSender, rules, sql};
use crate::{
    clock::Timestamp,
    domain::{
        account::Phone,
        config::{self, Config},
        ctx::{Ctx, Work},
        error::{Code, Error},
        hashing::Secret,
        ids::{OtpRequestId, UserType},
    },
    store::Tx,
};

/// A code is on its way.
#[derive(Debug, Clone, Copy)]
pub struct Requested {
    pub id: OtpRequestId,
    pub expires_in_seconds: i64,
    pub resend_after_seconds: i64,
}

/// Sends a code to `phone` for the app of `user_type`.
pub async fn request(
    ctx: &Ctx,
    otp: &Otp,
    user_type: UserType,
    phone: &str,
    ip: String,
) -> Result<Requested, Error> {
    let phone = otp.countries.admit(phone)?;
    let ip = rules::line(&ip);
    // Looked at before the code is hashed, so that a flood past the limits costs next to nothing; decided below.
    let (now, seen, most) = (ctx.now(), (phone.clone(), ip.clone()), otp.max_per_day);
    ctx.read(move |tx| within_limits(tx, &seen.0, &seen.1, most, now))
        .await?;
    let code = otp
        .test_phones
        .code(&phone, now)
        .unwrap_or_else(|| OneTimeCode::draw(ctx.entropy()));
    let code_hash = ctx
        .hashing()
        .hash(Secret::Code, code.reveal().to_owned())
        .await?;
    let to = phone.clone();
    let new = ctx
        .write(move |work| issue(work, &to, user_type, &code_hash, &ip, most))
        .await?;
    if let Some(sent) = new.mark {
        tracing::warn!(
            sent,
            most,
            "so many of the codes of 24 hours are sent (OTP_MAX_PER_DAY); after the last one nobody can sign in by phone"
        );
    }
    let message = OtpMessage {
        phone,
        code,
        reference: new.requested.id,
    };
    // On a task of its own: a client that hangs up must not leave a request that counts but was never sent.
    let requested = new.requested;
    tokio::spawn(deliver(ctx.clone(), otp.sender.clone(), message, new).in_current_span())
        .await
        .map_err(Error::internal)??;
    Ok(requested)
}

fn within_limits(
    tx: &dyn Tx,
    phone: &Phone,
    ip: &str,
    max_per_day: Option<u32>,
    now: Timestamp,
) -> Result<config::Otp, Error> {
    let limits = Config::load(tx)?.otp;
    let past = sql::past(tx, phone, ip, limits, max_per_day, now)?;
    rules::may_be_sent(past, limits, now)?;
    Ok(limits)
}

/// A code that was issued, and the ones that it put an end to, with the ends they had.
#[derive(Debug)]
struct New {
    requested: Requested,
    user_type: UserType,
    ended: Vec<(OtpRequestId, Timestamp)>,
    at: Timestamp,
    /// With this one so many were sent in a day that somebody is to be told.
    mark: Option<i64>,
}

fn issue(
    work: &mut Work<'_>,
    phone: &Phone,
    user_type: UserType,
    code_hash: &str,
    ip: &str,
    max_per_day: Option<u32>,
) -> Result<New, Error> {
    let (tx, now) = (work.tx, work.now);
    let limits = within_limits(tx, phone, ip, max_per_day, now)?;
    // One code per phone and app is good at a time: the newest.
    let ended = sql::living(tx, phone, user_type, now)?;
    for (earlier, expires_at) in &ended {
        sql::end_at(tx, *earlier, *expires_at, now)?;
    }
    let id = OtpRequestId::new(work.entropy, now);
    sql::insert(
        tx,
        id,
        phone,
        user_type,
        code_hash,
        limits.max_attempts,
        ip,
        now,
        now.plus_seconds(limits.expiry_seconds),
    )?;
    let mark = match max_per_day {
        None => None,
        Some(most) => {
            let sent = sql::sent_in_a_day(tx, now)?;
            rules::is_a_mark(sent, i64::from(most)).then_some(sent)
        }
    };
    Ok(New {
        requested: Requested {
            id,
            expires_in_seconds: limits.expiry_seconds,
            resend_after_seconds: limits.resend_cooldown_seconds,
        },
        user_type,
        ended,
        at: now,
        mark,
    })
}

async fn deliver(
    ctx: Ctx,
    sender: Arc<dyn OtpSender>,
    message: OtpMessage,
    new: New,
) -> Result<(), Error> {
    let Err(NotDelivered(cause)) = sender.send(&message).await else {
        tracing::debug!(otp.id = %message.reference, phone = %message.phone, "a code was sent");
        return Ok(());
    };
    tracing::warn!(otp.id = %message.reference, phone = %message.phone, cause, "a code could not be sent");
    ctx.write(move |work| withdraw(work, &message, &new))
        .await?;
    Err(Code::OtpDeliveryFailed.into())
}

/// As if it had not been asked for: it counts against no limit, and the code before it is good again, unless a newer one was
/// asked for while this one was on its way.
fn withdraw(work: &mut Work<'_>, message: &OtpMessage, new: &New) -> Result<(), Error> {
    sql::delete_undelivered(work.tx, message.reference)?;
    if sql::has_newer(
        work.tx,
        &message.phone,
        new.user_type,
        new.at,
        message.reference,
    )? {
        return Ok(());
    }
    for (earlier, expires_at) in &new.ended {
        sql::end_at(work.tx, *earlier, new.at, *expires_at)?;
    }
    Ok(())
}
