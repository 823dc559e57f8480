//! What a server must have to be ready: its long-lived tasks, and a store that takes writes.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use crate::domain::{config, ctx::Ctx};

/// However many probes ask, a page is written for them at most this often.
const ASK_AGAIN: Duration = Duration::from_secs(1);

/// A store that has not answered by then is not ready, whatever the reason.
const PATIENCE: Duration = Duration::from_secs(2);

#[derive(Debug, Clone, Default)]
pub struct Vitals(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    draining: AtomicBool,
    /// Whether each task is still running.
    tasks: Mutex<BTreeMap<&'static str, bool>>,
    /// The last look at the store. Held while looking, so that probes at one instant share one look.
    writable: tokio::sync::Mutex<Option<(Instant, bool)>>,
}

impl Vitals {
    /// Notes a task that must run for as long as the server does. It counts as ended when the mark is dropped, however that
    /// comes about: by returning, by a panic, by being cancelled.
    pub fn task(&self, name: &'static str) -> Running {
        self.tasks(|tasks| tasks.insert(name, true));
        Running {
            name,
            vitals: self.clone(),
        }
    }

    fn tasks<T>(&self, look: impl FnOnce(&mut BTreeMap<&'static str, bool>) -> T) -> T {
        look(&mut self.0.tasks.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Each task, and whether it runs.
    pub fn running(&self) -> BTreeMap<&'static str, bool> {
        self.tasks(|tasks| tasks.clone())
    }

    /// From here on tasks may end.
    pub fn drain(&self) {
        self.0.draining.store(true, Ordering::Relaxed);
    }

    pub fn is_draining(&self) -> bool {
        self.0.draining.load(Ordering::Relaxed)
    }

    /// Whether the store takes writes, as of a second ago at most.
    pub async fn store_is_writable(&self, ctx: &Ctx) -> bool {
        let mut last = self.0.writable.lock().await;
        if let Some((at, writable)) = *last
            && at.elapsed() < ASK_AGAIN
        {
            return writable;
        }
        let writable = tokio::time::timeout(PATIENCE, config::prove_writable(ctx))
            .await
            .is_ok_and(|proof| proof.is_ok());
        *last = Some((Instant::now(), writable));
        writable
    }
}

/// Held by a task for as long as it runs.
#[derive(Debug)]
pub struct Running {
    name: &'static str,
    vitals: Vitals,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.vitals.tasks(|tasks| tasks.insert(self.name, false));
        if !self.vitals.is_draining() {
            tracing::error!(
                task = self.name,
                "a task has ended that must not; the server is not ready any more"
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_task_that_panics_is_seen_to_have_ended() {
        let vitals = Vitals::default();
        let running = vitals.task("fragile");
        let _other = vitals.task("sturdy");
        let task = tokio::spawn(async move {
            let _running = running;
            panic!("as it happens");
        });
        assert!(task.await.is_err());
        let seen: Vec<_> = vitals.running().into_iter().collect();
        assert_eq!(seen, [("fragile", false), ("sturdy", true)]);
    }
}
