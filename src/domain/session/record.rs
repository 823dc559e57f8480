//! A session as it was read to be changed: its picture, its state, the version of its row. A change goes through
//! [`Record::change`], which asks the machine, writes the row where the version still matches, writes what else has come of
//! it, and announces each fact with the picture of its moment.

use std::sync::Arc;

use super::{
    Extension, ExtensionStatus, Participant, Person, Session, Status, TierCopy, Topic,
    goodbye::Words,
    machine::{self, Command, Fact, Party, Refusal, Rules, State, Step, deadline},
    sql,
};
use crate::{
    clock::Timestamp,
    domain::{
        ctx::Work,
        error::{Code, Error, must_change},
        event::Event,
        ids::{CustomerId, ExtensionId, MitraId, SessionId},
    },
    store::Tx,
};

#[derive(Debug, Clone)]
pub struct Record {
    pub(super) session: Session,
    pub(super) state: State,
    pub(super) version: i64,
}

/// A command with what the machine need not know, but the rows must.
#[derive(Debug, Clone)]
pub enum Act {
    Accept(Person<MitraId>),
    Cancel,
    AllRejected,
    End(Party),
    CustomerGone,
    AskExtension { id: ExtensionId, tier: TierCopy },
    AnswerExtension { id: ExtensionId, accept: bool },
    SayGoodbye { from: Party, words: Words },
    Tick,
    Recover,
}

/// What came of a change: the session as it is then, and what happened on the way.
#[derive(Debug, Clone)]
pub struct Changed {
    pub session: Arc<Session>,
    pub facts: Vec<Fact>,
}

impl Changed {
    /// It is over; whoever listened is free for another.
    pub fn has_completed(&self) -> bool {
        let completed = |fact: &Fact| matches!(fact, Fact::Completed { .. });
        self.facts.iter().any(completed)
    }

    pub fn request_has_expired(&self) -> bool {
        self.facts.contains(&Fact::RequestExpired)
    }
}

impl Record {
    pub fn find(tx: &dyn Tx, id: SessionId) -> Result<Option<Self>, Error> {
        Ok(sql::find(tx, id)?)
    }

    /// A session that `who` is a party of; any other: `NOT_FOUND`.
    pub fn of(tx: &dyn Tx, id: SessionId, who: Participant) -> Result<Self, Error> {
        sql::find(tx, id)?
            .filter(|record| record.session.is_of(who))
            .ok_or_else(|| Code::NotFound.into())
    }

    /// The one open request or session of a customer.
    pub fn open_of(tx: &dyn Tx, customer: CustomerId) -> Result<Option<Self>, Error> {
        Ok(sql::open_of(tx, customer)?)
    }

    pub fn session(&self) -> &Session {
        &self.session
    }

    pub fn state(&self) -> &State {
        &self.state
    }

    /// For a mitra.
    pub fn is_waiting(&self) -> bool {
        matches!(self.state, State::Requested { .. })
    }

    pub fn is_due(&self, now: Timestamp) -> bool {
        deadline(&self.state).is_some_and(|deadline| deadline <= now)
    }

    /// As a punctual alarm would have left it, for those who only look.
    #[must_use]
    pub fn seen_at(mut self, now: Timestamp, rules: &Rules) -> Self {
        let steps = machine::unfold(&self.state, &Command::Tick, now, rules);
        for step in steps.unwrap_or_default() {
            self.take(&step, &Act::Tick);
        }
        self
    }

    /// Carries out `act`, or says why not.
    pub fn change(
        mut self,
        work: &mut Work<'_>,
        rules: &Rules,
        act: &Act,
    ) -> Result<Changed, Error> {
        let command = act.command(&self.session);
        let steps = machine::unfold(&self.state, &command, work.now, rules)?;
        let mut facts = Vec::new();
        for step in steps {
            self.take(&step, act);
            for fact in &step.facts {
                self.keep(work, act, *fact)?;
            }
            let session = Arc::new(self.session.clone());
            for event in step.facts.iter().filter_map(|f| event(*f, &session)) {
                work.announce(event);
            }
            facts.extend(step.facts);
        }
        if !facts.is_empty() {
            must_change(sql::update(work.tx, &self)?)?;
        }
        Ok(Changed {
            session: Arc::new(self.session),
            facts,
        })
    }

    /// Marks its topic, if nobody has changed it since it was read. Whether that may be is decided above.
    pub fn set_topic(&self, work: &mut Work<'_>, topic: Topic) -> Result<Session, Error> {
        must_change(sql::set_topic(
            work.tx,
            self.session.id,
            self.version,
            topic,
        )?)?;
        Ok(Session {
            topic,
            ..self.session.clone()
        })
    }

    /// Brings the picture to the state after `step`. What a state does not hold is history and stays.
    fn take(&mut self, step: &Step, act: &Act) {
        let session = &mut self.session;
        for fact in &step.facts {
            match (*fact, act) {
                (Fact::Started, Act::Accept(mitra)) => session.mitra = Some(mitra.clone()),
                (Fact::ExtensionAsked { extension }, Act::AskExtension { tier, .. }) => {
                    session.pending_extension = Some(Extension {
                        id: extension.id,
                        status: ExtensionStatus::Pending,
                        price_tier: tier.clone(),
                        requested_at: extension.requested_at,
                        respond_by: extension.respond_by,
                    });
                }
                (Fact::ExtensionResolved { .. }, _) => session.pending_extension = None,
                _ => {}
            }
        }
        session.status = status_of(&step.state);
        session.end_reason = step.state.end_reason();
        match step.state {
            State::Requested { .. } => {}
            State::Active { timer, .. } | State::Extending { timer, .. } => {
                session.started_at = Some(timer.started_at);
                session.expires_at = Some(timer.expires_at);
                session.closing_at = None;
                session.grace_ends_at = None;
            }
            State::Closing {
                grace, goodbyes, ..
            } => {
                session.closing_at = Some(grace.closing_at);
                session.grace_ends_at = Some(grace.ends_at);
                session.goodbyes = goodbyes;
            }
            State::Completed {
                ended_at, goodbyes, ..
            } => {
                session.ended_at = Some(ended_at);
                session.goodbyes = goodbyes;
            }
            State::Expired { ended_at } | State::Cancelled { ended_at } => {
                session.ended_at = Some(ended_at);
            }
        }
        self.state = step.state;
    }

    /// The rows beside the session's own.
    fn keep(&self, work: &Work<'_>, act: &Act, fact: Fact) -> Result<(), Error> {
        let id = self.session.id;
        match (fact, act) {
            (Fact::ExtensionAsked { .. }, _) => {
                let (Some(extension), State::Extending { asked_from, .. }) =
                    (&self.session.pending_extension, self.state)
                else {
                    return Err(Error::internal(format!(
                        "session {id}: what was asked for?"
                    )));
                };
                sql::insert_extension(work.tx, id, extension, asked_from)?;
            }
            (
                Fact::ExtensionResolved {
                    id: extension,
                    outcome,
                    at,
                },
                _,
            ) => {
                must_change(sql::resolve_extension(work.tx, extension, outcome, at)?)?;
            }
            (Fact::GoodbyeReceived { from }, Act::SayGoodbye { words, .. }) => {
                let (message, rating) = (words.message.as_deref(), words.rating);
                sql::insert_goodbye(work.tx, id, from, message, rating, work.now)?;
            }
            _ => {}
        }
        Ok(())
    }
}

impl Act {
    fn command(&self, session: &Session) -> Command {
        match self {
            Self::Accept(_) => Command::Accept {
                minutes: session.duration_minutes,
            },
            Self::Cancel => Command::Cancel,
            Self::AllRejected => Command::AllRejected,
            Self::End(by) => Command::End(*by),
            Self::CustomerGone => Command::CustomerGone,
            Self::AskExtension { id, tier } => Command::AskExtension {
                id: *id,
                minutes: tier.duration_minutes,
            },
            Self::AnswerExtension { id, accept } => Command::AnswerExtension {
                id: *id,
                accept: *accept,
            },
            Self::SayGoodbye { from, .. } => Command::SayGoodbye(*from),
            Self::Tick => Command::Tick,
            Self::Recover => Command::Recover,
        }
    }
}

fn status_of(state: &State) -> Status {
    match state {
        State::Requested { .. } => Status::Requested,
        State::Active { .. } => Status::Active,
        State::Extending { .. } => Status::Extending,
        State::Closing { .. } => Status::Closing,
        State::Completed { .. } => Status::Completed,
        State::Expired { .. } => Status::Expired,
        State::Cancelled { .. } => Status::Cancelled,
    }
}

/// What the world is told of a fact. That a request was cancelled is told by `pairing`, to the mitras it was offered to.
fn event(fact: Fact, session: &Arc<Session>) -> Option<Event> {
    let (id, parties) = (session.id, session.parties());
    let session = Arc::clone(session);
    Some(match fact {
        Fact::Started => Event::SessionStarted(session),
        Fact::Expiring { remaining_seconds } => Event::SessionExpiring {
            session: id,
            parties,
            remaining_seconds,
        },
        Fact::ExtensionAsked { .. } => Event::ExtensionRequested(session),
        Fact::ExtensionResolved { outcome, .. } => Event::ExtensionResolved { session, outcome },
        Fact::Closing { .. } => Event::SessionClosing(session),
        Fact::GoodbyeReceived { from } => Event::GoodbyeReceived {
            session: id,
            parties,
            from,
        },
        Fact::Completed { .. } => Event::SessionCompleted(session),
        Fact::RequestExpired => Event::RequestExpired(session),
        Fact::RequestCancelled => return None,
    })
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::SessionNotActive => Code::SessionNotActive.into(),
            Refusal::RequestNotAvailable { reason } => Error::from(Code::RequestNotAvailable)
                .reason(match reason {
                    machine::RequestClosed::AcceptedByOther => "accepted_by_other",
                    machine::RequestClosed::CancelledByCustomer => "cancelled_by_customer",
                    machine::RequestClosed::Expired => "expired",
                }),
            Refusal::EarlyEndDisabled => Code::EarlyEndDisabled.into(),
            Refusal::ExtensionPending => Code::ExtensionPending.into(),
            Refusal::ExtensionResolved => Code::ExtensionResolved.into(),
        }
    }
}
