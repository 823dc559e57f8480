//! People, as staff sees them.

use poem_openapi::{Object, types::Example};
use uuid::Uuid;

use super::Time;
use crate::{
    clock::Timestamp,
    domain::{
        account::{DisplayName, mitra::MitraEdit},
        erasure::Erased,
        error::Error,
        ids::CustomerId,
        report::people::{CustomerEntry, MitraEntry},
    },
};

/// A mitra, to staff.
#[derive(Debug, Clone, Object)]
#[oai(example)]
pub struct Mitra {
    pub id: Uuid,
    pub display_name: String,
    pub phone: String,
    /// Only an active mitra can sign in.
    pub is_active: bool,
    /// Takes requests at the moment.
    pub is_online: bool,
    /// Sessions that have started and not ended.
    pub active_session_count: i64,
    pub created_at: Time,
}

/// A customer, to staff. Guests are customers too.
#[derive(Debug, Clone, Object)]
#[oai(example)]
pub struct Customer {
    pub id: Uuid,
    pub display_name: String,
    #[oai(nullable)]
    pub phone: Option<String>,
    #[oai(nullable)]
    pub email: Option<String>,
    /// A guest: no phone, no provider.
    pub is_anonymous: bool,
    pub has_google: bool,
    pub has_apple: bool,
    /// Sessions that have ever started.
    pub session_count: i64,
    pub created_at: Time,
    /// When the customer was erased: since then this is a number in the books and nobody's account.
    #[oai(nullable)]
    pub erased_at: Option<Time>,
}

/// What was erased with a customer.
#[derive(Debug, Clone, Object)]
#[oai(example)]
pub struct Erasure {
    pub customer_id: Uuid,
    /// Nothing was left to do: the customer had been erased before, and the figures are 0.
    pub erased_before: bool,
    /// Sessions that stay, without a word of what was said in them.
    pub sessions: i64,
    /// Messages whose words are gone.
    pub messages: i64,
    /// Sign-ins that have ended.
    pub sign_ins: i64,
}

impl Erasure {
    pub fn of(customer: CustomerId, erased: Erased) -> Self {
        Self {
            customer_id: customer.0,
            erased_before: erased.before,
            sessions: erased.sessions as i64,
            messages: erased.messages as i64,
            sign_ins: erased.sign_ins as i64,
        }
    }
}

/// A mitra who is registered before the first sign-in.
#[derive(Debug, Clone, Object)]
#[oai(example, skip_serializing_if_is_none)]
pub struct NewMitra {
    /// E.164: `+`, then 8 to 15 digits.
    pub phone: String,
    /// What customers will see, 1 to 40 characters.
    pub display_name: String,
    /// Whether the mitra may sign in right away. Not before being activated, when nothing is said.
    pub is_active: Option<bool>,
}

/// Changes a mitra: a member that is left out stays as it is.
#[derive(Debug, Clone, Object)]
#[oai(example, skip_serializing_if_is_none)]
pub struct MitraPatch {
    /// Whether the mitra may sign in. Whoever is deactivated is offline at once.
    pub is_active: Option<bool>,
    /// What customers see, 1 to 40 characters.
    pub display_name: Option<String>,
}

impl MitraPatch {
    pub fn parse(self) -> Result<MitraEdit, Error> {
        Ok(MitraEdit {
            is_active: self.is_active,
            display_name: self
                .display_name
                .as_deref()
                .map(DisplayName::parse)
                .transpose()?,
        })
    }
}

impl From<&MitraEntry> for Mitra {
    fn from(entry: &MitraEntry) -> Self {
        let mitra = &entry.mitra;
        Self {
            id: mitra.id.0,
            display_name: mitra.display_name.clone(),
            phone: mitra.phone.clone(),
            is_active: mitra.is_active,
            is_online: mitra.is_online,
            active_session_count: entry.active_session_count,
            created_at: mitra.created_at.into(),
        }
    }
}

impl From<&CustomerEntry> for Customer {
    fn from(entry: &CustomerEntry) -> Self {
        let customer = &entry.customer;
        Self {
            id: customer.id.0,
            display_name: customer.display_name.clone(),
            phone: customer.phone.clone(),
            email: customer.email.clone(),
            is_anonymous: customer.is_anonymous(),
            has_google: customer.google_sub.is_some(),
            has_apple: customer.apple_sub.is_some(),
            session_count: entry.session_count,
            created_at: customer.created_at.into(),
            erased_at: customer.erased_at.map(Into::into),
        }
    }
}

const SAMPLE: Uuid = Uuid::from_u128(0x0193_55c0_7c3a_7b3e_9a51_2f6d_1c7e_9b10);
const SAMPLE_TIME: Time = Time(Timestamp::from_millis(1_763_805_600_000));

impl Example for Mitra {
    fn example() -> Self {
        Self {
            id: SAMPLE,
            display_name: "Bintang Hangat".into(),
            phone: "+6281234567890".into(),
            is_active: true,
            is_online: true,
            active_session_count: 1,
            created_at: SAMPLE_TIME,
        }
    }
}

impl Example for Customer {
    fn example() -> Self {
        Self {
            id: SAMPLE,
            display_name: "Senja Tenang".into(),
            phone: None,
            email: None,
            is_anonymous: true,
            has_google: false,
            has_apple: false,
            session_count: 0,
            created_at: SAMPLE_TIME,
            erased_at: None,
        }
    }
}

impl Example for Erasure {
    fn example() -> Self {
        Self {
            customer_id: SAMPLE,
            erased_before: false,
            sessions: 3,
            messages: 120,
            sign_ins: 2,
        }
    }
}

impl Example for NewMitra {
    fn example() -> Self {
        Self {
            phone: "+6281234567890".into(),
            display_name: "Bintang Hangat".into(),
            is_active: Some(true),
        }
    }
}

impl Example for MitraPatch {
    fn example() -> Self {
        Self {
            is_active: Some(true),
            display_name: None,
        }
    }
}
