//! Where to reach someone whose app is closed. A token belongs to whoever registered it last, and goes with the sign-in
//! that registered it. No log shows one.

mod sql;

use std::fmt;

use super::{
    account::customer,
    auth::Caller,
    ctx::{Ctx, Work},
    error::Error,
    ids::UserId,
};
use crate::{clock::Timestamp, store::Tx};

/// A device that can be reached while its app is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    pub user: UserId,
    pub token: Token,
    pub platform: Platform,
    pub last_seen_at: Timestamp,
}

/// By which a push provider knows a device. Shows nothing of itself: whoever has it can write to the device.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Platform {
    Android,
    Ios,
    Web,
}

impl Platform {
    const ALL: [Self; 3] = [Self::Android, Self::Ios, Self::Web];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Android => "android",
            Self::Ios => "ios",
            Self::Web => "web",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == text)
    }
}

/// A token not seen for this long is dead: the app was removed without telling us.
const STALE_MILLIS: i64 = 270 * 24 * 3600 * 1000;

/// Devices of one person that are reached: those seen last. Who registers more does not multiply what we send.
const MOST_REACHED: u32 = 20;

pub async fn register(
    ctx: &Ctx,
    caller: Caller,
    token: String,
    platform: Platform,
) -> Result<(), Error> {
    ctx.write(move |work| {
        if let UserId::Customer(id) = caller.user {
            // An access token may outlive its owner's erasure; of whoever was erased nothing new is kept.
            customer::of_token(work.tx, id)?;
        }
        Ok(sql::upsert(work.tx, &caller, &token, platform, work.now)?)
    })
    .await
}

/// Forgets a token of the caller; one that is not theirs, or unknown, is left alone without a word.
pub async fn unregister(ctx: &Ctx, caller: Caller, token: String) -> Result<(), Error> {
    ctx.write(move |work| Ok(sql::delete(work.tx, &caller, &token)?))
        .await
}

/// The devices of `user`, those seen last first.
pub fn of(tx: &dyn Tx, user: UserId) -> Result<Vec<Device>, Error> {
    Ok(sql::of(tx, user, MOST_REACHED)?)
}

/// Whether `device` is still that person's.
pub fn is_still_there(tx: &dyn Tx, device: &Device) -> Result<bool, Error> {
    Ok(sql::is_there(tx, device)?)
}

/// Forgets a token that its provider calls dead, unless it was registered anew since `device` was read; says whether.
pub async fn forget(ctx: &Ctx, device: Device) -> Result<bool, Error> {
    ctx.write(move |work| Ok(sql::delete_as_read(work.tx, &device)?))
        .await
}

/// Removes tokens that nobody has renewed for most of a year; says how many.
pub fn forget_stale(work: &mut Work<'_>) -> Result<usize, Error> {
    Ok(sql::delete_unseen_since(
        work.tx,
        work.now.plus_millis(-STALE_MILLIS),
    )?)
}
