//! A past for the control center's reports to look at, written behind the server's back: to be exact about instants, and to
//! have more of it than could be lived through.

use rusqlite::{Connection, Transaction};

use crate::world::{START, World};

/// A session that has long been over, or a request that came to nothing.
#[derive(Debug, Clone, Copy)]
pub struct Gone {
    /// Milliseconds after the start of the test.
    pub at: i64,
    pub sensitive: bool,
    /// Whether a mitra took it.
    pub taken: bool,
    pub price_idr: i64,
}

impl Gone {
    pub const PLAIN: Self = Self {
        at: 0,
        sensitive: false,
        taken: true,
        price_idr: 30_000,
    };
}

pub fn id(kind: u8, n: usize) -> String {
    format!("00000000-0000-7000-80{kind:02}-{n:012}")
}

pub fn instant(at: i64) -> i64 {
    START.as_millis() + at
}

/// Writes all of it in one transaction.
pub fn write<T>(world: &World, past: impl FnOnce(&Past<'_>) -> T) -> T {
    let mut db: Connection = world.sql();
    let tx = db.transaction().unwrap();
    let told = past(&Past { tx: &tx });
    tx.commit().unwrap();
    told
}

pub struct Past<'t> {
    tx: &'t Transaction<'t>,
}

impl Past<'_> {
    fn count(&self, table: &str) -> usize {
        let sql = format!("select count(*) from {table}");
        let n: i64 = self.tx.query_row(&sql, [], |row| row.get(0)).unwrap();
        usize::try_from(n).unwrap()
    }

    /// How many there are so far.
    pub fn sessions(&self) -> usize {
        self.count("chat_sessions")
    }

    fn write(&self, sql: &str, values: impl rusqlite::Params) {
        let mut statement = self.tx.prepare_cached(sql).unwrap();
        assert_eq!(statement.execute(values).unwrap(), 1);
    }

    pub fn customer(&self, name: &str, phone: Option<&str>) -> String {
        let id = id(11, self.count("customers"));
        self.write(
            "insert into customers (id, display_name, phone, created_at, updated_at) values (?1, ?2, ?3, 0, 0)",
            (&id, name, phone),
        );
        id
    }

    pub fn mitra(&self, name: &str, phone: &str) -> String {
        let id = id(12, self.count("mitras"));
        self.write(
            "insert into mitras (id, display_name, phone, is_active, created_at, updated_at) values (?1, ?2, ?3, 1, 0, 0)",
            (&id, name, phone),
        );
        id
    }

    /// Between these two; the mitra counts only if it was taken.
    pub fn session(&self, customer: &str, mitra: &str, gone: Gone) -> String {
        let id = id(13, self.count("chat_sessions"));
        let at = instant(gone.at);
        let (status, reason) = if gone.taken {
            ("completed", "time_up")
        } else {
            ("expired", "no_mitra")
        };
        self.write(
            "insert into chat_sessions (id, customer_id, mitra_id, status, price_idr, duration_minutes, requested_at,
                    request_expires_at, started_at, expires_at, ended_at, end_reason, topic_sensitivity)
             values (?1, ?2, ?3, ?4, ?5, 30, ?6, ?6, ?7, ?7, ?6, ?8, ?9)",
            (
                &id,
                customer,
                gone.taken.then_some(mitra),
                status,
                gone.price_idr,
                at,
                gone.taken.then_some(at),
                reason,
                if gone.sensitive { "sensitive" } else { "regular" },
            ),
        );
        id
    }

    pub fn extension(&self, session: &str, status: &str, at: i64, price_idr: i64) {
        let id = id(14, self.count("session_extensions"));
        self.write(
            "insert into session_extensions (id, session_id, status, price_tier_name, duration_minutes, price_idr, asked_from,
                    requested_at, respond_by, resolved_at)
             values (?1, ?2, ?3, 'x', 10, ?5, 'active', ?4, ?4, ?4)",
            (id, session, status, instant(at), price_idr),
        );
    }

    /// A request that this mitra was sent, and what became of it.
    pub fn sent(&self, mitra: &str, status: &str, sensitive: bool, at: i64) -> String {
        let customer = self.customer("Anna", None);
        let session = self.session(
            &customer,
            mitra,
            Gone {
                at,
                taken: status == "accepted",
                ..Gone::PLAIN
            },
        );
        let topic = if sensitive { "sensitive" } else { "regular" };
        self.write(
            "insert into chat_request_notifications (session_id, mitra_id, status, topic_sensitivity, active_session_count,
                    created_at, responded_at)
             values (?1, ?2, ?3, ?4, 2, ?5, ?6)",
            (
                &session,
                mitra,
                status,
                topic,
                instant(at),
                (status != "pending").then_some(instant(at) + 5_000),
            ),
        );
        session
    }
}
