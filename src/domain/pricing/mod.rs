//! What a session costs: price tiers, in the order in which customers see them.

mod sql;

use super::{ctx::Ctx, error::Error, ids::PriceTierId};
use crate::{clock::Timestamp, store::Change};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceTier {
    pub id: PriceTierId,
    pub name: String,
    pub duration_minutes: i64,
    pub price_idr: i64,
    pub is_active: bool,
    pub position: i64,
    pub created_at: Timestamp,
}

/// What a new database offers until an operator decides.
const STARTER: [(&str, i64, i64); 3] = [
    ("15 menit", 15, 15_000),
    ("30 menit", 30, 27_000),
    ("60 menit", 60, 49_000),
];

/// Makes the starting tiers where there is none at all; says which were made.
pub async fn seed(ctx: &Ctx) -> Result<Vec<(&'static str, Change)>, Error> {
    ctx.write(|work| {
        let change = if sql::count(work.tx)? == 0 {
            Change::Created
        } else {
            Change::Skipped
        };
        for (position, (name, minutes, price)) in STARTER.into_iter().enumerate() {
            if change == Change::Created {
                let tier = PriceTier {
                    id: PriceTierId::new(work.entropy, work.now),
                    name: name.to_owned(),
                    duration_minutes: minutes,
                    price_idr: price,
                    is_active: true,
                    position: position as i64 + 1,
                    created_at: work.now,
                };
                sql::insert(work.tx, &tier)?;
            }
        }
        Ok(STARTER.iter().map(|(name, ..)| (*name, change)).collect())
    })
    .await
}
