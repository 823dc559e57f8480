//! Identities that the desk's own Google and Apple vouch for.

use poem_openapi::{Enum, Object};

use crate::wire::Time;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum IdentityProvider {
    Google,
    Apple,
}

/// Whom a token is to name.
#[derive(Debug, Clone, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct NewIdToken {
    pub provider: IdentityProvider,
    #[oai(validator(max_length = 254))]
    pub email: Option<String>,
    /// Whether the provider has seen that the e-mail is theirs. True, when nothing is said.
    pub email_verified: Option<bool>,
    /// Google only: Apple tells the app a name beside the token.
    #[oai(validator(max_length = 200))]
    pub name: Option<String>,
    /// The provider's id of the person. Made from the e-mail when nothing is said: the same e-mail is the same person.
    #[oai(validator(min_length = 1, max_length = 255))]
    pub sub: Option<String>,
    #[oai(validator(max_length = 1000))]
    pub nonce: Option<String>,
    /// For whom the token is. The id that this server takes, when nothing is said; another one shows how a foreign token is
    /// refused.
    #[oai(validator(max_length = 1000))]
    pub audience: Option<String>,
    /// 3600 when nothing is said. Below zero: it has expired already.
    #[oai(validator(minimum(value = "-86400"), maximum(value = "86400")))]
    pub expires_in_seconds: Option<i64>,
}

/// A signed identity, to be handed to `POST /api/client/auth/google/verify` or `…/apple/verify`.
#[derive(Debug, Clone, Object)]
pub struct NewlySignedToken {
    pub id_token: String,
    pub sub: String,
    pub expires_at: Time,
}
