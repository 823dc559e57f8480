//! What is asked of the list of sessions, as conditions. Only those that are asked for stand in a statement, so that each kind
//! of question runs on the index made for it. Who searches a name or a number looks for people first: they are fewer than
//! sessions; then person by person, or, when there are very many, session by session.

use crate::{
    domain::{
        page::Page,
        report::{Search, people, sessions::Filter},
        totals::{self, Counted},
    },
    store::{Param, StoreError, Tx, TxExt},
};

/// Who is found by a search. Both sides are looked for first: people are fewer than sessions.
pub(in super::super) struct Found {
    /// JSON lists of ids. `None`: too many customers for a list; it is cheaper to go through the sessions then.
    customers: Option<String>,
    mitras: Option<String>,
}

impl Found {
    pub(in super::super) fn of(tx: &dyn Tx, search: &Search) -> Result<Self, StoreError> {
        let most = listed_at_most(totals::total(tx, Counted::Customers, &[])?);
        let customers = people::sql::customers_found(tx, search, most + 1)?;
        let mitras = people::sql::mitras_found(tx, search)?;
        Ok(Self {
            customers: (customers.len() <= most).then(|| people::sql::list(&customers)),
            mitras: (!mitras.is_empty()).then(|| people::sql::list(&mitras)),
        })
    }
}

/// Customers who are looked up one by one. Of more than a fourth of all, going through everyone is cheaper; and a list of ids
/// has to stay one that a statement can be given.
fn listed_at_most(customers: i64) -> usize {
    usize::try_from(customers / 4)
        .unwrap_or(0)
        .clamp(people::FEW, 100_000)
}

const LISTED_CUSTOMERS: &str = "(select value from json_each(?customers))";
const LISTED_MITRAS: &str = "(select value from json_each(?mitras))";

/// What is asked for, and its values in the order of their numbers.
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

    /// One of the two sides is among those found. Says by what the page is put in order: by the index's order, or, when few
    /// are gathered, anew.
    pub(super) fn and_found(
        &mut self,
        search: &'a Search,
        found: &'a Found,
        are_few: bool,
        page: &Page,
    ) -> &'static str {
        match &found.customers {
            Some(customers) if are_few => {
                self.gather(customers, found.mitras.as_ref(), page);
                "+s.requested_at"
            }
            _ => {
                self.walk(search, found);
                "s.requested_at"
            }
        }
    }

    /// Looked at in each session on the way back in time.
    fn walk(&mut self, search: &'a Search, found: &'a Found) {
        let mut named = Vec::new();
        let customers = if let Some(customers) = &found.customers {
            named.push(("?customers", customers.into()));
            format!("+s.customer_id in {LISTED_CUSTOMERS}")
        } else {
            // `c` is the customer in question, and there will not be many.
            named.extend(searched(search));
            people::sql::found(search).replace("p.", "c.")
        };
        let condition = match &found.mitras {
            Some(mitras) => {
                named.push(("?mitras", mitras.into()));
                format!("({customers} or +s.mitra_id in {LISTED_MITRAS})")
            }
            None => customers,
        };
        self.and(&condition, &named);
    }

    /// Gathered from the sessions of those found, person by person: the newest that fit, out of the indexes alone.
    pub(super) fn gather(
        &mut self,
        customers: &'a String,
        mitras: Option<&'a String>,
        page: &Page,
    ) {
        let one_side = |column: &str, list: &str| {
            format!(
                "select s.id, s.requested_at
                   from json_each({list}) person
                  cross join chat_sessions s
                  where {} and s.{column} = person.value",
                self.conditions
            )
        };
        let mut gathered = one_side("customer_id", "?customers");
        let mut named = vec![
            ("?customers", customers.into()),
            ("?most", page.fetch().into()),
        ];
        if let Some(mitras) = mitras {
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
        let mut question = Self {
            conditions: self.conditions.clone(),
            values: self.values.clone(),
        };
        question.and(condition, named);
        question
    }

    fn count(&self, tx: &dyn Tx, from: &str) -> Result<i64, StoreError> {
        tx.value(
            &format!(
                "select count(*)
                   from {from}
                  where {}",
                self.conditions
            ),
            &self.values,
        )
    }

    /// How many of the sessions asked for are those of one customer `c`.
    fn of_one_customer(&self) -> String {
        format!(
            "(select count(*)
                from chat_sessions s
               where s.customer_id = c.id and {})",
            self.conditions
        )
    }

    /// For each `person` of a list that stands last in the values.
    fn count_for(mut self, tx: &dyn Tx, list: Param<'a>) -> Result<i64, StoreError> {
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
) -> Result<i64, StoreError> {
    let question = Question::of(filter);
    let (Some(search), Some(found)) = (&filter.search, found) else {
        let by_status_alone = filter.span.is_open()
            && (filter.topic, filter.mitra, filter.customer) == (None, None, None);
        return if by_status_alone {
            let statuses: Vec<_> = filter.statuses.iter().map(|s| s.as_str()).collect();
            totals::total(tx, Counted::Sessions, &statuses)
        } else {
            question.count(tx, "chat_sessions s")
        };
    };
    match (&found.customers, &found.mitras) {
        // Person by person: first those of the customers, then those of the mitras that are not counted yet.
        (Some(customers), mitras) => {
            let listed = ("?customers", customers.into());
            let theirs = question.also("s.customer_id = person.value", &[]);
            let mut total = theirs.count_for(tx, customers.into())?;
            if let Some(mitras) = mitras {
                let others = question.also(
                    &format!(
                        "s.mitra_id = person.value and +s.customer_id not in {LISTED_CUSTOMERS}"
                    ),
                    &[listed],
                );
                total += others.count_for(tx, mitras.into())?;
            }
            Ok(total)
        }
        // Customer by customer, each name looked at once: all that someone found had, and of the others' what a mitra found had.
        (None, mitras) => {
            let mut others = match mitras {
                Some(mitras) => question.also(
                    &format!("+s.mitra_id in {LISTED_MITRAS}"),
                    &[("?mitras", mitras.into())],
                ),
                None => question.also("false", &[]),
            };
            let is_found = others.numbered(
                &people::sql::found(search).replace("p.", "c."),
                &searched(search),
            );
            tx.value(
                &format!(
                    "select coalesce(sum(case when {is_found} then {} else {} end), 0)
                       from customers c",
                    question.of_one_customer(),
                    others.of_one_customer()
                ),
                &others.values,
            )
        }
    }
}

/// The values of [`people::sql::found`].
fn searched(search: &Search) -> Vec<(&'static str, Param<'_>)> {
    vec![
        ("?name", (&search.name).into()),
        ("?phone", (&search.phone).into()),
        ("?home", (&search.phone_at_home).into()),
    ]
}
