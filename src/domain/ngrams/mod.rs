//! Who has which one, two or three characters in a row, in their name or phone: how a piece of one is found among however many
//! customers.
//!
//! An entry costs more than all else of a sign-up, and nobody waits for it. So the schema's triggers only note who is new or has
//! another name, and whoever searches looks at those one by one. Housekeeping takes them up, many at a time, and gathers what
//! was written in pieces, a little at a time: nobody waits long behind it, and it never has to be done all at once.

mod sql;

use std::fmt::Write as _;

use super::{ctx::Ctx, error::Error};
use crate::store::{StoreError, Tx};

/// Characters in a row that the index knows, at most.
pub const LONGEST: usize = 3;

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

/// The terms of all that is in a text, as the index takes them.
fn terms(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut terms: Vec<String> = (1..=LONGEST)
        .flat_map(|length| characters.windows(length))
        .map(term)
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
    // With nothing else in between: FTS5 writes what it has so far whenever another statement begins that may fail half-way.
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
        assert_eq!(terms("aé"), "61 61c3a9 c3a9");
        assert_eq!(terms("\"\0 "), "00 0020 20 22 2200 220020");
    }
}
