//! A message is told to nobody before it would survive a power cut: seen in the program's system calls, for a crash of the
//! program alone can't show it. What was written survives that in the system's memory, flushed or not.
//!
//! For each message: its frames, up to the end of their transaction, are written to the log; then the log is flushed, which
//! succeeds; then, and no earlier, something that holds the message leaves for a socket. The same program with SQLite's
//! `synchronous` turned down shows that the test would notice.

mod trace;

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

use serde_json::json;

use self::trace::{Call, calls};
use crate::{
    program::{Place, until},
    talk::{Api, Cast, Ledger, prepare},
};

/// Acknowledged over sockets; as many again reach the other side, and some are answered over HTTP.
const ACKS: usize = 300;
const ANSWERS: usize = 20;

/// Where strace is. It is not optional: without it nobody knows whether acknowledgements wait for the disk.
pub fn strace() -> String {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path)
        .map(|folder| folder.join("strace"))
        .find(|file| file.is_file());
    let found =
        found.expect("needed: strace, to look at system calls; `./install.sh prepare` installs it");
    found.display().to_string()
}

/// A conversation with this program, and the system calls it made meanwhile.
async fn traced(program: Option<&Path>) -> Observed {
    let mut place = Place::new()
        .set("WS_FRAMES_PER_SECOND", "1000000")
        .set("WS_FRAMES_BURST", "1000000");
    prepare(&place, 2);
    let log = place.path().join("trace");
    // As a grandchild of ours, so that the program is our child as ever; whole strings; file names with the descriptors.
    let strace = [
        &*strace(),
        "-D",
        "-f",
        "-y",
        "-q",
        "--seccomp-bpf",
        "-s",
        "1000000",
        "-e",
        "trace=pwrite64,pwritev,write,writev,sendto,sendmsg,fsync,fdatasync",
        "-e",
        "signal=none",
        "-o",
        log.to_str().unwrap(),
    ];
    place = place.through(strace.map(str::to_owned).to_vec());
    if let Some(program) = program {
        place = place.of(program);
    }
    let program = place.serve();
    let cast = Cast::gather(&program, 2).await;
    let ledger = Ledger::default();
    let talk = cast.talk(&program, &ledger, 4);
    let api = Api::of(&program);
    let (customer, session) = cast.one_session();
    let mut answered = Vec::new();
    for n in 0..ANSWERS {
        let content = format!("<{session} over HTTP {n}>");
        let id = format!("http {n}");
        let body = json!({"client_message_id": id, "content": content});
        api.post(customer, &format!("chat/sessions/{session}/messages"), body)
            .await;
        answered.push(content);
    }
    until("a conversation", || (ledger.acks() >= ACKS).then_some(()));
    program.stop();
    talk.ends().await;
    Observed {
        calls: calls(&fs::read_to_string(&log).unwrap()),
        acked: ledger.texts(),
        answered,
    }
}

struct Observed {
    calls: Vec<Call>,
    acked: Vec<String>,
    answered: Vec<String>,
}

/// What the calls say of one message.
#[derive(Debug, PartialEq, Eq)]
enum Order {
    /// On the disk before it was told.
    Durable,
    ToldTooEarly,
    NeverTold,
    NeverWritten,
}

impl Observed {
    /// The first call with `fits` that holds each message, by its text.
    fn first(&self, fits: impl Fn(&Call) -> bool) -> HashMap<&[u8], usize> {
        let mut first = HashMap::new();
        for (at, call) in self.calls.iter().enumerate().filter(|(_, c)| fits(c)) {
            let data = &call.data;
            for (from, _) in data.iter().enumerate().filter(|(_, byte)| **byte == b'<') {
                let length = data[from..].iter().take(100).position(|b| *b == b'>');
                if let Some(length) = length {
                    first.entry(&data[from..=from + length]).or_insert(at);
                }
            }
        }
        first
    }

    /// When the transaction that the frame written by the call `page` belongs to was written as a whole.
    fn written(&self, page: usize) -> Option<usize> {
        let log = |call: &Call| call.path.ends_with("-wal");
        // The head of a frame, which precedes its page, says whether it is the last of its transaction.
        let is_last = |call: &Call| call.data.len() == 24 && call.data[4..8] != [0; 4];
        let before = (0..page).rev().find(|at| log(&self.calls[*at]))?;
        if is_last(&self.calls[before]) {
            return Some(self.calls[page].ended);
        }
        let head = (page + 1..self.calls.len())
            .find(|at| log(&self.calls[*at]) && is_last(&self.calls[*at]))?;
        let last = (head + 1..self.calls.len()).find(|at| log(&self.calls[*at]))?;
        Some(self.calls[last].ended)
    }

    fn orders(&self) -> HashMap<&str, Order> {
        let pages = self.first(|call| call.path.ends_with("-wal"));
        let told = self.first(|call| !call.path.contains("curhat.db"));
        let texts = self.acked.iter().chain(&self.answered);
        texts
            .map(|text| {
                let page = pages.get(text.as_bytes());
                let told = told.get(text.as_bytes()).map(|at| self.calls[*at].begun);
                (&**text, self.order(page.copied(), told))
            })
            .collect()
    }

    fn order(&self, page: Option<usize>, told: Option<usize>) -> Order {
        let Some(told) = told else {
            return Order::NeverTold;
        };
        let Some(written) = page.and_then(|page| self.written(page)) else {
            return Order::NeverWritten;
        };
        let flushed = self.calls.iter().any(|call| {
            matches!(&*call.name, "fsync" | "fdatasync")
                && call.path.ends_with("-wal")
                && call.result == Some(0)
                && call.begun > written
                && call.ended < told
        });
        if flushed {
            Order::Durable
        } else {
            Order::ToldTooEarly
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_told_of_a_message_before_it_is_flushed_to_the_disk() {
    let observed = traced(None).await;
    assert!(observed.acked.len() >= ACKS);
    let mut orders = observed.orders();
    orders.retain(|_, order| *order != Order::Durable);
    assert!(orders.is_empty(), "{orders:?}");
}

/// The program that was built, but for one word: commits are not flushed.
fn turned_down() -> PathBuf {
    let mut program = fs::read(env!("CARGO_BIN_EXE_curhat")).unwrap();
    let (full, normal) = (b"pragma synchronous = full;", b"pragma synchronous = 1   ;");
    let places: Vec<usize> = program
        .windows(full.len())
        .enumerate()
        .filter_map(|(at, bytes)| (bytes == full).then_some(at))
        .collect();
    assert_eq!(places.len(), 1, "the statement that this test is about");
    program[places[0]..][..full.len()].copy_from_slice(normal);
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("curhat-turned-down");
    let _ = fs::remove_file(&path);
    fs::copy(env!("CARGO_BIN_EXE_curhat"), &path).unwrap();
    fs::write(&path, program).unwrap();
    path
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_program_with_synchronous_normal_is_found_out() {
    let program = turned_down();
    let observed = traced(Some(&program)).await;
    fs::remove_file(program).unwrap();
    let orders = observed.orders();
    let count = |wanted: Order| orders.values().filter(|order| **order == wanted).count();
    // A checkpoint that comes by chance would flush some.
    assert!(count(Order::ToldTooEarly) * 2 > orders.len(), "{orders:?}");
    assert_eq!(count(Order::NeverTold) + count(Order::NeverWritten), 0);
}
