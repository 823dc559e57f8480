//! The store: one SQLite file, one writer, many readers.
//!
//! Everything that changes goes through [`Store::submit`] to the writer thread, which commits whatever has queued up as one
//! transaction and answers only after the commit has reached the disk. Reads run on a pool of read-only connections, each
//! in its own snapshot. The store knows nothing of what the rows mean: SQL stands with the concept it belongs to.
//!
//! * `tx.rs`: what a piece of work may do inside a transaction.
//! * `writer.rs`: the group commit. `sqlite.rs`: opening, pragmas, errors. `schema.rs`: what `migrate` does.
//! * `file.rs`: the folder, the lock, the checks before a file is touched. `backup.rs`: copies that can be trusted.
//! * `snapshot.rs`: going back to a copy while the server runs.
//! * `health.rs`: what `doctor` asks of a file.

mod backup;
mod file;
mod health;
mod metrics;
mod schema;
mod snapshot;
mod sqlite;
mod tx;
mod writer;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::sync::{Semaphore, mpsc, oneshot};

#[cfg(test)]
pub(crate) use self::schema::plan_of;
use self::writer::{Order, Upkeep};
pub use self::{
    backup::{backup, restore},
    file::{DATABASE, DataDir, Lock, inspect},
    health::{Findings, examine, peek, sqlite_version},
    metrics::StoreMetrics,
    schema::{Change, ObjectReport, SCHEMA, SCHEMA_VERSION, migrate},
    tx::{FromValue, Param, Row, StoreError, Tx, TxExt, Value},
    writer::{Job, Verdict},
};

use crate::clock::Timestamp;

/// Read connections, and so reads at one time. Reads are short; more would only contend for the two or four cores of the
/// machines this is meant for.
const READERS: u32 = 8;

/// Jobs that may wait for the writer. Past it a caller waits its turn before it is even queued.
const QUEUE: usize = 1024;

/// A log of this length is cut off at the next checkpoint; SQLite itself would only begin it anew.
const LONG_LOG_BYTES: u64 = 64 * 1024 * 1024;

/// A read that holds its snapshot for longer keeps the log from being folded in. None of ours should.
const LONG_READ: Duration = Duration::from_secs(5);

/// How long a read waits for a connection before it is told that the store is not available.
const READ_PATIENCE: Duration = Duration::from_secs(10);

#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    database: PathBuf,
    /// `None` once the store is closing: dropping the sender is what ends the writer.
    jobs: std::sync::Mutex<Option<mpsc::Sender<Order>>>,
    writer: std::sync::Mutex<Option<std::thread::JoinHandle<()>>>,
    pool: r2d2::Pool<r2d2_sqlite::SqliteConnectionManager>,
    permits: Arc<Semaphore>,
    metrics: StoreMetrics,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store")
    }
}

async fn off_the_threads<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|e| Err(StoreError::Failed(format!("work on a file panicked: {e}"))))
}

impl Store {
    /// Opens a database that [`migrate`] has brought up to date.
    pub fn open(database: &Path) -> Result<Self, StoreError> {
        let metrics = StoreMetrics::new();
        let (jobs, queue) = mpsc::channel(QUEUE);
        let writer = writer::spawn(database, queue, metrics.clone())?;
        let pool = sqlite::read_pool(database, READERS)?;
        Ok(Self(Arc::new(Inner {
            database: database.to_owned(),
            jobs: std::sync::Mutex::new(Some(jobs)),
            writer: std::sync::Mutex::new(Some(writer)),
            pool,
            permits: Arc::new(Semaphore::new(READERS as usize)),
            metrics,
        })))
    }

    /// Hands `job` to the writer. Its `committed` or `failed` is called exactly once; an error here means neither will be.
    pub async fn submit(&self, job: Box<dyn Job>) -> Result<(), StoreError> {
        let sender = self.sender()?;
        // Counted only when there is room: whoever gives up waiting for it was never in the queue.
        let place = sender.reserve().await.map_err(|_| StoreError::Closed)?;
        self.0.metrics.queue_depth.inc();
        place.send(Order::Job(job));
        Ok(())
    }

    fn sender(&self) -> Result<mpsc::Sender<Order>, StoreError> {
        self.0
            .jobs
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .clone()
            .ok_or(StoreError::Closed)
    }

    /// Folds the log into the file, as far as readers allow; a log that has grown long is cut off besides.
    pub async fn checkpoint(&self) -> Result<(), StoreError> {
        if self.log_bytes() <= LONG_LOG_BYTES {
            return self.keep_up(Upkeep::Fold).await;
        }
        self.keep_up(Upkeep::CutLog).await?;
        let bytes = self.log_bytes();
        if bytes > LONG_LOG_BYTES {
            tracing::warn!(
                bytes,
                "the database's log grows and can't be cut off: something has been reading the database for long"
            );
        }
        Ok(())
    }

    /// Refreshes the statistics that queries are planned with, where they are out of date.
    pub async fn optimize(&self) -> Result<(), StoreError> {
        self.keep_up(Upkeep::Optimize).await
    }

    async fn keep_up(&self, what: Upkeep) -> Result<(), StoreError> {
        let (reply, done) = oneshot::channel();
        self.sender()?
            .send(Order::Upkeep(what, reply))
            .await
            .map_err(|_| StoreError::Closed)?;
        done.await.map_err(|_| StoreError::Closed)?
    }

    /// Length of the log beside the file.
    pub fn log_bytes(&self) -> u64 {
        let mut log = self.0.database.clone().into_os_string();
        log.push("-wal");
        std::fs::metadata(log).map_or(0, |log| log.len())
    }

    /// Writes a checked copy to `target`, off the async threads, while work goes on. See [`backup`].
    pub async fn backup(&self, target: PathBuf) -> Result<(), StoreError> {
        let database = self.0.database.clone();
        tokio::task::spawn_blocking(move || backup(&database, &target))
            .await
            .unwrap_or_else(|e| Err(StoreError::Failed(format!("a backup panicked: {e}"))))
    }

    /// Removes half a copy that a process left which was killed. See [`backup::remove_partial`].
    pub fn remove_partial(&self, partial: &Path) {
        backup::remove_partial(partial);
    }

    /// Saves a checked copy that says which instant it shows. See `snapshot.rs`.
    pub async fn save_snapshot(&self, target: PathBuf, shows: Timestamp) -> Result<(), StoreError> {
        let database = self.0.database.clone();
        off_the_threads(move || snapshot::save(&database, &target, shows)).await
    }

    /// Which instant a snapshot shows; `None` of a plain backup.
    pub async fn snapshot_shows(&self, snapshot: PathBuf) -> Result<Option<Timestamp>, StoreError> {
        off_the_threads(move || snapshot::shows(&snapshot)).await
    }

    /// Whether a file is one of ours, and whole.
    pub async fn check_snapshot(&self, snapshot: PathBuf) -> Result<(), StoreError> {
        off_the_threads(move || backup::check(&snapshot)).await
    }

    /// Puts a snapshot, or any backup, in the place of everything, between two transactions. Says which instant it shows.
    pub async fn return_to(&self, from: PathBuf) -> Result<Option<Timestamp>, StoreError> {
        let ready = self.0.database.with_extension("returning");
        let target = ready.clone();
        let shows = off_the_threads(move || snapshot::make_ready(&from, &target)).await?;
        let replaced = self.keep_up(Upkeep::Replace(ready.clone())).await;
        snapshot::remove(&ready);
        replaced.map(|()| shows)
    }

    /// Runs `look` on a read-only connection, in one snapshot, off the async threads.
    pub async fn read<T, E>(
        &self,
        look: impl FnOnce(&dyn Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let waiting = self.0.permits.clone().acquire_owned();
        let permit = tokio::time::timeout(READ_PATIENCE, waiting)
            .await
            .map_err(|_| StoreError::Unavailable("no read connection became free".into()))?
            .map_err(|_| StoreError::Closed)?;
        let pool = self.0.pool.clone();
        let long_reads = self.0.metrics.long_reads.clone();
        tokio::task::spawn_blocking(move || {
            // The permit is held until the connection is back in the pool.
            let _permit = permit;
            let connection = pool
                .get()
                .map_err(|e| StoreError::Unavailable(format!("read connection: {e}")))?;
            let began = Instant::now();
            let found = sqlite::snapshot(&connection, look);
            let took = began.elapsed();
            if took > LONG_READ {
                long_reads.inc();
                tracing::warn!(?took, "a read held up the database's log");
            }
            found
        })
        .await
        .unwrap_or_else(|e| Err(StoreError::Failed(format!("a read panicked: {e}")).into()))
    }

    /// Lets queued work finish, checkpoints and closes. Later calls are refused with [`StoreError::Closed`].
    pub async fn close(&self) {
        let writer = {
            drop(
                self.0
                    .jobs
                    .lock()
                    .unwrap_or_else(std::sync::PoisonError::into_inner)
                    .take(),
            );
            self.0
                .writer
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner)
                .take()
        };
        if let Some(writer) = writer {
            // The writer ends when every sender is gone, which in-flight `submit`s hold for a moment longer.
            let joined = tokio::task::spawn_blocking(move || writer.join()).await;
            if !matches!(joined, Ok(Ok(()))) {
                tracing::error!("the database writer ended abnormally");
            }
        }
    }

    pub fn metrics(&self) -> &StoreMetrics {
        &self.0.metrics
    }

    /// The writer is there to take work.
    pub fn is_open(&self) -> bool {
        let jobs = self
            .0
            .jobs
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        jobs.as_ref().is_some_and(|jobs| !jobs.is_closed())
    }
}
