//! What the control center reads: sessions, the dashboard, what mitras make of their requests.

mod activity;
mod dashboard;
mod sessions;

use poem_openapi::{Enum, Object};
use uuid::Uuid;

pub use self::{
    activity::{MitraActivity, MitraActivityEntry},
    dashboard::Dashboard,
    sessions::{SessionDetail, SessionEntry},
};
use crate::domain::{ids::MitraId, pairing::Offer, session::Person};

/// A mitra, by name.
#[derive(Debug, Clone, Object)]
pub struct MitraName {
    pub id: Uuid,
    pub display_name: String,
}

/// What became of a request for one mitra.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum NotificationStatus {
    Pending,
    Accepted,
    Rejected,
    Ignored,
    Missed,
}

impl From<Offer> for NotificationStatus {
    fn from(offer: Offer) -> Self {
        match offer {
            Offer::Pending => Self::Pending,
            Offer::Accepted => Self::Accepted,
            Offer::Rejected => Self::Rejected,
            Offer::Ignored => Self::Ignored,
            Offer::Missed => Self::Missed,
        }
    }
}

impl From<&Person<MitraId>> for MitraName {
    fn from(mitra: &Person<MitraId>) -> Self {
        Self {
            id: mitra.id.0,
            display_name: mitra.display_name.clone(),
        }
    }
}
