//! What conversations cost: `cargo bench --bench chat`. Prints tables in Markdown. `benches/peers/run.sh` runs the same beside
//! what else one might use.
//!
//! Client and server share the machine, so the rates are lower bounds. Compare only figures of one run.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a benchmark may fail loudly, and measures real time"
)]

#[path = "chat/blast.rs"]
mod blast;
mod load;
#[path = "chat/people.rs"]
mod people;
#[path = "chat/process.rs"]
mod process;
#[path = "chat/sockets.rs"]
mod sockets;
#[path = "chat/talk.rs"]
mod talk;

use std::{net::SocketAddr, path::Path, time::Duration};

use load::{Server, curhat, machine};
use people::Pair;
use process::cpu_seconds;
use talk::{at, talk};

/// The product's own limit per connection is raised as an operator may; every other rule stays in force.
const FREE: &[(&str, &str)] = &[
    ("WS_FRAMES_PER_SECOND", "1000000"),
    ("WS_FRAMES_BURST", "1000000"),
];

/// Pairs, and messages outstanding of each.
const SHAPES: [(usize, usize); 4] = [(50, 1), (50, 16), (500, 1), (500, 16)];

/// Another server: `NAME=ADDRESS=PID[,PID]`, the processes whose time counts with their descendants.
struct Peer {
    name: String,
    address: SocketAddr,
    processes: Vec<u32>,
    pairs: Vec<Pair>,
}

fn peer(text: &str) -> Peer {
    let [name, address, processes] = text.split('=').collect::<Vec<_>>()[..] else {
        panic!("NAME=ADDRESS=PID[,PID]: {text}");
    };
    Peer {
        name: name.to_owned(),
        address: address.parse().unwrap(),
        processes: processes.split(',').map(|p| p.parse().unwrap()).collect(),
        pairs: people::peer_pairs(500),
    }
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |text| text.parse().unwrap())
}

fn main() {
    let limit = process::raise_descriptor_limit();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let wants = |what: &str| {
        let named: Vec<&String> = arguments
            .iter()
            .filter(|a| !a.starts_with('-') && !a.contains('='))
            .collect();
        named.is_empty() || named.iter().any(|name| *name == what)
    };
    println!("Machine: {}. Descriptors: {limit}.\n", machine());
    let folder =
        tempfile::tempdir_in(std::env::var("BENCH_DIR").unwrap_or_else(|_| "target".into()))
            .unwrap();
    if wants("rates") {
        let peers = arguments
            .iter()
            .filter(|a| a.contains('='))
            .map(|a| peer(a));
        rates(&folder.path().join("rates"), peers.collect());
    }
    if wants("idle") {
        idle(&folder.path().join("idle"));
    }
    if wants("blast") {
        blast::blast(&folder.path().join("blast"));
    }
}

fn fresh(data: &Path) {
    std::fs::create_dir_all(data).unwrap();
    curhat(data, &["migrate"]);
}

/// Messages per second: all servers by turns, so that a noisy moment of the machine meets each.
fn rates(data: &Path, mut peers: Vec<Peer>) {
    fresh(data);
    let pairs = people::pairs(data, 500);
    let server = Server::with(data, FREE);
    peers.insert(
        0,
        Peer {
            name: "curhat".to_owned(),
            address: server.public,
            processes: vec![server.pid()],
            pairs,
        },
    );
    let (rounds, seconds) = (number("ROUNDS", 3), number("SECONDS", 4));
    println!(
        "Median of {rounds} rounds of {seconds} s, by turns. Latency from sending to delivery on the other side.\n"
    );
    println!(
        "| pairs × outstanding | server | acknowledged/s (min..max) | p50 ms | p99 ms | CPU s per 10,000 | lost |"
    );
    println!("|---|---|---|---|---|---|---|");
    for (count, outstanding) in SHAPES {
        let mut results: Vec<Vec<Row>> = peers.iter().map(|_| Vec::new()).collect();
        for _ in 0..rounds {
            for (peer, rows) in peers.iter().zip(&mut results) {
                rows.push(measure(
                    peer,
                    count,
                    outstanding,
                    Duration::from_secs(seconds),
                ));
            }
        }
        for (peer, rows) in peers.iter().zip(results) {
            print_row(&format!("{count} × {outstanding}"), &peer.name, rows);
        }
    }
    println!(
        "\nResident memory of the server afterwards: {:.1} MiB.\n",
        server.resident_kib() as f64 / 1024.0
    );
}

struct Row {
    per_second: f64,
    p50: f64,
    p99: f64,
    cpu: f64,
    lost: usize,
}

fn measure(peer: &Peer, count: usize, outstanding: usize, span: Duration) -> Row {
    let used = || -> f64 { peer.processes.iter().map(|&pid| cpu_seconds(pid)).sum() };
    let before = used();
    let talked = talk(peer.address, &peer.pairs[..count], outstanding, span);
    let cpu = used() - before;
    let ms = |d: Duration| d.as_secs_f64() * 1e3;
    Row {
        per_second: talked.per_second(),
        p50: ms(at(&talked.delivery, 0.5)),
        p99: ms(at(&talked.delivery, 0.99)),
        cpu: cpu / talked.sent as f64 * 1e4,
        lost: talked.sent - talked.delivered,
    }
}

fn print_row(shape: &str, name: &str, mut rows: Vec<Row>) {
    let lost: usize = rows.iter().map(|r| r.lost).sum();
    let mut median = |of: fn(&Row) -> f64| {
        rows.sort_by(|a, b| of(a).total_cmp(&of(b)));
        (
            of(&rows[0]),
            of(&rows[rows.len() / 2]),
            of(&rows[rows.len() - 1]),
        )
    };
    let (low, rate, high) = median(|r| r.per_second);
    let (p50, p99, cpu) = (
        median(|r| r.p50).1,
        median(|r| r.p99).1,
        median(|r| r.cpu).1,
    );
    println!(
        "| {shape} | {name} | **{rate:.0}** ({low:.0}..{high:.0}) | {p50:.1} | {p99:.1} | {cpu:.3} | {lost} |"
    );
}

/// What a signed-in connection costs on which nothing happens.
fn idle(data: &Path) {
    fresh(data);
    let count = number("IDLE", 10_000) as usize;
    let pairs = people::pairs(data, count.div_ceil(2));
    let server = Server::with(data, FREE);
    std::thread::sleep(Duration::from_secs(2));
    let before = server.resident_kib();
    let cpu = cpu_seconds(server.pid());
    let tokens: Vec<&String> = pairs
        .iter()
        .flat_map(|p| [&p.speaker, &p.listener])
        .collect();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let open = runtime.block_on(async {
        let mut open = Vec::with_capacity(count);
        for (n, token) in tokens.iter().take(count).enumerate() {
            let from = [127, 0, 1, 1 + (n % 8) as u8];
            open.push(sockets::sign_in(server.public, from, token).await);
        }
        tokio::time::sleep(Duration::from_secs(3)).await;
        open
    });
    let after = server.resident_kib();
    let cpu = cpu_seconds(server.pid()) - cpu;
    println!(
        "| {} idle signed-in connections | {:.1} KiB resident each | base {:.1} MiB, then {:.1} MiB | {:.2} ms CPU per connection and sign-in |",
        open.len(),
        (after - before) as f64 / open.len() as f64,
        before as f64 / 1024.0,
        after as f64 / 1024.0,
        cpu * 1e3 / open.len() as f64
    );
}
