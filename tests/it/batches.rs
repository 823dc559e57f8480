//! The writer's promise to each piece of work, whatever the others in its batch do: kept or undone as a whole, told once,
//! and announced in the order of the commits.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
        mpsc as channel,
    },
    time::Duration,
};

use curhat::{
    clock::Clock,
    domain::{
        ctx::{Ctx, Work},
        error::{Code, Error},
        event::Event,
        hashing::{Costs, Hashing},
        ids::MitraId,
    },
    entropy::Entropy,
    params,
    store::{Store, StoreError, TxExt, migrate},
};
use tokio::{sync::mpsc, task::JoinHandle};
use uuid::Uuid;

use crate::world::START;

struct Bench {
    ctx: Ctx,
    events: mpsc::Receiver<Event>,
    _dir: tempfile::TempDir,
}

impl Bench {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let database = dir.path().join("curhat.db");
        migrate(&database).unwrap();
        let (sender, events) = mpsc::channel(1000);
        let entropy = Entropy::seeded(1);
        let ctx = Ctx::new(
            Store::open(&database).unwrap(),
            Clock::frozen(START),
            entropy.clone(),
            Hashing::start(Costs::CHEAP, entropy),
            sender,
        );
        Self {
            ctx,
            events,
            _dir: dir,
        }
    }

    /// Keeps the writer busy until the guard is dropped, so that what is handed over meanwhile becomes one batch.
    async fn hold(&self) -> Held {
        let (release, wait) = channel::channel::<()>();
        let (began, has_begun) = tokio::sync::oneshot::channel();
        let mut began = Some(began);
        let ctx = self.ctx.clone();
        let held = tokio::spawn(async move {
            ctx.write(move |_| {
                if let Some(began) = began.take() {
                    let _ = began.send(());
                    let _ = wait.recv_timeout(Duration::from_secs(20));
                }
                Ok(())
            })
            .await
        });
        has_begun.await.unwrap();
        Held { release, held }
    }

    /// Hands work over and returns once it stands in the queue.
    async fn hand_over<T: Send + 'static>(
        &self,
        change: impl FnMut(&mut Work<'_>) -> Result<T, Error> + Send + 'static,
    ) -> JoinHandle<Result<T, Error>> {
        let depth = self.ctx.store().metrics().queue_depth.get();
        let ctx = self.ctx.clone();
        let handle = tokio::spawn(async move { ctx.write(change).await });
        while self.ctx.store().metrics().queue_depth.get() == depth {
            tokio::task::yield_now().await;
        }
        handle
    }

    async fn ids(&self) -> Vec<String> {
        self.ctx
            .read(|tx| {
                tx.rows("select id from customers order by id", params![])?
                    .iter()
                    .map(|row| Ok(row.get::<String>(0)?))
                    .collect()
            })
            .await
            .unwrap()
    }

    fn announced(&mut self) -> Vec<u128> {
        std::iter::from_fn(|| self.events.try_recv().ok())
            .map(|event| match event {
                Event::MitraDeactivated(MitraId(id)) => id.as_u128(),
                other => panic!("{other:?}"),
            })
            .collect()
    }
}

struct Held {
    release: channel::Sender<()>,
    held: JoinHandle<Result<(), Error>>,
}

impl Held {
    async fn let_go(self) {
        drop(self.release);
        self.held.await.unwrap().unwrap();
    }
}

fn insert(work: &Work<'_>, n: u128) -> Result<(), StoreError> {
    work.tx.execute(
        "insert into customers (id, display_name, created_at, updated_at) values (?1, 'x', 0, 0)",
        params![Uuid::from_u128(n)],
    )?;
    Ok(())
}

/// Writes a row and announces it.
fn well(n: u128) -> impl FnMut(&mut Work<'_>) -> Result<(), Error> + Send + 'static {
    move |work| {
        insert(work, n)?;
        work.announce(Event::MitraDeactivated(MitraId(Uuid::from_u128(n))));
        Ok(())
    }
}

/// Does the same, and then refuses.
fn regretting(n: u128) -> impl FnMut(&mut Work<'_>) -> Result<(), Error> + Send + 'static {
    let mut work_first = well(n);
    move |work| {
        work_first(work)?;
        Err(Code::Forbidden.into())
    }
}

fn ids(of: &[u128]) -> Vec<String> {
    of.iter().map(|n| Uuid::from_u128(*n).to_string()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_refuses_after_writing_is_undone_alone_and_announces_nothing() {
    let mut bench = Bench::new();
    let batches = bench.ctx.store().metrics().batch_jobs.get_sample_count();
    let held = bench.hold().await;
    let mut handles = Vec::new();
    for n in 1..=9 {
        handles.push(if n == 4 || n == 7 {
            bench.hand_over(regretting(n)).await
        } else {
            bench.hand_over(well(n)).await
        });
    }
    held.let_go().await;
    for (n, handle) in (1..).zip(handles) {
        let ended = handle.await.unwrap();
        if n == 4 || n == 7 {
            assert_eq!(ended.unwrap_err().code, Code::Forbidden);
        } else {
            ended.unwrap();
        }
    }
    let kept = [1, 2, 3, 5, 6, 8, 9];
    assert_eq!(bench.ids().await, ids(&kept));
    assert_eq!(bench.announced(), kept);
    let now = bench.ctx.store().metrics().batch_jobs.get_sample_count();
    assert_eq!(now - batches, 2, "they were not one batch");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_panics_fails_alone_and_the_writer_goes_on() {
    let mut bench = Bench::new();
    let held = bench.hold().await;
    let before = bench.hand_over(well(1)).await;
    let panicking = bench
        .hand_over::<()>(|work| {
            insert(work, 2)?;
            panic!("as it happens");
        })
        .await;
    let after = bench.hand_over(well(3)).await;
    held.let_go().await;
    before.await.unwrap().unwrap();
    after.await.unwrap().unwrap();
    assert_eq!(panicking.await.unwrap().unwrap_err().code, Code::Internal);
    bench.ctx.write(well(4)).await.unwrap();
    assert_eq!(bench.ids().await, ids(&[1, 3, 4]));
    assert_eq!(bench.announced(), [1, 3, 4]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_is_run_twice_sees_nothing_of_its_first_time() {
    let mut bench = Bench::new();
    let runs = Arc::new(AtomicU32::new(0));
    let held = bench.hold().await;
    let counted = bench
        .hand_over({
            let runs = runs.clone();
            move |work| {
                runs.fetch_add(1, Ordering::Relaxed);
                let seen: i64 = work.tx.value("select count(*) from customers", params![])?;
                well(1)(work)?;
                Ok(seen)
            }
        })
        .await;
    let regret = bench.hand_over(regretting(2)).await;
    held.let_go().await;
    assert_eq!(counted.await.unwrap().unwrap(), 0);
    assert!(regret.await.unwrap().is_err());
    assert_eq!(runs.load(Ordering::Relaxed), 2, "it was not run again");
    // Announced once, however often it was run.
    assert_eq!(bench.announced(), [1]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn events_come_in_the_order_of_the_commits() {
    let mut bench = Bench::new();
    let handles: Vec<_> = (0..200)
        .map(|_| {
            let ctx = bench.ctx.clone();
            tokio::spawn(async move {
                ctx.write(|work| {
                    let n: i64 = work
                        .tx
                        .value("select count(*) + 1 from customers", params![])?;
                    if n % 7 == 3 && work.entropy.below(2) == 0 {
                        insert(work, n as u128)?;
                        return Err(Code::Forbidden.into());
                    }
                    well(n as u128)(work)
                })
                .await
            })
        })
        .collect();
    let mut kept = 0;
    for handle in handles {
        kept += u128::from(handle.await.unwrap().is_ok());
    }
    assert!(kept < 200, "none refused");
    let expected: Vec<u128> = (1..=kept).collect();
    assert_eq!(bench.announced(), expected);
    assert_eq!(bench.ids().await.len() as u128, kept);
}

/// A full disk rolls back everything that was written before it, whatever the piece of work makes of the error it gets.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_fails_one_fails_the_whole_batch_even_if_the_error_is_swallowed() {
    let mut bench = Bench::new();
    bench.ctx.write(well(1)).await.unwrap();
    // The connection may not add a page from here on; the one that the writer opens after a failure may.
    let full = |work: &mut Work<'_>| {
        let pages: i64 = work.tx.value("pragma page_count", params![])?;
        work.tx
            .rows(&format!("pragma max_page_count = {pages}"), params![])?;
        Ok(())
    };
    bench.ctx.write(full).await.unwrap();
    let held = bench.hold().await;
    let before = bench.hand_over(well(2)).await;
    let swallowing = bench
        .hand_over(|work| {
            let long = "x".repeat(100_000);
            let written = work.tx.execute(
                "insert into customers (id, display_name, created_at, updated_at) values ('long', ?1, 0, 0)",
                params![&long],
            );
            assert!(matches!(written, Err(StoreError::Unavailable(_))), "{written:?}");
            Ok(())
        })
        .await;
    let after = bench.hand_over(well(3)).await;
    held.let_go().await;
    for handle in [before, swallowing, after] {
        let refused = handle.await.unwrap().unwrap_err();
        assert_eq!(refused.code, Code::StorageUnavailable);
        assert!(refused.retry_after_seconds.is_some());
    }
    bench.ctx.write(well(4)).await.unwrap();
    assert_eq!(bench.ids().await, ids(&[1, 4]));
    assert_eq!(bench.announced(), [1, 4]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caller_that_has_gone_away_loses_nothing() {
    let mut bench = Bench::new();
    let held = bench.hold().await;
    let gone = bench.hand_over(well(1)).await;
    gone.abort();
    held.let_go().await;
    bench.ctx.write(well(2)).await.unwrap();
    assert_eq!(bench.ids().await, ids(&[1, 2]));
    assert_eq!(bench.announced(), [1, 2]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_in_the_way_delays_no_work_and_loses_nothing() {
    let bench = Bench::new();
    let (release, wait) = channel::channel::<()>();
    let (began, has_begun) = tokio::sync::oneshot::channel();
    let reader = tokio::spawn({
        let ctx = bench.ctx.clone();
        async move {
            ctx.read(move |tx| {
                let count = |tx: &dyn curhat::store::Tx| -> Result<i64, Error> {
                    Ok(tx.value("select count(*) from customers", params![])?)
                };
                let first = count(tx)?;
                let _ = began.send(());
                let _ = wait.recv_timeout(Duration::from_secs(20));
                Ok((first, count(tx)?))
            })
            .await
        }
    });
    has_begun.await.unwrap();
    bench.ctx.write(well(1)).await.unwrap();
    bench.ctx.store().checkpoint().await.unwrap();
    bench.ctx.write(well(2)).await.unwrap();
    drop(release);
    // It saw one state, although work went on.
    assert_eq!(reader.await.unwrap().unwrap(), (0, 0));
    bench.ctx.store().checkpoint().await.unwrap();
    assert_eq!(bench.ids().await, ids(&[1, 2]));
}

#[tokio::test]
async fn a_read_can_t_write() {
    let bench = Bench::new();
    let refused = bench
        .ctx
        .read(|tx| Ok(tx.execute("delete from app_config", params![])?))
        .await;
    assert!(refused.is_err());
    let kept = bench
        .ctx
        .read(|tx| Ok(tx.value::<i64>("select count(*) from app_config", params![])?))
        .await
        .unwrap();
    assert!(kept > 0);
}

#[tokio::test]
async fn whoever_gives_up_before_there_is_room_in_the_queue_was_never_in_it() {
    let bench = Bench::new();
    let held = bench.hold().await;
    // More than the queue takes; each gives up at once, which those in the queue do not mind.
    let callers = 1100;
    for n in 1..=callers {
        tokio::select! {
            biased;
            ended = bench.ctx.write(move |work| Ok(insert(work, n)?)) => panic!("{ended:?}"),
            () = tokio::task::yield_now() => {}
        }
    }
    held.let_go().await;
    bench.ctx.write(|_| Ok(())).await.unwrap();
    assert!((1..callers).contains(&(bench.ids().await.len() as u128)));
    assert_eq!(bench.ctx.store().metrics().queue_depth.get(), 0);
}
