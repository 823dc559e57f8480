//! How costs grow with the past: `cargo bench --bench growth [-- SESSIONS...]`. For each size a house with so many sessions
//! behind it (ten messages and ten notified mitras each, half as many customers, a team of 500 mitras), and the same questions
//! asked of each. Prints tables in Markdown, and lines for `docs/performance/plots.py` into the file that `GROWTH_CSV` names.
//!
//! A million sessions take about 7 GB of disk and four minutes.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a benchmark may fail loudly, and measures real time"
)]

#[path = "reports/house.rs"]
#[allow(dead_code, reason = "the other benchmark asks more of it")]
mod house;
mod load;
#[path = "chat/people.rs"]
#[allow(dead_code, reason = "the other benchmark asks more of it")]
mod people;
#[path = "reports/settled.rs"]
mod settled;
#[path = "growth/steps.rs"]
mod steps;

use std::{
    io::Write,
    time::{Duration, Instant},
};

use load::{Server, curhat, machine};

const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];
const ROUNDS: usize = 100;

/// Nobody types as fast as one who is measured.
const FREE: &[(&str, &str)] = &[
    ("WS_FRAMES_PER_SECOND", "1000000"),
    ("WS_FRAMES_BURST", "1000000"),
];

fn main() {
    let wanted: Vec<usize> = std::env::args()
        .skip(1)
        .filter_map(|argument| argument.parse().ok())
        .collect();
    let sizes = if wanted.is_empty() {
        SIZES.to_vec()
    } else {
        wanted
    };
    println!("Machine: {}. {ROUNDS} of each.\n", machine());
    let mut lines = Vec::new();
    for sessions in sizes {
        lines.extend(of_size(sessions));
    }
    if let Some(file) = std::env::var_os("GROWTH_CSV") {
        let mut file = std::fs::File::create(file).unwrap();
        writeln!(file, "sessions,who,what,p50_ms,p95_ms").unwrap();
        for line in lines {
            writeln!(file, "{line}").unwrap();
        }
    }
}

fn of_size(sessions: usize) -> Vec<String> {
    // On the disk of the sources: the folder for what is temporary may be memory.
    let folder = tempfile::tempdir_in("target").unwrap();
    let data = folder.path().join("data");
    curhat(&data, &["migrate"]);
    curhat(&data, &["seed"]);
    let database = data.join("curhat.db");
    let house = house::fill(&database, sessions);
    let size = std::fs::metadata(&database).unwrap().len();
    let settling = settled::settle(&data);
    let mut starts: Vec<Duration> = (0..3)
        .map(|_| {
            let server = Server::start(&data);
            let took = server.ready_after;
            server.stop();
            took
        })
        .collect();
    starts.sort_unstable();
    let server = Server::with(&data, FREE);
    println!(
        "## {sessions} sessions, {:.2} GB; ready after {:.0} ms (median of 3); housekeeping was through with it after {:.1} s\n\n| who | what | p50 ms | p95 ms |\n|---|---|---|---|",
        size as f64 / 1e9,
        starts[1].as_secs_f64() * 1e3,
        settling.as_secs_f64()
    );
    let mut lines = vec![format!(
        "{sessions},operator,start to ready,{:.2},{:.2}",
        starts[1].as_secs_f64() * 1e3,
        starts[2].as_secs_f64() * 1e3
    )];
    for step in steps::all(&server, &house) {
        let (who, what) = (step.who, step.what);
        let mut times = times(step);
        times.sort_unstable();
        let [p50, p95] = [50, 95].map(|share| times[ROUNDS * share / 100].as_secs_f64() * 1e3);
        println!("| {who} | {what} | {p50:.2} | {p95:.2} |");
        lines.push(format!("{sessions},{who},\"{what}\",{p50:.3},{p95:.3}"));
    }
    println!(
        "\nResident memory afterwards: {:.1} MiB.\n",
        server.resident_kib() as f64 / 1024.0
    );
    lines
}

/// The first is not counted: it opens what the others find open.
fn times(mut step: steps::Step<'_>) -> Vec<Duration> {
    (step.run)(0);
    (1..=ROUNDS)
        .map(|n| {
            let began = Instant::now();
            (step.run)(n);
            began.elapsed()
        })
        .collect()
}
