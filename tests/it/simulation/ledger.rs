//! What was sold, as those who bought it know it, and what the rows make of it: every minute and every rupiah, to the
//! millisecond. The sums are done here anew, by the words of the contract and not by the server's own functions.

use std::collections::BTreeMap;

use super::town::Town;

const MINUTE: i64 = 60_000;
/// How long goodbyes may take, and the answer to an extension: nobody changes these here.
const GRACE: i64 = 5 * MINUTE;
const ANSWER: i64 = MINUTE;

/// What somebody agreed to pay for so many minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sale {
    pub minutes: i64,
    pub price: i64,
}

impl Sale {
    /// As it is by default.
    pub const TRIAL: Self = Self {
        minutes: 5,
        price: 0,
    };
}

#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// What is being asked for at this moment: a session by its customer, an extension by its session.
    wanted: BTreeMap<String, Sale>,
    /// By the id of its row.
    sold: BTreeMap<String, Sale>,
}

#[derive(Debug)]
struct Session {
    customer: String,
    status: String,
    sale: Sale,
    started_at: Option<i64>,
    expires_at: Option<i64>,
    closing_at: Option<i64>,
    grace_ends_at: Option<i64>,
    ended_at: Option<i64>,
    end_reason: Option<String>,
    goodbyes: i64,
    last_goodbye_at: Option<i64>,
}

#[derive(Debug)]
struct Extension {
    id: String,
    status: String,
    sale: Sale,
    from_closing: bool,
    grace_left: Option<i64>,
    closing_at: Option<i64>,
    requested_at: i64,
    respond_by: i64,
    resolved_at: Option<i64>,
}

impl Ledger {
    /// Somebody asks for this now. What comes of it is one row, or none.
    pub fn wants(&mut self, wanted: Option<(String, Sale)>) {
        self.wanted.extend(wanted);
    }

    /// Whoever has asked has their answer.
    pub fn done(&mut self) {
        self.wanted.clear();
    }

    pub fn check(&mut self, town: &Town) -> Result<(), String> {
        let mut extensions = extensions(town);
        for (id, session) in sessions(town) {
            self.is_sold(&id, &session.customer, session.sale)?;
            let more = extensions.remove(&id).unwrap_or_default();
            for extension in &more {
                self.is_sold(&extension.id, &id, extension.sale)?;
            }
            adds_up(&session, &more)
                .map_err(|wrong| format!("{wrong}: {id} {session:?} {more:?}"))?;
        }
        Ok(())
    }

    /// A row says what its buyer was told, and each is paid for once.
    fn is_sold(&mut self, row: &str, buyer: &str, is: Sale) -> Result<(), String> {
        let sold = match self.sold.get(row) {
            Some(sold) => *sold,
            None => self
                .wanted
                .remove(buyer)
                .ok_or(format!("{row} is charged, and nobody asked for it: {is:?}"))?,
        };
        self.sold.insert(row.to_owned(), sold);
        if sold == is {
            Ok(())
        } else {
            Err(format!("{row} was sold as {sold:?} and is {is:?}"))
        }
    }

    /// What was earned, at the prices that were asked: with sessions that began and extensions that were granted.
    pub fn earned(&self, town: &Town) -> i64 {
        let mut query = town
            .sql
            .prepare_cached(
                "select id from chat_sessions where started_at is not null
                  union all
                 select id from session_extensions where status = 'accepted'",
            )
            .unwrap();
        let rows = query.query_map([], |row| row.get(0)).unwrap();
        let price = |id: rusqlite::Result<String>| self.sold[&id.unwrap()].price;
        rows.map(price).sum()
    }

    /// What the server has in its own sums, once it has added everything up.
    pub fn booked(town: &Town) -> i64 {
        town.number(
            "select coalesce(max(revenue_idr), 0) from session_sums",
            &[],
        )
    }
}

/// Whether a session got the time that it was sold, no more and no less, and ended for the reason that it has.
fn adds_up(session: &Session, extensions: &[Extension]) -> Result<(), &'static str> {
    let Some(started_at) = session.started_at else {
        return match (session.expires_at, extensions) {
            (None, []) => Ok(()),
            _ => Err("it has paid time and never began"),
        };
    };
    let mut end = started_at + session.sale.minutes * MINUTE;
    let mut runs_since = started_at;
    for (n, it) in extensions.iter().enumerate() {
        it.was_answered_in_time(n + 1 == extensions.len())?;
        if !it.from_closing && it.requested_at >= end {
            return Err("more was asked for in time that was over");
        }
        if let Some(granted_at) = it.granted_at() {
            end = end.max(granted_at) + it.sale.minutes * MINUTE;
            runs_since = granted_at;
        }
    }
    if session.expires_at != Some(end) {
        return Err("minutes were given away, or are missing");
    }
    // Asked for since, and not given.
    let granted = extensions.iter().rposition(|it| it.granted_at().is_some());
    let refused = &extensions[granted.map_or(0, |n| n + 1)..];
    match &*session.status {
        "closing" | "completed" => session.closed_rightly(runs_since, end, refused),
        _ => Ok(()),
    }
}

impl Extension {
    fn granted_at(&self) -> Option<i64> {
        self.resolved_at.filter(|_| self.status == "accepted")
    }

    fn was_answered_in_time(&self, is_last: bool) -> Result<(), &'static str> {
        if self.respond_by != self.requested_at + ANSWER {
            return Err("an answer had other than its time");
        }
        let in_time = |at: i64| self.requested_at <= at && at < self.respond_by;
        match (&*self.status, self.resolved_at) {
            ("pending", None) if is_last => Ok(()),
            ("timeout", Some(at)) if at == self.respond_by => Ok(()),
            ("accepted" | "rejected", Some(at)) if in_time(at) => Ok(()),
            _ => Err("an extension was answered when it could not be"),
        }
    }
}

impl Session {
    /// `refused`: what was asked for since paid time ran for the last time, and was not given.
    fn closed_rightly(
        &self,
        runs_since: i64,
        end: i64,
        refused: &[Extension],
    ) -> Result<(), &'static str> {
        let reason = self.end_reason.as_deref().unwrap_or_default();
        let last = refused.last();
        if reason == "stale_on_restart" {
            let waited = last.filter(|it| it.status == "timeout");
            let over = waited.map_or(end, |it| end.max(it.respond_by));
            return if self.ended_at == Some(over) && self.closing_at.is_none() {
                Ok(())
            } else {
                Err("a restart ended it at another time than that at which it was over")
            };
        }
        let (Some(closing_at), Some(grace_ends_at)) = (self.closing_at, self.grace_ends_at) else {
            return Err("it closed at no time");
        };
        let from_active = refused.iter().rfind(|it| !it.from_closing);
        let rightly = match (reason, from_active) {
            ("time_up", None) => closing_at == end,
            ("ended_by_customer" | "ended_by_mitra", None) => {
                runs_since <= closing_at && closing_at < end
            }
            ("ended_by_customer" | "ended_by_mitra" | "extension_rejected", Some(it)) => {
                it.status == "rejected" && it.resolved_at == Some(closing_at)
            }
            ("extension_timeout", Some(it)) => {
                it.status == "timeout" && it.respond_by == closing_at
            }
            _ => false,
        };
        if !rightly {
            return Err("it closed at another time than its reason gives");
        }
        if grace_ends_at != grace_after(closing_at, refused)? {
            return Err("the goodbyes have other than their time");
        }
        let both = (self.goodbyes == 2)
            .then_some(self.last_goodbye_at)
            .flatten();
        if self
            .last_goodbye_at
            .is_some_and(|at| at < closing_at || at >= grace_ends_at)
        {
            return Err("a goodbye was said when it could not be");
        }
        match (self.ended_at, both) {
            (None, None) => Ok(()),
            (Some(at), both) if at == both.unwrap_or(grace_ends_at) => Ok(()),
            _ => Err("it ended at another time than the goodbyes"),
        }
    }
}

/// The goodbyes wait while an extension is asked for, and go on with what was left, but for an answer's time at least.
fn grace_after(closing_at: i64, refused: &[Extension]) -> Result<i64, &'static str> {
    let mut ends_at = closing_at + GRACE;
    for it in refused.iter().filter(|it| it.from_closing) {
        let left = ends_at - it.requested_at;
        if it.closing_at != Some(closing_at) || it.grace_left != Some(left) || left <= 0 {
            return Err("an extension was asked for in goodbyes that were none");
        }
        ends_at = it.resolved_at.unwrap_or(0) + left.max(ANSWER);
    }
    Ok(ends_at)
}

fn sessions(town: &Town) -> Vec<(String, Session)> {
    let mut query = town
        .sql
        .prepare_cached(
            "select id, customer_id, status, duration_minutes, price_idr, started_at, expires_at, closing_at, grace_ends_at,
                    ended_at, end_reason,
                    (select count(*) from session_goodbyes g where g.session_id = s.id),
                    (select max(g.created_at) from session_goodbyes g where g.session_id = s.id)
               from chat_sessions s",
        )
        .unwrap();
    let rows = query.query_map([], |row| {
        Ok((
            row.get(0)?,
            Session {
                customer: row.get(1)?,
                status: row.get(2)?,
                sale: Sale {
                    minutes: row.get(3)?,
                    price: row.get(4)?,
                },
                started_at: row.get(5)?,
                expires_at: row.get(6)?,
                closing_at: row.get(7)?,
                grace_ends_at: row.get(8)?,
                ended_at: row.get(9)?,
                end_reason: row.get(10)?,
                goodbyes: row.get(11)?,
                last_goodbye_at: row.get(12)?,
            },
        ))
    });
    rows.unwrap().map(Result::unwrap).collect()
}

/// Of each session, in the order in which they were asked for: there is one at a time, and ids ascend.
fn extensions(town: &Town) -> BTreeMap<String, Vec<Extension>> {
    let mut query = town
        .sql
        .prepare_cached(
            "select session_id, id, status, duration_minutes, price_idr, asked_from = 'closing', grace_left_ms, closing_at,
                    requested_at, respond_by, resolved_at
               from session_extensions order by id",
        )
        .unwrap();
    let rows = query.query_map([], |row| {
        let extension = Extension {
            id: row.get(1)?,
            status: row.get(2)?,
            sale: Sale {
                minutes: row.get(3)?,
                price: row.get(4)?,
            },
            from_closing: row.get(5)?,
            grace_left: row.get(6)?,
            closing_at: row.get(7)?,
            requested_at: row.get(8)?,
            respond_by: row.get(9)?,
            resolved_at: row.get(10)?,
        };
        Ok((row.get::<_, String>(0)?, extension))
    });
    let mut of = BTreeMap::<String, Vec<Extension>>::new();
    for (session, extension) in rows.unwrap().map(Result::unwrap) {
        of.entry(session).or_default().push(extension);
    }
    of
}
