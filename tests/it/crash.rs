//! The plug is pulled while people talk, time and again. Nothing that anyone was told is taken back, and what fell due while
//! the program was gone is as the contract has it.
//!
//! `CRASH_SEED` repeats the moments of a run.

use std::{
    path::PathBuf,
    time::{Duration, Instant, SystemTime},
};

use rand::{Rng, SeedableRng, rngs::StdRng};
use rusqlite::Connection;
use rustix::process::Signal;

use crate::{
    program::{Place, until},
    talk::{Api, Cast, Ledger, Who, prepare},
    torture,
};

/// A number from the environment.
fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |text| text.parse().unwrap())
}

fn now() -> i64 {
    let since = SystemTime::UNIX_EPOCH.elapsed().unwrap();
    since.as_millis() as i64
}

async fn sleep_until(instant: i64) {
    let left = u64::try_from(instant - now()).unwrap_or(0);
    tokio::time::sleep(Duration::from_millis(left)).await;
}

/// 4.1.1, 4.1.2, 4.1.3, 5.3.4
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kill_9_amid_conversations_takes_back_nothing_that_anyone_was_told() {
    let rounds = torture::rounds(25, 500);
    let seed = setting("CRASH_SEED", now() as u64);
    println!("CRASH_SEED={seed}");
    let mut chance = StdRng::seed_from_u64(seed);

    let place = Place::new()
        .set("WS_FRAMES_PER_SECOND", "1000000")
        .set("WS_FRAMES_BURST", "1000000");
    prepare(&place, 5);
    let mut program = place.serve();
    let cast = Cast::gather(&program, 4).await;
    let mut doomed = Doomed::gather(&Api::of(&program), &program, place.database()).await;
    let timers = timers(&place, &cast);
    let ledger = Ledger::default();
    let (mut overdue, mut starts) = (0, Vec::new());
    let mut restarted = None;
    for round in 1..=rounds {
        let talk = cast.talk(&program, &ledger, 6);
        if let Some((started, listened)) = restarted {
            doomed.next_one_falls_due(started, listened);
        }
        doomed.begin(&Api::of(&program)).await;
        let enough = ledger.acks() + 100;
        tokio::time::sleep(Duration::from_millis(chance.random_range(20..400))).await;
        until("a conversation", || (ledger.acks() >= enough).then_some(()));

        doomed.draw_near();
        program.signal(Signal::KILL);
        program.wait();
        let gone = now();
        talk.ends().await;
        sleep_until(doomed.due + 1).await;

        let (began, started) = (Instant::now(), now());
        program = place.serve();
        starts.push(began.elapsed());
        ledger.is_kept_in(&place.database());
        assert_eq!(self::timers(&place, &cast), timers, "round {round}");
        // On a slow machine the old program may have lived to see it.
        if gone < doomed.due {
            doomed.fell_due();
            overdue += 1;
        }
        restarted = Some((started, now()));
    }
    // How many there are is the machine's doing; with none, the restart rule was not tried.
    assert!(overdue > 0);
    let log = program.stop();
    assert!(
        !log.iter().any(|line| line.contains("panicked")),
        "{log:#?}"
    );
    ledger.is_kept_in(&place.database());
    let acks = ledger.acks();
    starts.sort_unstable();
    let (median, slowest) = (starts[starts.len() / 2], starts[starts.len() - 1]);
    assert!(median < Duration::from_secs(2), "{median:?}");
    torture::figures(
        "crash",
        format!(
            "{rounds} kills, {overdue} with times that ran out meanwhile, {acks} messages acknowledged, 0 lost, half of the starts within {median:?}, the slowest {slowest:?}"
        ),
    );
}

/// What is still to happen to the sessions that go on.
fn timers(place: &Place, cast: &Cast) -> Vec<(String, i64, i64, i64, i64)> {
    let db = Connection::open(place.database()).unwrap();
    let sql = "select status, started_at, expires_at, notice_at, deadline_at from chat_sessions where id = ?1";
    let mut query = db.prepare(sql).unwrap();
    let timers = cast.sessions().into_iter().map(|id| {
        query.query_row([id], |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
            ))
        })
    });
    timers.map(Result::unwrap).collect()
}

/// Customers whose requests and sessions run out while the program is gone, one in each state; the last one's just after.
/// The same people in every round: they are only free for the next one if this one has ended.
struct Doomed {
    database: PathBuf,
    mitra: Who,
    customers: Vec<Who>,
    /// Of this round, in the order of the customers.
    ids: Vec<String>,
    due: i64,
    due_after: i64,
}

/// How long the program is gone, at least.
const OUTAGE: i64 = 200;
/// When the last one's time is over, after the others'.
const AFTER: i64 = 500;

impl Doomed {
    async fn gather(api: &Api, program: &crate::program::Program, database: PathBuf) -> Self {
        let mitra = api.mitra(program, 4).await;
        let mut customers = Vec::new();
        for _ in 0..5 {
            customers.push(api.guest().await);
        }
        Self {
            database,
            mitra,
            customers,
            ids: Vec::new(),
            due: 0,
            due_after: 0,
        }
    }

    /// A request, a session, one that waits for an extension, one that is closing, and another session.
    async fn begin(&mut self, api: &Api) {
        api.go(&self.mitra, true).await;
        if self.ids.len() == 5 && self.row(4).0 == "closing" {
            for who in [&self.customers[4], &self.mitra] {
                api.say_goodbye(who, &self.ids[4]).await;
            }
        }
        self.ids.clear();
        for (n, customer) in self.customers.iter().enumerate() {
            let id = match n {
                0 => api.request(customer).await,
                _ => api.pair(customer, &self.mitra).await,
            };
            match n {
                2 => api.extend(customer, &id).await,
                3 => api.end(customer, &id).await,
                _ => {}
            }
            self.ids.push(id);
        }
    }

    /// Brings the ends of this round close, behind the program's back. It goes by what it knew, and is gone before they come.
    fn draw_near(&mut self) {
        let mut db = Connection::open(&self.database).unwrap();
        // The program writes almost without a pause. SQLite's own patience, which tries less and less often, can miss every one.
        db.busy_handler(Some(|tries| {
            std::thread::park_timeout(Duration::from_millis(1));
            tries < 60_000
        }))
        .unwrap();
        let tx = db
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .unwrap();
        self.due = now() + OUTAGE;
        self.due_after = self.due + AFTER;
        let instants = [
            "request_expires_at",
            "expires_at",
            "expires_at",
            "grace_ends_at",
            "expires_at",
        ];
        for (n, (id, column)) in self.ids.iter().zip(instants).enumerate() {
            let due = if n == 4 { self.due_after } else { self.due };
            let sql = format!(
                "update chat_sessions set {column} = ?2, deadline_at = ?2, notice_at = null where id = ?1"
            );
            assert_eq!(tx.execute(&sql, (id, due)).unwrap(), 1);
        }
        let sql = "update session_extensions set respond_by = ?2 where session_id = ?1";
        tx.execute(sql, (&self.ids[2], self.due)).unwrap();
        tx.commit().unwrap();
    }

    fn row(&self, n: usize) -> (String, Option<String>, Option<i64>, Option<i64>) {
        let db = Connection::open(&self.database).unwrap();
        let sql =
            "select status, end_reason, closing_at, ended_at from chat_sessions where id = ?1";
        db.query_row(sql, [&self.ids[n]], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .unwrap()
    }

    fn count(&self, sql: &str, n: usize) -> i64 {
        let db = Connection::open(&self.database).unwrap();
        db.query_row(sql, [&self.ids[n]], |row| row.get(0)).unwrap()
    }

    /// Before the new program took its first request.
    fn fell_due(&self) {
        let ends = [
            ("expired", "no_mitra"),
            ("completed", "stale_on_restart"),
            ("completed", "stale_on_restart"),
            ("completed", "ended_by_customer"),
        ];
        for (n, (status, reason)) in ends.into_iter().enumerate() {
            let (is, because, _, ended_at) = self.row(n);
            assert_eq!(
                (&*is, because.as_deref(), ended_at),
                (status, Some(reason), Some(self.due))
            );
        }
        let ignored = "select count(*) from chat_request_notifications where session_id = ?1 and status = 'ignored'";
        assert_eq!(self.count(ignored, 0), 1);
        let unanswered =
            "select count(*) from session_extensions where session_id = ?1 and status = 'timeout'";
        assert_eq!(self.count(unanswered, 2), 1);
    }

    /// The new program was started at one instant and took requests from another on.
    fn next_one_falls_due(&self, started: i64, listened: i64) {
        let (status, reason, closing_at, ended_at) = until("the timer", || {
            let row = self.row(4);
            (row.0 != "active").then_some(row)
        });
        let late = now() - self.due_after.max(listened);
        assert!(late < 5_000, "{late} ms late");
        match &*status {
            "closing" => {
                assert_eq!(
                    (reason.as_deref(), closing_at),
                    (Some("time_up"), Some(self.due_after))
                );
                // A time that was over before is none that an alarm has seen.
                assert!(self.due_after >= started);
            }
            "completed" => {
                assert_eq!(
                    (reason.as_deref(), ended_at),
                    (Some("stale_on_restart"), Some(self.due_after))
                );
                assert!(self.due_after <= listened);
            }
            other => panic!("{other}"),
        }
    }
}
