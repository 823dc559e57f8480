//! A load of guests signing in, and the ledger of those that were acknowledged: what a crash may not take back.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use rusqlite::Connection;
use serde_json::Value;
use tokio::task::JoinSet;

use crate::program::Place;

/// One that was answered with 201.
#[derive(Debug, Clone)]
pub struct Acked {
    pub id: String,
    pub access: String,
    pub refresh: String,
    /// From the question to the answer.
    pub took: Duration,
}

#[derive(Debug, Clone, Default)]
pub struct Ledger {
    acked: Arc<Mutex<Vec<Acked>>>,
    refused: Arc<AtomicUsize>,
    /// Statuses other than 201 and 503.
    odd: Arc<Mutex<Vec<u16>>>,
}

impl Ledger {
    pub fn len(&self) -> usize {
        self.acked.lock().unwrap().len()
    }

    /// How many were answered with 503.
    pub fn refused(&self) -> usize {
        self.refused.load(Ordering::Relaxed)
    }

    pub fn all(&self) -> Vec<Acked> {
        self.acked.lock().unwrap().clone()
    }

    /// Each acknowledged guest stands in the database, with a sign-in, and the database is whole.
    #[track_caller]
    pub fn is_kept_in(&self, place: &Place) {
        self.is_kept_in_file(&place.database());
    }

    #[track_caller]
    pub fn is_kept_in_file(&self, database: &std::path::Path) {
        assert_eq!(*self.odd.lock().unwrap(), [] as [u16; 0]);
        let db = Connection::open(database).unwrap();
        let whole: String = db
            .query_row("pragma integrity_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(whole, "ok");
        let mut sign_in = db
            .prepare("select count(*) from auth_sessions where user_id = ?1")
            .unwrap();
        let lost: Vec<String> = self
            .all()
            .into_iter()
            .map(|acked| acked.id)
            .filter(|id| sign_in.query_row([id], |row| row.get::<_, i64>(0)).unwrap() != 1)
            .collect();
        assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    }

    async fn sign_up(&self, client: &reqwest::Client, public: &str) -> Result<u16, reqwest::Error> {
        let url = format!("{public}/api/shared/auth/anonymous");
        let began = Instant::now();
        let answer = client.post(url).send().await?;
        let status = answer.status().as_u16();
        if status == 201 {
            let made: Value = answer.json().await?;
            self.acked.lock().unwrap().push(Acked {
                id: made["profile"]["id"].as_str().unwrap().to_owned(),
                access: made["access_token"].as_str().unwrap().to_owned(),
                refresh: made["refresh_token"].as_str().unwrap().to_owned(),
                took: began.elapsed(),
            });
        } else if status == 503 {
            self.refused.fetch_add(1, Ordering::Relaxed);
        } else {
            self.odd.lock().unwrap().push(status);
        }
        Ok(status)
    }

    /// One more; its status, or `None` when there was no answer.
    pub async fn one(&self, public: &str) -> Option<u16> {
        self.sign_up(&reqwest::Client::new(), public).await.ok()
    }
}

/// Clients that go on until they are stopped, or the server is gone.
pub struct Load {
    clients: JoinSet<()>,
    stop: Arc<AtomicBool>,
}

impl Load {
    pub fn on(public: &str, ledger: &Ledger, clients: usize) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let mut set = JoinSet::new();
        for _ in 0..clients {
            let (public, ledger, stop) = (public.to_owned(), ledger.clone(), stop.clone());
            set.spawn(async move {
                let client = reqwest::Client::new();
                while !stop.load(Ordering::Relaxed) {
                    if ledger.sign_up(&client, &public).await.is_err() {
                        return;
                    }
                }
            });
        }
        Self { clients: set, stop }
    }

    /// Waits until so many are acknowledged.
    pub async fn until(&self, ledger: &Ledger, acked: usize) {
        self.until_holds(|| ledger.len() >= acked).await;
    }

    pub async fn until_holds(&self, condition: impl Fn() -> bool) {
        let began = Instant::now();
        while !condition() {
            assert!(began.elapsed() < Duration::from_secs(60), "too slow");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    pub async fn stop(mut self) {
        self.stop.store(true, Ordering::Relaxed);
        while self.clients.join_next().await.is_some() {}
    }
}
