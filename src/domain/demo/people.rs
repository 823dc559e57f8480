//! Who they are.

use super::words;
use crate::{
    clock::Timestamp,
    domain::ids::{CustomerId, MitraId},
    entropy::Entropy,
};

#[derive(Debug, Clone)]
pub struct Mitra {
    pub id: MitraId,
    pub name: String,
    pub phone: String,
    pub is_active: bool,
    pub is_online: bool,
    /// How many of a hundred requests she answers one way or the other.
    pub diligence: u32,
    pub since: Timestamp,
}

#[derive(Debug, Clone)]
pub struct Customer {
    pub id: CustomerId,
    pub name: String,
    /// `None` is a guest.
    pub phone: Option<String>,
    pub since: Timestamp,
}

#[derive(Debug, Clone)]
pub struct People {
    pub mitras: Vec<Mitra>,
    pub customers: Vec<Customer>,
}

/// The days that are told of, and some before, in which the mitras had come.
pub const DAYS: u32 = 30;
const DAY_SECONDS: u32 = 86_400;

impl People {
    pub fn make_up(chance: &Entropy, now: Timestamp, mitras: usize, customers: usize) -> Self {
        let ago = |seconds: u32| now.plus_seconds(-i64::from(seconds));
        let mitras = (0..mitras)
            .map(|n| {
                let since = ago(DAYS * DAY_SECONDS + chance.below(90 * DAY_SECONDS));
                let name = words::MITRA_NAMES[n % words::MITRA_NAMES.len()];
                Mitra {
                    id: MitraId::new(chance, since),
                    name: name.to_owned(),
                    phone: format!("+6281390{:06}", 1_000 + n),
                    // A few wait for their activation; a few look away too often.
                    is_active: n % 10 != 9,
                    is_online: n % 10 != 9 && n % 3 == 0,
                    diligence: if n % 9 == 4 {
                        25
                    } else {
                        70 + chance.below(30)
                    },
                    since,
                }
            })
            .collect();
        let mut customers: Vec<Customer> = (0..customers)
            .map(|n| {
                // Half of them had come before the month began.
                let since = ago(3_600 + chance.below(2 * DAYS * DAY_SECONDS));
                let name = format!(
                    "{} {}",
                    chance.pick(&words::FEELINGS),
                    chance.pick(&words::MANNERS)
                );
                Customer {
                    id: CustomerId::new(chance, since),
                    name,
                    phone: (n % 5 < 2).then(|| format!("+6281277{:06}", 1_000 + n)),
                    since,
                }
            })
            .collect();
        customers.sort_by_key(|customer| customer.since);
        Self { mitras, customers }
    }
}
