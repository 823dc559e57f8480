//! A made-up customer: a guest who asks for a conversation, talks, and leaves.

use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{
    Bot, Manners, Player, live,
    words::{self, nth},
};
use crate::domain::{
    account::customer,
    ctx::{Ctx, Work},
    error::{Code, Error},
    idempotency::Answer,
    ids::{CustomerId, PriceTierId, SessionId},
    message::{self, Mark, NewMessage},
    pairing::{self, Order, Purchase},
    pricing,
    session::{self, Participant, Session, Status, Topic, extension, goodbye},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CustomerManners {
    pub topic: Topic,
    /// Falls silent after so many messages.
    pub messages: u32,
    /// Asks for more time after the third message.
    pub extends: bool,
    /// Ends the session when there is nothing left to say.
    pub leaves: bool,
    /// Asks again when it is over, or when nobody came.
    pub returns: bool,
}

/// How long one thinks before saying the next thing.
const THINKING: Duration = Duration::from_millis(2_500);

pub async fn start(
    ctx: &Ctx,
    manners: CustomerManners,
    stop: CancellationToken,
) -> Result<Bot, Error> {
    let guest = ctx
        .write(|work: &mut Work<'_>| customer::create_guest(work, None))
        .await?;
    let mut player = MadeUpCustomer {
        ctx: ctx.clone(),
        id: guest.id,
        manners,
        talk: Talk::default(),
    };
    player.ask().await?;
    tokio::spawn(async move { live(&mut player, stop).await });
    Ok(Bot {
        id: guest.id.0,
        name: guest.display_name,
        manners: Manners::Customer(manners),
    })
}

/// What it remembers of the session it is in.
#[derive(Debug)]
struct Talk {
    session: Option<SessionId>,
    seq: i64,
    said: u32,
    extended: bool,
    last: Instant,
}

impl Default for Talk {
    fn default() -> Self {
        Self {
            session: None,
            seq: 0,
            said: 0,
            extended: false,
            last: Instant::now(),
        }
    }
}

struct MadeUpCustomer {
    ctx: Ctx,
    id: CustomerId,
    manners: CustomerManners,
    talk: Talk,
}

impl Player for MadeUpCustomer {
    async fn look(&mut self) -> Result<(), Error> {
        let (me, now) = (self.me(), self.ctx.now());
        let mut sessions = self
            .ctx
            .read(move |tx| session::active(tx, now, me))
            .await?;
        let Some(session) = sessions.pop() else {
            return self.after().await;
        };
        if self.talk.session != Some(session.id) {
            self.talk = Talk {
                session: Some(session.id),
                ..Talk::default()
            };
        }
        if session.last_seq > self.talk.seq {
            message::mark(&self.ctx, me, session.id, Mark::Read, session.last_seq).await?;
            self.talk.seq = session.last_seq;
        }
        match session.status {
            Status::Active | Status::Extending => self.say(&session).await,
            Status::Closing if !session.goodbyes.customer => {
                let words = goodbye::Words {
                    message: Some("Makasih banyak, kak.".to_owned()),
                    rating: Some(5),
                };
                pairing::say_goodbye(&self.ctx, me, session.id, words)
                    .await
                    .map(drop)
            }
            _ => Ok(()),
        }
    }
}

impl MadeUpCustomer {
    fn me(&self) -> Participant {
        Participant::Customer(self.id)
    }

    /// The cheapest that is offered.
    async fn tier(&self) -> Result<PriceTierId, Error> {
        let tiers = self.ctx.read(pricing::offered).await?;
        let cheapest = tiers.iter().min_by_key(|tier| tier.price_idr);
        Ok(cheapest.ok_or(Code::PriceTierNotFound)?.id)
    }

    async fn ask(&self) -> Result<(), Error> {
        let order = Order {
            topic: self.manners.topic,
            purchase: Purchase::Tier(self.tier().await?),
        };
        let unkept = |_: &Session| Answer {
            status: 201,
            body: Vec::new(),
        };
        pairing::request(&self.ctx, self.id, order, None, unkept)
            .await
            .map(drop)
    }

    async fn after(&mut self) -> Result<(), Error> {
        if self.manners.returns && self.talk.last.elapsed() >= 2 * THINKING {
            self.talk.last = Instant::now();
            self.ask().await?;
        }
        Ok(())
    }

    async fn say(&mut self, session: &Session) -> Result<(), Error> {
        if self.talk.last.elapsed() < THINKING {
            return Ok(());
        }
        self.talk.last = Instant::now();
        if self.manners.extends && self.talk.said >= 3 && !self.talk.extended {
            self.talk.extended = true;
            let tier = self.tier().await?;
            let unkept = |_: &session::Extension, _: Topic| Answer {
                status: 201,
                body: Vec::new(),
            };
            return extension::ask(&self.ctx, self.id, session.id, tier, None, unkept)
                .await
                .map(drop);
        }
        if self.talk.said >= self.manners.messages {
            if self.manners.leaves && session.status == Status::Active {
                session::end(&self.ctx, self.me(), session.id).await?;
            }
            return Ok(());
        }
        let content = nth(&words::CUSTOMER, self.talk.said as usize).to_owned();
        let id = self.ctx.entropy().uuid_v4().to_string();
        let new = NewMessage::parse(id, content)?;
        message::send(&self.ctx, self.me(), session.id, new, None).await?;
        self.talk.said += 1;
        Ok(())
    }
}
