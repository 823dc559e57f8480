//! The control center's directory: mitras and customers, newest first, searched by name and phone.

pub(super) mod sql;

use super::Search;
use crate::{
    clock::Timestamp,
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

/// Customers who are looked for at most. Of more the next one is seldom far: a list then walks back in time.
const FEW: usize = 1_000;

/// How many rows a list walks back at most. Where that doesn't fill a page, those found are all looked for after all.
pub(super) const WALK: i64 = 10_000;

/// Customers who are found, as a JSON list of ids.
pub(super) struct Found {
    pub(super) ids: String,
    pub(super) people: Total,
}

impl Found {
    pub(super) fn of(tx: &dyn Tx, search: &Search) -> Result<Self, StoreError> {
        Self::of_at_most(tx, search, FEW)
    }

    /// However many they are.
    pub(super) fn all(tx: &dyn Tx, search: &Search) -> Result<Self, StoreError> {
        Self::of_at_most(tx, search, i64::MAX as usize - 1)
    }

    fn of_at_most(tx: &dyn Tx, search: &Search, most: usize) -> Result<Self, StoreError> {
        let mut ids = sql::customers_found(tx, search, most + 1)?;
        let are_more = ids.len() > most;
        ids.truncate(most);
        Ok(Self {
            people: Total {
                rows: ids.len() as i64,
                are_more,
            },
            ids: sql::list(&ids),
        })
    }
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
            let everyone = Timestamp::from_millis(i64::MIN);
            let items = sql::customers(tx, &search, everyone, &page)?;
            (items, total.into())
        } else {
            let found = Found::of(tx, &search)?;
            let items = if found.people.are_more {
                customers_of_many(tx, &search, &page)?
            } else {
                sql::customers_among(tx, &found.ids, &page)?
            };
            (items, found.people)
        };
        let listed = page.cut(items, |entry| Cursor {
            at: entry.customer.created_at,
            id: entry.customer.id.0,
        });
        Ok(listed.of(total))
    })
    .await
}

fn customers_of_many(
    tx: &dyn Tx,
    search: &Search,
    page: &Page,
) -> Result<Vec<CustomerEntry>, StoreError> {
    let far = sql::far_back(tx, page)?;
    let near = sql::customers(tx, search, far, page)?;
    if far.as_millis() == i64::MIN || near.len() as i64 == page.fetch() {
        return Ok(near);
    }
    sql::customers_among(tx, &Found::all(tx, search)?.ids, page)
}

pub async fn customer(ctx: &Ctx, id: CustomerId) -> Result<CustomerEntry, Error> {
    ctx.read(move |tx| sql::customer(tx, id)?.ok_or_else(|| Code::NotFound.into()))
        .await
}
