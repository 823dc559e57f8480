//! Guesses at a password, counted before they are looked at: of a hundred at one instant no more are compared than the limit.

use super::sql;
use crate::{
    clock::Timestamp,
    domain::{
        account::Email,
        config::{self, Config},
        ctx::Work,
        error::{Code, Error},
        ids::StaffId,
    },
};

/// A guess that has been counted, and what it is to be compared with.
#[derive(Clone)]
pub struct Guess {
    pub id: StaffId,
    pub password_hash: String,
    /// The lock that it brings if it is wrong. It stands already, for those that follow.
    pub locks_until: Option<Timestamp>,
}

impl std::fmt::Debug for Guess {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Guess({})", self.id)
    }
}

/// Counts a guess. `None`: there is no such member. While the account is locked: `ACCOUNT_LOCKED`, whatever the password. The
/// guess that uses the limit up locks the account for those that follow, but is itself still compared.
pub fn count_guess(work: &mut Work<'_>, email: &Email) -> Result<Option<Guess>, Error> {
    let limits = Config::load(work.tx)?.cc_lockout;
    let Some(row) = sql::login(work.tx, email)? else {
        // Works and waits for the disk as a guess that is counted, or the time would tell which addresses have an account.
        config::touch(work)?;
        return Ok(None);
    };
    if let Some(until) = row.lockout_until
        && until > work.now
    {
        return Err(Code::AccountLocked.retry_after(work.now.seconds_until(until)));
    }
    // A lock that has run out has cleared the slate.
    let failed = match row.lockout_until {
        Some(_) => 0,
        None => row.failed_login_count,
    } + 1;
    let locks_until = (failed >= limits.max_failed_logins)
        .then(|| work.now.plus_seconds(limits.lockout_minutes * 60));
    if !sql::count_failure(work.tx, &row, failed, locks_until)? {
        return Err(Error::internal("a member changed within one transaction"));
    }
    Ok(Some(Guess {
        id: row.id,
        password_hash: row.password_hash,
        locks_until,
    }))
}

/// The guess was right: count and lock are gone. `INVALID_CREDENTIALS` if the password was replaced while it was compared:
/// what was right then is wrong now.
pub fn clear(work: &mut Work<'_>, guess: &Guess) -> Result<(), Error> {
    if sql::clear_failures(work.tx, guess.id, &guess.password_hash)? {
        Ok(())
    } else {
        Err(Code::InvalidCredentials.into())
    }
}

/// The guess came to nothing, neither right nor wrong. The count falls below the limit by it, so the lock goes too.
pub fn give_back(work: &mut Work<'_>, guess: &Guess) -> Result<(), Error> {
    Ok(sql::uncount_failure(work.tx, guess.id)?)
}
