//! Rows of `price_tiers`.

use super::PriceTier;
use crate::{
    params,
    store::{StoreError, Tx, TxExt},
};

pub(super) fn count(tx: &dyn Tx) -> Result<i64, StoreError> {
    tx.value("select count(*) from price_tiers", params![])
}

pub(super) fn insert(tx: &dyn Tx, tier: &PriceTier) -> Result<(), StoreError> {
    tx.execute(
        "insert into price_tiers (id, name, duration_minutes, price_idr, is_active, position, created_at, updated_at)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)",
        params![
            tier.id,
            &tier.name,
            tier.duration_minutes,
            tier.price_idr,
            tier.is_active,
            tier.position,
            tier.created_at
        ],
    )?;
    Ok(())
}
