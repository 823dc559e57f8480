//! What is asked of the list of sessions, as conditions. Only those that are asked for stand in a statement, so that each kind
//! of question runs on the index made for it.

use crate::{
    domain::{
        page::Total,
        report::{sessions::Filter, sums},
        session::Topic,
        totals::{self, Counted},
    },
    store::{Param, StoreError, Tx},
};

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

    /// With one condition more, in which names stand for values.
    pub(super) fn and(&mut self, condition: &str, named: &[(&str, Param<'a>)]) {
        let mut numbered = condition.to_owned();
        // A name that stands nowhere has no value either.
        for (name, value) in named.iter().filter(|(name, _)| condition.contains(name)) {
            self.values.push(*value);
            numbered = numbered.replace(name, &format!("?{}", self.values.len()));
        }
        self.conditions.push_str(" and ");
        self.conditions.push_str(&numbered);
    }
}

/// How many there are of what is asked for, with nothing searched.
pub(in super::super) fn count(tx: &dyn Tx, filter: &Filter) -> Result<Total, StoreError> {
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
        _ => {
            let question = Question::of(filter);
            let from = format!("chat_sessions s where {}", question.conditions);
            totals::counted(tx, &from, &question.values)
        }
    }
}
