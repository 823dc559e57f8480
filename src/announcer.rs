//! After the commit: each event, in commit order, to whoever must hear of it: the alarm, the sockets it is for, and phones
//! whose app is closed.
//!
//! One task takes events from a bounded queue that the writer fills. It never writes and never waits for the network, so a
//! full queue can't end in a deadlock: the writer waits a moment, and that is all.

use std::sync::Arc;

use tokio::sync::mpsc;

use crate::{
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
}

impl Announcer {
    /// Runs until every sender is gone.
    pub async fn run(self, mut events: mpsc::Receiver<Event>) {
        while let Some(event) = events.recv().await {
            self.announce(&event);
        }
    }

    fn announce(&self, event: &Event) {
        tracing::trace!(?event, "announced");
        self.alarm.heard(event);
        for envelope in self.renderer.render(event) {
            self.broker.publish(envelope);
        }
        self.pusher
            .heard(event, |user| self.broker.is_connected(user));
    }
}
