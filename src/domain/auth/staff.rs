//! How staff signs in, and changes passwords. The rows and the counting of guesses are in `account::staff`.

use super::{Device, Profile, Rules, Signed, open, prepare, sign_out_all};
use crate::domain::{
    account::{
        Email,
        staff::{
            self, Password,
            lockout::{self, Guess, Whose},
            members::{self, Member},
        },
    },
    audit::{self, By, Change},
    ctx::{Ctx, Work},
    error::{Code, Error},
    hashing::Secret,
    ids::{AuthSessionId, StaffId, UserId},
};

/// What someone holds after signing in, and who they are.
#[derive(Debug, Clone)]
pub struct StaffSigned {
    pub signed: Signed,
    pub member: Member,
}

/// Signs in with e-mail and password. An unknown e-mail and a wrong password look alike and take as long.
pub async fn login(
    ctx: &Ctx,
    rules: &Rules,
    email: &str,
    password: String,
    device: Device,
) -> Result<StaffSigned, Error> {
    let guess = match Email::parse(email) {
        Ok(email) => count(ctx, Whose::Email(email)).await?,
        // No account has such an address.
        Err(_) => None,
    };
    let Some(guess) = guess else {
        ctx.hashing().verify_nothing(password).await?;
        tracing::info!(
            ip = device.ip,
            "a sign-in with an unknown e-mail was refused"
        );
        return Err(Code::InvalidCredentials.into());
    };
    compare(ctx, &guess, password).await?;
    let prepared = prepare(ctx).await?;
    let rules = rules.clone();
    let entered = ctx
        .write(move |work| {
            lockout::clear(work, guess.id)?;
            if !guess.is_active {
                return Ok(None);
            }
            let profile = Profile::Staff(guess.id);
            let signed = open(work, &rules, profile, &prepared, &device)?;
            Ok(Some(StaffSigned {
                signed,
                member: present(work, guess.id)?,
            }))
        })
        .await?;
    entered.ok_or_else(|| Code::AccountInactive.into())
}

async fn count(ctx: &Ctx, whose: Whose) -> Result<Option<Guess>, Error> {
    ctx.write(move |work| lockout::count_guess(work, &whose))
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
    Err(Code::InvalidCredentials.into())
}

/// Changes one's own password. Guessing the current one counts towards the lockout: a stolen access token is no way around
/// it. All other sign-ins end.
pub async fn change_password(
    ctx: &Ctx,
    by: By,
    id: StaffId,
    session: AuthSessionId,
    current: String,
    new: Password,
) -> Result<(), Error> {
    let guess = count(ctx, Whose::Id(id)).await?.ok_or(Code::TokenInvalid)?;
    compare(ctx, &guess, current).await?;
    let hash = hash_of(ctx, &new).await?;
    ctx.write(move |work| {
        lockout::clear(work, id)?;
        set(work, &by, id, &hash, "control_center_user.password_changed")?;
        sign_out_all(work, UserId::Staff(id), Some(session))
    })
    .await
}

/// Sets another's password. All their sign-ins end, and a lock with them: whoever resets has seen who asks.
pub async fn reset_password(ctx: &Ctx, by: By, id: StaffId, new: Password) -> Result<(), Error> {
    let hash = hash_of(ctx, &new).await?;
    ctx.write(move |work| {
        set(work, &by, id, &hash, "control_center_user.password_reset")?;
        lockout::clear(work, id)?;
        sign_out_all(work, UserId::Staff(id), None)
    })
    .await
}

async fn hash_of(ctx: &Ctx, password: &Password) -> Result<String, Error> {
    ctx.hashing()
        .hash(Secret::Password, password.reveal().to_owned())
        .await
}

fn set(work: &mut Work<'_>, by: &By, id: StaffId, hash: &str, action: &str) -> Result<(), Error> {
    staff::set_password(work, id, hash)?;
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
