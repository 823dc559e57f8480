//! Whoever carries notices to closed apps: a lane of its own for each provider, so that one that hangs holds up neither the
//! others nor anybody else.
//!
//! Nothing waits for a lane. What it can't keep up with is thrown away, the oldest first: of two notices the later one is
//! worth more. What is waiting when the process dies is lost; the rows tell it to whoever opens the app.
//!
//! * `queue.rs`: what waits for a lane, bounded. `lane.rs`: looks up devices, tries, tries again, forgets dead tokens.

mod lane;
mod metrics;
mod queue;

use std::sync::Arc;

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

pub use self::metrics::PushMetrics;
use self::{lane::Lane, queue::Queue};
use crate::{
    clock::Clock,
    domain::{
        ctx::Ctx,
        event::Event,
        ids::UserId,
        push::{PushSender, notices},
    },
};

/// Where notices are handed in.
#[derive(Debug, Clone)]
pub struct Pusher {
    clock: Clock,
    queues: Vec<Arc<Queue>>,
    stop: CancellationToken,
}

/// All lanes, to be run.
#[derive(Debug)]
pub struct Lanes(Vec<Lane>);

impl Pusher {
    pub fn new(
        ctx: &Ctx,
        senders: Vec<Arc<dyn PushSender>>,
        metrics: &PushMetrics,
    ) -> (Self, Lanes) {
        let stop = CancellationToken::new();
        let (mut queues, mut lanes) = (Vec::new(), Vec::new());
        for sender in senders {
            let metrics = metrics.of(sender.name());
            let queue = Arc::new(Queue::new(sender.name(), metrics.clone()));
            queues.push(queue.clone());
            lanes.push(Lane::new(ctx.clone(), sender, queue, metrics, stop.clone()));
        }
        let pusher = Self {
            clock: ctx.clock().clone(),
            queues,
            stop,
        };
        (pusher, Lanes(lanes))
    }

    /// Takes what is to be told of an event to those who have no socket. Never waits.
    pub fn heard(&self, event: &Event, is_connected: impl Fn(UserId) -> bool) {
        for notice in notices(event, self.clock.now()) {
            if is_connected(notice.to) {
                continue;
            }
            let notice = Arc::new(notice);
            for queue in &self.queues {
                queue.put(notice.clone());
            }
        }
    }

    /// From here on nothing is taken, and nothing is tried again: the lanes end when they have tried what is waiting.
    pub fn close(&self) {
        self.stop.cancel();
        for queue in &self.queues {
            queue.close();
        }
    }
}

impl Lanes {
    /// Runs until [`Pusher::close`]. Ends at once when a lane ends before that, so that it is noticed.
    pub async fn run(self) {
        let mut running = JoinSet::new();
        let stop = self.0.first().map(|lane| lane.stop.clone());
        for lane in self.0 {
            running.spawn(lane.run());
        }
        while running.join_next().await.is_some() {
            if stop.as_ref().is_some_and(|stop| !stop.is_cancelled()) {
                return;
            }
        }
    }
}
