//! Copies made while work goes on, and the drill: a server that comes back from one.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use reqwest::Client;
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::{
    faults::with_fault_in,
    program::{Ended, Place, Program, until},
    signups::{Ledger, Load},
    torture,
};

fn whole(path: &Path) {
    let db = Connection::open(path).unwrap();
    let verdict: String = db
        .query_row("pragma integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(verdict, "ok");
    let dangling: i64 = db
        .query_row("select count(*) from pragma_foreign_key_check", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(dangling, 0);
    let mode = fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o600);
}

/// A server of its own starts on the copy, is ready and ends in order.
async fn boots_from(copy: &Path) {
    let place = Place::new();
    place.run(&["migrate"]).ok();
    place.run(&["restore", copy.to_str().unwrap()]).ok();
    let program = place.serve();
    let ready = reqwest::get(format!("{}/readyz", program.public)).await;
    assert_eq!(ready.unwrap().status(), 200);
    program.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_made_under_load_holds_what_was_acknowledged_before_it_began() {
    let place = Place::new();
    let program = place.serve();
    let ledger = Ledger::default();
    let load = Load::on(&program.public, &ledger, 4);
    let rounds = torture::rounds(4, 20);
    for n in 0..rounds {
        load.until(&ledger, ledger.len() + 25).await;
        let before = ledger.all();
        // The same name each time: an older copy gives way to a newer one.
        let said = place.run(&["backup", "copy.db"]).ok();
        assert!(said.contains("complete and checked"), "{said}");
        let copy = place.path().join("copy.db");
        whole(&copy);
        let db = Connection::open(&copy).unwrap();
        let mut has = db
            .prepare("select count(*) from customers where id = ?1")
            .unwrap();
        for guest in before {
            let there: i64 = has.query_row([&guest.id], |row| row.get(0)).unwrap();
            assert_eq!(there, 1, "copy {n} lacks {}", guest.id);
        }
        boots_from(&copy).await;
    }
    load.stop().await;
    let beside: Vec<_> = fs::read_dir(place.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .filter(|name| name.to_string_lossy().contains("partial"))
        .collect();
    assert!(beside.is_empty(), "{beside:?}");
    program.stop();
    ledger.is_kept_in(&place);
    let guests = ledger.all();
    let mut took: Vec<_> = guests.iter().map(|guest| guest.took).collect();
    took.sort_unstable();
    torture::figures(
        "backup",
        format!(
            "{rounds} copies under load, each booted from, {} guests acknowledged, 0 lacking, 99 of 100 within {:?}",
            guests.len(),
            took[took.len() * 99 / 100]
        ),
    );
}

/// Trades a refresh token for a new one, if it is good.
async fn refresh(program: &Program, token: &str) -> Result<Value, Value> {
    let url = format!("{}/api/shared/auth/refresh", program.public);
    let body = json!({ "refresh_token": token });
    let answer = Client::new().post(url).json(&body).send().await.unwrap();
    let status = answer.status();
    let said: Value = answer.json().await.unwrap();
    if status == 200 {
        return Ok(said["refresh_token"].clone());
    }
    assert_eq!(status, 401, "{said}");
    Err(said["code"].clone())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_refreshed_after_the_copy_was_made_signs_in_anew_and_nobody_else_has_to() {
    let place = Place::new();
    let program = place.serve();
    let ledger = Ledger::default();
    ledger.one(&program.public).await;
    ledger.one(&program.public).await;
    let [idle, busy] = &ledger.all()[..] else {
        panic!("two guests");
    };
    place.run(&["backup", "copy.db"]).ok();
    let newer = refresh(&program, &busy.refresh).await.unwrap();
    program.stop();
    place.run(&["restore", "copy.db"]).ok();
    let program = place.serve();
    // Nothing that the copy does not know is believed, and saying it ends nothing that it knows.
    let invalid = json!("REFRESH_INVALID");
    for _ in 0..2 {
        let refused = refresh(&program, newer.as_str().unwrap()).await;
        assert_eq!(refused, Err(invalid.clone()));
    }
    assert_eq!(place.number("select count(*) from auth_sessions"), 2);
    let next = refresh(&program, &idle.refresh).await.unwrap();
    refresh(&program, next.as_str().unwrap()).await.unwrap();
    program.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_comes_back_from_a_copy_and_the_old_file_stays_beside() {
    let place = Place::new();
    let program = place.serve();
    let ledger = Ledger::default();
    ledger.one(&program.public).await;
    place.run(&["backup", "copy.db"]).ok();
    ledger.one(&program.public).await;
    let [kept, lost] = &ledger.all()[..] else {
        panic!("two guests");
    };
    let line = place.run(&["restore", "copy.db"]).refused();
    assert!(line.contains("another curhat is running"), "{line}");
    program.stop();

    let said = place.run(&["restore", "copy.db"]).ok();
    assert!(said.contains("curhat.db.before-restore"), "{said}");
    let program = place.serve();
    let me = |access: String| {
        let url = format!("{}/api/client/auth/me", program.public);
        async move {
            let request = Client::new().get(url).bearer_auth(access);
            request.send().await.unwrap().status().as_u16()
        }
    };
    assert_eq!(me(kept.access.clone()).await, 200);
    assert_ne!(me(lost.access.clone()).await, 200);
    assert_eq!(place.number("select count(*) from customers"), 1);
    program.stop();
    let aside = place.data().join("curhat.db.before-restore");
    whole(&aside);
    ledger.is_kept_in_file(&aside);

    // Nothing that was set aside is ever overwritten.
    let said = place.run(&["restore", "copy.db"]).ok();
    assert!(said.contains("before-restore-2"), "{said}");
    ledger.is_kept_in_file(&aside);
}

/// Makes copies that are cut off by this fault, at one call after the other, over one that is there. How many were.
fn cut_off(fault: &str, mut seen: impl FnMut(Ended, &Path)) -> usize {
    let place = Place::bare();
    place.run(&["seed"]).ok();
    place.run(&["backup", "copy.db"]).ok();
    let (copy, half) = (
        place.path().join("copy.db"),
        place.path().join("copy.partial"),
    );
    let old = fs::read(&copy).unwrap();
    let db = Connection::open(place.database()).unwrap();
    db.execute("update app_config set updated_at = updated_at + 1", [])
        .unwrap();
    let (mut place, mut nth, mut times) = (place, 1, 0);
    loop {
        place = place.through(with_fault_in(
            "pwrite64,fsync,fdatasync",
            fault,
            &nth.to_string(),
        ));
        let ended = place.run(&["backup", "copy.db"]);
        if ended.code == Some(0) {
            break;
        }
        // Only when it has got its name the new one is there, and nothing more.
        if half.exists() || fs::read(&copy).unwrap() == old {
            assert_eq!(fs::read(&copy).unwrap(), old, "{fault}, call {nth}");
        } else {
            whole(&copy);
        }
        seen(ended, &half);
        times += 1;
        nth += 1;
    }
    whole(&copy);
    assert_ne!(fs::read(&copy).unwrap(), old);
    assert!(!half.exists());
    times
}

#[test]
fn a_copy_that_is_killed_half_way_leaves_the_one_before_and_the_next_one_tidies_up() {
    let mut halves = 0;
    let kills = cut_off("signal=KILL", |_, half| {
        if let Ok(half) = fs::metadata(half) {
            // Nobody else may read it, not even while it was being made.
            assert_eq!(half.permissions().mode() & 0o777, 0o600);
            halves += 1;
        }
    });
    assert!(halves > 1, "{halves} of {kills}");
    torture::figures(
        "backup",
        format!("{kills} copies killed half-way, the one before stayed"),
    );
}

#[test]
fn a_copy_for_which_there_is_no_room_says_so_and_leaves_the_one_before_and_nothing_else() {
    let times = cut_off("error=ENOSPC", |ended, half| {
        ended.refused();
        assert!(!half.exists());
    });
    assert!(times > 1, "{times}");
    torture::figures(
        "backup",
        format!("{times} copies without room, the one before stayed"),
    );
}

#[test]
fn two_who_make_the_same_copy_at_once_do_not_spoil_it_for_each_other() {
    let place = Place::bare();
    place.run(&["seed"]).ok();
    let first = fs::File::create(place.path().join("copy.partial")).unwrap();
    first.lock().unwrap();
    let line = place.run(&["backup", "copy.db"]).refused();
    assert!(line.contains("another copy is being made"), "{line}");
    drop(first);
    place.run(&["backup", "copy.db"]).ok();
    whole(&place.path().join("copy.db"));
}

#[test]
fn a_link_in_the_place_of_half_a_copy_is_not_followed() {
    let place = Place::bare();
    place.run(&["seed"]).ok();
    let precious = place.path().join("precious");
    fs::write(&precious, "do not empty").unwrap();
    std::os::unix::fs::symlink(&precious, place.path().join("copy.partial")).unwrap();
    let line = place.run(&["backup", "copy.db"]).refused();
    assert!(line.contains("copy.partial"), "{line}");
    assert_eq!(fs::read_to_string(&precious).unwrap(), "do not empty");
}

#[test]
fn what_is_no_good_copy_is_refused_and_the_database_stays() {
    let place = Place::bare();
    place.run(&["seed"]).ok();
    place.run(&["backup", "copy.db"]).ok();
    let copy = place.path().join("copy.db");
    let before = fs::read(place.database()).unwrap();
    let refuses = |why: &str| {
        let line = place.run(&["restore", "copy.db"]).refused();
        assert!(line.contains(why), "{line}");
        assert_eq!(fs::read(place.database()).unwrap(), before);
    };
    let good = fs::read(&copy).unwrap();
    let mut damaged = good.clone();
    damaged[4096..good.len() / 2].fill(0x5a);
    fs::write(&copy, damaged).unwrap();
    refuses("damaged");
    fs::write(&copy, &good[..good.len() / 2]).unwrap();
    refuses("damaged");
    fs::write(&copy, "").unwrap();
    refuses("no Curhat data");
    fs::write(&copy, "a letter").unwrap();
    refuses("not a SQLite database");
    fs::remove_file(&copy).unwrap();
    Connection::open(&copy)
        .unwrap()
        .execute_batch("create table theirs (x)")
        .unwrap();
    refuses("not one of Curhat's");
    fs::remove_file(&copy).unwrap();
    refuses("there is no file");
    let line = place.run(&["restore", "data/curhat.db"]).refused();
    assert!(line.contains("the database itself"), "{line}");
}

#[test]
fn a_copy_goes_nowhere_that_it_should_not() {
    let place = Place::bare();
    let line = place.run(&["backup", "copy.db"]).refused();
    assert!(line.contains("there is no database"), "{line}");
    place.run(&["migrate"]).ok();
    for (target, why) in [
        ("data/curhat.db", "the database itself"),
        ("data/../data/curhat.db", "the database itself"),
        ("nowhere/copy.db", "there is no folder"),
        ("data", "is a folder"),
    ] {
        let line = place.run(&["backup", target]).refused();
        assert!(line.contains(why), "{target}: {line}");
    }
    place.run(&["migrate"]).ok();
}

#[test]
fn a_running_server_makes_its_own_copies() {
    let place = Place::new()
        .set("BACKUP_DIR", "backups")
        .set("BACKUP_EVERY", "1s")
        .set("BACKUP_KEEP", "1");
    let program = place.serve();
    let made = || {
        let files = fs::read_dir(place.path().join("backups")).ok()?;
        let mut names: Vec<_> = files.map(|f| f.unwrap().file_name()).collect();
        names.retain(|name| name.to_string_lossy().ends_with("Z.db"));
        names.sort();
        names.pop()
    };
    let first = until("a first copy", made);
    let next = until("a newer copy", || made().filter(|name| *name > first));
    let log = program.stop();
    assert!(log.iter().any(|line| line.contains("a backup was made")));
    whole(&place.path().join("backups").join(next));
}
