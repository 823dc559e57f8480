//! Somebody sets the machine's time under a running program: by an hour or a day, forward and back. People talk on, and no
//! timer of theirs notices.
//!
//! The program is told the wrong time by libfaketime, which stands between it and the C library. The steady clock is left
//! alone, as it is when a machine's time is set.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant, SystemTime},
};

use rusqlite::Connection;
use serde_json::Value;

use crate::{
    program::{Place, Program, until},
    talk::{Api, Cast, Ledger, prepare},
    torture,
};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// How long a request waits here for a mitra.
const REQUEST_SECONDS: i64 = 1;

/// How far off what the program shows may be: it follows by a hundredth of the time that passes.
const TOLERANCE_MILLIS: i64 = 5_000;

fn library() -> Option<PathBuf> {
    let name = "faketime/libfaketimeMT.so.1";
    let mut folders: Vec<PathBuf> = ["/usr/lib", "/usr/lib64", "/usr/local/lib"]
        .map(PathBuf::from)
        .to_vec();
    // Debian has a folder for each kind of processor.
    let kinds = fs::read_dir("/usr/lib").into_iter().flatten().flatten();
    folders.extend(kinds.map(|kind| kind.path()));
    folders
        .into_iter()
        .map(|folder| folder.join(name))
        .find(|library| library.exists())
}

/// The machine's true time.
fn now() -> i64 {
    let since = SystemTime::UNIX_EPOCH.elapsed().unwrap();
    since.as_millis() as i64
}

/// What the machine's time is set to, from the next look on.
fn set(file: &Path, seconds: i64) {
    let fresh = file.with_extension("fresh");
    fs::write(&fresh, format!("{seconds:+}\n")).unwrap();
    fs::rename(fresh, file).unwrap();
}

/// What is said in the log of the machine's time, so far.
fn said(program: &Program) -> usize {
    let lines = program.lines();
    let set = lines
        .iter()
        .filter(|line| line.contains("the machine's time was set"));
    set.count()
}

/// How far the machine's time is off for the program: its log goes by it.
fn shift_of_log(program: &Program) -> i64 {
    let lines = program.lines();
    let last: Value = serde_json::from_str(lines.last().unwrap()).unwrap();
    let at: jiff::Timestamp = last["timestamp"].as_str().unwrap().parse().unwrap();
    (at.as_millisecond() - now()) / 1000
}

fn sessions(place: &Place, cast: &Cast) -> Vec<(String, i64, i64)> {
    let db = Connection::open(place.database()).unwrap();
    let sql = "select status, started_at, expires_at from chat_sessions where id = ?1";
    let mut query = db.prepare(sql).unwrap();
    let of = |id: String| query.query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    cast.sessions()
        .into_iter()
        .map(of)
        .collect::<Result<_, _>>()
        .unwrap()
}

/// A request that nobody takes ends after its second, neither at once nor never.
async fn a_timer_is_on_time(place: &Place, api: &Api) {
    let customer = api.guest().await;
    let id = api.request(&customer).await;
    let began = Instant::now();
    let status = || {
        let db = Connection::open(place.database()).unwrap();
        let sql = "select status from chat_sessions where id = ?1";
        db.query_row(sql, [&id], |row| row.get::<_, String>(0))
            .unwrap()
    };
    assert_eq!(status(), "requested");
    let took = until("the request to end", || {
        (status() == "expired").then(|| began.elapsed())
    });
    assert!(took > Duration::from_millis(700), "{took:?}");
}

fn people_talk_on(ledger: &Ledger) {
    let acks = ledger.acks();
    until("people to talk on", || {
        (ledger.acks() > acks + 50).then_some(())
    });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_machine_whose_time_is_set_while_people_talk_disturbs_nobody() {
    let Some(library) = library() else {
        println!(
            "skipped: needed: faketime, to set the time of one program; `./install.sh prepare` installs it"
        );
        return;
    };
    let place = Place::new()
        .set("WS_FRAMES_PER_SECOND", "1000000")
        .set("WS_FRAMES_BURST", "1000000")
        .set("BACKUP_DIR", "backups")
        .set("BACKUP_EVERY", "1s");
    prepare(&place, 2);
    let db = Connection::open(place.database()).unwrap();
    let change = "update app_config set value = ?1 where key = 'chat_request_timeout_seconds'";
    assert_eq!(db.execute(change, [REQUEST_SECONDS]).unwrap(), 1);
    drop(db);
    let file = place.path().join("time");
    set(&file, 0);
    let place = place
        .set("LD_PRELOAD", library.to_str().unwrap())
        .set("FAKETIME_TIMESTAMP_FILE", file.to_str().unwrap())
        .set("FAKETIME_NO_CACHE", "1")
        .set("FAKETIME_DONT_FAKE_MONOTONIC", "1")
        .set("NO_FAKE_STAT", "1");

    let mut program = place.serve();
    let api = Api::of(&program);
    let cast = Cast::gather(&program, 2).await;
    let before = sessions(&place, &cast);
    let early = api.guest().await;
    let ledger = Ledger::default();
    let talk = cast.talk(&program, &ledger, 2);

    let rounds = torture::rounds(1, 20);
    let mut jumps = 0;
    for _ in 0..rounds {
        for shift in [HOUR, -HOUR, DAY, -DAY] {
            let lines = said(&program);
            set(&file, shift);
            jumps += 1;
            until("a line that says so", || {
                (said(&program) > lines).then_some(())
            });
            let shown = shift_of_log(&program);
            assert!((shown - shift).abs() < 60, "{shown}: the time is not faked");
            people_talk_on(&ledger);
            a_timer_is_on_time(&place, &api).await;
            // A token from before, and one from now.
            for who in [&early, &api.guest().await] {
                api.get(who, "auth/me").await;
            }
            assert_eq!(sessions(&place, &cast), before);
            if shift == -DAY {
                housekeeping_goes_on(&place);
            }
            assert_eq!(said(&program), lines + 1, "once for each time");
            set(&file, 0);
            // The next time is set from here: it has been seen.
            people_talk_on(&ledger);
        }
    }
    program.signal(rustix::process::Signal::TERM);
    assert_eq!(program.wait().code(), Some(0));
    talk.ends().await;
    assert!(!program.log().contains("panicked"), "{}", program.log());
    ledger.is_kept_in(&place.database());
    let steps = place.number(
        "select count(*) from chat_messages a join chat_messages b on b.session_id = a.session_id and b.seq = a.seq + 1
          where b.created_at < a.created_at or b.id < a.id",
    );
    assert_eq!(
        steps, 0,
        "a later message has an earlier time, or an earlier id"
    );
    let last = place.number("select max(created_at) from chat_messages");
    let first = place.number("select min(created_at) from chat_messages");
    assert!(last - now() < TOLERANCE_MILLIS && first > before[0].1 - TOLERANCE_MILLIS);
    let acks = ledger.acks();
    torture::figures(
        "clock",
        format!(
            "the time set {jumps} times by an hour or a day, {acks} messages, 0 lost, 0 out of order, every timer on time"
        ),
    );
}

/// Copies go on being made, though the machine thinks that it is yesterday.
fn housekeeping_goes_on(place: &Place) {
    let newest = || {
        let all = fs::read_dir(place.path().join("backups")).into_iter();
        all.flatten()
            .flatten()
            .filter(|file| !file.path().to_string_lossy().contains("partial"))
            .filter_map(|file| file.metadata().ok()?.modified().ok())
            .max()
    };
    let before = newest();
    until("another copy", || (newest() > before).then_some(()));
}
