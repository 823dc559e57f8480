//! A server of one's own per test: a temporary folder, free ports, a clock that stands still until it is moved, chance that
//! repeats. Tests talk to it over HTTP as its users do.

mod actors;
mod chat;
mod desk;
mod firebase;
mod neighbour;
mod phones;
pub mod provider;
mod reply;
mod socket;

use std::{path::Path, sync::Arc, time::Duration};

use clap::Parser;
use curhat::{
    app::{App, Surroundings},
    clock::{Clock, Timestamp},
    domain::{ctx::Ctx, hashing::Costs, otp::OtpSender},
    entropy::Entropy,
    http::ws::Patience,
    settings::ServerArgs,
};
use reqwest::Method;
use tempfile::TempDir;

pub use self::{
    actors::{ADMIN, Operator, Tokens},
    chat::Pair,
    desk::Desk,
    firebase::{Firebase, until},
    neighbour::{Asked, Neighbour, Says},
    phones::Phones,
    reply::Reply,
    socket::{Socket, validators},
};

/// 2026-11-22 10:00 in UTC, 17:00 in Jakarta: a Sunday afternoon.
pub const START: Timestamp = Timestamp::from_millis(1_795_341_600_000);

pub const SECRET: &str = "a secret for tests, of more than 32 characters";

/// How long other machines may take in tests: longer than a loaded machine keeps one of our own waiting.
const PATIENCE: Duration = Duration::from_secs(5);

pub struct World {
    pub clock: Clock,
    /// What was sent to phones.
    pub phones: Arc<Phones>,
    app: Option<App>,
    dir: TempDir,
    args: Vec<String>,
    entropy: Entropy,
    /// How long clients of sockets may take.
    sockets: Patience,
    /// With a dev desk, as `curhat dev` has it.
    developed: bool,
    http: reqwest::Client,
}

#[derive(Debug, Parser)]
struct Args {
    #[command(flatten)]
    server: ServerArgs,
}

impl World {
    pub async fn new() -> Self {
        Self::with(&[]).await
    }

    /// With settings, as flags: `&["--auth-revocation", "immediate"]`.
    pub async fn with(flags: &[&str]) -> Self {
        Self::patient(flags, Patience::default()).await
    }

    /// With other limits on how long clients of sockets may take.
    pub async fn patient(flags: &[&str], sockets: Patience) -> Self {
        Self::that_is(flags, sockets, false).await
    }

    /// With a dev desk, as `curhat dev` has it.
    pub async fn developed() -> Self {
        Self::that_is(&[], Patience::default(), true).await
    }

    async fn that_is(flags: &[&str], sockets: Patience, developed: bool) -> Self {
        let mut world = Self {
            clock: Clock::frozen(START),
            phones: Arc::default(),
            app: None,
            dir: tempfile::tempdir().unwrap(),
            args: flags.iter().map(ToString::to_string).collect(),
            entropy: Entropy::seeded(42),
            sockets,
            developed,
            http: reqwest::Client::new(),
        };
        world.start().await;
        world
    }

    async fn start(&mut self) {
        let data = self.dir.path().join("data");
        let mut args = vec![
            "curhat".to_owned(),
            "--data-dir".to_owned(),
            data.display().to_string(),
        ];
        args.extend(
            [
                "--bind-address",
                "127.0.0.1",
                "--public-port",
                "0",
                "--internal-port",
                "0",
                "--cookie-secure",
                "false",
                "--auth-jwt-secret",
                SECRET,
            ]
            .map(str::to_owned),
        );
        // A flag of the test takes the place of ours.
        for pair in self.args.chunks(2) {
            if let Some(at) = args.iter().position(|a| *a == pair[0]) {
                args.splice(at..at + 2, []);
            }
            args.extend_from_slice(pair);
        }
        let args = Args::parse_from(args).server;
        args.check().unwrap();
        // Codes are recorded, unless a test is about how they are sent.
        let sends = self.args.iter().any(|a| a == "--otp-provider");
        let sender = (!sends).then(|| self.phones.clone() as Arc<dyn OtpSender>);
        let around = Surroundings {
            clock: self.clock.clone(),
            entropy: self.entropy.clone(),
            costs: Costs::CHEAP,
            patience: PATIENCE,
            sockets: self.sockets,
            otp_sender: sender,
            desk: self.developed.then(|| curhat::dev::Desk {
                social_login: true,
                ..curhat::dev::Desk::default()
            }),
            certificates: Duration::from_millis(20),
            housekeeping: false,
        };
        self.app = Some(App::start(&args, around).await.unwrap());
    }

    /// Stops the server in order and starts it again on the same data, with other settings if they are given.
    pub async fn restart(&mut self, flags: Option<&[&str]>) {
        if let Some(app) = self.app.take() {
            app.stop().await;
        }
        if let Some(flags) = flags {
            self.args = flags.iter().map(ToString::to_string).collect();
        }
        self.start().await;
    }

    /// Stops the server in order.
    pub async fn stop(&mut self) {
        self.app.take().unwrap().stop().await;
    }

    /// Stops the server, lets somebody at the database, and starts it again.
    pub async fn down_while(&mut self, change: impl FnOnce(&rusqlite::Connection)) {
        if let Some(app) = self.app.take() {
            app.stop().await;
        }
        change(&self.sql());
        self.start().await;
    }

    /// Stops the server and starts it again so many seconds later.
    pub async fn down_for(&mut self, seconds: u64) {
        if let Some(app) = self.app.take() {
            app.stop().await;
        }
        self.advance(seconds);
        self.start().await;
    }

    pub fn app(&self) -> &App {
        self.app.as_ref().unwrap()
    }

    pub fn ctx(&self) -> &Ctx {
        &self.app().gate.ctx
    }

    pub fn data_dir(&self) -> std::path::PathBuf {
        self.dir.path().join("data")
    }

    pub fn scratch(&self) -> &Path {
        self.dir.path()
    }

    pub fn advance(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    /// The database as an outsider sees it.
    pub fn sql(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.data_dir().join("curhat.db")).unwrap()
    }

    /// A count, or any other number, from the database.
    pub fn number(&self, sql: &str) -> i64 {
        self.sql().query_row(sql, [], |row| row.get(0)).unwrap()
    }

    /// That nobody is in the middle of a transaction: one who reads would keep the log from being cut off, one who writes would
    /// keep others from it.
    #[track_caller]
    pub fn has_no_transaction_open(&self) {
        let db = self.sql();
        db.busy_timeout(Duration::from_secs(1)).unwrap();
        let busy: i64 = db
            .query_row("pragma wal_checkpoint(truncate)", [], |row| row.get(0))
            .unwrap();
        assert_eq!(busy, 0, "somebody is in a transaction");
    }

    /// A request to whichever listener has the path.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let app = self.app();
        let port = if path.starts_with("/internal") {
            app.internal
        } else {
            app.public
        };
        self.http.request(method, format!("http://{port}{path}"))
    }

    pub async fn get(&self, path: &str, token: &str) -> Reply {
        Reply::of(self.request(Method::GET, path).bearer_auth(token)).await
    }

    pub async fn post(&self, path: &str, token: &str, body: serde_json::Value) -> Reply {
        Reply::of(
            self.request(Method::POST, path)
                .bearer_auth(token)
                .json(&body),
        )
        .await
    }

    pub async fn patch(&self, path: &str, token: &str, body: serde_json::Value) -> Reply {
        Reply::of(
            self.request(Method::PATCH, path)
                .bearer_auth(token)
                .json(&body),
        )
        .await
    }

    pub async fn delete(&self, path: &str, token: &str) -> Reply {
        Reply::of(self.request(Method::DELETE, path).bearer_auth(token)).await
    }

    /// Without any token.
    pub async fn post_open(&self, path: &str, body: serde_json::Value) -> Reply {
        Reply::of(self.request(Method::POST, path).json(&body)).await
    }
}
