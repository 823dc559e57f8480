//! Guesses at a password, counted before they are looked at: of a hundred at one instant no more are compared than the limit.

use super::sql;
use crate::domain::{
    account::Email,
    config::Config,
    ctx::Work,
    error::{Code, Error},
    ids::StaffId,
};

/// A guess that has been counted, and what it is to be compared with.
#[derive(Clone)]
pub struct Guess {
    pub id: StaffId,
    pub password_hash: String,
    pub is_active: bool,
}

impl std::fmt::Debug for Guess {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Guess({})", self.id)
    }
}

/// Whose password is guessed at.
#[derive(Debug, Clone)]
pub enum Whose {
    Email(Email),
    Id(StaffId),
}

/// Counts a guess. `None`: there is no such member. While the account is locked: `ACCOUNT_LOCKED`. The guess that uses the
/// limit up locks the account for those that follow, but is itself still compared.
pub fn count_guess(work: &mut Work<'_>, whose: &Whose) -> Result<Option<Guess>, Error> {
    let found = match whose {
        Whose::Email(email) => sql::by_email(work.tx, email)?,
        Whose::Id(id) => sql::by_id(work.tx, *id)?,
    };
    let Some(row) = found else {
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
    let limits = Config::load(work.tx)?.cc_lockout;
    let locked = (failed >= limits.max_failed_logins)
        .then(|| work.now.plus_seconds(limits.lockout_minutes * 60));
    sql::set_failures(work.tx, row.id, failed, locked)?;
    Ok(Some(Guess {
        id: row.id,
        password_hash: row.password_hash,
        is_active: row.is_active,
    }))
}

/// The guess was right: count and lock are gone.
pub fn clear(work: &mut Work<'_>, id: StaffId) -> Result<(), Error> {
    Ok(sql::set_failures(work.tx, id, 0, None)?)
}
