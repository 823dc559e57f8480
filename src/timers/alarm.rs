//! The alarm: one task that does what is due at its instant.
//!
//! It keeps nothing. The deadlines are columns in the database; it asks for the earliest, sleeps until then or until it is
//! nudged because there may be an earlier one, and does what is due in batches. What is due is looked at again in the
//! transaction that changes it, so a ring that is late, doubled or out of date does no harm, and several servers may ring.

use std::{sync::Arc, time::Duration};

use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::{
    clock::Timestamp,
    domain::{
        ctx::Ctx,
        error::Error,
        event::Event,
        pairing::{self, PutAside},
    },
};

/// How long to wait before trying again when the store can't be used.
const RETRY: Duration = Duration::from_secs(1);

/// Tells the alarm that there may be an earlier deadline than the one it sleeps for.
#[derive(Debug, Clone, Default)]
pub struct Nudge(Arc<Notify>);

impl Nudge {
    /// For each committed event: most have nothing to do with deadlines.
    pub fn heard(&self, event: &Event) {
        if moves_a_deadline(event) {
            self.0.notify_one();
        }
    }
}

fn moves_a_deadline(event: &Event) -> bool {
    match event {
        Event::ConfigUpdated(_)
        | Event::RequestOffered { .. }
        | Event::SessionStarted(_)
        | Event::ExtensionRequested(_)
        | Event::ExtensionResolved { .. }
        | Event::SessionClosing(_) => true,
        // These only end what had a deadline, or are none of its business.
        Event::SignedOut { .. }
        | Event::GuestMerged(_)
        | Event::CustomerErased(_)
        | Event::MitraDeactivated(_)
        | Event::RequestClosed { .. }
        | Event::RequestExpired(_)
        | Event::SessionExpiring { .. }
        | Event::GoodbyeReceived { .. }
        | Event::SessionCompleted(_)
        | Event::TopicUpdated { .. }
        | Event::MessageSent { .. }
        | Event::MessagesMarked { .. } => false,
    }
}

/// Rings until `stop`.
pub async fn run(ctx: Ctx, nudge: Nudge, stop: CancellationToken) {
    let mut aside = PutAside::default();
    loop {
        // Not given up half-way: a nudge meanwhile is kept for the next round.
        let rung = ring(&ctx, &mut aside).await;
        let rest = async {
            match rung {
                Ok(Some(next)) => ctx.clock().sleep_until(next).await,
                Ok(None) => std::future::pending().await,
                Err(error) => {
                    tracing::warn!(%error, "the alarm could not do what is due; it tries again");
                    tokio::time::sleep(RETRY).await;
                }
            }
        };
        tokio::select! {
            () = stop.cancelled() => return,
            () = rest => {}
            () = nudge.0.notified() => {}
        }
    }
}

/// Does all that is due and says when to ring next.
async fn ring(ctx: &Ctx, aside: &mut PutAside) -> Result<Option<Timestamp>, Error> {
    loop {
        // Taken first: what becomes due while we work is found by the next round, or lies after it.
        let now = ctx.now();
        if !pairing::settle_due(ctx, aside).await? {
            return pairing::next_look(ctx, now).await;
        }
    }
}

/// Returns once nothing is left that is due now. The alarm may be at it as well; who comes second finds nothing to do.
pub async fn settle(ctx: &Ctx) -> Result<(), Error> {
    ring(ctx, &mut PutAside::default()).await.map(|_| ())
}
