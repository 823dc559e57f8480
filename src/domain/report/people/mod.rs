//! The control center's directory: mitras and customers, newest first, searched by name and phone.

pub(super) mod sql;

use super::{Search, id_list, on_page};
use crate::domain::{
    account::{customer::Customer, mitra::Mitra},
    ctx::Ctx,
    error::{Code, Error},
    ids::{CustomerId, MitraId},
    page::{Cursor, Listed, Page},
    totals::{self, Counted},
};

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
            let found = |start, most| sql::customers_found(tx, &search, start, most);
            let (ids, total) = on_page(&page, found)?;
            (sql::customers_with(tx, &id_list(&ids))?, total)
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
