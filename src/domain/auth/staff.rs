//! How staff signs in, and changes passwords. The rows and the counting of guesses are in `account::staff`.
//!
//! A guess is counted in one transaction, compared outside of any, and, when right, worth something in a second one, if the
//! password is still the one that it was compared with. What ends neither right nor wrong takes its guess back.

use std::sync::Arc;

use tokio::sync::{MutexGuard, Semaphore, SemaphorePermit};

use super::{Device, Profile, Rules, Signed, open, prepare, refresh::refresh_and, sign_out_all};
use crate::domain::{
    account::{
        Email,
        staff::{
            self, Password,
            lockout::{self, Guess},
            members::{self, Member},
        },
    },
    audit::{self, By, Change},
    ctx::{Ctx, Work},
    error::{Code, Error},
    hashing::Secret,
    ids::{AuthSessionId, StaffId, UserId, UserType},
    turns::Turns,
};

/// What someone holds after signing in, and who they are.
#[derive(Debug, Clone)]
pub struct StaffSigned {
    pub signed: Signed,
    pub member: Member,
}

/// Guesses that are under way in this process. Those at one account take turns, so that right ones at one instant do not
/// use each other's limit up; an address without an account has its turns too, or it would be told by its answers coming
/// all at once.
#[derive(Debug, Clone)]
pub struct Guesses {
    turns: Turns,
    room: Arc<Semaphore>,
}

impl Default for Guesses {
    fn default() -> Self {
        Self {
            turns: Turns::default(),
            room: Arc::new(Semaphore::new(Self::MOST)),
        }
    }
}

impl Guesses {
    /// Those that are compared or wait for it. Each may take a third of a second: one more would wait for longer than people do.
    const MOST: usize = 200;

    async fn turn(
        &self,
        email: &Email,
    ) -> Result<(SemaphorePermit<'_>, MutexGuard<'_, ()>), Error> {
        let room = self.room.try_acquire();
        let room = room.map_err(|_| Code::Busy.retry_after(2))?;
        Ok((room, self.turns.wait(email.as_str()).await))
    }
}

/// Signs in with e-mail and password. An unknown e-mail and a wrong password look alike and take as long.
pub async fn login(
    ctx: &Ctx,
    rules: &Rules,
    guesses: &Guesses,
    email: &str,
    password: String,
    device: Device,
) -> Result<StaffSigned, Error> {
    let Ok(email) = Email::parse(email) else {
        // No account has such an address, and everyone can see that.
        ctx.hashing().verify_nothing(password).await?;
        return Err(Code::InvalidCredentials.into());
    };
    let _turn = guesses.turn(&email).await?;
    let Some(guess) = count(ctx, email).await? else {
        ctx.hashing().verify_nothing(password).await?;
        tracing::info!("a sign-in with an unknown e-mail was refused");
        return Err(Code::InvalidCredentials.into());
    };
    let entered = match compare(ctx, &guess, password).await {
        Ok(()) => enter(ctx, rules, &guess, device).await,
        Err(error) => Err(error),
    };
    settled(ctx, guess, entered)
        .await?
        .ok_or_else(|| Code::AccountInactive.into())
}

async fn count(ctx: &Ctx, email: Email) -> Result<Option<Guess>, Error> {
    ctx.write(move |work| lockout::count_guess(work, &email))
        .await
}

async fn compare(ctx: &Ctx, guess: &Guess, password: String) -> Result<(), Error> {
    let hash = guess.password_hash.clone();
    if ctx
        .hashing()
        .verify(Secret::Password, password, hash)
        .await?
    {
        return Ok(());
    }
    tracing::info!(user.id = %guess.id, "a wrong staff password");
    if let Some(until) = guess.locks_until {
        tracing::warn!(user.id = %guess.id, %until, "too many wrong passwords: a staff account is locked");
    }
    Err(Code::InvalidCredentials.into())
}

/// What the right password leads to. `None`: the member is not active, which only those learn who know the password.
async fn enter(
    ctx: &Ctx,
    rules: &Rules,
    guess: &Guess,
    device: Device,
) -> Result<Option<StaffSigned>, Error> {
    let prepared = prepare(ctx).await?;
    let (rules, guess) = (rules.clone(), guess.clone());
    let entered = ctx
        .write(move |work| {
            lockout::clear(work, &guess)?;
            let member = present(work, guess.id)?;
            if !member.is_active {
                return Ok(None);
            }
            let signed = open(work, &rules, Profile::Staff(member.id), &prepared, &device)?;
            Ok(Some(StaffSigned { signed, member }))
        })
        .await?;
    if let Some(StaffSigned { signed, member }) = &entered {
        tracing::info!(user.id = %member.id, session.id = %signed.session, "staff signed in");
    } else {
        tracing::info!("a member of staff who is not active was refused");
    }
    Ok(entered)
}

/// Trades a refresh token of staff for new tokens, see [`super::refresh`].
pub async fn refresh(
    ctx: &Ctx,
    rules: &Rules,
    token: &str,
    device: Device,
) -> Result<StaffSigned, Error> {
    let allowed = &[UserType::ControlCenter];
    refresh_and(ctx, rules, allowed, token, device, |work, signed| {
        let UserId::Staff(id) = signed.profile.user() else {
            return Err(Error::internal("a refresh for staff gave someone else"));
        };
        let member = present(work, id)?;
        Ok(StaffSigned { signed, member })
    })
    .await
}

/// Takes the guess back if it came to nothing.
async fn settled<T>(ctx: &Ctx, guess: Guess, ended: Result<T, Error>) -> Result<T, Error> {
    if let Err(error) = &ended
        && error.code != Code::InvalidCredentials
    {
        // If this fails too, the store has said why; the guess then counts, which is the safe side.
        let _ = ctx
            .write(move |work| lockout::give_back(work, &guess))
            .await;
    }
    ended
}

/// Changes one's own password. Guessing the current one counts towards the lockout: a stolen access token is no way around
/// it. The lock closes the door and this way, not what one does signed in. All other sign-ins end.
pub async fn change_password(
    ctx: &Ctx,
    guesses: &Guesses,
    by: By,
    id: StaffId,
    session: AuthSessionId,
    current: String,
    new: Password,
) -> Result<(), Error> {
    let email = Email::parse(&member(ctx, id).await?.email)?;
    let _turn = guesses.turn(&email).await?;
    let guess = count(ctx, email).await?.ok_or(Code::TokenInvalid)?;
    let changed = match compare(ctx, &guess, current).await {
        Ok(()) => replace(ctx, by, &guess, session, new).await,
        Err(error) => Err(error),
    };
    settled(ctx, guess, changed).await
}

async fn replace(
    ctx: &Ctx,
    by: By,
    guess: &Guess,
    session: AuthSessionId,
    new: Password,
) -> Result<(), Error> {
    let hash = hash_of(ctx, &new).await?;
    let guess = guess.clone();
    ctx.write(move |work| {
        lockout::clear(work, &guess)?;
        staff::set_password(work, guess.id, Some(&guess.password_hash), &hash)?;
        note(work, &by, guess.id, "control_center_user.password_changed")?;
        sign_out_all(work, UserId::Staff(guess.id), Some(session))
    })
    .await
}

/// Sets another's password. All their sign-ins end, and a lock with them: whoever resets has seen who asks.
pub async fn reset_password(ctx: &Ctx, by: By, id: StaffId, new: Password) -> Result<(), Error> {
    let hash = hash_of(ctx, &new).await?;
    ctx.write(move |work| {
        staff::set_password(work, id, None, &hash)?;
        note(work, &by, id, "control_center_user.password_reset")?;
        sign_out_all(work, UserId::Staff(id), None)
    })
    .await
}

/// Sets the password of whoever has this e-mail, for a command at a shell. Someone deactivated stays out: `ACCOUNT_INACTIVE`.
pub async fn reset_forgotten(
    ctx: &Ctx,
    by: By,
    email: Email,
    new: Password,
) -> Result<Member, Error> {
    let hash = hash_of(ctx, &new).await?;
    ctx.write(move |work| {
        let member = members::by_email(work.tx, &email)?.ok_or(Code::NotFound)?;
        if !member.is_active {
            return Err(Code::AccountInactive.into());
        }
        staff::set_password(work, member.id, None, &hash)?;
        note(work, &by, member.id, "control_center_user.password_reset")?;
        sign_out_all(work, UserId::Staff(member.id), None)?;
        Ok(member)
    })
    .await
}

async fn hash_of(ctx: &Ctx, password: &Password) -> Result<String, Error> {
    ctx.hashing()
        .hash(Secret::Password, password.reveal().to_owned())
        .await
}

/// A password is in no audit row, not even as a hash.
fn note(work: &mut Work<'_>, by: &By, id: StaffId, action: &str) -> Result<(), Error> {
    let change = Change {
        action,
        target: Some(("control_center_user", id.to_string())),
        ..Change::default()
    };
    audit::record(work, by, &change)
}

/// The member behind a token that verified.
pub async fn member(ctx: &Ctx, id: StaffId) -> Result<Member, Error> {
    ctx.read(move |tx| members::find(tx, id)?.ok_or_else(|| Code::TokenInvalid.into()))
        .await
}

fn present(work: &Work<'_>, id: StaffId) -> Result<Member, Error> {
    members::find(work.tx, id)?.ok_or_else(|| Code::TokenInvalid.into())
}
