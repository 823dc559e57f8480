//! What a use case is given: [`Ctx`] to look and to write, and inside a write [`Work`], one transaction.
//!
//! The rule for use cases: look (read), think (hash, call other machines), commit (guarded write). Inside `write` there is
//! no waiting, no hashing and no network, and nothing is touched but `Work`: the closure may run twice.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};

use super::{error::Error, event::Event, hashing::Hashing};
use crate::{
    clock::{Clock, Timestamp},
    entropy::Entropy,
    store::{Job, Store, StoreError, Tx, Verdict},
};

#[derive(Debug, Clone)]
pub struct Ctx(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    store: Store,
    clock: Clock,
    entropy: Entropy,
    hashing: Hashing,
    events: mpsc::Sender<Event>,
}

impl Ctx {
    /// `events` takes what was committed; it must be drained, or writers wait.
    pub fn new(
        store: Store,
        clock: Clock,
        entropy: Entropy,
        hashing: Hashing,
        events: mpsc::Sender<Event>,
    ) -> Self {
        Self(Arc::new(Inner {
            store,
            clock,
            entropy,
            hashing,
            events,
        }))
    }

    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    pub fn entropy(&self) -> &Entropy {
        &self.0.entropy
    }

    pub fn hashing(&self) -> &Hashing {
        &self.0.hashing
    }

    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// Looks at one snapshot of the data.
    pub async fn read<T: Send + 'static>(
        &self,
        look: impl FnOnce(&dyn Tx) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.0.store.read(look).await
    }

    /// Runs one transaction and returns when it is on the disk. An `Err` undoes whatever `change` has written; a refusal
    /// that must leave a trace (a wrong guess that counts) is returned inside `Ok`.
    pub async fn write<T: Send + 'static>(
        &self,
        change: impl FnMut(&mut Work<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (reply, answer) = oneshot::channel();
        let job = Transaction {
            ctx: self.clone(),
            change,
            ended: None,
            events: Vec::new(),
            reply,
        };
        self.0.store.submit(Box::new(job)).await?;
        answer
            .await
            .unwrap_or_else(|_| Err(StoreError::Closed.into()))
    }
}

/// One transaction under way.
pub struct Work<'a> {
    pub tx: &'a dyn Tx,
    /// The one instant of everything in this transaction.
    pub now: Timestamp,
    pub entropy: &'a Entropy,
    events: &'a mut Vec<Event>,
}

impl Work<'_> {
    /// To be announced if, and only if, this transaction is committed.
    pub fn announce(&mut self, event: Event) {
        self.events.push(event);
    }
}

impl std::fmt::Debug for Work<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Work at {}", self.now)
    }
}

struct Transaction<T, F> {
    ctx: Ctx,
    change: F,
    ended: Option<Result<T, Error>>,
    events: Vec<Event>,
    reply: oneshot::Sender<Result<T, Error>>,
}

impl<T, F> Job for Transaction<T, F>
where
    T: Send + 'static,
    F: FnMut(&mut Work<'_>) -> Result<T, Error> + Send + 'static,
{
    fn run(&mut self, tx: &dyn Tx) -> Verdict {
        self.events.clear();
        let mut work = Work {
            tx,
            now: self.ctx.now(),
            entropy: self.ctx.entropy(),
            events: &mut self.events,
        };
        let ended = (self.change)(&mut work);
        let verdict = if ended.is_ok() {
            Verdict::Keep
        } else {
            Verdict::Undo
        };
        self.ended = Some(ended);
        verdict
    }

    fn committed(self: Box<Self>) {
        let ended = self.ended.expect("run was called before committed");
        if ended.is_ok() {
            for event in self.events {
                // Fails only when nobody listens any more, which is the end of the process.
                let _ = self.ctx.0.events.blocking_send(event);
            }
        }
        // The caller may have gone away; the work stands all the same.
        let _ = self.reply.send(ended);
    }

    fn failed(self: Box<Self>, error: StoreError) {
        let _ = self.reply.send(Err(error.into()));
    }
}
