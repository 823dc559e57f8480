//! Guessing a code, and what a right guess leads to.
//!
//! A guess is counted in one transaction, compared outside of any, and, when right, used up in a second one, together with
//! the sign-in it opens. What ends otherwise than by a wrong code takes its guess back. Guesses at one code take turns: of
//! ten right ones at one instant nine are told that the code was used.

use std::fmt;

use super::{
    OneTimeCode, Otp,
    rules::{self, Issued},
    sql,
};
use crate::domain::{
    account::{customer::Identity, mitra},
    auth::{self, Device, Prepared, Profile, Rules, Signed},
    ctx::{Ctx, Work},
    error::{Code, Error},
    hashing::Secret,
    ids::{CustomerId, OtpRequestId, UserType},
};

/// One try.
#[derive(Clone)]
pub struct Guess {
    /// The app it is made in.
    pub flow: UserType,
    /// As the client sent it.
    pub request: String,
    /// As it was typed in.
    pub code: String,
    /// The guest that shall become this phone's customer; the caller has shown that it is theirs.
    pub guest: Option<CustomerId>,
    pub device: Device,
}

impl fmt::Debug for Guess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Guess({}, {})", self.flow, self.request)
    }
}

/// Signs in whoever knows the code.
pub async fn verify(ctx: &Ctx, rules: &Rules, otp: &Otp, guess: Guess) -> Result<Signed, Error> {
    let id = OtpRequestId::parse(&guess.request).ok_or(Code::OtpNotFound)?;
    let (flow, now) = (guess.flow, ctx.now());
    // A flood of guesses at a dead code is turned away here, before it waits for a turn or writes anything.
    ctx.read(move |tx| rules::may_be_guessed(sql::find(tx, id)?, flow, now))
        .await?;
    let _turn = otp.turns.wait(id).await;
    let issued = ctx.write(move |work| reserve(work, id, flow)).await?;
    let attempts_left = issued.attempts_left();
    let entered = match compare(ctx, &issued, &guess.code).await {
        Ok(true) => enter(ctx, rules, id, issued, guess).await,
        Ok(false) => return Err(Error::from(Code::CodeMismatch).attempts_left(attempts_left)),
        Err(error) => Err(error),
    };
    match entered {
        Ok(Entered::Signed(signed)) => Ok(*signed),
        Ok(Entered::Inactive) => Err(Code::AccountInactive.into()),
        Err(error) => {
            // If this fails too, the store has said why; the guess then counts, which is the safe side.
            let _ = ctx
                .write(move |work| Ok(sql::give_back(work.tx, id)?))
                .await;
            Err(error)
        }
    }
}

fn reserve(work: &mut Work<'_>, id: OtpRequestId, flow: UserType) -> Result<Issued, Error> {
    let mut issued = rules::may_be_guessed(sql::find(work.tx, id)?, flow, work.now)?;
    if !sql::reserve(work.tx, id)? {
        return Err(Error::internal("a code changed within one transaction"));
    }
    issued.attempts += 1;
    Ok(issued)
}

async fn compare(ctx: &Ctx, issued: &Issued, typed: &str) -> Result<bool, Error> {
    match OneTimeCode::parse(typed) {
        Some(code) => {
            let (plain, hash) = (code.reveal().to_owned(), issued.code_hash.clone());
            ctx.hashing().verify(Secret::Code, plain, hash).await
        }
        None => Ok(false),
    }
}

/// What a right code led to.
enum Entered {
    Signed(Box<Signed>),
    /// A mitra whom nobody has activated. The code is used up all the same: it has proven what it could.
    Inactive,
}

async fn enter(
    ctx: &Ctx,
    rules: &Rules,
    id: OtpRequestId,
    issued: Issued,
    guess: Guess,
) -> Result<Entered, Error> {
    let prepared = auth::prepare(ctx).await?;
    let rules = rules.clone();
    ctx.write(move |work| {
        if !sql::consume(work.tx, id, work.now)? {
            return Err(Code::OtpUsed.into());
        }
        if guess.flow == UserType::Mitra {
            return enter_mitra(work, &rules, &issued, &prepared, &guess.device);
        }
        let identity = Identity::Phone(issued.phone.clone());
        auth::sign_in_customer(
            work,
            &rules,
            &identity,
            guess.guest,
            &prepared,
            &guess.device,
        )
        .map(|signed| Entered::Signed(Box::new(signed)))
    })
    .await
}

fn enter_mitra(
    work: &mut Work<'_>,
    rules: &Rules,
    issued: &Issued,
    prepared: &Prepared,
    device: &Device,
) -> Result<Entered, Error> {
    let mitra = mitra::of_phone(work, &issued.phone)?;
    if !mitra.is_active {
        return Ok(Entered::Inactive);
    }
    auth::open(work, rules, Profile::Mitra(mitra), prepared, device)
        .map(|signed| Entered::Signed(Box::new(signed)))
}
