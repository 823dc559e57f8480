//! A few people, a store and a clock. The store is closed and opened again whenever the dice say so.

use std::{path::Path, time::Duration};

use curhat::{
    clock::Clock,
    domain::{
        account::{DisplayName, Phone, customer, mitra},
        ctx::{Ctx, Work},
        event::Event,
        hashing::{Costs, Hashing},
        ids::{CustomerId, MitraId, PriceTierId},
        ngrams,
        pairing::{self, PutAside},
        pricing, report,
    },
    entropy::Entropy,
    store::{self, DataDir, Store},
};
use tempfile::TempDir;
use tokio::sync::mpsc;

use crate::world::START;

const CUSTOMERS: usize = 6;
const MITRAS: usize = 3;
/// Conversations that a mitra may have at a time.
pub const LIMIT: i64 = 2;

pub struct Town {
    pub ctx: Ctx,
    pub clock: Clock,
    /// Chance of the server and of the dice alike.
    pub dice: Entropy,
    pub customers: Vec<CustomerId>,
    pub mitras: Vec<MitraId>,
    pub tiers: Vec<PriceTierId>,
    /// The database as an outsider sees it.
    pub sql: rusqlite::Connection,
    told: mpsc::Receiver<Event>,
    data: DataDir,
    _dir: TempDir,
}

/// Where files cost no disk, if there is such a place: this is not about power cuts.
fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory).unwrap()
    } else {
        tempfile::tempdir().unwrap()
    }
}

fn open(data: &DataDir, clock: &Clock, dice: &Entropy) -> (Ctx, mpsc::Receiver<Event>) {
    let (events, told) = mpsc::channel(10_000);
    let hashing = Hashing::start(Costs::CHEAP, dice.clone());
    let store = Store::open(&data.database()).unwrap();
    let ctx = Ctx::new(store, clock.clone(), dice.clone(), hashing, events);
    (ctx, told)
}

impl Town {
    pub async fn build(seed: u64) -> Self {
        let dir = folder();
        let data = DataDir::prepare(&dir.path().join("data")).unwrap();
        store::migrate(&data.database()).unwrap();
        let (clock, dice) = (Clock::frozen(START), Entropy::seeded(seed));
        let (ctx, told) = open(&data, &clock, &dice);
        pricing::seed(&ctx).await.unwrap();
        let tiers = ctx.read(pricing::offered).await.unwrap();
        let sql = rusqlite::Connection::open(data.database()).unwrap();
        sql.execute(
            "update app_config set value = ?1 where key = 'mitra_max_concurrent_sessions'",
            [LIMIT.to_string()],
        )
        .unwrap();
        let people = |work: &mut Work<'_>| {
            let name = DisplayName::parse("Anna").unwrap();
            let mut customers = Vec::new();
            for _ in 0..CUSTOMERS {
                customers.push(customer::create_guest(work, Some(name.clone()))?.id);
            }
            let mut mitras = Vec::new();
            for n in 0..MITRAS {
                let phone = Phone::parse(&format!("+62811000000{n}")).unwrap();
                mitras.push(mitra::create(work, &phone, &name, true)?.id);
            }
            Ok((customers, mitras))
        };
        let (customers, mitras) = ctx.write(people).await.unwrap();
        for mitra in &mitras {
            pairing::go_online(&ctx, *mitra).await.unwrap();
        }
        Self {
            ctx,
            clock,
            dice,
            customers,
            mitras,
            tiers: tiers.iter().map(|tier| tier.id).collect(),
            sql,
            told,
            data,
            _dir: dir,
        }
    }

    pub fn advance(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    /// What is due happens, as when the alarm rings.
    pub async fn settle(&self) {
        let mut aside = PutAside::default();
        while pairing::settle_due(&self.ctx, &mut aside).await.unwrap() {}
        // Housekeeping adds up what is over and takes up who is new, now and then.
        if self.below(4) == 0 {
            report::sums::add_up(&self.ctx).await.unwrap();
            report::activity::add_up(&self.ctx).await.unwrap();
            ngrams::take_up(&self.ctx).await.unwrap();
        }
    }

    /// The store is closed in order, and so many seconds later opened again by another process. Returns what the first one
    /// had still told.
    pub async fn restart(&mut self, seconds: u64) -> Vec<Event> {
        let last = self.heard();
        self.ctx.store().close().await;
        self.advance(seconds);
        (self.ctx, self.told) = open(&self.data, &self.clock, &self.dice);
        pairing::recover(&self.ctx).await.unwrap();
        last
    }

    pub fn heard(&mut self) -> Vec<Event> {
        let mut events = Vec::new();
        while let Ok(event) = self.told.try_recv() {
            events.push(event);
        }
        events
    }

    pub fn below(&self, limit: usize) -> usize {
        self.dice.below(limit as u32) as usize
    }
}
