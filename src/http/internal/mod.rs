//! What the control center uses.

mod config;
mod customers;
mod mitras;
mod price_tiers;

use poem::{IntoEndpoint, endpoint::BoxEndpoint};
use poem_openapi::Tags;
use serde_json::Value;

use super::{
    document::{self, About},
    guard::Gate,
};

const ABOUT: About = About {
    title: "Curhat internal API",
    description: "For the control center. Errors are RFC 9457 problems; switch on `code`.",
};

type Apis = (
    mitras::MitrasApi,
    customers::CustomersApi,
    config::ConfigApi,
    price_tiers::PriceTiersApi,
);

/// Groups of operations, as the API pages show them.
#[derive(Tags)]
pub(super) enum Tag {
    /// Mitras and customers.
    People,
    /// What operators may change while the server runs.
    Config,
}

/// The internal API.
pub fn endpoint(gate: &Gate) -> BoxEndpoint<'static> {
    let apis: Apis = (
        mitras::MitrasApi { gate: gate.clone() },
        customers::CustomersApi { gate: gate.clone() },
        config::ConfigApi { gate: gate.clone() },
        price_tiers::PriceTiersApi { gate: gate.clone() },
    );
    document::service(apis, &ABOUT).into_endpoint()
}

/// Its OpenAPI document.
pub fn document() -> Value {
    document::document::<Apis>(&ABOUT)
}

/// Its reference page.
pub fn reference() -> String {
    document::reference::<Apis>(&ABOUT)
}
