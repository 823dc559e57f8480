//! A few people, a store and a clock. The server is stopped and started again whenever the dice say so, in order or not.

use std::{fs, path::Path, time::Duration};

use curhat::{
    clock::Clock,
    domain::{
        account::{DisplayName, Phone, mitra},
        ctx::{Ctx, Work},
        event::Event,
        hashing::{Costs, Hashing},
        ids::{CustomerId, MitraId, UserId},
        ngrams,
        pairing::{self, PutAside},
        pricing::{self, PriceTier},
        report,
    },
    entropy::Entropy,
    store::{self, DataDir, Store},
    timers::housekeeping,
};
use rusqlite::ToSql;
use tempfile::TempDir;
use tokio::sync::mpsc;

use super::{
    kill::Files,
    people::{Comes, People},
};
use crate::world::START;

const CUSTOMERS: usize = 6;
const MITRAS: usize = 3;

pub struct Town {
    pub ctx: Ctx,
    pub clock: Clock,
    /// Chance of the server and of the dice alike.
    pub dice: Entropy,
    pub customers: Vec<CustomerId>,
    pub mitras: Vec<MitraId>,
    /// What is offered, as staff has made it.
    pub tiers: Vec<PriceTier>,
    pub people: People,
    /// Conversations that a mitra may have at a time.
    pub limit: i64,
    /// The database as an outsider sees it.
    pub sql: rusqlite::Connection,
    told: mpsc::Receiver<Event>,
    data: DataDir,
    /// How often the server was killed: each time what is left goes to a folder of its own.
    kills: usize,
    dir: TempDir,
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

/// As a server starts, up to where it takes up the sessions.
fn open(data: &DataDir, clock: &Clock, dice: &Entropy) -> (Ctx, mpsc::Receiver<Event>) {
    store::migrate(&data.database()).unwrap();
    let (events, told) = mpsc::channel(10_000);
    let hashing = Hashing::start(Costs::CHEAP, dice.clone());
    let store = Store::open(&data.database()).unwrap();
    let ctx = Ctx::new(store, clock.clone(), dice.clone(), hashing, events);
    (ctx, told)
}

fn outside(data: &DataDir) -> rusqlite::Connection {
    let sql = rusqlite::Connection::open(data.database()).unwrap();
    // All the rules, at every step.
    sql.set_prepared_statement_cache_capacity(256);
    sql
}

impl Town {
    pub async fn build(seed: u64) -> Self {
        let dir = folder();
        let data = DataDir::prepare(&dir.path().join("data")).unwrap();
        let (clock, dice) = (Clock::frozen(START), Entropy::seeded(seed));
        let limit = 1 + i64::from(dice.below(2));
        let (ctx, told) = open(&data, &clock, &dice);
        pricing::seed(&ctx).await.unwrap();
        let tiers = ctx.read(pricing::offered).await.unwrap();
        let sql = outside(&data);
        sql.execute(
            "update app_config set value = ?1 where key = 'mitra_max_concurrent_sessions'",
            [limit.to_string()],
        )
        .unwrap();
        let phones: Vec<_> = (0..MITRAS).map(|n| format!("+62811000000{n}")).collect();
        let staff = phones.clone();
        let hired = move |work: &mut Work<'_>| {
            let name = DisplayName::parse("Anna").unwrap();
            let hire = |phone: &String| {
                let phone = Phone::parse(phone).unwrap();
                Ok(mitra::create(work, &phone, &name, true)?.id)
            };
            staff.iter().map(hire).collect()
        };
        let mitras: Vec<MitraId> = ctx.write(hired).await.unwrap();
        let mut town = Self {
            ctx,
            clock,
            dice,
            customers: Vec::new(),
            mitras,
            tiers,
            people: People::default(),
            limit,
            sql,
            told,
            data,
            kills: 0,
            dir,
        };
        for (mitra, phone) in town.mitras.clone().into_iter().zip(phones) {
            town.people.meet(UserId::Mitra(mitra), phone);
            assert!(town.comes(UserId::Mitra(mitra)).await.unwrap());
            pairing::go_online(&town.ctx, mitra).await.unwrap();
        }
        for _ in 0..CUSTOMERS {
            let guest = town.people.new_guest(&town.ctx).await.unwrap();
            town.customers.push(guest);
        }
        town
    }

    /// Opens the app, and signs in again where that is needed; says whether that person can do something now.
    pub async fn comes(&mut self, who: UserId) -> Result<bool, String> {
        match self.people.come(&self.ctx, &self.sql, who).await? {
            Comes::In => Ok(true),
            Comes::Not => Ok(false),
            Comes::NeverAgain => {
                let guest = self.people.new_guest(&self.ctx).await?;
                let lost = |c: &&mut CustomerId| UserId::Customer(**c) == who;
                if let Some(place) = self.customers.iter_mut().find(lost) {
                    *place = guest;
                }
                Ok(false)
            }
        }
    }

    pub fn advance(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    /// What is due happens, as when the alarm rings.
    pub async fn settle(&self) {
        let mut aside = PutAside::default();
        while pairing::settle_due(&self.ctx, &mut aside).await.unwrap() {}
        // Housekeeping adds up what is over, takes up who is new and folds the log in, now and then.
        if self.below(4) == 0 {
            self.add_up().await;
            ngrams::take_up(&self.ctx).await.unwrap();
            self.ctx.store().checkpoint().await.unwrap();
        }
    }

    pub async fn add_up(&self) {
        report::sums::add_up(&self.ctx).await.unwrap();
        report::activity::add_up(&self.ctx).await.unwrap();
    }

    /// What is out of date goes; says what.
    pub async fn sweep(&self) -> housekeeping::Swept {
        housekeeping::sweep(&self.ctx).await.unwrap()
    }

    pub fn files(&self) -> Files {
        Files::of(&self.data)
    }

    /// The server stops in order, and another process is there, which has not taken anything up yet.
    pub async fn stops(&mut self) {
        self.ctx.store().close().await;
        self.starts().await;
    }

    /// The server is killed: now, or while it did whatever has happened since the files were as `before`. No process can
    /// kill itself and go on, so the next one is given what it would have found.
    pub async fn is_killed(&mut self, before: Option<&Files>) {
        let now = self.files();
        let left = match before {
            Some(before) => now.cut(before, &self.dice),
            None => now,
        };
        let old = self.data.clone();
        self.kills += 1;
        let place = self.dir.path().join(format!("data{}", self.kills));
        self.data = DataDir::prepare(&place).unwrap();
        left.put(&self.data);
        // What it still does to its own files is seen by nobody.
        self.ctx.store().close().await;
        fs::remove_dir_all(old.path()).unwrap();
        self.starts().await;
    }

    async fn starts(&mut self) {
        (self.ctx, self.told) = open(&self.data, &self.clock, &self.dice);
        self.sql = outside(&self.data);
        // Of a change that the kill cut off nobody knows.
        self.tiers = self.ctx.read(pricing::offered).await.unwrap();
    }

    pub async fn recover(&self) {
        pairing::recover(&self.ctx).await.unwrap();
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

    /// Days since the beginning.
    pub fn days(&self) -> f64 {
        self.ctx.now().millis_since(START) as f64 / 86_400_000.0
    }

    pub fn number(&self, query: &str, params: &[&dyn ToSql]) -> i64 {
        number(&self.sql, query, params)
    }
}

pub fn number(sql: &rusqlite::Connection, query: &str, params: &[&dyn ToSql]) -> i64 {
    let mut query = sql.prepare_cached(query).unwrap();
    query.query_row(params, |row| row.get(0)).unwrap()
}
