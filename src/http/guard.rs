//! Who is calling. A handler that takes `Auth<P>` as its first argument is reached only by callers whom `P` admits:
//! no header 401 `AUTH_MISSING`, a token that does not verify 401 `TOKEN_INVALID`, one that has run out 401
//! `TOKEN_EXPIRED`, the wrong kind of user or a permission that lacks 403 `FORBIDDEN`.
//!
//! Extractors run in the order of the arguments: put `Auth` first, or a wrong body is answered before the caller is known.

use std::marker::PhantomData;

use poem::{FromRequest, Request, RequestBody, http::header};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    registry::{MetaSecurityScheme, Registry},
};

use super::{arrival::Arrival, problem::refuse};
use crate::domain::{
    account::staff::{self, Permission},
    audit::By,
    auth::{self, Caller, Device},
    ctx::Ctx,
    error::{Code, Error},
    ids::{CustomerId, MitraId, StaffId, UserId, UserType},
};

/// What guards need to know; put into every request of both listeners.
#[derive(Clone, Debug)]
pub struct Gate {
    pub ctx: Ctx,
    pub rules: auth::Rules,
}

/// Whom a handler is for.
pub trait Policy: Send + Sync + 'static {
    /// How the caller is known inside.
    type Id: Send + Copy;
    const USER_TYPES: &'static [UserType];
    /// Staff only: what the role must allow.
    const PERMISSION: Option<Permission> = None;
    fn id(user: UserId) -> Option<Self::Id>;
}

macro_rules! policies {
    ($($(#[$doc:meta])* $name:ident -> $id:ty: $($variant:ident $user_type:ident)|+;)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub enum $name {}
        impl Policy for $name {
            type Id = $id;
            const USER_TYPES: &'static [UserType] = &[$(UserType::$user_type),+];
            fn id(user: UserId) -> Option<$id> { <$id as Admit>::admit(user) }
        }
    )*};
}

trait Admit: Sized {
    fn admit(user: UserId) -> Option<Self>;
}
impl Admit for CustomerId {
    fn admit(user: UserId) -> Option<Self> {
        match user {
            UserId::Customer(id) => Some(id),
            _ => None,
        }
    }
}
impl Admit for MitraId {
    fn admit(user: UserId) -> Option<Self> {
        match user {
            UserId::Mitra(id) => Some(id),
            _ => None,
        }
    }
}
impl Admit for StaffId {
    fn admit(user: UserId) -> Option<Self> {
        match user {
            UserId::Staff(id) => Some(id),
            _ => None,
        }
    }
}
impl Admit for UserId {
    fn admit(user: UserId) -> Option<Self> {
        (!matches!(user, UserId::Staff(_))).then_some(user)
    }
}

policies! {
    ACustomer -> CustomerId: Customer Customer;
    AMitra -> MitraId: Mitra Mitra;
    /// Customer or mitra.
    AnAppUser -> UserId: Customer Customer | Mitra Mitra;
    /// Any staff, whatever the role.
    AnyStaff -> StaffId: Staff ControlCenter;
}

/// Staff whose role allows something: `Auth<May<MitrasRead>>`.
#[derive(Debug)]
pub struct May<P>(PhantomData<P>);

pub trait PermissionName: Send + Sync + 'static {
    const PERMISSION: Permission;
}

impl<P: PermissionName> Policy for May<P> {
    type Id = StaffId;
    const USER_TYPES: &'static [UserType] = &[UserType::ControlCenter];
    const PERMISSION: Option<Permission> = Some(P::PERMISSION);
    fn id(user: UserId) -> Option<StaffId> {
        StaffId::admit(user)
    }
}

macro_rules! permissions {
    ($($name:ident)*) => {$(
        #[derive(Debug)]
        pub enum $name {}
        impl PermissionName for $name {
            const PERMISSION: Permission = Permission::$name;
        }
    )*};
}
permissions! {
    ControlCenterUsersRead ControlCenterUsersCreate ControlCenterUsersUpdate MitrasRead MitrasUpdate CustomersRead
    SessionsRead DashboardRead MitraActivityRead ConfigRead ConfigUpdate AuditLogRead
}

/// A caller who was let in.
#[derive(Debug)]
pub struct Auth<P: Policy> {
    pub id: P::Id,
    pub caller: Caller,
    by: By,
}

impl<P: Policy> Auth<P> {
    /// For the audit log.
    pub fn by(&self) -> By {
        self.by.clone()
    }
}

impl<'a, P: Policy> ApiExtractor<'a> for Auth<P>
where
    P::Id: std::fmt::Debug,
{
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        for &user_type in P::USER_TYPES {
            let (name, description) = scheme(user_type);
            registry.create_security_scheme(
                name,
                MetaSecurityScheme {
                    ty: "http",
                    description: Some(description),
                    name: None,
                    key_in: None,
                    scheme: Some("bearer"),
                    bearer_format: Some("JWT"),
                    flows: None,
                    openid_connect_url: None,
                },
            );
        }
    }

    fn security_schemes() -> Vec<&'static str> {
        P::USER_TYPES.iter().map(|&t| scheme(t).0).collect()
    }

    async fn from_request(
        request: &'a Request,
        _: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let gate: &Gate = request.data().expect("both listeners carry a gate");
        let arrival: &Arrival = request.data().expect("every request came through the door");
        admit::<P>(gate, arrival, request).await.map_err(refuse)
    }
}

async fn admit<P: Policy>(
    gate: &Gate,
    arrival: &Arrival,
    request: &Request,
) -> Result<Auth<P>, Error> {
    let token = bearer(request)?.ok_or(Code::AuthMissing)?;
    let caller = auth::authenticate(&gate.ctx, &gate.rules, token).await?;
    arrival.is_from(caller);
    let id = P::id(caller.user).ok_or(Code::Forbidden)?;
    if let UserId::Staff(staff) = caller.user {
        staff::must_be_allowed(&gate.ctx, staff, P::PERMISSION).await?;
    }
    Ok(Auth {
        id,
        caller,
        by: By {
            user: Some(caller.user),
            ip: Some(arrival.device.ip.clone()),
            request_id: Some(arrival.request_id.clone()),
        },
    })
}

/// The token of the Authorization header, if there is one. What comes under another scheme than Bearer is none that is taken.
fn bearer(request: &Request) -> Result<Option<&str>, Error> {
    let Some(value) = request.headers().get(header::AUTHORIZATION) else {
        return Ok(None);
    };
    let text = value.to_str().map_err(|_| Code::TokenInvalid)?;
    let (scheme, token) = text.split_once(' ').unwrap_or((text, ""));
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Code::TokenInvalid.into());
    }
    match token.trim() {
        "" => Ok(None),
        token => Ok(Some(token)),
    }
}

/// The scheme's name in the documents.
pub fn scheme(user_type: UserType) -> (&'static str, &'static str) {
    match user_type {
        UserType::Customer => ("customer", "Access token of a customer, guests included."),
        UserType::Mitra => ("mitra", "Access token of a mitra."),
        UserType::ControlCenter => (
            "control_center",
            "Access token of staff, from POST /internal/auth/login.",
        ),
    }
}

/// The caller of an operation that is open to everyone but does more for someone: `None` without a header. A header that
/// does not verify is refused, so that a client learns that it must refresh.
#[derive(Debug)]
pub struct MaybeCaller(pub Option<Caller>);

impl<'a> FromRequest<'a> for MaybeCaller {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        let gate: &Gate = request.data().expect("both listeners carry a gate");
        let arrival: &Arrival = request.data().expect("every request came through the door");
        let Some(token) = bearer(request).map_err(refuse)? else {
            return Ok(Self(None));
        };
        let caller = auth::authenticate(&gate.ctx, &gate.rules, token)
            .await
            .map_err(refuse)?;
        arrival.is_from(caller);
        Ok(Self(Some(caller)))
    }
}

/// The far end of the request, for operations that open or renew a sign-in.
#[derive(Debug)]
pub struct FarEnd(pub Device);

impl<'a> FromRequest<'a> for FarEnd {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        let arrival: &Arrival = request.data().expect("every request came through the door");
        Ok(Self(arrival.device.clone()))
    }
}
