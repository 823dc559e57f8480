//! Rows of an index of characters in a row, which is spoken to as FTS5 wants it; and of what it does not have as it is.

pub(super) mod customers;
pub(super) mod sessions;

use super::numbers_around;
use crate::{
    clock::Timestamp,
    domain::page::Cursor,
    params,
    store::{Param, Row, StoreError, Tx, TxExt},
};

/// Where its rows are.
#[derive(Debug)]
pub struct Index {
    grams: &'static str,
    texts: &'static str,
    due: &'static str,
    id: &'static str,
    at: &'static str,
}

pub const CUSTOMERS: Index = Index {
    grams: "customer_grams",
    texts: "customer_texts",
    due: "customer_search_due",
    id: "customer_id",
    at: "created_at",
};

pub const SESSIONS: Index = Index {
    grams: "session_grams",
    texts: "session_texts",
    due: "session_search_due",
    id: "session_id",
    at: "requested_at",
};

/// What an index is asked for.
#[derive(Debug)]
pub struct Asked<'a> {
    /// In its own language: all that is meant, and some that is not.
    pub terms: &'a str,
    /// The condition for what is meant, on a row `n` of its texts, with `?1` and so on for these values.
    pub condition: &'a str,
    pub values: &'a [Param<'a>],
    /// Nothing that came before.
    pub from: Timestamp,
}

/// What an index has of what it was asked for.
#[derive(Debug, Clone)]
pub struct Hit {
    pub id: String,
    pub at: Timestamp,
    number: i64,
}

impl Hit {
    /// Of something that no index has.
    pub fn elsewhere(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get(0)?,
            at: row.get(1)?,
            number: 0,
        })
    }

    fn of(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            number: row.get(2)?,
            ..Self::elsewhere(row)?
        })
    }
}

/// The newest of them, `most` at most: by their time, those of one instant by their ids.
pub fn newest(mut hits: Vec<Hit>, most: usize) -> Vec<Hit> {
    hits.sort_unstable_by(|one, other| (other.at, &other.id).cmp(&(one.at, &one.id)));
    hits.truncate(most);
    hits
}

impl Index {
    /// The newest of what it is asked for from `start` on, `most` at least, if there are so many. What is due is not among them.
    pub fn hits(
        &self,
        tx: &dyn Tx,
        asked: &Asked<'_>,
        start: Cursor,
        most: usize,
    ) -> Result<Vec<Hit>, StoreError> {
        let first = *numbers_around(asked.from).start();
        let last = *numbers_around(start.at).end();
        let mut hits = self.numbered(tx, asked, start, (first, last), "t.rowid", most)?;
        // Those that came with the last of them may be newer by a little.
        if let (true, Some(last)) = (hits.len() == most, hits.last()) {
            let before = (*numbers_around(last.at).start(), last.number - 1);
            let newest = format!("n.{} desc, n.{}", self.at, self.id);
            hits.extend(self.numbered(tx, asked, start, before, &newest, most)?);
        }
        Ok(hits)
    }

    /// Those of a range of numbers, by the highest of something. By `t.rowid` they come as they are asked for, and no more are
    /// looked at.
    fn numbered(
        &self,
        tx: &dyn Tx,
        asked: &Asked<'_>,
        start: Cursor,
        (first, last): (i64, i64),
        by: &str,
        most: usize,
    ) -> Result<Vec<Hit>, StoreError> {
        let Self {
            grams,
            texts,
            due,
            id,
            at,
        } = self;
        let mut values = asked.values.to_vec();
        let own = values.len();
        let [terms, from, start_at, start_id, lowest, highest, limit] =
            [1, 2, 3, 4, 5, 6, 7].map(|n| own + n);
        values.extend(params![
            asked.terms,
            asked.from,
            start.at,
            start.id,
            first,
            last,
            i64::try_from(most).unwrap_or(i64::MAX)
        ]);
        let sql = format!(
            "select n.{id}, n.{at}, n.number
               from {grams} t
              cross join {texts} n on n.number = t.rowid
              where t.{grams} match ?{terms} and t.rowid between ?{lowest} and ?{highest}
                and (n.{at}, n.{id}) < (?{start_at}, ?{start_id})
                and n.{at} >= ?{from}
                and {condition}
                and not exists (select 1 from {due} d where d.{id} = n.{id})
              order by {by} desc
              limit ?{limit}",
            condition = asked.condition
        );
        tx.rows(&sql, &values)?.iter().map(Hit::of).collect()
    }

    /// Some that it does not have as they are.
    pub(super) fn due(&self, tx: &dyn Tx, most: usize) -> Result<Vec<String>, StoreError> {
        let Self { due, id, .. } = self;
        tx.rows(
            &format!("select {id} from {due} limit ?1"),
            params![most as i64],
        )?
        .iter()
        .map(|row| row.get(0))
        .collect()
    }

    /// It has this one as it is now, or will have within the same transaction.
    pub(super) fn tick_off(&self, tx: &dyn Tx, id: &str) -> Result<usize, StoreError> {
        let sql = format!("delete from {} where {} = ?1", self.due, self.id);
        tx.execute(&sql, params![id])
    }

    pub(super) fn learn(&self, tx: &dyn Tx, number: i64, terms: &str) -> Result<usize, StoreError> {
        tx.execute(
            &format!("insert into {} (rowid, terms) values (?1, ?2)", self.grams),
            params![number, terms],
        )
    }

    /// Gathers pieces of one size into a larger one, for about so many pages; of all sizes, if `pages` is negative. False when
    /// there was nothing to gather.
    pub(super) fn merge(&self, tx: &dyn Tx, pages: i64) -> Result<bool, StoreError> {
        let changes = |tx: &dyn Tx| tx.value::<i64>("select total_changes()", params![]);
        let before = changes(tx)?;
        let grams = self.grams;
        tx.execute(
            &format!("insert into {grams} ({grams}, rank) values ('merge', ?1)"),
            params![pages],
        )?;
        // The command itself is one.
        Ok(changes(tx)? - before >= 2)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;
    use crate::store::plan_of;

    /// Hears what it is asked, and knows nothing.
    #[derive(Default)]
    struct Heard(RefCell<Vec<String>>);

    impl Tx for Heard {
        fn execute(&self, _: &str, _: &[Param<'_>]) -> Result<usize, StoreError> {
            unreachable!("nothing is written");
        }

        fn rows(&self, sql: &str, _: &[Param<'_>]) -> Result<Vec<Row>, StoreError> {
            self.0.borrow_mut().push(sql.to_owned());
            Ok(Vec::new())
        }
    }

    /// However many are found, a page costs what it shows.
    #[test]
    fn what_is_found_is_read_in_the_order_of_the_index_and_nothing_is_put_in_order() {
        for index in [&CUSTOMERS, &SESSIONS] {
            let tx = Heard::default();
            let asked = Asked {
                terms: "\"61\"",
                condition: "n.text like ?1",
                values: &["%a%".into()],
                from: Timestamp::from_millis(0),
            };
            index.hits(&tx, &asked, Cursor::START, 50).unwrap();
            let plan = plan_of(&tx.0.borrow()[0]);
            assert!(plan[0].contains("SCAN t VIRTUAL TABLE"), "{plan:?}");
            assert!(
                plan[1].contains("SEARCH n USING INTEGER PRIMARY KEY"),
                "{plan:?}"
            );
            let sorts = plan.iter().any(|step| step.contains("TEMP B-TREE"));
            assert!(!sorts, "{plan:?}");
        }
    }
}
