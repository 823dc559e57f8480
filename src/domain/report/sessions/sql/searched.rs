//! Which sessions are found by a name or a number of either side. Those that are over are found by an index of what their
//! customers are called ([`ngrams`]), the newest first and no more than a page shows. Those that it does not have, or not as they
//! are, are looked at one by one: the open ones, and what is over since a minute or so.

use uuid::Uuid;

use super::question::Question;
use crate::{
    clock::Timestamp,
    domain::{
        ngrams::{self, Asked, Hit},
        page::{Cursor, Page, Total},
        report::{Search, id_list, on_page, people, sessions::Filter},
    },
    store::{Param, StoreError, Tx},
};

/// What is asked of sessions, and who is searched.
pub(in super::super) struct Searched<'a> {
    filter: &'a Filter,
    search: &'a Search,
    /// All mitras who are found, a JSON list.
    mitras: String,
    /// What the index is asked for, in its own language.
    terms: String,
}

const NOT_INDEXED: &str = "
    (select session_id as id from session_search_due
      union
     select id from chat_sessions where ended_at is null) other
    cross join chat_sessions s on s.id = other.id";

/// One customer's are few: no index of names is needed.
const OF_ONE: &str = "chat_sessions s";

impl<'a> Searched<'a> {
    pub(in super::super) fn of(
        tx: &dyn Tx,
        filter: &'a Filter,
        search: &'a Search,
    ) -> Result<Self, StoreError> {
        let mitras = people::sql::mitras_found(tx, search)?;
        Ok(Self {
            filter,
            search,
            terms: terms(filter, search, &mitras),
            mitras: id_list(&mitras),
        })
    }

    /// Ids of those that a page shows, and of one more, if there is one, the newest first; and how many there are on all pages.
    pub(in super::super) fn on(
        &self,
        tx: &dyn Tx,
        page: &Page,
    ) -> Result<(Vec<String>, Total), StoreError> {
        on_page(page, |start, most| self.newest(tx, start, most))
    }

    fn newest(&self, tx: &dyn Tx, start: Cursor, most: usize) -> Result<Vec<Hit>, StoreError> {
        let hits = if self.filter.customer.is_some() {
            self.among(tx, OF_ONE, start, most)?
        } else {
            let mut hits = self.indexed(tx, start, most)?;
            hits.extend(self.among(tx, NOT_INDEXED, start, most)?);
            hits
        };
        Ok(ngrams::newest(hits, most))
    }

    fn indexed(&self, tx: &dyn Tx, start: Cursor, most: usize) -> Result<Vec<Hit>, StoreError> {
        let span = self.filter.span;
        let mut patterns = people::sql::text_patterns(self.search);
        patterns.push(self.mitras.clone());
        let condition = format!(
            "({} or exists (
                select 1
                  from chat_sessions s
                 where s.id = n.session_id and s.mitra_id in (select value from json_each(?{}))))",
            people::sql::found_in_text(self.search),
            patterns.len()
        );
        let asked = Asked {
            terms: &self.terms,
            condition: &condition,
            values: &patterns.iter().map(Param::from).collect::<Vec<_>>(),
            from: span.from,
        };
        // Nothing that came after the span.
        let past = Cursor {
            at: Timestamp::from_millis(span.to.as_millis().saturating_add(1)),
            id: Uuid::nil(),
        };
        let start = if past.at <= start.at { past } else { start };
        ngrams::SESSIONS.hits(tx, &asked, start, most)
    }

    /// Those that are found among others, looked at one by one.
    fn among(
        &self,
        tx: &dyn Tx,
        others: &str,
        start: Cursor,
        most: usize,
    ) -> Result<Vec<Hit>, StoreError> {
        let mut question = Question::of(self.filter);
        question.and(
            "(s.requested_at, s.id) < (?at, ?id)",
            &[("?at", start.at.into()), ("?id", start.id.into())],
        );
        let Search {
            name,
            phone,
            phone_at_home,
            ..
        } = self.search;
        let condition = format!(
            "({} or s.mitra_id in (select value from json_each(?mitras)))",
            people::sql::found(self.search).replace("p.", "c.")
        );
        question.and(
            &condition,
            &[
                ("?name", name.into()),
                ("?phone", phone.into()),
                ("?home", phone_at_home.into()),
                ("?mitras", (&self.mitras).into()),
            ],
        );
        let mut values = question.values;
        values.push(i64::try_from(most).unwrap_or(i64::MAX).into());
        let sql = format!(
            "select s.id, s.requested_at
               from {others}
              cross join customers c on c.id = s.customer_id
              where {}
              order by s.requested_at desc, s.id desc
              limit ?{}",
            question.conditions,
            values.len()
        );
        tx.rows(&sql, &values)?.iter().map(Hit::elsewhere).collect()
    }
}

/// What the index is asked for: all that is meant, and some that is not.
fn terms(filter: &Filter, search: &Search, mitras: &[String]) -> String {
    let any = |terms: Vec<String>| {
        let quoted: Vec<String> = terms.iter().map(|term| format!("\"{term}\"")).collect();
        quoted.join(" OR ")
    };
    let people = mitras.iter().map(|id| ngrams::mitra_term(id));
    let statuses = filter
        .statuses
        .iter()
        .map(|s| ngrams::word_term(s.as_str()));
    let topic = filter.topic.iter().map(|t| ngrams::word_term(t.as_str()));
    let mitra = filter
        .mitra
        .iter()
        .map(|id| ngrams::mitra_term(&id.to_string()));
    let [people, statuses, topic, mitra] = [
        people.collect(),
        statuses.collect(),
        topic.collect(),
        mitra.collect(),
    ]
    .map(any);
    let mut asked = search.ngrams();
    if !people.is_empty() {
        asked = format!("({asked} OR {people})");
    }
    for filter in [statuses, topic, mitra] {
        if !filter.is_empty() {
            asked = format!("({asked}) AND ({filter})");
        }
    }
    asked
}
