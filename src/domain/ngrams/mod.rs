//! Who has which few characters in a row, in their name or phone: how a piece of one is found among however many customers.
//!
//! The index names them by numbers that ascend with the time at which they came, so that it is asked for the newest and no more
//! of them than a page shows.
//!
//! An entry costs more than all else of a sign-up, and nobody waits for it. So the schema's triggers only note who is new or has
//! another name, and whoever searches looks at those one by one. Housekeeping takes them up, many at a time, and gathers what
//! was written in pieces, a little at a time: nobody waits long behind it, and it never has to be done all at once.

mod sql;

use std::{fmt::Write as _, ops::RangeInclusive};

use super::{ctx::Ctx, error::Error};
use crate::{
    clock::Timestamp,
    store::{StoreError, Tx},
};

/// So many characters in a row the index knows. The more, the fewer have them: the longest tells people of common names and
/// numbers from each other.
pub const LENGTHS: [usize; 4] = [1, 2, 3, 6];

/// Customers in one transaction, at most.
const BATCH: usize = 200;

/// Pages that are gathered in one transaction: some milliseconds.
const PAGES: i64 = 64;

/// What the index calls a few characters in a row: no sign means anything to it, and no letter is the same as another.
pub fn term(characters: &[char]) -> String {
    let text = String::from_iter(characters);
    text.bytes().fold(String::new(), |mut term, byte| {
        let _ = write!(term, "{byte:02x}");
        term
    })
}

/// Who came within the same quarter of an hour, or so: as many milliseconds as these bits hold.
const MOMENT_BITS: u32 = 20;

/// Of each of them there is room for this many bits of customers, and of whatever else they were called since.
const PLACE_BITS: u32 = 24;

/// Numbers of those who came about when someone came: which of them came first, their numbers do not say.
pub fn numbers_around(created_at: Timestamp) -> RangeInclusive<i64> {
    // A time that other hands wrote may be any number.
    let last = i64::MAX >> (PLACE_BITS - MOMENT_BITS + 1);
    let moment = created_at.as_millis().clamp(0, last) >> MOMENT_BITS;
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

/// Takes up whoever is due; says how many that were.
pub async fn take_up(ctx: &Ctx) -> Result<usize, Error> {
    let mut people = 0;
    loop {
        let due = ctx.read(|tx| Ok(sql::due(tx, BATCH)?)).await?;
        if due.is_empty() {
            return Ok(people);
        }
        people += due.len();
        ctx.write(move |work| Ok(take_up_now(work.tx, &due)?))
            .await?;
        while ctx.write(|work| Ok(sql::merge(work.tx, PAGES)?)).await? {}
    }
}

/// Whatever the index had of these customers, it has them as they are now; of who is gone, nothing. For those who can't wait for
/// housekeeping.
pub fn take_up_now(tx: &dyn Tx, ids: &[String]) -> Result<(), StoreError> {
    let mut before = Vec::new();
    let mut after = Vec::new();
    for id in ids {
        before.extend(sql::take_out(tx, id)?);
        after.extend(sql::put_in(tx, id)?);
    }
    // Ascending, and with nothing else in between: FTS5 writes what it has so far whenever a number is lower than the last, and
    // when another statement begins that may fail half-way.
    before.sort_unstable_by_key(|entry| entry.number);
    after.sort_unstable_by_key(|entry| entry.number);
    for entry in before {
        // It can be told to forget only what it was told.
        sql::forget(tx, entry.number, &terms(&entry.text))?;
    }
    for entry in after {
        sql::learn(tx, entry.number, &terms(&entry.text))?;
    }
    Ok(())
}

/// Gathers all of it into one piece, which alone has nothing left of what was taken out.
pub async fn gather(ctx: &Ctx) -> Result<(), Error> {
    let mut pages = -PAGES;
    while ctx
        .write(move |work| Ok(sql::merge(work.tx, pages)?))
        .await?
    {
        pages = PAGES;
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
