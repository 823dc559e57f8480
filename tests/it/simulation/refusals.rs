//! Why somebody may be refused: each code must have its reason in the rows. A refusal changes nothing, so the rows are still
//! as they were when it was decided.

use curhat::domain::{
    error::{Code, Error},
    ids::{MitraId, SessionId},
    pairing::Purchase,
    session::Participant,
};

use super::{conduct::Act, town::Town};

/// A session as it stands.
struct Stands {
    status: String,
    mitra: Option<String>,
    /// Its deadline has come and the alarm is late: it is one state further than its row says, or several.
    is_due: bool,
    has_goodbyes: bool,
}

impl Stands {
    fn of(town: &Town, id: SessionId) -> Self {
        let mut query = town
            .sql
            .prepare_cached(
                "select status, mitra_id, coalesce(deadline_at <= ?2, 0),
                        exists (select 1 from session_goodbyes where session_id = id)
                   from chat_sessions where id = ?1",
            )
            .unwrap();
        let now = town.ctx.now().as_millis();
        query
            .query_row((id.to_string(), now), |row| {
                Ok(Self {
                    status: row.get(0)?,
                    mitra: row.get(1)?,
                    is_due: row.get(2)?,
                    has_goodbyes: row.get(3)?,
                })
            })
            .unwrap()
    }

    fn is_one_of(&self, states: &[&str]) -> bool {
        states.contains(&&*self.status)
    }

    /// It is in none of these states, or may not be any more.
    fn is_past(&self, states: &[&str]) -> bool {
        self.is_due || !self.is_one_of(states)
    }

    fn is_not_of(&self, who: Participant) -> bool {
        match who {
            Participant::Customer(_) => false,
            Participant::Mitra(id) => self.mitra != Some(id.to_string()),
        }
    }
}

pub fn is_right(town: &Town, act: &Act, refusal: &Error) -> bool {
    let code = refusal.code;
    match act {
        Act::Request {
            customer, order, ..
        } => {
            let has_started = || {
                let query = "select count(started_at) from chat_sessions where customer_id = ?1";
                town.number(query, &[&customer.to_string()]) > 0
            };
            match code {
                Code::SessionAlreadyOpen => refusal.session_id.is_some_and(|open| {
                    !Stands::of(town, open).is_one_of(&["completed", "expired", "cancelled"])
                }),
                Code::FreeTrialUnavailable => {
                    order.purchase == Purchase::FreeTrial && has_started()
                }
                _ => false,
            }
        }
        Act::Online(mitra) => code == Code::AccountInactive && !is_active(town, *mitra),
        Act::Accept(mitra, session) => is_taken(town, *mitra, *session, refusal),
        Act::Reject(mitra, session) => match code {
            Code::NotFound => offer(town, *mitra, *session).is_none(),
            Code::RequestNotAvailable => {
                offer(town, *mitra, *session).as_deref() == Some("accepted")
            }
            _ => false,
        },
        Act::Cancel(_, session) => {
            code == Code::RequestNotAvailable && Stands::of(town, *session).is_past(&["requested"])
        }
        Act::Say(who, session, _) => in_session(
            &Stands::of(town, *session),
            *who,
            code,
            &["active", "extending", "closing"],
        ),
        Act::Mark(who, session, ..) => {
            code == Code::NotFound && Stands::of(town, *session).is_not_of(*who)
        }
        Act::Flip(mitra, session, _) => {
            let stands = Stands::of(town, *session);
            match code {
                Code::Forbidden => stands.is_not_of(Participant::Mitra(*mitra)),
                Code::SessionNotActive => stands.is_past(&["active", "extending"]),
                _ => false,
            }
        }
        Act::Ask { session, .. } => {
            let stands = Stands::of(town, *session);
            match code {
                Code::ExtensionPending => stands.status == "extending" && !stands.is_due,
                Code::SessionNotActive => {
                    stands.has_goodbyes || stands.is_past(&["active", "closing"])
                }
                _ => false,
            }
        }
        Act::Answer(mitra, session, asked, _) => {
            let stands = Stands::of(town, *session);
            let query =
                "select count(*) from session_extensions where id = ?1 and status = 'pending'";
            let waits = town.number(query, &[&asked.to_string()]) > 0;
            match code {
                Code::NotFound => stands.is_not_of(Participant::Mitra(*mitra)),
                Code::ExtensionResolved => !waits || stands.is_due,
                _ => false,
            }
        }
        Act::End(who, session) => in_session(
            &Stands::of(town, *session),
            *who,
            code,
            &["active", "extending"],
        ),
        Act::Goodbye(who, session) => {
            in_session(&Stands::of(town, *session), *who, code, &["closing"])
        }
        Act::Offline(_) | Act::Activate(..) | Act::Price(..) | Act::Errand(..) => false,
    }
}

/// What only the two may do, and only in these states.
fn in_session(stands: &Stands, who: Participant, code: Code, states: &[&str]) -> bool {
    match code {
        Code::NotFound => stands.is_not_of(who),
        Code::SessionNotActive => stands.is_past(states),
        _ => false,
    }
}

fn is_taken(town: &Town, mitra: MitraId, session: SessionId, refusal: &Error) -> bool {
    let stands = Stands::of(town, session);
    match (refusal.code, refusal.reason) {
        (Code::NotFound, _) => offer(town, mitra, session).is_none(),
        (Code::AccountInactive, _) => !is_active(town, mitra),
        (Code::MitraAtLimit, _) => {
            let query =
                "select count(*) from chat_sessions where mitra_id = ?1 and ended_at is null";
            town.number(query, &[&mitra.to_string()]) >= town.limit
        }
        (Code::RequestNotAvailable, Some("accepted_by_other")) => stands.mitra.is_some(),
        (Code::RequestNotAvailable, Some("cancelled_by_customer")) => stands.status == "cancelled",
        (Code::RequestNotAvailable, Some("expired")) => {
            stands.status == "expired" || (stands.status == "requested" && stands.is_due)
        }
        _ => false,
    }
}

fn is_active(town: &Town, mitra: MitraId) -> bool {
    let query = "select is_active from mitras where id = ?1";
    town.number(query, &[&mitra.to_string()]) > 0
}

/// What has become of a request for this mitra.
fn offer(town: &Town, mitra: MitraId, session: SessionId) -> Option<String> {
    let mut query = town
        .sql
        .prepare_cached(
            "select status from chat_request_notifications where session_id = ?1 and mitra_id = ?2",
        )
        .unwrap();
    let mut rows = query
        .query([session.to_string(), mitra.to_string()])
        .unwrap();
    Some(rows.next().unwrap()?.get(0).unwrap())
}
