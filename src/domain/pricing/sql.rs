//! Rows of `price_tiers`.

use uuid::Uuid;

use super::PriceTier;
use crate::{
    clock::Timestamp,
    domain::{
        ids::{CustomerId, PriceTierId},
        page::Page,
    },
    params,
    store::{Row, StoreError, Tx, TxExt},
};

const TIER: &str = "
    select id, name, duration_minutes, price_idr, is_active, position, created_at
      from price_tiers";

fn to_tier(row: &Row) -> Result<PriceTier, StoreError> {
    Ok(PriceTier {
        id: row.get(0)?,
        name: row.get(1)?,
        duration_minutes: row.get(2)?,
        price_idr: row.get(3)?,
        is_active: row.get(4)?,
        position: row.get(5)?,
        created_at: row.get(6)?,
    })
}

pub(super) fn count(tx: &dyn Tx) -> Result<i64, StoreError> {
    tx.value("select count(*) from price_tiers", params![])
}

pub(super) fn last_position(tx: &dyn Tx) -> Result<i64, StoreError> {
    tx.value(
        "select coalesce(max(position), 0) from price_tiers",
        params![],
    )
}

pub(super) fn find(tx: &dyn Tx, id: PriceTierId) -> Result<Option<PriceTier>, StoreError> {
    tx.row(&format!("{TIER} where id = ?1"), params![id])?
        .as_ref()
        .map(to_tier)
        .transpose()
}

pub(super) fn offered(tx: &dyn Tx) -> Result<Vec<PriceTier>, StoreError> {
    tx.rows(
        &format!("{TIER} where is_active = 1 order by position, id"),
        params![],
    )?
    .iter()
    .map(to_tier)
    .collect()
}

pub(super) fn all(tx: &dyn Tx) -> Result<Vec<PriceTier>, StoreError> {
    tx.rows(&format!("{TIER} order by position, id"), params![])?
        .iter()
        .map(to_tier)
        .collect()
}

pub(super) fn page(tx: &dyn Tx, page: &Page) -> Result<Vec<PriceTier>, StoreError> {
    let (position, id) = page.after.map_or((i64::MIN, Uuid::nil()), |last| {
        (last.at.as_millis(), last.id)
    });
    tx.rows(
        &format!(
            "{TIER}
              where (position, id) > (?1, ?2)
              order by position, id
              limit ?3"
        ),
        params![position, id, page.fetch()],
    )?
    .iter()
    .map(to_tier)
    .collect()
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

pub(super) fn update(tx: &dyn Tx, tier: &PriceTier, now: Timestamp) -> Result<bool, StoreError> {
    tx.changes_one(
        "update price_tiers
            set name = ?2,
                duration_minutes = ?3,
                price_idr = ?4,
                is_active = ?5,
                position = ?6,
                updated_at = ?7
          where id = ?1",
        params![
            tier.id,
            &tier.name,
            tier.duration_minutes,
            tier.price_idr,
            tier.is_active,
            tier.position,
            now
        ],
    )
}

pub(super) fn delete(tx: &dyn Tx, id: PriceTierId) -> Result<bool, StoreError> {
    tx.changes_one("delete from price_tiers where id = ?1", params![id])
}

pub(super) fn has_started_a_session(tx: &dyn Tx, customer: CustomerId) -> Result<bool, StoreError> {
    tx.value(
        "select exists (
            select 1
              from chat_sessions
             where customer_id = ?1 and started_at is not null
         )",
        params![customer],
    )
}
