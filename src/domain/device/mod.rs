//! Where to reach someone whose app is closed. A token belongs to whoever registered it last, and goes with the sign-in
//! that registered it.

mod sql;

use super::{
    auth::Caller,
    ctx::{Ctx, Work},
    error::Error,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Platform {
    Android,
    Ios,
    Web,
}

impl Platform {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Android => "android",
            Self::Ios => "ios",
            Self::Web => "web",
        }
    }
}

/// A token not seen for this long is dead: the app was removed without telling us.
const STALE_MILLIS: i64 = 270 * 24 * 3600 * 1000;

pub async fn register(
    ctx: &Ctx,
    caller: Caller,
    token: String,
    platform: Platform,
) -> Result<(), Error> {
    ctx.write(move |work| Ok(sql::upsert(work.tx, &caller, &token, platform, work.now)?))
        .await
}

/// Forgets a token of the caller; one that is not theirs, or unknown, is left alone without a word.
pub async fn unregister(ctx: &Ctx, caller: Caller, token: String) -> Result<(), Error> {
    ctx.write(move |work| Ok(sql::delete(work.tx, &caller, &token)?))
        .await
}

/// Removes tokens that nobody has renewed for most of a year; says how many.
pub fn forget_stale(work: &mut Work<'_>) -> Result<usize, Error> {
    Ok(sql::delete_unseen_since(
        work.tx,
        work.now.plus_millis(-STALE_MILLIS),
    )?)
}
