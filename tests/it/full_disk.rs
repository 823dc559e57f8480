//! A disk without room, in two forms: sign-ups and a conversation go on until it is full, and again from when there is some.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use reqwest::Client;
use serde_json::Value;

use crate::{
    program::{Place, Program},
    signups::{Ledger, Load},
    store_faults::me,
    talk::{self, Speaker},
    torture,
};

async fn status(url: String) -> u16 {
    reqwest::get(url).await.unwrap().status().as_u16()
}

/// A full disk, in two forms.
trait Disk {
    fn fill(&self, program: &Program);
    fn empty(&self, program: &Program);
}

/// Sign-ups and a conversation go on until the disk is full, and from when there is room again.
async fn full_disk(place: &Place, disk: &dyn Disk) {
    talk::prepare(place, 1);
    let program = place.serve();
    let ledger = Ledger::default();
    let mut speaker = Speaker::between(&program).await;
    speaker.say("before", None).await;
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
    speaker.say("meanwhile", Some("STORAGE_UNAVAILABLE")).await;

    // A crowd at a full disk: every answer is 201 and kept, or 503.
    let load = Load::on(&program.public, &ledger, 8);
    let enough = ledger.refused() + 50;
    load.until_holds(|| ledger.refused() >= enough).await;
    disk.empty(&program);
    let (began, kept) = (Instant::now(), ledger.len());
    load.until(&ledger, kept + 1).await;
    let back = began.elapsed();
    assert!(back < Duration::from_secs(5), "{back:?}");
    load.until(&ledger, kept + 50).await;
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
    // On the same socket, what was refused is taken when it is said again, and stands there once.
    speaker.say("meanwhile", None).await;
    speaker.say("after", None).await;
    let log = program.stop();
    assert!(
        !log.iter().any(|line| line.contains("panicked")),
        "{log:#?}"
    );
    ledger.is_kept_in(place);
    let said = "select group_concat(content) from (select content from chat_messages order by seq)";
    let db = rusqlite::Connection::open(place.database()).unwrap();
    let said: String = db.query_row(said, [], |row| row.get(0)).unwrap();
    assert_eq!(said, "before,meanwhile,after");
    let (kept, refused) = (ledger.len(), ledger.refused());
    torture::figures(
        "disk-full",
        format!(
            "{kept} guests acknowledged and kept, {refused} refused with 503, writes back by themselves after {back:.1?}"
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
