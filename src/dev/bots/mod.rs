//! People on call: made-up mitras and customers who do what people do, so that one developer with one phone can go through
//! both sides of a conversation.
//!
//! A bot looks around a few times a second and does by the ordinary use cases what its manners tell it. It lives in real
//! time, also where the server's clock stands still, and ends with the server or when it is sent home.

mod customer;
mod mitra;
mod words;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio_util::sync::{CancellationToken, DropGuard};
use uuid::Uuid;

pub use self::{
    customer::CustomerManners,
    mitra::{Answer, Decision, MitraManners},
};
use crate::domain::{
    account,
    ctx::Ctx,
    error::Error,
    ids::{CustomerId, MitraId},
};

/// How often a bot looks around.
const LOOK: Duration = Duration::from_millis(250);

/// How many there may be at one time.
pub const MOST: usize = 50;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manners {
    Mitra(MitraManners),
    Customer(CustomerManners),
}

/// Who a bot is.
#[derive(Debug, Clone)]
pub struct Bot {
    /// Of the mitra or customer that it plays.
    pub id: Uuid,
    pub name: String,
    pub manners: Manners,
}

#[derive(Debug, Clone, Default)]
pub struct Bots(Arc<Mutex<BTreeMap<Uuid, Employed>>>);

#[derive(Debug)]
struct Employed {
    bot: Bot,
    /// Dropped, it ends.
    _leash: DropGuard,
}

impl Bots {
    fn all(&self) -> MutexGuard<'_, BTreeMap<Uuid, Employed>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn list(&self) -> Vec<Bot> {
        self.all().values().map(|e| e.bot.clone()).collect()
    }

    /// Makes one and sends it to work. `None`: there are enough.
    pub async fn start(&self, ctx: &Ctx, manners: Manners) -> Result<Option<Bot>, Error> {
        if self.all().len() >= MOST {
            return Ok(None);
        }
        let stop = CancellationToken::new();
        let bot = match manners {
            Manners::Mitra(manners) => mitra::start(ctx, manners, stop.clone()).await?,
            Manners::Customer(manners) => customer::start(ctx, manners, stop.clone()).await?,
        };
        let employed = Employed {
            bot: bot.clone(),
            _leash: stop.drop_guard(),
        };
        self.all().insert(bot.id, employed);
        Ok(Some(bot))
    }

    /// Sends one home; it goes offline or leaves its session as whoever closes an app does. False: there is none.
    pub fn stop(&self, id: Uuid) -> bool {
        self.all().remove(&id).is_some()
    }

    /// Sends home whoever is not known any more: the data is another now.
    pub async fn dismiss_unknown(&self, ctx: &Ctx) -> Result<(), Error> {
        for bot in self.list() {
            let known = ctx
                .read(move |tx| match bot.manners {
                    Manners::Mitra(_) => Ok(account::mitra::find(tx, MitraId(bot.id))?.is_some()),
                    Manners::Customer(_) => {
                        Ok(account::customer::find(tx, CustomerId(bot.id))?.is_some())
                    }
                })
                .await?;
            if !known {
                self.stop(bot.id);
            }
        }
        Ok(())
    }

    /// Sends all home: the server ends.
    pub fn stop_all(&self) {
        self.all().clear();
    }
}

/// What a bot does when it looks around.
trait Player: Send {
    fn look(&mut self) -> impl Future<Output = Result<(), Error>> + Send;
}

/// Looks around until it is sent home. What is refused is part of life and is tried again.
async fn live(player: &mut impl Player, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(LOOK) => {}
        }
        tried(player.look().await);
    }
}

fn tried(outcome: Result<(), Error>) {
    if let Err(error) = outcome {
        tracing::debug!(%error, "a bot could not do what it wanted");
    }
}
