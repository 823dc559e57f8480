//! What becomes of acknowledged work when the machine fails it: the plug is pulled, the disk is full, the file is torn.
//! Against the program itself, with a ledger of acknowledgements kept outside.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use reqwest::Client;
use rustix::process::Signal;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{
    program::{Place, Program, until},
    signups::{Ledger, Load},
    torture,
    world::World,
};

async fn me(program: &Program, access: &str) -> u16 {
    let url = format!("{}/api/client/auth/me", program.public);
    let request = Client::new().get(url).bearer_auth(access);
    request.send().await.unwrap().status().as_u16()
}

async fn status(url: String) -> u16 {
    reqwest::get(url).await.unwrap().status().as_u16()
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

/// A full disk, in two forms.
trait Disk {
    fn fill(&self, program: &Program);
    fn empty(&self, program: &Program);
}

/// Sign-ups go on until the disk is full, and from when there is room again.
async fn full_disk(place: &Place, disk: &dyn Disk) {
    let program = place.serve();
    let ledger = Ledger::default();
    for _ in 0..20 {
        assert_eq!(ledger.one(&program.public).await, Some(201));
    }
    disk.fill(&program);
    let refused = refusal(&program, &ledger).await;
    assert_eq!(refused.0["code"], "STORAGE_UNAVAILABLE");
    assert!(refused.1 >= 1, "Retry-After");

    // What can be read can still be read, and nobody is told that all is well.
    let known = ledger.all().pop().unwrap();
    assert_eq!(me(&program, &known.access).await, 200);
    assert_eq!(status(format!("{}/healthz", program.public)).await, 200);
    assert_eq!(status(format!("{}/readyz", program.public)).await, 503);

    // A crowd at a full disk: every answer is 201 and kept, or 503.
    let load = Load::on(&program.public, &ledger, 8);
    let enough = ledger.refused() + 50;
    load.until_holds(|| ledger.refused() >= enough).await;
    disk.empty(&program);
    let enough = ledger.len() + 50;
    load.until(&ledger, enough).await;
    load.stop().await;
    let began = Instant::now();
    let url = format!("{}/readyz", program.public);
    loop {
        let ready = reqwest::get(&url).await.unwrap();
        if ready.status() == 200 {
            break;
        }
        let why = ready.text().await.unwrap();
        assert!(
            began.elapsed() < Duration::from_secs(30),
            "never ready: {why}"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let log = program.stop();
    assert!(
        !log.iter().any(|line| line.contains("panicked")),
        "{log:#?}"
    );
    ledger.is_kept_in(place);
    let (kept, refused) = (ledger.len(), ledger.refused());
    torture::figures(
        "disk-full",
        format!(
            "{kept} guests acknowledged and kept, {refused} refused with 503, writes back by themselves"
        ),
    );
}

/// The first sign-up that is refused, and its Retry-After. Before it, some may still find room.
async fn refusal(program: &Program, ledger: &Ledger) -> (Value, i64) {
    for _ in 0..2000 {
        if ledger.one(&program.public).await == Some(503) {
            let url = format!("{}/api/shared/auth/anonymous", program.public);
            let answer = Client::new().post(url).send().await.unwrap();
            if answer.status() == 503 {
                assert_eq!(answer.headers()["content-type"], "application/problem+json");
                let wait = answer.headers()["retry-after"].to_str().unwrap();
                let wait = wait.parse().unwrap();
                return (answer.json().await.unwrap(), wait);
            }
        }
    }
    panic!("the disk never was full");
}

/// A file system of its own, small, in memory. Needs root.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(at: &Path) -> Option<Self> {
        fs::create_dir_all(at).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=6m,mode=0700", "tmpfs"])
            .arg(at)
            .output()
            .is_ok_and(|output| output.status.success());
        mounted.then(|| Self(at.to_owned()))
    }

    fn filler(&self) -> PathBuf {
        self.0.join("filler")
    }
}

impl Disk for SmallDisk {
    fn fill(&self, _: &Program) {
        let mut file = fs::File::create(self.filler()).unwrap();
        while file.write_all(&[0x46; 4096]).is_ok() {}
    }

    fn empty(&self, _: &Program) {
        fs::remove_file(self.filler()).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_503_loses_nothing_and_heals_by_itself() {
    let place = Place::new();
    let Some(disk) = SmallDisk::mount(&place.data()) else {
        println!("no right to mount a file system: the limit on file sizes stands for it");
        return;
    };
    full_disk(&place, &disk).await;
}

/// Files that may not grow: what anyone may do to a process of their own.
struct NoGrowth<'a>(&'a Place);

impl Disk for NoGrowth<'_> {
    fn fill(&self, program: &Program) {
        let log = fs::metadata(self.0.data().join("curhat.db-wal"))
            .unwrap()
            .len();
        program.limit_file_size(Some(log));
    }

    fn empty(&self, program: &Program) {
        program.limit_file_size(None);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_that_may_not_grow_are_a_full_disk_and_no_death() {
    let place = Place::new();
    full_disk(&place, &NoGrowth(&place)).await;
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
    for cut in cuts {
        let found = guests(&scratch, &database, &log[..cut]);
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
            assert_eq!(found, made[..found.len()], "frame {frame}, byte {at}");
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
async fn sigterm_under_load_drains_and_ends_with_0() {
    let place = Place::new();
    let ledger = Ledger::default();
    let (rounds, mut slowest) = (torture::rounds(2, 100), Duration::ZERO);
    for round in 1..=rounds {
        let mut program = place.serve();
        let load = Load::on(&program.public, &ledger, 8);
        load.until(&ledger, ledger.len() + 60).await;
        let began = Instant::now();
        program.signal(Signal::TERM);
        let code = program.wait().code();
        slowest = slowest.max(began.elapsed());
        assert!(slowest < Duration::from_secs(10), "round {round}");
        assert_eq!(code, Some(0), "{}", program.log());
        load.stop().await;
        assert_eq!(ledger.refused(), 0, "a request under way was not finished");
        // Folded in: the file is whole without its log.
        let log = fs::metadata(place.data().join("curhat.db-wal"));
        assert_eq!(log.map_or(0, |log| log.len()), 0);
        ledger.is_kept_in(&place);
    }
    let guests = ledger.len();
    torture::figures(
        "sigterm",
        format!(
            "{rounds} ends under load, {guests} guests acknowledged, 0 lost, 0 refused, slowest {slowest:?}"
        ),
    );
}

/// A request whose body never comes, which holds up the end; it is under way when this returns.
fn hold_up(program: &Program) -> std::net::TcpStream {
    let address = program.public.strip_prefix("http://").unwrap();
    let mut slow = std::net::TcpStream::connect(address).unwrap();
    slow.write_all(
        b"POST /api/shared/auth/anonymous HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n",
    )
    .unwrap();
    // It says so once someone has begun to read the body.
    let mut go_on = [0; 25];
    std::io::Read::read_exact(&mut slow, &mut go_on).unwrap();
    slow
}

#[test]
fn a_second_sigterm_ends_it_at_once() {
    let place = Place::new();
    let mut program = place.serve();
    let _slow = hold_up(&program);
    program.signal(Signal::TERM);
    until("the first signal to be seen", || {
        program.log().contains("\"stopping\"").then_some(())
    });
    assert!(!program.has_ended());
    let began = Instant::now();
    program.signal(Signal::TERM);
    assert_ne!(program.wait().code(), Some(0));
    assert!(began.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn while_it_drains_it_says_so_and_a_request_that_never_ends_does_not_hold_it_up_for_long() {
    let place = Place::new();
    let mut program = place.serve();
    let _slow = hold_up(&program);
    let began = Instant::now();
    program.signal(Signal::TERM);
    for port in [&program.public, &program.internal] {
        let url = format!("{port}/readyz");
        let draining = loop {
            assert!(began.elapsed() < Duration::from_secs(4), "still ready");
            // A connection that came in at the very moment is closed before it has asked anything.
            match reqwest::get(&url).await {
                Ok(answer) if answer.status() == 503 => {
                    break answer.json::<Value>().await.unwrap();
                }
                _ => {}
            }
        };
        assert_eq!(draining["status"], "draining", "{url}");
    }
    assert_eq!(program.wait().code(), Some(0), "{}", program.log());
    assert!(began.elapsed() < Duration::from_secs(10));
}
