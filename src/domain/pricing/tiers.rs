//! Price tiers in the hands of operators: every change is audited, and announced to apps that show prices.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{PriceTier, sql};
use crate::{
    clock::Timestamp,
    domain::{
        audit::{self, By, Change},
        config::Config,
        ctx::{Ctx, Work},
        error::{Code, Error},
        event::Event,
        ids::PriceTierId,
        page::{Cursor, Listed, Page},
    },
    store,
};

/// What customers read on the price: 1 to 60 characters, trimmed, no control characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TierName(String);

impl TierName {
    pub const MOST: usize = 60;

    pub fn parse(text: &str) -> Result<Self, Error> {
        let wrong = |why: String| Err(Error::field("/name", why));
        let name = text.trim();
        if name.is_empty() {
            return wrong("must not be empty".into());
        }
        if name.chars().count() > Self::MOST {
            return wrong(format!("must have at most {} characters", Self::MOST));
        }
        if name.chars().any(char::is_control) {
            return wrong("must not hold control characters".into());
        }
        Ok(Self(name.to_owned()))
    }
}

#[derive(Debug, Clone)]
pub struct NewTier {
    pub name: TierName,
    pub duration_minutes: i64,
    pub price_idr: i64,
    pub is_active: bool,
    /// `None`: behind all others.
    pub position: Option<i64>,
}

/// `None` leaves a member as it is.
#[derive(Debug, Clone)]
pub struct TierEdit {
    pub name: Option<TierName>,
    pub duration_minutes: Option<i64>,
    pub price_idr: Option<i64>,
    pub is_active: Option<bool>,
    pub position: Option<i64>,
}

/// In the order in which customers see them.
pub async fn list(ctx: &Ctx, page: Page) -> Result<Listed<PriceTier>, Error> {
    ctx.read(move |tx| {
        let tiers = sql::page(tx, &page)?;
        let total = sql::count(tx)?;
        Ok(page.cut(tiers, place).of(total))
    })
    .await
}

/// The list is not ordered by an instant: a tier's position stands in its place.
fn place(tier: &PriceTier) -> Cursor {
    Cursor {
        at: Timestamp::from_millis(tier.position),
        id: tier.id.0,
    }
}

pub async fn create(ctx: &Ctx, by: By, new: NewTier) -> Result<PriceTier, Error> {
    ctx.write(move |work| {
        let position = match new.position {
            Some(position) => position,
            None => sql::last_position(work.tx)? + 1,
        };
        let tier = PriceTier {
            id: PriceTierId::new(work.entropy, work.now),
            name: new.name.0.clone(),
            duration_minutes: new.duration_minutes,
            price_idr: new.price_idr,
            is_active: new.is_active,
            position,
            created_at: work.now,
        };
        sql::insert(work.tx, &tier)?;
        let after = Some(described(&tier));
        tell(work, &by, "price_tier.created", tier.id, None, after)?;
        Ok(tier)
    })
    .await
}

/// A change that changes nothing is neither audited nor announced.
pub async fn update(
    ctx: &Ctx,
    by: By,
    id: PriceTierId,
    edit: TierEdit,
) -> Result<PriceTier, Error> {
    ctx.write(move |work| {
        let before = sql::find(work.tx, id)?.ok_or(Code::NotFound)?;
        let edit = edit.clone();
        let after = PriceTier {
            name: edit.name.map_or_else(|| before.name.clone(), |name| name.0),
            duration_minutes: edit.duration_minutes.unwrap_or(before.duration_minutes),
            price_idr: edit.price_idr.unwrap_or(before.price_idr),
            is_active: edit.is_active.unwrap_or(before.is_active),
            position: edit.position.unwrap_or(before.position),
            ..before
        };
        let (old, new) = audit::difference(described(&before), described(&after));
        if old == new {
            return Ok(after);
        }
        if !sql::update(work.tx, &after, work.now)? {
            return Err(Code::NotFound.into());
        }
        tell(work, &by, "price_tier.updated", id, Some(old), Some(new))?;
        Ok(after)
    })
    .await
}

pub async fn delete(ctx: &Ctx, by: By, id: PriceTierId) -> Result<(), Error> {
    ctx.write(move |work| {
        let before = sql::find(work.tx, id)?.ok_or(Code::NotFound)?;
        if !sql::delete(work.tx, id)? {
            return Err(Code::NotFound.into());
        }
        let before = Some(described(&before));
        tell(work, &by, "price_tier.deleted", id, before, None)
    })
    .await
}

fn tell(
    work: &mut Work<'_>,
    by: &By,
    action: &'static str,
    id: PriceTierId,
    before: Option<Value>,
    after: Option<Value>,
) -> Result<(), Error> {
    let change = Change {
        action,
        target: Some(("price_tier", id.to_string())),
        before,
        after,
    };
    audit::record(work, by, &change)?;
    let config = Config::load(work.tx)?;
    work.announce(Event::ConfigUpdated(Arc::new(config)));
    Ok(())
}

fn described(tier: &PriceTier) -> Value {
    json!({
        "name": tier.name,
        "duration_minutes": tier.duration_minutes,
        "price_idr": tier.price_idr,
        "is_active": tier.is_active,
        "position": tier.position,
    })
}

/// What a new database offers until an operator decides.
const STARTER: [(&str, i64, i64); 3] = [
    ("15 menit", 15, 15_000),
    ("30 menit", 30, 27_000),
    ("60 menit", 60, 49_000),
];

/// Makes the starting tiers where there is none at all; says which were made.
pub async fn seed(ctx: &Ctx) -> Result<Vec<(&'static str, store::Change)>, Error> {
    ctx.write(|work| {
        let change = if sql::count(work.tx)? == 0 {
            store::Change::Created
        } else {
            store::Change::Skipped
        };
        for (position, (name, minutes, price)) in STARTER.into_iter().enumerate() {
            if change == store::Change::Created {
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
