//! After the commit: each event, in commit order, to whoever must hear of it.
//!
//! One task takes events from a bounded queue that the writer fills. It never writes and never waits for the network, so a
//! full queue can't end in a deadlock: the writer waits a moment, and that is all.

use tokio::sync::mpsc;

use crate::{domain::event::Event, timers::alarm::Nudge};

/// Events between the writer and the announcer.
pub const QUEUE: usize = 4096;

/// Runs until every sender is gone.
pub async fn run(mut events: mpsc::Receiver<Event>, alarm: Nudge) {
    while let Some(event) = events.recv().await {
        alarm.heard(&event);
        tracing::debug!(?event, "announced");
    }
}
