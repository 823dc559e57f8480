//! Signing in with Google or Apple.

use poem_openapi::{Object, types::Example};
use uuid::Uuid;

use crate::domain::social::Proof;

const SAMPLE_TOKEN: &str = "eyJhbGciOiJSUzI1NiIsImtpZCI6IjFhMmIzYzRkIn0…";

/// How a page signs people in with each provider; `null` for one that is not set up.
#[derive(Debug, Object)]
#[oai(example, nullable_all)]
pub struct SocialProviders {
    pub google: Option<SocialProvider>,
    pub apple: Option<SocialProvider>,
}

/// Where a page sends people to say who they are.
#[derive(Debug, Object)]
pub struct SocialProvider {
    /// Under which id the provider knows the page.
    pub client_id: String,
    /// The provider's OAuth 2.0 authorization endpoint.
    pub authorize_url: String,
}

impl Example for SocialProviders {
    fn example() -> Self {
        Self {
            google: Some(SocialProvider {
                client_id: "1234.apps.googleusercontent.com".into(),
                authorize_url: "https://accounts.google.com/o/oauth2/v2/auth".into(),
            }),
            apple: Some(SocialProvider {
                client_id: "id.example.curhat".into(),
                authorize_url: "https://appleid.apple.com/auth/authorize".into(),
            }),
        }
    }
}

/// A token from Google.
#[derive(Debug, Object)]
#[oai(example, skip_serializing_if_is_none)]
pub struct GoogleVerification {
    /// As Google gave it to the app.
    pub id_token: String,
    /// The guest that this person has been until now. The request must carry that guest's access token.
    pub anonymous_customer_id: Option<Uuid>,
}

impl Example for GoogleVerification {
    fn example() -> Self {
        Self {
            id_token: SAMPLE_TOKEN.into(),
            anonymous_customer_id: None,
        }
    }
}

/// A token from Apple.
#[derive(Debug, Object)]
#[oai(example, skip_serializing_if_is_none)]
pub struct AppleVerification {
    /// As Apple gave it to the app.
    pub id_token: String,
    /// The guest that this person has been until now. The request must carry that guest's access token.
    pub anonymous_customer_id: Option<Uuid>,
    /// The name that Apple told the app, which it does at the first sign-in only. A new account gets it.
    pub display_name: Option<String>,
    /// What the app asked Apple to put into the token, raw. The token may hold it raw or as its SHA-256.
    pub nonce: Option<String>,
}

impl Example for AppleVerification {
    fn example() -> Self {
        Self {
            id_token: SAMPLE_TOKEN.into(),
            anonymous_customer_id: None,
            display_name: Some("Senja Tenang".into()),
            nonce: None,
        }
    }
}

impl From<GoogleVerification> for Proof {
    fn from(body: GoogleVerification) -> Self {
        Self {
            id_token: body.id_token,
            nonce: None,
            display_name: None,
        }
    }
}

impl From<AppleVerification> for Proof {
    fn from(body: AppleVerification) -> Self {
        Self {
            id_token: body.id_token,
            nonce: body.nonce,
            display_name: body.display_name,
        }
    }
}
