//! Rows of `chat_sessions`, with what belongs to them in `session_extensions` and `session_goodbyes`.

use super::{
    Extension, ExtensionStatus, Participant, Person, Session, Status, TierCopy, Topic, Unread,
    machine::{
        AskedFrom, EndReason, Goodbyes, Grace, Outcome, Party, PendingExtension, State, Timer,
        deadline,
    },
    record::Record,
};
use crate::{
    clock::Timestamp,
    domain::{
        ids::{CustomerId, ExtensionId, SessionId},
        page::Page,
    },
    params,
    store::{FromValue, Row, StoreError, Tx, TxExt},
};

const SESSION: &str = "
    select s.id, s.status, s.customer_id, c.display_name, s.mitra_id, m.display_name, s.topic_sensitivity,
           s.price_tier_id, s.price_tier_name, s.price_idr, s.is_free_trial, s.duration_minutes,
           s.requested_at, s.request_expires_at, s.started_at, s.expires_at, s.notice_at,
           s.closing_at, s.grace_ends_at, s.ended_at, s.end_reason,
           s.last_seq, s.customer_unread, s.mitra_unread, s.version,
           exists (select 1 from session_goodbyes g where g.session_id = s.id and g.sender = 'customer'),
           exists (select 1 from session_goodbyes g where g.session_id = s.id and g.sender = 'mitra'),
           e.id, e.price_tier_id, e.price_tier_name, e.duration_minutes, e.price_idr,
           e.requested_at, e.respond_by, e.asked_from, e.grace_left_ms, e.closing_reason, e.closing_at
      from chat_sessions s
      join customers c on c.id = s.customer_id
      left join mitras m on m.id = s.mitra_id
      left join session_extensions e on e.session_id = s.id and e.status = 'pending'";

/// Reads the columns of a row in their order.
struct Columns<'a> {
    row: &'a Row,
    next: usize,
}

impl Columns<'_> {
    fn next<T: FromValue>(&mut self) -> Result<T, StoreError> {
        self.next += 1;
        self.row.get(self.next - 1)
    }

    fn word<T>(&mut self, parse: fn(&str) -> Option<T>) -> Result<T, StoreError> {
        let text: String = self.next()?;
        parse(&text).ok_or_else(|| StoreError::Failed(format!("chat_sessions holds {text}")))
    }

    fn word_if_any<T>(&mut self, parse: fn(&str) -> Option<T>) -> Result<Option<T>, StoreError> {
        let text: Option<String> = self.next()?;
        text.map(|text| {
            parse(&text).ok_or_else(|| StoreError::Failed(format!("chat_sessions holds {text}")))
        })
        .transpose()
    }
}

fn to_record(row: &Row) -> Result<Record, StoreError> {
    let mut c = Columns { row, next: 0 };
    let id = c.next()?;
    let status = c.word(Status::parse)?;
    let customer = Person {
        id: c.next()?,
        display_name: c.next()?,
    };
    let mitra = person(c.next()?, c.next()?);
    let topic = c.word(Topic::parse)?;
    let (tier_id, tier_name, price_idr) = (c.next()?, c.next()?, c.next()?);
    let is_free_trial = c.next()?;
    let duration_minutes = c.next()?;
    let price_tier = tier(tier_id, tier_name, duration_minutes, price_idr);
    let requested_at = c.next()?;
    let request_expires_at = c.next()?;
    let (started_at, expires_at, notice_at) = (c.next()?, c.next()?, c.next()?);
    let (closing_at, grace_ends_at, ended_at) = (c.next()?, c.next()?, c.next()?);
    let end_reason = c.word_if_any(EndReason::parse)?;
    let last_seq = c.next()?;
    let unread = Unread {
        customer: c.next()?,
        mitra: c.next()?,
    };
    let version = c.next()?;
    let goodbyes = Goodbyes {
        customer: c.next()?,
        mitra: c.next()?,
    };
    let pending = to_pending(&mut c)?;
    let (pending_extension, asked) = pending.unzip();
    let session = Session {
        id,
        status,
        customer,
        mitra,
        topic,
        price_tier,
        is_free_trial,
        duration_minutes,
        requested_at,
        request_expires_at,
        started_at,
        expires_at,
        closing_at,
        grace_ends_at,
        ended_at,
        end_reason,
        pending_extension,
        goodbyes,
        last_seq,
        unread,
    };
    let state = state_of(&session, notice_at, asked).ok_or_else(|| {
        StoreError::Failed(format!(
            "chat_sessions {id} is {} but lacks what that needs",
            status.as_str()
        ))
    })?;
    Ok(Record {
        session,
        state,
        version,
    })
}

fn person<Id>(id: Option<Id>, display_name: Option<String>) -> Option<Person<Id>> {
    Some(Person {
        id: id?,
        display_name: display_name?,
    })
}

fn tier(
    id: Option<crate::domain::ids::PriceTierId>,
    name: Option<String>,
    duration_minutes: i64,
    price_idr: i64,
) -> Option<TierCopy> {
    Some(TierCopy {
        id: id?,
        name: name?,
        duration_minutes,
        price_idr,
    })
}

/// An extension that waits, as people see it and as the machine does.
type Pending = (Extension, (PendingExtension, AskedFrom));

fn to_pending(c: &mut Columns<'_>) -> Result<Option<Pending>, StoreError> {
    let Some(id) = c.next::<Option<ExtensionId>>()? else {
        return Ok(None);
    };
    let price_tier = TierCopy {
        id: c.next()?,
        name: c.next()?,
        duration_minutes: c.next()?,
        price_idr: c.next()?,
    };
    let (requested_at, respond_by) = (c.next()?, c.next()?);
    let pending = PendingExtension {
        id,
        minutes: price_tier.duration_minutes,
        requested_at,
        respond_by,
    };
    let asked_from = match c.next::<String>()?.as_str() {
        "active" => AskedFrom::Active,
        _ => AskedFrom::Closing {
            grace_left_ms: c.next()?,
            reason: c.word(EndReason::parse)?,
            closing_at: c.next()?,
        },
    };
    let extension = Extension {
        id,
        status: ExtensionStatus::Pending,
        price_tier,
        requested_at,
        respond_by,
    };
    Ok(Some((extension, (pending, asked_from))))
}

/// The machine's state, out of a row. `None` is a row that the schema's checks would have refused.
fn state_of(
    session: &Session,
    notice_at: Option<Timestamp>,
    asked: Option<(PendingExtension, AskedFrom)>,
) -> Option<State> {
    let timer = || {
        Some(Timer {
            started_at: session.started_at?,
            expires_at: session.expires_at?,
        })
    };
    Some(match session.status {
        Status::Requested => State::Requested {
            closes_at: session.request_expires_at,
        },
        Status::Active => State::Active {
            timer: timer()?,
            notice_at,
        },
        Status::Extending => {
            let (extension, asked_from) = asked?;
            State::Extending {
                timer: timer()?,
                extension,
                asked_from,
            }
        }
        Status::Closing => State::Closing {
            timer: timer()?,
            grace: Grace {
                reason: session.end_reason?,
                closing_at: session.closing_at?,
                ends_at: session.grace_ends_at?,
            },
            goodbyes: session.goodbyes,
        },
        Status::Completed => State::Completed {
            ended_at: session.ended_at?,
            reason: session.end_reason?,
            goodbyes: session.goodbyes,
        },
        Status::Expired => State::Expired {
            ended_at: session.ended_at?,
        },
        Status::Cancelled => State::Cancelled {
            ended_at: session.ended_at?,
        },
    })
}

fn to_records(rows: &[Row]) -> Result<Vec<Record>, StoreError> {
    rows.iter().map(to_record).collect()
}

pub(super) fn find(tx: &dyn Tx, id: SessionId) -> Result<Option<Record>, StoreError> {
    tx.row(&format!("{SESSION} where s.id = ?1"), params![id])?
        .as_ref()
        .map(to_record)
        .transpose()
}

/// The open request or session of a customer; there is one at most.
pub(super) fn open_of(tx: &dyn Tx, customer: CustomerId) -> Result<Option<Record>, StoreError> {
    tx.row(
        &format!("{SESSION} where s.customer_id = ?1 and s.ended_at is null"),
        params![customer],
    )?
    .as_ref()
    .map(to_record)
    .transpose()
}

/// All that are open for someone, newest first.
pub(super) fn open(tx: &dyn Tx, who: Participant) -> Result<Vec<Record>, StoreError> {
    let (mine, id) = mine(who);
    to_records(&tx.rows(
        &format!(
            "{SESSION}
              where {mine} and s.ended_at is null
              order by s.requested_at desc, s.id desc"
        ),
        params![id],
    )?)
}

fn mine(who: Participant) -> (&'static str, uuid::Uuid) {
    match who {
        Participant::Customer(id) => ("s.customer_id = ?1", id.0),
        Participant::Mitra(id) => ("s.mitra_id = ?1", id.0),
    }
}

pub(super) fn history(
    tx: &dyn Tx,
    who: Participant,
    status: Option<Status>,
    page: &Page,
) -> Result<Vec<Record>, StoreError> {
    let (mine, id) = mine(who);
    let start = page.start();
    to_records(&tx.rows(
        &format!(
            "{SESSION}
              where {mine}
                and (s.requested_at, s.id) < (?2, ?3)
                and (?4 = '' or s.status = ?4)
              order by s.requested_at desc, s.id desc
              limit ?5"
        ),
        params![
            id,
            start.at,
            start.id,
            status.map_or("", Status::as_str),
            page.fetch()
        ],
    )?)
}

pub(super) fn insert(tx: &dyn Tx, session: &Session) -> Result<(), StoreError> {
    let tier = session.price_tier.as_ref();
    tx.execute(
        "insert into chat_sessions (id, customer_id, status, price_tier_id, price_tier_name, price_idr, is_free_trial,
                duration_minutes, requested_at, request_expires_at, deadline_at, topic_sensitivity)
         values (?1, ?2, 'requested', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10)",
        params![
            session.id,
            session.customer.id,
            tier.map(|t| t.id),
            tier.map(|t| t.name.as_str()),
            tier.map_or(0, |t| t.price_idr),
            session.is_free_trial,
            session.duration_minutes,
            session.requested_at,
            session.request_expires_at,
            session.topic.as_str()
        ],
    )?;
    Ok(())
}

/// Writes a session as it has become, if nobody has changed it since it was read. What `last_seq` and the marks are is not
/// the machine's business and stays.
pub(super) fn update(tx: &dyn Tx, record: &Record) -> Result<bool, StoreError> {
    let session = &record.session;
    let notice_at = match record.state {
        State::Active { notice_at, .. } => notice_at,
        _ => None,
    };
    tx.changes_one(
        "update chat_sessions
            set status = ?3,
                mitra_id = ?4,
                started_at = ?5,
                expires_at = ?6,
                notice_at = ?7,
                closing_at = ?8,
                grace_ends_at = ?9,
                ended_at = ?10,
                end_reason = ?11,
                deadline_at = ?12,
                version = version + 1
          where id = ?1 and version = ?2",
        params![
            session.id,
            record.version,
            session.status.as_str(),
            session.mitra.as_ref().map(|m| m.id),
            session.started_at,
            session.expires_at,
            notice_at,
            session.closing_at,
            session.grace_ends_at,
            session.ended_at,
            session.end_reason.map(EndReason::as_str),
            deadline(&record.state)
        ],
    )
}

pub(super) fn set_topic(
    tx: &dyn Tx,
    id: SessionId,
    version: i64,
    topic: Topic,
) -> Result<bool, StoreError> {
    tx.changes_one(
        "update chat_sessions
            set topic_sensitivity = ?3, version = version + 1
          where id = ?1 and version = ?2",
        params![id, version, topic.as_str()],
    )
}

pub(super) fn insert_extension(
    tx: &dyn Tx,
    session: SessionId,
    extension: &Extension,
    asked_from: AskedFrom,
) -> Result<(), StoreError> {
    let (from, left, reason, since) = match asked_from {
        AskedFrom::Active => ("active", None, None, None),
        AskedFrom::Closing {
            reason,
            closing_at,
            grace_left_ms,
        } => (
            "closing",
            Some(grace_left_ms),
            Some(reason.as_str()),
            Some(closing_at),
        ),
    };
    tx.execute(
        "insert into session_extensions (id, session_id, price_tier_id, price_tier_name, duration_minutes, price_idr,
                asked_from, grace_left_ms, closing_reason, closing_at, requested_at, respond_by)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        params![
            extension.id,
            session,
            extension.price_tier.id,
            &extension.price_tier.name,
            extension.price_tier.duration_minutes,
            extension.price_tier.price_idr,
            from,
            left,
            reason,
            since,
            extension.requested_at,
            extension.respond_by
        ],
    )?;
    Ok(())
}

pub(super) fn has_extension(
    tx: &dyn Tx,
    session: SessionId,
    extension: ExtensionId,
) -> Result<bool, StoreError> {
    tx.value(
        "select exists (select 1 from session_extensions where id = ?1 and session_id = ?2)",
        params![extension, session],
    )
}

pub(super) fn resolve_extension(
    tx: &dyn Tx,
    id: ExtensionId,
    outcome: Outcome,
    at: Timestamp,
) -> Result<bool, StoreError> {
    tx.changes_one(
        "update session_extensions
            set status = ?2, resolved_at = ?3
          where id = ?1 and status = 'pending'",
        params![id, outcome.as_str(), at],
    )
}

pub(super) fn insert_goodbye(
    tx: &dyn Tx,
    session: SessionId,
    from: Party,
    message: Option<&str>,
    rating: Option<i64>,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into session_goodbyes (session_id, sender, message, rating, created_at)
         values (?1, ?2, ?3, ?4, ?5)",
        params![session, from.as_str(), message, rating, now],
    )?;
    Ok(())
}

/// Sessions whose deadline has come, the longest overdue first.
pub(super) fn due(tx: &dyn Tx, now: Timestamp, limit: usize) -> Result<Vec<SessionId>, StoreError> {
    tx.rows(
        "select id
           from chat_sessions
          where deadline_at <= ?1
          order by deadline_at
          limit ?2",
        params![now, limit as i64],
    )?
    .iter()
    .map(|row| row.get(0))
    .collect()
}

pub(super) fn next_deadline(
    tx: &dyn Tx,
    after: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    tx.value(
        "select min(deadline_at) from chat_sessions where deadline_at > ?1",
        params![after],
    )
}
