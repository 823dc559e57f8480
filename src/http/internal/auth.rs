//! Staff signs in, refreshes by cookie, signs out.

use poem::{FromRequest, Request, RequestBody, http::header};
use poem_openapi::{
    ApiResponse, OpenApi,
    param::{Cookie, Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::Tag;
use crate::{
    domain::{
        auth::{
            self,
            staff::{self, Guesses, StaffSigned},
        },
        error::Code,
        ids::{AuthSessionId, UserId},
        page::Page,
    },
    error_set,
    http::{
        answer::{Answer, NoContent},
        body::Body,
        guard::{AnyStaff, Auth, FarEnd, Gate},
        origin::is_own,
        param::Number,
        problem::refuse,
    },
    wire::{
        auth::AuthSession,
        list::List,
        staff::{LoginRequest, LoginResult, StaffProfile},
    },
};

error_set!(LoginErrors = InvalidCredentials | AccountLocked | AccountInactive);
error_set!(RefreshErrors = RefreshInvalid | AccountInactive);
error_set!(LogoutErrors);
error_set!(DeviceErrors = NotFound);

/// How the cookie is set, and whose pages may send it.
#[derive(Debug, Clone)]
pub struct Cookies {
    /// Over TLS only.
    pub secure: bool,
    /// A control center that is served elsewhere.
    pub cc_origin: Option<String>,
}

impl Cookies {
    const NAME: &str = "cc_refresh_token";

    fn set(&self, token: &str, seconds: i64) -> String {
        let secure = if self.secure { "; Secure" } else { "" };
        format!(
            "{}={token}; Path=/internal/auth; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}",
            Self::NAME
        )
    }

    /// The same attributes, or the browser would keep the old one.
    fn clear(&self) -> String {
        self.set("", 0)
    }
}

pub(super) struct AuthApi {
    pub(super) gate: Gate,
    pub(super) cookies: Cookies,
    pub(super) guesses: Guesses,
}

#[derive(ApiResponse)]
enum Entered {
    /// Signed in. The refresh token is in the cookie.
    #[oai(status = 200)]
    In(Json<LoginResult>, #[oai(header = "Set-Cookie")] String),
}

#[derive(ApiResponse)]
enum Left {
    /// Signed out; the cookie is cleared.
    #[oai(status = 204)]
    Out(#[oai(header = "Set-Cookie")] String),
}

impl AuthApi {
    fn entered(&self, entered: &StaffSigned) -> Entered {
        let signed = &entered.signed;
        let cookie = self
            .cookies
            .set(&signed.refresh_token, signed.refresh_seconds);
        Entered::In(Json(LoginResult::of(entered)), cookie)
    }
}

#[OpenApi(prefix_path = "/internal/auth", tag = "Tag::Auth")]
impl AuthApi {
    /// Sign in with e-mail and password
    ///
    /// After too many wrong passwords the account is locked for a while, for the right one too.
    #[oai(path = "/login", method = "post", operation_id = "loginStaff")]
    async fn login(
        &self,
        device: FarEnd,
        body: Body<LoginRequest>,
    ) -> Answer<Entered, LoginErrors> {
        let Gate { ctx, rules } = &self.gate;
        let LoginRequest { email, password } = body.0;
        let entered = staff::login(ctx, rules, &self.guesses, &email, password, device.0).await?;
        Ok(self.entered(&entered))
    }

    /// Trade the cookie for a new access token and a new cookie
    ///
    /// The refresh token travels in the cookie alone, and each is good once.
    #[oai(path = "/refresh", method = "post", operation_id = "refreshStaff")]
    async fn refresh(
        &self,
        _own: OwnPages,
        device: FarEnd,
        /// Set by the sign-in.
        #[oai(name = "cc_refresh_token")]
        cookie: Cookie<Option<String>>,
    ) -> Answer<Entered, RefreshErrors> {
        let Gate { ctx, rules } = &self.gate;
        let token = cookie.0.ok_or(Code::RefreshInvalid)?;
        let entered = staff::refresh(ctx, rules, &token, device.0).await?;
        Ok(self.entered(&entered))
    }

    /// Sign out
    ///
    /// By the cookie alone, so that it works when the access token has expired too.
    #[oai(path = "/logout", method = "post", operation_id = "logoutStaff")]
    async fn logout(
        &self,
        _own: OwnPages,
        /// Set by the sign-in.
        #[oai(name = "cc_refresh_token")]
        cookie: Cookie<Option<String>>,
    ) -> Answer<Left, LogoutErrors> {
        if let Some(token) = cookie.0 {
            auth::sign_out_by_token(&self.gate.ctx, &self.gate.rules, &token).await?;
        }
        Ok(Left::Out(self.cookies.clear()))
    }

    /// The devices on which one is signed in, the one signed in last first
    ///
    /// Permission: none, any staff
    #[oai(path = "/sessions", method = "get", operation_id = "listStaffDevices")]
    async fn devices(
        &self,
        auth: Auth<AnyStaff>,
        /// At most this many items, 1 to 200.
        limit: Query<Option<Number>>,
        /// `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Answer<Json<List<AuthSession>>> {
        let page = Page::parse(limit.0.as_deref(), cursor.0.as_deref())?;
        let listed = auth::list(&self.gate.ctx, UserId::Staff(auth.id), page).await?;
        Ok(Json(List::of(listed, |s| {
            AuthSession::of(s, auth.caller.session)
        })))
    }

    /// Sign out one of one's own devices
    ///
    /// Permission: none, any staff
    #[oai(
        path = "/sessions/:id",
        method = "delete",
        operation_id = "signOutStaffDevice"
    )]
    async fn sign_out_device(
        &self,
        auth: Auth<AnyStaff>,
        id: Path<Uuid>,
    ) -> Answer<NoContent, DeviceErrors> {
        let device = AuthSessionId(id.0);
        auth::sign_out(&self.gate.ctx, UserId::Staff(auth.id), device).await?;
        Ok(NoContent)
    }

    /// Whoever is signed in
    ///
    /// Permission: none, any staff
    #[oai(path = "/me", method = "get", operation_id = "getStaffProfile")]
    async fn me(&self, auth: Auth<AnyStaff>) -> Answer<Json<StaffProfile>> {
        let member = staff::member(&self.gate.ctx, auth.id).await?;
        Ok(Json((&member).into()))
    }
}

/// A request that the cookie alone vouches for must not come from a foreign page. `SameSite=Strict` keeps browsers from
/// sending it; this holds where a browser does not know that, or a neighbour on the same site is not to be trusted. What
/// names no page at all is no browser.
struct OwnPages;

impl<'a> FromRequest<'a> for OwnPages {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        let cookies: &Cookies = request
            .data()
            .expect("the internal listener carries its cookies' settings");
        let text = |name| request.headers().get(name).and_then(|v| v.to_str().ok());
        if matches!(text("sec-fetch-site"), Some("same-origin" | "none")) {
            return Ok(Self);
        }
        let allowed = match text(header::ORIGIN.as_str()) {
            Some(origin) => {
                cookies.cc_origin.as_deref() == Some(origin) || is_own(origin, request.headers())
            }
            None => text("sec-fetch-site").is_none(),
        };
        if allowed {
            Ok(Self)
        } else {
            Err(refuse(Code::Forbidden.detail(
                "This can't be asked for from another site's page.",
            )))
        }
    }
}
