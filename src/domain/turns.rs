//! Turns: work on one thing that is done one after the other, so that each piece gets the answer that the one before it leads
//! to. Only for kinder answers: what must hold holds by the rows, for other processes take no turns with this one.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
};

use tokio::sync::{Mutex, MutexGuard};

/// Things share a few lanes: two that fall into one wait for each other, which is harmless.
#[derive(Debug, Clone, Default)]
pub struct Turns(Arc<[Mutex<()>; 32]>);

impl Turns {
    /// Waits until everyone who came earlier for the same thing has dropped what is returned here.
    pub async fn wait(&self, thing: impl Hash) -> MutexGuard<'_, ()> {
        let mut hasher = DefaultHasher::new();
        thing.hash(&mut hasher);
        let lane = hasher.finish() as usize % self.0.len();
        self.0[lane].lock().await
    }
}
