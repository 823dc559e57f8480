//! Who has which three characters in a row, in their name or phone: how a piece of one is found among however many customers.
//!
//! An entry costs more than all else of a sign-up, and nobody waits for it. So the schema's triggers only note who is new or has
//! another name, and whoever searches looks at those one by one. Housekeeping takes them up, many at a time, and gathers what
//! was written in pieces, a little at a time: nobody waits long behind it, and it never has to be done all at once.

mod sql;

use super::{ctx::Ctx, error::Error, ids::CustomerId};
use crate::store::{StoreError, Tx};

/// Customers in one transaction, at most.
const BATCH: usize = 200;

/// Pages that are gathered in one transaction: some milliseconds.
const PAGES: i64 = 64;

/// Takes up whoever is due; says how many that were.
pub async fn take_up(ctx: &Ctx) -> Result<usize, Error> {
    let mut people = 0;
    loop {
        let due = ctx.read(|tx| Ok(sql::due(tx, BATCH)?)).await?;
        if due.is_empty() {
            return Ok(people);
        }
        people += due.len();
        ctx.write(move |work| Ok(sql::take_up(work.tx, &due)?))
            .await?;
        while ctx.write(|work| Ok(sql::merge(work.tx, PAGES)?)).await? {}
    }
}

/// Takes up one, who can't wait for housekeeping.
pub fn take_up_now(tx: &dyn Tx, id: CustomerId) -> Result<(), StoreError> {
    sql::take_up(tx, &[id.to_string()])
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
