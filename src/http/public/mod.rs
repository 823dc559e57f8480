//! What the internet can reach.

mod auth;
mod chat_client;
mod chat_mitra;
mod config;
mod conversation;
mod device;
mod otp;
mod presence;
mod profile;
mod social;

use poem::endpoint::BoxEndpoint;
use poem_openapi::Tags;
use serde_json::Value;

pub use self::social::{Place, Way, Ways};
use super::{
    document::{self, About},
    guard::Gate,
};
use crate::{
    domain::{otp::Otp, social::Social},
    wire::config::SocialAuth,
};

const ABOUT: About = About {
    title: "Curhat public API",
    description: "For the customer app and the mitra app. Errors are RFC 9457 problems; switch on `code`.\n\n\
        What is said on the socket, `GET /api/shared/ws`, is in a document of its own: [/asyncapi.json](/asyncapi.json).",
};

type Apis = (
    auth::AuthApi,
    otp::OtpApi,
    social::SocialApi,
    profile::ProfileApi,
    device::DeviceApi,
    config::ConfigApi,
    chat_client::ClientChatApi,
    chat_mitra::MitraChatApi,
    presence::PresenceApi,
);

/// The ways to prove who one is, as they were set up.
#[derive(Debug, Clone)]
pub struct Proofs {
    pub otp: Otp,
    pub social: Social,
    pub ways: Ways,
    /// The providers that apps may offer.
    pub social_auth: SocialAuth,
}

/// Groups of operations, as the API pages show them.
#[derive(Tags)]
pub(super) enum Tag {
    /// Signing in and out, on every device.
    Auth,
    /// The caller's own account.
    Profile,
    /// What apps need to know and to tell.
    App,
    /// Conversations, from the customer's side.
    CustomerChat,
    /// Requests and conversations, from the mitra's side.
    MitraChat,
}

/// The public API.
pub fn endpoint(
    gate: &Gate,
    proofs: &Proofs,
    web_push_key: Option<String>,
) -> BoxEndpoint<'static> {
    let apis: Apis = (
        auth::AuthApi { gate: gate.clone() },
        otp::OtpApi {
            gate: gate.clone(),
            otp: proofs.otp.clone(),
        },
        social::SocialApi {
            gate: gate.clone(),
            social: proofs.social.clone(),
            ways: proofs.ways.clone(),
        },
        profile::ProfileApi { gate: gate.clone() },
        device::DeviceApi {
            gate: gate.clone(),
            web_push_key,
        },
        config::ConfigApi {
            gate: gate.clone(),
            social_auth: proofs.social_auth,
        },
        chat_client::ClientChatApi { gate: gate.clone() },
        chat_mitra::MitraChatApi { gate: gate.clone() },
        presence::PresenceApi { gate: gate.clone() },
    );
    document::endpoint(apis, &ABOUT)
}

/// Its OpenAPI document.
pub fn document() -> Value {
    document::document::<Apis>(&ABOUT)
}

/// Its reference page.
pub fn reference() -> String {
    document::reference::<Apis>(&ABOUT)
}
