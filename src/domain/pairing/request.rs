//! Asking for a conversation, and taking it back.

use super::{
    Offer,
    due::{Moment, catch_up, follow},
    offers,
};
use crate::domain::{
    account::customer::{self, Customer},
    config::Config,
    ctx::{Ctx, Work},
    error::{Code, Error},
    event::RequestClosed,
    idempotency::{self, Answer, Keyed},
    ids::{CustomerId, PriceTierId, SessionId},
    pricing,
    session::{
        self, Act, Goodbyes, Participant, Person, Record, Rules, Session, Status, TierCopy, Topic,
        Unread,
    },
};

/// What a customer asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    pub topic: Topic,
    pub purchase: Purchase,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purchase {
    Tier(PriceTierId),
    FreeTrial,
}

/// What asking led to: a new request, or the answer given before under the same key.
#[derive(Debug, Clone)]
pub enum Opened {
    New(Box<Session>),
    Replayed(Answer),
}

/// Asks for a conversation and sends the request to all who could take it. `render` writes the answer as it is kept for a
/// repeated request.
pub async fn request(
    ctx: &Ctx,
    customer: CustomerId,
    order: Order,
    keyed: Option<Keyed>,
    render: fn(&Session) -> Answer,
) -> Result<Opened, Error> {
    ctx.write(move |work| {
        if let Some(keyed) = &keyed
            && let Some(answer) = idempotency::replay(work, keyed)?
        {
            return Ok(Opened::Replayed(answer));
        }
        let session = open(work, customer, order)?;
        if let Some(keyed) = &keyed {
            idempotency::remember(work, keyed, &render(&session))?;
        }
        Ok(Opened::New(Box::new(session)))
    })
    .await
}

fn open(work: &mut Work<'_>, customer: CustomerId, order: Order) -> Result<Session, Error> {
    let config = Config::load(work.tx)?;
    let customer = customer::of_token(work.tx, customer)?;
    must_have_none_open(work, &config, customer.id)?;
    if customer.is_anonymous() && !config.anonymity.enabled {
        return Err(Code::RegistrationRequired.into());
    }
    let (price_tier, duration_minutes) = bought(work, &config, &customer, order.purchase)?;
    let session = Session {
        id: SessionId::new(work.entropy, work.now),
        status: Status::Requested,
        customer: Person {
            id: customer.id,
            display_name: customer.display_name,
        },
        mitra: None,
        topic: order.topic,
        is_free_trial: price_tier.is_none(),
        price_tier,
        duration_minutes,
        requested_at: work.now,
        request_expires_at: work.now.plus_seconds(config.chat.request_timeout_seconds),
        started_at: None,
        expires_at: None,
        closing_at: None,
        grace_ends_at: None,
        ended_at: None,
        end_reason: None,
        pending_extension: None,
        goodbyes: Goodbyes::NONE,
        last_seq: 0,
        unread: Unread::default(),
    };
    catch_up(work, &Moment::of(&config), None)?;
    session::open(work, &session)?;
    let limit = config.chat.mitra_max_concurrent_sessions;
    offers::to_all(work, session.clone(), limit)?;
    Ok(session)
}

/// One whose time is over does not count, however late the alarm is.
fn must_have_none_open(
    work: &mut Work<'_>,
    config: &Config,
    customer: CustomerId,
) -> Result<(), Error> {
    let Some(open) = Record::open_of(work.tx, customer)? else {
        return Ok(());
    };
    let id = open.session().id;
    if open.is_due(work.now) {
        let changed = open.change(work, &Rules::from(config), &Act::Tick)?;
        follow(work, &Moment::of(config), &changed)?;
        if changed.session.ended_at.is_some() {
            return Ok(());
        }
    }
    Err(Error::from(Code::SessionAlreadyOpen).session(id))
}

/// A tier as it is sold now, or the trial.
fn bought(
    work: &Work<'_>,
    config: &Config,
    customer: &Customer,
    purchase: Purchase,
) -> Result<(Option<TierCopy>, i64), Error> {
    match purchase {
        Purchase::Tier(id) => {
            let tier = TierCopy::from(&pricing::find_offered(work.tx, id)?);
            let minutes = tier.duration_minutes;
            Ok((Some(tier), minutes))
        }
        Purchase::FreeTrial => {
            let trial = config.free_trial;
            if !trial.enabled || !pricing::trial_is_eligible(work.tx, customer.id)? {
                return Err(Code::FreeTrialUnavailable.into());
            }
            Ok((None, trial.duration_minutes))
        }
    }
}

/// Takes a request back, while nobody has accepted it.
pub async fn cancel(ctx: &Ctx, customer: CustomerId, id: SessionId) -> Result<Session, Error> {
    ctx.write(move |work| {
        let rules = session::rules(work.tx)?;
        let record = Record::of(work.tx, id, Participant::Customer(customer))?;
        let changed = record.change(work, &rules, &Act::Cancel)?;
        if !changed.facts.is_empty() {
            let reason = RequestClosed::CancelledByCustomer;
            offers::close(work, id, Offer::Missed, reason)?;
        }
        Ok(Session::clone(&changed.session))
    })
    .await
}

/// Ends what a customer has open, because the customer is no more. Others are told as after any end.
pub fn end_of_customer(work: &mut Work<'_>, customer: CustomerId) -> Result<(), Error> {
    let Some(open) = Record::open_of(work.tx, customer)? else {
        return Ok(());
    };
    let config = Config::load(work.tx)?;
    let id = open.session().id;
    let changed = open.change(work, &Rules::from(&config), &Act::CustomerGone)?;
    if changed.session.status == Status::Cancelled {
        offers::close(work, id, Offer::Missed, RequestClosed::CancelledByCustomer)?;
    }
    follow(work, &Moment::of(&config), &changed)
}
