//! The dev desk: what a laptop has that a staging server can't give. Mounted by `curhat dev` alone; without a sign-in, since
//! whoever reaches it has the server's log as well.

mod bots;
mod clock;
mod inbox;

use poem::{IntoEndpoint, endpoint::BoxEndpoint};
use poem_openapi::Tags;
use serde_json::Value;

use super::document::{self, About};
use crate::{dev::Desk, domain::ctx::Ctx};

const ABOUT: About = About {
    title: "Curhat dev desk",
    description: "For whoever develops against a `curhat dev`: the inbox of every device, the server's clock, and people \
                  on call. No other server has it.",
};

type Apis = (inbox::InboxApi, clock::ClockApi, bots::BotsApi);

/// Groups of operations, as the API page shows them.
#[derive(Tags)]
enum Tag {
    /// What devices would have received.
    Inbox,
    /// The one clock behind codes, tokens, requests, sessions and grace periods.
    Clock,
    /// Made-up mitras and customers.
    Bots,
}

/// Its calls, below `/internal/dev`.
pub fn endpoint(ctx: &Ctx, desk: &Desk) -> BoxEndpoint<'static> {
    let apis: Apis = (
        inbox::InboxApi {
            inbox: desk.inbox.clone(),
        },
        clock::ClockApi { ctx: ctx.clone() },
        bots::BotsApi {
            ctx: ctx.clone(),
            bots: desk.bots.clone(),
        },
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

/// Its own page, at `/dev`.
pub const PAGE: &str = include_str!("desk.html");
