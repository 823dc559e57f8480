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
    let (now, seen) = (ctx.now(), (phone.clone(), ip.clone()));
    ctx.read(move |tx| within_limits(tx, &seen.0, &seen.1, now))
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
        .write(move |work| issue(work, &to, user_type, &code_hash, &ip))
        .await?;
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
    now: Timestamp,
) -> Result<config::Otp, Error> {
    let limits = Config::load(tx)?.otp;
    rules::may_be_sent(sql::past(tx, phone, ip, limits, now)?, limits, now)?;
    Ok(limits)
}

/// A code that was issued, and the ones that it put an end to, with the ends they had.
#[derive(Debug)]
struct New {
    requested: Requested,
    ended: Vec<(OtpRequestId, Timestamp)>,
    at: Timestamp,
}

fn issue(
    work: &mut Work<'_>,
    phone: &Phone,
    user_type: UserType,
    code_hash: &str,
    ip: &str,
) -> Result<New, Error> {
    let (tx, now) = (work.tx, work.now);
    let limits = within_limits(tx, phone, ip, now)?;
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
    Ok(New {
        requested: Requested {
            id,
            expires_in_seconds: limits.expiry_seconds,
            resend_after_seconds: limits.resend_cooldown_seconds,
        },
        ended,
        at: now,
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
    ctx.write(move |work| withdraw(work, &new)).await?;
    Err(Code::OtpDeliveryFailed.into())
}

/// As if it had not been asked for: it counts against no limit, and the code before it is good again.
fn withdraw(work: &mut Work<'_>, new: &New) -> Result<(), Error> {
    sql::delete_undelivered(work.tx, new.requested.id)?;
    for (earlier, expires_at) in &new.ended {
        sql::end_at(work.tx, *earlier, new.at, *expires_at)?;
    }
    Ok(())
}
