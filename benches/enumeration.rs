//! Whether time tells who has an account: `cargo bench --bench enumeration`. Prints a table in Markdown.
//!
//! Known and unknown take turns, so that whatever else the machine does falls on both alike. `ENUMERATION_ROUNDS` sets how often.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a benchmark may fail loudly, and measures real time"
)]

mod load;

use std::{
    path::Path,
    time::{Duration, Instant},
};

use load::{Connection, Server, curhat, machine, request};

fn main() {
    let rounds: usize = std::env::var("ENUMERATION_ROUNDS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(500);
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    people(&data, rounds);
    // Each phone comes from an address of its own: limits of addresses are not what this is about.
    let server = Server::with(&data, &[("TRUSTED_PROXIES", "127.0.0.1")]);
    println!("Machine: {}. {rounds} of each.\n", machine());
    println!("| question | known, median ms | unknown, median ms | apart by ms |");
    println!("|---|---|---|---|");
    for app in ["client", "mitra"] {
        codes(&server, app, rounds);
    }
    logins(&server, rounds);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!("\nLoad after: {}.", load.split(' ').next().unwrap_or("?"));
}

/// Half of the phones belong to a customer and a mitra; all staff but one address do not exist.
fn people(data: &Path, rounds: usize) {
    curhat(data, &["seed"]);
    let mut db = rusqlite::Connection::open(data.join("curhat.db")).unwrap();
    let tx = db.transaction().unwrap();
    for n in 0..rounds {
        for (app, table) in [("1", "customers"), ("2", "mitras")] {
            tx.execute(
                &format!("insert into {table} (id, display_name, phone, created_at, updated_at) values (?1, 'A', ?2, 1, 1)"),
                (uuid::Uuid::new_v4().to_string(), format!("+62811{app}{n:07}")),
            )
            .unwrap();
        }
    }
    for (key, value) in [
        (
            "cc_lockout",
            r#"{"max_failed_logins":1000,"lockout_minutes":1}"#,
        ),
        ("otp_max_attempts", "100"),
    ] {
        tx.execute(
            "update app_config set value = ?2 where key = ?1",
            (key, value),
        )
        .unwrap();
    }
    tx.commit().unwrap();
}

/// Asks for a code, and types a wrong one.
fn codes(server: &Server, app: &str, rounds: usize) {
    let mut line = Connection::open(server.public).unwrap();
    let digit = if app == "client" { 1 } else { 2 };
    let (mut asking, mut guessing) = (Pairs::default(), Pairs::default());
    for n in 0..rounds {
        for (known, area) in [(true, "811"), (false, "899")] {
            let phone = format!("+62{area}{digit}{n:07}");
            let body = format!(r#"{{"phone":"{phone}"}}"#);
            let path = format!("/api/{app}/auth/otp/request");
            let from = format!("10.{}.{}.{}", digit + u8::from(known) * 2, n >> 8, n & 255);
            let bytes = String::from_utf8(request("POST", &path, None, Some(&body))).unwrap();
            let bytes = bytes.replacen("\r\n", &format!("\r\nx-forwarded-for: {from}\r\n"), 1);
            let answer = asking.time(known, || line.send(bytes.as_bytes()).unwrap());
            assert_eq!(
                answer.status,
                200,
                "{}",
                String::from_utf8_lossy(&answer.body)
            );
            let id = answer.json()["otp_request_id"].as_str().unwrap().to_owned();
            // Six digits, and by one chance in a million the right ones.
            let body = format!(r#"{{"otp_request_id":"{id}","code":"271828"}}"#);
            let bytes = request(
                "POST",
                &format!("/api/{app}/auth/otp/verify"),
                None,
                Some(&body),
            );
            let answer = guessing.time(known, || line.send(&bytes).unwrap());
            assert_eq!(
                answer.status,
                401,
                "{}",
                String::from_utf8_lossy(&answer.body)
            );
        }
    }
    asking.row(&format!("a code, in the {app} app"));
    guessing.row(&format!("a wrong code, in the {app} app"));
}

fn logins(server: &Server, rounds: usize) {
    let mut line = Connection::open(server.internal).unwrap();
    let mut pairs = Pairs::default();
    for n in 0..rounds {
        for (known, email) in [
            (true, "admin@curhat.local".to_owned()),
            (false, format!("nobody-{n}@curhat.local")),
        ] {
            let body = format!(r#"{{"email":"{email}","password":"Wrong-Horse-7"}}"#);
            let bytes = request("POST", "/internal/auth/login", None, Some(&body));
            let answer = pairs.time(known, || line.send(&bytes).unwrap());
            assert_eq!(
                answer.status,
                401,
                "{}",
                String::from_utf8_lossy(&answer.body)
            );
        }
    }
    pairs.row("a staff login with a wrong password");
}

#[derive(Default)]
struct Pairs {
    known: Vec<Duration>,
    unknown: Vec<Duration>,
}

impl Pairs {
    fn time<T>(&mut self, known: bool, ask: impl FnOnce() -> T) -> T {
        let began = Instant::now();
        let answer = ask();
        let times = if known {
            &mut self.known
        } else {
            &mut self.unknown
        };
        times.push(began.elapsed());
        answer
    }

    fn row(mut self, question: &str) {
        let median = |times: &mut Vec<Duration>| {
            times.sort_unstable();
            times[times.len() / 2].as_secs_f64() * 1e3
        };
        let (known, unknown) = (median(&mut self.known), median(&mut self.unknown));
        println!(
            "| {question} | {known:.2} | {unknown:.2} | {:.2} |",
            (known - unknown).abs()
        );
    }
}
