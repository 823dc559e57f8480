//! The desk's own Google and Apple: tokens for programs, a page for browsers, and the keys that the server fetches.

use poem::{
    Endpoint, Response,
    endpoint::make,
    http::{StatusCode, header},
};
use poem_openapi::OpenApi;

use super::Tag;
use crate::{
    dev::providers::{self, Identity, Providers},
    domain::ctx::Ctx,
    http::{
        answer::{Answer, Created},
        body::Body,
        problem::refuse,
    },
    wire::dev::{IdentityProvider, NewIdToken, NewlySignedToken},
};

/// How long a token is good when nothing is said, as the providers have it.
const LIFE_SECONDS: i64 = 3600;

pub(super) struct IdentityApi {
    pub(super) ctx: Ctx,
    pub(super) providers: Providers,
}

#[OpenApi(prefix_path = "/internal/dev/id-token", tag = "Tag::Identity")]
impl IdentityApi {
    /// An identity token of whomever one likes
    ///
    /// Signed with keys that this server fetches as it fetches the providers' own, so that it is verified by the real way.
    /// The server takes them when it was started with `--social-login`, unless client ids of a real provider are set.
    #[oai(path = "/", method = "post", operation_id = "signIdToken")]
    async fn sign(&self, body: Body<NewIdToken>) -> Answer<Created<NewlySignedToken>> {
        let provider = match body.0.provider {
            IdentityProvider::Google => providers::Provider::Google,
            IdentityProvider::Apple => providers::Provider::Apple,
        };
        let identity = Identity {
            email: body.0.email,
            email_verified: body.0.email_verified.unwrap_or(true),
            name: body.0.name,
            sub: body.0.sub,
            nonce: body.0.nonce,
            audience: body.0.audience,
            expires_in_seconds: body.0.expires_in_seconds.unwrap_or(LIFE_SECONDS),
        };
        let now = self.ctx.now();
        let signed = self.providers.sign(provider, identity, now).await?;
        Ok(Created(NewlySignedToken {
            id_token: signed.id_token,
            sub: signed.sub,
            expires_at: signed.expires_at.into(),
        }))
    }
}

/// The page on which somebody picks who to be.
pub const CONSENT: &str = include_str!("page/consent.html");

/// The published keys, where the server fetches them.
pub fn keys(providers: &Providers) -> impl Endpoint<Output = Response> + 'static {
    let providers = providers.clone();
    make(move |_| {
        let providers = providers.clone();
        async move {
            let set = providers.key_set().await.map_err(refuse)?;
            Ok::<_, poem::Error>(
                Response::builder()
                    .status(StatusCode::OK)
                    .content_type("application/json")
                    .header(header::CACHE_CONTROL, "public, max-age=300")
                    .body(set.to_string()),
            )
        }
    })
}
