//! A session out of a row: what people see of it, and the machine's state.

use super::super::{
    Extension, ExtensionStatus, Person, Session, Status, TierCopy, Topic, Unread,
    machine::{AskedFrom, EndReason, Goodbyes, Grace, PendingExtension, State, Timer},
    record::Record,
};
use crate::{
    clock::Timestamp,
    domain::ids::{ExtensionId, PriceTierId},
    store::{FromValue, Row, StoreError},
};

/// The columns that [`to_record`] reads, in its order.
pub(super) const SESSION: &str = "
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

/// The session in a row of [`SESSION`].
pub(super) fn to_record(row: &Row) -> Result<Record, StoreError> {
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
    id: Option<PriceTierId>,
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
            // No check of the schema asks for these, see `state_of`.
            grace_left_ms: c.next::<Option<_>>()?.unwrap_or(0),
            reason: c
                .word_if_any(EndReason::parse)?
                .unwrap_or(EndReason::TimeUp),
            closing_at: c.next::<Option<_>>()?.unwrap_or(requested_at),
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

/// A notice that would come after the end is none.
fn active(timer: Timer, notice_at: Option<Timestamp>) -> State {
    State::Active {
        timer,
        notice_at: notice_at.filter(|notice| *notice < timer.expires_at),
    }
}

/// The machine's state, out of a row. `None` is a row that the schema's checks would have refused. What they do not ask for may
/// be missing where other hands have written: then the nearest thing is taken, so that one such row does not spoil a list.
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
        Status::Active => active(timer()?, notice_at),
        Status::Extending => match asked {
            Some((extension, asked_from)) => State::Extending {
                timer: timer()?,
                extension,
                asked_from,
            },
            // Nobody waits for an answer.
            None => active(timer()?, notice_at),
        },
        Status::Closing => State::Closing {
            timer: timer()?,
            grace: Grace {
                reason: session.end_reason.unwrap_or(EndReason::TimeUp),
                closing_at: session.closing_at.or(session.expires_at)?,
                ends_at: session.grace_ends_at?,
            },
            goodbyes: session.goodbyes,
        },
        Status::Completed => State::Completed {
            ended_at: session.ended_at?,
            reason: session.end_reason.unwrap_or(EndReason::TimeUp),
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
