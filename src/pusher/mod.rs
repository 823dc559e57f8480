//! Whoever carries notices to closed apps: a lane of its own for each provider, so that one that hangs holds up neither the
//! others nor anybody else.
//!
//! Nothing waits for a lane. What it can't keep up with is thrown away, the oldest first: of two notices the later one is
//! worth more. What is waiting when the process dies is lost; the rows tell it to whoever opens the app.
//!
//! * `queue.rs`: what waits for a lane, bounded. `lane.rs`: looks up devices, tries, tries again, forgets dead tokens.
//! * `trusted.rs`: what was told to sockets instead, until it is known that they were alive.

mod lane;
mod metrics;
mod queue;
mod trusted;

use std::sync::Arc;

use tokio::{task::JoinSet, time::Instant};
use tokio_util::sync::CancellationToken;

pub use self::metrics::PushMetrics;
use self::{lane::Lane, queue::Queue, trusted::Trusted};
use crate::{
    clock::Clock,
    domain::{
        ctx::Ctx,
        event::Event,
        ids::UserId,
        push::{Notice, PushSender, notices},
    },
};

/// Where notices are handed in.
#[derive(Debug, Clone)]
pub struct Pusher {
    clock: Clock,
    queues: Vec<Arc<Queue>>,
    trusted: Arc<Trusted>,
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
            trusted: Arc::new(Trusted::new()),
            stop,
        };
        (pusher, Lanes(lanes))
    }

    /// Takes what is to be told of an event to those who have no socket. The sockets have been told, not before `at`. Never
    /// waits.
    pub fn heard(&self, event: &Event, at: Instant, is_connected: impl Fn(UserId) -> bool) {
        for notice in notices(event, self.clock.now()) {
            let to = notice.to;
            let notice = Arc::new(notice);
            if is_connected(to) {
                self.trusted.keep(at, notice);
                // Given up between the look and the note: what is unheard now, whoever gave it up has not seen.
                if !is_connected(to) {
                    self.unheard(to, at, &is_connected);
                }
            } else {
                self.put(&notice);
            }
        }
    }

    fn put(&self, notice: &Arc<Notice>) {
        for queue in &self.queues {
            queue.put(notice.clone());
        }
    }

    /// Somebody has seen for themselves how things stood at this instant.
    pub fn caught_up(&self, user: UserId, at: Instant) {
        self.trusted.forget(user, at);
    }

    /// A socket was given up that has shown no sign of life since. What was told to it is told by push, unless there is
    /// another socket that has heard it.
    pub fn unheard(&self, user: UserId, since: Instant, is_connected: impl Fn(UserId) -> bool) {
        if is_connected(user) {
            return;
        }
        for notice in self.trusted.take_since(user, since) {
            self.put(&notice);
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
