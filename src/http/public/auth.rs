//! Signing in as a guest, refreshing, signing out, devices.

use poem_openapi::{
    ApiResponse, OpenApi,
    param::{Header, Path, Query},
    payload::Json,
    types::{ParseFromJSON, ToJSON},
};
use uuid::Uuid;

use super::Tag;
use crate::{
    domain::{
        account::DisplayName,
        auth::{self, Guest, Signed},
        error::{Code, Error},
        idempotency::{Answer as Kept, Keyed},
        ids::{AuthSessionId, UserType},
        page::Page,
    },
    error_set,
    http::{
        answer::{Answer, NoContent},
        body::Body,
        guard::{AnAppUser, Auth, FarEnd, Gate},
        param::Number,
    },
    wire::{
        auth::{AnonymousRequest, AuthResult, AuthSession, RefreshRequest},
        list::List,
    },
};

error_set!(AnonymousErrors = IdempotencyKeyReused);
error_set!(RefreshErrors = RefreshInvalid | AccountInactive);
error_set!(DeviceErrors = NotFound);
error_set!(LogoutErrors);

pub(super) struct AuthApi {
    pub(super) gate: Gate,
}

/// A guest was made, or had been made by the same request before.
#[derive(ApiResponse)]
enum GuestAnswer {
    /// Signed in as a guest.
    #[oai(status = 201)]
    Made(
        Json<AuthResult>,
        /// `true` when this is the answer to the same request sent before.
        #[oai(header = "Idempotency-Replayed")]
        Option<bool>,
    ),
}

#[OpenApi(prefix_path = "/api/shared/auth", tag = "Tag::Auth")]
impl AuthApi {
    /// Sign in as a guest
    ///
    /// Makes an account without a phone. With an `Idempotency-Key`, a random UUID, the same request sent again within a day
    /// gets the same answer, so that a lost answer makes no second guest.
    #[oai(
        path = "/anonymous",
        method = "post",
        operation_id = "signInAnonymously"
    )]
    async fn anonymous(
        &self,
        /// A random UUID.
        #[oai(name = "Idempotency-Key")]
        idempotency_key: Header<Option<String>>,
        device: FarEnd,
        body: Body<AnonymousRequest>,
    ) -> Answer<GuestAnswer, AnonymousErrors> {
        let name = body.0.display_name;
        let keyed = idempotency_key
            .0
            .map(|key| {
                let body = name.as_deref().unwrap_or_default();
                Keyed::unscoped("anonymous", &key, body.as_bytes())
            })
            .transpose()?;
        let name = name.as_deref().map(DisplayName::parse).transpose()?;
        let Gate { ctx, rules } = &self.gate;
        let guest = auth::sign_in_guest(ctx, rules, name, device.0, keyed, kept).await?;
        Ok(match guest {
            Guest::New(signed) => GuestAnswer::Made(Json(shown(&signed)?), None),
            Guest::Replayed(answer) => GuestAnswer::Made(Json(replayed(&answer)?), Some(true)),
        })
    }

    /// Trade a refresh token for new tokens
    ///
    /// Each refresh token is good once: keep the new one. The sign-in (`session_id`) stays.
    #[oai(path = "/refresh", method = "post", operation_id = "refreshTokens")]
    async fn refresh(
        &self,
        device: FarEnd,
        body: Body<RefreshRequest>,
    ) -> Answer<Json<AuthResult>, RefreshErrors> {
        let Gate { ctx, rules } = &self.gate;
        let allowed = &[UserType::Customer, UserType::Mitra];
        let signed = auth::refresh(ctx, rules, allowed, &body.0.refresh_token, device.0).await?;
        Ok(Json(shown(&signed)?))
    }

    /// Sign out on this device
    ///
    /// The refresh token is dead at once. Unless the server revokes at once, the access token lives until it expires.
    #[oai(path = "/logout", method = "post", operation_id = "signOut")]
    async fn logout(&self, auth: Auth<AnAppUser>) -> Answer<NoContent, LogoutErrors> {
        match auth::sign_out(&self.gate.ctx, auth.id, auth.caller.session).await {
            // Signed out already: that is what was asked for.
            Ok(()) => Ok(NoContent),
            Err(e) if e.code == Code::NotFound => Ok(NoContent),
            Err(e) => Err(e.into()),
        }
    }

    /// The caller's devices
    ///
    /// One entry per sign-in that can still be refreshed, page by page; `is_current` marks the one that asks.
    #[oai(path = "/sessions", method = "get", operation_id = "listDevices")]
    async fn sessions(
        &self,
        auth: Auth<AnAppUser>,
        /// At most this many items, 1 to 200.
        limit: Query<Option<Number>>,
        /// `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Answer<Json<List<AuthSession>>> {
        let page = Page::parse(limit.0.as_deref(), cursor.0.as_deref())?;
        let listed = auth::list(&self.gate.ctx, auth.id, page).await?;
        Ok(Json(List::of(listed, |s| {
            AuthSession::of(s, auth.caller.session)
        })))
    }

    /// Sign out one of the caller's devices
    ///
    /// Its refresh token is dead at once. Unless the server revokes at once, its access token lives until it expires.
    #[oai(
        path = "/sessions/:id",
        method = "delete",
        operation_id = "signOutDevice"
    )]
    async fn sign_out_device(
        &self,
        auth: Auth<AnAppUser>,
        id: Path<Uuid>,
    ) -> Answer<NoContent, DeviceErrors> {
        auth::sign_out(&self.gate.ctx, auth.id, AuthSessionId(id.0)).await?;
        Ok(NoContent)
    }
}

pub(super) fn shown(signed: &Signed) -> Result<AuthResult, Error> {
    AuthResult::of(signed).ok_or_else(|| Error::internal("staff signed in at the public API"))
}

fn kept(signed: &Signed) -> Kept {
    Kept {
        status: 201,
        body: AuthResult::of(signed)
            .map(|result| result.to_json_string().into_bytes())
            .unwrap_or_default(),
    }
}

fn replayed(answer: &Kept) -> Result<AuthResult, Error> {
    let value = serde_json::from_slice(&answer.body).map_err(Error::internal)?;
    AuthResult::parse_from_json(Some(value)).map_err(|e| Error::internal(e.into_message()))
}
