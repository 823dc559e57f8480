//! One provider's lane: takes notices from its queue, looks up where they go, and sees each through to its end.
//!
//! Three bounds: notices that wait (the queue), deliveries begun and not ended (those that wait for another try too), and
//! calls at one instant. When the second is reached the queue is left to fill.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::{
    sync::{Semaphore, SemaphorePermit},
    task::JoinSet,
};
use tokio_util::sync::CancellationToken;

use super::{metrics::LaneMetrics, queue::Queue};
use crate::{
    clock::Timestamp,
    domain::{
        ctx::Ctx,
        device::{self, Device},
        error::Error,
        push::{Address, NotTaken, Notice, PushSender, again_in_millis},
    },
};

/// Notices whose devices are looked up in one go.
const BATCH: usize = 64;

const MOST_UNDER_WAY: usize = 1024;

const MOST_CALLS: usize = 64;

/// Trouble with a provider is said at most so often; what came between is counted.
const SAID_AGAIN_SECONDS: i64 = 60;

#[derive(Debug)]
pub struct Lane {
    queue: Arc<Queue>,
    carrier: Arc<Carrier>,
    pub(super) stop: CancellationToken,
}

impl Lane {
    pub fn new(
        ctx: Ctx,
        sender: Arc<dyn PushSender>,
        queue: Arc<Queue>,
        metrics: LaneMetrics,
        stop: CancellationToken,
    ) -> Self {
        let carrier = Carrier {
            ctx,
            sender,
            metrics,
            calls: Semaphore::new(MOST_CALLS),
            trouble: Mutex::default(),
            stop: stop.clone(),
        };
        Self {
            queue,
            carrier: Arc::new(carrier),
            stop,
        }
    }

    pub async fn run(self) {
        let mut under_way = JoinSet::new();
        loop {
            if under_way.len() >= MOST_UNDER_WAY {
                under_way.join_next().await;
                continue;
            }
            let taken = tokio::select! {
                Some(_) = under_way.join_next(), if !under_way.is_empty() => continue,
                taken = self.queue.take(BATCH) => taken,
            };
            let Some(notices) = taken else { break };
            for (notice, address) in self.carrier.addressed(notices).await {
                under_way.spawn(self.carrier.clone().deliver(notice, address));
            }
        }
        while under_way.join_next().await.is_some() {}
    }
}

#[derive(Debug)]
struct Carrier {
    ctx: Ctx,
    sender: Arc<dyn PushSender>,
    metrics: LaneMetrics,
    calls: Semaphore,
    trouble: Mutex<Trouble>,
    /// Nothing is tried again after that.
    stop: CancellationToken,
}

/// When trouble was last said, and how often it was kept back since.
#[derive(Debug, Default)]
struct Trouble {
    said_at: Option<Timestamp>,
    unsaid: u64,
}

impl Carrier {
    /// Every place that these notices go to.
    async fn addressed(&self, notices: Vec<Arc<Notice>>) -> Vec<(Arc<Notice>, Address)> {
        let people: Vec<_> = notices.iter().map(|notice| notice.to).collect();
        let devices = self.ctx.read(move |tx| {
            let of = people.iter().map(|user| device::of(tx, *user));
            of.collect::<Result<Vec<_>, Error>>()
        });
        let devices = match devices.await {
            Ok(devices) => devices,
            Err(error) => {
                self.metrics.failed.inc_by(notices.len() as u64);
                self.complain(&error.to_string(), "push could not look up devices");
                return Vec::new();
            }
        };
        let mut addressed = Vec::new();
        for (notice, devices) in notices.into_iter().zip(devices) {
            for address in self.sender.addresses(devices) {
                addressed.push((notice.clone(), address));
            }
        }
        addressed
    }

    async fn deliver(self: Arc<Self>, notice: Arc<Notice>, address: Address) {
        let mut tries = 0;
        loop {
            let outcome = {
                let (_call, waited) = self.call().await;
                let is_news = self.ctx.now() < notice.good_until;
                let looked_up_just_now = tries == 0 && !waited;
                if !is_news || !(looked_up_just_now || self.is_still_theirs(&address).await) {
                    self.metrics.dropped.inc();
                    return;
                }
                self.sender.carry(&notice, &address).await
            };
            tries += 1;
            let Err(why) = outcome else {
                self.metrics.sent.inc();
                return;
            };
            if let (NotTaken::Dead(cause), Address::Device(device)) = (&why, &address) {
                self.forget(device.clone(), cause).await;
                return;
            }
            let again = again_in_millis(tries, &why, self.ctx.entropy());
            let again = again.map(|millis| self.ctx.now().plus_millis(millis));
            match again.filter(|at| *at < notice.good_until) {
                Some(at) if self.wait(at).await => self.metrics.retried.inc(),
                _ => return self.give_up(&notice, &why),
            }
        }
    }

    /// One of the calls that may be made at one instant, and whether it had to be waited for.
    async fn call(&self) -> (SemaphorePermit<'_>, bool) {
        if let Ok(call) = self.calls.try_acquire() {
            return (call, false);
        }
        let call = self.calls.acquire().await.expect("it is never closed");
        (call, true)
    }

    /// While a notice waited, for a call or for another try, its receiver may have signed out on this device, and someone
    /// else in.
    async fn is_still_theirs(&self, address: &Address) -> bool {
        let Address::Device(device) = address else {
            return true;
        };
        let device = device.clone();
        let looked = self.ctx.read(move |tx| device::is_still_there(tx, &device));
        looked.await.unwrap_or(false)
    }

    /// Whether there is another try after that.
    async fn wait(&self, until: Timestamp) -> bool {
        tokio::select! {
            () = self.stop.cancelled() => false,
            () = self.ctx.clock().sleep_until(until) => true,
        }
    }

    fn give_up(&self, notice: &Notice, why: &NotTaken) {
        self.metrics.failed.inc();
        let what = notice.what.as_str();
        self.complain(&why.to_string(), &format!("a push was given up: {what}"));
    }

    async fn forget(&self, device: Device, cause: &str) {
        let (user, platform) = (device.user, device.platform.as_str());
        match device::forget(&self.ctx, device).await {
            Ok(true) => {
                self.metrics.removed.inc();
                tracing::info!(
                    push.provider = self.sender.name(),
                    user.type = %user.user_type(),
                    user.id = %user.uuid(),
                    platform,
                    cause,
                    "a dead device token was removed"
                );
            }
            // Registered anew, or gone.
            Ok(false) => {}
            Err(error) => {
                self.complain(
                    &error.to_string(),
                    "a dead device token could not be removed",
                );
            }
        }
    }

    /// At most one line a minute: a provider that is away fails every notice.
    fn complain(&self, cause: &str, what: &str) {
        let now = self.ctx.now();
        let unsaid = {
            let mut trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
            let again = |at: Timestamp| at.plus_seconds(SAID_AGAIN_SECONDS);
            if trouble.said_at.is_some_and(|at| now < again(at)) {
                trouble.unsaid += 1;
                return;
            }
            trouble.said_at = Some(now);
            std::mem::take(&mut trouble.unsaid)
        };
        let provider = self.sender.name();
        tracing::warn!(push.provider = provider, cause, unsaid, "{what}");
    }
}
