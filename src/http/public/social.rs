//! Signing in with Google or Apple.

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
        social::{AppleVerification, GoogleVerification},
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
}

#[OpenApi(prefix_path = "/api/client/auth", tag = "Tag::Auth")]
impl SocialApi {
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
