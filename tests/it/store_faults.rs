//! What becomes of acknowledged work when the machine fails it: the plug is pulled, the file is torn, damaged or gone.
//! Against the program itself, with a ledger of acknowledgements kept outside.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    time::{Duration, Instant},
};

use reqwest::Client;
use rustix::process::Signal;
use sha2::{Digest, Sha256};

use crate::{
    faults::with_fault_in,
    program::{Place, Program},
    signups::{Ledger, Load},
    torture,
    world::World,
};

pub async fn me(program: &Program, access: &str) -> u16 {
    let url = format!("{}/api/client/auth/me", program.public);
    let request = Client::new().get(url).bearer_auth(access);
    request.send().await.unwrap().status().as_u16()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kill_9_under_load_takes_nothing_back_that_was_acknowledged() {
    let place = Place::new();
    let ledger = Ledger::default();
    for round in 1..=5 {
        let mut program = place.serve();
        let load = Load::on(&program.public, &ledger, 8);
        load.until(&ledger, ledger.len() + 30 + 17 * round).await;
        program.signal(Signal::KILL);
        program.wait();
        load.stop().await;
        let restarted = place.serve();
        ledger.is_kept_in(&place);
        let last = ledger.all().pop().unwrap();
        assert_eq!(me(&restarted, &last.access).await, 200);
        restarted.stop();
    }
}

/// Guests in the order in which they were made, as a database with this log shows them.
fn guests(folder: &Path, database: &[u8], log: &[u8]) -> Vec<String> {
    let path = folder.join("curhat.db");
    let _ = fs::remove_file(folder.join("curhat.db-shm"));
    fs::write(&path, database).unwrap();
    fs::write(folder.join("curhat.db-wal"), log).unwrap();
    curhat::store::migrate(&path).unwrap();
    let db = rusqlite::Connection::open(&path).unwrap();
    let whole: String = db
        .query_row("pragma integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(whole, "ok");
    db.prepare("select id from customers order by id")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

/// A log is a head of 32 bytes, then frames of a head of 24 and a page of 4096.
const HEAD: usize = 32;
const FRAME: usize = 24 + 4096;

#[tokio::test]
async fn a_torn_log_opens_to_a_prefix() {
    let world = World::new().await;
    let mut made = Vec::new();
    for _ in 0..6 {
        made.push(world.guest().await.id().to_owned());
    }
    let database = fs::read(world.data_dir().join("curhat.db")).unwrap();
    let log = fs::read(world.data_dir().join("curhat.db-wal")).unwrap();
    let scratch = world.scratch().join("torn");
    fs::create_dir(&scratch).unwrap();
    assert_eq!(guests(&scratch, &database, &log), made);

    let frames = (log.len() - HEAD) / FRAME;
    assert!(frames > 12, "{frames}");
    let mut longest = 0;
    let mut cuts: Vec<usize> = (0..frames).map(|n| HEAD + n * FRAME).collect();
    let last_four = log.len() - 4 * FRAME;
    if torture::is_torture() {
        cuts.extend((HEAD..log.len()).step_by(512));
    } else {
        cuts.extend((last_four..log.len()).step_by(512));
    }
    cuts.extend([0, 1, 31, 33, HEAD + 23, HEAD + 24, log.len() - 1]);
    cuts.sort_unstable();
    let tried = cuts.len();
    let mut shown = BTreeMap::new();
    for cut in cuts {
        let found = guests(&scratch, &database, &log[..cut]);
        shown.insert(cut, found.len());
        assert_eq!(found, made[..found.len()], "cut at {cut}");
        assert!(found.len() >= longest, "a longer log shows less: {cut}");
        longest = found.len();
    }
    assert_eq!(
        longest,
        made.len() - 1,
        "the last cut takes the last commit"
    );

    for frame in 0..frames {
        for at in [4, 12, 24, 2000] {
            let mut flipped = log.clone();
            flipped[HEAD + frame * FRAME + at] ^= 0x10;
            let found = guests(&scratch, &database, &flipped);
            // As if it had been cut off before that frame: nothing more is believed, and nothing less.
            let whole = shown[&(HEAD + frame * FRAME)];
            assert_eq!(found, made[..whole], "frame {frame}, byte {at}");
        }
    }
    torture::figures(
        "torn-log",
        format!(
            "{tried} cuts and {} flipped bytes, each opens to a prefix",
            frames * 4
        ),
    );
}

#[test]
fn a_second_server_on_the_same_data_refuses_at_once() {
    let place = Place::new();
    let program = place.serve();
    let took = (0..3).map(|_| {
        let began = Instant::now();
        let line = place.run(&["serve"]).refused();
        assert!(line.contains("another curhat is running"), "{line}");
        began.elapsed()
    });
    // The fastest counts: the others share the machine with the rest of the tests.
    assert!(took.min().unwrap() < Duration::from_secs(1));
    let line = place.run(&["restore", "nothing.db"]).refused();
    assert!(line.contains("another curhat is running"), "{line}");
    program.stop();
    place.serve().stop();
}

#[test]
fn a_port_that_is_taken_is_one_line_and_nothing_is_touched() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    for name in ["PUBLIC_PORT", "INTERNAL_PORT"] {
        let place = Place::new().set(name, &port);
        let line = place.run(&["serve"]).refused();
        assert!(line.contains(&format!("127.0.0.1:{port}")), "{line}");
        assert!(!place.data().exists());
    }
}

#[test]
fn a_wrong_newer_or_damaged_file_is_one_line_and_left_untouched() {
    let place = Place::new();
    let fresh = || {
        let _ = fs::remove_dir_all(place.data());
        place.run(&["migrate"]).ok();
    };
    let sql = |text: &str| {
        rusqlite::Connection::open(place.database())
            .unwrap()
            .execute_batch(text)
            .unwrap();
    };
    let refuses = |why: &str| {
        let hash = || Sha256::digest(fs::read(place.database()).unwrap());
        let before = hash();
        for command in ["serve", "migrate", "seed"] {
            let line = place.run(&[command]).refused();
            assert!(line.contains(why), "{command}: {line}");
        }
        assert_eq!(hash(), before, "{why}: the file was touched");
    };

    fresh();
    fs::write(place.database(), "dear diary").unwrap();
    refuses("not a SQLite database");

    fresh();
    fs::remove_file(place.database()).unwrap();
    sql("create table theirs (x)");
    refuses("not one of Curhat's");

    fresh();
    sql("pragma user_version = 99");
    refuses("newer Curhat");

    fresh();
    let mut bytes = fs::read(place.database()).unwrap();
    let half = bytes.len() / 2;
    bytes[4096..half].fill(0x5a);
    fs::write(place.database(), bytes).unwrap();
    refuses("damaged");

    fresh();
    let bytes = fs::read(place.database()).unwrap();
    fs::write(place.database(), &bytes[..bytes.len() / 3]).unwrap();
    refuses("damaged");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_whose_database_was_emptied_or_removed_is_not_thrown_away() {
    let place = Place::new();
    let mut program = place.serve();
    let ledger = Ledger::default();
    for _ in 0..5 {
        assert_eq!(ledger.one(&program.public).await, Some(201));
    }
    program.signal(Signal::KILL);
    program.wait();
    let (database, log) = (place.database(), place.data().join("curhat.db-wal"));
    let (whole, said) = (fs::read(&database).unwrap(), fs::read(&log).unwrap());
    assert!(!said.is_empty());
    place.run(&["migrate"]).ok();
    place.run(&["backup", "copy.db"]).ok();

    for is_there in [true, false] {
        fs::write(&log, &said).unwrap();
        let _ = fs::remove_file(&database);
        if is_there {
            fs::write(&database, "").unwrap();
        }
        for command in ["serve", "migrate", "seed", "doctor"] {
            let ended = place.run(&[command]);
            assert_eq!(ended.code, Some(1), "{command}");
            let told = format!("{}{}", ended.stdout, ended.stderr);
            assert!(told.contains("its log is not"), "{command}: {told}");
        }
        assert_eq!(fs::read(&log).unwrap(), said);
        // Put back, it has everything.
        fs::write(&database, &whole).unwrap();
        place.serve().stop();
        ledger.is_kept_in(&place);

        // So it has from a copy, which is not mixed with a log that is another's.
        fs::write(&log, &said).unwrap();
        fs::remove_file(&database).unwrap();
        place.run(&["restore", "copy.db"]).ok();
        assert!(!log.exists());
        place.serve().stop();
        ledger.is_kept_in(&place);
    }
}

#[test]
fn a_file_that_may_not_be_read_or_written_is_one_line() {
    let mut place = Place::new();
    place.run(&["seed"]).ok();
    let before = fs::read(place.database()).unwrap();
    for (name, commands) in [
        ("curhat.db", &["serve", "migrate"][..]),
        ("curhat.db-wal", &["serve", "migrate"]),
        ("curhat.lock", &["serve"]),
    ] {
        let file = place.data().join(name);
        let mut launcher = with_fault_in("openat", "error=EACCES", "1+");
        // As it is named by us, and by SQLite.
        for name in [format!("data/{name}"), file.display().to_string()] {
            launcher.extend(["-P".to_owned(), name]);
        }
        place = place.through(launcher);
        for command in commands {
            let ended = place.run(&[command]);
            assert_eq!(ended.code, Some(1), "{command}, {name}");
            // strace has a word to say too.
            let ours: Vec<_> = ended
                .stderr
                .lines()
                .filter(|line| line.starts_with("curhat:"))
                .collect();
            assert_eq!(ours.len(), 1, "{}", ended.stderr);
            assert!(!ended.stderr.contains("panicked"), "{}", ended.stderr);
        }
    }
    assert_eq!(fs::read(place.database()).unwrap(), before);
}
