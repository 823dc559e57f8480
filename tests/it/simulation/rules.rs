//! What must be true of the rows at every moment, and from one moment to the next.

use std::collections::BTreeMap;

use curhat::domain::event::Event;

use super::town::{LIMIT, Town};

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

/// What the world was told of a session.
#[derive(Debug, Default)]
struct Told {
    started: i64,
    messages: i64,
    closed: i64,
    completed: i64,
    expired: i64,
    expiring: i64,
    asked: i64,
    resolved: i64,
    goodbyes: i64,
}

#[derive(Debug, Default)]
pub struct Watch {
    seen: BTreeMap<String, Seen>,
    told: BTreeMap<String, Told>,
}

/// Each names sessions, or other things, of which it is wrong that they are there.
const NEVER: [(&str, &str); 20] = [
    (
        "a running total is not what a count gives",
        "with counts as (
            select 'customers' as counted, '' as kind, count(*) as total from customers group by 1
             union all
            select 'chat_sessions', status, count(*) from chat_sessions group by 2
             union all
            select 'audit_log', action, count(*) from audit_log group by 2)
         select counted from (select * from counts except select * from running_totals)
          union all
         select counted from (select * from running_totals where total != 0 except select * from counts)",
    ),
    (
        "a sum of sessions is not what a count gives",
        "select 'by ' || k.ends_at
           from session_sums k
          where (k.sessions, k.sensitive, k.revenue_idr) != (
                 select count(*), coalesce(sum(topic_sensitivity = 'sensitive'), 0),
                        coalesce(sum(case when started_at is null then 0 else price_idr end), 0)
                          + (select coalesce(sum(price_idr), 0) from session_extensions
                              where status = 'accepted' and requested_at < k.ends_at)
                   from chat_sessions where requested_at < k.ends_at)",
    ),
    (
        "a sum of days is not what a count gives",
        "select d.mitra_id
           from mitra_activity_days d
          where (d.received, d.accepted, d.sensitive_total) != (
                 select count(*), count(*) filter (where n.status = 'accepted'), count(*) filter (where n.topic_sensitivity = 'sensitive')
                   from chat_request_notifications n
                  where n.mitra_id = d.mitra_id and n.created_at < (d.day + 1) * 86400000)",
    ),
    (
        "a customer can't be found by name",
        "select c.id
           from customers c
           left join customer_texts n on n.customer_id = c.id
          where c.id not in (select customer_id from customer_search_due)
            and (n.number is null
              or not exists (
                 select 1 from customer_grams t
                  where t.customer_grams match '\"' || lower(hex(substr(lower(c.display_name), 1, 3))) || '\"' and t.rowid = n.number))",
    ),
    (
        "a session that is over can't be found by its customer's name",
        "select s.id
           from chat_sessions s
           join customers c on c.id = s.customer_id
           left join session_texts n on n.session_id = s.id
          where s.ended_at is not null
            and s.id not in (select session_id from session_search_due)
            and (n.number is null or n.requested_at != s.requested_at
              or n.text != lower(c.display_name) || char(10) || coalesce(c.phone, '')
              or not exists (
                 select 1 from session_grams t
                  where t.session_grams match '\"' || lower(hex(substr(lower(c.display_name), 1, 3))) || '\" AND \"x' || s.status || '\" AND \"x' || s.topic_sensitivity
                                           || iif(s.mitra_id is null, '', '\" AND \"m' || lower(hex(s.mitra_id))) || '\"'
                    and t.rowid = n.number))",
    ),
    (
        "the index of sessions has what it should not",
        "select n.session_id
           from session_texts n
           left join chat_sessions s on s.id = n.session_id
          where (s.id is null or s.ended_at is null)
            and n.session_id not in (select session_id from session_search_due)",
    ),
    (
        "a customer has two open sessions",
        "select customer_id from chat_sessions where ended_at is null group by customer_id having count(*) > 1",
    ),
    (
        "a mitra has more conversations than allowed",
        "select mitra_id from chat_sessions
          where mitra_id is not null and ended_at is null group by mitra_id having count(*) > ?1",
    ),
    (
        "an open session waits for nothing",
        "select id from chat_sessions where ended_at is null and deadline_at is null",
    ),
    (
        "an ended session waits for something",
        "select id from chat_sessions where ended_at is not null and deadline_at is not null",
    ),
    (
        "a deadline is not that of its state",
        "select s.id
           from chat_sessions s
           left join session_extensions e on e.session_id = s.id and e.status = 'pending'
          where s.deadline_at is not case s.status
                  when 'requested' then s.request_expires_at
                  when 'active' then coalesce(s.notice_at, s.expires_at)
                  when 'extending' then e.respond_by
                  when 'closing' then s.grace_ends_at
                end",
    ),
    (
        "an extension waits exactly while its session does",
        "select s.id from chat_sessions s
          where (s.status = 'extending') != exists (
                  select 1 from session_extensions e where e.session_id = s.id and e.status = 'pending')",
    ),
    (
        "paid minutes are missing, or given away",
        "select s.id
           from chat_sessions s
           left join (select session_id, sum(duration_minutes) as minutes
                        from session_extensions where status = 'accepted' group by session_id) e on e.session_id = s.id
          where s.started_at is not null
            and case when e.minutes is null then s.expires_at != s.started_at + s.duration_minutes * 60000
                     else s.expires_at < s.started_at + (s.duration_minutes + e.minutes) * 60000 end",
    ),
    (
        "the numbers of messages have gaps, or the count is not theirs",
        "select s.id
           from chat_sessions s
           left join (select lower(hex(session_id)) as id, count(*) as n, min(seq) as first, max(seq) as last
                        from chat_messages group by session_id) m on m.id = replace(s.id, '-', '')
          where coalesce(m.n, 0) != s.last_seq
             or (m.n is not null and (m.first != 1 or m.last != s.last_seq))",
    ),
    (
        "what is unread is not what was not read",
        "select s.id
           from chat_sessions s
          where s.customer_unread != (select count(*) from chat_messages m
                   where lower(hex(m.session_id)) = replace(s.id, '-', '') and m.sender = 'mitra' and m.seq > s.customer_read_seq)
             or s.mitra_unread != (select count(*) from chat_messages m
                   where lower(hex(m.session_id)) = replace(s.id, '-', '') and m.sender = 'customer' and m.seq > s.mitra_read_seq)",
    ),
    (
        "an offer waits though its request does not",
        "select n.session_id
           from chat_request_notifications n join chat_sessions s on s.id = n.session_id
          where n.status = 'pending' and s.status != 'requested'",
    ),
    (
        "not exactly the mitra of a session has accepted it",
        "select s.id
           from chat_sessions s
          where s.mitra_id is not (select max(n.mitra_id) from chat_request_notifications n
                                    where n.session_id = s.id and n.status = 'accepted')
             or (select count(*) from chat_request_notifications n
                  where n.session_id = s.id and n.status = 'accepted') > 1",
    ),
    (
        "a session without a mitra has begun, or one with a mitra has not",
        "select id from chat_sessions where (mitra_id is null) != (started_at is null)",
    ),
    (
        "a session ended without a reason, or for one that it could not",
        "select id from chat_sessions
          where (ended_at is not null and end_reason is null)
             or (status = 'expired' and end_reason != 'no_mitra')
             or (status = 'cancelled' and end_reason != 'cancelled_by_customer')
             or (status = 'completed' and end_reason in ('no_mitra', 'cancelled_by_customer'))",
    ),
    (
        "a flip leads from where the one before did not lead",
        "select id from (
            select id, from_value, to_value,
                   lag(to_value, 1, from_value) over (partition by session_id order by created_at, id) as before
              from session_sensitivity_log)
          where from_value != before or from_value = to_value",
    ),
];

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
                Event::SessionClosing(s) => told(&s.id, |t| &mut t.closed),
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

    /// Compares with the last time. `settled`: nothing that is due is left.
    pub fn check(&mut self, town: &Town, settled: bool) -> Result<(), String> {
        for (wrong, query) in NEVER {
            let mut query = town.sql.prepare_cached(query).unwrap();
            let limit = [LIMIT];
            let params = &limit[..query.parameter_count()];
            let mut rows = query.query(rusqlite::params_from_iter(params)).unwrap();
            if let Some(row) = rows.next().unwrap() {
                return Err(format!("{wrong}: {}", row.get::<_, String>(0).unwrap()));
            }
        }
        let now = town.ctx.now().as_millis();
        if settled {
            let mut query = town
                .sql
                .prepare_cached("select count(*) from chat_sessions where deadline_at <= ?1")
                .unwrap();
            let late: i64 = query.query_row([now], |row| row.get(0)).unwrap();
            if late > 0 {
                return Err(format!(
                    "{late} sessions are late though the alarm has rung"
                ));
            }
        }
        for (id, new) in read(town) {
            if let Some(old) = self.seen.get(&id) {
                moved(old, &new).map_err(|wrong| format!("{wrong}: {id} {old:?} {new:?}"))?;
            }
            if new.ended_at.is_some_and(|at| at > now) {
                return Err(format!("{id} ended in the future: {new:?}"));
            }
            self.seen.insert(id, new);
        }
        self.adds_up(town)
    }

    /// Whether the world was told of everything that happened, once.
    fn adds_up(&self, town: &Town) -> Result<(), String> {
        let count = |query: &str, id: &str| -> i64 {
            let mut query = town.sql.prepare_cached(query).unwrap();
            query.query_row([id], |row| row.get(0)).unwrap()
        };
        let nothing = Told::default();
        for (id, row) in &self.seen {
            let told = self.told.get(id).unwrap_or(&nothing);
            let asked = count(
                "select count(*) from session_extensions where session_id = ?1",
                id,
            );
            let of = |status: &str| {
                let query = format!(
                    "select count(*) from session_extensions where session_id = ?1 and status {status}"
                );
                count(&query, id)
            };
            let resolved = of("!= 'pending'");
            let goodbyes = count(
                "select count(*) from session_goodbyes where session_id = ?1",
                id,
            );
            for (what, told, is) in [
                ("starts", told.started, i64::from(row.started_at.is_some())),
                (
                    "completions",
                    told.completed,
                    i64::from(row.status == "completed"),
                ),
                ("expiries", told.expired, i64::from(row.status == "expired")),
                ("messages", told.messages, row.last_seq),
                ("extensions asked for", told.asked, asked),
                ("extensions resolved", told.resolved, resolved),
                ("goodbyes", told.goodbyes, goodbyes),
            ] {
                if told != is {
                    return Err(format!(
                        "{id}: {told} {what} were told, {is} there were: {row:?}"
                    ));
                }
            }
            if told.expiring > 1 + of("= 'accepted'") + of("= 'rejected'") + of("= 'timeout'") {
                return Err(format!(
                    "{id} was announced to expire {} times",
                    told.expiring
                ));
            }
        }
        Ok(())
    }

    pub fn sessions(&self) -> usize {
        self.seen.len()
    }

    /// How many sessions are found in each state, and how they ended.
    pub fn ends(&self) -> BTreeMap<String, usize> {
        let mut ends = BTreeMap::new();
        for seen in self.seen.values() {
            let end = seen
                .end_reason
                .clone()
                .unwrap_or_else(|| seen.status.clone());
            *ends.entry(end).or_default() += 1;
        }
        ends
    }

    pub fn open(&self) -> usize {
        self.seen.values().filter(|s| s.ended_at.is_none()).count()
    }
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

fn read(town: &Town) -> Vec<(String, Seen)> {
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
