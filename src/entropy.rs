//! Chance, from one place: ids, codes, tokens, made-up names.
//!
//! A seeded [`Entropy`] gives the same values in the same order, so a failing test replays. The system one is a ChaCha
//! generator seeded by the operating system; nothing secret ever comes from anywhere else.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use rand::{Rng, RngCore, SeedableRng, rngs::StdRng};
use uuid::Uuid;

use crate::clock::Timestamp;

#[derive(Clone)]
pub struct Entropy(Arc<Mutex<Source>>);

struct Source {
    rng: StdRng,
    /// Millisecond and counter of the last v7 id, so that ids made in one millisecond still sort in the order they were made.
    last_id: (i64, u16),
}

impl Entropy {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that asks the operating system"
    )]
    pub fn system() -> Self {
        Self::from(StdRng::from_os_rng())
    }

    pub fn seeded(seed: u64) -> Self {
        Self::from(StdRng::seed_from_u64(seed))
    }

    fn from(rng: StdRng) -> Self {
        Self(Arc::new(Mutex::new(Source {
            rng,
            last_id: (0, 0),
        })))
    }

    fn with<T>(&self, draw: impl FnOnce(&mut Source) -> T) -> T {
        draw(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        self.with(|s| {
            let mut bytes = [0; N];
            s.rng.fill_bytes(&mut bytes);
            bytes
        })
    }

    /// A random (v4) UUID, for secrets.
    pub fn uuid_v4(&self) -> Uuid {
        uuid::Builder::from_random_bytes(self.bytes()).into_uuid()
    }

    /// A time-ordered (v7) UUID, for rows.
    pub fn uuid_v7(&self, now: Timestamp) -> Uuid {
        let (millis, counter, random) = self.with(|s| {
            let (last, counter) = s.last_id;
            // The 12-bit counter starts low, to leave room to count; when it runs over, borrow the next millisecond.
            let next = if now.as_millis() > last {
                (now.as_millis(), s.rng.random_range(0..256))
            } else if counter < 0xfff {
                (last, counter + 1)
            } else {
                (last + 1, 0)
            };
            s.last_id = next;
            (next.0, next.1, s.rng.random::<[u8; 8]>())
        });
        let mut bytes = [0u8; 16];
        bytes[..6].copy_from_slice(&millis.to_be_bytes()[2..]);
        bytes[6..8].copy_from_slice(&counter.to_be_bytes());
        bytes[8..].copy_from_slice(&random);
        uuid::Builder::from_bytes(bytes)
            .with_version(uuid::Version::SortRand)
            .with_variant(uuid::Variant::RFC4122)
            .into_uuid()
    }

    /// `n` decimal digits, each equally likely, leading zeros included.
    pub fn digits(&self, n: usize) -> String {
        self.with(|s| {
            (0..n)
                .map(|_| char::from(b'0' + s.rng.random_range(0..10u8)))
                .collect()
        })
    }

    /// One of `choices`, which must not be empty.
    pub fn pick<'a, T>(&self, choices: &'a [T]) -> &'a T {
        &choices[self.with(|s| s.rng.random_range(0..choices.len()))]
    }

    pub fn below(&self, limit: u32) -> u32 {
        self.with(|s| s.rng.random_range(0..limit))
    }
}

impl fmt::Debug for Entropy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Entropy")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn row_ids_are_v7_and_sort_in_the_order_they_were_made() {
        let entropy = Entropy::seeded(1);
        let now = Timestamp::from_millis(1_700_000_000_000);
        let ids: Vec<Uuid> = (0..10_000).map(|_| entropy.uuid_v7(now)).collect();
        assert!(ids.is_sorted());
        assert!(ids.iter().all(|id| id.get_version_num() == 7));
        assert!(ids.windows(2).all(|w| w[0] != w[1]));
    }

    #[test]
    fn codes_are_uniform_over_all_digits() {
        let entropy = Entropy::seeded(7);
        let mut counts = [0u32; 10];
        for _ in 0..20_000 {
            for digit in entropy.digits(6).bytes() {
                counts[usize::from(digit - b'0')] += 1;
            }
        }
        // Chi-square over 10 cells of 12,000: 27.9 is the 0.1 % point of 9 degrees of freedom.
        let chi: f64 = counts
            .iter()
            .map(|&c| (f64::from(c) - 12_000.0).powi(2) / 12_000.0)
            .sum();
        assert!(chi < 27.9, "chi-square {chi} of {counts:?}");
    }
}
