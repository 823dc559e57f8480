//! Somebody reads the database for long: a copy on a slow line, a query that was forgotten. The log must keep what they see,
//! so it grows; it is said, nobody is held up, and when they are gone it is cut off.

use std::{
    io::Write,
    sync::{Arc, Mutex, mpsc},
    time::{Duration, Instant},
};

use curhat::{domain::error::Error, params};
use reqwest::Method;
use serde_json::json;

use crate::{
    torture,
    world::{Reply, World},
};

const LIMIT: u64 = 64 << 20;

/// What is said in the log, in one thread.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Lines {
    fn complaints(&self) -> usize {
        let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        text.matches("can't be cut off").count()
    }
}

async fn figure(world: &World, name: &str) -> u64 {
    let url = format!("http://{}/metrics", world.app().internal);
    let text = reqwest::get(url).await.unwrap().text().await.unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.unwrap().trim().parse().unwrap()
}

/// Five hundred a second: who talks much, and one who says as much at once.
async fn write(world: &World, seconds: u64) -> u64 {
    let kilobytes = if torture::is_torture() { 4 } else { 64 };
    let ctx = world.ctx();
    let mut ticks = tokio::time::interval(Duration::from_millis(2));
    let (began, mut writes) = (Instant::now(), 0);
    while began.elapsed().as_secs() < seconds || ctx.store().log_bytes() < LIMIT + LIMIT / 8 {
        assert!(began.elapsed().as_secs() < seconds + 60, "too slow");
        ticks.tick().await;
        // Another text each time: pages that have not changed are not written.
        let text = format!("{writes:08}").repeat(kilobytes * 128);
        let done = ctx.write(move |work| -> Result<(), Error> {
            let write = "update app_config set value = ?1 where key = 'test'";
            assert_eq!(work.tx.execute(write, params![&*text])?, 1);
            Ok(())
        });
        done.await.unwrap();
        writes += 1;
    }
    writes
}

#[tokio::test]
async fn a_reader_who_stays_lets_the_log_grow_and_when_they_go_it_is_cut_off() {
    let lines = Lines::default();
    let kept = lines.clone();
    let subscriber = tracing_subscriber::fmt().with_writer(move || kept.clone());
    let _guard = tracing::subscriber::set_default(subscriber.finish());
    let world = World::new().await;
    let store = world.ctx().store();
    let new = "insert into app_config (key, value) values ('test', '0')";
    world.sql().execute(new, []).unwrap();
    world.guest().await;

    let reader = world.sql();
    reader.execute_batch("begin").unwrap();
    let seen = || {
        let count = "select count(*) from customers";
        reader
            .query_row(count, [], |row| row.get::<_, i64>(0))
            .unwrap()
    };
    assert_eq!(seen(), 1);
    let seconds = torture::rounds(1, 60) as u64;
    let (writes, (guests, slowest)) = {
        let writing = write(&world, seconds);
        tokio::pin!(writing);
        let (mut guests, mut slowest) = (0, Duration::ZERO);
        let writes = loop {
            let began = Instant::now();
            let signing_up = async {
                let path = "/api/shared/auth/anonymous";
                let guest = world.request(Method::POST, path).json(&json!({}));
                Reply::of(guest).await.ok(201);
                began.elapsed()
            };
            tokio::select! {
                writes = &mut writing => break writes,
                took = signing_up => {
                    guests += 1;
                    slowest = slowest.max(took);
                }
            }
        };
        (writes, (guests, slowest))
    };
    let longest = figure(&world, "curhat_store_log_bytes ").await;
    assert!(longest > LIMIT, "{longest}");
    assert!(guests > 0);

    // Upkeep has its turn, fails at nothing, holds nobody up for long, and says why the log stays.
    let began = Instant::now();
    store.checkpoint().await.unwrap();
    assert!(began.elapsed() < Duration::from_secs(5));
    assert!(store.log_bytes() > LIMIT);
    assert_eq!(lines.complaints(), 1);
    world.guest().await;
    assert_eq!(seen(), 1, "the reader sees what they saw");

    reader.execute_batch("rollback").unwrap();
    store.checkpoint().await.unwrap();
    let left = figure(&world, "curhat_store_log_bytes ").await;
    assert!(left < LIMIT / 8, "{left}");
    assert_eq!(lines.complaints(), 1);
    assert!(seen() > guests);
    // Nobody of ours has read for long.
    assert_eq!(figure(&world, "curhat_store_long_reads_total ").await, 0);
    let whole =
        world.number("select count(*) from pragma_integrity_check where integrity_check = 'ok'");
    assert_eq!(whole, 1);
    torture::figures(
        "long-log",
        format!(
            "a reader held for {writes} writes and {guests} sign-ups (slowest {slowest:?}): the log grew to {} MiB, and was {} KiB after the next turn of upkeep",
            longest >> 20,
            left >> 10
        ),
    );
}

#[tokio::test]
async fn a_read_of_our_own_that_takes_long_is_counted() {
    let world = World::new().await;
    let read = async |time: Duration| {
        let (_keep, never) = mpsc::channel::<()>();
        let look = move |_: &dyn curhat::store::Tx| -> Result<(), Error> {
            let _ = never.recv_timeout(time);
            Ok(())
        };
        world.ctx().read(look).await.unwrap();
        figure(&world, "curhat_store_long_reads_total ").await
    };
    assert_eq!(read(Duration::from_millis(10)).await, 0);
    assert_eq!(read(Duration::from_millis(5100)).await, 1);
}
