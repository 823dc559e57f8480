//! Rows of mitras and customers with what they have had of sessions.

use super::{CustomerEntry, MitraEntry, MitraFilter};
use crate::{
    clock::Timestamp,
    domain::{
        account::{customer::Customer, mitra::Mitra},
        ids::{CustomerId, MitraId},
        ngrams::{self, Asked, Hit},
        page::{Cursor, Page},
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

/// The condition on a row `n` of an index's texts, with `?1` and so on for [`text_patterns`].
pub(in crate::domain::report) fn found_in_text(search: &Search) -> &'static str {
    if search.is_number {
        "(n.text like ?1 escape '!' or n.text like ?2 escape '!' or n.text like ?3 escape '!')"
    } else {
        "n.text like ?1 escape '!'"
    }
}

/// Whoever is found has one of them: the first line of a text is a name, the second one a phone.
pub(in crate::domain::report) fn text_patterns(search: &Search) -> Vec<String> {
    let mut patterns = vec![format!("{}\n%", search.name)];
    if search.is_number {
        patterns.extend([&search.phone, &search.phone_at_home].map(|phone| format!("%\n{phone}")));
    }
    patterns
}

/// The newest customers who are found from `start` on, newest first, `most` at most.
pub(super) fn customers_found(
    tx: &dyn Tx,
    search: &Search,
    start: Cursor,
    most: usize,
) -> Result<Vec<Hit>, StoreError> {
    let patterns = text_patterns(search);
    let asked = Asked {
        terms: &search.ngrams(),
        condition: found_in_text(search),
        values: &patterns.iter().map(Param::from).collect::<Vec<_>>(),
        from: Timestamp::from_millis(i64::MIN),
    };
    let mut hits = ngrams::CUSTOMERS.hits(tx, &asked, start, most)?;
    hits.extend(found_among_due(tx, search, start, most)?);
    Ok(ngrams::newest(hits, most))
}

fn found_among_due(
    tx: &dyn Tx,
    search: &Search,
    start: Cursor,
    most: usize,
) -> Result<Vec<Hit>, StoreError> {
    let sql = format!(
        "select p.id, p.created_at
           from customer_search_due d
          cross join customers p on p.id = d.customer_id
          where {}
            and (p.created_at, p.id) < (?4, ?5)
          order by 2 desc, 1 desc
          limit ?6",
        numbered(search)
    );
    let values = params![
        &search.name,
        &search.phone,
        &search.phone_at_home,
        start.at,
        start.id,
        i64::try_from(most).unwrap_or(i64::MAX)
    ];
    tx.rows(&sql, values)?.iter().map(Hit::elsewhere).collect()
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

/// A page of everyone.
pub(super) fn customers(tx: &dyn Tx, page: &Page) -> Result<Vec<CustomerEntry>, StoreError> {
    let start = page.start();
    tx.rows(
        &format!(
            "{CUSTOMER}
              where (p.created_at, p.id) < (?1, ?2)
              order by p.created_at desc, p.id desc
              limit ?3"
        ),
        params![start.at, start.id, page.fetch()],
    )?
    .iter()
    .map(to_customer)
    .collect()
}

/// Those with these ids, a JSON list, newest first.
pub(super) fn customers_with(tx: &dyn Tx, ids: &str) -> Result<Vec<CustomerEntry>, StoreError> {
    tx.rows(
        &format!(
            "{CUSTOMER}
              where p.id in (select value from json_each(?1))
              order by +p.created_at desc, p.id desc"
        ),
        params![ids],
    )?
    .iter()
    .map(to_customer)
    .collect()
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
