//! Signing in with Google or Apple.

use poem::{
    Request,
    http::{header::HOST, uri::Authority},
};
use poem_openapi::{OpenApi, payload::Json};

use super::{Tag, auth::shown};
use crate::{
    domain::{
        auth::own_guest,
        ids::CustomerId,
        social::{self, Social},
    },
    error_set,
    http::{
        answer::Answer,
        body::Body,
        guard::{FarEnd, Gate, MaybeCaller},
    },
    wire::{
        auth::AuthResult,
        social::{AppleVerification, GoogleVerification, SocialProvider, SocialProviders},
    },
};

error_set!(
    SocialErrors = InvalidIdToken
        | TokenInvalid
        | TokenExpired
        | Forbidden
        | IdentityConflict
        | SocialAuthNotConfigured
        | IdentityProviderUnavailable
);

pub(super) struct SocialApi {
    pub(super) gate: Gate,
    pub(super) social: Social,
    pub(super) ways: Ways,
}

/// How pages sign people in with each provider.
#[derive(Debug, Clone, Default)]
pub struct Ways {
    pub google: Option<Way>,
    pub apple: Option<Way>,
}

#[derive(Debug, Clone)]
pub struct Way {
    /// Under which the provider knows the page.
    pub client_id: String,
    pub place: Place,
}

/// Where people say who they are.
#[derive(Debug, Clone)]
pub enum Place {
    /// At the provider's.
    Provider(&'static str),
    /// At the dev desk, which is on the same machine as whoever is asked, at this port.
    Desk {
        scheme: &'static str,
        port: u16,
        path: &'static str,
    },
}

impl Way {
    /// As seen from a client that reached us as `host`.
    fn seen_from(&self, host: &str) -> SocialProvider {
        SocialProvider {
            client_id: self.client_id.clone(),
            authorize_url: match &self.place {
                Place::Provider(url) => (*url).to_owned(),
                Place::Desk { scheme, port, path } => format!("{scheme}://{host}:{port}{path}"),
            },
        }
    }
}

#[OpenApi(prefix_path = "/api/client/auth", tag = "Tag::Auth")]
impl SocialApi {
    /// How a page signs people in with Google or Apple
    ///
    /// Send the browser to `authorize_url` with `client_id`, and hand the id_token that comes back to the operations below.
    /// Apps of a phone have ids of their own from the provider, and need none of this.
    #[oai(
        path = "/providers",
        method = "get",
        operation_id = "getSocialProviders"
    )]
    async fn providers(&self, request: &Request) -> Answer<Json<SocialProviders>> {
        let host = request.header(HOST).unwrap_or_default();
        let host = host.parse::<Authority>().ok();
        let host = host.as_ref().map_or("localhost", Authority::host);
        let seen = |way: &Option<Way>| way.as_ref().map(|way| way.seen_from(host));
        Ok(Json(SocialProviders {
            google: seen(&self.ways.google),
            apple: seen(&self.ways.apple),
        }))
    }

    /// Sign a customer in with Google
    ///
    /// An account that is new takes its name from Google's profile. With `anonymous_customer_id` and that guest's access
    /// token, the guest becomes this person's account: id, name, sessions and sign-ins stay.
    #[oai(
        path = "/google/verify",
        method = "post",
        operation_id = "signInWithGoogle"
    )]
    async fn google(
        &self,
        caller: MaybeCaller,
        device: FarEnd,
        body: Body<GoogleVerification>,
    ) -> Answer<Json<AuthResult>, SocialErrors> {
        let provider = self.social.google()?;
        let claimed = body.0.anonymous_customer_id.map(CustomerId);
        let guest = own_guest(caller.0, claimed)?;
        let Gate { ctx, rules } = &self.gate;
        let proof = body.0.into();
        let signed = social::sign_in(ctx, rules, provider, proof, guest, device.0).await?;
        Ok(Json(shown(&signed)?))
    }

    /// Sign a customer in with Apple
    ///
    /// Apple tells the app a name once: hand it over as `display_name`. With `anonymous_customer_id` and that guest's
    /// access token, the guest becomes this person's account: id, name, sessions and sign-ins stay.
    #[oai(
        path = "/apple/verify",
        method = "post",
        operation_id = "signInWithApple"
    )]
    async fn apple(
        &self,
        caller: MaybeCaller,
        device: FarEnd,
        body: Body<AppleVerification>,
    ) -> Answer<Json<AuthResult>, SocialErrors> {
        let provider = self.social.apple()?;
        let claimed = body.0.anonymous_customer_id.map(CustomerId);
        let guest = own_guest(caller.0, claimed)?;
        let Gate { ctx, rules } = &self.gate;
        let proof = body.0.into();
        let signed = social::sign_in(ctx, rules, provider, proof, guest, device.0).await?;
        Ok(Json(shown(&signed)?))
    }
}
