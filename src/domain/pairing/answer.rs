//! Accepting and rejecting. Of all who accept one has it: the first whose transaction finds the request open.

use super::{
    Offer,
    due::{Moment, catch_up},
    offers, sql,
};
use crate::domain::{
    account::mitra,
    config::Config,
    ctx::{Ctx, Work},
    error::{Code, Error, must_change},
    event::{Event, RequestClosed},
    ids::{MitraId, SessionId},
    session::{self, Act, Participant, Person, Record, Rules, Session},
};

/// Takes a request. Sent again, as after an answer that got lost, it is answered alike. One that was never sent to this
/// mitra: `NOT_FOUND`.
pub async fn accept(ctx: &Ctx, mitra: MitraId, id: SessionId) -> Result<Session, Error> {
    ctx.write(move |work| {
        let offer = sql::find(work.tx, id, mitra)?.ok_or(Code::NotFound)?;
        let record = Record::find(work.tx, id)?.ok_or(Code::NotFound)?;
        if record.session().is_of(Participant::Mitra(mitra)) {
            return Ok(record.session().clone());
        }
        let person = mitra::of_token(work.tx, mitra)?;
        person.must_be_active()?;
        let config = Config::load(work.tx)?;
        let rules = Rules::from(&config);
        let limit = config.chat.mitra_max_concurrent_sessions;
        // Whoever is too late is told so, however busy they are.
        let is_open = record.clone().seen_at(work.now, &rules).is_waiting();
        if is_open && sql::load(work.tx, mitra)? >= limit {
            catch_up(work, &Moment::of(&config), Some(mitra))?;
            if sql::load(work.tx, mitra)? >= limit {
                return Err(Code::MitraAtLimit.into());
            }
        }
        let act = Act::Accept(Person {
            id: mitra,
            display_name: person.display_name,
        });
        let changed = record.change(work, &rules, &act)?;
        must_change(sql::answer(
            work.tx,
            id,
            mitra,
            (offer, Offer::Accepted),
            work.now,
        )?)?;
        work.announce(Event::RequestClosed {
            session: id,
            mitras: vec![mitra],
            reason: RequestClosed::Accepted,
        });
        offers::close(work, id, Offer::Missed, RequestClosed::AcceptedByOther)?;
        Ok(Session::clone(&changed.session))
    })
    .await
}

/// Lets a request pass. When nobody is left who could take it, it ends. A request that is closed already leaves nothing to
/// reject, which is no error; one's own session can't be rejected any more.
pub async fn reject(ctx: &Ctx, mitra: MitraId, id: SessionId) -> Result<(), Error> {
    ctx.write(move |work| {
        match sql::find(work.tx, id, mitra)?.ok_or(Code::NotFound)? {
            Offer::Pending => {}
            Offer::Accepted => return Err(Code::RequestNotAvailable.into()),
            Offer::Rejected | Offer::Ignored | Offer::Missed => return Ok(()),
        }
        let change = (Offer::Pending, Offer::Rejected);
        must_change(sql::answer(work.tx, id, mitra, change, work.now)?)?;
        work.announce(Event::RequestClosed {
            session: id,
            mitras: vec![mitra],
            reason: RequestClosed::Rejected,
        });
        if !sql::someone_could_take(work.tx, id)? {
            give_up(work, id)?;
        }
        Ok(())
    })
    .await
}

fn give_up(work: &mut Work<'_>, id: SessionId) -> Result<(), Error> {
    let rules = session::rules(work.tx)?;
    let record = Record::find(work.tx, id)?.ok_or(Code::NotFound)?;
    // Its time may be over already, with an alarm that is late: then it ends all the same.
    let act = if record.is_due(work.now) {
        Act::Tick
    } else {
        Act::AllRejected
    };
    record.change(work, &rules, &act)?;
    offers::close(work, id, Offer::Ignored, RequestClosed::Expired)
}
