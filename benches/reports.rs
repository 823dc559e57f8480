//! What the control center's reads cost in a house with a past: `cargo bench --bench reports`. Prints a table in Markdown.
//!
//! One operator, one question after the other, over HTTP on loopback. Each row asks in many ways (other people, other pages,
//! other days), so that no answer lies ready. `REPORTS=q` asks only what has `q` in its name; `REPORTS_DATA=folder` keeps the
//! house there for the next time.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a benchmark may fail loudly, and measures real time"
)]

#[path = "reports/house.rs"]
mod house;
mod load;
#[path = "reports/questions.rs"]
mod questions;
#[path = "reports/settled.rs"]
mod settled;

use std::time::{Duration, Instant};

use load::{Connection, Server, curhat, machine, request};

/// In four hundred days.
const SESSIONS: usize = 100_000;
const ROUNDS: usize = 100;
const GOAL: Duration = Duration::from_millis(50);

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let kept = std::env::var_os("REPORTS_DATA").map(std::path::PathBuf::from);
    let data = kept.unwrap_or_else(|| folder.path().join("data"));
    let is_new = !data.exists();
    curhat(&data, &["migrate"]);
    curhat(&data, &["seed"]);
    let began = Instant::now();
    let house = if is_new {
        house::fill(&data.join("curhat.db"), SESSIONS)
    } else {
        house::found(&data.join("curhat.db"))
    };
    println!(
        "Machine: {}. {} sessions, {} messages, {} requests sent to {} mitras, {} customers, {} rows of audit log; made in {:.0} s.",
        machine(),
        house.sessions,
        house.sessions * house::MESSAGES,
        house.sessions * house::NOTIFIED,
        house::MITRAS,
        house.customers(),
        house.changes(),
        began.elapsed().as_secs_f64()
    );
    let settling = settled::settle(&data).as_secs_f64();
    println!("Housekeeping was through with it after {settling:.1} s.");
    let server = Server::start(&data);
    let mut connection = Connection::open(server.internal).unwrap();
    let login = r#"{"email":"admin@curhat.local","password":"admin123"}"#;
    let login = request("POST", "/internal/auth/login", None, Some(login));
    let token = connection.send(&login).unwrap().json()["access_token"].clone();
    let token = token.as_str().unwrap();

    let wanted = std::env::var("REPORTS").unwrap_or_default();
    println!(
        "\n{ROUNDS} of each.\n\n| question | p50 ms | p95 ms | max ms | processor ms | |\n|---|---|---|---|---|---|"
    );
    let mut slow = 0;
    for question in questions::all(&house) {
        if !question.name.contains(&wanted) {
            continue;
        }
        let before = server.processor();
        let mut times: Vec<Duration> = (0..ROUNDS)
            .map(|n| {
                let path = format!("/internal/{}", (question.path)(n));
                let bytes = request("GET", &path, Some(token), None);
                let began = Instant::now();
                let answer = connection.send(&bytes).unwrap();
                let took = began.elapsed();
                assert_eq!(answer.status, 200, "{path}");
                took
            })
            .collect();
        times.sort_unstable();
        let at = |share: usize| times[(ROUNDS * share / 100).min(ROUNDS - 1)];
        let over = at(95) > GOAL;
        slow += usize::from(over);
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        println!(
            "| {} | {:.1} | {:.1} | {:.1} | {:.1} | {} |",
            question.name,
            ms(at(50)),
            ms(at(95)),
            ms(at(100)),
            ms(server.processor().saturating_sub(before)) / ROUNDS as f64,
            if over { "**over**" } else { "" }
        );
    }
    println!("\nOver {} ms at p95: {slow}.", GOAL.as_millis());
}
