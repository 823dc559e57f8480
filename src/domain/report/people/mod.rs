//! The control center's directory: mitras and customers, newest first, searched by name and phone.

pub(super) mod sql;

use super::Search;
use crate::{
    domain::{
        account::{customer::Customer, mitra::Mitra},
        ctx::Ctx,
        error::{Code, Error},
        ids::{CustomerId, MitraId},
        page::{Cursor, Listed, Page, Total},
        totals::{self, Counted},
    },
    store::{StoreError, Tx},
};

/// Customers who are counted at most.
const COUNTED: usize = 1_000;

/// The newest customers who are found: one more than are counted, if there are so many.
pub(super) fn some_found(tx: &dyn Tx, search: &Search) -> Result<Vec<String>, StoreError> {
    sql::customers_found(tx, search, Cursor::START, COUNTED + 1)
}

/// All customers who are found, the newest first.
pub(super) fn all_found(tx: &dyn Tx, search: &Search) -> Result<Vec<String>, StoreError> {
    sql::customers_found(tx, search, Cursor::START, usize::MAX)
}

/// Of those found, how many; and those that were counted.
pub(super) fn counted(found: &[String]) -> (Total, &[String]) {
    let counted = &found[..found.len().min(COUNTED)];
    let total = Total {
        rows: counted.len() as i64,
        are_more: found.len() > COUNTED,
    };
    (total, counted)
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MitraEntry {
    pub mitra: Mitra,
    /// Sessions that have started and not ended.
    pub active_session_count: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerEntry {
    pub customer: Customer,
    /// Sessions that have ever started.
    pub session_count: i64,
}

/// Which mitras; `None` is either.
#[derive(Debug, Clone)]
pub struct MitraFilter {
    pub search: Search,
    pub is_active: Option<bool>,
    pub is_online: Option<bool>,
}

pub async fn mitras(
    ctx: &Ctx,
    filter: MitraFilter,
    page: Page,
) -> Result<Listed<MitraEntry>, Error> {
    ctx.read(move |tx| {
        let items = sql::mitras(tx, &filter, &page)?;
        let total = sql::count_mitras(tx, &filter)?;
        let listed = page.cut(items, |entry| Cursor {
            at: entry.mitra.created_at,
            id: entry.mitra.id.0,
        });
        Ok(listed.of(total))
    })
    .await
}

pub async fn mitra(ctx: &Ctx, id: MitraId) -> Result<MitraEntry, Error> {
    ctx.read(move |tx| sql::mitra(tx, id)?.ok_or_else(|| Code::NotFound.into()))
        .await
}

pub async fn customers(
    ctx: &Ctx,
    search: Search,
    page: Page,
) -> Result<Listed<CustomerEntry>, Error> {
    ctx.read(move |tx| {
        let (items, total) = if search.is_for_everyone() {
            let total = totals::total(tx, Counted::Customers, &[])?;
            (sql::customers(tx, &page)?, total.into())
        } else {
            let most = usize::try_from(page.fetch()).unwrap_or(usize::MAX);
            let ids = sql::customers_found(tx, &search, page.start(), most)?;
            let (total, _) = counted(&some_found(tx, &search)?);
            (sql::customers_with(tx, &sql::list(&ids))?, total)
        };
        let listed = page.cut(items, |entry| Cursor {
            at: entry.customer.created_at,
            id: entry.customer.id.0,
        });
        Ok(listed.of(total))
    })
    .await
}

pub async fn customer(ctx: &Ctx, id: CustomerId) -> Result<CustomerEntry, Error> {
    ctx.read(move |tx| sql::customer(tx, id)?.ok_or_else(|| Code::NotFound.into()))
        .await
}
