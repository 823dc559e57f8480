//! The life of one chat session, as a pure function: [`decide`] takes a state, a command and an instant, and says what the
//! session is then and what happened on the way, or why not.
//!
//! The invariant: a live state has exactly one next [`deadline`], and whoever comes after it finds the session as a punctual
//! alarm would have left it. So every command first settles what is due, and what follows from a deadline counts from the
//! deadline, not from when somebody looked. A late alarm so takes its lateness from the goodbyes; in return no answer depends
//! on how busy the server was, on several servers neither, and doing any of it again is harmless.
//!
//! It does not know who the parties are: the caller sees to that, and answers a mitra who accepts the same request twice. Nor
//! does it know storage, clocks, prices or frames.

mod command;
mod state;
#[cfg(test)]
mod tests;

pub use command::{Command, Fact, Refusal, RequestClosed, Rules};
pub use state::{
    AskedFrom, EndReason, Goodbyes, Grace, Outcome, Party, PendingExtension, State, Timer, deadline,
};

use crate::{clock::Timestamp, domain::ids::ExtensionId};

/// How long before the end both sides are told of it; a session no longer than that is told at its start.
const NOTICE_SECONDS: i64 = 300;

/// What becomes of `state` when `command` arrives at `now`.
///
/// What is due by then happens first, and its facts come first. A refusal says nothing of it: the state is left as it was, and
/// the alarm or the next command settles it. No facts means that nothing has changed.
pub fn decide(
    state: &State,
    command: &Command,
    now: Timestamp,
    rules: &Rules,
) -> Result<(State, Vec<Fact>), Refusal> {
    let steps = unfold(state, command, now, rules)?;
    let after = steps.last().map_or(*state, |step| step.state);
    let facts = steps.into_iter().flat_map(|step| step.facts).collect();
    Ok((after, facts))
}

/// One change of the state, and what happened in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub state: State,
    pub facts: Vec<Fact>,
}

/// What [`decide`] decides, step by step: each deadline that had passed, then the command. For who tells of each fact with
/// the state as it was then, and keeps the history that later states do not hold.
pub fn unfold(
    state: &State,
    command: &Command,
    now: Timestamp,
    rules: &Rules,
) -> Result<Vec<Step>, Refusal> {
    let mut moment = Moment::new(now, rules);
    let state = if *command == Command::Recover {
        moment.recover(*state)
    } else {
        moment.settle(*state)
    };
    let state = match *command {
        Command::Tick | Command::Recover => state,
        Command::Accept { minutes } => moment.accept(state, minutes)?,
        Command::Cancel => moment.cancel(state)?,
        Command::AllRejected => moment.all_rejected(state)?,
        Command::End(by) => moment.end(state, by)?,
        Command::CustomerGone => moment.customer_gone(state),
        Command::AskExtension { id, minutes } => moment.ask_extension(state, id, minutes)?,
        Command::AnswerExtension { id, accept } => moment.answer_extension(state, id, accept)?,
        Command::SayGoodbye(from) => moment.say_goodbye(state, from)?,
    };
    moment.step(state);
    Ok(moment.steps)
}

/// What the session is at `now`: everything due by then has happened. A Tick that cannot fail, also for those who only look,
/// such as a message that asks whether it may still be sent.
pub fn settle(state: &State, now: Timestamp, rules: &Rules) -> (State, Vec<Fact>) {
    let mut moment = Moment::new(now, rules);
    let state = moment.settle(*state);
    let facts = moment.steps.into_iter().flat_map(|step| step.facts);
    (state, facts.collect())
}

/// One decision being made: when, by which rules, and what has happened so far.
struct Moment<'a> {
    now: Timestamp,
    rules: &'a Rules,
    /// Of the step under way.
    facts: Vec<Fact>,
    steps: Vec<Step>,
}

impl<'a> Moment<'a> {
    fn new(now: Timestamp, rules: &'a Rules) -> Self {
        Self {
            now,
            rules,
            facts: vec![],
            steps: vec![],
        }
    }

    /// Ends the step under way; one in which nothing happened is none.
    fn step(&mut self, state: State) {
        if !self.facts.is_empty() {
            let facts = std::mem::take(&mut self.facts);
            self.steps.push(Step { state, facts });
        }
    }

    fn settle(&mut self, mut state: State) -> State {
        while let Some(due) = deadline(&state).filter(|&deadline| deadline <= self.now) {
            state = self.take_due_step(state, due);
            self.step(state);
        }
        state
    }

    fn take_due_step(&mut self, state: State, due: Timestamp) -> State {
        match state {
            State::Requested { .. } => self.expire(due),
            // The warning of an end that has come as well is left out.
            State::Active { timer, .. } if timer.expires_at <= self.now => {
                self.close(timer, EndReason::TimeUp, timer.expires_at)
            }
            State::Active { timer, .. } => self.announce_end(timer),
            State::Extending {
                timer,
                extension,
                asked_from,
            } => {
                self.resolve(extension, Outcome::Timeout, due);
                let reason = EndReason::ExtensionTimeout;
                self.close_unextended(timer, asked_from, reason, due)
            }
            State::Closing {
                grace, goodbyes, ..
            } => self.complete(grace.reason, goodbyes, due),
            State::Completed { .. } | State::Expired { .. } | State::Cancelled { .. } => state,
        }
    }

    /// A session whose time ran out while no server was there is not sent into goodbyes that nobody awaits: it is completed,
    /// at the instant when its time was over. One that was closing already keeps its reason, as after any late alarm.
    fn recover(&mut self, state: State) -> State {
        let state = match state {
            State::Active { timer, .. } if timer.expires_at <= self.now => {
                self.complete(EndReason::StaleOnRestart, Goodbyes::NONE, timer.expires_at)
            }
            State::Extending {
                timer, extension, ..
            } if timer.expires_at.max(extension.respond_by) <= self.now => {
                self.resolve(extension, Outcome::Timeout, extension.respond_by);
                let ended_at = timer.expires_at.max(extension.respond_by);
                self.complete(EndReason::StaleOnRestart, Goodbyes::NONE, ended_at)
            }
            State::Requested { .. }
            | State::Active { .. }
            | State::Extending { .. }
            | State::Closing { .. }
            | State::Completed { .. }
            | State::Expired { .. }
            | State::Cancelled { .. } => self.settle(state),
        };
        self.step(state);
        state
    }

    fn accept(&mut self, state: State, minutes: i64) -> Result<State, Refusal> {
        must_be_requested(&state)?;
        self.facts.push(Fact::Started);
        Ok(self.run(Timer::started(self.now, minutes)))
    }

    /// Sent twice, as after an answer that got lost, it is answered twice alike.
    fn cancel(&mut self, state: State) -> Result<State, Refusal> {
        if let State::Cancelled { .. } = state {
            return Ok(state);
        }
        must_be_requested(&state)?;
        self.facts.push(Fact::RequestCancelled);
        Ok(State::Cancelled { ended_at: self.now })
    }

    fn all_rejected(&mut self, state: State) -> Result<State, Refusal> {
        must_be_requested(&state)?;
        Ok(self.expire(self.now))
    }

    /// Ending while an extension is pending answers it with no. Where it was asked from `closing` the session had ended before,
    /// and that reason and grace stand. The side that has ended a session may say so again, as after an answer that got lost.
    fn end(&mut self, state: State, by: Party) -> Result<State, Refusal> {
        let reason = EndReason::ended_by(by);
        match state {
            State::Active { .. } | State::Extending { .. } if !self.rules.may_end_early(by) => {
                Err(Refusal::EarlyEndDisabled)
            }
            State::Active { timer, .. } => Ok(self.close(timer, reason, self.now)),
            State::Extending {
                timer,
                extension,
                asked_from,
            } => {
                self.resolve(extension, Outcome::Rejected, self.now);
                Ok(self.close_unextended(timer, asked_from, reason, self.now))
            }
            State::Closing { grace, .. } if grace.reason == reason => Ok(state),
            State::Requested { .. }
            | State::Closing { .. }
            | State::Completed { .. }
            | State::Expired { .. }
            | State::Cancelled { .. } => Err(Refusal::SessionNotActive),
        }
    }

    /// No setting holds up who is to be forgotten, and nobody is left to say goodbye to. What had ended before keeps its reason.
    fn customer_gone(&mut self, state: State) -> State {
        let reason = EndReason::EndedByCustomer;
        match state {
            State::Requested { .. } => {
                self.facts.push(Fact::RequestCancelled);
                State::Cancelled { ended_at: self.now }
            }
            State::Active { .. } => self.complete(reason, Goodbyes::NONE, self.now),
            State::Extending {
                extension,
                asked_from,
                ..
            } => {
                self.resolve(extension, Outcome::Rejected, self.now);
                let reason = match asked_from {
                    AskedFrom::Active => reason,
                    AskedFrom::Closing { reason, .. } => reason,
                };
                self.complete(reason, Goodbyes::NONE, self.now)
            }
            State::Closing {
                grace, goodbyes, ..
            } => self.complete(grace.reason, goodbyes, self.now),
            State::Completed { .. } | State::Expired { .. } | State::Cancelled { .. } => state,
        }
    }

    fn ask_extension(
        &mut self,
        state: State,
        id: ExtensionId,
        minutes: i64,
    ) -> Result<State, Refusal> {
        let (timer, asked_from) = match state {
            State::Active { timer, .. } => (timer, AskedFrom::Active),
            // Whoever has said goodbye is not held back any more.
            State::Closing {
                timer,
                grace,
                goodbyes: Goodbyes::NONE,
            } => {
                let asked_from = AskedFrom::Closing {
                    reason: grace.reason,
                    closing_at: grace.closing_at,
                    grace_left_ms: grace.ends_at.millis_since(self.now),
                };
                (timer, asked_from)
            }
            State::Extending { .. } => return Err(Refusal::ExtensionPending),
            State::Requested { .. }
            | State::Closing { .. }
            | State::Completed { .. }
            | State::Expired { .. }
            | State::Cancelled { .. } => return Err(Refusal::SessionNotActive),
        };
        let timeout = self.rules.extension_timeout_seconds;
        let extension = PendingExtension {
            id,
            minutes,
            requested_at: self.now,
            respond_by: self.now.plus_seconds(timeout),
        };
        self.facts.push(Fact::ExtensionAsked { extension });
        Ok(State::Extending {
            timer,
            extension,
            asked_from,
        })
    }

    fn answer_extension(
        &mut self,
        state: State,
        id: ExtensionId,
        accept: bool,
    ) -> Result<State, Refusal> {
        match state {
            State::Extending {
                timer, extension, ..
            } if extension.id == id && accept => {
                self.resolve(extension, Outcome::Accepted, self.now);
                Ok(self.run(timer.extended(self.now, extension.minutes)))
            }
            State::Extending {
                timer,
                extension,
                asked_from,
            } if extension.id == id => {
                self.resolve(extension, Outcome::Rejected, self.now);
                let reason = EndReason::ExtensionRejected;
                Ok(self.close_unextended(timer, asked_from, reason, self.now))
            }
            // An extension of this session that is not the pending one has had its answer.
            State::Active { .. }
            | State::Extending { .. }
            | State::Closing { .. }
            | State::Completed { .. } => Err(Refusal::ExtensionResolved),
            State::Requested { .. } | State::Expired { .. } | State::Cancelled { .. } => {
                Err(Refusal::SessionNotActive)
            }
        }
    }

    /// Said twice, it is answered twice alike, also when the other side's has completed the session in between.
    fn say_goodbye(&mut self, state: State, from: Party) -> Result<State, Refusal> {
        match state {
            State::Closing { goodbyes, .. } | State::Completed { goodbyes, .. }
                if goodbyes.said_by(from) =>
            {
                Ok(state)
            }
            State::Closing {
                timer,
                grace,
                goodbyes,
            } => {
                self.facts.push(Fact::GoodbyeReceived { from });
                let goodbyes = goodbyes.and(from);
                if goodbyes == Goodbyes::BOTH {
                    return Ok(self.complete(grace.reason, goodbyes, self.now));
                }
                Ok(State::Closing {
                    timer,
                    grace,
                    goodbyes,
                })
            }
            State::Requested { .. }
            | State::Active { .. }
            | State::Extending { .. }
            | State::Completed { .. }
            | State::Expired { .. }
            | State::Cancelled { .. } => Err(Refusal::SessionNotActive),
        }
    }

    /// Lets paid time run. Its end is announced when it is near, which may be now.
    fn run(&mut self, timer: Timer) -> State {
        let notice_at = timer.expires_at.plus_seconds(-NOTICE_SECONDS);
        if notice_at <= self.now {
            return self.announce_end(timer);
        }
        State::Active {
            timer,
            notice_at: Some(notice_at),
        }
    }

    fn announce_end(&mut self, timer: Timer) -> State {
        let remaining_seconds = self.now.seconds_until(timer.expires_at);
        self.facts.push(Fact::Expiring { remaining_seconds });
        State::Active {
            timer,
            notice_at: None,
        }
    }

    fn resolve(&mut self, extension: PendingExtension, outcome: Outcome, at: Timestamp) {
        let id = extension.id;
        self.facts.push(Fact::ExtensionResolved { id, outcome, at });
    }

    /// From paid time, with a full grace period.
    fn close(&mut self, timer: Timer, reason: EndReason, at: Timestamp) -> State {
        let grace = Grace {
            reason,
            closing_at: at,
            ends_at: at.plus_seconds(self.rules.closure_grace_seconds),
        };
        self.say_goodbyes(timer, grace)
    }

    /// After an extension that was not given. Asked from `active` it closes for `reason` with a full grace period, even if paid
    /// time was left; asked from `closing` it goes on with what was left when it was asked, but at least so long as an answer
    /// may take.
    fn close_unextended(
        &mut self,
        timer: Timer,
        asked_from: AskedFrom,
        reason: EndReason,
        at: Timestamp,
    ) -> State {
        match asked_from {
            AskedFrom::Active => self.close(timer, reason, at),
            AskedFrom::Closing {
                reason,
                closing_at,
                grace_left_ms,
            } => {
                let at_least = at.plus_seconds(self.rules.extension_timeout_seconds);
                let ends_at = at.plus_millis(grace_left_ms).max(at_least);
                let grace = Grace {
                    reason,
                    closing_at,
                    ends_at,
                };
                self.say_goodbyes(timer, grace)
            }
        }
    }

    fn say_goodbyes(&mut self, timer: Timer, grace: Grace) -> State {
        let reason = grace.reason;
        self.facts.push(Fact::Closing { reason });
        State::Closing {
            timer,
            grace,
            goodbyes: Goodbyes::NONE,
        }
    }

    fn complete(&mut self, reason: EndReason, goodbyes: Goodbyes, ended_at: Timestamp) -> State {
        self.facts.push(Fact::Completed { reason });
        State::Completed {
            ended_at,
            reason,
            goodbyes,
        }
    }

    fn expire(&mut self, ended_at: Timestamp) -> State {
        self.facts.push(Fact::RequestExpired);
        State::Expired { ended_at }
    }
}

fn must_be_requested(state: &State) -> Result<(), Refusal> {
    let reason = match state {
        State::Requested { .. } => return Ok(()),
        State::Active { .. }
        | State::Extending { .. }
        | State::Closing { .. }
        | State::Completed { .. } => RequestClosed::AcceptedByOther,
        State::Expired { .. } => RequestClosed::Expired,
        State::Cancelled { .. } => RequestClosed::CancelledByCustomer,
    };
    Err(Refusal::RequestNotAvailable { reason })
}
