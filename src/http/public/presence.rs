//! Whether a mitra takes requests.

use poem_openapi::{OpenApi, payload::Json};

use super::Tag;
use crate::{
    domain::{pairing, presence},
    error_set,
    http::{
        answer::{Answer, NoContent},
        body::Body,
        guard::{AMitra, Auth, Gate},
    },
    wire::chat::Presence,
};

error_set!(StatusErrors = AccountInactive);

pub(super) struct PresenceApi {
    pub(super) gate: Gate,
}

#[OpenApi(prefix_path = "/api/mitra", tag = "Tag::MitraChat")]
impl PresenceApi {
    /// Come online or go
    ///
    /// Whoever comes online is sent the requests that are open. Whoever goes keeps those they have, and their sessions.
    #[oai(path = "/status", method = "put", operation_id = "setMitraStatus")]
    async fn status(
        &self,
        auth: Auth<AMitra>,
        body: Body<Presence>,
    ) -> Answer<Json<Presence>, StatusErrors> {
        if body.0.online {
            pairing::go_online(&self.gate.ctx, auth.id).await?;
        } else {
            pairing::go_offline(&self.gate.ctx, auth.id).await?;
        }
        Ok(Json(body.0))
    }

    /// Give a sign of life
    ///
    /// Needed every `mitra_ping.interval_seconds` while the settings require it; whose ping stays away goes offline.
    #[oai(path = "/ping", method = "post", operation_id = "pingAsMitra")]
    async fn ping(&self, auth: Auth<AMitra>) -> Answer<NoContent> {
        presence::ping(&self.gate.ctx, auth.id).await?;
        Ok(NoContent)
    }
}
