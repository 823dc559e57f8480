//! What a session costs: price tiers, in the order in which customers see them, and the free trial.
//!
//! A session copies its tier when it is asked for, so changing or deleting one changes no past. This concept says what is
//! offered; whoever sells a session looks it up here, in the transaction that sells it.

mod sql;
mod tiers;

pub use self::tiers::{NewTier, TierEdit, TierName, create, delete, list, seed, update};
use super::{
    config::{Config, FreeTrial},
    error::{Code, Error},
    ids::{CustomerId, PriceTierId},
};
use crate::{clock::Timestamp, store::Tx};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceTier {
    pub id: PriceTierId,
    pub name: String,
    pub duration_minutes: i64,
    pub price_idr: i64,
    /// Whether customers are offered it.
    pub is_active: bool,
    /// The smallest comes first; of two alike the older one.
    pub position: i64,
    pub created_at: Timestamp,
}

/// What one customer can choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    pub tiers: Vec<PriceTier>,
    pub free_trial: FreeTrial,
    pub trial_eligible: bool,
}

pub fn offer(tx: &dyn Tx, customer: CustomerId) -> Result<Offer, Error> {
    Ok(Offer {
        tiers: offered(tx)?,
        free_trial: Config::load(tx)?.free_trial,
        trial_eligible: trial_is_eligible(tx, customer)?,
    })
}

/// The tiers that customers are offered, in their order.
pub fn offered(tx: &dyn Tx) -> Result<Vec<PriceTier>, Error> {
    Ok(sql::offered(tx)?)
}

/// Every tier, offered or not, in the same order.
pub fn all(tx: &dyn Tx) -> Result<Vec<PriceTier>, Error> {
    Ok(sql::all(tx)?)
}

/// A tier that can be bought. Gone or not offered any more: `PRICE_TIER_NOT_FOUND`.
pub fn find_offered(tx: &dyn Tx, id: PriceTierId) -> Result<PriceTier, Error> {
    sql::find(tx, id)?
        .filter(|tier| tier.is_active)
        .ok_or_else(|| Code::PriceTierNotFound.into())
}

/// Until a session of that customer has started. Whether trials are given at all is a setting.
pub fn trial_is_eligible(tx: &dyn Tx, customer: CustomerId) -> Result<bool, Error> {
    Ok(!sql::has_started_a_session(tx, customer)?)
}
