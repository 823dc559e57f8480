//! Signing in: what is asked and what is answered.

use poem_openapi::{Enum, Object, Union, types::Example};
use uuid::Uuid;

use super::Time;
use crate::{
    clock::Timestamp,
    domain::{
        account::{customer::Customer, mitra::Mitra},
        auth::{self, ACCESS_SECONDS, Profile as SignedProfile, REFRESH_SECONDS, SignIn, Signed},
        device::Platform,
        ids::{AuthSessionId, UserType},
    },
};

/// A guest signs in.
#[derive(Debug, Object)]
#[oai(example)]
pub struct AnonymousRequest {
    /// What others will see, 1 to 40 characters. One is made up when none is given.
    pub display_name: Option<String>,
}

impl Example for AnonymousRequest {
    fn example() -> Self {
        Self {
            display_name: Some("Senja Tenang".into()),
        }
    }
}

/// Trades a refresh token.
#[derive(Debug, Object)]
pub struct RefreshRequest {
    /// The latest one; each is good once.
    pub refresh_token: String,
}

/// A new display name.
#[derive(Debug, Object)]
#[oai(example)]
pub struct ProfilePatch {
    /// 1 to 40 characters.
    pub display_name: String,
}

impl Example for ProfilePatch {
    fn example() -> Self {
        Self {
            display_name: "Senja Tenang".into(),
        }
    }
}

/// A device that can be reached by push.
#[derive(Debug, Object)]
#[oai(example)]
pub struct DeviceToken {
    /// As the push service gave it.
    #[oai(validator(min_length = 1, max_length = 4096))]
    pub token: String,
    pub platform: DevicePlatform,
}

impl Example for DeviceToken {
    fn example() -> Self {
        Self {
            token: "dGhpcyBpcyBhIHRva2Vu".into(),
            platform: DevicePlatform::Android,
        }
    }
}

/// The server's key for web push.
#[derive(Debug, Object)]
#[oai(example, nullable_all)]
pub struct WebPushKey {
    /// An uncompressed point on P-256 in base64url. `null`: this server has no web push.
    pub public_key: Option<String>,
}

impl Example for WebPushKey {
    fn example() -> Self {
        Self {
            public_key: Some("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4".into()),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "lowercase")]
pub enum DevicePlatform {
    Android,
    Ios,
    Web,
}

impl From<DevicePlatform> for Platform {
    fn from(platform: DevicePlatform) -> Self {
        match platform {
            DevicePlatform::Android => Self::Android,
            DevicePlatform::Ios => Self::Ios,
            DevicePlatform::Web => Self::Web,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case", rename = "UserType")]
pub enum UserKind {
    Customer,
    Mitra,
    ControlCenter,
}

impl From<UserType> for UserKind {
    fn from(user_type: UserType) -> Self {
        match user_type {
            UserType::Customer => Self::Customer,
            UserType::Mitra => Self::Mitra,
            UserType::ControlCenter => Self::ControlCenter,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum TokenType {
    Bearer,
}

/// What an app holds after signing in or refreshing.
#[derive(Debug, Clone, Object)]
#[oai(example)]
pub struct AuthResult {
    /// JWT for the Authorization header, as `Bearer …`.
    pub access_token: String,
    pub token_type: TokenType,
    /// Seconds until the access token expires.
    pub expires_in: i64,
    /// Good for one use; keep the newest.
    pub refresh_token: String,
    /// Seconds until the refresh token expires.
    pub refresh_expires_in: i64,
    /// This sign-in; it stays over refreshes.
    pub session_id: Uuid,
    pub user_type: UserKind,
    pub profile: Profile,
}

/// Whoever signed in: `user_type` says which of the two.
#[derive(Debug, Clone, Union)]
#[oai(one_of)]
pub enum Profile {
    Customer(CustomerProfile),
    Mitra(MitraProfile),
}

/// A customer, to themselves.
#[derive(Debug, Clone, Object)]
#[oai(example)]
pub struct CustomerProfile {
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
    pub created_at: Time,
}

/// A mitra, to themselves.
#[derive(Debug, Clone, Object)]
#[oai(example)]
pub struct MitraProfile {
    pub id: Uuid,
    pub display_name: String,
    pub phone: String,
    /// Only an active mitra can sign in.
    pub is_active: bool,
    /// Takes requests at the moment.
    pub is_online: bool,
    pub created_at: Time,
}

/// One of the caller's devices.
#[derive(Debug, Clone, Object)]
pub struct AuthSession {
    pub id: Uuid,
    /// The one that asks.
    pub is_current: bool,
    pub device_info: DeviceInfo,
    pub created_at: Time,
    pub last_used_at: Time,
    pub expires_at: Time,
}

/// Where a sign-in came from, and where it was last used.
#[derive(Debug, Clone, Object)]
pub struct DeviceInfo {
    pub user_agent: String,
    pub ip: String,
    pub last_user_agent: String,
    pub last_ip: String,
}

impl AuthSession {
    pub fn of(sign_in: SignIn, current: AuthSessionId) -> Self {
        let auth::DeviceInfo {
            user_agent,
            ip,
            last_user_agent,
            last_ip,
        } = sign_in.device_info;
        Self {
            id: sign_in.id.0,
            is_current: sign_in.id == current,
            device_info: DeviceInfo {
                user_agent,
                ip,
                last_user_agent,
                last_ip,
            },
            created_at: sign_in.created_at.into(),
            last_used_at: sign_in.last_used_at.into(),
            expires_at: sign_in.expires_at.into(),
        }
    }
}

impl From<&Customer> for CustomerProfile {
    fn from(customer: &Customer) -> Self {
        Self {
            id: customer.id.0,
            display_name: customer.display_name.clone(),
            phone: customer.phone.clone(),
            email: customer.email.clone(),
            is_anonymous: customer.is_anonymous(),
            has_google: customer.google_sub.is_some(),
            has_apple: customer.apple_sub.is_some(),
            created_at: customer.created_at.into(),
        }
    }
}

impl From<&Mitra> for MitraProfile {
    fn from(mitra: &Mitra) -> Self {
        Self {
            id: mitra.id.0,
            display_name: mitra.display_name.clone(),
            phone: mitra.phone.clone(),
            is_active: mitra.is_active,
            is_online: mitra.is_online,
            created_at: mitra.created_at.into(),
        }
    }
}

impl AuthResult {
    /// For customers and mitras; staff signs in elsewhere and gets another shape.
    pub fn of(signed: &Signed) -> Option<Self> {
        let profile = match &signed.profile {
            SignedProfile::Customer(customer) => Profile::Customer(customer.into()),
            SignedProfile::Mitra(mitra) => Profile::Mitra(mitra.into()),
            SignedProfile::Staff(_) => return None,
        };
        Some(Self {
            access_token: signed.access_token.clone(),
            token_type: TokenType::Bearer,
            expires_in: ACCESS_SECONDS,
            refresh_token: signed.refresh_token.clone(),
            refresh_expires_in: signed.refresh_seconds,
            session_id: signed.session.0,
            user_type: signed.profile.user().user_type().into(),
            profile,
        })
    }
}

const SAMPLE: Uuid = Uuid::from_u128(0x0193_55c0_7c3a_7b3e_9a51_2f6d_1c7e_9b10);
const SAMPLE_TIME: Time = Time(Timestamp::from_millis(1_763_805_600_000));

impl Example for CustomerProfile {
    fn example() -> Self {
        Self {
            id: SAMPLE,
            display_name: "Senja Tenang".into(),
            phone: None,
            email: None,
            is_anonymous: true,
            has_google: false,
            has_apple: false,
            created_at: SAMPLE_TIME,
        }
    }
}

impl Example for MitraProfile {
    fn example() -> Self {
        Self {
            id: SAMPLE,
            display_name: "Bintang Hangat".into(),
            phone: "+6281234567890".into(),
            is_active: true,
            is_online: false,
            created_at: SAMPLE_TIME,
        }
    }
}

impl Example for AuthResult {
    fn example() -> Self {
        Self {
            access_token: "eyJhbGciOiJIUzI1NiIsImtpZCI6IjFhMmIzYzRkIn0…".into(),
            token_type: TokenType::Bearer,
            expires_in: ACCESS_SECONDS,
            refresh_token: "9f0c1a52-4b7e-4c1d-8e2f-3a4b5c6d7e8f.…".into(),
            refresh_expires_in: REFRESH_SECONDS,
            session_id: SAMPLE,
            user_type: UserKind::Customer,
            profile: Profile::Customer(CustomerProfile::example()),
        }
    }
}
