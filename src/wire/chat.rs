//! What the two sides of a conversation ask for, apart from messages.

use poem_openapi::{Object, types::Example};
use uuid::Uuid;

use super::{
    Time,
    session::{ChatSession, TopicSensitivity},
};
use crate::{
    clock::Timestamp,
    domain::{
        error::Error,
        ids::PriceTierId,
        pairing::{Order, Purchase},
        session::goodbye::{Both, Said, Words},
    },
};

/// Asks for a conversation: at a price, or as the free trial.
#[derive(Debug, Clone, Object)]
#[oai(example, skip_serializing_if_is_none)]
pub struct NewChatRequest {
    pub topic_sensitivity: TopicSensitivity,
    /// One of the tiers that are offered. Left out for the free trial.
    pub price_tier_id: Option<Uuid>,
    /// `true` for the free trial, without a `price_tier_id`.
    pub free_trial: Option<bool>,
}

impl NewChatRequest {
    pub fn parse(&self) -> Result<Order, Error> {
        let purchase = match (self.price_tier_id, self.free_trial.unwrap_or(false)) {
            (Some(id), false) => Purchase::Tier(PriceTierId(id)),
            (None, true) => Purchase::FreeTrial,
            (Some(_), true) => {
                return Err(Error::field(
                    "/price_tier_id",
                    "can't be given with the free trial",
                ));
            }
            (None, false) => {
                return Err(Error::field(
                    "/price_tier_id",
                    "is missing, and free_trial is not true",
                ));
            }
        };
        Ok(Order {
            topic: self.topic_sensitivity.into(),
            purchase,
        })
    }
}

/// Asks for more time.
#[derive(Debug, Clone, Object)]
#[oai(example)]
pub struct NewExtension {
    /// One of the tiers that are offered.
    pub price_tier_id: Uuid,
}

/// The customer's last word.
#[derive(Debug, Clone, Object)]
#[oai(example, skip_serializing_if_is_none)]
pub struct CustomerGoodbye {
    /// At most 4,000 characters.
    #[oai(validator(max_length = 4000))]
    pub message: Option<String>,
    /// How it was, 1 to 5.
    #[oai(validator(minimum(value = "1"), maximum(value = "5")))]
    pub rating: Option<i64>,
}

/// The mitra's last word.
#[derive(Debug, Clone, Object)]
#[oai(example, skip_serializing_if_is_none)]
pub struct MitraGoodbye {
    /// At most 4,000 characters.
    #[oai(validator(max_length = 4000))]
    pub message: Option<String>,
}

impl From<CustomerGoodbye> for Words {
    fn from(goodbye: CustomerGoodbye) -> Self {
        Self {
            message: said(goodbye.message),
            rating: goodbye.rating,
        }
    }
}

impl From<MitraGoodbye> for Words {
    fn from(goodbye: MitraGoodbye) -> Self {
        Self {
            message: said(goodbye.message),
            rating: None,
        }
    }
}

/// An empty field of a form is nothing said.
fn said(message: Option<String>) -> Option<String> {
    message.filter(|text| !text.trim().is_empty())
}

/// What the two have left for each other, without the rating.
#[derive(Debug, Clone, Object)]
#[oai(example)]
pub struct Goodbyes {
    /// Null until the customer has said goodbye.
    #[oai(nullable)]
    pub customer: Option<SaidGoodbye>,
    /// Null until the mitra has said goodbye.
    #[oai(nullable)]
    pub mitra: Option<SaidGoodbye>,
}

/// One side's last word.
#[derive(Debug, Clone, Object)]
pub struct SaidGoodbye {
    /// Null when there were no words, or none that are kept.
    #[oai(nullable)]
    pub message: Option<String>,
    pub created_at: Time,
}

impl From<Both> for Goodbyes {
    fn from(both: Both) -> Self {
        Self {
            customer: both.customer.map(Into::into),
            mitra: both.mitra.map(Into::into),
        }
    }
}

impl From<Said> for SaidGoodbye {
    fn from(said: Said) -> Self {
        Self {
            message: said.message,
            created_at: said.at.into(),
        }
    }
}

/// Marks the topic.
#[derive(Debug, Clone, Object)]
pub struct TopicPatch {
    pub topic_sensitivity: TopicSensitivity,
}

/// Sessions that are open, newest first.
#[derive(Debug, Clone, Object)]
pub struct OpenSessions {
    pub items: Vec<ChatSession>,
}

/// Whether a mitra takes requests.
#[derive(Debug, Clone, Copy, Object)]
pub struct Presence {
    pub online: bool,
}

const SAMPLE: Uuid = Uuid::from_u128(0x0193_55c0_7c3a_7b3e_9a51_2f6d_1c7e_9b10);

impl Example for NewChatRequest {
    fn example() -> Self {
        Self {
            topic_sensitivity: TopicSensitivity::Regular,
            price_tier_id: Some(SAMPLE),
            free_trial: None,
        }
    }
}

impl Example for NewExtension {
    fn example() -> Self {
        Self {
            price_tier_id: SAMPLE,
        }
    }
}

impl Example for CustomerGoodbye {
    fn example() -> Self {
        Self {
            message: Some("Terima kasih sudah mendengarkan.".into()),
            rating: Some(5),
        }
    }
}

impl Example for MitraGoodbye {
    fn example() -> Self {
        Self {
            message: Some("Semoga harimu lebih ringan.".into()),
        }
    }
}

impl Example for Goodbyes {
    fn example() -> Self {
        let said = |message: Option<&str>, seconds: i64| SaidGoodbye {
            message: message.map(Into::into),
            created_at: Timestamp::from_millis(1_763_807_400_000 + seconds * 1000).into(),
        };
        Self {
            customer: Some(said(Some("Terima kasih sudah mendengarkan."), 20)),
            mitra: Some(said(None, 31)),
        }
    }
}
