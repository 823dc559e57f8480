//! Signing in: what someone holds afterwards, how it is renewed, and how it ends.
//!
//! A sign-in is one row in `auth_sessions` and two tokens: an access token that proves for an hour who is calling, and a
//! refresh token that is good for one use. How people prove who they are in the first place is not told here but in `otp`,
//! `social` and `staff`; they all end in [`open`].

mod devices;
mod merge;
mod refresh;
mod sql;
pub mod staff;
mod token;
mod upgrade;

pub use self::{
    devices::{DeviceInfo, SignIn, forget_expired, list, sign_out, sign_out_all},
    refresh::{RefreshToken, refresh, sign_out_by_token},
    token::Keyring,
    upgrade::{own_guest, sign_in_customer},
};
use super::{
    account::{DisplayName, customer, mitra},
    ctx::{Ctx, Work},
    error::{Code, Error},
    hashing::Secret,
    idempotency::{self, Answer, Keyed},
    ids::{AuthSessionId, UserId},
};
use crate::{clock::Timestamp, store::Tx};

/// An access token's life.
pub const ACCESS_SECONDS: i64 = 3600;
/// A refresh token's life at most; each use begins it anew.
pub const REFRESH_SECONDS: i64 = 30 * 24 * 3600;

/// So far may clocks be apart before somebody should hear of it.
const BEHIND_SECONDS: i64 = 60;

/// By how many seconds `now` lies before a moment at which somebody was here already, if it does: then it is the machine's
/// time that is wrong. Said from the ends of sign-ins, which lie no further than [`REFRESH_SECONDS`] after their latest use.
pub fn is_behind(tx: &dyn Tx, now: Timestamp) -> Result<Option<i64>, Error> {
    let seen = sql::last_end(tx)?.map(|end| end.plus_seconds(-REFRESH_SECONDS));
    Ok(seen
        .filter(|seen| now.plus_seconds(BEHIND_SECONDS) < *seen)
        .map(|seen| now.seconds_until(seen)))
}

/// When an access token of a session that was signed out stops being taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Revocation {
    /// At its own expiry: nothing is looked up per request.
    Window,
    /// At once.
    Immediate,
}

/// How sign-ins are kept: fixed while the process runs.
#[derive(Debug, Clone)]
pub struct Rules {
    pub keyring: Keyring,
    pub revocation: Revocation,
    /// Within so many seconds after a rotation the parent is taken once more, if its successor was not used.
    pub refresh_grace_seconds: i64,
    /// A refresh token used again after its successor ends the whole sign-in.
    pub revoke_on_reuse: bool,
    /// How long staff stays signed in however often they come; `None`: as long as they come. Not for customers: a guest who
    /// is signed out has no way back.
    pub staff_sign_in_seconds: Option<i64>,
}

impl Rules {
    /// Until when the refresh token is good that is handed out `now` in a sign-in of that instant.
    fn refresh_until(&self, user: UserId, signed_in_at: Timestamp, now: Timestamp) -> Timestamp {
        let idle = now.plus_seconds(REFRESH_SECONDS);
        match (user, self.staff_sign_in_seconds) {
            (UserId::Staff(_), Some(most)) => idle.min(signed_in_at.plus_seconds(most)),
            _ => idle,
        }
    }
}

/// Who is calling, as their token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    pub user: UserId,
    pub session: AuthSessionId,
}

/// The far end of a request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Device {
    pub ip: String,
    pub user_agent: String,
}

/// Whoever has signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Profile {
    Customer(customer::Customer),
    Mitra(mitra::Mitra),
    /// Read separately: a staff profile has a role, which stands above this concept.
    Staff(super::ids::StaffId),
}

impl Profile {
    pub fn user(&self) -> UserId {
        match self {
            Self::Customer(customer) => UserId::Customer(customer.id),
            Self::Mitra(mitra) => UserId::Mitra(mitra.id),
            Self::Staff(id) => UserId::Staff(*id),
        }
    }

    /// The account as it is now, or a refusal if it may not be used.
    fn of(tx: &dyn Tx, user: UserId) -> Result<Self, Error> {
        match user {
            UserId::Customer(id) => Ok(Self::Customer(customer::of_token(tx, id)?)),
            UserId::Mitra(id) => {
                let mitra = mitra::of_token(tx, id)?;
                mitra.must_be_active()?;
                Ok(Self::Mitra(mitra))
            }
            UserId::Staff(id) => match sql::staff_is_active(tx, id)? {
                Some(true) => Ok(Self::Staff(id)),
                Some(false) => Err(Code::AccountInactive.into()),
                None => Err(Code::TokenInvalid.into()),
            },
        }
    }
}

/// What someone holds after signing in or refreshing.
#[derive(Clone)]
pub struct Signed {
    pub access_token: String,
    pub refresh_token: String,
    /// How long the refresh token is good.
    pub refresh_seconds: i64,
    pub session: AuthSessionId,
    pub profile: Profile,
}

impl std::fmt::Debug for Signed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Signed({})", self.session)
    }
}

/// A refresh token and its hash, made before the transaction that needs them: hashing takes its time.
#[derive(Clone)]
pub struct Prepared {
    secret: refresh::SecretPart,
    hash: String,
}

impl std::fmt::Debug for Prepared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Prepared")
    }
}

pub async fn prepare(ctx: &Ctx) -> Result<Prepared, Error> {
    let secret = refresh::SecretPart::new(ctx.entropy());
    let hash = ctx.hashing().hash(Secret::Token, secret.reveal()).await?;
    Ok(Prepared { secret, hash })
}

/// Opens a sign-in for `profile`, in the transaction that established who it is.
pub fn open(
    work: &mut Work<'_>,
    rules: &Rules,
    profile: Profile,
    prepared: &Prepared,
    device: &Device,
) -> Result<Signed, Error> {
    let session = AuthSessionId::new(work.entropy, work.now);
    let until = rules.refresh_until(profile.user(), work.now, work.now);
    sql::insert(
        work.tx,
        session,
        profile.user(),
        &prepared.hash,
        &DeviceInfo::of(device),
        work.now,
        until,
    )?;
    signed(
        work,
        rules,
        profile,
        session,
        (prepared.secret.clone(), until),
    )
}

fn signed(
    work: &Work<'_>,
    rules: &Rules,
    profile: Profile,
    session: AuthSessionId,
    (secret, until): (refresh::SecretPart, Timestamp),
) -> Result<Signed, Error> {
    let caller = Caller {
        user: profile.user(),
        session,
    };
    Ok(Signed {
        access_token: rules.keyring.sign(&caller, work.now, work.entropy)?,
        refresh_token: RefreshToken { session, secret }.reveal(),
        refresh_seconds: work.now.seconds_until(until),
        session,
        profile,
    })
}

/// Who is calling, by their access token. With immediate revocation the sign-in must still be there and the account active.
pub async fn authenticate(ctx: &Ctx, rules: &Rules, token: &str) -> Result<Caller, Error> {
    let caller = rules.keyring.verify(token, ctx.now())?;
    if rules.revocation == Revocation::Immediate {
        ctx.read(move |tx| {
            if !sql::is_alive(tx, &caller)? {
                return Err(Code::TokenInvalid.into());
            }
            match Profile::of(tx, caller.user) {
                Ok(_) => Ok(()),
                Err(e) if e.code == Code::AccountInactive => Err(Code::TokenInvalid.into()),
                Err(e) => Err(e),
            }
        })
        .await?;
    }
    Ok(caller)
}

/// What an anonymous sign-in led to: a new guest, or the answer given before under the same key.
#[derive(Debug)]
pub enum Guest {
    New(Signed),
    Replayed(Answer),
}

/// Makes a guest and signs them in. `render` writes the answer as it will be kept for a repeated request.
pub async fn sign_in_guest(
    ctx: &Ctx,
    rules: &Rules,
    name: Option<DisplayName>,
    device: Device,
    keyed: Option<Keyed>,
    render: fn(&Signed) -> Answer,
) -> Result<Guest, Error> {
    let prepared = prepare(ctx).await?;
    let rules = rules.clone();
    ctx.write(move |work| {
        if let Some(keyed) = &keyed
            && let Some(answer) = idempotency::replay(work, keyed)?
        {
            return Ok(Guest::Replayed(answer));
        }
        let guest = customer::create_guest(work, name.clone())?;
        let signed = open(work, &rules, Profile::Customer(guest), &prepared, &device)?;
        if let Some(keyed) = &keyed {
            idempotency::remember(work, keyed, &render(&signed))?;
        }
        Ok(Guest::New(signed))
    })
    .await
}
