//! Sessions with both their sides, found by what operators ask for. Only the conditions that are asked for stand in a
//! statement, so that each kind of question runs on the index made for it.

use super::{Contact, Entry, Extension, Filter, Flip, Goodbye, Notification};
use crate::{
    domain::{
        ids::{PriceTierId, SessionId},
        page::Page,
        pairing::Offer,
        report::{Search, people},
        session::{EndReason, ExtensionStatus, Outcome, Party, Person, Status, TierCopy, Topic},
    },
    params,
    store::{Param, Row, StoreError, Tx, TxExt},
};

const ENTRY: &str = "
    select s.id, s.status, s.topic_sensitivity,
           c.id, c.display_name, c.phone, m.id, m.display_name, m.phone,
           s.price_tier_id, s.price_tier_name, s.price_idr, s.is_free_trial, s.duration_minutes,
           s.requested_at, s.request_expires_at, s.started_at, s.expires_at,
           s.closing_at, s.grace_ends_at, s.ended_at, s.end_reason, s.last_seq
      from chat_sessions s
      join customers c on c.id = s.customer_id
      left join mitras m on m.id = s.mitra_id";

/// Sessions that are gathered and sorted for a page. With more it is cheaper to walk back in time: the next one is near.
const FEW_SESSIONS: i64 = 5_000;

/// Who is found by a search. Both sides are looked for first: people are fewer than sessions.
pub(super) struct Found {
    /// JSON lists of ids. `None`: too many customers for a list; it is cheaper to go through the sessions then.
    customers: Option<String>,
    mitras: Option<String>,
}

impl Found {
    pub(super) fn of(tx: &dyn Tx, search: &Search) -> Result<Self, StoreError> {
        let customers = people::sql::customers_found(tx, search, people::FEW + 1)?;
        let mitras = people::sql::mitras_found(tx, search)?;
        Ok(Self {
            customers: (customers.len() <= people::FEW).then(|| people::sql::list(&customers)),
            mitras: (!mitras.is_empty()).then(|| people::sql::list(&mitras)),
        })
    }
}

const LISTED_CUSTOMERS: &str = "(select value from json_each(?customers))";
const LISTED_MITRAS: &str = "(select value from json_each(?mitras))";

/// What is asked for, and its values in the order of their numbers.
struct Question<'a> {
    conditions: String,
    values: Vec<Param<'a>>,
}

impl<'a> Question<'a> {
    fn of(filter: &'a Filter) -> Self {
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
        if let Some(status) = filter.status {
            question.and("s.status = ?value", &[("?value", status.as_str().into())]);
        }
        if let Some(topic) = filter.topic {
            let value = topic.as_str().into();
            question.and("s.topic_sensitivity = ?value", &[("?value", value)]);
        }
        if let Some(mitra) = filter.mitra {
            question.and("s.mitra_id = ?value", &[("?value", mitra.into())]);
        }
        question
    }

    fn and(&mut self, condition: &str, named: &[(&str, Param<'a>)]) {
        let stands = |name: &str| condition.contains(name);
        let mut numbered = condition.to_owned();
        // A name that stands nowhere has no value either.
        for (name, value) in named.iter().filter(|(name, _)| stands(name)) {
            self.values.push(*value);
            numbered = numbered.replace(name, &format!("?{}", self.values.len()));
        }
        self.conditions.push_str(" and ");
        self.conditions.push_str(&numbered);
    }

    /// One of the two sides is among those found: looked at in each session on the way back in time.
    fn and_one_side_is(&mut self, search: &'a Search, found: &'a Found) {
        let mut named = Vec::new();
        let customers = match &found.customers {
            Some(customers) => {
                named.push(("?customers", customers.into()));
                format!("+s.customer_id in {LISTED_CUSTOMERS}")
            }
            // `c` is the customer in question, and there will not be many.
            None => {
                named.extend(searched(search));
                people::sql::found(search).replace("p.", "c.")
            }
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

    /// The same, gathered from the sessions of those found, person by person: the newest that fit, out of the indexes alone.
    fn gather(&mut self, customers: &'a String, mitras: Option<&'a String>, page: &Page) {
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

/// A page of the list. `total` is how many there are in all, which tells where to look for them.
pub(super) fn list(
    tx: &dyn Tx,
    filter: &Filter,
    found: Option<&Found>,
    total: i64,
    page: &Page,
) -> Result<Vec<Entry>, StoreError> {
    let start = page.start();
    let mut question = Question::of(filter);
    question.and(
        "(s.requested_at, s.id) < (?at, ?id)",
        &[("?at", start.at.into()), ("?id", start.id.into())],
    );
    // In their order, unless they are so few that they are put in order.
    let mut by = "s.requested_at";
    if let (Some(search), Some(found)) = (&filter.search, found) {
        if total <= FEW_SESSIONS
            && let Some(customers) = &found.customers
        {
            question.gather(customers, found.mitras.as_ref(), page);
            by = "+s.requested_at";
        } else {
            question.and_one_side_is(search, found);
        }
    }
    question.values.push(page.fetch().into());
    tx.rows(
        &format!(
            "{ENTRY}
              where {}
              order by {by} desc, s.id desc
              limit ?{}",
            question.conditions,
            question.values.len()
        ),
        &question.values,
    )?
    .iter()
    .map(to_entry)
    .collect()
}

pub(super) fn count(
    tx: &dyn Tx,
    filter: &Filter,
    found: Option<&Found>,
) -> Result<i64, StoreError> {
    let mut question = Question::of(filter);
    let (Some(search), Some(found)) = (&filter.search, found) else {
        return question.count(tx, SESSIONS);
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
        (None, None) => {
            question.and(
                &format!("s.customer_id in {}", everyone(search)),
                &searched(search),
            );
            question.count(tx, SESSIONS)
        }
        // Customer by customer, in whose order the index lies and the set is looked through.
        (None, Some(mitras)) => {
            let mut named = searched(search);
            named.push(("?mitras", mitras.into()));
            let set = everyone(search);
            question.and(
                &format!("(+s.customer_id in {set} or +s.mitra_id in {LISTED_MITRAS})"),
                &named,
            );
            tx.value(
                &format!(
                    "select coalesce(sum(of_one.n), 0)
                       from (select count(*) as n
                               from chat_sessions s
                              where {}
                              group by s.customer_id) of_one",
                    question.conditions
                ),
                &question.values,
            )
        }
    }
}

const SESSIONS: &str = "chat_sessions s";

/// All customers who are found, however many.
fn everyone(search: &Search) -> String {
    format!(
        "(select p.id from customers p where {})",
        people::sql::found(search)
    )
}

/// The values of [`people::sql::found`].
fn searched(search: &Search) -> Vec<(&'static str, Param<'_>)> {
    vec![
        ("?name", (&search.name).into()),
        ("?phone", (&search.phone).into()),
        ("?home", (&search.phone_at_home).into()),
    ]
}

pub(super) fn find(tx: &dyn Tx, id: SessionId) -> Result<Option<Entry>, StoreError> {
    tx.row(&format!("{ENTRY} where s.id = ?1"), params![id])?
        .as_ref()
        .map(to_entry)
        .transpose()
}

fn to_entry(row: &Row) -> Result<Entry, StoreError> {
    let duration_minutes = row.get(13)?;
    let price_idr = row.get(11)?;
    let tier: (Option<PriceTierId>, Option<String>) = (row.get(9)?, row.get(10)?);
    let mitra: (Option<uuid::Uuid>, Option<String>, Option<String>) =
        (row.get(6)?, row.get(7)?, row.get(8)?);
    Ok(Entry {
        id: row.get(0)?,
        status: word(row, 1, Status::parse)?,
        topic: word(row, 2, Topic::parse)?,
        customer: Contact {
            id: row.get(3)?,
            display_name: row.get(4)?,
            phone: row.get(5)?,
        },
        mitra: mitra.0.zip(mitra.1).map(|(id, display_name)| Contact {
            id,
            display_name,
            phone: mitra.2,
        }),
        price_tier: tier.0.zip(tier.1).map(|(id, name)| TierCopy {
            id,
            name,
            duration_minutes,
            price_idr,
        }),
        price_idr,
        is_free_trial: row.get(12)?,
        duration_minutes,
        requested_at: row.get(14)?,
        request_expires_at: row.get(15)?,
        started_at: row.get(16)?,
        expires_at: row.get(17)?,
        closing_at: row.get(18)?,
        grace_ends_at: row.get(19)?,
        ended_at: row.get(20)?,
        end_reason: match row.get::<Option<String>>(21)? {
            Some(_) => Some(word(row, 21, EndReason::parse)?),
            None => None,
        },
        message_count: row.get(22)?,
    })
}

fn word<T>(row: &Row, column: usize, parse: fn(&str) -> Option<T>) -> Result<T, StoreError> {
    let text: String = row.get(column)?;
    parse(&text).ok_or_else(|| StoreError::Failed(format!("column {column} holds {text}")))
}

pub(super) fn flips(tx: &dyn Tx, id: SessionId) -> Result<Vec<Flip>, StoreError> {
    tx.rows(
        "select m.id, m.display_name, l.from_value, l.to_value, l.created_at
           from session_sensitivity_log l
           join mitras m on m.id = l.changed_by_mitra_id
          where l.session_id = ?1
          order by l.created_at, l.id",
        params![id],
    )?
    .iter()
    .map(|row| {
        Ok(Flip {
            mitra: Person {
                id: row.get(0)?,
                display_name: row.get(1)?,
            },
            from: word(row, 2, Topic::parse)?,
            to: word(row, 3, Topic::parse)?,
            created_at: row.get(4)?,
        })
    })
    .collect()
}

pub(super) fn notifications(tx: &dyn Tx, id: SessionId) -> Result<Vec<Notification>, StoreError> {
    tx.rows(
        "select m.id, m.display_name, n.status, n.topic_sensitivity, n.active_session_count, n.created_at, n.responded_at
           from chat_request_notifications n
           join mitras m on m.id = n.mitra_id
          where n.session_id = ?1
          order by n.created_at, n.mitra_id",
        params![id],
    )?
    .iter()
    .map(|row| {
        Ok(Notification {
            mitra: Person {
                id: row.get(0)?,
                display_name: row.get(1)?,
            },
            status: word(row, 2, Offer::parse)?,
            topic: word(row, 3, Topic::parse)?,
            active_session_count: row.get(4)?,
            created_at: row.get(5)?,
            responded_at: row.get(6)?,
        })
    })
    .collect()
}

pub(super) fn extensions(tx: &dyn Tx, id: SessionId) -> Result<Vec<Extension>, StoreError> {
    tx.rows(
        "select id, status, price_tier_id, price_tier_name, duration_minutes, price_idr, requested_at, respond_by, resolved_at
           from session_extensions
          where session_id = ?1
          order by requested_at, id",
        params![id],
    )?
    .iter()
    .map(|row| {
        Ok(Extension {
            id: row.get(0)?,
            status: word(row, 1, |text| match text {
                "pending" => Some(ExtensionStatus::Pending),
                text => Outcome::parse(text).map(ExtensionStatus::Resolved),
            })?,
            price_tier: TierCopy {
                id: row.get(2)?,
                name: row.get(3)?,
                duration_minutes: row.get(4)?,
                price_idr: row.get(5)?,
            },
            requested_at: row.get(6)?,
            respond_by: row.get(7)?,
            resolved_at: row.get(8)?,
        })
    })
    .collect()
}

pub(super) fn goodbyes(tx: &dyn Tx, id: SessionId) -> Result<Vec<Goodbye>, StoreError> {
    tx.rows(
        "select sender, rating, created_at
           from session_goodbyes
          where session_id = ?1
          order by created_at, sender",
        params![id],
    )?
    .iter()
    .map(|row| {
        Ok(Goodbye {
            from: word(row, 0, Party::parse)?,
            rating: row.get(1)?,
            created_at: row.get(2)?,
        })
    })
    .collect()
}
