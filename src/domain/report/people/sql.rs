//! Rows of mitras and customers with what they have had of sessions.

use super::{CustomerEntry, MitraEntry, MitraFilter};
use crate::{
    domain::{
        account::{customer::Customer, mitra::Mitra},
        ids::{CustomerId, MitraId},
        page::Page,
        report::Search,
    },
    params,
    store::{Row, StoreError, Tx, TxExt},
};

const MITRA: &str = "
    select p.id, p.display_name, p.phone, p.is_active, p.is_online, p.created_at,
           (select count(*)
              from chat_sessions s
             where s.mitra_id = p.id and s.ended_at is null and s.status in ('active', 'extending', 'closing'))
      from mitras p";

const CUSTOMER: &str = "
    select p.id, p.display_name, p.phone, p.email, p.google_sub, p.apple_sub, p.created_at,
           (select count(*)
              from chat_sessions s
             where s.customer_id = p.id and s.started_at is not null)
      from customers p";

/// Of a person `p`. The first alternative spares the others when nothing is searched.
const FOUND: &str = "
    (?1 = '%'
     or lower(p.display_name) like ?1 escape '!'
     or p.phone like ?2 escape '!'
     or p.phone like ?3 escape '!')";

/// A filter of yes or no as the least and the most of what fits.
fn range(wanted: Option<bool>) -> (bool, bool) {
    (wanted.unwrap_or(false), wanted.unwrap_or(true))
}

pub(super) fn mitras(
    tx: &dyn Tx,
    filter: &MitraFilter,
    page: &Page,
) -> Result<Vec<MitraEntry>, StoreError> {
    let (active, online) = (range(filter.is_active), range(filter.is_online));
    let start = page.start();
    tx.rows(
        &format!(
            "{MITRA}
              where {FOUND}
                and p.is_active between ?4 and ?5
                and p.is_online between ?6 and ?7
                and (p.created_at, p.id) < (?8, ?9)
              order by p.created_at desc, p.id desc
              limit ?10"
        ),
        params![
            &filter.search.name,
            &filter.search.phone,
            &filter.search.phone_at_home,
            active.0,
            active.1,
            online.0,
            online.1,
            start.at,
            start.id,
            page.fetch()
        ],
    )?
    .iter()
    .map(to_mitra)
    .collect()
}

pub(super) fn count_mitras(tx: &dyn Tx, filter: &MitraFilter) -> Result<i64, StoreError> {
    let (active, online) = (range(filter.is_active), range(filter.is_online));
    tx.value(
        &format!(
            "select count(*)
               from mitras p
              where {FOUND}
                and p.is_active between ?4 and ?5
                and p.is_online between ?6 and ?7"
        ),
        params![
            &filter.search.name,
            &filter.search.phone,
            &filter.search.phone_at_home,
            active.0,
            active.1,
            online.0,
            online.1
        ],
    )
}

pub(super) fn mitra(tx: &dyn Tx, id: MitraId) -> Result<Option<MitraEntry>, StoreError> {
    tx.row(&format!("{MITRA} where p.id = ?1"), params![id])?
        .as_ref()
        .map(to_mitra)
        .transpose()
}

fn to_mitra(row: &Row) -> Result<MitraEntry, StoreError> {
    Ok(MitraEntry {
        mitra: Mitra {
            id: row.get(0)?,
            display_name: row.get(1)?,
            phone: row.get(2)?,
            is_active: row.get(3)?,
            is_online: row.get(4)?,
            created_at: row.get(5)?,
        },
        active_session_count: row.get(6)?,
    })
}

pub(super) fn customers(
    tx: &dyn Tx,
    search: &Search,
    page: &Page,
) -> Result<Vec<CustomerEntry>, StoreError> {
    let start = page.start();
    tx.rows(
        &format!(
            "{CUSTOMER}
              where {FOUND}
                and (p.created_at, p.id) < (?4, ?5)
              order by p.created_at desc, p.id desc
              limit ?6"
        ),
        params![
            &search.name,
            &search.phone,
            &search.phone_at_home,
            start.at,
            start.id,
            page.fetch()
        ],
    )?
    .iter()
    .map(to_customer)
    .collect()
}

pub(super) fn count_customers(tx: &dyn Tx, search: &Search) -> Result<i64, StoreError> {
    tx.value(
        &format!("select count(*) from customers p where {FOUND}"),
        params![&search.name, &search.phone, &search.phone_at_home],
    )
}

pub(super) fn customer(tx: &dyn Tx, id: CustomerId) -> Result<Option<CustomerEntry>, StoreError> {
    tx.row(&format!("{CUSTOMER} where p.id = ?1"), params![id])?
        .as_ref()
        .map(to_customer)
        .transpose()
}

fn to_customer(row: &Row) -> Result<CustomerEntry, StoreError> {
    Ok(CustomerEntry {
        customer: Customer {
            id: row.get(0)?,
            display_name: row.get(1)?,
            phone: row.get(2)?,
            email: row.get(3)?,
            google_sub: row.get(4)?,
            apple_sub: row.get(5)?,
            created_at: row.get(6)?,
        },
        session_count: row.get(7)?,
    })
}
