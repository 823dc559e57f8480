//! A chat session: from the customer's request, through the paid time, to the last goodbye.
//!
//! What may happen when is decided in [`machine`], which is pure. This file holds what a session is to the rest of Curhat: a
//! picture of it, taken in the transaction that changed it, complete enough that nobody who tells of it has to look again.
//!
//! * `record.rs`: a row on its way through the machine and back; the only way in which a session changes.
//! * `extension.rs`, `goodbye.rs`: what the two sides do besides talking. `deadlines.rs`: what happens by itself.
//!
//! How a request finds its mitra, and what follows for others when a session ends, stands above this, in `pairing`. Whoever
//! only looks sees a session as a punctual alarm would have left it.

pub mod deadlines;
pub mod extension;
pub mod goodbye;
pub mod machine;
mod record;
mod sql;
pub mod tally;

pub use self::{
    machine::{EndReason, Goodbyes, Outcome, Party, Rules},
    record::{Act, Changed, Record},
};
use super::{
    config::Config,
    ctx::{Ctx, Work},
    error::Error,
    ids::{CustomerId, ExtensionId, MitraId, PriceTierId, SessionId, UserId},
    page::{Cursor, Listed, Page},
    pricing::PriceTier,
};
use crate::{clock::Timestamp, store::Tx};

/// A session as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub status: Status,
    pub customer: Person<CustomerId>,
    /// Whoever accepted.
    pub mitra: Option<Person<MitraId>>,
    pub topic: Topic,
    /// None for a free trial.
    pub price_tier: Option<TierCopy>,
    pub is_free_trial: bool,
    /// Minutes sold in the request; extensions come on top.
    pub duration_minutes: i64,
    pub requested_at: Timestamp,
    pub request_expires_at: Timestamp,
    pub started_at: Option<Timestamp>,
    pub expires_at: Option<Timestamp>,
    pub closing_at: Option<Timestamp>,
    pub grace_ends_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    pub end_reason: Option<EndReason>,
    pub pending_extension: Option<Extension>,
    pub goodbyes: Goodbyes,
    pub last_seq: i64,
    /// Unread by the customer, and by the mitra.
    pub unread: Unread,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person<Id> {
    pub id: Id,
    pub display_name: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unread {
    pub customer: i64,
    pub mitra: i64,
}

/// What a price tier was when it was bought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TierCopy {
    pub id: PriceTierId,
    pub name: String,
    pub duration_minutes: i64,
    pub price_idr: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    pub id: ExtensionId,
    pub status: ExtensionStatus,
    pub price_tier: TierCopy,
    pub requested_at: Timestamp,
    pub respond_by: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExtensionStatus {
    Pending,
    Resolved(Outcome),
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($variant,)* }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.as_str() == text)
            }
        }
    };
}

words! {
    /// Where in its life a session is.
    Status {
        Requested "requested",
        Active "active",
        Extending "extending",
        Closing "closing",
        Completed "completed",
        Expired "expired",
        Cancelled "cancelled",
    }
}

words! {
    /// Whether a session needs special care: the customer says so when asking, the mitra may change it.
    Topic {
        Regular "regular",
        Sensitive "sensitive",
    }
}

impl Session {
    /// Whether `who` is a party of it.
    pub fn is_of(&self, who: Participant) -> bool {
        match who {
            Participant::Customer(id) => self.customer.id == id,
            Participant::Mitra(id) => self.mitra.as_ref().is_some_and(|m| m.id == id),
        }
    }

    /// The two who hear of it.
    pub fn parties(&self) -> Parties {
        Parties {
            customer: self.customer.id,
            mitra: self.mitra.as_ref().map(|m| m.id),
        }
    }
}

/// Who takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parties {
    pub customer: CustomerId,
    pub mitra: Option<MitraId>,
}

/// Someone on one side of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Participant {
    Customer(CustomerId),
    Mitra(MitraId),
}

impl Participant {
    /// Staff takes no part.
    pub fn of(user: UserId) -> Option<Self> {
        match user {
            UserId::Customer(id) => Some(Self::Customer(id)),
            UserId::Mitra(id) => Some(Self::Mitra(id)),
            UserId::Staff(_) => None,
        }
    }

    pub fn party(self) -> Party {
        match self {
            Self::Customer(_) => Party::Customer,
            Self::Mitra(_) => Party::Mitra,
        }
    }
}

impl From<&PriceTier> for TierCopy {
    fn from(tier: &PriceTier) -> Self {
        Self {
            id: tier.id,
            name: tier.name.clone(),
            duration_minutes: tier.duration_minutes,
            price_idr: tier.price_idr,
        }
    }
}

impl From<&Config> for Rules {
    fn from(config: &Config) -> Self {
        Self {
            closure_grace_seconds: config.chat.closure_grace_seconds,
            extension_timeout_seconds: config.extension_timeout.seconds,
            customer_may_end_early: config.early_end.customer,
            mitra_may_end_early: config.early_end.mitra,
        }
    }
}

/// The rules in force.
pub fn rules(tx: &dyn Tx) -> Result<Rules, Error> {
    Ok((&Config::load(tx)?).into())
}

/// A new request, which is offered to nobody yet.
pub fn open(work: &mut Work<'_>, session: &Session) -> Result<(), Error> {
    Ok(sql::insert(work.tx, session)?)
}

/// One session of `who`; any other: `NOT_FOUND`.
pub async fn one(ctx: &Ctx, who: Participant, id: SessionId) -> Result<Session, Error> {
    let now = ctx.now();
    ctx.read(move |tx| {
        let record = Record::of(tx, id, who)?;
        Ok(seen(tx, now, vec![record])?.remove(0))
    })
    .await
}

/// Open for `who`: a customer's request or session, a mitra's sessions. Newest first.
pub fn active(tx: &dyn Tx, now: Timestamp, who: Participant) -> Result<Vec<Session>, Error> {
    let mut sessions = seen(tx, now, sql::open(tx, who)?)?;
    sessions.retain(|session| session.ended_at.is_none());
    Ok(sessions)
}

/// Everything `who` ever was a party of, newest first.
pub async fn history(
    ctx: &Ctx,
    who: Participant,
    status: Option<Status>,
    page: Page,
) -> Result<Listed<Session>, Error> {
    let now = ctx.now();
    ctx.read(move |tx| {
        let records = sql::history(tx, who, status, &page)?;
        Ok(page.cut(seen(tx, now, records)?, |session| Cursor {
            at: session.requested_at,
            id: session.id.0,
        }))
    })
    .await
}

/// The pictures of what was read. The rules are asked for only if the alarm is late for one of them.
fn seen(tx: &dyn Tx, now: Timestamp, records: Vec<Record>) -> Result<Vec<Session>, Error> {
    if records.iter().any(|record| record.is_due(now)) {
        let rules = rules(tx)?;
        let seen = records.into_iter().map(|r| r.seen_at(now, &rules).session);
        return Ok(seen.collect());
    }
    Ok(records.into_iter().map(|record| record.session).collect())
}

/// Ends a session before its time, if the settings let that side. It is closing then.
pub async fn end(ctx: &Ctx, who: Participant, id: SessionId) -> Result<Session, Error> {
    ctx.write(move |work| {
        let rules = rules(work.tx)?;
        let record = Record::of(work.tx, id, who)?;
        let changed = record.change(work, &rules, &Act::End(who.party()))?;
        Ok(Session::clone(&changed.session))
    })
    .await
}
