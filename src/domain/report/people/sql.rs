//! Rows of mitras and customers with what they have had of sessions.

use super::{CustomerEntry, MitraEntry, MitraFilter, WALK};
use crate::{
    clock::Timestamp,
    domain::{
        account::{customer::Customer, mitra::Mitra},
        ids::{CustomerId, MitraId},
        page::Page,
        report::Search,
    },
    params,
    store::{Param, Row, StoreError, Tx, TxExt},
};

const MITRA: &str = "
    select p.id, p.display_name, p.phone, p.is_active, p.is_online, p.created_at,
           (select count(*)
              from chat_sessions s
             where s.mitra_id = p.id and s.ended_at is null and s.status in ('active', 'extending', 'closing'))
      from mitras p";

const CUSTOMER: &str = "
    select p.id, p.display_name, p.phone, p.email, p.google_sub, p.apple_sub, p.created_at, p.erased_at,
           (select count(*)
              from chat_sessions s
             where s.customer_id = p.id and s.started_at is not null)
      from customers p";

/// The condition on a person `p`, with `?name`, `?phone` and `?home` for what is searched. Digits have no case.
pub(in crate::domain::report) fn found(search: &Search) -> &'static str {
    if search.is_for_everyone() {
        "true"
    } else if search.is_number {
        "(p.display_name like ?name escape '!' or p.phone like ?phone escape '!' or p.phone like ?home escape '!')"
    } else {
        "lower(p.display_name) like ?name escape '!'"
    }
}

/// The same with numbers from 1 on.
fn numbered(search: &Search) -> String {
    found(search)
        .replace("?name", "?1")
        .replace("?phone", "?2")
        .replace("?home", "?3")
}

/// The values of [`numbered`].
fn values(search: &Search) -> Vec<Param<'_>> {
    if search.is_for_everyone() {
        vec![]
    } else if search.is_number {
        params![&search.name, &search.phone, &search.phone_at_home].to_vec()
    } else {
        params![&search.name].to_vec()
    }
}

/// The ids of customers who are found, `most` at most.
pub(super) fn customers_found(
    tx: &dyn Tx,
    search: &Search,
    most: usize,
) -> Result<Vec<String>, StoreError> {
    let numbered = numbered(search);
    let ngrams = search.ngrams();
    let mut values = values(search);
    values.push((&ngrams).into());
    let sql = format!(
        "select p.id
           from customer_search_due d
          cross join customers p on p.id = d.customer_id
          where {numbered}
          union all
         select p.id
           from customer_ngrams t
          cross join customer_names n on n.number = t.rowid
          cross join customers p on p.id = n.customer_id
          where t.customer_ngrams match ?{} and {numbered}
            and not exists (select 1 from customer_search_due d where d.customer_id = p.id)
          limit {most}",
        values.len()
    );
    ids(tx, &sql, &values)
}

/// The ids of all mitras who are found.
pub(in crate::domain::report) fn mitras_found(
    tx: &dyn Tx,
    search: &Search,
) -> Result<Vec<String>, StoreError> {
    let sql = format!(
        "select p.id
           from mitras p
          where {}",
        numbered(search)
    );
    ids(tx, &sql, &values(search))
}

fn ids(tx: &dyn Tx, sql: &str, values: &[Param<'_>]) -> Result<Vec<String>, StoreError> {
    let rows = tx.rows(sql, values)?;
    rows.iter().map(|row| row.get(0)).collect()
}

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
              where {}
                and p.is_active between ?4 and ?5
                and p.is_online between ?6 and ?7
                and (p.created_at, p.id) < (?8, ?9)
              order by p.created_at desc, p.id desc
              limit ?10",
            numbered(&filter.search)
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
              where {}
                and p.is_active between ?4 and ?5
                and p.is_online between ?6 and ?7",
            numbered(&filter.search)
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

/// Up to when a page may walk back: past [`WALK`] customers, or to the beginning where there are no more.
pub(super) fn far_back(tx: &dyn Tx, page: &Page) -> Result<Timestamp, StoreError> {
    let start = page.start();
    tx.value(
        "select coalesce(
            (select created_at
               from customers
              where (created_at, id) < (?1, ?2)
              order by created_at desc, id desc
              limit 1 offset ?3), ?4)",
        params![start.at, start.id, WALK, i64::MIN],
    )
}

/// A page of those since `far`.
pub(super) fn customers(
    tx: &dyn Tx,
    search: &Search,
    far: Timestamp,
    page: &Page,
) -> Result<Vec<CustomerEntry>, StoreError> {
    let start = page.start();
    tx.rows(
        &format!(
            "{CUSTOMER}
              where {}
                and (p.created_at, p.id) < (?4, ?5)
                and p.created_at >= ?6
              order by p.created_at desc, p.id desc
              limit ?7",
            numbered(search)
        ),
        params![
            &search.name,
            &search.phone,
            &search.phone_at_home,
            start.at,
            start.id,
            far,
            page.fetch()
        ],
    )?
    .iter()
    .map(to_customer)
    .collect()
}

/// A page of those with these ids, a JSON list.
pub(super) fn customers_among(
    tx: &dyn Tx,
    ids: &str,
    page: &Page,
) -> Result<Vec<CustomerEntry>, StoreError> {
    let start = page.start();
    tx.rows(
        &format!(
            "{CUSTOMER}
              where p.id in (select among.id
                               from (select k.id, k.created_at
                                       from json_each(?1) one
                                      cross join customers k
                                      where k.id = one.value and (k.created_at, k.id) < (?2, ?3)
                                      order by 2 desc, 1 desc
                                      limit ?4) among)
              order by +p.created_at desc, p.id desc"
        ),
        params![ids, start.at, start.id, page.fetch()],
    )?
    .iter()
    .map(to_customer)
    .collect()
}

/// Ids as a JSON list.
pub(in crate::domain::report) fn list(ids: &[String]) -> String {
    format!("[\"{}\"]", ids.join("\",\""))
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
            erased_at: row.get(7)?,
        },
        session_count: row.get(8)?,
    })
}
