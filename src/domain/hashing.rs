//! bcrypt, off the async threads, in a bounded pool.
//!
//! Two lanes, so that one guest's refresh never waits behind a flood of staff logins: *quick* for refresh tokens and codes,
//! *slow* for passwords, which take hundreds of milliseconds of a core each. The threads run at low priority: under any
//! flood of logins the rest of the server gets its processor time first. A full lane is refused, not queued without end.

use std::sync::{
    Arc, Mutex, PoisonError,
    mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
};

use tokio::sync::oneshot;

use super::error::{Code, Error};
use crate::entropy::Entropy;

/// What is hashed decides the cost: a random 256-bit token needs no slow hash, a code lives five minutes, a password is
/// what people choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secret {
    Token,
    Code,
    Password,
}

#[derive(Debug, Clone, Copy)]
pub struct Costs {
    pub token: u32,
    pub code: u32,
    pub password: u32,
}

impl Costs {
    pub const PRODUCTION: Self = Self {
        token: 4,
        code: 8,
        password: 12,
    };
    /// As cheap as bcrypt gets, for tests.
    pub const CHEAP: Self = Self {
        token: 4,
        code: 4,
        password: 4,
    };

    fn of(self, secret: Secret) -> u32 {
        match secret {
            Secret::Token => self.token,
            Secret::Code => self.code,
            Secret::Password => self.password,
        }
    }
}

/// bcrypt does not see what comes after.
pub const MOST_BYTES: usize = 72;

/// Waiting work per lane before new work is refused. At a few milliseconds each this is a second of queue in the quick
/// lane; the slow lane is shorter, since each waits a third of a second.
const QUICK_QUEUE: usize = 2000;
const SLOW_QUEUE: usize = 100;

type Task = Box<dyn FnOnce() + Send>;

#[derive(Clone)]
pub struct Hashing(Arc<Inner>);

struct Inner {
    quick: SyncSender<Task>,
    slow: SyncSender<Task>,
    costs: Costs,
    entropy: Entropy,
    /// A hash of nothing anyone knows, at the cost of a password: what an unknown e-mail is compared with.
    decoy: String,
}

impl std::fmt::Debug for Hashing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Hashing({:?})", self.0.costs)
    }
}

impl Hashing {
    pub fn start(costs: Costs, entropy: Entropy) -> Self {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        // A decoy needs the form and the cost of a real hash, not a password behind it.
        let decoy = format!(
            "$2b${:02}$abcdefghijklmnopqrstuuJRqV1y3W0mJ1sW5p9yTn2Yq6Zb0xQ2C",
            costs.password
        );
        Self(Arc::new(Inner {
            quick: lane("hash-quick", cores, QUICK_QUEUE),
            slow: lane("hash-slow", (cores / 2).max(1), SLOW_QUEUE),
            costs,
            entropy,
            decoy,
        }))
    }

    /// Hashes `plain`, which must not be longer than 72 bytes: bcrypt would ignore the rest. (The crate's own functions that do
    /// not truncate refuse 72 bytes too, for which there is no reason but the C string's closing zero.)
    pub async fn hash(&self, secret: Secret, plain: String) -> Result<String, Error> {
        let cost = self.0.costs.of(secret);
        let salt = self.0.entropy.bytes();
        if plain.len() > MOST_BYTES {
            return Err(Error::internal("more is to be hashed than bcrypt can see"));
        }
        self.run(secret, move || {
            bcrypt::hash_with_salt(plain, cost, salt)
                .map(|parts| parts.to_string())
                .map_err(Error::internal)
        })
        .await?
    }

    pub async fn verify(&self, secret: Secret, plain: String, hash: String) -> Result<bool, Error> {
        self.run(secret, move || {
            // A plain text that is too long and a hash that is none are both simply not a match.
            plain.len() <= MOST_BYTES && bcrypt::verify(plain, &hash).unwrap_or(false)
        })
        .await
    }

    /// Takes as long as a wrong password, for an account that does not exist.
    pub async fn verify_nothing(&self, plain: String) -> Result<(), Error> {
        let decoy = self.0.decoy.clone();
        self.verify(Secret::Password, plain, decoy)
            .await
            .map(|_| ())
    }

    async fn run<T: Send + 'static>(
        &self,
        secret: Secret,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let lane = match secret {
            Secret::Token | Secret::Code => &self.0.quick,
            Secret::Password => &self.0.slow,
        };
        let (reply, answer) = oneshot::channel();
        let task: Task = Box::new(move || {
            // Nobody waits any more when the client has gone: spare the work.
            if !reply.is_closed() {
                let _ = reply.send(work());
            }
        });
        lane.try_send(task).map_err(|refused| match refused {
            TrySendError::Full(_) => Code::Busy.retry_after(2),
            TrySendError::Disconnected(_) => Error::internal("the hashing threads are gone"),
        })?;
        answer.await.map_err(Error::internal)
    }
}

fn lane(name: &str, threads: usize, queue: usize) -> SyncSender<Task> {
    let (sender, receiver) = sync_channel::<Task>(queue);
    let receiver = Arc::new(Mutex::new(receiver));
    for _ in 0..threads {
        let receiver = receiver.clone();
        std::thread::Builder::new()
            .name(name.into())
            .spawn(move || serve(&receiver))
            .expect("threads can be started while the server starts");
    }
    sender
}

fn serve(tasks: &Mutex<Receiver<Task>>) {
    // On Linux niceness is per thread. Where it can't be lowered the lanes still bound the work.
    let _ = rustix::process::nice(10);
    loop {
        let task = tasks.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match task {
            Ok(task) => task(),
            Err(_) => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_secret_matches_its_own_hash_only() {
        let hashing = Hashing::start(Costs::CHEAP, Entropy::seeded(1));
        let hash = hashing.hash(Secret::Code, "012345".into()).await.unwrap();
        assert!(
            hashing
                .verify(Secret::Code, "012345".into(), hash.clone())
                .await
                .unwrap()
        );
        assert!(
            !hashing
                .verify(Secret::Code, "012346".into(), hash)
                .await
                .unwrap()
        );
    }

    #[tokio::test]
    async fn seventy_two_bytes_are_hashed_to_the_last_and_one_more_is_refused() {
        let hashing = Hashing::start(Costs::CHEAP, Entropy::seeded(1));
        let plain = "x".repeat(MOST_BYTES);
        let hash = hashing.hash(Secret::Code, plain.clone()).await.unwrap();
        let other = format!("{}y", "x".repeat(MOST_BYTES - 1));
        let longer = format!("{plain}x");
        for (typed, same) in [(plain, true), (other, false), (longer.clone(), false)] {
            let matches = hashing.verify(Secret::Code, typed, hash.clone()).await;
            assert_eq!(matches.unwrap(), same);
        }
        assert!(hashing.hash(Secret::Code, longer).await.is_err());
    }

    #[tokio::test]
    async fn the_decoy_has_the_form_of_a_hash_so_that_it_costs_the_same_time() {
        let hashing = Hashing::start(Costs::CHEAP, Entropy::seeded(1));
        let decoy = &hashing.0.decoy;
        assert!(bcrypt::verify("anything", decoy).is_ok(), "{decoy}");
    }
}
