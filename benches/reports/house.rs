//! A house with four hundred days behind it, written straight into the database.

use std::{path::Path, time::SystemTime};

use rusqlite::{Connection, Transaction, params};
use uuid::Uuid;

/// However large the house, its team is the same: what grows is the past.
pub const MITRAS: usize = 500;
/// Messages of each session.
pub const MESSAGES: usize = 10;
/// Mitras to whom each request was sent.
pub const NOTIFIED: usize = 10;
const DAYS: i64 = 400;
const DAY: i64 = 86_400_000;

const FIRST: [&str; 40] = [
    "Sari", "Budi", "Dewi", "Agus", "Rina", "Joko", "Putri", "Eko", "Ayu", "Hadi", "Maya", "Rudi",
    "Nina", "Bayu", "Lina", "Dian", "Fajar", "Wati", "Irfan", "Citra", "Galih", "Ratna", "Yusuf",
    "Mega", "Tono", "Indah", "Rizky", "Lestari", "Andi", "Novi", "Surya", "Fitri", "Wahyu", "Tika",
    "Arif", "Yanti", "Dimas", "Ika", "Reza", "Élodie",
];
const LAST: [&str; 40] = [
    "Wulandari",
    "Santoso",
    "Lestari",
    "Wijaya",
    "Pratama",
    "Hidayat",
    "Kusuma",
    "Nugroho",
    "Rahayu",
    "Saputra",
    "Utami",
    "Setiawan",
    "Handayani",
    "Gunawan",
    "Permata",
    "Hartono",
    "Anggraini",
    "Susanto",
    "Maharani",
    "Purnomo",
    "Safitri",
    "Kurniawan",
    "Puspita",
    "Wibowo",
    "Astuti",
    "Suryadi",
    "Novita",
    "Firmansyah",
    "Melati",
    "Hakim",
    "Sari",
    "Siregar",
    "Nasution",
    "Harahap",
    "Simanjuntak",
    "Manurung",
    "Ginting",
    "Tarigan",
    "Sembiring",
    "Öztürk",
];

/// What the questions are asked about.
pub struct House {
    pub now: i64,
    pub sessions: usize,
}

/// Spread evenly and without order: the same for the same `n`.
pub fn mix(n: usize, of: usize) -> usize {
    let mixed = (n as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    ((mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 33) as usize % of
}

/// A v7-like id: sorts by the instant.
pub fn id(kind: u8, at: i64, n: usize) -> String {
    let high = (at as u128) << 80;
    Uuid::from_u128(high | 0x7000 << 64 | 0x8000 << 48 | u128::from(kind) << 40 | n as u128)
        .to_string()
}

pub fn name(n: usize) -> String {
    format!("{} {}", FIRST[mix(n, 40)], LAST[mix(n + 7, 40)])
}

pub fn customer_phone(n: usize) -> String {
    format!("+62812{:08}", mix(n, 100_000_000))
}

pub fn mitra_phone(n: usize) -> String {
    format!("+62877{n:08}")
}

impl House {
    pub const fn customers(&self) -> usize {
        self.sessions / 2
    }

    /// Rows of the audit log.
    pub const fn changes(&self) -> usize {
        self.sessions
    }

    fn at(&self, n: usize, of: usize) -> i64 {
        self.now - DAYS * DAY + DAYS * DAY / of as i64 * n as i64
    }

    pub fn customer(&self, n: usize) -> String {
        id(1, self.at(n, self.customers()), n)
    }

    /// Of a large house just over a thousand have a name of their own, the rarest that is not counted to its end; and a few
    /// thousand another, too rare to meet them soon and too common to look for all of them quickly.
    fn customer_name(&self, n: usize) -> String {
        let one_of = |most: usize, who: usize| n % (self.customers() / most).max(10) == who;
        if one_of(1_100, 0) {
            format!("Qori {}", LAST[mix(n, 40)])
        } else if one_of(4_300, 1) {
            format!("Wira {}", LAST[mix(n, 40)])
        } else {
            name(n)
        }
    }

    pub fn mitra(&self, n: usize) -> String {
        id(2, self.at(n, MITRAS), n)
    }

    pub fn session_at(&self, n: usize) -> i64 {
        self.at(n, self.sessions)
    }

    pub fn session(&self, n: usize) -> String {
        id(3, self.session_at(n), n)
    }
}

pub fn fill(database: &Path, count: usize) -> House {
    let house = House {
        sessions: count,
        now: SystemTime::UNIX_EPOCH.elapsed().unwrap().as_millis() as i64,
    };
    let mut db = Connection::open(database).unwrap();
    db.execute_batch(
        // A house that was half filled is thrown away: no log.
        "pragma synchronous = off; pragma cache_size = -400000; pragma journal_mode = memory",
    )
    .unwrap();
    let tx = db.transaction().unwrap();
    people(&tx, &house);
    sessions(&tx, &house);
    messages(&tx, &house);
    notifications(&tx, &house);
    changes(&tx, &house);
    tx.commit().unwrap();
    house
}

/// One that was filled before.
pub fn found(database: &Path) -> House {
    let db = Connection::open(database).unwrap();
    let past = "select min(requested_at), count(*) from chat_sessions";
    let (first, sessions): (i64, i64) = db
        .query_row(past, [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    House {
        now: first + DAYS * DAY,
        sessions: sessions as usize,
    }
}

fn people(tx: &Transaction<'_>, house: &House) {
    let mut insert = tx
        .prepare("insert into customers (id, display_name, phone, created_at, updated_at) values (?1, ?2, ?3, ?4, ?4)")
        .unwrap();
    for n in 0..house.customers() {
        // Every third is a guest.
        let phone = (n % 3 != 0).then(|| format!("{}{}", customer_phone(n), n % 10));
        let values = params![
            house.customer(n),
            house.customer_name(n),
            phone,
            house.at(n, house.customers())
        ];
        // Two with one number: the second stays a guest.
        if insert.execute(values).is_err() {
            let values = params![
                house.customer(n),
                house.customer_name(n),
                None::<String>,
                house.at(n, house.customers())
            ];
            insert.execute(values).unwrap();
        }
    }
    let mut insert = tx
        .prepare("insert into mitras (id, display_name, phone, is_active, is_online, created_at, updated_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?6)")
        .unwrap();
    for n in 0..MITRAS {
        insert
            .execute(params![
                house.mitra(n),
                name(n + 100_000),
                mitra_phone(n),
                n % 10 != 0,
                n % 10 == 1,
                house.at(n, MITRAS)
            ])
            .unwrap();
    }
}

/// Most are over; the last fifty go on, and ten requests wait. Every eighth is sensitive.
fn sessions(tx: &Transaction<'_>, house: &House) {
    let mut insert = tx
        .prepare(
            "insert into chat_sessions (id, customer_id, mitra_id, status, price_tier_id, price_tier_name, price_idr,
                    duration_minutes, requested_at, request_expires_at, started_at, expires_at, deadline_at, closing_at,
                    grace_ends_at, ended_at, end_reason, last_seq, topic_sensitivity)
             values (?1, ?2, ?3, ?4, '00000000-0000-7000-8000-000000000060', 'Satu jam', 60000, 60, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        )
        .unwrap();
    for n in 0..house.sessions {
        let at = house.session_at(n);
        let (status, reason) = match n {
            n if n >= house.sessions - 10 => ("requested", None),
            n if n >= house.sessions - 60 => ("active", None),
            n if n % 10 == 3 => ("expired", Some("no_mitra")),
            n if n % 20 == 4 => ("cancelled", Some("cancelled_by_customer")),
            _ => ("completed", Some("time_up")),
        };
        let taken = matches!(status, "active" | "completed");
        let over = reason.is_some();
        // Those that go on have all the time in the world.
        let end = if over {
            at + 3_600_000
        } else {
            house.now + DAY
        };
        insert
            .execute(params![
                house.session(n),
                // The open ones are of different people.
                house.customer(if over {
                    mix(n, house.customers() - 100)
                } else {
                    house.customers() - 1 - (house.sessions - 1 - n)
                }),
                taken.then(|| house.mitra(mix(n, MITRAS))),
                status,
                at,
                if over { at + 60_000 } else { end },
                taken.then_some(at + 5_000),
                taken.then_some(end),
                (!over).then_some(end),
                (taken && over).then_some(end),
                (taken && over).then_some(end + 300_000),
                over.then_some(end + 300_000),
                reason,
                MESSAGES as i64,
                if n % 8 == 0 { "sensitive" } else { "regular" },
            ])
            .unwrap();
    }
    let mut extension = tx
        .prepare(
            "insert into session_extensions (id, session_id, status, price_tier_id, price_tier_name, duration_minutes, price_idr,
                    asked_from, requested_at, respond_by, resolved_at)
             values (?1, ?2, 'accepted', '00000000-0000-7000-8000-000000000060', 'Satu jam', 60, 60000, 'active', ?3, ?3, ?3)",
        )
        .unwrap();
    let mut flip = tx
        .prepare(
            "insert into session_sensitivity_log (id, session_id, changed_by_mitra_id, from_value, to_value, created_at)
             values (?1, ?2, ?3, 'regular', 'sensitive', ?4)",
        )
        .unwrap();
    for n in (0..house.sessions).step_by(5) {
        let at = house.session_at(n) + 600_000;
        let session = house.session(n);
        extension
            .execute(params![id(4, at, n), session, at])
            .unwrap();
        flip.execute(params![
            id(5, at, n),
            session,
            house.mitra(mix(n, MITRAS)),
            at
        ])
        .unwrap();
    }
}

fn messages(tx: &Transaction<'_>, house: &House) {
    let mut insert = tx
        .prepare(
            "insert into chat_messages (session_id, seq, id, sender, client_message_id, content, created_at)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )
        .unwrap();
    let content = "Aku cuma mau cerita sebentar, hari ini rasanya berat sekali dan belum ada yang mau mendengar.";
    for n in 0..house.sessions {
        let session = Uuid::parse_str(&house.session(n)).unwrap();
        let at = house.session_at(n) + 10_000;
        for seq in 1..=MESSAGES {
            let message = Uuid::parse_str(&id(6, at, n * MESSAGES + seq)).unwrap();
            let sender = if seq % 2 == 0 { "mitra" } else { "customer" };
            insert
                .execute(params![
                    session.as_bytes().as_slice(),
                    seq as i64,
                    message.as_bytes().as_slice(),
                    sender,
                    message.to_string(),
                    content,
                    at + seq as i64 * 1_000
                ])
                .unwrap();
        }
    }
}

fn notifications(tx: &Transaction<'_>, house: &House) {
    let mut insert = tx
        .prepare(
            "insert into chat_request_notifications (session_id, mitra_id, status, topic_sensitivity, active_session_count, created_at, responded_at)
             values (?1, ?2, ?3, ?4, 1, ?5, ?6)",
        )
        .unwrap();
    for n in 0..house.sessions {
        let at = house.session_at(n);
        let waits = n >= house.sessions - 10;
        for k in 0..NOTIFIED {
            // The first of them is the one who took it, if anyone did.
            let mitra = (mix(n, MITRAS) + k * 37) % MITRAS;
            let status = match k {
                _ if waits => "pending",
                0 if n % 10 != 3 && n % 20 != 4 => "accepted",
                1 => "rejected",
                2 | 3 => "ignored",
                _ => "missed",
            };
            let topic = if n % 8 == 0 { "sensitive" } else { "regular" };
            let answered = (!waits).then_some(at + 5_000);
            insert
                .execute(params![
                    house.session(n),
                    house.mitra(mitra),
                    status,
                    topic,
                    at,
                    answered
                ])
                .unwrap();
        }
    }
}

fn changes(tx: &Transaction<'_>, house: &House) {
    let mut insert = tx
        .prepare(
            "insert into audit_log (id, created_at, actor_type, actor_id, action, target_type, target_id, before, after, ip)
             values (?1, ?2, 'control_center', ?3, ?4, 'mitra', ?5, '{\"is_active\":false}', '{\"is_active\":true}', '127.0.0.1')",
        )
        .unwrap();
    for n in 0..house.changes() {
        let at = house.at(n, house.changes());
        insert
            .execute(params![
                id(7, at, n),
                at,
                actor(n),
                action(n),
                house.mitra(mix(n, MITRAS))
            ])
            .unwrap();
    }
}

/// One of twenty.
pub fn actor(n: usize) -> String {
    id(8, 0, n % 20)
}

pub fn action(n: usize) -> &'static str {
    [
        "mitra.updated",
        "config.updated",
        "mitra.created",
        "staff.updated",
    ][if n.is_multiple_of(1000) { 3 } else { n % 3 }]
}
