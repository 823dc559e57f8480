//! What the control center uses.

mod audit;
mod auth;
mod config;
mod customers;
mod mitras;
mod price_tiers;
mod reports;
mod sessions;
mod users;

pub use self::auth::Cookies;
use jiff::tz::TimeZone;
use poem::{EndpointExt, endpoint::BoxEndpoint};
use poem_openapi::Tags;
use serde_json::Value;

use super::{
    document::{self, About},
    guard::Gate,
};
use crate::domain::auth::staff::Guesses;

const ABOUT: About = About {
    title: "Curhat internal API",
    description: "For the control center. Errors are RFC 9457 problems; switch on `code`.",
};

type Apis = (
    auth::AuthApi,
    users::UsersApi,
    audit::AuditApi,
    mitras::MitrasApi,
    customers::CustomersApi,
    config::ConfigApi,
    price_tiers::PriceTiersApi,
    sessions::SessionsApi,
    reports::ReportsApi,
);

/// Groups of operations, as the API pages show them.
#[derive(Tags)]
pub(super) enum Tag {
    /// Signing in and out.
    Auth,
    /// Staff, roles, and what staff has changed.
    Staff,
    /// Mitras and customers.
    People,
    /// What operators may change while the server runs.
    Config,
    /// Requests and conversations.
    Sessions,
    /// Figures.
    Reports,
}

/// The internal API.
/// `zone` is where "today" is counted.
pub fn endpoint(gate: &Gate, cookies: &Cookies, zone: &TimeZone) -> BoxEndpoint<'static> {
    let guesses = Guesses::default();
    let apis: Apis = (
        auth::AuthApi {
            gate: gate.clone(),
            cookies: cookies.clone(),
            guesses: guesses.clone(),
        },
        users::UsersApi {
            gate: gate.clone(),
            guesses,
        },
        audit::AuditApi { gate: gate.clone() },
        mitras::MitrasApi { gate: gate.clone() },
        customers::CustomersApi { gate: gate.clone() },
        config::ConfigApi { gate: gate.clone() },
        price_tiers::PriceTiersApi { gate: gate.clone() },
        sessions::SessionsApi { gate: gate.clone() },
        reports::ReportsApi {
            gate: gate.clone(),
            zone: zone.clone(),
        },
    );
    document::endpoint(apis, &ABOUT)
        .data(cookies.clone())
        .boxed()
}

/// Its OpenAPI document.
pub fn document() -> Value {
    document::document::<Apis>(&ABOUT)
}

/// Its reference page.
pub fn reference() -> String {
    document::reference::<Apis>(&ABOUT)
}
