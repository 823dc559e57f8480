//! What is asked of the list of sessions, as conditions. Only those that are asked for stand in a statement, so that each kind
//! of question runs on the index made for it. Who searches a name or a number looks for people first: they are fewer than
//! sessions; then person by person, or, when those are very many, session by session for a while first.

use crate::{
    domain::{
        page::{Page, Total},
        report::{Search, people, sessions::Filter, sums},
        session::Topic,
        totals::{self, COUNTED, Counted},
    },
    store::{Param, StoreError, Tx, TxExt},
};

/// How many rows a list walks back at most. Where that doesn't fill a page, those found are all looked for after all.
const WALK: i64 = 10_000;

/// Who is found by a search. Both sides are looked for first: people are fewer than sessions.
pub(in super::super) struct Found {
    /// Those of whom sessions are counted, a JSON list of ids as all of them here.
    counted: String,
    are_more: bool,
    /// All customers who are found. Not looked for where a page is likely sooner met on the way back in time.
    pub(super) customers: Option<String>,
    /// Some, if there are any.
    mitras: Option<String>,
}

impl Found {
    pub(in super::super) fn of(
        tx: &dyn Tx,
        search: &Search,
        page: &Page,
    ) -> Result<Self, StoreError> {
        let is_soon_met = is_soon_met(tx, search, page)?;
        let customers = if is_soon_met {
            people::some_found(tx, search)?
        } else {
            people::all_found(tx, search)?
        };
        let (total, counted) = people::counted(&customers);
        let mitras = people::sql::mitras_found(tx, search)?;
        Ok(Self {
            counted: people::sql::list(counted),
            are_more: total.are_more,
            customers: (!is_soon_met || !total.are_more).then(|| people::sql::list(&customers)),
            mitras: (!mitras.is_empty()).then(|| people::sql::list(&mitras)),
        })
    }
}

/// All customers who are found, after all.
pub(super) fn all_customers(tx: &dyn Tx, search: &Search) -> Result<String, StoreError> {
    Ok(people::sql::list(&people::all_found(tx, search)?))
}

/// Whether so many may be meant that a page of their sessions is sooner met by walking back than gathered from all of them. A
/// session that is passed costs about as much as a person whose sessions are looked up (measured).
fn is_soon_met(tx: &dyn Tx, search: &Search, page: &Page) -> Result<bool, StoreError> {
    let customers = totals::total(tx, Counted::Customers, &[])?;
    // If c of n customers are meant, a page of p is met after p × n ÷ c rows or gathered from c people: as many where c² = p × n.
    let many = customers.saturating_mul(page.fetch()).isqrt().max(1);
    Ok(people::sql::likely(tx, search, many)? >= many)
}

const LISTED_CUSTOMERS: &str = "(select value from json_each(?customers))";
const LISTED_MITRAS: &str = "(select value from json_each(?mitras))";

/// What is asked for, and its values in the order of their numbers.
#[derive(Clone)]
pub(super) struct Question<'a> {
    pub(super) conditions: String,
    pub(super) values: Vec<Param<'a>>,
}

impl<'a> Question<'a> {
    pub(super) fn of(filter: &'a Filter) -> Self {
        let mut question = Self {
            conditions: "true".to_owned(),
            values: Vec::new(),
        };
        if !filter.span.is_open() {
            question.and(
                "s.requested_at between ?from and ?to",
                &[
                    ("?from", filter.span.from.into()),
                    ("?to", filter.span.to.into()),
                ],
            );
        }
        match filter.statuses.as_slice() {
            [] => {}
            [one] => question.and("s.status = ?value", &[("?value", one.as_str().into())]),
            some => {
                let quoted: Vec<_> = some.iter().map(|s| format!("'{}'", s.as_str())).collect();
                question.and(&format!("s.status in ({})", quoted.join(", ")), &[]);
            }
        }
        if let Some(topic) = filter.topic {
            let value = topic.as_str().into();
            question.and("s.topic_sensitivity = ?value", &[("?value", value)]);
        }
        if let Some(mitra) = filter.mitra {
            question.and("s.mitra_id = ?value", &[("?value", mitra.into())]);
        }
        if let Some(customer) = filter.customer {
            question.and("s.customer_id = ?value", &[("?value", customer.into())]);
        }
        question
    }

    pub(super) fn and(&mut self, condition: &str, named: &[(&str, Param<'a>)]) {
        let numbered = self.numbered(condition, named);
        self.conditions.push_str(" and ");
        self.conditions.push_str(&numbered);
    }

    /// A piece of a statement with the numbers of its values, which are taken in.
    fn numbered(&mut self, text: &str, named: &[(&str, Param<'a>)]) -> String {
        let mut numbered = text.to_owned();
        // A name that stands nowhere has no value either.
        for (name, value) in named.iter().filter(|(name, _)| text.contains(name)) {
            self.values.push(*value);
            numbered = numbered.replace(name, &format!("?{}", self.values.len()));
        }
        numbered
    }

    /// Up to when a page may walk back: past [`WALK`] sessions, or to the beginning where there are no more.
    pub(super) fn far_back(&self, tx: &dyn Tx) -> Result<i64, StoreError> {
        let mut question = self.clone();
        let sql = question.numbered(
            "select coalesce(
                (select s.requested_at
                   from chat_sessions s
                  where ?conditions
                  order by s.requested_at desc, s.id desc
                  limit 1 offset ?walk), ?beginning)",
            &[("?walk", WALK.into()), ("?beginning", i64::MIN.into())],
        );
        tx.value(
            &sql.replace("?conditions", &self.conditions),
            &question.values,
        )
    }

    /// One of the two sides is found in each session itself, on the way back in time until `far`: `c` is its customer.
    pub(super) fn walk(&mut self, search: &'a Search, found: &'a Found, far: i64) {
        let mut named = searched(search);
        let mut condition = people::sql::found(search).replace("p.", "c.");
        if let Some(mitras) = &found.mitras {
            named.push(("?mitras", mitras.into()));
            condition = format!("({condition} or +s.mitra_id in {LISTED_MITRAS})");
        }
        self.and(&condition, &named);
        self.and("s.requested_at >= ?far", &[("?far", far.into())]);
    }

    /// Gathered from the sessions of these customers and of the mitras found, person by person, the newest of each: out of the
    /// indexes alone.
    pub(super) fn gather(&mut self, customers: &'a String, found: &'a Found, page: &Page) {
        let one_side = |column: &str, list: &str| {
            format!(
                "select s.id, s.requested_at
                   from json_each({list}) person
                  cross join chat_sessions s
                  where {0} and s.{column} = person.value
                    and s.requested_at >= coalesce(
                          (select s.requested_at
                             from chat_sessions s
                            where {0} and s.{column} = person.value
                            order by s.requested_at desc
                            limit 1 offset ?most), ?beginning)",
                self.conditions
            )
        };
        let mut gathered = one_side("customer_id", "?customers");
        let mut named = vec![
            ("?customers", customers.into()),
            ("?most", page.fetch().into()),
            // Nothing of the session itself: so it is looked up once for each person.
            ("?beginning", i64::MIN.into()),
        ];
        if let Some(mitras) = &found.mitras {
            named.push(("?mitras", mitras.into()));
            gathered = format!("{gathered} union {}", one_side("mitra_id", "?mitras"));
        }
        let condition = format!(
            "s.id in (select newest.id from ({gathered} order by 2 desc, 1 desc limit ?most) newest)"
        );
        // The same conditions hold inside.
        "true".clone_into(&mut self.conditions);
        self.and(&condition, &named);
    }

    /// Another question, with one condition more.
    fn also(&self, condition: &str, named: &[(&str, Param<'a>)]) -> Self {
        let mut question = self.clone();
        question.and(condition, named);
        question
    }

    fn count(&self, tx: &dyn Tx, from: &str) -> Result<Total, StoreError> {
        let from = format!("{from} where {}", self.conditions);
        totals::counted(tx, &from, &self.values)
    }

    /// For each `person` of a list that stands last in the values.
    fn count_for(mut self, tx: &dyn Tx, list: Param<'a>) -> Result<Total, StoreError> {
        self.values.push(list);
        let from = format!(
            "json_each(?{}) person cross join chat_sessions s",
            self.values.len()
        );
        self.count(tx, &from)
    }
}

pub(in super::super) fn count(
    tx: &dyn Tx,
    filter: &Filter,
    found: Option<&Found>,
) -> Result<Total, StoreError> {
    let question = Question::of(filter);
    if let Some(found) = found {
        return of_those_found(tx, &question, found);
    }
    let of_everyone = filter.span.is_open() && (filter.mitra, filter.customer) == (None, None);
    match filter.topic {
        None if of_everyone => {
            let statuses: Vec<_> = filter.statuses.iter().map(|s| s.as_str()).collect();
            Ok(totals::total(tx, Counted::Sessions, &statuses)?.into())
        }
        Some(topic) if of_everyone && filter.statuses.is_empty() => {
            let ever = sums::ever(tx)?;
            Ok(match topic {
                Topic::Sensitive => ever.sensitive,
                Topic::Regular => ever.sessions - ever.sensitive,
            }
            .into())
        }
        _ => question.count(tx, "chat_sessions s"),
    }
}

/// Person by person: first the sessions of the customers, then those of the mitras that are not counted yet.
fn of_those_found(
    tx: &dyn Tx,
    question: &Question<'_>,
    found: &Found,
) -> Result<Total, StoreError> {
    let customers = &found.counted;
    let theirs = question.also("s.customer_id = person.value", &[]);
    let mut total = theirs.count_for(tx, customers.into())?;
    if let Some(mitras) = &found.mitras {
        let others = question.also(
            &format!("s.mitra_id = person.value and +s.customer_id not in {LISTED_CUSTOMERS}"),
            &[("?customers", customers.into())],
        );
        let others = others.count_for(tx, mitras.into())?;
        total.rows += others.rows;
        total.are_more |= others.are_more || total.rows > COUNTED;
    }
    total.rows = total.rows.min(COUNTED);
    total.are_more |= found.are_more;
    Ok(total)
}

/// The values of [`people::sql::found`].
fn searched(search: &Search) -> Vec<(&'static str, Param<'_>)> {
    vec![
        ("?name", (&search.name).into()),
        ("?phone", (&search.phone).into()),
        ("?home", (&search.phone_at_home).into()),
    ]
}
