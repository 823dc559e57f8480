//! What a session costs: as customers see it, and as operators set it.

use poem_openapi::{Object, types::Example};
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use crate::domain::error::Error;
use crate::domain::pricing::{self, Offer, TierEdit, TierName};

/// A length of time that can be bought.
#[derive(Debug, Clone, PartialEq, Eq, Object, Serialize, JsonSchema)]
#[oai(example)]
pub struct PriceTier {
    pub id: Uuid,
    pub name: String,
    /// Its length in minutes.
    pub duration_minutes: i64,
    /// In rupiah.
    pub price_idr: i64,
}

/// What a customer can choose from.
#[derive(Debug, Clone, Object)]
#[oai(example)]
pub struct Pricing {
    /// In the order in which they are to be shown.
    pub tiers: Vec<PriceTier>,
    pub free_trial: FreeTrialOffer,
}

/// The first session for free: to be offered when it is both enabled and this customer is eligible.
#[derive(Debug, Clone, Object)]
pub struct FreeTrialOffer {
    pub enabled: bool,
    /// No session of this customer has started yet.
    pub eligible: bool,
    /// Its length in minutes.
    pub duration_minutes: i64,
}

/// A price tier, as operators set it.
#[derive(Debug, Clone, PartialEq, Eq, Object)]
#[oai(example)]
pub struct PriceTierSetting {
    pub id: Uuid,
    pub name: String,
    /// Its length in minutes.
    pub duration_minutes: i64,
    /// In rupiah.
    pub price_idr: i64,
    /// Whether customers are offered it.
    pub is_active: bool,
    /// The smallest is shown first; of two alike the older one.
    pub position: i64,
}

/// A new price tier.
#[derive(Debug, Clone, Object)]
#[oai(example, skip_serializing_if_is_none)]
pub struct NewPriceTier {
    /// 1 to 60 characters.
    #[oai(validator(min_length = 1, max_length = 60))]
    pub name: String,
    /// Its length in minutes.
    #[oai(validator(minimum(value = "1"), maximum(value = "1440")))]
    pub duration_minutes: i64,
    /// In rupiah.
    #[oai(validator(minimum(value = "0"), maximum(value = "100000000")))]
    pub price_idr: i64,
    /// Whether customers are offered it. They are when nothing is said.
    pub is_active: Option<bool>,
    /// The smallest is shown first; of two alike the older one. The last place when none is given.
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000")))]
    pub position: Option<i64>,
}

/// Changes a price tier: a member that is left out stays as it is. Sessions keep the price they were bought at.
#[derive(Debug, Clone, Object)]
#[oai(example, skip_serializing_if_is_none)]
pub struct PriceTierPatch {
    /// 1 to 60 characters.
    #[oai(validator(min_length = 1, max_length = 60))]
    pub name: Option<String>,
    /// Its length in minutes.
    #[oai(validator(minimum(value = "1"), maximum(value = "1440")))]
    pub duration_minutes: Option<i64>,
    /// In rupiah.
    #[oai(validator(minimum(value = "0"), maximum(value = "100000000")))]
    pub price_idr: Option<i64>,
    /// Whether customers are offered it.
    pub is_active: Option<bool>,
    /// The smallest is shown first; of two alike the older one.
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000")))]
    pub position: Option<i64>,
}

impl From<&pricing::PriceTier> for PriceTier {
    fn from(tier: &pricing::PriceTier) -> Self {
        Self {
            id: tier.id.0,
            name: tier.name.clone(),
            duration_minutes: tier.duration_minutes,
            price_idr: tier.price_idr,
        }
    }
}

impl From<&Offer> for Pricing {
    fn from(offer: &Offer) -> Self {
        Self {
            tiers: offer.tiers.iter().map(Into::into).collect(),
            free_trial: FreeTrialOffer {
                enabled: offer.free_trial.enabled,
                eligible: offer.trial_eligible,
                duration_minutes: offer.free_trial.duration_minutes,
            },
        }
    }
}

impl From<&pricing::PriceTier> for PriceTierSetting {
    fn from(tier: &pricing::PriceTier) -> Self {
        Self {
            id: tier.id.0,
            name: tier.name.clone(),
            duration_minutes: tier.duration_minutes,
            price_idr: tier.price_idr,
            is_active: tier.is_active,
            position: tier.position,
        }
    }
}

impl NewPriceTier {
    pub fn parse(self) -> Result<pricing::NewTier, Error> {
        Ok(pricing::NewTier {
            name: TierName::parse(&self.name)?,
            duration_minutes: self.duration_minutes,
            price_idr: self.price_idr,
            is_active: self.is_active.unwrap_or(true),
            position: self.position,
        })
    }
}

impl PriceTierPatch {
    pub fn parse(self) -> Result<TierEdit, Error> {
        Ok(TierEdit {
            name: self.name.as_deref().map(TierName::parse).transpose()?,
            duration_minutes: self.duration_minutes,
            price_idr: self.price_idr,
            is_active: self.is_active,
            position: self.position,
        })
    }
}

const SAMPLE: Uuid = Uuid::from_u128(0x0193_55c0_7c3a_7b3e_9a51_2f6d_1c7e_9b10);

impl Example for PriceTier {
    fn example() -> Self {
        Self {
            id: SAMPLE,
            name: "30 menit".into(),
            duration_minutes: 30,
            price_idr: 27_000,
        }
    }
}

impl Example for Pricing {
    fn example() -> Self {
        Self {
            tiers: vec![PriceTier::example()],
            free_trial: FreeTrialOffer {
                enabled: true,
                eligible: true,
                duration_minutes: 5,
            },
        }
    }
}

impl Example for PriceTierSetting {
    fn example() -> Self {
        Self {
            id: SAMPLE,
            name: "30 menit".into(),
            duration_minutes: 30,
            price_idr: 27_000,
            is_active: true,
            position: 2,
        }
    }
}

impl Example for NewPriceTier {
    fn example() -> Self {
        Self {
            name: "30 menit".into(),
            duration_minutes: 30,
            price_idr: 27_000,
            is_active: Some(true),
            position: None,
        }
    }
}

impl Example for PriceTierPatch {
    fn example() -> Self {
        Self {
            name: None,
            duration_minutes: None,
            price_idr: Some(25_000),
            is_active: None,
            position: None,
        }
    }
}
