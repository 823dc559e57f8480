//! The writer: one thread, one connection, group commit.
//!
//! It takes whatever has queued up while the last commit was on its way to the disk and runs it as one transaction, first
//! plainly: nearly always every job succeeds or refuses before it has written anything, and a savepoint for each would cost
//! more than the work. If a job refuses after it has written, the batch is rolled back and run again with a savepoint per
//! job, so that only the refusing job is undone. Jobs are therefore run once or twice and must be repeatable; what they
//! want to tell the world they keep until [`Job::committed`].
//!
//! When the disk fails, nothing of the batch is kept, every job of it is told so, and the next batch begins with a freshly
//! opened connection: as soon as there is room again, writing goes on by itself.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    thread::JoinHandle,
    time::{Duration, Instant},
};

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::{
    metrics::StoreMetrics,
    snapshot,
    sqlite::{PATIENCE, SqliteTx, open_writer},
    tx::{StoreError, Tx},
};

/// Jobs in one transaction at most, so that the first of them does not wait too long.
const BATCH: usize = 256;

/// A piece of work for the writer.
pub trait Job: Send {
    /// Does the work. May be called twice; the second time must not see anything of the first.
    fn run(&mut self, tx: &dyn Tx) -> Verdict;
    /// The last `run` is on the disk (or had nothing to keep). Called in commit order, before the next batch begins.
    fn committed(self: Box<Self>);
    /// Nothing of this job is on the disk.
    fn failed(self: Box<Self>, error: StoreError);
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Keep what was written.
    Keep,
    /// The job refused: undo whatever it wrote, then call `committed`, which tells the refusal.
    Undo,
}

/// What the writer is asked for.
pub(super) enum Order {
    /// Part of a transaction.
    Job(Box<dyn Job>),
    /// Care of the file, which SQLite allows between transactions only.
    Upkeep(Upkeep, oneshot::Sender<Result<(), StoreError>>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Upkeep {
    /// Fold into the file what no reader needs in the log any more.
    Fold,
    /// Fold everything and cut the log off; readers that are in the way get a moment to finish.
    CutLog,
    /// Refresh the statistics that queries are planned with.
    Optimize,
    /// Put the content of this file, which was made ready for it, in the place of everything.
    Replace(PathBuf),
}

/// How long work stands still at most for readers that are in the way of cutting the log.
const CUT_PATIENCE: Duration = Duration::from_millis(250);

pub(super) fn spawn(
    database: &Path,
    queue: mpsc::Receiver<Order>,
    metrics: StoreMetrics,
) -> Result<JoinHandle<()>, StoreError> {
    let connection = open_writer(database)?;
    let mut writer = Writer {
        database: database.to_owned(),
        connection: Some(connection),
        metrics,
    };
    std::thread::Builder::new()
        .name("db-writer".into())
        .spawn(move || writer.serve(queue))
        .map_err(|e| StoreError::Unavailable(format!("no thread for the writer: {e}")))
}

struct Writer {
    database: PathBuf,
    /// `None` after a failure, until it could be opened again.
    connection: Option<Connection>,
    metrics: StoreMetrics,
}

/// Why a batch did not go through as a whole.
enum Trouble {
    /// A job refused after writing: run again with savepoints.
    Refused,
    /// The disk or the file: fail everyone.
    Broken(StoreError),
}

impl Writer {
    fn serve(&mut self, mut queue: mpsc::Receiver<Order>) {
        let mut batch = Vec::with_capacity(BATCH);
        while let Some(first) = queue.blocking_recv() {
            let mut order = Some(first);
            let mut upkeep = None;
            while let Some(next) = order.take() {
                match next {
                    Order::Job(job) => batch.push(job),
                    Order::Upkeep(what, reply) => {
                        upkeep = Some((what, reply));
                        break;
                    }
                }
                if batch.len() < BATCH {
                    order = queue.try_recv().ok();
                }
            }
            if !batch.is_empty() {
                self.work_off(&mut batch);
            }
            if let Some((what, reply)) = upkeep {
                let _ = reply.send(self.keep_up(what));
            }
        }
        for what in [Upkeep::Optimize, Upkeep::CutLog] {
            if let Err(error) = self.keep_up(what) {
                tracing::warn!(%error, "the log could not be folded in; the next start reads it again");
            }
        }
    }

    /// Commits the batch and tells every job of it how it ended.
    fn work_off(&mut self, batch: &mut Vec<Box<dyn Job>>) {
        self.metrics.batch_jobs.observe(batch.len() as f64);
        let began = Instant::now();
        let outcome = self.commit(batch);
        self.metrics
            .commit_seconds
            .observe(began.elapsed().as_secs_f64());
        self.metrics.queue_depth.sub(batch.len() as i64);
        match outcome {
            Ok(verdicts) => {
                for (job, verdict) in batch.drain(..).zip(verdicts) {
                    match verdict {
                        Ok(()) => job.committed(),
                        Err(error) => job.failed(error),
                    }
                }
            }
            Err(error) => {
                self.metrics.failed_batches.inc();
                tracing::error!(jobs = batch.len(), %error, "a batch could not be written");
                for job in batch.drain(..) {
                    job.failed(error.clone());
                }
            }
        }
    }

    fn keep_up(&mut self, what: Upkeep) -> Result<(), StoreError> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => open_writer(&self.database)?,
        };
        let done = match what {
            Upkeep::Fold => fold(&connection, "pragma wal_checkpoint(passive)"),
            Upkeep::CutLog => connection
                .busy_timeout(CUT_PATIENCE)
                .map_err(StoreError::from)
                .and_then(|()| fold(&connection, "pragma wal_checkpoint(truncate)"))
                .and_then(|()| Ok(connection.busy_timeout(PATIENCE)?)),
            Upkeep::Optimize => connection
                .execute_batch("pragma optimize")
                .map_err(StoreError::from),
            Upkeep::Replace(from) => snapshot::take_over(&mut connection, &from),
        };
        // A connection that has seen the disk fail is not used again.
        if done.is_ok() {
            self.connection = Some(connection);
        }
        done
    }

    /// Runs and commits the batch. The inner results are per job: a job that panicked fails alone.
    fn commit(
        &mut self,
        batch: &mut [Box<dyn Job>],
    ) -> Result<Vec<Result<(), StoreError>>, StoreError> {
        let connection = match self.connection.take() {
            Some(connection) => connection,
            None => open_writer(&self.database)?,
        };
        let mut outcome = plainly(&connection, batch);
        if let Err(Trouble::Refused) = outcome {
            outcome = with_savepoints(&connection, batch);
        }
        match outcome {
            Ok(verdicts) => {
                self.connection = Some(connection);
                Ok(verdicts)
            }
            Err(Trouble::Broken(error)) => {
                // A connection that has seen a failed write is not trusted again: the next batch opens a new one.
                roll_back(&connection);
                drop(connection);
                Err(error)
            }
            Err(Trouble::Refused) => unreachable!("a savepoint undoes a refusal"),
        }
    }
}

/// A reader in the way is no error: what it still needs stays in the log until the next time.
fn fold(connection: &Connection, pragma: &str) -> Result<(), StoreError> {
    connection.query_row(pragma, [], |_| Ok(()))?;
    Ok(())
}

fn plainly(
    connection: &Connection,
    batch: &mut [Box<dyn Job>],
) -> Result<Vec<Result<(), StoreError>>, Trouble> {
    statement(connection, "begin immediate")?;
    let alone = batch.len() == 1;
    let mut verdicts = Vec::with_capacity(batch.len());
    for job in batch {
        let before = connection.total_changes();
        let (verdict, keep) = run(connection, job)?;
        if !keep && connection.total_changes() != before {
            roll_back(connection);
            if alone {
                // There is nothing else in the transaction to save.
                return Ok(vec![verdict]);
            }
            return Err(Trouble::Refused);
        }
        verdicts.push(verdict);
    }
    statement(connection, "commit")?;
    Ok(verdicts)
}

fn with_savepoints(
    connection: &Connection,
    batch: &mut [Box<dyn Job>],
) -> Result<Vec<Result<(), StoreError>>, Trouble> {
    statement(connection, "begin immediate")?;
    let mut verdicts = Vec::with_capacity(batch.len());
    for job in batch {
        statement(connection, "savepoint job")?;
        let (verdict, keep) = run(connection, job)?;
        if !keep {
            statement(connection, "rollback to job")?;
        }
        statement(connection, "release job")?;
        verdicts.push(verdict);
    }
    statement(connection, "commit")?;
    Ok(verdicts)
}

/// Runs one job: how it ended, and whether what it wrote is to be kept.
fn run(
    connection: &Connection,
    job: &mut Box<dyn Job>,
) -> Result<(Result<(), StoreError>, bool), Trouble> {
    let tx = SqliteTx::new(connection);
    let ended = catch_unwind(AssertUnwindSafe(|| job.run(&tx)));
    // SQLite rolls the whole transaction back by itself when the disk is full; what earlier jobs wrote is gone with it.
    if tx.is_broken() || connection.is_autocommit() {
        return Err(Trouble::Broken(StoreError::Unavailable(
            "the disk is full or failing".into(),
        )));
    }
    Ok(match ended {
        Ok(Verdict::Keep) => (Ok(()), true),
        Ok(Verdict::Undo) => (Ok(()), false),
        Err(_) => (
            Err(StoreError::Failed(
                "a piece of work panicked in the writer".into(),
            )),
            false,
        ),
    })
}

fn statement(connection: &Connection, sql: &'static str) -> Result<(), Trouble> {
    connection
        .prepare_cached(sql)
        .and_then(|mut s| s.execute([]))
        .map(|_| ())
        .map_err(|e| Trouble::Broken(StoreError::Unavailable(format!("{sql}: {e}"))))
}

fn roll_back(connection: &Connection) {
    if !connection.is_autocommit()
        && let Err(error) = connection.execute_batch("rollback")
    {
        tracing::error!(%error, "a rollback failed");
    }
}
