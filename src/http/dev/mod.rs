//! The dev desk: what a laptop has that a staging server can't give. Mounted by `curhat dev` alone; without a sign-in, since
//! whoever reaches it has the server's log as well.

mod bots;
mod clock;
mod conduct;
mod faults;
mod foreign;
pub mod identity;
mod inbox;
mod pairing;
pub mod porter;
mod state;
mod timeline;

use poem::endpoint::BoxEndpoint;
use poem_openapi::Tags;
use serde_json::Value;

use super::document::{self, About};
use crate::{
    dev::{Desk, Snapshots},
    domain::ctx::Ctx,
    hub::Hub,
};

const ABOUT: About = About {
    title: "Curhat dev desk",
    description: "For whoever develops against a `curhat dev`: the inbox of every device, the server's clock, people on \
                  call, what goes wrong on purpose, and what has happened. No other server has it.",
};

type Apis = (
    inbox::InboxApi,
    clock::ClockApi,
    bots::BotsApi,
    faults::FaultsApi,
    timeline::TimelineApi,
    pairing::PairingApi,
    identity::IdentityApi,
    state::StateApi,
    conduct::ConductApi,
);

/// Groups of operations, as the API page shows them.
#[derive(Tags)]
enum Tag {
    /// What devices would have received.
    Inbox,
    /// The one clock behind codes, tokens, requests, sessions and grace periods.
    Clock,
    /// Made-up mitras and customers.
    Bots,
    /// What goes wrong on purpose.
    Faults,
    /// What has happened.
    Timeline,
    /// How requests found, or did not find, a mitra.
    Pairing,
    /// A Google and an Apple of one's own.
    Identity,
    /// Snapshots, scenarios, and a fresh start.
    State,
    /// What clients do wrong.
    Conduct,
}

/// Its calls, below `/internal/dev`.
pub fn endpoint(ctx: &Ctx, desk: &Desk, hub: &Hub, snapshots: Snapshots) -> BoxEndpoint<'static> {
    let apis: Apis = (
        inbox::InboxApi {
            inbox: desk.inbox.clone(),
        },
        clock::ClockApi { ctx: ctx.clone() },
        bots::BotsApi {
            ctx: ctx.clone(),
            bots: desk.bots.clone(),
        },
        faults::FaultsApi {
            ctx: ctx.clone(),
            faults: desk.faults.clone(),
            hub: hub.clone(),
        },
        timeline::TimelineApi {
            ctx: ctx.clone(),
            timeline: desk.timeline.clone(),
            since: ctx.now(),
        },
        pairing::PairingApi {
            ctx: ctx.clone(),
            timeline: desk.timeline.clone(),
            inbox: desk.inbox.clone(),
        },
        identity::IdentityApi {
            ctx: ctx.clone(),
            providers: desk.providers.clone(),
        },
        state::StateApi {
            ctx: ctx.clone(),
            desk: desk.clone(),
            hub: hub.clone(),
            snapshots,
        },
        conduct::ConductApi {
            ctx: ctx.clone(),
            conduct: desk.conduct.clone(),
        },
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

/// Its own page, at `/dev`.
pub const PAGE: &str = concat!(
    include_str!("page/head.html"),
    "<style>\n",
    include_str!("page/desk.css"),
    "</style>\n",
    include_str!("page/body.html"),
    "<script type=\"module\">\n",
    include_str!("page/core.js"),
    include_str!("page/desk.js"),
    include_str!("page/timeline.js"),
    include_str!("page/pairing.js"),
    include_str!("page/identity.js"),
    include_str!("page/faults.js"),
    include_str!("page/state.js"),
    include_str!("page/conduct.js"),
    include_str!("page/start.js"),
    "</script>\n</body>\n</html>\n",
);
