//! Housekeeping: what nobody waits for, but what would be missed after a month.
//!
//! The scheduler only rings: it puts a chore's name into a queue. One task takes the names and runs each chore beside the
//! others, never one beside itself. So the scheduler, whose own tasks outlive it, holds nothing that a stopping server must
//! let go of. Nothing here decides anything: a chore that never ran would only cost space and time.
//!
//! The scheduler goes by the machine's time: when that is set back, it would wait for what was already there to come again.
//! So a bell that is still for longer than it can be is wound anew.

use std::{sync::Arc, time::Duration};

use tokio::{
    sync::{Mutex, mpsc},
    task::JoinSet,
    time::{Instant, sleep_until},
};
use tokio_cron_scheduler::{Job, JobScheduler, JobSchedulerError};
use tokio_util::sync::CancellationToken;

use super::backups::Backups;
use crate::domain::{
    auth,
    ctx::Ctx,
    device,
    error::Error,
    idempotency, ngrams, otp,
    report::{activity, sums},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Chore {
    Sweep,
    Fold,
    Optimize,
    Backup,
    AddUp,
    TakeUp,
}

/// When each chore is rung for: seconds, minutes, hours, days, months, weekdays, in UTC.
const TIMETABLE: [(Chore, &str); 6] = [
    (Chore::Sweep, "20 7 * * * *"),
    (Chore::Fold, "40 * * * * *"),
    (Chore::Optimize, "50 37 */6 * * *"),
    // Looks whether one is due.
    (Chore::Backup, "*/5 * * * * *"),
    (Chore::AddUp, "30 52 * * * *"),
    (Chore::TakeUp, "10 * * * * *"),
];

/// Something rings every five seconds, and rings are looked for twice a second.
const STILL: Duration = Duration::from_secs(10);

/// How long chores under way may take when the server stops. A backup that does not make it leaves no file under
/// its name.
const DRAIN: Duration = Duration::from_secs(3);

/// Rings and works until `stop`.
pub async fn run(ctx: Ctx, backups: Option<Backups>, stop: CancellationToken) {
    let (bell, mut rung) = mpsc::channel(TIMETABLE.len());
    let mut scheduler = match schedule(&bell).await {
        Ok(scheduler) => scheduler,
        Err(error) => {
            tracing::error!(%error, "housekeeping could not be scheduled");
            return;
        }
    };
    // At the start too: after an import there may be years to add up, and everyone to take up. The queue is empty yet.
    let _ = bell.try_send(Chore::AddUp);
    let _ = bell.try_send(Chore::TakeUp);
    let backups = backups.map(Arc::new);
    let locks: [Arc<Mutex<()>>; TIMETABLE.len()] = std::array::from_fn(|_| Arc::default());
    let mut under_way = JoinSet::new();
    let mut last_ring = Instant::now();
    loop {
        let chore = tokio::select! {
            () = stop.cancelled() => break,
            Some(_) = under_way.join_next(), if !under_way.is_empty() => continue,
            Some(chore) = rung.recv() => chore,
            () = sleep_until(last_ring + STILL) => {
                last_ring = Instant::now();
                match wind_anew(scheduler, &bell).await {
                    Ok(wound) => scheduler = wound,
                    Err(error) => {
                        tracing::error!(%error, "housekeeping could not be scheduled anew");
                        return;
                    }
                }
                continue;
            }
        };
        last_ring = Instant::now();
        let Ok(turn) = locks[chore as usize].clone().try_lock_owned() else {
            tracing::debug!(?chore, "still at it");
            continue;
        };
        let (ctx, backups) = (ctx.clone(), backups.clone());
        under_way.spawn(async move {
            let _turn = turn;
            if let Err(error) = work(chore, &ctx, backups.as_deref()).await {
                tracing::error!(?chore, %error, "housekeeping failed; it is tried again later");
            }
        });
    }
    if let Err(error) = scheduler.shutdown().await {
        tracing::warn!(%error, "the scheduler did not stop");
    }
    let rest = async { while under_way.join_next().await.is_some() {} };
    let _ = tokio::time::timeout(DRAIN, rest).await;
}

async fn schedule(bell: &mpsc::Sender<Chore>) -> Result<JobScheduler, JobSchedulerError> {
    let scheduler = JobScheduler::new().await?;
    for (chore, times) in TIMETABLE {
        let bell = bell.clone();
        let job = Job::new_async(times, move |_, _| {
            // A full queue has this chore in it already.
            let _ = bell.try_send(chore);
            Box::pin(async {})
        })?;
        scheduler.add(job).await?;
    }
    scheduler.start().await?;
    Ok(scheduler)
}

/// In the place of a scheduler that does not ring.
async fn wind_anew(
    mut still: JobScheduler,
    bell: &mpsc::Sender<Chore>,
) -> Result<JobScheduler, JobSchedulerError> {
    tracing::warn!(
        "housekeeping has stood still, as it does when the machine's time is set back; it goes on"
    );
    if let Err(error) = still.shutdown().await {
        tracing::warn!(%error, "the scheduler did not stop");
    }
    schedule(bell).await
}

async fn work(chore: Chore, ctx: &Ctx, backups: Option<&Backups>) -> Result<(), Error> {
    match chore {
        Chore::Sweep => sweep(ctx).await.map(|_| ()),
        Chore::Fold => Ok(ctx.store().checkpoint().await?),
        Chore::Optimize => {
            ngrams::gather(ctx).await?;
            Ok(ctx.store().optimize().await?)
        }
        Chore::Backup => match backups {
            Some(backups) => backups.visit(ctx).await.map(|_| ()),
            None => Ok(()),
        },
        Chore::AddUp => {
            let quarters = sums::add_up(ctx).await?;
            let days = activity::add_up(ctx).await?;
            tracing::debug!(quarters, days, "added up");
            Ok(())
        }
        Chore::TakeUp => {
            let taken_up = ngrams::take_up(ctx).await?;
            tracing::debug!(?taken_up, "taken up for searching");
            Ok(())
        }
    }
}

/// What a sweep removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Swept {
    pub sign_ins: usize,
    pub idempotency_keys: usize,
    pub device_tokens: usize,
    pub otp_requests: usize,
}

/// Removes rows that have no meaning any more. One transaction each, so that nobody waits long behind it.
pub async fn sweep(ctx: &Ctx) -> Result<Swept, Error> {
    let swept = Swept {
        sign_ins: ctx.write(auth::forget_expired).await?,
        idempotency_keys: ctx.write(|work| idempotency::prune(work)).await?,
        device_tokens: ctx.write(device::forget_stale).await?,
        otp_requests: ctx.write(otp::forget_old).await?,
    };
    tracing::info!(?swept, "swept");
    Ok(swept)
}
