//! What the control center uses.

use poem::{IntoEndpoint, endpoint::BoxEndpoint};
use serde_json::Value;

use super::{
    document::{self, About},
    guard::Gate,
};

const ABOUT: About = About {
    title: "Curhat internal API",
    description: "For the control center. Errors are RFC 9457 problems; switch on `code`.",
};

type Apis = ();

/// The internal API.
pub fn endpoint(gate: &Gate) -> BoxEndpoint<'static> {
    let _ = gate;
    document::service((), &ABOUT).into_endpoint()
}

/// Its OpenAPI document.
pub fn document() -> Value {
    document::document::<Apis>(&ABOUT)
}

/// Its reference page.
pub fn reference() -> String {
    document::reference::<Apis>(&ABOUT)
}
