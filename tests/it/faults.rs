//! The machine fails the program where it hurts: the nth write or flush, a migration cut off in the middle, a file that is no
//! longer what it was, no descriptors left. Whatever was acknowledged is there afterwards.
//!
//! Calls fail, and the program is killed, at an exact call: strace does both.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use rand::{Rng, SeedableRng, rngs::StdRng};
use reqwest::Client;
use rusqlite::Connection;
use rustix::process::Signal;
use sha2::{Digest, Sha256};

use crate::{
    disk_order::strace,
    program::{Place, until},
    signups::{Ledger, Load},
    talk::{self, Speaker},
    torture,
};

const WRITES: &str = "pwrite64,fdatasync,fsync,ftruncate";

fn with_fault(fault: &str, when: &str) -> Vec<String> {
    with_fault_in(WRITES, fault, when)
}

/// What starts the program under strace, with one fault: `when` is a number of a call, or `5+` for it and all after it.
pub fn with_fault_in(calls: &str, fault: &str, when: &str) -> Vec<String> {
    let inject = format!("inject={calls}:{fault}:when={when}");
    let trace = format!("trace={calls}");
    // Not with --seccomp-bpf: signals are not delivered then.
    let words = ["-D", "-f", "-q", "-e", &trace, "-e"];
    let rest = [&inject, "-o", "/dev/null"];
    let strace = strace();
    [&*strace]
        .into_iter()
        .chain(words)
        .chain(rest)
        .map(str::to_owned)
        .collect()
}

fn no_panic(log: &str) {
    assert!(!log.contains("panicked"), "{log}");
}

/// Writes fail from the nth on, once or for good, while guests sign up. Then the machine is mended.
async fn nth_write_fails(when: &str) -> Ledger {
    let place = Place::new();
    place.run(&["migrate"]).ok();
    let ledger = Ledger::default();
    let place = place.through(with_fault("error=EIO", when));
    let mut program = place.spawn(&["serve"]);
    if program.starts_or_ends() {
        let load = Load::on(&program.public, &ledger, 4);
        let began = Instant::now();
        let for_good = when.ends_with('+');
        load.until_holds(|| {
            let hangs = for_good && began.elapsed() > Duration::from_secs(5);
            ledger.len() + ledger.refused() >= 40 || hangs
        })
        .await;
        if !for_good {
            // The fault is over, or still to come: either way it is one, and work goes on in the same process.
            let kept = ledger.len();
            load.until(&ledger, kept + 10).await;
        }
        program.signal(Signal::KILL);
        program.wait();
        load.stop().await;
    } else {
        // A start that meets the fault says so and ends.
        assert_ne!(program.wait().code(), Some(0), "{}", program.log());
    }
    no_panic(&program.log());
    let place = place.through(Vec::new());
    let program = place.serve();
    ledger.is_kept_in(&place);
    assert_eq!(ledger.one(&program.public).await, Some(201));
    program.stop();
    ledger
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whichever_write_fails_nothing_acknowledged_is_lost() {
    let last = torture::rounds(4, 300);
    let (mut runs, mut kept, mut refused) = (0, 0, 0);
    // However few there are, they are spread over the first three hundred.
    let stride = (300 / last).max(1);
    for nth in (1..=last).map(|n| 1 + (n - 1) * stride) {
        for when in [nth.to_string(), format!("{nth}+")] {
            let ledger = nth_write_fails(&when).await;
            runs += 1;
            kept += ledger.len();
            refused += ledger.refused();
        }
    }
    assert!(refused > 0, "no fault was ever met");
    torture::figures(
        "io-faults",
        format!(
            "{last} calls, every {stride} from 1 on, once and for good, {runs} runs, {kept} guests acknowledged, 0 lost, {refused} refused"
        ),
    );
}

fn shape(database: &Path) -> Vec<String> {
    let db = Connection::open(database).unwrap();
    let sql = "select coalesce(sql, name) from sqlite_master order by type, name";
    let mut query = db.prepare(sql).unwrap();
    let rows = query.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

/// Some indexes, tables, triggers and a column back, as an older version would have left it, with somebody in it.
fn age(database: &Path) {
    let db = Connection::open(database).unwrap();
    let sql = "select name from sqlite_master where type = 'index' and sql is not null order by name limit 5";
    let mut query = db.prepare(sql).unwrap();
    let rows = query.query_map([], |row| row.get(0)).unwrap();
    let names: Vec<String> = rows.map(Result::unwrap).collect();
    for name in names {
        db.execute_batch(&format!("drop index {name}")).unwrap();
    }
    for counted in ["customers", "chat_sessions", "audit_log"] {
        let triggers = format!("drop trigger {counted}_counted; drop trigger {counted}_uncounted;");
        db.execute_batch(&triggers).unwrap();
    }
    db.execute_batch(
        "drop trigger chat_sessions_recounted;
         drop table running_totals;
         drop index if exists idx_chat_sessions_topic_sensitivity;
         drop index if exists idx_chat_sessions_requested;
         alter table chat_sessions drop column topic_sensitivity;
         drop table session_sensitivity_log;",
    )
    .unwrap();
    db.execute(
        "insert into customers (id, display_name, created_at, updated_at) values ('anna', 'Anna', 0, 0)",
        [],
    )
    .unwrap();
}

#[test]
fn a_migration_killed_at_any_write_is_finished_by_the_next() {
    let fresh = Place::bare();
    fresh.run(&["migrate"]).ok();
    // A column that comes back stands at the end of its table: undisturbed, an older file ends in another text than a new one.
    let older = Place::bare();
    let aged = |place: &Place| {
        fs::create_dir(place.data()).unwrap();
        fs::copy(fresh.database(), place.database()).unwrap();
        age(&place.database());
    };
    aged(&older);
    older.run(&["migrate"]).ok();
    // Every write in torture; every seventh else.
    let step = if torture::is_torture() { 1 } else { 7 };
    let mut seen = Vec::new();
    for (from, undisturbed) in [("nothing", &fresh), ("an older one", &older)] {
        let wanted = shape(&undisturbed.database());
        let (mut nth, mut kills) = (1, 0);
        loop {
            let place = Place::bare();
            if from == "an older one" {
                aged(&place);
            }
            let place = place.through(with_fault("signal=KILL", &nth.to_string()));
            let killed = place.run(&["migrate"]).code != Some(0);
            let place = place.through(Vec::new());
            place.run(&["migrate"]).ok();
            assert_eq!(shape(&place.database()), wanted, "{from}, write {nth}");
            if from == "an older one" {
                let annas = "select count(*) from customers where display_name = 'Anna'";
                assert_eq!(place.number(annas), 1, "write {nth}");
            }
            if !killed {
                break;
            }
            kills += 1;
            // The first ones, while the file is made, are tried each time.
            nth += if nth < 8 { 1 } else { step };
        }
        assert!(kills > 0, "{from}: never killed");
        seen.push(format!("{kills} kills on the way from {from}"));
    }
    torture::figures(
        "migrate",
        format!("{}, same schema each time", seen.join(", ")),
    );
}

#[test]
fn a_file_that_could_not_be_switched_to_a_log_is_refused_and_not_used_without_one() {
    let mut refused = 0;
    for nth in 1..=6 {
        let place = Place::bare().through(with_fault("error=EIO", &nth.to_string()));
        let ended = place.run(&["migrate"]);
        if ended.code == Some(0) {
            // Bytes 18 and 19 of a file say how it is written and read: 2 is with a log.
            let head = fs::read(place.database()).unwrap();
            assert_eq!(head[18..20], [2, 2], "call {nth}");
        } else {
            ended.refused();
            refused += 1;
        }
        let place = place.through(Vec::new());
        place.run(&["migrate"]).ok();
    }
    assert!(refused > 0, "no fault was ever met");
}

/// One way for a file to be spoilt.
fn spoil(bytes: &mut Vec<u8>, way: usize, chance: &mut StdRng) {
    match way % 8 {
        0 => bytes.truncate(chance.random_range(0..bytes.len())),
        1 => bytes[chance.random_range(0..100)] ^= 1 << chance.random_range(0..8),
        2 => {
            let page = chance.random_range(1..bytes.len() / 4096) * 4096;
            bytes[page..page + 4096].fill(0);
        }
        3 => {
            let page = chance.random_range(1..bytes.len() / 4096) * 4096;
            chance.fill(&mut bytes[page..page + 4096]);
        }
        _ => {
            let at = chance.random_range(0..bytes.len());
            bytes[at] ^= 1 << chance.random_range(0..8);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_spoilt_file_is_refused_untouched_or_served_without_a_panic() {
    let ways = torture::rounds(16, 200);
    let place = Place::new();
    let program = place.serve();
    let ledger = Ledger::default();
    for _ in 0..40 {
        assert_eq!(ledger.one(&program.public).await, Some(201));
    }
    program.stop();
    let good = fs::read(place.database()).unwrap();
    let guest = ledger.all().remove(0);
    let mut chance = StdRng::seed_from_u64(20);
    let (mut refused, mut served) = (0, 0);
    for way in 0..ways {
        let mut bytes = good.clone();
        spoil(&mut bytes, way, &mut chance);
        for name in ["curhat.db-wal", "curhat.db-shm"] {
            let _ = fs::remove_file(place.data().join(name));
        }
        fs::write(place.database(), &bytes).unwrap();
        let before = Sha256::digest(&bytes);
        let mut program = place.spawn(&["serve"]);
        if program.starts_or_ends() {
            let url = format!("{}/api/client/auth/me", program.public);
            let answer = Client::new().get(url).bearer_auth(&guest.access).send();
            let answer = answer.await.unwrap();
            let status = answer.status().as_u16();
            assert!(matches!(status, 200 | 401 | 500 | 503), "{way}: {status}");
            if status == 200 {
                let me: serde_json::Value = answer.json().await.unwrap();
                assert_eq!(me["id"], guest.id.as_str(), "way {way}: somebody else");
            }
            program.signal(Signal::TERM);
            program.wait();
            served += 1;
        } else {
            assert_eq!(program.wait().code(), Some(1), "{way}: {}", program.log());
            let line = place.run(&["serve"]).refused();
            assert!(line.contains("curhat.db"), "way {way}: {line}");
            let after = Sha256::digest(fs::read(place.database()).unwrap());
            assert_eq!(after, before, "way {way}: the file was touched");
            refused += 1;
        }
        no_panic(&program.log());
    }
    assert!(refused > 0);
    torture::figures(
        "bad-files",
        format!(
            "{ways} ways: {refused} refused and untouched, {served} served (damage outside structures), 0 panics"
        ),
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_descriptors_it_rests_keeps_who_is_there_and_recovers() {
    let place = Place::new();
    talk::prepare(&place, 1);
    let program = place.serve();
    let ledger = Ledger::default();
    assert_eq!(ledger.one(&program.public).await, Some(201));
    let mut speaker = Speaker::between(&program).await;
    let old = Client::new();
    let health = format!("{}/healthz", program.public);
    assert_eq!(old.get(&health).send().await.unwrap().status(), 200);
    program.limit_descriptors(Some(128));
    let address = program.public.strip_prefix("http://").unwrap();
    let crowd: Vec<_> = (0..300)
        // Past what the system lets wait, a connection is none.
        .filter_map(|_| {
            let address = address.parse().unwrap();
            std::net::TcpStream::connect_timeout(&address, Duration::from_millis(20)).ok()
        })
        .collect();
    assert!(crowd.len() > 128, "{}", crowd.len());
    until("the limit to be met", || {
        program
            .log()
            .contains("could not be accepted")
            .then_some(())
    });
    let (before, began) = (program.ticks(), Instant::now());
    // Whoever had a socket talks on.
    speaker.say("meanwhile", None).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let busy = (program.ticks() - before) as f64 / began.elapsed().as_secs_f64();
    assert!(busy < 50.0, "{busy} % of a processor");
    // Whoever was there before is served on.
    let answer = old.get(&health).timeout(Duration::from_secs(2)).send();
    assert_eq!(answer.await.unwrap().status(), 200);
    drop(crowd);
    let began = Instant::now();
    assert_eq!(ledger.one(&program.public).await, Some(201));
    let back = began.elapsed();
    assert!(back < Duration::from_secs(5), "{back:?}");
    torture::figures(
        "descriptors",
        format!(
            "128 descriptors, 300 tried: {busy:.0} % of a processor, old connection served, back after {back:.1?}"
        ),
    );
    program.stop();
    ledger.is_kept_in(&place);
}
