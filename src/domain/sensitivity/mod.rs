//! How the topic of a session is marked: `regular`, or `sensitive` for one that needs special care. The customer says so when
//! asking; the session's mitra may mark it otherwise while it runs.
//!
//! The invariant: the flag is what the last row of `session_sensitivity_log` says, or what the customer said if there is
//! none. Every real change is logged and announced, in the order of the changes; a change to what it is already is neither.

mod rules;
mod sql;

use self::rules::{Flip, flip};
use super::{
    config::Config,
    ctx::Ctx,
    error::{Code, Error},
    event::Event,
    ids::{MitraId, SensitivityLogId, SessionId},
    session::{Participant, Record, Rules, Session, Topic},
};

/// Marks the topic of a session of this mitra. One of another mitra: `FORBIDDEN`. One that has no mitra and was sent to them:
/// `SESSION_NOT_ACTIVE`.
pub async fn set(ctx: &Ctx, mitra: MitraId, id: SessionId, to: Topic) -> Result<Session, Error> {
    ctx.write(move |work| {
        let record = Record::find(work.tx, id)?.ok_or(Code::NotFound)?;
        let was_theirs_to_take =
            record.session().mitra.is_none() && sql::was_sent_to(work.tx, id, mitra)?;
        if !was_theirs_to_take && !record.session().is_of(Participant::Mitra(mitra)) {
            return Err(Code::Forbidden.into());
        }
        let config = Config::load(work.tx)?;
        let seen = record.clone().seen_at(work.now, &Rules::from(&config));
        let is = record.session().topic;
        match flip(seen.state(), is, to, config.sensitivity.one_way_latch)? {
            Flip::Nothing => return Ok(seen.session().clone()),
            Flip::Change => {}
        }
        let session = record.set_topic(work, to)?;
        let log = SensitivityLogId::new(work.entropy, work.now);
        sql::insert(work.tx, log, id, mitra, (is, to), work.now)?;
        work.announce(Event::TopicUpdated {
            session: id,
            parties: session.parties(),
            topic: to,
            changed_at: work.now,
        });
        Ok(session)
    })
    .await
}
