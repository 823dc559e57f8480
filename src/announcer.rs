//! After the commit: each event, in commit order, to whoever must hear of it: the alarm, the sockets it is for, and phones
//! whose app is closed.
//!
//! One task takes events from a bounded queue that the writer fills. It never writes and never waits for the network, so a
//! full queue can't end in a deadlock: the writer waits a moment, and that is all.

use std::sync::Arc;

use tokio::{sync::mpsc, time::Instant};
use tokio_util::sync::CancellationToken;

use crate::{
    clock::Clock,
    dev::Timeline,
    domain::event::Event,
    hub::{Broker, Renderer},
    pusher::Pusher,
    timers::alarm::Nudge,
};

/// Events between the writer and the announcer.
pub const QUEUE: usize = 4096;

#[derive(Debug)]
pub struct Announcer {
    pub alarm: Nudge,
    pub renderer: Renderer,
    pub broker: Arc<dyn Broker>,
    pub pusher: Pusher,
    /// Whoever keeps what has happened, on a server for development.
    pub timeline: Option<(Timeline, Clock)>,
    /// When this is cancelled the server stops: push gets what has happened until then, and no more.
    pub last_pushes: CancellationToken,
}

impl Announcer {
    /// Runs until every sender is gone.
    pub async fn run(self, mut events: mpsc::Receiver<Event>) {
        let mut pushes = true;
        loop {
            tokio::select! {
                biased;
                event = events.recv() => match event {
                    Some(event) => self.announce(&event),
                    None => return,
                },
                // Only when nothing is left that happened before.
                () = self.last_pushes.cancelled(), if pushes => {
                    pushes = false;
                    self.pusher.close();
                }
            }
        }
    }

    fn announce(&self, event: &Event) {
        if let Some((timeline, clock)) = &self.timeline {
            timeline.heard(clock.now(), event);
        }
        self.alarm.heard(event);
        let at = Instant::now();
        for envelope in self.renderer.render(event) {
            self.broker.publish(envelope);
        }
        self.pusher
            .heard(event, at, |user| self.broker.is_connected(user));
    }
}
