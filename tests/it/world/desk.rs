//! The use cases over a store of their own, without a server: nobody rings the alarm, and what would be announced is kept.

use std::time::Duration;

use curhat::{
    clock::Clock,
    domain::{
        account::{DisplayName, Phone, customer, mitra},
        ctx::{Ctx, Work},
        event::Event,
        hashing::{Costs, Hashing},
        idempotency::Answer,
        ids::{CustomerId, MitraId, PriceTierId, SessionId},
        pairing::{self, Opened, Order, Purchase, PutAside},
        pricing,
        session::{Session, Topic},
    },
    entropy::Entropy,
    store::{self, DataDir, Store},
};
use tempfile::TempDir;
use tokio::sync::mpsc;

use super::START;

pub struct Desk {
    pub ctx: Ctx,
    pub tier: PriceTierId,
    clock: Clock,
    told: mpsc::Receiver<Event>,
    _dir: TempDir,
}

fn no_answer(_: &Session) -> Answer {
    Answer {
        status: 0,
        body: Vec::new(),
    }
}

impl Desk {
    pub async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let data = DataDir::prepare(&dir.path().join("data")).unwrap();
        store::migrate(&data.database()).unwrap();
        let (events, told) = mpsc::channel(1000);
        let (clock, entropy) = (Clock::frozen(START), Entropy::seeded(7));
        let hashing = Hashing::start(Costs::CHEAP, entropy.clone());
        let store = Store::open(&data.database()).unwrap();
        let ctx = Ctx::new(store, clock.clone(), entropy, hashing, events);
        pricing::seed(&ctx).await.unwrap();
        let tiers = ctx.read(pricing::offered).await.unwrap();
        Self {
            ctx,
            tier: tiers[0].id,
            clock,
            told,
            _dir: dir,
        }
    }

    pub async fn customer(&self) -> CustomerId {
        let name = DisplayName::parse("Anna").unwrap();
        let make = move |work: &mut Work<'_>| customer::create_guest(work, Some(name.clone()));
        self.ctx.write(make).await.unwrap().id
    }

    pub async fn online_mitra(&self, n: u32) -> MitraId {
        let phone = Phone::parse(&format!("+62811000000{n}")).unwrap();
        let name = DisplayName::parse("Bintang").unwrap();
        let make = move |work: &mut Work<'_>| mitra::create(work, &phone, &name, true);
        let id = self.ctx.write(make).await.unwrap().id;
        pairing::go_online(&self.ctx, id).await.unwrap();
        id
    }

    pub async fn request(&self, customer: CustomerId) -> SessionId {
        let order = Order {
            topic: Topic::Regular,
            purchase: Purchase::Tier(self.tier),
        };
        match pairing::request(&self.ctx, customer, order, None, no_answer).await {
            Ok(Opened::New(session)) => session.id,
            other => panic!("{other:?}"),
        }
    }

    pub async fn pair(&mut self) -> (CustomerId, MitraId, SessionId) {
        let (customer, mitra) = (self.customer().await, self.online_mitra(0).await);
        let session = self.request(customer).await;
        pairing::accept(&self.ctx, mitra, session).await.unwrap();
        self.heard();
        (customer, mitra, session)
    }

    /// Lets time pass without the alarm ringing.
    pub fn advance(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    /// Lets time pass, and what is due in it happen.
    pub async fn pass(&self, seconds: u64) {
        self.advance(seconds);
        let mut aside = PutAside::default();
        while pairing::settle_due(&self.ctx, &mut aside).await.unwrap() {}
    }

    /// What was told since the last time.
    pub fn heard(&mut self) -> Vec<Event> {
        let mut events = Vec::new();
        while let Ok(event) = self.told.try_recv() {
            events.push(event);
        }
        events
    }
}
