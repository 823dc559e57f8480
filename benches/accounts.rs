//! What signing in costs: `cargo bench --bench accounts`. Prints a table in Markdown.
//!
//! Client and server share the machine, so the rates are lower bounds. Compare only figures of one run.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a benchmark may fail loudly, and measures real time"
)]

mod load;

use std::time::Duration;

use load::{Connection, Run, Server, closed_loop, curhat, machine, request, row};

const SPAN: Duration = Duration::from_secs(5);
const ROUNDS: usize = 3;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    println!(
        "Machine: {}. Median of {ROUNDS} rounds of {} s.\n",
        machine(),
        SPAN.as_secs()
    );
    start_up(&folder.path().join("many"));

    let server = Server::start(&folder.path().join("fresh"));
    // Long enough for everything that a start does to be over.
    std::thread::sleep(Duration::from_secs(3));
    println!(
        "| idle memory, resident | {:.1} MiB |\n",
        server.resident_kib() as f64 / 1024.0
    );

    println!("| operation | per second | p50 ms | p99 ms | failed |");
    println!("|---|---|---|---|---|");
    sign_up(&server);
    refresh(&server);
    let idle = me(&server, "me, 64 connections", || ());
    let flooded = flood(&server);
    println!(
        "\np99 of `me` under the flood is {:.1} times the idle one (goal: at most 5).",
        flooded.p99.as_secs_f64() / idle.p99.as_secs_f64()
    );
    println!(
        "Resident memory after it all: {:.1} MiB.",
        server.resident_kib() as f64 / 1024.0
    );
}

/// The middle of the rounds, by rate.
fn median(mut rounds: Vec<Run>) -> Run {
    rounds.sort_by(|a, b| a.per_second.total_cmp(&b.per_second));
    rounds.swap_remove(rounds.len() / 2)
}

fn start_up(data: &std::path::Path) {
    curhat(data, &["migrate"]);
    let mut db = rusqlite::Connection::open(data.join("curhat.db")).unwrap();
    let tx = db.transaction().unwrap();
    for n in 0..100_000_u128 {
        tx.execute(
            "insert into customers (id, display_name, phone, created_at, updated_at) values (?1, ?2, ?3, ?4, ?4)",
            rusqlite::params![
                uuid::Uuid::from_u128(n).to_string(),
                format!("Customer {n}"),
                format!("+62811{n:08}"),
                1_790_000_000_000_i64 + n as i64
            ],
        )
        .unwrap();
    }
    tx.commit().unwrap();
    drop(db);
    let mut times: Vec<Duration> = (0..5).map(|_| Server::start(data).ready_after).collect();
    times.sort_unstable();
    println!("| figure | value |\n|---|---|");
    println!(
        "| start to ready, 100,000 customers, median of 5 | {} ms |",
        times[2].as_millis()
    );
}

fn guest(connection: &mut Connection) -> serde_json::Value {
    let answer = connection
        .send(&request(
            "POST",
            "/api/shared/auth/anonymous",
            None,
            Some("{}"),
        ))
        .unwrap();
    assert_eq!(answer.status, 201);
    answer.json()
}

fn sign_up(server: &Server) {
    let body = request("POST", "/api/shared/auth/anonymous", None, Some("{}"));
    let rounds = (0..ROUNDS).map(|_| {
        closed_loop(
            16,
            SPAN,
            |_| Connection::open(server.public).unwrap(),
            |c| c.send(&body).is_ok_and(|a| a.status == 201),
        )
    });
    row(
        "anonymous sign-up, 16 connections",
        &median(rounds.collect()),
    );
}

fn refresh(server: &Server) {
    let rounds = (0..ROUNDS).map(|_| {
        closed_loop(
            16,
            SPAN,
            |_| {
                let mut connection = Connection::open(server.public).unwrap();
                let token = guest(&mut connection)["refresh_token"]
                    .as_str()
                    .unwrap()
                    .to_owned();
                (connection, token)
            },
            |(connection, token)| {
                let body = format!("{{\"refresh_token\":\"{token}\"}}");
                let sent = connection.send(&request(
                    "POST",
                    "/api/shared/auth/refresh",
                    None,
                    Some(&body),
                ));
                let Ok(answer) = sent else { return false };
                if answer.status != 200 {
                    return false;
                }
                *token = answer.json()["refresh_token"].as_str().unwrap().to_owned();
                true
            },
        )
    });
    row("refresh, 16 connections", &median(rounds.collect()));
}

fn me(server: &Server, name: &str, alongside: impl Fn()) -> Run {
    let mut connection = Connection::open(server.public).unwrap();
    let token = guest(&mut connection)["access_token"]
        .as_str()
        .unwrap()
        .to_owned();
    let body = request("GET", "/api/client/auth/me", Some(&token), None);
    alongside();
    let rounds = (0..ROUNDS).map(|_| {
        closed_loop(
            64,
            SPAN,
            |_| Connection::open(server.public).unwrap(),
            |c| c.send(&body).is_ok_and(|a| a.status == 200),
        )
    });
    let run = median(rounds.collect());
    row(name, &run);
    run
}

/// Fifty clients guess passwords of accounts that do not exist, which costs the server as much as any guess.
fn flood(server: &Server) -> Run {
    let stop = std::sync::atomic::AtomicBool::new(false);
    let stop = &stop;
    std::thread::scope(|scope| {
        for n in 0..50 {
            let internal = server.internal;
            scope.spawn(move || {
                let body =
                    format!("{{\"email\":\"nobody{n}@example.org\",\"password\":\"Guess123\"}}");
                let login = request("POST", "/internal/auth/login", None, Some(&body));
                let Ok(mut connection) = Connection::open(internal) else {
                    return;
                };
                while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                    if connection.send(&login).is_err() {
                        let Ok(again) = Connection::open(internal) else {
                            return;
                        };
                        connection = again;
                    }
                }
            });
        }
        let run = me(
            server,
            "me, 64 connections, 50 clients flooding staff login",
            || {
                std::thread::sleep(Duration::from_secs(1));
            },
        );
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        run
    })
}
