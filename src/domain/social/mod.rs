//! Google and Apple: a token signed by the provider says who someone is.
//!
//! A token counts only if a key that the provider publishes has signed it, for one of our client ids, and it has not expired
//! by our own clock. Nothing in the token says which key or which algorithm to trust. Whoever it names is (provider, sub);
//! an e-mail is a contact, never a reason to take two people for one.
//!
//! * `keys.rs`: published keys, and whether one has signed. `claims.rs`: what a token must say, and to whom.

mod claims;
mod keys;

use std::{fmt, pin::Pin, sync::Arc};

pub use self::keys::{Key, KeySet, NoKeys};
use self::{
    claims::{Claims, Expected},
    keys::key_id,
};
use super::{
    account::{DisplayName, customer::Identity},
    auth::{self, Device, Rules, Signed},
    ctx::Ctx,
    error::{Code, Error},
    ids::CustomerId,
};
use crate::clock::Timestamp;

/// The provider's keys can't be had at the moment. The cause is for the log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct OutOfReach(pub String);

pub type Finding<'a> =
    Pin<Box<dyn Future<Output = Result<Option<Arc<Key>>, OutOfReach>> + Send + 'a>>;

/// Where a provider's keys come from.
pub trait KeySource: fmt::Debug + Send + Sync {
    /// The key of this id; `None` if the provider has none.
    fn key<'a>(&'a self, id: &'a str) -> Finding<'a>;
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    Google,
    Apple,
}

impl Name {
    fn issuers(self) -> &'static [&'static str] {
        match self {
            Self::Google => &["https://accounts.google.com", "accounts.google.com"],
            Self::Apple => &["https://appleid.apple.com"],
        }
    }
}

/// A provider whose tokens are taken.
#[derive(Debug, Clone)]
pub struct Provider {
    name: Name,
    client_ids: Arc<[String]>,
    keys: Arc<dyn KeySource>,
}

/// The providers, each only if it was set up.
#[derive(Debug, Clone, Default)]
pub struct Social {
    google: Option<Provider>,
    apple: Option<Provider>,
}

impl Social {
    /// Takes Google's tokens for these clients; without any, not.
    #[must_use]
    pub fn with_google(self, client_ids: &[String], keys: Arc<dyn KeySource>) -> Self {
        Self {
            google: Provider::new(Name::Google, client_ids, keys),
            ..self
        }
    }

    /// Takes Apple's tokens for these clients; without any, not.
    #[must_use]
    pub fn with_apple(self, client_ids: &[String], keys: Arc<dyn KeySource>) -> Self {
        Self {
            apple: Provider::new(Name::Apple, client_ids, keys),
            ..self
        }
    }

    pub fn google(&self) -> Result<&Provider, Error> {
        self.google
            .as_ref()
            .ok_or_else(|| Code::SocialAuthNotConfigured.into())
    }

    pub fn apple(&self) -> Result<&Provider, Error> {
        self.apple
            .as_ref()
            .ok_or_else(|| Code::SocialAuthNotConfigured.into())
    }
}

/// What an app hands over.
#[derive(Clone, Default)]
pub struct Proof {
    pub id_token: String,
    /// What the app asked the provider to put into the token.
    pub nonce: Option<String>,
    /// Apple tells the app, and only at the first sign-in.
    pub display_name: Option<String>,
}

impl fmt::Debug for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Proof")
    }
}

/// Signs in whoever the token names, on the row of `guest` if there is one.
pub async fn sign_in(
    ctx: &Ctx,
    rules: &Rules,
    provider: &Provider,
    proof: Proof,
    guest: Option<CustomerId>,
    device: Device,
) -> Result<Signed, Error> {
    let identity = provider.identify(&proof, ctx.now()).await?;
    let prepared = auth::prepare(ctx).await?;
    let rules = rules.clone();
    ctx.write(move |work| {
        auth::sign_in_customer(work, &rules, &identity, guest, &prepared, &device)
    })
    .await
}

/// A provider that can't be reached may be back after this long.
const RETRY_SECONDS: i64 = 5;

impl Provider {
    fn new(name: Name, client_ids: &[String], keys: Arc<dyn KeySource>) -> Option<Self> {
        let client_ids: Arc<[String]> = client_ids
            .iter()
            .map(|id| id.trim().to_owned())
            .filter(|id| !id.is_empty())
            .collect();
        (!client_ids.is_empty()).then_some(Self {
            name,
            client_ids,
            keys,
        })
    }

    /// Whom the token names, if it is to be believed at `now`.
    pub async fn identify(&self, proof: &Proof, now: Timestamp) -> Result<Identity, Error> {
        let invalid = |why: &str| {
            tracing::debug!(provider = ?self.name, why, "an identity token was refused");
            Error::from(Code::InvalidIdToken)
        };
        let id = key_id(&proof.id_token).ok_or_else(|| invalid("no token with a key id"))?;
        let key = self.keys.key(&id).await.map_err(|OutOfReach(cause)| {
            tracing::warn!(provider = ?self.name, cause, "the provider's keys are out of reach");
            Code::IdentityProviderUnavailable.retry_after(RETRY_SECONDS)
        })?;
        let key = key.ok_or_else(|| invalid("no such key"))?;
        let claims: Claims = key
            .open(&proof.id_token)
            .ok_or_else(|| invalid("not signed by that key, or not the form of an identity"))?;
        let expected = Expected {
            issuers: self.name.issuers(),
            client_ids: &self.client_ids,
            nonce: proof.nonce.as_deref(),
        };
        claims.check(&expected, now).map_err(invalid)?;
        Ok(self.identity(claims, proof))
    }

    fn identity(&self, claims: Claims, proof: &Proof) -> Identity {
        let email = claims.verified_email();
        match self.name {
            Name::Google => Identity::Google {
                email,
                name: claims.name().and_then(DisplayName::lenient),
                sub: claims.sub,
            },
            Name::Apple => Identity::Apple {
                email,
                name: proof.display_name.as_deref().and_then(DisplayName::lenient),
                sub: claims.sub,
            },
        }
    }
}
