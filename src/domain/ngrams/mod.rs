//! Who has which few characters in a row, in their name or phone: how a piece of one is found among however many customers,
//! and the sessions of whoever has it among however many sessions.
//!
//! Each of the two indexes names what it has by numbers that ascend with the time at which it came, so that it is asked for the
//! newest and no more of them than a page shows.
//!
//! An entry costs more than all else of a sign-up, and nobody waits for it. So the schema's triggers only note who is new or has
//! another name, and what is over, and whoever searches looks at those one by one. Housekeeping takes them up, many at a time,
//! and gathers what was written in pieces, a little at a time: nobody waits long behind it, and it never has to be done all at
//! once.

mod sql;

use std::{fmt::Write as _, ops::RangeInclusive};

pub use self::sql::{Asked, CUSTOMERS, Hit, Index, SESSIONS, newest};

use self::sql::{customers, sessions};
use super::{ctx::Ctx, error::Error};
use crate::{
    clock::Timestamp,
    store::{StoreError, Tx},
};

/// So many characters in a row the index knows. The more, the fewer have them: the longest tells people of common names and
/// numbers from each other.
pub const LENGTHS: [usize; 4] = [1, 2, 3, 6];

/// Customers or sessions in one transaction, at most.
const BATCH: usize = 200;

/// Pages that are gathered in one transaction: some milliseconds.
const PAGES: i64 = 64;

/// What the index calls a few characters in a row: no sign means anything to it, and no letter is the same as another.
pub fn term(characters: &[char]) -> String {
    hexadecimal(&String::from_iter(characters))
}

/// What the index calls a session's mitra.
pub fn mitra_term(id: &str) -> String {
    format!("m{}", hexadecimal(id))
}

/// What it calls a status or a topic: no characters in a row are called so.
pub fn word_term(word: &str) -> String {
    format!("x{word}")
}

fn hexadecimal(text: &str) -> String {
    text.bytes().fold(String::new(), |mut term, byte| {
        let _ = write!(term, "{byte:02x}");
        term
    })
}

/// What came within the same quarter of an hour, or so: as many milliseconds as these bits hold.
const MOMENT_BITS: u32 = 20;

/// Of each of them there is room for this many bits of customers or sessions, and of whatever else they were called since.
const PLACE_BITS: u32 = 24;

/// Numbers of what came about at a time: which of it came first, they do not say.
fn numbers_around(at: Timestamp) -> RangeInclusive<i64> {
    // A time that other hands wrote may be any number.
    let last = i64::MAX >> (PLACE_BITS - MOMENT_BITS + 1);
    let moment = at.as_millis().clamp(0, last) >> MOMENT_BITS;
    let first = moment << PLACE_BITS;
    first..=first + (1 << PLACE_BITS) - 1
}

/// The terms of all that is in the lines of a text, as the index takes them.
fn terms(text: &str) -> String {
    let lines = text.lines().map(|line| line.chars().collect::<Vec<_>>());
    let mut terms: Vec<String> = lines
        .flat_map(|line| LENGTHS.map(|length| line.windows(length).map(term).collect::<Vec<_>>()))
        .flatten()
        .collect();
    terms.sort_unstable();
    terms.dedup();
    terms.join(" ")
}

/// What was taken up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TakenUp {
    pub customers: usize,
    pub sessions: usize,
}

/// Takes up whatever is due.
pub async fn take_up(ctx: &Ctx) -> Result<TakenUp, Error> {
    // Nothing that is wrong with the ones keeps the others waiting.
    let customers = take_up_all(ctx, &CUSTOMERS, customers_now).await;
    let sessions = take_up_all(ctx, &SESSIONS, sessions_now).await;
    Ok(TakenUp {
        customers: customers?,
        sessions: sessions?,
    })
}

async fn take_up_all(
    ctx: &Ctx,
    index: &'static Index,
    now: fn(&dyn Tx, &[String]) -> Result<(), StoreError>,
) -> Result<usize, Error> {
    let mut taken_up = 0;
    loop {
        let due = ctx.read(|tx| Ok(index.due(tx, BATCH)?)).await?;
        if due.is_empty() {
            return Ok(taken_up);
        }
        let batch = due.len();
        taken_up += batch;
        ctx.write(move |work| Ok(now(work.tx, &due)?)).await?;
        while ctx.write(|work| Ok(index.merge(work.tx, PAGES)?)).await? {}
        // Whatever came meanwhile may come one by one, and waits for more of its kind.
        if batch < BATCH {
            return Ok(taken_up);
        }
    }
}

/// Whatever the index had of these customers, it has them as they are now; of who is gone, nothing. For those who can't wait for
/// housekeeping.
pub fn customers_now(tx: &dyn Tx, ids: &[String]) -> Result<(), StoreError> {
    let mut before = Vec::new();
    let mut after = Vec::new();
    for id in ids {
        before.extend(customers::take_out(tx, id)?);
        CUSTOMERS.tick_off(tx, id)?;
        after.extend(customers::put_in(tx, id)?);
    }
    // Ascending, and with nothing else in between: FTS5 writes what it has so far whenever a number is lower than the last, and
    // when another statement begins that may fail half-way.
    before.sort_unstable_by_key(|entry| entry.number);
    after.sort_unstable_by_key(|entry| entry.number);
    for entry in before {
        // It can be told to forget only what it was told.
        customers::forget(tx, entry.number, &terms(&entry.text))?;
    }
    for entry in after {
        CUSTOMERS.learn(tx, entry.number, &terms(&entry.text))?;
    }
    Ok(())
}

/// The same of sessions: those that are over.
fn sessions_now(tx: &dyn Tx, ids: &[String]) -> Result<(), StoreError> {
    let mut before = Vec::new();
    let mut after = Vec::new();
    for id in ids {
        before.extend(sessions::take_out(tx, id)?);
        SESSIONS.tick_off(tx, id)?;
        after.extend(sessions::put_in(tx, id)?);
    }
    before.sort_unstable();
    after.sort_unstable_by_key(|entry| entry.number);
    for number in before {
        sessions::forget(tx, number)?;
    }
    for entry in after {
        let mut told = terms(&entry.text);
        let words = [&entry.status, &entry.topic].map(|word| word_term(word));
        for word in words
            .into_iter()
            .chain(entry.mitra.as_deref().map(mitra_term))
        {
            told.push(' ');
            told.push_str(&word);
        }
        SESSIONS.learn(tx, entry.number, &told)?;
    }
    Ok(())
}

/// Gathers each of them into one piece, which alone has nothing left of what was taken out.
pub async fn gather(ctx: &Ctx) -> Result<(), Error> {
    for index in [&CUSTOMERS, &SESSIONS] {
        let mut pages = -PAGES;
        while ctx
            .write(move |work| Ok(index.merge(work.tx, pages)?))
            .await?
        {
            pages = PAGES;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_each_of_its_characters_pairs_and_threes_once() {
        assert_eq!(terms(""), "");
        assert_eq!(terms("a"), "61");
        assert_eq!(terms("aaaa"), "61 6161 616161");
        assert_eq!(terms("a\nb"), "61 62");
        assert_eq!(terms("aé"), "61 61c3a9 c3a9");
        assert_eq!(terms("\"\0 "), "00 0020 20 22 2200 220020");
        let long = terms("abcdefg");
        assert!(long.contains("616263646566") && long.contains("626364656667"));
        assert_eq!(long.split(' ').count(), 7 + 6 + 5 + 2);
    }

    #[test]
    fn numbers_ascend_with_time_whatever_a_time_is() {
        let around = |millis| numbers_around(Timestamp::from_millis(millis));
        assert_eq!(around(0), around(1_048_575));
        assert_eq!(around(1_048_576).start(), &(around(0).end() + 1));
        assert_eq!(around(i64::MIN), around(0));
        assert!(around(1_800_000_000_000).start() > around(1_799_998_900_000).end());
        assert!(around(i64::MAX).end() > around(1_800_000_000_000).end());
    }
}
