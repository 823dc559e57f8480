//! Pairs in the middle of a session, and the tokens that they sign in with.

use std::path::Path;

use curhat::{clock::Timestamp, entropy::Entropy};
use jsonwebtoken::{EncodingKey, Header};
use rusqlite::{Connection, params};
use serde_json::json;
use uuid::Uuid;

use crate::load::SECRET;

/// One who speaks and one who listens.
#[derive(Clone)]
pub struct Pair {
    pub speaker: String,
    pub listener: String,
    pub session: String,
}

fn now() -> i64 {
    let since = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap();
    i64::try_from(since.as_millis()).unwrap()
}

/// Of a row, in time order as the server makes them.
fn id() -> String {
    static CHANCE: std::sync::LazyLock<Entropy> = std::sync::LazyLock::new(Entropy::system);
    CHANCE.uuid_v7(Timestamp::from_millis(now())).to_string()
}

pub fn token(sub: &str, user_type: &str) -> String {
    let iat = now() / 1000;
    let claims = json!({
        "sub": sub, "user_type": user_type, "session_id": Uuid::new_v4().to_string(), "iat": iat, "exp": iat + 36_000,
    });
    let key = EncodingKey::from_secret(SECRET.as_bytes());
    jsonwebtoken::encode(&Header::default(), &claims, &key).unwrap()
}

/// Writes them into a migrated database: customers, mitras, and a session of a day for each pair.
pub fn pairs(data: &Path, count: usize) -> Vec<Pair> {
    let mut db = Connection::open(data.join("curhat.db")).unwrap();
    let (tx, now) = (db.transaction().unwrap(), now());
    let pairs = (0..count)
        .map(|n| {
            let [customer, mitra, session] = [(); 3].map(|()| id());
            people(&tx, &customer, &mitra, n, now);
            tx.execute(
                "insert into chat_sessions (id, customer_id, mitra_id, status, duration_minutes, requested_at,
                   request_expires_at, started_at, expires_at, notice_at, deadline_at)
                 values (?1, ?2, ?3, 'active', 1440, ?4, ?4, ?4, ?5, ?5, ?5)",
                params![session, customer, mitra, now, now + 86_400_000],
            )
            .unwrap();
            Pair {
                speaker: token(&customer, "customer"),
                listener: token(&mitra, "mitra"),
                session,
            }
        })
        .collect();
    tx.commit().unwrap();
    pairs
}

fn people(tx: &rusqlite::Transaction<'_>, customer: &str, mitra: &str, n: usize, now: i64) {
    tx.execute(
        "insert into customers (id, display_name, created_at, updated_at) values (?1, 'Bench', ?2, ?2)",
        params![customer, now],
    )
    .unwrap();
    tx.execute(
        "insert into mitras (id, display_name, phone, is_active, created_at, updated_at)
         values (?1, 'Bench', ?2, 1, ?3, ?3)",
        params![mitra, format!("+62811{n:08}"), now],
    )
    .unwrap();
}

/// Online mitras without a session, and customers who will ask.
pub fn mitras_and_customers(
    data: &Path,
    mitras: usize,
    customers: usize,
) -> (Vec<String>, Vec<String>) {
    let mut db = Connection::open(data.join("curhat.db")).unwrap();
    let (tx, now) = (db.transaction().unwrap(), now());
    let ids = |count: usize| -> Vec<String> { (0..count).map(|_| id()).collect() };
    let (mitras, customers) = (ids(mitras), ids(customers));
    for (n, id) in mitras.iter().enumerate() {
        tx.execute(
            "insert into mitras (id, display_name, phone, is_active, is_online, created_at, updated_at)
             values (?1, 'Bench', ?2, 1, 1, ?3, ?3)",
            params![id, format!("+62812{n:08}"), now],
        )
        .unwrap();
    }
    for id in &customers {
        tx.execute(
            "insert into customers (id, display_name, created_at, updated_at) values (?1, 'Bench', ?2, ?2)",
            params![id, now],
        )
        .unwrap();
    }
    tx.commit().unwrap();
    let tokens = |ids: &[String], user_type| ids.iter().map(|id| token(id, user_type)).collect();
    (tokens(&mitras, "mitra"), tokens(&customers, "customer"))
}

/// The same pairs as the peers know them.
pub fn peer_pairs(count: usize) -> Vec<Pair> {
    (0..count)
        .map(|n| Pair {
            speaker: token(&format!("c{n}"), "customer"),
            listener: token(&format!("m{n}"), "mitra"),
            session: format!("s{n}"),
        })
        .collect()
}
