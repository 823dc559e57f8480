//! What must be true of the rows at every moment, and from one moment to the next.

use std::collections::BTreeMap;

use curhat::domain::event::Event;

use super::{
    ledger::Ledger,
    never::{NEVER, Rule, SWEPT},
    tally::Tally,
    town::Town,
};

/// A session's row, as far as it is watched.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    status: String,
    mitra: Option<String>,
    started_at: Option<i64>,
    expires_at: Option<i64>,
    ended_at: Option<i64>,
    end_reason: Option<String>,
    last_seq: i64,
    topic: String,
    version: i64,
}

/// What the world was told of a session, or what the rows say that it must have been told.
#[derive(Debug, Clone, Default)]
struct Told {
    started: i64,
    messages: i64,
    completed: i64,
    expired: i64,
    asked: i64,
    resolved: i64,
    goodbyes: i64,
    /// That the end is near: at most once for each time that paid time ran.
    expiring: i64,
}

/// What is known of the moment that is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    Any,
    /// Whoever asked was refused, which changes nothing.
    Refused,
    /// Nothing that is due is left.
    Settled,
    /// Nothing that is out of date is left either.
    Swept,
}

#[derive(Debug, Clone, Default)]
pub struct Watch {
    seen: BTreeMap<String, Seen>,
    told: BTreeMap<String, Told>,
    pub ledger: Ledger,
    /// What has happened, for the figures.
    pub tally: Tally,
}

/// Whether a session may be found in `after` when it was in `before`, with any number of steps between.
fn leads_to(before: &str, after: &str) -> bool {
    let talks = ["active", "extending", "closing", "completed"];
    match before {
        "requested" => true,
        _ if talks[..3].contains(&before) => talks.contains(&after),
        _ => before == after,
    }
}

impl Watch {
    /// Takes note of what was told since the last time.
    pub fn hear(&mut self, events: Vec<Event>) {
        for event in events {
            let mut told = |id: &dyn ToString, count: fn(&mut Told) -> &mut i64| {
                *count(self.told.entry(id.to_string()).or_default()) += 1;
            };
            match &event {
                Event::SessionStarted(s) => told(&s.id, |t| &mut t.started),
                Event::MessageSent { message, .. } => told(&message.session, |t| &mut t.messages),
                Event::SessionCompleted(s) => told(&s.id, |t| &mut t.completed),
                Event::RequestExpired(s) => told(&s.id, |t| &mut t.expired),
                Event::SessionExpiring { session, .. } => told(session, |t| &mut t.expiring),
                Event::ExtensionRequested(s) => told(&s.id, |t| &mut t.asked),
                Event::ExtensionResolved { session, .. } => told(&session.id, |t| &mut t.resolved),
                Event::GoodbyeReceived { session, .. } => told(session, |t| &mut t.goodbyes),
                _ => {}
            }
        }
    }

    /// Compares with the last time.
    pub fn check(&mut self, town: &Town, moment: Moment) -> Result<(), String> {
        never(town, &NEVER)?;
        if moment == Moment::Swept {
            never(town, &SWEPT)?;
        }
        self.moves(town, moment)?;
        self.ledger.check(town)?;
        town.people.are_known(town)?;
        self.adds_up(town)
    }

    /// What has become of each session since the last time.
    pub fn moves(&mut self, town: &Town, moment: Moment) -> Result<(), String> {
        let now = town.ctx.now().as_millis();
        if matches!(moment, Moment::Settled | Moment::Swept) {
            let late = town.number(
                "select count(*) from chat_sessions where deadline_at <= ?1",
                &[&now],
            );
            if late > 0 {
                return Err(format!(
                    "{late} sessions are late though the alarm has rung"
                ));
            }
        }
        let rows = read(town);
        if moment == Moment::Refused && rows != self.seen {
            return Err(format!(
                "what was refused has changed something: {:?} {rows:?}",
                self.seen
            ));
        }
        for (id, old) in &self.seen {
            let new = rows.get(id).ok_or(format!("{id} is gone: {old:?}"))?;
            moved(old, new).map_err(|wrong| format!("{wrong}: {id} {old:?} {new:?}"))?;
        }
        let early = |row: &Seen| row.ended_at.is_some_and(|at| at > now);
        if let Some((id, row)) = rows.iter().find(|(_, row)| early(row)) {
            return Err(format!("{id} ended in the future: {row:?}"));
        }
        self.seen = rows;
        Ok(())
    }

    /// That another process has found just what the last one had answered for, before it does anything.
    pub fn finds_all(&self, town: &Town) -> Result<(), String> {
        let rows = read(town);
        if rows == self.seen {
            return Ok(());
        }
        Err(format!(
            "the next server does not find what there was: {:?} {rows:?}",
            self.seen
        ))
    }

    /// The server died after it had written something and before it could tell of it: the apps see it when they ask. What was
    /// told and is not there stays wrong.
    pub fn nobody_was_told(&mut self, town: &Town) {
        for (id, is) in due_to_be_told(town) {
            let told = self.told.entry(id).or_default();
            *told = Told {
                started: told.started.max(is.started),
                messages: told.messages.max(is.messages),
                completed: told.completed.max(is.completed),
                expired: told.expired.max(is.expired),
                asked: told.asked.max(is.asked),
                resolved: told.resolved.max(is.resolved),
                goodbyes: told.goodbyes.max(is.goodbyes),
                expiring: told.expiring,
            };
        }
    }

    /// Whether the world was told of everything that happened, once.
    pub fn adds_up(&self, town: &Town) -> Result<(), String> {
        let nothing = Told::default();
        let due = due_to_be_told(town);
        for (id, is) in &due {
            let told = self.told.get(id).unwrap_or(&nothing);
            for (what, told, is) in [
                ("starts", told.started, is.started),
                ("messages", told.messages, is.messages),
                ("completions", told.completed, is.completed),
                ("expiries", told.expired, is.expired),
                ("extensions asked for", told.asked, is.asked),
                ("extensions resolved", told.resolved, is.resolved),
                ("goodbyes", told.goodbyes, is.goodbyes),
            ] {
                if told != is {
                    return Err(format!("{id}: {told} {what} were told, {is} there were"));
                }
            }
            if told.expiring > is.expiring {
                return Err(format!(
                    "{id} was announced to expire {} times",
                    told.expiring
                ));
            }
        }
        match self.told.keys().find(|id| !due.contains_key(*id)) {
            Some(id) => Err(format!("{id} was told of, but there is none")),
            None => Ok(()),
        }
    }

    pub fn sessions(&self) -> usize {
        self.seen.len()
    }

    pub fn open(&self) -> usize {
        self.seen.values().filter(|s| s.ended_at.is_none()).count()
    }
}

fn never(town: &Town, rules: &[Rule]) -> Result<(), String> {
    for rule in rules {
        if let Some(found) = finds(town, rule) {
            return Err(format!("{}: {found}", rule.wrong));
        }
    }
    Ok(())
}

/// One of those that should not be there.
pub fn finds(town: &Town, rule: &Rule) -> Option<String> {
    let mut query = town.sql.prepare_cached(rule.query).unwrap();
    let params = [town.limit, town.ctx.now().as_millis()];
    let params = &params[..query.parameter_count()];
    let mut rows = query.query(rusqlite::params_from_iter(params)).unwrap();
    let row = rows.next().unwrap()?;
    Some(row.get(0).unwrap())
}

fn moved(old: &Seen, new: &Seen) -> Result<(), &'static str> {
    if !leads_to(&old.status, &new.status) {
        return Err("no way leads there");
    }
    if new.expires_at < old.expires_at {
        return Err("paid time was taken back");
    }
    if old.started_at.is_some() && old.started_at != new.started_at {
        return Err("it began twice");
    }
    if old.mitra.is_some() && old.mitra != new.mitra {
        return Err("it changed hands");
    }
    if new.last_seq < old.last_seq || new.version < old.version {
        return Err("a count went back");
    }
    if old.ended_at.is_some() && old != new {
        return Err("it had ended");
    }
    Ok(())
}

fn read(town: &Town) -> BTreeMap<String, Seen> {
    let mut query = town
        .sql
        .prepare_cached(
            "select id, status, mitra_id, started_at, expires_at, ended_at, end_reason, last_seq, topic_sensitivity, version
               from chat_sessions",
        )
        .unwrap();
    let rows = query.query_map([], |row| {
        Ok((
            row.get(0)?,
            Seen {
                status: row.get(1)?,
                mitra: row.get(2)?,
                started_at: row.get(3)?,
                expires_at: row.get(4)?,
                ended_at: row.get(5)?,
                end_reason: row.get(6)?,
                last_seq: row.get(7)?,
                topic: row.get(8)?,
                version: row.get(9)?,
            },
        ))
    });
    rows.unwrap().map(Result::unwrap).collect()
}

fn due_to_be_told(town: &Town) -> BTreeMap<String, Told> {
    let mut query = town
        .sql
        .prepare_cached(
            "select s.id, s.started_at is not null, s.last_seq, s.status = 'completed', s.status = 'expired',
                    (select count(*) from session_extensions e where e.session_id = s.id),
                    (select count(*) from session_extensions e where e.session_id = s.id and e.status != 'pending'),
                    (select count(*) from session_goodbyes g where g.session_id = s.id),
                    1 + (select count(*) from session_extensions e where e.session_id = s.id and e.status = 'accepted')
               from chat_sessions s",
        )
        .unwrap();
    let rows = query.query_map([], |row| {
        Ok((
            row.get(0)?,
            Told {
                started: row.get(1)?,
                messages: row.get(2)?,
                completed: row.get(3)?,
                expired: row.get(4)?,
                asked: row.get(5)?,
                resolved: row.get(6)?,
                goodbyes: row.get(7)?,
                expiring: row.get(8)?,
            },
        ))
    });
    rows.unwrap().map(Result::unwrap).collect()
}
