//! A person's devices: the sign-ins that are open, and how each ends.

use serde::{Deserialize, Serialize};

use super::{Device, sql};
use crate::{
    clock::Timestamp,
    domain::{
        account::mitra,
        ctx::{Ctx, Work},
        error::{Code, Error},
        event::Event,
        ids::{AuthSessionId, UserId},
        page::{Cursor, Listed, Page},
    },
};

/// Where a sign-in came from, which stays, and where it was last used from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeviceInfo {
    pub user_agent: String,
    pub ip: String,
    pub last_user_agent: String,
    pub last_ip: String,
}

impl DeviceInfo {
    pub(super) fn of(device: &Device) -> Self {
        Self {
            user_agent: device.user_agent.clone(),
            ip: device.ip.clone(),
            last_user_agent: device.user_agent.clone(),
            last_ip: device.ip.clone(),
        }
    }

    pub(super) fn used_again(&self, device: &Device) -> Self {
        Self {
            last_user_agent: device.user_agent.clone(),
            last_ip: device.ip.clone(),
            ..self.clone()
        }
    }
}

#[derive(Debug, Clone)]
pub struct SignIn {
    pub id: AuthSessionId,
    pub device_info: DeviceInfo,
    pub created_at: Timestamp,
    pub last_used_at: Timestamp,
    pub expires_at: Timestamp,
}

/// Newest first.
pub async fn list(ctx: &Ctx, user: UserId, page: Page) -> Result<Listed<SignIn>, Error> {
    let now = ctx.now();
    ctx.read(move |tx| {
        let items = sql::list(tx, user, now, &page)?;
        Ok(page.cut(items, |s| Cursor {
            at: s.created_at,
            id: s.id.0,
        }))
    })
    .await
}

/// Ends one sign-in of `user`. Another's, or one that is gone: `NOT_FOUND`.
pub async fn sign_out(ctx: &Ctx, user: UserId, session: AuthSessionId) -> Result<(), Error> {
    ctx.write(move |work| {
        if end(work, user, session)? {
            Ok(())
        } else {
            Err(Code::NotFound.into())
        }
    })
    .await
}

/// Ends one sign-in of `user`, as a part of a transaction; false when there is none such.
pub(super) fn end(
    work: &mut Work<'_>,
    user: UserId,
    session: AuthSessionId,
) -> Result<bool, Error> {
    if !sql::delete(work.tx, session, user)? {
        return Ok(false);
    }
    work.announce(Event::SignedOut {
        user,
        sessions: vec![session],
    });
    go_unless_signed_in(work, user)?;
    Ok(true)
}

/// A mitra who is signed in nowhere is offline: nobody is there who could answer a request, or say that they go. Every way in
/// which a sign-in ends leads here.
fn go_unless_signed_in(work: &mut Work<'_>, user: UserId) -> Result<(), Error> {
    match user {
        UserId::Mitra(id) if !sql::has_any(work.tx, user, work.now)? => mitra::go_offline(work, id),
        _ => Ok(()),
    }
}

/// Ends every sign-in of `user`, except one.
pub fn sign_out_all(
    work: &mut Work<'_>,
    user: UserId,
    except: Option<AuthSessionId>,
) -> Result<(), Error> {
    let sessions = sql::delete_all(work.tx, user, except)?;
    if !sessions.is_empty() {
        work.announce(Event::SignedOut { user, sessions });
        go_unless_signed_in(work, user)?;
    }
    Ok(())
}

/// Removes sign-ins that have expired; says how many.
pub fn forget_expired(work: &mut Work<'_>) -> Result<usize, Error> {
    let ended = sql::delete_expired(work.tx, work.now)?;
    for user in &ended {
        go_unless_signed_in(work, *user)?;
    }
    Ok(ended.len())
}
